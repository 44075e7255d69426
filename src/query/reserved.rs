//! Notations of other query languages that this one does not know yet.
//!
//! They are errors, not text: whoever types `Rohstoff*` must not get the hits of `Rohstoff` without being told.

use std::ops::Range;

/// A notation that is not supported yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// `Rohstoff*`
    Wildcard,
    /// `Roh?toff`
    Mask,
    /// `word~1`
    Fuzzy,
    /// `"a b"~5`
    Slop,
    /// `NEAR/5`, `PRE/3`, `W/3`, `/5`
    Near,
    /// `/s`, `/p`
    Sentence,
    /// `word^2`
    Boost,
    /// `/pattern/`
    Pattern,
}

impl Syntax {
    /// Returns what the notation is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Wildcard | Self::Mask => "wildcards are",
            Self::Fuzzy => "fuzzy search is",
            Self::Slop | Self::Near => "searching for words near each other is",
            Self::Sentence => "searching within a sentence or paragraph is",
            Self::Boost => "weighting a word is",
            Self::Pattern => "searching by a pattern is",
        }
    }

    /// Returns what to type instead.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::Wildcard => "inflected forms are found without a star",
            Self::Mask => "write the spellings out and join them with `OR`",
            Self::Fuzzy => "join the spellings with `OR`, as in `(Meyer OR Maier)`",
            Self::Slop | Self::Near | Self::Sentence => {
                "join the words with `AND`, or put neighbouring words in quotes"
            }
            Self::Boost => "leave out the `^` and the number",
            Self::Pattern => "leave out the slashes, or put the text in quotes",
        }
    }
}

/// Finds a foreign notation in a run of characters without blanks; `core` is the word in it without the
/// punctuation round it. The place is counted from the start of `chunk`.
pub(super) fn in_word(chunk: &str, core: &Range<usize>) -> Option<(Syntax, Range<usize>)> {
    let lead = chunk.get(..core.start)?;
    let word = chunk.get(core.clone())?;
    let tail = chunk.get(core.end..)?;
    for (mark, syntax) in [('~', Syntax::Fuzzy), ('?', Syntax::Mask)] {
        if let Some(at) = lead.find(mark) {
            return Some((syntax, at..at + 1));
        }
    }
    if let Some(at) = tail.find('~') {
        return Some((Syntax::Fuzzy, core.end + at..core.end + at + 1));
    }
    if lead.ends_with('/') {
        if tail.starts_with('/') {
            return Some((Syntax::Pattern, core.start - 1..core.end + 1));
        }
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        if number || matches!(word, "s" | "p") {
            return Some((if number { Syntax::Near } else { Syntax::Sentence }, core.start - 1..core.end));
        }
    }
    if is_near(word) {
        return Some((Syntax::Near, core.clone()));
    }
    // An address may hold a question mark.
    if let Some(at) = word.find('?').filter(|_| !word.contains("://")) {
        return Some((Syntax::Mask, core.start + at..core.start + at + 1));
    }
    let at = word.rfind(['~', '^'])?;
    let syntax = if word.get(at..)?.starts_with('~') { Syntax::Fuzzy } else { Syntax::Boost };
    let is_amount = word.get(at + 1..)?.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_amount.then_some((syntax, core.start + at..core.end))
}

/// Finds a wildcard between quotation marks; a question mark at the end of a word is punctuation there, too.
pub(super) fn in_phrase(text: &str) -> Option<(Syntax, Range<usize>)> {
    if let Some(at) = text.find('*') {
        return Some((Syntax::Wildcard, at..at + 1));
    }
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let is_mask = |at: &usize| word.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let mask = word.match_indices('?').map(|(at, _)| at).find(is_mask);
        if let Some(at) = mask.filter(|_| !word.contains("://")) {
            return Some((Syntax::Mask, start + at..start + at + 1));
        }
        start += word.len();
    }
    None
}

fn is_near(word: &str) -> bool {
    let (name, number) = word.split_once('/').unwrap_or((word, ""));
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    match name {
        "NEAR" | "ONEAR" => number.is_empty() || is_number,
        "PRE" | "ADJ" | "WITHIN" | "W" | "N" => is_number,
        _ => false,
    }
}
