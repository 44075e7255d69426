//! What every format of hits has in common: a beginning, hits, an end; and the columns of tables.

use std::io::{self, Write};

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
    pub fn cells(&self, hit: &Hit) -> impl Iterator<Item = String> {
        self.0.iter().map(|column| match column {
            Column::Rank => hit.rank.to_string(),
            Column::Score => format!("{:.4}", hit.score),
            Column::Field(field) => value(hit, field),
            Column::Snippet => hit.snippets.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(" | "),
            Column::Alike => hit.alike.as_ref().map_or(0, |alike| alike.others.len()).to_string(),
            Column::Group => hit.alike.as_ref().map(|alike| alike.group.to_string()).unwrap_or_default(),
        })
    }
}

/// Tells whether an article has values of a field that a cell can hold.
fn has_values(field: &Field) -> bool {
    field.is_for(Use::Column) || matches!(field.kind, Kind::Text | Kind::Number)
}

/// Returns the value of a field; several are joined by `|`.
fn value(hit: &Hit, field: &Field) -> String {
    let article = &hit.article;
    match field.name.as_str() {
        "topic" => hit.topics.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join("|"),
        "body" => article.printed(),
        "words" => hit.words.to_string(),
        "is" => article.truncated.iter().map(|_| "true".to_owned()).collect(),
        "url" => article.url.clone().unwrap_or_default(),
        "path" => hit.path.clone(),
        "id" => hit.id.to_string(),
        _ => article.values(field).join("|"),
    }
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
            alike: None,
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
        let mut out = Vec::new();
        for name in names {
            let response = response(hits.len());
            let listing = Listing { name: *name, response: &response, last: hits.len(), account: None };
            form.begin(&listing, &mut out).expect("begun");
            hits.iter().for_each(|hit| form.hit(hit, &mut out).expect("written"));
            form.end(&mut out).expect("ended");
        }
        form.finish(&mut out).expect("finished");
        String::from_utf8(out).expect("text")
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
            assert_ne!(cell, "", "{key}");
        }
    }
}
