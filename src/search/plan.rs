//! Makes an index query of a query tree, and notes what its words and phrases are to be marked by.

use std::ops::{Bound, Range};

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, ExistsQuery, Occur,
    PhraseQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{IndexRecordOption, Term};

use super::bm25f::WordQuery;
use super::mark::{Pattern, folded};
use super::request::{Dates, SearchError};
use crate::analysis::Analyzer;
use crate::article::ArticleId;
use crate::dates::Span;
use crate::index::{FIRST, Fields, TRUNCATED, Text};
use crate::language;
use crate::query::{DateFilter, Node, NodeKind};
use crate::schema::Kind;
use crate::topics::Vocabulary;

type Planned = Box<dyn tantivy::query::Query>;

/// Plans queries for one archive.
pub(super) struct Planner<'a> {
    pub(super) fields: &'a Fields,
    pub(super) vocabulary: &'a Vocabulary,
    /// An analyzer for each language of the archive.
    pub(super) analyzers: &'a mut [Analyzer],
    /// What a filter by date does to articles without one.
    pub(super) dates: Dates,
    /// What was planned so far is to be marked by these.
    pub(super) patterns: Vec<Pattern>,
}

impl Planner<'_> {
    /// Plans a tree; `field` is the field that a prefix round it names.
    pub(super) fn plan(&mut self, node: &Node, field: Option<&Text>) -> Result<Planned, SearchError> {
        match &node.kind {
            NodeKind::All => Ok(unscored(AllQuery)),
            NodeKind::Word(text) | NodeKind::Phrase(text) | NodeKind::Exact(text) => {
                self.words(text, &node.span, field)
            }
            NodeKind::And(parts) => self.all(parts, field),
            NodeKind::Or(parts) => {
                let parts: Result<Vec<Planned>, SearchError> =
                    parts.iter().map(|part| self.plan(part, field)).collect();
                Ok(Box::new(BooleanQuery::union(parts?)))
            }
            NodeKind::Not(_) => self.all(std::slice::from_ref(node), field),
            NodeKind::Field { field, inner } => {
                let text = self.fields.text(field).cloned();
                self.plan(inner, text.as_ref())
            }
            NodeKind::Date(filter) => Ok(self.date(*filter)),
        }
    }

    fn all(&mut self, parts: &[Node], field: Option<&Text>) -> Result<Planned, SearchError> {
        let mut clauses: Vec<(Occur, Planned)> = Vec::new();
        for part in parts {
            if let NodeKind::Not(inner) = &part.kind {
                let marked = self.patterns.len();
                clauses.push((Occur::MustNot, self.plan(inner, field)?));
                // What was excluded is not marked.
                self.patterns.truncate(marked);
            } else {
                clauses.push((Occur::Must, self.plan(part, field)?));
            }
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, unscored(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn words(&mut self, text: &str, span: &Range<usize>, field: Option<&Text>) -> Result<Planned, SearchError> {
        match field {
            None => Ok(self.text(text, None)),
            Some(field) => match (field.entry.kind, field.entry.name.as_str()) {
                (Kind::Text, _) => Ok(self.text(text, Some(field))),
                (Kind::Name | Kind::Address | Kind::Date, _) => Ok(self.name(text, field)),
                (Kind::Keyword, "topic") => self.topic(text, span, field),
                (Kind::Keyword, "is") if text.to_lowercase() != TRUNCATED => {
                    Err(SearchError::UnknownState { typed: text.to_owned(), span: span.clone() })
                }
                (Kind::Keyword, "id") => Ok(self.id(text)),
                (Kind::Keyword, "language") => {
                    Ok(unscored(term(field, &language::read(text).unwrap_or_else(|| text.to_owned()).to_lowercase())))
                }
                (Kind::Keyword, _) => Ok(unscored(term(field, &text.to_lowercase()))),
            },
        }
    }

    fn text(&mut self, text: &str, field: Option<&Text>) -> Planned {
        let mut forms: Vec<Vec<(usize, String)>> = Vec::new();
        for analyzer in self.analyzers.iter_mut() {
            let terms = analyzer.terms(text);
            let start = terms.first().map_or(0, |term| term.position);
            let form: Vec<(usize, String)> = terms.into_iter().map(|term| (term.position - start, term.text)).collect();
            if !form.is_empty() && !forms.contains(&form) {
                forms.push(form);
            }
        }
        if forms.is_empty() {
            return Box::new(EmptyQuery);
        }
        let fields: Vec<(Text, f32)> = match field {
            Some(field) => vec![(field.clone(), 1.0)],
            None => self.fields.weighted().map(|(text, weight)| (text.clone(), weight as f32)).collect(),
        };
        self.patterns.push(Pattern { field: field.map(|field| field.entry.name.as_str()), forms: forms.clone() });
        if forms.iter().all(|form| form.len() == 1) {
            let forms = forms.into_iter().flatten().map(|(_, form)| form).collect();
            return Box::new(WordQuery {
                forms,
                fields: fields.iter().map(|(text, weight)| (text.field, *weight)).collect(),
            });
        }
        let mut phrases: Vec<Planned> = Vec::new();
        for (text, weight) in &fields {
            for form in &forms {
                phrases.push(Box::new(BoostQuery::new(sequence(text, form), *weight)));
            }
        }
        Box::new(DisjunctionMaxQuery::new(phrases))
    }

    fn name(&mut self, text: &str, field: &Text) -> Planned {
        let terms = folded(text);
        let start = terms.first().map_or(0, |term| term.position);
        let form: Vec<(usize, String)> = terms.into_iter().map(|term| (term.position - start, term.text)).collect();
        if form.is_empty() { Box::new(EmptyQuery) } else { unscored(sequence(field, &form)) }
    }

    fn topic(&self, typed: &str, span: &Range<usize>, field: &Text) -> Result<Planned, SearchError> {
        let Some(topic) = self.vocabulary.find(typed) else {
            let nearest = self.vocabulary.nearest(typed, 3).iter().map(|topic| topic.label("de").to_owned()).collect();
            return Err(SearchError::UnknownTopic { typed: typed.to_owned(), span: span.clone(), nearest });
        };
        let ids = self.vocabulary.with_narrower(&topic.id);
        Ok(unscored(BooleanQuery::union(ids.iter().map(|id| term(field, id)).collect())))
    }

    fn id(&self, typed: &str) -> Planned {
        match typed.to_lowercase().parse::<ArticleId>() {
            Ok(id) => {
                unscored(TermQuery::new(Term::from_field_u64(self.fields.id, id.number()), IndexRecordOption::Basic))
            }
            Err(_) => Box::new(EmptyQuery),
        }
    }

    fn date(&self, filter: DateFilter) -> Planned {
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

    /// Articles whose date may lie in the span: one known to the month counts for every day of it.
    fn days(&self, span: Span) -> Planned {
        const DAY: i64 = 86_400;
        let second = |day: time::Date| day.midnight().assume_utc().unix_timestamp();
        let mut bounds: Vec<Planned> = vec![Box::new(ExistsQuery::new(FIRST.to_owned(), false))];
        if let Some(last) = span.last {
            let end = Term::from_field_i64(self.fields.first, second(last) + DAY);
            bounds.push(Box::new(RangeQuery::new(Bound::Unbounded, Bound::Excluded(end))));
        }
        if let Some(first) = span.first {
            let start = Term::from_field_i64(self.fields.last, second(first));
            bounds.push(Box::new(RangeQuery::new(Bound::Included(start), Bound::Unbounded)));
        }
        Box::new(BooleanQuery::intersection(bounds))
    }
}

/// A query that filters and does not rank.
fn unscored(query: impl tantivy::query::Query) -> Planned {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

fn term(field: &Text, text: &str) -> Planned {
    Box::new(TermQuery::new(Term::from_field_text(field.field, text), IndexRecordOption::Basic))
}

fn sequence(field: &Text, form: &[(usize, String)]) -> Planned {
    if let [(_, only)] = form {
        return term(field, only);
    }
    let terms = form.iter().map(|(distance, text)| (*distance, Term::from_field_text(field.field, text))).collect();
    Box::new(PhraseQuery::new_with_offset(terms))
}
