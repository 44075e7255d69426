//! Tells articles that are the same text: an agency's report in several papers, shortened, retitled or lightly edited.
//!
//! The words of a body are read in shingles, runs of a few words (Broder, *On the resemblance and containment of
//! documents*, 1997). Two bodies are alike if most of the shorter one's [`Shingles`] stand in the longer. So that not
//! every article has to be compared with every other, an archive keeps a sketch of each, few of its hashes chosen by their
//! value, and compares in full only where [`worth_comparing`] says so.
//!
//! Title and dek do not count: papers write their own. Nothing here knows which articles there are; what is found in pairs
//! is made into groups by who asks. The figures behind the constants are made with `benches/alike/`.

mod difference;
mod hash;
mod likeness;
mod shingles;
#[cfg(test)]
mod tests;

pub use difference::{Piece, differences};
pub use likeness::{Likeness, THRESHOLD, are_alike, are_alike_from, likeness, worth_comparing};
pub use shingles::Shingles;

/// The version of the grouping, kept with an archive; raise it with every change that gives other sketches or verdicts.
pub const VERSION: u32 = 1;
