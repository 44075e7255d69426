//! Hashes of words and of runs of words, the same on every platform and in every release: archives keep them.

use crate::analysis::fold;

/// Returns the hash of a word as folded (FNV-1a with 64 bits; Fowler, Noll and Vo).
pub(super) fn of_word(word: &str) -> u64 {
    // Folding costs two strings, and leaves most words as they are but for their capitals.
    if is_plain(word) {
        return fnv(word.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    fnv(fold(word).bytes())
}

/// Returns the hash of words in their order, evenly spread: the smallest ones are a fair sample of a text.
pub(super) fn of_run(words: &[u64]) -> u64 {
    // The multiplier is that of Fibonacci hashing, 2^64 divided by the golden ratio (Knuth, TAOCP 3, 6.4).
    finish(words.iter().fold(0_u64, |hash, word| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

/// Tells whether folding does no more to a word than to take away capitals.
fn is_plain(word: &str) -> bool {
    let mut before = b' ';
    for byte in word.bytes() {
        let byte_is_plain =
            byte.is_ascii() && !(matches!(byte, b'e' | b'E') && matches!(before | 0x20, b'a' | b'o' | b'u'));
        if !byte_is_plain {
            return false;
        }
        before = byte;
    }
    true
}

fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The last step of SplitMix64 (Steele, Lea and Flood, 2014): a change of any bit changes half of them.
fn finish(hash: u64) -> u64 {
    let hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_gives_the_hash_of_the_folded_word() {
        for word in ["Gipfel", "neue", "QUELLE", "Foerderung", "AERO", "Straße", "über", "Ü", "e", "280km", ""] {
            assert_eq!(of_word(word), fnv(fold(word).bytes()), "{word}");
        }
        assert_eq!(of_word("Förderung"), of_word("FOERDERUNG"));
    }

    #[test]
    fn hashes_are_the_published_ones() {
        // From the test vectors of the FNV draft, and the first number of SplitMix64 with seed 0.
        assert_eq!(of_word(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(of_word("foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(finish(0), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn the_order_of_words_counts() {
        assert_ne!(of_run(&[1, 2, 3]), of_run(&[2, 1, 3]));
        assert_ne!(of_run(&[1, 2, 3]), of_run(&[1, 3, 2]));
    }
}
