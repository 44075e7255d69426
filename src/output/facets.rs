//! Facets and topics for reading, as JSON and as a table.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use serde_json::{Map, Value, json};

use super::Style;
use super::csv::guarded;
use super::json::json_line;
use super::terminal::safe;
use crate::search::{Facet, TopicCounts};

/// Values of a facet that are listed for reading.
const LISTED: usize = 10;

/// Writes what a result was counted by, below its hits.
pub(super) fn write(facets: &[Facet], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for facet in facets.iter().filter(|facet| !facet.values.is_empty() || facet.missing > 0) {
        writeln!(out, "{}", style.bold(&format!("by {}", facet.name)))?;
        let most = if facet.name == "year" { usize::MAX } else { LISTED };
        let counts = facet.values.iter().map(|value| value.articles).chain([facet.missing]);
        let widest = counts.max().unwrap_or(0).to_string().len();
        for value in facet.values.iter().take(most) {
            writeln!(out, "  {:>widest$}  {}", value.articles, safe(value.label.as_ref().unwrap_or(&value.value)))?;
        }
        if facet.values.len() > most {
            let more = facet.values.len() - most;
            writeln!(out, "{}", style.dim(&format!("  {:>widest$}  {more} more; `--format json` has them", "…")))?;
        }
        if facet.missing > 0 {
            writeln!(out, "{}", style.dim(&format!("  {:>widest$}  no {}", facet.missing, facet.name)))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Returns facets as one object, a key for each.
pub(super) fn json(facets: &[Facet]) -> Value {
    let facets = facets.iter().map(|facet| {
        let values = facet.values.iter().map(|value| {
            let mut object = Map::new();
            object.insert("value".to_owned(), value.value.clone().into());
            if let Some(label) = &value.label {
                object.insert("label".to_owned(), label.clone().into());
            }
            object.insert("articles".to_owned(), value.articles.into());
            Value::Object(object)
        });
        (facet.name.to_owned(), json!({"values": values.collect::<Value>(), "missing": facet.missing}))
    });
    Value::Object(facets.collect())
}

/// A form of counted topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// For reading.
    Text,
    /// One object.
    Json,
    /// Comma-separated values after RFC 4180.
    Csv,
}

/// Writes counted topics: a tree if some stand below others, else a list.
///
/// # Errors
/// Returns the error of the stream.
pub fn topics(counts: &TopicCounts, form: Table, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Table::Text => topics_text(counts, style, out),
        Table::Json => {
            let topics = counts.topics.iter().map(|topic| {
                json!({"id": topic.id, "label": topic.label, "kind": topic.kind, "depth": topic.depth,
                       "itself": topic.itself, "articles": topic.articles})
            });
            let object = json!({"schema": "morgue.topics/1", "query": counts.understood, "total": counts.total,
                                "missing": counts.missing, "topics": topics.collect::<Value>()});
            writeln!(out, "{}", json_line(&object))
        }
        Table::Csv => {
            let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
            writer.write_record(["topic", "label", "kind", "depth", "itself", "articles"])?;
            for topic in &counts.topics {
                writer.write_record([
                    guarded(&topic.id),
                    guarded(&topic.label),
                    topic.kind.clone(),
                    topic.depth.to_string(),
                    topic.itself.to_string(),
                    topic.articles.to_string(),
                ])?;
            }
            writer.flush()
        }
    }
}

fn topics_text(counts: &TopicCounts, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let is_tree = counts.topics.iter().any(|topic| topic.depth > 0);
    let number = |topic: &crate::search::TopicCount| if counts.tree { topic.articles } else { topic.itself };
    let widest = counts.topics.iter().map(number).max().unwrap_or(0).to_string().len();
    let mut kind = "";
    for topic in &counts.topics {
        if counts.tree && topic.depth == 0 && topic.kind != kind {
            let gap = if kind.is_empty() { "" } else { "\n" };
            kind = &topic.kind;
            writeln!(out, "{gap}{}", style.bold(kind))?;
        }
        let indent = if is_tree { 2 * topic.depth } else { 0 };
        let label = safe(&topic.label);
        // A label that says its id is not followed by it.
        let id = if slug(&topic.label) == topic.id { String::new() } else { format!("  {}", safe(&topic.id)) };
        writeln!(out, "  {:>widest$}  {:indent$}{label}{}", number(topic), "", style.dim(&id))?;
    }
    Ok(())
}

fn slug(label: &str) -> String {
    label.to_lowercase().replace(' ', "-")
}
