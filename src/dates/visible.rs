//! Finds the dates that people write: `28. Oktober 2025, 14:05 Uhr`, `Oct. 28, 2025`, `28.10.25`, `vor 13 Minuten`.
//!
//! Month names are those of Unicode CLDR in the languages of the table below, in full and short.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use time::{Duration, PrimitiveDateTime, Time, UtcOffset};

use super::Date;

/// A date and the bytes of the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The place in the text, without the time of day where that stands apart.
    pub range: Range<usize>,
    /// What was read.
    pub date: Date,
}

/// Finds all complete dates (day, month and year) in a text, in their order, with the time of day
/// where one follows. `month_first` decides what `03/04/2025` means; `03.04.2025` is always the third of April.
pub fn find_all(text: &str, month_first: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    for captures in PATTERN.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        // A digit right before or after means part of a longer number: 127.0.0.1, order 2025-10-28-17.
        let before = text.get(..whole.start()).and_then(|rest| rest.chars().next_back());
        let after = text.get(whole.end()..).and_then(|rest| rest.chars().next());
        if before.is_some_and(|c| c.is_alphanumeric()) || after.is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        let Some(day) = day_of(&captures, month_first) else { continue };
        let rest = text.get(whole.end()..).unwrap_or_default();
        let date = clock_after(rest)
            .map_or(Date::Day(day), |(time, offset)| Date::Time(PrimitiveDateTime::new(day, time), offset));
        found.push(Found { range: whole.range(), date });
    }
    found
}

/// Reads `vor 13 Minuten`, `vor einer Stunde`, `gestern`, `3 hours ago` against the time the page was saved.
/// Hours and minutes give a time, days and weeks a day; `None` for any other text.
pub fn relative(text: &str, saved: Date) -> Option<Date> {
    let Date::Time(at, offset) = saved else { return None };
    let captures = RELATIVE.captures(text.trim())?;
    if captures.name("yesterday").is_some() {
        return Some(Date::Day(at.date().previous_day()?));
    }
    let count = captures.name("n").or_else(|| captures.name("m"))?.as_str();
    let count: i64 = count.parse().unwrap_or(1);
    let unit = captures.name("unit").or_else(|| captures.name("einheit"))?.as_str().to_lowercase();
    let (length, to_the_minute) = match unit.chars().next()? {
        'm' if unit.starts_with("min") => (Duration::minutes(count), true),
        's' if unit.starts_with("st") => (Duration::hours(count), true),
        'h' => (Duration::hours(count), true),
        't' | 'd' => (Duration::days(count), false),
        'w' => (Duration::weeks(count), false),
        _ => return None,
    };
    let then = at.checked_sub(length)?;
    Some(if to_the_minute { Date::Time(then, offset) } else { Date::Day(then.date()) })
}

fn day_of(captures: &Captures<'_>, month_first: bool) -> Option<time::Date> {
    let number = |name: &str| captures.name(name).and_then(|found| found.as_str().parse::<u16>().ok());
    let small = |name: &str| number(name).and_then(|number| u8::try_from(number).ok());
    let full_year = |year: u16| i32::from(if year < 100 { year + 2000 } else { year });
    let date = if let Some(year) = number("y1") {
        Date::day(full_year(year), month_named(captures.name("w1")?.as_str())?, small("d1")?)
    } else if let Some(year) = number("y2") {
        Date::day(full_year(year), month_named(captures.name("w2")?.as_str())?, small("d2")?)
    } else if let Some(year) = number("y3") {
        Date::day(full_year(year), small("m3")?, small("d3")?)
    } else if let Some(year) = number("y4") {
        let (first, second) = (small("a4")?, small("b4")?);
        let as_month_first = Date::day(full_year(year), first, second);
        let as_day_first = Date::day(full_year(year), second, first);
        if month_first { as_month_first.or(as_day_first) } else { as_day_first.or(as_month_first) }
    } else if let Some(year) = number("y5") {
        Date::day(full_year(year), small("m5")?, small("d5")?)
    } else if let Some(year) = number("y7") {
        Date::day(full_year(year), small("m7")?, small("d7")?)
    } else {
        Date::day(full_year(number("y6")?), small("m6")?, small("d6")?)
    };
    date.filter(|date| (1700..2100).contains(&date.first_day().year())).map(Date::first_day)
}

fn clock_after(rest: &str) -> Option<(Time, Option<UtcOffset>)> {
    let captures = CLOCK.captures(rest)?;
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
    let offset = captures.name("zone").and_then(|zone| match zone.as_str().to_lowercase().as_str() {
        "mez" | "cet" | "bst" => UtcOffset::from_hms(1, 0, 0).ok(),
        "mesz" | "cest" => UtcOffset::from_hms(2, 0, 0).ok(),
        "gmt" | "utc" => Some(UtcOffset::UTC),
        "edt" => UtcOffset::from_hms(-4, 0, 0).ok(),
        _ => None,
    });
    Some((time, offset))
}

fn month_named(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    MONTHS
        .iter()
        .position(|names| names.split(' ').any(|known| known == name))
        .and_then(|place| u8::try_from(place + 1).ok())
}

/// The names of the months: de en fr es it pt nl da sv nb fi pl cs hu ro tr ca, and their short forms.
const MONTHS: [&str; 12] = [
    "januar jänner january janvier enero gennaio janeiro januari tammikuuta tammikuu stycznia styczeń ledna leden január ianuarie ocak gener jan janv ene gen jän sty led",
    "februar feber february février febrero febbraio fevereiro februari helmikuuta helmikuu lutego luty února únor február februarie şubat febrer feb févr fév febr fev lut úno",
    "märz maerz march mars marzo março maart marts maaliskuuta maaliskuu marca marzec března březen március martie mart març mar mär mrz mrt bře",
    "april avril abril aprile huhtikuuta huhtikuu kwietnia kwiecień dubna duben április aprilie nisan apr avr abr kwi dub",
    "mai may mayo maggio maio mei maj toukokuuta toukokuu maja května květen május mayıs maig mag kvě",
    "juni june juin junio giugno junho kesäkuuta kesäkuu czerwca czerwiec června červen június iunie haziran juny jun giu cze",
    "juli july juillet julio luglio julho heinäkuuta heinäkuu lipca lipiec července červenec július iulie temmuz juliol jul juil lug lip",
    "august août agosto augustus augusti elokuuta elokuu sierpnia sierpień srpna srpen augusztus ağustos agost aug ago sie srp",
    "september septembre septiembre settembre setembro syyskuuta syyskuu września wrzesień září szeptember septembrie eylül setembre sep sept set wrz zář",
    "oktober october octobre octubre ottobre outubro lokakuuta lokakuu października październik října říjen október octombrie ekim okt oct ott out paź říj",
    "november novembre noviembre novembro marraskuuta marraskuu listopada listopad listopadu noiembrie kasım nov lis",
    "dezember december décembre diciembre dicembre dezembro joulukuuta joulukuu grudnia grudzień prosince prosinec decembrie aralık desembre desember dez dec déc dic des gru pro",
];

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let names = MONTHS.join(" ").split(' ').map(regex::escape).collect::<Vec<_>>().join("|");
    let pattern = format!(
        r"(?xi)
          (?P<d1>[0-3]?\d) (?:\.|er|st|nd|rd|th|º|ª)? [\ \u{{a0}}-]* (?:de\ |of\ )? (?P<w1>{names}) \.? ,? [\ \u{{a0}}-]* (?:de\ |del\ )? (?P<y1>\d{{4}})
        | (?P<w2>{names}) \.? [\ \u{{a0}}]+ (?P<d2>[0-3]?\d) (?:st|nd|rd|th)? ,? [\ \u{{a0}}]+ (?P<y2>\d{{4}})
        | (?P<d3>[0-3]?\d) \. \ ? (?P<m3>[01]?\d) \. \ ? (?P<y3>\d{{4}}|\d{{2}}\b)
        | (?P<a4>[0-3]?\d) / (?P<b4>[0-3]?\d) / (?P<y4>\d{{4}})
        | (?P<y5>\d{{4}}) [-/.] (?P<m5>[01]?\d) [-/.] (?P<d5>[0-3]?\d)
        | (?P<d7>[0-3]?\d) - (?P<m7>[01]?\d) - (?P<y7>\d{{4}})
        | (?P<y6>\d{{4}}) \ ?[年년]\ ? (?P<m6>[01]?\d) \ ?[月월]\ ? (?P<d6>[0-3]?\d) \ ?[日일]"
    );
    Regex::new(&pattern).expect("the pattern is part of the program and tested")
});

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi) ^ [\s,;|•·–—/-]{0,4} (?:(?:um|at|kl\.?|à|a\ las|alle|ore|om|-)\s+)? [\s,;|•·–—-]{0,3}
          (?P<h>[012]?\d) (?P<sep>[:.h]) (?P<m>[0-5]\d) (?: :(?P<s>[0-5]\d))?
          (?: \s? (?P<word>uhr|[ap]\.?m\b\.?|hrs|h\b) )? (?: \s? \(? (?P<zone>mesz|mez|cest|cet|gmt|utc|bst|edt|est)\b )?",
    )
    .expect("the pattern is part of the program and tested")
});

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi) ^ (?: vor \s (?:ca\.?\s)? (?P<n>\d{1,3}|eine[rnm]?) \s (?P<unit>min(?:uten?|\.)?|stunden?|std\.?|tage?n?|wochen?)
          | (?P<m>\d{1,3}|an?|one) \s (?P<einheit>min(?:ute)?s?|hours?|hrs?|days?|weeks?) \s ago
          | (?P<yesterday>gestern|yesterday) ) \b",
    )
    .expect("the pattern is part of the program and tested")
});

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
    }

    #[test]
    fn english_and_other_dates() {
        check("Oct. 28, 2025 at 2:05 p.m.", &["2025-10-28T14:05:00"]);
        check("Tuesday 28th October 2025", &["2025-10-28"]);
        check("le 28 octobre 2025 à 14h05", &["2025-10-28T14:05:00"]);
        check("28 de octubre de 2025", &["2025-10-28"]);
        check("2025年10月28日", &["2025-10-28"]);
        assert_eq!(find_all("03/04/2025", true)[0].date.to_string(), "2025-03-04");
        assert_eq!(find_all("03/04/2025", false)[0].date.to_string(), "2025-04-03");
        assert_eq!(find_all("10/28/2025", false)[0].date.to_string(), "2025-10-28");
    }

    #[test]
    fn what_is_no_date() {
        check("127.0.0.1, Telefon 0421 28 10 2025, Artikel 3.4.2025000, 31.02.2025, Version 1.2.3", &[]);
        check("zum 1. Mai, im Oktober 2025", &[]);
    }

    #[test]
    fn relative_dates_need_a_saved_time() {
        let saved = super::super::read("2025-10-28T10:12:13+01:00").expect("a date");
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(relative(text, saved).map(|date| date.to_string()).as_deref(), expected, "{text}");
        };
        check("vor 13 Minuten", Some("2025-10-28T09:59:13+01:00"));
        check("vor einer Stunde", Some("2025-10-28T09:12:13+01:00"));
        check("3 hours ago", Some("2025-10-28T07:12:13+01:00"));
        check("vor 2 Tagen", Some("2025-10-26"));
        check("gestern", Some("2025-10-27"));
        check("vor dem Spiel", None);
        assert_eq!(relative("vor 13 Minuten", Date::Year(2025)), None);
    }
}
