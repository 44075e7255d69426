//! The id of an article: short, stable, and the same wherever its file lies.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// The id of an article: 60 bits of a SHA-256, written as twelve characters.
///
/// The characters are in ascending order, so that ids sort the same as numbers and as text. Two of a
/// million articles share an id with a probability of about 4 in ten million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(u64);

/// Digits and letters without i, l, o and u, which are easily misread (after Crockford's Base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const CHARACTERS: u32 = 12;

/// What each byte stands for in an id: a large archive reads many at once.
const DIGITS: [u8; 256] = digits();
const NO_DIGIT: u8 = u8::MAX;

const fn digits() -> [u8; 256] {
    let mut digits = [NO_DIGIT; 256];
    let mut digit = 0;
    while digit < 32 {
        digits[ALPHABET[digit as usize] as usize] = digit;
        digit += 1;
    }
    digits
}

impl ArticleId {
    pub(super) fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let first: [u8; 8] = hash.finalize().as_slice().first_chunk().copied().expect("SHA-256 has 32 bytes");
        Self(u64::from_be_bytes(first) >> (64 - 5 * CHARACTERS))
    }

    /// Returns the id as a number below 2^60.
    pub fn number(self) -> u64 {
        self.0
    }

    /// Returns the id with this number, if it is one.
    pub fn from_number(number: u64) -> Option<Self> {
        (number < 1 << (5 * CHARACTERS)).then_some(Self(number))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..CHARACTERS).rev() {
            let digit = (self.0 >> (5 * place)) & 31;
            let character = usize::try_from(digit).map(|digit| char::from(ALPHABET[digit])).map_err(|_| fmt::Error)?;
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

/// The text is no article id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no article id")]
pub struct NotAnId(pub String);

impl FromStr for ArticleId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = || NotAnId(text.to_owned());
        if text.len() != 12 {
            return Err(wrong());
        }
        let mut number = 0;
        for byte in text.bytes() {
            let digit = DIGITS[usize::from(byte)];
            if digit == NO_DIGIT {
                return Err(wrong());
            }
            number = number << 5 | u64::from(digit);
        }
        Ok(Self(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_and_sort_as_text_as_they_do_as_numbers() {
        let mut ids: Vec<ArticleId> = (0..200).map(|n| ArticleId::of(&[&n.to_string()])).collect();
        ids.sort();
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        assert!(texts.is_sorted());
        for (id, text) in ids.iter().zip(&texts) {
            assert_eq!(text.parse(), Ok(*id));
            assert_eq!(ArticleId::from_number(id.number()), Some(*id));
        }
        assert!("k3v9q2".parse::<ArticleId>().is_err());
        assert!("ilou00000000".parse::<ArticleId>().is_err());
        assert_eq!(ArticleId::from_number(u64::MAX), None);
    }
}
