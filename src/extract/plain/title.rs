//! Finds the headline: a line above the body that shares its words with it.

use std::collections::BTreeSet;

use super::body::Kept;
use super::head::opens_the_body;
use super::line::{Line, Look};
use crate::article::BlockKind;
use crate::dates;
use crate::extract::byline;
use crate::extract::furniture::Furniture;

/// How many lines above the body are looked at.
const WINDOW: usize = 150;
/// Shorter words say little about a subject.
const TELLING: usize = 5;
/// Less is no headline.
const LEAST: i64 = 8;

/// Returns the place of the headline.
pub(super) fn find(lines: &[Line], kept: &[Kept], from: usize, prose: &str) -> Option<usize> {
    let paragraphs: Vec<usize> = kept
        .iter()
        .filter(|kept| {
            kept.place >= from
                && kept.kind != BlockKind::Heading
                && lines.get(kept.place).is_some_and(|line| line.look == Look::Prose)
        })
        .map(|kept| kept.place)
        .collect();
    let first = *paragraphs.first()?;
    let limit = paragraphs.get(2).or(paragraphs.get(1)).copied().unwrap_or(first).clamp(first, first + WINDOW);
    let vocabulary: BTreeSet<String> = prose.split(|c: char| !c.is_alphanumeric()).filter_map(stem).collect();
    let mut best: Option<(i64, usize)> = None;
    let mut scores = std::collections::BTreeMap::new();
    for place in first.saturating_sub(WINDOW)..limit {
        let Some(score) = score(lines, place, first, &vocabulary, prose) else { continue };
        scores.insert(place, score);
        if score >= LEAST && best.is_none_or(|(known, _)| score >= known) {
            best = Some((score, place));
        }
    }
    let (mut score, mut place) = best?;
    // Deks and captions share even more words with the text; they are longer than the headline above them.
    let words = |place: usize| lines.get(place).map_or(0, |line| line.words);
    let ends = |place: usize| lines.get(place).is_some_and(|line| line.text.ends_with(['.', ':', ',']));
    for _ in 0..3 {
        let long = words(place) > 17 || lines.get(place).is_some_and(|line| line.look == Look::Prose);
        let above = scores.range(place.saturating_sub(14)..place).rev().take(5);
        let headline = above
            .filter(|(above, other)| {
                let touches = **above + 1 == place && words(**above) > 5 && **other + 22 >= score;
                let shorter = long && words(**above) + 2 < words(place) && **other + 18 >= score;
                words(**above) >= 5 && words(**above) < words(place) + 3 && !ends(**above) && (touches || shorter)
            })
            .max_by_key(|(above, other)| (**other, **above));
        let Some((&above, &other)) = headline else { break };
        (score, place) = (other, above);
    }
    // A breadcrumb ends with the headline, which mostly stands on a line of its own, too.
    let crumb = lines.get(place).and_then(|line| last_crumb(&line.text));
    let own = crumb.and_then(|crumb| {
        (place + 1..(place + 8).min(lines.len())).find(|next| lines.get(*next).is_some_and(|next| next.text == crumb))
    });
    Some(own.unwrap_or(place))
}

/// Returns the last step of a breadcrumb: `Sie sind hier: Start » Hafen » Neue Kähne`.
fn last_crumb(text: &str) -> Option<&str> {
    let sign = [" » ", " › ", " > ", " → "].into_iter().find(|sign| text.contains(sign))?;
    let last = text.rsplit(sign).next()?.trim();
    (!last.is_empty()).then_some(last)
}

/// Returns the headline without the breadcrumb that markup ran into it: `StartHafenNeue Kähne kommen`.
pub(super) fn bare(text: &str, prose: &str) -> String {
    if let Some(last) = last_crumb(text).filter(|last| last.split_whitespace().count() >= 2) {
        return last.to_owned();
    }
    let Some(rest) = ["Home", "Startseite", "Start"].iter().find_map(|start| text.strip_prefix(start)) else {
        return text.to_owned();
    };
    if !rest.starts_with(char::is_uppercase) {
        return text.to_owned();
    }
    // The headline begins behind the last place where a small letter runs into a capital, unless the text
    // writes the word so.
    let mut start = 0;
    let mut before = [' ', ' '];
    for (at, c) in rest.char_indices() {
        if c.is_uppercase() && before.iter().all(|c| c.is_lowercase()) {
            let (left, right) = rest.split_at(at);
            let word = |text: &str| text.split_whitespace().next().unwrap_or_default().to_owned();
            let left: String = left.split_whitespace().next_back().unwrap_or_default().to_owned();
            let glued = left + &word(right);
            if !prose.contains(glued.as_str()) && right.split_whitespace().count() >= 3 {
                start = at;
            }
        }
        before = [before[1], c];
    }
    rest.get(start..).unwrap_or(rest).to_owned()
}

fn score(lines: &[Line], place: usize, first: usize, vocabulary: &BTreeSet<String>, prose: &str) -> Option<i64> {
    let line = lines.get(place)?;
    let characters = line.text.chars().count();
    if line.furniture.is_some() || line.words == 0 || characters > 260 || line.words > 36 || characters < 4 {
        return None;
    }
    if line.announces || super::source::logo(&line.text).is_some() {
        return None;
    }
    // A question above the credit of a picture is no caption but the headline.
    let caption = super::body::is_caption(lines, place);
    if caption && (!line.text.ends_with('?') || byline::photo_credit(&line.text).is_some()) {
        return None;
    }
    let ends = line.text.ends_with(['.', ':', ',', ';']);
    if place >= first && (line.look == Look::Prose && ends || line.words > 24) {
        return None;
    }
    let stems: Vec<String> = line.text.split(|c: char| !c.is_alphanumeric()).filter_map(stem).collect();
    let told = i64::try_from(
        stems
            .iter()
            .filter(|stem| {
                vocabulary.contains(*stem)
                    || stem.chars().any(|c| u32::from(c) > 0x1100) && prose.contains(stem.as_str())
            })
            .count(),
    )
    .ok()?;
    let all = i64::try_from(stems.len()).ok()?;
    let mut score = match all {
        0 => 0,
        1 | 2 => 14 * told / all,
        _ => {
            if line.words > 4 {
                46 * told / (all + 1)
            } else {
                32 * told / (all + 1)
            }
        }
    };
    score += match line.words {
        1 => -8,
        2 => -4,
        3 | 4 => 4,
        5..=16 => 12,
        words => 12 - i64::try_from((words - 16) / 2).unwrap_or(20),
    };
    // Share buttons and the like do not part a headline from its text; other labels do.
    let between = lines.get(place.min(first)..place.max(first)).unwrap_or_default();
    let distance = i64::try_from(between.iter().filter(|line| line.furniture.is_none()).count()).ok()?;
    score -= (distance * 3 / 10).min(14);
    // Breadcrumbs and labels of players hold the headline and more.
    if [" » ", " › ", " > ", "→"].iter().any(|sign| line.text.contains(sign)) {
        score -= 20;
    }
    if caption {
        score -= 14;
    }
    // A line that goes on after dots is the dek.
    if line.text.starts_with('…') || line.text.starts_with("...") {
        score -= 25;
    }
    if ends {
        score -= if line.look == Look::Prose { 26 } else { 12 };
    }
    if line.depth == Some(1) {
        score += 60;
    }
    if line.linked {
        score -= 20;
    }
    if line.stands_alone() {
        score += 4;
    }
    if (place + 1..place + 6).any(|next| lines.get(next).is_some_and(|next| opens_the_body(next) || next.announces)) {
        score += 9;
    }
    if place
        .checked_sub(1)
        .and_then(|before| lines.get(before))
        .is_some_and(|before| before.furniture == Some(Furniture::Ticker))
    {
        score -= 24;
    }
    // Tabs, breadcrumbs and labels of players repeat the headline; menus repeat their words more often.
    let again = lines
        .iter()
        .filter(|other| line.words >= 5 && (other.text.starts_with(&line.text) || other.text.ends_with(&line.text)))
        .take(6)
        .count();
    let next = lines.get(place + 1).map(|next| next.text.as_str());
    let as_a_block = again > 1
        && lines.windows(2).enumerate().any(|(other, pair)| match pair {
            [one, two] => other != place && one.text == line.text && Some(two.text.as_str()) == next,
            _ => false,
        });
    match again {
        _ if as_a_block => score -= 12,
        2..=4 => score += 14,
        5.. if line.words < 6 => score -= 12,
        5.. => score += 6,
        _ => {}
    }
    let holds_another =
        lines.get(place.saturating_sub(60)..(place + 12).min(lines.len())).unwrap_or_default().iter().any(|other| {
            other.words >= 4
                && other.text.len() < line.text.len()
                && (line.text.ends_with(&other.text) || line.text.starts_with(&other.text))
        });
    if holds_another {
        score -= 12;
    }
    if !dates::find_all(&line.text, false).is_empty() {
        score -= 25;
    }
    let small = line.text.chars().any(char::is_lowercase);
    let cased = line.text.chars().any(char::is_uppercase);
    if cased && !small && line.words > 4 || byline::person(&line.text).is_some() && line.words > 1 {
        score -= 12;
    }
    if line.text.contains(". ") || line.text.contains("? ") && line.words > 14 {
        score -= 10;
    }
    if place > first {
        score -= 34;
    }
    // Names and menus have capitals only; so have headlines in English title case, but for a few small words.
    let capitals = line.text.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
    if capitals && cased && small && line.words > 4 {
        score -= if line.text.contains([':', ',', '?', '’', '„', '"']) { 6 } else { 14 };
    }
    if lines.get(place + 1).is_some_and(|next| next.is_prose() && next.words < 60) {
        score += 4;
    }
    if lines.get(place.saturating_sub(6)..place).unwrap_or_default().iter().any(|before| before.announces) {
        score -= 12;
    }
    Some(score)
}

/// Tells whether a line holds mostly the words of the headline: another version of it.
pub(super) fn says_the_same(text: &str, headline: &str) -> bool {
    let stems =
        |text: &str| -> BTreeSet<String> { text.split(|c: char| !c.is_alphanumeric()).filter_map(stem).collect() };
    let (own, known) = (stems(text), stems(headline));
    !own.is_empty() && own.intersection(&known).count() * 10 >= own.len().min(known.len()) * 5
}

/// The start of a word, so that inflected forms meet; `None` for short words.
fn stem(word: &str) -> Option<String> {
    let count = word.chars().count();
    let wide = word.chars().any(|c| u32::from(c) > 0x1100);
    if count < TELLING && !(wide && count > 1) && !word.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    Some(word.to_lowercase().chars().take(if wide { 3 } else { 6 }).collect())
}
