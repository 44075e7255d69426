//! The saved searches, for reading and as JSON.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Style;
use super::json::json_line;
use super::terminal::{safe, wrap};

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Its name.
    pub name: String,
    /// What was typed, word by word.
    pub typed: Vec<String>,
    /// The day it was saved.
    pub saved: String,
    /// The day it was last run.
    pub run: Option<String>,
}

/// Writes the saved searches, a line for each.
///
/// # Errors
/// Returns the error of the stream.
pub fn searches(searches: &[Search], as_json: bool, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if as_json {
        let list: Vec<Value> = searches.iter().map(one).collect();
        return writeln!(out, "{}", json_line(&json!({"schema": "morgue.searches/1", "searches": list})));
    }
    let widest = searches.iter().map(|search| search.name.chars().count()).max().unwrap_or(0);
    for Search { name, typed, saved, run } in searches {
        let run = run.as_ref().map_or_else(|| "not run yet".to_owned(), |day| format!("last run {day}"));
        let name = format!("{:<widest$}", safe(name));
        let typed: Vec<String> = typed.iter().map(|word| quoted(&safe(word))).collect();
        for (number, line) in wrap(&typed.join(" "), &[], widest + 2, style).iter().enumerate() {
            let text = line.get(widest + 2..).unwrap_or_default();
            writeln!(out, "{}  {text}", if number == 0 { style.bold(&name) } else { " ".repeat(widest) })?;
        }
        writeln!(out, "{:widest$}  {}", "", style.dim(&format!("saved {saved}, {run}")))?;
    }
    Ok(())
}

/// Returns a word as it is typed in a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.:/=+@%,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

fn one(search: &Search) -> Value {
    let mut object = Map::new();
    object.insert("name".to_owned(), search.name.clone().into());
    object.insert("query".to_owned(), search.typed.clone().into());
    object.insert("saved".to_owned(), search.saved.clone().into());
    object.extend(search.run.clone().map(|run| ("run".to_owned(), run.into())));
    Value::Object(object)
}
