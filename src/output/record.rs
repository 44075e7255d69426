//! What two records have different, and why.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use serde_json::{Map, Value, json};

use super::csv::guarded;
use super::json::json_line;
use super::terminal::{safe, wrap};
use super::{Style, Table};
use crate::article::ArticleId;
use crate::record::{Change, Comparison, Record};

/// What two records have different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Whether the lists are the same.
    pub same: bool,
    /// Whether the articles of both come in another order.
    pub reordered: bool,
    /// How many hits each has.
    pub hits: (usize, usize),
    /// How many articles each archive had.
    pub archives: (u64, u64),
    /// What was asked or is the ground of it: what it is, before, after.
    pub grounds: Vec<(&'static str, String, String)>,
    /// The articles that differ.
    pub articles: Vec<Differing>,
}

/// An article that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// How it differs.
    pub change: Change,
    /// Its id.
    pub id: ArticleId,
    /// Its title, where an archive knows it.
    pub title: Option<String>,
    /// Why, where an archive knows it.
    pub because: Option<Because>,
}

/// Why an article differs between a record and the archive now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// It came into the archive since.
    New,
    /// It is not in the archive any more.
    NotThere,
    /// Fields were changed by hand, the last on a day.
    ByHand(String, String),
    /// Its page was read anew since, or its topics were assigned anew.
    ReadAnew,
    /// Another article of its group is shown, or was.
    Group(ArticleId),
    /// Another version of the program, the analysis or the vocabulary.
    Versions,
    /// Others moved it into the part of the list that was recorded, or out of it.
    Part,
    /// Nothing in the archive says why.
    Unknown,
}

impl Because {
    fn says(&self) -> String {
        match self {
            Self::New => "new in the archive".to_owned(),
            Self::NotThere => "not in the archive any more".to_owned(),
            Self::ByHand(field, day) => format!("{field} changed by hand on {day}"),
            Self::ReadAnew => "its page was read, or its topics were assigned, anew".to_owned(),
            Self::Group(group) => format!("another article of the group {group} is shown now, or was then"),
            Self::Versions => "another version of morgue, its analysis or its vocabulary".to_owned(),
            Self::Part => "others moved it into or out of the part that was recorded".to_owned(),
            Self::Unknown => "nothing in the archive says why".to_owned(),
        }
    }
}

impl Compared {
    /// Returns what a comparison of two records found, without what only an archive knows.
    pub fn of(comparison: &Comparison, before: &Record, after: &Record) -> Self {
        let differing =
            |(change, id): &(Change, ArticleId)| Differing { change: *change, id: *id, title: None, because: None };
        Self {
            same: comparison.is_same(),
            reordered: comparison.reordered,
            hits: (before.hits.len(), after.hits.len()),
            archives: (before.archive.articles, after.archive.articles),
            grounds: comparison.grounds.clone(),
            articles: comparison.articles.iter().map(differing).collect(),
        }
    }
}

/// Writes what two records have different.
///
/// # Errors
/// Returns the error of the stream.
pub fn compared(compared: &Compared, form: Table, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Table::Text => text(compared, style, out),
        Table::Json => writeln!(out, "{}", json_line(&object(compared))),
        Table::Csv => {
            let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
            writer.write_record(["change", "id", "title", "because"])?;
            for Differing { change, id, title, because } in &compared.articles {
                let title = guarded(title.as_deref().unwrap_or_default());
                let because = because.as_ref().map(Because::says).unwrap_or_default();
                writer.write_record([word(*change).to_owned(), id.to_string(), title, because])?;
            }
            writer.flush()
        }
    }
}

fn text(compared: &Compared, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (before, after) = compared.hits;
    let hits = |count: usize| if count == 1 { "1 hit".to_owned() } else { format!("{count} hits") };
    if compared.same {
        writeln!(out, "{}", style.bold(&format!("same: {}", hits(after))))?;
    } else {
        let of = |change| compared.articles.iter().filter(|article| article.change == change).count();
        let order = if compared.reordered { ", another order" } else { "" };
        let counts = format!(
            "differs: {} then, {after} now; {} added, {} gone, {} changed{order}",
            hits(before),
            of(Change::Added),
            of(Change::Gone),
            of(Change::Changed)
        );
        for line in wrap(&counts, &[], 0, style) {
            writeln!(out, "{}", style.bold(&line))?;
        }
    }
    for (name, before, after) in &compared.grounds {
        let said = if *name == "archive" {
            let (before, after) = compared.archives;
            format!("archive: articles came, went or changed ({before} then, {after} now)")
        } else {
            let named = |value: &str| if value.is_empty() { "nothing".to_owned() } else { safe(value) };
            format!("{name}: {} then, {} now", named(before), named(after))
        };
        for line in wrap(&said, &[], 2, style) {
            writeln!(out, "{line}")?;
        }
    }
    for change in [Change::Added, Change::Gone, Change::Changed] {
        let mut articles = compared.articles.iter().filter(|article| article.change == change).peekable();
        if articles.peek().is_some() {
            writeln!(out, "\n{}", style.bold(word(change)))?;
        }
        for Differing { id, title, because, .. } in articles {
            let because = because.as_ref().map(|because| format!(" ({})", because.says())).unwrap_or_default();
            let said = format!("{id}  {}{because}", title.as_deref().map(safe).unwrap_or_default());
            for line in wrap(said.trim_end(), &[], 2, style) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}

fn word(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Gone => "gone",
        Change::Changed => "changed",
    }
}

fn object(compared: &Compared) -> Value {
    let list = |wanted: Change| -> Value {
        let articles = compared.articles.iter().filter(|article| article.change == wanted);
        let article = |Differing { id, title, because, .. }: &Differing| {
            let mut object = Map::new();
            object.insert("id".to_owned(), id.to_string().into());
            object.extend(title.clone().map(|title| ("title".to_owned(), title.into())));
            object.extend(because.as_ref().map(|because| ("because".to_owned(), because.says().into())));
            Value::Object(object)
        };
        articles.map(article).collect()
    };
    let grounds = compared
        .grounds
        .iter()
        .map(|(name, before, after)| ((*name).to_owned(), json!({"before": before, "after": after})));
    json!({"schema": "morgue.comparison/1", "same": compared.same, "reordered": compared.reordered,
           "hits": {"before": compared.hits.0, "after": compared.hits.1}, "grounds": Value::Object(grounds.collect()),
           "added": list(Change::Added), "gone": list(Change::Gone), "changed": list(Change::Changed)})
}
