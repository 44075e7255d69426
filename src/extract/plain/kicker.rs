//! The kicker: the few words above the headline that name its subject.

use super::line::{Line, Look};

/// The kicker stands right above the headline and nowhere else on the page but among the keywords (`tags`);
/// else it is a menu's word.
pub(super) fn find(lines: &[Line], title: usize, tags: &[usize]) -> Option<(usize, String)> {
    let place = title.checked_sub(1)?;
    let line = lines.get(place)?;
    let short = (1..=9).contains(&line.words) && line.text.chars().count() <= 80;
    if !short
        || line.furniture.is_some()
        || line.look == Look::Prose
        || line.text.contains(['/', '|', '>', '›', '»', '•', '@'])
    {
        return None;
    }
    let text = line.text.to_lowercase();
    let again = lines
        .iter()
        .enumerate()
        .filter(|(place, other)| other.text.to_lowercase() == text && !tags.contains(place))
        .count();
    // Markup that runs words together is that of menus, too: `Lokales NachrichtenNachrichten`.
    if is_glued(&line.text) || is_menu(&line.text) {
        return None;
    }
    let named = line.announces || super::source::logo(&line.text).is_some();
    let alone =
        again == 1 && !named && line.text != lines.get(title)?.text && line.text.chars().any(char::is_alphabetic);
    alone.then(|| (place, line.text.trim_end_matches(':').trim().to_owned()))
}

/// Tells whether a line is a menu: the names of several sections.
fn is_menu(text: &str) -> bool {
    let sections = text.split_whitespace().filter(|word| is_section(word)).count();
    sections >= 2 && text.split_whitespace().count() > 2
}

/// Tells whether a word is the name of a section.
pub(super) fn is_section(word: &str) -> bool {
    SECTIONS.contains(&word.to_lowercase().as_str())
}

/// Names of sections that menus hold.
const SECTIONS: &[&str] = &[
    "news",
    "world",
    "politics",
    "business",
    "markets",
    "opinion",
    "sport",
    "sports",
    "culture",
    "arts",
    "life",
    "lifestyle",
    "tech",
    "technology",
    "science",
    "health",
    "travel",
    "games",
    "video",
    "videos",
    "weather",
    "home",
    "politik",
    "wirtschaft",
    "kultur",
    "panorama",
    "meinung",
    "wissen",
    "reise",
    "gesellschaft",
    "lokales",
    "region",
    "regional",
    "ausland",
    "inland",
    "feuilleton",
    "finanzen",
    "digital",
    "gesundheit",
    "wetter",
    "abo",
];

/// Tells whether a word holds the one before it again: `NachrichtenNachrichten`.
fn is_glued(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let (left, right) = word.split_at_checked(word.len() / 2).unwrap_or_default();
        left == right && left.chars().count() > 3
    })
}
