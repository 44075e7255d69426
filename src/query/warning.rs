//! What the user should know about how a query was read.

use std::fmt;
use std::ops::Range;

use super::render;

/// Something that was read otherwise than it may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What it was.
    pub kind: WarningKind,
    /// The bytes of what was typed.
    pub span: Range<usize>,
}

/// What was read otherwise than it may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarningKind {
    /// An operator in lower case, read as a word.
    OperatorAsWord(String),
    /// Text without a letter or digit, left out.
    LeftOut(String),
    /// A mark before or after a word that other languages give a meaning, read as punctuation.
    Punctuation(String),
    /// A question mark at the end of a word, read as a letter.
    MaskAtEnd(String),
    /// Plain words beyond the limit, left out.
    TooMany,
}

impl Warning {
    /// Returns the warning as lines for a terminal, with the place marked in what was typed.
    pub fn render(&self, typed: &str) -> String {
        render::message("warning", &self.to_string(), typed, &self.span, None)
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            WarningKind::OperatorAsWord(word) => {
                write!(f, "`{word}` was searched as a word; write `{}` for the operator", word.to_uppercase())
            }
            WarningKind::LeftOut(text) if matches!(text.as_str(), "=" | "==") => {
                write!(f, "`{text}` was left out; write `=` directly before the word or phrase it is meant for")
            }
            WarningKind::LeftOut(text) => match meant_by(text) {
                Some(operator) => write!(f, "`{text}` was left out; write `{operator}` for the operator"),
                None => write!(f, "`{}` was left out: it holds no letter or digit", render::shown(text)),
            },
            WarningKind::Punctuation(text) => {
                write!(f, "`{}` was read as punctuation", render::shown(text))?;
                let is_dash = text.chars().next_back().is_some_and(|c| {
                    matches!(c, '-' | '–' | '—' | '−' | '\u{2010}' | '\u{2011}' | '\u{fe63}' | '\u{ff0d}' | '¬')
                });
                if is_dash { write!(f, "; write `NOT` before what is to be left out") } else { Ok(()) }
            }
            WarningKind::MaskAtEnd(text) => {
                let word = text.trim_end_matches('?');
                write!(
                    f,
                    "the `?` of `{}` stands for a letter; leave it out to search for `{}`",
                    render::shown(text),
                    render::shown(word)
                )
            }
            WarningKind::TooMany => write!(f, "the words from here on were left out: they are too many"),
        }
    }
}

/// The operator that another language writes like this.
fn meant_by(text: &str) -> Option<&'static str> {
    match text {
        "&" | "&&" => Some("AND"),
        "|" | "||" => Some("OR"),
        "!" | "!!" => Some("NOT"),
        _ => None,
    }
}
