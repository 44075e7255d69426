//! Topics of an article, each with its evidence, out of a controlled vocabulary in several languages.
//!
//! The vocabulary is plain TOML (`data/topics/`); nothing about a single topic stands in the code.

mod check;
mod decision;
mod evidence;
mod lexicon;
mod mention;
mod read;
mod token;
mod topic;
mod trie;
mod vocabulary;
mod zone;

pub use read::{File, Problem, Slip, VocabularyError};
pub use topic::{Case, Kind, Topic};
pub use vocabulary::Vocabulary;
