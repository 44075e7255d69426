//! Key words in context: aligned lines for reading, and tables; or how many there are.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use serde_json::{Map, Value};

use super::Style;
use super::csv::guarded;
use super::json::json_line;
use super::terminal::safe;
use super::tsv;
use crate::search::{Concordance, Count, Line};

/// A format of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// Aligned, for reading.
    Text,
    /// Values separated by tabs.
    Tsv,
    /// Comma-separated values after RFC 4180.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

/// Columns of the date, and at most of the publication on a narrow and on a wide terminal.
const DATE: usize = 10;
const SOURCE: [usize; 2] = [11, 18];

/// A terminal of fewer columns is narrow.
const WIDE: usize = 100;

/// What a match is long as a rule.
const MATCHED: usize = 14;

const COLUMNS: [&str; 9] = ["published", "source", "left", "match", "right", "field", "id", "title", "path"];

/// How much of the text round a match is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// All there is.
    Full,
    /// What the terminal has room for.
    Fitted,
}

/// Returns how many characters of context there is room for on each side.
pub fn context(style: &Style) -> usize {
    (style.width.saturating_sub(DATE + source_columns(style) + MATCHED + 4) / 2).max(12)
}

fn source_columns(style: &Style) -> usize {
    SOURCE[usize::from(style.width >= WIDE)]
}

/// Writes the lines of a concordance; `named` says what a file is called for the reader.
///
/// # Errors
/// Returns the error of the stream.
pub fn concordance(
    found: &Concordance,
    named: &dyn Fn(&str) -> String,
    format: Lines,
    context: Context,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let cells = |line: &Line| -> [String; 9] {
        let about = &line.article;
        [
            about.published.map(|date| date.to_string()).unwrap_or_default(),
            about.source.clone().unwrap_or_default(),
            line.left.trim().to_owned(),
            line.matched.clone(),
            line.right.trim().to_owned(),
            line.field.to_owned(),
            about.id.to_string(),
            about.title.clone(),
            named(&about.path),
        ]
    };
    match format {
        Lines::Text => aligned(&found.lines, context, style, out),
        Lines::Csv | Lines::Tsv => table(&COLUMNS, found.lines.iter().map(|line| cells(line).to_vec()), format, out),
        Lines::Jsonl => found.lines.iter().try_for_each(|line| {
            let mut object = Map::new();
            object.insert("schema".to_owned(), "morgue.line/1".into());
            for (key, cell) in COLUMNS.iter().zip(cells(line)) {
                // What is not known is absent; a match may have nothing beside it.
                if !cell.is_empty() || matches!(*key, "left" | "right") {
                    object.insert((*key).to_owned(), cell.into());
                }
            }
            writeln!(out, "{}", json_line(&Value::Object(object)))
        }),
    }
}

/// Writes how many lines have something in common.
///
/// # Errors
/// Returns the error of the stream.
pub fn counts(counts: &[Count], format: Lines, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Lines::Text => {
            writeln!(out, "{}", style.dim("lines  articles"))?;
            for count in counts {
                let value = count.value.as_deref().map_or_else(|| style.dim("unknown"), safe);
                writeln!(out, "{:>5}  {:>8}  {value}", count.lines, count.articles)?;
            }
            Ok(())
        }
        Lines::Csv | Lines::Tsv => {
            let rows = counts.iter().map(|count| {
                vec![count.value.clone().unwrap_or_default(), count.lines.to_string(), count.articles.to_string()]
            });
            table(&["value", "lines", "articles"], rows, format, out)
        }
        Lines::Jsonl => counts.iter().try_for_each(|count| {
            let mut object = Map::new();
            if let Some(value) = &count.value {
                object.insert("value".to_owned(), value.clone().into());
            }
            object.insert("lines".to_owned(), count.lines.into());
            object.insert("articles".to_owned(), count.articles.into());
            writeln!(out, "{}", json_line(&Value::Object(object)))
        }),
    }
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>, format: Lines, out: &mut dyn Write) -> io::Result<()> {
    if format == Lines::Tsv {
        tsv::line(head, out)?;
        for row in rows {
            tsv::line(&row.iter().map(|cell| tsv::flat(cell)).collect::<Vec<_>>(), out)?;
        }
        return Ok(());
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell)))?;
    }
    writer.flush()
}

fn aligned(lines: &[Line], room: Context, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let width = |text: &str| console::measure_text_width(text);
    let source = |line: &Line| safe(line.article.source.as_deref().unwrap_or("unknown"));
    let widest = lines.iter().map(|line| width(&source(line))).max().unwrap_or(0).min(source_columns(style));
    let most = if room == Context::Fitted { context(style) } else { usize::MAX };
    let left = lines.iter().map(|line| width(&safe(&line.left))).max().unwrap_or(0).min(most);
    let (before, after) = style.mark();
    // Arrows take room, colours do not.
    let around = if before == ">>" { 4 } else { 0 };
    for line in lines {
        let date = line.article.published.map_or_else(|| "no date".to_owned(), |date| date.without_time().to_string());
        let source = console::pad_str(&source(line), widest, console::Alignment::Left, Some("…")).into_owned();
        let (mut text, matched, mut right) = (safe(&line.left), safe(&line.matched), safe(&line.right));
        if room == Context::Fitted {
            while width(&text) > left {
                text.remove(0);
            }
            let used = DATE + widest + 4 + left + around + width(&matched);
            while width(&right) > style.width.saturating_sub(used) && right.pop().is_some() {}
        }
        let pad = " ".repeat(left.saturating_sub(width(&text)));
        let lead = style.dim(&format!("{date:<DATE$}  {source}"));
        writeln!(out, "{lead}  {pad}{text}{before}{matched}{after}{}", right.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::Marking;
    use super::*;
    use crate::article::Article;
    use crate::search::About;

    fn found() -> Concordance {
        let about = |source: Option<&str>, published: &str| {
            Rc::new(About {
                id: Article::default().id(),
                path: "a.html".into(),
                title: "=Titel\t\u{1b}[2J".into(),
                source: source.map(str::to_owned),
                published: crate::dates::read(published),
            })
        };
        let line = |article, left: &str, right: &str| Line {
            article,
            field: "body",
            left: left.into(),
            matched: "seltene Erden".into(),
            right: right.into(),
        };
        let lines = vec![
            line(about(Some("Hafenkurier"), "2025-10-28"), "es geht um ", " und mehr"),
            line(about(None, ""), "", "."),
        ];
        Concordance { lines, articles: 2, ..Concordance::default() }
    }

    fn written(format: Lines, marking: Marking) -> String {
        let mut out = Vec::new();
        let style = Style { width: 80, marking };
        concordance(&found(), &str::to_owned, format, Context::Full, &style, &mut out).expect("written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn matches_stand_below_each_other() {
        let expected = "2025-10-28  Hafenkurier  es geht um >>seltene Erden<< und mehr
no date     unknown                 >>seltene Erden<<.
";
        assert_eq!(written(Lines::Text, Marking::Arrows), expected);
        assert!(written(Lines::Text, Marking::Bare).contains("es geht um seltene Erden und mehr"));
    }

    #[test]
    fn lines_fit_a_terminal() {
        let mut found = found();
        for line in &mut found.lines {
            (line.left, line.right) = ("日本 ".repeat(40), " über den Hafen".repeat(20));
        }
        for (columns, marking) in [(80, Marking::Arrows), (140, Marking::Bare), (40, Marking::Bare)] {
            let mut out = Vec::new();
            let style = Style { width: columns, marking };
            concordance(&found, &str::to_owned, Lines::Text, Context::Fitted, &style, &mut out).expect("written");
            let text = String::from_utf8(out).expect("text");
            let widths: Vec<usize> = text.lines().map(console::measure_text_width).collect();
            assert!(widths.iter().all(|width| *width <= columns.max(65)), "{columns}: {widths:?}");
        }
    }

    #[test]
    fn tables_read_back_and_run_no_formula() {
        let text = written(Lines::Tsv, Marking::Bare);
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.len() == COLUMNS.len()), "{text}");
        assert_eq!(rows[1][..5], ["2025-10-28", "Hafenkurier", "es geht um", "seltene Erden", "und mehr"]);
        assert!(rows[1][7].starts_with("'=Titel") && !text.contains('\u{1b}'), "{text}");
        let text = written(Lines::Csv, Marking::Bare);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.records().map(|row| row.expect("a row").len()).collect::<Vec<_>>(), [9, 9]);
        let text = written(Lines::Jsonl, Marking::Bare);
        let values: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(values[1]["left"], "");
        assert!(values[1].get("source").is_none());
    }

    #[test]
    fn counts_are_tables_too() {
        let list = [
            Count { value: Some("2025".into()), lines: 12, articles: 3 },
            Count { value: None, lines: 1, articles: 1 },
        ];
        let written = |format| {
            let mut out = Vec::new();
            counts(&list, format, &Style { width: 80, marking: Marking::Bare }, &mut out).expect("written");
            String::from_utf8(out).expect("text")
        };
        assert_eq!(written(Lines::Text), "lines  articles\n   12         3  2025\n    1         1  unknown\n");
        assert_eq!(written(Lines::Tsv), "value\tlines\tarticles\n2025\t12\t3\n\t1\t1\n");
        assert_eq!(written(Lines::Jsonl).lines().nth(1), Some(r#"{"lines":1,"articles":1}"#));
    }
}
