//! The account of files: what each was when it was last read, and what became of it.

use rusqlite::{Row, params};

use super::{Catalog, CatalogError};
use crate::article::ArticleId;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Its article is in the archive.
    Indexed,
    /// Its article is in the archive from another file.
    Duplicate,
    /// It holds no article.
    Skipped,
    /// It could not be read.
    Failed,
}

impl Fate {
    /// Returns the word for it in the catalog and in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Indexed => "indexed",
            Self::Duplicate => "duplicate",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    fn read(word: &str) -> Option<Self> {
        [Self::Indexed, Self::Duplicate, Self::Skipped, Self::Failed].into_iter().find(|fate| fate.word() == word)
    }
}

/// A file as it was when last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path, as the archive names it.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written: nanoseconds since 1970.
    pub modified: i64,
    /// The SHA-256 of its bytes in hexadecimal, if it was read.
    pub hash: Option<String>,
    /// The version of the extraction that read it.
    pub reader: u32,
    /// What became of it.
    pub fate: Fate,
    /// Why, where that says something.
    pub reason: Option<String>,
    /// The article found in it.
    pub article: Option<ArticleId>,
}

const COLUMNS: &str = "path, size, modified, hash, reader, fate, reason, article";

impl Catalog {
    /// Returns what is known of a file.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn source(&self, path: &str) -> Result<Option<Source>, CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM sources WHERE path = ?1"))?;
            let mut rows = statement.query([path])?;
            rows.next()?.map(read).transpose()
        })
    }

    /// Keeps what is known of a file.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn keep_source(&self, source: &Source) -> Result<(), CatalogError> {
        let Source { path, size, modified, hash, reader, fate, reason, article } = source;
        let article = article.map(|id| id.to_string());
        self.run(|connection| {
            let sql = format!("INSERT OR REPLACE INTO sources ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
            connection.prepare_cached(&sql)?.execute(params![
                path,
                size,
                modified,
                hash,
                reader,
                fate.word(),
                reason,
                article
            ])
        })?;
        Ok(())
    }

    /// Forgets a file.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn forget_source(&self, path: &str) -> Result<(), CatalogError> {
        self.run(|connection| connection.prepare_cached("DELETE FROM sources WHERE path = ?1")?.execute([path]))?;
        Ok(())
    }

    /// Returns the files in which an article was found, in the order of their paths.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn sources_of(&self, id: ArticleId) -> Result<Vec<Source>, CatalogError> {
        self.run(|connection| {
            let mut statement = connection
                .prepare_cached(&format!("SELECT {COLUMNS} FROM sources WHERE article = ?1 ORDER BY path"))?;
            let rows = statement.query_map([id.to_string()], read)?;
            rows.collect()
        })
    }

    /// Returns the paths of all known files that begin with `start`, in order.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn paths_from(&self, start: &str) -> Result<Vec<String>, CatalogError> {
        self.run(|connection| {
            let mut statement = connection
                .prepare("SELECT path FROM sources WHERE path >= ?1 AND path < ?1 || char(0x10ffff) ORDER BY path")?;
            let rows = statement.query_map([start], |row| row.get(0))?;
            rows.collect()
        })
    }
}

impl Catalog {
    /// Returns the known files whose names lie between two texts, the second left out, in order.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn sources_between(&self, first: &str, end: &str) -> Result<Vec<Source>, CatalogError> {
        self.run(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM sources WHERE path >= ?1 AND path < ?2 ORDER BY path");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([first, end], read)?;
            rows.collect()
        })
    }

    /// Returns the names between two texts whose files were not last seen at the given time.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn paths_not_of(&self, first: &str, end: &str, modified: i64) -> Result<Vec<String>, CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT path FROM sources WHERE path >= ?1 AND path < ?2 AND modified <> ?3 ORDER BY path",
            )?;
            let rows = statement.query_map(params![first, end, modified], |row| row.get(0))?;
            rows.collect()
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Source> {
    let fate: String = row.get("fate")?;
    let article: Option<String> = row.get("article")?;
    Ok(Source {
        path: row.get("path")?,
        size: row.get("size")?,
        modified: row.get("modified")?,
        hash: row.get("hash")?,
        reader: row.get("reader")?,
        // An unknown word can only come from a newer program; such a file is read again.
        fate: Fate::read(&fate).unwrap_or(Fate::Failed),
        reason: row.get("reason")?,
        article: article.and_then(|id| id.parse().ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn a_source_reads_back_as_it_was_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let catalog = Catalog::open_or_make(folder.path(), "").expect("a catalog");
        let id = Article::default().id();
        let source = |path: &str, fate| Source {
            path: path.to_owned(),
            size: 3,
            modified: -1,
            hash: Some("ab".to_owned()),
            reader: 1,
            fate,
            reason: None,
            article: Some(id),
        };
        catalog.keep_source(&source("b/2", Fate::Duplicate)).expect("kept");
        catalog.keep_source(&source("b/1", Fate::Indexed)).expect("kept");
        assert_eq!(catalog.source("b/1").expect("read"), Some(source("b/1", Fate::Indexed)));
        assert_eq!(catalog.paths_from("b/").expect("read"), ["b/1", "b/2"]);
        assert_eq!(catalog.sources_of(id).expect("read").len(), 2);
        catalog.forget_source("b/1").expect("forgotten");
        assert_eq!(catalog.source("b/1").expect("read"), None);
    }
}
