//! Text to terms: the one place that decides which words are the same, for documents and queries alike.
//!
//! A term is a word in lower case, folded and stemmed after the rules of its language. Raise [`VERSION`]
//! with every change that gives another term for any word: an index made before has to be rebuilt.

mod fold;
mod stem;
mod token;

pub use fold::fold;
pub use stem::Analyzer;
pub use token::{PARAGRAPH_GAP, Term, Word, words};

/// The version of the analysis, written into every index.
pub const VERSION: u32 = 1;
