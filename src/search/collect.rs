//! Keeps the best documents in an order that is the same every time: ties fall by date, then by id.

use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::request::Sort;

/// The names of the fast fields that are read for every matching document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys {
    pub(super) id: &'static str,
    pub(super) date: &'static str,
}

/// Collects the first `most` documents in an order, and counts all.
pub(super) struct Best {
    pub(super) sort: Sort,
    pub(super) most: Option<usize>,
    pub(super) keys: Keys,
}

/// A document: what it is sorted by (the smaller the better; the last number is its id), its score and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    key: [u64; 3],
    pub(super) score: Score,
    pub(super) address: DocAddress,
}

impl Ranked {
    /// Returns the number of the article's id.
    pub(super) fn id(&self) -> u64 {
        self.key[2]
    }

    /// Adds to the score of a document that is sorted by it.
    pub(super) fn raise(&mut self, by: Score) {
        self.score += by;
        self.key[0] = by_score(self.score);
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

/// How many documents matched, and the best of them in order.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) total: usize,
    pub(super) best: Vec<Ranked>,
}

impl Collector for Best {
    type Fruit = Found;
    type Child = BestOfSegment;

    fn for_segment(&self, number: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        let columns = segment.fast_fields();
        let (ids, dates) = (columns.u64(self.keys.id)?, columns.i64(self.keys.date)?);
        Ok(BestOfSegment {
            sort: self.sort,
            segment: number,
            most: self.most,
            ids,
            dates,
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Found>) -> tantivy::Result<Found> {
        let mut all = Found::default();
        for mut found in fruits {
            all.total += found.total;
            all.best.append(&mut found.best);
        }
        all.best.sort_unstable();
        all.best.truncate(self.most.unwrap_or(usize::MAX));
        Ok(all)
    }
}

/// Scores are never negative, so that their bits sort as they do.
fn by_score(score: Score) -> u64 {
    !u64::from(score.max(0.0).to_bits())
}

pub(super) struct BestOfSegment {
    sort: Sort,
    segment: SegmentOrdinal,
    most: Option<usize>,
    ids: Column<u64>,
    dates: Column<i64>,
    total: usize,
    best: BinaryHeap<Ranked>,
}

impl SegmentCollector for BestOfSegment {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        let full = self.most.is_some_and(|most| self.best.len() >= most);
        let first = match self.sort {
            Sort::Relevance => by_score(score),
            Sort::Newest | Sort::Oldest => 0,
        };
        if full && self.best.peek().is_none_or(|worst| worst.key[0] < first) {
            return;
        }
        let date = self.dates.first(doc).map(|seconds| seconds.cast_unsigned() ^ 1 << 63);
        let second = match self.sort {
            Sort::Oldest => date.unwrap_or(u64::MAX),
            Sort::Relevance | Sort::Newest => date.map_or(u64::MAX, |date| !date),
        };
        let address = DocAddress::new(self.segment, doc);
        let ranked = Ranked { key: [first, second, self.ids.first(doc).unwrap_or(u64::MAX)], score, address };
        if !full {
            self.best.push(ranked);
        } else if let Some(mut worst) = self.best.peek_mut()
            && ranked < *worst
        {
            *worst = ranked;
        }
    }

    fn harvest(self) -> Found {
        Found { total: self.total, best: self.best.into_sorted_vec() }
    }
}
