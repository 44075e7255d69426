//! Undoes what `lynx -dump` adds to a page: the addresses of its links below the text, the feeds above it.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// Returns the text with an empty line in the place of every line that only lists links.
pub(super) fn without_links(text: &str) -> Cow<'_, str> {
    if !text.contains("[1]") {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let listed = lines.iter().rev().take_while(|line| LISTED.is_match(line)).count();
    let end = lines.len() - listed;
    let references = end.checked_sub(1).filter(|at| lines.get(*at).is_some_and(|line| line.trim() == "References"));
    let end = references.unwrap_or(lines.len());
    let kept: Vec<&str> = lines
        .into_iter()
        .enumerate()
        .map(|(at, line)| if at >= end || FEED.is_match(line) { "" } else { line })
        .collect();
    Cow::Owned(kept.join("\n"))
}

/// A line of the list `References`.
static LISTED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\s*(?:\d{1,4}\.\s+[a-zA-Z][a-zA-Z\d+.-]*:\S*|(?:Visible|Hidden) links:)?\s*$"));
/// `#[1]Hafenkurier RSS`: links that no reader sees.
static FEED: LazyLock<Regex> = LazyLock::new(|| regex(r"^\s*#\[\d{1,4}\]"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_links_are_dropped() {
        let text = "   #[1]Hafenkurier RSS\n   Der [2]Kai ist zu.\n\nReferences\n\n   Visible links:\n   1. https://hafenkurier.example/rss\n   2. https://hafenkurier.example/kai\n";
        assert_eq!(without_links(text).trim(), "Der [2]Kai ist zu.");
        assert_eq!(without_links("References\n\nto the harbour"), "References\n\nto the harbour");
    }
}
