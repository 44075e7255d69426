//! The article text in JSON-LD as a witness: it confirms which blocks are the article, or stands in for them.
//!
//! Few pages have it and few of those have it whole, with its sub-heads and line breaks; so the blocks of the page
//! are preferred wherever both tell the same.

use super::blocks::RawBlock;
use super::headline::squeezed;
use super::plain_text;
use crate::article::{Block, BlockKind};

/// The shortest text that can be an article.
const LEAST: usize = 300;

/// Drops blocks that a complete witness does not know.
pub(super) fn confirm(blocks: &mut Vec<RawBlock>, witness: Option<&str>) {
    let Some(text) = witness.filter(|text| text.len() >= LEAST) else { return };
    let known = squeezed(&plain_text(text));
    let knows = |block: &RawBlock| known.contains(&squeezed(&block.text));
    let long = || blocks.iter().filter(|block| block.chars >= 80);
    let all: usize = long().map(|block| block.chars).sum();
    let confirmed: usize = long().filter(|block| knows(block)).map(|block| block.chars).sum();
    if all == 0 || confirmed * 100 < all * 85 {
        return;
    }
    let has_headings = blocks.iter().any(|block| block.kind == BlockKind::Heading && knows(block));
    let has_items = blocks.iter().any(|block| block.kind == BlockKind::Item && knows(block));
    blocks.retain(|block| {
        let silent = match block.kind {
            BlockKind::Heading => !has_headings,
            BlockKind::Item => !has_items,
            _ => false,
        };
        silent || knows(block)
    });
}

/// Returns the witness as blocks where the page itself shows far less.
pub(super) fn stand_in(blocks: &[RawBlock], witness: Option<&str>) -> Option<Vec<Block>> {
    let text = witness.filter(|text| text.len() >= LEAST)?;
    let shown: usize = blocks.iter().map(|block| block.chars).sum();
    let known = squeezed(&plain_text(text)).chars().count();
    if shown * 2 >= known {
        return None;
    }
    let blocks: Vec<Block> = text
        .split('\n')
        .map(plain_text)
        .filter(|line| !line.is_empty())
        .map(|text| Block { kind: BlockKind::Paragraph, text })
        .collect();
    Some(blocks)
}
