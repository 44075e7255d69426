//! Undoes what `lynx -dump` adds to a page: the addresses of its links below the text, the feeds above it.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// Returns the text with an empty line in the place of every line that only lists links, and without fields and buttons.
pub(super) fn without_links(text: &str) -> Cow<'_, str> {
    let fields = text.contains("(BUTTON)") || text.contains("____");
    if !text.contains("[1]") && !text.contains("References") && !fields {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let end = lines.iter().rposition(|line| line.trim() == "References").filter(|at| {
        let listed = lines.iter().skip(at + 1).filter(|line| !line.trim().is_empty()).take(2);
        listed.clone().count() > 0 && listed.clone().all(|line| LISTED.is_match(line))
    });
    let end = end.unwrap_or(lines.len());
    let kept: Vec<Cow<'_, str>> = lines
        .into_iter()
        .enumerate()
        .map(|(at, line)| match line {
            _ if at >= end || FEED.is_match(line) => Cow::Borrowed(""),
            _ if fields => FIELD.replace_all(line, " "),
            _ => Cow::Borrowed(line),
        })
        .collect();
    Cow::Owned(kept.join("\n"))
}

/// A line of the list `References`.
static LISTED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\s*(?:\d{1,4}\.\s+[a-zA-Z][a-zA-Z\d+.-]*:\S.*|(?:Visible|Hidden) links:)\s*$"));
/// Buttons and fields of forms, with the number of their link.
static FIELD: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:\[\d{1,4}\])?(?:\(BUTTON\)|_{4,})"));
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
