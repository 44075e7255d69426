//! The index folder: made, opened, written, committed, and its version checked. Derived from the catalog alone.
//!
//! It holds postings and fast fields, no stored text. The payload of each commit says which change of the
//! catalog it holds and which schema and analysis made it (see [`State`]).

mod document;
mod error;
mod fields;
mod open;
mod write;

pub use error::IndexError;
pub use fields::{FIRST, Fields, ID, LAST, PARAGRAPH, SENTENCE, TRUNCATED, Text, WORDS, values};
pub use open::{Health, Index, State};
pub use write::Writer;
