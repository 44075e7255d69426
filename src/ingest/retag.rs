//! Topics assigned anew from the catalog, and what another vocabulary would change. No page is read for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::IngestError;
use super::rebuild::bring_up;
use super::settle::Desk;
use crate::analysis::Compounds;
use crate::article::{ArticleId, Assignment};
use crate::catalog::{Catalog, Change};
use crate::topics::Vocabulary;

/// The fact of the catalog that names the vocabulary its topics come from.
pub(super) const VOCABULARY: &str = "vocabulary";

/// Assigns the topics of all articles anew and brings the index up to them; returns how many articles have other topics
/// or other evidence for them now.
///
/// # Errors
/// Returns [`IngestError`] if the catalog or the index cannot be written; what was committed before is safe.
pub fn retag(
    archive: &Path,
    catalog: &Catalog,
    compounds: &Compounds,
    vocabulary: &Vocabulary,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, IngestError> {
    let changed = catalog.batch(|| {
        let changed = assign(catalog, vocabulary, progress)?;
        catalog.keep_fact(VOCABULARY, &vocabulary.hash())?;
        Ok::<u64, IngestError>(changed)
    })?;
    let index = bring_up(archive, catalog, compounds, &mut |_| {})?;
    if index.state()?.topics != vocabulary.hash() {
        let mut writer = index.writer()?;
        writer.commit(catalog.seq()?, &vocabulary.hash())?;
        writer.close()?;
    }
    Ok(changed)
}

/// Tells whether the topics in the catalog come from this vocabulary.
///
/// # Errors
/// Returns [`IngestError`] if the catalog cannot be read.
pub fn is_tagged(catalog: &Catalog, vocabulary: &Vocabulary) -> Result<bool, IngestError> {
    Ok(catalog.fact(VOCABULARY)? == Some(vocabulary.hash()))
}

impl Desk<'_> {
    /// Assigns the topics of all articles anew if the vocabulary is another than last time.
    pub(super) fn keep_to_vocabulary(
        &mut self,
        vocabulary: &Vocabulary,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), IngestError> {
        let hash = vocabulary.hash();
        if is_tagged(self.catalog, vocabulary)? {
            return Ok(());
        }
        let seq = self.catalog.seq()?;
        self.catalog.batch(|| {
            assign(self.catalog, vocabulary, progress)?;
            Ok::<(), IngestError>(self.catalog.keep_fact(VOCABULARY, &hash)?)
        })?;
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let last = self.catalog.changes(seq, |change| {
            if let Change::Kept(stored) = change {
                writer.put(stored.id, &stored.path, &stored.article)?;
            }
            Ok::<(), IngestError>(())
        })?;
        Ok(writer.commit(last, &hash)?)
    }
}

/// Assigns the topics of all articles in the catalog; returns how many have changed.
fn assign(catalog: &Catalog, vocabulary: &Vocabulary, progress: &mut dyn FnMut(u64)) -> Result<u64, IngestError> {
    let mut done = 0;
    // Only ids are held in memory, and the few topics are found twice: what a large archive is about fills more than that.
    let mut changed: Vec<ArticleId> = Vec::new();
    catalog.changes(0, |change| {
        if let Change::Kept(stored) = change {
            if stored.article.topics != vocabulary.assign(&stored.article) {
                changed.push(stored.id);
            }
            done += 1;
            progress(done);
        }
        Ok::<(), IngestError>(())
    })?;
    for id in &changed {
        if let Some(mut stored) = catalog.article(*id)? {
            stored.article.topics = vocabulary.assign(&stored.article);
            catalog.keep(&stored)?;
        }
    }
    Ok(changed.len() as u64)
}

/// What another vocabulary would do to a topic.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shift {
    /// How many articles have the topic now.
    pub before: usize,
    /// How many would have it.
    pub after: usize,
    /// Articles that would get it.
    pub gained: Vec<Example>,
    /// Articles that would lose it.
    pub lost: Vec<Example>,
}

/// An article that gets or loses a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its id.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// What speaks, or spoke, for the topic.
    pub why: Assignment,
}

/// Returns what a vocabulary would do to the articles of the catalog, by topic: to the topics named, or to all that it
/// would change. Nothing is written.
///
/// # Errors
/// Returns [`IngestError`] if the catalog cannot be read.
pub fn shifts(
    catalog: &Catalog,
    vocabulary: &Vocabulary,
    named: &BTreeSet<String>,
    progress: &mut dyn FnMut(u64),
) -> Result<BTreeMap<String, Shift>, IngestError> {
    let mut shifts: BTreeMap<String, Shift> = named.iter().map(|id| (id.clone(), Shift::default())).collect();
    let asked = |id: &str| named.is_empty() || named.contains(id);
    let mut done = 0;
    catalog.changes(0, |change| {
        let Change::Kept(stored) = change else { return Ok::<(), IngestError>(()) };
        let topics = vocabulary.assign(&stored.article);
        let example =
            |why: &Assignment| Example { id: stored.id, title: stored.article.title.clone(), why: why.clone() };
        let missing = |list: &[Assignment], one: &Assignment| list.iter().all(|other| other.id != one.id);
        for topic in stored.article.topics.iter().filter(|topic| asked(&topic.id)) {
            let shift = shifts.entry(topic.id.clone()).or_default();
            shift.before += 1;
            if missing(&topics, topic) {
                shift.lost.push(example(topic));
            }
        }
        for topic in topics.iter().filter(|topic| asked(&topic.id)) {
            let shift = shifts.entry(topic.id.clone()).or_default();
            shift.after += 1;
            if missing(&stored.article.topics, topic) {
                shift.gained.push(example(topic));
            }
        }
        done += 1;
        progress(done);
        Ok(())
    })?;
    shifts.retain(|id, shift| named.contains(id) || !(shift.gained.is_empty() && shift.lost.is_empty()));
    Ok(shifts)
}
