//! The forms of an archive that a mask or a fuzzy word stands for, found by a look at every word of the dictionary.
//!
//! Masks are compared with words as they stand in texts, in small letters; both spellings of an umlaut are the same, and
//! accents do not matter.

use std::collections::HashMap;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::thread;

use regex::Regex;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{Score, Searcher, SegmentReader};
use unicode_normalization::UnicodeNormalization;

use super::postings::Place;
use super::request::SearchError;
use crate::analysis::{exact_of, spelled_out};
use crate::index::Index;

/// So many forms are searched; the most frequent are taken.
pub(super) const MOST: usize = 5_000;

/// What a form with a wrong letter counts beside one without.
const WRONG: Score = 0.3;

/// What a form has to be like.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Like {
    /// As a mask, in small letters. A strict one wants umlauts and accents as typed.
    Mask { mask: String, strict: bool },
    /// A word in small letters with so many wrong letters at most.
    Fuzzy { word: String, most: usize },
}

impl Like {
    /// Returns what a mask stands for.
    pub(super) fn mask(typed: &str, strict: bool) -> Self {
        let mut mask: String = typed.to_lowercase().nfc().collect();
        while mask.contains("**") {
            mask = mask.replace("**", "*");
        }
        Self::Mask { mask, strict }
    }

    /// Returns what a fuzzy word stands for.
    pub(super) fn fuzzy(typed: &str, most: usize) -> Self {
        Self::Fuzzy { word: typed.to_lowercase().nfc().collect(), most }
    }

    /// Returns the letters that every form begins with.
    pub(super) fn beginning(&self) -> &str {
        match self {
            Self::Mask { mask, .. } => mask.split(['*', '?']).next().unwrap_or_default(),
            Self::Fuzzy { .. } => "",
        }
    }

    /// Returns what tells the forms that are like this.
    pub(super) fn judge(&self) -> Judge {
        match self {
            // Longer words are cut, so that no word is like a longer mask.
            Self::Mask { mask, .. } if mask.chars().filter(|c| *c != '*').count() > LONGEST => Judge::Nothing,
            Self::Mask { mask, strict } => {
                Regex::new(&pattern(mask, *strict)).map_or(Judge::Nothing, |pattern| Judge::Mask(Box::new(pattern)))
            }
            Self::Fuzzy { word, most } => Judge::Fuzzy(Fuzzy::new(word, *most)),
        }
    }
}

/// Words of the index have no more letters.
const LONGEST: usize = 60;

/// Returns the expression for a mask: a letter of the mask stands for itself with any accent, both spellings of an
/// umlaut for each other.
fn pattern(mask: &str, strict: bool) -> String {
    let mut pattern = "^(?s:".to_owned();
    let letters: Vec<char> = if strict { mask.chars().collect() } else { spelled_out(mask).chars().collect() };
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let both = (!strict).then(|| SPELLINGS.iter().find(|(two, _)| letters.get(at..at + 2) == Some(two))).flatten();
        at += if both.is_some() { 2 } else { 1 };
        match (letter, both) {
            ('*', _) => pattern.push_str(".*"),
            ('?', _) => pattern.push('.'),
            (_, Some((_, spellings))) => pattern.push_str(spellings),
            _ if strict => pattern.push_str(&regex::escape(&letter.to_string())),
            _ => {
                let accented = ACCENTED.get(letter).map_or("", String::as_str);
                pattern.push_str(&format!("[{}{accented}]", regex::escape(&letter.to_string())));
            }
        }
    }
    pattern + ")$"
}

/// Two letters, and all spellings of them.
const SPELLINGS: [([char; 2], &str); 4] =
    [(['a', 'e'], "(?:ae|ä|æ)"), (['o', 'e'], "(?:oe|ö|œ)"), (['u', 'e'], "(?:ue|ü)"), (['s', 's'], "(?:ss|ß)")];

/// Latin letters with accents by the letter without.
static ACCENTED: LazyLock<HashMap<char, String>> = LazyLock::new(|| {
    let mut accented: HashMap<char, String> = HashMap::new();
    for letter in ('\u{e0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}') {
        let bare = spelled_out(&letter.to_string());
        let mut bare = bare.chars();
        if let (Some(bare), None) = (bare.next(), bare.next())
            && bare != letter
            && letter.is_lowercase()
        {
            accented.entry(bare).or_default().push(letter);
        }
    }
    accented
});

/// Tells the forms that are as wanted.
pub(super) enum Judge {
    Mask(Box<Regex>),
    Fuzzy(Fuzzy),
    Nothing,
}

impl Judge {
    /// Returns how many letters of a form are wrong, if not too many; of a mask none are.
    pub(super) fn wrong_letters(&self, form: &str) -> Option<usize> {
        match self {
            Self::Mask(pattern) => pattern.is_match(form).then_some(0),
            Self::Fuzzy(fuzzy) => fuzzy.wrong_letters(form),
            Self::Nothing => None,
        }
    }
}

/// A word with wrong letters, as typed and with its umlauts spelled out.
pub(super) struct Fuzzy {
    typed: String,
    spelled: String,
    most: usize,
    letters: u32,
}

impl Fuzzy {
    fn new(word: &str, most: usize) -> Self {
        let spelled = spelled_out(word);
        Self { typed: word.to_owned(), letters: letters(&spelled), spelled, most }
    }

    fn wrong_letters(&self, form: &str) -> Option<usize> {
        let Self { typed, spelled, most, letters: set } = self;
        // Most words differ too much in length or in the letters they are made of.
        let is_like = |word: &str| word.chars().count().abs_diff(form.len()) <= *most;
        let is_near = is_like(spelled) && (letters(form) ^ set).count_ones() as usize <= 2 * most;
        if form.is_ascii() && !is_near && (typed == spelled || !is_like(typed)) {
            return None;
        }
        let as_typed = distance(typed, form, *most);
        let other =
            if form.is_ascii() && typed == spelled { None } else { distance(spelled, &spelled_out(form), *most) };
        as_typed.into_iter().chain(other).min()
    }
}

/// Returns the set of letters of a word, a bit for each.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, letter| set | 1 << (letter & 31))
}

/// Returns how many letters have to be put in, left out, changed or swapped with the next to make one word the other, if
/// not more than `most` (the optimal string alignment of Damerau and Levenshtein).
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    if a.chars().count().abs_diff(b.chars().count()) > most {
        return None;
    }
    Some(strsim::osa_distance(a, b)).filter(|distance| *distance <= most)
}

/// A term of a segment and field.
type Term = (SegmentId, Field, TermInfo);

/// The forms of an archive that are like something.
#[derive(Debug)]
pub(super) struct Forms {
    /// The most frequent of them, in that order.
    pub(super) found: Vec<Form>,
    /// How many there are.
    pub(super) all: usize,
}

/// A form and its terms.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// The word in small letters.
    pub(super) exact: String,
    /// An estimate of how many documents have it: the most that any field has.
    pub(super) frequency: u64,
    /// What it counts: the less, the more letters are wrong.
    share: Score,
    terms: Vec<Term>,
}

impl Forms {
    /// Finds the forms in some fields of an archive; where it is known what their terms begin with, only among those.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the index cannot be read.
    pub(super) fn of(
        like: &Like,
        beginnings: Option<&[String]>,
        index: &Index,
        searcher: &Searcher,
        places: &[Place],
    ) -> Result<Self, SearchError> {
        let judge = like.judge();
        let scan = |segment| index.guarded(|| scan(segment, beginnings, &judge, places));
        let segments = searcher.segment_readers();
        let scanned: Vec<_> = match beginnings {
            Some(_) => segments.iter().map(scan).collect(),
            // To look at every word takes long enough to do it for all segments at a time.
            None => thread::scope(|scope| {
                let threads: Vec<_> = segments.iter().map(|segment| scope.spawn(|| scan(segment))).collect();
                threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
            }),
        };
        let mut forms: HashMap<String, Vec<Term>> = HashMap::new();
        for found in scanned {
            for (exact, term) in found?? {
                forms.entry(exact).or_default().push(term);
            }
        }
        let all = forms.len();
        let mut found: Vec<Form> =
            forms.into_iter().map(|(exact, terms)| Form::new(exact, terms, places, &judge)).collect();
        found.sort_unstable_by(|a, b| b.frequency.cmp(&a.frequency).then_with(|| a.exact.cmp(&b.exact)));
        found.truncate(MOST);
        Ok(Self { found, all })
    }

    /// Returns the terms of a segment and field, each with what it counts.
    pub(super) fn terms(&self, segment: SegmentId, field: Field) -> impl Iterator<Item = (&TermInfo, Score)> {
        let terms = self.found.iter().flat_map(|form| form.terms.iter().map(|term| (term, form.share)));
        let here = terms.filter(move |((of, place, _), _)| *of == segment && *place == field);
        here.map(|((_, _, info), share)| (info, share))
    }

    /// Returns the form alone.
    pub(super) fn only(form: &Form) -> Self {
        Self { found: vec![form.clone()], all: 1 }
    }
}

/// Returns the forms of one segment that are as wanted.
fn scan(
    segment: &SegmentReader,
    beginnings: Option<&[String]>,
    judge: &Judge,
    places: &[Place],
) -> tantivy::Result<Vec<(String, Term)>> {
    let mut found = Vec::new();
    let mut exact = String::new();
    for place in places {
        let inverted = segment.inverted_index(place.words)?;
        for beginning in beginnings.unwrap_or(&[String::new()]) {
            // No word holds the last of all characters.
            let range = inverted.terms().range().ge(beginning).lt(format!("{beginning}\u{10ffff}"));
            let mut terms = range.into_stream()?;
            while terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                exact_of(term, &mut exact);
                if judge.wrong_letters(&exact).is_some() {
                    found.push((exact.clone(), (segment.segment_id(), place.words, terms.value().clone())));
                }
            }
        }
    }
    Ok(found)
}

impl Form {
    fn new(exact: String, terms: Vec<Term>, places: &[Place], judge: &Judge) -> Self {
        let of = |place: &Place| -> u64 {
            terms
                .iter()
                .filter(|(_, field, _)| *field == place.words)
                .map(|(_, _, info)| u64::from(info.doc_freq))
                .sum()
        };
        let frequency = places.iter().map(of).max().unwrap_or_default();
        let share = WRONG.powi(i32::try_from(judge.wrong_letters(&exact).unwrap_or_default()).unwrap_or_default());
        Self { exact, frequency, share, terms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(mask: &str, strict: bool, word: &str) -> bool {
        Like::mask(mask, strict).judge().wrong_letters(word).is_some()
    }

    #[test]
    fn masks_fit_words() {
        for (mask, word, expected) in [
            ("roh*", "rohstoff", true),
            ("Roh*", "roh", true),
            ("roh*", "froh", false),
            ("*abkommen", "rohstoffabkommen", true),
            ("*abkommen", "abkommens", false),
            ("roh*kommen", "rohstoffabkommen", true),
            ("*stoff*", "rohstoffe", true),
            ("m?ller", "müller", true),
            ("m?ller", "mller", false),
            ("erde?", "erden", true),
            ("erde?", "erde", false),
            ("??", "ab", true),
            ("*a*b*c*", "xaxbxcx", true),
            ("*a*b*c", "xaxbxcx", false),
            ("förder*", "förderung", true),
            ("Foerder*", "förderung", true),
            ("förder*", "foerderung", true),
            ("stra*e", "straße", true),
            ("strasse*", "straße", true),
            ("caf?s", "cafés", true),
            ("cafe*", "cafés", true),
            ("l*e", "lế", true),
            ("uber*", "über", false),
            ("ueber*", "überall", true),
            ("fo*", "föhn", false),
            ("m??ller", "müller", false),
            ("a.c*", "abc", false),
            ("*", "東京", true),
        ] {
            assert_eq!(fits(mask, false, word), expected, "{mask} {word}");
        }
        assert!(!fits("foerder*", true, "förderung"));
        assert!(fits("FÖRDER*", true, "förderung"));
    }

    #[test]
    fn a_hostile_mask_takes_no_time() {
        assert!(!fits(&"a*".repeat(5_000), false, &"a".repeat(60)));
        assert!(!fits(&("*a".repeat(30) + "b"), false, &"a".repeat(60)));
        assert!(fits(&("*".repeat(9_000) + "b"), false, "b"));
    }

    #[test]
    fn wrong_letters_are_counted() {
        for (typed, form, expected) in [
            ("Japn", "japan", Some(1)),
            ("Jpaan", "japan", Some(1)),
            ("Japan", "japan", Some(0)),
            ("Jaapn", "japaner", None),
            ("Mueller", "müller", Some(0)),
            ("Müler", "mueller", Some(1)),
            ("", "ab", Some(2)),
            ("abc", "", None),
        ] {
            assert_eq!(Like::fuzzy(typed, 2).judge().wrong_letters(form), expected, "{typed} {form}");
        }
    }
}
