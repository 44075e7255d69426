//! What became of each piece of a page, for a person who wonders why an article is as it is.
//!
//! The account is made from the article and the page side by side, so that extraction itself pays nothing for it.

mod html;
mod text;

use std::collections::BTreeSet;

use super::furniture::{self, Furniture};
use super::{Columns, NoArticle, PublicationNames, byline, extract_with, paywall};
use crate::article::{Article, clean};
use crate::page::{Content, Page, Record};

/// What became of one piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is in the body.
    Kept,
    /// It gave the field of this name.
    Field(&'static str),
    /// It is no part of the article.
    Cut,
}

/// One piece of a page: a block of HTML, a line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub verdict: Verdict,
    /// The rule that decided so, and the place in the page.
    pub rule: String,
    /// Its text.
    pub text: String,
}

/// The account of a page.
#[derive(Debug)]
pub struct Explanation {
    /// Where the article was looked for.
    pub container: String,
    /// The pieces of the page in reading order.
    pub pieces: Vec<Piece>,
    /// What was found.
    pub found: Result<Article, NoArticle>,
}

/// Says what became of each piece of a page.
pub fn explain(page: &Page, columns: &Columns, names: &PublicationNames) -> Explanation {
    let found = extract_with(page, columns, names);
    let fields = Fields::of(found.as_ref().ok());
    let (container, pieces) = match &page.content {
        Content::Html(markup) => html::pieces(markup, page, &fields),
        Content::Text(text) => text::pieces(text, &fields),
        Content::Record(record) => ("a record".to_owned(), record_pieces(record, found.as_ref().ok())),
    };
    Explanation { container, pieces, found }
}

/// The fields of an article that a record may give.
const OF_RECORDS: &[&str] = &[
    "title",
    "kicker",
    "dek",
    "body",
    "authors",
    "source",
    "section",
    "url",
    "language",
    "published",
    "modified",
    "captured",
    "tags",
];

/// Returns the fields of a record; the evidence of the article says which were taken.
fn record_pieces(record: &Record, article: Option<&Article>) -> Vec<Piece> {
    let piece = |(key, value): (&String, &serde_json::Value)| {
        let gave = |field: &&&str| {
            let how = article.and_then(|article| article.evidence.get(**field));
            how.is_some_and(|how| how.trim_end_matches('`').rsplit([' ', '`']).next() == Some(key))
        };
        let field = OF_RECORDS.iter().find(gave);
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let verdict = field.map_or(Verdict::Cut, |field| Verdict::Field(field));
        Piece { verdict, rule: format!("`{key}`"), text: clean(&text) }
    };
    record.fields.iter().map(piece).collect()
}

/// The texts of an article, made comparable.
#[derive(Default)]
struct Fields {
    body: BTreeSet<String>,
    /// All of the body in one, for lines that are only a part of a paragraph.
    running: String,
    texts: Vec<(&'static str, String)>,
    names: Vec<String>,
}

impl Fields {
    fn of(article: Option<&Article>) -> Self {
        let Some(article) = article else { return Self::default() };
        let body: Vec<String> = article.text().lines().map(letters).collect();
        let one = |name, value: &Option<String>| value.iter().map(|text| (name, letters(text))).collect::<Vec<_>>();
        let mut texts = vec![("title", letters(&article.title))];
        for (name, value) in [("kicker", &article.kicker), ("dek", &article.dek), ("source", &article.source)] {
            texts.extend(one(name, value));
        }
        texts.extend(article.tags.iter().map(|tag| ("tags", letters(tag))));
        texts.retain(|(_, text)| !text.is_empty());
        let names = article.authors.iter().map(|name| letters(name)).filter(|name| !name.is_empty()).collect();
        Self { running: body.concat(), body: body.into_iter().collect(), texts, names }
    }

    /// Returns the field that a piece is the value of.
    fn field(&self, letters: &str) -> Option<&'static str> {
        self.texts.iter().find(|(_, text)| text == letters).map(|(name, _)| *name)
    }

    /// Tells whether a piece is a byline with the authors' names.
    fn is_byline(&self, text: &str, letters: &str) -> bool {
        text.len() < 300
            && self.names.iter().any(|name| letters.contains(name.as_str()))
            && (byline::announced(text).is_some() || self.names.iter().any(|name| name == letters))
    }
}

/// Returns what a line is by its own looks, if it is no text.
fn furniture_rule(text: &str) -> Option<String> {
    if let Some(kind) = furniture::classify(text) {
        return Some(format!("furniture: {}", name(kind)));
    }
    if paywall::says(text).is_some() {
        return Some("line of a paywall".to_owned());
    }
    if byline::credit(text).is_some() {
        return Some("agency credit".to_owned());
    }
    byline::announced(text).is_some().then(|| "byline".to_owned())
}

fn name(kind: Furniture) -> &'static str {
    match kind {
        Furniture::Share => "share and print",
        Furniture::ReadingTime => "reading time",
        Furniture::PhotoCredit => "photo credit",
        Furniture::RelatedHead => "head of related articles",
        Furniture::RelatedLine => "related article",
        Furniture::Newsletter => "newsletter",
        Furniture::Comments => "comments",
        Furniture::Advert => "advertisement",
        Furniture::Date => "date",
        Furniture::Login => "login and subscription",
        Furniture::EmbedConsent => "consent to embedded content",
        Furniture::Media => "picture or film",
        Furniture::Menu => "menu",
        Furniture::Ticker => "ticker",
        Furniture::Foot => "foot of the page",
        Furniture::Topics => "keywords",
    }
}

/// Letters and digits in lower case.
fn letters(text: &str) -> String {
    clean(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;

    fn account(page: &str) -> Vec<String> {
        let explained =
            explain(&page::read(page.as_bytes()).expect("a page"), &Columns::default(), PublicationNames::built_in());
        let sign = |verdict| match verdict {
            Verdict::Kept => "kept",
            Verdict::Field(name) => name,
            Verdict::Cut => "cut",
        };
        explained
            .pieces
            .iter()
            .map(|piece| format!("{} | {} | {}", sign(piece.verdict), piece.rule, piece.text))
            .collect()
    }

    const FIRST: &str =
        "Die Hafenbehörde hat am Dienstag den Ausbau des Kais beschlossen, über den seit Jahren gestritten wird.";
    const SECOND: &str =
        "Die Arbeiten sollen im Frühjahr beginnen und drei Jahre dauern, sagte die Leiterin der Behörde am Abend.";

    #[test]
    fn every_block_of_a_page_has_its_rule() {
        let page = format!(
            "<!DOCTYPE html><html><head><title>Hafen wächst weiter</title></head><body><nav>Politik</nav><main><article class=\"article-body\"><h1>Hafen wächst weiter</h1>\
             <p>Lesedauer: 2 Min.</p><p>{FIRST}</p><div class=\"teaser-box\"><p>Werft schließt im Herbst</p></div><p>{SECOND}</p></article></main>\
             <footer>Impressum</footer></body></html>"
        );
        assert_eq!(
            account(&page),
            [
                "cut | tag <nav> | Politik".to_owned(),
                "title | <h1> | Hafen wächst weiter".to_owned(),
                "cut | furniture: reading time | Lesedauer: 2 Min.".to_owned(),
                format!("kept | <p> | {FIRST}"),
                "cut | class \"teaser-box\" | Werft schließt im Herbst".to_owned(),
                format!("kept | <p> | {SECOND}"),
                "cut | tag <footer> | Impressum".to_owned(),
            ]
        );
    }

    #[test]
    fn every_line_of_a_dump_has_its_rule() {
        let third =
            "Gegen den Plan klagen mehrere Anwohner. Sie fürchten mehr Verkehr in der Straße am Kai, sagte ihr Anwalt.";
        let text = format!(
            "Menü\n\nHafen wächst weiter\n\nVon Anna Seeger\n\nLesedauer: 2 Min.\n\n{FIRST} {SECOND}\n\n{third}\n\n{SECOND} {third}\n\nImpressum\n"
        );
        let lines = account(&text);
        assert!(lines.contains(&"title | line 3 | Hafen wächst weiter".to_owned()), "{lines:#?}");
        assert!(lines.contains(&"authors | line 5 | Von Anna Seeger".to_owned()), "{lines:#?}");
        assert!(lines.contains(&"cut | line 7, furniture: reading time | Lesedauer: 2 Min.".to_owned()), "{lines:#?}");
        assert!(lines.contains(&format!("kept | line 11 | {third}")), "{lines:#?}");
        assert!(lines.contains(&"cut | line 1, furniture: menu | Menü".to_owned()), "{lines:#?}");
    }

    #[test]
    fn a_page_without_an_article_is_explained_too() {
        let explained = explain(
            &page::read(b"<!DOCTYPE html><title>x</title><body><nav>Politik</nav>").expect("a page"),
            &Columns::default(),
            PublicationNames::built_in(),
        );
        assert!(explained.found.is_err());
        assert_eq!(explained.pieces.len(), 1);
    }
}
