//! Timelines: how many of the articles that match are from each day, week, month, quarter or year.
//!
//! A date that is known to the month only is put on no day: an article counts where the first and the last second that
//! its date may mean lie in the same period, and is counted apart where they do not.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};
use time::{Date, OffsetDateTime};

use super::archive::{Archive, Plan};
use super::request::{Dates, Grouping, Keep, Limited, Request, SearchError, Sort};
use crate::article::ArticleId;
use crate::dates::{Period, Span};
use crate::index::{FIRST, ID, LAST, values};
use crate::query::{DateFilter, Needs, Node, NodeKind, Query};
use crate::schema;

/// More periods than these are not counted.
const MOST: usize = 5000;

/// The articles that match, counted by period.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The query as understood, filters included.
    pub understood: String,
    /// What is counted by.
    pub by: Period,
    /// How many articles match, also such as are in no period; those that are not counted are not among them.
    pub total: usize,
    /// How many more match and are not counted, since they have the text of another, if those are taken together.
    pub alike: usize,
    /// How many of those that are counted have the text of another that is counted too.
    pub repeated: usize,
    /// How many of them have no date.
    pub undated: usize,
    /// How many of them have a date that may lie in several periods.
    pub imprecise: usize,
    /// How many more would match if they had a date; 0 without a date filter.
    pub undated_left_out: usize,
    /// The periods in their order, those without an article too: from the first to the last that the query's dates
    /// allow, or that has an article where they do not say.
    pub periods: Vec<PeriodCount>,
    /// What the articles are split by.
    pub split: Option<&'static schema::Field>,
    /// The same articles split by the values of a field: the most frequent first.
    pub series: Vec<Series>,
    /// How many values have no series of their own.
    pub left_out: usize,
    /// Masks and fuzzy words that were not searched in full.
    pub limited: Vec<Limited>,
}

/// How many articles are from one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodCount {
    /// What the period is called.
    pub label: String,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// How many of the articles that match are from it.
    pub articles: usize,
    /// How many articles of the archive are, of those from days that the query's dates allow.
    pub all: usize,
}

/// The articles that have something in common, counted by period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What they have in common.
    pub of: SeriesOf,
    /// How many of them are from each period.
    pub articles: Vec<usize>,
    /// How many of them are from all periods together.
    pub total: usize,
}

/// What the articles of a series have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeriesOf {
    /// A value of the field, and what it is called where that is something else.
    Value {
        /// The value; of a topic its id.
        value: String,
        /// What it is called.
        label: Option<String>,
    },
    /// Any value that has no series of its own.
    Other,
    /// No value.
    Nothing,
}

impl Timeline {
    /// Returns how many of the articles are from one of the periods.
    pub fn shown(&self) -> usize {
        self.periods.iter().map(|period| period.articles).sum()
    }
}

impl Archive<'_> {
    /// Counts the articles that match a query by period; also for each of the `most` most frequent values of a field,
    /// if they are to be split by one.
    ///
    /// # Errors
    /// Returns [`SearchError`] if there are more than 5,000 periods, the query names an unknown topic or the archive
    /// cannot be read.
    pub fn timeline(
        &mut self,
        query: &Query,
        dates: Dates,
        by: Period,
        split: Option<&'static schema::Field>,
        most: usize,
        grouping: Grouping,
    ) -> Result<Timeline, SearchError> {
        let plan = self.plan(&query.root, query.needs, dates)?;
        let undated_left_out = self.undated(&query.root, query.needs, dates, &plan)?;
        let behind = self.behind(query, &plan, &grouping)?;
        let alike = behind.len();
        let repeated = match grouping {
            Grouping::None => self.behind(query, &plan, &Grouping::Near(Keep::First))?.len(),
            Grouping::Near(_) => 0,
        };
        let mut tally = self.tally(&plan, Counter { by, split, behind })?;
        let spans = spans(&query.root);
        let days = axis(&spans, &tally.periods, by)?;
        let everything = everything(&spans);
        let everything = self.plan(&everything, Needs::All, Dates::Required)?;
        let behind = self.behind(query, &everything, &grouping)?;
        let all = self.tally(&everything, Counter { by, split: None, behind })?.periods;
        let at = |counts: &Periods, day: &Date| counts.get(day).copied().unwrap_or(0);
        let count = |first: &Date| PeriodCount {
            label: by.label(*first),
            first: *first,
            last: by.last_day(*first),
            articles: at(&tally.periods, first),
            all: at(&all, first),
        };
        let periods = days.iter().map(count).collect();
        let (mut series, left_out) = match split {
            None => (Vec::new(), 0),
            Some(field) => series(std::mem::take(&mut tally.values), field, &days, most),
        };
        for one in &mut series {
            if let SeriesOf::Value { value, label } = &mut one.of
                && split.is_some_and(|field| field.name == "topic")
            {
                *label = Some(self.label(value, self.main_language()));
            }
        }
        Ok(Timeline {
            understood: query.to_string(),
            by,
            total: tally.total,
            alike,
            repeated,
            undated: tally.undated,
            imprecise: tally.imprecise,
            undated_left_out,
            periods,
            split,
            series,
            left_out,
            limited: plan.limited,
        })
    }

    /// Returns the articles that stand behind another with the same text and are not counted, if those are taken together.
    fn behind(
        &mut self,
        query: &Query,
        plan: &Plan,
        grouping: &Grouping,
    ) -> Result<Arc<HashSet<ArticleId>>, SearchError> {
        if *grouping == Grouping::None {
            return Ok(Arc::default());
        }
        let request = Request { sort: Sort::Oldest, grouping: grouping.clone(), ..Request::of(query.clone()) };
        let found = self.best(plan, &request, Some(0))?;
        Ok(Arc::new(found.alike.into_values().flatten().collect()))
    }

    fn tally(&self, plan: &Plan, counter: Counter) -> Result<Tally, SearchError> {
        Ok(self.index.guarded(|| self.searcher.search(&*plan.query, &counter))??)
    }
}

/// Returns the spans that the whole of a query is filtered by.
fn spans(root: &Node) -> Vec<Span> {
    let parts = match &root.kind {
        NodeKind::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(root),
    };
    let span = |node: &Node| match node.kind {
        NodeKind::Date(DateFilter::Span(span)) => Some(span),
        _ => None,
    };
    parts.iter().filter_map(span).collect()
}

/// Returns a query for all articles from some spans. A period that lies in them by half is compared with that half.
fn everything(spans: &[Span]) -> Node {
    let node = |kind| Node { kind, span: 0..0 };
    let dates: Vec<Node> = spans.iter().map(|span| node(NodeKind::Date(DateFilter::Span(*span)))).collect();
    node(if dates.is_empty() { NodeKind::All } else { NodeKind::And(dates) })
}

/// Returns the first days of all periods that are shown.
fn axis(spans: &[Span], counted: &Periods, by: Period) -> Result<Vec<Date>, SearchError> {
    let first = spans.iter().filter_map(|span| span.first).max().map(|day| by.first_day(day));
    let last = spans.iter().filter_map(|span| span.last).min().map(|day| by.first_day(day));
    let first = first.or_else(|| counted.keys().next().copied());
    let last = last.or_else(|| counted.keys().next_back().copied());
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    let periods = i64::from(by.number(last)) - i64::from(by.number(first)) + 1;
    if usize::try_from(periods).is_ok_and(|periods| periods > MOST) {
        let (first, last) = (by.label(first), by.label(last));
        return Err(SearchError::TooManyPeriods { by: by.name(), most: MOST, first, last });
    }
    let next = |day: &Date| by.last_day(*day).next_day();
    Ok(std::iter::successors(Some(first), next).take_while(|day| *day <= last).collect())
}

/// Returns a series for each of the most frequent values, and how many values have none. Where an article has one value
/// at most, two more hold the other values and the articles without any, so that all together are the whole.
fn series(
    values: BTreeMap<Option<String>, Periods>,
    field: &schema::Field,
    days: &[Date],
    most: usize,
) -> (Vec<Series>, usize) {
    let aligned =
        |counts: &Periods| -> Vec<usize> { days.iter().map(|day| counts.get(day).copied().unwrap_or(0)).collect() };
    let made = |of: SeriesOf, articles: Vec<usize>| Series { of, total: articles.iter().sum(), articles };
    let mut nothing = None;
    let mut all = Vec::new();
    for (value, counts) in values {
        match value {
            Some(value) => all.push(made(SeriesOf::Value { value, label: None }, aligned(&counts))),
            None => nothing = Some(made(SeriesOf::Nothing, aligned(&counts))),
        }
    }
    // They come sorted by value, and stay so where they are equally frequent.
    all.sort_by_key(|series| std::cmp::Reverse(series.total));
    let rest = all.split_off(most.min(all.len()));
    if !field.many {
        if !rest.is_empty() {
            let sum = |at: usize| rest.iter().filter_map(|series| series.articles.get(at)).sum();
            all.push(made(SeriesOf::Other, (0..days.len()).map(sum).collect()));
        }
        all.extend(nothing);
    }
    (all, rest.len())
}

/// How many articles are from the period that begins with a day.
type Periods = BTreeMap<Date, usize>;

/// What was counted.
#[derive(Debug, Default)]
struct Tally {
    total: usize,
    undated: usize,
    imprecise: usize,
    periods: Periods,
    /// The articles that have each value; under `None` those without any.
    values: BTreeMap<Option<String>, Periods>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.total += other.total;
        self.undated += other.undated;
        self.imprecise += other.imprecise;
        add(&mut self.periods, other.periods);
        for (value, periods) in other.values {
            add(self.values.entry(value).or_default(), periods);
        }
    }
}

fn add(all: &mut Periods, more: Periods) {
    for (day, count) in more {
        *all.entry(day).or_default() += count;
    }
}

struct Counter {
    by: Period,
    split: Option<&'static schema::Field>,
    /// Articles that are not counted.
    behind: Arc<HashSet<ArticleId>>,
}

impl Collector for Counter {
    type Fruit = Tally;
    type Child = OfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment> {
        let columns = segment.fast_fields();
        let split = match self.split {
            None => Split::Nothing,
            Some(field) => {
                Split::Values { column: columns.str(&values(field))?, counts: BTreeMap::new(), without: Periods::new() }
            }
        };
        let (ids, first, last) = (columns.u64(ID)?, columns.i64(FIRST)?, columns.i64(LAST)?);
        let behind = Arc::clone(&self.behind);
        Ok(OfSegment { by: self.by, behind, ids, first, last, tally: Tally::default(), split })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Tally>>) -> tantivy::Result<Tally> {
        let mut all = Tally::default();
        for tally in fruits {
            all.add(tally?);
        }
        Ok(all)
    }
}

struct OfSegment {
    by: Period,
    behind: Arc<HashSet<ArticleId>>,
    ids: Column<u64>,
    first: Column<i64>,
    last: Column<i64>,
    tally: Tally,
    split: Split,
}

enum Split {
    Nothing,
    /// By the values of a field, which have numbers in the dictionary of the segment.
    Values {
        column: Option<StrColumn>,
        counts: BTreeMap<u64, Periods>,
        without: Periods,
    },
}

impl SegmentCollector for OfSegment {
    type Fruit = tantivy::Result<Tally>;

    fn collect(&mut self, doc: DocId, _: Score) {
        if !self.behind.is_empty() {
            let id = self.ids.first(doc).and_then(ArticleId::from_number);
            if id.is_some_and(|id| self.behind.contains(&id)) {
                return;
            }
        }
        self.tally.total += 1;
        let day = |column: &Column<i64>| column.first(doc).and_then(day);
        let (Some(first), Some(last)) = (day(&self.first), day(&self.last)) else {
            self.tally.undated += 1;
            return;
        };
        let period = self.by.first_day(first);
        if self.by.first_day(last) != period {
            self.tally.imprecise += 1;
            return;
        }
        *self.tally.periods.entry(period).or_default() += 1;
        let Split::Values { column, counts, without } = &mut self.split else { return };
        let mut any = false;
        for number in column.iter().flat_map(|column| column.term_ords(doc)) {
            any = true;
            *counts.entry(number).or_default().entry(period).or_default() += 1;
        }
        if !any {
            *without.entry(period).or_default() += 1;
        }
    }

    fn harvest(self) -> tantivy::Result<Tally> {
        let mut tally = self.tally;
        let Split::Values { column, counts, without } = self.split else { return Ok(tally) };
        for (number, periods) in counts {
            let mut value = String::new();
            if let Some(column) = &column {
                column.ord_to_str(number, &mut value).map_err(TantivyError::from)?;
            }
            tally.values.insert(Some(value), periods);
        }
        if !without.is_empty() {
            tally.values.insert(None, without);
        }
        Ok(tally)
    }
}

/// Returns the day of a second in the page's own time.
fn day(second: i64) -> Option<Date> {
    OffsetDateTime::from_unix_timestamp(second).ok().map(OffsetDateTime::date)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn periods(list: &[(Date, usize)]) -> Periods {
        list.iter().copied().collect()
    }

    fn span(first: Option<Date>, last: Option<Date>) -> Vec<Span> {
        vec![Span { first, last }]
    }

    #[track_caller]
    fn check(spans: &[Span], counted: &Periods, by: Period, expected: &[&str]) {
        let days = axis(spans, counted, by).expect("an axis");
        assert_eq!(days.iter().map(|day| by.label(*day)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn periods_go_from_the_first_article_to_the_last_or_as_far_as_was_asked_for() {
        let counted = periods(&[(date!(2024 - 11 - 01), 2), (date!(2025 - 02 - 01), 1)]);
        check(&[], &counted, Period::Month, &["2024-11", "2024-12", "2025-01", "2025-02"]);
        let asked = span(Some(date!(2025 - 01 - 15)), Some(date!(2025 - 03 - 01)));
        check(&asked, &counted, Period::Month, &["2025-01", "2025-02", "2025-03"]);
        check(&span(Some(date!(2025 - 01 - 15)), None), &counted, Period::Month, &["2025-01", "2025-02"]);
        check(&[], &Periods::new(), Period::Month, &[]);
        // What cannot be is no error: the query finds nothing.
        let contrary = [asked, span(None, Some(date!(2024 - 01 - 01)))].concat();
        check(&contrary, &Periods::new(), Period::Month, &[]);
    }

    #[test]
    fn too_many_periods_are_an_error() {
        let counted = periods(&[(date!(1990 - 01 - 01), 1), (date!(2025 - 02 - 01), 1)]);
        let error = axis(&[], &counted, Period::Day).expect_err("too many");
        assert_eq!(error.to_string(), "more than 5000 periods: by day, from 1990-01-01 to 2025-02-01");
        assert_eq!(axis(&[], &counted, Period::Year).expect("few").len(), 36);
    }

    #[test]
    fn what_is_beyond_the_limit_is_summed_where_values_do_not_overlap() {
        let days = [date!(2024 - 01 - 01), date!(2025 - 01 - 01)];
        let values = |list: &[(Option<&str>, usize, usize)]| -> BTreeMap<Option<String>, Periods> {
            let one = |(value, first, second): &(Option<&str>, usize, usize)| {
                (value.map(str::to_owned), periods(&[(days[0], *first), (days[1], *second)]))
            };
            list.iter().map(one).collect()
        };
        let counted = values(&[(Some("c"), 1, 2), (Some("a"), 1, 0), (Some("b"), 3, 0), (None, 0, 1)]);
        let source = schema::find("source").expect("a field");
        let (found, left_out) = series(counted.clone(), source, &days, 1);
        let shown: Vec<_> = found.iter().map(|series| (series.of.clone(), series.articles.clone())).collect();
        let value = |value: &str| SeriesOf::Value { value: value.to_owned(), label: None };
        assert_eq!(shown, [(value("b"), vec![3, 0]), (SeriesOf::Other, vec![2, 2]), (SeriesOf::Nothing, vec![0, 1])]);
        assert_eq!(left_out, 2);
        let topic = schema::find("topic").expect("a field");
        let (found, left_out) = series(counted, topic, &days, 2);
        assert_eq!(found.iter().map(|series| series.of.clone()).collect::<Vec<_>>(), [value("b"), value("c")]);
        assert_eq!(left_out, 1);
    }
}
