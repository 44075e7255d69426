//! A shape of words looked for in some fields, and its places in a document as the postings tell them.

use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::postings::{Occurrences, Place, Wanted};
use super::shape::{Here, Shape};
use crate::index::{PARAGRAPH, SENTENCE};

/// A shape of words, and where it is looked for.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// What it is made of, by number.
    pub(super) wanted: Vec<Wanted>,
    pub(super) shape: Shape,
    pub(super) places: Vec<Place>,
}

impl Pattern {
    fn asks_for_paragraphs(&self) -> bool {
        self.shape.asks_for_borders() || self.places.iter().any(|place| place.first.is_some())
    }

    /// Tells whether positions have to be read to know whether a document has it.
    pub(super) fn asks_for_positions(&self) -> bool {
        !self.shape.is_words() || self.asks_for_paragraphs()
    }

    /// Opens the postings in a segment.
    pub(super) fn open(
        self: &Arc<Self>,
        segment: &SegmentReader,
        record: IndexRecordOption,
    ) -> tantivy::Result<Opened> {
        let mut found = Vec::with_capacity(self.wanted.len());
        for wanted in &self.wanted {
            found.push(wanted.open(segment, &self.places, record)?);
        }
        let mut borders = Vec::new();
        for place in self.places.iter().filter(|_| self.asks_for_paragraphs()) {
            borders.push(Borders::open(segment, place)?);
        }
        Ok(Opened { pattern: Arc::clone(self), found, borders })
    }
}

/// The postings of a pattern in a segment.
pub(super) struct Opened {
    pub(super) pattern: Arc<Pattern>,
    found: Vec<Occurrences>,
    /// By the number of the place, if they are asked for.
    borders: Vec<Borders>,
}

impl Opened {
    /// Returns the first document from `target` on that may have the pattern.
    pub(super) fn candidate(&mut self, target: DocId) -> DocId {
        candidate(&self.pattern.shape, &mut self.found, target)
    }

    /// Returns about how many documents have it.
    pub(super) fn size_hint(&self) -> u32 {
        self.found.iter().map(DocSet::size_hint).min().unwrap_or(0)
    }

    /// Goes on to a document.
    pub(super) fn seek(&mut self, doc: DocId) {
        for found in &mut self.found {
            if found.doc() < doc {
                found.seek(doc);
            }
        }
    }

    /// Counts the words in a document that was gone to: weighted by field, and as they are.
    pub(super) fn words(&self, doc: DocId) -> (Score, u32) {
        let counts = self.found.iter().filter(|found| found.doc() == doc).map(Occurrences::counts);
        counts.fold((0.0, 0), |(sum, times), counts| (sum + counts.word + counts.part, times + counts.times))
    }

    /// Returns where everything stands in one of the places of a document that was gone to; nothing if nothing does.
    pub(super) fn here(&mut self, doc: DocId, place: usize) -> Option<Here> {
        let positions: Vec<Vec<u32>> = self
            .found
            .iter_mut()
            .map(|found| if found.doc() == doc { found.positions(place) } else { Vec::new() })
            .collect();
        if positions.iter().all(Vec::is_empty) {
            return None;
        }
        let mut here = Here { positions, ..Here::default() };
        if let Some(borders) = self.borders.get_mut(place) {
            here.sentences = starts(&mut borders.sentences, doc);
            here.paragraphs = starts(&mut borders.paragraphs, doc);
        }
        if let Some(words) = self.pattern.places.get(place).and_then(|place| place.first) {
            here.keep_first(words);
        }
        Some(here)
    }
}

/// Where sentences and paragraphs begin in a field.
struct Borders {
    sentences: Option<SegmentPostings>,
    paragraphs: Option<SegmentPostings>,
}

impl Borders {
    fn open(segment: &SegmentReader, place: &Place) -> tantivy::Result<Self> {
        let Some(field) = place.borders else { return Ok(Self { sentences: None, paragraphs: None }) };
        let inverted = segment.inverted_index(field)?;
        let open = |mark: &str| -> tantivy::Result<Option<SegmentPostings>> {
            let Some(info) = inverted.terms().get(mark)? else { return Ok(None) };
            Ok(Some(inverted.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?))
        };
        Ok(Self { sentences: open(SENTENCE)?, paragraphs: open(PARAGRAPH)? })
    }
}

fn starts(postings: &mut Option<SegmentPostings>, doc: DocId) -> Vec<u32> {
    let mut positions = Vec::new();
    if let Some(postings) = postings {
        if postings.doc() < doc {
            postings.seek(doc);
        }
        if postings.doc() == doc {
            postings.append_positions_with_offset(0, &mut positions);
        }
    }
    positions
}

/// Returns the first document from `target` on that may have a shape: all words of a phrase, one of the alternatives.
fn candidate(shape: &Shape, found: &mut [Occurrences], target: DocId) -> DocId {
    match shape {
        Shape::Word(number) => word(*number, found, target),
        Shape::Parts(numbers) => all(numbers, found, target, |number, found, target| word(*number, found, target)),
        Shape::Sequence(words) => all(words, found, target, |(_, number), found, target| word(*number, found, target)),
        Shape::Near(parts, _) => all(parts, found, target, candidate),
        Shape::Any(shapes) => shapes.iter().map(|shape| candidate(shape, found, target)).min().unwrap_or(TERMINATED),
    }
}

fn word(number: usize, found: &mut [Occurrences], target: DocId) -> DocId {
    found.get_mut(number).map_or(TERMINATED, |found| found.seek(target))
}

fn all<T>(
    parts: &[T],
    found: &mut [Occurrences],
    mut target: DocId,
    seek: impl Fn(&T, &mut [Occurrences], DocId) -> DocId,
) -> DocId {
    loop {
        let mut furthest = target;
        for part in parts {
            furthest = furthest.max(seek(part, found, furthest));
        }
        if furthest == target || furthest == TERMINATED {
            return if parts.is_empty() { TERMINATED } else { furthest };
        }
        target = furthest;
    }
}
