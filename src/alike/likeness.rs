//! How much two bodies are the same text, and what counts as the same.

use super::Shingles;

/// The default of [`Likeness::shared`] from which two bodies are alike.
pub const THRESHOLD: f64 = 0.5;

/// The shorter body has at least this part of the longer one's length. An article cut to half is the same text; a
/// digest that prints three articles whole is none of them.
pub const LEAST_SIZE: f64 = 0.4;

/// A body of fewer shingles, about twenty words, is too short to judge by half of it.
const SHORT: usize = 16;

/// What bodies so short have to share, and the size they need.
const SHORT_THRESHOLD: f64 = 0.9;

/// How much two bodies are the same text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// The part of the shorter one's shingles that are found in the longer, from 0 to 1.
    pub shared: f64,
    /// How long the shorter one is, as a part of the longer, from 0 to 1.
    pub size: f64,
}

/// Compares two bodies; the order does not matter. One without shingles is like none, not even another such.
pub fn likeness(a: &Shingles, b: &Shingles) -> Likeness {
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if shorter == 0 {
        return Likeness { shared: 0.0, size: 0.0 };
    }
    Likeness { shared: part(a.common(b), shorter), size: part(shorter, longer) }
}

/// Tells whether two bodies are the same text by the default threshold.
pub fn are_alike(a: &Shingles, b: &Shingles) -> bool {
    let Likeness { shared, size } = likeness(a, b);
    if a.len().min(b.len()) < SHORT {
        return shared >= SHORT_THRESHOLD && size >= SHORT_THRESHOLD;
    }
    shared >= THRESHOLD && size >= LEAST_SIZE
}

/// Tells whether two articles have to be compared in full: `shared` hashes are in both of their sketches, which have so
/// many. One alone is often an idiom, and of long articles even several say little.
pub fn worth_comparing(shared: usize, a_sketch_len: usize, b_sketch_len: usize) -> bool {
    shared >= a_sketch_len.min(b_sketch_len).div_ceil(16).max(2)
}

fn part(count: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(count) / number(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_hash_is_not_worth_a_comparison() {
        for (shared, a, b, expected) in
            [(0, 0, 0, false), (1, 24, 24, false), (2, 24, 64, true), (3, 64, 64, false), (4, 64, 64, true)]
        {
            assert_eq!(worth_comparing(shared, a, b), expected, "{shared} of {a} and {b}");
        }
    }
}
