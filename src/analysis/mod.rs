//! Text to terms: the one place that decides which words are the same, for documents and queries alike.
//!
//! A word has an exact form (in lower case), a stem (folded and stemmed after the rules of its language) and, if it
//! is a German compound, parts. Raise [`VERSION`] with every change that gives another term or part for any word, in
//! `data/lexicon/` too: an index made before has to be rebuilt.

mod border;
mod compound;
mod fold;
mod form;
mod german;
mod irregular;
mod lexicon;
mod stem;
mod token;

pub use border::Border;
pub use compound::{Compounds, Split};
pub use fold::{fold, spelled_out};
pub use form::{Form, Term, exact_of, term, terms_of};
pub use stem::Analyzer;
pub use token::{PARAGRAPH_GAP, Word, masked_words, words};

/// The version of the analysis, written into every index.
pub const VERSION: u32 = 4;
