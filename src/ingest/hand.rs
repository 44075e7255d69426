//! Changes by hand: made, undone, and put over what a page says whenever it is read again.

use std::path::Path;

use super::IngestError;
use super::rebuild::bring_up;
use crate::analysis::Compounds;
use crate::article::{Article, ArticleId, Change, Hand};
use crate::catalog::{Catalog, Entry};
use crate::topics::Vocabulary;

/// What was read where a hand changed it.
const BY_HAND: &str = "by hand";

/// The archive that is changed, and with what its topics and its index are made.
#[derive(Debug, Clone, Copy)]
pub struct Bench<'a> {
    /// The archive's folder.
    pub archive: &'a Path,
    /// Its catalog, opened for writing.
    pub catalog: &'a Catalog,
    /// The compounds that the user has settled.
    pub compounds: &'a Compounds,
    /// Where the topics come from.
    pub vocabulary: &'a Vocabulary,
}

/// Changes articles by hand, notes it in the journal and brings the index up to it.
///
/// # Errors
/// Returns [`IngestError`] if the archive cannot be written. If it is the catalog, nothing was changed; if it is the index,
/// the change is made and the next command that writes brings the index up to it.
pub fn fix(
    bench: Bench<'_>,
    ids: &[ArticleId],
    hands: &[Hand],
    note: Option<&str>,
    day: &str,
) -> Result<(), IngestError> {
    bench.change(ids, |catalog, id, article| {
        for hand in hands {
            if catalog.extracted(id, hand.field)?.is_none() {
                let evidence = article.evidence.get(hand.field.key()).map(String::as_str);
                catalog.keep_extracted(id, hand.field, &article.values(hand.field), evidence)?;
            }
            catalog.note(id, day, hand, note)?;
        }
        Ok(())
    })
}

/// Undoes the last change by hand of an article that is not undone; returns it, if there was one.
///
/// # Errors
/// As for [`fix`].
pub fn undo(bench: Bench<'_>, id: ArticleId, day: &str) -> Result<Option<Entry>, IngestError> {
    let Some(last) = standing(bench.catalog, id)?.pop() else { return Ok(None) };
    bench.change(&[id], |catalog, _, _| Ok(catalog.mark_undone(last.number, day)?))?;
    Ok(Some(last))
}

impl Bench<'_> {
    /// Does something to the journal of articles, and makes them what it then says they are.
    fn change(
        self,
        ids: &[ArticleId],
        work: impl Fn(&Catalog, ArticleId, &Article) -> Result<(), IngestError>,
    ) -> Result<(), IngestError> {
        let catalog = self.catalog;
        catalog.batch(|| {
            for id in ids {
                let Some(mut stored) = catalog.article(*id)? else { continue };
                work(catalog, *id, &stored.article)?;
                stored.article = as_said(catalog, *id, &stored.article)?;
                put_over(catalog, *id, &mut stored.article)?;
                stored.article.topics = self.vocabulary.assign(&stored.article);
                catalog.keep(&stored)?;
            }
            Ok::<(), IngestError>(())
        })?;
        bring_up(self.archive, catalog, self.compounds, &mut |_| {})?;
        Ok(())
    }
}

/// Puts what was changed by hand over what the page of an article says, which is kept beside it.
pub(super) fn correct(
    catalog: &Catalog,
    vocabulary: &Vocabulary,
    id: ArticleId,
    article: &mut Article,
) -> Result<(), IngestError> {
    let entries = catalog.journal(id)?;
    if entries.is_empty() {
        return Ok(());
    }
    for Entry { hand, .. } in &entries {
        let evidence = article.evidence.get(hand.field.key()).map(String::as_str);
        catalog.keep_extracted(id, hand.field, &article.values(hand.field), evidence)?;
    }
    put_over(catalog, id, article)?;
    article.topics = vocabulary.assign(article);
    Ok(())
}

/// Returns an article of the catalog as its page has it: without what was changed by hand.
pub(super) fn as_said(catalog: &Catalog, id: ArticleId, article: &Article) -> Result<Article, IngestError> {
    let mut article = article.clone();
    for Entry { hand, .. } in catalog.journal(id)? {
        let Some(said) = catalog.extracted(id, hand.field)? else { continue };
        article.change(&Hand { field: hand.field, change: Change::Set(said.values) });
        let key = hand.field.key().to_owned();
        match said.evidence {
            Some(evidence) => article.evidence.insert(key, evidence),
            None => article.evidence.remove(&key),
        };
    }
    Ok(article)
}

fn put_over(catalog: &Catalog, id: ArticleId, article: &mut Article) -> Result<(), IngestError> {
    for Entry { hand, note, .. } in standing(catalog, id)? {
        article.change(&hand);
        let evidence = match note {
            Some(note) => format!("{BY_HAND}: {note}"),
            None => BY_HAND.to_owned(),
        };
        article.evidence.insert(hand.field.key().to_owned(), evidence);
    }
    Ok(())
}

/// Returns the changes of an article that are not undone.
fn standing(catalog: &Catalog, id: ArticleId) -> Result<Vec<Entry>, IngestError> {
    let mut entries = catalog.journal(id)?;
    entries.retain(|entry| entry.undone.is_none());
    Ok(entries)
}
