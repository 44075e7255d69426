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

impl Version {
    /// Returns the latest time that the page of a version names: when it was saved, changed or published.
    pub fn said(&self) -> Option<i64> {
        let Article { captured, modified, published, .. } = &self.article;
        [captured, modified, published].into_iter().flatten().map(|date| date.first_second()).max()
    }

    /// Returns what tells how new a version is: what its page says, where that says nothing when its file was written, then
    /// the name of the file.
    pub fn age(&self) -> impl Ord + use<> {
        // The rows of a list come in their order.
        let (file, row) = self.path.rsplit_once('#').unwrap_or((&self.path, ""));
        (self.said(), self.saved, file.to_owned(), row.parse::<u64>().unwrap_or(0))
    }
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

    /// Forgets the versions of an article.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn forget_versions(&self, id: ArticleId) -> Result<(), CatalogError> {
        self.run(|connection| {
            let sql = "DELETE FROM versions WHERE article = ?1";
            connection.prepare_cached(sql)?.execute([id.to_string()]).map(drop)
        })
    }

    /// Returns the versions of an article that are not shown, the newest first.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn versions(&self, id: ArticleId) -> Result<Vec<Version>, CatalogError> {
        if self.is_old {
            return Ok(Vec::new());
        }
        let rows: Vec<(String, i64, String)> = self.run(|connection| {
            let sql = "SELECT path, saved, stored FROM versions WHERE article = ?1 ORDER BY hash";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect()
        })?;
        let read = |(path, saved, stored): (String, i64, String)| {
            let article = from_json(&stored).ok_or_else(|| self.bad(&id.to_string(), "a version"))?;
            Ok(Version { path, saved, article })
        };
        let mut versions: Vec<Version> = rows.into_iter().map(read).collect::<Result<_, CatalogError>>()?;
        versions.sort_by_key(|version| std::cmp::Reverse(version.age()));
        Ok(versions)
    }
}
