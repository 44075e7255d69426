//! One topic, as a table of the vocabulary's files describes it.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// The languages that labels may be given in, the first two for every topic.
pub(super) const LANGUAGES: [&str; 4] = ["de", "en", "fr", "es"];

/// What a topic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A country, a region, a sea.
    Place,
    /// A body, a party, a company, an armed group.
    Organisation,
    /// A raw material or another traded good.
    Commodity,
    /// What news is about otherwise.
    Subject,
}

impl Kind {
    /// Tells whether labels of this kind are names, which are not inflected like nouns.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Self::Place | Self::Organisation)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Commodity => "commodity",
            Self::Subject => "subject",
        })
    }
}

/// How the acronyms of a topic are written in text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    /// In capitals only: `WHO`.
    #[default]
    Upper,
    /// In capitals or like a name: `APEC`, `Apec`.
    Title,
    /// Exactly as in the vocabulary: `EuGH`.
    Exact,
    /// Exactly, and only where something else in the text speaks for the topic: `AU`.
    Label,
}

/// One topic: its id, its place among the others, its labels and how they are matched.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The permanent id, an ASCII slug: the key of the table.
    #[serde(skip)]
    pub id: String,
    /// What the topic is.
    pub kind: Kind,
    /// The ids of broader topics.
    #[serde(default)]
    pub broader: Vec<String>,
    /// The same thing in other vocabularies: `iso:JP`, `m49:392`, `medtop:20000384`.
    #[serde(default)]
    pub same_as: Vec<String>,
    /// The nearest thing in other vocabularies, where none is the same.
    #[serde(default)]
    pub near: Vec<String>,
    de: Option<String>,
    en: Option<String>,
    fr: Option<String>,
    es: Option<String>,
    #[serde(default)]
    alt_de: Vec<String>,
    #[serde(default)]
    alt_en: Vec<String>,
    #[serde(default)]
    alt_fr: Vec<String>,
    #[serde(default)]
    alt_es: Vec<String>,
    /// Short forms; they are the same in every language.
    #[serde(default)]
    pub acronyms: Vec<String>,
    /// How the acronyms are written.
    #[serde(default)]
    pub case: Case,
    #[serde(default, deserialize_with = "one_or_many")]
    pub(super) adjective_de: Vec<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub(super) demonym_de: Vec<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub(super) capital_de: Vec<String>,
    #[serde(default)]
    pub(super) weak: Vec<String>,
    #[serde(default)]
    pub(super) ambiguous: Vec<String>,
    #[serde(default)]
    pub(super) context: Vec<String>,
    #[serde(default)]
    pub(super) tag_only: Vec<String>,
    /// The topic is assigned where all of these are.
    #[serde(default)]
    pub(super) together: Vec<String>,
    #[serde(default)]
    pub(super) never: Vec<String>,
}

impl Topic {
    /// Returns the label in a language, else the English one, else the German one; an organisation goes by its
    /// acronym where that names nothing else.
    pub fn label(&self, language: &str) -> &str {
        if let (Kind::Organisation, Some(short), Case::Upper | Case::Title | Case::Exact) =
            (self.kind, self.acronyms.first(), self.case)
        {
            return short;
        }
        self.own_label(&crate::language::primary(language))
            .or(self.en.as_deref())
            .or(self.de.as_deref())
            .unwrap_or(&self.id)
    }

    /// Returns the label in exactly this language.
    pub(super) fn own_label(&self, language: &str) -> Option<&str> {
        let label = match language {
            "de" => &self.de,
            "en" => &self.en,
            "fr" => &self.fr,
            "es" => &self.es,
            _ => return None,
        };
        label.as_deref().filter(|label| !label.trim().is_empty())
    }

    /// Returns further labels of a language, with their markers.
    pub(super) fn further_labels(&self, language: &str) -> &[String] {
        match language {
            "de" => &self.alt_de,
            "en" => &self.alt_en,
            "fr" => &self.alt_fr,
            "es" => &self.alt_es,
            _ => &[],
        }
    }
}

#[cfg(test)]
impl Topic {
    /// Tells whether a rule about this label can ever apply.
    pub(super) fn has_label(&self, label: &str) -> bool {
        let further = LANGUAGES.iter().flat_map(|language| self.further_labels(language));
        let derived = self.adjective_de.iter().chain(&self.demonym_de).chain(&self.capital_de);
        LANGUAGES.iter().any(|language| self.own_label(language) == Some(label))
            || further.chain(derived).chain(&self.acronyms).any(|known| known == label)
    }
}

/// A label without its markers.
pub(super) fn bare(label: &str) -> &str {
    label.trim_start_matches(['*', '=']).trim_end_matches('*')
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a text or a list of texts")]
    enum Given {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Given::deserialize(deserializer)? {
        Given::One(label) => vec![label],
        Given::Many(labels) => labels,
    })
}
