//! Sieves the blocks of the article's box: repeated headlines, furniture lines, captions, bylines and lists of links go.

use super::super::byline::{self, Byline};
use super::super::furniture::{self, Furniture};
use super::super::sentence::ends_a_sentence;
use super::blocks::RawBlock;
use super::headline::{Headline, likeness, same, squeezed};
use crate::article::BlockKind;
use crate::dates;

/// What the sieve holds back, because other fields are read from it.
#[derive(Debug, Default)]
pub(super) struct Sieved {
    /// The blocks that stay.
    pub(super) blocks: Vec<RawBlock>,
    /// Bylines that stood among the blocks.
    pub(super) bylines: Vec<Byline>,
    /// Agencies credited at the end of the text.
    pub(super) agencies: Vec<String>,
    /// The credit of the first picture.
    pub(super) credit: Option<String>,
    /// Dates that stood alone.
    pub(super) dates: Vec<String>,
}

/// Sieves the blocks.
pub(super) fn sieve(raw: Vec<RawBlock>, headline: Option<&Headline>) -> Sieved {
    let mut sieved = Sieved::default();
    // Below `Mehr zum Thema` there are links, until ordinary text goes on.
    let mut below_related = false;
    let total: usize = raw.iter().map(|block| block.chars).sum();
    let mut passed = 0;
    for block in raw {
        passed += block.chars;
        if block.chars == 0 || block.caption || repeats_headline(&block, headline) {
            continue;
        }
        if let Some(kind) = furniture::classify(&block.text) {
            match kind {
                Furniture::PhotoCredit if sieved.credit.is_none() => sieved.credit = byline::photo_credit(&block.text),
                Furniture::Date => sieved.dates.push(block.text.clone()),
                Furniture::RelatedHead => below_related = true,
                // Comments and the foot end the article; early on they are a link to the comments.
                Furniture::Comments | Furniture::Foot
                    if block.kind == BlockKind::Heading && passed * 10 > total * 7 =>
                {
                    break;
                }
                _ => {}
            }
            continue;
        }
        let is_links = block.linked * 10 > block.chars * 7;
        if below_related && (is_links || block.kind == BlockKind::Heading && block.linked > 0) {
            continue;
        }
        below_related = below_related && block.chars < 60;
        // A link that stands alone is a teaser; so are points of a list that are all link.
        if is_links && (block.chars < 200 || block.kind == BlockKind::Item) && !is_sentence(&block) {
            continue;
        }
        if block.linked > 0 && furniture::is_offer(&block.text) {
            continue;
        }
        if sieved.blocks.len() < 4 && opens_with_date(&block) {
            sieved.dates.push(block.text.clone());
            continue;
        }
        if let Some(found) = byline::announced(&block.text) {
            sieved.bylines.push(found);
            continue;
        }
        if let Some(found) = byline::credit(&block.text) {
            sieved.agencies.extend(found);
            continue;
        }
        if block.chars < 250 && block.kind != BlockKind::Heading && ends_with_picture_credit(&block.text) {
            sieved.credit = sieved.credit.or_else(|| byline::photo_credit(&block.text));
            continue;
        }
        if let Some(found) = byline::credit_at_end(&block.text) {
            sieved.agencies.extend(found);
        }
        if !sieved.blocks.is_empty() || !is_sign(&block, headline) {
            sieved.blocks.push(block);
        }
    }
    drop_pull_quotes(&mut sieved.blocks);
    drop_refrains(&mut sieved.blocks);
    drop_repeated(&mut sieved.blocks);
    drop_loose_headings(&mut sieved.blocks);
    sieved
}

/// A sentence of the text of which the larger part happens to be a link.
fn is_sentence(block: &RawBlock) -> bool {
    block.name == "p" && block.linked < block.chars && block.text.ends_with('.')
}

/// `11.07.2026, 09:30 Uhr Hafenstadt` below the headline.
fn opens_with_date(block: &RawBlock) -> bool {
    block.chars < 60
        && block.kind != BlockKind::Heading
        && !ends_a_sentence(&block.text)
        && dates::find_all(&block.text, false).first().is_some_and(|date| date.range.start < 4)
}

/// A few words above the headline: the publication, a section, a kicker.
fn is_sign(block: &RawBlock, headline: Option<&Headline>) -> bool {
    let above = headline.and_then(|headline| headline.at).is_some_and(|at| block.id < at);
    above
        && block.kind != BlockKind::Heading
        && block.chars < 50
        && !block.text.ends_with(['.', '!', '?', ':', '…', '”', '“', '"', '»', '«', '。', '！', '？'])
}

fn repeats_headline(block: &RawBlock, headline: Option<&Headline>) -> bool {
    block.name == "h1"
        || headline.is_some_and(|headline| {
            same(&headline.title, &block.text)
                || (block.kind == BlockKind::Heading
                    && (likeness(&headline.title, &block.text) > 0.9 || holds(&block.text, &headline.title)))
                || headline.kicker.as_ref().is_some_and(|kicker| same(kicker, &block.text))
        })
}

/// Tells whether a heading is the headline with a kicker before or after it.
fn holds(heading: &str, title: &str) -> bool {
    let (heading, title) = (squeezed(heading), squeezed(title));
    title.len() >= 20 && heading.contains(&title) && heading.len() < title.len() + 60
}

/// `Der Hafen am Abend. Foto: Franz Bild/dpa`: a caption with its credit.
fn ends_with_picture_credit(text: &str) -> bool {
    byline::photo_credit(text).is_some_and(|credit| credit.chars().count() < 60 && !credit.ends_with('.'))
}

/// No article sets more quotations large.
const MOST_QUOTES: usize = 100;

/// A quotation that repeats a sentence of the text was set large on the page.
fn drop_pull_quotes(blocks: &mut Vec<RawBlock>) {
    let plain: String = blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph)
        .map(|block| squeezed(&block.text) + "\n")
        .collect();
    // The name of who said it stands below.
    let mut below_quote = false;
    let mut quotes = 0;
    blocks.retain(|block| {
        quotes += usize::from(block.kind == BlockKind::Quote);
        let quote = squeezed(&block.text);
        // Each quotation is looked for in the whole text.
        let may_be = block.kind == BlockKind::Quote && quotes <= MOST_QUOTES && quote.len() >= 20;
        if may_be && plain.contains(&quote) {
            below_quote = true;
            return false;
        }
        !std::mem::take(&mut below_quote) || block.chars >= 100 || ends_a_sentence(&block.text)
    });
}

/// A block that stands on the page twice, for small and for large screens.
fn drop_repeated(blocks: &mut Vec<RawBlock>) {
    let mut seen = std::collections::BTreeSet::new();
    blocks.retain(|block| block.chars < 40 || seen.insert(squeezed(&block.text)));
}

/// A line that comes again and again is none of the text, but a turn to the reader or a mark for an advert; in an
/// interview the names of the speakers come again.
fn drop_refrains(blocks: &mut Vec<RawBlock>) {
    let mut times = std::collections::BTreeMap::new();
    for block in blocks.iter().filter(|block| block.chars < 80) {
        *times.entry(block.text.clone()).or_insert(0) += 1;
    }
    blocks.retain(|block| block.text.ends_with([':', '?']) || times.get(&block.text).is_none_or(|times| *times < 3));
}

/// A sub-head without text below it headed something that was cut.
fn drop_loose_headings(blocks: &mut Vec<RawBlock>) {
    while blocks.last().is_some_and(|block| block.kind == BlockKind::Heading) {
        blocks.pop();
    }
}
