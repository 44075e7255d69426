//! Lists of records, read one row at a time: JSON arrays, JSON Lines, and tables with a head.
//!
//! A row is only framed here, which is quick; [`Row::read`] makes a page of it, on any thread. A row that is broken or
//! too long costs that row, not the list, and never more memory than one row may have.

#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use super::record::{self, Record};
use super::table::{self, Head};
use super::utf_16::decoded;
use super::{Content, NotAPage, Page, charset};

/// The forms a list can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// One JSON value: an array of objects, or a single object, which is no list.
    Json,
    /// A JSON object on each line.
    Lines,
    /// Comma-separated values and their kin.
    Table,
}

/// Tells by the name of a file whether it may hold a list.
pub fn listing(name: &str) -> Option<Listing> {
    let name = name.to_ascii_lowercase();
    match name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?.1 {
        "json" => Some(Listing::Json),
        "jsonl" | "ndjson" | "ldjson" => Some(Listing::Lines),
        "csv" | "tsv" | "tab" => Some(Listing::Table),
        _ => None,
    }
}

/// A row of a list, not yet understood.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number: of the element, the line, or the row below the head, counted from 1.
    pub number: u64,
    raw: Raw,
}

#[derive(Debug, Clone)]
enum Raw {
    Json(Vec<u8>),
    Table(Arc<Head>, Vec<u8>),
    Broken(String),
}

impl Row {
    /// Returns the bytes that decide whether the row is the same as before: for a table the head belongs to them.
    pub fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        let (head, bytes) = match &self.raw {
            Raw::Json(bytes) => (&[][..], bytes.as_slice()),
            Raw::Table(head, bytes) => (head.bytes.as_slice(), bytes.as_slice()),
            Raw::Broken(reason) => (&[][..], reason.as_bytes()),
        };
        [head, bytes].into_iter()
    }

    /// Returns its length in bytes.
    pub fn size(&self) -> u64 {
        match &self.raw {
            Raw::Json(bytes) | Raw::Table(_, bytes) => bytes.len() as u64,
            Raw::Broken(_) => 0,
        }
    }

    /// Makes a page of the row.
    ///
    /// # Errors
    /// Returns [`NotAPage`] for a row that is broken or no record.
    pub fn read(&self) -> Result<Page, NotAPage> {
        match &self.raw {
            Raw::Broken(reason) => Err(NotAPage::Damaged(reason.clone())),
            Raw::Table(head, bytes) => table::read(head, bytes),
            Raw::Json(bytes) => {
                let decoded = charset::decode(bytes, None)?;
                if !decoded.text.trim_start().starts_with('{') {
                    // Numbers and strings are data of another kind; anything else is an object that lost its start.
                    return Err(match serde_json::from_str::<serde::de::IgnoredAny>(&decoded.text) {
                        Ok(_) => NotAPage::Without("JSON that is no object with fields"),
                        Err(error) => NotAPage::Damaged(format!("broken JSON: {error}")),
                    });
                }
                let record = record::object(&decoded.text)?;
                Ok(Page::of_record(record, decoded.charset, decoded.damaged))
            }
        }
    }
}

impl Page {
    pub(super) fn of_record(record: Record, charset: String, damaged: bool) -> Self {
        Self { address: None, captured: None, content: Content::Record(record), charset, damaged }
    }
}

/// A list that is being read.
pub struct List {
    bytes: Box<dyn BufRead + Send>,
    kind: Kind,
    /// The longest row, in bytes.
    most: usize,
    number: u64,
    over: bool,
    /// Bytes taken from the reader that belong to the next rows.
    ahead: Vec<u8>,
    given_back: usize,
    /// How many bytes were given back so far.
    again: u64,
}

enum Kind {
    Array,
    Lines,
    Table(Arc<Head>),
}

/// What a file with the name of a list holds.
pub enum Opened {
    /// A list.
    List(List),
    /// A single object: a page like any other.
    Single,
    /// Neither, and why.
    Nothing(NotAPage),
}

impl List {
    /// Opens a list whose rows have at most `most` bytes.
    ///
    /// # Errors
    /// Returns the error of the reader.
    pub fn open(reader: impl Read + Send + 'static, listing: Listing, most: u64) -> io::Result<Opened> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let bytes = decoded(reader)?;
        let mut list =
            Self { bytes, kind: Kind::Lines, most, number: 0, over: false, ahead: Vec::new(), given_back: 0, again: 0 };
        if listing == Listing::Table {
            return list.open_table();
        }
        let Some(first) = list.skip_blanks()? else { return Ok(Opened::Nothing(NotAPage::Empty)) };
        if listing == Listing::Lines {
            return Ok(Opened::List(list));
        }
        match first {
            b'[' => {
                list.bytes.consume(1);
                list.kind = Kind::Array;
            }
            b'{' => {
                // What follows the first object tells a single one from a file of lines.
                let object = list.value()?;
                if !matches!(object, Framed::Whole(_)) || list.skip_blanks()?.is_none() {
                    return Ok(Opened::Single);
                }
                let Framed::Whole(object) = object else { return Ok(Opened::Single) };
                list.ahead = object;
                list.kind = Kind::Array;
            }
            _ => return Ok(Opened::Nothing(NotAPage::Without("JSON without an object"))),
        }
        Ok(Opened::List(list))
    }

    fn open_table(mut self) -> io::Result<Opened> {
        let mut delimiter = None;
        loop {
            let head = match self.record(b',')? {
                // The head is split only when the delimiter is known, so its quotes are read by the first line alone.
                None => return Ok(Opened::Nothing(NotAPage::Empty)),
                Some(Framed::Whole(head)) => head,
                Some(Framed::Broken(reason)) => return Ok(Opened::Nothing(NotAPage::Damaged(reason))),
            };
            // Excel notes the delimiter in a line of its own.
            if let Some(noted) = head.strip_prefix(b"sep=").or_else(|| head.strip_prefix(b"SEP=")) {
                delimiter = noted.first().copied();
                continue;
            }
            let Some(head) = Head::read(head, delimiter) else {
                return Ok(Opened::Nothing(NotAPage::Without("a table without the names of its columns")));
            };
            self.kind = Kind::Table(Arc::new(head));
            return Ok(Opened::List(self));
        }
    }

    /// Returns the next row; `None` at the end of the list.
    ///
    /// # Errors
    /// Returns the error of the reader; the list ends there.
    pub fn row(&mut self) -> io::Result<Option<Row>> {
        loop {
            if self.over {
                return Ok(None);
            }
            let framed = match &self.kind {
                Kind::Array => self.element(),
                Kind::Lines => self.line(),
                Kind::Table(head) => {
                    let delimiter = head.delimiter;
                    self.record(delimiter)
                }
            };
            let framed = framed.inspect_err(|_| self.over = true)?;
            let Some(framed) = framed else {
                self.over = true;
                return Ok(None);
            };
            self.number += 1;
            let raw = match (framed, &self.kind) {
                (Framed::Broken(reason), _) => Raw::Broken(reason),
                // A line counts for the numbers also where it is empty.
                (Framed::Whole(bytes), Kind::Lines) if bytes.trim_ascii().is_empty() => continue,
                (Framed::Whole(bytes), Kind::Table(head)) => Raw::Table(Arc::clone(head), bytes),
                (Framed::Whole(bytes), _) => Raw::Json(bytes),
            };
            return Ok(Some(Row { number: self.number, raw }));
        }
    }

    fn too_long(&self) -> String {
        format!("longer than {} MB; raise the limit with `--max-size`", self.most / 1_000_000)
    }

    fn skip_blanks(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.bytes.fill_buf()?;
            let Some(first) = buffer.first().copied() else { return Ok(None) };
            if !first.is_ascii_whitespace() {
                return Ok(Some(first));
            }
            let blanks = buffer.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.bytes.consume(blanks);
        }
    }

    fn line(&mut self) -> io::Result<Option<Framed>> {
        let mut line = Vec::new();
        let (read, whole) = self.until_line_break(&mut line)?;
        Ok(match (read, whole) {
            (0, _) => None,
            (_, true) => Some(Framed::Whole(line)),
            (_, false) => Some(Framed::Broken(self.too_long())),
        })
    }

    /// Reads to the end of a line, but keeps no more than a row may have; tells how much was read and whether all is kept.
    fn until_line_break(&mut self, line: &mut Vec<u8>) -> io::Result<(u64, bool)> {
        let (mut read, mut whole) = (0, true);
        loop {
            let buffer = self.bytes.fill_buf()?;
            if buffer.is_empty() {
                return Ok((read, whole));
            }
            let end = buffer.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            if line.len() + part.len() <= self.most + 2 {
                line.extend_from_slice(part);
            } else {
                whole = false;
            }
            let taken = part.len();
            read += taken as u64;
            self.bytes.consume(taken);
            if end.is_some() {
                return Ok((read, whole));
            }
        }
    }

    fn element(&mut self) -> io::Result<Option<Framed>> {
        if !self.ahead.is_empty() {
            return Ok(Some(Framed::Whole(std::mem::take(&mut self.ahead))));
        }
        loop {
            match self.skip_blanks()? {
                None => return Ok(None),
                Some(b',') => self.bytes.consume(1),
                Some(b']') => return Ok(None),
                Some(_) => return self.value().map(Some),
            }
        }
    }

    /// Reads one JSON value by its brackets and quotes alone.
    fn value(&mut self) -> io::Result<Framed> {
        let mut bytes = Vec::new();
        let (mut depth, mut quoted, mut escaped, mut whole) = (0_u32, false, false, true);
        loop {
            let buffer = self.bytes.fill_buf()?;
            if buffer.is_empty() {
                let cut = "the file ends in the midst of it".to_owned();
                return Ok(if depth == 0 && !quoted && whole { Framed::Whole(bytes) } else { Framed::Broken(cut) });
            }
            let mut end = None;
            for (at, byte) in buffer.iter().enumerate() {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    _ if quoted => {}
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' if depth > 1 => depth -= 1,
                    b'}' | b']' if depth == 1 => {
                        end = Some(at + 1);
                        break;
                    }
                    // A number or a word ends where the list goes on.
                    b',' | b']' if depth == 0 => {
                        end = Some(at);
                        break;
                    }
                    _ => {}
                }
            }
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            if bytes.len() + part.len() <= self.most {
                bytes.extend_from_slice(part);
            } else {
                whole = false;
            }
            // A stray bracket is taken too: the list has to get on.
            let taken = if end == Some(0) && bytes.is_empty() { 1 } else { part.len() };
            self.bytes.consume(taken);
            if end.is_some() {
                return Ok(if whole { Framed::Whole(bytes) } else { Framed::Broken(self.too_long()) });
            }
        }
    }

    /// Reads one row of a table: a line, and the following ones while a quotation mark is open.
    fn record(&mut self, delimiter: u8) -> io::Result<Option<Framed>> {
        let mut row = Vec::new();
        let mut quotes = table::Quotes::new(delimiter);
        let mut first_line = 0;
        loop {
            let begin = row.len();
            let (read, whole) = self.next_line(&mut row)?;
            let part = row.get(begin..).unwrap_or_default();
            if first_line == 0 {
                if read == 0 {
                    return Ok(None);
                }
                if !whole {
                    return Ok(Some(Framed::Broken(self.too_long())));
                }
                if part.trim_ascii().is_empty() {
                    row.clear();
                    continue;
                }
                first_line = row.len();
            }
            if read > 0 && whole && quotes.open_after(part) {
                continue;
            }
            if read > 0 && whole {
                return Ok(Some(Framed::Whole(row)));
            }
            // The mark is never closed: its line is lost, and the lines that it swallowed are read again.
            let swallowed = row.split_off(first_line.min(row.len()));
            self.again += swallowed.len() as u64;
            if self.again > AGAIN {
                let reason = "too many quotation marks that are not closed";
                return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
            }
            self.give_back(swallowed);
            let reason = "a quotation mark that is not closed".to_owned();
            return Ok(Some(Framed::Broken(reason)));
        }
    }

    fn next_line(&mut self, row: &mut Vec<u8>) -> io::Result<(u64, bool)> {
        if self.ahead.is_empty() {
            return self.until_line_break(row);
        }
        let rest = self.ahead.get(self.given_back..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
        row.extend_from_slice(rest.get(..end).unwrap_or_default());
        self.given_back += end;
        if self.given_back >= self.ahead.len() {
            self.ahead.clear();
            self.given_back = 0;
        }
        Ok((end as u64, true))
    }

    fn give_back(&mut self, bytes: Vec<u8>) {
        let rest = self.ahead.split_off(self.given_back.min(self.ahead.len()));
        self.ahead = bytes;
        self.ahead.extend(rest);
        self.given_back = 0;
    }
}

/// So many bytes may be read a second time behind marks that are not closed: each of them costs all that follows.
const AGAIN: u64 = 1 << 30;

/// A row as it stands in the file.
#[derive(Debug)]
enum Framed {
    Whole(Vec<u8>),
    Broken(String),
}
