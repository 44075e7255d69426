//! Records of runs: what was asked of which archive, and what came out, so that it can be looked at again next year.
//!
//! A record is a JSON file. The same query to the same archive gives the same bytes: no time of day stands in it.

mod compare;
mod file;

pub use compare::{Change, Comparison, compare};
pub use file::{Archived, BadRecord, Counts, Grouped, Listed, Program, Record, Typed, Versions};
