//! The lines of a text, with what each of them looks like.

use std::sync::LazyLock;

use regex::Regex;

use super::markdown::{self, Raw};
use crate::article::clean;
use crate::extract::byline;
use crate::extract::furniture::{self, Furniture};
use crate::extract::sentence::ends_a_sentence;

/// A page of more lines than this is no article.
pub(super) const MOST: usize = 30_000;

/// One line that is not empty.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The text, cleaned.
    pub(super) text: String,
    /// The number of the line in the file, counted from 1.
    pub(super) number: usize,
    /// Whether an empty line stands before it.
    pub(super) gap_before: bool,
    /// Whether an empty line stands after it.
    pub(super) gap_after: bool,
    /// What kind of furniture it is, if any.
    pub(super) furniture: Option<Furniture>,
    /// The depth of a Markdown heading (`##` is 2).
    pub(super) depth: Option<usize>,
    /// Whether it is a point of a list.
    pub(super) listed: bool,
    /// How many words it has; two signs count as a word in scripts without blanks.
    pub(super) words: usize,
    /// What it looks like.
    pub(super) look: Look,
    /// Whether it announces authors: `Von …`, `By …`.
    pub(super) announces: bool,
    /// Whether all of it is known to be a link.
    pub(super) linked: bool,
}

/// What a line looks like, judged by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Whole sentences.
    Prose,
    /// A short sentence: speech, a caption, a call to the reader.
    Sentence,
    /// Words without a full stop: headlines, menus, captions, names.
    Label,
}

impl Line {
    /// Tells whether empty lines stand on both sides.
    pub(super) fn stands_alone(&self) -> bool {
        self.gap_before && self.gap_after
    }

    /// Tells whether the line is text and nothing that surrounds it.
    pub(super) fn is_prose(&self) -> bool {
        self.look == Look::Prose && self.furniture.is_none()
    }
}

/// Reads the lines of a text.
pub(super) fn read(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut gap = true;
    let raw = markdown::read(text).unwrap_or_else(|| {
        super::wrap::unwrap(text).into_iter().map(|(place, text)| Raw { place, text, linked: false }).collect()
    });
    for Raw { place, text, linked } in raw {
        let shown = clean(&text);
        if shown.is_empty() || RULE.is_match(&shown) {
            gap = true;
            if let Some(last) = lines.last_mut() {
                last.gap_after = true;
            }
            continue;
        }
        if lines.len() >= MOST {
            break;
        }
        let (shown, depth, listed) = unmark(&shown);
        if shown.is_empty() {
            continue;
        }
        // Browsers break the line at links shown as blocks: a line never starts with a comma.
        if !gap
            && shown.starts_with([',', ';', '.', ')', '”', '»'])
            && !shown.starts_with("...")
            && let Some(last) = lines.last_mut().filter(|last| last.furniture.is_none())
        {
            let rest = OPENS.replace(&shown, "$1");
            last.text.push_str(&rest);
            judge(last);
            continue;
        }
        let mut line = Line {
            text: shown,
            number: place + 1,
            gap_before: std::mem::take(&mut gap),
            gap_after: false,
            furniture: None,
            depth,
            listed,
            words: 0,
            look: Look::Label,
            announces: false,
            linked,
        };
        judge(&mut line);
        lines.push(line);
    }
    if let Some(last) = lines.last_mut() {
        last.gap_after = true;
    }
    lines
}

fn judge(line: &mut Line) {
    line.furniture = furniture::classify(&line.text);
    (line.words, line.look) = look(&line.text);
    line.announces = line.furniture.is_none() && line.words <= 40 && byline::announced(&line.text).is_some();
}

/// Counts the words of a line and tells what it looks like.
pub(super) fn look(text: &str) -> (usize, Look) {
    let (mut words, mut small, mut cased, mut signs) = (0_usize, 0_usize, 0_usize, 0_usize);
    for word in text.split_whitespace() {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { continue };
        words += 1;
        small += usize::from(first.is_lowercase());
        cased += usize::from(first.is_lowercase() || first.is_uppercase());
        signs += word.chars().filter(|c| is_ideograph(*c)).count();
    }
    words = words.max(signs / 2);
    let ends = ends_a_sentence(text);
    // German nouns have capitals too; menus and headlines in title case have hardly a small word.
    let flows = cased * 2 < words || small * 10 >= cased * 3;
    let look = if flows && ((words >= 9 && ends) || words >= 24) {
        Look::Prose
    } else if flows && ends && words >= 3 {
        Look::Sentence
    } else {
        Look::Label
    };
    (words, look)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{e00}'..='\u{e7f}')
}

/// Removes the marks of Markdown and of link numbers from a line.
fn unmark(text: &str) -> (String, Option<usize>, bool) {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes)
        && let Some(title) = text.get(hashes..).and_then(|rest| rest.strip_prefix(' '))
    {
        return (plain(title.trim_end_matches(['#', ' '])), Some(hashes), false);
    }
    let point = POINT.find(text);
    match point {
        Some(point) => (plain(text.get(point.end()..).unwrap_or_default()), None, true),
        None => (plain(text.strip_prefix("> ").unwrap_or(text)), None, false),
    }
}

fn plain(text: &str) -> String {
    let text = NEW_WINDOW.replace_all(text, "");
    let text = text.as_ref();
    if !text.contains(['[', '*', '_', '`', '!']) {
        return text.to_owned();
    }
    // To compile this pattern takes longer than to read a page.
    let text = if text.contains("](") { LINK.replace_all(text, "$1") } else { text.into() };
    let text = NUMBER.replace_all(&text, "");
    let text = EMPHASIS.replace_all(&text, "$1$2");
    clean(&text)
}

/// Lines drawn with signs: `-----`, `* * *`, `____`.
static RULE: LazyLock<Regex> = LazyLock::new(|| regex(r"^[\s*_=~·•|+–—-]*$"));
static POINT: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:[*+•‣◦▪■·-]|–)\s+"));
/// `[text](address)` and `![text](address)` of Markdown.
static LINK: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"!?\[([^\[\]]{0,300})\]\([^()\s]{1,2000}(?:\s"[^"]{0,200}")?\)"#));
/// `[12]` before a link's text, as lynx and others write it.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| regex(r"\[\d{1,4}\]"));
/// What browsers read out at links: `Hafenamt(öffnet im neuen Fenster)`.
static NEW_WINDOW: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\s?\((?:wird )?(?:öffnet|geöffnet)? ?(?:in |im |in einem )(?:neue[nm] )(?:fenster|tab)(?: geöffnet)?\)|\s?\(opens in (?:a )?new (?:window|tab)\)",
    )
});
static EMPHASIS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\*{1,3}([^*\s](?:[^*]{0,400}[^*\s])?)\*{1,3}|\b_{1,2}([^_]{1,300})_{1,2}\b"));
static OPENS: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:, opens (?:in )?(?:a )?new (?:tab|window))?\s*(.*)$"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}
