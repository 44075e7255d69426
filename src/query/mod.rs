//! What the user typed, made into a tree: the query language of `schema/query.ebnf`.
//!
//! Nothing that was typed disappears without a word: what the language does not know is an error with a
//! place and a hint, and what is left out or read otherwise than it may have been meant is a [`Warning`].
//! A question mark at the end of a word is such a case: it stands for a letter, and `Was nun?` may be prose.
//! A query prints itself as it was understood, in the same language.

mod display;
mod error;
mod lexer;
mod mask;
mod near;
mod parser;
mod plain;
mod quote;
mod render;
mod reserved;
mod suggest;
#[cfg(test)]
mod tests;
mod tree;
mod warning;

pub use error::QueryError;
pub use near::{Proximity, Reach};
pub use parser::parse;
pub use plain::words;
pub use render::complain;
pub use reserved::Syntax;
pub use tree::{DateFilter, Needs, Node, NodeKind, Numbers, Query};
pub use warning::{Warning, WarningKind};
