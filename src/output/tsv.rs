//! Values separated by tabs, for tools that part lines at tabs and know no quotation marks.

use std::io::{self, Write};

use super::csv::guarded;
use super::form::{Columns, Form, Listing};
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
}

impl Form for Table {
    fn begin(&mut self, listing: &Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.name = listing.name.map(flat);
        if std::mem::replace(&mut self.headed, true) {
            return Ok(());
        }
        let name = self.name.as_ref().map(|_| "name");
        line(&name.into_iter().chain(self.columns.keys()).collect::<Vec<_>>(), out)
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let cells = self.columns.cells(hit).map(|cell| cell.guarded(flat));
        line(&self.name.clone().into_iter().chain(cells).collect::<Vec<_>>(), out)
    }
}

/// Writes a line of cells that hold neither tabs nor line breaks.
pub(super) fn line<S: AsRef<str>>(cells: &[S], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    writeln!(out, "{}", cells.join("\t"))
}

/// Returns a cell with a blank for each tab and line break, and guarded.
pub(super) fn flat(cell: &str) -> String {
    guarded(&cell.replace(['\t', '\n', '\r'], " "))
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::{hit, written};
    use super::*;

    #[test]
    fn a_cell_holds_neither_tab_nor_line_break_and_no_formula() {
        let mut hit = hit("=a \"b\"");
        hit.path = "x\ty\r\nz".into();
        let columns = Columns::named(&["title", "path", "published", "rank"]).expect("columns");
        let out = written(&mut Table::new(columns), &[Some("q"), Some("-r")], &[hit]);
        let cells = "'=a \"b\"\tx y  z\t\t1";
        assert_eq!(out, format!("name\ttitle\tpath\tpublished\trank\nq\t{cells}\n'-r\t{cells}\n"));
    }
}
