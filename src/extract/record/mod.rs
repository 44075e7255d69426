//! Records: fields that another program or a person has read already become an article.
//!
//! Nothing is searched for here: a record is trusted as far as its names are understood, and each field keeps the name
//! under which it stood as its evidence.

mod names;
#[cfg(test)]
mod tests;
mod text;

use serde_json::{Map, Value};

use super::{NoArticle, PublicationNames, agency, byline};
use crate::article::{Article, BlockKind, canonical_url};
use crate::dates::{self, Date};
use crate::language;
use crate::page::{Content, Page, Record};

pub use names::Columns;

use super::byline::Byline;
use names::Index;

pub(super) fn extract(record: &Record, columns: &Columns) -> Result<Article, NoArticle> {
    let fields = core(record, columns);
    if let Some(reason) = fields.get("reason").filter(|_| fields.contains_key("path") && !fields.contains_key("title"))
    {
        return Err(NoArticle::Refused { reason: text::line(reason).unwrap_or_default() });
    }
    let reader = Reader { record, fields, index: Index::new(fields, columns), beside: false };
    let body = reader.body();
    if body.is_none()
        && let Some(page) = reader.page()
    {
        let mut article = super::extract(&page, PublicationNames::built_in())?;
        complete(&mut article, record, columns, false);
        return Ok(article);
    }
    let title = reader.line("title");
    let has_title = reader.index.find("title").next().is_some();
    let has_text = reader.index.find("body").next().is_some();
    match (&title, &body) {
        _ if !has_title && !has_text => return Err(NoArticle::NoFields),
        (None, _) => return Err(NoArticle::Lacks { field: "title", named: has_title }),
        (_, None) => return Err(NoArticle::Lacks { field: "text", named: has_text }),
        _ => {}
    }
    let mut article = Article::default();
    if let Some((title, how)) = title {
        article.title = title;
        article.evidence.insert("title".to_owned(), how);
    }
    if let Some((mut blocks, how)) = body {
        // The headline repeated at the head of the text is no paragraph.
        if blocks.len() > 1 && blocks.first().is_some_and(|first| first.text == article.title) {
            blocks.remove(0);
        }
        article.body = blocks;
        article.evidence.insert("body".to_owned(), how);
    }
    reader.fill(&mut article);
    credits(&mut article);
    if article.language.is_none()
        && let Some(found) = language::detect(&article.text())
    {
        article.language = Some(found);
        article.evidence.insert("language".to_owned(), "detected".to_owned());
    }
    Ok(article)
}

/// Fills what an article lacks from a record; one that lies `beside` the page says so in the evidence.
pub(super) fn complete(article: &mut Article, record: &Record, columns: &Columns, beside: bool) {
    let fields = core(record, columns);
    Reader { record, fields, index: Index::new(fields, columns), beside }.fill(article);
}

/// Returns the address and the time of capture that a record names.
pub(super) fn saved(record: &Record, columns: &Columns) -> (Option<String>, Option<Date>) {
    let fields = core(record, columns);
    let reader = Reader { record, fields, index: Index::new(fields, columns), beside: false };
    (reader.url().map(|(url, _)| url), reader.date("captured").map(|(date, _)| date))
}

/// Tells whether a record holds fields of an article: at least two, one of them telling.
pub(super) fn is_of_article(record: &Record, columns: &Columns) -> bool {
    let fields = core(record, columns);
    let reader = Reader { record, fields, index: Index::new(fields, columns), beside: false };
    let telling = [
        reader.line("title").is_some(),
        reader.body().is_some(),
        reader.url().is_some(),
        reader.date("published").is_some(),
        reader.date("captured").is_some(),
    ];
    let telling = telling.into_iter().filter(|found| *found).count();
    let others = ["dek", "authors", "source", "language", "tags", "section"];
    let others = others.iter().filter(|field| reader.line(field).is_some()).count();
    telling > 0 && telling + others > 1
}

/// Returns the object that holds the fields: the record itself, an article in a JSON-LD graph, or the one object
/// inside of it that has title and text.
fn core<'a>(record: &'a Record, columns: &Columns) -> &'a Map<String, Value> {
    let has = |fields: &Map<String, Value>, field: &str| Index::new(fields, columns).find(field).next().is_some();
    let fields = &record.fields;
    if has(fields, "title") || has(fields, "body") {
        return fields;
    }
    let graph = fields.get("@graph").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let inside = graph.iter().take(50).chain(fields.values().take(50)).filter_map(Value::as_object);
    inside.into_iter().find(|inside| has(inside, "title") && has(inside, "body")).unwrap_or(fields)
}

struct Reader<'a> {
    record: &'a Record,
    fields: &'a Map<String, Value>,
    index: Index<'a>,
    /// Whether the record lies beside a page that is the article.
    beside: bool,
}

impl Reader<'_> {
    fn how(&self, name: &str) -> String {
        if self.beside { format!("json beside the page: {name}") } else { self.record.origin.field(name) }
    }

    /// Returns the first value of a field that says something, with its evidence.
    fn first<T>(&self, field: &str, read: impl Fn(&Value) -> Option<T>) -> Option<(T, String)> {
        self.index.find(field).find_map(|(name, value)| Some((read(value)?, self.how(name))))
    }

    fn line(&self, field: &str) -> Option<(String, String)> {
        self.first(field, text::line)
    }

    fn body(&self) -> Option<(Vec<crate::article::Block>, String)> {
        // Sections know their sub-heads, the plain text beside them does not.
        let sections = self.first("body", |value| value.get("sections").and_then(|_| value_blocks(value)));
        let (mut blocks, how) = sections.or_else(|| self.first("body", value_blocks))?;
        // Our own output lists the sub-heads beside the text.
        let headings = self.fields.get("headings").map(|value| text::list(value, false)).unwrap_or_default();
        for block in &mut blocks {
            if block.kind == BlockKind::Paragraph && headings.contains(&block.text) {
                block.kind = BlockKind::Heading;
            }
        }
        Some((blocks, how))
    }

    /// Returns the whole page that a record may hold in place of a text.
    fn page(&self) -> Option<Page> {
        let (markup, _) =
            self.first("html", |value| value.as_str().filter(|text| text.contains('<')).map(str::to_owned))?;
        Some(Page {
            address: self.url().map(|(url, _)| url),
            captured: self.date("captured").map(|(date, _)| date),
            content: Content::Html(markup),
            charset: String::new(),
            damaged: false,
        })
    }

    fn url(&self) -> Option<(String, String)> {
        self.first("url", |value| canonical_url(&text::line(value)?))
    }

    fn language(&self) -> Option<(String, String)> {
        self.first("language", |value| language::read(&text::line(value)?))
    }

    fn date(&self, field: &str) -> Option<(Date, String)> {
        let month_first = self.language().is_some_and(|(tag, _)| tag == "en" || tag == "en-US");
        self.first(field, |value| {
            let text = text::line(value).filter(|text| text.len() <= 80)?;
            dates::read(&text).or_else(|| dates::find_all(&text, month_first).first().map(|found| found.date))
        })
    }

    /// Returns the publication; where only an address or a host is named, that host.
    fn source(&self) -> Option<(String, String)> {
        let read = |value: &Value| {
            let text = text::line(value).filter(|text| text.chars().count() <= 120)?;
            let Some((scheme, rest)) = text.split_once("://") else { return Some(text) };
            let host = rest.split(['/', '?', '#', ':']).next()?;
            scheme.starts_with("http").then(|| host.strip_prefix("www.").unwrap_or(host).to_owned())
        };
        // Names before hosts: `hostname` stands before `source` in some files, and says less.
        let named = self.first("source", |value| read(value).filter(|name| !is_host(name)));
        named.or_else(|| self.first("source", read)).map(|(name, how)| match name.strip_prefix("www.") {
            Some(bare) => (bare.to_owned(), how),
            None => (name, how),
        })
    }

    fn authors(&self) -> Option<(Byline, String)> {
        self.first("authors", |value| {
            let mut byline = Byline::default();
            for text in text::list(value, false) {
                let read = byline::read(&text);
                // A name that looks like none is still what the record gives.
                let given = if read.names.is_empty() && text.chars().count() <= 80 { vec![text] } else { read.names };
                byline.names.extend(given);
                byline.agencies.extend(read.agencies);
            }
            (!byline.names.is_empty()).then_some(byline)
        })
    }

    fn tags(&self) -> Option<(Vec<String>, String)> {
        // The topics in our own output are ids of the vocabulary, which are found anew.
        let own = self.fields.contains_key("evidence");
        self.index.find("tags").filter(|(name, _)| !(own && *name == "topics")).find_map(|(name, value)| {
            let tags = text::list(value, true);
            (!tags.is_empty()).then(|| (tags, self.how(name)))
        })
    }

    /// Fills the fields that an article does not have yet.
    fn fill(&self, article: &mut Article) {
        let Article { evidence, .. } = article;
        let mut note = |field: &str, how: &str| {
            evidence.insert(field.to_owned(), how.to_owned());
        };
        for (field, target) in
            [("kicker", &mut article.kicker), ("dek", &mut article.dek), ("credit", &mut article.credit)]
        {
            if target.is_none()
                && let Some((text, how)) = self.line(field)
            {
                // What only repeats the headline says nothing.
                if text != article.title {
                    *target = Some(text);
                    note(field, &how);
                }
            }
        }
        for (field, target, found) in [
            ("source", &mut article.source, self.source()),
            (
                "section",
                &mut article.section,
                self.first("section", |value| text::list(value, false).into_iter().next()),
            ),
            ("language", &mut article.language, self.language()),
            ("url", &mut article.url, self.url()),
        ] {
            if let (None, Some((text, how))) = (&target, found) {
                *target = Some(text);
                note(field, &how);
            }
        }
        for (field, target) in [
            ("published", &mut article.published),
            ("modified", &mut article.modified),
            ("captured", &mut article.captured),
        ] {
            if let (None, Some((date, how))) = (&target, self.date(field)) {
                *target = Some(date);
                note(field, &how);
            }
        }
        if let (true, Some((Byline { names, agencies }, how))) = (article.authors.is_empty(), self.authors()) {
            article.authors = names;
            note("authors", &how);
            if article.agency.is_empty() && !agencies.is_empty() {
                article.agency = agencies;
                note("agency", &how);
            }
        }
        if let (true, Some((names, how))) = (
            article.agency.is_empty(),
            self.first("agency", |value| Some(text::list(value, true)).filter(|list| !list.is_empty())),
        ) {
            article.agency = names;
            note("agency", &how);
        }
        if let (true, Some((tags, how))) = (article.tags.is_empty(), self.tags()) {
            article.tags = tags;
            note("tags", &how);
        }
    }
}

fn value_blocks(value: &Value) -> Option<Vec<crate::article::Block>> {
    Some(text::blocks(value)).filter(|blocks| blocks.iter().any(|block| block.kind != BlockKind::Heading))
}

fn is_host(name: &str) -> bool {
    !name.contains(' ')
        && name.contains('.')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
}

/// Adds the agencies that the text itself credits, as in any other article.
fn credits(article: &mut Article) {
    let in_dateline = article.body.first().and_then(|block| byline::dateline(&block.text)).unwrap_or_default();
    let at_ends = article.body.iter().filter_map(|block| byline::credit_at_end(&block.text)).flatten();
    let as_author = article.authors.iter().filter_map(|name| agency::named(name)).map(str::to_owned);
    let found: Vec<String> = in_dateline.into_iter().chain(at_ends).chain(as_author).collect();
    for agency in found {
        if !article.agency.contains(&agency) {
            article.agency.push(agency);
            article.evidence.entry("agency".to_owned()).or_insert_with(|| "a credit in the text".to_owned());
        }
    }
}
