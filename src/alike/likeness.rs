//! How much two bodies are the same text, and what counts as the same.

use super::Shingles;

/// The default of the [`Likeness::shared`] from which two bodies are alike.
pub const THRESHOLD: f64 = 0.6;

/// So much of the longer body has to be found in the shorter: an article cut to half, with some words changed, is the same
/// text; a digest that prints three articles whole is none of them, and would make one group of the three.
const LEAST_OF_LONGER: f64 = 0.4;

/// A body of fewer shingles, about twenty words, is too short to judge by half of it: [`LEAST_OF_SHORT`] of both is needed.
const SHORT: usize = 16;

/// From so many shingles, about eighty words, the threshold stands as it is. Below it rises to [`LEAST_OF_SHORT`]: of a
/// teaser with a standing line most words may be the paper's.
const LONG_ENOUGH: usize = 64;

/// How much of a short body has to be found.
const LEAST_OF_SHORT: f64 = 0.9;

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
    are_alike_from(a, b, THRESHOLD)
}

/// Tells whether two bodies are the same text, if so much of the shorter one has to be found in the longer.
pub fn are_alike_from(a: &Shingles, b: &Shingles, threshold: f64) -> bool {
    let Likeness { shared, size } = likeness(a, b);
    // What the longer one has of the shorter: lines that only the shorter one has do not count for its size.
    let of_longer = shared * size;
    let shorter = a.len().min(b.len());
    if shorter < SHORT {
        return of_longer >= LEAST_OF_SHORT;
    }
    let too_short = part(LONG_ENOUGH.saturating_sub(shorter), LONG_ENOUGH - SHORT);
    let least = threshold.max(threshold + (LEAST_OF_SHORT - threshold) * too_short);
    shared >= least && of_longer >= LEAST_OF_LONGER
}

/// Tells whether two articles have to be compared in full: `shared` hashes are in both of their sketches, which have so
/// many. Of alike articles two fifths of the longer sketch are expected; less than half of that leaves room for bad luck, and for
/// hashes that so many articles have that they are not looked up.
pub fn worth_comparing(shared: usize, a_sketch_len: usize, b_sketch_len: usize) -> bool {
    shared >= a_sketch_len.max(b_sketch_len).div_ceil(6).max(2)
}

fn part(count: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(count) / number(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_hashes_are_not_worth_a_comparison() {
        for (shared, a, b, expected) in [
            (0, 0, 0, false),
            (1, 9, 9, false),
            (2, 9, 9, true),
            (3, 24, 24, false),
            (4, 24, 24, true),
            (10, 24, 64, false),
            (11, 64, 64, true),
        ] {
            assert_eq!(worth_comparing(shared, a, b), expected, "{shared} of {a} and {b}");
        }
    }
}
