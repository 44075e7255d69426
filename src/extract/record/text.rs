//! The values of a record as texts, lists and paragraphs, with or without markup in them.

use serde_json::Value;

use super::super::html;
use crate::article::{Block, BlockKind, clean};

/// What programs write where they know nothing.
const NOTHING: &[&str] = &["", "none", "null", "nan", "n/a", "-", "–", "undefined", "unknown", "[]", "nil"];

/// The fields of an object that stands where a text is expected, as for an author or a publisher.
const INSIDE: &[&str] = &["name", "value", "title", "text", "label", "url", "@id", "$date"];

/// Objects in lists in objects are read so deep.
const DEEPEST: usize = 6;

/// Returns a value as one line of text; `None` where it says nothing.
pub(super) fn line(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => html::plain_text(text),
        Value::Number(number) => number.to_string(),
        Value::Object(fields) => INSIDE.iter().find_map(|name| line_of_plain(fields.get(*name)?))?,
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(line_of_plain).collect();
            parts.join(" ")
        }
        Value::Null | Value::Bool(_) => return None,
    };
    (!NOTHING.contains(&text.to_lowercase().as_str())).then_some(text)
}

fn line_of_plain(value: &Value) -> Option<String> {
    let simple = matches!(value, Value::String(_) | Value::Number(_));
    let named = value.as_object().and_then(|fields| INSIDE.iter().find_map(|name| fields.get(*name)));
    line(if simple { value } else { named.filter(|value| value.is_string())? })
}

/// Returns a value as a list of texts: an array, or a text with semicolons, strokes or line breaks between its parts,
/// else with commas where these are allowed to part.
pub(super) fn list(value: &Value, at_commas: bool) -> Vec<String> {
    let texts: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(line_of_plain).collect(),
        Value::String(text) => {
            // A list that was printed into a table: `['a', 'b']`.
            let bare = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
            let marks: &[char] = if text.contains([';', '|', '\n']) {
                &[';', '|', '\n']
            } else if at_commas || bare.is_some() {
                &[',']
            } else {
                &[]
            };
            let quotes: &[char] = if bare.is_some() { &['\'', '"'] } else { &[] };
            let parts = bare.unwrap_or(text).split(marks).map(|part| part.trim().trim_matches(quotes));
            parts.filter_map(|part| line(&Value::String(part.to_owned()))).collect()
        }
        other => line(other).into_iter().collect(),
    };
    let mut unique: Vec<String> = Vec::new();
    for text in texts.into_iter().take(200) {
        if !unique.contains(&text) {
            unique.push(text);
        }
    }
    unique
}

/// Returns a value as the blocks of a body: a text by its lines or its markup, a list by its elements, sections with
/// `headline` and `paragraphs` by these.
pub(super) fn blocks(value: &Value) -> Vec<Block> {
    let mut blocks = Vec::new();
    collect(value, BlockKind::Paragraph, 0, &mut blocks);
    blocks
}

fn collect(value: &Value, kind: BlockKind, depth: usize, blocks: &mut Vec<Block>) {
    match value {
        Value::String(text) if is_markup(text) => of_markup(text, blocks),
        Value::String(text) => text.lines().for_each(|line| add(line, kind, blocks)),
        Value::Array(values) if depth < DEEPEST => {
            values.iter().for_each(|value| collect(value, kind, depth + 1, blocks));
        }
        Value::Object(fields) if depth < DEEPEST => {
            for name in ["headline", "heading", "title"] {
                fields.get(name).into_iter().for_each(|value| collect(value, BlockKind::Heading, depth + 1, blocks));
            }
            for name in ["paragraphs", "sections", "text", "content", "value"] {
                fields.get(name).into_iter().for_each(|value| collect(value, kind, depth + 1, blocks));
            }
        }
        _ => {}
    }
}

fn add(text: &str, kind: BlockKind, blocks: &mut Vec<Block>) {
    let text = if text.contains('&') { html::plain_text(text) } else { clean(text) };
    if !text.is_empty() && !NOTHING.contains(&text.to_lowercase().as_str()) {
        blocks.push(Block { kind, text });
    }
}

/// Tags that end one block and begin another.
const PARTING: &[&str] = &[
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "tr",
    "table",
    "figure",
    "figcaption",
    "header",
    "footer",
    "main",
    "aside",
    "hr",
    "pre",
    "dl",
    "dt",
    "dd",
    "body",
];

/// Tells whether a text has paragraphs of markup in it.
pub(super) fn is_markup(text: &str) -> bool {
    text.contains('<')
        && [
            "<p>",
            "<p ",
            "<br",
            "</p>",
            "<div",
            "</div>",
            "<li",
            "<h2",
            "<h3",
            "<article",
            "<body",
            "</a>",
            "</strong>",
        ]
        .iter()
        .any(|tag| text.contains(tag) || text.contains(&tag.to_ascii_uppercase()))
}

/// Reads paragraphs out of markup: tags dropped, what is no text left out with what stands in it.
fn of_markup(markup: &str, blocks: &mut Vec<Block>) {
    let mut kind = BlockKind::Paragraph;
    let mut text = String::new();
    let mut hidden: Option<String> = None;
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        if hidden.is_none() {
            text.push_str(before);
        }
        let tag = after.strip_prefix('/').unwrap_or(after);
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            // A sign, not a tag.
            if hidden.is_none() {
                text.push_str("&lt;");
            }
            rest = after;
            continue;
        }
        let closing = tag.len() < after.len();
        let name: String =
            tag.chars().take_while(char::is_ascii_alphanumeric).take(16).collect::<String>().to_ascii_lowercase();
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        rest = tag.split_once(end).map_or("", |(_, rest)| rest);
        if let Some(inside) = &hidden {
            if closing && *inside == name {
                hidden = None;
            }
            continue;
        }
        if !closing && ["script", "style", "noscript", "template", "svg", "iframe"].contains(&name.as_str()) {
            hidden = Some(name);
            continue;
        }
        if PARTING.contains(&name.as_str()) {
            flush(&mut text, kind, blocks);
            kind = match name.as_str() {
                _ if closing => BlockKind::Paragraph,
                "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
                "li" => BlockKind::Item,
                "blockquote" => BlockKind::Quote,
                "p" | "br" => kind,
                _ => BlockKind::Paragraph,
            };
        }
    }
    if hidden.is_none() {
        text.push_str(rest);
    }
    flush(&mut text, kind, blocks);
}

fn flush(text: &mut String, kind: BlockKind, blocks: &mut Vec<Block>) {
    // Line breaks in markup are blanks.
    add(&text.replace(['\n', '\r'], " "), kind, blocks);
    text.clear();
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: &Value, expected: &[&str]) {
        let shown = blocks(value).into_iter().map(|block| match block.kind {
            BlockKind::Paragraph | BlockKind::Dek => block.text,
            BlockKind::Heading => format!("# {}", block.text),
            BlockKind::Item => format!("* {}", block.text),
            BlockKind::Quote => format!("> {}", block.text),
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn bodies() {
        check(&json!("a  b\n\nc &amp; d\r\ne < f"), &["a b", "c & d", "e < f"]);
        check(
            &json!(
                "<p>a\nb <b>c</b>&nbsp;d</p><h2>e</h2><p>f<br/>g 1 < 2</p><ul><li>h</ul><script>i</p></script><!-- <p>j --><blockquote><p>k</blockquote>"
            ),
            &["a b c d", "# e", "f", "g 1 < 2", "* h", "> k"],
        );
        check(&json!(["a", "b\nc", null, 1]), &["a", "b", "c"]);
        let sections = json!([{"headline": [], "paragraphs": ["a"]}, {"headline": ["b"], "paragraphs": ["c", "d"]}]);
        check(&sections, &["a", "# b", "c", "d"]);
        check(&json!("None"), &[]);
    }

    #[test]
    fn lists() {
        assert_eq!(list(&json!("a; b;a"), false), ["a", "b"]);
        assert_eq!(list(&json!("a, b"), true), ["a", "b"]);
        assert_eq!(list(&json!("Moor, Jan"), false), ["Moor, Jan"]);
        assert_eq!(list(&json!("['a', \"b\"]"), false), ["a", "b"]);
        assert_eq!(list(&json!([{"@type": "Person", "name": "a"}, "b", null]), false), ["a", "b"]);
        assert_eq!(list(&json!({"name": "a"}), false), ["a"]);
        assert_eq!(list(&json!("None"), false), Vec::<String>::new());
    }
}
