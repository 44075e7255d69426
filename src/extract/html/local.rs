//! The day of publication where the article appeared, of a time that the page declares in UTC.
//!
//! `2025-02-24T02:25:54Z` is still the 23rd for a reader in New York. What tells it is on the page: the same moment
//! declared with an offset, the day shown beside the headline, the day in the address.

use time::{Duration, PrimitiveDateTime, UtcOffset};

use super::Sources;
use super::date_label::Label;
use super::shown_date::Shown;
use crate::dates::Date;

/// The zones of the world reach from twelve hours behind UTC to fourteen hours before it.
const WEST: Duration = Duration::hours(-12);
const EAST: Duration = Duration::hours(14);

/// Languages spoken in Central European Time and hardly elsewhere.
const CENTRAL: &[&str] =
    &["de", "it", "nl", "da", "sv", "nb", "nn", "no", "pl", "cs", "sk", "hu", "sl", "hr", "sq", "mt", "lb", "rm"];

/// Returns the local day or time of the first declared date, if it is in UTC and the page tells more.
pub(super) fn day(
    declared: &[(Date, String)],
    near: &[Shown],
    changed: Option<Date>,
    address: Option<Date>,
    sources: &Sources<'_>,
) -> Option<(Date, String)> {
    let (Date::Time(at, Some(offset)), how) = declared.first()? else { return None };
    let at = Some(*at).filter(|_| offset.is_utc())?;
    // The same moment with an offset, declared or shown.
    let is_same = |date: Date| match date {
        Date::Time(local, Some(offset)) => {
            let apart = (local.assume_offset(offset) - at.assume_utc()).abs();
            !offset.is_utc() && apart < Duration::minutes(2)
        }
        _ => false,
    };
    if let Some((date, other)) = declared.iter().find(|(date, _)| is_same(*date)) {
        return Some((*date, other.clone()));
    }
    if let Some(shown) = near.iter().find(|shown| is_same(shown.date)) {
        return Some((shown.date, format!("{how}, local by {}", shown.how)));
    }
    // The offset of the change, where both are in the same season of daylight saving.
    if let Some(Date::Time(changed_at, Some(offset))) = changed
        && !offset.is_utc()
        && (changed_at - at).abs() < Duration::days(14)
    {
        let local = at.checked_add(Duration::seconds(i64::from(offset.whole_seconds())))?;
        return Some((Date::Time(local, Some(offset)), format!("{how}, in the offset of the change")));
    }
    let shown = || near.iter().filter(|shown| shown.label != Label::Changed);
    if !shown().any(|shown| shown.date.first_day() == at.date()) {
        for shown in shown() {
            if let Some(date) = at_place(at, shown.date) {
                return Some((date, format!("{how}, local by {}", shown.how)));
            }
        }
        if let Some(date) = address.filter(|date| date.has_day()).and_then(|date| at_place(at, date)) {
            return Some((date, format!("{how}, local by url")));
        }
    }
    midnight(at, sources).map(|date| (date, format!("{how}, midnight in local time")))
}

/// Returns the local time or day if the shown date is another day and the same moment in some zone.
fn at_place(utc: PrimitiveDateTime, shown: Date) -> Option<Date> {
    if shown.first_day() == utc.date() {
        return None;
    }
    let day = shown.first_day();
    if let Date::Time(local, None) = shown {
        // Clocks differ by whole quarters of an hour; pages leave out the seconds.
        let quarters = ((local - utc).whole_seconds() + 450).div_euclid(900);
        let offset = Duration::seconds(quarters * 900);
        let rest = (local - utc - offset).abs();
        if offset >= WEST && offset <= EAST && rest < Duration::minutes(3) {
            let seconds = i32::try_from(offset.whole_seconds()).ok()?;
            return Some(Date::Time(utc.checked_add(offset)?, Some(UtcOffset::from_whole_seconds(seconds).ok()?)));
        }
    }
    let (first, last) = (utc.checked_add(WEST)?.date(), utc.checked_add(EAST)?.date());
    (first..=last).contains(&day).then_some(Date::Day(day))
}

/// A page of Central Europe that says 22:00 or 23:00 in UTC to the second means midnight, and so the next day.
fn midnight(utc: PrimitiveDateTime, sources: &Sources<'_>) -> Option<Date> {
    let language = sources.head.language.as_deref()?;
    let primary = language.get(..2)?.to_ascii_lowercase();
    let hour = match u8::from(utc.month()) {
        4..=9 => 22..=22,
        3 | 10 => 22..=23,
        _ => 23..=23,
    };
    let is_midnight = hour.contains(&utc.hour()) && utc.minute() == 0 && utc.second() == 0;
    (is_midnight && CENTRAL.contains(&primary.as_str())).then(|| utc.date().next_day().map(Date::Day)).flatten()
}
