//! What every format of hits has in common: a beginning, hits, an end; and the columns of tables.

use std::io::{self, Write};

use crate::dates::Date;
use crate::schema::{self, Field, Kind, Use};
use crate::search::{Account, Hit, Response};

/// What is known of a list before its hits.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'a> {
    /// The name of its query, where there are several.
    pub name: Option<&'a str>,
    /// The answer, its hits aside.
    pub response: &'a Response,
    /// The rank of its last hit.
    pub last: usize,
    /// What became of the query, where that is asked for.
    pub account: Option<&'a Account>,
}

/// A format of hits. Several lists may follow each other: [`Form::finish`] ends the last of them.
pub trait Form {
    /// Begins a list.
    ///
    /// # Errors
    /// Returns the error of the stream.
    fn begin(&mut self, _listing: &Listing<'_>, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes a hit.
    ///
    /// # Errors
    /// Returns the error of the stream, or why the format cannot take the hit.
    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()>;

    /// Ends a list.
    ///
    /// # Errors
    /// Returns the error of the stream.
    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Ends all lists.
    ///
    /// # Errors
    /// Returns the error of the stream.
    fn finish(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The columns of a table of hits.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns(Vec<Column>);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    Rank,
    Score,
    Field(&'static Field),
    Snippet,
    Alike,
    Group,
}

/// There is no such column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown column `{0}`\n  hint: there are {list}", list = Columns::known().join(", "))]
pub struct UnknownColumn(pub String);

impl Default for Columns {
    /// Rank, score and every field that is there for it.
    fn default() -> Self {
        let fields = schema::FIELDS.iter().filter(|field| field.is_for(Use::Column)).map(Column::Field);
        Self([Column::Rank, Column::Score].into_iter().chain(fields).collect())
    }
}

/// The columns that are no fields.
const OTHERS: [(&str, Column); 5] = [
    ("rank", Column::Rank),
    ("score", Column::Score),
    ("snippet", Column::Snippet),
    ("alike", Column::Alike),
    ("group", Column::Group),
];

impl Columns {
    /// Returns the columns with these names: keys of fields, their names in queries, `rank`, `score`, `snippet`,
    /// `alike` (how many articles the hit stands for) and `group` (the id of their group).
    ///
    /// # Errors
    /// Returns [`UnknownColumn`] for a name that is none of these.
    pub fn named<S: AsRef<str>>(names: &[S]) -> Result<Self, UnknownColumn> {
        let read = |name: &S| {
            let name = name.as_ref().trim().to_lowercase();
            let other = OTHERS.iter().find(|(known, _)| *known == name).map(|(_, column)| *column);
            let by_key = || schema::FIELDS.iter().find(|field| field.key() == name);
            let field = || by_key().or_else(|| schema::find(&name)).filter(|field| has_values(field));
            other.or_else(|| field().map(Column::Field)).ok_or(UnknownColumn(name))
        };
        names.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// Returns the names of all columns there are.
    pub fn known() -> Vec<&'static str> {
        let fields = schema::FIELDS.iter().filter(|field| has_values(field)).map(Field::key);
        OTHERS.iter().map(|(name, _)| *name).chain(fields).collect()
    }

    /// Returns the heads of the columns.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|column| match column {
            Column::Field(field) => field.key(),
            other => OTHERS.iter().find(|(_, known)| known == other).map_or("", |(name, _)| *name),
        })
    }

    /// Tells whether a passage is asked for.
    pub fn have_passages(&self) -> bool {
        self.0.contains(&Column::Snippet)
    }

    /// Returns what stands in the columns for a hit, as it is: nothing is guarded or escaped.
    pub(super) fn cells(&self, hit: &Hit) -> impl Iterator<Item = Cell> {
        let count = |number: usize| Cell::Count(u64::try_from(number).unwrap_or(u64::MAX));
        self.0.iter().map(move |column| match column {
            Column::Rank => count(hit.rank),
            Column::Score => Cell::Score(hit.score),
            Column::Field(field) => value(hit, field),
            Column::Snippet => {
                Cell::Text(hit.snippets.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(" | "))
            }
            Column::Alike => count(hit.alike.len()),
            Column::Group => Cell::Text(hit.group.map(|group| group.to_string()).unwrap_or_default()),
        })
    }
}

/// What stands in a column for a hit.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// A number of things.
    Count(u64),
    /// How well a hit matches.
    Score(f32),
    /// A date, as precise as it is known.
    Date(Date),
    /// Text; empty for a value that is not known.
    Text(String),
}

impl Cell {
    /// Returns the cell as a table of text holds it; text is made harmless by `guard`.
    pub(super) fn guarded(self, guard: impl Fn(&str) -> String) -> String {
        match self {
            Self::Count(number) => number.to_string(),
            Self::Score(score) => format!("{score:.4}"),
            Self::Date(date) => date.to_string(),
            Self::Text(text) => guard(&text),
        }
    }
}

/// Tells whether an article has values of a field that a cell can hold.
fn has_values(field: &Field) -> bool {
    field.is_for(Use::Column) || matches!(field.kind, Kind::Text | Kind::Number)
}

/// Returns the value of a field; several are joined by `|`.
fn value(hit: &Hit, field: &Field) -> Cell {
    let article = &hit.article;
    let date = |date: Option<Date>| date.map_or_else(|| Cell::Text(String::new()), Cell::Date);
    Cell::Text(match field.name.as_str() {
        "date" => return date(article.published),
        "modified" => return date(article.modified),
        "captured" => return date(article.captured),
        "words" => return Cell::Count(hit.words),
        "topic" => hit.topics.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join("|"),
        "body" => article.printed(),
        "is" => article.truncated.iter().map(|_| "true".to_owned()).collect(),
        "url" => article.url.clone().unwrap_or_default(),
        "path" => hit.path.clone(),
        "id" => hit.id.to_string(),
        _ => article.values(field).join("|"),
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article::Article;

    /// Returns a hit with a title.
    pub(in super::super) fn hit(title: &str) -> Hit {
        let article = Article { title: title.to_owned(), ..Article::default() };
        Hit {
            rank: 1,
            score: 1.5,
            id: article.id(),
            words: 1,
            path: "x".into(),
            article,
            topics: vec![],
            group: None,
            alike: Vec::new(),
            marks: vec![],
            snippets: vec![],
            reasons: Vec::new(),
        }
    }

    /// Returns an answer without hits.
    pub(in super::super) fn response(total: usize) -> Response {
        Response {
            understood: String::new(),
            total,
            groups: total,
            undated: 0,
            hits: vec![],
            lost: 0,
            limited: vec![],
            facets: vec![],
        }
    }

    /// Returns what a form makes of a list for each name.
    pub(in super::super) fn written(form: &mut dyn Form, names: &[Option<&str>], hits: &[Hit]) -> String {
        String::from_utf8(bytes(form, names, hits)).expect("text")
    }

    /// Returns what a form makes of a list for each name, where that is not text.
    pub(in super::super) fn bytes(form: &mut dyn Form, names: &[Option<&str>], hits: &[Hit]) -> Vec<u8> {
        let mut out = Vec::new();
        for name in names {
            let response = response(hits.len());
            let listing = Listing { name: *name, response: &response, last: hits.len(), account: None };
            form.begin(&listing, &mut out).expect("begun");
            hits.iter().for_each(|hit| form.hit(hit, &mut out).expect("written"));
            form.end(&mut out).expect("ended");
        }
        form.finish(&mut out).expect("finished");
        out
    }

    /// Returns a hit with a value for everything that a citation holds.
    pub(in super::super) fn cited() -> Hit {
        let mut hit = hit("Allianz gegen China: 50 % & mehr");
        let text = |text: &str| Some(text.to_owned());
        hit.article = Article {
            url: text("https://hafenkurier.example/a?b=1&c=2"),
            kicker: text("Apec-Gipfel"),
            dek: text("Die USA sind Japans Schutzmacht."),
            authors: vec!["Anna Seeger".into(), "Redaktion".into(), "Ursula von der Leyen".into()],
            agency: vec!["dpa".into()],
            source: text("Hafenkurier"),
            section: text("Politik"),
            language: text("de"),
            published: crate::dates::read("2025-10-28T14:05:00+01:00"),
            modified: crate::dates::read("2025-10-29"),
            captured: crate::dates::read("2025-11-02"),
            tags: vec!["apec".into(), "Zölle, neu".into()],
            ..hit.article
        };
        hit.topics = vec![("apec".into(), "APEC".into())];
        hit.id = hit.article.id();
        hit.path = "clips/allianz.html".into();
        hit
    }

    #[test]
    fn columns_are_named_by_key_or_by_field() {
        let columns = Columns::named(&["Title", "author", "date", "words", "alike"]).expect("columns");
        assert_eq!(columns.keys().collect::<Vec<_>>(), ["title", "authors", "published", "words", "alike"]);
        for name in ["titel2", "", "lead"] {
            let error = Columns::named(&[name]).expect_err(name);
            assert!(error.to_string().contains("there are rank, score"), "{error}");
        }
    }

    #[test]
    fn every_column_has_a_value() {
        let mut hit = hit("x");
        let text = || Some("x".to_owned());
        let many = || vec!["x".to_owned()];
        let date = crate::dates::read("2025-10-28");
        hit.article = Article {
            url: text(),
            title: "x".into(),
            kicker: text(),
            dek: text(),
            body: vec![crate::article::Block { kind: crate::article::BlockKind::Paragraph, text: "x".into() }],
            authors: many(),
            agency: many(),
            source: text(),
            section: text(),
            language: text(),
            truncated: text(),
            published: date,
            modified: date,
            captured: date,
            tags: many(),
            ..hit.article
        };
        hit.topics = vec![("x".into(), "X".into())];
        let fields: Vec<&str> =
            Columns::known().into_iter().filter(|name| !["snippet", "group"].contains(name)).collect();
        let columns = Columns::named(&fields).expect("columns");
        for (key, cell) in columns.keys().zip(columns.cells(&hit)) {
            assert_ne!(cell.guarded(str::to_owned), "", "{key}");
        }
    }
}
