//! Other texts that were saved from the address of an article: its versions.

use rusqlite::params;

use super::articles::{from_json, json};
use super::{Catalog, CatalogError};
use crate::article::{Article, ArticleId};

/// One text saved from the address of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The file it was read from.
    pub path: String,
    /// When that file was last written: nanoseconds since 1970.
    pub saved: i64,
    /// The article as it was then.
    pub article: Article,
}

impl Catalog {
    /// Keeps a version beside the one that is shown; one that says the same is kept once.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn keep_version(&self, id: ArticleId, version: &Version) -> Result<(), CatalogError> {
        let Version { path, saved, article } = version;
        self.run(|connection| {
            let sql = "INSERT INTO versions VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET path = ?3, saved = ?4, stored = ?5";
            let row = params![id.to_string(), article.wording(), path, saved, json(article)];
            connection.prepare_cached(sql)?.execute(row).map(drop)
        })
    }

    /// Forgets the version that says what an article says, if it is kept.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn forget_version(&self, id: ArticleId, article: &Article) -> Result<(), CatalogError> {
        self.run(|connection| {
            let sql = "DELETE FROM versions WHERE article = ?1 AND hash = ?2";
            connection.prepare_cached(sql)?.execute([id.to_string(), article.wording()]).map(drop)
        })
    }

    /// Forgets the versions of an article: those read from a file, or all.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn forget_versions(&self, id: ArticleId, path: Option<&str>) -> Result<(), CatalogError> {
        self.run(|connection| {
            let sql = "DELETE FROM versions WHERE article = ?1 AND (?2 IS NULL OR path = ?2)";
            connection.prepare_cached(sql)?.execute(params![id.to_string(), path]).map(drop)
        })
    }

    /// Returns the versions of an article that are not shown, the latest saved first.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn versions(&self, id: ArticleId) -> Result<Vec<Version>, CatalogError> {
        let rows: Vec<(String, i64, String)> = self.run(|connection| {
            let sql =
                "SELECT path, saved, stored FROM versions WHERE article = ?1 ORDER BY saved DESC, path DESC, hash";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect()
        })?;
        let read = |(path, saved, stored): (String, i64, String)| {
            let article = from_json(&stored).ok_or_else(|| self.bad(&id.to_string(), "a version"))?;
            Ok(Version { path, saved, article })
        };
        rows.into_iter().map(read).collect()
    }
}
