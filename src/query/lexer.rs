//! What was typed, taken apart: words, phrases, exact forms, operators, brackets, names of fields, dates.
//!
//! Operators and names are recognised without the punctuation round them. The value of a keyword field
//! (`path:`, `url:`, `topic:` …) is one exact text, so it keeps its punctuation and its colons.

mod field;
mod operator;

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::{DateFilter, Numbers, Proximity, QueryError, Syntax, Warning, WarningKind, mask, near, quote, reserved};
use crate::schema::{self, Field, Kind};
use field::name_and_value;

const WORDS: usize = 1_000;

/// Each of these has to look at every word of the archive.
const MASKS: usize = 32;

/// Nothing stands in an article more often than this.
const MOST_TIMES: u32 = 10_000;

/// Marks before and after a word that mean something in other query languages or may be a mistyped minus.
const MARKS_BEFORE: &[char] = &[
    '+', '-', '–', '—', '−', '\u{2010}', '\u{2011}', '\u{fe63}', '\u{ff0d}', '¬', '\'', '#', '@', '!', '/', '^', '$',
    '&', '|',
];
const MARKS_AFTER: &[char] = &['!', '$', '+', '#', '^'];

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Word(String),
    Phrase(String),
    /// A word or phrase with a `=` before it.
    Exact(String),
    /// A word with `*` or `?` in it.
    Mask(String),
    /// A word, and how many letters of it may be wrong.
    Fuzzy(String, u8),
    /// The words of a phrase, or of an exact one, and how near each other they stand.
    Loose {
        text: String,
        is_exact: bool,
        proximity: Proximity,
    },
    Near(Proximity),
    AtLeast(u32),
    Date(DateFilter),
    Length(Numbers),
    /// A name with its colon; the value follows without a blank.
    Field(&'static Field),
    And,
    Or,
    Not,
    Open,
    Close,
}

impl TokenKind {
    /// Tells whether an operand may start here.
    pub(super) fn starts_operand(&self) -> bool {
        !matches!(self, Self::And | Self::Or | Self::Near(_) | Self::Close)
    }

    fn ends_operand(&self) -> bool {
        !matches!(
            self,
            Self::And | Self::Or | Self::Not | Self::Near(_) | Self::AtLeast(_) | Self::Field(_) | Self::Open
        )
    }
}

/// Takes a query apart and says what was left out or read otherwise than it may have been meant.
pub(super) fn lex(typed: &str, today: time::Date) -> Result<(Vec<Token>, Vec<Warning>), QueryError> {
    let mut lexer =
        Lexer { typed, today, at: 0, tokens: vec![], warnings: vec![], words: 0, masks: 0, depth: 0, keyword: None };
    while let Some(c) = lexer.rest().chars().next() {
        match c {
            '(' => lexer.open(),
            ')' => lexer.close(),
            '=' => lexer.exact()?,
            _ if is_blank(c) => lexer.at += c.len_utf8(),
            _ if quote::opened_by(c).is_some() => lexer.phrase(TokenKind::Phrase, lexer.at)?,
            _ => lexer.run()?,
        }
    }
    lexer.warn_of_small_operators();
    lexer.warnings.sort_by_key(|warning| warning.span.start);
    Ok((lexer.tokens, lexer.warnings))
}

/// Returns the word in a run of characters without the punctuation round it; `None` if there is no letter or digit.
pub(super) fn core(run: &str) -> Option<Range<usize>> {
    let start = run.find(char::is_alphanumeric)?;
    let belongs = |c: &char| c.is_alphanumeric() || is_combining_mark(*c);
    let (end, last) = run.char_indices().rfind(|(_, c)| belongs(c))?;
    Some(start..end + last.len_utf8())
}

pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

struct Lexer<'a> {
    typed: &'a str,
    today: time::Date,
    at: usize,
    tokens: Vec<Token>,
    warnings: Vec<Warning>,
    words: usize,
    masks: usize,
    depth: usize,
    /// The depth of the brackets that hold the values of a keyword field.
    keyword: Option<(usize, &'static Field)>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.typed.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let span = self.at..self.at + length;
        self.at = span.end;
        self.tokens.push(Token { kind, span });
    }

    fn warn(&mut self, kind: fn(String) -> WarningKind, span: Range<usize>) {
        let text = self.typed.get(span.clone()).unwrap_or_default().to_owned();
        self.warnings.push(Warning { kind: kind(text), span });
    }

    fn open(&mut self) {
        if self.keyword.is_none() {
            self.keyword = self.value_of().map(|field| (self.depth, field));
        }
        self.depth += 1;
        self.push(TokenKind::Open, 1);
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.keyword.is_some_and(|(depth, _)| depth == self.depth) {
            self.keyword = None;
        }
        self.push(TokenKind::Close, 1);
    }

    fn field_before(&self) -> Option<&'static Field> {
        match self.tokens.last()?.kind {
            TokenKind::Field(field) => Some(field),
            _ => None,
        }
    }

    /// Returns the field whose value stands here, if its values are exact texts with their punctuation.
    fn value_of(&self) -> Option<&'static Field> {
        let before = || self.field_before().filter(|field| matches!(field.kind, Kind::Keyword | Kind::Address));
        self.keyword.map(|(_, field)| field).or_else(before)
    }

    /// Reads a phrase; `start` is the place of the mark before it, or its own.
    fn phrase(&mut self, kind: fn(String) -> TokenKind, start: usize) -> Result<(), QueryError> {
        let (text, span) = self.quoted()?;
        if core(text).is_none() {
            return Err(QueryError::EmptyPhrase { at: span });
        }
        self.count(text.split_whitespace().count(), &span)?;
        let is_masked = |word: &&str| word.contains(['*', '?']) && mask::has_letters(word);
        self.count_masks(text.split_whitespace().filter(is_masked).count(), &span)?;
        self.at = start;
        self.push(kind(text.to_owned()), span.end - start);
        Ok(())
    }

    /// Returns the text between the quotation mark here and the one that closes it, and the place of all.
    fn quoted(&self) -> Result<(&'a str, Range<usize>), QueryError> {
        let mark = self.rest().chars().next().unwrap_or('"');
        let start = self.at + mark.len_utf8();
        let text = self.typed.get(start..).unwrap_or_default();
        let closing = quote::opened_by(mark).and_then(|family| family.closing(text));
        let Some((end, length)) = closing else {
            return Err(QueryError::UnclosedQuote { mark, at: self.at..start });
        };
        Ok((text.get(..end).unwrap_or_default(), self.at..start + end + length))
    }

    /// Reads a run of characters up to a blank, bracket or quotation mark, or its first part.
    fn run(&mut self) -> Result<(), QueryError> {
        let (run, next) = self.run_here();
        if is_minus(run, next) {
            self.push(TokenKind::Not, 1);
            return Ok(());
        }
        if self.amount_after(run)? {
            return Ok(());
        }
        let found = core(run);
        if let Some(field) = self.value_of() {
            return self.value(run, field, found.is_some());
        }
        if let Some(core) = &found
            && self.field(run, core.start, next)?
        {
            return Ok(());
        }
        if self.operator(run, found.clone())? {
            return Ok(());
        }
        self.refuse_equals_before_phrase(run, next)?;
        if let Some(at) = mask::core(run) {
            return self.mask(run, at);
        }
        let Some(core) = found else { return self.leave_out(run.len()) };
        if let Some(at) = run.get(..core.start).and_then(|lead| lead.find('=')) {
            return Err(QueryError::StrayExact { at: self.at + at..self.at + at + 1 });
        }
        if let Some((syntax, at)) = reserved::in_word(run, &core) {
            return Err(not_supported(syntax, self.at, &at));
        }
        match self.tilde(run, &core)? {
            Some((core, most)) => self.fuzzy(run, core, most),
            None => self.word(run, core),
        }
    }

    /// Reads the value of a field of exact texts.
    fn value(&mut self, run: &'a str, field: &'static Field, has_letters: bool) -> Result<(), QueryError> {
        let at = self.at..self.at + run.len();
        if self.keyword.is_some() && near::read(run).is_some() {
            return Err(QueryError::NoPlaces { field: &field.name, at });
        }
        if !run.contains('*') {
            return if has_letters { self.word(run, 0..run.len()) } else { self.leave_out(run.len()) };
        }
        if field.kind == Kind::Keyword {
            return Err(QueryError::MaskInField { field: &field.name, at });
        }
        if !has_letters {
            return Err(QueryError::BareMask { at });
        }
        self.count(1, &at)?;
        self.count_masks(1, &at)?;
        self.push(TokenKind::Mask(run.to_owned()), run.len());
        Ok(())
    }

    /// Returns the run of characters here and what ends it.
    fn run_here(&self) -> (&'a str, Option<char>) {
        let rest = self.rest();
        let end = rest.find(|c| is_blank(c) || matches!(c, '(' | ')') || quote::parts_words(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        (run, after.chars().next())
    }

    /// Refuses a `=` between a word and the phrase that follows it.
    fn refuse_equals_before_phrase(&self, run: &str, next: Option<char>) -> Result<(), QueryError> {
        if run.ends_with('=') && next.is_some_and(|c| quote::opened_by(c).is_some()) {
            let end = self.at + run.len();
            return Err(QueryError::StrayExact { at: end - 1..end });
        }
        Ok(())
    }

    /// Reads `=word` or `="exact phrase"`. Operators are words here: `=AND` is the text.
    fn exact(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        self.at += 1;
        if self.rest().starts_with(|c| quote::opened_by(c).is_some()) {
            return self.phrase(TokenKind::Exact, start);
        }
        let stray = || QueryError::StrayExact { at: start..start + 1 };
        let (run, next) = self.run_here();
        self.refuse_equals_before_phrase(run, next)?;
        let masked = mask::core(run).filter(|at| run.get(at.clone()).is_some_and(mask::has_letters));
        let Some(mut core) = masked.clone().or_else(|| core(run)) else {
            if next == Some('(') && run.bytes().all(|byte| byte == b'=') {
                return Err(stray());
            }
            self.at = start;
            return self.leave_out(1 + run.len());
        };
        if let Some(field) = self.value_of() {
            if run.starts_with('=') {
                return Err(stray());
            }
            if field.kind == Kind::Keyword && run.contains('*') {
                return Err(QueryError::MaskInField { field: &field.name, at: self.at..self.at + run.len() });
            }
            core = 0..run.len();
        } else {
            let (lead, rest) = run.split_at_checked(core.start).unwrap_or((run, ""));
            // `=title:word` is meant for the field, and `=>word` and `==word` for another language.
            if lead.contains(['=', '<', '>'])
                || name_and_value(rest).is_some_and(|(name, _)| schema::find(name).is_some())
            {
                return Err(stray());
            }
            if let Some((syntax, at)) = reserved::in_word(run, &core) {
                return Err(not_supported(syntax, self.at, &at));
            }
            // A fuzzy word has no form as typed.
            if self.tilde(run, &core)?.is_some() {
                return Err(QueryError::BadTilde { at: self.at..self.at + run.len() });
            }
        }
        let span = start..self.at + core.end;
        self.count(1, &span)?;
        self.warn_of_marks(run, &core);
        if masked.is_some() {
            self.count_masks(1, &span)?;
            self.warn_of_mask_at_end(run.get(core.clone()).unwrap_or_default(), &span);
        }
        let word = run.get(core).unwrap_or_default().to_owned();
        self.tokens.push(Token { kind: TokenKind::Exact(word), span });
        self.at += run.len();
        Ok(())
    }

    fn word(&mut self, run: &str, core: Range<usize>) -> Result<(), QueryError> {
        let word = run.get(core.clone()).unwrap_or_default();
        let kind = match word {
            "AND" | "UND" => TokenKind::And,
            "OR" | "ODER" => TokenKind::Or,
            "NOT" | "NICHT" => TokenKind::Not,
            _ => TokenKind::Word(word.to_owned()),
        };
        let start = self.at;
        let span = start + core.start..start + core.end;
        if matches!(kind, TokenKind::Word(_)) {
            self.count(1, &span)?;
        }
        self.warn_of_marks(run, &core);
        self.tokens.push(Token { kind, span });
        self.at = start + run.len();
        Ok(())
    }

    fn leave_out(&mut self, length: usize) -> Result<(), QueryError> {
        if let (Some(field), Some(token)) = (self.field_before(), self.tokens.last()) {
            return Err(QueryError::MissingValue { field: &field.name, at: token.span.clone() });
        }
        self.warn(WarningKind::LeftOut, self.at..self.at + length);
        self.at += length;
        Ok(())
    }

    fn count_masks(&mut self, masks: usize, at: &Range<usize>) -> Result<(), QueryError> {
        self.masks += masks;
        if self.masks > MASKS { Err(QueryError::TooManyMasks { limit: MASKS, at: at.clone() }) } else { Ok(()) }
    }

    fn count(&mut self, words: usize, at: &Range<usize>) -> Result<(), QueryError> {
        self.words += words;
        if self.words > WORDS { Err(QueryError::TooManyWords { limit: WORDS, at: at.clone() }) } else { Ok(()) }
    }

    fn warn_of_marks(&mut self, run: &str, core: &Range<usize>) {
        let (lead, tail) = (run.get(..core.start).unwrap_or_default(), run.get(core.end..).unwrap_or_default());
        if lead.contains(MARKS_BEFORE) {
            self.warn(WarningKind::Punctuation, self.at..self.at + core.start);
        }
        if tail.contains(MARKS_AFTER) {
            self.warn(WarningKind::Punctuation, self.at + core.end..self.at + run.len());
        }
    }

    fn warn_of_small_operators(&mut self) {
        for three in self.tokens.windows(3) {
            let [before, Token { kind: TokenKind::Word(word), span }, after] = three else { continue };
            let is_operator = matches!(word.to_lowercase().as_str(), "and" | "or" | "not" | "und" | "oder" | "nicht");
            if is_operator && before.kind.ends_operand() && after.kind.starts_operand() {
                let kind = WarningKind::OperatorAsWord(word.clone());
                self.warnings.push(Warning { kind, span: span.clone() });
            }
        }
    }
}

/// Tells whether the hyphen at the start of a run leaves out what follows it: `-word`, `-"a b"`, `-(a b)`, `-="a b"`.
fn is_minus(run: &str, next: Option<char>) -> bool {
    let opens = |c: char| c == '(' || quote::opened_by(c).is_some();
    match run.strip_prefix('-').map(|rest| rest.strip_prefix('=').unwrap_or(rest)) {
        Some("") => next.is_some_and(opens),
        Some(rest) => !rest.starts_with('-') && (rest.starts_with(opens) || rest.contains(char::is_alphanumeric)),
        None => false,
    }
}

fn not_supported(syntax: Syntax, start: usize, at: &Range<usize>) -> QueryError {
    QueryError::NotSupported { syntax, at: start + at.start..start + at.end }
}
