//! Periods of the calendar, by which articles are counted. A period is named by any day in it.

use time::{Date, Duration, Month};

/// A kind of period: each day lies in just one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// A week after ISO 8601: it begins on Monday and belongs to the year that its Thursday lies in.
    Week,
    /// A month.
    Month,
    /// Three months, the first from January on.
    Quarter,
    /// A year.
    Year,
}

impl Period {
    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// Returns the first day of the period that a day lies in.
    pub fn first_day(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => day.saturating_sub(Duration::days(day.weekday().number_days_from_monday().into())),
            Self::Month => first_of(day.year(), day.month()),
            Self::Quarter => first_of(day.year(), quarter_start(day.month())),
            Self::Year => first_of(day.year(), Month::January),
        }
    }

    /// Returns the last day of the period that a day lies in.
    pub fn last_day(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => self.first_day(day).saturating_add(Duration::days(6)),
            Self::Month => last_of(day.year(), day.month()),
            Self::Quarter => last_of(day.year(), quarter_start(day.month()).nth_next(2)),
            Self::Year => last_of(day.year(), Month::December),
        }
    }

    /// Returns the number of the period that a day lies in: that of the next is one higher. Months and quarters of a
    /// year begin with a multiple of twelve and four.
    pub fn number(self, day: Date) -> i32 {
        let month = i32::from(u8::from(day.month())) - 1;
        match self {
            Self::Day => day.to_julian_day(),
            // The count of Julian days began on a Monday.
            Self::Week => day.to_julian_day().div_euclid(7),
            Self::Month => day.year() * 12 + month,
            Self::Quarter => day.year() * 4 + month / 3,
            Self::Year => day.year(),
        }
    }

    /// Returns what the period that a day lies in is called: `2025-10-28`, `2025-W44`, `2025-10`, `2025-Q4` or `2025`.
    pub fn label(self, day: Date) -> String {
        let (year, month) = (day.year(), u8::from(day.month()));
        match self {
            Self::Day => super::Date::Day(day).to_string(),
            Self::Week => {
                let (year, week, _) = day.to_iso_week_date();
                format!("{year:04}-W{week:02}")
            }
            Self::Month => format!("{year:04}-{month:02}"),
            Self::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Self::Year => format!("{year:04}"),
        }
    }
}

fn quarter_start(month: Month) -> Month {
    month.nth_prev((u8::from(month) - 1) % 3)
}

fn first_of(year: i32, month: Month) -> Date {
    Date::from_calendar_date(year, month, 1).unwrap_or(Date::MIN)
}

fn last_of(year: i32, month: Month) -> Date {
    Date::from_calendar_date(year, month, month.length(year)).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    const ALL: [Period; 5] = [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year];

    #[track_caller]
    fn check(period: Period, day: Date, expected: (&str, Date, Date)) {
        assert_eq!((period.label(day).as_str(), period.first_day(day), period.last_day(day)), expected);
    }

    #[test]
    fn a_week_belongs_to_the_year_of_its_thursday() {
        check(Period::Week, date!(2025 - 10 - 28), ("2025-W44", date!(2025 - 10 - 27), date!(2025 - 11 - 02)));
        check(Period::Week, date!(2024 - 12 - 30), ("2025-W01", date!(2024 - 12 - 30), date!(2025 - 01 - 05)));
        check(Period::Week, date!(2024 - 12 - 29), ("2024-W52", date!(2024 - 12 - 23), date!(2024 - 12 - 29)));
        check(Period::Week, date!(2027 - 01 - 03), ("2026-W53", date!(2026 - 12 - 28), date!(2027 - 01 - 03)));
    }

    #[test]
    fn months_quarters_and_years_end_on_their_last_day() {
        check(Period::Day, date!(2024 - 02 - 29), ("2024-02-29", date!(2024 - 02 - 29), date!(2024 - 02 - 29)));
        check(Period::Month, date!(2024 - 02 - 03), ("2024-02", date!(2024 - 02 - 01), date!(2024 - 02 - 29)));
        check(Period::Month, date!(1900 - 02 - 03), ("1900-02", date!(1900 - 02 - 01), date!(1900 - 02 - 28)));
        check(Period::Quarter, date!(2024 - 02 - 29), ("2024-Q1", date!(2024 - 01 - 01), date!(2024 - 03 - 31)));
        check(Period::Quarter, date!(2025 - 12 - 31), ("2025-Q4", date!(2025 - 10 - 01), date!(2025 - 12 - 31)));
        check(Period::Year, date!(2025 - 10 - 28), ("2025", date!(2025 - 01 - 01), date!(2025 - 12 - 31)));
    }

    proptest! {
        #[test]
        fn periods_lie_side_by_side(days in 0_i32..580_000) {
            let day = date!(1400 - 01 - 01).saturating_add(Duration::days(days.into()));
            for period in ALL {
                let (first, last) = (period.first_day(day), period.last_day(day));
                prop_assert!(first <= day && day <= last);
                prop_assert_eq!((period.label(first), period.label(last)), (period.label(day), period.label(day)));
                let next = last.next_day().expect("a day");
                prop_assert_eq!(period.first_day(next), next);
                prop_assert_eq!(period.number(next), period.number(day) + 1);
                prop_assert_eq!(period.number(first), period.number(day));
                prop_assert!(period.label(next) > period.label(day));
            }
        }
    }
}
