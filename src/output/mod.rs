//! Responses, articles and reports as text and data. Knows no arguments and no stream: it writes where it is told.
//!
//! Whatever came from a page is hostile: freed of control characters for a terminal, guarded for a spreadsheet.
//! One more format is one more file and one line in [`Format`].

mod account;
mod article;
mod concordance;
mod csv;
mod explain;
mod facets;
mod hits;
mod json;
mod reasons;
mod style;
mod survey;
mod terminal;
mod timeline;
mod trec;
mod vocabulary;
mod words;

use std::io::{self, Write};

pub use account::diagnosis;
pub use article::{evidence, show};
pub use concordance::{Context, Lines, concordance, context, counts};
pub use explain::{explained, explanation};
pub use facets::{Table, topics};
pub use json::{extracted, json_line, refused, shown};
pub use style::{Marking, Style};
pub use survey::{survey, survey_json};
pub use terminal::safe;
pub use timeline::{Chart, Measure, not_shown, timeline};
pub use vocabulary::{TopicSheet, sheet, sheet_json, shifts, shifts_json, tags};
pub use words::{Analysed, Part, words, words_json};

use crate::search::{Account, Response};

/// A format of hit lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading on a terminal.
    Text,
    /// One JSON object with query, counts and hits.
    Json,
    /// One JSON object a hit, one hit a line.
    Jsonl,
    /// Comma-separated values after RFC 4180.
    Csv,
    /// Run lines of the Text Retrieval Conference, for evaluation.
    Trec,
}

/// What a document is called in a run line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocId {
    /// The id of the article.
    Id,
    /// The path of its file.
    Path,
}

/// Writes responses, one after the other, in one format.
pub struct Hits<'a> {
    format: Format,
    docid: DocId,
    style: Style,
    out: &'a mut dyn Write,
    headed: bool,
}

impl<'a> Hits<'a> {
    /// Returns a writer of responses.
    pub fn new(format: Format, docid: DocId, style: Style, out: &'a mut dyn Write) -> Self {
        Self { format, docid, style, out, headed: false }
    }

    /// Writes one response; `name` is the name of its query in a batch, `account` what became of it, which text and JSON
    /// have a place for.
    ///
    /// # Errors
    /// Returns the error of the stream.
    pub fn write(&mut self, name: Option<&str>, response: &Response, account: Option<&Account>) -> io::Result<()> {
        let first = !std::mem::replace(&mut self.headed, true);
        match self.format {
            Format::Text => hits::write(name, response, account, &self.style, self.out),
            Format::Json => json::response(name, response, account, self.out),
            Format::Jsonl => json::hits(name, response, self.out),
            Format::Csv => csv::write(name, response, first, self.out),
            Format::Trec => trec::write(name.unwrap_or("1"), response, self.docid, self.out),
        }
    }
}
