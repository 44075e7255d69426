//! Labels as patterns over words, and the trie that finds the longest of them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

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
#[derive(Debug, Clone)]
pub(super) enum Spelling {
    /// As these words, to the letter.
    Exact(Vec<String>),
    /// With a capital wherever this says so.
    Capitals(Vec<bool>),
}

/// One label of one topic.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// The id of the topic.
    pub(super) topic: Arc<str>,
    pub(super) kind: Kind,
    /// The label as the vocabulary writes it, without markers.
    pub(super) label: Arc<str>,
    pub(super) strength: Strength,
    /// Counts only where something else in the text speaks for the topic.
    pub(super) ambiguous: bool,
    /// Looks like the topic and is something else: takes the words away.
    pub(super) never: bool,
    pub(super) spelling: Spelling,
    /// Whether a final `s` may be the genitive.
    pub(super) genitive: bool,
    /// The last word of the label, folded, if it is a German noun whose stem it may share with another one.
    pub(super) noun: Option<String>,
}

impl Pattern {
    /// Makes a pattern that is about no topic and hides the words of its phrase from all.
    pub(super) fn swallowing(phrase: &str, spelling: Spelling) -> Self {
        Self {
            topic: Arc::default(),
            kind: Kind::Subject,
            label: phrase.into(),
            strength: Strength::None,
            ambiguous: false,
            never: false,
            spelling,
            genitive: true,
            noun: None,
        }
    }

    fn fits(&self, tokens: &[Token], genitive: bool) -> bool {
        if genitive && !self.genitive {
            return false;
        }
        if let (Some(noun), Some(last)) = (&self.noun, tokens.last())
            && !is_same_noun(noun, &last.known.word)
        {
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

/// Nouns whose plural ends in -er, as far as the news need them; folded.
const PLURALS_IN_ER: &[&str] = &[
    "amt", "bad", "bild", "blatt", "brett", "buch", "dach", "dorf", "ei", "fach", "feld", "geld", "gehalt", "geist",
    "gesicht", "glas", "glied", "grab", "gras", "gut", "haupt", "haus", "holz", "horn", "huhn", "kalb", "kind",
    "kleid", "korn", "kraut", "lamm", "land", "licht", "lied", "loch", "mann", "maul", "mund", "nest", "pfand", "rad",
    "rand", "rind", "schild", "schloss", "schwert", "spital", "strauch", "tal", "tuch", "tum", "volk", "wald", "weib",
    "wort", "wurm",
];

/// Tells whether two German nouns with the same stem are one. The stemmer takes -er for an ending, which is the doer more
/// often than the plural: an Urlauber is no Urlaub, a Stürmer no Sturm, a Messer no Messe.
fn is_same_noun(one: &str, other: &str) -> bool {
    let doer = |word: &str| {
        let endings = ["erinnen", "erin", "ern", "ers", "er"];
        endings.iter().find_map(|ending| word.strip_suffix(ending).map(str::to_owned))
    };
    match (doer(one), doer(other)) {
        (Some(base), None) | (None, Some(base)) => PLURALS_IN_ER.iter().any(|plural| base.ends_with(plural)),
        _ => true,
    }
}

/// A word as the labels have it, by number.
pub(super) type Key = u32;

/// So many labels at most are followed at once from one place.
const STATES: usize = 8;

/// A trie over the words of labels; what ends where is told by the numbers of patterns.
#[derive(Debug)]
pub(super) struct Trie {
    /// From a node with a word to the next node.
    edges: HashMap<(u32, Key), u32, BuildHasherDefault<KeyHasher>>,
    ends: Vec<Vec<u32>>,
}

impl Default for Trie {
    fn default() -> Self {
        Self { edges: HashMap::default(), ends: vec![Vec::new()] }
    }
}

/// FNV-1a: faster for short words and numbers than the standard hasher. The keys are the vocabulary's, so that no page can
/// make them collide.
#[derive(Debug)]
pub(super) struct KeyHasher(u64);

impl Default for KeyHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Trie {
    pub(super) fn insert(&mut self, keys: &[Key], pattern: u32) {
        let mut at = 0;
        for key in keys {
            let fresh = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            at = *self.edges.entry((at, *key)).or_insert(fresh);
            if at == fresh {
                self.ends.push(Vec::new());
            }
        }
        if let Some(ends) = self.ends.get_mut(at as usize).filter(|_| at > 0) {
            ends.push(pattern);
        }
    }

    /// Tells whether a label begins with a word.
    pub(super) fn begins_with(&self, key: Key) -> bool {
        self.edges.contains_key(&(0, key))
    }

    /// Returns the longest labels that the tokens begin with, and their length in words.
    pub(super) fn longest<'p>(&self, patterns: &'p [Pattern], tokens: &[Token]) -> Option<(usize, Vec<&'p Pattern>)> {
        let mut longest = None;
        self.walk(patterns, tokens, |length, found| longest = Some((length, found)));
        longest
    }

    /// Hands over all labels that the tokens begin with, by their length in words.
    pub(super) fn walk<'p>(
        &self,
        patterns: &'p [Pattern],
        tokens: &[Token],
        mut each: impl FnMut(usize, Vec<&'p Pattern>),
    ) {
        // A word has three forms at most, and a label hardly ever goes on with two of them: arrays cost nothing.
        let mut states: ([u32; STATES], usize) = ([0; STATES], 1);
        for (at, token) in tokens.iter().enumerate() {
            if at > 0 && !token.joined {
                break;
            }
            let mut next = ([0; STATES], 0);
            let mut found: Vec<&Pattern> = Vec::new();
            let so_far = tokens.get(..=at).unwrap_or_default();
            let known = &token.known;
            for state in states.0.into_iter().take(states.1) {
                for (key, genitive) in [(known.folded, false), (known.stem, false), (known.without_s, true)] {
                    let Some(reached) = key.and_then(|key| self.edges.get(&(state, key))) else { continue };
                    let ends = self.ends.get(*reached as usize).into_iter().flatten();
                    let ends = ends.filter_map(|end| patterns.get(*end as usize));
                    found.extend(ends.filter(|pattern| pattern.fits(so_far, genitive)));
                    let is_new = !next.0.iter().take(next.1).any(|known| known == reached);
                    if !genitive
                        && is_new
                        && let Some(free) = next.0.get_mut(next.1)
                    {
                        *free = *reached;
                        next.1 += 1;
                    }
                }
            }
            if !found.is_empty() {
                each(at + 1, found);
            }
            states = next;
            if states.1 == 0 {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doer_is_not_what_is_done() {
        for (one, other, same) in [
            ("sturm", "sturmer", false),
            ("urlauber", "urlaub", false),
            ("abnehmen", "abnehmer", false),
            ("lehrer", "lehre", false),
            ("lehrer", "lehrerinnen", true),
            ("steuer", "steuern", true),
            ("wald", "walder", true),
            ("fachbuch", "fachbucher", true),
            ("zoll", "zolle", true),
        ] {
            assert_eq!(is_same_noun(one, other), same, "{one} {other}");
            assert_eq!(is_same_noun(other, one), same, "{other} {one}");
        }
    }
}
