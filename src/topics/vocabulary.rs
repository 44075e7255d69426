//! The vocabulary: reading its files, checking them, finding topics by id or label.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use sha2::{Digest, Sha256};

use super::check::above;
use super::lexicon::Lexicon;
use super::read::{Check, File, Read, VocabularyError, read};
use super::topic::{LANGUAGES, Topic, bare};
use crate::analysis::{fold, words};

/// The version of the rules for matching and deciding: raised with every change after which articles may have other topics.
const VERSION: u32 = 2;

/// What nobody would type as a label is not compared with all of them.
const LONGEST_TYPED: usize = 60;

static BUILT_IN: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::of(&built_in(), &[], Check::Nothing).expect("a test checks the built-in vocabulary"));

/// The files that come with the program.
const FILES: [(&str, &str); 5] = [
    ("places.toml", include_str!("../../data/topics/places.toml")),
    ("organisations.toml", include_str!("../../data/topics/organisations.toml")),
    ("people.toml", include_str!("../../data/topics/people.toml")),
    ("commodities.toml", include_str!("../../data/topics/commodities.toml")),
    ("subjects.toml", include_str!("../../data/topics/subjects.toml")),
];

fn built_in() -> [File; FILES.len()] {
    FILES.map(|(name, text)| File { name: name.to_owned(), text: text.to_owned() })
}

/// All topics, by id, with an index of their labels.
#[derive(Debug)]
pub struct Vocabulary {
    topics: BTreeMap<String, Topic>,
    /// Topic to the file that it comes from, or that changed it.
    origin: BTreeMap<String, String>,
    narrower: BTreeMap<String, BTreeSet<String>>,
    /// Folded label to topic; the more important label of two that are spelled alike.
    labels: OnceLock<BTreeMap<String, (u8, String)>>,
    hash: String,
    /// One for each language, and one for all others.
    lexicons: [OnceLock<Lexicon>; LANGUAGES.len() + 1],
}

impl Vocabulary {
    /// Returns the vocabulary that comes with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Returns the vocabulary that comes with the program, changed by the files of a user (see [`File`]).
    ///
    /// # Errors
    /// Returns all that has to be put right in the files.
    pub fn read(own: &[File]) -> Result<Self, VocabularyError> {
        Self::of(&built_in(), own, Check::All)
    }

    /// Reads files that were found in order before: only what cannot be read at all is an error.
    ///
    /// # Errors
    /// Returns what cannot be read.
    pub fn read_again(own: &[File]) -> Result<Self, VocabularyError> {
        Self::of(&built_in(), own, Check::Nothing)
    }

    /// Makes a vocabulary of files to begin with and files that change it.
    pub(super) fn of(given: &[File], own: &[File], check: Check) -> Result<Self, VocabularyError> {
        let Read { topics, origin } = read(given, own, check)?;
        let mut hash = Sha256::new();
        hash.update(VERSION.to_le_bytes());
        for (layer, file) in given.iter().map(|file| (0_u8, file)).chain(own.iter().map(|file| (1, file))) {
            // Line ends differ between checkouts, the contents do not.
            hash.update([layer]);
            hash.update(file.text.replace("\r\n", "\n").as_bytes());
        }
        let mut narrower: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for topic in topics.values() {
            for broader in above(&topics, topic).unwrap_or_default() {
                narrower.entry(broader).or_default().insert(topic.id.clone());
            }
        }
        let hash = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { topics, origin, narrower, labels: OnceLock::new(), hash, lexicons: Default::default() })
    }

    /// Returns a short hash of the contents, to be kept with what was made from them.
    pub fn hash(&self) -> String {
        self.hash.clone()
    }

    /// Returns a number that tells this vocabulary from another one.
    pub(super) fn number(&self) -> u64 {
        u64::from_str_radix(&self.hash, 16).unwrap_or_default()
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
            .or_else(|| self.labels().get(&key(label_or_id)).and_then(|(_, id)| self.topics.get(id)))
    }

    fn labels(&self) -> &BTreeMap<String, (u8, String)> {
        self.labels.get_or_init(|| index_labels(self.topics()))
    }

    /// Returns up to `n` topics with a label spelled almost as typed, or with the words typed in it, the nearest first.
    pub fn nearest(&self, typed: &str, n: usize) -> Vec<&Topic> {
        let typed: String = key(typed).chars().take(LONGEST_TYPED).collect();
        let letters = typed.chars().count();
        let allowed = letters / 4;
        let within = |label: &str| letters > 2 && format!(" {label} ").contains(&format!(" {typed} "));
        let mut best: BTreeMap<&str, usize> = BTreeMap::new();
        for (label, (_, id)) in self.labels() {
            let wrong = distance(&typed, label, allowed).map(|distance| 2 * distance);
            if let Some(distance) = wrong.into_iter().chain(within(label).then_some(3)).min() {
                let known = best.entry(id).or_insert(distance);
                *known = distance.min(*known);
            }
        }
        let mut found: Vec<(usize, &str)> = best.into_iter().map(|(id, distance)| (distance, id)).collect();
        found.sort_unstable();
        // Where one letter is wrong, what has two wrong is something else.
        let most = found.first().map_or(0, |(distance, _)| distance + 1);
        found
            .into_iter()
            .take_while(|(distance, _)| *distance <= most)
            .take(n)
            .filter_map(|(_, id)| self.topics.get(id))
            .collect()
    }

    /// Returns the id and the ids of everything below it, sorted; nothing for an unknown id.
    pub fn with_narrower(&self, id: &str) -> Vec<&str> {
        let Some((id, _)) = self.topics.get_key_value(id) else { return Vec::new() };
        let below = self.narrower.get(id).into_iter().flatten();
        let mut ids: Vec<&str> = below.map(String::as_str).chain([id.as_str()]).collect();
        ids.sort_unstable();
        ids
    }

    /// Returns the ids of all topics above one, sorted.
    pub fn above(&self, id: &str) -> Vec<&str> {
        let above = self.topics.get(id).and_then(|topic| above(&self.topics, topic)).unwrap_or_default();
        above.iter().filter_map(|id| self.topics.get(id)).map(|topic| topic.id.as_str()).collect()
    }

    /// Returns the ids of the topics directly below one, sorted.
    pub fn directly_below(&self, id: &str) -> impl Iterator<Item = &str> {
        let below = self.narrower.get(id).into_iter().flatten();
        below
            .filter(move |one| {
                self.topics.get(*one).is_some_and(|topic| topic.broader.iter().any(|broader| broader == id))
            })
            .map(String::as_str)
    }

    /// Returns the name of the file that a topic comes from, or that changed it.
    pub fn origin(&self, id: &str) -> Option<&str> {
        self.origin.get(id).map(String::as_str)
    }

    /// Returns the tags that no topic stands for, those spelled alike as one, the most frequent first.
    pub fn without_topic(&self, tags: Vec<(String, u64)>) -> Vec<(String, u64)> {
        let mut counted: BTreeMap<String, (u64, u64, String)> = BTreeMap::new();
        for (tag, count) in tags.into_iter().filter(|(tag, _)| self.find(tag).is_none()) {
            let (sum, most, spelled) = counted.entry(key(&tag)).or_default();
            *sum += count;
            // The most frequent spelling speaks for all.
            if count > *most {
                (*most, *spelled) = (count, tag);
            }
        }
        counted.remove("");
        let mut list: Vec<(String, u64)> = counted.into_values().map(|(sum, _, tag)| (tag, sum)).collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        list
    }

    /// Returns the compiled labels of a language; of one that the vocabulary does not speak, those that are the same in
    /// every language.
    pub(super) fn lexicon(&self, language: &str) -> &Lexicon {
        let at = LANGUAGES.iter().position(|known| *known == language).unwrap_or(LANGUAGES.len());
        let language = LANGUAGES.get(at).copied().unwrap_or_default();
        self.lexicons[at].get_or_init(|| Lexicon::new(self.topics(), language))
    }
}

/// Labels as they are compared: folded words, however they are joined.
pub(super) fn key(label: &str) -> String {
    let folded: Vec<String> = words(label).map(|word| fold(word.text)).collect();
    folded.join(" ")
}

fn index_labels<'a>(topics: impl Iterator<Item = &'a Topic>) -> BTreeMap<String, (u8, String)> {
    let mut index: BTreeMap<String, (u8, String)> = BTreeMap::new();
    for topic in topics {
        let own = LANGUAGES.iter().filter_map(|language| topic.own_label(language)).map(|label| (2, label));
        let further = LANGUAGES
            .iter()
            .flat_map(|language| topic.further_labels(language))
            .chain(topic.labels_everywhere())
            .map(|label| (3, bare(label)));
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
    use super::super::topic::Kind;
    use super::*;

    #[test]
    fn the_built_in_vocabulary_passes_all_checks() {
        let vocabulary = Vocabulary::read(&[]).unwrap_or_else(|error| panic!("{error}: {:#?}", error.0));
        assert_eq!(vocabulary.hash(), Vocabulary::built_in().hash());
        assert!(vocabulary.topics().count() > 800);
        assert_eq!(vocabulary.hash().len(), 16);
        for kind in Kind::ALL {
            assert!(vocabulary.topics().filter(|topic| topic.kind == kind).count() >= 70, "{kind}");
        }
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
        let labels =
            |typed| Vocabulary::built_in().nearest(typed, 3).iter().map(|topic| topic.label("de")).collect::<Vec<_>>();
        assert_eq!(labels("Japn"), ["Japan"]);
        assert!(labels("Erden").contains(&"Seltene Erden"));
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
    fn tags_spelled_alike_are_one() {
        let tags = [("Wespen", 2), ("wespen", 3), ("Japan", 9), ("–", 4), ("Grünau", 4)];
        let tags = tags.map(|(tag, count)| (tag.to_owned(), count)).to_vec();
        let left = Vocabulary::built_in().without_topic(tags);
        assert_eq!(left, [("wespen".to_owned(), 5), ("Grünau".to_owned(), 4)]);
    }

    #[test]
    fn the_label_falls_back_to_english() {
        let topic = Vocabulary::built_in().get("rare-earths").expect("a topic");
        assert_eq!(topic.label("de-AT"), "Seltene Erden");
        assert_eq!(topic.label("nl"), "Rare earths");
    }
}
