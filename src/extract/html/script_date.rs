//! The date of publication in the scripts of a page that says it nowhere else: `"publishedAt":"2025-10-28T09:13:00Z"`.
//!
//! Such scripts hold other articles, too, so a date counts only where the same key names no other day.

use super::Sources;
use super::dated::read as read_date;
use crate::dates::Date;
use crate::page::Content;

/// Keys of dates of publication, the best first; case and `_` do not count.
const KEYS: &[&str] = &[
    "datepublished",
    "publishedat",
    "publisheddate",
    "publishdate",
    "publicationdate",
    "firstpublished",
    "firstpublishedat",
    "datepublish",
    "publishedtime",
    "publishtime",
    "pubdate",
    "datecreated",
    "createdat",
    "creationdate",
];

/// The most places that are looked at.
const MOST: usize = 400;

/// Reads the date.
pub(super) fn read(sources: &Sources<'_>) -> Option<(Date, String)> {
    let Content::Html(markup) = &sources.page.content else { return None };
    let mut found: Vec<(usize, Date)> = Vec::new();
    let starts = [("ubli", 24), ("ubDate", 4), ("ubdate", 4), ("reat", 12)];
    for (piece, _) in starts {
        for (at, _) in markup.match_indices(piece).take(MOST) {
            if let Some((rank, date)) = pair_at(markup, at, sources) {
                found.push((rank, date));
            }
        }
    }
    let best = found.iter().map(|(rank, _)| *rank).min()?;
    let mut days = found.iter().filter(|(rank, _)| *rank == best).map(|(_, date)| *date);
    let first = days.next()?;
    let key = KEYS.get(best)?;
    days.all(|date| date.first_day() == first.first_day()).then(|| (first, format!("script {key}")))
}

/// Reads the key around this place and the value after it.
fn pair_at(markup: &str, at: usize, sources: &Sources<'_>) -> Option<(usize, Date)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let bytes = markup.as_bytes();
    let before = bytes.get(..at)?.iter().rev().take(24).take_while(|byte| is_part(byte)).count();
    let after = bytes.get(at..)?.iter().take(24).take_while(|byte| is_part(byte)).count();
    let name: String =
        markup.get(at - before..at + after)?.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase();
    let rank = KEYS.iter().position(|key| *key == name)?;
    let rest = markup.get(at + after..)?;
    let rest = rest.get(..rest.char_indices().nth(64).map_or(rest.len(), |(end, _)| end))?;
    // `":"`, `\":\"`, `&quot;:&quot;`, `: '`, ` = "`
    let rest = rest.replace("&quot;", "\"");
    let value = rest.trim_start_matches(['"', '\'', '\\', ' ']);
    let value = value.strip_prefix([':', '='])?.trim_start_matches(['"', '\'', '\\', ' ']);
    let end = value.find(['"', '\'', '\\', ';', '}', '<', '&'])?;
    let date = read_date(value.get(..end)?, sources).filter(|date| date.has_day())?;
    Some((rank, date))
}
