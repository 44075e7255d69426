//! The words of a language with the number of documents each was counted in, from `data/lexicon/`.
//!
//! The list is part of the program, sorted, and searched where it stands: nothing is copied at the start.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::fold::fold;
use super::german;

/// Words shorter than this are parts only if `short.tsv` has them.
pub(super) const SHORTEST: usize = 4;

/// A word of fewer documents is too rare to be trusted as a part.
const RAREST: u32 = 3;

/// Letters that the table of beginnings looks at.
const HEAD: usize = 3;

/// Letters of the alphabet: words of the list have no others.
const LETTERS: usize = 26;

/// The words of one language, folded.
pub(super) struct Lexicon {
    /// A line for each word, in the order of their bytes: the word, a tab, its documents.
    text: &'static [u8],
    /// Where each line begins.
    lines: Vec<u32>,
    /// The first line of each beginning of three letters, and one more.
    heads: Vec<u32>,
    short: HashMap<String, u32>,
    /// Words that are a part at the beginning alone.
    firsts: Vec<(String, u32)>,
    /// Of each line, whether its word is never a part.
    never: Vec<bool>,
    /// Splits settled by hand, by the stem of the word; no parts where it is never split.
    pub(super) settled: HashMap<String, Vec<String>>,
}

/// The words that go on from some letters: a range of lines that agree in so many letters.
#[derive(Clone)]
pub(super) struct Walk {
    lines: Range<usize>,
    letters: usize,
}

/// German.
pub(super) static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(
        include_bytes!("../../data/lexicon/de/words.tsv"),
        include_str!("../../data/lexicon/de/short.tsv"),
        include_str!("../../data/lexicon/de/first.tsv"),
        include_str!("../../data/lexicon/de/not-parts.txt"),
        include_str!("../../data/lexicon/de/splits.tsv"),
    )
});

impl Lexicon {
    fn new(text: &'static [u8], short: &str, firsts: &str, never: &str, splits: &str) -> Self {
        let mut lines = vec![0];
        let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        lines.extend(ends.map(|(at, _)| u32::try_from(at + 1).expect("the list is shorter than four gigabytes")));
        lines.pop();
        let mut lexicon = Self {
            text,
            lines,
            heads: vec![0],
            short: counts(short).collect(),
            firsts: counts(firsts).collect(),
            never: Vec::new(),
            settled: HashMap::new(),
        };
        let stemmer = Stemmer::create(Algorithm::German);
        for (word, parts) in entries(splits) {
            // Where two words have one stem, the first line counts.
            let parts = parts.split_whitespace().map(fold).collect();
            lexicon.settled.entry(german::stem(&stemmer, &fold(word))).or_insert(parts);
        }
        lexicon.heads = lexicon.beginnings();
        lexicon.never = vec![false; lexicon.lines.len()];
        for (word, _) in entries(never) {
            let line = lexicon.walk(fold(word).as_bytes()).filter(|walk| lexicon.whole(walk).is_some());
            if let Some(never) = line.and_then(|walk| lexicon.never.get_mut(walk.lines.start)) {
                *never = true;
            }
        }
        lexicon
    }

    fn beginnings(&self) -> Vec<u32> {
        let mut heads = vec![0; LETTERS.pow(3) + 1];
        for &start in &self.lines {
            if let Some(head) = self.text.get(start as usize..).and_then(head) {
                heads[head + 1] += 1;
            }
        }
        let mut sum = 0;
        for count in &mut heads {
            sum += *count;
            *count = sum;
        }
        heads
    }

    /// Returns in how many documents a word was counted, if it may be a part of a compound; 0 otherwise.
    pub(super) fn part(&self, word: &[u8]) -> u32 {
        if word.len() < SHORTEST {
            return std::str::from_utf8(word).ok().and_then(|word| self.short.get(word)).copied().unwrap_or(0);
        }
        let Some(lines) = head(word).and_then(|head| self.beginning(head)) else { return 0 };
        let first = self.lines.get(lines.clone()).unwrap_or_default().partition_point(|start| {
            let line = self.text.get(*start as usize..).unwrap_or_default();
            line.get(..word.len()).unwrap_or(line) < word
        });
        let start = lines.start + first;
        let begins = self
            .lines
            .get(start)
            .and_then(|line| self.text.get(*line as usize..))
            .is_some_and(|line| line.starts_with(word));
        if begins { self.count(&Walk { lines: start..lines.end, letters: word.len() }) } else { 0 }
    }

    /// Returns the words that are a part at the beginning of a word alone and stand there, with their documents.
    pub(super) fn firsts<'w>(&self, word: &'w [u8]) -> impl Iterator<Item = (usize, u32)> + use<'_, 'w> {
        let there = |(first, _): &&(String, u32)| word.starts_with(first.as_bytes());
        self.firsts.iter().filter(there).map(|(first, count)| (first.len(), *count))
    }

    /// Returns in how many documents the letters walked so far were counted as a word that may be a part.
    pub(super) fn count(&self, walk: &Walk) -> u32 {
        if self.never.get(walk.lines.start).copied().unwrap_or(true) {
            return 0;
        }
        self.whole(walk).map(|(_, count)| count).filter(|count| *count >= RAREST).unwrap_or(0)
    }

    /// Begins a walk with three letters at least.
    pub(super) fn walk(&self, letters: &[u8]) -> Option<Walk> {
        let lines = self.beginning(head(letters)?)?;
        letters.iter().skip(HEAD).try_fold(Walk { lines, letters: HEAD }, |walk, letter| self.on(&walk, *letter))
    }

    fn beginning(&self, head: usize) -> Option<Range<usize>> {
        Some(*self.heads.get(head)? as usize..*self.heads.get(head + 1)? as usize)
    }

    /// Walks on by a letter, if some word does.
    pub(super) fn on(&self, walk: &Walk, letter: u8) -> Option<Walk> {
        let lines = self.lines.get(walk.lines.clone())?;
        let at = |start: &u32| self.text.get(*start as usize + walk.letters).copied().unwrap_or(0);
        if let [only] = lines {
            return (at(only) == letter).then(|| Walk { lines: walk.lines.clone(), letters: walk.letters + 1 });
        }
        let first = lines.partition_point(|start| at(start) < letter);
        let more = lines.get(first..)?.partition_point(|start| at(start) == letter);
        let start = walk.lines.start + first;
        (more > 0).then(|| Walk { lines: start..start + more, letters: walk.letters + 1 })
    }

    /// Returns the largest count of the words that begin with these letters, are at most `longer` letters longer
    /// and meet a condition.
    pub(super) fn most(&self, letters: &[u8], longer: usize, meets: impl Fn(&str) -> bool) -> u32 {
        let Some(walk) = self.walk(letters) else { return 0 };
        let lines = self.lines.get(walk.lines).unwrap_or_default();
        let words = lines.iter().filter_map(|start| self.line(*start));
        let near = words.filter(|(word, _)| word.len() <= letters.len() + longer);
        near.filter(|(word, _)| meets(word)).map(|(_, count)| count).max().unwrap_or(0)
    }

    fn whole(&self, walk: &Walk) -> Option<(&'static str, u32)> {
        // The shortest word comes first: it ends where the walk has got to, or none does.
        let start = *self.lines.get(walk.lines.start)?;
        let ends = self.text.get(start as usize + walk.letters) == Some(&b'\t');
        if ends { self.line(start) } else { None }
    }

    fn line(&self, start: u32) -> Option<(&'static str, u32)> {
        let rest = self.text.get(start as usize..)?;
        let line = std::str::from_utf8(rest.split(|byte| *byte == b'\n').next()?).ok()?;
        let (word, count) = line.split_once('\t')?;
        Some((word, count.parse().ok()?))
    }
}

/// Returns the number of a beginning of three letters.
fn head(letters: &[u8]) -> Option<usize> {
    let mut number = 0;
    for letter in letters.get(..HEAD)? {
        let place = letter.is_ascii_lowercase().then(|| usize::from(letter - b'a'))?;
        number = number * LETTERS + place;
    }
    Some(number)
}

/// Returns the entries of a list kept by hand: what stands before the first tab of a line, and what after it.
fn entries(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').unwrap_or((line, "")))
}

/// Returns the entries of a list of words with counts, folded.
fn counts(text: &str) -> impl Iterator<Item = (String, u32)> {
    entries(text).filter_map(|(word, count)| Some((fold(word), count.trim().parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_folded() {
        let text = std::str::from_utf8(GERMAN.text).expect("letters");
        let words: Vec<&str> = entries(text).map(|(word, _)| word).collect();
        assert!(words.len() > 100_000);
        assert!(words.is_sorted_by(|a, b| a < b), "each word stands once, in the order of its letters");
        assert!(words.iter().all(|word| word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase())));
    }

    #[test]
    fn every_word_of_the_list_is_found() {
        for at in (0..GERMAN.lines.len()).step_by(97) {
            let (word, count) = GERMAN.line(GERMAN.lines[at]).expect("a line");
            let walk = GERMAN.walk(word.as_bytes()).expect("a walk");
            assert_eq!(GERMAN.whole(&walk), Some((word, count)));
            assert_eq!(GERMAN.part(word.as_bytes()), GERMAN.count(&walk), "{word}");
        }
        assert_eq!(GERMAN.part(b"xyzzy"), 0);
    }

    #[test]
    fn lists_kept_by_hand_are_well_formed() {
        assert!(GERMAN.short.iter().all(|(word, count)| word.len() < SHORTEST && *count >= RAREST));
        let one_part: Vec<&String> =
            GERMAN.settled.iter().filter(|(_, parts)| parts.len() == 1).map(|(word, _)| word).collect();
        assert!(one_part.is_empty(), "{one_part:?}");
    }
}
