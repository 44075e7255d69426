//! The stretches of an article, and what being named in each of them says.

use super::token::behind_dateline;
use crate::article::{Article, BlockKind};

/// What begins within the first words of the body is its lead: a paragraph, or a short one and the next.
const LEAD_WORDS: usize = 20;

/// What an article is about is said in its first thousand words; of a longer one only the sub-heads are read further on.
const MOST_WORDS: usize = 1000;

/// A stretch of the article and what a mention in it is worth.
pub(super) struct Zone<'a> {
    pub(super) name: &'static str,
    pub(super) text: &'a str,
    pub(super) worth: u32,
    /// The number of the block in the body.
    pub(super) block: Option<usize>,
    /// How many bytes of the block were left out before the text.
    pub(super) cut: usize,
}

const TITLE: u32 = 6;
const DEK: u32 = 4;
const LEAD: u32 = 3;
const HEADING: u32 = 2;
pub(super) const BODY: u32 = 1;

impl Zone<'_> {
    pub(super) fn is_of_body(&self) -> bool {
        self.block.is_some()
    }
}

/// Returns the stretches of an article, in reading order.
pub(super) fn zones(article: &Article) -> Vec<Zone<'_>> {
    let whole = |name, text, worth| Zone { name, text, worth, block: None, cut: 0 };
    let mut zones = vec![whole("title", article.title.as_str(), TITLE)];
    zones.extend(article.kicker.as_deref().map(|text| whole("kicker", text, TITLE)));
    zones.extend(article.dek.as_deref().map(|text| whole("dek", text, DEK)));
    let mut before = 0;
    for (number, block) in article.body.iter().enumerate().filter(|(_, block)| block.kind != BlockKind::Dek) {
        let text = block.text.as_str();
        if before > MOST_WORDS && block.kind != BlockKind::Heading {
            continue;
        }
        let (mut cut, mut name) = (0, "body");
        let worth = match block.kind {
            BlockKind::Heading => HEADING,
            _ if before < LEAD_WORDS => {
                (cut, name) = (behind_dateline(text), "lead");
                LEAD
            }
            _ => BODY,
        };
        before += text.split(' ').count();
        zones.push(Zone { name, text: text.get(cut..).unwrap_or(text), worth, block: Some(number), cut });
    }
    zones
}

/// Returns how many characters of a zone's printed text stand before a byte of it; the blocks of the body, the dek too
/// where it is printed there, stand on a line each.
pub(super) fn characters_before(article: &Article, block: Option<usize>, text: &str, byte: usize) -> usize {
    let here = text.get(..byte).map_or(0, |before| before.chars().count());
    let earlier = article.body.iter().take(block.unwrap_or(0)).map(|block| block.text.chars().count() + 1);
    earlier.sum::<usize>() + here
}
