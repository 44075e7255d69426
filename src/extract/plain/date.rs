//! The date of publication: an absolute date beside headline and byline, or right below the body.

use std::sync::LazyLock;

use regex::Regex;

use super::line::{Line, Look};
use crate::dates::{self, Date};
use crate::extract::furniture::Furniture;

/// The dates of an article and the places of their lines.
#[derive(Debug, Default)]
pub(super) struct Dated {
    pub(super) published: Option<(Date, usize)>,
    pub(super) modified: Option<(Date, usize)>,
}

/// How far above the headline a date still belongs to the article and not to the page.
const ABOVE: usize = 6;
/// How far below the body.
const BELOW: usize = 8;

/// Finds the dates around the headline (`top`), up to the first paragraph, else below the body.
pub(super) fn find(lines: &[Line], top: usize, first: usize, end: usize, language: Option<&str>) -> Dated {
    let mut dated = Dated::default();
    let below_title = top..(first + 1).min(lines.len()).min(top + 60);
    for place in below_title {
        read(lines, place, language, &mut dated);
    }
    if dated.published.is_none() {
        for place in (top.saturating_sub(ABOVE)..top).rev() {
            read(lines, place, language, &mut dated);
        }
    }
    if dated.published.is_none() {
        for place in end..(end + BELOW).min(lines.len()) {
            let announced = lines
                .get(place)
                .is_some_and(|line| line.furniture == Some(Furniture::Date) || PUBLISHED.is_match(&line.text));
            if announced {
                read(lines, place, language, &mut dated);
            }
        }
    }
    dated
}

fn read(lines: &[Line], place: usize, language: Option<&str>, dated: &mut Dated) {
    let Some(line) = lines.get(place) else { return };
    let count = line.text.chars().count();
    if count > 160 || line.look == Look::Prose && line.furniture.is_none() && !PUBLISHED.is_match(&line.text) {
        return;
    }
    // A caption may name the day of the picture.
    if line.furniture == Some(Furniture::PhotoCredit) || line.furniture == Some(Furniture::Foot) {
        return;
    }
    // So may a caption without a credit; lines for dates hold few other words.
    let short = line.words <= 9 || line.furniture == Some(Furniture::Date) || PUBLISHED.is_match(&line.text);
    // Browsers run year and clock together where markup parted them: `April 25, 20232:26 PM`.
    let text = GLUED_WORDS.replace_all(&line.text, "$1 $2");
    let text = GLUED.replace_all(&text, "$1 $2");
    let joined = match lines.get(place + 1) {
        // `30. Juni 2025,` and `15:59 Uhr` on the next line.
        Some(next) if next.furniture == Some(Furniture::Date) && dates::find_all(&next.text, false).is_empty() => {
            format!("{} {}", text.trim_end_matches(','), next.text)
        }
        _ => text.into_owned(),
    };
    let month_first = language == Some("en");
    let mut from = 0;
    for found in dates::find_all(&joined, month_first) {
        if !short && !matches!(found.date, Date::Time(..)) {
            continue;
        }
        let before = joined.get(from..found.range.start).unwrap_or_default();
        let changed = CHANGED.is_match(before);
        from = found.range.end;
        let slot = if changed { &mut dated.modified } else { &mut dated.published };
        if slot.is_none() {
            *slot = Some((found.date, place));
        }
    }
}

static GLUED_WORDS: LazyLock<Regex> = LazyLock::new(|| regex(r"(\p{Ll})(\p{Lu}\p{Ll}{2}|\d{1,2}[./]\d)"));
static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"\b((?:19|20)\d{2})(\d{1,2}:\d{2}|[A-Z]|\d{1,2} (?:years?|months?|weeks?|days?|hours?)\b)")
});
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)aktualisiert|geändert|bearbeitet|update|modified|mis à jour|actualizado|aggiornato|bijgewerkt|uppdaterad|oppdatert|opdateret",
    )
});
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:erst)?(?:veröffentlicht|erschienen|publiziert|published|posted|first published|stand|datum|date|publié|publicado|pubblicato)\b",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}
