//! One topic, as a table of the vocabulary's files describes it.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// The languages that labels may be given in, the first two for every topic.
pub(super) const LANGUAGES: [&str; 4] = ["de", "en", "fr", "es"];

/// What a topic is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A country, a region, a sea.
    Place,
    /// A body, a party, a company, an armed group.
    #[serde(alias = "org")]
    Organisation,
    /// A raw material or another traded good.
    Commodity,
    /// What news is about otherwise.
    #[default]
    Subject,
    /// A politician or someone else often in the news.
    Person,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Place, Self::Organisation, Self::Person, Self::Commodity, Self::Subject];

    /// Tells whether labels of this kind are names, which are not inflected like nouns.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Self::Place | Self::Organisation | Self::Person)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Commodity => "commodity",
            Self::Subject => "subject",
            Self::Person => "person",
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
    #[serde(default)]
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
    /// The label shown, where it is the same in every language.
    label: Option<String>,
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
    /// Further labels, the same in every language.
    #[serde(default)]
    pub(super) alt: Vec<String>,
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
    hints_de: Vec<String>,
    #[serde(default)]
    hints_en: Vec<String>,
    #[serde(default)]
    pub(super) tag_only: Vec<String>,
    /// Labels that other topics have too: both are meant.
    #[serde(default)]
    pub(super) shared: Vec<String>,
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

    /// Tells whether labels may be given in a language.
    pub fn speaks(language: &str) -> bool {
        LANGUAGES.contains(&language)
    }

    /// Returns the keys of the topic that have a value, as they stand in its table.
    pub fn keys(&self) -> Vec<(&'static str, Vec<String>)> {
        let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
        let case = (!self.acronyms.is_empty()).then(|| format!("{:?}", self.case).to_lowercase());
        let mut keys = vec![
            ("broader", self.broader.clone()),
            ("same_as", self.same_as.clone()),
            ("near", self.near.clone()),
            ("label", one(&self.label)),
            ("de", one(&self.de)),
            ("en", one(&self.en)),
            ("fr", one(&self.fr)),
            ("es", one(&self.es)),
            ("alt", self.alt.clone()),
            ("alt_de", self.alt_de.clone()),
            ("alt_en", self.alt_en.clone()),
            ("alt_fr", self.alt_fr.clone()),
            ("alt_es", self.alt_es.clone()),
            ("acronyms", self.acronyms.clone()),
            ("case", one(&case)),
            ("adjective_de", self.adjective_de.clone()),
            ("demonym_de", self.demonym_de.clone()),
            ("capital_de", self.capital_de.clone()),
            ("weak", self.weak.clone()),
            ("ambiguous", self.ambiguous.clone()),
            ("context", self.context.clone()),
            ("hints_de", self.hints_de.clone()),
            ("hints_en", self.hints_en.clone()),
            ("tag_only", self.tag_only.clone()),
            ("shared", self.shared.clone()),
            ("together", self.together.clone()),
            ("never", self.never.clone()),
        ];
        keys.retain(|(_, values)| !values.is_empty());
        keys
    }

    /// Returns the label in exactly this language.
    pub(super) fn own_label(&self, language: &str) -> Option<&str> {
        let label = match language {
            "de" => &self.de,
            "en" => &self.en,
            "fr" => &self.fr,
            "es" => &self.es,
            _ => &None,
        };
        label.as_deref().or(self.label.as_deref()).filter(|label| !label.trim().is_empty())
    }

    /// Returns all labels in all languages, with their markers.
    pub(super) fn all_labels(&self) -> impl Iterator<Item = &String> {
        let own = [&self.label, &self.de, &self.en, &self.fr, &self.es].into_iter().flatten();
        let further = LANGUAGES.iter().flat_map(|language| self.further_labels(language));
        let derived = self.adjective_de.iter().chain(&self.demonym_de).chain(&self.capital_de);
        own.chain(further).chain(derived).chain(&self.alt).chain(&self.acronyms)
    }

    /// Tells whether a rule about this label can ever apply.
    pub(super) fn has_label(&self, label: &str) -> bool {
        self.all_labels().any(|known| known == label)
    }

    /// Tells whether a rule says how this label is told from the same one of another topic, or that both are meant.
    pub(super) fn has_rule(&self, label: &str) -> bool {
        let rules = [&self.weak, &self.ambiguous, &self.tag_only, &self.shared];
        rules.into_iter().flatten().any(|one| bare(one).to_lowercase() == bare(label).to_lowercase())
    }

    /// Returns the labels that are the same in every language, with their markers.
    pub(super) fn labels_everywhere(&self) -> impl Iterator<Item = &String> {
        self.label.iter().chain(&self.alt)
    }

    /// Returns the words of a language that speak for the topic where several of them come together.
    pub(super) fn hints(&self, language: &str) -> &[String] {
        match language {
            "de" => &self.hints_de,
            "en" => &self.hints_en,
            _ => &[],
        }
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
