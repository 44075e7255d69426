//! What became of each piece of a page, for reading and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::article::evidence;
use super::json::extracted;
use super::terminal::safe;
use super::{Style, refused};
use crate::ingest::{Explanation, Verdict};

/// Returns the word for a verdict.
fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Kept => "kept",
        Verdict::Field(name) => name,
        Verdict::Cut => "cut",
    }
}

/// Writes the account of a page, a line for each piece.
///
/// # Errors
/// Returns the error of the stream.
pub fn explanation(path: &str, explained: &Explanation, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.bold(&safe(path)))?;
    writeln!(out, "article in {}", safe(&explained.container))?;
    writeln!(out)?;
    // The text gets what is left, at least a third of the line.
    let rule = (style.width / 3).min(44);
    for piece in &explained.pieces {
        let text = style.width.saturating_sub(rule + 12).max(10);
        let line = format!("{:<8}{:<rule$}  {}", sign(piece.verdict), cut(&piece.rule, rule), cut(&piece.text, text));
        let line = match piece.verdict {
            Verdict::Kept => line,
            Verdict::Field(_) => style.bold(&line),
            Verdict::Cut => style.dim(&line),
        };
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    match &explained.found {
        Ok(article) => {
            for (name, value) in extracted(path, article).as_object().into_iter().flatten() {
                let shown = match value {
                    Value::String(text) => text.clone(),
                    Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
                    other => plain(other),
                };
                if !matches!(name.as_str(), "path" | "body" | "evidence" | "headings") {
                    writeln!(out, "{name:<10}{}", cut(&shown, style.width.saturating_sub(10)))?;
                }
            }
            writeln!(out)?;
            evidence(article, style, out)
        }
        Err(reason) => writeln!(out, "{}", safe(&reason.to_string())),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Returns text that fits into so many columns.
fn cut(text: &str, width: usize) -> String {
    console::truncate_str(&safe(text), width, "…").into_owned()
}

/// Returns the account of a page as JSON.
pub fn explained(path: &str, explained: &Explanation) -> Value {
    let pieces: Vec<Value> = explained
        .pieces
        .iter()
        .map(|piece| json!({"verdict": sign(piece.verdict), "rule": piece.rule, "text": piece.text}))
        .collect();
    let found = match &explained.found {
        Ok(article) => extracted(path, article),
        Err(reason) => refused(path, &reason.to_string()),
    };
    json!({"schema": "morgue.explanation/1", "path": path, "container": explained.container, "pieces": pieces, "found": found})
}
