//! The labels of one language, compiled for matching: names, subjects, and the parts of compounds.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use super::token::{Known, is_capital, is_shouted};
use super::topic::{Case, Kind, Topic, bare};
use super::trie::{Key, KeyHasher, Pattern, Spelling, Strength, Trie};
use crate::analysis::{Analyzer, fold, words};

/// Shorter rests of a compound are endings, not words.
pub(super) const SHORTEST_PART: usize = 3;

/// What closed compounds with the name of a place are about that place: a Japanreise is, a Deutschlandticket is not.
/// Folded, in the singular.
const HEADS: &[&str] = &[
    "abkommen",
    "angriff",
    "aufenthalt",
    "beauftragter",
    "beauftragte",
    "berater",
    "besuch",
    "besucher",
    "beziehung",
    "bild",
    "dialog",
    "einsatz",
    "embargo",
    "experte",
    "expertin",
    "export",
    "feldzug",
    "forscher",
    "forscherin",
    "fluchtling",
    "frage",
    "freund",
    "geschaft",
    "geschichte",
    "gesprach",
    "gipfel",
    "handel",
    "hilfe",
    "import",
    "invasion",
    "kenner",
    "kennerin",
    "konferenz",
    "konflikt",
    "korrespondent",
    "korrespondentin",
    "kredit",
    "krieg",
    "krise",
    "kritiker",
    "mission",
    "plan",
    "politik",
    "reise",
    "reisende",
    "reisender",
    "rede",
    "sanktion",
    "strategie",
    "tournee",
    "urlaub",
    "urlauber",
    "verhandlung",
    "wahl",
];

/// Phrases whose words name nothing by themselves: newspapers, wars of the past, idioms.
static PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Source {
        phrases: Vec<String>,
    }
    let source: Source =
        toml::from_str(include_str!("../../data/topics/phrases.toml")).expect("a test reads the phrases");
    source.phrases
});

/// A noun of so many letters is hardly ever the inside of another word by chance.
const LONG_NOUN: usize = 8;

/// All labels of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// All patterns; tries and parts tell them by number.
    pub(super) patterns: Vec<Pattern>,
    /// The words of all labels; that of a stem begins with `~`.
    keys: HashMap<String, Key, BuildHasherDefault<KeyHasher>>,
    /// Places and organisations.
    pub(super) names: Trie,
    /// Commodities and subjects.
    pub(super) subjects: Trie,
    /// What looks like a topic and is something else.
    pub(super) never: Trie,
    /// Words that corroborate an ambiguous label.
    pub(super) context: Trie,
    /// Words that speak for a subject where several of them come together.
    pub(super) hints: Trie,
    /// A pattern stands here once for each of its endings.
    tails: Parts,
    heads: Parts,
    /// What words that stand in labels begin with; apart what those begin with that may be in small letters.
    openings: Openings,
    small_openings: Openings,
    /// The same for small letters without accents, as a filter that sometimes says yes without reason.
    filter: Filter,
    longest_part: usize,
}

/// Last or first parts of compounds, folded or in small letters, with the numbers of their patterns.
type Parts = HashMap<String, Vec<u32>, BuildHasherDefault<KeyHasher>>;

/// The first letters of words, or words that have no more.
type Openings = HashSet<String, BuildHasherDefault<KeyHasher>>;

/// The size of the filter in numbers of 64 bits: many more bits than there are openings, and few enough for a cache.
const FILTER: usize = 8192;

/// A Bloom filter with one hash function.
#[derive(Debug)]
struct Filter(Box<[u64]>);

impl Default for Filter {
    fn default() -> Self {
        Self(vec![0; FILTER].into())
    }
}

impl Filter {
    fn place(letters: &[u8]) -> (usize, u64) {
        let mut hasher = KeyHasher::default();
        hasher.write(letters);
        let hash = hasher.finish() ^ hasher.finish() >> 32;
        (usize::try_from(hash >> 6).unwrap_or(0) % FILTER, 1 << (hash & 63))
    }

    fn add(&mut self, letters: &str) {
        let (word, bit) = Self::place(letters.as_bytes());
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= bit;
        }
    }

    fn may_have(&self, letters: &[u8]) -> bool {
        let (word, bit) = Self::place(letters);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

/// So many letters of a word tell most words that stand in no label from those that do. No stemmer touches them.
const OPENING: usize = 4;

/// No stemmer takes more letters from a word.
const ENDING: usize = 7;

/// The tries, as bits of [`Known::begins`].
pub(super) const NAMES: u8 = 1;
pub(super) const SUBJECTS: u8 = 2;
pub(super) const NEVER: u8 = 4;
pub(super) const CONTEXT: u8 = 8;
pub(super) const HINTS: u8 = 16;

/// Makes the patterns of one topic.
struct Compiler<'a> {
    lexicon: Lexicon,
    analyzer: Analyzer,
    language: &'a str,
    /// The id of the topic whose patterns are made.
    topic: Arc<str>,
}

impl Lexicon {
    /// Compiles the labels that a language has.
    pub(super) fn new<'a>(topics: impl Iterator<Item = &'a Topic>, language: &str) -> Self {
        let analyzer = Analyzer::new(Some(language));
        let mut compiler = Compiler { lexicon: Self::default(), analyzer, language, topic: Arc::default() };
        for topic in topics {
            compiler.add(topic);
        }
        compiler.swallow();
        compiler.lexicon
    }

    fn add(&mut self, pattern: Pattern) -> u32 {
        self.patterns.push(pattern);
        u32::try_from(self.patterns.len() - 1).unwrap_or(u32::MAX)
    }

    /// Tells at once of most words in small letters that no label has them.
    pub(super) fn is_foreign(&self, word: &str) -> bool {
        let letters = word.as_bytes();
        letters.iter().all(u8::is_ascii_lowercase)
            && !openings(letters.len()).any(|end| letters.get(..end).is_some_and(|start| self.filter.may_have(start)))
    }

    /// Returns what the labels know of a word; its stem is asked for only where a label may have it.
    pub(super) fn known(&self, word: &str, stem: impl FnOnce() -> String) -> Option<Known> {
        let folded = fold(word);
        let capital = is_capital(word);
        let parts = if capital { self.parts(word, &folded) } else { Vec::new() };
        let known_openings = if capital { &self.openings } else { &self.small_openings };
        let may_be = |letters| known_openings.contains(opening(&folded, letters));
        if !openings(folded.chars().count()).any(may_be) {
            let nothing =
                Known { word: folded, folded: None, stem: None, without_s: None, begins: 0, parts: parts.into() };
            return (!nothing.parts.is_empty()).then_some(nothing);
        }
        let key = |word: &str| self.keys.get(word).copied();
        let without_s = folded.strip_suffix('s').filter(|short| short.len() >= 2).and_then(key);
        let keys = [key(&folded), key(&["~", &stem()].concat()), without_s];
        let tries = [
            (&self.names, NAMES),
            (&self.subjects, SUBJECTS),
            (&self.never, NEVER),
            (&self.context, CONTEXT),
            (&self.hints, HINTS),
        ];
        let begins = |trie: &Trie| keys.iter().flatten().any(|key| trie.begins_with(*key));
        let begins = tries.iter().filter(|(trie, _)| begins(trie)).fold(0, |bits, (_, bit)| bits | bit);
        if keys.iter().all(Option::is_none) && parts.is_empty() {
            return None;
        }
        Some(Known { folded: keys[0], stem: keys[1], without_s, begins, parts: parts.into(), word: folded })
    }

    /// Returns the patterns that a word has as its last part and as its first part, the longest of each.
    fn parts(&self, word: &str, folded: &str) -> Vec<u32> {
        let tails = folded.char_indices().map(|(at, _)| at).skip(SHORTEST_PART);
        let tails = tails.filter(|at| folded.len() - at <= self.longest_part);
        let mut found = self.longest(tails.filter_map(|at| Some(self.tails.get(folded.get(at..)?)?.clone())));
        // The first part keeps its umlauts: Kunst is not künstlich.
        let word = word.to_lowercase();
        let letters = word.chars().count();
        let ends: Vec<(usize, usize)> =
            word.char_indices().map(|(at, _)| at).enumerate().take_while(|(_, at)| *at <= self.longest_part).collect();
        let heads = ends.iter().rev().filter(|(before, _)| letters - before >= SHORTEST_PART).filter_map(|(_, at)| {
            let mut patterns = self.heads.get(word.get(..*at)?)?.clone();
            // Names make compounds with everything, most of them names again.
            let is_of_place = is_listed_head(word.get(*at..)?);
            patterns.retain(|number| is_of_place || self.patterns[*number as usize].kind != Kind::Place);
            Some(patterns)
        });
        found.extend(self.longest(heads));
        found
    }

    /// Returns the first patterns that count, of those that come the longest first; what is never a topic takes it out of
    /// those that follow.
    fn longest(&self, parts: impl Iterator<Item = Vec<u32>>) -> Vec<u32> {
        let mut never: Vec<&str> = Vec::new();
        for mut numbers in parts {
            let pattern = |number: &u32| &self.patterns[*number as usize];
            never.extend(numbers.iter().map(pattern).filter(|pattern| pattern.never).map(|pattern| &*pattern.topic));
            numbers.retain(|number| !pattern(number).never && !never.contains(&&*pattern(number).topic));
            if !numbers.is_empty() {
                return numbers;
            }
        }
        Vec::new()
    }
}

impl Compiler<'_> {
    fn add(&mut self, topic: &Topic) {
        self.topic = topic.id.as_str().into();
        let own = topic.own_label(self.language);
        for label in own
            .into_iter()
            .chain(topic.further_labels(self.language).iter().chain(topic.labels_everywhere()).map(String::as_str))
        {
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
            let (keys, pattern) = self.stems(topic, label);
            let (keys, pattern) = self.numbered(&keys, pattern);
            self.lexicon.context.insert(&keys, pattern);
        }
        for label in topic.hints(self.language) {
            let (keys, pattern) = self.stems(topic, label);
            let (keys, pattern) = self.numbered(&keys, pattern);
            self.lexicon.hints.insert(&keys, pattern);
        }
    }

    /// Makes a pattern of words that name nothing: their stems, with a capital where German has one.
    fn stems(&mut self, topic: &Topic, label: &str) -> (Vec<String>, Pattern) {
        let capitals = words(label).map(|word| self.language == "de" && is_capital(word.text)).collect();
        let mut pattern = self.pattern(topic, label, Strength::None, Spelling::Capitals(capitals));
        pattern.noun = words(label)
            .last()
            .filter(|word| self.language == "de" && is_capital(word.text))
            .map(|word| fold(word.text));
        (words(label).map(|word| format!("~{}", self.analyzer.stem(word.text))).collect(), pattern)
    }

    fn pattern(&self, topic: &Topic, label: &str, strength: Strength, spelling: Spelling) -> Pattern {
        let listed = |list: &[String]| list.iter().any(|known| known == label);
        let strength = match strength {
            _ if listed(&topic.tag_only) => Strength::None,
            strength if listed(&topic.weak) => strength.min(Strength::Weak),
            strength => strength,
        };
        Pattern {
            topic: Arc::clone(&self.topic),
            kind: topic.kind,
            label: bare(label).into(),
            strength,
            ambiguous: listed(&topic.ambiguous),
            never: listed(&topic.never),
            spelling,
            genitive: topic.kind.is_name(),
            noun: None,
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
        // A long noun means the same inside compounds, unless it is called weak (Gesellschaft, Gesellschafter).
        let long =
            german && !name && !never && written.len() == 1 && is_capital(text) && text.chars().count() >= LONG_NOUN;
        let plain = self.pattern(topic, label, Strength::Full, Spelling::Capitals(Vec::new()));
        let long = long && plain.strength == Strength::Full && !plain.ambiguous;
        if tail || (long && !head) {
            let folded = fold(text);
            let pattern = self.lexicon.add(Pattern { strength: plain.strength.min(Strength::Tail), ..plain.clone() });
            for ending in ["", "e", "n", "en", "s", "es"] {
                self.part(folded.clone() + ending, pattern, Part::Tail);
            }
        }
        if head || (long && !tail) {
            let pattern = Pattern { strength: plain.strength.min(Strength::Head), ..plain.clone() };
            let pattern = self.lexicon.add(pattern);
            self.part(text.to_lowercase(), pattern, Part::Head);
        }
        if german
            && topic.kind == Kind::Place
            && !never
            && written.len() == 1
            && is_capital(text)
            && text.len() > SHORTEST_PART
        {
            let pattern = Pattern { strength: plain.strength.min(Strength::Derived), ..plain.clone() };
            if !pattern.ambiguous && pattern.strength == Strength::Derived {
                let pattern = self.lexicon.add(pattern);
                self.part(text.to_lowercase(), pattern, Part::Head);
            }
        }
        if head {
            return;
        }
        let needed = written.iter().enumerate().map(|(at, word)| {
            let article = at == 0 && matches!(*word, "Die" | "Der" | "Das");
            // A German noun has its capital wherever it stands; the adjective before it and the words
            // of other languages have one only because the vocabulary writes labels so.
            is_capital(word) && !article && (name || (german && at + 1 == written.len()))
        });
        let needed = Spelling::Capitals(needed.collect());
        // Names of one word and words of other languages are not stemmed (Wales, Housing); only a plural is theirs.
        let stemmed = german && (never || !(name && written.len() == 1) && topic.kind != Kind::Person);
        let keys: Vec<String> = written
            .iter()
            .map(|word| if stemmed { format!("~{}", self.analyzer.stem(word)) } else { fold(word) })
            .collect();
        let mut pattern = Pattern { spelling: needed, ..plain };
        pattern.noun = written.last().filter(|word| stemmed && is_capital(word)).map(|word| fold(word));
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
            let twin = Pattern { spelling, noun: None, ..pattern.clone() };
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
            let own: &[&str] = if stem == label { &["", "s", "n"] } else { &["e", "en"] };
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

    /// Adds the phrases whose words name nothing by themselves.
    fn swallow(&mut self) {
        for phrase in PHRASES.iter() {
            let written: Vec<&str> = words(phrase).map(|word| word.text).collect();
            let keys: Vec<String> = written.iter().map(|word| format!("~{}", self.analyzer.stem(word))).collect();
            let spelling = Spelling::Capitals(written.iter().map(|word| is_capital(word)).collect());
            let (keys, pattern) = self.numbered(&keys, Pattern::swallowing(phrase, spelling));
            self.lexicon.names.insert(&keys, pattern);
            self.lexicon.subjects.insert(&keys, pattern);
        }
    }

    /// Gives numbers to a pattern and the words of its label.
    fn numbered(&mut self, keys: &[String], pattern: Pattern) -> (Vec<Key>, u32) {
        for (at, key) in keys.iter().enumerate() {
            let bare = key.trim_start_matches('~');
            let letters = bare.chars().count().min(OPENING);
            let start = opening(bare, letters);
            // A word without letters is one in small letters.
            let is_small = match &pattern.spelling {
                Spelling::Exact(words) => words.get(at).is_none_or(|word| !is_capital(word)),
                Spelling::Capitals(needed) => !needed.get(at).is_some_and(|needed| *needed),
            };
            self.lexicon.openings.insert(start.to_owned());
            if is_small {
                self.lexicon.filter.add(start);
                self.lexicon.small_openings.insert(start.to_owned());
            }
        }
        let keys = keys.iter().map(|key| {
            let next = Key::try_from(self.lexicon.keys.len()).unwrap_or(Key::MAX);
            *self.lexicon.keys.entry(key.clone()).or_insert(next)
        });
        (keys.collect(), self.lexicon.add(pattern))
    }

    fn insert(&mut self, keys: &[String], pattern: Pattern) {
        let (never, name) = (pattern.never, pattern.kind.is_name());
        let (keys, pattern) = self.numbered(keys, pattern);
        let trie = match (never, name) {
            (true, _) => &mut self.lexicon.never,
            (false, true) => &mut self.lexicon.names,
            (false, false) => &mut self.lexicon.subjects,
        };
        trie.insert(&keys, pattern);
    }

    fn part(&mut self, key: String, pattern: u32, part: Part) {
        self.lexicon.longest_part = self.lexicon.longest_part.max(key.len());
        let parts = match part {
            Part::Head => &mut self.lexicon.heads,
            Part::Tail => &mut self.lexicon.tails,
        };
        parts.entry(key).or_default().push(pattern);
    }
}

/// Returns how many letters the beginnings of a word have that tell whether a label may have it: a stem may be shorter than
/// an opening, but not by more than an ending.
fn openings(letters: usize) -> std::ops::RangeInclusive<usize> {
    letters.saturating_sub(ENDING).clamp(1, OPENING)..=OPENING.min(letters)
}

/// Returns the first letters of a word, or all of a shorter one.
fn opening(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

/// Tells whether a compound with the name of a place and this last part is about the place.
fn is_listed_head(rest: &str) -> bool {
    let rest = fold(rest);
    ["", "s", "es", "n", "en", "e", "er"]
        .iter()
        .any(|ending| rest.strip_suffix(ending).is_some_and(|head| HEADS.contains(&head)))
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
