//! Pages in, a report out: which files were indexed, updated, unchanged, duplicates, skipped or failed.
//!
//! The door is [`run`]; [`rebuild`] makes the index anew from the catalog. The catalog is committed before
//! the index, and the index says what it holds: killed at any moment, the next run completes it.

mod names;
mod read;
mod rebuild;
mod report;
mod run;
mod settle;

pub use names::Names;
pub use read::{Content, Reading, read};
pub use rebuild::{INDEX, bring_up, rebuild};
pub use report::{Counts, Line, Outcome};
pub use run::{Event, IngestError, Options, Report, run};
