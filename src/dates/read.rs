//! Reads the dates that machines write: ISO 8601 in all its shapes, RFC 2822, JavaScript, Unix time.

use time::{Month, PrimitiveDateTime, Time, UtcOffset};

use super::Date;

/// Reads a whole text as a date in a machine's notation; `None` if it is anything else.
///
/// Understood are ISO 8601 (`2025`, `2025-10`, `2025-10-28`, `20251028`, `2025-10-28T09:13:00.000+01:00`,
/// `2025-10-28 09:13:00 +0100`, `2025/10/28`), RFC 2822 and JavaScript (`Tue, 28 Oct 2025 09:13:00 GMT`,
/// `Tue Oct 28 2025 10:12:13 GMT+0100`) and Unix time in seconds or milliseconds.
pub fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    iso(text).or_else(|| in_words(text)).or_else(|| unix(text))
}

fn iso(text: &str) -> Option<Date> {
    let mut scan = Scan(text.as_bytes());
    let year = i32::from(scan.digits(4)?);
    let separator = scan.any_of(b"-/.");
    if separator.is_none() && scan.0.first().is_some_and(u8::is_ascii_digit) {
        let date = Date::day(year, narrow(scan.digits(2)?)?, narrow(scan.digits(2)?)?)?;
        return with_time(date, scan);
    }
    if separator.is_none() {
        return scan.0.is_empty().then(|| Date::year(year)).flatten();
    }
    let month = narrow(scan.up_to(2)?)?;
    if scan.any_of(b"-/.").is_none() {
        return scan.0.is_empty().then(|| Date::month(year, month)).flatten();
    }
    let date = Date::day(year, month, narrow(scan.up_to(2)?)?)?;
    with_time(date, scan)
}

fn with_time(date: Date, mut scan: Scan<'_>) -> Option<Date> {
    scan.blanks();
    if scan.0.is_empty() {
        return Some(date);
    }
    if scan.any_of(b"Tt").is_some() {
        scan.blanks();
    }
    let Some((time, offset)) = time_of_day(&mut scan) else { return Some(date) };
    Some(Date::Time(PrimitiveDateTime::new(date.first_day(), time), offset))
}

fn time_of_day(scan: &mut Scan<'_>) -> Option<(Time, Option<UtcOffset>)> {
    let hour = narrow(scan.up_to(2)?)?;
    let separated = scan.any_of(b":").is_some();
    let minute = narrow(scan.digits(2)?)?;
    let mut second = 0;
    if (separated && scan.any_of(b":").is_some()) || (!separated && scan.0.first().is_some_and(u8::is_ascii_digit)) {
        second = narrow(scan.digits(2)?)?;
    }
    // A colon before the fraction is wrong, but some servers write it.
    if scan.any_of(b".,:").is_some() {
        while scan.any_of(b"0123456789").is_some() {}
    }
    scan.blanks();
    let afternoon = scan.word(&["pm", "p.m."]);
    let morning = !afternoon && scan.word(&["am", "a.m."]);
    let hour = match hour {
        12 if morning => 0,
        12 => 12,
        _ if afternoon => hour + 12,
        _ => hour,
    };
    let time =
        if hour == 24 && minute == 0 { Time::MIDNIGHT } else { Time::from_hms(hour, minute, second.min(59)).ok()? };
    scan.blanks();
    Some((time, offset(scan)))
}

fn offset(scan: &mut Scan<'_>) -> Option<UtcOffset> {
    for (name, hours) in [
        ("cest", 2),
        ("cet", 1),
        ("mesz", 2),
        ("mez", 1),
        ("edt", -4),
        ("est", -5),
        ("pdt", -7),
        ("pst", -8),
        ("bst", 1),
    ] {
        if scan.word(&[name]) {
            return UtcOffset::from_hms(hours, 0, 0).ok();
        }
    }
    let named = scan.word(&["z", "utc", "gmt"]);
    let sign = match scan.any_of(b"+-") {
        Some(b'-') => -1,
        Some(_) => 1,
        None => return named.then_some(UtcOffset::UTC),
    };
    let hours = i8::try_from(scan.up_to(2)?).ok()?;
    scan.any_of(b":");
    let minutes = scan.digits(2).and_then(|minutes| i8::try_from(minutes).ok()).unwrap_or(0);
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

/// `Tue, 28 Oct 2025 09:13:00 +0100`, `Tue Oct 28 2025 10:12:13 GMT+0100 (CET)`, `28-Oct-2025`.
fn in_words(text: &str) -> Option<Date> {
    let mut scan = Scan(text.as_bytes());
    scan.blanks();
    let mut month = None;
    let mut numbers: Vec<u16> = Vec::new();
    loop {
        while scan.any_of(b" ,.-\t").is_some() {}
        if numbers.len() == 2 && month.is_some() {
            break;
        }
        if scan.0.first().is_some_and(u8::is_ascii_digit) {
            numbers.push(scan.up_to(4)?);
        } else {
            let length = scan.0.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let word = std::str::from_utf8(scan.0.get(..length)?).ok()?.to_ascii_lowercase();
            if length < 3 {
                return None;
            }
            match english_month(&word) {
                Some(found) if month.is_none() => month = Some(found),
                _ if is_english_weekday(&word) => {}
                _ => return None,
            }
            scan.0 = scan.0.get(length..)?;
        }
        if numbers.len() > 2 {
            return None;
        }
    }
    let [day, year] = numbers.as_slice() else { return None };
    let date = Date::day(i32::from(*year), u8::from(month?), narrow(*day)?)?;
    with_time(date, scan)
}

fn english_month(word: &str) -> Option<Month> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let place = NAMES
        .iter()
        .position(|name| word == *name || name.get(..3) == Some(word) || (word == "sept" && *name == "september"))?;
    Month::try_from(u8::try_from(place + 1).ok()?).ok()
}

fn is_english_weekday(word: &str) -> bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|start| word.starts_with(start))
}

fn unix(text: &str) -> Option<Date> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    let at = time::OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    (1990..2100)
        .contains(&at.year())
        .then(|| Date::Time(PrimitiveDateTime::new(at.date(), at.time()), Some(UtcOffset::UTC)))
}

fn narrow(number: u16) -> Option<u8> {
    u8::try_from(number).ok()
}

/// The rest of a text still to be read.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn digits(&mut self, count: usize) -> Option<u16> {
        let found = self.0.get(..count)?;
        let number = found
            .iter()
            .try_fold(0, |sum: u16, byte| byte.is_ascii_digit().then(|| sum * 10 + u16::from(byte - b'0')))?;
        self.0 = self.0.get(count..)?;
        Some(number)
    }

    fn up_to(&mut self, most: usize) -> Option<u16> {
        let count = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 { None } else { self.digits(count) }
    }

    fn any_of(&mut self, wanted: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        wanted.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn blanks(&mut self) {
        while self.any_of(b" \t,").is_some() {}
    }

    fn word(&mut self, wanted: &[&str]) -> bool {
        for word in wanted {
            let Some(start) = self.0.get(..word.len()) else { continue };
            let ends = self.0.get(word.len()).is_none_or(|next| !next.is_ascii_alphabetic());
            if start.eq_ignore_ascii_case(word.as_bytes()) && ends {
                self.0 = self.0.get(word.len()..).unwrap_or_default();
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(read(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn iso_in_all_its_shapes() {
        check("2025", Some("2025"));
        check("2025-10", Some("2025-10"));
        check("2025-10-28", Some("2025-10-28"));
        check("20251028", Some("2025-10-28"));
        check("2025/10/28", Some("2025-10-28"));
        check("2025-10-28T09:13:00+01:00", Some("2025-10-28T09:13:00+01:00"));
        check("2025-10-28T09:13:00.123Z", Some("2025-10-28T09:13:00Z"));
        check("2025-10-28 09:13:00 +0100", Some("2025-10-28T09:13:00+01:00"));
        check("2025-10-28T09:13", Some("2025-10-28T09:13:00"));
        check("20251028T091300Z", Some("2025-10-28T09:13:00Z"));
        check("2025-10-28T09:13:00-03:30", Some("2025-10-28T09:13:00-03:30"));
    }

    #[test]
    fn words_and_unix_time() {
        check("Tue, 28 Oct 2025 09:13:00 +0100", Some("2025-10-28T09:13:00+01:00"));
        check("Tue Oct 28 2025 10:12:13 GMT+0100 (Mitteleuropäische Normalzeit)", Some("2025-10-28T10:12:13+01:00"));
        check("October 28, 2025 4:05 PM", Some("2025-10-28T16:05:00"));
        check("1761639180", Some("2025-10-28T08:13:00Z"));
        check("1761639180000", Some("2025-10-28T08:13:00Z"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "gestern",
            "2025-13-01",
            "2025-02-30",
            "12345",
            "0000-00-00",
            "20077-01-01",
            "28",
            "Oct",
            "may be",
            "{{date}}",
        ] {
            check(text, None);
        }
    }
}
