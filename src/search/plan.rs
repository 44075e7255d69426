//! Makes an index query of a query tree, and notes what its words and phrases are to be marked by.

use std::ops::{Bound, Range};
use std::sync::Arc;

use tantivy::query::PhraseQuery as NameQuery;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur, RangeQuery, TermQuery};
use tantivy::schema::{IndexRecordOption, Term as Key};

use super::mark::{Pattern, Shape};
use super::phrase::PhraseQuery;
use super::postings::{Lookup, Place};
use super::request::{Dates, SearchError};
use super::word::WordQuery;
use crate::analysis::{self, Analyzer, Form, fold};
use crate::article::ArticleId;
use crate::dates::Span;
use crate::index::{FIRST, Fields, TRUNCATED, Text};
use crate::language;
use crate::query::{DateFilter, Needs, Node, NodeKind};
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
    /// What scores of it, in the order typed.
    pub(super) leaves: Vec<Leaf>,
    /// Sides of an `OR` that score only where all of them is there.
    pub(super) branches: Vec<Branch>,
    /// Whether a part of a compound is enough where the whole is asked for.
    pub(super) needs: Needs,
}

/// A part of a query that scores.
#[derive(Debug, Clone)]
pub(super) enum Leaf {
    Word(WordQuery),
    Phrase(PhraseQuery),
}

/// A side of an `OR` that is more than a word or a phrase.
pub(super) struct Branch {
    /// What of it scores: numbers of leaves.
    pub(super) leaves: Range<usize>,
    pub(super) query: Planned,
}

impl Leaf {
    /// Returns the word, if it is one.
    pub(super) fn word(&self) -> Option<&WordQuery> {
        match self {
            Self::Word(word) => Some(word),
            Self::Phrase(_) => None,
        }
    }
}

/// How a text of the query is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// Words in any form, also as parts of compounds.
    Inflected,
    /// Words side by side, in any form.
    Quoted,
    /// Words in the form typed.
    Exact,
}

impl Planner<'_> {
    /// Plans a tree; `field` is the field that a prefix round it names.
    pub(super) fn plan(&mut self, node: &Node, field: Option<&Text>) -> Result<Planned, SearchError> {
        match &node.kind {
            NodeKind::All => Ok(unscored(AllQuery)),
            NodeKind::Word(text) => self.words(text, How::Inflected, &node.span, field),
            NodeKind::Phrase(text) => self.words(text, How::Quoted, &node.span, field),
            NodeKind::Exact(text) => self.words(text, How::Exact, &node.span, field),
            NodeKind::And(parts) => self.all(parts, field),
            NodeKind::Or(parts) => {
                let parts: Result<Vec<Planned>, SearchError> =
                    parts.iter().map(|part| self.branch(part, field)).collect();
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

    fn branch(&mut self, part: &Node, field: Option<&Text>) -> Result<Planned, SearchError> {
        let start = self.leaves.len();
        let query = self.plan(part, field)?;
        let leaves = start..self.leaves.len();
        let is_leaf = matches!(part.kind, NodeKind::Word(_) | NodeKind::Phrase(_) | NodeKind::Exact(_));
        if !is_leaf && !leaves.is_empty() {
            self.branches.push(Branch { leaves, query: query.box_clone() });
        }
        Ok(query)
    }

    fn all(&mut self, parts: &[Node], field: Option<&Text>) -> Result<Planned, SearchError> {
        let mut clauses: Vec<(Occur, Planned)> = Vec::new();
        for part in parts {
            if let NodeKind::Not(inner) = &part.kind {
                let (marked, scored) = (self.patterns.len(), self.leaves.len());
                clauses.push((Occur::MustNot, self.plan(inner, field)?));
                // What was excluded is not marked and does not score.
                self.patterns.truncate(marked);
                self.leaves.truncate(scored);
                self.branches.retain(|branch| branch.leaves.end <= scored);
            } else {
                clauses.push((Occur::Must, self.plan(part, field)?));
            }
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, unscored(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn words(
        &mut self,
        text: &str,
        how: How,
        span: &Range<usize>,
        field: Option<&Text>,
    ) -> Result<Planned, SearchError> {
        match field {
            None => Ok(self.text(text, how, None)),
            Some(field) => match (field.entry.kind, field.entry.name.as_str()) {
                (Kind::Text, _) => Ok(self.text(text, how, Some(field))),
                (Kind::Name | Kind::Address | Kind::Date, _) => Ok(self.name(text, field)),
                (Kind::Keyword, "topic") => self.topic(text, how, span, field),
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

    fn text(&mut self, text: &str, how: How, field: Option<&Text>) -> Planned {
        // Every language parts a text into the same words.
        let mut typed_words = analysis::words(text).peekable();
        let Some(first) = typed_words.peek().cloned() else { return Box::new(EmptyQuery) };
        let places: Vec<Place> = match field {
            Some(field) => vec![Place::new(field, 1.0)],
            None => self.fields.weighted().map(|(text, weight)| Place::new(text, weight as f32)).collect(),
        };
        let mut words: Vec<(u32, Lookup)> = Vec::new();
        for word in typed_words {
            let readings = self.analyzers.iter_mut().flat_map(|by| by.readings(word.text, how == How::Exact));
            let lookup = lookup(&readings.collect::<Vec<_>>());
            let lookup = Lookup { only_exact: how == How::Exact, in_compounds: false, ..lookup };
            words.extend(u32::try_from(word.position - first.position).ok().map(|distance| (distance, lookup)));
        }
        let field = field.map(|field| field.entry.name.as_str());
        let typed = typed(text, how, field);
        if words.len() == 1 {
            let mut analyzers = self.analyzers.iter_mut().filter(|_| how == How::Inflected);
            let compound = analyzers.find_map(|by| {
                let form = by.form(first.text);
                (!form.parts.is_empty()).then(|| (form, by.split(first.text).parts))
            });
            let (parts, readings) = compound.map(|(form, parts)| (form.parts.clone(), parts)).unwrap_or_default();
            let word = WordQuery {
                typed,
                word: Lookup { in_compounds: how == How::Inflected, ..words.remove(0).1 },
                parts: parts.iter().map(|stem| part(stem)).collect(),
                readings,
                loose: self.needs == Needs::Any,
                places,
                known: Arc::default(),
            };
            self.patterns.push(Pattern { field, shapes: shapes(&word) });
            self.leaves.push(Leaf::Word(word.clone()));
            return Box::new(word);
        }
        let joined = (how == How::Inflected).then(|| joined(text)).flatten().map(|joined| {
            let forms: Vec<_> = self.analyzers.iter_mut().map(|analyzer| analyzer.form(&joined)).collect();
            Lookup { exact: None, ..lookup(&forms) }
        });
        let shapes = [Some(words.clone()), joined.clone().map(|joined| vec![(0, joined)])];
        self.patterns.push(Pattern { field, shapes: shapes.into_iter().flatten().map(Shape::Sequence).collect() });
        let phrase = PhraseQuery { typed, words, joined, places, known: Arc::default() };
        self.leaves.push(Leaf::Phrase(phrase.clone()));
        Box::new(phrase)
    }

    fn name(&mut self, text: &str, field: &Text) -> Planned {
        let words: Vec<analysis::Word<'_>> = analysis::words(text).collect();
        let start = words.first().map_or(0, |word| word.position);
        let form: Vec<(usize, String)> =
            words.into_iter().map(|word| (word.position - start, fold(word.text))).collect();
        if form.is_empty() { Box::new(EmptyQuery) } else { unscored(sequence(field, &form)) }
    }

    fn topic(&self, typed: &str, how: How, span: &Range<usize>, field: &Text) -> Result<Planned, SearchError> {
        let Some(topic) = self.vocabulary.find(typed) else {
            let nearest = self.vocabulary.nearest(typed, 3).iter().map(|topic| topic.label("de").to_owned()).collect();
            return Err(SearchError::UnknownTopic { typed: typed.to_owned(), span: span.clone(), nearest });
        };
        if how == How::Exact {
            return Ok(unscored(term(field, &topic.id)));
        }
        let ids = self.vocabulary.with_narrower(&topic.id);
        Ok(unscored(BooleanQuery::union(ids.iter().map(|id| term(field, id)).collect())))
    }

    fn id(&self, typed: &str) -> Planned {
        match typed.to_lowercase().parse::<ArticleId>() {
            Ok(id) => {
                unscored(TermQuery::new(Key::from_field_u64(self.fields.id, id.number()), IndexRecordOption::Basic))
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
            let end = Key::from_field_i64(self.fields.first, second(last) + DAY);
            bounds.push(Box::new(RangeQuery::new(Bound::Unbounded, Bound::Excluded(end))));
        }
        if let Some(first) = span.first {
            let start = Key::from_field_i64(self.fields.last, second(first));
            bounds.push(Box::new(RangeQuery::new(Bound::Included(start), Bound::Unbounded)));
        }
        Box::new(BooleanQuery::intersection(bounds))
    }
}

/// Returns a text of the query as it was typed, or could have been.
fn typed(text: &str, how: How, field: Option<&str>) -> String {
    let field = field.map(|field| format!("{field}:")).unwrap_or_default();
    match how {
        How::Inflected => format!("{field}{text}"),
        How::Quoted => format!("{field}\"{text}\""),
        How::Exact if text.contains(char::is_whitespace) => format!("{field}=\"{text}\""),
        How::Exact => format!("{field}={text}"),
    }
}

/// Returns what to look for, from one word as each language analysed it.
fn lookup(forms: &[Arc<Form>]) -> Lookup {
    let mut stems: Vec<String> = forms.iter().map(|form| form.stem.clone()).collect();
    stems.sort();
    stems.dedup();
    Lookup { stems, exact: forms.first().map(|form| form.exact.clone()), ..Lookup::default() }
}

/// Returns what to look for, from a stem that is part of a compound.
fn part(stem: &str) -> Lookup {
    Lookup { stems: vec![stem.to_owned()], in_compounds: true, ..Lookup::default() }
}

/// Returns what a word is marked by: itself, and if it is a compound, its parts as far as they match without it.
fn shapes(word: &WordQuery) -> Vec<Shape> {
    let alone = |word: &Lookup| Shape::Sequence(vec![(0, word.clone())]);
    let mut shapes = vec![alone(&word.word)];
    match (word.parts.is_empty(), word.loose) {
        (true, _) => {}
        (false, true) => shapes.extend(word.parts.iter().map(alone)),
        (false, false) => shapes.push(Shape::Near(word.parts.clone())),
    }
    shapes
}

/// Returns the words of a text written as one, as a text would have it, if nothing but hyphens stands between them.
fn joined(text: &str) -> Option<String> {
    let is_hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    let mut end = 0;
    for word in analysis::words(text) {
        if !text.get(end..word.span.start)?.chars().all(is_hyphen) {
            return None;
        }
        end = word.span.end;
    }
    let whole: String = text.chars().filter(|c| !is_hyphen(*c)).collect();
    // Signs that are words each stay so whatever is between them; a long word is cut.
    let mut words = analysis::words(&whole);
    let only = words.next()?.text.to_owned();
    words.next().is_none().then_some(only)
}

/// A query that filters and does not rank.
fn unscored(query: impl tantivy::query::Query) -> Planned {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

fn term(field: &Text, text: &str) -> Planned {
    Box::new(TermQuery::new(Key::from_field_text(field.field, text), IndexRecordOption::Basic))
}

fn sequence(field: &Text, form: &[(usize, String)]) -> Planned {
    if let [(_, only)] = form {
        return term(field, only);
    }
    let terms = form.iter().map(|(distance, text)| (*distance, Key::from_field_text(field.field, text))).collect();
    Box::new(NameQuery::new_with_offset(terms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_hyphens_is_also_looked_for_as_one() {
        assert_eq!(joined("Rohstoff-Abkommen").as_deref(), Some("RohstoffAbkommen"));
        assert_eq!(joined("U\u{308}ber-Ich").as_deref(), Some("U\u{308}berIch"));
        assert_eq!(joined("Rohstoff/Abkommen"), None);
        assert_eq!(joined("東京"), None);
        assert_eq!(joined(&format!("{}-Turm", "Lang".repeat(20))).map(|word| word.len()), Some(60));
    }
}
