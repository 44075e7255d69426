//! The head of the article: headline, kicker, dek, byline, date and publication, found around the start of the body.

use std::collections::{BTreeMap, BTreeSet};

use super::body::Kept;
use super::line::{Line, Look};
use super::{address, authors, date, kicker, source, tags, title};
use crate::article::{Article, BlockKind};
use crate::dates::Date;
use crate::extract::byline::{self, Byline};
use crate::extract::furniture::Furniture;

/// What the head says, with the evidence of each field.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The first line that may belong to the body.
    pub(super) body_from: usize,
    /// Lines of the run that are not body: dek, byline, closing credits.
    pub(super) used: BTreeSet<usize>,
    title: String,
    kicker: Option<String>,
    dek: Option<String>,
    byline: Byline,
    closing: Vec<String>,
    credit: Option<String>,
    source: Option<String>,
    url: Option<String>,
    tags: Vec<String>,
    published: Option<Date>,
    modified: Option<Date>,
    evidence: BTreeMap<String, String>,
}

impl Head {
    fn note(&mut self, field: &str, lines: &[Line], place: usize) {
        if let Some(line) = lines.get(place) {
            self.evidence.insert(field.to_owned(), format!("text line {}", line.number));
        }
    }

    /// Returns the names of the authors.
    pub(super) fn authors(&self) -> &[String] {
        &self.byline.names
    }

    /// Hands the fields over to an article.
    pub(super) fn fill(self, article: &mut Article) {
        article.title = self.title;
        article.kicker = self.kicker;
        article.dek = self.dek;
        article.credit = self.credit;
        article.source = self.source;
        article.url = self.url;
        article.tags = self.tags;
        article.published = self.published;
        article.modified = self.modified;
        add_agencies(article, self.closing, "text line with a credit");
        add_agencies(article, self.byline.agencies, "byline");
        article.authors = self.byline.names;
        article.evidence.extend(self.evidence);
    }
}

/// Adds agencies to an article, each once.
pub(super) fn add_agencies(article: &mut Article, agencies: Vec<String>, evidence: &str) {
    for agency in agencies {
        if !article.agency.contains(&agency) {
            article.evidence.entry("agency".to_owned()).or_insert_with(|| evidence.to_owned());
            article.agency.push(agency);
        }
    }
}

/// Reads the head above the first kept line and the lines right after the run.
pub(super) fn find(
    lines: &[Line],
    kept: &[Kept],
    (from, end): (usize, usize),
    prose: &str,
    language: Option<&str>,
    hosts: &BTreeSet<String>,
    known: Option<&str>,
) -> Head {
    let mut head = Head::default();
    // Front matter that names the headline mostly stands in its place: then the text begins with the body.
    let found = match known {
        Some(known) => lines.iter().take(FRONT).position(|line| line.text == known),
        None => title::find(lines, kept, from, prose),
    };
    let top = found.unwrap_or(0);
    match found.and_then(|place| lines.get(place)) {
        Some(line) => {
            head.title = title::bare(&line.text, prose);
            head.note("title", lines, top);
            head.body_from = top + 1;
        }
        None => {
            head.title = first_sentence(prose);
            head.evidence.insert("title".to_owned(), "first sentence".to_owned());
        }
    }
    if let Some((name, place)) = source::find(lines, found, hosts) {
        head.source = Some(name);
        head.note("source", lines, place);
    }
    let tags = tags::find(lines, end);
    let body = first_paragraphs(lines, kept, head.body_from);
    let first = body.first().copied().unwrap_or(end);
    if found.is_some() {
        if let Some((place, kicker)) = kicker::find(lines, top, &tags.places)
            && head.source.as_ref().is_none_or(|name| name.to_lowercase() != kicker.to_lowercase())
        {
            head.kicker = Some(kicker);
            head.note("kicker", lines, place);
        }
        dek(&mut head, lines, top, &body);
    }
    let start = head.body_from;
    let first = body.iter().copied().find(|place| !head.used.contains(place)).unwrap_or(first);
    if let Some(found) = authors::find(lines, (top, start, first), &head.used, prose) {
        head.byline = found.byline;
        head.note("authors", lines, found.first);
        head.used.extend(found.places);
    }
    closing(&mut head, lines, kept, end);
    dateline(&mut head, lines, first);
    if let Some(place) = (top.saturating_sub(4)..(first + 4).min(lines.len())).find(|place| {
        lines.get(*place).is_some_and(|line| {
            byline::photo_credit(&line.text).is_some()
                && (line.furniture == Some(Furniture::PhotoCredit) || line.words < 60)
        })
    }) {
        head.credit = lines.get(place).and_then(|line| byline::photo_credit(&line.text));
        let number = lines.get(place).map_or(0, |line| line.number);
        head.evidence.insert("credit".to_owned(), format!("text line {number}"));
    }
    let dated = date::find(lines, top, first, end, language);
    if let Some((date, place)) = dated.published {
        head.published = Some(date);
        head.note("published", lines, place);
    }
    if let Some((date, place)) = dated.modified {
        head.modified = Some(date);
        head.note("modified", lines, place);
    }
    if let Some((url, place)) = address::find(lines) {
        head.url = Some(url);
        head.note("url", lines, place);
    }
    if let Some(place) = tags.places.first() {
        head.note("tags", lines, *place);
        head.tags = tags.names;
    }
    head
}

/// How far below front matter its headline may stand again.
const FRONT: usize = 60;

fn first_sentence(prose: &str) -> String {
    let line = prose.lines().next().unwrap_or_default();
    let sentence = line.split_inclusive(['.', '!', '?']).next().unwrap_or_default().trim();
    sentence.chars().take(160).collect::<String>().trim_end().to_owned()
}

/// Returns the places of the first paragraphs below the title.
fn first_paragraphs(lines: &[Line], kept: &[Kept], from: usize) -> Vec<usize> {
    kept.iter()
        .filter(|kept| kept.place >= from && kept.kind != BlockKind::Heading)
        .filter(|kept| lines.get(kept.place).is_some_and(|line| line.look == Look::Prose))
        .map(|kept| kept.place)
        .take(4)
        .collect()
}

/// A first paragraph of more words is none that papers set apart.
const LEAD: usize = 45;

/// Finds the dek: text between the headline and the lines that open the body (byline, date, picture).
fn dek(head: &mut Head, lines: &[Line], top: usize, body: &[usize]) {
    let Some(&first) = body.first() else { return };
    let second = body.get(1).copied();
    let headline = head.title.clone();
    let is_text = |place: usize| {
        lines.get(place).is_some_and(|line| {
            line.furniture.is_none()
                && (5..=110).contains(&line.words)
                && (line.look != Look::Label || line.words >= 7)
                && !(line.look == Look::Label
                    && line.words < 14
                    && authors::is_dated(&line.text)
                    && !byline::read(&line.text).names.is_empty())
                && (line.words > 25 || crate::dates::find_all(&line.text, false).is_empty())
                && !super::body::is_caption(lines, place)
                && agencies_of_dateline(&line.text).is_none()
                && !line.announces
                && !(line.look == Look::Label && title::says_the_same(&line.text, &headline))
        })
    };
    let look = |place: usize| lines.get(place).map(|line| line.look);
    let is_meta = |place: usize| lines.get(place).is_some_and(|line| opens_the_body(line) || line.announces);
    let limit = second.unwrap_or(first + 1);
    let whole = |place: &usize| is_text(*place) && look(*place) != Some(Look::Label);
    let near_label = (top + 1..limit.min(top + 3)).find(|place| is_text(*place));
    let sentence = (top + 1..limit.min(first + 1)).take(40).find(whole);
    // A label is a dek only right below the headline, and where no sentences stand between it and the body.
    let candidate = match (near_label, sentence) {
        (Some(label), Some(sentence)) if sentence >= first => Some(label),
        (_, Some(sentence)) => Some(sentence),
        (label, None) => label,
    };
    let Some(start) = candidate else { return };
    let met_before = (top + 1..start).any(is_meta);
    let met_after = (start + 1..limit).any(is_meta);
    let near = start <= top + 2;
    // Right below the headline, or with byline, date or picture between it and the body.
    let lead = second
        .and_then(|second| lines.get(second))
        .is_some_and(|second| lines.get(start).is_some_and(|line| line.words <= LEAD && !is_alike(line, second)));
    let chosen = if start < first { near || !met_before } else { second.is_some() && met_after || lead };
    let start = match chosen {
        true => start,
        false => match below_the_byline(lines, start..first, &is_text) {
            Some(place) => place,
            None => return,
        },
    };
    let mut places = vec![start];
    // Some papers write the dek as a few points; they touch each other.
    while let Some(next) = places.last().map(|last| last + 1).filter(|next| {
        *next < first
            && is_text(*next)
            && look(*next) == look(start)
            && lines.get(*next).is_some_and(|line| !line.gap_before)
    }) {
        places.push(next);
    }
    let text: Vec<&str> = places.iter().filter_map(|place| lines.get(*place)).map(|line| line.text.as_str()).collect();
    head.dek = Some(text.join(" "));
    head.note("dek", lines, start);
    head.used.extend(places);
}

/// Finds a dek that stands below date or byline: it touches them, and the paragraphs below it stand apart; or the names
/// of the authors stand below it.
fn below_the_byline(lines: &[Line], places: std::ops::Range<usize>, is_text: &dyn Fn(usize) -> bool) -> Option<usize> {
    let first = places.end;
    let place = places.rev().find(|place| is_text(*place))?;
    let (line, before) = (lines.get(place)?, lines.get(place.checked_sub(1)?)?);
    let whole = line.look != Look::Label && line.words >= 8;
    let below_meta = matches!(before.furniture, Some(Furniture::Date | Furniture::ReadingTime | Furniture::Share));
    let touches = below_meta && !line.gap_before && line.gap_after && lines.get(first).is_some_and(Line::stands_alone);
    let named =
        line.stands_alone() && lines.get(place + 1..first).unwrap_or_default().iter().any(|other| other.announces);
    (whole && (touches || named)).then_some(place)
}

/// Tells whether a first paragraph is of the same kind as the second: several sentences, about as long.
fn is_alike(first: &Line, second: &Line) -> bool {
    let sentences = first.text.split(['.', '!', '?']).filter(|part| part.starts_with(' ')).count() + 1;
    sentences >= 3
        && first.stands_alone() == second.stands_alone()
        && (first.words * 3..=first.words * 5).contains(&(second.words * 4))
}

/// Tells whether a line is of the kind that stands between dek and body.
pub(super) fn opens_the_body(line: &Line) -> bool {
    matches!(
        line.furniture,
        Some(
            Furniture::Date
                | Furniture::ReadingTime
                | Furniture::Share
                | Furniture::PhotoCredit
                | Furniture::Media
                | Furniture::Ticker
                | Furniture::Comments
        )
    )
}

/// Reads the credits below the body: `(dpa/red)`, `dpa-infocom, dpa:…`.
fn closing(head: &mut Head, lines: &[Line], kept: &[Kept], end: usize) {
    let last = kept.last().map_or(end, |last| last.place);
    for place in last..(last + 5).min(lines.len()) {
        let Some(line) = lines.get(place) else { break };
        if let Some(agencies) = byline::credit(&line.text) {
            for agency in agencies {
                if !head.closing.contains(&agency) {
                    head.closing.push(agency);
                }
            }
            head.note("agency", lines, place);
            head.used.insert(place);
        } else if head.byline.names.is_empty()
            && place > last
            && let Some(found) = byline::announced(&line.text)
        {
            head.byline = found;
            head.note("authors", lines, place);
        }
    }
}

/// Reads the agency of a dateline: `TOKYO, Oct 28 (Reuters) - …`.
fn dateline(head: &mut Head, lines: &[Line], first: usize) {
    let Some(line) = lines.get(first) else { return };
    for agency in agencies_of_dateline(&line.text).unwrap_or_default() {
        if !head.closing.contains(&agency) {
            head.closing.push(agency);
            head.note("agency", lines, first);
        }
    }
}

/// Returns the agencies of the dateline with which a text begins.
fn agencies_of_dateline(text: &str) -> Option<Vec<String>> {
    let start: String = text.chars().take(90).collect();
    let (before, rest) = start.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    if before.contains(". ") || !after.trim_start().starts_with(['-', '–', '—']) {
        return None;
    }
    crate::extract::agency::all_of(inside)
}
