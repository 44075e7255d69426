//! Makes paragraphs and sub-heads of the run of lines that is the body.

use std::sync::LazyLock;

use regex::Regex;

use super::line::{Line, Look};
use super::run::Setting;
use crate::article::{Block, BlockKind};
use crate::extract::byline;
use crate::extract::furniture::{self, Furniture};

/// A kept line and its place among the lines.
pub(super) struct Kept {
    pub(super) place: usize,
    pub(super) kind: BlockKind,
}

/// Returns the lines of the run that are text or sub-heads.
pub(super) fn keep(lines: &[Line], run: std::ops::Range<usize>, setting: Setting) -> Vec<Kept> {
    let mut kept: Vec<Kept> = Vec::new();
    let end = run.end;
    let mut related = false;
    for place in run {
        let Some(line) = lines.get(place) else { break };
        if let Some(kind) = line.furniture {
            related = matches!(kind, Furniture::RelatedHead) || related && !line.gap_after;
            continue;
        }
        // An offer of an app or a newsletter between the paragraphs.
        let offers = line.words < 60 && furniture::is_offer(&line.text);
        if line.linked || offers || is_caption(lines, place) {
            related = related || line.linked && line.depth.is_some();
            continue;
        }
        let fits = setting == Setting::Tight || line.stands_alone();
        let kind = match line.look {
            Look::Prose if fits || !related && line.words > 40 => {
                if line.listed {
                    BlockKind::Item
                } else {
                    BlockKind::Paragraph
                }
            }
            Look::Sentence if fits && !related && line.depth.is_none() && !is_question_head(lines, place, end) => {
                if line.listed {
                    BlockKind::Item
                } else {
                    BlockKind::Paragraph
                }
            }
            Look::Label | Look::Sentence if is_heading(lines, place, end, setting, kept.is_empty()) => {
                BlockKind::Heading
            }
            _ => continue,
        };
        if kind == BlockKind::Paragraph {
            related = false;
        }
        kept.push(Kept { place, kind });
    }
    while kept.last().is_some_and(|last| last.kind == BlockKind::Heading) {
        kept.pop();
    }
    kept
}

/// Drops the notes about the authors below the article: `Anna Seeger schreibt seit 2022 über Häfen.`
pub(super) fn without_notes(lines: &[Line], mut kept: Vec<Kept>, authors: &[String]) -> Vec<Kept> {
    let tail = kept.len().saturating_sub(4).max(1);
    let note = |kept: &Kept| {
        let Some(line) = lines.get(kept.place) else { return false };
        let after =
            authors.iter().filter(|name| name.contains(' ')).find_map(|name| line.text.strip_prefix(name.as_str()));
        line.words < 90 && after.is_some_and(|after| after.is_empty() || after.starts_with([' ', ',']))
    };
    if let Some(first) = (tail..kept.len()).find(|place| kept.get(*place).is_some_and(note)) {
        kept.truncate(first);
    }
    kept
}

/// Returns the blocks of the kept lines.
pub(super) fn blocks(lines: &[Line], kept: &[Kept]) -> Vec<Block> {
    let text = |kept: &Kept| lines.get(kept.place).map(|line| Block { kind: kept.kind, text: line.text.clone() });
    kept.iter().filter_map(text).collect()
}

/// A short question or exclamation between paragraphs is a sub-head: `Was heißt das für die Reeder?`
fn is_question_head(lines: &[Line], place: usize, end: usize) -> bool {
    let Some(line) = lines.get(place) else { return false };
    line.text.ends_with(['?', '!'])
        && line.words <= 12
        && !line.text.contains(". ")
        && is_heading(lines, place, end, Setting::Tight, false)
}

fn is_heading(lines: &[Line], place: usize, end: usize, setting: Setting, first: bool) -> bool {
    let Some(line) = lines.get(place) else { return false };
    if line.depth.is_some_and(|depth| depth > 1) {
        return true;
    }
    if first
        || line.words == 0
        || line.words > 16
        || line.text.chars().count() > 120
        || line.listed
        || !line.stands_alone()
    {
        return false;
    }
    if line.text.chars().filter(|c| c.is_alphabetic()).count() < 3
        || line.text.ends_with(['.', ':', ',', ';', '…']) && line.words > 2
    {
        return false;
    }
    if byline::announced(&line.text).is_some() || byline::credit(&line.text).is_some() {
        return false;
    }
    // What follows a sub-head is a paragraph; furniture between them (a picture, an advert) is passed over.
    for next in place + 1..end {
        let Some(next) = lines.get(next) else { return false };
        if next.furniture.is_some() {
            continue;
        }
        return match next.look {
            Look::Prose => setting == Setting::Tight || next.stands_alone() || next.words > 40,
            Look::Sentence => next.stands_alone(),
            Look::Label => false,
        };
    }
    false
}

/// `(v. l.)`, `(von links nach rechts)`: only captions say where someone stands.
static WHO_STANDS_WHERE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\((?:v\.\s?l\.|von li(?:\.|nks)?|from left|from l\.|l-r|left to right)(?:[\s,:][^)]{0,40})?\)")
        .expect("the pattern is part of the program and tested")
});

/// How agencies sign pictures, never texts.
static PICTURE_AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\bvia REUTERS\b|\bREUTERS/\p{Lu}|[/,] ?Handout(?: |$)|\b(?:File Photo|FILE PHOTO)\b|IMAGE HAS BEEN SUPPLIED|\((?:AP|Reuters|AFP|EPA|CP) Photo\b|\(Photo by \p{Lu}|\bvia (?:AP|Getty Images)\)$",
    )
    .expect("the pattern is part of the program and tested")
});

/// Tells whether a line describes a picture: its credit stands in it or touches it.
pub(super) fn is_caption(lines: &[Line], place: usize) -> bool {
    let Some(line) = lines.get(place) else { return false };
    if byline::is_photo_credit(&line.text) || line.look == Look::Label && WHO_STANDS_WHERE.is_match(&line.text) {
        return true;
    }
    let credited =
        line.words < 60 && (byline::photo_credit(&line.text).is_some() || PICTURE_AGENCY.is_match(&line.text));
    let touches =
        !line.gap_after && lines.get(place + 1).is_some_and(|next| next.furniture == Some(Furniture::PhotoCredit));
    let follows = line.words < 60
        && !line.gap_before
        && place
            .checked_sub(1)
            .and_then(|before| lines.get(before))
            .is_some_and(|before| before.furniture == Some(Furniture::PhotoCredit));
    // Between a picture and its credit even whole sentences are a caption.
    let below_picture = place
        .checked_sub(1)
        .and_then(|before| lines.get(before))
        .is_some_and(|before| before.furniture == Some(Furniture::Media));
    let apart = line.words < 40
        && line.gap_after
        && lines.get(place + 1).is_some_and(|next| next.furniture == Some(Furniture::PhotoCredit))
        && (line.look != Look::Prose || below_picture);
    credited || (touches && line.words < 60) || follows || apart
}
