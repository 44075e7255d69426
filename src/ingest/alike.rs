//! Articles with the same text put into groups, each when it comes in: it is compared with those that share hashes of its
//! sketch. The same articles in the same order give the same groups.

use std::collections::HashMap;

use super::IngestError;
use super::settle::Desk;
use crate::alike::{self, Shingles, are_alike_from, worth_comparing};
use crate::article::{Article, ArticleId};
use crate::catalog::{Catalog, Change};

/// Of a hash that many articles have, so many are looked at: a large group is found by any of its members, and a line
/// that a paper puts below all its articles costs no more than this.
const LOOKED_AT: usize = 16;

/// An article is compared in full with so many others at most, and with so many of one group.
const COMPARED: usize = 24;
const OF_ONE_GROUP: usize = 8;

/// So many articles are held in memory to be compared with others.
const HELD: usize = 2_000;

impl Desk<'_> {
    /// Puts an article that is new or says something else now into a group; `before` is what it was, `now` what it is.
    pub(super) fn reads_otherwise(
        &mut self,
        id: ArticleId,
        before: Option<&Article>,
        now: Option<&Article>,
    ) -> Result<(), IngestError> {
        if self.writer.is_none() || before.zip(now).is_some_and(|(before, now)| before.body == now.body) {
            return Ok(());
        }
        if let Some(before) = before {
            self.groups.leave(id, &Shingles::of(before))?;
        }
        if let Some(now) = now {
            self.groups.join(id, Shingles::of(now))?;
        }
        Ok(())
    }
}

/// Groups all articles of a catalog anew if the groups in it come from another version or threshold: the part of the
/// shorter text that has to be in the longer. Hands the number of articles done so far to `progress`.
///
/// # Errors
/// Returns [`IngestError`] if the catalog cannot be read or written; then it is as it was.
pub fn regroup(catalog: &Catalog, threshold: f64, progress: &mut dyn FnMut(u64)) -> Result<(), IngestError> {
    if catalog.grouping()? == Some((alike::VERSION, threshold)) {
        return Ok(());
    }
    catalog.batch(|| {
        catalog.forget_groups()?;
        let mut groups = Groups::new(catalog, threshold);
        let mut done = 0;
        catalog.changes(0, |change| {
            if let Change::Kept(stored) = change {
                groups.join(stored.id, Shingles::of(&stored.article))?;
                done += 1;
                progress(done);
            }
            Ok::<(), IngestError>(())
        })?;
        Ok(catalog.keep_grouping(alike::VERSION, threshold)?)
    })
}

/// The groups of a catalog while articles are put into them.
pub(super) struct Groups<'a> {
    catalog: &'a Catalog,
    threshold: f64,
    /// Shingles of articles that others may be compared with.
    held: HashMap<ArticleId, Shingles>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(catalog: &'a Catalog, threshold: f64) -> Self {
        Self { catalog, threshold, held: HashMap::new() }
    }

    /// Takes an article out of its group. Those left in it may have been held together by it: they are grouped anew.
    fn leave(&mut self, id: ArticleId, shingles: &Shingles) -> Result<(), IngestError> {
        self.held.remove(&id);
        self.catalog.forget_sketch(id, &shingles.sketch())?;
        let Some(group) = self.catalog.group_of(id)? else { return Ok(()) };
        let mut members = self.catalog.members(group)?;
        for member in &members {
            self.catalog.keep_group(*member, None)?;
        }
        members.retain(|member| *member != id);
        for member in members {
            if let Some(stored) = self.catalog.article(member)? {
                self.find(member, &Shingles::of(&stored.article))?;
            }
        }
        Ok(())
    }

    /// Puts an article that is in no group into that of those it is alike to.
    fn join(&mut self, id: ArticleId, shingles: Shingles) -> Result<(), IngestError> {
        self.catalog.keep_sketch(id, &shingles.sketch())?;
        self.find(id, &shingles)?;
        self.hold(id, shingles);
        Ok(())
    }

    /// Finds those that an article is alike to; where they are in several groups, these become one.
    fn find(&mut self, id: ArticleId, shingles: &Shingles) -> Result<(), IngestError> {
        let sketch = shingles.sketch();
        let mut candidates = self.catalog.sharing(id, &sketch, LOOKED_AT)?;
        candidates.retain(|(_, shared)| worth_comparing(*shared, sketch.len(), 0));
        // Those that share most come first; they are in the order of their ids else.
        candidates.sort_by_key(|(_, shared)| std::cmp::Reverse(*shared));
        let threshold = self.threshold;
        let mut own = self.catalog.group_of(id)?;
        let mut tried: HashMap<ArticleId, usize> = HashMap::new();
        let mut compared = 0;
        for (other, shared) in candidates {
            if compared >= COMPARED {
                break;
            }
            let group = self.catalog.group_of(other)?;
            let tries = tried.entry(group.unwrap_or(other)).or_default();
            if (own.is_some() && own == group) || *tries >= OF_ONE_GROUP {
                continue;
            }
            let Some(others) = self.shingles(other)? else { continue };
            if !worth_comparing(shared, sketch.len(), others.sketch().len()) {
                continue;
            }
            *tries += 1;
            compared += 1;
            if are_alike_from(shingles, others, threshold) {
                own = Some(self.unite((id, own), (other, group))?);
            }
        }
        Ok(())
    }

    fn shingles(&mut self, id: ArticleId) -> Result<Option<&Shingles>, IngestError> {
        if !self.held.contains_key(&id) {
            let Some(stored) = self.catalog.article(id)? else { return Ok(None) };
            self.hold(id, Shingles::of(&stored.article));
        }
        Ok(self.held.get(&id))
    }

    fn hold(&mut self, id: ArticleId, shingles: Shingles) {
        if self.held.len() >= HELD {
            self.held.clear();
        }
        self.held.insert(id, shingles);
    }

    /// Makes one group of two articles and those that are in a group with either; returns its id.
    fn unite(
        &self,
        one: (ArticleId, Option<ArticleId>),
        other: (ArticleId, Option<ArticleId>),
    ) -> Result<ArticleId, IngestError> {
        let whole = one.1.unwrap_or(one.0).min(other.1.unwrap_or(other.0));
        for (id, group) in [one, other] {
            let members = match group {
                Some(group) if group == whole => continue,
                Some(group) => self.catalog.members(group)?,
                None => vec![id],
            };
            for member in members {
                self.catalog.keep_group(member, Some(whole))?;
            }
        }
        Ok(whole)
    }
}
