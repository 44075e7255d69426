//! Cuts off what only looks like the end of the article: teasers of other articles, comments, notes about authors.
//!
//! The kept lines form islands, parted by boxes and labels. The greatest island is the article; its
//! neighbours belong to it if they are worth more than what parts them. A teaser is one short
//! paragraph under a headline, so an island of teasers is worth nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::body::Kept;
use super::line::{Line, Look};
use crate::article::BlockKind;
use crate::extract::furniture::Furniture;

struct Island {
    /// The first and last place in the list of kept lines.
    first: usize,
    last: usize,
    words: i64,
    /// What parts the island from the one before.
    parting: i64,
    paragraphs: i64,
    headings: i64,
}

impl Island {
    fn worth(&self, shared: i64) -> i64 {
        let teasers = self.headings * 10 >= self.paragraphs * 7 && self.words < self.paragraphs * 38;
        match (teasers, self.paragraphs) {
            (true, _) => -20,
            (false, 1) if self.words < 45 => self.words - 12 + shared * 3 / 2,
            _ => self.words + shared,
        }
    }
}

/// Returns the kept lines up to the end of the article, and the place of the line where its greatest part begins:
/// what stands before it belongs to the article only if the headline is found above it.
pub(super) fn trim(lines: &[Line], kept: Vec<Kept>) -> (Vec<Kept>, usize) {
    let kept = without_repeats(lines, kept);
    let islands = islands(lines, &kept);
    let Some((main, _)) =
        islands.iter().enumerate().max_by_key(|(place, island)| (island.words, std::cmp::Reverse(*place)))
    else {
        return (kept, 0);
    };
    let vocabulary: BTreeSet<String> = islands.get(main).map(|island| stems(lines, &kept, island)).unwrap_or_default();
    // Text about other things uses other words.
    let shared = |island: &Island| {
        let own = stems(lines, &kept, island);
        let known = own.iter().filter(|stem| vocabulary.contains(*stem)).count();
        i64::try_from(known * 100 / own.len().max(4)).map_or(0, |share| share - 22)
    };
    let after = islands
        .iter()
        .enumerate()
        .skip(main + 1)
        .map(|(place, island)| (place, island.worth(shared(island)) - island.parting));
    let last = best_end(after).unwrap_or(main);
    let before = (0..main).rev().filter_map(|place| {
        let parting = islands.get(place + 1)?.parting;
        let island = islands.get(place)?;
        Some((place, island.worth(shared(island)) - parting))
    });
    let first = best_end(before).unwrap_or(main);
    let from = islands.get(first).map_or(0, |island| island.first);
    let to = islands.get(last).map_or(0, |island| island.last);
    let from = kept.get(from).map_or(0, |kept| kept.place);
    let mut out: Vec<Kept> = kept.into_iter().take(to + 1).collect();
    while out.last().is_some_and(|last| last.kind == BlockKind::Heading) {
        out.pop();
    }
    (out, from)
}

/// Returns the place up to which the sum of the worths is greatest; `None` if it is never above zero.
fn best_end(worths: impl Iterator<Item = (usize, i64)>) -> Option<usize> {
    let (mut sum, mut best, mut found) = (0, 0, None);
    for (place, worth) in worths {
        sum += worth;
        if sum > best {
            (best, found) = (sum, Some(place));
        }
    }
    found
}

/// The starts of the longer words of an island.
fn stems(lines: &[Line], kept: &[Kept], island: &Island) -> BTreeSet<String> {
    kept.get(island.first..=island.last)
        .unwrap_or_default()
        .iter()
        .filter_map(|kept| lines.get(kept.place))
        .flat_map(|line| line.text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= 5)
        .map(|word| word.to_lowercase().chars().take(6).collect())
        .collect()
}

fn islands(lines: &[Line], kept: &[Kept]) -> Vec<Island> {
    let mut islands: Vec<Island> = Vec::new();
    let mut before: Option<usize> = None;
    for (place, line) in kept.iter().enumerate() {
        let parting = before.map_or(0, |before| parting(lines.get(before + 1..line.place).unwrap_or_default()));
        before = Some(line.place);
        let words = lines.get(line.place).map_or(0, |line| i64::try_from(line.words).unwrap_or(0));
        let heading = line.kind == BlockKind::Heading;
        match islands.last_mut() {
            Some(island) if parting < 8 => {
                island.last = place;
                island.words += if heading { 0 } else { words };
                island.paragraphs += i64::from(!heading);
                island.headings += i64::from(heading);
            }
            _ => islands.push(Island {
                first: place,
                last: place,
                words: if heading { 0 } else { words },
                parting,
                paragraphs: i64::from(!heading),
                headings: i64::from(heading),
            }),
        }
    }
    islands
}

/// How strongly dropped lines part the text before them from the text after.
fn parting(lines: &[Line]) -> i64 {
    let sum: i64 = lines
        .iter()
        .map(|line| match line.furniture {
            Some(Furniture::Comments) => 60,
            Some(Furniture::Foot) => 30,
            Some(Furniture::RelatedHead | Furniture::Topics | Furniture::Login) => 10,
            Some(Furniture::Newsletter | Furniture::Ticker | Furniture::Date | Furniture::RelatedLine) => 8,
            Some(Furniture::Share) => 4,
            Some(_) => 0,
            None if line.linked && line.depth.is_some() => 12,
            None if line.look == Look::Prose => 1,
            None => 4,
        })
        .sum();
    sum.min(160)
}

/// Drops texts that stand several times on the page (consent for embedded posts) and quotations pulled out of the text.
fn without_repeats(lines: &[Line], kept: Vec<Kept>) -> Vec<Kept> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.words >= 6) {
        *counts.entry(line.text.as_str()).or_default() += 1;
    }
    let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
    let mut drop = vec![false; kept.len()];
    for (place, line) in kept.iter().enumerate() {
        let Some(line) = lines.get(line.place) else { continue };
        let again = seen.insert(line.text.as_str(), ()).is_some() && line.words >= 6;
        let often = counts.get(line.text.as_str()).is_some_and(|count| *count >= 3);
        let pulled = (6..40).contains(&line.words) && kept.len() < 400 && {
            let bare = line.text.trim_matches(|c: char| !c.is_alphanumeric());
            kept.iter().any(|other| {
                lines
                    .get(other.place)
                    .is_some_and(|other| other.text.len() > line.text.len() && other.text.contains(bare))
            })
        };
        if let Some(drop) = drop.get_mut(place) {
            *drop = again || often || pulled;
        }
    }
    kept.into_iter().zip(drop).filter(|(_, drop)| !drop).map(|(kept, _)| kept).collect()
}
