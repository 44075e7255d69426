//! What is wrong with a query, where, and what to type instead.

use std::ops::Range;

use super::{Syntax, quote, render, suggest};
use crate::dates;
use render::shown;

/// A query that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "`at` is the place in bytes of what was typed; the messages say the rest")]
pub enum QueryError {
    #[error("the quotation mark `{mark}` is not closed")]
    UnclosedQuote { mark: char, at: Range<usize> },
    #[error("the bracket `(` is not closed")]
    UnclosedBracket { at: Range<usize> },
    #[error("there is no open bracket for this `)`")]
    UnexpectedBracket { at: Range<usize> },
    #[error("the brackets are empty")]
    EmptyBrackets { at: Range<usize> },
    #[error("there is no word between the quotation marks")]
    EmptyPhrase { at: Range<usize> },
    #[error("a word is missing beside the operator `{operator}`")]
    MissingOperand { operator: String, at: Range<usize> },
    #[error("unknown field `{}`", shown(name))]
    UnknownField { name: String, at: Range<usize> },
    #[error("the field `{field}` cannot be searched")]
    NotSearchable { field: &'static str, at: Range<usize> },
    #[error("the field `{field}` has no value")]
    MissingValue { field: &'static str, at: Range<usize> },
    #[error("a field cannot stand inside another field")]
    FieldInField { at: Range<usize> },
    #[error("`{}` is no date", shown(value))]
    BadDate {
        value: String,
        at: Range<usize>,
        #[source]
        cause: dates::NotASpan,
    },
    #[error("dates cannot be put in brackets")]
    DateInBrackets { field: &'static str, at: Range<usize> },
    #[error("this `=` does not begin an exact form")]
    StrayExact { at: Range<usize> },
    #[error("{} not supported", syntax.name())]
    NotSupported { syntax: Syntax, at: Range<usize> },
    #[error("a wildcard needs a letter or digit beside it")]
    BareMask { at: Range<usize> },
    #[error("the field `{field}` takes no wildcards")]
    MaskInField { field: &'static str, at: Range<usize> },
    #[error("this `~` says neither how many letters may be wrong nor how far words may be apart")]
    BadTilde { at: Range<usize> },
    #[error("`{operator}` needs a number of words from 1 to {most}")]
    BadDistance { operator: String, most: u32, at: Range<usize> },
    #[error("only words, phrases and alternatives of them can stand {place}")]
    NotWords { place: &'static str, at: Range<usize> },
    #[error("words of the field `{field}` have no places")]
    NoPlaces { field: &'static str, at: Range<usize> },
    #[error("`{operator}` needs a number from 1 to {most}")]
    BadTimes { operator: String, most: u32, at: Range<usize> },
    #[error("{} is no number of words", if value.is_empty() { "this".to_owned() } else { format!("`{}`", shown(value)) })]
    BadNumber { field: &'static str, value: String, at: Range<usize> },
    #[error("there is nothing to search for")]
    NothingToSearch { at: Range<usize> },
    #[error("the query is nested more than {limit} levels deep")]
    TooDeep { limit: usize, at: Range<usize> },
    #[error("the query is longer than {limit} characters")]
    TooLong { limit: usize, at: Range<usize> },
    #[error("the query has more than {limit} masks and fuzzy words")]
    TooManyMasks { limit: usize, at: Range<usize> },
    #[error("the query has more than {limit} words")]
    TooManyWords { limit: usize, at: Range<usize> },
}

impl QueryError {
    /// Returns the place in bytes of what was typed.
    pub fn span(&self) -> Range<usize> {
        match self {
            Self::UnclosedQuote { at, .. }
            | Self::UnclosedBracket { at }
            | Self::UnexpectedBracket { at }
            | Self::EmptyBrackets { at }
            | Self::EmptyPhrase { at }
            | Self::MissingOperand { at, .. }
            | Self::UnknownField { at, .. }
            | Self::NotSearchable { at, .. }
            | Self::MissingValue { at, .. }
            | Self::FieldInField { at }
            | Self::BadDate { at, .. }
            | Self::DateInBrackets { at, .. }
            | Self::StrayExact { at }
            | Self::NotSupported { at, .. }
            | Self::NothingToSearch { at }
            | Self::BareMask { at }
            | Self::MaskInField { at, .. }
            | Self::BadTilde { at }
            | Self::BadDistance { at, .. }
            | Self::NotWords { at, .. }
            | Self::NoPlaces { at, .. }
            | Self::BadTimes { at, .. }
            | Self::BadNumber { at, .. }
            | Self::TooDeep { at, .. }
            | Self::TooLong { at, .. }
            | Self::TooManyMasks { at, .. }
            | Self::TooManyWords { at, .. } => at.clone(),
        }
    }

    /// Returns what to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::UnclosedQuote { mark, .. } => format!("close the phrase with `{}`", quote::partner(*mark)),
            Self::UnclosedBracket { .. } => "close it with `)`, or put the text in quotes".to_owned(),
            Self::UnexpectedBracket { .. } => "open one with `(`, or leave this one out".to_owned(),
            Self::EmptyBrackets { .. } => "write what to search for between them, or leave them out".to_owned(),
            Self::EmptyPhrase { .. } => "write the words to find side by side, or leave the marks out".to_owned(),
            Self::MissingOperand { operator, .. } if operator == "-" => {
                "write what to leave out directly after the `-`".to_owned()
            }
            Self::MissingOperand { operator, .. } => {
                format!("add the word, or write `\"{operator}\"` to search for the text")
            }
            Self::UnknownField { name, .. } => suggest::hint(name),
            Self::NotSearchable { .. } => format!("the fields to search in are {}", suggest::list()),
            Self::MissingValue { field, .. } => {
                format!("write the value directly after the colon, as in `{field}:…`; text with a colon needs quotes")
            }
            Self::FieldInField { .. } => "write one field after the other and join them with `AND` or `OR`".to_owned(),
            Self::BadDate { value, .. } if value.contains("..") => {
                "write the first day, two dots and the last day: `2025-09..2025-11-15`".to_owned()
            }
            Self::BadDate { .. } => {
                "try `2025`, `2025-10`, `28.10.2025`, `\"28. Oktober 2025\"`, `2025-09..2025-11`, `>2025-09`, `\"last 90d\"` or `none`".to_owned()
            }
            Self::DateInBrackets { field, .. } => {
                format!("write a span, `{field}:2025-09..2025-11`, or `({field}:2023 OR {field}:2025)`")
            }
            Self::StrayExact { .. } => {
                "write `=word` or `=\"exact phrase\"`, in a field `title:=word`, in brackets `(=one OR =two)`".to_owned()
            }
            Self::NotSupported { syntax, .. } => syntax.hint().to_owned(),
            Self::BareMask { .. } => "write a part of the word, as in `Rohstoff*`, `*abkommen` or `M?ller`; an empty query finds everything".to_owned(),
            Self::MaskInField { field, .. } => format!("write the whole value, as in `{field}:…`"),
            Self::BadTilde { .. } => {
                "write `word~1` or `word~2` for wrong letters, `\"two words\"~5` for words near each other".to_owned()
            }
            Self::BadDistance { operator, .. } => {
                format!("write `NEAR/5`, `PRE/5`, `/s` or `/p`; to search for the text, put it in quotes: `\"{operator}\"`")
            }
            Self::NotWords { .. } => {
                "join other parts with `AND`; a field stands round all of it: `title:(a NEAR/5 b)`".to_owned()
            }
            Self::NoPlaces { .. } => "join the words with `AND` or `OR`".to_owned(),
            Self::BadTimes { .. } => "write how many times, as in `atleast3 word`".to_owned(),
            Self::BadNumber { field, .. } => {
                format!("try `{field}:>800`, `{field}:<200`, `{field}:300..800` or `{field}:500`")
            }
            Self::NothingToSearch { .. } => "type a word; an empty query finds everything".to_owned(),
            Self::TooDeep { .. } => "leave out brackets that are not needed".to_owned(),
            Self::TooLong { .. } | Self::TooManyMasks { .. } | Self::TooManyWords { .. } => "split it into several queries".to_owned(),
        }
    }

    /// Returns the error as lines for a terminal, with the place marked in what was typed.
    pub fn render(&self, typed: &str) -> String {
        render::message("error", &self.to_string(), typed, &self.span(), Some(&self.hint()))
    }
}
