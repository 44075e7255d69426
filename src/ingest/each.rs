//! Every article of one file, one after the other, without an archive.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::beside::Beside;
use super::names::Names;
use super::read::{Content, Manner, Reading, read_once, read_row};
use super::tally::{RowRead, Tally};
use super::tasks::{Ended, Job, Task, Tasks};
use crate::walk;

/// Reads a file and hands over what is found: for a page its name and what is in it, for a list that of each row. The
/// file beside a page follows it.
pub fn each<E>(
    file: walk::File,
    beside: Option<Beside>,
    manner: Manner<'_>,
    mut hand: impl FnMut(&str, Content) -> Result<(), E>,
) -> Result<(), E> {
    let name = file.path.to_string_lossy().into_owned();
    let noted =
        beside.as_ref().filter(|beside| beside.met).map(|beside| beside.file.path.to_string_lossy().into_owned());
    let beside = beside.map(|beside| (beside, String::new(), None));
    let jobs = [Job { name: name.clone(), file, beside, known: None, again: false, rows: BTreeMap::new(), only: None }];
    let enough = AtomicUsize::new(0);
    let mut tasks = Tasks::new(&jobs, manner.most, &enough);
    let mut tally = Tally::default();
    while let Some((_, task)) = tasks.next() {
        match task {
            Task::File(_) => {
                let [job] = &jobs;
                let (page, note) = read_once(&job.file.path, job.beside.as_ref().map(|(beside, ..)| beside), manner);
                hand(&name, page)?;
                if let (Some(noted), Some(note)) = (&noted, note) {
                    hand(noted, note)?;
                }
            }
            Task::Row(_, row) => {
                let reading: Reading = read_row(&row, None, manner);
                for row in tally.take(RowRead { number: row.number, size: row.size(), reading }, false) {
                    hand(&Names::row_name(&name, row.number), row.reading.content)?;
                }
                if tally.is_hopeless() {
                    enough.store(1, Ordering::Relaxed);
                }
            }
            Task::End(_, Ended::Failed(reason)) => hand(&name, Content::Failed(reason))?,
            Task::End(_, Ended::Nothing(reason)) => hand(&name, Content::Nothing(reason))?,
            Task::End(_, Ended::Read) => {
                let (has_articles, summary) = tally.summary();
                if !has_articles {
                    hand(&name, Content::Nothing(summary))?;
                }
            }
        }
    }
    Ok(())
}
