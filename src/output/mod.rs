//! Responses, articles and reports as text and data. Knows no arguments and no stream: it writes where it is told.
//!
//! Whatever came from a page is hostile: freed of control characters for a terminal, guarded for a spreadsheet.
//! One more format of hits is one more file with a [`Form`] and one line in [`Format`].

mod account;
mod article;
mod biblatex;
mod bibtex;
mod citation;
mod citekey;
mod concordance;
mod copies;
mod csl;
mod csv;
mod dossier;
mod explain;
mod facets;
mod form;
mod hits;
mod html;
mod json;
mod markdown;
mod markup;
mod paths;
mod person;
mod reasons;
mod record;
mod ris;
mod searches;
mod style;
mod survey;
mod terminal;
mod tex;
mod timeline;
mod trec;
mod tsv;
mod vocabulary;
mod words;
mod xlsx;

use std::io::{self, Write};

pub use account::diagnosis;
pub use article::{evidence, journal, show};
pub use concordance::{Context, Lines, concordance, context, counts};
pub use copies::{Copy, Groups, copies, groups};
pub use explain::{explained, explanation};
pub use facets::{Table, topics};
pub use json::{extracted, json_line, refused, shown};
pub use record::{Because, Compared, Differing, compared};
pub use searches::{Search, searches};
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
    /// Values separated by tabs.
    Tsv,
    /// A workbook for Excel and LibreOffice.
    Xlsx,
    /// References as every reference manager reads them.
    Ris,
    /// Entries for BibLaTeX.
    Biblatex,
    /// Entries for BibTeX.
    Bibtex,
    /// References for citation styles: CSL-JSON.
    Csl,
    /// A dossier in Markdown.
    Markdown,
    /// A dossier as one page of HTML.
    Html,
    /// The files of the hits.
    Paths,
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

/// Whose table of comma-separated values it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// That of RFC 4180, for programs.
    Standard,
    /// That of Excel: with a mark of the encoding, and semicolons.
    Excel,
}

/// What ends the name of a file in a list of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A line break.
    Line,
    /// A zero byte, which no name holds.
    Null,
}

/// Who reads what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Somebody at a terminal, which must not be steered.
    Terminal,
    /// A program, or a file.
    Program,
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
    /// Whose table of comma-separated values it is.
    pub dialect: Dialect,
    /// What ends the name of a file in a list of files.
    pub ending: Ending,
    /// Who reads it.
    pub goal: Goal,
}

impl Manner {
    /// Returns how hits are written where nothing is chosen.
    pub fn of(style: Style) -> Self {
        Self {
            docid: DocId::Id,
            style,
            columns: Columns::default(),
            dialect: Dialect::Standard,
            ending: Ending::Line,
            goal: Goal::Program,
        }
    }
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
            Format::Csv => Box::new(csv::Table::new(manner.columns.clone(), manner.dialect)),
            Format::Tsv => Box::new(tsv::Table::new(manner.columns.clone())),
            Format::Xlsx => Box::new(xlsx::Book::new(manner.columns.clone())),
            Format::Ris => Box::new(ris::References::default()),
            Format::Biblatex => Box::new(biblatex::Entries::default()),
            Format::Bibtex => Box::new(bibtex::Entries::default()),
            Format::Csl => Box::new(csl::Array::default()),
            Format::Markdown => Box::new(markdown::Dossier::default()),
            Format::Html => Box::new(html::Page::default()),
            Format::Paths => Box::new(paths::Files::new(manner.ending, manner.goal)),
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
