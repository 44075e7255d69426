//! Saved searches, and what each has shown.

use std::collections::HashSet;

use rusqlite::{Row, params};

use super::{Catalog, CatalogError};
use crate::article::ArticleId;

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// What was typed, with its options, as JSON.
    pub query: String,
    /// The day it was saved.
    pub saved: String,
    /// The day it was last run.
    pub run: Option<String>,
}

impl Catalog {
    /// Saves a search, in place of an earlier one of the same name; what that has shown is forgotten.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn save(&self, name: &str, query: &str, day: &str) -> Result<(), CatalogError> {
        self.batch(|| {
            self.forget_saved_now(name)?;
            self.run(|connection| {
                let sql = "INSERT INTO searches (name, query, saved) VALUES (?1, ?2, ?3)";
                connection.prepare_cached(sql)?.execute([name, query, day]).map(drop)
            })
        })
    }

    /// Forgets a saved search and what it has shown; tells whether there was one.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn forget_saved(&self, name: &str) -> Result<bool, CatalogError> {
        self.batch(|| self.forget_saved_now(name))
    }

    fn forget_saved_now(&self, name: &str) -> Result<bool, CatalogError> {
        self.run(|connection| {
            connection.execute("DELETE FROM seen WHERE search = ?1", [name])?;
            Ok(connection.execute("DELETE FROM searches WHERE name = ?1", [name])? > 0)
        })
    }

    /// Returns the saved searches in the order of their names.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn saved(&self) -> Result<Vec<Saved>, CatalogError> {
        if self.is_old {
            return Ok(Vec::new());
        }
        self.run(|connection| {
            let mut statement = connection.prepare("SELECT name, query, saved, run FROM searches ORDER BY name")?;
            let read = |row: &Row<'_>| {
                Ok(Saved { name: row.get(0)?, query: row.get(1)?, saved: row.get(2)?, run: row.get(3)? })
            };
            let rows = statement.query_map([], read)?;
            rows.collect()
        })
    }

    /// Returns the articles that a saved search has shown.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn seen(&self, name: &str) -> Result<HashSet<ArticleId>, CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare("SELECT article FROM seen WHERE search = ?1")?;
            let numbers = statement.query_map([name], |row| row.get::<_, u64>(0))?;
            numbers.filter_map(|number| number.map(ArticleId::from_number).transpose()).collect()
        })
    }

    /// Notes that a saved search was run and has shown these articles.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written; nothing is noted then.
    pub fn mark_seen(&self, name: &str, shown: &[ArticleId], day: &str) -> Result<(), CatalogError> {
        self.batch(|| {
            self.run(|connection| {
                let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO seen VALUES (?1, ?2)")?;
                for id in shown {
                    statement.execute(params![name, id.number()])?;
                }
                connection.execute("UPDATE searches SET run = ?2 WHERE name = ?1", [name, day]).map(drop)
            })
        })
    }
}
