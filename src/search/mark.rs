//! Where in its texts an article matched a query: the places that the postings tell, turned into places of the text.
//!
//! A phrase marks itself and not its single words elsewhere, words near each other are each a mark.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher};

use super::pattern::{Opened, Pattern};
use super::shape::Span;
use crate::analysis::{Border, words};

/// What matched: the number of a pattern, and of its part where words are near each other.
pub(super) type What = (usize, usize);

/// A match in a field: its first and last position, and what matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sighting {
    pub(super) field: &'static str,
    pub(super) span: Span,
    pub(super) what: What,
}

/// A match in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// The bytes of the text.
    pub(super) span: Range<usize>,
    /// What matched.
    pub(super) what: What,
}

/// Returns where the documents match the patterns; each is asked for some of them only, as `is_asked` says of the
/// number of a document and that of a pattern.
pub(super) fn sightings(
    patterns: &[Arc<Pattern>],
    searcher: &Searcher,
    documents: &[DocAddress],
    is_asked: impl Fn(usize, usize) -> bool,
) -> tantivy::Result<Vec<Vec<Sighting>>> {
    // Postings are gone through once, in their order.
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|number| documents.get(*number));
    let mut found = vec![Vec::new(); documents.len()];
    let mut opened: HashMap<(u32, usize), Opened> = HashMap::new();
    for number in order {
        let (Some(address), Some(found)) = (documents.get(number), found.get_mut(number)) else { continue };
        for (at, pattern) in patterns.iter().enumerate().filter(|(at, _)| is_asked(number, *at)) {
            let opened = match opened.entry((address.segment_ord, at)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    let segment = searcher.segment_reader(address.segment_ord);
                    place.insert(pattern.open(segment, IndexRecordOption::WithFreqsAndPositions)?)
                }
            };
            opened.seek(address.doc_id);
            for (place_number, place) in pattern.places.iter().enumerate() {
                let Some(here) = opened.here(address.doc_id, place_number) else { continue };
                let marks = pattern.shape.all_marks(&here).into_iter();
                found.extend(marks.map(|(span, part)| Sighting { field: place.name, span, what: (at, part) }));
            }
        }
    }
    Ok(found)
}

/// A text with the places of its words.
pub(super) struct Placed<'t> {
    pub(super) text: &'t str,
    words: Vec<(u32, Range<usize>)>,
    /// Where sentences begin, in bytes, the first too.
    pub(super) sentences: Vec<usize>,
}

impl<'t> Placed<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut placed = Self { text, words: Vec::new(), sentences: vec![0] };
        let mut before = 0;
        for word in words(text) {
            if word.border != Border::None {
                // A quotation mark or bracket that opens before the first word belongs to the sentence.
                let between = text.get(before..word.span.start).unwrap_or_default();
                let opens = between.rfind(char::is_whitespace).and_then(|at| {
                    let blank = between.get(at..)?.chars().next()?;
                    Some(before + at + blank.len_utf8())
                });
                placed.sentences.push(opens.unwrap_or(word.span.start));
            }
            before = word.span.end;
            placed.words.push((u32::try_from(word.position).unwrap_or(u32::MAX), word.span));
        }
        placed
    }

    /// Returns the matches of a field in its text, in order and not overlapping.
    pub(super) fn matches(&self, field: &str, sightings: &[Sighting]) -> Vec<Match> {
        let at = |position: u32| {
            let found = self.words.binary_search_by_key(&position, |(position, _)| *position);
            // An index that lags behind may know other words.
            found.ok().and_then(|number| self.words.get(number)).map(|(_, span)| span.clone())
        };
        let of_field = sightings.iter().filter(|sighting| sighting.field == field);
        let mut found: Vec<Match> = of_field
            .filter_map(|sighting| {
                let span = at(sighting.span.0)?.start..at(sighting.span.1)?.end;
                Some(Match { span, what: sighting.what })
            })
            .collect();
        found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end), found.what));
        let mut end = 0;
        found.retain(|found| {
            let apart = found.span.start >= end;
            end = end.max(found.span.end);
            apart
        });
        found
    }
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

    fn sighting(first: u32, last: u32, pattern: usize) -> Sighting {
        Sighting { field: "body", span: (first, last), what: (pattern, 0) }
    }

    #[test]
    fn places_become_bytes_and_the_longest_of_those_that_overlap_stays() {
        let text = "Für seltene Erden, für Zölle.\nErden";
        let placed = Placed::new(text);
        let sightings = [sighting(2, 2, 1), sighting(1, 2, 0), sighting(21, 21, 1), sighting(99, 99, 1)];
        let found = placed.matches("body", &sightings);
        let shown: Vec<(&str, usize)> =
            found.iter().filter_map(|found| Some((text.get(found.span.clone())?, found.what.0))).collect();
        assert_eq!(shown, [("seltene Erden", 0), ("Erden", 1)]);
        assert!(placed.matches("title", &sightings).is_empty());
    }

    #[test]
    fn sentences_begin_with_their_quotation_marks() {
        let text = "Es regnet. „Wir gehen“, sagt er. Ja\n(Nein)";
        let starts = Placed::new(text).sentences;
        let shown: Vec<&str> = starts.iter().filter_map(|at| text.get(*at..)).collect();
        assert_eq!(shown, [text, "„Wir gehen“, sagt er. Ja\n(Nein)", "Ja\n(Nein)", "(Nein)"]);
    }

    #[test]
    fn bytes_become_characters() {
        assert_eq!(in_characters("für Zölle über", &[0..4, 5..11]), [0..3, 4..9]);
        assert!(in_characters("", &[]).is_empty());
    }
}
