//! The rows of one list while they are read: those without an article wait until it is clear that there are articles
//! in the list at all. A table of postal codes gets one line in the report, not a line for each place.

use super::read::{Content, Reading};

/// After so many rows without an article there is none in the list.
pub(super) const ENOUGH: usize = 1000;

/// A row that was read.
#[derive(Debug)]
pub(super) struct RowRead {
    /// Its number.
    pub(super) number: u64,
    /// Its length in bytes.
    pub(super) size: u64,
    /// What was found in it.
    pub(super) reading: Reading,
}

/// The account of a list.
#[derive(Debug, Default)]
pub(super) struct Tally {
    waiting: Vec<RowRead>,
    articles: usize,
    rows: usize,
    first_reason: Option<String>,
}

impl Tally {
    /// Takes a row, and returns the rows that can be settled now. Rows that were `known` before never wait.
    pub(super) fn take(&mut self, row: RowRead, known: bool) -> Vec<RowRead> {
        self.rows += 1;
        match &row.reading.content {
            Content::Article(..) | Content::Same => self.articles += 1,
            Content::Nothing(reason) => {
                self.first_reason.get_or_insert_with(|| format!("row {}: {reason}", row.number));
                if self.articles == 0 && !known {
                    self.waiting.push(row);
                    return Vec::new();
                }
            }
            Content::Failed(_) => {}
        }
        let mut ready = if self.articles > 0 { std::mem::take(&mut self.waiting) } else { Vec::new() };
        ready.push(row);
        ready
    }

    /// Tells whether enough rows were read to see that there is no article in the list.
    pub(super) fn is_hopeless(&self) -> bool {
        self.articles == 0 && self.waiting.len() >= ENOUGH
    }

    /// Says what the list is, for its own line in the report; whether it holds articles comes with it.
    pub(super) fn summary(&self) -> (bool, String) {
        if self.articles > 0 {
            let rows = if self.rows == 1 { "1 row".to_owned() } else { format!("{} rows", self.rows) };
            return (true, format!("a list, each row with a line of its own ({rows})"));
        }
        (
            false,
            match &self.first_reason {
                Some(reason) => format!("a list without an article ({reason})"),
                None => "a list without an article".to_owned(),
            },
        )
    }
}
