//! Decompounding: a German compound taken apart into the words it is made of.
//!
//! Splits by frequency (Koehn and Knight 2003, "Empirical Methods for Compound Splitting"): of all ways to write a
//! word as two or three known words with linking elements, the one whose parts have the largest geometric mean of
//! document frequencies is taken, if that exceeds the frequency of the whole word.

use std::collections::{BTreeMap, VecDeque};

use super::fold::fold;
use super::lexicon::{GERMAN, Lexicon, SHORTEST};
use super::token::words;

/// Words of fewer letters are not split.
const FEWEST: usize = 8;

/// Words of fewer letters are not split into three parts.
const FEWEST_OF_THREE: usize = 12;

/// Words of more letters are not split.
const LONGEST: usize = 40;

/// What a part may have at its end before another: `Verteidigung-s-etat`, `Rohstoff-e-markt`.
const LINKS: &[&[u8]] = &[b"s", b"es", b"n", b"en", b"er", b"e", b"ns", b"ens"];

/// Words that take the link `ns` or `ens`, and feminine ones that take `s` after their vowel.
const TAKE_NS: &[&[u8]] = &[
    b"name", b"herz", b"friede", b"glaube", b"wille", b"gedanke", b"schmerz", b"funke", b"gewisse", b"leid", b"haufe",
];
const TAKE_S: &[&[u8]] = &[b"liebe", b"hilf", b"interesse"];

/// What a part may have lost there, or the first letter of it: `Sprach-schule`, from `Sprache`.
const LOST: &[u8] = b"en";

/// A link is less likely than none, and three parts than two: chosen on word pairs, not on queries.
const LINKED: f64 = 0.4;
const THREE: f64 = 0.3;

/// An ending of inflection has at most so many letters.
const ENDING: usize = 4;

/// A compound has so many parts at most, and so many parts of those.
const MOST: usize = 16;

/// The parts of a compound, folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// The parts in their order; none for a word that is no compound.
    pub parts: Vec<String>,
    /// The parts of those parts that are compounds themselves.
    pub inner: Vec<String>,
}

/// Splits that a user has settled: a word, and its parts, or none if it is to stay whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compounds(BTreeMap<String, Vec<String>>);

impl Compounds {
    /// Makes it of words and the parts of each, parted by blanks. What is not one word is no compound.
    pub fn new<'a>(settled: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let is_word = |text: &str| words(text).next().is_some_and(|word| word.text == text);
        let settled = settled.into_iter().filter(|(word, _)| is_word(word));
        let parts = |parts: &str| words(parts).map(|part| fold(part.text)).take(MOST).collect();
        Self(settled.map(|(word, of)| (fold(word), parts(of))).collect())
    }

    /// Returns a text that is the same for the same splits and no others; an index remembers it.
    pub fn fingerprint(&self) -> String {
        self.0.iter().map(|(word, parts)| format!("{word}={};", parts.join("+"))).collect()
    }
}

/// Splits the compounds of one language.
pub(super) struct Splitter {
    lexicon: &'static Lexicon,
    /// What the user has settled, by stem: `Regensburgs` is a form of `Regensburg`.
    settled: BTreeMap<String, Vec<String>>,
}

impl Splitter {
    /// Returns the splitter of German; `stem` gives the stem of a folded word.
    pub(super) fn german(compounds: &Compounds, stem: &dyn Fn(&str) -> String) -> Self {
        let settled = compounds.0.iter().map(|(word, parts)| (stem(word), parts.clone())).collect();
        Self { lexicon: &GERMAN, settled }
    }

    /// Splits a folded word that has a stem. `stem` gives the stems of others, so that all forms of a word are split
    /// alike.
    pub(super) fn split(&self, word: &str, stemmed: &str, stem: &dyn Fn(&str) -> String) -> Split {
        let parts = self.outer(word, stemmed, stem);
        let mut inner: Vec<String> = Vec::new();
        let shorter = |part: &&String, than: usize| part.len() < than;
        let mut waiting: VecDeque<String> = parts.iter().filter(|part| shorter(part, word.len())).cloned().collect();
        // Each is taken apart once, however often it is a part: what a user settles may lead to the same ones again
        // and again.
        while let Some(part) = waiting.pop_front() {
            for more in self.outer(&part, &stem(&part), stem) {
                if inner.len() < MOST && !parts.contains(&more) && !inner.contains(&more) {
                    waiting.extend(Some(&more).filter(|more| shorter(more, part.len())).cloned());
                    inner.push(more);
                }
            }
        }
        Split { parts, inner }
    }

    fn outer(&self, word: &str, stemmed: &str, stem: &dyn Fn(&str) -> String) -> Vec<String> {
        if let Some(parts) = self.settled.get(stemmed).or_else(|| self.lexicon.settled.get(stemmed)) {
            return parts.clone();
        }
        if !(FEWEST..=LONGEST).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Vec::new();
        }
        let (worth, parts) = self.best(word.as_bytes());
        // The whole word counts with all its forms; to look at them is only worth it where there is a split.
        let whole = || self.lexicon.most(stemmed.as_bytes(), ENDING, |other| stem(other) == stemmed);
        if parts.is_empty() || worth <= f64::from(whole()) {
            return Vec::new();
        }
        parts.iter().map(|part| String::from_utf8_lossy(part).into_owned()).collect()
    }

    /// Returns the best split, and what it is worth.
    fn best(&self, word: &[u8]) -> (f64, Vec<Vec<u8>>) {
        let mut lasts = [None; LONGEST + 1];
        let mut last = |at: usize| match lasts.get_mut(at) {
            Some(known) => {
                *known.get_or_insert_with(|| f64::from(self.lexicon.part(word.get(at..).unwrap_or_default())))
            }
            None => 0.0,
        };
        let mut best = (0.0, [None, None], 0);
        for (middle, first) in known(&self.readings(word, 0)) {
            let worth = (first.worth * last(middle)).sqrt();
            if worth > best.0 {
                best = (worth, [Some(first), None], middle);
            }
            if word.len() < FEWEST_OF_THREE {
                continue;
            }
            for (end, second) in known(&self.readings(word, middle)) {
                let worth = THREE * (first.worth * second.worth * last(end)).cbrt();
                if worth > best.0 {
                    best = (worth, [Some(first), Some(second)], end);
                }
            }
        }
        let (worth, readings, tail) = best;
        let mut parts: Vec<Vec<u8>> = readings.iter().flatten().map(|reading| reading.part(word)).collect();
        if !parts.is_empty() {
            parts.push(word.get(tail..).unwrap_or_default().to_vec());
        }
        (worth, parts)
    }

    /// Returns the best reading of the letters from a place up to each later one as a part with another after it.
    fn readings(&self, word: &[u8], start: usize) -> Readings {
        let rest = word.get(start..).unwrap_or_default();
        let mut found = [None; LONGEST + 1];
        let mut read = |letters: usize, count: u32, lost: &'static [u8]| {
            if count == 0 {
                return;
            }
            let mut add = |end: usize, worth: f64| {
                if let Some(known) = found.get_mut(end).filter(|_| end < word.len()) {
                    let better = known.is_none_or(|known: Reading| worth > known.worth);
                    *known = if better { Some(Reading { start, letters, lost, worth }) } else { *known };
                }
            };
            let worth = f64::from(count);
            add(start + letters, if lost.is_empty() { worth } else { worth * LINKED });
            let after = rest.get(letters..).unwrap_or_default();
            let part = rest.get(..letters).unwrap_or_default();
            let fits = |link: &&&[u8]| lost.is_empty() && after.starts_with(link) && links(part, link);
            for link in LINKS.iter().filter(fits) {
                add(start + letters + link.len(), worth * LINKED);
            }
        };
        for letters in 2..SHORTEST.min(rest.len()) {
            // Short words lose nothing: `Sekunde` is no `See-Kunde`.
            read(letters, self.lexicon.part(rest.get(..letters).unwrap_or_default()), &[]);
        }
        for (letters, count) in self.lexicon.firsts(word).filter(|_| start == 0) {
            read(letters, count, &[]);
        }
        let mut walk = rest.get(..SHORTEST).and_then(|head| self.lexicon.walk(head));
        let mut letters = SHORTEST;
        while let Some(here) = walk {
            let part = rest.get(..letters).unwrap_or_default();
            read(letters, self.lexicon.count(&here), &[]);
            let mut longer = Some(here.clone());
            for (number, letter) in LOST.iter().enumerate() {
                longer = longer.and_then(|longer| self.lexicon.on(&longer, *letter));
                let count = longer.as_ref().map_or(0, |longer| self.lexicon.count(longer));
                read(part.len(), count, LOST.get(..=number).unwrap_or_default());
            }
            walk = rest.get(letters).and_then(|letter| self.lexicon.on(&here, *letter));
            letters += 1;
        }
        found
    }
}

/// Tells whether a part can take a link: most links that would be read wrongly are letters of the next part.
fn links(part: &[u8], link: &[u8]) -> bool {
    let ends = |words: &[&[u8]]| words.iter().any(|word| part.ends_with(word));
    let last = part.last().copied().unwrap_or_default();
    match link {
        b"s" => !b"aeiouysxz".contains(&last) || ends(TAKE_S),
        b"n" => last == b'e',
        b"ns" | b"ens" => ends(TAKE_NS),
        _ => true,
    }
}

/// Letters read as a part, with its links or without what it lost.
#[derive(Clone, Copy)]
struct Reading {
    start: usize,
    letters: usize,
    lost: &'static [u8],
    worth: f64,
}

/// The best reading that ends at each place of a word.
type Readings = [Option<Reading>; LONGEST + 1];

fn known(readings: &Readings) -> impl Iterator<Item = (usize, Reading)> {
    readings.iter().enumerate().filter_map(|(end, reading)| Some((end, (*reading)?)))
}

impl Reading {
    /// Returns the part with what it lost.
    fn part(&self, word: &[u8]) -> Vec<u8> {
        let letters = word.get(self.start..self.start + self.letters).unwrap_or_default();
        [letters, self.lost].concat()
    }
}

#[cfg(test)]
mod tests {
    use rust_stemmers::{Algorithm, Stemmer};

    use super::super::german;
    use super::*;

    #[track_caller]
    fn check(compounds: &Compounds, word: &str, parts: &str, inner: &str) {
        let stemmer = Stemmer::create(Algorithm::German);
        let stem = |word: &str| german::stem(&stemmer, word);
        let split = Splitter::german(compounds, &stem).split(&fold(word), &stem(&fold(word)), &stem);
        assert_eq!((split.parts.join(" "), split.inner.join(" ")), (parts.to_owned(), inner.to_owned()), "{word}");
    }

    #[test]
    fn compounds_are_taken_apart_at_their_links() {
        let none = Compounds::default();
        check(&none, "Rohstoffabkommen", "rohstoff abkommen", "");
        check(&none, "Verteidigungsetat", "verteidigung etat", "");
        check(&none, "Sprachschule", "sprache schule", "");
        check(&none, "Gaspreis", "gas preis", "");
        check(&none, "Autobahnbrücke", "autobahn brucke", "auto bahn");
    }

    #[test]
    fn other_words_stay_whole() {
        let none = Compounds::default();
        for word in
            ["Museum", "Hohenzollern", "Ministerium", "Regensburgs", "Kartoffel", "Potato", "12345678", "日本日本日本"]
        {
            check(&none, word, "", "");
        }
    }

    #[test]
    fn a_users_split_wins_for_every_form_of_the_word() {
        let settled = Compounds::new([("Rohstoffabkommen", ""), ("Wachstube", "Wach Stube")]);
        check(&settled, "Rohstoffabkommens", "", "");
        check(&settled, "Wachstuben", "wach stube", "");
        assert_ne!(settled.fingerprint(), Compounds::default().fingerprint());
    }

    #[test]
    fn no_splits_of_a_user_make_the_splitter_slow_or_stop_it() {
        let word = |letters: usize| "x".repeat(letters);
        let settled: Vec<(String, String)> =
            (1..60).map(|letters| (word(letters), format!("{0} {0} {0}", word(letters - 1)))).collect();
        let settled = Compounds::new(settled.iter().map(|(word, parts)| (word.as_str(), parts.as_str())));
        let parts = vec![word(58); 3].join(" ");
        let inner: Vec<String> = (42..58).rev().map(word).collect();
        check(&settled, &word(59), &parts, &inner.join(" "));
        let circle = Compounds::new([("Wachstube", "Wachstube Wachstuben"), ("Stube", &"Stube ".repeat(1_000))]);
        check(&circle, "Wachstube", "wachstube wachstuben", "");
        check(&circle, "Stube", "stube ".repeat(MOST).trim_end(), "");
        let odd = [("", "a"), ("a b", "c"), ("Wach-Stube", "Wach"), ("a=b;c", "d"), ("Wachstube", "Wach-\u{0}Stube, ")];
        check(&Compounds::new(odd), "Wachstube", "wach stube", "");
        assert_eq!(Compounds::new(odd), Compounds::new([("Wachstube", "Wach Stube")]));
    }

    #[test]
    fn no_letters_make_the_splitter_slow_or_stop_it() {
        let none = Compounds::default();
        check(&none, &"e".repeat(40), "", "");
        check(&none, &"haus".repeat(100), "", "");
    }
}
