//! Decompounding: a German compound taken apart into the words it is made of.
//!
//! Splits by frequency (Koehn and Knight 2003, "Empirical Methods for Compound Splitting"): of all ways to write a
//! word as two or three known words with linking elements, the one whose parts have the largest geometric mean of
//! document frequencies is taken, if that exceeds the frequency of the whole word.

use std::collections::BTreeMap;

use super::fold::fold;
use super::lexicon::{GERMAN, Lexicon, SHORTEST};

/// Words of fewer and of more letters are not split.
const LETTERS: std::ops::RangeInclusive<usize> = 8..=40;

/// What a part may have at its end before another: `Verteidigung-s-etat`, `Rohstoff-e-markt`.
const LINKS: &[&[u8]] = &[b"s", b"es", b"n", b"en", b"er", b"e", b"ns", b"ens"];

/// What a part may have lost there: `Sprach-schule`, from `Sprache`.
const LOST: &[&[u8]] = &[b"e", b"en"];

/// A link is less likely than none, and three parts than two: chosen on word pairs, not on queries.
const LINKED: f64 = 0.4;
const THREE: f64 = 0.3;

/// An ending of inflection has at most so many letters.
const ENDING: usize = 4;

/// The parts of a compound, folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Split {
    /// The parts in their order; none for a word that is no compound.
    pub(super) parts: Vec<String>,
    /// The parts of those parts that are compounds themselves.
    pub(super) inner: Vec<String>,
}

/// Splits that a user has settled: a word, and its parts, or none if it is to stay whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compounds(BTreeMap<String, Vec<String>>);

impl Compounds {
    /// Makes it of words and the parts of each, parted by blanks.
    pub fn new<'a>(settled: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(
            settled
                .into_iter()
                .map(|(word, parts)| (fold(word), parts.split_whitespace().map(fold).collect()))
                .collect(),
        )
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

    /// Splits a folded word. `stem` gives the stem of a word, so that all forms of a word are split alike.
    pub(super) fn split(&self, word: &str, stem: &dyn Fn(&str) -> String) -> Split {
        let parts = self.outer(word, stem);
        let mut inner: Vec<String> = Vec::new();
        for part in &parts {
            let split = if part.len() < word.len() { self.split(part, stem) } else { Split::default() };
            for more in split.parts.into_iter().chain(split.inner) {
                if !parts.contains(&more) && !inner.contains(&more) {
                    inner.push(more);
                }
            }
        }
        Split { parts, inner }
    }

    fn outer(&self, word: &str, stem: &dyn Fn(&str) -> String) -> Vec<String> {
        let stemmed = stem(word);
        if let Some(parts) = self.settled.get(&stemmed).or_else(|| self.lexicon.settled.get(&stemmed)) {
            return parts.clone();
        }
        if !LETTERS.contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Vec::new();
        }
        let whole = self.lexicon.most(stemmed.as_bytes(), ENDING, |other| stem(other) == stemmed);
        self.best(word.as_bytes(), f64::from(whole))
            .iter()
            .map(|part| String::from_utf8_lossy(part).into_owned())
            .collect()
    }

    /// Returns the best split that is worth more than the whole word.
    fn best(&self, word: &[u8], whole: f64) -> Vec<Vec<u8>> {
        let firsts = self.firsts(word, 0);
        let mut best = (whole, Vec::new());
        for (middle, first) in &firsts {
            let tail = word.get(*middle..).unwrap_or_default();
            let last = f64::from(self.lexicon.part(tail));
            let worth = (first.worth * last).sqrt();
            if worth > best.0 {
                best = (worth, vec![first.part.clone(), tail.to_vec()]);
            }
            for (end, second) in self.firsts(word, *middle) {
                let tail = word.get(end..).unwrap_or_default();
                let last = f64::from(self.lexicon.part(tail));
                let worth = THREE * (first.worth * second.worth * last).cbrt();
                if worth > best.0 {
                    best = (worth, vec![first.part.clone(), second.part, tail.to_vec()]);
                }
            }
        }
        best.1
    }

    /// Returns the parts that may stand at a place with another after them: where the next begins, and the best
    /// reading of the letters up to there.
    fn firsts(&self, word: &[u8], start: usize) -> Vec<(usize, Part)> {
        let rest = word.get(start..).unwrap_or_default();
        let mut found: BTreeMap<usize, Part> = BTreeMap::new();
        let mut add = |end: usize, worth: f64, part: &[u8]| {
            let better = found.get(&end).is_none_or(|known| worth > known.worth);
            if worth > 0.0 && end < word.len() && better {
                found.insert(end, Part { worth, part: part.to_vec() });
            }
        };
        let mut read = |part: &[u8], letters: usize, worth: f64, lost: bool| {
            let end = start + letters;
            add(end, if lost { worth * LINKED } else { worth }, part);
            let after = word.get(end..).unwrap_or_default();
            for link in LINKS.iter().filter(|link| !lost && after.starts_with(link)) {
                add(end + link.len(), worth * LINKED, part);
            }
        };
        for length in 2..SHORTEST.min(rest.len()) {
            let part = rest.get(..length).unwrap_or_default();
            // Short words lose nothing: `Sekunde` is no `See-Kunde`.
            read(part, length, f64::from(self.lexicon.part(part)), false);
        }
        let mut walk = rest.get(..SHORTEST).and_then(|head| self.lexicon.walk(head));
        let mut length = SHORTEST;
        while let Some(here) = walk {
            let part = rest.get(..length).unwrap_or_default();
            read(part, length, f64::from(self.lexicon.count(&here, part)), false);
            for lost in LOST {
                let longer = lost.iter().try_fold(here.clone(), |walk, letter| self.lexicon.on(&walk, *letter));
                if let Some(longer) = longer {
                    let part = [part, lost].concat();
                    read(&part, length, f64::from(self.lexicon.count(&longer, &part)), true);
                }
            }
            walk = rest.get(length).and_then(|letter| self.lexicon.on(&here, *letter));
            length += 1;
        }
        found.into_iter().collect()
    }
}

/// The reading of some letters as a part.
struct Part {
    worth: f64,
    part: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use rust_stemmers::{Algorithm, Stemmer};

    use super::*;

    #[track_caller]
    fn check(compounds: &Compounds, word: &str, parts: &str, inner: &str) {
        let stemmer = Stemmer::create(Algorithm::German);
        let stem = |word: &str| stemmer.stem(word).into_owned();
        let split = Splitter::german(compounds, &stem).split(&fold(word), &stem);
        assert_eq!((split.parts.join(" "), split.inner.join(" ")), (parts.to_owned(), inner.to_owned()), "{word}");
    }

    #[test]
    fn compounds_are_taken_apart_at_their_links() {
        let none = Compounds::default();
        check(&none, "Rohstoffabkommen", "rohstoff abkommen", "");
        check(&none, "Verteidigungsetat", "verteidigung etat", "");
        check(&none, "Sprachschule", "sprache schule", "");
        check(&none, "Gaspreis", "gas preis", "");
        check(&none, "Krankenhausapotheke", "krankenhaus apotheke", "kranken haus");
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
    fn no_letters_make_the_splitter_slow_or_stop_it() {
        let none = Compounds::default();
        check(&none, &"e".repeat(40), "", "");
        check(&none, &"haus".repeat(100), "", "");
    }
}
