//! What the index holds of a word.

use std::ops::Range;
use std::sync::Arc;

use super::Border;

/// Parts the stem of a word from what its exact form adds, in a term of the index; no word holds it.
const BREAK: char = '\0';

/// One word as it was analysed. A stem begins with the mark of its language, so that it meets only stems of its own
/// language (French *Mali* and German *mal* have the same).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// The stem.
    pub stem: String,
    /// The word as it was typed, in lower case and composed (NFC).
    pub exact: String,
    /// The stems of the words it is made of, in their order; none for a word that is no compound.
    pub parts: Vec<String>,
    /// The stems of the words that its parts are made of.
    pub inner: Vec<String>,
}

impl Form {
    /// Returns the term that stands for the word in the index.
    pub fn term(&self) -> String {
        term(&self.stem, &self.exact)
    }

    /// Returns a stem without the mark of its language: what people read.
    pub fn unmarked(stem: &str) -> &str {
        stem.split_once(':').map_or(stem, |(_, stem)| stem)
    }
}

/// Returns the term that stands for a word in the index: its stem, and how its exact form differs from that. All terms
/// of a stem lie side by side in the dictionary, so that one list of postings serves inflected and exact search.
pub fn term(stem: &str, exact: &str) -> String {
    let bare = Form::unmarked(stem);
    let shared = bare.chars().zip(exact.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter.len_utf8()).sum();
    // As the number of letters to drop and the ending to add, which are the same for many words: a small dictionary.
    let dropped = bare.get(shared..).unwrap_or_default().chars().count();
    let dropped = u32::try_from(dropped + 1).ok().and_then(char::from_u32).unwrap_or(char::MAX);
    let mut term = String::with_capacity(stem.len() + 2 + exact.len() - shared);
    term.push_str(stem);
    term.push(BREAK);
    term.push(dropped);
    term.push_str(exact.get(shared..).unwrap_or_default());
    term
}

/// Writes the exact form of the word that a term stands for into `exact`; a term that is no stem with an ending is the
/// word itself.
pub fn exact_of(term: &str, exact: &mut String) {
    exact.clear();
    let Some((stem, rest)) = term.split_once(BREAK) else { return exact.push_str(term) };
    exact.push_str(Form::unmarked(stem));
    let mut ending = rest.chars();
    let dropped = ending.next().map_or(0, |count| u32::from(count).saturating_sub(1));
    for _ in 0..dropped {
        exact.pop();
    }
    exact.push_str(ending.as_str());
}

/// Returns the beginning of the terms that have a stem, and the first text after them all.
pub fn terms_of(stem: &str) -> Range<String> {
    format!("{stem}{BREAK}")..format!("{stem}\u{1}")
}

/// One analysed word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What the index holds of it.
    pub form: Arc<Form>,
    /// The bytes of the word in the text.
    pub span: Range<usize>,
    /// Its place in the order of words.
    pub position: usize,
    /// What lies between it and the word before.
    pub border: Border,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_as_different_as_the_words() {
        let words = ["vertrag", "verträge", "vertrages", "ver", "vertrag\u{1}", "", "東京"];
        for stem in ["de:vertrag", "vertrag", "de:", ""] {
            let mut terms: Vec<String> = words.iter().map(|exact| term(stem, exact)).collect();
            let range = terms_of(stem);
            assert!(terms.iter().all(|term| range.contains(term)), "{terms:?}");
            let mut read = String::new();
            for (term, word) in terms.iter().zip(words) {
                exact_of(term, &mut read);
                assert_eq!(read, word, "{stem}");
            }
            terms.sort();
            terms.dedup();
            assert_eq!(terms.len(), words.len(), "{stem}");
        }
    }
}
