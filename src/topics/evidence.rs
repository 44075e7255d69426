//! What speaks for one topic in one article, weighed.

use std::collections::BTreeSet;

use super::mention::Mention;
use super::trie::Strength;
use super::zone::{BODY, Zone, characters_before};
use crate::article::{Article, Assignment};

/// In a body of so many words a mention counts in full; in a longer one less, in a shorter one more, down to the second
/// number.
const SHORT_BODY: usize = 300;
const SHORTEST_BODY: usize = 150;

/// What a name in the body counts more than a noun there, in percent: it means nothing else.
const NAME_IN_BODY: u32 = 160;

/// So many different hints are needed, and this much weight each adds: by themselves five are enough.
const HINTS: usize = 3;
const HINT: u32 = 38;

/// Where nothing but labels speak for a topic that often mean something else, it needs more, in percent.
const NEEDED_OF_WEAK: u32 = 125;

/// What was found about one topic so far.
#[derive(Default)]
pub(super) struct Evidence<'v> {
    count: u32,
    pub(super) weight: u32,
    in_body: u32,
    best: Option<(u32, Sighting)>,
    /// Something unambiguous was found.
    sure: bool,
    /// Something was found that hardly ever means anything else.
    plain: bool,
    /// A word was found that tells what an ambiguous label means.
    pub(super) corroborated: bool,
    /// The words that speak for the topic without naming it, each once, and the first of them.
    hints: BTreeSet<&'v str>,
    first_hint: Option<Sighting>,
}

/// The place that says most of a topic.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    label: String,
    surface: String,
    zone: &'static str,
    channel: &'static str,
    block: Option<usize>,
    byte: usize,
}

/// Returns what a mention is worth in the body, in hundredths of nothing in particular.
fn worth(strength: Strength) -> u32 {
    match strength {
        Strength::None => 0,
        Strength::Capital => 10,
        Strength::Weak => 15,
        Strength::Head => 20,
        Strength::Derived => 30,
        Strength::Tail => 30,
        Strength::Full => 40,
    }
}

impl<'v> Evidence<'v> {
    /// Adds a mention; one too many in its block is counted and weighs nothing.
    pub(super) fn add(&mut self, mention: &Mention<'v, '_>, zone: &Zone, weighs: bool) {
        let pattern = mention.pattern;
        self.count += 1;
        self.sure |= !pattern.ambiguous && pattern.strength > Strength::Capital;
        self.plain |= pattern.strength > Strength::Weak;
        let points = if weighs { worth(pattern.strength) * zone.worth } else { 0 };
        if zone.worth == BODY {
            self.in_body += if pattern.kind.is_name() { points * NAME_IN_BODY / 100 } else { points };
        } else {
            self.weight += points
        }
        if self.best.as_ref().is_none_or(|(best, _)| points > *best) {
            self.best = Some((points, Sighting::of(mention, zone, "text")));
        }
    }

    /// Adds a word that speaks for the topic without naming it.
    pub(super) fn add_hint(&mut self, hint: &Mention<'v, '_>, zone: &Zone) {
        self.hints.insert(&hint.pattern.label);
        if self.first_hint.is_none() {
            self.first_hint = Some(Sighting::of(hint, zone, "hints"));
        }
    }

    /// Adds a tag of the publisher.
    pub(super) fn add_tag(&mut self, tag: &str, label: &str, number: usize, weight: u32, is_sure: bool) {
        self.sure |= is_sure;
        self.plain = true;
        self.weight += weight;
        self.count += 1;
        // Words of the title are plainer evidence than a list of keywords.
        if self.best.as_ref().is_none_or(|(_, best)| best.zone != "title") {
            let (label, surface) = (label.to_owned(), tag.to_owned());
            let tag = Sighting { label, surface, zone: "tags", channel: "tag", block: None, byte: number };
            self.best = Some((u32::MAX, tag));
        }
    }

    /// Adds that other topics make this one up.
    pub(super) fn add_rule(&mut self, weight: u32, first: Option<Sighting>) {
        (self.sure, self.plain) = (true, true);
        self.weight = self.weight.max(weight);
        self.count = self.count.max(1);
        if self.best.is_none() {
            self.best = first.map(|first| (0, Sighting { channel: "rule", ..first }));
        }
    }

    /// Adds the mentions in the body: the longer it is, the less one of them says. Hints come on top where there are
    /// enough of them.
    pub(super) fn weigh_body(&mut self, words: usize) {
        let words = u32::try_from(words.max(SHORTEST_BODY)).unwrap_or(u32::MAX);
        let short = u32::try_from(SHORT_BODY).unwrap_or(u32::MAX);
        let scaled = u64::from(self.in_body) * 2 * u64::from(short) / (u64::from(words) + u64::from(short));
        self.weight = self.weight.saturating_add(u32::try_from(scaled).unwrap_or(u32::MAX));
        let several = self.hints.len();
        if several >= HINTS {
            (self.sure, self.plain) = (true, true);
            self.weight += HINT * u32::try_from(several).unwrap_or(0);
            self.count = self.count.max(u32::try_from(several).unwrap_or(0));
            if self.best.is_none() {
                self.best = self.first_hint.take().map(|first| (0, first));
            }
        }
    }

    /// Returns the place that says most.
    pub(super) fn best(&self) -> Option<&Sighting> {
        self.best.as_ref().map(|(_, best)| best)
    }

    /// Returns the assignment of the topic, if it has enough weight and something unambiguous speaks for it.
    pub(super) fn assignment(self, id: &str, needed: u32, article: &Article) -> Option<Assignment> {
        let needed = if self.plain { needed } else { needed * NEEDED_OF_WEAK / 100 };
        if !(self.sure || self.corroborated) || self.weight < needed {
            return None;
        }
        let (_, best) = self.best?;
        Some(Assignment {
            id: id.to_owned(),
            offset: best.offset(article),
            label: best.label,
            surface: best.surface,
            zone: best.zone.to_owned(),
            channel: best.channel.to_owned(),
            weight: self.weight,
            count: self.count,
        })
    }
}

impl Sighting {
    fn of(mention: &Mention<'_, '_>, zone: &Zone, channel: &'static str) -> Self {
        Self {
            label: mention.pattern.label.to_string(),
            surface: mention.surface.to_owned(),
            zone: zone.name,
            channel,
            block: zone.block,
            byte: zone.cut + mention.at,
        }
    }

    fn offset(&self, article: &Article) -> usize {
        let text = match (self.zone, self.block) {
            ("title", _) => Some(article.title.as_str()),
            ("kicker", _) => article.kicker.as_deref(),
            ("dek", _) => article.dek.as_deref(),
            (_, Some(block)) => article.body.get(block).map(|block| block.text.as_str()),
            // Of a tag it is the number in the list.
            _ => return self.byte,
        };
        characters_before(article, self.block, text.unwrap_or_default(), self.byte)
    }
}
