//! Facets: how many of the articles that match have each value of a field, and each topic with those below it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

use super::archive::{Archive, Plan};
use super::request::{Dates, SearchError};
use crate::index::{FIRST, values};
use crate::query::Query;
use crate::schema;
use crate::topics::Vocabulary;

/// What the articles of a result are counted by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FacetBy {
    /// The values of a field that is there to be counted by.
    Field(&'static schema::Field),
    /// The year of publication.
    Year,
}

impl FacetBy {
    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field(field) => &field.name,
            Self::Year => "year",
        }
    }
}

/// The values of a field in the articles that match, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// What is counted by.
    pub name: &'static str,
    /// The values: the most frequent first, years in their order.
    pub values: Vec<Value>,
    /// How many of the articles have no value.
    pub missing: usize,
}

/// A value and how many articles have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The value; of a topic its id.
    pub value: String,
    /// What it is called, where that is something else.
    pub label: Option<String>,
    /// How many articles have it.
    pub articles: usize,
}

/// A topic in the tree of topics, and how many of the articles that match are about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCount {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What kind of topic it is.
    pub kind: String,
    /// How many topics stand above it here; one below several others stands below each.
    pub depth: usize,
    /// How many articles have the topic itself.
    pub itself: usize,
    /// How many have it or a narrower one.
    pub articles: usize,
}

/// The topics of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCounts {
    /// The query as understood.
    pub understood: String,
    /// How many articles match.
    pub total: usize,
    /// How many of them have no topic.
    pub missing: usize,
    /// Whether they are a tree, in which a topic counts what is below it too, or side by side.
    pub tree: bool,
    /// How many topics were cut off.
    pub left_out: usize,
    /// The topics: of a tree each before those below it.
    pub topics: Vec<TopicCount>,
}

impl Archive<'_> {
    /// Counts the articles that match a plan by the values of fields.
    pub(super) fn facets(&self, plan: &Plan, by: &[FacetBy]) -> Result<Vec<Facet>, SearchError> {
        let counted = self.counted(plan, by, None)?;
        let facets = by.iter().zip(counted.tallies).map(|(by, tally)| {
            let is_topic = by.name() == "topic";
            let mut values: Vec<Value> = tally
                .values
                .into_iter()
                .map(|(value, articles)| {
                    let label = is_topic.then(|| self.label(&value, self.main_language()));
                    Value { value, label, articles }
                })
                .collect();
            // Years stay in their order.
            if *by != FacetBy::Year {
                values.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
            }
            Facet { name: by.name(), values, missing: counted.total - tally.with }
        });
        Ok(facets.collect())
    }

    /// Counts the articles that match a query by topic: as a tree, in which a topic counts what is below it too, or the
    /// topics side by side; at most `most` of them, of a tree those on each level.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the query names an unknown topic or the archive cannot be read.
    pub fn topic_counts(
        &mut self,
        query: &Query,
        dates: Dates,
        tree: bool,
        most: Option<usize>,
    ) -> Result<TopicCounts, SearchError> {
        let field = schema::find("topic").expect("the schema has this field; a test asks for it");
        let vocabulary = self.vocabulary();
        let plan = self.plan(&query.root, query.needs, dates)?;
        let counted = self.counted(&plan, &[FacetBy::Field(field)], Some(vocabulary))?;
        let tally = counted.tallies.into_iter().next().unwrap_or_default();
        let most = most.unwrap_or(usize::MAX);
        let counts =
            Counts { most, vocabulary, language: self.main_language(), itself: &tally.values, all: &tally.above };
        let mut topics = Vec::new();
        if tree {
            let roots = counts.all.keys().filter(|id| vocabulary.get(id).is_none_or(|topic| topic.broader.is_empty()));
            counts.add(roots.map(String::as_str).collect(), 0, &mut topics);
        } else {
            counts.add_flat(&mut topics);
        }
        let listed: BTreeSet<&str> = topics.iter().map(|topic| topic.id.as_str()).collect();
        let all = if tree { counts.all } else { counts.itself };
        let left_out = all.len() - listed.len();
        Ok(TopicCounts {
            understood: query.to_string(),
            total: counted.total,
            missing: counted.total - tally.with,
            tree,
            left_out,
            topics,
        })
    }

    fn counted(&self, plan: &Plan, by: &[FacetBy], broader: Option<&Vocabulary>) -> Result<Counted, SearchError> {
        let collector = Counter { by: by.to_vec(), broader };
        Ok(self.index.guarded(|| self.searcher.search(&*plan.query, &collector))??)
    }
}

/// The topics found, with the counts that their tree is made of.
struct Counts<'a> {
    most: usize,
    vocabulary: &'a Vocabulary,
    language: &'a str,
    itself: &'a BTreeMap<String, usize>,
    all: &'a BTreeMap<String, usize>,
}

impl Counts<'_> {
    fn count(&self, id: &str, depth: usize) -> TopicCount {
        let topic = self.vocabulary.get(id);
        TopicCount {
            id: id.to_owned(),
            label: topic.map_or(id, |topic| topic.label(self.language)).to_owned(),
            kind: topic.map_or_else(|| "unknown".to_owned(), |topic| topic.kind.to_string()),
            depth,
            itself: self.itself.get(id).copied().unwrap_or(0),
            articles: self.all.get(id).copied().unwrap_or(0),
        }
    }

    fn add(&self, ids: Vec<&str>, depth: usize, topics: &mut Vec<TopicCount>) {
        let mut level: Vec<TopicCount> = ids.iter().map(|id| self.count(id, depth)).collect();
        sort(&mut level);
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for count in level {
            let place = kinds.entry(count.kind.clone()).or_default();
            *place += 1;
            if *place > self.most {
                continue;
            }
            let below = self.vocabulary.directly_below(&count.id).filter(|id| self.all.contains_key(*id)).collect();
            topics.push(count);
            self.add(below, depth + 1, topics);
        }
    }

    fn add_flat(&self, topics: &mut Vec<TopicCount>) {
        topics.extend(self.itself.keys().map(|id| self.count(id, 0)));
        topics.sort_by(|a, b| b.itself.cmp(&a.itself).then_with(|| a.id.cmp(&b.id)));
        topics.truncate(self.most);
    }
}

/// Puts topics side by side in order: by kind, then the most frequent first.
fn sort(level: &mut [TopicCount]) {
    let kind = |topic: &TopicCount| {
        ["place", "organisation", "person", "commodity", "subject"].iter().position(|kind| *kind == topic.kind)
    };
    level.sort_by(|a, b| (kind(a), b.articles, &a.id).cmp(&(kind(b), a.articles, &b.id)));
}

/// How many documents matched, and the counts.
#[derive(Debug, Default)]
struct Counted {
    total: usize,
    tallies: Vec<Tally>,
}

/// The counts of one facet.
#[derive(Debug, Default, Clone)]
struct Tally {
    values: BTreeMap<String, usize>,
    /// Topics, with what is below them.
    above: BTreeMap<String, usize>,
    /// How many documents have a value.
    with: usize,
}

struct Counter<'a> {
    by: Vec<FacetBy>,
    broader: Option<&'a Vocabulary>,
}

impl Collector for Counter<'_> {
    type Fruit = Counted;
    type Child = OfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment> {
        let columns = self.by.iter().map(|by| match by {
            FacetBy::Year => Ok(Counting::Year { dates: segment.fast_fields().i64(FIRST)?, years: BTreeMap::new() }),
            FacetBy::Field(field) => match segment.fast_fields().str(&values(field))? {
                None => Ok(Counting::Nothing),
                Some(column) => Ok(Counting::Values(Values::new(column, self.broader)?)),
            },
        });
        Ok(OfSegment { total: 0, columns: columns.collect::<tantivy::Result<_>>()? })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Counted>>) -> tantivy::Result<Counted> {
        let mut all = Counted { total: 0, tallies: vec![Tally::default(); self.by.len()] };
        for counted in fruits {
            let counted = counted?;
            all.total += counted.total;
            for (all, tally) in all.tallies.iter_mut().zip(counted.tallies) {
                all.with += tally.with;
                for (value, count) in tally.values {
                    *all.values.entry(value).or_default() += count;
                }
                for (value, count) in tally.above {
                    *all.above.entry(value).or_default() += count;
                }
            }
        }
        Ok(all)
    }
}

struct OfSegment {
    total: usize,
    columns: Vec<Counting>,
}

enum Counting {
    Nothing,
    Year { dates: Column<i64>, years: BTreeMap<i32, usize> },
    Values(Values),
}

/// The values of a field in one segment, counted by their numbers in its dictionary.
struct Values {
    column: StrColumn,
    counts: Vec<usize>,
    with: usize,
    /// For each value the numbers of itself and what is above it, among `above`.
    ways: Vec<Vec<usize>>,
    above: Vec<(String, usize)>,
    met: Vec<usize>,
}

impl Values {
    fn new(column: StrColumn, broader: Option<&Vocabulary>) -> tantivy::Result<Self> {
        let terms = column.num_terms();
        let mut values =
            Self { counts: vec![0; terms], with: 0, ways: Vec::new(), above: Vec::new(), met: Vec::new(), column };
        let Some(vocabulary) = broader else { return Ok(values) };
        let mut places: HashMap<String, usize> = HashMap::new();
        for number in 0..terms {
            let id = values.term(number)?;
            let mut way = vec![id.clone()];
            way.extend(vocabulary.above(&id).into_iter().map(str::to_owned));
            let way = way.into_iter().map(|id| {
                *places.entry(id).or_insert_with_key(|id| {
                    values.above.push((id.clone(), 0));
                    values.above.len() - 1
                })
            });
            let way = way.collect();
            values.ways.push(way);
        }
        Ok(values)
    }

    fn term(&self, number: usize) -> tantivy::Result<String> {
        let mut term = String::new();
        self.column.ord_to_str(number as u64, &mut term).map_err(TantivyError::from)?;
        Ok(term)
    }

    fn count(&mut self, doc: DocId) {
        let mut any = false;
        self.met.clear();
        for number in self.column.term_ords(doc).filter_map(|number| usize::try_from(number).ok()) {
            any = true;
            if let Some(count) = self.counts.get_mut(number) {
                *count += 1;
            }
            self.met.extend(self.ways.get(number).into_iter().flatten());
        }
        self.with += usize::from(any);
        // An article on Japan and China is one on Asia, not two.
        self.met.sort_unstable();
        self.met.dedup();
        for place in &self.met {
            if let Some((_, count)) = self.above.get_mut(*place) {
                *count += 1;
            }
        }
    }

    fn tally(self) -> tantivy::Result<Tally> {
        let mut tally = Tally { with: self.with, ..Tally::default() };
        for (number, count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            tally.values.insert(self.term(number)?, *count);
        }
        tally.above = self.above.into_iter().filter(|(_, count)| *count > 0).collect();
        Ok(tally)
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = tantivy::Result<Counted>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.total += 1;
        for column in &mut self.columns {
            match column {
                Counting::Nothing => {}
                Counting::Year { dates, years } => {
                    if let Some(seconds) = dates.first(doc)
                        && let Ok(time) = time::OffsetDateTime::from_unix_timestamp(seconds)
                    {
                        *years.entry(time.year()).or_default() += 1;
                    }
                }
                Counting::Values(values) => values.count(doc),
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Counted> {
        let tallies = self.columns.into_iter().map(|column| match column {
            Counting::Nothing => Ok(Tally::default()),
            Counting::Year { years, .. } => Ok(Tally {
                with: years.values().sum(),
                values: years.into_iter().map(|(year, count)| (year.to_string(), count)).collect(),
                above: BTreeMap::new(),
            }),
            Counting::Values(values) => values.tally(),
        });
        Ok(Counted { total: self.total, tallies: tallies.collect::<tantivy::Result<_>>()? })
    }
}
