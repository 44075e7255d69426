//! The forms of an archive that a mask or a fuzzy word stands for, found by a look at every word of the dictionary.
//!
//! Masks are compared with words as they stand in texts, in small letters: once letter by letter, once with umlauts
//! spelled out (`ae`) and without other accents, so that both spellings of a word are found.

use std::collections::HashMap;

use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{Score, Searcher};
use unicode_normalization::UnicodeNormalization;

use super::postings::Place;
use crate::analysis::{exact_of, spelled_out};

/// So many forms are searched; the most frequent are taken.
pub(super) const MOST: usize = 5_000;

/// What a form with a wrong letter counts beside one without.
const WRONG: Score = 0.3;

/// What a form has to be like.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Like {
    /// As a mask; the second has its umlauts spelled out, for a form typed there is none.
    Mask(Vec<char>, Option<Vec<char>>),
    /// A word with so many wrong letters at most; the second is spelled out.
    Fuzzy(Vec<char>, Vec<char>, usize),
}

impl Like {
    /// Returns what a mask stands for; a strict one wants umlauts and accents as typed.
    pub(super) fn mask(typed: &str, strict: bool) -> Self {
        Self::Mask(letters(typed), (!strict).then(|| spelled_out(typed).chars().collect()))
    }

    /// Returns what a fuzzy word stands for.
    pub(super) fn fuzzy(typed: &str, most: usize) -> Self {
        Self::Fuzzy(letters(typed), spelled_out(typed).chars().collect(), most)
    }

    /// Tells whether a form in small letters is like this.
    pub(super) fn fits(&self, form: &str) -> bool {
        match self {
            Self::Mask(mask, spelled) => {
                // A mask without umlauts fits a form without umlauts in one way only.
                let as_typed = fits(mask, &mut form.chars());
                let other = spelled.as_ref().filter(|spelled| !form.is_ascii() || *spelled != mask);
                as_typed || other.is_some_and(|spelled| fits(spelled, &mut spelled_out(form).chars()))
            }
            Self::Fuzzy(..) => self.wrong_letters(form).is_some(),
        }
    }

    /// Returns how many letters of a form are wrong, if not too many; of a mask none are.
    pub(super) fn wrong_letters(&self, form: &str) -> Option<usize> {
        let Self::Fuzzy(typed, spelled, most) = self else { return self.fits(form).then_some(0) };
        let wrong = distance(typed, &form.chars().collect::<Vec<_>>(), *most);
        if form.is_ascii() && typed == spelled {
            return wrong;
        }
        let spelled = distance(spelled, &spelled_out(form).chars().collect::<Vec<_>>(), *most);
        wrong.into_iter().chain(spelled).min()
    }
}

fn letters(typed: &str) -> Vec<char> {
    typed.to_lowercase().nfc().collect()
}

/// Tells whether a word fits a mask: each star is tried with ever more letters, and only the last one that was met
/// can be wrong, so that no mask takes more than the product of both lengths.
fn fits(mask: &[char], word: &mut dyn Iterator<Item = char>) -> bool {
    let word: Vec<char> = word.collect();
    let (mut at, mut letter) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while letter < word.len() {
        match mask.get(at) {
            Some('*') => {
                star = Some((at, letter));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || word.get(letter) == Some(wanted) => {
                at += 1;
                letter += 1;
            }
            _ => match &mut star {
                Some((place, taken)) => {
                    *taken += 1;
                    (at, letter) = (*place + 1, *taken);
                }
                None => return false,
            },
        }
    }
    mask.iter().skip(at).all(|c| *c == '*')
}

/// Returns how many letters have to be put in, left out, changed or swapped with the next to make one word the other, if
/// not more than `most` (the optimal string alignment of Damerau and Levenshtein).
pub(super) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let mut least = (row[j] + usize::from(x != y)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        if next.iter().all(|count| *count > most) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|distance| *distance <= most)
}

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
    terms: Vec<(SegmentId, Field, TermInfo)>,
}

impl Forms {
    /// Finds the forms in some fields of an archive.
    pub(super) fn of(like: Like, searcher: &Searcher, places: &[Place]) -> tantivy::Result<Self> {
        let mut forms: HashMap<String, Vec<(SegmentId, Field, TermInfo)>> = HashMap::new();
        for segment in searcher.segment_readers() {
            for place in places {
                let inverted = segment.inverted_index(place.words)?;
                let mut terms = inverted.terms().stream()?;
                while terms.advance() {
                    let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                    let exact = exact_of(term);
                    if like.fits(&exact) {
                        let found = (segment.segment_id(), place.words, terms.value().clone());
                        forms.entry(exact.into_owned()).or_default().push(found);
                    }
                }
            }
        }
        let all = forms.len();
        let mut found: Vec<Form> =
            forms.into_iter().map(|(exact, terms)| Form::new(exact, terms, places, &like)).collect();
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

impl Form {
    fn new(exact: String, terms: Vec<(SegmentId, Field, TermInfo)>, places: &[Place], like: &Like) -> Self {
        let of = |place: &Place| -> u64 {
            terms
                .iter()
                .filter(|(_, field, _)| *field == place.words)
                .map(|(_, _, info)| u64::from(info.doc_freq))
                .sum()
        };
        let frequency = places.iter().map(of).max().unwrap_or_default();
        let share = WRONG.powi(i32::try_from(like.wrong_letters(&exact).unwrap_or_default()).unwrap_or_default());
        Self { exact, frequency, share, terms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("uber*", "über", false),
        ] {
            assert_eq!(Like::mask(mask, false).fits(word), expected, "{mask} {word}");
        }
        assert!(!Like::mask("foerder*", true).fits("förderung"));
        assert!(Like::mask("FÖRDER*", true).fits("förderung"));
    }

    #[test]
    fn a_hostile_mask_takes_no_time() {
        assert!(!Like::mask(&"a*".repeat(5_000), false).fits(&"a".repeat(60)));
        assert!(!Like::mask(&("*a".repeat(30) + "b"), false).fits(&"a".repeat(60)));
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
            assert_eq!(Like::fuzzy(typed, 2).wrong_letters(form), expected, "{typed} {form}");
        }
    }
}
