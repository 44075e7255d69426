//! What a file that was read does to the archive: its article kept, replaced, moved or known already.

use std::collections::BTreeSet;

use super::names::Names;
use super::read::{Content, Reading};
use super::report::{Line, Outcome};
use super::run::IngestError;
use super::tasks::Job;
use crate::article::{Article, ArticleId};
use crate::catalog::{Catalog, Fate, Source, Stored};
use crate::extract;
use crate::index::Writer;

/// The archive while it is written.
pub(super) struct Desk<'a> {
    pub(super) catalog: &'a Catalog,
    /// Absent in a rehearsal.
    pub(super) writer: Option<Writer<'a>>,
    pub(super) names: &'a Names,
    /// Files and rows to be read again because an article that they hold too has just become theirs.
    pub(super) again: BTreeSet<String>,
    /// The list whose rows are being settled: which of them are still there is not known before its end.
    pub(super) list: Option<String>,
    /// The hash of the vocabulary that the topics come from.
    pub(super) topics: String,
    /// What stands for the columns that were named, in the account of a list; `None` where none were.
    pub(super) columns: Option<String>,
}

/// What is kept of a file or a row.
pub(super) struct File {
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) modified: i64,
}

impl File {
    pub(super) fn of(job: &Job) -> Self {
        Self { name: job.name.clone(), size: job.file.size, modified: job.file.modified }
    }
}

impl Desk<'_> {
    /// Settles one file and returns its line in the report.
    pub(super) fn settle(&mut self, file: File, known: Option<Source>, reading: Reading) -> Result<Line, IngestError> {
        let mut source = Source {
            path: file.name,
            size: file.size,
            modified: file.modified,
            hash: reading.hash,
            reader: extract::VERSION,
            fate: Fate::Failed,
            reason: None,
            article: None,
        };
        let outcome = match reading.content {
            Content::Same => {
                let lost =
                    || Source { reason: Some("changed while it was read; ingest again".to_owned()), ..source.clone() };
                let known = known.unwrap_or_else(lost);
                source = Source { size: file.size, modified: file.modified, ..known };
                self.catalog.keep_source(&source)?;
                return Ok(unchanged(&source));
            }
            Content::Article(article, remark) => {
                let id = article.id();
                source.article = Some(id);
                let before = known.and_then(|known| known.article);
                let (outcome, reason) = self.place(id, &source.path, *article, before)?;
                source.fate = if outcome == Outcome::Duplicate { Fate::Duplicate } else { Fate::Indexed };
                source.reason = reason.or(remark);
                outcome
            }
            Content::Nothing(reason) => {
                source.fate = Fate::Skipped;
                source.reason = Some(reason);
                Outcome::Skipped
            }
            Content::Failed(reason) => {
                source.reason = Some(reason);
                Outcome::Failed
            }
        };
        if matches!(outcome, Outcome::Skipped | Outcome::Failed) {
            self.stand_by(&mut source)?;
        }
        self.catalog.keep_source(&source)?;
        let id = source.article.map(|id| id.to_string());
        Ok(Line { path: source.path, outcome, reason: source.reason, id })
    }

    /// Keeps an article under its id, unless another file that is there holds it already; `before` is the article
    /// that the file held last time. Returns what became of the file, and why where that says something.
    fn place(
        &mut self,
        id: ArticleId,
        name: &str,
        article: Article,
        before: Option<ArticleId>,
    ) -> Result<(Outcome, Option<String>), IngestError> {
        let by_address = article.url.is_some();
        let stored = self.catalog.article(id)?;
        let other_text = stored.as_ref().is_some_and(|stored| stored.article.text() != article.text());
        let holder = stored.map(|stored| stored.path);
        let mut outcome = Outcome::Indexed;
        let mut reason = None;
        match holder {
            Some(holder) if holder == name => outcome = Outcome::Updated,
            Some(holder) => {
                let held = self
                    .catalog
                    .source(&holder)?
                    .is_some_and(|source| source.article == Some(id) && source.fate == Fate::Indexed);
                let what = if by_address { "address" } else { "text" };
                let to_come = self.is_to_come(&holder, name);
                let there = self.is_there(&holder)?;
                if held && there && !to_come {
                    self.release(before, Some(id), name)?;
                    let but = if other_text { ", other text; the first one stays" } else { "" };
                    return Ok((Outcome::Duplicate, Some(format!("same {what} as `{holder}`{but}"))));
                }
                if !there {
                    self.catalog.forget_source(&holder)?;
                } else if held
                    && to_come
                    && let Some(source) = self.catalog.source(&holder)?
                {
                    let reason = Some(format!("same {what} as `{name}`"));
                    self.catalog.keep_source(&Source { fate: Fate::Duplicate, reason, ..source })?;
                }
                outcome = Outcome::Updated;
                reason = Some(format!("{} from `{holder}`", if there && !to_come { "taken over" } else { "moved" }));
            }
            None => {}
        }
        if self.release(before, Some(id), name)? {
            outcome = Outcome::Updated;
        }
        self.keep(Stored { id, path: name.to_owned(), article })?;
        Ok((outcome, reason))
    }

    /// Lets go of the article a file held before, if it holds another now: it goes on to another file that holds
    /// it too, or it is removed. Tells whether there was one.
    pub(super) fn release(
        &mut self,
        before: Option<ArticleId>,
        now: Option<ArticleId>,
        name: &str,
    ) -> Result<bool, IngestError> {
        let Some(old) = before.filter(|old| Some(*old) != now) else { return Ok(false) };
        let Some(stored) = self.catalog.article(old)?.filter(|stored| stored.path == name) else { return Ok(false) };
        let mut heirs = self.catalog.sources_of(old)?;
        heirs.retain(|source| source.path != name);
        let mut there = None;
        for (place, heir) in heirs.iter().enumerate() {
            if self.is_there(&heir.path)? {
                there = Some(place);
                break;
            }
        }
        if heirs.is_empty() {
            self.catalog.remove(stored.id)?;
            if let Some(writer) = &mut self.writer {
                writer.take_out(stored.id);
            }
        } else {
            // At once, not only when the heir is read again: killed in between, no article would be left that
            // names a file which holds another.
            let heir = heirs.swap_remove(there.unwrap_or(0));
            self.again.insert(heir.path.clone());
            let path = heir.path.clone();
            self.catalog.keep_source(&Source { fate: Fate::Indexed, reason: None, ..heir })?;
            self.keep(Stored { path, ..stored })?;
        }
        Ok(true)
    }

    /// Tells whether a row comes later in the list whose row is being settled: where rows were put before it or taken
    /// out, it holds something else by now, and if it does not, it is the second of two.
    fn is_to_come(&self, holder: &str, name: &str) -> bool {
        let (Some((list, later)), Some((same, row))) = (Names::row(holder), Names::row(name)) else { return false };
        list == same && self.list.as_deref() == Some(list) && later > row
    }

    /// Tells whether a file is there, or a row: its list has to be, and the row has to have been in it last time.
    fn is_there(&self, name: &str) -> Result<bool, IngestError> {
        let there = self.names.is_file(name);
        let Some((list, _)) = Names::row(name).filter(|(list, _)| there && self.list.as_deref() != Some(list)) else {
            return Ok(there);
        };
        let (list, row) = (self.catalog.source(list)?, self.catalog.source(name)?);
        Ok(match (list, row) {
            (Some(list), Some(row)) => list.modified == row.modified || list.fate == Fate::Failed,
            _ => there,
        })
    }

    /// Forgets the rows that are no more in a list where another file or row holds their article. The other ones stay
    /// until they are pruned, as the articles of files do.
    pub(super) fn leave_rows(&mut self, list: &str, modified: i64) -> Result<(), IngestError> {
        let (first, end) = Names::rows(list);
        for name in self.catalog.paths_not_of(&first, &end, modified)? {
            let Some(id) = self.catalog.source(&name)?.and_then(|source| source.article) else { continue };
            let mut others = self.catalog.sources_of(id)?;
            others.retain(|source| source.path != name);
            if !others.is_empty() {
                self.forget(&name)?;
            }
        }
        Ok(())
    }

    /// An article read from this file before is not thrown away because the file cannot be read now.
    fn stand_by(&self, source: &mut Source) -> Result<(), IngestError> {
        if let Some(stored) = self.catalog.article_of(&source.path)? {
            let reason = source.reason.take().unwrap_or_default();
            source.reason = Some(format!("{reason}; the article read from it before stays in the archive"));
            source.article = Some(stored.id);
        }
        Ok(())
    }

    /// Forgets a file that is gone, and its article unless another file holds it too; tells whether an article went.
    pub(super) fn forget(&mut self, name: &str) -> Result<bool, IngestError> {
        let held = self.catalog.source(name)?.and_then(|source| source.article);
        let before = self.again.len();
        let released = self.release(held, None, name)?;
        self.catalog.forget_source(name)?;
        Ok(released && self.again.len() == before)
    }

    fn keep(&mut self, stored: Stored) -> Result<(), IngestError> {
        self.catalog.keep(&stored)?;
        if let Some(writer) = &mut self.writer {
            writer.put(stored.id, &stored.path, &stored.article)?;
        }
        Ok(())
    }

    /// Makes everything so far lasting: the catalog first, then the index.
    pub(super) fn commit(&mut self) -> Result<(), IngestError> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        self.catalog.commit()?;
        writer.commit(self.catalog.seq()?, &self.topics)?;
        Ok(self.catalog.begin()?)
    }
}

/// Returns the line of a file that is as it was.
pub(super) fn unchanged(source: &Source) -> Line {
    let before = match source.fate {
        Fate::Indexed => None,
        fate => Some(format!("{} before: {}", fate.word(), source.reason.as_deref().unwrap_or("no reason known"))),
    };
    Line {
        path: source.path.clone(),
        outcome: Outcome::Unchanged,
        reason: before,
        id: source.article.map(|id| id.to_string()),
    }
}
