//! The tree of a query.

use std::ops::Range;

use super::Warning;
use crate::{dates, schema};

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The whole of it.
    pub root: Node,
    /// How neighbouring words combine; where any will do, a part of a compound will do for the whole, too.
    pub needs: Needs,
    /// What the user should know about how it was read.
    pub warnings: Vec<Warning>,
}

/// How neighbouring words without an operator combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Needs {
    /// A hit has all of them.
    #[default]
    All,
    /// A hit has one of them at least. Exclusions and dates without an operator still narrow the result:
    /// `Erz Gold -China date:2025` is `(Erz OR Gold) AND NOT China AND date:2025`.
    Any,
}

/// A part of a query and its place in what was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it asks for.
    pub kind: NodeKind,
    /// The bytes of what was typed.
    pub span: Range<usize>,
}

/// What a part of a query asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// Everything; only an empty query asks for it.
    All,
    /// A word with its inner punctuation: `US-Präsident` is one.
    Word(String),
    /// The text between quotation marks.
    Phrase(String),
    /// A word or phrase in the form as typed, without the `=` and the quotation marks: not inflected, and
    /// `Uber` is not `über`. Capitals do not matter.
    Exact(String),
    /// All of these; no `And` stands directly in another.
    And(Vec<Node>),
    /// One of these at least; none at all, as in plain words without a letter, finds nothing.
    Or(Vec<Node>),
    /// What this does not find.
    Not(Box<Node>),
    /// Something in one field only; never a date, never another field.
    Field {
        /// The field; any but a date.
        field: &'static schema::Field,
        /// What to find there.
        inner: Box<Node>,
    },
    /// Articles of some days.
    Date(DateFilter),
}

/// Which dates are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFilter {
    /// A span of days.
    Span(dates::Span),
    /// Articles without a date.
    None,
}
