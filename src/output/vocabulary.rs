//! What is known of a topic, what other topics would change, and the tags that no topic stands for.

use std::collections::BTreeMap;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use serde_json::{Map, Value, json};

use super::csv::guarded;
use super::json::json_line;
use super::terminal::{safe, wrap};
use super::{Style, Table};
use crate::article::Assignment;
use crate::ingest::{Example, Shift};

/// A topic as the vocabulary has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicSheet {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What kind of topic it is.
    pub kind: String,
    /// Its keys with their values.
    pub keys: Vec<(&'static str, Vec<String>)>,
    /// The topics directly below it.
    pub narrower: Vec<String>,
    /// The file it comes from or that changed it.
    pub file: String,
    /// How many articles have it, and how many have it or a narrower one; unknown without an archive.
    pub articles: Option<(usize, usize)>,
}

/// Writes what is known of a topic.
///
/// # Errors
/// Returns the error of the stream.
pub fn sheet(sheet: &TopicSheet, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let widest = 13;
    writeln!(out, "{}", style.bold(&safe(&sheet.label)))?;
    let one = |name: &str, value: &str, out: &mut dyn Write| -> io::Result<()> {
        for (number, line) in wrap(value, &[], widest + 2, style).iter().enumerate() {
            let name = if number == 0 { name } else { "" };
            writeln!(out, "{} {}", style.dim(&format!("{name:<widest$}")), line.get(widest + 1..).unwrap_or_default())?;
        }
        Ok(())
    };
    one("id", &sheet.id, out)?;
    one("kind", &sheet.kind, out)?;
    for (key, values) in &sheet.keys {
        one(key, &values.join(", "), out)?;
    }
    if !sheet.narrower.is_empty() {
        one("narrower", &sheet.narrower.join(", "), out)?;
    }
    if let Some((itself, articles)) = sheet.articles {
        let below = if articles > itself { format!(", {articles} with narrower ones") } else { String::new() };
        one("articles", &format!("{itself}{below}"), out)?;
    }
    one("file", &sheet.file, out)
}

/// Returns what is known of a topic as one object.
pub fn sheet_json(sheet: &TopicSheet) -> Value {
    let mut object = Map::new();
    for (key, value) in
        [("schema", "morgue.topic/1"), ("id", &sheet.id), ("label", &sheet.label), ("kind", &sheet.kind)]
    {
        object.insert(key.to_owned(), value.into());
    }
    let keys = sheet.keys.iter().map(|(key, values)| ((*key).to_owned(), json!(values)));
    object.insert("keys".to_owned(), Value::Object(keys.collect()));
    object.insert("narrower".to_owned(), json!(sheet.narrower));
    object.insert("file".to_owned(), sheet.file.clone().into());
    if let Some((itself, articles)) = sheet.articles {
        object.insert("itself".to_owned(), itself.into());
        object.insert("articles".to_owned(), articles.into());
    }
    Value::Object(object)
}

/// Returns what speaks for a topic, in words.
pub(super) fn because(why: &Assignment) -> String {
    let times = if why.count == 1 { "once".to_owned() } else { format!("{} times", why.count) };
    let place = match (why.channel.as_str(), why.zone.as_str()) {
        ("tag", _) => "the publisher's tag".to_owned(),
        ("rule", zone) => format!("in the {zone}, with the others that make it up"),
        ("hints", zone) => format!("first in the {zone}, words that speak for it together"),
        (_, zone) => format!("in the {zone}"),
    };
    format!("“{}” {place}, {times}, weight {}", safe(&why.surface), why.weight)
}

/// Writes what files of topics would change, with examples.
///
/// # Errors
/// Returns the error of the stream.
pub fn shifts(shifts: &BTreeMap<String, Shift>, examples: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for (id, shift) in shifts {
        let counts = format!(
            "{} {} now, {} then: {} gained, {} lost",
            shift.before,
            if shift.before == 1 { "article" } else { "articles" },
            shift.after,
            shift.gained.len(),
            shift.lost.len()
        );
        writeln!(out, "{}  {counts}", style.bold(&safe(id)))?;
        for (sign, list) in [('+', &shift.gained), ('-', &shift.lost)] {
            for example in list.iter().take(examples) {
                write_example(sign, example, style, out)?;
            }
            if list.len() > examples {
                writeln!(
                    out,
                    "{}",
                    style.dim(&format!("  {sign} … {} more; `--limit N` shows more", list.len() - examples))
                )?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_example(sign: char, example: &Example, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lines = wrap(&example.title, &[], 4, style);
    for (number, line) in lines.iter().enumerate() {
        let sign = if number == 0 { sign } else { ' ' };
        writeln!(out, "  {sign}{}", line.get(3..).unwrap_or_default())?;
    }
    for line in wrap(&format!("{}  {}", example.id, because(&example.why)), &[], 4, style) {
        writeln!(out, "{}", style.dim(&line))?;
    }
    Ok(())
}

/// Returns what files of topics would change, as one object.
pub fn shifts_json(shifts: &BTreeMap<String, Shift>, examples: usize) -> Value {
    let example = |example: &Example| json!({"id": example.id.to_string(), "title": example.title, "why": example.why});
    let list = |list: &[Example]| list.iter().take(examples).map(example).collect::<Value>();
    let topics = shifts.iter().map(|(id, shift)| {
        json!({"id": id, "before": shift.before, "after": shift.after,
               "gained": shift.gained.len(), "lost": shift.lost.len(),
               "gains": list(&shift.gained), "losses": list(&shift.lost)})
    });
    json!({"schema": "morgue.shifts/1", "topics": topics.collect::<Value>()})
}

/// Writes tags and how many articles have each.
///
/// # Errors
/// Returns the error of the stream.
pub fn tags(tags: &[(String, u64)], form: Table, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Table::Text => {
            let widest = tags.iter().map(|(_, count)| count.to_string().len()).max().unwrap_or(0);
            tags.iter().try_for_each(|(tag, count)| writeln!(out, "  {count:>widest$}  {}", safe(tag)))
        }
        Table::Json => {
            let list = tags.iter().map(|(tag, count)| json!({"tag": tag, "articles": count})).collect::<Value>();
            writeln!(out, "{}", json_line(&json!({"schema": "morgue.tags/1", "tags": list})))
        }
        Table::Csv => {
            let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
            writer.write_record(["tag", "articles"])?;
            for (tag, count) in tags {
                writer.write_record([guarded(tag), count.to_string()])?;
            }
            writer.flush()
        }
    }
}
