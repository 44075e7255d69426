//! JSON: a response, its hits one a line, an extracted page, an article in full. Unknown values are absent.

use std::io::{self, Write};
use std::ops::Range;

use serde_json::{Map, Value, json};

use super::form::{Form, Listing};
use super::reasons::reason;
use super::{account, facets};
use crate::article::{Article, BlockKind, Change, is_invisible};
use crate::catalog::{Entry, Stored};
use crate::search::{Hit, Marks, Snippet, in_characters};

/// The version of the form of a hit; keys are only ever added to it.
const HIT: &str = "morgue.hit/1";
const RESPONSE: &str = "morgue.response/1";
const ARTICLE: &str = "morgue.article/1";

/// One object with query, counts and hits.
#[derive(Default)]
pub(super) struct Whole {
    any: bool,
}

impl Form for Whole {
    fn begin(&mut self, listing: &Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.any = false;
        let head = json_line(&Value::Object(head(listing)));
        write!(out, "{},\"hits\":[", head.strip_suffix('}').unwrap_or_default())
    }

    fn hit(&mut self, one: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let comma = if std::mem::replace(&mut self.any, true) { "," } else { "" };
        write!(out, "{comma}{}", json_line(&hit(None, one)))
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "]}}")
    }
}

/// One object a hit, one hit a line.
#[derive(Default)]
pub(super) struct Lines {
    name: Option<String>,
}

impl Form for Lines {
    fn begin(&mut self, listing: &Listing<'_>, _: &mut dyn Write) -> io::Result<()> {
        self.name = listing.name.map(str::to_owned);
        Ok(())
    }

    fn hit(&mut self, one: &Hit, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", json_line(&hit(self.name.as_deref(), one)))
    }
}

/// What is said of a list before its hits.
fn head(listing: &Listing<'_>) -> Map<String, Value> {
    let Listing { name, response, account, .. } = *listing;
    let mut object = Map::new();
    object.insert("schema".to_owned(), RESPONSE.into());
    put(&mut object, "name", name);
    object.insert("query".to_owned(), response.understood.clone().into());
    object.insert("total".to_owned(), response.total.into());
    if response.groups != response.total {
        object.insert("groups".to_owned(), response.groups.into());
    }
    object.insert("undated".to_owned(), response.undated.into());
    if let Some(account) = account {
        object.insert("explain".to_owned(), account::json(account));
    }
    if !response.limited.is_empty() {
        let limited = response.limited.iter();
        let limited = limited.map(|one| json!({"query": one.typed, "forms": one.forms, "searched": one.searched}));
        object.insert("limited".to_owned(), limited.collect());
    }
    if !response.facets.is_empty() {
        object.insert("facets".to_owned(), facets::json(&response.facets));
    }
    object
}

/// Returns a value as one line in which invisible and bidirectional marks, which the name of a file may hold,
/// are escaped as control characters are: a reader gets the same value, a terminal is not steered.
pub fn json_line(value: &Value) -> String {
    let text = value.to_string();
    if !text.contains(is_invisible) {
        return text;
    }
    let mut line = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if is_invisible(c) {
            line.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            line.push(c);
        }
    }
    line
}

fn hit(name: Option<&str>, hit: &Hit) -> Value {
    let mut object = Map::new();
    object.insert("schema".to_owned(), HIT.into());
    put(&mut object, "name", name);
    object.insert("rank".to_owned(), hit.rank.into());
    object.insert("score".to_owned(), score(hit.score));
    object.insert("id".to_owned(), hit.id.to_string().into());
    put_fields(&mut object, &hit.article);
    put_topics(&mut object, &hit.topics);
    object.insert("words".to_owned(), hit.words.into());
    object.insert("path".to_owned(), hit.path.clone().into());
    if let Some(id) = &hit.group {
        let mut group = Map::new();
        group.insert("id".to_owned(), id.to_string().into());
        if !hit.alike.is_empty() {
            let others: Vec<String> = hit.alike.iter().map(ToString::to_string).collect();
            group.insert("size".to_owned(), (others.len() + 1).into());
            group.insert("others".to_owned(), others.into());
        }
        object.insert("group".to_owned(), group.into());
    }
    if !hit.marks.is_empty() {
        let fields = hit.marks.iter().map(|(field, ranges)| ((*field).to_owned(), json!(marks(ranges))));
        object.insert("marks".to_owned(), Value::Object(fields.collect()));
    }
    object.insert("snippets".to_owned(), hit.snippets.iter().map(snippet).collect());
    if !hit.reasons.is_empty() {
        object.insert("why".to_owned(), hit.reasons.iter().map(reason).collect());
    }
    Value::Object(object)
}

/// Returns a score, rounded.
pub(super) fn score(score: f32) -> Value {
    json!((f64::from(score) * 10_000.0).round() / 10_000.0)
}

fn snippet(snippet: &Snippet) -> Value {
    json!({"field": snippet.field, "text": snippet.text, "marks": marks(&snippet.marks)})
}

/// Returns what was found in a field as ranges of characters of the field as it is printed: the body with the dek in it.
fn printed(article: &Article, field: &str, spans: &[Range<usize>]) -> Vec<[usize; 2]> {
    let text = match field {
        "title" => article.title.as_str(),
        "kicker" => article.kicker.as_deref().unwrap_or_default(),
        "dek" => article.dek.as_deref().unwrap_or_default(),
        _ => return in_body(article, spans),
    };
    marks(&in_characters(text, spans))
}

fn in_body(article: &Article, spans: &[Range<usize>]) -> Vec<[usize; 2]> {
    let mut found = Vec::new();
    // Where a block begins: in bytes of the text that is searched, in characters of what is printed.
    let (mut start, mut place) = (0, 0);
    for block in &article.body {
        if block.kind != BlockKind::Dek {
            let end = start + block.text.len();
            let inside = spans.iter().filter(|span| span.start >= start && span.end <= end);
            let inside: Vec<Range<usize>> = inside.map(|span| span.start - start..span.end - start).collect();
            let characters = in_characters(&block.text, &inside);
            found.extend(characters.into_iter().map(|range| [place + range.start, place + range.end]));
            start = end + 1;
        }
        place += block.text.chars().count() + 1;
    }
    found
}

fn marks(ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    ranges.iter().map(|Range { start, end }| [*start, *end]).collect()
}

/// Returns what was extracted from a page: the contract of `morgue extract`.
pub fn extracted(path: &str, article: &Article) -> Value {
    let mut object = Map::new();
    object.insert("path".to_owned(), path.into());
    object.insert("id".to_owned(), article.id().to_string().into());
    put_fields(&mut object, article);
    put_list(&mut object, "topics", &article.topics.iter().map(|topic| topic.id.clone()).collect::<Vec<_>>());
    object.insert("body".to_owned(), article.printed().into());
    put_list(&mut object, "headings", &article.headings().map(str::to_owned).collect::<Vec<_>>());
    object.insert("evidence".to_owned(), json!(article.evidence));
    Value::Object(object)
}

/// Returns the line of a page in which no article was found.
pub fn refused(path: &str, reason: &str) -> Value {
    json!({"path": path, "reason": reason})
}

/// Returns an article of the archive in full, with its topics and the evidence for everything. `found` is what a query
/// matched, as ranges of bytes of the article's texts.
pub fn shown(stored: &Stored, topics: &[(String, String)], found: &[Marks], journal: &[Entry]) -> Value {
    let Stored { id, path, article } = stored;
    let mut object = Map::new();
    object.insert("schema".to_owned(), ARTICLE.into());
    object.insert("id".to_owned(), id.to_string().into());
    put_fields(&mut object, article);
    put_topics(&mut object, topics);
    object.insert("path".to_owned(), path.clone().into());
    object.insert("body".to_owned(), article.printed().into());
    if found.iter().any(|(_, spans)| !spans.is_empty()) {
        let fields = found.iter().filter(|(_, spans)| !spans.is_empty());
        let fields = fields.map(|(field, spans)| ((*field).to_owned(), json!(printed(article, field, spans))));
        object.insert("marks".to_owned(), Value::Object(fields.collect()));
    }
    put_list(&mut object, "headings", &article.headings().map(str::to_owned).collect::<Vec<_>>());
    object.insert("evidence".to_owned(), json!(article.evidence));
    object.insert("assignments".to_owned(), json!(article.topics));
    if !journal.is_empty() {
        object.insert("by_hand".to_owned(), journal.iter().map(entry).collect());
    }
    Value::Object(object)
}

/// Returns a change by hand: a field set, or a keyword given or taken away.
fn entry(entry: &Entry) -> Value {
    let mut object = Map::new();
    put(&mut object, "made", Some(&entry.made));
    put(&mut object, "field", Some(entry.hand.field.key()));
    let (change, values) = match &entry.hand.change {
        Change::Set(values) => ("set", values.clone()),
        Change::Add(value) => ("add", vec![value.clone()]),
        Change::Remove(value) => ("remove", vec![value.clone()]),
    };
    object.insert(change.to_owned(), values.into());
    put(&mut object, "note", entry.note.as_deref());
    put(&mut object, "undone", entry.undone.as_deref());
    Value::Object(object)
}

/// The fields that every form of an article has, in the order of the schema.
fn put_fields(object: &mut Map<String, Value>, article: &Article) {
    let date = |date: &Option<crate::dates::Date>| date.map(|date| date.to_string());
    put(object, "title", Some(&article.title));
    put(object, "kicker", article.kicker.as_deref());
    put(object, "dek", article.dek.as_deref());
    put_list(object, "tags", &article.tags);
    put(object, "source", article.source.as_deref());
    put_list(object, "authors", &article.authors);
    put_list(object, "agency", &article.agency);
    put(object, "credit", article.credit.as_deref());
    put(object, "section", article.section.as_deref());
    put(object, "language", article.language.as_deref());
    put(object, "published", date(&article.published).as_deref());
    put(object, "modified", date(&article.modified).as_deref());
    put(object, "captured", date(&article.captured).as_deref());
    put(object, "url", article.url.as_deref());
    if article.truncated.is_some() {
        object.insert("truncated".to_owned(), true.into());
    }
}

fn put_topics(object: &mut Map<String, Value>, topics: &[(String, String)]) {
    if !topics.is_empty() {
        let list: Vec<Value> = topics.iter().map(|(id, label)| json!({"id": id, "label": label})).collect();
        object.insert("topics".to_owned(), list.into());
    }
}

fn put(object: &mut Map<String, Value>, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        object.insert(key.to_owned(), value.into());
    }
}

fn put_list(object: &mut Map<String, Value>, key: &str, values: &[String]) {
    if !values.is_empty() {
        object.insert(key.to_owned(), values.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Assignment;
    use crate::schema::{FIELDS, Use};

    /// An article with a value for everything.
    fn full() -> Article {
        let some = || Some("x".to_owned());
        let many = || vec!["x".to_owned()];
        let date = crate::dates::read("2025-10-28");
        Article {
            url: some(),
            title: "x".to_owned(),
            kicker: some(),
            dek: some(),
            authors: many(),
            agency: many(),
            credit: some(),
            source: some(),
            section: some(),
            language: some(),
            truncated: some(),
            published: date,
            modified: date,
            captured: date,
            tags: many(),
            topics: vec![Assignment {
                id: "x".into(),
                label: "x".into(),
                surface: "x".into(),
                zone: "body".into(),
                channel: "text".into(),
                offset: 0,
                weight: 1,
                count: 1,
            }],
            ..Article::default()
        }
    }

    #[test]
    fn every_field_that_is_shown_has_its_key() {
        let article = full();
        let topics = vec![("x".to_owned(), "X".to_owned())];
        let one = Hit {
            rank: 1,
            score: 1.0,
            id: article.id(),
            words: 1,
            path: "x".into(),
            article: article.clone(),
            topics: topics.clone(),
            group: None,
            alike: Vec::new(),
            marks: vec![],
            snippets: vec![],
            reasons: Vec::new(),
        };
        for (form, value) in [
            ("hit", hit(None, &one)),
            ("extracted", extracted("x", &article)),
            (
                "shown",
                shown(&Stored { id: article.id(), path: "x".into(), article: article.clone() }, &topics, &[], &[]),
            ),
        ] {
            for field in FIELDS.iter().filter(|field| field.is_for(Use::Show)) {
                assert!(value.get(field.key()).is_some(), "{form} lacks `{}`", field.key());
            }
        }
    }

    #[test]
    fn invisible_marks_are_escaped_and_read_back() {
        let value = json!({"path": "a\u{202e}b\u{e0041}\u{1b}ü"});
        let line = json_line(&value);
        assert_eq!(line, r#"{"path":"a\u202eb\udb40\udc41\u001bü"}"#);
        assert_eq!(serde_json::from_str::<Value>(&line).expect("JSON"), value);
    }

    #[test]
    fn marks_count_the_characters_of_what_is_printed() {
        let block = |kind, text: &str| crate::article::Block { kind, text: text.to_owned() };
        let article = Article {
            title: "Über Bonn".into(),
            body: vec![
                block(BlockKind::Paragraph, "Ü Bonn"),
                block(BlockKind::Dek, "Wörter, die der Dek hat"),
                block(BlockKind::Paragraph, "Nach Köln und Bonn"),
            ],
            ..Article::default()
        };
        let of = |text: &str, word: &str| -> Vec<Range<usize>> {
            text.match_indices(word).map(|(at, word)| at..at + word.len()).collect()
        };
        let found = [("title", of(&article.title, "Bonn")), ("body", of(&article.text(), "Bonn"))];
        let value = shown(&Stored { id: article.id(), path: "x".into(), article: article.clone() }, &[], &found, &[]);
        let body: Vec<char> = value["body"].as_str().expect("a body").chars().collect();
        let marks = value["marks"]["body"].as_array().expect("marks");
        assert_eq!((marks.len(), &value["marks"]["title"]), (2, &json!([[5, 9]])));
        for mark in marks {
            let at = |end: usize| usize::try_from(mark[end].as_u64().expect("a number")).expect("a place");
            assert_eq!(body[at(0)..at(1)].iter().collect::<String>(), "Bonn");
        }
    }

    #[test]
    fn what_is_unknown_is_absent() {
        let value = extracted("a.html", &Article { title: "x".into(), ..Article::default() });
        let keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["path", "id", "title", "body", "evidence"]);
    }
}
