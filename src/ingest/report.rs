//! What became of each file in one run, and the sums.

use serde::Serialize;

/// What became of a file in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// A new article.
    Indexed,
    /// An article that replaces the one read from this file before, or was moved here.
    Updated,
    /// The file is as it was; whatever became of it then still holds.
    Unchanged,
    /// The same article is in the archive from another file.
    Duplicate,
    /// No article in it, or passed over.
    Skipped,
    /// It could not be read.
    Failed,
}

impl Outcome {
    /// All outcomes, in the order of a summary.
    pub const ALL: [Self; 6] =
        [Self::Indexed, Self::Updated, Self::Unchanged, Self::Duplicate, Self::Skipped, Self::Failed];

    /// Returns its word in summaries and reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Indexed => "indexed",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Duplicate => "duplicate",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// One file in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The file, as the archive names it.
    pub path: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, where there is something to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The article found in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// How many files had each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([usize; 6]);

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, outcome: Outcome) {
        self.0[outcome as usize] += 1;
    }

    /// Returns how many files had this outcome.
    pub fn of(&self, outcome: Outcome) -> usize {
        self.0[outcome as usize]
    }

    /// Returns how many files there were.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }
}
