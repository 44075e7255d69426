//! Which articles have the same text, and the hashes by which those are found.

use std::collections::{BTreeMap, HashMap};

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

impl Catalog {
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

    /// Returns how many hashes of a sketch other articles share; of a hash that many have, `most` articles count.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn sharing(
        &self,
        id: ArticleId,
        sketch: &[i64],
        most: usize,
    ) -> Result<HashMap<ArticleId, usize>, CatalogError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.run(|connection| {
            let sql = "SELECT article FROM sketches WHERE hash = ?1 ORDER BY article LIMIT ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let mut shared = HashMap::new();
            for hash in sketch {
                let mut rows = statement.query(params![hash, most])?;
                while let Some(row) = rows.next()? {
                    if let Some(other) = ArticleId::from_number(row.get(0)?).filter(|other| *other != id) {
                        *shared.entry(other).or_default() += 1;
                    }
                }
            }
            Ok(shared)
        })
    }

    /// Returns the group that an article is in, if it is in one.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn group_of(&self, id: ArticleId) -> Result<Option<ArticleId>, CatalogError> {
        let group: Option<String> = self.run(|connection| {
            let mut statement = connection.prepare_cached("SELECT alike FROM articles WHERE id = ?1")?;
            let mut rows = statement.query([id.to_string()])?;
            Ok(rows.next()?.map(|row| row.get(0)).transpose()?.flatten())
        })?;
        Ok(group.and_then(|group| group.parse().ok()))
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
        Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
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
        let sql =
            "SELECT id, alike FROM articles INDEXED BY articles_by_group WHERE alike IS NOT NULL ORDER BY alike, id";
        self.run(|connection| {
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            let mut groups = Vec::new();
            while let Some(row) = rows.next()? {
                let read =
                    |column| Ok::<Option<ArticleId>, rusqlite::Error>(row.get_ref(column)?.as_str()?.parse().ok());
                groups.extend(read(0)?.zip(read(1)?));
            }
            Ok(groups)
        })
    }

    /// Returns the largest groups, at most `most`, the largest first; and how many there are.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn largest_groups(&self, most: usize) -> Result<(Vec<Group>, usize), CatalogError> {
        let mut sizes: BTreeMap<ArticleId, usize> = BTreeMap::new();
        for (_, group) in self.groups()? {
            *sizes.entry(group).or_default() += 1;
        }
        let all = sizes.len();
        let mut groups: Vec<Group> = sizes.into_iter().map(|(id, articles)| Group { id, articles }).collect();
        groups.sort_by_key(|group| (std::cmp::Reverse(group.articles), group.id));
        groups.truncate(most);
        Ok((groups, all))
    }
}
