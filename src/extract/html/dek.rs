//! The dek: the summary shown between headline and body.
//!
//! Most pages declare a description; it is the dek where the page shows it apart from the body. A description that
//! only repeats how the body begins is none.

use std::ops::Range;

use super::super::{byline, furniture};
use super::Sources;
use super::blocks::{self, RawBlock};
use super::headline::{Headline, likeness, same, squeezed};
use super::tree::{Id, Tree};
use super::words::{DEK, PICTURE};
use crate::article::BlockKind;
use crate::dates;

/// Lines that may stand between headline and dek.
const STRAY: usize = 2;

/// A dek, and where it was read.
pub(super) struct Dek {
    pub(super) text: String,
    pub(super) evidence: &'static str,
    /// Whether the page prints it, or only declares it.
    pub(super) printed: bool,
}

impl Dek {
    fn printed(text: String, evidence: &'static str) -> Self {
        Self { text, evidence, printed: true }
    }
}

/// Reads the dek; a first block that is the dek is taken out of the blocks.
pub(super) fn read(
    sources: &Sources<'_>,
    headline: Option<&Headline>,
    container: Id,
    first_block: Id,
    blocks: &mut Vec<RawBlock>,
    cut: &[bool],
) -> Option<Dek> {
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
    // A stray line may stand between headline and dek.
    let end = blocks.get(..STRAY + 1).unwrap_or(blocks).last().map_or(first_block, |block| block.id);
    let between = || (start + 1..tree.end(end).max(start)).filter(|id| can_be_dek(tree, *id));
    let is_headline = |text: &str| headline.is_some_and(|headline| likeness(&headline.title, text) > 0.6);
    let is_cut = |id: Id| cut.get(id).copied().unwrap_or(false);
    // The name of a dek may be one that cuts elsewhere: `teaser-text`.
    let named = |id: &Id| {
        !is_cut(tree.parent(*id)) && is_named(tree, *id) && paragraphs(tree, *id) < 5 && !is_headline(&tree.text(*id))
    };
    // Below the first paragraph it is a sub-head.
    let named = |id: &Id| named(id) && !(*id > first_block && matches!(tree.name(*id), "h2" | "h3" | "h4"));
    let inner = |id: Id| tree.below(id).filter(|below| can_be_dek(tree, *below)).find(named).unwrap_or(id);
    if let Some(id) = between().find(named).map(inner) {
        return Some(Dek::printed(taken_out(tree, id, blocks).0, "named dek"));
    }
    // Shown between the headline and the body, or as its first block.
    let shown = |(text, _): &(String, &'static str)| {
        between().find(|id| {
            let found = tree.text(*id);
            begins_alike(&found, text) && byline::photo_credit(&found).is_none() && paragraphs(tree, *id) <= 2
        })
    };
    let declared: Vec<_> = declared.into_iter().filter(|(text, _)| byline::photo_credit(text).is_none()).collect();
    if let Some(id) = declared.iter().find_map(shown) {
        let (text, is_apart) = taken_out(tree, id, blocks);
        return is_apart.then_some(Dek::printed(text, "shown description"));
    }
    let before = tree.end(start).min(first_block)..first_block;
    if let Some(text) = lead(tree, before, cut).filter(|text| !is_headline(text)) {
        return Some(Dek::printed(text, "shown before the body"));
    }
    if let [first, second, third, ..] = blocks.as_slice()
        && is_set_apart(tree, first, second, third)
    {
        return Some(Dek::printed(blocks.remove(0).text, "shown before the body"));
    }
    let opening: String = blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Heading)
        .take(4)
        .map(|block| squeezed(&block.text))
        .collect();
    let mut article = headline.map(|headline| headline.title.to_lowercase()).unwrap_or_default();
    for block in blocks.iter() {
        article.push(' ');
        article.push_str(&block.text.to_lowercase());
    }
    let found = declared.into_iter().find(|(text, _)| {
        let start: String = squeezed(text).chars().take(60).collect();
        !opening.contains(&start) && !is_cut_off(text) && is_about(text, &article)
    });
    found.map(|(text, evidence)| Dek { text, evidence, printed: false })
}

/// Tells whether a declared description ends in the middle of a sentence.
fn is_cut_off(text: &str) -> bool {
    let text = text.trim_end_matches([']', ')', ' ', '|']);
    text.ends_with('…') || text.ends_with("...")
}

/// Of a description so many longer words are looked for in the article.
const LONG_WORDS: usize = 200;

/// Tells whether a description speaks of the article: two of five of its longer words stand there. The slogan of the
/// site has none of them.
fn is_about(text: &str, article: &str) -> bool {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4)
        .take(LONG_WORDS)
        .map(str::to_lowercase)
        .collect();
    words.sort();
    words.dedup();
    let named = words.iter().filter(|word| article.contains(word.as_str())).count();
    words.len() < 3 || named * 5 >= words.len() * 2
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
    let look = |block: &RawBlock| (tree.attr(block.id, "class").unwrap_or_default(), is_bold(tree, block));
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

/// Returns the text of the dek, and whether it stands apart from the body. A block that is set apart from the others by
/// its element, class or box is the dek and not the body, and so are stray lines above it; one that is not begins the
/// body.
fn taken_out(tree: &Tree<'_>, dek: Id, blocks: &mut Vec<RawBlock>) -> (String, bool) {
    let text = tree.text(dek);
    let Some(place) = blocks.iter().take(STRAY + 1).position(|block| same(&block.text, &text)) else {
        return (text, true);
    };
    let (Some(found), Some(next)) = (blocks.get(place), blocks.get(place + 1)) else { return (text, true) };
    let class = |block: &RawBlock| tree.attr(block.id, "class").unwrap_or_default();
    let by_look = is_named(tree, dek) || found.name != next.name || class(found) != class(next);
    let in_head = tree.above(found.id).take(3).any(|above| matches!(tree.name(above), "hgroup" | "header"));
    let apart = by_look || in_head || is_alone(tree, found.id) || is_bold(tree, found) && !is_bold(tree, next);
    if by_look && place == 0 {
        blocks.remove(0);
    }
    (text, apart)
}

/// Tells whether a block has a box of its own.
fn is_alone(tree: &Tree<'_>, id: Id) -> bool {
    let parent = tree.parent(id);
    !matches!(tree.name(parent), "article" | "main" | "body" | "") && tree.chars(parent) == tree.chars(id)
}

fn is_bold(tree: &Tree<'_>, block: &RawBlock) -> bool {
    let bold = tree.below(block.id).filter(|id| matches!(tree.name(*id), "b" | "strong")).map(|id| tree.chars(id));
    bold.sum::<usize>() >= block.chars
}

fn can_be_dek(tree: &Tree<'_>, id: Id) -> bool {
    matches!(
        tree.name(id),
        "p" | "ul" | "div" | "h2" | "h3" | "h4" | "span" | "strong" | "b" | "section" | "li" | "header" | "td"
    ) && (15..900).contains(&tree.chars(id))
        && !tree
            .above(id)
            .take(6)
            .any(|above| matches!(tree.name(above), "figure" | "figcaption" | "aside" | "nav" | "footer"))
}

/// Counts the paragraphs and headings below a node, up to five: a box of several holds more than the dek.
fn paragraphs(tree: &Tree<'_>, id: Id) -> usize {
    let is_one = |id: &Id| matches!(tree.name(*id), "p" | "h2" | "h3" | "h4" | "blockquote") && tree.chars(*id) > 0;
    tree.below(id).filter(is_one).take(5).count()
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

/// `News | 28.10.2025`, `Hafenstadt, 28. Oktober 2025`: a place or a section with a date.
fn is_dated_line(text: &str) -> bool {
    text.chars().count() < 50 && !dates::find_all(text, false).is_empty()
}

/// Tells whether the class of an element says that it holds the dek.
fn is_named(tree: &Tree<'_>, id: Id) -> bool {
    if tree.linked(id) * 2 > tree.chars(id) || !(15..900).contains(&tree.chars(id)) {
        return false;
    }
    if tree.below(id).any(|below| matches!(tree.name(below), "form" | "input" | "button" | "h2" | "h3")) {
        return false;
    }
    let text = tree.text(id);
    // A report opens with its place and agency, a dek never does.
    if byline::photo_credit(&text).is_some() || byline::dateline(&text).is_some() || is_dated_line(&text) {
        return false;
    }
    let in_picture = |id: Id| {
        let class = tree.attr(id, "class").unwrap_or_default();
        class
            .split_whitespace()
            .any(|class| tree.class(class).words.iter().any(|word| PICTURE.contains(&word.as_str()) || word == "media"))
    };
    if tree.above(id).take(2).chain([id]).any(in_picture) {
        return false;
    }
    tree.is_named(id, &["class", "id", "itemprop", "data-testid"], |words| {
        words.iter().any(|word| DEK.contains(&word.as_str())) || DEK.contains(&words.concat().as_str())
    })
}
