//! What two texts say differently, word by word.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Texts with more words together are compared by paragraphs: what differs in all of them would take minutes.
const MOST: usize = 100_000;

/// A piece of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Both have it.
    Same(String),
    /// Only the first has it.
    Without(String),
    /// Only the second has it.
    With(String),
}

/// Returns the pieces that two texts are made of, in their order (after Myers, *An O(ND) difference algorithm and its
/// variations*, 1986). Words are compared with their punctuation; a new paragraph is a piece of its own.
pub fn differences(one: &str, other: &str) -> Vec<Piece> {
    let (mut old, mut new) = (tokens(one), tokens(other));
    if old.len() + new.len() > MOST {
        (old, new) = (one.split_inclusive('\n').collect(), other.split_inclusive('\n').collect());
    }
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut pieces = Vec::new();
    for operation in operations {
        let (old, new) = (old.get(operation.old_range()), new.get(operation.new_range()));
        let (old, new) = (joined(old.unwrap_or_default()), joined(new.unwrap_or_default()));
        match operation.tag() {
            DiffTag::Equal => pieces.push(Piece::Same(old)),
            DiffTag::Delete => pieces.push(Piece::Without(old)),
            DiffTag::Insert => pieces.push(Piece::With(new)),
            DiffTag::Replace => pieces.extend([Piece::Without(old), Piece::With(new)]),
        }
    }
    pieces
}

/// Returns the words of a text, and a line break for each new paragraph.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            tokens.push("\n");
        }
        tokens.extend(line.split(' ').filter(|word| !word.is_empty()));
    }
    tokens
}

fn joined(tokens: &[&str]) -> String {
    tokens.join(" ").replace(" \n", "\n").replace("\n ", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_stand_between_the_same_ones() {
        let same = |text: &str| Piece::Same(text.to_owned());
        let (without, with) = (|text: &str| Piece::Without(text.into()), |text: &str| Piece::With(text.into()));
        assert_eq!(
            differences("Der Hafen wächst um ein Drittel.", "Der Hafen wächst um ein Viertel."),
            [same("Der Hafen wächst um ein"), without("Drittel."), with("Viertel.")]
        );
        assert_eq!(differences("a b\nc", "a b"), [same("a b"), without("\nc")]);
        assert_eq!(differences("", "a"), [with("a")]);
        assert_eq!(differences("a", "a"), [same("a")]);
        assert_eq!(differences("", ""), []);
    }
}
