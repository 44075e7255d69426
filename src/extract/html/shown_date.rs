//! Dates that the page shows: in `<time>`, in a line near the headline, in an element that is named for its date.
//!
//! Only the article's own surroundings are searched: a date in a teaser, a comment or the footer is another's.

use std::ops::Range;

use super::Sources;
use super::body::Body;
use super::cut::words;
use super::dated::{in_address, month_first, read as read_date};
use super::headline::Headline;
use super::tree::{Id, Tree};
use super::words::{DATED, NEVER_ARTICLE};
use crate::article;
use crate::dates::{self, Date, Found};

/// A line with more than this around its date is a sentence.
const AROUND: usize = 50;

/// Reads the date that is shown for the article, with its evidence.
pub(super) fn read(sources: &Sources<'_>, headline: &Headline, body: &Body) -> Option<(Date, String)> {
    let tree = sources.tree;
    let start = headline.at.unwrap_or(body.container);
    // From some nodes before the headline up to the end of the first block; then the article; then farther around.
    let first_block = body.first_block.max(start);
    let own = [start, body.container, body.first_block];
    let near = own_nodes(tree, start.saturating_sub(40)..tree.end(first_block).max(start).min(start + 1500), own);
    let article = own_nodes(tree, body.container..tree.end(body.container), own);
    let before = own_nodes(tree, start.saturating_sub(300)..body.container, own);
    let around = own_nodes(tree, start.saturating_sub(200)..(start + 400).min(tree.all().end), own);
    in_time(sources, &near)
        .or_else(|| in_line(sources, &near))
        .or_else(|| in_time(sources, &article))
        .or_else(|| in_named(sources, &article))
        .or_else(|| alone(sources, body))
        .or_else(|| in_address(sources).map(|date| (date, "url".to_owned())))
        .or_else(|| in_named(sources, &before))
        .or_else(|| in_line(sources, &around))
}

/// Returns the nodes of a range without the parts that belong to something else than the article.
fn own_nodes(tree: &Tree<'_>, range: Range<Id>, own: [Id; 3]) -> Vec<Id> {
    let mut nodes = Vec::new();
    let mut id = range.start;
    while id < range.end {
        let holds_own = own.iter().any(|own| (id..tree.end(id)).contains(own));
        let foreign = match tree.name(id) {
            "nav" | "footer" | "aside" | "article" => !holds_own,
            "" | "html" | "body" | "main" => false,
            _ => !holds_own && (is_comments(tree, id) || is_today(tree, id)),
        };
        if foreign {
            id = tree.end(id);
        } else {
            nodes.push(id);
            id += 1;
        }
    }
    nodes
}

/// Tells whether an element is named for the day of the visit, not of the article.
fn is_today(tree: &Tree<'_>, id: Id) -> bool {
    ["class", "id"].iter().filter_map(|name| tree.attr(id, name)).flat_map(str::split_whitespace).any(|class| {
        words(class).iter().any(|word| matches!(word.as_str(), "today" | "heute" | "aujourdhui" | "hoy" | "oggi"))
    })
}

fn is_comments(tree: &Tree<'_>, id: Id) -> bool {
    ["class", "id"].iter().filter_map(|name| tree.attr(id, name)).flat_map(str::split_whitespace).any(|class| {
        !class.starts_with("no-") && words(class).iter().any(|word| NEVER_ARTICLE.contains(&word.as_str()))
    })
}

fn in_time(sources: &Sources<'_>, nodes: &[Id]) -> Option<(Date, String)> {
    let tree = sources.tree;
    nodes.iter().filter(|id| tree.name(**id) == "time").find_map(|id| {
        let value =
            tree.attr(*id, "datetime").and_then(|value| read_date(value, sources)).filter(|date| date.has_day());
        let date = value.or_else(|| read_date(&tree.text(*id), sources)).filter(|date| date.has_day())?;
        Some((date, "time datetime".to_owned()))
    })
}

/// Reads the first date in a short text that stands alone.
fn in_line(sources: &Sources<'_>, nodes: &[Id]) -> Option<(Date, String)> {
    nodes.iter().find_map(|id| {
        let own = sources.tree.own_text(*id)?;
        let length = own.trim().chars().count();
        if !(6..=120).contains(&length) {
            return None;
        }
        let text = article::clean(own);
        // `Von Anna Seeger | 16.09.2025, 14:05 Uhr | Stand: 17.09.2025`: each part for itself.
        let shown_in = |part: &str| {
            let fits = |found: &Found| part.trim().chars().count() < found.range.len() + AROUND;
            first(part, sources).filter(fits).map(|found| shown(part, &found))
        };
        if let Some(found) = text.split(['|', '•', '·']).find_map(shown_in) {
            return Some(found);
        }
        let saved = sources.page.captured.filter(|_| length < 40)?;
        Some((dates::relative(&text, saved)?, format!("visible \"{text}\"")))
    })
}

/// Reads a date out of an element whose class says that it holds one.
fn in_named(sources: &Sources<'_>, nodes: &[Id]) -> Option<(Date, String)> {
    let tree = sources.tree;
    nodes.iter().find_map(|id| {
        let element = tree.element(*id).filter(|_| tree.chars(*id) < 120)?;
        let named = ["class", "id"]
            .iter()
            .filter_map(|name| element.attr(name))
            .flat_map(str::split_whitespace)
            .any(|class| words(class).iter().any(|word| DATED.contains(&word.as_str())));
        if !named {
            return None;
        }
        let text = tree.text(*id);
        match dates::read(&text).filter(|date| date.has_day()) {
            Some(date) => Some((date, format!("visible \"{text}\""))),
            None => first(&text, sources).map(|found| shown(&text, &found)),
        }
    })
}

/// Reads a date that stood in a line of its own among the blocks of the article.
fn alone(sources: &Sources<'_>, body: &Body) -> Option<(Date, String)> {
    body.sieved.dates.iter().find_map(|text| Some(shown(text, &first(text, sources)?)))
}

fn first(text: &str, sources: &Sources<'_>) -> Option<Found> {
    dates::find_all(text, month_first(sources)).into_iter().next()
}

fn shown(text: &str, found: &Found) -> (Date, String) {
    (found.date, format!("visible \"{}\"", text.get(found.range.clone()).unwrap_or_default()))
}
