//! Makes markup light and safe for the tree builder: one linear scan that keeps what an article can be read from.
//!
//! Scripts, styles, drawings and most attributes are the larger part of a real page and are dropped here; scripts
//! with JSON-LD are set aside. Nesting is cut off at a depth of [`DEPTH`], and formatting tags that are never
//! closed at [`FORMATTING`], because the tree builder needs quadratic time for either.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The deepest nesting that reaches the tree. Real pages stay below 100.
pub(super) const DEPTH: usize = 250;

/// The most formatting elements that may be open at once; the tree builder opens all of them anew in every block.
const FORMATTING: usize = 10;

/// The longest value of an attribute, but for `content`, `href` and `datetime`.
const VALUE: usize = 300;

/// Dropped elements that leave an `img` behind: what stands beside a picture or film is likely its caption.
const MEDIA: &[&str] = &["iframe", "video", "object"];

/// What is done with an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Its content is never part of an article.
    Dropped,
    /// It has no content.
    Void,
    /// The tag says nothing about an article.
    Ignored,
    /// The tree builder opens it anew in every block until it is closed.
    Formatting,
    /// It is kept as it stands.
    Kept,
}

fn use_of(name: &str) -> Use {
    match name {
        "script" | "style" | "svg" | "math" | "template" | "iframe" | "object" | "video" | "audio" | "canvas"
        | "select" | "textarea" | "noembed" | "noframes" | "xmp" | "map" => Use::Dropped,
        "picture" | "source" | "track" | "input" | "param" | "embed" | "area" | "plaintext" | "frameset" | "wbr" => {
            Use::Ignored
        }
        "base" | "br" | "col" | "hr" | "img" | "link" | "meta" => Use::Void,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt"
        | "u" => Use::Formatting,
        _ => Use::Kept,
    }
}

/// Returns the name of an attribute that is kept, in lower case.
fn kept_attribute(name: &str) -> Option<&'static str> {
    // The longest is `data-component`.
    let mut lower = [0; 14];
    let lower = lower.get_mut(..name.len())?;
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    Some(match &*lower {
        b"class" => "class",
        b"id" => "id",
        b"itemprop" => "itemprop",
        b"itemtype" => "itemtype",
        b"itemscope" => "itemscope",
        b"rel" => "rel",
        b"property" => "property",
        b"name" => "name",
        b"content" => "content",
        b"href" => "href",
        b"datetime" => "datetime",
        b"lang" => "lang",
        b"role" => "role",
        b"hidden" => "hidden",
        b"aria-hidden" => "aria-hidden",
        b"aria-label" => "aria-label",
        b"style" => "style",
        b"http-equiv" => "http-equiv",
        b"data-testid" => "data-testid",
        b"data-component" => "data-component",
        b"pubdate" => "pubdate",
        b"title" => "title",
        b"alt" => "alt",
        _ => return None,
    })
}

/// Light markup, and what was set aside.
pub(super) struct Light<'a> {
    /// Markup for the tree builder.
    pub(super) markup: String,
    /// The contents of the JSON-LD scripts.
    pub(super) json_ld: Vec<&'a str>,
    /// Whether boxes were left open that HTML does not close by itself.
    pub(super) unclosed: bool,
}

/// Returns the markup without what no article needs.
pub(super) fn lighten(markup: &str) -> Light<'_> {
    let mut scan = Scan {
        text: markup,
        at: 0,
        out: String::with_capacity(markup.len() / 2),
        json_ld: Vec::new(),
        open: Vec::new(),
        counts: BTreeMap::new(),
        formatting: 0,
        dropped_formatting: 0,
        without_end: Vec::new(),
        unbalanced: Vec::new(),
        in_noscript: false,
    };
    scan.run();
    let is_box = |name: &str| matches!(name, "div" | "article" | "main" | "section");
    let unclosed = scan.open.iter().any(|(name, _)| is_box(name));
    Light { markup: scan.out, json_ld: scan.json_ld, unclosed }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    out: String,
    json_ld: Vec<&'a str>,
    /// The open elements, and whether each was written.
    open: Vec<(Name<'a>, bool)>,
    /// How often each name is open.
    counts: BTreeMap<Name<'a>, usize>,
    formatting: usize,
    dropped_formatting: usize,
    /// Names that have no end tag in the rest of the text: looking again would be quadratic.
    without_end: Vec<String>,
    /// Names that are opened more often than closed: the first end tag ends these.
    unbalanced: Vec<String>,
    /// Whether a `noscript` is open whose content is read.
    in_noscript: bool,
}

/// The name of an element in lower case; long names are cut, as no element that counts has one.
type Name<'a> = Cow<'a, str>;

impl<'a> Scan<'a> {
    fn run(&mut self) {
        while let Some(rest) = self.text.get(self.at..) {
            let Some(next) = rest.find('<') else {
                self.write_text(rest);
                return;
            };
            self.write_text(rest.get(..next).unwrap_or_default());
            self.at += next;
            let bytes = rest.as_bytes();
            match bytes.get(next + 1) {
                Some(b'!' | b'?') => self.declaration(),
                Some(b'/') if bytes.get(next + 2).is_some_and(u8::is_ascii_alphabetic) => self.end_tag(),
                Some(byte) if byte.is_ascii_alphabetic() => self.start_tag(),
                _ => {
                    self.out.push_str("&lt;");
                    self.at += 1;
                }
            }
        }
    }

    /// Writes text with one blank for each run of white space: the tree builder reads line breaks one by one.
    fn write_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'\n' | b'\r' | b'\t')) {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(before.trim_end_matches(' '));
            self.out.push(' ');
            rest = after.trim_start_matches([' ', '\n', '\r', '\t']);
        }
        self.out.push_str(rest);
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Skips a comment, a doctype or a processing instruction. A comment that never ends is skipped up to its `>`:
    /// browsers drop the whole rest of the page then, which helps no reader.
    fn declaration(&mut self) {
        let rest = self.rest();
        let unclosed = "-->";
        if rest.starts_with("<!--") && !self.without_end.iter().any(|known| known == unclosed) {
            if rest.starts_with("<!-->") {
                self.at += 5;
                return;
            }
            if let Some(end) = rest.get(4..).and_then(|rest| rest.find("-->")) {
                self.at += 4 + end + 3;
                return;
            }
            self.without_end.push(unclosed.to_owned());
        }
        // The doctype decides between quirks and standards mode: in quirks mode a table does not close a paragraph.
        if self.out.is_empty() && rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            self.out.push_str("<!DOCTYPE html>");
        }
        self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
    }

    fn end_tag(&mut self) {
        let rest = self.rest();
        let name = name_at(rest.get(2..).unwrap_or_default());
        self.in_noscript &= name != "noscript";
        self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
        if name == "br" {
            self.out.push_str("<br>");
            return;
        }
        let formatting = use_of(&name) == Use::Formatting;
        if formatting && self.dropped_formatting > 0 {
            self.dropped_formatting -= 1;
            return;
        }
        if formatting {
            self.formatting = self.formatting.saturating_sub(1);
        }
        let is_open = self.counts.get(&name).is_some_and(|count| *count > 0);
        if is_open {
            if self.pop_to(&name) {
                self.write_end(&name);
            }
        } else if formatting {
            // The element may still be in the tree builder's list of formatting elements.
            self.write_end(&name);
        }
    }

    fn write_end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Closes the innermost element of this name; tells whether it had been written.
    fn pop_to(&mut self, name: &str) -> bool {
        while let Some((open, written)) = self.open.pop() {
            if let Some(count) = self.counts.get_mut(&open) {
                *count -= 1;
            }
            if open == name {
                return written;
            }
        }
        false
    }

    fn start_tag(&mut self) {
        let rest = self.rest();
        let name = name_at(rest.get(1..).unwrap_or_default());
        let inside = rest.get(1 + name_length(rest.get(1..).unwrap_or_default())..).unwrap_or_default();
        let mut tag = Tag::default();
        let Some(length) = attributes(inside, &mut tag) else {
            // A tag that never ends: the rest of the page is inside it.
            self.at = self.text.len();
            return;
        };
        self.at = self.text.len() - inside.len() + length;
        let kind = use_of(&name);
        if name == "noscript" || kind == Use::Dropped {
            self.drop_content(&name, &tag);
            return;
        }
        if name == "title" {
            self.title();
            return;
        }
        if name == "img" {
            tag.kept.retain(|(key, _)| *key == "alt");
        }
        match kind {
            Use::Ignored => return,
            Use::Void => {
                self.write_start(&name, &tag);
                return;
            }
            _ => {}
        }
        self.close_implied(&name);
        let mut written = self.open.len() < DEPTH;
        if kind == Use::Formatting {
            if self.formatting >= FORMATTING {
                self.dropped_formatting += 1;
                return;
            }
            self.formatting += 1;
        }
        if matches!(&*name, "html" | "head" | "body") {
            // These are open once, whatever the markup says; they have no place on the stack.
            written = true;
        } else {
            *self.counts.entry(name.clone()).or_default() += 1;
            self.open.push((name.clone(), written));
        }
        if written {
            self.write_start(&name, &tag);
        }
    }

    fn write_start(&mut self, name: &str, tag: &Tag<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in &tag.kept {
            let whole = matches!(*key, "content" | "href" | "datetime");
            if value.starts_with("data:") || (*key == "style" && !hides(value)) {
                continue;
            }
            let value = if whole { value } else { start_of(value, VALUE) };
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            for piece in value.split_inclusive('"') {
                self.out.push_str(piece.strip_suffix('"').unwrap_or(piece));
                if piece.ends_with('"') {
                    self.out.push_str("&quot;");
                }
            }
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Closes on the stack what the tree builder closes by itself before this start tag.
    fn close_implied(&mut self, name: &str) {
        let (closed, walls): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table", "tbody", "thead"]),
            "option" => (&["option"], &["select"]),
            _ if closes_paragraph(name) => (&["p"], &[]),
            _ => return,
        };
        let found = self.open.iter().rev().take(40).find_map(|(open, _)| {
            let open = &**open;
            let is_wall = walls.contains(&open)
                || (name != "li"
                    && closed == ["p"]
                    && use_of(open) != Use::Formatting
                    && open != "p"
                    && open != "span");
            if closed.contains(&open) {
                Some(closed.iter().find(|name| **name == open).copied())
            } else if is_wall {
                Some(None)
            } else {
                None
            }
        });
        if let Some(Some(open)) = found {
            self.pop_to(open);
        }
    }

    fn title(&mut self) {
        let Some((content, length)) = self.content("title") else { return };
        self.out.push_str("<title>");
        self.out.push_str(content);
        self.out.push_str("</title>");
        self.at += length;
    }

    fn drop_content(&mut self, name: &str, tag: &Tag<'_>) {
        if name == "noscript" && self.in_noscript {
            // Nothing nests here; to look again at the rest of the text would be quadratic.
            return;
        }
        let Some((content, length)) = self.content(name) else { return };
        if name == "noscript" && visible_length(content) > 600 {
            // A page that shows its article only to readers without scripts: go on inside.
            self.in_noscript = true;
            return;
        }
        if name == "script" && tag.kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) {
            self.json_ld.push(content);
        }
        self.at += length;
        if MEDIA.contains(&name) {
            self.out.push_str("<img>");
        }
    }

    /// Returns the content up to the end tag of this name, and the length with that tag.
    fn content(&mut self, name: &str) -> Option<(&'a str, usize)> {
        if self.without_end.iter().any(|known| known == name) {
            return None;
        }
        let rest = self.rest();
        // A template may stand in a template; a script in a script is text.
        let nests = matches!(name, "template" | "svg" | "math" | "object" | "canvas")
            && !self.unbalanced.iter().any(|known| known == name);
        let mut depth = 0_usize;
        let mut first = None;
        let mut from = 0;
        while let Some(at) = rest.get(from..).and_then(|rest| rest.find('<')).map(|at| at + from) {
            let after_bracket = rest.get(at + 1..).unwrap_or_default();
            let Some(after) = after_bracket.strip_prefix('/') else {
                if nests && starts_with_name(after_bracket, name) {
                    let tag = after_bracket.split_once('>').map_or("", |(tag, _)| tag);
                    depth += usize::from(!tag.ends_with('/'));
                }
                from = at + 1;
                continue;
            };
            if starts_with_name(after, name) {
                let length = after.find('>').map_or(rest.len(), |end| at + 2 + end + 1);
                let content = (rest.get(..at).unwrap_or_default(), length);
                if depth == 0 {
                    return Some(content);
                }
                depth -= 1;
                first.get_or_insert(content);
            }
            from = at + 2;
        }
        if first.is_some() {
            // To count through the rest of the page for each of them would be quadratic.
            self.unbalanced.push(name.to_owned());
            return first;
        }
        self.without_end.push(name.to_owned());
        None
    }
}

/// The attributes of a tag that count.
#[derive(Default)]
struct Tag<'a> {
    kept: Vec<(&'static str, &'a str)>,
    kind: Option<&'a str>,
}

/// Reads attributes up to the end of the tag; returns the length with the `>`, or `None` if the tag never ends.
fn attributes<'a>(text: &'a str, tag: &mut Tag<'a>) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        while matches!(bytes.get(at)?, byte if byte.is_ascii_whitespace() || *byte == b'/') {
            at += 1;
        }
        if bytes.get(at) == Some(&b'>') {
            return Some(at + 1);
        }
        let name_start = at;
        at += 1;
        while !matches!(bytes.get(at)?, byte if byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/')) {
            at += 1;
        }
        let name = text.get(name_start..at).unwrap_or_default();
        let mut after = at;
        while bytes.get(after)?.is_ascii_whitespace() {
            after += 1;
        }
        let mut value = "";
        if bytes.get(after) == Some(&b'=') {
            at = after + 1;
            while bytes.get(at)?.is_ascii_whitespace() {
                at += 1;
            }
            let quote = *bytes.get(at)?;
            if matches!(quote, b'"' | b'\'') {
                let rest = text.get(at + 1..)?;
                // A quote that is never closed ends with the tag.
                let closed = rest.find(char::from(quote)).map(|end| (end, 1));
                let (end, width) = closed.or_else(|| rest.find('>').map(|end| (end, 0)))?;
                value = rest.get(..end).unwrap_or_default();
                at += 1 + end + width;
            } else {
                let start = at;
                while !matches!(bytes.get(at)?, byte if byte.is_ascii_whitespace() || *byte == b'>') {
                    at += 1;
                }
                value = text.get(start..at).unwrap_or_default();
            }
        }
        if name.eq_ignore_ascii_case("type") {
            tag.kind = tag.kind.or(Some(value));
        } else if let Some(key) = kept_attribute(name)
            && tag.kept.iter().all(|(kept, _)| *kept != key)
        {
            tag.kept.push((key, value));
        }
    }
}

/// Tells whether a text begins with the name of an element, and not with a longer one.
fn starts_with_name(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && !text.as_bytes().get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
}

fn name_length(text: &str) -> usize {
    text.bytes().take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/' | b'<')).count()
}

fn name_at(text: &str) -> Name<'_> {
    let name = start_of(text.get(..name_length(text)).unwrap_or_default(), 40);
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) { name.to_ascii_lowercase().into() } else { name.into() }
}

fn start_of(text: &str, most: usize) -> &str {
    (0..=most.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

fn hides(style: &str) -> bool {
    let style: String =
        style.chars().filter(|c| !c.is_whitespace()).take(VALUE).collect::<String>().to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

fn closes_paragraph(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "article"
            | "aside"
            | "section"
            | "main"
            | "nav"
            | "header"
            | "footer"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "blockquote"
            | "pre"
            | "figure"
            | "figcaption"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "address"
            | "center"
            | "details"
            | "summary"
            | "fieldset"
            | "dir"
            | "menu"
            | "hgroup"
            | "search"
    )
}

/// Counts the bytes outside of tags.
fn visible_length(markup: &str) -> usize {
    markup.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text).trim().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markup: &str, expected: &str) {
        assert_eq!(lighten(markup).markup, expected, "{markup}");
    }

    #[test]
    fn only_what_an_article_needs_stays() {
        check("<p onclick='x(\"<p>\")' class=a>x<!-- <b> --></p>", "<p class=\"a\">x</p>");
        check("<script>if (a < b) '</p>'</script><style>p{}</style><P>x", "<p>x");
        check("<svg><text>x</text></svg><img src=\"data:image/png;base64,xx\" alt='>'>y", "<img alt=\">\">y");
        check("<picture><source src=x><img src=x></picture><video>x</video>y", "<img><img>y");
        check("1 < 2 <3 </ x", "1 &lt; 2 &lt;3 &lt;/ x");
        check("<a href='x?\"a\"'>y</a>", "<a href=\"x?&quot;a&quot;\">y</a>");
        check("<div style='display: none'>x</div><div style='color:red'>", "<div style=\"display: none\">x</div><div>");
        check("<template>a<template>b</template>c</template>y<template><template>b</template>z", "yz");
        check("<title>a <b> c</title>", "<title>a <b> c</title>");
        check("<p>x<br", "<p>x");
    }

    #[test]
    fn json_ld_is_set_aside() {
        let light = lighten("<script type=\"application/ld+json\">{\"a\": \"</p>\"}</script><script>b</script>x");
        assert_eq!((light.json_ld, light.markup.as_str()), (vec!["{\"a\": \"</p>\"}"], "x"));
    }

    #[test]
    fn noscript_is_kept_where_it_holds_the_text() {
        check("<noscript><img src=x></noscript>y", "y");
        let text = "<p>Wort </p>".repeat(200);
        check(&format!("<noscript>{text}</noscript>"), &text);
    }

    #[test]
    fn nesting_has_a_limit() {
        let deep = lighten(&"<div>".repeat(50_000)).markup;
        assert_eq!(deep.matches("<div>").count(), DEPTH);
        let bold = lighten(&"<b>x".repeat(100_000)).markup;
        assert_eq!(bold.matches("<b>").count(), FORMATTING);
        let ends = lighten(&"</div>".repeat(1000)).markup;
        assert_eq!(ends, "");
    }

    #[test]
    fn paragraphs_and_list_points_need_no_end_tag() {
        let many = "<p>x".repeat(1000);
        assert_eq!(lighten(&many).markup.matches("<p>").count(), 1000);
        let points = "<ul>".to_owned() + &"<li><b>x</b>".repeat(1000);
        assert_eq!(lighten(&points).markup.matches("<li>").count(), 1000);
    }
}
