//! What the index holds of a word.

use std::ops::Range;
use std::sync::Arc;

/// Parts the stem of a word from its exact form in a term of the index; no word holds it.
const BREAK: char = '\0';

/// One word as it was analysed. A stem begins with the mark of its language, so that it meets only stems of its own
/// language (French *Mali* and German *mal* have the same).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    term: String,
    stem: usize,
    /// The stems of the words it is made of, in their order; none for a word that is no compound.
    pub parts: Vec<String>,
    /// The stems of the words that its parts are made of.
    pub inner: Vec<String>,
}

impl Form {
    pub(super) fn new(stem: &str, exact: &str, parts: Vec<String>, inner: Vec<String>) -> Self {
        Self { term: format!("{stem}{BREAK}{exact}"), stem: stem.len(), parts, inner }
    }

    /// Returns the term that stands for the word in the index: its stem and its exact form. All terms of a stem lie
    /// side by side in the dictionary, so that one list of postings serves inflected and exact search.
    pub fn term(&self) -> &str {
        &self.term
    }

    /// Returns the stem.
    pub fn stem(&self) -> &str {
        self.term.get(..self.stem).unwrap_or_default()
    }

    /// Returns the word as it was typed, in lower case and composed (NFC).
    pub fn exact(&self) -> &str {
        self.term.get(self.stem + BREAK.len_utf8()..).unwrap_or_default()
    }
}

/// Returns the beginning of the terms that have a stem, and the first term after them all.
pub fn terms_of(stem: &str) -> Range<String> {
    format!("{stem}{BREAK}")..format!("{stem}\u{1}")
}

/// One analysed word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What the index holds of it.
    pub form: Arc<Form>,
    /// The bytes of the word in the text.
    pub span: Range<usize>,
    /// Its place in the order of words.
    pub position: usize,
}
