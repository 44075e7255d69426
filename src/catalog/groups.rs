//! Which articles have the same text, and the hashes by which those are found.

use rusqlite::params;

use super::{Catalog, CatalogError};
use crate::article::ArticleId;

/// Articles with the same text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The smallest id in it.
    pub id: ArticleId,
    /// How many articles it has.
    pub articles: usize,
}

/// The fact that names the version and the threshold of the groups.
const GROUPING: &str = "alike";

impl Catalog {
    /// Returns the version and the threshold that the groups come from, if they were made.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn grouping(&self) -> Result<Option<(u32, f64)>, CatalogError> {
        let fact = self.fact(GROUPING)?;
        let parts = fact.as_deref().and_then(|fact| fact.split_once(" from "));
        Ok(parts.and_then(|(version, threshold)| Some((version.parse().ok()?, threshold.parse().ok()?))))
    }

    /// Keeps the version and the threshold that the groups come from.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn keep_grouping(&self, version: u32, threshold: f64) -> Result<(), CatalogError> {
        self.keep_fact(GROUPING, &format!("{version} from {threshold}"))
    }

    /// Keeps the sketch of an article.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn keep_sketch(&self, id: ArticleId, sketch: &[i64]) -> Result<(), CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO sketches VALUES (?1, ?2)")?;
            sketch.iter().try_for_each(|hash| statement.execute(params![hash, id.number()]).map(drop))
        })
    }

    /// Forgets the sketch of an article.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn forget_sketch(&self, id: ArticleId, sketch: &[i64]) -> Result<(), CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare_cached("DELETE FROM sketches WHERE hash = ?1 AND article = ?2")?;
            sketch.iter().try_for_each(|hash| statement.execute(params![hash, id.number()]).map(drop))
        })
    }

    /// Forgets all sketches and groups.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn forget_groups(&self) -> Result<(), CatalogError> {
        self.run(|connection| connection.execute_batch("DELETE FROM sketches; UPDATE articles SET alike = NULL"))
    }

    /// Returns the articles that share hashes of a sketch, and how many, in the order of their ids; of a hash that many
    /// articles have, the first `most` count.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn sharing(&self, id: ArticleId, sketch: &[i64], most: usize) -> Result<Vec<(ArticleId, usize)>, CatalogError> {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let mut found: Vec<u64> = Vec::with_capacity(sketch.len() * 4);
        self.run(|connection| {
            let sql = "SELECT article FROM sketches WHERE hash = ?1 ORDER BY article LIMIT ?2";
            let mut statement = connection.prepare_cached(sql)?;
            for hash in sketch {
                let mut rows = statement.query(params![hash, limit])?;
                while let Some(row) = rows.next()? {
                    found.push(row.get(0)?);
                }
            }
            Ok(())
        })?;
        found.sort_unstable();
        let runs = found.chunk_by(|a, b| a == b);
        let counted = runs.filter_map(|run| Some((ArticleId::from_number(*run.first()?)?, run.len())));
        Ok(counted.filter(|(other, _)| *other != id).collect())
    }

    /// Returns the group that an article is in, if it is in one.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn group_of(&self, id: ArticleId) -> Result<Option<ArticleId>, CatalogError> {
        if self.is_old {
            return Ok(None);
        }
        let group: Option<String> = self.run(|connection| {
            let mut statement = connection.prepare_cached("SELECT alike FROM articles WHERE id = ?1")?;
            let mut rows = statement.query([id.to_string()])?;
            Ok(rows.next()?.map(|row| row.get(0)).transpose()?.flatten())
        })?;
        group.map(|group| self.id(&group)).transpose()
    }

    /// Returns the articles of a group, in the order of their ids.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn members(&self, group: ArticleId) -> Result<Vec<ArticleId>, CatalogError> {
        let sql = "SELECT id FROM articles WHERE alike = ?1 ORDER BY id";
        let ids: Vec<String> = self.run(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([group.to_string()], |row| row.get(0))?;
            rows.collect()
        })?;
        ids.iter().map(|id| self.id(id)).collect()
    }

    /// Puts an article into a group, or out of any.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn keep_group(&self, id: ArticleId, group: Option<ArticleId>) -> Result<(), CatalogError> {
        let group = group.map(|group| group.to_string());
        self.run(|connection| {
            let sql = "UPDATE articles SET alike = ?2 WHERE id = ?1";
            connection.prepare_cached(sql)?.execute(params![id.to_string(), group]).map(drop)
        })
    }

    /// Returns the group of every article that is in one.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn groups(&self) -> Result<Vec<(ArticleId, ArticleId)>, CatalogError> {
        if self.is_old {
            return Ok(Vec::new());
        }
        let sql =
            "SELECT id, alike FROM articles INDEXED BY articles_by_group WHERE alike IS NOT NULL ORDER BY alike, id";
        let mut groups = Vec::new();
        let mut bad = None;
        self.run(|connection| {
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (id, group) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
                match (id.parse(), group.parse()) {
                    (Ok(id), Ok(group)) => groups.push((id, group)),
                    _ => bad = Some(id.to_owned()),
                }
            }
            Ok(())
        })?;
        bad.map_or(Ok(groups), |id| Err(self.bad(&id, "group")))
    }

    /// Returns the largest groups, at most `most`, the largest first; and how many there are.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn largest_groups(&self, most: usize) -> Result<(Vec<Group>, usize), CatalogError> {
        if self.is_old {
            return Ok((Vec::new(), 0));
        }
        let (rows, all): (Vec<(String, usize)>, usize) = self.run(|connection| {
            let all = connection.query_row(
                "SELECT count(DISTINCT alike) FROM articles INDEXED BY articles_by_group WHERE alike IS NOT NULL",
                [],
                |row| row.get(0),
            )?;
            let sql = "SELECT alike, count(*) FROM articles INDEXED BY articles_by_group WHERE alike IS NOT NULL \
                 GROUP BY alike ORDER BY 2 DESC, 1 LIMIT ?1";
            let mut statement = connection.prepare(sql)?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let rows = statement.query_map([most], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok((rows.collect::<rusqlite::Result<_>>()?, all))
        })?;
        let group = |(id, articles): (String, usize)| Ok(Group { id: self.id(&id)?, articles });
        Ok((rows.into_iter().map(group).collect::<Result<_, CatalogError>>()?, all))
    }

    fn id(&self, text: &str) -> Result<ArticleId, CatalogError> {
        text.parse().map_err(|_| self.bad(text, "id"))
    }
}
