//! Times relative to the time a page was saved: `vor 13 Minuten`, `gestern, 14:05 Uhr`, `3 hours ago`.
//!
//! Pages round down, so the result is no more precise than the unit: minutes give a minute, hours a full hour, days a
//! day. `vor 2 Wochen` may be any of ten days and is read only as far as all of them lie in one month.

use std::sync::LazyLock;

use regex::Regex;
use time::{Duration, PrimitiveDateTime, Time};

use super::{Date, clock};

/// Reads a whole text as a time relative to the time the page was saved; `None` for any other text.
///
/// Minutes and hours need a saved time of day; nothing is read against a saved month or year.
pub fn relative(text: &str, saved: Date) -> Option<Date> {
    let text = text.trim().trim_end_matches(['.', ',', '|', '·', '•', '-', '–']).trim_end();
    if !saved.has_day() || text.len() > 80 {
        return None;
    }
    named_day(text, saved).or_else(|| ago(text, saved))
}

/// `heute`, `gestern`, `today`, each with or without a time of day.
fn named_day(text: &str, saved: Date) -> Option<Date> {
    let captures = NAMED.captures(text)?;
    let name = captures.name("name")?.as_str().to_lowercase();
    let today = saved.last_day();
    let (_, back) = DAYS.iter().find(|(names, _)| names.split('|').any(|known| known == name))?;
    let day = today.checked_sub(Duration::days(*back))?;
    let rest = text.get(captures.get(0)?.end()..)?.trim();
    if rest.is_empty() {
        return Some(Date::Day(day));
    }
    let (time, offset) = clock::alone(rest)?;
    let date = Date::Time(PrimitiveDateTime::new(day, time), offset);
    // Later than the saving, it is no time of this page.
    let Date::Time(at, _) = saved else { return Some(date) };
    (PrimitiveDateTime::new(day, time) <= at.saturating_add(Duration::HOUR)).then_some(date)
}

fn ago(text: &str, saved: Date) -> Option<Date> {
    let captures = AGO.captures(text)?;
    let count = ["a", "b", "c"].iter().find_map(|name| captures.name(name))?.as_str();
    let count: i64 = count.parse().unwrap_or(1);
    let unit = ["ua", "ub", "uc"].iter().find_map(|name| captures.name(name))?.as_str().to_lowercase();
    let of = |units: &[&str]| units.iter().any(|known| unit.starts_with(known));
    if of(&["min"]) {
        let Date::Time(at, offset) = saved else { return None };
        let then = at.checked_sub(Duration::minutes(count))?;
        return Some(Date::Time(then.replace_second(0).ok()?, offset));
    }
    if of(&["st", "h", "or", "u", "tim"]) {
        let Date::Time(at, offset) = saved else { return None };
        let then = at.checked_sub(Duration::hours(count))?;
        return Some(Date::Time(then.replace_time(Time::from_hms(then.hour(), 0, 0).ok()?), offset));
    }
    let day = saved.last_day();
    if of(&["ta", "d", "j", "g"]) {
        return Some(Date::Day(day.checked_sub(Duration::days(count))?));
    }
    // Weeks: from so many to one more, or half a week on either side.
    let first = day.checked_sub(Duration::days(count * 7 + 7))?;
    let last = day.checked_sub(Duration::days((count * 7 - 4).max(0)))?;
    ((first.year(), first.month()) == (last.year(), last.month())).then(|| Date::Month(first.year(), first.month()))
}

const DAYS: &[(&str, i64)] = &[
    ("heute|today|aujourd'hui|aujourd’hui|hoy|oggi|hoje|vandaag|idag|dnes|dzisiaj|dziś|bugün|сегодня|сьогодні", 0),
    ("gestern|yesterday|hier|ayer|ieri|ontem|gisteren|igår|včera|wczoraj|dün|вчера|вчора", 1),
    ("vorgestern", 2),
];

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let names = DAYS.iter().map(|(names, _)| *names).collect::<Vec<_>>().join("|");
    regex(&format!(r"(?i)^(?P<name>{names})\b"))
});

static AGO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: (?:vor|for)\s (?:ca\.?\s|etwa\s|über\s)? (?P<a>\d{1,3}|eine[rnm]?|en|et) \s
                (?P<ua>min(?:uten?|utter|utt|\.)?|stunden?|std\.?|timer?|tage?n?|dage?r?|wochen?)
          | (?:about\s|over\s)? (?P<b>\d{1,3}|an?|one) \s? (?P<ub>min(?:ute)?s?|hours?|hrs?|h|days?|d|weeks?|w) \s ago
          | (?:il\s y\s a|hace|há|fa)? \s? (?P<c>\d{1,3}|une?|una?|um|uma|uno) \s
                (?P<uc>min(?:uto|ute|uut|uter|uten|uti|utos|utes)?s?|heures?|horas?|or[ae]|uur|timmar|timme|jours?|días?|dias?|giorn[oi]|dagen|dagar|dag)
                (?:\s(?:fa|geleden|sedan))? ) $",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let saved = super::super::read("2025-10-28T10:12:13+01:00").expect("a date");
        assert_eq!(relative(text, saved).map(|date| date.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn minutes_hours_and_days() {
        check("vor 13 Minuten", Some("2025-10-28T09:59:00+01:00"));
        check("vor einer Stunde", Some("2025-10-28T09:00:00+01:00"));
        check("3 hours ago", Some("2025-10-28T07:00:00+01:00"));
        check("13 minutes ago", Some("2025-10-28T09:59:00+01:00"));
        check("vor 2 Tagen", Some("2025-10-26"));
        check("il y a 3 jours", Some("2025-10-25"));
        check("hace 2 horas", Some("2025-10-28T08:00:00+01:00"));
    }

    #[test]
    fn named_days() {
        check("gestern", Some("2025-10-27"));
        check("yesterday", Some("2025-10-27"));
        check("heute", Some("2025-10-28"));
        check("gestern, 14:05 Uhr", Some("2025-10-27T14:05:00"));
        check("Heute um 09:30 Uhr", Some("2025-10-28T09:30:00"));
        check("heute, 23:30 Uhr", None);
        check("gestern Abend am Hafen", None);
    }

    #[test]
    fn weeks_are_no_day() {
        check("vor 2 Wochen", Some("2025-10"));
        check("vor 4 Wochen", None);
        check("3 weeks ago", None);
        check("vor 2 Monaten", None);
    }

    #[test]
    fn relative_dates_need_a_saved_time() {
        check("vor dem Spiel", None);
        check("3 Tage", None);
        assert_eq!(relative("vor 13 Minuten", Date::Year(2025)), None);
        let day = Date::day(2025, 10, 28).expect("a day");
        assert_eq!(relative("vor 13 Minuten", day), None);
        assert_eq!(relative("gestern", day).map(|date| date.to_string()).as_deref(), Some("2025-10-27"));
    }
}
