//! A date, from a year to a second, written as ISO 8601 to the precision known.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::{Month, PrimitiveDateTime, UtcOffset};

/// A point in time as precise as its source gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Date {
    /// Only the year.
    Year(i32),
    /// Year and month.
    Month(i32, Month),
    /// A day.
    Day(time::Date),
    /// Day and time, local to the page, with the offset from UTC if the page names one.
    Time(PrimitiveDateTime, Option<UtcOffset>),
}

impl Date {
    /// Returns the day from numbers, if there is such a day in the years 1400 to 2999.
    pub fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        plausible(year)?;
        time::Date::from_calendar_date(year, month, day).ok().map(Self::Day)
    }

    /// Returns the month from numbers, if there is such a month in the years 1400 to 2999.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        plausible(year)?;
        Month::try_from(month).ok().map(|month| Self::Month(year, month))
    }

    /// Returns the year, if it is one of 1400 to 2999.
    pub fn year(year: i32) -> Option<Self> {
        plausible(year).map(Self::Year)
    }

    /// Returns the first day that the date may mean.
    pub fn first_day(self) -> time::Date {
        match self {
            Self::Year(year) => first_of(year, Month::January),
            Self::Month(year, month) => first_of(year, month),
            Self::Day(day) => day,
            Self::Time(at, _) => at.date(),
        }
    }

    /// Returns the last day that the date may mean.
    pub fn last_day(self) -> time::Date {
        match self {
            Self::Year(year) => last_of(year, Month::December),
            Self::Month(year, month) => last_of(year, month),
            Self::Day(day) => day,
            Self::Time(at, _) => at.date(),
        }
    }

    /// Returns the first second that the date may mean, counted from 1970 in the page's own time.
    pub fn first_second(self) -> i64 {
        match self {
            Self::Time(at, _) => at.assume_utc().unix_timestamp(),
            _ => self.first_day().midnight().assume_utc().unix_timestamp(),
        }
    }

    /// Tells whether day, month and year are known.
    pub fn has_day(self) -> bool {
        matches!(self, Self::Day(_) | Self::Time(..))
    }

    /// Returns the day, month or year without the time of day.
    pub fn without_time(self) -> Self {
        match self {
            Self::Time(at, _) => Self::Day(at.date()),
            other => other,
        }
    }
}

fn plausible(year: i32) -> Option<i32> {
    (1400..3000).contains(&year).then_some(year)
}

fn first_of(year: i32, month: Month) -> time::Date {
    time::Date::from_calendar_date(year, month, 1).unwrap_or(time::Date::MIN)
}

fn last_of(year: i32, month: Month) -> time::Date {
    time::Date::from_calendar_date(year, month, month.length(year)).unwrap_or(time::Date::MAX)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{:02}", u8::from(*month)),
            Self::Day(day) => write_day(f, *day),
            Self::Time(at, offset) => {
                write_day(f, at.date())?;
                write!(f, "T{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())?;
                match offset {
                    None => Ok(()),
                    Some(offset) if offset.is_utc() => write!(f, "Z"),
                    Some(offset) => {
                        let minutes = offset.whole_minutes();
                        let sign = if minutes < 0 { '-' } else { '+' };
                        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
                    }
                }
            }
        }
    }
}

fn write_day(f: &mut fmt::Formatter<'_>, day: time::Date) -> fmt::Result {
    write!(f, "{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::read(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no date")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        let february = Date::month(2024, 2).expect("a month");
        assert_eq!(february.last_day().day(), 29);
        assert_eq!(february.to_string(), "2024-02");
        assert_eq!(Date::day(2025, 2, 29), None);
        assert_eq!(Date::day(20077, 2, 2), None);
    }
}
