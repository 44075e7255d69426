//! The archive in numbers.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Style;
use super::terminal::safe;
use crate::catalog::Survey;

/// Writes what is in an archive; lists of `limit` lines may be cut.
///
/// # Errors
/// Returns the error of the stream.
pub fn survey(survey: &Survey, limit: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let dates = survey.dates.as_ref().map_or_else(String::new, |(first, last)| format!(", from {first} to {last}"));
    writeln!(out, "{} articles{dates}", style.bold(&survey.articles.to_string()))?;
    if survey.undated > 0 {
        writeln!(out, "{} without a date (`morgue query date:none`)", survey.undated)?;
    }
    if survey.groups > 0 {
        let texts = if survey.groups == 1 { "1 text".to_owned() } else { format!("{} texts", survey.groups) };
        writeln!(out, "{} share their text with others: {texts} (`morgue dupes`)", survey.grouped)?;
    }
    for (title, counts) in [
        ("files", &survey.fates),
        ("languages", &survey.languages),
        ("sources", &survey.sources),
        ("topics", &survey.topics),
    ] {
        if counts.is_empty() {
            continue;
        }
        writeln!(out, "\n{}", style.bold(title))?;
        let widest = counts.iter().map(|(_, count)| count.to_string().len()).max().unwrap_or(0);
        for (name, count) in counts {
            writeln!(out, "  {count:>widest$}  {}", safe(name))?;
        }
        if counts.len() == limit {
            writeln!(out, "  {:>widest$}  `--limit N` lists more", "…")?;
        }
    }
    Ok(())
}

/// Returns what is in an archive as one object.
pub fn survey_json(folder: &str, bytes: u64, index: &str, survey: &Survey) -> Value {
    let counts =
        |list: &[(String, u64)]| list.iter().map(|(name, count)| (name.clone(), json!(count))).collect::<Map<_, _>>();
    let mut object = json!({
        "schema": "morgue.status/1",
        "archive": folder,
        "bytes": bytes,
        "index": index,
        "articles": survey.articles,
        "undated": survey.undated,
        "groups": survey.groups,
        "grouped": survey.grouped,
        "files": counts(&survey.fates),
        "languages": counts(&survey.languages),
        "sources": counts(&survey.sources),
        "topics": counts(&survey.topics),
    });
    if let (Some((first, last)), Some(object)) = (&survey.dates, object.as_object_mut()) {
        object.insert("first".to_owned(), first.clone().into());
        object.insert("last".to_owned(), last.clone().into());
    }
    object
}
