//! Records in the forms that programs and people write, and what becomes of them.

use proptest::prelude::*;
use serde_json::{Value, json};
use unicode_normalization::is_nfc;

use super::super::{NoArticle, PublicationNames, complete, extract, extract_with, html, is_of_article};
use super::Columns;
use crate::article::{Article, BlockKind};
use crate::page::{Content, Origin, Page, Record};

const FIRST: &str = "Die Fähre nach Norden fährt im Winter nur noch zweimal am Tag, teilte die Reederei mit.";
const SECOND: &str = "Im Frühjahr soll der alte Fahrplan wieder gelten, sagte eine Sprecherin. (dpa)";

fn page(fields: &Value) -> Page {
    let fields = fields.as_object().expect("an object").clone();
    Page {
        address: None,
        captured: None,
        content: Content::Record(Record { origin: Origin::Json, fields }),
        charset: "utf-8".to_owned(),
        damaged: false,
    }
}

fn names() -> &'static PublicationNames {
    PublicationNames::built_in()
}

fn article(fields: &Value) -> Article {
    extract(&page(fields), names()).expect("an article")
}

/// Compares an article with what is expected of it, and every field with its evidence.
#[track_caller]
fn check(fields: &Value, expected: &Value) {
    let article = article(fields);
    let found = serde_json::to_value(&article).expect("JSON");
    for (name, value) in expected.as_object().expect("an object") {
        let got = if name == "body" { Value::from(article.text()) } else { found[name.as_str()].clone() };
        assert_eq!(&got, value, "{name}");
        assert!(article.evidence.contains_key(name), "no evidence for {name}");
    }
}

#[test]
fn a_crawlers_fields() {
    let text = format!("{FIRST}\n{SECOND}");
    check(
        &json!({
            "authors": ["Maike Petersen", "Jonas Brandt"], "date_download": "2025-10-29 08:00:00", "date_modify": "None",
            "date_publish": "2025-10-28 09:13:00", "description": "Weniger Fahrten", "filename": "x.json", "language": "de",
            "image_url": "https://hafenkurier.example/a.jpg", "maintext": text, "title": "Fähre fährt seltener",
            "source_domain": "www.hafenkurier.example", "url": "https://www.hafenkurier.example/faehre?utm_source=x",
        }),
        &json!({
            "title": "Fähre fährt seltener", "dek": "Weniger Fahrten", "body": text, "language": "de", "agency": ["dpa"],
            "authors": ["Maike Petersen", "Jonas Brandt"], "published": "2025-10-28T09:13:00", "captured": "2025-10-29T08:00:00",
            "url": "https://hafenkurier.example/faehre", "source": "hafenkurier.example",
        }),
    );
}

#[test]
fn sections_with_sub_heads() {
    let fields = json!({
        "title": "Fähre fährt seltener", "plaintext": "never mind", "topics": ["Hafen", "Fähre"],
        "body": {"summary": ["Weniger Fahrten"], "sections": [
            {"headline": [], "paragraphs": [FIRST]}, {"headline": ["Hoffnung"], "paragraphs": [SECOND]},
        ]},
        "publishing_date": "2025-10-28 09:13:00+01:00", "html": {"requested_url": "https://hafenkurier.example/a", "crawl_date": "2025-10-30"},
    });
    check(
        &fields,
        &json!({
            "body": format!("{FIRST}\nHoffnung\n{SECOND}"), "dek": "Weniger Fahrten", "tags": ["Hafen", "Fähre"],
            "published": "2025-10-28T09:13:00+01:00", "url": "https://hafenkurier.example/a", "captured": "2025-10-30",
        }),
    );
    assert_eq!(article(&fields).headings().collect::<Vec<_>>(), ["Hoffnung"]);
}

#[test]
fn an_extractors_fields() {
    check(
        &json!({
            "title": "Fähre fährt seltener", "author": "Anna Seeger; Jan Moor", "hostname": "hafenkurier.example", "date": "2025-10-28",
            "raw_text": "never mind", "text": FIRST, "source": "https://www.hafenkurier.example/a", "sitename": "Hafenkurier",
            "excerpt": "Weniger Fahrten", "categories": "Region;Küste", "tags": "Hafen;Fähre", "language": null, "filedate": "2025-10-30",
        }),
        &json!({
            "authors": ["Anna Seeger", "Jan Moor"], "source": "Hafenkurier", "url": "https://hafenkurier.example/a", "dek": "Weniger Fahrten",
            "section": "Region", "tags": ["Hafen", "Fähre"], "captured": "2025-10-30", "language": "de", "body": FIRST,
        }),
    );
}

#[test]
fn linked_data() {
    check(
        &json!({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, {
            "@type": "NewsArticle", "headline": "Fähre fährt seltener", "alternativeHeadline": "Küste", "articleBody": FIRST,
            "author": [{"@type": "Person", "name": "Anna Seeger"}], "publisher": {"@type": "Organization", "name": "Hafenkurier"},
            "datePublished": "2025-10-28T09:13:00Z", "dateModified": "2025-10-29", "keywords": "Hafen, Fähre", "articleSection": "Region",
            "mainEntityOfPage": {"@id": "https://hafenkurier.example/a"}, "inLanguage": "de-DE",
        }]}),
        &json!({
            "title": "Fähre fährt seltener", "kicker": "Küste", "authors": ["Anna Seeger"], "source": "Hafenkurier", "tags": ["Hafen", "Fähre"],
            "published": "2025-10-28T09:13:00Z", "modified": "2025-10-29", "section": "Region", "language": "de-DE",
            "url": "https://hafenkurier.example/a",
        }),
    );
}

#[test]
fn what_people_call_their_columns() {
    check(
        &json!({
            "Überschrift": "Fähre fährt seltener", "Volltext": format!("<p>{FIRST}</p><p>{SECOND}</p>"), "Datum": "28.10.2025", "Autor/in": "x",
            "Autor": "Von Anna Seeger", "Medium": "Hafenkurier", "Ressort": "Region", "Schlagworte": "Hafen, Fähre", "Quelle": "https://hafenkurier.example/a",
        }),
        &json!({
            "title": "Fähre fährt seltener", "body": format!("{FIRST}\n{SECOND}"), "published": "2025-10-28", "authors": ["Anna Seeger"],
            "source": "Hafenkurier", "section": "Region", "tags": ["Hafen", "Fähre"], "url": "https://hafenkurier.example/a",
        }),
    );
}

#[test]
fn our_own_output_reads_back() {
    let fields = json!({
        "path": "a.html", "id": "k3v9q2k3v9q2", "title": "Fähre fährt seltener", "kicker": "Küste", "dek": "Weniger", "authors": ["Anna Seeger"],
        "agency": ["dpa"], "source": "Hafenkurier", "section": "Region", "published": "2025-10-28", "language": "de", "tags": ["Hafen"],
        "topics": ["shipping"], "body": format!("{FIRST}\nHoffnung\n{SECOND}"), "headings": ["Hoffnung"], "evidence": {"title": "h1"},
        "url": "https://hafenkurier.example/a", "captured": "2025-10-30", "modified": "2025-10-29",
    });
    let read = article(&fields);
    assert_eq!(read.headings().collect::<Vec<_>>(), ["Hoffnung"]);
    assert_eq!(read.tags, ["Hafen"]);
    let refused = extract(&page(&json!({"path": "a.html", "reason": "no article: a consent or login wall"})), names());
    assert_eq!(refused.expect_err("refused").to_string(), "no article: a consent or login wall");
}

#[test]
fn a_whole_page_in_a_field() {
    let markup = format!(
        "<html><body><article><h1>Fähre fährt seltener</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    );
    let read = article(
        &json!({"url": "https://hafenkurier.example/a", "html": markup, "publisher": "Hafenkurier", "crawl_date": "2025-10-30"}),
    );
    assert_eq!(read.title, "Fähre fährt seltener");
    assert_eq!(read.evidence["title"], "h1");
    assert_eq!(read.url.as_deref(), Some("https://hafenkurier.example/a"));
}

#[test]
fn what_lacks_something_says_what() {
    let reason = |fields: Value| extract(&page(&fields), names()).expect_err("no article");
    assert_eq!(reason(json!({"lat": 1, "lon": 2})), NoArticle::NoFields);
    assert_eq!(reason(json!({"title": "a", "url": "b"})), NoArticle::Lacks { field: "text", named: false });
    assert_eq!(reason(json!({"title": "None", "text": FIRST})), NoArticle::Lacks { field: "title", named: true });
    assert_eq!(reason(json!({"title": "a", "text": " "})), NoArticle::Lacks { field: "text", named: true });
}

#[test]
fn named_columns_win() {
    let columns =
        [("title", "Zeile"), ("published", "Tag")].map(|(field, column)| (field.to_owned(), column.to_owned()));
    let fields = json!({"title": "a", "zeile": "b", "text": FIRST, "date": "2025-10-01", "Tag": "2025-10-28"});
    let read = extract_with(&page(&fields), &Columns::new(columns.into()), names()).expect("an article");
    assert_eq!((read.title.as_str(), read.evidence["title"].as_str()), ("b", "json zeile"));
    assert_eq!(read.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28"));
}

#[test]
fn a_note_beside_a_page_fills_what_the_page_lacks() {
    let noted = |fields: Value| Record { origin: Origin::Json, fields: fields.as_object().expect("an object").clone() };
    let note = noted(json!({"title": "x", "authors": ["Anna Seeger"], "date_publish": "2025-10-28", "maintext": "y"}));
    let mut read = Article { title: "a".to_owned(), authors: vec!["Jan Moor".to_owned()], ..Article::default() };
    complete(&mut read, &note, &Columns::default(), names());
    assert_eq!((read.title.as_str(), read.authors.as_slice(), read.body.len()), ("a", &["Jan Moor".to_owned()][..], 0));
    assert_eq!(read.evidence["published"], "json beside the page: date_publish");
    assert!(is_of_article(&note, &Columns::default()));
    assert!(!is_of_article(&noted(json!({"name": "x", "version": "1.0", "description": "y"})), &Columns::default()));
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "(?s).{0,60}".prop_map(Value::from),
        "(<[a-z/!]{0,6}[^<]{0,8}>?|[a-zäöü &;]{1,9}){0,12}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("title".to_owned()),
        Just("text".to_owned()),
        Just("body".to_owned()),
        Just("sections".to_owned()),
        Just("author".to_owned()),
        Just("date".to_owned()),
        Just("html".to_owned()),
        Just("source".to_owned()),
        Just("@graph".to_owned()),
        "[a-z._@]{0,6}",
    ];
    leaf.prop_recursive(5, 40, 6, move |inside| {
        prop_oneof![
            prop::collection::vec(inside.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inside), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_a_record_holds(title in "(?s).{1,20}", text in any_value(), other in any_value()) {
        let fields = json!({"title": title, "text": text, "x": other.clone(), "author": other});
        if let Ok(article) = extract(&page(&fields), names()) {
            prop_assert!(!article.title.is_empty() && article.body.iter().any(|block| block.kind != BlockKind::Heading));
            for block in &article.body {
                prop_assert!(is_nfc(&block.text) && !block.text.contains(char::is_control) && !block.text.is_empty());
            }
        }
    }

    #[test]
    fn markup_in_a_text_never_panics(markup in "(<[a-z!/?-]{0,8}|>|[äa &;\n\"]{1,4}|-->){0,40}") {
        super::text::blocks(&Value::from(markup.clone()));
        html::plain_text(&markup);
    }
}
