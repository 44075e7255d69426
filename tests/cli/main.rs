//! The real program against real archives: what a user types, sees and gets.
//!
//! Each test makes an archive of its own in an empty folder with a cleared environment (see [`archive`]).
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may stop where the world is not as expected")]

mod analyze;
mod archive;
mod bad_input;
mod clip;
mod containers;
mod copies;
mod crash;
mod dump;
mod explain;
mod export;
mod formats;
mod hand;
mod hostile;
mod ingest;
mod kwic;
mod press;
mod query;
mod ranked;
mod record;
mod saved;
mod show;
mod timeline;
mod topics;
mod truncated;
mod upkeep;
