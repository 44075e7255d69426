//! What was changed by hand, and what the pages say in its place.

use rusqlite::{Row, params};

use super::articles::{from_json, json};
use super::{Catalog, CatalogError};
use crate::article::{ArticleId, Change, Hand};
use crate::schema::{self, Field};

/// A change by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its place in the journal.
    pub number: i64,
    /// The article.
    pub article: ArticleId,
    /// The day it was made, `2026-11-28`.
    pub made: String,
    /// The change.
    pub hand: Hand,
    /// Why it was made.
    pub note: Option<String>,
    /// The day it was undone.
    pub undone: Option<String>,
}

/// What the page says of a field that was changed by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    /// The values of the field.
    pub values: Vec<String>,
    /// Where they were read.
    pub evidence: Option<String>,
}

impl Catalog {
    /// Notes a change by hand.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn note(&self, id: ArticleId, made: &str, hand: &Hand, note: Option<&str>) -> Result<(), CatalogError> {
        let (change, values) = match &hand.change {
            Change::Set(values) => ("set", values.clone()),
            Change::Add(value) => ("add", vec![value.clone()]),
            Change::Remove(value) => ("remove", vec![value.clone()]),
        };
        self.run(|connection| {
            let sql = "INSERT INTO journal (article, made, field, change, value, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let row = params![id.to_string(), made, hand.field.name, change, json(&values), note];
            connection.prepare_cached(sql)?.execute(row).map(drop)
        })
    }

    /// Marks a change as undone.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn mark_undone(&self, number: i64, day: &str) -> Result<(), CatalogError> {
        self.run(|connection| {
            let sql = "UPDATE journal SET undone = ?2 WHERE number = ?1";
            connection.prepare_cached(sql)?.execute(params![number, day]).map(drop)
        })
    }

    /// Hands on what was done by hand to an article, and that saved searches have shown it, to the article that its page holds
    /// now.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn hand_on(&self, old: ArticleId, now: ArticleId) -> Result<(), CatalogError> {
        self.run(|connection| {
            let ids = [old.to_string(), now.to_string()];
            connection
                .prepare_cached("UPDATE journal SET article = ?2 WHERE article = ?1")?
                .execute([&ids[0], &ids[1]])?;
            connection.prepare_cached("DELETE FROM extracted WHERE article = ?1")?.execute([&ids[0]])?;
            let sql = "UPDATE OR IGNORE seen SET article = ?2 WHERE article = ?1";
            connection.prepare_cached(sql)?.execute([old.number(), now.number()]).map(drop)
        })
    }

    /// Returns what was changed of an article by hand, in order, what was undone too.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn journal(&self, id: ArticleId) -> Result<Vec<Entry>, CatalogError> {
        if self.is_old {
            return Ok(Vec::new());
        }
        let sql = "SELECT number, article, made, field, change, value, note, undone FROM journal WHERE article = ?1 ORDER BY number";
        let rows: Vec<Option<Entry>> = self.run(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([id.to_string()], entry)?;
            rows.collect()
        })?;
        rows.into_iter().map(|row| row.ok_or_else(|| self.bad(&id.to_string(), "the journal"))).collect()
    }

    /// Keeps what the page says of a field that was changed by hand: its values, and where they were read.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn keep_extracted(
        &self,
        id: ArticleId,
        field: &Field,
        values: &[String],
        evidence: Option<&str>,
    ) -> Result<(), CatalogError> {
        self.run(|connection| {
            let sql = "INSERT OR REPLACE INTO extracted VALUES (?1, ?2, ?3, ?4)";
            let row = params![id.to_string(), field.name, json(&values), evidence];
            connection.prepare_cached(sql)?.execute(row).map(drop)
        })
    }

    /// Returns what the page says of a field that was changed by hand.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn extracted(&self, id: ArticleId, field: &Field) -> Result<Option<Extracted>, CatalogError> {
        let row: Option<(String, Option<String>)> = self.run(|connection| {
            let sql = "SELECT value, evidence FROM extracted WHERE article = ?1 AND field = ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([id.to_string(), field.name.clone()])?;
            rows.next()?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
        })?;
        let read = |(values, evidence): (String, Option<String>)| {
            let values = from_json(&values).ok_or_else(|| self.bad(&id.to_string(), "what its page says"))?;
            Ok(Extracted { values, evidence })
        };
        row.map(read).transpose()
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Option<Entry>> {
    let (article, field, change): (String, String, String) = (row.get(1)?, row.get(3)?, row.get(4)?);
    let values: Option<Vec<String>> = from_json(&row.get::<_, String>(5)?);
    let change = match (change.as_str(), values) {
        ("set", Some(values)) => Some(Change::Set(values)),
        ("add", Some(values)) => values.into_iter().next().map(Change::Add),
        ("remove", Some(values)) => values.into_iter().next().map(Change::Remove),
        _ => None,
    };
    let (number, made, note, undone) = (row.get(0)?, row.get(2)?, row.get(6)?, row.get(7)?);
    let known = change.zip(schema::find(&field)).zip(article.parse().ok());
    Ok(known.map(|((change, field), article)| Entry {
        number,
        article,
        made,
        hand: Hand { field, change },
        note,
        undone,
    }))
}
