//! Tables with a head: comma, semicolon or tab between the fields, line breaks inside of quotation marks.

use serde_json::{Map, Value};

use super::record::{Origin, Record};
use super::{NotAPage, Page, charset};

/// What may stand between two fields.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The first row of a table.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) delimiter: u8,
    pub(super) bytes: Vec<u8>,
    names: Vec<String>,
}

impl Head {
    /// Reads the names of the columns; `None` where there are fewer than two: a text, not a table.
    pub(super) fn read(bytes: Vec<u8>, delimiter: Option<u8>) -> Option<Self> {
        let count = |delimiter: u8| fields(&bytes, delimiter).map_or(0, |fields| fields.len());
        // The first of equals, so that a comma wins where nothing else speaks.
        let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',');
        let delimiter = delimiter.unwrap_or(best);
        let names = text_of(fields(&bytes, delimiter)?, &bytes).0;
        let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        (names.len() > 1).then_some(Self { delimiter, bytes, names })
    }
}

/// Makes a page of one row.
pub(super) fn read(head: &Head, bytes: &[u8]) -> Result<Page, NotAPage> {
    let damaged = |reason: String| NotAPage::Damaged(reason);
    let raw = fields(bytes, head.delimiter).ok_or_else(|| damaged("a row that cannot be read".to_owned()))?;
    let (values, charset, lost) = text_of(raw, bytes);
    let (have, want) = (values.len(), head.names.len());
    let filled = values.iter().rposition(|value| !value.trim().is_empty()).map_or(0, |last| last + 1);
    if filled > want {
        return Err(damaged(format!("{have} fields in a table of {want} columns")));
    }
    if have < want && values.last().is_some_and(|value| value.contains('\n')) {
        let what = "a quotation mark that is not closed in its row";
        return Err(damaged(format!("{have} fields in a table of {want} columns: {what}")));
    }
    let mut record = Record { origin: Origin::Table, fields: Map::new() };
    for (name, value) in head.names.iter().zip(values) {
        // Of columns with one name the first counts.
        if !name.is_empty() && !record.fields.contains_key(name) {
            record.fields.insert(name.clone(), Value::String(value));
        }
    }
    Ok(Page::of_record(record, charset, lost))
}

fn fields(bytes: &[u8], delimiter: u8) -> Option<Vec<Vec<u8>>> {
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let read = reader.read_byte_record(&mut record).unwrap_or(false);
    read.then(|| record.iter().map(<[u8]>::to_vec).collect())
}

/// Returns fields as text. The charset is guessed from the row as a whole: one name alone says too little.
fn text_of(fields: Vec<Vec<u8>>, row: &[u8]) -> (Vec<String>, String, bool) {
    if std::str::from_utf8(row).is_ok() {
        let texts = fields.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
        return (texts, "utf-8".to_owned(), false);
    }
    let (encoding, charset) = charset::guess(row);
    let mut lost = false;
    let texts = fields.iter().map(|field| {
        let (text, damaged) = encoding.decode_without_bom_handling(field);
        lost |= damaged;
        text.into_owned()
    });
    (texts.collect(), charset, lost)
}

/// Follows the quotation marks of a row from line to line, as the reader of the fields does.
pub(super) struct Quotes {
    delimiter: u8,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of a field, where alone a quotation mark opens.
    Start,
    Plain,
    Quoted,
    /// Behind a mark in a quoted field: another one stands for itself, anything else follows the end.
    Closed,
}

impl Quotes {
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::Start }
    }

    /// Reads one more line; tells whether a mark is open behind it.
    pub(super) fn open_after(&mut self, line: &[u8]) -> bool {
        for byte in line {
            self.state = match (self.state, *byte) {
                (State::Start | State::Closed, b'"') => State::Quoted,
                (State::Quoted, b'"') => State::Closed,
                (State::Quoted, _) => State::Quoted,
                (_, byte) if byte == self.delimiter || byte == b'\n' => State::Start,
                _ => State::Plain,
            };
        }
        self.state == State::Quoted
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Content, Listing, list::List, list::Opened};
    use super::*;

    /// Returns the rows of a table as `name=value` pairs, or the reason why a row cannot be read.
    fn rows(table: &[u8]) -> Vec<String> {
        let opened = List::open(std::io::Cursor::new(table.to_vec()), Listing::Table, 1000).expect("memory");
        let Opened::List(mut list) = opened else { return vec!["no list".to_owned()] };
        let mut rows = Vec::new();
        while let Some(row) = list.row().expect("memory") {
            rows.push(match row.read() {
                Err(reason) => format!("{}! {reason}", row.number),
                Ok(Page { content: Content::Record(record), .. }) => {
                    let pairs: Vec<String> = record
                        .fields
                        .iter()
                        .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or("?")))
                        .collect();
                    format!("{} {}", row.number, pairs.join(" "))
                }
                Ok(_) => "?".to_owned(),
            });
        }
        rows
    }

    #[test]
    fn delimiters_quotes_and_charsets() {
        let plain = ["1 titel=Fähre text=a, b", "2 titel=Mole text=c"];
        assert_eq!(rows("titel,text\nFähre,\"a, b\"\n\nMole,c\n".as_bytes()), plain);
        assert_eq!(rows("\u{feff}titel;text\r\nFähre;a, b\r\nMole;c".as_bytes()), plain);
        assert_eq!(rows("sep=\t\ntitel\ttext\nFähre\ta, b\nMole\tc\n".as_bytes()), plain);
        let utf_16: Vec<u8> =
            "\u{feff}titel\ttext\nFähre\ta, b\nMole\tc\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&utf_16), plain);
        assert_eq!(rows(b"titel;text\nF\xe4hre;f\xfcr \xfcber sch\xf6n\n"), ["1 titel=Fähre text=für über schön"]);
        assert_eq!(rows(b"a,b\n\"x \"\"y\"\"\nz\",5\" disk\n"), ["1 a=x \"y\"\nz b=5\" disk"]);
    }

    #[test]
    fn a_broken_row_costs_no_other() {
        let open = rows(b"a,b\n1,2\n\"3,4\n5,6\n7,8\n");
        assert_eq!(open, ["1 a=1 b=2", "2! a quotation mark that is not closed", "3 a=5 b=6", "4 a=7 b=8"]);
        assert_eq!(rows(b"a,b\n1,2,3\n4,5,\n"), ["1! 3 fields in a table of 2 columns", "2 a=4 b=5"]);
        let long = format!("a,b\n{},1\n2,3\n", "x".repeat(2000));
        assert_eq!(rows(long.as_bytes()), ["1! longer than 0 MB; raise the limit with `--max-size`", "2 a=2 b=3"]);
        assert_eq!(rows(b"only prose\nhere\n"), ["no list"]);
    }
}
