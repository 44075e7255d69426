//! Notations of other query languages that this one does not know.
//!
//! They are errors, not text: whoever types `word^2` must not get the hits of `word` without being told.

use std::ops::Range;

/// A notation that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// `word^2`
    Boost,
    /// `/pattern/`
    Pattern,
}

impl Syntax {
    /// Returns what the notation is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Boost => "weighting a word is",
            Self::Pattern => "searching by a pattern is",
        }
    }

    /// Returns what to type instead.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::Boost => "leave out the `^` and the number",
            Self::Pattern => "use `*` for any letters and `?` for one, or put the text in quotes",
        }
    }
}

/// Finds a foreign notation in a run of characters without blanks; `core` is the word in it without the
/// punctuation round it. The place is counted from the start of `chunk`.
pub(super) fn in_word(chunk: &str, core: &Range<usize>) -> Option<(Syntax, Range<usize>)> {
    let lead = chunk.get(..core.start)?;
    let word = chunk.get(core.clone())?;
    let tail = chunk.get(core.end..)?;
    if lead.ends_with('/') && tail.starts_with('/') {
        return Some((Syntax::Pattern, core.start - 1..core.end + 1));
    }
    let at = word.rfind('^')?;
    let is_amount = word.get(at + 1..)?.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_amount.then_some((Syntax::Boost, core.start + at..core.end))
}
