//! The language of a text, as a BCP 47 tag: read where a page declares it, detected where it does not.

mod detect;
mod tag;
mod words;

pub use detect::{contradicts, detect};
pub use tag::{may_be, primary, read};
