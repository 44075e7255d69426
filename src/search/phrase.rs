//! Scores words side by side: a phrase, or a word with a hyphen.
//!
//! The frequency of a phrase is counted like that of a word, over weighted fields; its inverse document frequency is
//! the sum of those of its words, as if they were independent.

use std::sync::{Arc, OnceLock};

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError};

use super::bm25f::Collection;
use super::postings::{Lengths, Lookup, Occurrences, Place};

/// Words of the query that stand side by side.
#[derive(Debug, Clone)]
pub(super) struct PhraseQuery {
    /// The words as they were typed.
    pub(super) typed: String,
    /// The words, each with its distance from the first.
    pub(super) words: Vec<(u32, Lookup)>,
    /// The same written as one word, which counts as the phrase: `Rohstoff-Abkommen` is `Rohstoffabkommen`.
    pub(super) joined: Option<Lookup>,
    /// The fields they are looked for in.
    pub(super) places: Vec<Place>,
    /// What the archive says about it, as soon as it was asked.
    pub(super) known: Arc<OnceLock<Statistics>>,
}

impl Query for PhraseQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let statistics = match scoring {
            EnableScoring::Enabled { searcher, .. } => Some(Statistics::of(self, searcher)?),
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(PhraseWeight { query: self.clone(), statistics }))
    }

    fn query_terms<'a>(&'a self, _visitor: &mut dyn FnMut(&'a tantivy::schema::Term, bool)) {}
}

/// What the archive says about a phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Statistics {
    collection: Collection,
    pub(super) idf: Score,
}

impl Statistics {
    /// A query is planned for one searcher and asked of no other.
    pub(super) fn of(query: &PhraseQuery, searcher: &Searcher) -> tantivy::Result<Self> {
        if let Some(known) = query.known.get() {
            return Ok(*known);
        }
        let collection = Collection::of(searcher, &query.places)?;
        let mut idf = 0.0;
        for (_, word) in &query.words {
            idf += collection.idf(word.frequencies(searcher, &query.places)?.word);
        }
        Ok(*query.known.get_or_init(|| Self { collection, idf }))
    }
}

struct PhraseWeight {
    query: PhraseQuery,
    statistics: Option<Statistics>,
}

impl Weight for PhraseWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorer = PhraseScorer::open(&self.query, self.statistics, segment)?;
        scorer.boost = boost;
        Ok(if scorer.settle() == TERMINATED { Box::new(EmptyScorer) } else { Box::new(scorer) })
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = PhraseScorer::open(&self.query, self.statistics, segment)?;
        if scorer.settle() <= doc && scorer.seek(doc) == doc {
            return Ok(Explanation::new("BM25F of a phrase over weighted fields", scorer.score()));
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}

/// Goes through the documents of a segment that have the phrase.
pub(super) struct PhraseScorer {
    words: Vec<(u32, Occurrences)>,
    joined: Option<Occurrences>,
    places: Vec<Place>,
    lengths: Lengths,
    statistics: Option<Statistics>,
    doc: DocId,
    /// How often the present document has it, weighted by field.
    frequency: Score,
    boost: Score,
}

impl PhraseScorer {
    pub(super) fn open(
        query: &PhraseQuery,
        statistics: Option<Statistics>,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let open = |lookup: &Lookup, record| lookup.open(segment, &query.places, record);
        let mut words = Vec::new();
        for (distance, lookup) in &query.words {
            words.push((*distance, open(lookup, IndexRecordOption::WithFreqsAndPositions)?));
        }
        let joined = query.joined.as_ref().map(|joined| open(joined, IndexRecordOption::WithFreqs)).transpose()?;
        Ok(Self {
            words,
            joined,
            places: query.places.clone(),
            lengths: Lengths::open(segment, &query.places)?,
            statistics,
            doc: 0,
            frequency: 0.0,
            boost: 1.0,
        })
    }

    /// Goes on to the first document from here that has the phrase.
    pub(super) fn settle(&mut self) -> DocId {
        loop {
            let together = self.together();
            let joined = self.joined.as_ref().map_or(TERMINATED, Occurrences::doc);
            self.doc = together.min(joined);
            if self.doc == TERMINATED {
                return self.doc;
            }
            self.frequency = 0.0;
            if together == self.doc {
                self.frequency += self.count();
            }
            if let Some(found) = self.joined.as_ref().filter(|_| joined == self.doc) {
                self.frequency += found.counts().word;
            }
            if self.frequency > 0.0 {
                return self.doc;
            }
            self.pass();
        }
    }

    /// Returns the first document from here that has all words.
    fn together(&mut self) -> DocId {
        let mut target = self.words.first().map_or(TERMINATED, |(_, first)| first.doc());
        loop {
            let mut furthest = target;
            for (_, word) in &mut self.words {
                if word.doc() < target {
                    word.seek(target);
                }
                furthest = furthest.max(word.doc());
            }
            if furthest == target {
                return target;
            }
            target = furthest;
        }
    }

    fn pass(&mut self) {
        let doc = self.doc;
        if let Some((_, first)) = self.words.first_mut().filter(|(_, first)| first.doc() == doc) {
            first.advance();
        }
        if let Some(joined) = self.joined.as_mut().filter(|joined| joined.doc() == doc) {
            joined.advance();
        }
    }

    /// Counts the places where the words stand as they should.
    fn count(&mut self) -> Score {
        let mut frequency = 0.0;
        for number in 0..self.places.len() {
            let mut starts: Option<Vec<u32>> = None;
            for (distance, word) in &mut self.words {
                let positions = word.positions(number);
                starts = Some(match starts {
                    None => positions,
                    Some(starts) => {
                        let follows = |start: &u32| positions.binary_search(&(start + *distance)).is_ok();
                        starts.into_iter().filter(follows).collect()
                    }
                });
                if starts.as_ref().is_some_and(Vec::is_empty) {
                    break;
                }
            }
            let weight = self.places.get(number).map_or(0.0, |place| place.weight);
            frequency += starts.unwrap_or_default().len() as Score * weight;
        }
        frequency
    }
}

impl DocSet for PhraseScorer {
    fn advance(&mut self) -> DocId {
        self.pass();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if let Some((_, first)) = self.words.first_mut().filter(|(_, first)| first.doc() < target) {
            first.seek(target);
        }
        if let Some(joined) = self.joined.as_mut().filter(|joined| joined.doc() < target) {
            joined.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.words.iter().map(|(_, word)| word.size_hint()).min().unwrap_or(0)
    }
}

impl Scorer for PhraseScorer {
    fn score(&mut self) -> Score {
        let Some(statistics) = &self.statistics else { return 0.0 };
        let length = self.lengths.of(self.doc);
        statistics.idf * statistics.collection.saturate(self.frequency, length) * self.boost
    }
}
