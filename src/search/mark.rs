//! Finds in a text what a query matched: the positions of whole words and phrases, never of a phrase's single words.

use std::collections::HashMap;
use std::ops::Range;

use super::postings::Lookup;
use super::word::APART;
use crate::analysis::Term;

/// A word or phrase of the query that was asked for, not excluded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    /// The field it was asked for in; `None` for all fields of text.
    pub(super) field: Option<&'static str>,
    /// The shapes it may have.
    pub(super) shapes: Vec<Shape>,
}

/// What is marked.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Words with their distances from the first.
    Sequence(Vec<(u32, Lookup)>),
    /// The parts of a compound near each other, each a mark of its own.
    Near(Vec<Lookup>),
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
    let places = Places::of(terms);
    let mut found = Vec::new();
    for (number, pattern) in patterns.iter().enumerate() {
        if pattern.field.is_some_and(|wanted| wanted != field) {
            continue;
        }
        let mut mark = |first: usize, last: usize| {
            if let (Some(first), Some(last)) = (terms.get(first), terms.get(last)) {
                found.push(Match { span: first.span.start..last.span.end, pattern: number });
            }
        };
        for shape in &pattern.shapes {
            match shape {
                Shape::Sequence(words) => {
                    let Some((_, first)) = words.first() else { continue };
                    for place in places.of_word(first) {
                        if let Some(last) = ends(words, terms, place) {
                            mark(place, last);
                        }
                    }
                }
                Shape::Near(parts) => near(parts, terms, &places).into_iter().for_each(|place| mark(place, place)),
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

/// Where the stems of a text stand, as words and as parts.
struct Places<'t> {
    terms: &'t [Term],
    words: HashMap<&'t str, Vec<usize>>,
    parts: HashMap<&'t str, Vec<usize>>,
}

impl<'t> Places<'t> {
    fn of(terms: &'t [Term]) -> Self {
        let mut found = Self { terms, words: HashMap::new(), parts: HashMap::new() };
        for (place, term) in terms.iter().enumerate() {
            found.words.entry(term.form.stem.as_str()).or_default().push(place);
            for part in term.form.parts.iter().chain(&term.form.inner) {
                found.parts.entry(part).or_default().push(place);
            }
        }
        found
    }

    /// Returns where a word stands, in order.
    fn of_word(&self, word: &Lookup) -> Vec<usize> {
        let mut found = Vec::new();
        for stem in &word.stems {
            let fits = |place: &&usize| {
                let exact = self.terms.get(**place).map(|term| term.form.exact.as_str());
                !word.only_exact || exact == word.exact.as_deref()
            };
            found.extend(self.words.get(stem.as_str()).into_iter().flatten().filter(fits));
            if word.in_compounds && !word.only_exact {
                found.extend(self.parts.get(stem.as_str()).into_iter().flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Returns the place where a sequence ends if it begins at a place.
fn ends(words: &[(u32, Lookup)], terms: &[Term], place: usize) -> Option<usize> {
    let start = terms.get(place)?.position;
    let mut at = place;
    for (distance, word) in words {
        let position = start + usize::try_from(*distance).ok()?;
        while terms.get(at)?.position < position {
            at += 1;
        }
        let term = terms.get(at)?;
        if term.position != position || !stands_for(word, term) {
            return None;
        }
    }
    Some(at)
}

fn stands_for(word: &Lookup, term: &Term) -> bool {
    let has = |stem: &str| word.stems.iter().any(|wanted| wanted == stem);
    if word.only_exact {
        return has(term.form.stem.as_str()) && word.exact.as_deref() == Some(term.form.exact.as_str());
    }
    let is_part = || term.form.parts.iter().chain(&term.form.inner).any(|part| has(part));
    has(term.form.stem.as_str()) || (word.in_compounds && is_part())
}

/// Returns the places of all parts that stand near one of the first, if each does.
fn near(parts: &[Lookup], terms: &[Term], places: &Places<'_>) -> Vec<usize> {
    let found: Vec<Vec<usize>> = parts.iter().map(|part| places.of_word(part)).collect();
    let Some((first, others)) = found.split_first() else { return Vec::new() };
    let position = |place: &usize| terms.get(*place).map_or(0, |term| term.position);
    let mut marked = Vec::new();
    for at in first {
        let reach = position(at).saturating_sub(APART as usize)..=position(at) + APART as usize;
        let within = |other: &Vec<usize>| {
            let start = other.partition_point(|place| position(place) < *reach.start());
            let inside =
                other.get(start..).unwrap_or_default().iter().take_while(|place| position(place) <= *reach.end());
            inside.copied().collect::<Vec<usize>>()
        };
        let near: Vec<Vec<usize>> = others.iter().map(within).collect();
        if near.iter().all(|places| !places.is_empty()) {
            marked.push(*at);
            marked.extend(near.into_iter().flatten());
        }
    }
    marked
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
pub(super) mod tests {
    use super::*;
    use crate::analysis::{Analyzer, Compounds};

    pub(in super::super) fn word(stem: &str) -> Lookup {
        Lookup { stems: vec![stem.to_owned()], ..Lookup::default() }
    }

    pub(in super::super) fn pattern(words: &[&str]) -> Pattern {
        let words = (0..).zip(words).map(|(at, stem)| (at, word(stem))).collect();
        Pattern { field: None, shapes: vec![Shape::Sequence(words)] }
    }

    pub(in super::super) fn folded(text: &str) -> Vec<Term> {
        Analyzer::new(None).terms(text)
    }

    #[track_caller]
    fn check(pattern: Pattern, terms: &[Term], text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            find(&[pattern], "body", terms).iter().filter_map(|found| text.get(found.span.clone())).collect();
        assert_eq!(found, expected, "{text}");
    }

    fn check_folded(words: &[&str], text: &str, expected: &[&str]) {
        check(pattern(words), &folded(text), text, expected);
    }

    #[test]
    fn a_phrase_marks_itself_and_not_its_words() {
        check_folded(&["seltene", "erden"], "Seltene Erden, seltene Tiere, Erden.", &["Seltene Erden"]);
        check_folded(&["seltene", "erden"], "seltene\nErden", &[]);
        check_folded(&["a"], "a b c A", &["a", "A"]);
        check_folded(&["a", "a"], "a a a", &["a a"]);
        check_folded(&[], "a", &[]);
    }

    #[test]
    fn an_exact_form_marks_no_other() {
        let text = "Uber über UBER";
        let exact = Lookup { exact: Some("uber".to_owned()), only_exact: true, ..word("uber") };
        let pattern = Pattern { field: None, shapes: vec![Shape::Sequence(vec![(0, exact)])] };
        check(pattern, &folded(text), text, &["Uber", "UBER"]);
    }

    #[test]
    fn a_part_marks_the_whole_word_and_parts_near_each_other_both() {
        let text = "Das Rohstoffabkommen. Ein Abkommen über Rohstoffe mit vielen langen Worten, die nicht dazu gehören, und ein Abkommen.";
        let terms = Analyzer::splitting(Some("de"), &Compounds::default()).terms(text);
        let part = |stem: &str| Lookup { in_compounds: true, ..word(stem) };
        let one = Pattern { field: None, shapes: vec![Shape::Sequence(vec![(0, part("de:rohstoff"))])] };
        check(one, &terms, text, &["Rohstoffabkommen", "Rohstoffe"]);
        let near = Pattern { field: None, shapes: vec![Shape::Near(vec![part("de:rohstoff"), part("de:abkomm")])] };
        check(near, &terms, text, &["Rohstoffabkommen", "Abkommen", "Rohstoffe"]);
    }

    #[test]
    fn a_pattern_for_one_field_marks_no_other() {
        let patterns = [Pattern { field: Some("title"), ..pattern(&["a"]) }];
        assert!(find(&patterns, "body", &folded("a")).is_empty());
        assert_eq!(find(&patterns, "title", &folded("a")).len(), 1);
    }

    #[test]
    fn bytes_become_characters() {
        assert_eq!(in_characters("für Zölle über", &[0..4, 5..11]), [0..3, 4..9]);
        assert!(in_characters("", &[]).is_empty());
    }
}
