//! One run: the walk, what of it has changed, the work, and what is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use sha2::{Digest, Sha256};

use super::alike::{Groups, regroup};
use super::beside::{Beside, pair};
use super::names::Names;
use super::read::{Manner, explain, hex};
use super::rebuild::bring_up;
use super::report::{Counts, Line, Outcome};
use super::settle::{Desk, unchanged};
use super::tasks::Job;
use super::work::work;
use crate::analysis::Compounds;
use crate::catalog::{Catalog, CatalogError, Fate, Source};
use crate::extract::{self, Columns, PublicationNames};
use crate::index::IndexError;
use crate::page;
use crate::topics::Vocabulary;
use crate::walk::{self, Found};

/// The names of publications that the last run knew, a fact of the catalog.
const SOURCES: &str = "sources";

/// What to ingest and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Folders and files, made absolute by [`walk::root`].
    pub roots: Vec<PathBuf>,
    /// Single files from a list, absolute.
    pub files: Vec<PathBuf>,
    /// Whether articles go whose files are gone, below the roots.
    pub prune: bool,
    /// Whether to say only what would happen.
    pub rehearse: bool,
    /// Whether files are read again that have not changed.
    pub again: bool,
    /// The largest file that is read, in bytes.
    pub most_bytes: u64,
    /// How many files are read at the same time.
    pub threads: usize,
    /// Which columns of records hold which fields.
    pub columns: Columns,
    /// Domains and printed names of publications, and the names they get.
    pub sources: BTreeMap<String, String>,
    /// Compounds that the user has settled.
    pub compounds: Compounds,
    /// From which likeness on texts are the same (see [`crate::alike::THRESHOLD`]).
    pub threshold: f64,
}

/// What a run tells while it goes on.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many files were found in all; reading begins.
    Walked(usize),
    /// The index is brought up to the catalog: so many articles so far.
    Mending(u64),
    /// A file is done.
    Done(&'a Line),
}

/// The sums of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files by outcome.
    pub counts: Counts,
    /// Known files below the roots that are gone.
    pub gone: usize,
    /// Articles removed because their files are gone.
    pub pruned: usize,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

/// The run cannot go on. Single files that cannot be read are no such error.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The catalog cannot be read or written.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The index cannot be written.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Ingests into the archive in the absolute folder `archive`, opened as `catalog`. Every file ends as one
/// [`Event::Done`]; setting `stop` ends the run early with all that is done committed.
///
/// # Errors
/// Returns [`IngestError`] if the archive cannot be read or written; what was committed before is safe.
pub fn run(
    archive: &Path,
    catalog: &Catalog,
    options: &Options,
    vocabulary: &Vocabulary,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Report, IngestError> {
    let names = Names::new(archive);
    let index = match options.rehearse {
        true => None,
        false => Some(bring_up(archive, catalog, &options.compounds, &mut |done| tell(Event::Mending(done)))?),
    };
    let writer = index.as_ref().map(|index| index.writer()).transpose()?;
    let columns = (!options.columns.is_empty()).then(|| hex(&Sha256::digest(options.columns.to_string())));
    let mut desk = Desk {
        catalog,
        writer,
        names: &names,
        again: BTreeSet::new(),
        inherited: BTreeSet::new(),
        list: None,
        vocabulary,
        groups: Groups::new(catalog, options.threshold),
        columns,
    };
    if !options.rehearse {
        regroup(catalog, options.threshold, &mut |done| tell(Event::Mending(done)))?;
        desk.keep_to_vocabulary(vocabulary, &mut |done| tell(Event::Mending(done)))?;
    }
    let mut report = Report::default();

    // Other names of publications: every file that is met is read again.
    let sources = format!("{:?}", options.sources);
    let before = catalog.fact(SOURCES)?;
    let again = options.again || before.map_or(!options.sources.is_empty(), |before| before != sources);
    let found = gather(archive, options);
    tell(Event::Walked(found.len()));
    let mut seen = BTreeSet::new();
    let mut jobs = Vec::new();
    catalog.begin()?;
    let mut finish = |line: Line, counts: &mut Counts| {
        counts.add(line.outcome);
        tell(Event::Done(&line));
    };
    for (found, beside) in found {
        let (path, outcome, reason) = match found {
            Found::File(file) => match names.name(&file.path) {
                None => (file.path, Outcome::Failed, "its name is not UTF-8; rename it and ingest again".to_owned()),
                Some(name) if Names::row(&name).is_some() => (
                    file.path,
                    Outcome::Failed,
                    "its name is that of a row of a list; rename it and ingest again".to_owned(),
                ),
                Some(name) => {
                    if !seen.insert(name.clone()) {
                        continue;
                    }
                    let job = job(catalog, &names, name, file, beside, again)?;
                    if let Some((_, name, _)) = &job.beside {
                        seen.insert(name.clone());
                    }
                    if again || !is_unchanged(&job, desk.columns.as_ref()) {
                        jobs.push(job);
                        continue;
                    }
                    finish(unchanged(&job.known.expect("what is unchanged is known")), &mut report.counts);
                    if let Some((Beside { met: true, .. }, _, Some(source))) = &job.beside {
                        finish(unchanged(source), &mut report.counts);
                    }
                    continue;
                }
            },
            Found::Passed(path, reason) => (path, Outcome::Skipped, reason.to_owned()),
            Found::Failed(path, error) => (path, Outcome::Failed, explain(&error)),
        };
        // What could not be looked at is not gone: its article stays.
        let path = names.name(&path).unwrap_or_else(|| path.to_string_lossy().into_owned());
        if seen.insert(path.clone()) {
            finish(Line { path, outcome, reason: Some(reason), id: None }, &mut report.counts);
        }
    }

    let titles = PublicationNames::built_in().extended(&options.sources);
    let manner = Manner { most: options.most_bytes, columns: &options.columns, names: &titles, vocabulary };
    let jobs = jobs.into_iter().map(|job| with_rows(catalog, job)).collect::<Result<_, _>>()?;
    report.interrupted =
        work(&mut desk, jobs, options.threads, manner, stop, &mut |line| finish(line, &mut report.counts))?;
    if !report.interrupted {
        for name in gone(catalog, &names, options, &seen)? {
            report.gone += 1;
            if options.prune && desk.forget(&name)? {
                report.pruned += 1;
            }
        }
        let again = std::mem::take(&mut desk.again);
        let jobs = take_over(catalog, &names, again)?;
        // These files were counted already, or lie below other roots: they appear in no sum.
        report.interrupted = work(&mut desk, jobs, options.threads, manner, stop, &mut |_| {})?;
        desk.show_newest()?;
    }
    match desk.writer.take() {
        None => catalog.undo()?,
        Some(mut writer) => {
            if !report.interrupted {
                catalog.keep_fact(SOURCES, &sources)?;
            }
            catalog.commit()?;
            writer.commit(catalog.seq()?, &vocabulary.hash())?;
            writer.close()?;
        }
    }
    Ok(report)
}

fn gather(archive: &Path, options: &Options) -> Vec<(Found, Option<Beside>)> {
    let walked = options.roots.iter().flat_map(|root| walk::walk(root, archive));
    pair(walked.chain(options.files.iter().map(|path| walk::look(path))).collect())
}

fn job(
    catalog: &Catalog,
    names: &Names,
    name: String,
    file: walk::File,
    beside: Option<Beside>,
    again: bool,
) -> Result<Job, CatalogError> {
    let known = catalog.source(&name)?;
    let beside = match beside.and_then(|beside| names.name(&beside.file.path).map(|name| (beside, name))) {
        None => None,
        Some((beside, name)) => {
            let known = catalog.source(&name)?;
            Some((beside, name, known))
        }
    };
    Ok(Job { name, file, beside, known, again, rows: BTreeMap::new(), only: None })
}

/// Adds what is known of the rows of a list.
fn with_rows(catalog: &Catalog, mut job: Job) -> Result<Job, CatalogError> {
    if page::listing(&job.name).is_some() {
        let (first, end) = Names::rows(&job.name);
        let rows = catalog.sources_between(&first, &end)?;
        job.rows = rows.into_iter().filter_map(|row| Some((Names::row(&row.path)?.1, row))).collect();
    }
    Ok(job)
}

fn is_unchanged(job: &Job, columns: Option<&String>) -> bool {
    // A file that failed is tried again: new rights do not change a file's time.
    let same = |known: &Option<Source>, file: &walk::File| {
        known.as_ref().is_some_and(|source| {
            source.size == file.size
                && source.modified == file.modified
                && source.reader == extract::VERSION
                && source.fate != Fate::Failed
        })
    };
    let beside = job.beside.as_ref().is_none_or(|(beside, _, known)| same(known, &beside.file));
    // Where columns are named, records are understood with them: a list notes which ones it was read with.
    let is_record = job.beside.is_some() || page::listing(&job.name).is_some();
    let named = !is_record || columns.is_none() || columns == job.known.as_ref().and_then(|known| known.hash.as_ref());
    same(&job.known, &job.file) && beside && named
}

fn take_over(catalog: &Catalog, names: &Names, again: BTreeSet<String>) -> Result<Vec<Job>, CatalogError> {
    let mut jobs: Vec<Job> = Vec::new();
    let mut rows: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for name in again {
        let known = catalog.source(&name)?;
        // Pruned in the same run: what is not known any more is not to come back.
        if known.is_none() {
            continue;
        }
        match Names::row(&name).filter(|_| !names.path(&name).is_file()) {
            Some((list, row)) => {
                rows.entry(list.to_owned()).or_default().insert(row);
            }
            None => {
                for (found, beside) in pair(vec![walk::look(&names.path(&name))]) {
                    if let Found::File(file) = found {
                        jobs.push(job(catalog, names, name.clone(), file, beside, true)?);
                    }
                }
            }
        }
    }
    for (list, only) in rows {
        if let Found::File(file) = walk::look(&names.path(&list)) {
            jobs.push(Job { only: Some(only), ..job(catalog, names, list, file, None, true)? });
        }
    }
    Ok(jobs)
}

/// Returns the known files below the roots that the walk did not meet and that are not there any more, and the rows that
/// are no more in their lists.
fn gone(
    catalog: &Catalog,
    names: &Names,
    options: &Options,
    seen: &BTreeSet<String>,
) -> Result<Vec<String>, IngestError> {
    let mut gone = BTreeSet::new();
    let mut lists = BTreeSet::new();
    for root in &options.roots {
        let start = names.start(root);
        for name in catalog.paths_from(&start)? {
            if seen.contains(&name) || !names.is_in(&name, root) {
                continue;
            }
            match Names::row(&name) {
                Some((list, _)) if seen.contains(list) => {
                    lists.insert(list.to_owned());
                }
                _ if !names.is_file(&name) => {
                    gone.insert(name);
                }
                _ => {}
            }
        }
    }
    for list in lists {
        // A row that is in its list has the time of its list; of one that could not be read to the end nothing is known.
        if let Some(source) = catalog.source(&list)?.filter(|source| source.fate != Fate::Failed) {
            let (first, end) = Names::rows(&list);
            let rows = catalog.paths_not_of(&first, &end, source.modified)?;
            gone.extend(rows.into_iter().filter(|name| Names::row(name).is_some() && !seen.contains(name)));
        }
    }
    Ok(gone.into_iter().collect())
}
