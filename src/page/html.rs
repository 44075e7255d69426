//! Tells HTML from plain text, and reads the marks that saving programs leave in a page.

use crate::dates::{self, Date};

/// Elements that stand at the head of a page or make its parts: a text that begins with one is markup.
const OPENING: &[&str] = &[
    "html", "head", "body", "title", "meta", "link", "style", "script", "noscript", "base", "template", "iframe",
    "svg", "header", "nav", "main", "article", "section", "aside", "div", "table", "center", "h1", "h2", "p", "ul",
    "form",
];

/// Tells whether a text is HTML: an HTML tag near the start, and not Markdown with a tag in its midst.
pub(super) fn is_html(text: &str) -> bool {
    let start = without_comments(text);
    let head: String = start.chars().take(4096).collect::<String>().to_ascii_lowercase();
    if let Some(tag) = head.strip_prefix('<') {
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let ends = tag
            .get(name.len()..)
            .is_some_and(|rest| rest.starts_with(['>', '/']) || rest.starts_with(char::is_whitespace));
        if tag.starts_with("!doctype html") || ends && OPENING.contains(&name.as_str()) {
            return true;
        }
        let has = |tag: &&str| head.contains(tag);
        return ["<html", "<!doctype html", "<head", "<body", "<meta"].iter().any(has)
            || !tag.starts_with(['?', '!'])
                && ["<div", "<p>", "<p ", "<article", "<main", "<title", "<section", "<h1"].iter().any(has);
    }
    // Something stands before the page: a line of a server, the text of a frame.
    head.contains("<html") || head.contains("<!doctype html") || (head.contains("<body") && head.contains("<p"))
}

/// Returns a text from behind the comments, instructions and blanks at its start, however long they are.
fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let after = match rest.strip_prefix("<!--") {
            Some(comment) => comment.split_once("-->"),
            None => rest.strip_prefix("<?").and_then(|instruction| instruction.split_once('>')),
        };
        match after {
            Some((_, after)) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

/// Returns the address and the time of saving that SingleFile and browsers note in a comment at the head.
///
/// SingleFile: `<!-- Page saved with SingleFile url: https://… saved date: Tue Oct 28 2025 10:12:13 GMT+0100 (…) -->`;
/// browsers: `<!-- saved from url=(0042)https://… -->`.
pub(super) fn saved_from(markup: &str) -> (Option<String>, Option<Date>) {
    let head_end = markup.char_indices().nth(4096).map_or(markup.len(), |(at, _)| at);
    let head = markup.get(..head_end).unwrap_or_default();
    let comments = head.split("<!--").skip(1).filter_map(|rest| rest.split_once("-->").map(|(comment, _)| comment));
    for comment in comments {
        if comment.contains("Page saved with SingleFile") {
            let line = |key: &str| comment.lines().find_map(|line| line.trim().strip_prefix(key)).map(str::trim);
            let captured = line("saved date:").and_then(dates::read);
            return (line("url:").map(str::to_owned), captured);
        }
        if let Some(rest) = comment.trim().strip_prefix("saved from url=") {
            let address = rest.split_once(')').map_or(rest, |(_, address)| address);
            return (address.split_whitespace().next().map(str::to_owned), None);
        }
    }
    (None, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_text() {
        for html in [
            "<!DOCTYPE html><p>x",
            "\n<html>",
            "<!-- x --><html>",
            "<div><p>x</p></div>",
            "<?xml version=\"1.0\"?><html>",
            "<style>p {}</style><p>x",
            "<noscript>x</noscript>",
            "<link rel=a>x",
            "<SCRIPT\nsrc=a></SCRIPT>",
            &format!("<!-- {} -->\n<html>", "x".repeat(9000)),
            &format!("<style>{}</style><p>x", "x".repeat(9000)),
            "HTTP/1.1 200 OK\n\n<html>",
        ] {
            assert!(is_html(html), "{html}");
        }
        for text in [
            "Die USA",
            "# Title\n\ntext with <b>bold</b>",
            "<3 is a heart",
            "1 < 2",
            "<https://hafenkurier.example/>",
            "<pre",
            "<b>Note</b>: x",
            "<!-- x -->\n# Title",
        ] {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn marks_of_saving_programs() {
        let single = "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://hafenkurier.example/a \n saved date: Tue Oct 28 2025 10:12:13 GMT+0100 (MEZ)\n-->";
        let (address, captured) = saved_from(single);
        assert_eq!(address.as_deref(), Some("https://hafenkurier.example/a"));
        assert_eq!(captured.map(|date| date.to_string()).as_deref(), Some("2025-10-28T10:12:13+01:00"));
        let browser = "<!DOCTYPE html>\n<!-- saved from url=(0031)https://hafenkurier.example/b -->\n<html>";
        assert_eq!(saved_from(browser).0.as_deref(), Some("https://hafenkurier.example/b"));
        assert_eq!(saved_from("<html>é"), (None, None));
    }
}
