//! What is in the archive, counted.

use super::{Catalog, CatalogError};

/// The archive in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Articles.
    pub articles: u64,
    /// Articles without a date of publication.
    pub undated: u64,
    /// Texts that several articles have.
    pub groups: u64,
    /// Articles that have one of these.
    pub grouped: u64,
    /// The earliest and the latest date of publication.
    pub dates: Option<(String, String)>,
    /// Files by what became of them.
    pub fates: Vec<(String, u64)>,
    /// Articles by language, the most frequent first.
    pub languages: Vec<(String, u64)>,
    /// Articles by publication, the most frequent first, at most [`Catalog::survey`]'s `most`.
    pub sources: Vec<(String, u64)>,
    /// Articles by topic, the most frequent first, likewise.
    pub topics: Vec<(String, u64)>,
}

impl Catalog {
    /// Returns how many articles there are, and how many of them have no date.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn count(&self) -> Result<(u64, u64), CatalogError> {
        self.run(|connection| {
            // One pass over the index by date, not over the texts.
            connection.query_row(
                "SELECT count(*), count(*) - count(published) FROM articles INDEXED BY articles_by_date",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
        })
    }

    /// Returns the names of the publications.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn publications(&self) -> Result<Vec<String>, CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare("SELECT DISTINCT source FROM articles WHERE source IS NOT NULL")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            rows.collect()
        })
    }

    /// Returns the publishers' tags as printed, and how many articles have each.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn tags(&self) -> Result<Vec<(String, u64)>, CatalogError> {
        self.run(|connection| {
            let sql = "SELECT value, count(DISTINCT articles.id) FROM articles, json_each(tags) GROUP BY 1 ORDER BY 1";
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
    }

    /// Counts what is in the archive; lists hold at most `most` lines.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn survey(&self, most: usize) -> Result<Survey, CatalogError> {
        let (articles, undated) = self.count()?;
        self.run(|connection| {
            let counts = |sql: &str| -> rusqlite::Result<Vec<(String, u64)>> {
                let mut statement = connection.prepare(sql)?;
                let rows = statement.query_map([i64::try_from(most).unwrap_or(i64::MAX)], |row| Ok((row.get(0)?, row.get(1)?)))?;
                rows.collect()
            };
            let dates: (Option<String>, Option<String>) = connection.query_row(
                "SELECT min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM articles",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let (groups, grouped) = if self.is_old {
                (0, 0)
            } else {
                connection.query_row(
                "SELECT count(DISTINCT alike), count(*) FROM articles INDEXED BY articles_by_group WHERE alike IS NOT NULL",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?
            };
            Ok(Survey {
                articles,
                undated,
                groups,
                grouped,
                dates: dates.0.zip(dates.1),
                fates: counts("SELECT fate, count(*) FROM sources GROUP BY fate ORDER BY 2 DESC, 1 LIMIT max(?1, 4)")?,
                languages: counts(
                    "SELECT coalesce(language, 'unknown'), count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?1",
                )?,
                sources: counts("SELECT coalesce(source, 'unknown'), count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?1")?,
                topics: counts(
                    "SELECT value ->> 'id', count(*) FROM articles, json_each(topics) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?1",
                )?,
            })
        })
    }
}
