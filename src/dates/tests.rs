//! Properties of the room as a whole.

use proptest::prelude::*;
use time::{PrimitiveDateTime, Time, UtcOffset};

use super::{Date, find_all, read, relative};

/// Texts that look like dates, more often than chance would have it.
const PIECES: &str = r"((0?[1-9]|[123][0-9]|20[0-9]{2}|[0-9]{1,13})|[-/.:,T +Z]|Okt|Oktober|de |October|年|월|Uhr|vor |ago|é|ב|\PC){0,14}";

proptest! {
    #[test]
    fn no_text_is_too_strange(text in prop_oneof![any::<String>(), PIECES], month_first: bool) {
        let _ = read(&text);
        for found in find_all(&text, month_first) {
            prop_assert!(text.get(found.range.clone()).is_some_and(|read| !read.is_empty()));
        }
        let _ = relative(&text, Date::Day(time::Date::from_ordinal_date(2025, 300).expect("a day")));
    }

    #[test]
    fn what_is_read_prints_and_reads_back(text in PIECES) {
        if let Some(date) = read(&text) {
            prop_assert_eq!(read(&date.to_string()), Some(date), "{}", text);
        }
        for found in find_all(&text, false) {
            prop_assert_eq!(read(&found.date.to_string()), Some(found.date), "{}", text);
        }
    }

    #[test]
    fn any_time_prints_and_reads_back(day in 1_i32..365, year in 1400_i32..3000, second in 0_u32..86_400, zone in -96_i32..=96) {
        let day = time::Date::from_ordinal_date(year, u16::try_from(day).expect("small")).expect("a day");
        let time = Time::MIDNIGHT + time::Duration::seconds(i64::from(second));
        let offset = UtcOffset::from_whole_seconds(zone * 900).ok();
        let date = Date::Time(PrimitiveDateTime::new(day, time), offset);
        prop_assert_eq!(read(&date.to_string()), Some(date));
        prop_assert_eq!(read(&Date::Day(day).to_string()), Some(Date::Day(day)));
    }
}
