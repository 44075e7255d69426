//! Topics of an article, each with its evidence, out of a controlled vocabulary in several languages.
//!
//! The vocabulary is plain TOML (`data/topics/`); nothing about a single topic stands in the code.

mod decision;
mod lexicon;
mod mention;
mod token;
mod topic;
mod trie;
mod vocabulary;

pub use topic::{Case, Kind, Topic};
pub use vocabulary::{Problem, Vocabulary, VocabularyError};
