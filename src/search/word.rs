//! Scores a word: in any form, as a part of compounds, and a compound by its parts.
//!
//! Three things add up, weighted: the word as a word; the word wherever it stands, also inside compounds (for a
//! compound: each of its parts wherever it stands); the very form that was typed.

use std::sync::{Arc, OnceLock};

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use super::bm25f::Collection;
use super::postings::{Lengths, Lookup, Occurrences, Place};
use super::shape::APART;

/// What the word alone counts beside the word anywhere, and the form typed. Chosen on judged queries; `benches/retrieval`.
const ALONE: Score = 1.0;
const ANYWHERE: Score = 2.5;
const AS_TYPED: Score = 0.3;
const SCALE: Score = 1.0 / (ALONE + ANYWHERE);

/// A word of the query.
#[derive(Debug, Clone)]
pub(super) struct WordQuery {
    /// The word itself.
    pub(super) word: Lookup,
    /// If it is a compound, its parts.
    pub(super) parts: Vec<Lookup>,
    /// The words that the parts are stems of, for reading.
    pub(super) readings: Vec<String>,
    /// Whether a document matches that has one of the parts, not all of them near each other.
    pub(super) loose: bool,
    /// The fields it is looked for in.
    pub(super) places: Vec<Place>,
    /// What the archive says about it, as soon as it was asked: all postings have to be read for it.
    pub(super) known: Arc<OnceLock<Statistics>>,
}

impl WordQuery {
    /// Returns what is looked for: the word, then its parts.
    pub(super) fn lookups(&self) -> impl Iterator<Item = &Lookup> {
        std::iter::once(&self.word).chain(&self.parts)
    }
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let statistics = match scoring {
            EnableScoring::Enabled { searcher, .. } => Some(Statistics::of(self, searcher)?),
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(WordWeight { query: self.clone(), statistics }))
    }

    fn query_terms<'a>(&'a self, _visitor: &mut dyn FnMut(&'a tantivy::schema::Term, bool)) {}
}

/// What the archive says about a word of a query.
#[derive(Debug, Clone)]
pub(super) struct Statistics {
    collection: Collection,
    /// Of each lookup: in how many documents, and the inverse document frequencies.
    pub(super) lookups: Vec<Rarity>,
}

/// How rare a word is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rarity {
    /// Documents that have it as a word.
    pub(super) documents: u64,
    /// Documents that have it inside a compound.
    pub(super) within: u64,
    pub(super) alone: Score,
    pub(super) anywhere: Score,
    pub(super) as_typed: Score,
}

impl Statistics {
    /// A query is planned for one searcher and asked of no other.
    pub(super) fn of(query: &WordQuery, searcher: &tantivy::Searcher) -> tantivy::Result<Self> {
        if let Some(known) = query.known.get() {
            return Ok(known.clone());
        }
        let collection = Collection::of(searcher, &query.places)?;
        let mut lookups = Vec::new();
        for lookup in query.lookups() {
            let found = lookup.frequencies(searcher, &query.places)?;
            lookups.push(Rarity {
                documents: found.word,
                within: found.part,
                alone: collection.idf(found.word),
                anywhere: collection.idf(found.word.max(found.part)),
                as_typed: collection.idf(found.exact),
            });
        }
        Ok(query.known.get_or_init(|| Self { collection, lookups }).clone())
    }

    /// Returns how rare the word is, a compound as a whole.
    pub(super) fn rarity_of_whole(&self) -> Score {
        self.lookups.first().map_or(0.0, |word| word.anywhere)
    }

    /// Returns how rare the word or its most common part is.
    pub(super) fn rarity(&self) -> Score {
        self.lookups.iter().map(|rarity| rarity.anywhere).fold(Score::MAX, Score::min)
    }
}

struct WordWeight {
    query: WordQuery,
    statistics: Option<Statistics>,
}

impl WordWeight {
    fn open(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Option<WordScorer>> {
        let needs_positions = !self.query.parts.is_empty() && !self.query.loose;
        let record = match (&self.statistics, needs_positions) {
            (_, true) => IndexRecordOption::WithFreqsAndPositions,
            (Some(_), false) => IndexRecordOption::WithFreqs,
            (None, false) => IndexRecordOption::Basic,
        };
        let mut scorer = WordScorer::open(&self.query, self.statistics.clone(), segment, record)?;
        scorer.boost = boost;
        Ok((scorer.settle() != TERMINATED).then_some(scorer))
    }
}

impl Weight for WordWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.open(segment, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let found = self.open(segment, 1.0)?.filter(|scorer| scorer.doc <= doc);
        let found = found.and_then(|mut scorer| (scorer.seek(doc) == doc).then(|| scorer.score()));
        match found {
            Some(score) => Ok(Explanation::new("BM25F of a word over weighted fields", score)),
            None => Err(TantivyError::InvalidArgument(format!("document {doc} does not match"))),
        }
    }
}

/// Goes through the documents of a segment that have the word.
pub(super) struct WordScorer {
    /// Of each lookup: the word, then its parts.
    found: Vec<Occurrences>,
    loose: bool,
    places: usize,
    lengths: Lengths,
    statistics: Option<Statistics>,
    doc: DocId,
    boost: Score,
}

/// What a document scores for a word, taken apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Shares {
    /// For the word itself, in any form.
    pub(super) alone: Score,
    /// For each lookup wherever it stands: the word, or the parts of a compound.
    pub(super) anywhere: Vec<Score>,
    /// For the form that was typed.
    pub(super) as_typed: Score,
}

impl WordScorer {
    pub(super) fn open(
        query: &WordQuery,
        statistics: Option<Statistics>,
        segment: &SegmentReader,
        record: IndexRecordOption,
    ) -> tantivy::Result<Self> {
        let mut found = Vec::new();
        for lookup in query.lookups() {
            found.push(lookup.open(segment, &query.places, record)?);
        }
        Ok(Self {
            found,
            loose: query.loose,
            places: query.places.len(),
            lengths: Lengths::open(segment, &query.places)?,
            statistics,
            doc: 0,
            boost: 1.0,
        })
    }

    /// Goes on to the first document from here that matches.
    pub(super) fn settle(&mut self) -> DocId {
        loop {
            self.doc = self.found.iter().map(Occurrences::doc).min().unwrap_or(TERMINATED);
            if self.doc == TERMINATED || self.matches() {
                return self.doc;
            }
            self.pass();
        }
    }

    fn pass(&mut self) {
        let doc = self.doc;
        for found in self.found.iter_mut().filter(|found| found.doc() == doc) {
            found.advance();
        }
    }

    fn matches(&mut self) -> bool {
        let doc = self.doc;
        let Some((word, parts)) = self.found.split_first_mut() else { return false };
        if self.loose || parts.is_empty() || word.doc() == doc {
            return true;
        }
        if parts.iter().any(|part| part.doc() != doc) {
            return false;
        }
        (0..self.places).any(|place| {
            let positions: Vec<Vec<u32>> = parts.iter_mut().map(|part| part.positions(place)).collect();
            let Some((first, others)) = positions.split_first() else { return false };
            first.iter().any(|at| others.iter().all(|other| any_near(other, *at)))
        })
    }

    /// Returns what the present document scores, taken apart.
    pub(super) fn shares(&self) -> Shares {
        let mut shares = Shares { anywhere: vec![0.0; self.found.len()], ..Shares::default() };
        self.score_each(|number, alone, anywhere, as_typed| {
            shares.alone += alone;
            shares.as_typed += as_typed;
            if let Some(share) = shares.anywhere.get_mut(number) {
                *share = anywhere;
            }
        });
        shares
    }

    /// Hands what the present document scores for each lookup to `add`: alone, anywhere, as typed.
    fn score_each(&self, mut add: impl FnMut(usize, Score, Score, Score)) {
        let Some(statistics) = &self.statistics else { return };
        let length = self.lengths.of(self.doc);
        let worth = |idf: Score, weight: Score, count: Score| {
            if count > 0.0 {
                SCALE * weight * idf * statistics.collection.saturate(count, length) * self.boost
            } else {
                0.0
            }
        };
        let lookups = self.found.iter().zip(&statistics.lookups).enumerate();
        for (number, (found, rarity)) in lookups.filter(|(_, (found, _))| found.doc() == self.doc) {
            let counts = found.counts();
            let is_word = number == 0;
            let alone = if is_word { worth(rarity.alone, ALONE, counts.word) } else { 0.0 };
            let as_typed = if is_word { worth(rarity.as_typed, AS_TYPED, counts.exact) } else { 0.0 };
            // A compound counts anywhere by its parts.
            let counts_anywhere = !is_word || self.found.len() == 1;
            let anywhere =
                if counts_anywhere { worth(rarity.anywhere, ANYWHERE, counts.word + counts.part) } else { 0.0 };
            add(number, alone, anywhere, as_typed);
        }
    }
}

fn any_near(positions: &[u32], at: u32) -> bool {
    let next = positions.partition_point(|position| *position < at);
    let before = next.checked_sub(1).and_then(|before| positions.get(before));
    before.into_iter().chain(positions.get(next)).any(|position| position.abs_diff(at) <= APART)
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        self.pass();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for found in self.found.iter_mut().filter(|found| found.doc() < target) {
            found.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.found.iter().map(Occurrences::size_hint).max().unwrap_or(0)
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        let (mut word, mut anywhere, mut typed) = (0.0, 0.0, 0.0);
        self.score_each(|_, alone, within, as_typed| {
            word += alone;
            anywhere += within;
            typed += as_typed;
        });
        word + anywhere + typed
    }
}
