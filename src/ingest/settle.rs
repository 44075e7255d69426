//! What a file that was read does to the archive: its article kept, replaced, moved or known already.

use std::collections::BTreeSet;

use super::alike::Groups;
use super::hand::{as_said, correct};
use super::names::Names;
use super::read::{Content, Reading};
use super::report::{Line, Outcome};
use super::run::IngestError;
use super::tasks::Job;
use crate::alike::{self, Shingles};
use crate::article::{Article, ArticleId};
use crate::catalog::{Catalog, Fate, Source, Stored, Version};
use crate::extract;
use crate::index::Writer;
use crate::topics::Vocabulary;

/// The archive while it is written.
pub(super) struct Desk<'a> {
    pub(super) catalog: &'a Catalog,
    /// Absent in a rehearsal.
    pub(super) writer: Option<Writer<'a>>,
    pub(super) names: &'a Names,
    /// Files and rows to be read again because an article that they hold too has just become theirs.
    pub(super) again: BTreeSet<String>,
    /// Articles that went on from one file to another in this run.
    pub(super) inherited: BTreeSet<ArticleId>,
    /// The list whose rows are being settled: which of them are still there is not known before its end.
    pub(super) list: Option<String>,
    /// Where the topics come from.
    pub(super) vocabulary: &'a Vocabulary,
    /// The groups of articles with the same text.
    pub(super) groups: Groups<'a>,
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
                let (outcome, reason) = self.place(id, &source, *article, known)?;
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

    /// Keeps an article under its id, unless another file that is there holds the same or a newer version of it already;
    /// `known` is what was known of the file before. Returns what became of the file, and why where that says something.
    fn place(
        &mut self,
        id: ArticleId,
        source: &Source,
        mut article: Article,
        known: Option<Source>,
    ) -> Result<(Outcome, Option<String>), IngestError> {
        let name = source.path.as_str();
        let before = known.as_ref().and_then(|known| known.article);
        let by_address = article.url.is_some();
        let stored = self.catalog.article(id)?;
        let mut outcome = Outcome::Indexed;
        let mut reason = None;
        if let Some(stored) = &stored {
            // Versions are what pages say; what was changed by hand is put over the one that is shown.
            let said = as_said(self.catalog, id, &stored.article)?;
            let other_wording = by_address && said.wording() != article.wording();
            let holder = stored.path.as_str();
            outcome = Outcome::Updated;
            if holder == name {
                if other_wording {
                    // Another file may hold what this one said before, and that may be newer.
                    let others = self.catalog.sources_of(id)?;
                    self.again.extend(others.into_iter().map(|other| other.path).filter(|path| path != name));
                }
                // Not the page has changed but how it is read, if its bytes are those of last time.
                if let Some(known) = known.as_ref().filter(|known| other_wording && known.hash != source.hash) {
                    self.catalog
                        .keep_version(id, &Version { path: name.to_owned(), saved: known.modified, article: said })?;
                }
            } else {
                let held = self.catalog.source(holder)?;
                let held = held.filter(|source| source.article == Some(id) && source.fate == Fate::Indexed);
                let what = if by_address { "address" } else { "text" };
                let to_come = self.is_to_come(holder, name);
                let there = self.is_there(holder)?;
                let saved = held.as_ref().map_or(0, |held| held.modified);
                if held.is_some() && there && !to_come {
                    let version = Version { path: name.to_owned(), saved: source.modified, article };
                    let shown = Version { path: holder.to_owned(), saved, article: said.clone() };
                    let is_newer = if other_wording {
                        version.age() > shown.age()
                    } else {
                        // The same text, saved again: a later date is a better one, without an address only where none is known.
                        version.said() > shown.said() && (by_address || shown.said().is_none())
                    };
                    if !is_newer {
                        self.release(before, Some(id), name)?;
                        let reason = if other_wording {
                            self.catalog.keep_version(id, &version)?;
                            format!("an older version of the article in `{holder}`")
                        } else {
                            format!("same {what} as `{holder}`")
                        };
                        return Ok((Outcome::Duplicate, Some(reason)));
                    }
                    article = version.article;
                    reason = Some(format!("a newer version of the article in `{holder}`"));
                } else {
                    reason =
                        Some(format!("{} from `{holder}`", if there && !to_come { "taken over" } else { "moved" }));
                }
                if !there {
                    self.catalog.forget_source(holder)?;
                } else if let Some(held) = held {
                    let what =
                        if other_wording { "an older version of the article in" } else { &format!("same {what} as") };
                    let reason = Some(format!("{what} `{name}`"));
                    self.catalog.keep_source(&Source { fate: Fate::Duplicate, reason, ..held })?;
                }
                // Of a row that is still to come nothing is known: it is asked when its turn comes.
                if other_wording && !to_come {
                    self.catalog.keep_version(id, &Version { path: holder.to_owned(), saved, article: said })?;
                }
            }
        }
        if let Some(known) = &known {
            self.follow(known, id, source, &article)?;
        }
        if self.release(before, Some(id), name)? {
            outcome = Outcome::Updated;
        }
        self.catalog.forget_version(id, &article)?;
        correct(self.catalog, self.vocabulary, id, &mut article)?;
        let before = stored.map(|stored| stored.article);
        let now = Stored { id, path: name.to_owned(), article };
        self.keep(&now)?;
        self.reads_otherwise(id, before.as_ref(), Some(&now.article))?;
        Ok((outcome, reason))
    }

    /// An article without an address has its id from its text: where a page was changed, what was done by hand goes on to
    /// the article it holds now, and what it said before is a version of that. `known` is what was known of the file. Of
    /// rows nothing is told by their numbers, which change with every row put before them.
    fn follow(&self, known: &Source, id: ArticleId, source: &Source, article: &Article) -> Result<(), IngestError> {
        let name = source.path.as_str();
        let Some(old) = known.article.filter(|old| *old != id && Names::row(name).is_none()) else { return Ok(()) };
        let Some(stored) = self.catalog.article(old)?.filter(|stored| stored.path == name) else { return Ok(()) };
        if self.catalog.sources_of(old)?.iter().any(|source| source.path != name) {
            return Ok(());
        }
        let said = as_said(self.catalog, old, &stored.article)?;
        if said.title != article.title && !alike::are_alike(&Shingles::of(&said), &Shingles::of(article)) {
            return Ok(());
        }
        for version in self.catalog.versions(old)? {
            self.catalog.keep_version(id, &version)?;
        }
        if known.hash != source.hash {
            self.catalog.keep_version(id, &Version { path: name.to_owned(), saved: known.modified, article: said })?;
        }
        Ok(self.catalog.hand_on(old, id)?)
    }

    /// Shows the newest version of each article that a file was taken from, once the others are read again.
    pub(super) fn show_newest(&mut self) -> Result<(), IngestError> {
        for id in std::mem::take(&mut self.inherited) {
            let Some(stored) = self.catalog.article(id)? else { continue };
            let Some(holder) = self.catalog.source(&stored.path)? else { continue };
            let article = as_said(self.catalog, id, &stored.article)?;
            let shown = Version { path: stored.path.clone(), saved: holder.modified, article };
            for version in self.catalog.versions(id)? {
                if version.age() <= shown.age() {
                    break;
                }
                let file = self.catalog.source(&version.path)?.filter(|file| file.article == Some(id));
                if let Some(file) = file.filter(|file| file.path != shown.path)
                    && self.is_there(&file.path)?
                {
                    let reason = Some(format!("an older version of the article in `{}`", file.path));
                    self.catalog.keep_source(&Source { fate: Fate::Duplicate, reason, ..holder })?;
                    self.catalog.keep_source(&Source { fate: Fate::Indexed, reason: None, ..file })?;
                    self.catalog.keep_version(id, &shown)?;
                    self.catalog.forget_version(id, &version.article)?;
                    let mut article = version.article;
                    correct(self.catalog, self.vocabulary, id, &mut article)?;
                    let now = Stored { id, path: version.path, article };
                    self.keep(&now)?;
                    self.reads_otherwise(id, Some(&stored.article), Some(&now.article))?;
                    break;
                }
            }
        }
        Ok(())
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
                // Which of them has the newest version is known when all are read again.
                self.again.insert(heir.path.clone());
                there = there.or(Some(place));
            }
        }
        if heirs.is_empty() {
            self.reads_otherwise(old, Some(&stored.article), None)?;
            self.catalog.forget_versions(old)?;
            self.catalog.remove(stored.id)?;
            if let Some(writer) = &mut self.writer {
                writer.take_out(stored.id);
            }
        } else {
            // At once, not only when the heir is read again: killed in between, no article would be left that
            // names a file which holds another.
            let heir = heirs.swap_remove(there.unwrap_or(0));
            self.again.insert(heir.path.clone());
            self.inherited.insert(old);
            let path = heir.path.clone();
            self.catalog.keep_source(&Source { fate: Fate::Indexed, reason: None, ..heir })?;
            self.keep(&Stored { path, ..stored })?;
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

    fn keep(&mut self, stored: &Stored) -> Result<(), IngestError> {
        self.catalog.keep(stored)?;
        if let Some(writer) = &mut self.writer {
            writer.put(stored.id, &stored.path, &stored.article)?;
        }
        Ok(())
    }

    /// Makes everything so far lasting: the catalog first, then the index.
    pub(super) fn commit(&mut self) -> Result<(), IngestError> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        self.catalog.commit()?;
        writer.commit(self.catalog.seq()?, &self.vocabulary.hash())?;
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
