//! Reads Markdown as exporters write it: links of all kinds, images, underlined headings, paragraphs filled to a width.
//!
//! The addresses go, their texts stay; a line whose letters all belong to links is marked, because teasers and
//! menus are made of such lines and articles are not. An image leaves the word `image` on a line of its own.
//! Exporters break addresses and texts of links over several lines, so links are resolved before lines are told apart.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

/// A line of a text before it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raw {
    /// The place of the line in the file, counted from 0.
    pub(super) place: usize,
    pub(super) text: String,
    /// Whether all of it belongs to links.
    pub(super) linked: bool,
}

/// Longer texts of links are a stray bracket.
const LONGEST_LINK: usize = 4000;
/// So are longer addresses, with what stands in their brackets.
const LONGEST_ADDRESS: usize = 3000;

/// Where a link begins and ends, an image, and a line break inside what was dropped; no text of its own holds them.
const ON: char = '\u{f8f0}';
const OFF: char = '\u{f8f1}';
const IMAGE: char = '\u{f8f2}';
const PASSED: char = '\u{f8f3}';

/// Returns the lines of a text in Markdown; `None` for other texts.
pub(super) fn read(text: &str) -> Option<Vec<Raw>> {
    if !is_markdown(text) {
        return None;
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let filled = super::wrap::is_filled(&lines);
    let references: BTreeSet<String> = lines
        .iter()
        .filter_map(|line| Some(DEFINITION.captures(line)?.get(1)?.as_str().to_lowercase()))
        .take(5000)
        .collect();
    let resolved = resolve(&text.replace([ON, OFF, IMAGE, PASSED], ""), &references);
    Some(Reader { filled, ..Reader::default() }.run(&resolved))
}

fn is_markdown(text: &str) -> bool {
    let heads =
        HEAD.find_iter(text).take(2).count() + UNDERLINED.find_iter(text).take(200).filter(is_underlined).count();
    let links = LINK.find_iter(text).take(2).count() + DEFINITIONS.find_iter(text).take(2).count();
    heads + links >= 2
}

/// Tells whether a line is underlined in its full length, as exporters do.
fn is_underlined(found: &regex::Match<'_>) -> bool {
    let lengths: Vec<usize> = found.as_str().lines().map(|line| line.trim_end().chars().count()).collect();
    matches!(lengths.as_slice(), [text, line] if text.abs_diff(*line) <= 2)
}

/// Puts marks in the place of links and images.
fn resolve(text: &str, references: &BTreeSet<String>) -> String {
    let bytes = text.as_bytes();
    let closes = closes(bytes);
    let mut out = String::with_capacity(text.len());
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if let Some((end, after)) = open.pop_if(|(end, _)| at >= *end) {
            out.push(OFF);
            pass(text, (end, after), &mut out);
            at = after.max(at);
            continue;
        }
        let next = bytes.get(at + 1).copied();
        if byte == b'\\' && next.is_some_and(|next| next.is_ascii_punctuation()) {
            out.push(char::from(next.unwrap_or(b'\\')));
            at += 2;
            continue;
        }
        let bracket = if byte == b'!' { at + 1 } else { at };
        if (byte == b'[' || byte == b'!' && next == Some(b'['))
            && let Ok(found) = closes.binary_search_by_key(&bracket, |pair| pair.0)
            && let Some(&(_, close)) = closes.get(found)
            && let Some(after) = link_end(text, bracket, close, references)
        {
            if byte == b'!' {
                out.push(IMAGE);
                pass(text, (at, after), &mut out);
                at = after;
            } else {
                out.push(ON);
                open.push((close, after));
                at = bracket + 1;
            }
            continue;
        }
        let limit = open.last().map_or(bytes.len(), |(end, _)| *end).max(at + 1);
        let rest = bytes.get(at + 1..limit).unwrap_or_default();
        let end = rest.iter().position(|byte| matches!(byte, b'\\' | b'[' | b'!')).map_or(limit, |next| at + 1 + next);
        out.push_str(text.get(at..end).unwrap_or_default());
        at = end;
    }
    out.extend(open.iter().map(|_| OFF));
    out
}

/// Notes the line breaks of what is left out, so that the numbers of lines stay right.
fn pass(text: &str, (from, to): (usize, usize), out: &mut String) {
    let breaks = text.get(from..to).unwrap_or_default().matches('\n').count();
    out.extend(std::iter::repeat_n(PASSED, breaks));
}

/// Returns the places of brackets that belong together, sorted by the first.
fn closes(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => open.push(at),
            b']' => {
                if let Some(start) = open.pop().filter(|start| at - start < LONGEST_LINK) {
                    pairs.push((start, at));
                }
            }
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Returns the end of the link whose text stands between two brackets; `None` if the brackets are no link.
fn link_end(text: &str, open: usize, close: usize, references: &BTreeSet<String>) -> Option<usize> {
    let bytes = text.as_bytes();
    let known = |from: usize, to: usize| {
        let label = text.get(from..to).unwrap_or_default();
        label.len() <= 300
            && references.contains(&label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let end = match bytes.get(close + 1) {
        Some(b'(') => Some(address_end(bytes, close + 2)?),
        Some(b'[') if !references.is_empty() => {
            let rest = bytes.get(close + 2..(close + 302).min(bytes.len()))?;
            let label = rest.iter().position(|byte| *byte == b']')?;
            let (from, to) = if label == 0 { (open + 1, close) } else { (close + 2, close + 2 + label) };
            known(from, to).then_some(close + 3 + label)
        }
        Some(b':') => None,
        _ if !references.is_empty() && known(open + 1, close) => Some(close + 1),
        _ => None,
    };
    // `[text]{.class}` and `[text](address){.class}`
    let from = end.unwrap_or(close + 1);
    if bytes.get(from) == Some(&b'{')
        && bytes.get(from + 1).is_some_and(|byte| matches!(byte, b'.' | b'#' | b':' | b'a'..=b'z'))
    {
        let rest = bytes.get(from..(from + 500).min(bytes.len()))?;
        return rest.iter().position(|byte| *byte == b'}').map(|brace| from + brace + 1).or(end);
    }
    end
}

/// Returns the end of an address in round brackets, which begins at `from`.
fn address_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut depth = 1_usize;
    let mut at = from;
    while let Some(byte) = bytes.get(at).filter(|_| at < from + LONGEST_ADDRESS) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b']' if bytes.get(at + 1) == Some(&b'(') => return None,
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Makes lines of the resolved text.
#[derive(Debug, Default)]
struct Reader {
    filled: bool,
    lines: Vec<Raw>,
    /// Letters of the last line, and how many of them belong to links.
    letters: (usize, usize),
    /// Whether the last line may go on.
    open: bool,
    depth: usize,
}

impl Reader {
    fn run(mut self, resolved: &str) -> Vec<Raw> {
        let mut place = 0;
        for line in resolved.split('\n') {
            let passed = line.matches(PASSED).count();
            self.take(place, line);
            place += passed + 1;
        }
        self.lines
    }

    fn take(&mut self, place: usize, line: &str) {
        let mut text = String::with_capacity(line.len());
        let (mut letters, mut linked, mut images) = (0_usize, 0_usize, 0_usize);
        for c in line.chars() {
            match c {
                ON => self.depth += 1,
                OFF => self.depth = self.depth.saturating_sub(1),
                IMAGE => images += 1,
                PASSED => {}
                c => {
                    if c.is_alphanumeric() {
                        letters += 1;
                        linked += usize::from(self.depth > 0);
                    }
                    text.push(c);
                }
            }
        }
        let breaks = text.ends_with("  ") || text.ends_with('\\');
        let bare = text.trim().trim_end_matches('\\').trim_end();
        if letters == 0 && images > 0 {
            return self.push(place, "image".to_owned(), (0, 0), false);
        }
        if let Some(mark) = underline(bare)
            && self.head(mark)
        {
            return;
        }
        let bare = quoted(bare);
        if bare.is_empty() || FENCE.is_match(bare) || DEFINITION.is_match(bare) || is_row(bare) {
            return self.push(place, String::new(), (0, 0), false);
        }
        let bare = TAG.replace_all(bare, "");
        let bare = ATTRIBUTES.replace(&bare, "").replace("**", "").replace("&nbsp;", " ").replace("&amp;", "&");
        if self.filled
            && self.open
            && !super::wrap::starts_anew(&bare)
            && let Some(last) = self.lines.last_mut()
        {
            super::wrap::join(&mut last.text, &bare, super::wrap::Hyphens::Kept);
            self.letters = (self.letters.0 + letters, self.letters.1 + linked);
            last.linked = is_linked(self.letters);
            self.open = !breaks;
            return;
        }
        self.push(place, bare, (letters, linked), !breaks);
    }

    fn push(&mut self, place: usize, text: String, letters: (usize, usize), open: bool) {
        self.lines.push(Raw { place, text, linked: is_linked(letters) });
        (self.letters, self.open) = (letters, open);
    }

    /// Makes a heading of the last line, which is underlined.
    fn head(&mut self, mark: &str) -> bool {
        let Some(last) = self.lines.last_mut() else { return false };
        let fits = last.text.chars().count() <= 250 && last.text.chars().any(char::is_alphabetic);
        if !fits || super::wrap::starts_anew(&last.text) {
            return false;
        }
        last.text.insert_str(0, mark);
        self.open = false;
        true
    }
}

fn is_linked((letters, linked): (usize, usize)) -> bool {
    letters > 0 && linked * 10 >= letters * 9
}

fn underline(line: &str) -> Option<&'static str> {
    match line.as_bytes() {
        [b'=', b'=', rest @ ..] if rest.iter().all(|byte| *byte == b'=') => Some("# "),
        [b'-', b'-', rest @ ..] if rest.iter().all(|byte| *byte == b'-') => Some("## "),
        _ => None,
    }
}

/// Returns a line without the marks of a quotation.
fn quoted(line: &str) -> &str {
    let mut line = line;
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.trim_start();
    }
    line
}

/// Tells whether a line is a row of a table; long cells are the layout of the page.
fn is_row(line: &str) -> bool {
    line.starts_with('|')
        && line.ends_with('|')
        && line.matches('|').count() > 2
        && line.split('|').all(|cell| cell.chars().count() < 200)
}

static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"(?m)^#{1,6} +\S"));
static UNDERLINED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?m)^[^\s=|-].{2,150}\n(?:={4,}|-{4,})$"));
static LINK: LazyLock<Regex> = LazyLock::new(|| regex(r"\]\((?:<|#|[./]|https?:|mailto:|[\w-]+[./])"));
static DEFINITIONS: LazyLock<Regex> = LazyLock::new(|| regex(r"(?m)^ {0,3}\[[^\]\n]{1,300}\]: +<?(?:https?:|/)"));
/// `[label]: https://…`
static DEFINITION: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^ {0,3}\[([^\]\n]{1,300})\]: +<?(?:https?:|mailto:|[/.#])\S*"));
/// `::: {.class}`, as pandoc writes for the sections of a page.
static FENCE: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?::{3,}.*|`{3,}\w*)$"));
static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| regex(r"\s*\{[#.][^{}]{0,300}\}\s*$"));
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)</?(?:a|b|i|u|p|br|em|div|img|sup|sub|span|font|strong|small|figure|figcaption|picture|source|iframe|section|article|aside|center)(?:\s[^<>]{0,1000})?/?>",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, String, bool)> {
        let lines = read(text).expect("Markdown");
        lines
            .into_iter()
            .filter(|line| !line.text.is_empty())
            .map(|line| (line.place, line.text, line.linked))
            .collect()
    }

    #[test]
    fn links_leave_their_texts() {
        let text = "# Neue Kähne\n\nDer [Kai](https://hafenkurier.example/kai_(nord) \"Am Kai\") ist zu\\.\n\n## [Muscheln\nteurer](/muscheln-\nteurer)\n\n[![Ein Kahn](kahn.jpg)](/kahn)\nEnde [1]";
        assert_eq!(
            lines(text),
            [
                (0, "# Neue Kähne".to_owned(), false),
                (2, "Der Kai ist zu.".to_owned(), false),
                (4, "## Muscheln".to_owned(), true),
                (5, "teurer".to_owned(), true),
                (8, "image".to_owned(), false),
                (9, "Ende [1]".to_owned(), false)
            ]
        );
    }

    #[test]
    fn links_to_definitions_below() {
        let text = "Der [Kai][1] am [Fluss] und [Hafen][] ist [zu].\n\n[1]: https://hafenkurier.example/kai\n[fluss]: https://hafenkurier.example/f \"Fluss\"\n[Hafen]: /h\n";
        assert_eq!(lines(text), [(0, "Der Kai am Fluss und Hafen ist [zu].".to_owned(), false)]);
    }

    #[test]
    fn underlined_headings() {
        let text = "Neue Kähne\n==========\n\nText\n\nDie Reeder\n----------\n\n----\n";
        let found: Vec<String> = lines(text).into_iter().map(|line| line.1).collect();
        assert_eq!(found, ["# Neue Kähne", "Text", "## Die Reeder", "----"]);
    }

    #[test]
    fn marks_of_pandoc() {
        let text = "::: {.main}\n# Neue Kähne {#neue .head}\n\n[Der Kai]{.place} ist [zu](/zu){.link}.\n:::\n\n## Ende";
        let found: Vec<String> = lines(text).into_iter().map(|line| line.1).collect();
        assert_eq!(found, ["# Neue Kähne", "Der Kai ist zu.", "## Ende"]);
    }

    #[test]
    fn other_texts_are_left_alone() {
        assert_eq!(read("Der Kai [1] ist zu.\n\nDie Reeder klagen (siehe oben)."), None);
    }
}
