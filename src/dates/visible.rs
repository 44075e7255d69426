//! Finds the dates that people write: `28. Oktober 2025, 14:05 Uhr`, `Oct. 28, 2025`, `28.10.25`, `2025年10月28日`.
//!
//! Every date is found from the number it begins with, or that follows the name of its month: the text is read once,
//! and around each number only a few characters more, whatever the text is.

use std::ops::Range;

use time::{PrimitiveDateTime, Time, UtcOffset};

use super::cursor::Cursor;
use super::{Date, clock, months};

/// A date and the bytes of the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The place in the text, without the time of day where that stands apart.
    pub range: Range<usize>,
    /// What was read.
    pub date: Date,
}

/// Finds all complete dates (day, month and year) in a text, in their order, with the time of day
/// where one stands beside. `month_first` decides what `03/04/2025` means; `03.04.2025` is always the third of April.
pub fn find_all(text: &str, month_first: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let bytes = text.as_bytes();
    let (mut at, mut free) = (0, 0);
    while let Some(start) = bytes.iter().skip(at).position(u8::is_ascii_digit).map(|next| next + at) {
        let length = bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count();
        at = start + length;
        let Some((range, day)) = day_at(text, start..at, month_first) else { continue };
        let before = || {
            let (clock, from) = clock::before(text, range.start)?;
            (from >= free).then_some((clock, range.end))
        };
        let beside = clock::after(text, range.end).or_else(before);
        let as_time = |(time, offset): (Time, Option<UtcOffset>)| Date::Time(PrimitiveDateTime::new(day, time), offset);
        at = range.end;
        free = beside.map_or(range.end, |(_, end)| end);
        found.push(Found { range, date: beside.map_or(Date::Day(day), |(clock, _)| as_time(clock)) });
    }
    found
}

/// Reads the date that the digits at this place belong to.
fn day_at(text: &str, digits: Range<usize>, month_first: bool) -> Option<(Range<usize>, time::Date)> {
    let before = text.get(..digits.start)?.chars().next_back();
    let number: u16 = text.get(digits.clone())?.parse().ok()?;
    let mut cursor = Cursor::new(text, digits.end);
    // Ideographs and syllables stand beside a number without a blank.
    let is_glued = before.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
    let (start, date) = match digits.len() {
        _ if is_glued || is_part_of_number(text, digits.start) => return None,
        4 => (digits.start, year_first(&mut cursor, number)?),
        1 | 2 => {
            let after_name = || {
                let (month, start) = month_before(text, digits.start)?;
                let mut cursor = Cursor::new(text, digits.end);
                let date = month_first_year_last(&mut cursor, month, number)?;
                Some((start, cursor.at(), date))
            };
            if let Some(date) = in_numbers(&mut cursor, number, month_first) {
                (digits.start, date)
            } else if let Some((start, end, date)) = after_name() {
                return Some((start..end, in_our_times(date)?));
            } else {
                cursor = Cursor::new(text, digits.end);
                (digits.start, day_and_name(&mut cursor, number)?)
            }
        }
        _ => return None,
    };
    Some((start..cursor.at(), in_our_times(date)?))
}

/// The last part of `127.0.0.1` or `1.28.10.2025`.
fn is_part_of_number(text: &str, start: usize) -> bool {
    let mut before = text.get(..start).unwrap_or_default().chars().rev();
    before.next() == Some('.') && before.next().is_some_and(|c| c.is_ascii_digit())
}

fn in_our_times(date: Date) -> Option<time::Date> {
    Some(date.first_day()).filter(|day| (1700..2100).contains(&day.year()))
}

fn day(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::day(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// `2025-10-28`, `2025. 10. 28.`, `2025年10月28日`, `2025. október 28.`, `2025 m. spalio 28 d.`, `2025. gada 28. oktobrī`.
fn year_first(cursor: &mut Cursor<'_>, year: u16) -> Option<Date> {
    let start = cursor.at();
    if let Some(separator) = cursor.any_of("-/.") {
        if separator == '.' {
            cursor.blanks(1);
        }
        if let Some(month) = cursor.digits(2)
            && let Some(separator) = cursor.any_of("-/.")
        {
            if separator == '.' {
                cursor.blanks(1);
            }
            return day(year, month, cursor.digits(2)?);
        }
    }
    cursor.go_to(start);
    cursor.blanks(1);
    if cursor.any_of("年년").is_some() {
        cursor.blanks(1);
        let month = cursor.digits(2)?;
        cursor.blanks(1);
        cursor.any_of("月월")?;
        cursor.blanks(1);
        let number = cursor.digits(2)?;
        cursor.blanks(1);
        cursor.any_of("日일")?;
        return day(year, month, number);
    }
    cursor.go_to(start);
    cursor.any_of(".,-");
    cursor.blanks(2);
    if cursor.word_of(&["m", "gada", "gads", "metų"]) {
        cursor.any_of(".");
        cursor.blanks(2);
    }
    let number_first = cursor.digits(2);
    if number_first.is_some() {
        cursor.any_of(".");
        cursor.blanks(2);
    }
    let month = u16::from(months::named(cursor.word()?)?);
    let number = match number_first {
        Some(number) => number,
        None => {
            cursor.any_of(".,-");
            cursor.blanks(2);
            cursor.digits(2)?
        }
    };
    // `in 2024 May 12, 2025`: the year belongs to something before.
    let end = cursor.at();
    cursor.any_of(",.");
    cursor.blanks(2);
    if cursor.digits(4).is_some_and(|next| next > 1000) {
        return None;
    }
    cursor.go_to(end);
    day(year, month, number)
}

/// `28.10.2025`, `28. 10. 25`, `28.10.25`, `10/28/2025`, `28-10-2025`.
fn in_numbers(cursor: &mut Cursor<'_>, first: u16, month_first: bool) -> Option<Date> {
    let separator = cursor.any_of("./-")?;
    let is_wide = separator == '.' && cursor.blanks(1) > 0;
    let second = cursor.digits(2)?;
    if cursor.any_of("./-")? != separator {
        return None;
    }
    let gap = if separator == '.' { cursor.blanks(1) } else { 0 };
    let start = cursor.at();
    let year = cursor.digits(4)?;
    match (cursor.at() - start, separator) {
        (4, '/') => {
            let (as_month_first, as_day_first) = (day(year, first, second), day(year, second, first));
            if month_first { as_month_first.or(as_day_first) } else { as_day_first.or(as_month_first) }
        }
        (4, _) => day(year, second, first),
        // `28.10. 14:05` names no year, nor does `Version 1.2.34b`.
        (2, '.') if gap == 0 || is_wide => {
            let next = cursor.peek();
            let goes_on = next.is_some_and(|c| c.is_alphanumeric() || c == ':')
                || (next == Some('.') && cursor.peek_second().is_some_and(|c| c.is_ascii_digit()));
            if goes_on { None } else { day(year + 2000, second, first) }
        }
        _ => None,
    }
}

/// The name of a month right before a number: `Oct. 28, 2025`.
fn month_before(text: &str, start: usize) -> Option<(u16, usize)> {
    let rest = text.get(..start)?;
    let trimmed = rest.trim_end_matches(|c: char| is_blank(c) || matches!(c, '.' | '-' | '/'));
    if rest.len() - trimmed.len() > 6 || rest.len() == trimmed.len() {
        return None;
    }
    let letters: usize = trimmed.chars().rev().take(20).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let start = trimmed.len() - letters;
    Some((u16::from(months::named(trimmed.get(start..)?)?), start))
}

fn month_first_year_last(cursor: &mut Cursor<'_>, month: u16, number: u16) -> Option<Date> {
    cursor.word_of(&["st", "nd", "rd", "th"]);
    let separated = cursor.any_of(",.-/").is_some();
    if cursor.blanks(3) == 0 && !separated {
        return None;
    }
    let year = cursor.digits(4).filter(|year| *year > 1000)?;
    day(year, month, number)
}

/// `28. Oktober 2025`, `1er octobre 2025`, `28 de octubre de 2025`, `28th of October, 2025`, `28-Oct-2025`.
fn day_and_name(cursor: &mut Cursor<'_>, number: u16) -> Option<Date> {
    cursor.any_of(".");
    cursor.any_of("ºª°");
    if !cursor.word_of(&["er", "st", "nd", "rd", "th", "o", "a"]) {
        // `28 th October`, where the letters were set higher.
        let mut after = *cursor;
        if after.blanks(1) > 0 && after.word_of(&["st", "nd", "rd", "th"]) {
            *cursor = after;
        }
    }
    let near = |cursor: &mut Cursor<'_>| {
        cursor.any_of(".,-/");
        cursor.blanks(3);
        cursor.any_of("-/");
        if cursor.word_of(&["de", "del", "di", "of", "den", "d"]) {
            cursor.any_of("'’");
            cursor.blanks(2);
        }
    };
    near(cursor);
    let name = cursor.word()?;
    let month = u16::from(months::named(name)?);
    near(cursor);
    let is_shortened = cursor.any_of("'’").is_some();
    let start = cursor.at();
    let year = cursor.digits(4)?;
    match cursor.at() - start {
        4 => day(year, month, number),
        2 if is_shortened => day(year + 2000, month, number),
        // `14 Gennaio 20` and nothing else; `14. Januar 20 Uhr` is a time.
        2 if name.chars().count() > 3 => {
            let end = cursor.at();
            cursor.blanks(1);
            let stands_last = cursor.peek().is_none_or(|c| c == ')');
            cursor.go_to(end);
            if stands_last { day(year + 2000, month, number) } else { None }
        }
        _ => None,
    }
}

pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = find_all(text, false).iter().map(|found| found.date.to_string()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn german_dates() {
        check("Stand: 28. Oktober 2025, 14:05 Uhr", &["2025-10-28T14:05:00"]);
        check("Aktualisiert am 28.10.2025 um 14.05 Uhr", &["2025-10-28T14:05:00"]);
        check("Von Anna Seeger | 3.3.25", &["2025-03-03"]);
        check("1. März 2024 – 2. Jänner 2025", &["2024-03-01", "2025-01-02"]);
        check("28.10.2025 | 06:00 MEZ", &["2025-10-28T06:00:00+01:00"]);
        check("28-10-2025", &["2025-10-28"]);
        check("Dienstag, 28.10.25", &["2025-10-28"]);
        check("am 28. 10. 2025", &["2025-10-28"]);
        check("14:05 Uhr, 28. Oktober 2025", &["2025-10-28T14:05:00"]);
        check("28.10.2025, 14:05 Uhr, 29.10.2025", &["2025-10-28T14:05:00", "2025-10-29"]);
    }

    #[test]
    fn english_and_other_dates() {
        check("Oct. 28, 2025 at 2:05 p.m.", &["2025-10-28T14:05:00"]);
        check("Tuesday 28th October 2025", &["2025-10-28"]);
        check("28 Oct 2025", &["2025-10-28"]);
        check("TUESDAY, OCTOBER 28 2025", &["2025-10-28"]);
        check("28th of October, 2025", &["2025-10-28"]);
        check("28-Oct-2025", &["2025-10-28"]);
        check("le 28 octobre 2025 à 14h05", &["2025-10-28T14:05:00"]);
        check("le 1er octobre 2025", &["2025-10-01"]);
        check("28 de octubre de 2025", &["2025-10-28"]);
        check("28 d’octubre del 2025", &["2025-10-28"]);
        check("28 października 2025", &["2025-10-28"]);
        check("28 октября 2025 г., 13:43", &["2025-10-28T13:43:00"]);
        check("2025年10月28日(火) 14時05分", &["2025-10-28T14:05:00"]);
        check("28 th October 2025", &["2025-10-28"]);
        check("28 Ekim 2025", &["2025-10-28"]);
        check("28 Οκτωβρίου 2025", &["2025-10-28"]);
        check("2025. október 28.", &["2025-10-28"]);
        check("2025 m. spalio 28 d.", &["2025-10-28"]);
        check("2025. gada 28. oktobris", &["2025-10-28"]);
        check("2025年10月28日", &["2025-10-28"]);
        check("作成日2025年10月28日（火）", &["2025-10-28"]);
        check("입력 2025년 10월 28일, 2025. 10. 29. 14:05", &["2025-10-28", "2025-10-29T14:05:00"]);
        check("( Pescara, 14 Gennaio 20 )", &["2020-01-14"]);
        assert_eq!(find_all("03/04/2025", true)[0].date.to_string(), "2025-03-04");
        assert_eq!(find_all("03/04/2025", false)[0].date.to_string(), "2025-04-03");
        assert_eq!(find_all("10/28/2025", false)[0].date.to_string(), "2025-10-28");
    }

    #[test]
    fn what_is_no_date() {
        check("127.0.0.1, Telefon 0421 28 10 2025, Artikel 3.4.2025000, 31.02.2025, Version 1.2.3", &[]);
        check("zum 1. Mai, im Oktober 2025, am 14. Januar 20 Uhr", &[]);
        check("am 28.10. 14:05 Uhr", &[]);
        check("Im Jahr 2024 May 12, 2025", &["2025-05-12"]);
    }

    #[test]
    fn a_range_covers_the_date() {
        let text = "Stand: Oct. 28, 2025, x";
        let found = find_all(text, false);
        assert_eq!(found.first().and_then(|found| text.get(found.range.clone())), Some("Oct. 28, 2025"));
    }
}
