//! Raises documents in which the words of the query stand near each other and near the beginning.
//!
//! Only the best documents are looked at, since their positions have to be read. Each pair of words of the query adds
//! the smaller of their inverse document frequencies, divided by the root of their distance in the text and by that in
//! the query (after Rasolofo and Savoy 2003, "Term proximity scoring for keyword-based retrieval systems"). Each word
//! adds a share of its own, the smaller the later it stands: news says first what it is about. The weights were chosen
//! on judged queries; `benches/retrieval`.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Score, Searcher};

use super::postings::Occurrences;
use super::word::{Statistics, WordQuery};

/// So many of the best documents are looked at.
pub(super) const LOOKED_AT: usize = 100;

/// Words further apart in the text say nothing about each other.
const REACH: u32 = 6;

/// Words further apart in the query are no neighbours.
const NEIGHBOURS: usize = 3;

/// What a pair of words side by side weighs, beside its rarer word once in a document of average length.
const TOGETHER: Score = 1.2;

/// What a word at the very beginning weighs, and after how many words it weighs a third of that.
const OPENING: Score = 0.3;
const FADES: Score = 50.0;

/// The words of a query in the order typed, with what the archive says about each.
pub(super) struct Nearness {
    words: Vec<(WordQuery, Score)>,
}

/// What a document is raised by: the numbers of words of the query that stand near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Near {
    /// Two, near each other.
    EachOther(usize, usize),
    /// One, near the beginning of a field.
    Beginning(usize),
}

/// What a document is raised by, and by how much.
pub(super) type Raise = (Near, Score);

impl Nearness {
    /// Returns nothing for a query without words.
    pub(super) fn of(words: &[WordQuery], searcher: &Searcher) -> tantivy::Result<Option<Self>> {
        if words.is_empty() {
            return Ok(None);
        }
        let mut known = Vec::with_capacity(words.len());
        for word in words {
            known.push((word.clone(), Statistics::of(word, searcher)?.rarity()));
        }
        Ok(Some(Self { words: known }))
    }

    /// Returns what each document is raised by.
    pub(super) fn raises(&self, searcher: &Searcher, documents: &[DocAddress]) -> tantivy::Result<Vec<Vec<Raise>>> {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by_key(|number| documents.get(*number));
        let mut raises = vec![Vec::new(); documents.len()];
        let mut opened: Option<(u32, Vec<Vec<Occurrences>>)> = None;
        for number in order {
            let Some(address) = documents.get(number).copied() else { continue };
            if opened.as_ref().is_none_or(|(segment, _)| *segment != address.segment_ord) {
                opened = Some((address.segment_ord, self.open(searcher, address.segment_ord)?));
            }
            let Some((_, lists)) = &mut opened else { continue };
            let positions: Vec<Vec<Vec<u32>>> = lists
                .iter_mut()
                .zip(&self.words)
                .map(|(lists, (word, _))| {
                    for list in lists.iter_mut().filter(|list| list.doc() < address.doc_id) {
                        list.seek(address.doc_id);
                    }
                    (0..word.places.len()).map(|place| together(lists, address.doc_id, place)).collect()
                })
                .collect();
            if let Some(found) = raises.get_mut(number) {
                *found = self.score(&positions);
            }
        }
        Ok(raises)
    }

    fn open(&self, searcher: &Searcher, segment: u32) -> tantivy::Result<Vec<Vec<Occurrences>>> {
        let reader = searcher.segment_reader(segment);
        let mut all = Vec::with_capacity(self.words.len());
        for (word, _) in &self.words {
            let record = IndexRecordOption::WithFreqsAndPositions;
            let lists: tantivy::Result<Vec<Occurrences>> =
                word.lookups().map(|lookup| lookup.open(reader, &word.places, record)).collect();
            all.push(lists?);
        }
        Ok(all)
    }

    fn score(&self, positions: &[Vec<Vec<u32>>]) -> Vec<Raise> {
        let mut raises = Vec::new();
        for (a, (first, rarity)) in self.words.iter().enumerate() {
            let earliest = positions.get(a).and_then(|places| places.iter().filter_map(|place| place.first()).min());
            if let Some(earliest) = earliest {
                raises.push((Near::Beginning(a), OPENING * rarity * (-(*earliest as Score) / FADES).exp()));
            }
            for (b, (second, other)) in self.words.iter().enumerate().skip(a + 1).take(NEIGHBOURS) {
                if first.word == second.word {
                    continue;
                }
                let (Some(here), Some(there)) = (positions.get(a), positions.get(b)) else { continue };
                let nearest = here.iter().zip(there).filter_map(|(here, there)| distance(here, there)).min();
                if let Some(distance) = nearest.filter(|distance| *distance <= REACH) {
                    let in_query = (b - a) as Score;
                    // Two parts of one compound stand in the same place: nearer than neighbours cannot be counted.
                    let apart = (distance.max(1) as Score).sqrt() * in_query;
                    raises.push((Near::EachOther(a, b), TOGETHER * rarity.min(*other) / apart));
                }
            }
        }
        raises
    }
}

/// Returns where a word or a part of it stands in a place of a document.
fn together(lists: &mut [Occurrences], doc: u32, place: usize) -> Vec<u32> {
    let mut positions = Vec::new();
    for list in lists.iter_mut().filter(|list| list.doc() == doc) {
        positions.extend(list.positions(place));
    }
    positions.sort_unstable();
    positions
}

/// Returns the smallest distance between two positions, in one pass over both.
fn distance(here: &[u32], there: &[u32]) -> Option<u32> {
    let (mut a, mut b) = (here.iter().peekable(), there.iter().peekable());
    let mut nearest = None;
    while let (Some(&&x), Some(&&y)) = (a.peek(), b.peek()) {
        let apart = x.abs_diff(y);
        nearest = Some(nearest.map_or(apart, |known: u32| known.min(apart)));
        if x < y {
            a.next()
        } else {
            b.next()
        };
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_distance_is_found() {
        assert_eq!(distance(&[1, 20, 40], &[10, 23, 90]), Some(3));
        assert_eq!(distance(&[5], &[5]), Some(0));
        assert_eq!(distance(&[], &[5]), None);
    }
}
