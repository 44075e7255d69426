//! The fields of an article, read from `schema/article.toml`: the one place that names them.
//!
//! Index, query words, JSON keys and CSV columns are derived from [`FIELDS`] or tested against it.
//! The file is part of the program, so a mistake in it is a mistake in the program and stops the tests.

use std::sync::LazyLock;

use serde::Deserialize;

const SOURCE: &str = include_str!("../schema/article.toml");

/// All fields, in the order of the schema file.
pub static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| parse().field);

/// Returns the version of the schema; an index written under another one has to be rebuilt.
pub fn version() -> u32 {
    static VERSION: LazyLock<u32> = LazyLock::new(|| parse().version);
    *VERSION
}

/// One field of an article.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The name in queries.
    pub name: String,
    /// The key in JSON and the column in CSV, where it differs from the name.
    key: Option<String>,
    /// Other names understood in queries.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What the field holds and how it is analysed.
    pub kind: Kind,
    /// How much one occurrence counts beside one in the body; absent: only found by name.
    pub weight: Option<u32>,
    /// Whether an article may have several values.
    #[serde(default)]
    pub many: bool,
    /// What the field is for.
    #[serde(rename = "use")]
    pub uses: Vec<Use>,
    /// The property of schema.org's `NewsArticle` with the same meaning.
    pub schema_org: String,
    /// One sentence for the help and the README.
    pub says: String,
}

impl Field {
    /// Returns the key of the field in JSON and its column in CSV.
    pub fn key(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.name)
    }

    /// Tells whether the field has this use.
    pub fn is_for(&self, wanted: Use) -> bool {
        self.uses.contains(&wanted)
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Words analysed in the article's language.
    Text,
    /// Words folded but not stemmed.
    Name,
    /// Words of a web address or a path, folded.
    Address,
    /// One exact term.
    Keyword,
    /// A date with its precision.
    Date,
    /// A number that is counted, not printed.
    Number,
    /// The first words of other fields; no values of its own.
    Opening,
}

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Use {
    /// `field:` in a query.
    Search,
    /// Printed with a hit.
    Show,
    /// Hits can be put in its order.
    Sort,
    /// A column of the CSV.
    Column,
    /// The articles of a result can be counted by its values.
    Count,
}

/// Returns the field that a query calls `name` or one of its aliases, without regard to case.
pub fn find(name: &str) -> Option<&'static Field> {
    let name = name.to_lowercase();
    FIELDS.iter().find(|field| field.name == name || field.aliases.contains(&name))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    version: u32,
    field: Vec<Field>,
}

fn parse() -> Source {
    toml::from_str(SOURCE).expect("schema/article.toml is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_name_is_used_twice() {
        let mut seen = HashSet::new();
        for field in FIELDS.iter() {
            let mut names = vec![field.name.clone()];
            names.extend(field.aliases.iter().cloned());
            for name in names {
                assert!(seen.insert(name.clone()), "`{name}` names two fields");
            }
        }
    }

    #[test]
    fn aliases_and_case_do_not_matter() {
        assert_eq!(find("Thema").map(|field| field.name.as_str()), Some("topic"));
        assert_eq!(find("lang").map(Field::key), Some("language"));
        assert_eq!(find("titl"), None);
    }

    #[test]
    fn only_text_fields_have_weights() {
        for field in FIELDS.iter() {
            assert!(field.weight.is_none() || field.kind == Kind::Text, "{}", field.name);
        }
    }
}
