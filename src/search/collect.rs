//! Keeps the best documents in an order that is the same every time: ties fall by date, then by id. Of articles with the
//! same text one is kept, and what it stands for.

use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

use super::request::{Keep, Sort};
use crate::article::ArticleId;
use crate::index::{FIRST, ID, LAST, WORDS, values};
use crate::{analysis, schema};

/// Collects the first `most` documents in an order, and counts all.
pub(super) struct Best {
    pub(super) sort: Sort,
    pub(super) most: Option<usize>,
    /// The group of each article that has one, and which of a group is kept; `None` where each counts for itself.
    pub(super) groups: Option<(Arc<HashMap<u64, u64>>, Keep)>,
    /// Articles that are passed over.
    pub(super) seen: Arc<HashSet<ArticleId>>,
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
    /// How many documents matched.
    pub(super) total: usize,
    /// How many are left where of a group one is kept.
    pub(super) groups: usize,
    pub(super) best: Vec<Ranked>,
    /// What a document stands for, by the number of its id.
    pub(super) alike: HashMap<u64, Vec<ArticleId>>,
}

/// A document that has others with the same text: its group, and what says whether it is kept (the smallest is).
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    group: u64,
    preference: [u64; 3],
    ranked: Ranked,
}

/// What was found in one segment.
#[derive(Debug, Default)]
pub(super) struct Part {
    total: usize,
    best: Vec<Ranked>,
    members: Vec<Member>,
}

impl Collector for Best {
    type Fruit = Found;
    type Child = BestOfSegment;

    fn for_segment(&self, number: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        let columns = segment.fast_fields();
        let groups = match &self.groups {
            None => None,
            Some((groups, keep)) => Some(Grouped {
                of: Arc::clone(groups),
                preference: Preference::of(keep, segment)?,
                members: Vec::new(),
            }),
        };
        Ok(BestOfSegment {
            sort: self.sort,
            segment: number,
            most: self.most,
            ids: columns.u64(ID)?,
            dates: columns.i64(FIRST)?,
            lasts: columns.i64(LAST)?,
            seen: Arc::clone(&self.seen),
            groups,
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Part>>) -> tantivy::Result<Found> {
        let mut all = Found::default();
        let mut members = Vec::new();
        for part in fruits {
            let mut part = part?;
            all.total += part.total;
            all.best.append(&mut part.best);
            members.append(&mut part.members);
        }
        members.sort_unstable();
        all.groups = all.total;
        for group in members.chunk_by(|a, b| a.group == b.group) {
            let [kept, others @ ..] = group else { continue };
            all.best.push(kept.ranked);
            all.groups -= others.len();
            let others: Vec<ArticleId> =
                others.iter().filter_map(|member| ArticleId::from_number(member.ranked.id())).collect();
            if !others.is_empty() {
                all.alike.insert(kept.ranked.id(), others);
            }
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

/// Returns a number that sorts as a signed one does.
fn sortable(seconds: i64) -> u64 {
    seconds.cast_unsigned() ^ 1 << 63
}

/// Which of several documents with the same text is kept.
enum Preference {
    First,
    Longest(Column<u64>),
    /// The column of publications, and the numbers of those that are meant.
    Source(Option<tantivy::columnar::StrColumn>, HashSet<u64>),
}

impl Preference {
    fn of(keep: &Keep, segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(match keep {
            Keep::First => Self::First,
            Keep::Longest => Self::Longest(columns.u64(WORDS)?),
            Keep::Source(name) => {
                let field = schema::find("source").expect("the schema has this field; a test asks for it");
                let column = columns.str(&values(field))?;
                let mut meant = HashSet::new();
                if let Some(column) = &column {
                    let mut terms = column.dictionary().stream().map_err(TantivyError::from)?;
                    while terms.advance() {
                        if analysis::fold(&String::from_utf8_lossy(terms.key())) == analysis::fold(name) {
                            meant.insert(terms.term_ord());
                        }
                    }
                }
                Self::Source(column, meant)
            }
        })
    }

    /// Returns what a document is preferred by: the smaller the better.
    fn key(&self, doc: DocId, date: Option<u64>, id: u64) -> [u64; 3] {
        let first = match self {
            Self::First => 0,
            Self::Longest(words) => !words.first(doc).unwrap_or(0),
            Self::Source(column, meant) => {
                let is_meant =
                    |column: &tantivy::columnar::StrColumn| column.term_ords(doc).any(|number| meant.contains(&number));
                u64::from(!column.as_ref().is_some_and(is_meant))
            }
        };
        [first, date.unwrap_or(u64::MAX), id]
    }
}

struct Grouped {
    of: Arc<HashMap<u64, u64>>,
    preference: Preference,
    members: Vec<Member>,
}

pub(super) struct BestOfSegment {
    sort: Sort,
    segment: SegmentOrdinal,
    most: Option<usize>,
    ids: Column<u64>,
    dates: Column<i64>,
    lasts: Column<i64>,
    seen: Arc<HashSet<ArticleId>>,
    groups: Option<Grouped>,
    total: usize,
    best: BinaryHeap<Ranked>,
}

impl BestOfSegment {
    fn is_seen(&self, doc: DocId) -> bool {
        if self.seen.is_empty() {
            return false;
        }
        let id = self.ids.first(doc).and_then(ArticleId::from_number);
        id.is_some_and(|id| self.seen.contains(&id))
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = tantivy::Result<Part>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if self.is_seen(doc) {
            return;
        }
        self.total += 1;
        let full = self.most.is_some_and(|most| self.best.len() >= most);
        let first = match self.sort {
            Sort::Relevance => by_score(score),
            Sort::Newest | Sort::Oldest => 0,
        };
        let is_late = full && self.best.peek().is_none_or(|worst| worst.key[0] < first);
        if is_late && self.groups.is_none() {
            return;
        }
        let id = self.ids.first(doc).unwrap_or(u64::MAX);
        let group = self.groups.as_ref().and_then(|groups| groups.of.get(&id).copied());
        if is_late && group.is_none() {
            return;
        }
        let date = self.dates.first(doc).map(sortable);
        let second = match self.sort {
            Sort::Oldest => date.unwrap_or(u64::MAX),
            Sort::Relevance | Sort::Newest => date.map_or(u64::MAX, |date| !date),
        };
        let address = DocAddress::new(self.segment, doc);
        let ranked = Ranked { key: [first, second, id], score, address };
        if let (Some(group), Some(groups)) = (group, &mut self.groups) {
            // One that is known to the minute was there before one of which only the day is known.
            let date = self.lasts.first(doc).map(sortable);
            let preference = groups.preference.key(doc, date, id);
            groups.members.push(Member { group, preference, ranked });
        } else if !full {
            self.best.push(ranked);
        } else if let Some(mut worst) = self.best.peek_mut()
            && ranked < *worst
        {
            *worst = ranked;
        }
    }

    fn harvest(self) -> tantivy::Result<Part> {
        let members = self.groups.map(|groups| groups.members).unwrap_or_default();
        Ok(Part { total: self.total, best: self.best.into_sorted_vec(), members })
    }
}
