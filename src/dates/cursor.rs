//! A place in a text, from which numbers, words and marks are read forward.

use super::visible::is_blank;

/// The longest word that may be the name of a month.
const WORD: usize = 20;

/// Reads on from a place; what does not fit is not consumed.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Reads a number of at most so many digits; a longer one is none.
    pub(super) fn digits(&mut self, most: usize) -> Option<u16> {
        let length = self.rest().bytes().take(most + 1).take_while(u8::is_ascii_digit).count();
        if length == 0 || length > most {
            return None;
        }
        let number = self.rest().get(..length)?.parse().ok()?;
        self.at += length;
        Some(number)
    }

    /// Reads one of these characters.
    pub(super) fn any_of(&mut self, wanted: &str) -> Option<char> {
        let next = self.peek().filter(|c| wanted.contains(*c))?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Skips blanks, but not more than so many; returns how many.
    pub(super) fn blanks(&mut self, most: usize) -> usize {
        let mut count = 0;
        while let Some(next) = self.peek().filter(|c| count < most && is_blank(*c)) {
            self.at += next.len_utf8();
            count += 1;
        }
        count
    }

    /// Reads a word of letters, unless it is too long for a month.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let letters = || self.rest().chars().take(WORD + 1).take_while(|c| c.is_alphabetic());
        let length: usize = letters().map(char::len_utf8).sum();
        if length == 0 || letters().count() > WORD {
            return None;
        }
        let word = self.rest().get(..length);
        self.at += length;
        word
    }

    /// Reads one of these words, written in small letters, if it is next as a whole.
    pub(super) fn word_of(&mut self, wanted: &[&str]) -> bool {
        let mut after = *self;
        let is_wanted = after.word().is_some_and(|word| wanted.contains(&word.to_lowercase().as_str()));
        if is_wanted {
            *self = after;
        }
        is_wanted
    }
}
