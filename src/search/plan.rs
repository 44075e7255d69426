//! Makes an index query of a query tree, and notes what its words and phrases are to be marked by.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use tantivy::Searcher;
use tantivy::query::{AllQuery, BooleanQuery, Occur};

use super::filter::unscored;
use super::forms::{Forms, Like};
use super::pattern::Pattern;
use super::postings::{Lookup, Place, Wanted};
use super::request::{Dates, Limited, SearchError};
use super::shape::Shape;
use super::span::SpanQuery;
use super::word::WordQuery;
use crate::analysis::{self, Analyzer, Form, fold, masked_words};
use crate::index::{Fields, Index, Text};
use crate::query::{Needs, Node, NodeKind};
use crate::schema::{self, Kind};
use crate::topics::Vocabulary;

pub(super) type Planned = Box<dyn tantivy::query::Query>;

/// So many of the first words of the body say what an article is about.
const OPENING: u32 = 50;

/// All masks and fuzzy words of a query stand for no more forms, counted each time: they are gone through side by side.
const MOST_FORMS: usize = 20_000;

/// Plans queries for one archive.
pub(super) struct Planner<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) index: &'a Index,
    pub(super) vocabulary: &'a Vocabulary,
    /// The language that topics are called in.
    pub(super) language: &'a str,
    /// An analyzer for each language of the archive.
    pub(super) analyzers: &'a mut [Analyzer],
    /// What a filter by date does to articles without one.
    pub(super) dates: Dates,
    /// What was planned so far scores and is marked by these, in the order typed.
    pub(super) leaves: Vec<Leaf>,
    /// Sides of an `OR` that score only where all of them is there.
    pub(super) branches: Vec<Branch>,
    /// Whether a part of a compound is enough where the whole is asked for.
    pub(super) needs: Needs,
    /// Whether the whole of a compound is meant nevertheless: what is excluded, asked for together with something else
    /// or near it is meant as it was typed.
    pub(super) whole: bool,
    /// How many forms were looked for so far.
    pub(super) sum: usize,
    /// What masks and fuzzy words stand for, as far as that was asked before.
    pub(super) forms: &'a mut HashMap<(Like, Vec<u32>), Arc<Forms>>,
    /// Masks and fuzzy words that stand for more forms than are searched.
    pub(super) limited: Vec<Limited>,
}

/// A part of a query that scores.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// What was typed, with its field.
    pub(super) typed: String,
    pub(super) query: LeafQuery,
    /// What of a text it is.
    pub(super) pattern: Arc<Pattern>,
}

/// How a part of a query scores.
#[derive(Debug, Clone)]
pub(super) enum LeafQuery {
    Word(WordQuery),
    Span(SpanQuery),
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
        match &self.query {
            LeafQuery::Word(word) => Some(word),
            LeafQuery::Span(_) => None,
        }
    }
}

/// Where something is looked for.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// The field that was named.
    pub(super) field: Option<&'static schema::Field>,
    /// Its postings, or those of all fields that are searched without a name.
    pub(super) places: Vec<Place>,
    text: Option<Text>,
}

impl Scope {
    /// Returns all fields that are searched when none is named.
    pub(super) fn everywhere(fields: &Fields) -> Self {
        let places = fields.weighted().map(|(text, weight)| Place::new(text, weight as f32)).collect();
        Self { field: None, places, text: None }
    }

    /// Returns a field that was named.
    pub(super) fn of(field: &'static schema::Field, fields: &Fields) -> Self {
        let named = |name: &str| schema::find(name).and_then(|entry| fields.text(entry));
        let places = if field.kind == Kind::Opening {
            let body = named("body").map(|text| Place { first: Some(OPENING), ..Place::new(text, 1.0) });
            named("dek").map(|text| Place::new(text, 1.0)).into_iter().chain(body).collect()
        } else {
            fields.text(field).map(|text| Place::new(text, 1.0)).into_iter().collect()
        };
        Self { field: Some(field), places, text: fields.text(field).cloned() }
    }

    fn kind(&self) -> Kind {
        self.field.map_or(Kind::Text, |field| field.kind)
    }

    /// Tells whether its words are folded, not stemmed, and do not score.
    fn is_names(&self) -> bool {
        matches!(self.kind(), Kind::Name | Kind::Address)
    }

    /// Tells whether its words are those of a text.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind(), Kind::Text | Kind::Opening)
    }

    /// Returns a part of a query with the name of the field it is looked for in.
    pub(super) fn within(&self, node: &Node) -> Node {
        let Some(field) = self.field else { return node.clone() };
        Node { kind: NodeKind::Field { field, inner: Box::new(node.clone()) }, span: node.span.clone() }
    }

    /// Returns what was typed there.
    pub(super) fn typed(&self, node: &Node) -> String {
        self.within(node).to_string()
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
    /// A word with a mask in it.
    Masked,
    /// A word with so many wrong letters.
    Fuzzy(u8),
}

/// Returns the text of a word or phrase, and how it is meant.
fn text_of(node: &Node) -> Option<(&str, How)> {
    Some(match &node.kind {
        NodeKind::Word(text) => (text, How::Inflected),
        NodeKind::Phrase(text) => (text, How::Quoted),
        NodeKind::Exact(text) => (text, How::Exact),
        NodeKind::Mask(text) => (text, How::Masked),
        NodeKind::Fuzzy { word, most } => (word, How::Fuzzy(*most)),
        _ => return None,
    })
}

impl Planner<'_> {
    /// Plans a tree; `scope` is where the prefix round it looks.
    pub(super) fn plan(&mut self, node: &Node, scope: &Scope) -> Result<Planned, SearchError> {
        match &node.kind {
            NodeKind::All => Ok(unscored(AllQuery)),
            NodeKind::And(parts) => self.all(parts, scope),
            NodeKind::Or(parts) => {
                let parts: Result<Vec<Planned>, SearchError> =
                    parts.iter().map(|part| self.branch(part, scope)).collect();
                Ok(Box::new(BooleanQuery::union(parts?)))
            }
            NodeKind::Not(_) => self.all(std::slice::from_ref(node), scope),
            NodeKind::Field { field, inner } => {
                let scope = Scope::of(field, &self.index.fields);
                self.plan(inner, &scope)
            }
            NodeKind::Date(filter) => Ok(self.date(*filter)),
            NodeKind::Length(numbers) => Ok(unscored(self.length(*numbers))),
            NodeKind::AtLeast { times, inner } => {
                self.as_typed(|planner| planner.spans(inner, scope, *times, &scope.typed(node)))
            }
            NodeKind::Near { .. } => self.as_typed(|planner| planner.spans(node, scope, 1, &scope.typed(node))),
            NodeKind::Mask(_) | NodeKind::Fuzzy { .. } => self.spans(node, scope, 1, &scope.typed(node)),
            NodeKind::Word(text) | NodeKind::Phrase(text) | NodeKind::Exact(text) => {
                match (scope.kind(), &scope.text) {
                    (Kind::Keyword, Some(field)) => self.keyword(text, node, field),
                    // Of the lead only the first words count, so that places matter.
                    _ => match self.word(node, scope).filter(|_| scope.kind() != Kind::Opening) {
                        Some(word) => {
                            Ok(self.scored(&scope.typed(node), LeafQuery::Word(word.clone()), pattern(&word)))
                        }
                        None => self.spans(node, scope, 1, &scope.typed(node)),
                    },
                }
            }
        }
    }

    fn branch(&mut self, part: &Node, scope: &Scope) -> Result<Planned, SearchError> {
        let start = self.leaves.len();
        let query = self.plan(part, scope)?;
        let leaves = start..self.leaves.len();
        let is_leaf = text_of(part).is_some() || matches!(part.kind, NodeKind::Near { .. });
        if !is_leaf && !leaves.is_empty() {
            self.branches.push(Branch { leaves, query: query.box_clone() });
        }
        Ok(query)
    }

    fn all(&mut self, parts: &[Node], scope: &Scope) -> Result<Planned, SearchError> {
        let mut clauses: Vec<(Occur, Planned)> = Vec::new();
        let is_conjunction = parts.iter().filter(|part| !part.kind.narrows()).count() > 1;
        let whole = self.whole;
        self.whole |= is_conjunction;
        for part in parts {
            if let NodeKind::Not(inner) = &part.kind {
                let scored = self.leaves.len();
                let excluded = self.as_typed(|planner| planner.plan(inner, scope))?;
                clauses.push((Occur::MustNot, excluded));
                // What was excluded is not marked and does not score.
                self.leaves.truncate(scored);
                self.branches.retain(|branch| branch.leaves.end <= scored);
            } else {
                clauses.push((Occur::Must, self.plan(part, scope)?));
            }
        }
        self.whole = whole;
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, unscored(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Plans something whose compounds are meant as a whole.
    fn as_typed<T>(&mut self, plan: impl FnOnce(&mut Self) -> T) -> T {
        let whole = std::mem::replace(&mut self.whole, true);
        let planned = plan(self);
        self.whole = whole;
        planned
    }

    fn scored(&mut self, typed: &str, query: LeafQuery, pattern: Pattern) -> Planned {
        self.leaves.push(Leaf { typed: typed.to_owned(), query: query.clone(), pattern: Arc::new(pattern) });
        match query {
            LeafQuery::Word(word) => Box::new(word),
            LeafQuery::Span(span) => Box::new(span),
        }
    }

    /// Plans words whose places matter.
    fn spans(&mut self, node: &Node, scope: &Scope, least: u32, typed: &str) -> Result<Planned, SearchError> {
        let mut wanted = Vec::new();
        let shape = self.shape(node, scope, &mut wanted)?;
        let pattern = Pattern { wanted, shape, places: scope.places.clone() };
        let query = SpanQuery::new(Arc::new(pattern.clone()), least);
        if scope.is_names() {
            return Ok(unscored(query));
        }
        Ok(self.scored(typed, LeafQuery::Span(query), pattern))
    }

    /// Returns the word that a node is, if it is one only.
    fn word(&mut self, node: &Node, scope: &Scope) -> Option<WordQuery> {
        let (text, how) = text_of(node)?;
        let is_plain = !scope.is_names() && !is_masked(text, how);
        // Every language parts a text into the same words.
        let mut words = analysis::words(text);
        let only = words.next().filter(|_| is_plain && words.next().is_none())?;
        let readings = self.analyzers.iter_mut().flat_map(|by| by.readings(only.text, how == How::Exact));
        let lookup = lookup(&readings.collect::<Vec<_>>());
        let word = Lookup { only_exact: how == How::Exact, in_compounds: how == How::Inflected, ..lookup };
        let mut analyzers = self.analyzers.iter_mut().filter(|_| how == How::Inflected);
        let compound = analyzers.find_map(|by| {
            let form = by.form(only.text);
            (!form.parts.is_empty()).then(|| (form, by.split(only.text).parts))
        });
        let (parts, readings) = compound.map(|(form, parts)| (form.parts.clone(), parts)).unwrap_or_default();
        Some(WordQuery {
            word,
            parts: parts.iter().map(|stem| part(stem)).collect(),
            readings,
            loose: self.needs == Needs::Any && !self.whole,
            places: scope.places.clone(),
            known: Arc::default(),
        })
    }

    /// Returns the shape of words in a text; what it is made of is added to `wanted`.
    fn shape(&mut self, node: &Node, scope: &Scope, wanted: &mut Vec<Wanted>) -> Result<Shape, SearchError> {
        match &node.kind {
            NodeKind::Or(parts) => {
                let shapes: Result<_, _> = parts.iter().map(|part| self.shape(part, scope, wanted)).collect();
                Ok(Shape::Any(shapes?))
            }
            NodeKind::Near { parts, proximity } => {
                let shapes: Result<_, _> = parts.iter().map(|part| self.shape(part, scope, wanted)).collect();
                Ok(Shape::Near(shapes?, *proximity))
            }
            _ => {
                if let Some(word) = self.word(node, scope) {
                    return Ok(shape_of_word(&word, wanted));
                }
                let Some((text, how)) = text_of(node) else { return Ok(Shape::Any(Vec::new())) };
                self.sequence(text, how, scope, wanted)
            }
        }
    }

    /// Returns the shape of words side by side. A star alone stands for a word between others.
    fn sequence(
        &mut self,
        text: &str,
        how: How,
        scope: &Scope,
        wanted: &mut Vec<Wanted>,
    ) -> Result<Shape, SearchError> {
        // An address may hold a question mark.
        let plain = if scope.kind() == Kind::Address { text.replace('?', " ") } else { text.to_owned() };
        let typed: Vec<analysis::Word<'_>> = match is_masked(&plain, how) {
            true => masked_words(&plain, how == How::Masked).collect(),
            false => analysis::words(&plain).collect(),
        };
        let mut words: Vec<(u32, usize)> = Vec::new();
        let mut first = None;
        for word in typed.iter().filter(|word| word.text.contains(char::is_alphanumeric)) {
            let start = *first.get_or_insert(word.position);
            let one = match how {
                How::Fuzzy(_) => self.forms(word.text, how, scope)?,
                _ if word.text.contains(['*', '?']) => self.forms(word.text, how, scope)?,
                _ if scope.is_names() => Wanted::Name(fold(word.text)),
                _ => {
                    let readings = self.analyzers.iter_mut().flat_map(|by| by.readings(word.text, how == How::Exact));
                    let lookup = lookup(&readings.collect::<Vec<_>>());
                    Wanted::Word(Lookup { only_exact: how == How::Exact, in_compounds: false, ..lookup })
                }
            };
            wanted.push(one);
            let distance = u32::try_from(word.position - start).unwrap_or(u32::MAX);
            words.push((distance, wanted.len() - 1));
        }
        let sequence = match words.as_slice() {
            [] => return Ok(Shape::Any(Vec::new())),
            [(_, only)] => Shape::Word(*only),
            _ => Shape::Sequence(words.clone()),
        };
        let gendered = gendered(text).filter(|_| how == How::Masked && !scope.is_names());
        if let (Some((word, ending)), [(_, masked)]) = (gendered, words.as_slice()) {
            let apart = format!("{word} {ending}");
            let apart = self.sequence(&apart, How::Quoted, scope, wanted)?;
            return Ok(Shape::Any(vec![Shape::Word(*masked), apart]));
        }
        let joined = joined(text).filter(|_| how == How::Inflected && !scope.is_names());
        let Some(joined) = joined else { return Ok(sequence) };
        let forms: Vec<_> = self.analyzers.iter_mut().map(|analyzer| analyzer.form(&joined)).collect();
        wanted.push(Wanted::Word(Lookup { exact: None, ..lookup(&forms) }));
        Ok(Shape::Any(vec![sequence, Shape::Word(wanted.len() - 1)]))
    }

    fn forms(&mut self, typed: &str, how: How, scope: &Scope) -> Result<Wanted, SearchError> {
        // Names are folded in the index.
        let word = if scope.is_names() { fold(typed) } else { typed.to_owned() };
        let like = match how {
            How::Fuzzy(most) => Like::fuzzy(&word, usize::from(most)),
            _ => Like::mask(&word, how == How::Exact),
        };
        let fields = scope.places.iter().map(|place| place.words.field_id()).collect();
        let beginnings = self.beginnings(&like, scope);
        let forms = match self.forms.entry((like, fields)) {
            Entry::Occupied(known) => Arc::clone(known.get()),
            Entry::Vacant(place) => {
                let forms = Forms::of(&place.key().0, beginnings.as_deref(), self.index, self.searcher, &scope.places)?;
                Arc::clone(place.insert(Arc::new(forms)))
            }
        };
        self.sum += forms.found.len();
        if self.sum > MOST_FORMS {
            return Err(SearchError::TooManyForms { most: MOST_FORMS });
        }
        if forms.all > forms.found.len() {
            let limited = Limited { typed: typed.to_owned(), forms: forms.all, searched: forms.found.len() };
            if !self.limited.contains(&limited) {
                self.limited.push(limited);
            }
        }
        Ok(Wanted::Forms(forms))
    }

    /// Returns what the terms of forms begin with, each once and none within another; nothing if that cannot be told.
    fn beginnings(&mut self, like: &Like, scope: &Scope) -> Option<Vec<String>> {
        let letters = like.beginning();
        if letters.is_empty() {
            return None;
        }
        let mut beginnings = vec![fold(letters)];
        if !scope.is_names() {
            let judge = like.judge();
            let is_wanted = |form: &str| judge.wrong_letters(form).is_some();
            beginnings.clear();
            for analyzer in self.analyzers.iter_mut() {
                beginnings.push(analyzer.beginning(letters));
                let stems = analyzer.irregular(&is_wanted);
                beginnings.extend(stems.iter().map(|stem| analysis::terms_of(stem).start));
            }
        }
        beginnings.sort();
        beginnings.dedup_by(|longer, shorter| longer.starts_with(shorter.as_str()));
        Some(beginnings)
    }

    /// Returns what is looked for in a text as a word, of a part of a query without operators.
    pub(super) fn wanted(&mut self, node: &Node, scope: &Scope) -> Result<Vec<Wanted>, SearchError> {
        let mut wanted = Vec::new();
        if scope.kind() != Kind::Keyword {
            self.shape(node, scope, &mut wanted)?;
        }
        Ok(wanted)
    }
}

/// Tells whether a text of the query has letters that stand for others. An address may hold a question mark.
fn is_masked(text: &str, how: How) -> bool {
    match how {
        How::Inflected => false,
        How::Masked | How::Fuzzy(_) => true,
        How::Quoted | How::Exact => text.contains('*') || (text.contains('?') && !text.contains("://")),
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

/// Returns what of a text a word is: itself, and if it is a compound, its parts as far as they match without it.
fn shape_of_word(word: &WordQuery, wanted: &mut Vec<Wanted>) -> Shape {
    let mut numbers = word.lookups().map(|lookup| {
        wanted.push(Wanted::Word(lookup.clone()));
        wanted.len() - 1
    });
    let itself = Shape::Word(numbers.next().unwrap_or_default());
    let parts: Vec<usize> = numbers.collect();
    match (parts.is_empty(), word.loose) {
        (true, _) => itself,
        (false, true) => Shape::Any(std::iter::once(itself).chain(parts.into_iter().map(Shape::Word)).collect()),
        (false, false) => Shape::Any(vec![itself, Shape::Parts(parts)]),
    }
}

fn pattern(word: &WordQuery) -> Pattern {
    let mut wanted = Vec::new();
    let shape = shape_of_word(word, &mut wanted);
    Pattern { wanted, shape, places: word.places.clone() }
}

/// Returns the word and the ending of a form for both genders, `Bürger*innen`: texts part them by a star, a colon or an
/// underscore, which part words.
fn gendered(mask: &str) -> Option<(&str, &str)> {
    let (word, ending) = mask.split_once('*')?;
    let is_word = word.ends_with(char::is_lowercase) && !word.contains('?');
    (is_word && matches!(ending, "in" | "innen")).then_some((word, ending))
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
