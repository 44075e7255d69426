//! Articles in the catalog: kept, replaced, removed, read back, and listed by change for the index.

use rusqlite::{Row, named_params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Catalog, CatalogError};
use crate::article::{Article, ArticleId, Block, BlockKind};
use crate::dates::{self, Date};

/// An article in the catalog.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its id.
    pub id: ArticleId,
    /// The file it was read from.
    pub path: String,
    /// The article.
    pub article: Article,
}

/// A change since some number: an article to be indexed anew, or one to be forgotten.
#[derive(Debug)]
pub enum Change {
    /// The article is new or was changed.
    Kept(Box<Stored>),
    /// The article is no more.
    Removed(ArticleId),
}

const COLUMNS: &str = "id, path, title, kicker, dek, body, blocks, authors, agency, credit, source, section, url, \
     language, published, modified, captured, tags, topics, evidence, truncated";

impl Catalog {
    /// Returns the number of the last change.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn seq(&self) -> Result<u64, CatalogError> {
        let sql =
            "SELECT max((SELECT coalesce(max(seq), 0) FROM articles), (SELECT coalesce(max(seq), 0) FROM removed))";
        self.run(|connection| connection.prepare_cached(sql)?.query_row([], |row| row.get(0)))
    }

    /// Keeps an article, in place of an earlier one with the same id.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn keep(&self, stored: &Stored) -> Result<(), CatalogError> {
        let Stored { id, path, article } = stored;
        let id = id.to_string();
        let seq = self.seq()? + 1;
        let (body, blocks) = write_body(&article.body);
        let date = |date: &Option<Date>| date.map(|date| date.to_string());
        self.run(|connection| {
            connection.prepare_cached("DELETE FROM removed WHERE id = ?1")?.execute([&id])?;
            let sql = "INSERT INTO articles (id, seq, added, path, title, kicker, dek, body, blocks, authors, agency, credit, \
                 source, section, url, language, published, modified, captured, tags, topics, evidence, truncated, hash) VALUES (:id, :seq, \
                 :seq, :path, :title, :kicker, :dek, :body, :blocks, :authors, :agency, :credit, :source, :section, :url, :language, \
                 :published, :modified, :captured, :tags, :topics, :evidence, :truncated, :hash) ON CONFLICT (id) DO UPDATE SET seq = :seq, \
                 path = :path, title = :title, kicker = :kicker, dek = :dek, body = :body, blocks = :blocks, authors = :authors, \
                 agency = :agency, credit = :credit, source = :source, section = :section, url = :url, language = :language, \
                 published = :published, modified = :modified, captured = :captured, tags = :tags, topics = :topics, \
                 evidence = :evidence, truncated = :truncated, hash = :hash";
            connection.prepare_cached(sql)?.execute(named_params! {
                ":id": id, ":seq": seq, ":path": path, ":title": article.title, ":kicker": article.kicker, ":dek": article.dek,
                ":body": body, ":blocks": blocks, ":authors": json(&article.authors), ":agency": json(&article.agency),
                ":credit": article.credit, ":source": article.source, ":section": article.section, ":url": article.url,
                ":language": article.language, ":published": date(&article.published), ":modified": date(&article.modified),
                ":captured": date(&article.captured), ":tags": json(&article.tags), ":topics": json(&article.topics),
                ":evidence": json(&article.evidence), ":truncated": article.truncated, ":hash": article.fingerprint(),
            })
        })?;
        Ok(())
    }

    /// Removes an article; tells whether there was one.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn remove(&self, id: ArticleId) -> Result<bool, CatalogError> {
        let seq = self.seq()? + 1;
        let id = id.to_string();
        self.run(|connection| {
            let gone = connection.prepare_cached("DELETE FROM articles WHERE id = ?1")?.execute([&id])? > 0;
            if gone {
                let sql = "INSERT INTO removed VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET seq = ?2";
                connection.prepare_cached(sql)?.execute(rusqlite::params![id, seq])?;
            }
            Ok(gone)
        })
    }

    /// Returns the article with an id.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn article(&self, id: ArticleId) -> Result<Option<Stored>, CatalogError> {
        self.first(&format!("SELECT {COLUMNS} FROM articles WHERE id = ?1"), &id.to_string())
    }

    /// Returns the article that was read from a file and belongs to it.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn article_of(&self, path: &str) -> Result<Option<Stored>, CatalogError> {
        self.first(&format!("SELECT {COLUMNS} FROM articles WHERE path = ?1"), path)
    }

    fn first(&self, sql: &str, key: &str) -> Result<Option<Stored>, CatalogError> {
        let raw = self.run(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([key])?;
            rows.next()?.map(Raw::read).transpose()
        })?;
        raw.map(|raw| self.stored(raw)).transpose()
    }

    /// Returns at most `limit` ids that begin with `start`, in order.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn ids_from(&self, start: &str, limit: usize) -> Result<Vec<String>, CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id FROM articles WHERE id >= ?1 AND id < ?1 || char(0x10ffff) ORDER BY id LIMIT ?2",
            )?;
            let rows = statement
                .query_map(rusqlite::params![start, i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))?;
            rows.collect()
        })
    }

    /// Hands over every change after the number `seq`, in order, and returns the number of the last change
    /// they lead to. The callback's error ends the listing.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read, or the callback's error.
    pub fn changes<E: From<CatalogError>>(
        &self,
        seq: u64,
        mut each: impl FnMut(Change) -> Result<(), E>,
    ) -> Result<u64, E> {
        let last = self.seq()?;
        let fail = |error| CatalogError::of(&self.path, error);
        let mut statement =
            self.connection.prepare("SELECT id FROM removed WHERE seq > ?1 ORDER BY seq").map_err(fail)?;
        let mut rows = statement.query([seq]).map_err(fail)?;
        while let Some(row) = rows.next().map_err(fail)? {
            let id: String = row.get(0).map_err(fail)?;
            let id = id.parse().map_err(|_| self.bad(&id, "id"))?;
            each(Change::Removed(id))?;
        }
        let sql = format!("SELECT {COLUMNS} FROM articles WHERE seq > ?1 ORDER BY seq");
        let mut statement = self.connection.prepare(&sql).map_err(fail)?;
        let mut rows = statement.query([seq]).map_err(fail)?;
        while let Some(row) = rows.next().map_err(fail)? {
            let stored = self.stored(Raw::read(row).map_err(fail)?)?;
            each(Change::Kept(Box::new(stored)))?;
        }
        Ok(last)
    }

    /// Keeps the hash of what each article says. One that cannot be read has none, and is complained about when it is asked
    /// for.
    pub(super) fn keep_hashes(&self) -> Result<(), CatalogError> {
        let ids: Vec<String> = self.run(|connection| {
            let mut statement = connection.prepare("SELECT id FROM articles")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            rows.collect()
        })?;
        for id in ids {
            let stored = match self.first(&format!("SELECT {COLUMNS} FROM articles WHERE id = ?1"), &id) {
                Ok(stored) => stored,
                Err(CatalogError::BadValue { .. }) => None,
                Err(error) => return Err(error),
            };
            let Some(hash) = stored.map(|stored| stored.article.fingerprint()) else { continue };
            self.run(|connection| {
                let mut statement = connection.prepare_cached("UPDATE articles SET hash = ?2 WHERE id = ?1")?;
                statement.execute([&id, &hash]).map(drop)
            })?;
        }
        Ok(())
    }

    /// Hands over the id of every article and the hash of what it says, in the order of the ids.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn contents(&self, mut each: impl FnMut(&str, &str)) -> Result<(), CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare("SELECT id, hash FROM articles ORDER BY id")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
            }
            Ok(())
        })
    }

    /// Returns the numbers of the change that brought an article in and of the last one to it.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn history(&self, id: ArticleId) -> Result<Option<(u64, u64)>, CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare_cached("SELECT added, seq FROM articles WHERE id = ?1")?;
            let mut rows = statement.query([id.to_string()])?;
            rows.next()?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
        })
    }

    fn stored(&self, raw: Raw) -> Result<Stored, CatalogError> {
        let bad = |what: &str| self.bad(&raw.id, what);
        let date = |text: &Option<String>, what| match text {
            Some(text) => dates::read(text).map(Some).ok_or_else(|| bad(what)),
            None => Ok(None),
        };
        let article = Article {
            published: date(&raw.published, "published")?,
            modified: date(&raw.modified, "modified")?,
            captured: date(&raw.captured, "captured")?,
            authors: from_json(&raw.authors).ok_or_else(|| bad("authors"))?,
            agency: from_json(&raw.agency).ok_or_else(|| bad("agency"))?,
            tags: from_json(&raw.tags).ok_or_else(|| bad("tags"))?,
            topics: from_json(&raw.topics).ok_or_else(|| bad("topics"))?,
            evidence: from_json(&raw.evidence).ok_or_else(|| bad("evidence"))?,
            body: read_body(&raw.body, &raw.blocks).ok_or_else(|| bad("blocks"))?,
            url: raw.url,
            title: raw.title,
            kicker: raw.kicker,
            dek: raw.dek,
            credit: raw.credit,
            source: raw.source,
            section: raw.section,
            language: raw.language,
            truncated: raw.truncated,
        };
        let id = raw.id.parse().map_err(|_| self.bad(&raw.id, "id"))?;
        Ok(Stored { id, path: raw.path, article })
    }

    pub(super) fn bad(&self, id: &str, what: &str) -> CatalogError {
        CatalogError::BadValue { path: self.path.clone(), id: id.to_owned(), what: what.to_owned() }
    }
}

/// A row as SQLite holds it.
struct Raw {
    id: String,
    path: String,
    title: String,
    kicker: Option<String>,
    dek: Option<String>,
    body: String,
    blocks: String,
    authors: String,
    agency: String,
    credit: Option<String>,
    source: Option<String>,
    section: Option<String>,
    url: Option<String>,
    language: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    captured: Option<String>,
    tags: String,
    topics: String,
    evidence: String,
    truncated: Option<String>,
}

impl Raw {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            path: row.get("path")?,
            title: row.get("title")?,
            kicker: row.get("kicker")?,
            dek: row.get("dek")?,
            body: row.get("body")?,
            blocks: row.get("blocks")?,
            authors: row.get("authors")?,
            agency: row.get("agency")?,
            credit: row.get("credit")?,
            source: row.get("source")?,
            section: row.get("section")?,
            url: row.get("url")?,
            language: row.get("language")?,
            published: row.get("published")?,
            modified: row.get("modified")?,
            captured: row.get("captured")?,
            tags: row.get("tags")?,
            topics: row.get("topics")?,
            evidence: row.get("evidence")?,
            truncated: row.get("truncated")?,
        })
    }
}

pub(super) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("lists and maps of text are always JSON")
}

pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

const LETTERS: [(BlockKind, char); 5] = [
    (BlockKind::Paragraph, 'p'),
    (BlockKind::Heading, 'h'),
    (BlockKind::Item, 'i'),
    (BlockKind::Quote, 'q'),
    (BlockKind::Dek, 'd'),
];

fn write_body(body: &[Block]) -> (String, String) {
    let lines: Vec<&str> = body.iter().map(|block| block.text.as_str()).collect();
    let letter = |block: &Block| LETTERS.iter().find(|(kind, _)| *kind == block.kind).map(|(_, letter)| *letter);
    (lines.join("\n"), body.iter().filter_map(letter).collect())
}

fn read_body(text: &str, letters: &str) -> Option<Vec<Block>> {
    if text.is_empty() && letters.is_empty() {
        return Some(Vec::new());
    }
    let kind = |letter: char| LETTERS.iter().find(|(_, known)| *known == letter).map(|(kind, _)| *kind);
    let lines: Vec<&str> = text.split('\n').collect();
    if lines.len() != letters.chars().count() {
        return None;
    }
    lines
        .iter()
        .zip(letters.chars())
        .map(|(line, letter)| Some(Block { kind: kind(letter)?, text: (*line).to_owned() }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str) -> Stored {
        let block = |kind, text: &str| Block { kind, text: text.to_owned() };
        let article = Article {
            title: title.to_owned(),
            body: vec![block(BlockKind::Paragraph, "Erster Absatz."), block(BlockKind::Heading, "Zwischentitel")],
            authors: vec!["Anna Seeger".to_owned()],
            published: dates::read("2025-10"),
            truncated: Some("paywall".to_owned()),
            ..Article::default()
        };
        Stored { id: article.id(), path: format!("{title}.html"), article }
    }

    fn changes(catalog: &Catalog, seq: u64) -> Vec<String> {
        let mut seen = Vec::new();
        let listed: Result<u64, CatalogError> = catalog.changes(seq, |change| {
            seen.push(match change {
                Change::Kept(stored) => format!("+{}", stored.article.title),
                Change::Removed(_) => "-".to_owned(),
            });
            Ok(())
        });
        listed.expect("listed");
        seen
    }

    #[test]
    fn an_article_reads_back_as_it_was_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let catalog = Catalog::open_or_make(folder.path(), "").expect("a catalog");
        let stored = article("a");
        catalog.keep(&stored).expect("kept");
        assert_eq!(catalog.article(stored.id).expect("read"), Some(stored.clone()));
        assert_eq!(catalog.article_of("a.html").expect("read"), Some(stored.clone()));
        let start: String = stored.id.to_string().chars().take(4).collect();
        assert_eq!(catalog.ids_from(&start, 5).expect("read"), [stored.id.to_string()]);
        assert_eq!(catalog.ids_from("%", 5).expect("read"), Vec::<String>::new());
    }

    #[test]
    fn changes_are_listed_once_and_in_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let catalog = Catalog::open_or_make(folder.path(), "").expect("a catalog");
        let (a, b) = (article("a"), article("b"));
        catalog.keep(&a).expect("kept");
        catalog.keep(&b).expect("kept");
        assert_eq!(changes(&catalog, 0), ["+a", "+b"]);
        let seq = catalog.seq().expect("a number");
        catalog.keep(&a).expect("kept");
        assert!(catalog.remove(b.id).expect("removed"));
        assert!(!catalog.remove(b.id).expect("asked"));
        assert_eq!(changes(&catalog, seq), ["-", "+a"]);
        catalog.keep(&b).expect("kept again");
        assert_eq!(changes(&catalog, seq), ["+a", "+b"]);
    }
}
