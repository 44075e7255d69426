//! `morgue ingest`: the run with its progress, its report file and its closing summary.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use indicatif::{HumanCount, ProgressBar};

use super::args::{Args, Ingest, LARGEST, Reading};
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::place;
use super::settings::Settings;
use crate::catalog::{self, Catalog};
use crate::ingest::{self, Event, Line, Options, Outcome, Report};
use crate::{output, walk};

/// Failed files that are named on the terminal; the report names all.
const NAMED: usize = 20;

/// Kinds of reasons for skipping that are listed.
const REASONS: usize = 6;

pub(super) fn run(args: &Args, what: &Ingest, console: &mut Console) -> Result<Exit> {
    let settings = Settings::of(&place::archive(args)?)?;
    let mut options = options(&what.roots, &what.reading, settings, &what.columns)?;
    options.prune = what.prune;
    options.rehearse = what.dry_run;
    options.again = what.again;
    if let Some(list) = &what.files_from {
        options.files = listed(list, what.null)?;
    }
    let summary = work(args, &options, what.report.as_deref(), console)?;
    if !args.quiet {
        let text = console.filled(&summary.text(what.dry_run, what.prune));
        writeln!(console.out(), "{text}")?;
    }
    console.finish()?;
    Ok(summary.exit())
}

/// Brings the archive up to date before a query; the summary is talk, not data.
pub(super) fn before_query(args: &Args, roots: &[PathBuf], console: &mut Console) -> Result<Summary> {
    let settings = Settings::of(&place::archive(args)?)?;
    let options = options(roots, &Reading { max_size: LARGEST, jobs: None }, settings, &[])?;
    let summary = work(args, &options, None, console)?;
    console.remark(&summary.text(false, false));
    Ok(summary)
}

fn options(roots: &[PathBuf], reading: &Reading, settings: Settings, columns: &[String]) -> Result<Options> {
    let root = |root: &PathBuf| {
        walk::root(root).map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            anyhow::Error::from(Wrong(format!(
                "error: {error}: {cause}\n  hint: name a folder or file that exists and that you may read"
            )))
        })
    };
    Ok(Options {
        roots: roots.iter().map(root).collect::<Result<_>>()?,
        files: Vec::new(),
        prune: false,
        rehearse: false,
        again: false,
        most_bytes: reading.max_size * 1_000_000,
        threads: reading.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from),
        columns: settings.columns(columns)?,
        compounds: settings.compounds(),
        threshold: settings.threshold(),
        sources: settings.sources,
    })
}

fn listed(list: &Path, null: bool) -> Result<Vec<PathBuf>> {
    let fail = || {
        Wrong(format!(
            "error: cannot read the list of files `{}`\n  hint: name a file, or `-` for standard input",
            list.display()
        ))
    };
    let mut reader: Box<dyn BufRead> = if list == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(list).with_context(fail)?))
    };
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).with_context(fail)?;
    let names = bytes.split(|byte| if null { *byte == 0 } else { *byte == b'\n' });
    let names = names
        .map(|name| if null { name } else { name.strip_suffix(b"\r").unwrap_or(name) })
        .filter(|name| !name.is_empty());
    // A file has one name whatever way it is listed; one that is gone keeps the name it was given.
    Ok(names.map(path).map(|path| walk::root(&path).or_else(|_| std::path::absolute(&path)).unwrap_or(path)).collect())
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

fn work(args: &Args, options: &Options, report: Option<&Path>, console: &mut Console) -> Result<Summary> {
    let (folder, catalog) = open(args, options.rehearse)?;
    let vocabulary = Settings::of(&folder)?.checked_vocabulary(&folder)?;
    // Not before the archive is ours: the report of the last run is not lost to a run that cannot begin.
    let mut report = report.map(ReportFile::make).transpose()?;
    let stop = Arc::new(AtomicBool::new(false));
    let over = Arc::new(AtomicBool::new(false));
    stop_on_interrupt(&stop, &over);
    let bar = console.progress("reading");
    let mut summary = Summary::default();
    let mut failed_report = None;
    let result = ingest::run(&folder, &catalog, options, vocabulary, &stop, &mut |event| match event {
        Event::Walked(files) => {
            bar.set_prefix("reading");
            bar.set_length(files as u64);
        }
        Event::Mending(done) => {
            bar.set_prefix("indexing");
            bar.set_position(done);
        }
        Event::Done(line) => {
            bar.inc(1);
            // The rows of a list are known only when they come.
            if bar.length().is_some_and(|length| length < bar.position()) {
                bar.set_length(bar.position());
            }
            summary.note(line, options.rehearse, &bar, console);
            if let Some(report) = &mut report
                && let Err(error) = report.write(line)
            {
                failed_report.get_or_insert(error);
                stop.store(true, Ordering::Relaxed);
            }
        }
    });
    over.store(true, Ordering::Relaxed);
    bar.finish_and_clear();
    summary.report = result?;
    if let Some(report) = report {
        report.finish()?;
    }
    if let Some(error) = failed_report {
        return Err(error);
    }
    (_, summary.undated) = catalog.count()?;
    Ok(summary)
}

/// Lets the first interrupt end the run in good order; a second one, or one when the run is over, ends the program.
fn stop_on_interrupt(stop: &Arc<AtomicBool>, over: &Arc<AtomicBool>) {
    let (stop, over) = (Arc::clone(stop), Arc::clone(over));
    #[expect(clippy::exit, reason = "nothing is being written, or the user insists; the archive survives both")]
    let on_interrupt = move || {
        if stop.swap(true, Ordering::Relaxed) || over.load(Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    // Without a handler an interrupt ends the program at once, which the archive survives too.
    let _ = ctrlc::set_handler(on_interrupt);
}

fn open(args: &Args, rehearse: bool) -> Result<(PathBuf, Catalog)> {
    let folder = place::archive(args)?;
    // A rehearsal leaves nothing behind, not even an empty catalog.
    if rehearse && !folder.join(catalog::FILE).is_file() {
        return Ok((folder, Catalog::in_memory()?));
    }
    let catalog = Catalog::open_or_make(&folder, &place::writer("ingest"))?;
    Ok((folder.canonicalize().unwrap_or(folder), catalog))
}

/// The report file: a line of JSON for every file.
struct ReportFile {
    path: PathBuf,
    out: BufWriter<File>,
}

impl ReportFile {
    fn make(path: &Path) -> Result<Self> {
        let fail = || {
            Wrong(format!(
                "error: cannot write the report `{}`\n  hint: name a file in a folder that you may write",
                path.display()
            ))
        };
        Ok(Self { path: path.to_owned(), out: BufWriter::new(File::create(path).with_context(fail)?) })
    }

    fn write(&mut self, line: &Line) -> Result<()> {
        serde_json::to_writer(&mut self.out, line)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(self.out))
            .with_context(|| self.fail())
    }

    fn finish(mut self) -> Result<()> {
        self.out.flush().with_context(|| self.fail())
    }

    fn fail(&self) -> String {
        format!(
            "the report `{}` could not be written; the archive is in order\n  hint: free some space and run the command again",
            self.path.display()
        )
    }
}

/// What is said at the end of a run.
#[derive(Debug, Default)]
pub(super) struct Summary {
    report: Report,
    /// How many files were skipped, by the kind of reason.
    skipped: BTreeMap<String, usize>,
    undated: u64,
    named: usize,
}

impl Summary {
    fn note(&mut self, line: &Line, rehearse: bool, bar: &ProgressBar, console: &mut Console) {
        let reason = line.reason.as_deref().unwrap_or_default();
        match line.outcome {
            Outcome::Skipped => *self.skipped.entry(kind(reason)).or_default() += 1,
            Outcome::Failed => {
                self.named += 1;
                if self.named <= NAMED {
                    bar.suspend(|| {
                        console.say(&format!("failed: {}: {}", output::safe(&line.path), output::safe(reason)))
                    });
                }
            }
            outcome if rehearse && outcome != Outcome::Unchanged => {
                let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                bar.suspend(|| {
                    console.remark(&format!(
                        "{}: {}{}",
                        outcome.word(),
                        output::safe(&line.path),
                        output::safe(&reason)
                    ))
                });
            }
            _ => {}
        }
    }

    fn text(&self, rehearse: bool, prune: bool) -> String {
        let counts = &self.report.counts;
        let parts: Vec<String> = Outcome::ALL
            .iter()
            .map(|outcome| format!("{} {}", HumanCount(counts.of(*outcome) as u64), outcome.word()))
            .collect();
        let files = if counts.total() == 1 { "file" } else { "files" };
        let mut lines = vec![format!("{} {files}: {}", HumanCount(counts.total() as u64), parts.join(", "))];
        if rehearse {
            lines.insert(0, "dry run, nothing was written".to_owned());
        }
        let mut reasons: Vec<(&String, &usize)> = self.skipped.iter().collect();
        reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), (*reason).clone()));
        for (reason, count) in reasons.iter().take(REASONS) {
            lines.push(format!("  skipped {}: {}", HumanCount(**count as u64), output::safe(reason)));
        }
        if reasons.len() > REASONS {
            lines.push("  and for other reasons: `--report FILE` lists every file".to_owned());
        }
        if self.named > NAMED {
            lines.push(format!("  {} more failed: `--report FILE` lists every file", self.named - NAMED));
        }
        match (self.report.gone, self.report.pruned) {
            (0, _) => {}
            (gone, pruned) if prune => lines.push(format!("{}, {pruned} of their articles removed", files_gone(gone))),
            (gone, _) => lines.push(format!("{}; what was read from them stays until `--prune`", files_gone(gone))),
        }
        if self.undated > 0 {
            let have = if self.undated == 1 {
                "1 article in the archive has".to_owned()
            } else {
                format!("{} articles in the archive have", self.undated)
            };
            lines.push(format!("{have} no date (`morgue query date:none`)"));
        }
        if self.report.interrupted {
            lines.push("interrupted: what is counted here is done, the next run goes on from there".to_owned());
        }
        lines.join("\n")
    }

    pub(super) fn exit(&self) -> Exit {
        if self.report.interrupted {
            Exit::Interrupted
        } else if self.report.counts.of(Outcome::Failed) > 0 {
            Exit::SomeFailed
        } else {
            Exit::Done
        }
    }
}

fn files_gone(count: usize) -> String {
    if count == 1 { "1 known file is gone".to_owned() } else { format!("{count} known files are gone") }
}

/// The kind of a reason: without what is in brackets and what follows a semicolon.
fn kind(reason: &str) -> String {
    reason.split([';', '(']).next().unwrap_or_default().trim().to_owned()
}
