//! What programs and people call the fields of an article, and the columns that a user names.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Names by field, the most telling first. They are compared without case, umlauts, blanks and marks; a full stop
/// leads into an object. Their sources: schema.org, the formats of crawlers and extractors, and tables made by hand.
const NAMES: &[(&str, &[&str])] = &[
    (
        "title",
        &[
            "title",
            "headline",
            "titel",
            "ueberschrift",
            "schlagzeile",
            "hauptueberschrift",
            "articletitle",
            "artikeltitel",
            "headline.main",
            "ogtitle",
            "titlepage",
            "titlerss",
        ],
    ),
    ("kicker", &["kicker", "dachzeile", "spitzmarke", "overline", "eyebrow", "alternativeheadline"]),
    (
        "dek",
        &[
            "dek",
            "description",
            "excerpt",
            "summary",
            "body.summary",
            "abstract",
            "vorspann",
            "teaser",
            "lead",
            "standfirst",
            "subtitle",
            "subheadline",
            "untertitel",
            "unterzeile",
            "zusammenfassung",
            "beschreibung",
            "anriss",
        ],
    ),
    (
        "body",
        &[
            "maintext",
            "articlebody",
            "plaintext",
            "body",
            "body.sections",
            "fulltext",
            "volltext",
            "text",
            "content",
            "inhalt",
            "artikeltext",
            "articletext",
            "haupttext",
            "fliesstext",
            "textcontent",
            "cleanedtext",
            "artikel",
            "rawtext",
        ],
    ),
    ("html", &["html", "rawhtml", "pagehtml", "htmlcontent", "html.content", "pagesource"]),
    (
        "authors",
        &[
            "authors",
            "author",
            "byline",
            "autoren",
            "autor",
            "autorin",
            "autorinnen",
            "verfasser",
            "verfasserin",
            "creator",
            "journalist",
        ],
    ),
    (
        "source",
        &[
            "publication",
            "publicationname",
            "medium",
            "zeitung",
            "quelle",
            "publisher",
            "newspaper",
            "outlet",
            "sitename",
            "sourcename",
            "source",
            "sourcehostname",
            "medienname",
            "media",
            "hostname",
            "sourcedomain",
            "domain",
        ],
    ),
    ("agency", &["agency", "agencies", "agentur", "newsagency"]),
    ("credit", &["credit", "bildnachweis"]),
    ("section", &["section", "articlesection", "ressort", "rubrik", "category", "categories", "kategorie", "desk"]),
    ("language", &["language", "lang", "sprache", "inlanguage"]),
    (
        "published",
        &[
            "datepublish",
            "datepublished",
            "publishingdate",
            "publishedat",
            "publishedon",
            "published",
            "publicationdate",
            "publishdate",
            "pubdate",
            "publishedtime",
            "webpublicationdate",
            "date",
            "datum",
            "veroeffentlicht",
            "veroeffentlichtam",
            "veroeffentlichungsdatum",
            "erscheinungsdatum",
            "erscheinungstag",
            "erschienen",
            "erschienenam",
            "day",
        ],
    ),
    (
        "modified",
        &[
            "datemodify",
            "datemodified",
            "modified",
            "modifiedat",
            "updated",
            "updatedat",
            "lastmodified",
            "lastupdated",
            "aktualisiert",
            "aktualisiertam",
            "geaendert",
            "aenderungsdatum",
        ],
    ),
    (
        "captured",
        &[
            "captured",
            "datedownload",
            "crawldate",
            "html.crawldate",
            "filedate",
            "crawledat",
            "scrapedat",
            "downloadedat",
            "downloaddate",
            "fetchedat",
            "retrieved",
            "retrievedat",
            "abgerufen",
            "abgerufenam",
            "abrufdatum",
        ],
    ),
    (
        "url",
        &[
            "url",
            "canonicalurl",
            "link",
            "permalink",
            "address",
            "adresse",
            "weblink",
            "weburl",
            "articleurl",
            "webadresse",
            "internetadresse",
            "mainentityofpage",
            "html.requestedurl",
            "html.respondedurl",
            // Trafilatura calls the address the source.
            "source",
            "quelle",
        ],
    ),
    (
        "tags",
        &[
            "tags",
            "keywords",
            "newskeywords",
            "topics",
            "schlagworte",
            "schlagwoerter",
            "stichworte",
            "stichwoerter",
            "themen",
            "tag",
            "keyword",
            "schlagwort",
        ],
    ),
];

/// Which column holds which field, where the names alone do not tell: field (as in JSON) to column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<String, String>);

impl Columns {
    /// Returns the columns that a user named; the fields are the keys of the schema.
    pub fn new(columns: BTreeMap<String, String>) -> Self {
        Self(columns)
    }

    /// Tells whether nothing was named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Display for Columns {
    /// Writes the columns in one way, so that two lists of them can be compared.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(field, column)| writeln!(f, "{field}={column}"))
    }
}

/// The fields of a record under the names that are compared.
pub(super) struct Index<'a> {
    columns: &'a Columns,
    /// The name that is compared, the name as it stands, the value; the outer ones first.
    known: BTreeMap<String, (String, &'a Value)>,
}

/// Objects in objects are looked into so deep.
const DEEPEST: usize = 3;

/// More fields than this are not looked at.
const MOST: usize = 2000;

impl<'a> Index<'a> {
    pub(super) fn new(fields: &'a Map<String, Value>, columns: &'a Columns) -> Self {
        let mut known = BTreeMap::new();
        let mut level: Vec<(String, &Map<String, Value>)> = vec![(String::new(), fields)];
        for _ in 0..DEEPEST {
            let mut next = Vec::new();
            for (start, fields) in level {
                for (name, value) in fields {
                    if known.len() >= MOST {
                        return Self { columns, known };
                    }
                    let name = format!("{start}{name}");
                    if let Value::Object(inside) = value {
                        next.push((format!("{name}."), inside));
                    }
                    known.entry(folded(&name)).or_insert((name, value));
                }
            }
            level = next;
        }
        Self { columns, known }
    }

    /// Returns the values that may be a field, the most telling first, with their names as they stand.
    pub(super) fn find(&self, field: &str) -> impl Iterator<Item = (&str, &'a Value)> {
        let named = self.columns.0.get(field).map(|column| folded(column));
        let usual = NAMES.iter().find(|(known, _)| *known == field).map_or(&[][..], |(_, names)| names);
        // Where the user names a column it is that column or none.
        let usual = if named.is_some() { &[][..] } else { usual };
        let names = named.into_iter().chain(usual.iter().map(|name| (*name).to_owned()));
        names.filter_map(|name| self.known.get(&name)).map(|(name, value)| (name.as_str(), *value))
    }
}

/// Returns a name as it is compared.
fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            c if c.is_alphanumeric() || c == '.' => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_folded_as_they_are_compared() {
        for (field, names) in NAMES {
            for name in *names {
                assert_eq!(folded(name), *name, "{field}");
            }
        }
        assert_eq!(folded("Veröffentlicht am:"), "veroeffentlichtam");
        assert_eq!(folded("date_publish"), "datepublish");
    }

    #[test]
    fn a_named_column_is_the_only_one() {
        let fields = serde_json::json!({"title": "a", "Head Line": "b", "x": {"y": "c"}});
        let fields = fields.as_object().expect("an object");
        let first = |column: Option<&str>| {
            let columns = column.map(|column| ("title".to_owned(), column.to_owned())).into_iter().collect();
            let columns = Columns::new(columns);
            let index = Index::new(fields, &columns);
            index.find("title").next().map(|(name, value)| format!("{name} {}", value.as_str().unwrap_or("?")))
        };
        assert_eq!(first(None).as_deref(), Some("title a"));
        assert_eq!(first(Some("head line")).as_deref(), Some("Head Line b"));
        assert_eq!(first(Some("x.y")).as_deref(), Some("x.y c"));
        assert_eq!(first(Some("none")), None);
    }
}
