//! Addresses in the text: the one that the page gives as its own, and the hosts that tell who publishes it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::line::Line;
use crate::article::canonical_url;

/// How many lines from the top and from the foot may hold the address of the page.
const EDGE: usize = 8;
/// How many addresses are looked at for hosts.
const MOST: usize = 1000;

/// Returns the address that a line at the edge of the page gives as its own, and the place of the line.
pub(super) fn find(lines: &[Line]) -> Option<(String, usize)> {
    let foot = lines.len().saturating_sub(EDGE).max(EDGE.min(lines.len()));
    let mut edges = (0..EDGE.min(lines.len())).chain(foot..lines.len());
    edges.find_map(|place| Some((own(&lines.get(place)?.text, place == 0)?, place)))
}

/// Reads `Quelle: https://…`; an address without a word before it counts on the first line only.
fn own(text: &str, first: bool) -> Option<String> {
    let captures = OWN.captures(text)?;
    (first || captures.get(1).is_some()).then(|| canonical_url(captures.get(2)?.as_str())).flatten()
}

/// Returns the names in the hosts of all addresses of a text, folded as [`folded`] does.
pub(super) fn hosts(text: &str) -> BTreeSet<String> {
    HOST.captures_iter(text)
        .take(MOST)
        .filter_map(|captures| {
            let labels: Vec<&str> = captures.get(1)?.as_str().trim_end_matches('.').split('.').collect();
            let name = labels.iter().rev().nth(1)?;
            // `hafenkurier.co.uk`: the short label belongs to the country.
            let name = if name.len() <= 3 { labels.iter().rev().nth(2).unwrap_or(name) } else { name };
            Some(folded(name)).filter(|name| name.len() >= 4)
        })
        .collect()
}

/// Returns a name as hosts spell it: small letters and digits only, `ue` for `ü`, no article before it.
pub(super) fn folded(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let bare = ["the ", "der ", "die ", "das "].iter().find_map(|article| lower.strip_prefix(article));
    let mut out = String::new();
    for c in bare.unwrap_or(&lower).chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            c if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

static OWN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:(quelle|source|url|link|permalink|adresse|address|original(?:artikel)?|online|(?:abgerufen|gespeichert) (?:von|unter)|retrieved from|saved from)\s*:?\s+)?<?(https?://[^\s<>]+)>?$",
    )
});
static HOST: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\bhttps?://([a-z0-9.-]{4,253})"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_page() {
        let own = |text: &str| own(text, false);
        assert_eq!(
            own("Quelle: https://www.hafenkurier.example/kai").as_deref(),
            Some("https://hafenkurier.example/kai")
        );
        assert_eq!(own("https://hafenkurier.example/kai"), None);
        assert_eq!(own("Quelle: Hafenamt, https://hafenkurier.example/kai"), None);
    }

    #[test]
    fn hosts_are_folded_as_names_are() {
        let found = hosts("https://www.kuesten-bote.example/a und http://hafenkurier.co.uk/b");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["hafenkurier", "kuestenbote"]);
        assert_eq!(folded("Der Küsten-Bote"), "kuestenbote");
    }
}
