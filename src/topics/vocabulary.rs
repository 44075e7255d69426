//! The vocabulary: reading its files, checking them, finding topics by id or label.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use sha2::{Digest, Sha256};

use super::lexicon::Lexicon;
use super::topic::{LANGUAGES, Topic, bare};
use crate::analysis::{fold, words};

/// Broader terms above one another; more is a mistake in the file, not a hierarchy.
const DEEPEST: usize = 20;
/// What nobody would type as a label is not compared with all of them.
const LONGEST_TYPED: usize = 60;

static BUILT_IN: LazyLock<Vocabulary> = LazyLock::new(|| {
    let files = [
        ("places.toml", include_str!("../../data/topics/places.toml")),
        ("organisations.toml", include_str!("../../data/topics/organisations.toml")),
        ("commodities.toml", include_str!("../../data/topics/commodities.toml")),
        ("subjects.toml", include_str!("../../data/topics/subjects.toml")),
    ];
    Vocabulary::read(&files).expect("a test reads the built-in vocabulary")
});

/// Why the files are no vocabulary: the file, the topic if it is about one, and what to change.
#[derive(Debug, thiserror::Error)]
#[error("cannot use topic `{id}` of `{file}`")]
pub struct VocabularyError {
    /// The name of the file.
    pub file: String,
    /// The id of the topic; `*` where the whole file is no TOML.
    pub id: String,
    /// What is wrong.
    #[source]
    pub problem: Problem,
}

/// What is wrong with a topic.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// No TOML, an id named twice, an unknown key, or a value of the wrong type.
    #[error("no valid TOML (an id named twice is an error too) or a wrong key or value")]
    Syntax(#[source] Box<toml::de::Error>),
    /// The id is no slug.
    #[error("the id is no slug: use a-z, 0-9 and single hyphens, such as `rare-earths`")]
    Id,
    /// A label that every topic needs is missing.
    #[error("the label is missing: add `{0} = \"...\"`")]
    NoLabel(&'static str),
    /// Another file has the same id.
    #[error("`{0}` has this id too: rename one of the two")]
    Twice(String),
    /// A topic named by this one does not exist.
    #[error("no file has the topic `{0}` that it names: add it or correct the id")]
    UnknownTopic(String),
    /// A topic is broader than itself, or the hierarchy is too deep to be one.
    #[error("it stands above itself (or too deep): take one `broader` away")]
    Cycle,
}

/// All topics, by id, with an index of their labels.
#[derive(Debug)]
pub struct Vocabulary {
    topics: BTreeMap<String, Topic>,
    narrower: BTreeMap<String, BTreeSet<String>>,
    /// Folded label to topic; the more important label of two that are spelled alike.
    labels: BTreeMap<String, (u8, String)>,
    hash: String,
    lexicons: [OnceLock<Lexicon>; LANGUAGES.len()],
}

impl Vocabulary {
    /// Returns the vocabulary that comes with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Reads a vocabulary from files given as name and text, and checks it as a whole.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, VocabularyError> {
        let mut topics: BTreeMap<String, Topic> = BTreeMap::new();
        let mut origin: BTreeMap<String, &str> = BTreeMap::new();
        let mut hash = Sha256::new();
        for (file, text) in files {
            // Line ends differ between checkouts, the contents do not.
            hash.update(text.replace("\r\n", "\n").as_bytes());
            hash.update([0]);
            let table: toml::Table =
                text.parse().map_err(|error| wrong(file, "*", Problem::Syntax(Box::new(error))))?;
            for (id, value) in table {
                if !is_slug(&id) {
                    return Err(wrong(file, &id, Problem::Id));
                }
                let read: Result<Topic, _> = value.try_into();
                let mut topic = read.map_err(|error| wrong(file, &id, Problem::Syntax(Box::new(error))))?;
                if let Some(language) = LANGUAGES.iter().take(2).find(|language| topic.own_label(language).is_none()) {
                    return Err(wrong(file, &id, Problem::NoLabel(language)));
                }
                if let Some(first) = origin.insert(id.clone(), file) {
                    return Err(wrong(file, &id, Problem::Twice(first.to_owned())));
                }
                topic.id.clone_from(&id);
                topics.insert(id, topic);
            }
        }
        let mut narrower: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for topic in topics.values() {
            let file = origin.get(&topic.id).copied().unwrap_or_default();
            if let Some(named) = topic.broader.iter().chain(&topic.together).find(|id| !topics.contains_key(*id)) {
                return Err(wrong(file, &topic.id, Problem::UnknownTopic(named.clone())));
            }
            let above = above(&topics, topic).ok_or_else(|| wrong(file, &topic.id, Problem::Cycle))?;
            for broader in above {
                narrower.entry(broader).or_default().insert(topic.id.clone());
            }
        }
        let labels = index_labels(topics.values());
        let hash = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { topics, narrower, labels, hash, lexicons: Default::default() })
    }

    /// Returns a short hash of the contents, to be kept with what was made from them.
    pub fn hash(&self) -> String {
        self.hash.clone()
    }

    /// Returns the topic with this id.
    pub fn get(&self, id: &str) -> Option<&Topic> {
        self.topics.get(id)
    }

    /// Returns all topics, sorted by id.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> {
        self.topics.values()
    }

    /// Returns the topic with this id, or with this label in any language (case, accents and the
    /// spelling of umlauts do not matter).
    pub fn find(&self, label_or_id: &str) -> Option<&Topic> {
        self.get(label_or_id.trim())
            .or_else(|| self.labels.get(&key(label_or_id)).and_then(|(_, id)| self.topics.get(id)))
    }

    /// Returns up to `n` topics with a label spelled almost as typed, the nearest first.
    pub fn nearest(&self, typed: &str, n: usize) -> Vec<&Topic> {
        let typed: String = key(typed).chars().take(LONGEST_TYPED).collect();
        let allowed = 1 + typed.chars().count() / 4;
        let mut best: BTreeMap<&str, usize> = BTreeMap::new();
        for (label, (_, id)) in &self.labels {
            if let Some(distance) = distance(&typed, label, allowed) {
                let known = best.entry(id).or_insert(distance);
                *known = distance.min(*known);
            }
        }
        let mut found: Vec<(usize, &str)> = best.into_iter().map(|(id, distance)| (distance, id)).collect();
        found.sort_unstable();
        found.into_iter().take(n).filter_map(|(_, id)| self.topics.get(id)).collect()
    }

    /// Returns the id and the ids of everything below it, sorted; nothing for an unknown id.
    pub fn with_narrower(&self, id: &str) -> Vec<&str> {
        let Some((id, _)) = self.topics.get_key_value(id) else { return Vec::new() };
        let below = self.narrower.get(id).into_iter().flatten();
        let mut ids: Vec<&str> = below.map(String::as_str).chain([id.as_str()]).collect();
        ids.sort_unstable();
        ids
    }

    /// Returns the compiled labels of a language; `None` if the vocabulary does not speak it.
    pub(super) fn lexicon(&self, language: &str) -> Option<&Lexicon> {
        let at = LANGUAGES.iter().position(|known| *known == language)?;
        Some(self.lexicons.get(at)?.get_or_init(|| Lexicon::new(self.topics(), language)))
    }
}

fn wrong(file: &str, id: &str, problem: Problem) -> VocabularyError {
    VocabularyError { file: file.to_owned(), id: id.to_owned(), problem }
}

fn is_slug(id: &str) -> bool {
    id.split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// Returns all topics above one; `None` if it is among them or the hierarchy does not end.
fn above(topics: &BTreeMap<String, Topic>, topic: &Topic) -> Option<BTreeSet<String>> {
    let mut above = BTreeSet::new();
    let mut level: BTreeSet<&String> = topic.broader.iter().collect();
    for _ in 0..DEEPEST {
        if level.is_empty() {
            return Some(above);
        }
        let next = level.iter().filter_map(|id| topics.get(*id)).flat_map(|topic| &topic.broader).collect();
        above.extend(level.into_iter().cloned());
        level = next;
        if above.contains(&topic.id) {
            return None;
        }
    }
    None
}

/// Labels as they are compared: folded words, however they are joined.
fn key(label: &str) -> String {
    let folded: Vec<String> = words(label).map(|word| fold(word.text)).collect();
    folded.join(" ")
}

fn index_labels<'a>(topics: impl Iterator<Item = &'a Topic>) -> BTreeMap<String, (u8, String)> {
    let mut index: BTreeMap<String, (u8, String)> = BTreeMap::new();
    for topic in topics {
        let own = LANGUAGES.iter().filter_map(|language| topic.own_label(language)).map(|label| (2, label));
        let further =
            LANGUAGES.iter().flat_map(|language| topic.further_labels(language)).map(|label| (3, bare(label)));
        let acronyms = topic.acronyms.iter().map(|label| (1, label.as_str()));
        for (rank, label) in own.chain(further).chain(acronyms).chain([(0, topic.id.as_str())]) {
            let (key, found) = (key(label), (rank, topic.id.clone()));
            // Two topics with labels alike: the more important label wins, then the first id.
            if !key.is_empty() && index.get(&key).is_none_or(|known| found < *known) {
                index.insert(key, found);
            }
        }
    }
    index
}

/// Returns how many letters have to be changed to make one text the other, if at most `allowed`.
fn distance(typed: &str, label: &str, allowed: usize) -> Option<usize> {
    if typed.chars().count().abs_diff(label.chars().count()) > allowed {
        return None;
    }
    Some(strsim::osa_distance(typed, label)).filter(|distance| *distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PORT: &str = "[port]\nkind = \"subject\"\nde = \"Hafen\"\nen = \"Port\"\n";

    #[track_caller]
    fn check_refused(files: &[(&str, &str)], expected: &str) {
        let error = Vocabulary::read(files).expect_err("refused");
        let error = format!("{error}: {}", error.problem);
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn the_built_in_vocabulary_passes_all_checks() {
        let vocabulary = Vocabulary::built_in();
        assert!(vocabulary.topics().count() > 700);
        assert_eq!(vocabulary.hash().len(), 16);
        for topic in vocabulary.topics() {
            let labels = [&topic.weak, &topic.ambiguous, &topic.tag_only].into_iter().flatten();
            for label in labels {
                assert!(vocabulary.get(&topic.id).is_some_and(|topic| topic.has_label(label)), "{}: {label}", topic.id);
            }
            assert!(topic.ambiguous.is_empty() || !topic.context.is_empty(), "{}: no context", topic.id);
        }
    }

    #[test]
    fn mistakes_are_named_with_file_and_id() {
        check_refused(&[("a.toml", "[port\n")], "topic `*` of `a.toml`: no valid TOML");
        check_refused(&[("a.toml", &format!("{PORT}{PORT}"))], "topic `*` of `a.toml`: no valid TOML");
        check_refused(&[("a.toml", PORT), ("b.toml", PORT)], "topic `port` of `b.toml`: `a.toml` has this id too");
        check_refused(&[("a.toml", &PORT.replace("[port]", "[\"Pört\"]"))], "no slug");
        check_refused(&[("a.toml", &PORT.replace("[port]", "[\"port-\"]"))], "no slug");
        check_refused(&[("a.toml", &PORT.replace("subject", "thing"))], "topic `port` of `a.toml`: no valid TOML");
        check_refused(&[("a.toml", &PORT.replace("kind", "colour = \"red\"\nkind"))], "wrong key or value");
        check_refused(&[("a.toml", &PORT.replace("en = ", "fr = "))], "add `en = ");
        check_refused(&[("a.toml", &format!("{PORT}broader = [\"sea\"]\n"))], "the topic `sea`");
        check_refused(&[("a.toml", &format!("{PORT}broader = [\"port\"]\n"))], "stands above itself");
        check_refused(&[("a.toml", "port = 1\n")], "topic `port`");
    }

    #[test]
    fn topics_are_found_by_id_and_by_any_label() {
        for (typed, id) in [
            ("apec", "apec"),
            ("Seltene Erden", "rare-earths"),
            ("rare earths", "rare-earths"),
            ("terres rares", "rare-earths"),
            ("Vereinigte Staaten", "united-states"),
            ("USA", "united-states"),
            ("Osterreich", "austria"),
            ("oesterreich", "austria"),
            ("Zölle", "tariffs"),
        ] {
            assert_eq!(Vocabulary::built_in().find(typed).map(|topic| topic.id.as_str()), Some(id), "{typed}");
        }
        assert!(Vocabulary::built_in().find("").is_none());
        assert!(Vocabulary::built_in().find("Quarkstrudel").is_none());
    }

    #[test]
    fn what_is_mistyped_has_a_neighbour() {
        let nearest = Vocabulary::built_in().nearest("seltene Erdn", 3);
        assert_eq!(nearest.first().map(|topic| topic.id.as_str()), Some("rare-earths"));
        assert!(Vocabulary::built_in().nearest(&"x".repeat(100_000), 3).is_empty());
        assert!(Vocabulary::built_in().nearest("Japann", 0).is_empty());
    }

    #[test]
    fn narrower_topics_come_with_the_broader_one() {
        let below = Vocabulary::built_in().with_narrower("asia");
        assert!(below.is_sorted());
        for id in ["asia", "eastern-asia", "japan", "tibet"] {
            assert!(below.contains(&id), "{id}");
        }
        assert!(!below.contains(&"france"));
        assert!(Vocabulary::built_in().with_narrower("atlantis").is_empty());
    }

    #[test]
    fn the_label_falls_back_to_english() {
        let topic = Vocabulary::built_in().get("rare-earths").expect("a topic");
        assert_eq!(topic.label("de-AT"), "Seltene Erden");
        assert_eq!(topic.label("nl"), "Rare earths");
    }
}
