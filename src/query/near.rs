//! Operators that ask for words near each other: `NEAR/5`, `PRE/3`, `/s`, `/p`, and how other languages write them.

use std::fmt;

/// More words apart than this is no nearness.
pub(super) const FURTHEST: u32 = 255;

/// How near each other words have to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// So many words apart at most; 1 is side by side. The end of a paragraph counts as sixteen words.
    Words(u32),
    /// In the same sentence.
    Sentence,
    /// In the same paragraph.
    Paragraph,
}

/// How words have to stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Proximity {
    /// How near.
    pub reach: Reach,
    /// Whether in the order typed.
    pub ordered: bool,
}

impl fmt::Display for Proximity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.reach, self.ordered) {
            (Reach::Words(words), false) => write!(f, "NEAR/{words}"),
            (Reach::Words(words), true) => write!(f, "PRE/{words}"),
            (Reach::Sentence, false) => f.write_str("/s"),
            (Reach::Sentence, true) => f.write_str("PRE/s"),
            (Reach::Paragraph, false) => f.write_str("/p"),
            (Reach::Paragraph, true) => f.write_str("PRE/p"),
        }
    }
}

/// A number of words that is missing, 0 or too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadNumber;

/// Reads a run of characters as an operator; `None` if it is none. Small letters will do where a slash follows.
pub(super) fn read(run: &str) -> Option<Result<Proximity, BadNumber>> {
    let (name, number) = match run.split_once('/') {
        Some(parts) => parts,
        None => run.split_at_checked(run.find(|c: char| c.is_ascii_digit()).unwrap_or(run.len()))?,
    };
    let has_slash = run.contains('/');
    let ordered = match name.to_uppercase().as_str() {
        "NEAR" | "ADJ" | "ONEAR" | "PRE" if !has_slash && name.chars().any(char::is_lowercase) => return None,
        "NEAR" => false,
        "" | "W" | "N" | "WITHIN" if has_slash => false,
        "PRE" | "ONEAR" | "ADJ" if has_slash || !number.is_empty() => true,
        "ONEAR" => true,
        _ => return None,
    };
    let reach = match number {
        "s" | "S" if has_slash => Reach::Sentence,
        "p" | "P" if has_slash => Reach::Paragraph,
        // No word of a text begins like this; `w/o` and `n/a` are words.
        _ if !number.bytes().all(|byte| byte.is_ascii_digit()) => {
            return (has_slash && name.len() > 2).then_some(Err(BadNumber));
        }
        "" if name.is_empty() => return None,
        _ => match number.parse() {
            Ok(words @ 1..=FURTHEST) => Reach::Words(words),
            _ => return Some(Err(BadNumber)),
        },
    };
    Some(Ok(Proximity { reach, ordered }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_of_several_languages_are_known() {
        let shown = |run: &str| match read(run) {
            None => "-".to_owned(),
            Some(Err(BadNumber)) => "bad".to_owned(),
            Some(Ok(proximity)) => proximity.to_string(),
        };
        for (run, expected) in [
            ("NEAR/5", "NEAR/5"),
            ("near/5", "NEAR/5"),
            ("NEAR5", "NEAR/5"),
            ("W/12", "NEAR/12"),
            ("w/12", "NEAR/12"),
            ("/3", "NEAR/3"),
            ("PRE/3", "PRE/3"),
            ("ADJ3", "PRE/3"),
            ("ONEAR/3", "PRE/3"),
            ("/s", "/s"),
            ("w/p", "/p"),
            ("PRE/s", "PRE/s"),
            ("NEAR", "bad"),
            ("NEAR/0", "bad"),
            ("NEAR/-1", "bad"),
            ("pre/x", "bad"),
            ("NEAR/5,China", "bad"),
            ("n/a", "-"),
            ("NEAR/256", "bad"),
            ("NEAR/99999999999", "bad"),
            ("near", "-"),
            ("near5", "-"),
            ("PRE", "-"),
            ("W5", "-"),
            ("w/o", "-"),
            ("24/7", "-"),
            ("/x", "-"),
            ("/", "-"),
            ("", "-"),
        ] {
            assert_eq!(shown(run), expected, "{run}");
        }
    }
}
