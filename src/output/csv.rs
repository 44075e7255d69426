//! Comma-separated values after RFC 4180, with the columns of the schema; several values are joined by `|`.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use crate::article::is_invisible;
use crate::schema::{FIELDS, Field, Use};
use crate::search::{Hit, Response};

pub(super) fn write(name: Option<&str>, response: &Response, first: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    let columns: Vec<&Field> = FIELDS.iter().filter(|field| field.is_for(Use::Column)).collect();
    if first {
        let keys = columns.iter().map(|field| field.key());
        writer.write_record(name.map(|_| "name").into_iter().chain(["rank", "score"]).chain(keys))?;
    }
    for hit in &response.hits {
        let place = [hit.rank.to_string(), format!("{:.4}", hit.score)];
        let cells = columns.iter().map(|field| guarded(&cell(hit, field)));
        writer.write_record(name.map(guarded).into_iter().chain(place).chain(cells))?;
    }
    writer.flush()
}

/// Returns the values of a column.
fn cell(hit: &Hit, field: &Field) -> String {
    let article = &hit.article;
    let one = |value: &Option<String>| value.clone().unwrap_or_default();
    let date = |date: &Option<crate::dates::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    match field.name.as_str() {
        "title" => article.title.clone(),
        "kicker" => one(&article.kicker),
        "dek" => one(&article.dek),
        "topic" => hit.topics.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join("|"),
        "tag" => article.tags.join("|"),
        "source" => one(&article.source),
        "author" => article.authors.join("|"),
        "agency" => article.agency.join("|"),
        "section" => one(&article.section),
        "language" => one(&article.language),
        "date" => date(&article.published),
        "modified" => date(&article.modified),
        "captured" => date(&article.captured),
        "is" => article.truncated.iter().map(|_| "true".to_owned()).collect(),
        "url" => one(&article.url),
        "path" => hit.path.clone(),
        "id" => hit.id.to_string(),
        _ => String::new(),
    }
}

/// Keeps a spreadsheet from reading a cell as a formula, and a terminal from being steered by the name of a file.
pub(super) fn guarded(cell: &str) -> String {
    let cell = cell.replace(is_invisible, "\u{fffd}");
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn response(title: &str) -> Response {
        let article = Article { title: title.to_owned(), authors: vec!["A".into(), "B".into()], ..Article::default() };
        let hit = Hit {
            rank: 1,
            score: 1.5,
            id: article.id(),
            path: "a, b.html".into(),
            article,
            topics: vec![],
            marks: vec![],
            snippets: vec![],
            reasons: Vec::new(),
        };
        Response {
            understood: String::new(),
            total: 1,
            undated: 0,
            hits: vec![hit],
            lost: 0,
            limited: vec![],
            facets: vec![],
        }
    }

    #[test]
    fn cells_read_back_and_run_no_formula() {
        let mut out = Vec::new();
        write(None, &response("=HYPERLINK(\"x\")"), true, &mut out).expect("written");
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let head = reader.headers().expect("a head").clone();
        let row = reader.records().next().expect("a row").expect("readable");
        let cell = |key: &str| head.iter().position(|name| name == key).and_then(|at| row.get(at)).unwrap_or("missing");
        assert_eq!(cell("title"), "'=HYPERLINK(\"x\")");
        assert_eq!(cell("authors"), "A|B");
        assert_eq!(cell("path"), "a, b.html");
        assert_eq!(cell("published"), "");
        assert!(out.ends_with(b"\r\n"));
    }

    #[test]
    fn the_head_is_written_once() {
        let mut out = Vec::new();
        write(Some("q"), &response("x"), true, &mut out).expect("written");
        write(Some("q"), &response("x"), false, &mut out).expect("written");
        assert_eq!(String::from_utf8_lossy(&out).matches("rank").count(), 1);
    }
}
