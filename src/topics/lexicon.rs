//! The labels of one language, compiled for matching: names, subjects, and the parts of compounds.

use std::collections::HashMap;

use super::token::{Token, is_shouted};
use super::topic::{Case, Kind, Topic, bare};
use super::trie::{Pattern, Spelling, Strength, Trie};
use crate::analysis::{Analyzer, fold, words};

/// Shorter rests of a compound are endings, not words.
const SHORTEST_PART: usize = 3;

/// A noun of so many letters is hardly ever the inside of another word by chance.
const LONG_NOUN: usize = 8;

/// All labels of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Places and organisations.
    pub(super) names: Trie,
    /// Commodities and subjects.
    pub(super) subjects: Trie,
    /// Words that corroborate an ambiguous label.
    pub(super) context: Trie,
    tails: HashMap<String, Vec<Pattern>>,
    heads: HashMap<String, Vec<Pattern>>,
    longest_part: usize,
}

/// Makes the patterns of one topic.
struct Compiler<'a> {
    lexicon: Lexicon,
    analyzer: Analyzer,
    language: &'a str,
}

impl Lexicon {
    /// Compiles the labels that a language has.
    pub(super) fn new<'a>(topics: impl Iterator<Item = &'a Topic>, language: &str) -> Self {
        let analyzer = Analyzer::new(Some(language));
        let mut compiler = Compiler { lexicon: Self::default(), analyzer, language };
        for topic in topics {
            compiler.add(topic);
        }
        compiler.lexicon
    }

    /// Returns the patterns that a word has as its last part and as its first part, the longest of each.
    pub(super) fn parts(&self, token: &Token) -> impl Iterator<Item = &Pattern> {
        let (mut tail, mut head) = (None, None);
        if token.capital && self.longest_part > 0 {
            let word = token.forms.folded.as_str();
            let starts = word.char_indices().map(|(at, _)| at).skip(SHORTEST_PART);
            tail =
                starts.filter(|at| word.len() - at <= self.longest_part).find_map(|at| self.tails.get(word.get(at..)?));
            // The first part keeps its umlauts: Kunst is not künstlich.
            let word = token.text.to_lowercase();
            let ends: Vec<usize> =
                word.char_indices().map(|(at, _)| at).filter(|at| *at <= self.longest_part).collect();
            let rest = word.chars().count();
            head = ends
                .iter()
                .enumerate()
                .rev()
                .filter(|(letters, _)| rest - letters >= SHORTEST_PART)
                .find_map(|(_, at)| self.heads.get(word.get(..*at)?));
        }
        tail.into_iter().chain(head).flatten()
    }
}

impl Compiler<'_> {
    fn add(&mut self, topic: &Topic) {
        let own = topic.own_label(self.language);
        for label in own.into_iter().chain(topic.further_labels(self.language).iter().map(String::as_str)) {
            self.label(topic, label, false);
        }
        if self.language == "de" {
            // Organisations keep their English names in German text.
            let english = topic.own_label("en").filter(|label| topic.kind == Kind::Organisation && label.contains(' '));
            if let Some(label) = english {
                self.label(topic, label, false);
            }
            self.derived(topic);
        }
        for acronym in &topic.acronyms {
            let mut spellings = vec![acronym.clone()];
            if topic.case == Case::Title {
                let mut letters = acronym.chars();
                let first: String = letters.next().into_iter().collect();
                spellings.push(first + &letters.as_str().to_lowercase());
            }
            for spelling in spellings {
                self.exact(topic, &spelling, topic.case == Case::Label);
            }
        }
        for label in &topic.never {
            self.label(topic, label, true);
        }
        for label in &topic.context {
            let pattern = self.pattern(topic, label, Strength::None, Spelling::Capitals(Vec::new()));
            let keys: Vec<String> = words(label).map(|word| format!("~{}", self.analyzer.stem(word.text))).collect();
            self.lexicon.context.insert(&keys, pattern);
        }
    }

    fn pattern(&self, topic: &Topic, label: &str, strength: Strength, spelling: Spelling) -> Pattern {
        let listed = |list: &[String]| list.iter().any(|known| known == label);
        let strength = match strength {
            _ if listed(&topic.tag_only) => Strength::None,
            strength if listed(&topic.weak) => strength.min(Strength::Weak),
            strength => strength,
        };
        Pattern {
            topic: topic.id.clone(),
            kind: topic.kind,
            label: bare(label).to_owned(),
            strength,
            ambiguous: listed(&topic.ambiguous),
            never: listed(&topic.never),
            spelling,
            genitive: topic.kind.is_name(),
        }
    }

    /// Adds a label with its markers.
    fn label(&mut self, topic: &Topic, label: &str, never: bool) {
        let text = bare(label);
        if label.starts_with('=') || (!never && is_acronym(text)) {
            return self.exact(topic, label, false);
        }
        let (tail, head) = (label.starts_with('*'), label.ends_with('*'));
        let written: Vec<&str> = words(text).map(|word| word.text).collect();
        let name = topic.kind.is_name();
        let german = self.language == "de";
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        // A long noun means the same inside compounds, unless it is called weak (Gesellschaft, Gesellschafter).
        let long =
            german && !name && !never && written.len() == 1 && capital(text) && text.chars().count() >= LONG_NOUN;
        let plain = self.pattern(topic, label, Strength::Full, Spelling::Capitals(Vec::new()));
        let long = long && plain.strength == Strength::Full && !plain.ambiguous;
        if tail || (long && !head) {
            let folded = fold(text);
            for ending in ["", "e", "n", "en", "s", "es"] {
                let pattern = self.pattern(topic, label, Strength::Tail, Spelling::Capitals(Vec::new()));
                self.part(folded.clone() + ending, pattern, Part::Tail);
            }
        }
        if head || (long && !tail) {
            let pattern = self.pattern(topic, label, Strength::Head, Spelling::Capitals(Vec::new()));
            self.part(text.to_lowercase(), pattern, Part::Head);
        }
        if head {
            return;
        }
        let needed = written.iter().enumerate().map(|(at, word)| {
            let article = at == 0 && matches!(*word, "Die" | "Der" | "Das");
            // A German noun has its capital wherever it stands; the adjective before it and the words
            // of other languages have one only because the vocabulary writes labels so.
            capital(word) && !article && (name || (german && at + 1 == written.len()))
        });
        let needed = Spelling::Capitals(needed.collect());
        // Names of one word and words of other languages are not stemmed (Wales, Housing); only a plural is theirs.
        let stemmed = german && !(name && written.len() == 1);
        let keys: Vec<String> = written
            .iter()
            .map(|word| if stemmed { format!("~{}", self.analyzer.stem(word)) } else { fold(word) })
            .collect();
        let pattern = self.pattern(topic, label, Strength::Full, needed);
        if !german
            && !name
            && let Some((last, before)) = keys.split_last()
        {
            let other = match (last.strip_suffix("ies"), last.strip_suffix('s'), last.strip_suffix('y')) {
                (Some(stem), _, _) => format!("{stem}y"),
                (_, Some(stem), _) => stem.to_owned(),
                (_, _, Some(stem)) => format!("{stem}ies"),
                _ => format!("{last}s"),
            };
            let keys: Vec<String> = before.iter().cloned().chain([other]).collect();
            let spelling = Spelling::Capitals(Vec::new());
            let twin = self.pattern(topic, label, Strength::Full, spelling);
            self.insert(&keys, twin);
        }
        self.insert(&keys, pattern);
    }

    fn exact(&mut self, topic: &Topic, label: &str, ambiguous: bool) {
        let written: Vec<String> = words(bare(label)).map(|word| word.text.to_owned()).collect();
        let keys: Vec<String> = written.iter().map(|word| fold(word)).collect();
        let mut pattern = self.pattern(topic, label, Strength::Full, Spelling::Exact(written));
        pattern.ambiguous |= ambiguous;
        pattern.genitive = true;
        self.insert(&keys, pattern);
    }

    /// Adds the adjectives, the people and the capital of a place, in all their forms.
    fn derived(&mut self, topic: &Topic) {
        let people = topic.demonym_de.iter().flat_map(|label| {
            let stem = label.strip_suffix('e').unwrap_or(label);
            let own: &[&str] = if stem == label { &["", "s", "n"] } else { &["e", "en", "er"] };
            own.iter().chain(&["in", "innen"]).map(move |ending| (label, format!("{stem}{ending}"), true))
        });
        let adjectives = topic.adjective_de.iter().flat_map(|label| {
            ["", "e", "en", "er", "es", "em"].into_iter().map(move |ending| (label, format!("{label}{ending}"), false))
        });
        for (label, form, capital) in people.chain(adjectives) {
            let keys: Vec<String> = words(&form).map(|word| fold(word.text)).collect();
            let needed = Spelling::Capitals(vec![capital; keys.len()]);
            let mut pattern = self.pattern(topic, label, Strength::Derived, needed);
            pattern.genitive = false;
            self.insert(&keys, pattern);
        }
        for label in &topic.capital_de {
            let keys: Vec<String> = words(label).map(|word| fold(word.text)).collect();
            let needed = Spelling::Capitals(vec![true; keys.len()]);
            let pattern = self.pattern(topic, label, Strength::Capital, needed);
            self.insert(&keys, pattern);
        }
    }

    fn insert(&mut self, keys: &[String], pattern: Pattern) {
        // What is never the topic hides its words from names and subjects alike.
        if pattern.never {
            let Pattern { topic, label, .. } = &pattern;
            let twin = Pattern {
                topic: topic.clone(),
                label: label.clone(),
                spelling: Spelling::Capitals(Vec::new()),
                ..pattern
            };
            self.lexicon.subjects.insert(keys, twin);
        }
        if pattern.never || pattern.kind.is_name() {
            self.lexicon.names.insert(keys, pattern);
        } else {
            self.lexicon.subjects.insert(keys, pattern);
        }
    }

    fn part(&mut self, key: String, pattern: Pattern, part: Part) {
        self.lexicon.longest_part = self.lexicon.longest_part.max(key.len());
        let parts = match part {
            Part::Tail => &mut self.lexicon.tails,
            Part::Head => &mut self.lexicon.heads,
        };
        parts.entry(key).or_default().push(pattern);
    }
}

enum Part {
    Head,
    Tail,
}

/// Tells whether a label is written in capitals only, so that it must be in the text too: `USA`, `U.S.`.
fn is_acronym(label: &str) -> bool {
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    is_shouted(label) && (2..=6).contains(&letters) && !label.contains(' ')
}
