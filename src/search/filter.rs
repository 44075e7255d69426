//! Filters of a query: topics, languages, ids, dates and lengths. They narrow a result and do not rank it.

use std::ops::{Bound, Range};

use tantivy::collector::Count;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur, RangeQuery, TermQuery};
use tantivy::schema::{IndexRecordOption, Term as Key};

use super::plan::{Planned, Planner};
use super::request::{Dates, SearchError};
use crate::article::ArticleId;
use crate::dates::Span;
use crate::index::{FIRST, TRUNCATED, Text};
use crate::language;
use crate::query::{DateFilter, Node, NodeKind, Numbers};

impl Planner<'_> {
    pub(super) fn keyword(&self, text: &str, node: &Node, field: &Text) -> Result<Planned, SearchError> {
        match field.entry.name.as_str() {
            "topic" => self.topic(text, matches!(node.kind, NodeKind::Exact(_)), &node.span, field),
            "is" if text.to_lowercase() != TRUNCATED => {
                Err(SearchError::UnknownState { typed: text.to_owned(), span: node.span.clone() })
            }
            "id" => Ok(self.id(text)),
            "language" => {
                Ok(unscored(term(field, &language::read(text).unwrap_or_else(|| text.to_owned()).to_lowercase())))
            }
            _ => Ok(unscored(term(field, &text.to_lowercase()))),
        }
    }

    fn topic(&self, typed: &str, itself: bool, span: &Range<usize>, field: &Text) -> Result<Planned, SearchError> {
        let Some(topic) = self.vocabulary.find(typed) else {
            let nearest = self.vocabulary.nearest(typed, 3).into_iter().map(|topic| {
                let articles = self.searcher.search(&self.with_narrower(&topic.id, field), &Count)?;
                Ok((topic.label(self.language).to_owned(), articles))
            });
            let nearest = nearest.collect::<tantivy::Result<_>>()?;
            return Err(SearchError::UnknownTopic { typed: typed.to_owned(), span: span.clone(), nearest });
        };
        Ok(if itself { unscored(term(field, &topic.id)) } else { unscored(self.with_narrower(&topic.id, field)) })
    }

    /// Articles that have the topic or one below it.
    fn with_narrower(&self, id: &str, field: &Text) -> BooleanQuery {
        BooleanQuery::union(self.vocabulary.with_narrower(id).iter().map(|id| term(field, id)).collect())
    }

    fn id(&self, typed: &str) -> Planned {
        match typed.to_lowercase().parse::<ArticleId>() {
            Ok(id) => unscored(TermQuery::new(
                Key::from_field_u64(self.index.fields.id, id.number()),
                IndexRecordOption::Basic,
            )),
            Err(_) => Box::new(EmptyQuery),
        }
    }

    pub(super) fn date(&self, filter: DateFilter) -> Planned {
        let dated = || ExistsQuery::new(FIRST.to_owned(), false);
        let undated = || -> Planned {
            Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, Box::new(dated()))]))
        };
        match (filter, self.dates) {
            (DateFilter::None, _) => unscored(undated()),
            (DateFilter::Span(span), Dates::Required) => unscored(self.days(span)),
            (DateFilter::Span(span), Dates::Optional) => {
                unscored(BooleanQuery::union(vec![self.days(span), undated()]))
            }
        }
    }

    pub(super) fn length(&self, numbers: Numbers) -> Planned {
        let key = |number| Key::from_field_u64(self.index.fields.words, number);
        let least = numbers.least.map_or(Bound::Unbounded, |least| Bound::Included(key(least)));
        let most = numbers.most.map_or(Bound::Unbounded, |most| Bound::Included(key(most)));
        match (&least, &most) {
            (Bound::Unbounded, Bound::Unbounded) => Box::new(AllQuery),
            _ => Box::new(RangeQuery::new(least, most)),
        }
    }

    /// Articles whose date may lie in the span: one known to the month counts for every day of it.
    fn days(&self, span: Span) -> Planned {
        const DAY: i64 = 86_400;
        let second = |day: time::Date| day.midnight().assume_utc().unix_timestamp();
        let mut bounds: Vec<Planned> = vec![Box::new(ExistsQuery::new(FIRST.to_owned(), false))];
        if let Some(last) = span.last {
            let end = Key::from_field_i64(self.index.fields.first, second(last) + DAY);
            bounds.push(Box::new(RangeQuery::new(Bound::Unbounded, Bound::Excluded(end))));
        }
        if let Some(first) = span.first {
            let start = Key::from_field_i64(self.index.fields.last, second(first));
            bounds.push(Box::new(RangeQuery::new(Bound::Included(start), Bound::Unbounded)));
        }
        Box::new(BooleanQuery::intersection(bounds))
    }
}

/// A query that filters and does not rank.
pub(super) fn unscored(query: impl tantivy::query::Query) -> Planned {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

fn term(field: &Text, text: &str) -> Planned {
    Box::new(TermQuery::new(Key::from_field_text(field.field, text), IndexRecordOption::Basic))
}
