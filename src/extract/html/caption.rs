//! Captions that no element names: a few words that share a small box with a picture.

use super::super::sentence::ends_a_sentence;
use super::headline::squeezed;
use super::tree::{Id, Tree};

/// A caption has fewer letters than this.
const LONGEST: usize = 200;

/// The credit that may stand beside a caption in the same box has so many letters.
const CREDIT: usize = 40;

/// Returns where the caption ends if the block that follows a picture is one: the end of the box of both, as a credit
/// may follow. `block` is the element of the block, `chars` its number of letters.
pub(super) fn end_of(tree: &Tree<'_>, picture: Id, block: Id, text: &str, chars: usize) -> Option<Id> {
    // Where line breaks part the text, the box of a line is that of all lines.
    if chars >= LONGEST || tree.chars(block) != chars || matches!(tree.name(block), "h1" | "h2" | "h3" | "h4" | "li") {
        return None;
    }
    let said = tree.attr(picture, "alt").map(squeezed).unwrap_or_default();
    if said.chars().count() >= 15 && said == squeezed(text) {
        return Some(tree.end(block));
    }
    if ends_a_sentence(text) {
        return None;
    }
    let both = std::iter::once(block).chain(tree.above(block)).find(|id| *id < picture && picture < tree.end(*id));
    let both = both
        .filter(|both| tree.chars(*both) <= chars + CREDIT && !matches!(tree.name(*both), "body" | "main" | "article"));
    both.or_else(|| is_set_small(tree, block, chars).then_some(block)).map(|id| tree.end(id))
}

/// All of it in italics or small type.
fn is_set_small(tree: &Tree<'_>, block: Id, chars: usize) -> bool {
    tree.below(block).any(|id| matches!(tree.name(id), "em" | "i" | "small") && tree.chars(id) == chars)
}
