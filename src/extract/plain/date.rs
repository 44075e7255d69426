//! The date of publication: an absolute date beside headline and byline, or right below the body.

use std::sync::LazyLock;

use regex::Regex;

use super::line::{Line, Look};
use crate::article::Article;
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

/// How far above a line may say of its date that it is of publication.
const ABOVE_LABELLED: usize = 80;

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
        for place in (top.saturating_sub(ABOVE_LABELLED)..top).rev().filter(|place| labelled(lines, *place)) {
            read(lines, place, language, &mut dated);
        }
    }
    // `28. Oktober 2025 (geändert am 29. Oktober 2025)` in a gap of the body.
    if dated.published.is_none() {
        let both = |place: &usize| {
            let mut pair = Dated::default();
            read(lines, *place, language, &mut pair);
            pair.published.is_some() && pair.modified.is_some()
        };
        if let Some(place) = (first..end.min(lines.len())).find(both) {
            read(lines, place, language, &mut dated);
        }
    }
    if dated.published.is_none() {
        below(lines, end, language, &mut dated);
    }
    if let (Some((published, _)), Some((modified, _))) = (dated.published, dated.modified)
        && modified.last_day() < published.first_day()
    {
        dated.modified = None;
    }
    dated
}

/// Reads the dates right below the body, up to the first headline of another article.
fn below(lines: &[Line], end: usize, language: Option<&str>, dated: &mut Dated) {
    for place in end..(end + BELOW).min(lines.len()) {
        let Some(line) = lines.get(place) else { return };
        let announced = line.furniture == Some(Furniture::Date) || labelled(lines, place);
        if announced {
            read(lines, place, language, dated);
            continue;
        }
        let is_other = match line.furniture {
            None => line.words >= 4 && line.look != Look::Prose && !line.announces,
            Some(kind) => matches!(kind, Furniture::RelatedHead | Furniture::RelatedLine | Furniture::Comments),
        };
        if is_other {
            return;
        }
    }
}

/// Drops dates later than the saving of the page, and reads `vor 13 Minuten` beside the headline against it.
pub(super) fn settle(article: &mut Article, lines: &[Line], captured: Option<Date>) {
    let Some(captured) = captured else { return };
    let last = captured.last_day();
    let last = last.next_day().unwrap_or(last);
    let is_later = |date: Option<Date>| date.is_some_and(|date| date.first_day() > last);
    if is_later(article.published) {
        article.published = None;
        article.evidence.remove("published");
    }
    if is_later(article.modified) {
        article.modified = None;
        article.evidence.remove("modified");
    }
    if article.published.is_some() {
        return;
    }
    let Some(top) = lines.iter().position(|line| line.text.contains(&article.title)) else { return };
    // A time above the headline is another article's in a ticker.
    for line in lines.iter().skip(top + 1).take(12).take_while(|line| !line.is_prose()) {
        let parts = line.text.split(['|', '•', '·']);
        if let Some(date) = parts.filter(|part| part.len() < 80).find_map(|part| {
            let label = LABEL.find(part.trim()).map_or(0, |label| label.end());
            dates::relative(part.trim().get(label..)?, captured)
        }) {
            article.published = Some(date);
            let how = format!("text line {}, relative to capture", line.number);
            article.evidence.insert("published".to_owned(), how);
            return;
        }
    }
}

/// Tells whether a line says of its date that it is of publication, in itself or in a short line before it.
fn labelled(lines: &[Line], place: usize) -> bool {
    let own = lines.get(place).is_some_and(|line| PUBLISHED.is_match(&line.text));
    own || label_before(lines, place).is_some_and(|label| PUBLISHED.is_match(label))
}

/// `Veröffentlicht:` on a line of its own above a date.
fn label_before(lines: &[Line], place: usize) -> Option<&str> {
    let before = lines.get(place.checked_sub(1)?)?;
    let is_label = before.text.chars().count() <= 24 && !before.text.bytes().any(|byte| byte.is_ascii_digit());
    is_label.then_some(before.text.as_str())
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
    let text = GLUED_COUNT.replace_all(&text, "$1 $2");
    let joined = match lines.get(place + 1) {
        // `30. Juni 2025,` and `15:59 Uhr` on the next line.
        Some(next) if next.furniture == Some(Furniture::Date) && dates::find_all(&next.text, false).is_empty() => {
            format!("{} {}", text.trim_end_matches(','), next.text)
        }
        _ => text.into_owned(),
    };
    let month_first = language == Some("en");
    let mut from = 0;
    let changed_before = label_before(lines, place).is_some_and(|label| CHANGED.is_match(label));
    for found in dates::find_all(&joined, month_first) {
        if !short && !matches!(found.date, Date::Time(..)) {
            continue;
        }
        let before = joined.get(from..found.range.start).unwrap_or_default();
        let changed = CHANGED.is_match(before) || (from == 0 && changed_before);
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
/// `November 21, 202501747`: a number of readers or comments after the year.
static GLUED_COUNT: LazyLock<Regex> = LazyLock::new(|| regex(r"(\p{L}{3,9}\.? \d{1,2}, (?:19|20)\d{2})(\d+)"));
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)^(?:(?:zuletzt\s+)?aktualisiert|(?:last\s+)?updated|veröffentlicht|published|posted|stand)\s*:?\s+")
});
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)aktualisiert|geändert|bearbeitet|update|modified|edited|mis à jour|actualizado|atualizado|aggiornato|modific|bijgewerkt|uppdaterad|oppdatert|opdateret|aktualizov|zaktualizowano|güncelle|обновлен|оновлен|수정|更新",
    )
});
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:erst)?(?:veröffentlicht|erschienen|publiziert|published|posted|first published|stand|datum|date|publié|publicado|pubblicato|gepubliceerd|publicerad|publisert|opublikowano|publikováno|giriş|yayın(?:lanma)?|опубликовано|опубліковано|입력|등록|公開日|投稿日)\b",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}
