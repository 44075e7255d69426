//! The time of day beside a date: `14:05 Uhr`, `2:05 p.m.`, `14h05`, `(06:00 MEZ)`.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use time::{Time, UtcOffset};

/// A time of day, with the offset from UTC if a zone is named.
pub(super) type Clock = (Time, Option<UtcOffset>);

/// How much of the text beside a date is searched.
const REACH: usize = 60;

/// Reads a time of day that follows this place; returns where it ends.
pub(super) fn after(text: &str, end: usize) -> Option<(Clock, usize)> {
    let rest = text.get(end..)?;
    let rest = (REACH.min(rest.len())..=rest.len()).find_map(|reach| rest.get(..reach))?;
    // Most dates stand alone: do not ask the pattern where there is no number.
    if !rest.bytes().take(24).any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let captures = AFTER.captures(rest)?;
    Some((read(&captures)?, end + captures.get(0)?.end()))
}

/// Reads a time of day that stands right before this place; returns where it begins.
pub(super) fn before(text: &str, start: usize) -> Option<(Clock, usize)> {
    let rest = text.get(..start)?;
    let from = (0..=rest.len().saturating_sub(30)).rev().find(|from| rest.is_char_boundary(*from))?;
    let near = rest.get(from..)?;
    if !near.contains(':') && !near.contains('.') {
        return None;
    }
    let captures = BEFORE.captures(near)?;
    Some((read(&captures)?, from + captures.name("h")?.start()))
}

/// Reads a time of day that is all there is in a text.
pub(super) fn alone(text: &str) -> Option<Clock> {
    let captures = AFTER.captures(text)?;
    let rest = text.get(captures.get(0)?.end()..)?;
    read(&captures).filter(|_| rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty())
}

fn read(captures: &Captures<'_>) -> Option<Clock> {
    let number = |name: &str| captures.name(name).and_then(|found| found.as_str().parse::<u8>().ok());
    let mut hour = number("h")?;
    // `28.10.2025 14.05` without `Uhr` may be any number; a colon or a word is needed to call it a time.
    let word = captures.name("word").map(|found| found.as_str().to_lowercase()).unwrap_or_default();
    if captures.name("sep").is_some_and(|sep| sep.as_str() == ".") && word.is_empty() {
        return None;
    }
    if word.starts_with('p') && hour < 12 {
        hour += 12;
    } else if word.starts_with('a') && hour == 12 {
        hour = 0;
    }
    let time = Time::from_hms(hour, number("m")?, number("s").unwrap_or(0)).ok()?;
    let offset = captures.name("zone").and_then(|zone| offset(&zone.as_str().to_lowercase()));
    Some((time, offset))
}

/// Only zones whose name means one thing wherever news is written.
fn offset(zone: &str) -> Option<UtcOffset> {
    let hours = match zone {
        "mez" | "cet" | "bst" => 1,
        "mesz" | "cest" => 2,
        "gmt" | "utc" => 0,
        "edt" => -4,
        "pdt" => -7,
        "pst" => -8,
        "msk" => 3,
        "kst" | "jst" => 9,
        "hkt" | "sgt" => 8,
        "aest" => 10,
        "aedt" => 11,
        _ => return None,
    };
    UtcOffset::from_hms(hours, 0, 0).ok()
}

const CLOCK: &str = r"(?P<h>[012]?\d) (?P<sep>[:.h]|[時时點点시]\s?) (?P<m>[0-5]\d) (?: :(?P<s>[0-5]\d))?
          (?: \s? (?P<word>uhr|[ap]\.?m\b\.?|hrs|h\b) )?
          (?: \s? \(? (?P<zone>mesz|mez|cest|cet|gmt|utc|bst|edt|est|pdt|pst|msk|kst|jst|hkt|sgt|aest|aedt)\b )?";

static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?xi) ^ [.\s,;|•·–—/-]{{0,4}} (?:\(\w{{1,3}}\)\s?|г\.,?\s|t)? (?:(?:um|at|kl\.?|à|a\ las|alle|ore|om|klo|o|в|о|-)\s+)? [\s,;|•·–—-]{{0,3}} {CLOCK}"
    ))
});

static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?xi) (?:^|[^\d.:]) {CLOCK} \)? [\s,|•·–—-]{{1,3}} (?:(?:am|on|den|le|el|il)\s+)? (?:\p{{L}}{{2,12}}[.,]{{0,2}}\s+)? $"
    ))
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}
