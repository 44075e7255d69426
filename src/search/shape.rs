//! What words have to look like in a text, told by their positions: side by side, near each other, in one sentence.
//!
//! Nearness is a matter of words: each word of a match has another one near it. What is near a match is near one of its
//! words. So no more is kept than there are words, however deep the query is nested.

use crate::analysis::PARAGRAPH_GAP;
use crate::query::{Proximity, Reach};

/// The parts of a compound that stand so many words apart at most mean the compound: "Abkommen über Rohstoffe".
pub(super) const APART: u32 = 8;

/// What is looked for; numbers stand for what is wanted as a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A word.
    Word(usize),
    /// The parts of a compound near the first of them, each a match of its own.
    Parts(Vec<usize>),
    /// Words at their distances from the first.
    Sequence(Vec<(u32, usize)>),
    /// Any of these.
    Any(Vec<Self>),
    /// Each of these near one before it.
    Near(Vec<Self>, Proximity),
}

/// The first and the last position of words that stand together.
pub(super) type Span = (u32, u32);

/// A field of a document: where what is wanted stands, and where sentences and paragraphs begin.
#[derive(Debug, Clone, Default)]
pub(super) struct Here {
    /// By the number of what is wanted, in order.
    pub(super) positions: Vec<Vec<u32>>,
    /// The beginnings of sentences within paragraphs.
    pub(super) sentences: Vec<u32>,
    /// The beginnings of paragraphs but the first.
    pub(super) paragraphs: Vec<u32>,
}

impl Shape {
    /// Returns where it stands, in order, each place once.
    pub(super) fn spans(&self, here: &Here) -> Vec<Span> {
        match self {
            Self::Word(number) => here.of(*number).iter().map(|at| (*at, *at)).collect(),
            Self::Parts(parts) => near_first(parts, here, |_| true),
            Self::Sequence(words) => sequence(words, here),
            Self::Any(shapes) => in_order(shapes.iter().flat_map(|shape| shape.spans(here)).collect()),
            Self::Near(parts, proximity) => {
                let mut spans = parts.iter().map(|part| part.spans(here));
                let first = spans.next().unwrap_or_default();
                spans.fold(first, |found, other| {
                    let (mut near, others) = pairs(&found, &other, *proximity, here, |_| true);
                    near.extend(others);
                    in_order(near)
                })
            }
        }
    }

    /// Returns what is to be marked for some of its [`Self::spans`]: for words near each other also those that they
    /// are near to.
    pub(super) fn marks(&self, here: &Here, wanted: &[Span]) -> Vec<Span> {
        let is_wanted = |span: &Span| wanted.binary_search(span).is_ok();
        match self {
            Self::Word(_) | Self::Sequence(_) => self.spans(here).into_iter().filter(is_wanted).collect(),
            Self::Parts(parts) => near_first(parts, here, |span| is_wanted(&span)),
            Self::Any(shapes) => in_order(shapes.iter().flat_map(|shape| shape.marks(here, wanted)).collect()),
            Self::Near(..) => in_order(self.marks_of_parts(here, wanted).into_iter().flatten().collect()),
        }
    }

    /// Returns everything that is to be marked, with the number of the part it is of words near each other.
    pub(super) fn all_marks(&self, here: &Here) -> Vec<(Span, usize)> {
        let spans = self.spans(here);
        let parts = match self {
            Self::Near(..) => self.marks_of_parts(here, &spans),
            _ => vec![self.marks(here, &spans)],
        };
        let numbered = parts.into_iter().enumerate();
        numbered.flat_map(|(part, spans)| spans.into_iter().map(move |span| (span, part))).collect()
    }

    /// Does what [`Self::marks`] does for each of the parts near each other.
    fn marks_of_parts(&self, here: &Here, wanted: &[Span]) -> Vec<Vec<Span>> {
        let Self::Near(parts, proximity) = self else { return Vec::new() };
        // What was found up to each part, then backwards which of it belongs to what is wanted.
        let spans: Vec<Vec<Span>> = parts.iter().map(|part| part.spans(here)).collect();
        let mut found: Vec<Vec<Span>> = Vec::with_capacity(parts.len());
        for other in &spans {
            let together = match found.last() {
                None => other.clone(),
                Some(before) => {
                    let (mut near, others) = pairs(before, other, *proximity, here, |_| true);
                    near.extend(others);
                    in_order(near)
                }
            };
            found.push(together);
        }
        let mut marks = vec![Vec::new(); parts.len()];
        let mut wanted = wanted.to_vec();
        for (number, part) in parts.iter().enumerate().skip(1).rev() {
            let (Some(before), Some(other)) = (found.get(number - 1), spans.get(number)) else { continue };
            let keep = |span: Span| wanted.binary_search(&span).is_ok();
            let (near, others) = pairs(before, other, *proximity, here, keep);
            if let Some(marks) = marks.get_mut(number) {
                *marks = part.marks(here, &others);
            }
            wanted = near;
        }
        if let (Some(marks), Some(first)) = (marks.first_mut(), parts.first()) {
            *marks = first.marks(here, &wanted);
        }
        marks
    }

    /// Returns how many parts have to be near each other; 1 for what stands by itself.
    pub(super) fn parts(&self) -> usize {
        if let Self::Near(parts, _) = self { parts.len() } else { 1 }
    }

    /// Returns how often it stands there: each word, each phrase, half as often words near each other.
    pub(super) fn times(&self, here: &Here) -> usize {
        let spans = self.spans(here).len();
        if matches!(self, Self::Near(..)) { spans.div_ceil(2) } else { spans }
    }

    /// Tells whether every match is one word, so that positions do not matter.
    pub(super) fn is_words(&self) -> bool {
        match self {
            Self::Word(_) => true,
            Self::Any(shapes) => shapes.iter().all(Self::is_words),
            _ => false,
        }
    }

    /// Tells whether it asks where sentences or paragraphs begin.
    pub(super) fn asks_for_borders(&self) -> bool {
        match self {
            Self::Word(_) | Self::Parts(_) | Self::Sequence(_) => false,
            Self::Any(shapes) => shapes.iter().any(Self::asks_for_borders),
            Self::Near(parts, proximity) => {
                !matches!(proximity.reach, Reach::Words(_)) || parts.iter().any(Self::asks_for_borders)
            }
        }
    }
}

impl Here {
    fn of(&self, number: usize) -> &[u32] {
        self.positions.get(number).map(Vec::as_slice).unwrap_or_default()
    }

    /// Leaves out everything but the first words.
    pub(super) fn keep_first(&mut self, words: u32) {
        let gap = u32::try_from(PARAGRAPH_GAP).unwrap_or_default();
        for positions in &mut self.positions {
            let paragraphs = &self.paragraphs;
            positions.retain(|at| {
                let before = paragraphs.partition_point(|start| start <= at);
                let gaps = u32::try_from(before).unwrap_or(u32::MAX).saturating_mul(gap);
                at.saturating_sub(gaps) < words
            });
        }
    }

    /// Returns the first position of the sentence or paragraph round one, and the first after it.
    fn around(&self, at: u32, reach: Reach) -> Span {
        let mut bounds = (0, u32::MAX);
        let lists = match reach {
            Reach::Sentence => [&self.sentences[..], &self.paragraphs[..]],
            _ => [&[][..], &self.paragraphs[..]],
        };
        for starts in lists {
            let next = starts.partition_point(|start| *start <= at);
            let before = next.checked_sub(1).and_then(|before| starts.get(before));
            bounds.0 = bounds.0.max(before.copied().unwrap_or(0));
            bounds.1 = bounds.1.min(starts.get(next).copied().unwrap_or(u32::MAX));
        }
        bounds
    }
}

fn in_order(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup();
    spans
}

fn sequence(words: &[(u32, usize)], here: &Here) -> Vec<Span> {
    let Some(((_, first), others)) = words.split_first() else { return Vec::new() };
    let length = words.last().map_or(0, |(distance, _)| *distance);
    let follows = |start: &&u32| {
        others.iter().all(|(distance, number)| here.of(*number).binary_search(&(**start + *distance)).is_ok())
    };
    here.of(*first).iter().filter(follows).map(|start| (*start, *start + length)).collect()
}

/// Returns the places of all parts that stand near one of the first, if each does, and if one of them is to be kept.
fn near_first(parts: &[usize], here: &Here, keep: impl Fn(Span) -> bool) -> Vec<Span> {
    let Some((first, others)) = parts.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    for at in here.of(*first) {
        let within = |number: &usize| -> Vec<u32> {
            let positions = here.of(*number);
            let start = positions.partition_point(|other| *other < at.saturating_sub(APART));
            positions.iter().skip(start).take_while(|other| **other <= at + APART).copied().collect()
        };
        let near: Vec<Vec<u32>> = others.iter().map(within).collect();
        if near.iter().all(|places| !places.is_empty()) {
            let group: Vec<Span> = std::iter::once(*at).chain(near.into_iter().flatten()).map(|at| (at, at)).collect();
            if group.iter().any(|span| keep(*span)) {
                found.extend(group);
            }
        }
    }
    in_order(found)
}

/// Returns which spans of one list are near one of the other, and which of the other; of each pair one is to be kept.
fn pairs(
    some: &[Span],
    others: &[Span],
    proximity: Proximity,
    here: &Here,
    keep: impl Fn(Span) -> bool,
) -> (Vec<Span>, Vec<Span>) {
    let longest = others.iter().map(|(first, last)| last - first).max().unwrap_or(0);
    let mut near = Vec::new();
    let mut is_near = vec![false; others.len()];
    for one in some {
        // Others that begin from here on, up to there.
        let (start, end) = match proximity.reach {
            Reach::Words(words) => (one.0.saturating_sub(words + longest), one.1.saturating_add(words + 1)),
            reach => here.around(one.0, reach),
        };
        let from = others.partition_point(|other| other.0 < start);
        let mut has_other = false;
        for (number, other) in others.iter().enumerate().skip(from).take_while(|(_, other)| other.0 < end) {
            let apart = match (one.1 < other.0, other.1 < one.0) {
                (true, _) => other.0 - one.1,
                (_, true) if !proximity.ordered => one.0 - other.1,
                // One and the same word is not near itself.
                _ => continue,
            };
            let is_within = match proximity.reach {
                Reach::Words(words) => apart <= words,
                Reach::Sentence | Reach::Paragraph => true,
            };
            if is_within && (keep(*one) || keep(*other)) {
                has_other = true;
                if let Some(is_near) = is_near.get_mut(number) {
                    *is_near = true;
                }
            }
        }
        if has_other {
            near.push(*one);
        }
    }
    let others = others.iter().zip(is_near).filter(|(_, is_near)| *is_near).map(|(other, _)| *other).collect();
    (near, others)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(positions: &[&[u32]]) -> Here {
        Here {
            positions: positions.iter().map(|list| list.to_vec()).collect(),
            sentences: vec![10],
            paragraphs: vec![30],
        }
    }

    fn near(parts: &[usize], reach: Reach, ordered: bool) -> Shape {
        Shape::Near(parts.iter().map(|number| Shape::Word(*number)).collect(), Proximity { reach, ordered })
    }

    #[track_caller]
    fn check(shape: &Shape, here: &Here, expected: &[u32]) {
        let spans = shape.spans(here);
        assert_eq!(spans.iter().map(|span| span.0).collect::<Vec<_>>(), expected);
        assert_eq!(shape.marks(here, &spans), spans, "all that was found is marked");
    }

    #[test]
    fn words_near_each_other() {
        let text = here(&[&[1, 20], &[4, 40], &[9]]);
        check(&near(&[0, 1], Reach::Words(3), false), &text, &[1, 4]);
        check(&near(&[0, 1], Reach::Words(2), false), &text, &[]);
        check(&near(&[1, 0], Reach::Words(3), true), &text, &[]);
        check(&near(&[0, 1], Reach::Words(3), true), &text, &[1, 4]);
        check(&near(&[1, 0], Reach::Words(16), true), &text, &[4, 20]);
        check(&near(&[0, 0], Reach::Words(19), false), &text, &[1, 20]);
        check(&near(&[2, 2], Reach::Words(19), false), &text, &[]);
    }

    #[test]
    fn what_is_near_to_a_match_is_marked_with_it() {
        let text = here(&[&[1], &[4], &[9]]);
        let shape = near(&[0, 1, 2], Reach::Words(5), false);
        assert_eq!(shape.spans(&text), [(4, 4), (9, 9)]);
        assert_eq!(shape.marks(&text, &shape.spans(&text)), [(1, 1), (4, 4), (9, 9)]);
    }

    #[test]
    fn words_of_one_sentence_or_paragraph() {
        let text = here(&[&[1, 35], &[9, 29], &[12]]);
        check(&near(&[0, 1], Reach::Sentence, false), &text, &[1, 9]);
        check(&near(&[0, 2], Reach::Sentence, false), &text, &[]);
        check(&near(&[0, 1], Reach::Paragraph, false), &text, &[1, 9, 29]);
        check(&near(&[1, 0], Reach::Paragraph, true), &text, &[]);
    }

    #[test]
    fn the_first_words_are_counted_without_gaps() {
        let mut text = here(&[&[0, 29, 46, 47]]);
        text.paragraphs = vec![46];
        text.keep_first(31);
        assert_eq!(text.positions, [[0, 29, 46]]);
    }
}
