//! What documents for reading have in common: the line of counts, the line of facts, passages with their marks.

use std::ops::Range;

use super::form::Listing;
use crate::search::{Hit, Snippet};

/// Returns the line that says how many there are, and what is not shown of them.
pub(super) fn counted(listing: &Listing<'_>) -> String {
    let response = listing.response;
    let (total, groups) = (response.total, response.groups);
    let mut line = if total == 1 { "1 article matches".to_owned() } else { format!("{total} articles match") };
    if groups < total {
        line.push_str(&format!(", {groups} without those alike"));
    }
    if listing.last < groups {
        line.push_str(&format!("; shown up to number {}", listing.last));
    }
    if response.undated > 0 {
        line.push_str(&format!("; {} more without a date left out", response.undated));
    }
    line
}

/// Returns what is said below the title: source, date, authors, how many are alike.
pub(super) fn facts(hit: &Hit) -> Vec<String> {
    let article = &hit.article;
    let date = article.published.map(|date| date.without_time().to_string());
    let authors = (!article.authors.is_empty()).then(|| article.authors.join(", "));
    let truncated = article.truncated.as_ref().map(|_| "cut off".to_owned());
    let alike = (!hit.alike.is_empty()).then(|| format!("+{} alike", hit.alike.len()));
    [article.source.clone(), date, authors, truncated, alike].into_iter().flatten().collect()
}

/// Returns the passages of the text; title, kicker and dek stand above them.
pub(super) fn passages(hit: &Hit) -> impl Iterator<Item = &Snippet> {
    hit.snippets
        .iter()
        .filter(|snippet| !matches!(snippet.field, "title" | "kicker" | "dek") && !snippet.text.is_empty())
}

/// Returns the address of the article, if it leads into the web.
pub(super) fn link(hit: &Hit) -> Option<&str> {
    let url = hit.article.url.as_deref()?;
    let parsed = url::Url::parse(url).ok()?;
    matches!(parsed.scheme(), "http" | "https").then_some(url)
}

/// Returns text with its marks: what stands before and after each is put there, and each piece is made by `escape`.
pub(super) fn marked(
    text: &str,
    marks: &[Range<usize>],
    (before, after): (&str, &str),
    escape: impl Fn(&str) -> String,
) -> String {
    let mut out = String::new();
    let mut piece = String::new();
    let mut inside = false;
    let mut marks = marks.iter().peekable();
    for (at, c) in text.chars().enumerate() {
        while marks.next_if(|mark| mark.end <= at).is_some() {}
        let marked = marks.peek().is_some_and(|mark| mark.contains(&at));
        if marked != inside {
            out.push_str(&escape(&std::mem::take(&mut piece)));
            out.push_str(if marked { before } else { after });
            inside = marked;
        }
        piece.push(c);
    }
    out.push_str(&escape(&piece));
    if inside {
        out.push_str(after);
    }
    out
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "a list of one mark is meant")]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_escaped_and_marks_are_not() {
        let shown =
            |text: &str, marks: &[Range<usize>]| marked(text, marks, ("<", ">"), |piece| piece.replace('ü', "ue"));
        assert_eq!(shown("für Züge", &[4..8]), "fuer <Zuege>");
        assert_eq!(shown("a b", &[0..1, 2..3]), "<a> <b>");
        assert_eq!(shown("ab", &[0..1, 1..2]), "<ab>");
        assert_eq!(shown("", &[]), "");
    }
}
