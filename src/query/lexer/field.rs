//! The name of a field and its colon; of a date or a number its value, too.

use super::super::{DateFilter, Numbers, QueryError, mask, quote};
use super::{Lexer, TokenKind, is_blank};
use crate::dates::Span;
use crate::schema::{self, Field, Kind, Use};

impl<'a> Lexer<'a> {
    /// Reads the name of a field and its colon, for a date the value, too; says whether there was one.
    pub(super) fn field(&mut self, run: &'a str, lead: usize, next: Option<char>) -> Result<bool, QueryError> {
        let mut before = run.char_indices().take_while(|(at, _)| *at < lead);
        let is_foreign = before.any(|(at, c)| mask::stands_for_letters(run, at, c) || matches!(c, '=' | '~'));
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
        } else if field.kind == Kind::Number {
            self.length(field, name.len() + 1, value)?;
        } else {
            self.push(TokenKind::Field(field), name.len() + 1);
        }
        Ok(true)
    }

    pub(super) fn date(&mut self, field: &'static Field, name: usize, value: &'a str) -> Result<(), QueryError> {
        let start = self.at;
        self.at += name;
        if self.rest().starts_with('(') {
            return Err(QueryError::DateInBrackets { field: &field.name, at: start..self.at + 1 });
        }
        let is_quoted = self.rest().chars().next().is_some_and(|c| quote::opened_by(c).is_some());
        let value = if is_quoted { value } else { self.with_number(value) };
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

    /// Returns `last 90d` where `value` is `last` and a number follows.
    pub(super) fn with_number(&self, value: &'a str) -> &'a str {
        let rest = self.rest();
        let end = |text: &str| text.find(|c| is_blank(c) || matches!(c, '(' | ')')).unwrap_or(text.len());
        let after = rest.get(value.len()..).unwrap_or_default().trim_start();
        let length = rest.len() - after.len() + end(after);
        let both = rest.get(..length).unwrap_or(value);
        let is_last = value.chars().all(char::is_alphabetic) && after.starts_with(|c: char| c.is_ascii_digit());
        if is_last && Span::read(both, self.today).is_ok() { both } else { value }
    }

    /// Reads the value of a field of numbers.
    pub(super) fn length(&mut self, field: &'static Field, name: usize, value: &str) -> Result<(), QueryError> {
        let start = self.at;
        self.at += name;
        let is_quoted = self.rest().chars().next().is_some_and(|c| quote::opened_by(c).is_some());
        let (value, at) = if is_quoted { self.quoted()? } else { (value, self.at..self.at + value.len()) };
        self.at = start;
        let compact: String = value.chars().filter(|c| !is_blank(*c)).collect();
        let Some(numbers) = Numbers::read(&compact) else {
            let at = if value.is_empty() { start..start + name } else { at };
            return Err(QueryError::BadNumber { field: &field.name, value: value.to_owned(), at });
        };
        self.push(TokenKind::Length(numbers), at.end - start);
        Ok(())
    }
}

/// Returns the name before a colon and what follows it, unless both are one word: `Autor:in`, `https://…`.
pub(super) fn name_and_value(text: &str) -> Option<(&str, &str)> {
    let is_name =
        |name: &str| name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let (name, value) = text.split_once(':').filter(|(name, _)| is_name(name))?;
    // Fuzzy, it is one word as well: `Autor:in~1`.
    let word = value.split('~').next().unwrap_or(value);
    let is_gendered = name.starts_with(char::is_uppercase)
        && matches!(word.trim_end_matches(|c: char| !c.is_alphanumeric()), "in" | "innen");
    (!is_gendered && !value.starts_with("//")).then_some((name, value))
}
