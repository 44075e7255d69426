//! The publication: its logo line, or the name that stands at the very top of the page.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::address;
use super::line::{Line, Look};

/// How many lines from the top may name the publication.
const TOP: usize = 12;

/// Returns the name of the publication and the place of the line that gives it; the headline stands at `title`.
pub(super) fn find(lines: &[Line], title: Option<usize>, hosts: &BTreeSet<String>) -> Option<(String, usize)> {
    let logos = lines.iter().enumerate().take(400).find_map(|(place, line)| Some((logo(&line.text)?, place)));
    if logos.is_some() {
        return logos;
    }
    if let Some(found) = as_a_host(lines, title, hosts) {
        return Some(found);
    }
    // A name at the top counts if it is set in capitals or named again in the copyright line.
    let is_name = |line: &Line| {
        line.furniture.is_none() && !line.text.chars().any(char::is_lowercase) && line.text.chars().count() >= 6
    };
    let capital = lines.iter().enumerate().take(8).find(|(_, line)| is_name(line));
    let first = lines.iter().enumerate().take(3).find(|(_, line)| line.furniture.is_none());
    let (place, line) = capital.or(first)?;
    let name = &line.text;
    let short = (1..=4).contains(&line.words) && (4..=40).contains(&name.chars().count()) && line.look == Look::Label;
    if !short
        || name.contains([':', '/', '|', '?', '!', '@', ','])
        || name.chars().any(|c| c.is_ascii_digit())
        || line.depth.is_some()
        || name.split_whitespace().all(super::kicker::is_section)
    {
        return None;
    }
    let capitals = place < 8
        && name.chars().any(char::is_uppercase)
        && !name.chars().any(char::is_lowercase)
        && name.chars().count() >= 6;
    let lower = name.to_lowercase();
    let again = lines.iter().rev().take(60).map(|other| (other, other.text.to_lowercase())).any(|(other, text)| {
        (other.text.contains(['©', '®']) || text.starts_with("copyright")) && text.contains(&lower)
    });
    (capitals || again).then(|| (name.clone(), place))
}

/// A name at the top is the publication's where an address on the page has it as its host:
/// `Küsten-Bote` or `Küsten-Bote -- Meldungen` and `https://kuesten-bote.example/…`.
fn as_a_host(lines: &[Line], title: Option<usize>, hosts: &BTreeSet<String>) -> Option<(String, usize)> {
    let top = lines.iter().enumerate().take(TOP).filter(|(place, _)| Some(*place) != title);
    for (place, line) in top {
        if line.furniture.is_some() || line.words > 9 || line.look == Look::Prose {
            continue;
        }
        let parts = [" -- ", " | ", " – ", " — ", " - ", " · "].iter().flat_map(|sign| line.text.split(sign));
        for name in parts.map(str::trim).filter(|name| name.chars().count() <= 40) {
            if hosts.contains(&address::folded(name)) {
                return Some((name.to_owned(), place));
            }
        }
    }
    None
}

/// Returns the name in a logo line: `Logo Hafenkurier`, `Hafenkurier Logo`.
pub(super) fn logo(text: &str) -> Option<String> {
    let captures = LOGO.captures(text)?;
    let name = captures.get(1).or_else(|| captures.get(2))?.as_str().trim();
    (name.chars().count() <= 40 && name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()))
        .then(|| name.to_owned())
}

static LOGO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[Ll]ogo(?:\s+(?:von|of|der|des|the))?:?\s+(\S.{1,38})|(\S.{1,38}?)[\s-]+[Ll]ogo)$")
        .expect("the pattern is part of the program and tested")
});
