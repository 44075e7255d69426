//! A workbook for Excel and LibreOffice: one sheet, a row for each hit; what is text stays text, and no cell is a formula.
//!
//! Rows go to a file of the system's temporary folder as they come, so that memory does not grow with the hits; a
//! workbook can only be written from its end, and goes to the stream when all lists are there.

use std::fs::File;
use std::io::{self, Seek, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use time::PrimitiveDateTime;

use super::form::{Cell, Columns, Form, Listing};
use crate::article::is_invisible;
use crate::dates::Date;
use crate::search::Hit;

/// The rows of a sheet below its head.
const ROWS: u32 = 1_048_575;

/// The longest text that a cell holds, in the units of UTF-16.
const LONGEST: usize = 32_767;

/// A workbook with one sheet.
pub(super) struct Book {
    columns: Columns,
    name: Option<String>,
    open: Option<Open>,
}

/// A workbook that is being written.
struct Open {
    book: Workbook,
    sheet: Worksheet,
    row: u32,
}

impl Book {
    pub(super) fn new(columns: Columns) -> Self {
        Self { columns, name: None, open: None }
    }

    /// Begins the workbook: a head that stays in view.
    fn begun(&self) -> Result<Open, XlsxError> {
        let mut book = Workbook::new();
        // The same hits give the same bytes: no clock.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let mut sheet = book.new_worksheet_with_constant_memory()?;
        sheet.set_name("hits")?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        let name = self.name.as_ref().map(|_| "name");
        for (column, key) in (0..).zip(name.into_iter().chain(self.columns.keys())) {
            sheet.set_column_width(column, width(key))?;
            sheet.write_string_with_format(0, column, key, &bold)?;
        }
        Ok(Open { book, sheet, row: 0 })
    }
}

impl Form for Book {
    fn begin(&mut self, listing: &Listing<'_>, _: &mut dyn Write) -> io::Result<()> {
        self.name = listing.name.map(str::to_owned);
        if self.open.is_none() {
            self.open = Some(self.begun().map_err(failed)?);
        }
        Ok(())
    }

    fn hit(&mut self, hit: &Hit, _: &mut dyn Write) -> io::Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        if open.row == ROWS {
            return Err(io::Error::other(
                "an Excel sheet holds 1,048,575 hits and there are more\n  hint: `--format csv` holds any number, and `--limit N` makes them fewer",
            ));
        }
        open.row += 1;
        let name = self.name.iter().cloned().map(Cell::Text);
        for (column, cell) in (0..).zip(name.chain(self.columns.cells(hit))) {
            put(&mut open.sheet, (open.row, column), cell).map_err(failed)?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let open = match self.open.take() {
            Some(open) => open,
            None => self.begun().map_err(failed)?,
        };
        let written = written(open, self.columns.keys().count() + usize::from(self.name.is_some())).map_err(failed);
        io::copy(&mut written?, out).map(|_| ())
    }
}

/// Closes a workbook and returns it, to be read from its beginning.
fn written(open: Open, columns: usize) -> Result<File, XlsxError> {
    let Open { mut book, mut sheet, row } = open;
    if let Ok(columns @ 1..) = u16::try_from(columns) {
        sheet.autofilter(0, 0, row, columns - 1)?;
    }
    book.push_worksheet(sheet);
    let mut file = tempfile::tempfile()?;
    book.save_to_writer(&mut file)?;
    file.rewind()?;
    Ok(file)
}

/// Keeps an error of the disk what it is.
fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

fn width(key: &str) -> f64 {
    match key {
        "title" | "dek" | "url" | "path" | "snippet" => 50.0,
        "body" => 80.0,
        "kicker" | "source" | "authors" | "topics" | "tags" => 24.0,
        "published" | "modified" | "captured" | "section" | "agency" | "name" | "id" | "group" => 16.0,
        _ => 10.0,
    }
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Count(number) => sheet.write_number(row, column, number as f64),
        Cell::Score(score) => sheet.write_number(row, column, (f64::from(score) * 10_000.0).round() / 10_000.0),
        Cell::Date(date) => match date_time(date) {
            Some((date, format)) => {
                sheet.write_datetime_with_format(row, column, &date, &Format::new().set_num_format(format))
            }
            None => sheet.write_string(row, column, date.to_string()),
        },
        Cell::Text(text) if text.is_empty() => return Ok(()),
        Cell::Text(text) => {
            let text = fitting(&text);
            if text.trim_start().starts_with(['=', '+', '-', '@']) {
                // Text as it is, but it would become a formula for whoever edits the cell.
                sheet.write_string_with_format(row, column, text, &Format::new().set_quote_prefix())
            } else {
                sheet.write_string(row, column, text)
            }
        }
    }?;
    Ok(())
}

/// Returns a date as Excel counts it, and how it is shown. A sheet knows no offset from UTC: the time is that of the page.
fn date_time(date: Date) -> Option<(ExcelDateTime, &'static str)> {
    let day = |day: time::Date| {
        let year = u16::try_from(day.year()).ok().filter(|year| *year > 1900)?;
        ExcelDateTime::from_ymd(year, day.month().into(), day.day()).ok()
    };
    match date {
        // Part of a date is no date: a sheet would make it the first of its month.
        Date::Year(_) | Date::Month(..) => None,
        Date::Day(date) => Some((day(date)?, "yyyy-mm-dd")),
        Date::Time(at, _) => {
            let (hour, minute, second) = PrimitiveDateTime::as_hms(at);
            Some((day(at.date())?.and_hms(hour.into(), minute, second).ok()?, "yyyy-mm-dd hh:mm"))
        }
    }
}

/// Returns text without what XML cannot hold, cut to what a cell can.
fn fitting(text: &str) -> String {
    let text = text
        .replace(|c| is_invisible(c) && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}'), "\u{fffd}");
    if text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut room = LONGEST - 1;
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::{bytes, cited, hit};
    use super::*;

    #[test]
    fn a_workbook_is_written_and_is_the_same_each_time() {
        let book = || bytes(&mut Book::new(Columns::default()), &[Some("q"), Some("r")], &[cited(), hit("=1")]);
        assert!(book().starts_with(b"PK\x03\x04"));
        assert_eq!(book(), book());
        assert!(bytes(&mut Book::new(Columns::default()), &[], &[]).starts_with(b"PK"));
    }

    #[test]
    fn a_sheet_that_is_full_is_an_error() {
        let mut book = Book::new(Columns::named(&["title"]).expect("columns"));
        book.open = Some(book.begun().expect("begun"));
        book.open.as_mut().expect("open").row = ROWS;
        let error = book.hit(&hit("x"), &mut Vec::new()).expect_err("full");
        assert!(error.to_string().contains("holds 1,048,575 hits"), "{error}");
    }

    #[test]
    fn long_text_is_cut() {
        let cut = fitting(&"😀".repeat(20_000));
        assert_eq!((cut.encode_utf16().count(), cut.ends_with("😀…")), (LONGEST, true));
        assert_eq!(fitting(&"x".repeat(LONGEST)).len(), LONGEST);
        assert_eq!(fitting("a\u{1b}\nb"), "a\u{fffd}\nb");
    }

    #[test]
    fn only_whole_dates_are_dates() {
        for (date, expected) in [
            ("2025-10-28", Some("yyyy-mm-dd")),
            ("2025-10-28T14:05:00+01:00", Some("yyyy-mm-dd hh:mm")),
            ("2025-10", None),
            ("2025", None),
            ("1899-10-28", None),
        ] {
            let shown = date_time(crate::dates::read(date).expect("a date")).map(|(_, format)| format);
            assert_eq!(shown, expected, "{date}");
        }
    }
}
