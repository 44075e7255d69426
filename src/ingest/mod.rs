//! Pages in, a report out: which files were indexed, updated, unchanged, duplicates, skipped or failed.
//!
//! The door is [`run`]; [`rebuild`] makes the index anew from the catalog. The catalog is committed before
//! the index, and the index says what it holds: killed at any moment, the next run completes it.

mod alike;
mod beside;
mod each;
mod explain;
mod hand;
mod names;
mod read;
mod rebuild;
mod report;
mod retag;
mod run;
mod settle;
mod tally;
mod tasks;
mod work;

pub use crate::extract::{Explanation, Piece, Verdict};
pub use alike::regroup;
pub use beside::{Beside, pair};
pub use each::each;
pub use explain::explain;
pub use hand::{Bench, fix, undo};
pub use names::Names;
pub use read::{Content, Manner};
pub use rebuild::{INDEX, bring_up, rebuild};
pub use report::{Counts, Line, Outcome};
pub use retag::{Example, Shift, is_tagged, retag, shifts};
pub use run::{Event, IngestError, Options, Report, run};
