//! Comma-separated values after RFC 4180; several values in a cell are joined by `|`. For Excel, which takes the
//! encoding from a mark at the beginning and in much of Europe parts cells at semicolons, the same in its dialect.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::Dialect;
use super::form::{Columns, Form, Listing};
use crate::article::is_invisible;
use crate::search::Hit;

/// A table with a line for each hit.
pub(super) struct Table {
    columns: Columns,
    dialect: Dialect,
    name: Option<String>,
    headed: bool,
}

impl Table {
    pub(super) fn new(columns: Columns, dialect: Dialect) -> Self {
        Self { columns, dialect, name: None, headed: false }
    }

    fn line<'a>(&self, cells: impl Iterator<Item = String> + 'a, out: &mut dyn Write) -> io::Result<()> {
        let delimiter = match self.dialect {
            Dialect::Standard => b',',
            Dialect::Excel => b';',
        };
        let mut writer = WriterBuilder::new().delimiter(delimiter).terminator(Terminator::CRLF).from_writer(out);
        writer.write_record(cells)?;
        writer.flush()
    }
}

impl Form for Table {
    fn begin(&mut self, listing: &Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.name = listing.name.map(guarded);
        if std::mem::replace(&mut self.headed, true) {
            return Ok(());
        }
        if self.dialect == Dialect::Excel {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let name = self.name.as_ref().map(|_| "name".to_owned());
        self.line(name.into_iter().chain(self.columns.keys().map(str::to_owned)), out)
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let cells = self.columns.cells(hit).map(|cell| cell.guarded(guarded));
        self.line(self.name.clone().into_iter().chain(cells), out)
    }
}

/// Keeps a spreadsheet from reading a cell as a formula, and a terminal from being steered by the name of a file.
/// The lines of a text stay lines.
pub(super) fn guarded(cell: &str) -> String {
    let cell = cell.replace(|c| is_invisible(c) && !matches!(c, '\n' | '\t'), "\u{fffd}");
    // Spreadsheets pass over white space before a sign, and East Asian ones take the wide signs for the narrow ones.
    let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula || cell.starts_with(['\t', '\n']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::{hit, written};
    use super::*;

    #[test]
    fn cells_read_back_and_run_no_formula() {
        let mut hit = hit("=HYPERLINK(\"x\")");
        hit.article.authors = vec!["A".into(), "B".into()];
        hit.path = "a, b.html".into();
        let out = written(&mut Table::new(Columns::default(), Dialect::Standard), &[None], &[hit]);
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        let head = reader.headers().expect("a head").clone();
        let row = reader.records().next().expect("a row").expect("readable");
        let cell = |key: &str| head.iter().position(|name| name == key).and_then(|at| row.get(at)).unwrap_or("missing");
        assert_eq!(cell("title"), "'=HYPERLINK(\"x\")");
        assert_eq!(cell("authors"), "A|B");
        assert_eq!(cell("path"), "a, b.html");
        assert_eq!(cell("published"), "");
        assert!(out.ends_with("\r\n"));
    }

    #[test]
    fn the_head_is_written_once() {
        let out = written(&mut Table::new(Columns::default(), Dialect::Standard), &[Some("q"), Some("r")], &[hit("x")]);
        assert_eq!(out.matches("rank").count(), 1);
    }

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for (cell, expected) in [
            ("=1", "'=1"),
            ("@x", "'@x"),
            ("\t=1", "'\t=1"),
            ("\n=1", "'\n=1"),
            ("\r=1", "\u{fffd}=1"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("a=1", "a=1"),
            ("a\nb", "a\nb"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), expected);
        }
    }

    #[test]
    fn numbers_are_no_formulas() {
        let mut hit = hit("x");
        hit.score = -1.5;
        let columns = Columns::named(&["rank", "score"]).expect("columns");
        let out = written(&mut Table::new(columns, Dialect::Standard), &[None], &[hit]);
        assert_eq!(out, "rank,score\r\n1,-1.5000\r\n");
    }

    #[test]
    fn excel_gets_its_mark_and_semicolons() {
        let columns = Columns::named(&["title", "rank"]).expect("columns");
        let out = written(&mut Table::new(columns, Dialect::Excel), &[Some("q"), Some("r")], &[hit("a; b")]);
        assert_eq!(out, "\u{feff}name;title;rank\r\nq;\"a; b\";1\r\nr;\"a; b\";1\r\n");
    }
}
