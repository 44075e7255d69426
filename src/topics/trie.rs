//! Labels as patterns over words, and the trie that finds the longest of them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::token::Token;
use super::topic::Kind;

/// What a match of a label is worth, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Never counts in text, only as a tag.
    None,
    /// The capital, which may stand for the government.
    Capital,
    /// The label means other things as well.
    Weak,
    /// The first part of a compound.
    Head,
    /// An adjective or the people of a country.
    Derived,
    /// The last part of a compound.
    Tail,
    /// The label itself.
    Full,
}

/// How the words in the text must be spelled, beyond being the label's words.
#[derive(Debug)]
pub(super) enum Spelling {
    /// As these words, to the letter.
    Exact(Vec<String>),
    /// With a capital wherever this says so.
    Capitals(Vec<bool>),
}

/// One label of one topic.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The id of the topic.
    pub(super) topic: String,
    pub(super) kind: Kind,
    /// The label as the vocabulary writes it, without markers.
    pub(super) label: String,
    pub(super) strength: Strength,
    /// Counts only where something else in the text speaks for the topic.
    pub(super) ambiguous: bool,
    /// Looks like the topic and is something else: takes the words away.
    pub(super) never: bool,
    pub(super) spelling: Spelling,
    /// Whether a final `s` may be the genitive.
    pub(super) genitive: bool,
}

impl Pattern {
    fn fits(&self, tokens: &[Token], genitive: bool) -> bool {
        if genitive && !self.genitive {
            return false;
        }
        match &self.spelling {
            Spelling::Capitals(needed) => needed.iter().zip(tokens).all(|(needed, token)| token.capital || !needed),
            Spelling::Exact(words) => words.iter().zip(tokens).enumerate().all(|(at, (word, token))| {
                let last = genitive && at + 1 == words.len();
                if last { token.text.strip_suffix('s') == Some(word) } else { token.text == word }
            }),
        }
    }
}

/// A trie over word keys; a stem's key begins with `~`.
#[derive(Debug, Default)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Default)]
struct Node {
    next: HashMap<String, usize, BuildHasherDefault<WordHasher>>,
    ends: Vec<usize>,
}

/// FNV-1a: faster for short words than the standard hasher. The keys are the vocabulary's, so that no page can make
/// them collide.
#[derive(Debug)]
struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Trie {
    pub(super) fn insert(&mut self, keys: &[String], pattern: Pattern) {
        if keys.is_empty() {
            return;
        }
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut at = 0;
        for key in keys {
            at = match self.nodes[at].next.get(key) {
                Some(next) => *next,
                None => {
                    self.nodes.push(Node::default());
                    let next = self.nodes.len() - 1;
                    self.nodes[at].next.insert(key.clone(), next);
                    next
                }
            };
        }
        self.nodes[at].ends.push(self.patterns.len());
        self.patterns.push(pattern);
    }

    /// Returns the longest labels that the tokens begin with, and their length in words.
    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(usize, Vec<&Pattern>)> {
        let mut longest = None;
        let mut states: Vec<usize> = if self.nodes.is_empty() { Vec::new() } else { vec![0] };
        for (at, token) in tokens.iter().enumerate() {
            if at > 0 && !token.joined {
                break;
            }
            let mut next = Vec::new();
            let mut found: Vec<&Pattern> = Vec::new();
            let so_far = tokens.get(..=at).unwrap_or_default();
            let short = token.forms.folded.strip_suffix('s').filter(|short| short.len() >= 2);
            for state in states {
                let node = &self.nodes[state];
                for (key, genitive) in [
                    (Some(token.forms.folded.as_str()), false),
                    (Some(token.forms.stem.as_str()), false),
                    (short, true),
                ] {
                    let Some(&reached) = key.and_then(|key| node.next.get(key)) else { continue };
                    let ends = self.nodes[reached].ends.iter().map(|end| &self.patterns[*end]);
                    found.extend(ends.filter(|pattern| pattern.fits(so_far, genitive)));
                    if !genitive && !next.contains(&reached) {
                        next.push(reached);
                    }
                }
            }
            if !found.is_empty() {
                longest = Some((at + 1, found));
            }
            states = next;
            if states.is_empty() {
                break;
            }
        }
        longest
    }
}
