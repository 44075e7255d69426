//! What was typed, taken apart: words, phrases, exact forms, operators, brackets, names of fields, dates.
//!
//! Operators and names are recognised without the punctuation round them. The value of a keyword field
//! (`path:`, `url:`, `topic:` …) is one exact text, so it keeps its punctuation and its colons.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::{DateFilter, QueryError, Syntax, Warning, WarningKind, quote, reserved};
use crate::dates::Span;
use crate::schema::{self, Field, Kind, Use};

const WORDS: usize = 1_000;

/// Marks before and after a word that mean something in other query languages or may be a mistyped minus.
const MARKS_BEFORE: &[char] = &['+', '-', '–', '—', '−', '\'', '#', '@', '!', '/', '^', '$', '&', '|'];
const MARKS_AFTER: &[char] = &['?', '!', '$', '+', '#', '^'];

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
    Date(DateFilter),
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
        !matches!(self, Self::And | Self::Or | Self::Close)
    }

    fn ends_operand(&self) -> bool {
        matches!(self, Self::Word(_) | Self::Phrase(_) | Self::Exact(_) | Self::Date(_) | Self::Close)
    }
}

/// Takes a query apart and says what was left out or read otherwise than it may have been meant.
pub(super) fn lex(typed: &str, today: time::Date) -> Result<(Vec<Token>, Vec<Warning>), QueryError> {
    let mut lexer = Lexer { typed, today, at: 0, tokens: vec![], warnings: vec![], words: 0, depth: 0, keyword: None };
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
    depth: usize,
    /// The depth of the brackets that hold the values of a keyword field.
    keyword: Option<usize>,
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
        if self.keyword.is_none() && self.is_keyword() {
            self.keyword = Some(self.depth);
        }
        self.depth += 1;
        self.push(TokenKind::Open, 1);
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.keyword == Some(self.depth) {
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

    fn is_keyword(&self) -> bool {
        self.keyword.is_some()
            || self.field_before().is_some_and(|field| matches!(field.kind, Kind::Keyword | Kind::Address))
    }

    /// Reads a phrase; `start` is the place of the mark before it, or its own.
    fn phrase(&mut self, kind: fn(String) -> TokenKind, start: usize) -> Result<(), QueryError> {
        let (text, span) = self.quoted()?;
        let inside = span.start + self.rest().chars().next().map_or(0, char::len_utf8);
        match reserved::in_phrase(text) {
            Some((Syntax::Mask, _)) if self.is_keyword() => {}
            Some((syntax, at)) => return Err(not_supported(syntax, inside, &at)),
            None => {}
        }
        if core(text).is_none() {
            return Err(QueryError::EmptyPhrase { at: span });
        }
        self.count(text.split_whitespace().count(), &span)?;
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
        if let Some(syntax) = self.amount_after(run) {
            return Err(not_supported(syntax, self.at, &(0..run.len())));
        }
        let keyword = self.is_keyword();
        let found = core(run);
        if !keyword
            && let Some(core) = &found
            && self.field(run, core.start, next)?
        {
            return Ok(());
        }
        self.refuse_marks(run, next)?;
        let Some(core) = found else { return self.leave_out(run.len()) };
        if keyword {
            return self.word(run, 0..run.len());
        }
        if let Some(at) = run.get(..core.start).and_then(|lead| lead.find('=')) {
            return Err(QueryError::StrayExact { at: self.at + at..self.at + at + 1 });
        }
        if let Some((syntax, at)) = reserved::in_word(run, &core) {
            return Err(not_supported(syntax, self.at, &at));
        }
        self.word(run, core)
    }

    /// Returns the run of characters here and what ends it.
    fn run_here(&self) -> (&'a str, Option<char>) {
        let rest = self.rest();
        let end = rest.find(|c| is_blank(c) || matches!(c, '(' | ')') || quote::parts_words(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        (run, after.chars().next())
    }

    /// Refuses a star anywhere, and a `=` between a word and the phrase that follows it.
    fn refuse_marks(&self, run: &str, next: Option<char>) -> Result<(), QueryError> {
        if let Some(at) = run.find('*') {
            return Err(not_supported(Syntax::Wildcard, self.at, &(at..at + 1)));
        }
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
        self.refuse_marks(run, next)?;
        let Some(mut core) = core(run) else {
            if next == Some('(') && run.bytes().all(|byte| byte == b'=') {
                return Err(stray());
            }
            self.at = start;
            return self.leave_out(1 + run.len());
        };
        if self.is_keyword() {
            if run.starts_with('=') {
                return Err(stray());
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
        }
        let span = start..self.at + core.end;
        self.count(1, &span)?;
        self.warn_of_marks(run, &core);
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

    /// `~5` or `^2` right after a phrase or bracket.
    fn amount_after(&self, run: &str) -> Option<Syntax> {
        let before = self.tokens.last()?;
        let is_closed = matches!(before.kind, TokenKind::Phrase(_) | TokenKind::Exact(_) | TokenKind::Close);
        let touches = before.span.end == self.at && is_closed;
        match run.chars().next()? {
            '~' if touches => Some(Syntax::Slop),
            '^' if touches => Some(Syntax::Boost),
            _ => None,
        }
    }

    /// Reads the name of a field and its colon, for a date the value, too; says whether there was one.
    fn field(&mut self, run: &str, lead: usize, next: Option<char>) -> Result<bool, QueryError> {
        let is_foreign = run.get(..lead).is_some_and(|before| before.contains(['=', '~', '?', '*']));
        let text = run.get(lead..).unwrap_or_default();
        let Some((name, value)) = name_and_value(text).filter(|_| !is_foreign) else { return Ok(false) };
        let start = self.at + lead;
        let at = start..start + name.len();
        let opens = value.is_empty() && next.is_some_and(|c| c == '(' || quote::opened_by(c).is_some());
        let Some(field) = schema::find(name) else {
            let has_value = opens || (!value.starts_with(':') && value.contains(char::is_alphanumeric));
            return if has_value { Err(QueryError::UnknownField { name: name.to_owned(), at }) } else { Ok(false) };
        };
        let has_value = opens || !value.is_empty();
        if !field.is_for(Use::Search) {
            return if has_value { Err(QueryError::NotSearchable { field: &field.name, at }) } else { Ok(false) };
        }
        if !has_value {
            return Err(QueryError::MissingValue { field: &field.name, at: start..at.end + 1 });
        }
        self.warn_of_marks(run, &(lead..run.len()));
        self.at = start;
        if field.kind == Kind::Date {
            self.date(field, name.len() + 1, value)?;
        } else {
            self.push(TokenKind::Field(field), name.len() + 1);
        }
        Ok(true)
    }

    fn date(&mut self, field: &'static Field, name: usize, value: &str) -> Result<(), QueryError> {
        let start = self.at;
        self.at += name;
        if self.rest().starts_with('(') {
            return Err(QueryError::DateInBrackets { field: &field.name, at: start..self.at + 1 });
        }
        let is_quoted = self.rest().chars().next().is_some_and(|c| quote::opened_by(c).is_some());
        let (value, at) = if is_quoted { self.quoted()? } else { (value, self.at..self.at + value.len()) };
        self.at = start;
        let filter = if value.trim().eq_ignore_ascii_case("none") {
            DateFilter::None
        } else {
            let span = Span::read(value, self.today).map_err(|cause| QueryError::BadDate {
                value: value.to_owned(),
                at: at.clone(),
                cause,
            })?;
            // No article is older than the oldest date that can be read: `date:999y` has an open start.
            DateFilter::Span(Span { first: span.first.filter(|day| day.year() >= 1400), last: span.last })
        };
        self.push(TokenKind::Date(filter), at.end - start);
        Ok(())
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

/// Returns the name before a colon and what follows it, unless both are one word: `Autor:in`, `https://…`.
fn name_and_value(text: &str) -> Option<(&str, &str)> {
    let is_name =
        |name: &str| name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let (name, value) = text.split_once(':').filter(|(name, _)| is_name(name))?;
    let is_gendered = name.starts_with(char::is_uppercase)
        && matches!(value.trim_end_matches(|c: char| !c.is_alphanumeric()), "in" | "innen");
    (!is_gendered && !value.starts_with("//")).then_some((name, value))
}

fn not_supported(syntax: Syntax, start: usize, at: &Range<usize>) -> QueryError {
    QueryError::NotSupported { syntax, at: start + at.start..start + at.end }
}
