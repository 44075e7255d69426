//! The article in a script's data: pages that are built by a script carry their text as a string of JSON.
//!
//! Only looked at where the page itself shows no article. The strings are found by their quotes alone, so that it
//! does not matter which program wrote the data or how it is wrapped (`push([1,"…"])`, `window.state = {…}`).

/// A text of fewer letters is no article.
const LEAST: usize = 400;

/// The text of an article may be as long as this, in bytes of the script.
const LONGEST: usize = 2_000_000;

/// Strings in strings are read so deep: data that is pushed as one string holds its quotes escaped.
const DEPTH: usize = 2;

/// Returns the markup of the longest text that stands as one string in a script of the page, if it is long enough to
/// be an article.
pub(super) fn article(markup: &str) -> Option<String> {
    let mut best = (LEAST, String::new());
    let mut rest = markup;
    while let Some(script) = next_script(&mut rest) {
        longest(script, DEPTH, &mut best);
    }
    (!best.1.is_empty()).then_some(best.1)
}

/// Returns the content of the next script and moves past it.
fn next_script<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let start = rest.find("<script")?;
    let (_, after) = rest.get(start..)?.split_once('>')?;
    let (content, after) = after.split_once("</script")?;
    *rest = after;
    Some(content)
}

/// Looks for a longer text among the strings of a script.
fn longest(script: &str, depth: usize, best: &mut (usize, String)) {
    let bytes = script.as_bytes();
    let mut at = 0;
    while let Some(open) = script.get(at..).and_then(|rest| rest.find('"')).map(|found| at + found) {
        let mut end = open + 1;
        while bytes.get(end).is_some_and(|byte| *byte != b'"') {
            end += if bytes.get(end) == Some(&b'\\') { 2 } else { 1 };
        }
        let Some(raw) = script.get(open + 1..end) else { return };
        at = end + 1;
        if raw.len() < best.0 || raw.len() > LONGEST {
            continue;
        }
        let text = unescaped(raw);
        if depth > 1 && text.contains("\":") {
            longest(&text, depth - 1, best);
        } else if let Some(letters) = letters_of_paragraphs(&text).filter(|letters| *letters > best.0) {
            *best = (letters, text);
        }
    }
}

/// Counts the letters of a text that is marked up in paragraphs; `None` for any other string.
fn letters_of_paragraphs(text: &str) -> Option<usize> {
    if !text.contains("<p") || text.contains("<html") || text.contains("function(") {
        return None;
    }
    let mut in_tag = false;
    let letters = text.chars().filter(|c| {
        in_tag = *c == '<' || in_tag && *c != '>';
        !in_tag && c.is_alphanumeric()
    });
    Some(letters.count())
}

/// Undoes the escapes of a JSON string (RFC 8259, section 7); what is no escape stays as it is.
fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut units: Vec<u16> = Vec::new();
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        let unit = if c != '\\' {
            None
        } else if chars.as_str().starts_with('u') {
            let unit = chars.as_str().get(1..5).and_then(|digits| u16::from_str_radix(digits, 16).ok());
            if unit.is_some() {
                chars.nth(4);
            }
            unit
        } else {
            None
        };
        if let Some(unit) = unit {
            units.push(unit);
            continue;
        }
        // Two units may be one character; a half of one is dropped.
        text.extend(char::decode_utf16(units.drain(..)).filter_map(Result::ok));
        match (c, chars.as_str().chars().next()) {
            ('\\', Some(escaped)) => {
                text.push(match escaped {
                    'n' | 'r' => '\n',
                    't' | 'b' | 'f' => ' ',
                    other => other,
                });
                chars.next();
            }
            (c, _) => text.push(c),
        }
    }
    text.extend(char::decode_utf16(units).filter_map(Result::ok));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_marked_up_string_is_the_article() {
        let paragraph = "Im Hafen liegt das Eis so dick wie seit Jahren nicht. ".repeat(12);
        let plain = format!(
            r#"<script>window.state={{"teaser":"<p>Kurz.</p>","content":"\u003cp class=\"x\"\u003e{paragraph}\u003c/p\u003e"}}</script>"#
        );
        let expected = format!("<p class=\"x\">{paragraph}</p>");
        assert_eq!(article(&plain), Some(expected.clone()));
        let inner = format!(r#"{{"content":"\u003cp class=\"x\"\u003e{paragraph}\u003c/p\u003e"}}"#);
        let pushed = format!("<script>push([1,{}])</script>", serde_json::to_string(&inner).expect("JSON"));
        assert_eq!(article(&pushed), Some(expected));
        assert_eq!(article("<script>\"<p>Kurz.</p>\" + \"a</script><p>x</p>"), None);
        assert_eq!(article("<script>\"\\"), None);
    }

    #[test]
    fn escapes() {
        assert_eq!(unescaped(r#"a\n\u00e4\"\/\ud83d\ude00\ud83d!\u12"#), "a\nä\"/😀!u12");
    }
}
