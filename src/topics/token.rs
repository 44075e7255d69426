//! The words of one stretch of text, in all the forms that labels are compared with.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::analysis::{Analyzer, fold, words};

/// Words remembered before the memory is emptied: more than the articles of a day have.
const REMEMBERED: usize = 50_000;

/// One word, with the forms that labels are compared with.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) span: Range<usize>,
    pub(super) forms: Rc<Forms>,
    /// Begins with a capital letter (or a digit, which has no case).
    pub(super) capital: bool,
    /// Only a blank, a hyphen or the like stands between the word before and this one.
    pub(super) joined: bool,
}

/// What a word is compared by.
#[derive(Debug)]
pub(super) struct Forms {
    pub(super) folded: String,
    /// The stem behind a `~`, as the tries keep it.
    pub(super) stem: String,
}

/// The words of one language, remembered from one text to the next: most of them come back.
pub(super) struct Words {
    language: String,
    analyzer: Analyzer,
    known: HashMap<String, Rc<Forms>>,
}

impl Words {
    pub(super) fn new(language: &str) -> Self {
        Self { language: language.to_owned(), analyzer: Analyzer::new(Some(language)), known: HashMap::new() }
    }

    fn forms(&mut self, word: &str) -> Rc<Forms> {
        if let Some(known) = self.known.get(word) {
            return Rc::clone(known);
        }
        if self.known.len() >= REMEMBERED {
            *self = Self::new(&self.language);
        }
        let forms = Rc::new(Forms { folded: fold(word), stem: format!("~{}", self.analyzer.stem(word)) });
        self.known.insert(word.to_owned(), Rc::clone(&forms));
        forms
    }
}

/// Returns the words of a text with their forms.
pub(super) fn tokens<'a>(text: &'a str, known: &mut Words) -> Vec<Token<'a>> {
    let mut tokens: Vec<Token<'a>> = Vec::new();
    for word in words(text) {
        let joined = tokens.last().is_some_and(|before| {
            let gap = text.get(before.span.end..word.span.start).unwrap_or("\n");
            joins(gap, before.text)
        });
        tokens.push(Token {
            text: word.text,
            forms: known.forms(word.text),
            capital: word.text.chars().next().is_some_and(|first| !first.is_lowercase()),
            joined,
            span: word.span,
        });
    }
    tokens
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
