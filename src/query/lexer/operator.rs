//! What a run of characters asks for beside its letters: words near each other, so many times, masks, wrong letters.

use std::ops::Range;

use super::super::{Proximity, QueryError, Syntax, Warning, WarningKind, mask, near, reserved};
use super::{Lexer, MOST_TIMES, Token, TokenKind, core, not_supported};

impl Lexer<'_> {
    /// Reads an operator that asks for words near each other, or for a word so many times; says whether there was one.
    pub(super) fn operator(&mut self, run: &str, core: Option<Range<usize>>) -> Result<bool, QueryError> {
        let Some(core) = core else { return Ok(false) };
        let lead = run.get(..core.start).unwrap_or_default();
        let has_slash = lead.ends_with('/');
        let start = core.start - usize::from(has_slash);
        let text = run.get(start..core.end).unwrap_or_default();
        // A pattern between slashes is another matter, but not behind a mask: `?/NEAR/` prints as `?/NEAR`, which is an operator.
        if has_slash && !lead.contains(['?', '*']) && run.get(core.end..).is_some_and(|tail| tail.starts_with('/')) {
            return Ok(false);
        }
        let mut span = self.at + start..self.at + core.end;
        let name = run.get(core.clone()).unwrap_or_default();
        let kind = if let Some(read) = near::read(text).or_else(|| near::read(name)) {
            let bad = |_| QueryError::BadDistance { operator: text.to_owned(), most: near::FURTHEST, at: span.clone() };
            TokenKind::Near(read.map_err(bad)?)
        } else if let Some(times) = name.get(..7).filter(|name| name.eq_ignore_ascii_case("atleast")).and(name.get(7..))
        {
            span.start = self.at + core.start;
            match times.parse() {
                _ if times.is_empty() || !times.bytes().all(|byte| byte.is_ascii_digit()) => return Ok(false),
                Ok(times @ 1..=MOST_TIMES) => TokenKind::AtLeast(times),
                _ => return Err(QueryError::BadTimes { operator: "atleast".to_owned(), most: MOST_TIMES, at: span }),
            }
        } else {
            return Ok(false);
        };
        self.warn_of_marks(run, &(span.start - self.at..core.end));
        self.tokens.push(Token { kind, span });
        self.at += run.len();
        Ok(true)
    }

    /// Reads a word with a mask in it; `at` is the word without the punctuation round it.
    pub(super) fn mask(&mut self, run: &str, at: Range<usize>) -> Result<(), QueryError> {
        let text = run.get(at.clone()).unwrap_or_default();
        let span = self.at + at.start..self.at + at.end;
        if !mask::has_letters(text) {
            // A lone question mark is punctuation.
            return if text.contains('*') { Err(QueryError::BareMask { at: span }) } else { self.leave_out(run.len()) };
        }
        if let Some(tilde) = run.find('~') {
            return Err(QueryError::BadTilde { at: self.at + tilde..self.at + run.len() });
        }
        if let Some(at) = run.get(..at.start).and_then(|lead| lead.find('=')) {
            return Err(QueryError::StrayExact { at: self.at + at..self.at + at + 1 });
        }
        if let Some((syntax, at)) = reserved::in_word(run, &at) {
            return Err(not_supported(syntax, self.at, &at));
        }
        self.count(1, &span)?;
        self.count_masks(1, &span)?;
        self.warn_of_marks(run, &at);
        self.warn_of_mask_at_end(text, &span);
        self.tokens.push(Token { kind: TokenKind::Mask(text.to_owned()), span });
        self.at += run.len();
        Ok(())
    }

    pub(super) fn warn_of_mask_at_end(&mut self, text: &str, span: &Range<usize>) {
        if text.ends_with('?') && !text.trim_end_matches('?').contains(['?', '*']) {
            self.warnings.push(Warning { kind: WarningKind::MaskAtEnd(text.to_owned()), span: span.clone() });
        }
    }

    /// Finds the `~` of a fuzzy word: the word before it, and how many letters may be wrong.
    pub(super) fn tilde(&self, run: &str, core: &Range<usize>) -> Result<Option<(Range<usize>, u8)>, QueryError> {
        let Some(at) = run.rfind('~') else { return Ok(None) };
        if let Some(at) = run.find('~').filter(|at| *at < core.start) {
            return Err(QueryError::BadTilde { at: self.at + at..self.at + core.end });
        }
        let amount = run.get(at + 1..core.end).unwrap_or_default();
        let bad = || Err(QueryError::BadTilde { at: self.at + at..self.at + core.end.max(at + 1) });
        match amount {
            // A tilde between letters is none of ours.
            _ if !amount.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => Ok(None),
            "" | "1" => Ok(Some((core.start..at.min(core.end), 1))),
            "2" => Ok(Some((core.start..at.min(core.end), 2))),
            _ => bad(),
        }
    }

    pub(super) fn fuzzy(&mut self, run: &str, core: Range<usize>, most: u8) -> Result<(), QueryError> {
        let word = run.get(core.clone()).unwrap_or_default().to_owned();
        // With its `~` and the number after it.
        let tail = run.get(core.end..).unwrap_or_default();
        let end = core.end + tail.find(|c: char| c != '~' && !c.is_ascii_digit()).unwrap_or(tail.len());
        let span = self.at + core.start..self.at + end;
        self.count(1, &span)?;
        self.count_masks(1, &span)?;
        self.warn_of_marks(run, &(core.start..end));
        self.tokens.push(Token { kind: TokenKind::Fuzzy(word, most), span });
        self.at += run.len();
        Ok(())
    }

    /// Reads `~5` right after a phrase; says whether it was there.
    pub(super) fn amount_after(&mut self, run: &str) -> Result<bool, QueryError> {
        let Some(before) = self.tokens.last().filter(|before| before.span.end == self.at) else { return Ok(false) };
        let at = self.at..self.at + run.len();
        let (text, is_exact) = match &before.kind {
            TokenKind::Phrase(text) => (text.clone(), false),
            TokenKind::Exact(text) => (text.clone(), true),
            TokenKind::Close if run.starts_with('~') => return Err(QueryError::BadTilde { at }),
            TokenKind::Close => (String::new(), false),
            _ => return Ok(false),
        };
        if run.starts_with('^') {
            return Err(QueryError::NotSupported { syntax: Syntax::Boost, at });
        }
        let Some(amount) = run.strip_prefix('~') else { return Ok(false) };
        let many = text.split_whitespace().filter(|word| core(word).is_some()).nth(1).is_some();
        match amount.trim_end_matches([',', ';', '.', ':']).parse() {
            Ok(words @ 1..=near::FURTHEST) if many => {
                let proximity = Proximity { reach: near::Reach::Words(words), ordered: false };
                let span = before.span.start..self.at + 1 + amount.trim_end_matches([',', ';', '.', ':']).len();
                self.tokens.pop();
                self.tokens.push(Token { kind: TokenKind::Loose { text, is_exact, proximity }, span });
                self.at += run.len();
                Ok(true)
            }
            Ok(_) if many => Err(QueryError::BadDistance { operator: "~".to_owned(), most: near::FURTHEST, at }),
            _ => Err(QueryError::BadTilde { at }),
        }
    }
}
