//! Responses, articles and reports as text and data. Knows no arguments and no stream: it writes where it is told.
//!
//! Whatever came from a page is hostile: freed of control characters for a terminal, guarded for a spreadsheet.
//! One more format of hits is one more file with a [`Form`] and one line in [`Format`].

mod account;
mod article;
mod concordance;
mod csv;
mod explain;
mod facets;
mod form;
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

pub use form::{Columns, Form, Listing, UnknownColumn};

use crate::search::Hit;

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

/// How hits are written, where a format leaves a choice.
#[derive(Debug, Clone)]
pub struct Manner {
    /// What a document is called in a run line.
    pub docid: DocId,
    /// Width and emphasis, for reading on a terminal.
    pub style: Style,
    /// The columns of a table.
    pub columns: Columns,
}

/// Writes lists of hits, one after the other, in one format.
pub struct Hits<'a> {
    form: Box<dyn Form>,
    out: &'a mut dyn Write,
}

impl<'a> Hits<'a> {
    /// Returns a writer of lists.
    pub fn new(format: Format, manner: &Manner, out: &'a mut dyn Write) -> Self {
        let form: Box<dyn Form> = match format {
            Format::Text => Box::new(hits::Text::new(manner.style)),
            Format::Json => Box::new(json::Whole::default()),
            Format::Jsonl => Box::new(json::Lines::default()),
            Format::Csv => Box::new(csv::Table::new(manner.columns.clone())),
            Format::Trec => Box::new(trec::Run::new(manner.docid)),
        };
        Self { form, out }
    }

    /// Begins a list.
    ///
    /// # Errors
    /// Returns the error of the stream.
    pub fn begin(&mut self, listing: &Listing<'_>) -> io::Result<()> {
        self.form.begin(listing, self.out)
    }

    /// Writes a hit.
    ///
    /// # Errors
    /// Returns the error of the stream, or why the format cannot take the hit.
    pub fn hit(&mut self, hit: &Hit) -> io::Result<()> {
        self.form.hit(hit, self.out)
    }

    /// Ends a list.
    ///
    /// # Errors
    /// Returns the error of the stream.
    pub fn end(&mut self) -> io::Result<()> {
        self.form.end(self.out)
    }

    /// Ends the last of the lists.
    ///
    /// # Errors
    /// Returns the error of the stream.
    pub fn finish(mut self) -> io::Result<()> {
        self.form.finish(self.out)
    }
}
