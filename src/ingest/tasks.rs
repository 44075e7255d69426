//! What is to be read, handed to the threads piece by piece: files, and the rows of lists as they come.
//!
//! Only as much is handed out as the settling can follow, so that a long list does not pile up in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::beside::Beside;
use super::read::{explain, open};
use crate::catalog::{Fate, Source};
use crate::page::{self, List, NotAPage, Opened, Row};
use crate::{extract, walk};

/// A file to be read.
pub(super) struct Job {
    pub(super) name: String,
    pub(super) file: walk::File,
    /// The file beside the page, with its name and what is known of it.
    pub(super) beside: Option<(Beside, String, Option<Source>)>,
    pub(super) known: Option<Source>,
    /// Whether it is understood anew even if its bytes are the same.
    pub(super) again: bool,
    /// The known rows, if it was a list before.
    pub(super) rows: BTreeMap<u64, Source>,
    /// The rows that are wanted, if not all are.
    pub(super) only: Option<BTreeSet<u64>>,
}

impl Job {
    /// Returns the hash of what was read last time, if that need not be understood again.
    pub(super) fn known_hash(&self) -> Option<&str> {
        self.hash_of(self.known.as_ref())
    }

    pub(super) fn known_row_hash(&self, row: u64) -> Option<&str> {
        self.hash_of(self.rows.get(&row))
    }

    fn hash_of<'s>(&self, known: Option<&'s Source>) -> Option<&'s str> {
        // A page that failed before is understood anew even if its bytes are the same.
        let same = known.filter(|known| !self.again && known.reader == extract::VERSION && known.fate != Fate::Failed);
        same.and_then(|known| known.hash.as_deref())
    }
}

/// A piece of work.
pub(super) enum Task {
    /// A file that holds one page.
    File(usize),
    /// A row of a list.
    Row(usize, Row),
    /// A list is over, or cannot be read further.
    End(usize, Ended),
}

/// How a list came to its end.
pub(super) enum Ended {
    /// All rows were read, or as many as it takes to see that there are no articles among them.
    Read,
    /// It is no list, and why.
    Nothing(String),
    /// It could not be read to its end, and why.
    Failed(String),
}

pub(super) struct Tasks<'j> {
    jobs: &'j [Job],
    most: u64,
    /// The place of the next job.
    next: usize,
    /// The list that is being read.
    open: Option<List>,
    /// How many tasks were handed out.
    pub(super) handed_out: usize,
    /// One more than the place of the list that need not be read further.
    enough: &'j AtomicUsize,
}

impl<'j> Tasks<'j> {
    pub(super) fn new(jobs: &'j [Job], most: u64, enough: &'j AtomicUsize) -> Self {
        Self { jobs, most, next: 0, open: None, handed_out: 0, enough }
    }

    /// Tells whether all was handed out.
    pub(super) fn is_done(&self) -> bool {
        self.open.is_none() && self.next >= self.jobs.len()
    }

    /// Returns the next task with its number.
    pub(super) fn next(&mut self) -> Option<(usize, Task)> {
        let task = self.find()?;
        self.handed_out += 1;
        Some((self.handed_out - 1, task))
    }

    fn find(&mut self) -> Option<Task> {
        if let Some(list) = &mut self.open {
            let place = self.next - 1;
            let only = self.jobs.get(place).and_then(|job| job.only.as_ref());
            loop {
                let row = if self.enough.load(Ordering::Relaxed) == self.next { Ok(None) } else { list.row() };
                let ended = match row {
                    Ok(Some(row)) if only.is_some_and(|only| !only.contains(&row.number)) => continue,
                    Ok(Some(row)) => return Some(Task::Row(place, row)),
                    Ok(None) => Ended::Read,
                    Err(error) => Ended::Failed(explain(&error)),
                };
                self.open = None;
                return Some(Task::End(place, ended));
            }
        }
        let (place, job) = (self.next, self.jobs.get(self.next)?);
        self.next += 1;
        let Some(listing) = page::listing(&job.name) else { return Some(Task::File(place)) };
        match open(&job.file.path).and_then(|reader| List::open(reader, listing, self.most)) {
            Ok(Opened::Single) => Some(Task::File(place)),
            Ok(Opened::Nothing(reason @ NotAPage::Damaged(_))) => {
                Some(Task::End(place, Ended::Failed(reason.to_string())))
            }
            Ok(Opened::Nothing(reason)) => Some(Task::End(place, Ended::Nothing(reason.to_string()))),
            Err(error) => Some(Task::End(place, Ended::Failed(explain(&error)))),
            Ok(Opened::List(list)) => {
                self.open = Some(list);
                self.find()
            }
        }
    }
}
