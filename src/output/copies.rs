//! Articles with the same text, and versions of one: a list, and what each says differently.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use serde_json::{Map, Value, json};

use super::csv::guarded;
use super::json::json_line;
use super::terminal::{safe, wrap};
use super::{Marking, Style, Table};
use crate::alike::Piece;
use crate::article::{Article, ArticleId};

/// One of several articles with the same text, or a version.
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    /// Its id.
    pub id: ArticleId,
    /// Its file.
    pub path: String,
    /// The article.
    pub article: Article,
    /// How much of the shorter one is in the longer, of it and the one it is compared with; absent for the first.
    pub shared: Option<f64>,
    /// What it says differently, if that was asked for.
    pub pieces: Option<Vec<Piece>>,
}

/// Groups of articles with the same text.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// The groups: id, how many articles, and the one that has the id.
    pub groups: Vec<(ArticleId, usize, Article)>,
    /// How many groups there are.
    pub all: usize,
}

/// So many words of what is the same stand on each side of a difference.
const AROUND: usize = 8;

/// Writes copies; `what` they are is named in JSON: `dupes` or `versions`. The first is the one that the others are
/// compared with, of versions each with the one before it.
///
/// # Errors
/// Returns the error of the stream.
pub fn copies(what: &str, copies: &[Copy], form: Table, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Table::Text => copies.iter().try_for_each(|copy| text(copy, style, out)),
        Table::Json => {
            let list: Vec<Value> = copies.iter().map(one).collect();
            writeln!(out, "{}", json_line(&json!({"schema": format!("morgue.{what}/1"), "copies": list})))
        }
        Table::Csv => {
            let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
            writer.write_record(["id", "published", "source", "title", "agency", "shared", "path"])?;
            for copy in copies {
                let article = &copy.article;
                let cells = [
                    copy.id.to_string(),
                    article.published.map(|date| date.to_string()).unwrap_or_default(),
                    article.source.clone().unwrap_or_default(),
                    article.title.clone(),
                    article.agency.join("|"),
                    copy.shared.map(|shared| format!("{shared:.3}")).unwrap_or_default(),
                    copy.path.clone(),
                ];
                writer.write_record(cells.map(|cell| guarded(&cell)))?;
            }
            writer.flush()
        }
    }
}

/// Writes groups, a line for each.
///
/// # Errors
/// Returns the error of the stream.
pub fn groups(groups: &Groups, form: Table, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Table::Text => {
            for (id, articles, article) in &groups.groups {
                let head = format!("{id}  {articles:>4}  ");
                for (number, line) in wrap(&article.title, &[], head.len(), style).iter().enumerate() {
                    let text = line.get(head.len()..).unwrap_or_default();
                    let blank = " ".repeat(head.len());
                    writeln!(out, "{}{text}", style.dim(if number == 0 { &head } else { &blank }))?;
                }
            }
            Ok(())
        }
        Table::Json => {
            let list = groups.groups.iter().map(
                |(id, articles, article)| json!({"id": id.to_string(), "articles": articles, "title": article.title}),
            );
            let object = json!({"schema": "morgue.groups/1", "total": groups.all, "groups": list.collect::<Value>()});
            writeln!(out, "{}", json_line(&object))
        }
        Table::Csv => {
            let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
            writer.write_record(["id", "articles", "title"])?;
            for (id, articles, article) in &groups.groups {
                writer.write_record([id.to_string(), articles.to_string(), guarded(&article.title)])?;
            }
            writer.flush()
        }
    }
}

fn text(copy: &Copy, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let article = &copy.article;
    for line in wrap(&article.title, &[], 0, style) {
        writeln!(out, "{}", style.bold(&line))?;
    }
    let date = article.published.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let mut facts = vec![article.source.clone().unwrap_or_else(|| "unknown source".to_owned()), date];
    facts.extend((!article.agency.is_empty()).then(|| article.agency.join(", ")));
    facts.extend(copy.shared.map(|shared| format!("{:.0} % of the shorter text is in the longer", shared * 100.0)));
    for line in wrap(&facts.join(" · "), &[], 2, style) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "  {}", style.dim(&format!("{}  {}", copy.id, safe(&copy.path))))?;
    if let Some(pieces) = &copy.pieces {
        difference(pieces, style, out)?;
    }
    writeln!(out)
}

/// Writes what differs, with some words around it; what only the one before has stands in `[-…-]`, what only this one
/// has in `{+…+}`, as in the output of wdiff.
fn difference(pieces: &[Piece], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (mut shown, mut marks) = (String::new(), Vec::new());
    for (number, piece) in pieces.iter().enumerate() {
        if !shown.is_empty() {
            shown.push(' ');
        }
        let start = shown.chars().count();
        match piece {
            Piece::Same(text) => shown.push_str(&shortened(text, number > 0, number + 1 < pieces.len())),
            Piece::Without(text) => shown.push_str(&format!("[-{}-]", flat(text))),
            Piece::With(text) => {
                shown.push_str(&format!("{{+{}+}}", flat(text)));
                if style.marking == Marking::Colour {
                    marks.push(start..shown.chars().count());
                }
            }
        }
    }
    if pieces.iter().all(|piece| matches!(piece, Piece::Same(_))) {
        "no difference in title and text".clone_into(&mut shown);
    }
    for line in wrap(&shown, &marks, 2, style) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Returns text on one line; a pilcrow stands where a paragraph ends.
fn flat(text: &str) -> String {
    text.replace('\n', " ¶ ").trim().to_owned()
}

/// Returns the ends of a text that stand beside differences.
fn shortened(text: &str, after: bool, before: bool) -> String {
    let text = flat(text);
    let words: Vec<&str> = text.split(' ').collect();
    let (first, last) = (if after { AROUND } else { 0 }, if before { AROUND } else { 0 });
    if words.len() <= first + last {
        return text;
    }
    let head = words.get(..first).unwrap_or_default();
    let tail = words.get(words.len() - last..).unwrap_or_default();
    head.iter().chain(["…"].iter()).chain(tail).copied().collect::<Vec<_>>().join(" ")
}

fn one(copy: &Copy) -> Value {
    let article = &copy.article;
    let mut object = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(key.to_owned(), value);
        }
    };
    put("id", Some(copy.id.to_string().into()));
    put("title", Some(article.title.clone().into()));
    put("source", article.source.clone().map(Value::from));
    for (key, date) in
        [("published", article.published), ("modified", article.modified), ("captured", article.captured)]
    {
        put(key, date.map(|date| date.to_string().into()));
    }
    put("agency", (!article.agency.is_empty()).then(|| article.agency.clone().into()));
    put("path", Some(copy.path.clone().into()));
    put("shared", copy.shared.map(|shared| json!((shared * 1000.0).round() / 1000.0)));
    let pieces = copy.pieces.as_ref().map(|pieces| {
        let piece = |piece: &Piece| match piece {
            Piece::Same(text) => json!({"same": text}),
            Piece::Without(text) => json!({"without": text}),
            Piece::With(text) => json!({"with": text}),
        };
        pieces.iter().map(piece).collect::<Value>()
    });
    put("diff", pieces);
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_shown_with_a_few_words_around() {
        let pieces = [
            Piece::Same("a b c d e f g h i j k".into()),
            Piece::Without("alt".into()),
            Piece::With("neu\n".into()),
            Piece::Same("l\nm".into()),
        ];
        let mut out = Vec::new();
        difference(&pieces, &Style { width: 80, marking: Marking::Bare }, &mut out).expect("written");
        assert_eq!(String::from_utf8_lossy(&out), "  … d e f g h i j k [-alt-] {+neu ¶+} l ¶ m\n");
    }
}
