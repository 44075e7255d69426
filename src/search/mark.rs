//! Finds in a text what a query matched: the positions of whole words and phrases, never of a phrase's single words.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::{Term, fold, words};

/// A word or phrase of the query that was asked for, not excluded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    /// The field it was asked for in; `None` for all fields of text.
    pub(super) field: Option<&'static str>,
    /// The forms it may have: the terms of its words with their distances from the first.
    pub(super) forms: Vec<Vec<(usize, String)>>,
}

/// A match in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// The bytes of the text.
    pub(super) span: Range<usize>,
    /// The number of the pattern that matched.
    pub(super) pattern: usize,
}

/// Finds all matches of the patterns in the terms of a field's text, in order and not overlapping.
pub(super) fn find(patterns: &[Pattern], field: &str, terms: &[Term]) -> Vec<Match> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, term) in terms.iter().enumerate() {
        places.entry(&term.text).or_default().push(place);
    }
    let mut found = Vec::new();
    for (number, pattern) in patterns.iter().enumerate() {
        if pattern.field.is_some_and(|wanted| wanted != field) {
            continue;
        }
        for form in &pattern.forms {
            let Some((_, first)) = form.first() else { continue };
            for &place in places.get(first.as_str()).into_iter().flatten() {
                if let Some(end) = ends(form, terms, place) {
                    found.push(Match { span: terms[place].span.start..end, pattern: number });
                }
            }
        }
    }
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end), found.pattern));
    let mut end = 0;
    found.retain(|found| {
        let apart = found.span.start >= end;
        end = end.max(found.span.end);
        apart
    });
    found
}

/// Returns where a form ends in the text if it begins at a place.
fn ends(form: &[(usize, String)], terms: &[Term], place: usize) -> Option<usize> {
    let start = terms.get(place)?.position;
    let mut at = place;
    for (distance, text) in form {
        while terms.get(at)?.position < start + distance {
            at += 1;
        }
        let term = terms.get(at)?;
        if term.position != start + distance || term.text != *text {
            return None;
        }
    }
    terms.get(at).map(|term| term.span.end)
}

/// Returns the terms of a text that is folded and not stemmed.
pub(super) fn folded(text: &str) -> Vec<Term> {
    words(text).map(|word| Term { text: fold(word.text), span: word.span, position: word.position }).collect()
}

/// Turns ranges of bytes, in order and not overlapping, into ranges of characters in one pass over the text.
pub fn in_characters(text: &str, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    let (mut bytes, mut characters) = (0, 0);
    let mut count = |to: usize| {
        characters += text.get(bytes..to).map_or(0, |between| between.chars().count());
        bytes = to;
        characters
    };
    spans.iter().map(|span| count(span.start)..count(span.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(forms: &[&[&str]], text: &str, expected: &[&str]) {
        let forms = forms
            .iter()
            .map(|form| form.iter().enumerate().map(|(at, word)| (at, (*word).to_owned())).collect())
            .collect();
        let patterns = [Pattern { field: None, forms }];
        let found: Vec<&str> =
            find(&patterns, "body", &folded(text)).iter().filter_map(|found| text.get(found.span.clone())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_phrase_marks_itself_and_not_its_words() {
        check(&[&["seltene", "erden"]], "Seltene Erden, seltene Tiere, Erden.", &["Seltene Erden"]);
        check(&[&["seltene", "erden"]], "seltene\nErden", &[]);
        check(&[&["a"], &["b"]], "a b c A", &["a", "b", "A"]);
        check(&[&["a", "a"]], "a a a", &["a a"]);
        check(&[&[]], "a", &[]);
    }

    #[test]
    fn a_pattern_for_one_field_marks_no_other() {
        let patterns = [Pattern { field: Some("title"), forms: vec![vec![(0, "a".to_owned())]] }];
        assert!(find(&patterns, "body", &folded("a")).is_empty());
        assert_eq!(find(&patterns, "title", &folded("a")).len(), 1);
    }

    #[test]
    fn bytes_become_characters() {
        assert_eq!(in_characters("für Zölle über", &[0..4, 5..11]), [0..3, 4..9]);
        assert!(in_characters("", &[]).is_empty());
    }
}
