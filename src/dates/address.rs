//! Reads the date in the address of a page: `/2025/10/28/`, `/2025-10-28-`, `/20251028/`, `/2025/10/`.

use super::{Date, find_all};

/// Reads the day, else the month, that an address names in its path.
pub fn in_address(address: &str) -> Option<Date> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).split_once('/')?.1;
    let path = path.split(['?', '#']).next()?;
    let parted: String = path.chars().map(|c| if matches!(c, '_' | '/') { '-' } else { c }).collect();
    let found = find_all(&parted.replace("--", "-"), false).into_iter().map(|found| found.date.without_time());
    // Numbers of articles look like `01-02-2025` as well; the year first is what programs write.
    found.into_iter().next().or_else(|| in_one_number(path)).or_else(|| month(path))
}

/// `20251028` between other characters than digits.
fn in_one_number(path: &str) -> Option<Date> {
    path.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 8).find_map(|number| {
        let part = |from: usize, to: usize| number.get(from..to)?.parse::<u16>().ok();
        let year = part(0, 4).filter(|year| (1990..2100).contains(year))?;
        Date::day(i32::from(year), u8::try_from(part(4, 6)?).ok()?, u8::try_from(part(6, 8)?).ok()?)
    })
}

/// `/2025/10/` or `/2025-10/`.
fn month(path: &str) -> Option<Date> {
    let parts: Vec<&str> = path.split(['/', '-']).take(12).collect();
    parts.windows(2).find_map(|pair| {
        let [year, month] = pair else { return None };
        let year = year.parse().ok().filter(|year| (1990..2100).contains(year))?;
        let month = month.parse().ok().filter(|_| month.len() == 2)?;
        Date::month(year, month)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(in_address(address).map(|date| date.to_string()).as_deref(), expected, "{address}");
    }

    #[test]
    fn dates_in_addresses() {
        check("https://hafenkurier.example/2025/10/28/hafen", Some("2025-10-28"));
        check("https://hafenkurier.example/lokal/2025-10/28/c_11.htm", Some("2025-10-28"));
        check("https://hafenkurier.example/2025_10_28_hafen.html", Some("2025-10-28"));
        check("https://hafenkurier.example/welt/20251028-OYT1/", Some("2025-10-28"));
        check("https://hafenkurier.example/2025/10/hafen", Some("2025-10"));
        check("https://hafenkurier.example/hafen-25102812345", None);
        check("https://hafenkurier.example/artikel/12345678", None);
        check("https://hafenkurier.example/?date=2025-10-28", None);
        check("2025-10-28", None);
    }
}
