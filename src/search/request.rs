//! What is asked and what is answered.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::facets::{Facet, FacetBy};
use crate::article::{Article, ArticleId};
use crate::catalog::CatalogError;
use crate::dates::Span;
use crate::index::IndexError;
use crate::query::{DateFilter, Node, NodeKind, Query};
use crate::schema;

/// A question to an archive.
#[derive(Debug, Clone)]
pub struct Request {
    /// What was typed, with the filters as parts of it (see [`Filters::and`]).
    pub query: Query,
    /// What happens to articles without a date where the query filters by date.
    pub dates: Dates,
    /// The order of the hits.
    pub sort: Sort,
    /// How many hits to leave out at the start.
    pub offset: usize,
    /// How many hits to return; `None` for all.
    pub limit: Option<usize>,
    /// The length of a passage in characters; 0 for none.
    pub width: usize,
    /// How many passages of an article to show at most; 0 where nothing is to be marked either.
    pub snippets: usize,
    /// Whether to say what each hit's score is made of.
    pub reasons: bool,
    /// What the whole result is counted by.
    pub facets: Vec<FacetBy>,
    /// What becomes of articles with the same text.
    pub grouping: Grouping,
    /// Articles that are passed over: what a saved search has shown before.
    pub seen: Arc<HashSet<ArticleId>>,
}

impl Request {
    /// Returns a request for all that a query finds, the best first: each article for itself, without passages.
    #[must_use]
    pub fn of(query: Query) -> Self {
        Self {
            query,
            dates: Dates::Required,
            sort: Sort::Relevance,
            offset: 0,
            limit: None,
            width: 0,
            snippets: 0,
            reasons: false,
            facets: Vec::new(),
            grouping: Grouping::None,
            seen: Arc::default(),
        }
    }
}

/// What becomes of articles with the same text in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grouping {
    /// Each is a hit of its own.
    None,
    /// One of them stands for those that match.
    Near(Keep),
}

/// Which of several articles with the same text is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// The one published first; those without a date come last.
    First,
    /// The one with the most words.
    Longest,
    /// The one of this publication where there is one, else the first.
    Source(String),
}

/// A part of an answer that is given hit by hit.
#[derive(Debug)]
pub enum Step<'a> {
    /// What is known of the whole result, and how many hits will follow if the catalog knows them all.
    Head(&'a Response, usize),
    /// The next hit.
    Hit(Box<Hit>),
}

/// What happens to articles without a date where a query filters by date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    /// They are left out, and counted.
    Required,
    /// They are kept.
    Optional,
}

/// The order of hits. Ties are broken by date, the newest first, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The best match first.
    Relevance,
    /// The newest first, articles without a date last.
    Newest,
    /// The oldest first, articles without a date last.
    Oldest,
}

/// Filters given beside the query; they mean the same as words of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Topics, all of which an article must have.
    pub topics: Vec<String>,
    /// Publications, one of which it must be from.
    pub sources: Vec<String>,
    /// Names, one of which must be in the byline.
    pub authors: Vec<String>,
    /// Languages, one of which it must be in.
    pub languages: Vec<String>,
    /// The days it must be from.
    pub date: Option<Span>,
}

impl Filters {
    /// Returns the query with the filters added to it.
    #[must_use]
    pub fn and(&self, query: Query) -> Query {
        let node = |kind| Node { kind, span: 0..0 };
        let named = |name: &str, value: &str| {
            let field = schema::find(name).expect("the schema has this field; a test asks for it");
            node(NodeKind::Field { field, inner: Box::new(node(NodeKind::Phrase(value.to_owned()))) })
        };
        let mut parts: Vec<Node> = self.topics.iter().map(|topic| named("topic", topic)).collect();
        for (name, values) in [("source", &self.sources), ("author", &self.authors), ("language", &self.languages)] {
            let mut any: Vec<Node> = values.iter().map(|value| named(name, value)).collect();
            match any.len() {
                0 => {}
                1 => parts.append(&mut any),
                _ => parts.push(node(NodeKind::Or(any))),
            }
        }
        parts.extend(self.date.map(|span| node(NodeKind::Date(DateFilter::Span(span)))));
        if parts.is_empty() {
            return query;
        }
        match query.root.kind {
            NodeKind::All => {}
            // Flat, so that the query reads as if the filters had been typed after it.
            NodeKind::And(words) => {
                parts.splice(0..0, words);
            }
            kind => parts.insert(0, Node { kind, span: query.root.span }),
        }
        let root = if parts.len() == 1 { parts.remove(0) } else { node(NodeKind::And(parts)) };
        Query { root, needs: query.needs, warnings: query.warnings }
    }
}

/// The answer to a [`Request`].
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The query as understood, filters included.
    pub understood: String,
    /// How many articles match.
    pub total: usize,
    /// How many hits that makes, articles with the same text taken together as the request says.
    pub groups: usize,
    /// How many more would match if they had a date; 0 without a date filter.
    pub undated: usize,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
    /// Hits that the index knows and the catalog does not: the index has to be rebuilt.
    pub lost: usize,
    /// Masks and fuzzy words that were not searched in full.
    pub limited: Vec<Limited>,
    /// The whole result counted, as asked for.
    pub facets: Vec<Facet>,
}

/// A mask or fuzzy word that stands for more forms than are searched; the most frequent are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limited {
    /// What was typed.
    pub typed: String,
    /// How many forms it stands for.
    pub forms: usize,
    /// How many of them were searched.
    pub searched: usize,
}

/// An article that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its place in the whole list, from 1.
    pub rank: usize,
    /// How well it matches; comparable within one response.
    pub score: f32,
    /// Its id.
    pub id: ArticleId,
    /// The file it was read from, as the archive names it.
    pub path: String,
    /// The article.
    pub article: Article,
    /// How many words its body has.
    pub words: u64,
    /// Its topics: id, and label in the article's language.
    pub topics: Vec<(String, String)>,
    /// The group of articles with the same text that it is in: the id of one of them.
    pub group: Option<ArticleId>,
    /// The other articles of its group that match too and that it stands for, in the order in which they would be shown in
    /// its place.
    pub alike: Vec<ArticleId>,
    /// What matched in the fields that are shown whole, title, kicker and dek: ranges of characters.
    pub marks: Vec<Marks>,
    /// Passages of the text, in its order; where nothing matched in it, what matched elsewhere, and its beginning.
    pub snippets: Vec<Snippet>,
    /// What the score is made of, if that was asked for.
    pub reasons: Vec<Reason>,
}

/// One thing that adds to the score of a hit; together they are the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The words of the query, as typed, with the field they are looked for in.
    pub typed: String,
    /// What of them was found.
    pub found: Found,
    /// What it adds.
    pub score: f32,
}

/// What of a query adds to a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The word, in any form.
    Word {
        /// How many articles have it.
        articles: u64,
    },
    /// The word wherever it stands, inside compounds too.
    Anywhere {
        /// How many articles have it as a word.
        articles: u64,
        /// How many have it inside a compound.
        within: u64,
    },
    /// A part of the compound that was typed, wherever it stands.
    Part {
        /// The part as a word, folded.
        part: String,
        /// Its stem.
        stem: String,
        /// How many articles have it as a word.
        articles: u64,
        /// How many have it inside a compound.
        within: u64,
    },
    /// The word in the very form that was typed.
    AsTyped,
    /// The words that a mask or a fuzzy word stands for, or words counted.
    Forms {
        /// How many they are in the archive; none where words are counted.
        forms: usize,
    },
    /// Words side by side.
    Phrase,
    /// Words near each other.
    Near,
    /// The word near the beginning.
    Early,
}

/// The name of a field and what a query matched in it: ranges in order, not overlapping.
pub type Marks = (&'static str, Vec<Range<usize>>);

impl Hit {
    /// Returns what matched in one of the fields that are shown whole.
    pub fn marks_in(&self, field: &str) -> &[Range<usize>] {
        self.marks.iter().find(|(name, _)| *name == field).map_or(&[], |(_, marks)| marks)
    }
}

/// A passage of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The field it is from.
    pub field: &'static str,
    /// The passage; an ellipsis stands where text was left out.
    pub text: String,
    /// What matched: ranges of characters in `text`, half-open, in order.
    pub marks: Vec<Range<usize>>,
}

/// A request cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The catalog cannot be read.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The query names a topic that the vocabulary does not know.
    #[error("unknown topic `{typed}`")]
    UnknownTopic {
        /// What was typed.
        typed: String,
        /// Where, if it was part of the query.
        span: Range<usize>,
        /// The labels that come nearest, and how many articles each has.
        nearest: Vec<(String, usize)>,
    },
    /// The query asks whether articles are something that none can be.
    #[error("unknown state `{typed}`")]
    UnknownState {
        /// What was typed after `is:`.
        typed: String,
        /// Where.
        span: Range<usize>,
    },
    /// Masks and fuzzy words stand for more forms than can be searched together.
    #[error("the masks and fuzzy words of this query stand for more than {most} forms together")]
    TooManyForms {
        /// How many can be searched.
        most: usize,
    },
    /// A timeline would be longer than anyone can look at.
    #[error("more than {most} periods: by {by}, from {first} to {last}")]
    TooManyPeriods {
        /// What it was to be counted by.
        by: &'static str,
        /// How many periods there can be.
        most: usize,
        /// The first of them.
        first: String,
        /// The last of them.
        last: String,
    },
    /// Searching failed: a file of the index cannot be read.
    #[error("the index cannot be searched\n  hint: `morgue rebuild` makes it anew from the catalog; nothing is lost")]
    Search(#[from] tantivy::TantivyError),
}
