//! The byline of the article: the lines around the headline that name its authors.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::line::{Line, Look};
use crate::extract::agency;
use crate::extract::byline::{self, Byline};
use crate::extract::furniture::Furniture;

/// How far below the headline a byline is looked for: galleries stand between them.
const REACH: usize = 300;

/// The byline, its first line and all of its lines.
pub(super) struct Found {
    pub(super) byline: Byline,
    pub(super) first: usize,
    pub(super) places: Vec<usize>,
}

/// Finds the byline around the headline (`top`), between `start` and the first paragraph; `used` lines are taken.
pub(super) fn find(
    lines: &[Line],
    (top, start, first): (usize, usize, usize),
    used: &BTreeSet<usize>,
    prose: &str,
) -> Option<Found> {
    let announced =
        |place: usize| lines.get(place).filter(|line| line.announces).and_then(|line| byline::announced(&line.text));
    let bare = |place: usize| {
        let line = lines.get(place)?;
        let below_dek = place.checked_sub(1).is_some_and(|before| used.contains(&before));
        let beside = below_dek || stands_as_byline(lines, place, top);
        if !beside || !is_label(line) || stands_above_a_credit(lines, place) || used.contains(&place) {
            return None;
        }
        let found = byline::read(&line.text);
        // Whom the text speaks of is a keyword of the article, not its author; notes on authors open with the name.
        let named =
            |name: &String| prose.lines().any(|text| text.contains(name.as_str()) && !text.starts_with(name.as_str()));
        let spoken_of = !is_dated(&line.text) && found.agencies.is_empty() && found.names.iter().any(named);
        (mostly_names(&found, &line.text) && !spoken_of).then_some(found)
    };
    let end = first.min(top + REACH);
    // Only where no line says `Von` or `By` may a bare name be the byline.
    collect(top.saturating_sub(4)..end, announced).or_else(|| collect(start..end, bare))
}

/// Puts the names of all lines that are bylines together.
fn collect(places: Range<usize>, byline_of: impl Fn(usize) -> Option<Byline>) -> Option<Found> {
    let mut all: Option<Found> = None;
    for place in places {
        let Some(found) = byline_of(place) else { continue };
        let all = all.get_or_insert_with(|| Found { byline: Byline::default(), first: place, places: Vec::new() });
        for name in found.names {
            if !all.byline.names.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
                all.byline.names.push(name);
            }
        }
        all.byline.agencies.extend(found.agencies);
        all.places.push(place);
    }
    all
}

fn stands_above_a_credit(lines: &[Line], place: usize) -> bool {
    let credit = |line: &Line| line.furniture == Some(Furniture::PhotoCredit) && !line.gap_before;
    lines.get(place + 1).is_some_and(credit) || lines.get(place).is_some_and(|line| byline::is_photo_credit(&line.text))
}

fn is_label(line: &Line) -> bool {
    line.furniture.is_none() && line.look != Look::Prose && line.words <= 16 && !line.text.ends_with([',', ':'])
}

/// Tells whether a line holds a year or a word for publishing.
pub(super) fn is_dated(text: &str) -> bool {
    DATED.is_match(text)
}

/// A line that holds a year or a word for publishing beside the name.
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:19|20)\d{2}|published|veröffentlicht|publiziert|updated|aktualisiert|\bago\b")
        .expect("the pattern is part of the program and tested")
});

/// A name without `Von` is a byline only beside a date, a reading time, a portrait or right below headline and dek.
fn stands_as_byline(lines: &[Line], place: usize, top: usize) -> bool {
    let marks = |place: usize| {
        lines.get(place).is_some_and(|line| {
            matches!(
                line.furniture,
                Some(
                    Furniture::Date | Furniture::ReadingTime | Furniture::Ticker | Furniture::Media | Furniture::Share
                )
            ) || ANNOUNCES.contains(&line.text.to_lowercase().trim_end_matches(':').trim())
                || !crate::dates::find_all(&line.text, false).is_empty() && line.words < 16
        })
    };
    place <= top + 2
        || marks(place)
        || marks(place + 1)
        || marks(place.saturating_sub(1))
        || marks(place + 2)
        || marks(place.saturating_sub(2))
}

/// Words on a line of their own that announce the names on the next.
const ANNOUNCES: &[&str] = &[
    "von",
    "by",
    "autor",
    "autorin",
    "autoren",
    "author",
    "authors",
    "author of the article",
    "written by",
    "text",
    "par",
    "por",
    "di",
];

/// Tells whether names make up most of a line, each of them full: two words, an agency or an institution.
fn mostly_names(found: &Byline, text: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let named: usize = found.names.iter().map(|name| letters(name)).sum();
    let full = |name: &String| {
        name.split_whitespace().count() > 1 || byline::is_institution(name) || agency::named(name).is_some()
    };
    !found.names.is_empty()
        && found.names.iter().all(full)
        && named * 100 >= letters(text) * if is_dated(text) { 25 } else { 30 }
}
