//! Lists of every form, whole and broken, and what must hold for any bytes.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;

/// Returns the rows of a list as number and title, or the reason why a row cannot be read.
fn rows(text: &[u8], listing: Listing) -> Vec<String> {
    let mut list = match List::open(Cursor::new(text.to_vec()), listing, 40).expect("memory") {
        Opened::List(list) => list,
        Opened::Single => return vec!["single".to_owned()],
        Opened::Nothing(reason) => return vec![reason.to_string()],
    };
    let mut rows = Vec::new();
    while let Some(row) = list.row().expect("memory") {
        rows.push(match row.read() {
            Ok(Page { content: Content::Record(record), .. }) => {
                format!("{} {}", row.number, record.fields.get("a").unwrap_or(&serde_json::Value::Null))
            }
            Ok(_) => "no record".to_owned(),
            Err(reason) => format!("{}! {reason}", row.number),
        });
    }
    rows
}

#[test]
fn arrays_objects_and_lines() {
    use Listing::{Json, Lines};
    assert_eq!(rows(b" [ {\"a\": \"]}\\\"\"} , {\"a\":[1]}\n] x", Json), ["1 \"]}\\\"\"", "2 [1]"]);
    assert_eq!(rows(b"{\"a\": 1}\n", Json), ["single"]);
    assert_eq!(rows("\u{feff}{\"a\": 1}\n{\"a\": 2}".as_bytes(), Json), ["1 1", "2 2"]);
    assert_eq!(rows(b"{\"a\": 1}\n\n{\"a\": 2}\r\n", Lines), ["1 1", "3 2"]);
    assert_eq!(rows(b"\"x\"", Json), ["JSON without an object"]);
    assert_eq!(rows(b"  \n", Lines), ["empty file"]);
    let utf_16: Vec<u8> = "\u{feff}{\"a\": \"ä\"}\n{\"a\": 2}".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(rows(&utf_16, Lines), ["1 \"ä\"", "2 2"]);
}

#[test]
fn broken_and_long_rows_cost_no_other() {
    use Listing::{Json, Lines};
    let long = "x".repeat(99);
    let text = format!("[{{\"a\": \"{long}\"}}, 7, {{\"a\": 2}}, {{\"a\" 3}}, {{\"a\": 4");
    let expected = [
        "1! longer than 0 MB; raise the limit with `--max-size`",
        "2! JSON that is no object with fields",
        "3 2",
        "4! broken JSON: expected `:` at line 1 column 6",
        "5! the file ends in the midst of it",
    ];
    assert_eq!(rows(text.as_bytes(), Json), expected);
    let text = format!("{long}\n{{\"a\": 2}}\n{{\"a\":\n[]\n");
    let found = rows(text.as_bytes(), Lines);
    assert_eq!(found.first().map(String::as_str), expected.first().copied());
    assert_eq!(found.get(1).map(String::as_str), Some("2 2"));
    assert!(found.get(2).is_some_and(|row| row.starts_with("3! broken JSON")), "{found:?}");
    assert_eq!(found.get(3).map(String::as_str), Some("4! JSON that is no object with fields"));
}

proptest! {
    #[test]
    fn any_text_ends(text in "([\\[\\]{}\",:;\n\t\\\\|a1é ]|\\PC){0,120}", kind in 0..3_usize) {
        let listing = [Listing::Json, Listing::Lines, Listing::Table][kind];
        let count = rows(text.as_bytes(), listing).len();
        prop_assert!(count <= text.len() + 1);
    }

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in 0..3_usize) {
        rows(&bytes, [Listing::Json, Listing::Lines, Listing::Table][kind]);
        // Whatever is no page says so.
        let _ = super::super::read(&bytes);
    }

    #[test]
    fn what_is_written_as_a_table_is_read(fields in prop::collection::vec(("[^\0\r]{0,12}", "[^\0\r]{1,12}"), 1..6)) {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        writer.write_record(["b", "a"]).expect("memory");
        for (one, two) in &fields {
            writer.write_record([one, two]).expect("memory");
        }
        let table = writer.into_inner().expect("memory");
        let Opened::List(mut list) = List::open(Cursor::new(table), Listing::Table, 1000).expect("memory") else {
            panic!("no list");
        };
        for (one, two) in &fields {
            let page = list.row().expect("memory").expect("a row").read().expect("a record");
            let Content::Record(record) = page.content else { panic!("no record") };
            prop_assert_eq!(record.fields["b"].as_str(), Some(one.as_str()));
            prop_assert_eq!(record.fields["a"].as_str(), Some(two.as_str()));
        }
    }
}
