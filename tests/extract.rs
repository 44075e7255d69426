//! Pages in, articles out: every sample page in `data/articles/` gives the article that
//! `tests/fixtures/articles.expected.jsonl` describes, compared field by field.
#![expect(clippy::unwrap_used, reason = "a test may stop at a broken fixture")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use morgue::article::Article;
use morgue::dates::Date;
use morgue::{extract, language, page};
use serde::Deserialize;

/// What the extraction does not get right yet: page, field, and why. The test fails when one of them comes right, so
/// that this list stays true. The field `article` stands for a page that is refused or should have been.
const KNOWN: &[(&str, &str, &str)] = &[
    ("data/articles/2025-10/ostsee-tagblatt-handelsgespraeche.html", "authors", "a bare name in a box called `wer`"),
    (
        "data/articles/2025-10/ostsee-tagblatt-handelsgespraeche.html",
        "headings",
        "bold paragraphs among boxes that are paragraphs",
    ),
    (
        "data/articles/2025-10/wirtschaftsspiegel-reportage-magnetwerk.html",
        "body",
        "a note on the author whose class is a hash",
    ),
    ("data/articles/2025-11/pacific-ledger-apec-closing.html", "dek", "elements of the paper's own, `<pl-deck>`"),
    ("data/articles/2025-11/pacific-ledger-apec-closing.html", "body", "elements of the paper's own"),
    (
        "data/articles/2025-11/wirtschaftsspiegel-analyse-apec.html",
        "modified",
        "`Stand:` behind the date of publication",
    ),
];

/// A line of the fixture: an article, or the reason why there is none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    path: String,
    reason: Option<String>,
    title: Option<String>,
    kicker: Option<String>,
    dek: Option<String>,
    body: Option<String>,
    #[serde(default)]
    headings: Vec<String>,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    agency: Vec<String>,
    source: Option<String>,
    url: Option<String>,
    published: Option<Date>,
    modified: Option<Date>,
    language: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
}

/// A field in which an extracted article is not the one expected.
#[derive(Debug)]
struct Difference {
    path: String,
    field: &'static str,
    wanted: String,
    got: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn expectations() -> Vec<Expected> {
    let lines = fs::read_to_string(root().join("tests/fixtures/articles.expected.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn found(path: &str) -> Result<Article, String> {
    let page = page::read(&fs::read(root().join(path)).unwrap()).map_err(|reason| reason.to_string())?;
    extract::extract(&page, extract::PublicationNames::built_in()).map_err(|reason| reason.to_string())
}

fn differences(expected: &Expected) -> Vec<Difference> {
    let difference =
        |field, wanted: String, got: String| Difference { path: expected.path.clone(), field, wanted, got };
    let article = match (found(&expected.path), &expected.reason) {
        (Err(_), Some(_)) => return Vec::new(),
        (Err(reason), None) => return vec![difference("article", "an article".to_owned(), reason)],
        (Ok(article), Some(reason)) => return vec![difference("article", reason.clone(), article.title)],
        (Ok(article), None) => article,
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let date = |value: Option<Date>| value.as_ref().map(ToString::to_string).unwrap_or_default();
    let list = |values: &[String]| values.join(" | ");
    let headings: Vec<String> = article.headings().map(str::to_owned).collect();
    [
        ("title", text(&expected.title), article.title.clone()),
        ("kicker", text(&expected.kicker), text(&article.kicker)),
        ("dek", text(&expected.dek), text(&article.dek)),
        ("body", text(&expected.body), article.text()),
        ("headings", list(&expected.headings), list(&headings)),
        ("authors", list(&expected.authors), list(&article.authors)),
        ("agency", list(&expected.agency), list(&article.agency)),
        ("source", text(&expected.source), text(&article.source)),
        ("url", text(&expected.url), text(&article.url)),
        ("published", date(expected.published), date(article.published)),
        ("modified", date(expected.modified), date(article.modified)),
        ("language", text(&expected.language), article.language.as_deref().map(language::primary).unwrap_or_default()),
        ("tags", list(&expected.tags), list(&article.tags)),
    ]
    .into_iter()
    .filter(|(_, wanted, got)| wanted != got)
    .map(|(field, wanted, got)| difference(field, wanted, got))
    .collect()
}

/// Returns the differences as a table; of bodies only the blocks that differ.
fn table(differences: &[&Difference]) -> String {
    let mut out = String::new();
    for Difference { path, field, wanted, got } in differences {
        out.push_str(&format!("\n{path}  {field}"));
        let (theirs, ours): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), got.lines().collect());
        for (sign, lines, others) in [("wanted", &theirs, &ours), ("got   ", &ours, &theirs)] {
            for line in lines.iter().filter(|line| !others.contains(line)) {
                out.push_str(&format!("\n    {sign}  {line}"));
            }
        }
    }
    out
}

#[test]
fn every_sample_page_gives_its_article() {
    let differences: Vec<Difference> = expectations().iter().flat_map(differences).collect();
    let known: BTreeMap<(&str, &str), &str> =
        KNOWN.iter().map(|(path, field, reason)| ((*path, *field), *reason)).collect();
    let (expected, new): (Vec<&Difference>, Vec<&Difference>) =
        differences.iter().partition(|difference| known.contains_key(&(difference.path.as_str(), difference.field)));
    assert!(new.is_empty(), "{} fields are not as expected:{}", new.len(), table(&new));
    let still: BTreeSet<(&str, &str)> =
        expected.iter().map(|difference| (difference.path.as_str(), difference.field)).collect();
    let mended: Vec<_> = known.keys().filter(|miss| !still.contains(*miss)).collect();
    assert!(mended.is_empty(), "these are right now and can leave the list of known misses: {mended:?}");
}

#[test]
fn every_sample_page_has_an_expectation() {
    let expected: BTreeSet<String> = expectations().into_iter().map(|expected| expected.path).collect();
    let mut pages = BTreeSet::new();
    let articles = root().join("data/articles");
    for folder in fs::read_dir(&articles).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for page in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            pages.insert(page.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/"));
        }
    }
    assert_eq!(expected, pages);
}

#[test]
fn reading_twice_gives_the_same_article() {
    for expected in expectations() {
        assert_eq!(found(&expected.path), found(&expected.path), "{}", expected.path);
    }
}
