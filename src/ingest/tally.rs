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
    /// Given up: rows that were read ahead count no more, however many they are on this machine.
    hopeless: bool,
}

impl Tally {
    /// Takes a row, and returns the rows that can be settled now. Rows that were `known` before never wait.
    pub(super) fn take(&mut self, row: RowRead, known: bool) -> Vec<RowRead> {
        if self.hopeless {
            return Vec::new();
        }
        self.rows += 1;
        match &row.reading.content {
            Content::Article(..) | Content::Same => self.articles += 1,
            Content::Nothing(reason) => {
                self.first_reason.get_or_insert_with(|| format!("row {}: {reason}", row.number));
                if self.articles == 0 && !known {
                    self.waiting.push(row);
                    self.hopeless = self.waiting.len() >= ENOUGH;
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
        self.hopeless
    }

    /// Says what the list is, for its own line in the report; whether it holds articles comes with it.
    pub(super) fn summary(&self) -> (bool, String) {
        if self.articles > 0 {
            let rows = if self.rows == 1 { "1 row".to_owned() } else { format!("{} rows", self.rows) };
            return (true, format!("a list, each row with a line of its own ({rows})"));
        }
        let given_up = if self.hopeless { format!(" in its first {ENOUGH} rows") } else { String::new() };
        let reason = self.first_reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
        (false, format!("a list without an article{given_up}{reason}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_was_given_up_stays_so_however_far_others_read_ahead() {
        let row = |number, content| RowRead { number, size: 1, reading: Reading { hash: None, content } };
        let mut tally = Tally::default();
        for number in 1..=ENOUGH as u64 {
            assert!(tally.take(row(number, Content::Nothing("no title".to_owned())), false).is_empty());
        }
        assert!(tally.is_hopeless());
        let late = Content::Article(Box::default(), None);
        assert!(tally.take(row(1001, late), false).is_empty());
        assert_eq!(
            tally.summary(),
            (false, "a list without an article in its first 1000 rows (row 1: no title)".to_owned())
        );
    }
}
