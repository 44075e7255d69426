//! The reading on several threads and the settling in a fixed order, so that the same files give the same archive on
//! any machine.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::names::Names;
use super::read::{Content, Manner, Reading, read, read_row};
use super::report::Line;
use super::run::IngestError;
use super::settle::{Desk, File};
use super::tally::{RowRead, Tally};
use super::tasks::{Ended, Job, Task, Tasks};

/// What is lost at most when the machine stops: that much work is done again by the next run.
const COMMIT_AFTER: (usize, Duration) = (10_000, Duration::from_secs(30));

/// Deep pages need deep stacks in the parser's callbacks; the main thread's size is not ours to choose.
const STACK: usize = 16 << 20;

/// So many tasks may be read ahead of the one that is settled next.
const AHEAD: usize = 512;

/// What became of a task.
enum Done {
    File(usize, Reading, Option<Reading>),
    Row(usize, RowRead),
    End(usize, Ended),
}

/// Reads the jobs and settles them in their order; tells whether it was stopped.
pub(super) fn work(
    desk: &mut Desk<'_>,
    jobs: Vec<Job>,
    threads: usize,
    manner: Manner<'_>,
    stop: &AtomicBool,
    done: &mut dyn FnMut(Line),
) -> Result<bool, IngestError> {
    let (halt, enough, settled) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let tasks = Mutex::new(Tasks::new(&jobs, manner.most, &enough));
    let room = Condvar::new();
    let (sender, receiver) = sync_channel::<(usize, Done)>(64);
    let (jobs, halt, enough, settled, tasks, room) = (&jobs, &halt, &enough, &settled, &tasks, &room);
    let has_lists = jobs.iter().any(|job| crate::page::listing(&job.name).is_some());
    // The closure owns the receiver: when an error ends it early, a reader waiting to send is let go.
    thread::scope(move |scope| {
        // One list is work for all threads.
        let threads = if has_lists { threads.max(1) } else { threads.max(1).min(jobs.len()) };
        for _ in 0..threads {
            let sender = sender.clone();
            let reader = move || {
                while let Some((number, task)) =
                    take(tasks, room, settled, &|| stop.load(Ordering::Relaxed) || halt.load(Ordering::Relaxed))
                {
                    if sender.send((number, perform(jobs, task, manner))).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, reader).expect("a thread can be started");
        }
        drop(sender);
        let mut order = Order { desk, jobs, enough, tally: Tally::default(), done };
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        let mut last_commit = (0, Instant::now());
        for (number, one) in &receiver {
            waiting.insert(number, one);
            while let Some(one) = waiting.remove(&turn) {
                turn += 1;
                settled.store(turn, Ordering::Relaxed);
                room.notify_all();
                let result = order.settle(one).and_then(|()| {
                    if turn - last_commit.0 >= COMMIT_AFTER.0 || last_commit.1.elapsed() >= COMMIT_AFTER.1 {
                        last_commit = (turn, Instant::now());
                        order.desk.commit()?;
                    }
                    Ok(())
                });
                if let Err(error) = result {
                    halt.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        let tasks = tasks.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(!tasks.is_done() || turn < tasks.handed_out)
    })
}

/// Takes the next task; waits while too many are unsettled.
fn take(
    tasks: &Mutex<Tasks<'_>>,
    room: &Condvar,
    settled: &AtomicUsize,
    is_stopped: &dyn Fn() -> bool,
) -> Option<(usize, Task)> {
    let mut tasks = tasks.lock().unwrap_or_else(PoisonError::into_inner);
    while !is_stopped() {
        if tasks.handed_out < settled.load(Ordering::Relaxed) + AHEAD {
            return tasks.next();
        }
        // The time is for a notice that came between the look and the wait.
        let woken = room.wait_timeout(tasks, Duration::from_millis(20)).unwrap_or_else(PoisonError::into_inner);
        tasks = woken.0;
    }
    None
}

fn perform(jobs: &[Job], task: Task, manner: Manner<'_>) -> Done {
    match task {
        Task::End(place, ended) => Done::End(place, ended),
        Task::File(place) => {
            let job = &jobs[place];
            let beside = job.beside.as_ref().map(|(beside, ..)| beside);
            let (reading, beside) = read(&job.file.path, beside, job.known_hash(), manner);
            Done::File(place, reading, beside)
        }
        Task::Row(place, row) => {
            let reading = read_row(&row, jobs[place].known_row_hash(row.number), manner);
            Done::Row(place, RowRead { number: row.number, size: row.size(), reading })
        }
    }
}

/// Settles what was read, in the order of the walk.
struct Order<'o, 'a> {
    desk: &'o mut Desk<'a>,
    jobs: &'o [Job],
    enough: &'o AtomicUsize,
    /// The account of the list whose rows are being settled.
    tally: Tally,
    done: &'o mut dyn FnMut(Line),
}

impl Order<'_, '_> {
    fn settle(&mut self, one: Done) -> Result<(), IngestError> {
        match one {
            Done::File(place, reading, beside) => self.file(&self.jobs[place], reading, beside),
            Done::Row(place, row) => self.row(place, row),
            Done::End(place, ended) => self.end(&self.jobs[place], ended),
        }
    }

    fn file(&mut self, job: &Job, reading: Reading, beside: Option<Reading>) -> Result<(), IngestError> {
        let is_article = matches!(reading.content, Content::Article(..));
        let line = self.desk.settle(File::of(job), job.known.clone(), reading)?;
        (self.done)(line);
        if let (Some((beside, name, known)), Some(reading)) = (&job.beside, beside) {
            let file = File { name: name.clone(), size: beside.file.size, modified: beside.file.modified };
            if let Some(known) = known
                && is_article
            {
                // What was an article of its own belongs to the page now.
                self.desk.release(known.article, None, name)?;
            }
            let line = self.desk.settle(file, known.clone(), reading)?;
            if beside.met {
                (self.done)(line);
            }
        }
        Ok(())
    }

    fn row(&mut self, place: usize, row: RowRead) -> Result<(), IngestError> {
        let job = &self.jobs[place];
        self.desk.list = Some(job.name.clone());
        let known = job.only.is_some() || job.rows.contains_key(&row.number);
        for row in self.tally.take(row, known) {
            let name = Names::row_name(&job.name, row.number);
            // Asked anew: an earlier row may have taken the article of this one.
            let known = self.desk.catalog.source(&name)?;
            let file = File { name, size: row.size, modified: job.file.modified };
            let line = self.desk.settle(file, known, row.reading)?;
            (self.done)(line);
        }
        if self.tally.is_hopeless() {
            self.enough.store(place + 1, Ordering::Relaxed);
        }
        Ok(())
    }

    fn end(&mut self, job: &Job, ended: Ended) -> Result<(), IngestError> {
        let tally = std::mem::take(&mut self.tally);
        self.desk.list = None;
        if job.only.is_some() {
            return Ok(());
        }
        let (is_list, summary) = tally.summary();
        let content = match ended {
            Ended::Nothing(reason) => Content::Nothing(reason),
            Ended::Failed(reason) => Content::Failed(reason),
            Ended::Read => Content::Nothing(summary),
        };
        if is_list && let Some(known) = &job.known {
            // What was one article is a list now.
            self.desk.release(known.article, None, &job.name)?;
        }
        let hash = (!matches!(content, Content::Failed(_))).then(|| self.desk.columns.clone()).flatten();
        let line = self.desk.settle(File::of(job), job.known.clone(), Reading { hash, content })?;
        if !job.rows.is_empty() && line.outcome != super::Outcome::Failed {
            self.desk.leave_rows(&job.name, job.file.modified)?;
        }
        (self.done)(line);
        Ok(())
    }
}
