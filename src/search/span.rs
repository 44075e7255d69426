//! Scores words in a shape: a phrase, words near each other, a mask, a word so many times.
//!
//! Its frequency is counted like that of a word, over weighted fields; its inverse document frequency is the sum of those
//! of the words that all have to be there, as if they were independent, and the least of those that any will do of.

use std::sync::{Arc, OnceLock};

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError};

use super::bm25f::Collection;
use super::pattern::{Opened, Pattern};
use super::postings::Lengths;
use super::shape::Shape;

/// Words of the query in a shape.
#[derive(Debug, Clone)]
pub(super) struct SpanQuery {
    pub(super) pattern: Arc<Pattern>,
    /// How often a document has to have it.
    pub(super) least: u32,
    /// What the archive says about it, as soon as it was asked.
    pub(super) known: Arc<OnceLock<Statistics>>,
}

impl SpanQuery {
    pub(super) fn new(pattern: Arc<Pattern>, least: u32) -> Self {
        Self { pattern, least, known: Arc::default() }
    }
}

impl Query for SpanQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let statistics = match scoring {
            EnableScoring::Enabled { searcher, .. } => Some(Statistics::of(self, searcher)?),
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(SpanWeight { query: self.clone(), statistics }))
    }

    fn query_terms<'a>(&'a self, _visitor: &mut dyn FnMut(&'a tantivy::schema::Term, bool)) {}
}

/// What the archive says about words in a shape.
#[derive(Debug, Clone, Copy)]
pub(super) struct Statistics {
    collection: Collection,
    pub(super) idf: Score,
}

impl Statistics {
    /// A query is planned for one searcher and asked of no other.
    pub(super) fn of(query: &SpanQuery, searcher: &Searcher) -> tantivy::Result<Self> {
        if let Some(known) = query.known.get() {
            return Ok(*known);
        }
        let Pattern { wanted, shape, places } = &*query.pattern;
        let collection = Collection::of(searcher, places)?;
        let mut rarities = Vec::with_capacity(wanted.len());
        for wanted in wanted {
            rarities.push(collection.idf(wanted.documents(searcher, places)?));
        }
        Ok(*query.known.get_or_init(|| Self { collection, idf: idf(shape, &rarities) }))
    }
}

fn idf(shape: &Shape, rarities: &[Score]) -> Score {
    let of = |number: &usize| rarities.get(*number).copied().unwrap_or_default();
    match shape {
        Shape::Word(number) => of(number),
        Shape::Parts(numbers) => numbers.iter().map(of).sum(),
        Shape::Sequence(words) => words.iter().map(|(_, number)| of(number)).sum(),
        Shape::Near(parts, _) => parts.iter().map(|part| idf(part, rarities)).sum(),
        Shape::Any(shapes) => shapes.iter().map(|shape| idf(shape, rarities)).reduce(Score::min).unwrap_or_default(),
    }
}

struct SpanWeight {
    query: SpanQuery,
    statistics: Option<Statistics>,
}

impl Weight for SpanWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorer = SpanScorer::open(&self.query, self.statistics, segment)?;
        scorer.boost = boost;
        Ok(if scorer.settle(0) == TERMINATED { Box::new(EmptyScorer) } else { Box::new(scorer) })
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = SpanScorer::open(&self.query, self.statistics, segment)?;
        if scorer.settle(doc) == doc {
            return Ok(Explanation::new("BM25F of words in a shape over weighted fields", scorer.score()));
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}

/// Goes through the documents of a segment that have the words in their shape.
pub(super) struct SpanScorer {
    opened: Opened,
    least: u32,
    /// Whether positions are read.
    is_placed: bool,
    lengths: Lengths,
    statistics: Option<Statistics>,
    doc: DocId,
    /// How often the present document has it, weighted by field.
    frequency: Score,
    boost: Score,
}

impl SpanScorer {
    pub(super) fn open(
        query: &SpanQuery,
        statistics: Option<Statistics>,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        // What is counted is counted by its places: two words for one place are one.
        let is_placed = query.least > 1 || query.pattern.asks_for_positions();
        let record = match is_placed {
            true => IndexRecordOption::WithFreqsAndPositions,
            false => IndexRecordOption::WithFreqs,
        };
        Ok(Self {
            opened: query.pattern.open(segment, record)?,
            least: query.least,
            is_placed,
            lengths: Lengths::open(segment, &query.pattern.places)?,
            statistics,
            doc: 0,
            frequency: 0.0,
            boost: 1.0,
        })
    }

    /// Goes on to the first document from `target` on that has the words in their shape.
    pub(super) fn settle(&mut self, mut target: DocId) -> DocId {
        loop {
            self.doc = self.opened.candidate(target);
            if self.doc == TERMINATED {
                return TERMINATED;
            }
            self.opened.seek(self.doc);
            let (frequency, times) = self.count();
            if times > 0 && times >= self.least {
                self.frequency = frequency;
                return self.doc;
            }
            target = self.doc + 1;
        }
    }

    /// Counts how often the present document has it: weighted by field, and as it is.
    fn count(&mut self) -> (Score, u32) {
        let pattern = Arc::clone(&self.opened.pattern);
        if !self.is_placed {
            return self.opened.words(self.doc);
        }
        let (mut frequency, mut sum) = (0.0, 0);
        for (number, place) in pattern.places.iter().enumerate() {
            let Some(here) = self.opened.here(self.doc, number) else { continue };
            let times = u32::try_from(pattern.shape.times(&here)).unwrap_or(u32::MAX);
            frequency += times as Score * place.weight;
            sum = times.saturating_add(sum);
        }
        (frequency, sum)
    }
}

impl DocSet for SpanScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.settle(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.settle(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.opened.size_hint()
    }
}

impl Scorer for SpanScorer {
    fn score(&mut self) -> Score {
        let Some(statistics) = &self.statistics else { return 0.0 };
        let length = self.lengths.of(self.doc);
        statistics.idf * statistics.collection.saturate(self.frequency, length) * self.boost
    }
}
