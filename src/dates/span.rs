//! Spans of days to filter by, as people type them; both ends are included.

use super::{Date, find_all, read};

/// A span of days, open where an end is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first day of the span.
    pub first: Option<time::Date>,
    /// The last day of the span; it counts to its end.
    pub last: Option<time::Date>,
}

/// The text is no span of days.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no date; try `2025-10-28`, `28.10.2025`, `2025-10`, `2025`, `2025-09..2025-11-15`, `>2025-09` or `90d`"
)]
pub struct NotASpan(pub String);

impl Span {
    /// Reads `2025`, `2025-10`, `2025-10-28`, `28.10.2025`, `A..B` (either may be missing), `>A`, `>=A`, `<A`,
    /// `<=A` and `90d` (`12w`, `6m`, `1y`): that long up to `today`.
    ///
    /// # Errors
    /// Returns [`NotASpan`] with the text for anything else, and where the first day is after the last.
    pub fn read(text: &str, today: time::Date) -> Result<Self, NotASpan> {
        let wrong = || NotASpan(text.to_owned());
        let typed = text.trim();
        if let Some((first, last)) = typed.split_once("..") {
            let end = |typed: &str| (!typed.is_empty()).then(|| Self::end(typed, today)).transpose();
            let (first, last) = (end(first)?, end(last)?);
            let span = Self { first: first.and_then(|span| span.first), last: last.and_then(|span| span.last) };
            let upside_down = matches!((span.first, span.last), (Some(first), Some(last)) if first > last);
            return if upside_down || (first.is_none() && last.is_none()) { Err(wrong()) } else { Ok(span) };
        }
        let (sign, date) = [">=", "<=", ">", "<"]
            .iter()
            .find_map(|sign| typed.strip_prefix(sign).map(|date| (*sign, date)))
            .unwrap_or(("", typed));
        let span = one(date, today).ok_or_else(wrong)?;
        Ok(match sign {
            ">=" => Self { first: span.first, last: None },
            "<=" => Self { first: None, last: span.last },
            ">" => Self { first: span.last.and_then(time::Date::next_day), last: None },
            "<" => Self { first: None, last: span.first.and_then(time::Date::previous_day) },
            _ => span,
        })
    }

    /// Reads one end of a span: a day, month or year; `90d` is the day that many days before `today`.
    ///
    /// # Errors
    /// Returns [`NotASpan`] with the text for anything else, also for a span.
    pub fn end(text: &str, today: time::Date) -> Result<Self, NotASpan> {
        let day = ago(text.trim()).and_then(|length| today.checked_sub(length));
        let span = day.map(|day| Self { first: Some(day), last: Some(day) }).or_else(|| one(text, today));
        span.ok_or_else(|| NotASpan(text.to_owned()))
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let show = |day: Option<time::Date>| day.map(|day| Date::Day(day).to_string()).unwrap_or_default();
        if self.first.is_some() && self.first == self.last {
            return write!(f, "{}", show(self.first));
        }
        write!(f, "{}..{}", show(self.first), show(self.last))
    }
}

fn one(text: &str, today: time::Date) -> Option<Span> {
    let text = text.trim();
    if let Some(length) = ago(text) {
        return Some(Span { first: today.checked_sub(length), last: Some(today) });
    }
    match text.to_lowercase().as_str() {
        "today" | "heute" => return Some(Span { first: Some(today), last: Some(today) }),
        "yesterday" | "gestern" => return Some(Span { first: today.previous_day(), last: today.previous_day() }),
        _ => {}
    }
    // Unix time is for machines; a person who types ten digits has made a mistake.
    let is_bare_number = text.len() > 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let date = if is_bare_number { None } else { read(text) }.or_else(|| {
        let found = find_all(text, false);
        found.first().filter(|found| found.range == (0..text.len())).map(|found| found.date)
    })?;
    // Pages are read leniently; of what a person typed nothing is dropped.
    let has_rest = matches!(date, Date::Day(_)) && text.len() > 10 && text.is_ascii() && !text.contains(' ');
    (!has_rest).then(|| Span { first: Some(date.first_day()), last: Some(date.last_day()) })
}

/// Reads `90d`, `last 90d`, `90 days`, `letzte 90 Tage`, `12w`, `6m`, `1y`.
fn ago(text: &str) -> Option<time::Duration> {
    let text = text.to_lowercase();
    let before = ["letzten ", "letzte ", "last ", "past "].iter().find_map(|word| text.strip_prefix(word));
    let text = before.unwrap_or(&text).trim_start();
    let (count, unit) = text.split_at_checked(text.find(|c: char| !c.is_ascii_digit())?)?;
    let count: i64 = count.parse().ok().filter(|count| (1..40_000).contains(count))?;
    Some(time::Duration::days(match unit.trim_start() {
        "d" | "t" | "day" | "days" | "tag" | "tage" | "tagen" => count,
        "w" | "week" | "weeks" | "woche" | "wochen" => count * 7,
        "m" | "month" | "months" | "monat" | "monate" | "monaten" => count * 30,
        "y" | "j" | "year" | "years" | "jahr" | "jahre" | "jahren" => count * 365,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let today = time::Date::from_calendar_date(2025, time::Month::November, 15).expect("a day");
        let read = Span::read(text, today).map_or_else(|error| error.to_string(), |span| span.to_string());
        assert!(read == expected || (expected == "error" && read.contains("is no date")), "{text}: {read}");
    }

    #[test]
    fn spans_as_people_type_them() {
        check("2025", "2025-01-01..2025-12-31");
        check("2024-02", "2024-02-01..2024-02-29");
        check("28.10.2025", "2025-10-28");
        check("last 90d", "2025-08-17..2025-11-15");
        check("letzte 2 Wochen", "2025-11-01..2025-11-15");
        check("90 days", "2025-08-17..2025-11-15");
        check("last 90", "error");
        check("last week", "error");
        check("28. Oktober 2025", "2025-10-28");
        check("2025-09..2025-11-15", "2025-09-01..2025-11-15");
        check("..2025-09", "..2025-09-30");
        check(">2025-09", "2025-10-01..");
        check(">=2025-09", "2025-09-01..");
        check("<2025-09", "..2025-08-31");
        check("90d", "2025-08-17..2025-11-15");
        check("today", "2025-11-15");
        check("90d..30d", "2025-08-17..2025-10-16");
    }

    #[test]
    fn what_is_no_span() {
        for text in [
            "",
            "..",
            "bald",
            "2025-13",
            "2025-11..2025-10",
            "d",
            "99999999999d",
            "1761639180",
            "é",
            "2025-10-285",
            "2025-10-28xyz",
            "2025-10-28/2025-11-02",
        ] {
            check(text, "error");
        }
    }
}
