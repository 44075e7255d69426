//! The body: the blocks of the article's box, without what is no part of the article.

use super::Sources;
use super::blocks;
use super::container::{self, Prose};
use super::cut::{self, Rules};
use super::dek::{self, Dek};
use super::headline::Headline;
use super::sieve::{self, Sieved};
use super::tree::Id;
use super::witness;
use crate::article::Block;

/// The body as found, and the dek, which pages show as its first block as often as not.
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    pub(super) dek: Option<Dek>,
    pub(super) evidence: &'static str,
    /// The box of the article.
    pub(super) container: Id,
    /// The element of the first block.
    pub(super) first_block: Id,
    /// What was sieved out.
    pub(super) sieved: Sieved,
    /// Which nodes were cut as furniture.
    pub(super) cut: Vec<bool>,
}

/// A body of fewer letters is looked for again with less cut off.
const SHORT: usize = 400;

/// So few letters are no article, however short it is.
const REST: usize = 40;

/// A body of more letters is an article beyond doubt.
const LONG: usize = 1200;

/// Reads the body.
pub(super) fn read(sources: &Sources<'_>, headline: Option<&Headline>) -> Body {
    let tree = sources.tree;
    let everything = Prose::weigh(tree, &[]);
    let attempt = |rules: Rules| {
        let cut = cut::furniture(tree, rules, &|id| everything.good(tree, id));
        let prose = Prose::weigh(tree, &cut);
        let container = container::find(tree, &prose);
        let sieved = sieve::sieve(blocks::read(tree, tree.below(container), &cut), headline);
        (container, cut, sieved)
    };
    let size = |sieved: &Sieved| sieved.blocks.iter().map(|block| block.chars).sum::<usize>();
    let (mut container, mut cut, mut sieved) = attempt(Rules::All);
    for rules in [Rules::Tags, Rules::Nothing] {
        if size(&sieved) >= SHORT {
            break;
        }
        let (other, other_cut, more) = attempt(rules);
        // A short article stays short; one that went with the furniture leaves a few lines behind.
        let lost = size(&sieved) < REST || (size(&more) > LONG && size(&more) > size(&sieved) * 5);
        if lost && size(&more) > size(&sieved) * 2 {
            (container, cut, sieved) = (other, other_cut, more);
        }
    }
    let text = sources.structured.body.as_deref();
    witness::confirm(&mut sieved.blocks, text);
    let first_block = sieved.blocks.first().map_or(container, |block| block.id);
    let dek = dek::read(sources, headline, container, first_block, &mut sieved.blocks, &cut);
    if let Some(blocks) = witness::stand_in(&sieved.blocks, text) {
        return Body { blocks, dek, evidence: "json-ld articleBody", container, first_block, sieved, cut };
    }
    let blocks = sieved.blocks.iter().map(|block| Block { kind: block.kind, text: block.text.clone() }).collect();
    Body { blocks, dek, evidence: "content", container, first_block, sieved, cut }
}
