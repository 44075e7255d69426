//! The dek: the summary shown between headline and body.
//!
//! Most pages declare a description; it is the dek where the page shows it apart from the body. A description that
//! only repeats how the body begins is none.

use std::ops::Range;

use super::super::{byline, furniture};
use super::Sources;
use super::blocks::{self, RawBlock};
use super::cut::words;
use super::headline::{Headline, same, squeezed};
use super::tree::{Id, Tree};
use super::words::DEK;
use crate::article::BlockKind;

/// Reads the dek; a first block that is the dek is taken out of the blocks.
pub(super) fn read(
    sources: &Sources<'_>,
    headline: Option<&Headline>,
    container: Id,
    first_block: Id,
    blocks: &mut Vec<RawBlock>,
    cut: &[bool],
) -> Option<(String, &'static str)> {
    let tree = sources.tree;
    let declared: Vec<(String, &'static str)> = [
        (sources.head.meta("og:description"), "og:description"),
        (sources.head.meta("description"), "meta description"),
        (sources.structured.description.clone().filter(|_| sources.structured.is_article), "json-ld description"),
        (sources.head.meta("twitter:description"), "twitter:description"),
    ]
    .into_iter()
    .filter_map(|(text, how)| Some((text?, how)))
    .filter(|(text, _)| text.chars().count() >= 20 && headline.is_none_or(|headline| !same(text, &headline.title)))
    .collect();

    let start = headline.and_then(|headline| headline.at).unwrap_or(container);
    let between = || (start + 1..tree.end(first_block).max(start)).filter(|id| can_be_dek(tree, *id));
    let is_headline = |text: &str| headline.is_some_and(|headline| same(&headline.title, text));
    if let Some(id) = between().find(|id| is_named(tree, *id) && !is_headline(&tree.text(*id))) {
        return Some((taken_out(tree, id, blocks), "named dek"));
    }
    // Shown between the headline and the body, or as its first block.
    let shown = |(text, _): &(String, &'static str)| {
        between().find(|id| {
            let found = tree.text(*id);
            begins_alike(&found, text) && byline::photo_credit(&found).is_none()
        })
    };
    let declared: Vec<_> = declared.into_iter().filter(|(text, _)| byline::photo_credit(text).is_none()).collect();
    if let Some(id) = declared.iter().find_map(shown) {
        return Some((taken_out(tree, id, blocks), "shown description"));
    }
    let before = tree.end(start).min(first_block)..first_block;
    if let Some(text) = lead(tree, before, cut).filter(|text| !is_headline(text)) {
        return Some((text, "shown before the body"));
    }
    if let [first, second, third, ..] = blocks.as_slice()
        && is_set_apart(tree, first, second, third)
    {
        return Some((blocks.remove(0).text, "shown before the body"));
    }
    let opening: String = blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Heading)
        .take(4)
        .map(|block| squeezed(&block.text))
        .collect();
    declared.into_iter().find(|(text, _)| {
        let start: String = squeezed(text).chars().take(60).collect();
        !opening.contains(&start)
    })
}

/// Returns the last block of text between headline and body, if it is neither byline nor furniture.
fn lead(tree: &Tree<'_>, before: Range<Id>, cut: &[bool]) -> Option<String> {
    let is_lead = |block: &RawBlock| {
        (25..600).contains(&block.chars)
            && block.linked * 2 < block.chars
            && block.kind != BlockKind::Item
            && can_be_dek(tree, block.id)
            && furniture::classify(&block.text).is_none()
            && byline::announced(&block.text).is_none()
            && byline::photo_credit(&block.text).is_none()
            && block.text.split_whitespace().count() >= 6
    };
    blocks::read(tree, before, cut).into_iter().rfind(is_lead).map(|block| block.text)
}

/// Tells whether the first block looks other than the following: in another class or all in bold type.
fn is_set_apart(tree: &Tree<'_>, first: &RawBlock, second: &RawBlock, third: &RawBlock) -> bool {
    let look = |block: &RawBlock| {
        let bold = tree
            .below(block.id)
            .filter(|id| matches!(tree.name(*id), "b" | "strong"))
            .map(|id| tree.chars(id))
            .sum::<usize>();
        (tree.attr(block.id, "class").unwrap_or_default(), bold >= block.chars)
    };
    let plain = |block: &RawBlock| block.kind == BlockKind::Paragraph;
    (25..600).contains(&first.chars)
        && plain(first)
        && plain(second)
        && plain(third)
        && first.name == "p"
        && byline::dateline(&first.text).is_none()
        && second.name == "p"
        && look(first) != look(second)
        && look(second) == look(third)
}

/// Returns the text of the dek. A first block that is set apart from the others by its element or class is the dek
/// and not the body; one that is not begins the body as well.
fn taken_out(tree: &Tree<'_>, dek: Id, blocks: &mut Vec<RawBlock>) -> String {
    let text = tree.text(dek);
    if let [first, second, ..] = blocks.as_slice()
        && same(&first.text, &text)
    {
        let class = |block: &RawBlock| tree.attr(block.id, "class").unwrap_or_default();
        let apart = first.name != second.name || class(first) != class(second) || is_named(tree, dek);
        if apart {
            blocks.remove(0);
        }
    }
    text
}

fn can_be_dek(tree: &Tree<'_>, id: Id) -> bool {
    matches!(
        tree.name(id),
        "p" | "div" | "h2" | "h3" | "h4" | "span" | "strong" | "b" | "section" | "li" | "header" | "td"
    ) && (15..900).contains(&tree.chars(id))
        && !tree
            .above(id)
            .take(6)
            .any(|above| matches!(tree.name(above), "figure" | "figcaption" | "aside" | "nav" | "footer"))
}

/// Tells whether a text is another one or goes on where a shortened one ends.
fn begins_alike(text: &str, declared: &str) -> bool {
    let (text, declared) = (squeezed(text), squeezed(declared.trim_end_matches(['…', '.', ' '])));
    let (long, short) = if text.len() >= declared.len() { (&text, &declared) } else { (&declared, &text) };
    short.len() >= 20
        && long.starts_with(short.as_str())
        && long.len() < short.len() * 3
        && text.len() * 5 > declared.len() * 4
}

/// Tells whether the class of an element says that it holds the dek.
fn is_named(tree: &Tree<'_>, id: Id) -> bool {
    let Some(element) = tree.element(id) else { return false };
    if tree.linked(id) * 2 > tree.chars(id) || !(15..900).contains(&tree.chars(id)) {
        return false;
    }
    let text = tree.text(id);
    // A report opens with its place and agency, a dek never does.
    if byline::photo_credit(&text).is_some() || byline::dateline(&text).is_some() {
        return false;
    }
    ["class", "id", "itemprop", "data-testid"]
        .iter()
        .filter_map(|name| element.attr(name))
        .flat_map(str::split_whitespace)
        .any(|class| {
            let words = words(class);
            words.iter().any(|word| DEK.contains(&word.as_str())) || DEK.contains(&words.concat().as_str())
        })
}
