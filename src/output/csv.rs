//! Comma-separated values after RFC 4180; several values in a cell are joined by `|`.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::form::{Columns, Form, Listing};
use crate::article::is_invisible;
use crate::search::Hit;

/// A table with a line for each hit.
pub(super) struct Table {
    columns: Columns,
    name: Option<String>,
    headed: bool,
}

impl Table {
    pub(super) fn new(columns: Columns) -> Self {
        Self { columns, name: None, headed: false }
    }

    fn line<'a>(&self, cells: impl Iterator<Item = String> + 'a, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
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
        let name = self.name.as_ref().map(|_| "name".to_owned());
        self.line(name.into_iter().chain(self.columns.keys().map(str::to_owned)), out)
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let cells = self.columns.cells(hit).map(|cell| guarded(&cell));
        self.line(self.name.clone().into_iter().chain(cells), out)
    }
}

/// Keeps a spreadsheet from reading a cell as a formula, and a terminal from being steered by the name of a file.
pub(super) fn guarded(cell: &str) -> String {
    let cell = cell.replace(is_invisible, "\u{fffd}");
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell }
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
        let out = written(&mut Table::new(Columns::default()), &[None], &[hit]);
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
        let out = written(&mut Table::new(Columns::default()), &[Some("q"), Some("r")], &[hit("x")]);
        assert_eq!(out.matches("rank").count(), 1);
    }
}
