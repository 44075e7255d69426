//! The words of one stretch of text, in all the forms that labels are compared with.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::lexicon::Lexicon;
use super::trie::Key;
use crate::analysis::{Analyzer, words};

/// Words remembered before the memory is emptied: more than the articles of a day have.
const REMEMBERED: usize = 50_000;

/// One word, with the forms that labels are compared with.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) span: Range<usize>,
    pub(super) known: Rc<Known>,
    /// Begins with a capital letter (or a digit, which has no case).
    pub(super) capital: bool,
    /// Only a blank, a hyphen or the like stands between the word before and this one.
    pub(super) joined: bool,
}

/// What the labels know of a word.
#[derive(Debug)]
pub(super) struct Known {
    /// The word, folded.
    pub(super) word: String,
    /// The word, its stem, and the word without a final s, as far as a label has them.
    pub(super) folded: Option<Key>,
    /// See `folded`.
    pub(super) stem: Option<Key>,
    /// See `folded`.
    pub(super) without_s: Option<Key>,
    /// In which tries a label begins with it.
    pub(super) begins: u8,
    /// The patterns that it has as a compound, by number.
    pub(super) parts: Box<[u32]>,
}

/// The words of one language, remembered from one text to the next: most of them come back, and few are in any label.
pub(super) struct Words {
    language: String,
    analyzer: Analyzer,
    known: HashMap<String, Rc<Known>>,
    /// Most words are in no label.
    nothing: Rc<Known>,
}

impl Words {
    pub(super) fn new(language: &str) -> Self {
        let nothing =
            Known { word: String::new(), folded: None, stem: None, without_s: None, begins: 0, parts: [].into() };
        Self {
            language: language.to_owned(),
            analyzer: Analyzer::new(Some(language)),
            known: HashMap::new(),
            nothing: nothing.into(),
        }
    }

    fn known(&mut self, word: &str, lexicon: &Lexicon) -> Rc<Known> {
        if lexicon.is_foreign(word) {
            return Rc::clone(&self.nothing);
        }
        if let Some(known) = self.known.get(word) {
            return Rc::clone(known);
        }
        if self.known.len() >= REMEMBERED {
            *self = Self::new(&self.language);
        }
        let known =
            lexicon.known(word, || self.analyzer.stem_once(word)).map_or_else(|| Rc::clone(&self.nothing), Rc::new);
        self.known.insert(word.to_owned(), Rc::clone(&known));
        known
    }
}

/// Returns the words of a text with their forms.
pub(super) fn tokens<'a>(text: &'a str, lexicon: &Lexicon, known: &mut Words) -> Vec<Token<'a>> {
    let mut tokens: Vec<Token<'a>> = Vec::new();
    for word in words(text) {
        let joined = tokens.last().is_some_and(|before| {
            let gap = text.get(before.span.end..word.span.start).unwrap_or("\n");
            joins(gap, before.text)
        });
        tokens.push(Token {
            text: word.text,
            known: known.known(word.text, lexicon),
            capital: is_capital(word.text),
            joined,
            span: word.span,
        });
    }
    tokens
}

/// Tells whether a word begins with a capital letter, or with a digit, which has no case.
pub(super) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(|first| !first.is_lowercase())
}

/// Tells whether a label may reach over what stands between two words. A full stop joins only after
/// something short (`St. Lucia`, `U.S.`); elsewhere it ends a sentence.
fn joins(gap: &str, before: &str) -> bool {
    let genitive = gap.strip_prefix(['\'', '’']).and_then(|rest| rest.strip_prefix(['s', 'S'])).unwrap_or(gap);
    genitive.chars().count() <= 3
        && genitive.chars().all(|c| match c {
            ' ' | '\u{a0}' | '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '/' => true,
            '.' => before.chars().count() <= 3,
            _ => false,
        })
}

/// Returns where the text begins behind a dateline such as `Wien –`, `Berlin/Tokio (dpa) -` or
/// `Washington. `: the place where a report was written is no evidence of what it is about.
pub(super) fn behind_dateline(text: &str) -> usize {
    const LONGEST: usize = 48;
    let mut depth = 0_usize;
    let mut word_start = true;
    let mut names = 0;
    let mut letters = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let blank_next = text.get(after..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        if at > LONGEST {
            return 0;
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '–' | '—' | '-' if names > 0 && before == ' ' && blank_next => return after,
            '.' if names > 0 && blank_next && letters > 3 => return after,
            ' ' | '/' | ',' | '-' | '\u{a0}' => word_start = true,
            _ if word_start && c.is_uppercase() && names < 3 => {
                names += 1;
                word_start = false;
            }
            _ if word_start || !c.is_alphabetic() => return 0,
            _ => {}
        }
        // An abbreviation (St., Dr.) ends no dateline.
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        before = c;
    }
    0
}

/// Tells whether letters are capitals only.
pub(super) fn is_shouted(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}
