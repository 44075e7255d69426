//! Words and their places in a text.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::border::{self, Border};

/// Positions left free between two paragraphs, so that no phrase reaches from one into the next.
pub const PARAGRAPH_GAP: usize = 16;

/// Longer words are cut, on both sides alike: addresses and base64 are no vocabulary.
const LONGEST: usize = 60;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as it stands in the text.
    pub text: &'a str,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// Its place in the order of words; a paragraph's end leaves a gap.
    pub position: usize,
    /// What lies between it and the word before.
    pub border: Border,
}

/// Returns the words of a text: runs of letters and digits. Hyphens and apostrophes part words, and the
/// `s` of an English genitive is dropped; in scripts without blanks each character is a word.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    parted(text, |c, _| is_word(c))
}

/// Returns the words of a text in which `*` and `?` stand for letters. A `?` after which no letter follows is
/// punctuation, unless `at_ends` says otherwise.
pub fn masked_words(text: &str, at_ends: bool) -> impl Iterator<Item = Word<'_>> {
    parted(text, move |c, next| {
        let goes_on = || next.is_some_and(|next| is_word(next) || matches!(next, '*' | '?'));
        is_word(c) || c == '*' || (c == '?' && (at_ends || goes_on()))
    })
}

/// Parts a text into runs of what counts as letters, as told by a character and the one after it.
fn parted(text: &str, is_letter: impl Fn(char, Option<char>) -> bool) -> impl Iterator<Item = Word<'_>> {
    let mut rest = text.char_indices().peekable();
    let mut position = 0;
    let mut after_apostrophe = false;
    let mut before: Option<Range<usize>> = None;
    std::iter::from_fn(move || {
        loop {
            let (start, first) = rest.next()?;
            if !is_letter(first, rest.peek().map(|(_, next)| *next)) {
                after_apostrophe = matches!(first, '\'' | '’')
                    && text.get(..start).is_some_and(|before| before.ends_with(char::is_alphanumeric));
                continue;
            }
            let mut end = start + first.len_utf8();
            if !is_ideograph(first) {
                while let Some((at, next)) = rest.peek().copied() {
                    let after = text.get(at + next.len_utf8()..).and_then(|rest| rest.chars().next());
                    if !is_letter(next, after) || is_ideograph(next) {
                        break;
                    }
                    end = at + next.len_utf8();
                    rest.next();
                }
            }
            let word = text.get(start..end)?;
            if std::mem::take(&mut after_apostrophe) && matches!(word, "s" | "S") {
                continue;
            }
            let mut shown = word;
            while shown.len() > LONGEST {
                let mut shorter = shown.chars();
                shorter.next_back();
                shown = shorter.as_str();
            }
            let lead = before.replace(start..end);
            let border = lead.map_or(Border::None, |lead| {
                let (word, mark) = (text.get(lead.clone()), text.get(lead.end..start));
                border::between(word.unwrap_or_default(), mark.unwrap_or_default(), first)
            });
            if border == Border::Paragraph {
                position += PARAGRAPH_GAP;
            }
            let found = Word { text: shown, span: start..end, position, border };
            position += 1;
            return Some(found);
        }
    })
}

fn is_word(c: char) -> bool {
    // Marks belong to the letter before them: text that was not composed must not fall apart, nor words of Hindi.
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|word| word.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("US-Präsident „Erden“, 280km", &["US", "Präsident", "Erden", "280km"]);
        check("Trump's and Trumps’ dogs, it’s", &["Trump", "and", "Trumps", "dogs", "it"]);
        check("L'Oréal", &["L", "Oréal"]);
        check("東京APEC", &["東", "京", "APEC"]);
        check("u\u{308}ber", &["u\u{308}ber"]);
        check("हिन्दी தமிழ் ภาษาที่", &["हिन्दी", "தமிழ்", "ภาษาที่"]);
        check("", &[]);
    }

    #[test]
    fn a_paragraph_leaves_a_gap() {
        let positions: Vec<usize> = words("a b\nc").map(|word| word.position).collect();
        assert_eq!(positions, [0, 1, 2 + PARAGRAPH_GAP]);
        let positions: Vec<usize> = words("\na\n\n – \nb").map(|word| word.position).collect();
        assert_eq!(positions, [0, 1 + PARAGRAPH_GAP]);
    }

    #[test]
    fn masks_are_letters_of_a_query() {
        for (at_ends, expected) in
            [(false, vec!["Roh*", "*", "M?nister", "nun"]), (true, vec!["Roh*", "*", "M?nister", "nun?"])]
        {
            let found: Vec<&str> = masked_words("Roh* * M?nister, nun?", at_ends).map(|word| word.text).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn long_words_are_cut_at_a_letter() {
        let long = "ä".repeat(40);
        let word = words(&long).next().expect("a word");
        assert_eq!((word.text.len(), word.span), (60, 0..80));
    }
}
