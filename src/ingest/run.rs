//! One run: the walk, the reading on several threads, the settling in a fixed order, the commits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use super::names::Names;
use super::read::{Reading, explain, read};
use super::rebuild::bring_up;
use super::report::{Counts, Line, Outcome};
use super::settle::{Desk, unchanged};
use crate::catalog::{Catalog, CatalogError, Fate, Source};
use crate::extract;
use crate::index::IndexError;
use crate::topics::Vocabulary;
use crate::walk::{self, Found};

/// What is lost at most when the machine stops: that much work is done again by the next run.
const COMMIT_AFTER: (usize, Duration) = (10_000, Duration::from_secs(30));

/// Deep pages need deep stacks in the parser's callbacks; the main thread's size is not ours to choose.
const STACK: usize = 16 << 20;

/// What to ingest and how.
#[derive(Debug, Clone)]
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
        false => Some(bring_up(archive, catalog, &mut |done| tell(Event::Mending(done)))?),
    };
    let writer = index.as_ref().map(|index| index.writer()).transpose()?;
    let mut desk = Desk { catalog, writer, names: &names, again: Vec::new() };
    if !options.rehearse {
        desk.keep_to_vocabulary(vocabulary, &mut |done| tell(Event::Mending(done)))?;
    }
    let mut report = Report::default();

    let found = gather(archive, options);
    tell(Event::Walked(found.len()));
    let mut seen = BTreeSet::new();
    let mut jobs = Vec::new();
    catalog.begin()?;
    let mut finish = |line: Line, counts: &mut Counts| {
        counts.add(line.outcome);
        tell(Event::Done(&line));
    };
    for found in found {
        let (path, outcome, reason) = match found {
            Found::File(file) => match names.name(&file.path) {
                None => (file.path, Outcome::Failed, "its name is not UTF-8; rename it and ingest again".to_owned()),
                Some(name) => {
                    if !seen.insert(name.clone()) {
                        continue;
                    }
                    let known = catalog.source(&name)?;
                    match known {
                        Some(source) if !options.again && is_unchanged(&source, &file) => {
                            finish(unchanged(&source), &mut report.counts)
                        }
                        known => jobs.push(Job { name, file, known, again: options.again }),
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

    report.interrupted =
        work(&mut desk, jobs, options, vocabulary, stop, &mut |line| finish(line, &mut report.counts))?;
    if !report.interrupted {
        for name in gone(catalog, &names, options, &seen)? {
            report.gone += 1;
            if options.prune && desk.forget(&name)? {
                report.pruned += 1;
            }
        }
        let again = std::mem::take(&mut desk.again);
        let jobs = again.into_iter().map(|path| take_over(catalog, &names, &path));
        let jobs = jobs.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        // These files were counted already, or lie below other roots: they appear in no sum.
        report.interrupted = work(&mut desk, jobs, options, vocabulary, stop, &mut |_| {})?;
    }
    match desk.writer.take() {
        None => catalog.undo()?,
        Some(mut writer) => {
            catalog.commit()?;
            writer.commit(catalog.seq()?)?;
            writer.close()?;
        }
    }
    Ok(report)
}

/// A file to be read.
struct Job {
    name: String,
    file: walk::File,
    known: Option<Source>,
    /// Whether it is understood anew even if its bytes are the same.
    again: bool,
}

fn gather(archive: &Path, options: &Options) -> Vec<Found> {
    let walked = options.roots.iter().flat_map(|root| walk::walk(root, archive));
    walked.chain(options.files.iter().map(|path| walk::look(path))).collect()
}

fn is_unchanged(source: &Source, file: &walk::File) -> bool {
    // A file that failed is tried again: new rights do not change a file's time.
    source.size == file.size
        && source.modified == file.modified
        && source.reader == extract::VERSION
        && source.fate != Fate::Failed
}

fn take_over(catalog: &Catalog, names: &Names, path: &Path) -> Result<Option<Job>, IngestError> {
    let (Some(name), Found::File(file)) = (names.name(path), walk::look(path)) else { return Ok(None) };
    let known = catalog.source(&name)?;
    // Pruned in the same run: what is not known any more is not to come back.
    Ok(known.map(|known| Job { name, file, known: Some(known), again: true }))
}

/// Returns the known files below the roots that the walk did not meet and that are not there any more.
fn gone(
    catalog: &Catalog,
    names: &Names,
    options: &Options,
    seen: &BTreeSet<String>,
) -> Result<Vec<String>, IngestError> {
    let mut gone = BTreeSet::new();
    for root in &options.roots {
        let start = names.start(root);
        for name in catalog.paths_from(&start)? {
            if !seen.contains(&name) && names.is_in(&name, root) && !names.is_file(&name) {
                gone.insert(name);
            }
        }
    }
    Ok(gone.into_iter().collect())
}

/// Reads the jobs on several threads and settles them in their order; tells whether it was stopped.
fn work(
    desk: &mut Desk<'_>,
    jobs: Vec<Job>,
    options: &Options,
    vocabulary: &Vocabulary,
    stop: &AtomicBool,
    done: &mut dyn FnMut(Line),
) -> Result<bool, IngestError> {
    let next = AtomicUsize::new(0);
    let halt = AtomicBool::new(false);
    let (sender, receiver) = sync_channel::<(usize, Reading)>(64);
    let (jobs, next, halt) = (&jobs, &next, &halt);
    // The closure owns the receiver: when an error ends it early, a reader waiting to send is let go.
    thread::scope(move |scope| {
        for _ in 0..options.threads.max(1).min(jobs.len()) {
            let sender = sender.clone();
            let reader = move || {
                while !stop.load(Ordering::Relaxed) && !halt.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(number) else { break };
                    let hash = job.known.as_ref().filter(|known| {
                        // A page that failed before is understood anew even if its bytes are the same.
                        !job.again && known.reader == extract::VERSION && known.fate != Fate::Failed
                    });
                    let reading = read(
                        &job.file.path,
                        options.most_bytes,
                        hash.and_then(|known| known.hash.as_deref()),
                        vocabulary,
                    );
                    if sender.send((number, reading)).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, reader).expect("a thread can be started");
        }
        drop(sender);
        // Settled in the order of the walk, so that the same files give the same archive on any machine.
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        let mut last_commit = (0, Instant::now());
        for (number, reading) in &receiver {
            waiting.insert(number, reading);
            while let Some(reading) = waiting.remove(&turn) {
                let job = &jobs[turn];
                turn += 1;
                let settled = desk.settle(job.name.clone(), &job.file, job.known.clone(), reading).and_then(|line| {
                    done(line);
                    if turn - last_commit.0 >= COMMIT_AFTER.0 || last_commit.1.elapsed() >= COMMIT_AFTER.1 {
                        last_commit = (turn, Instant::now());
                        desk.commit()?;
                    }
                    Ok(())
                });
                if let Err(error) = settled {
                    halt.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        Ok(turn < jobs.len())
    })
}
