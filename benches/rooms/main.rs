//! Measures the rooms where time goes: extraction, topics, indexing, queries. `cargo bench` runs it in under three minutes.
//!
//! All texts are generated from a few words and a seed, so that every run measures the same pages. They are more alike
//! than real ones; compare the figures with those of an earlier run, not with those of other programs.
#![expect(clippy::unwrap_used, reason = "a bench may stop where the disk fails")]
#![expect(clippy::disallowed_methods, reason = "the size of the archive is the reader's to choose")]

mod analysis;
mod archive;
mod extraction;
mod indexing;
mod queries;
mod text;
mod topics;

fn main() {
    divan::main();
}
