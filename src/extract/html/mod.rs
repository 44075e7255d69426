//! HTML: lightened, parsed once, then read for metadata and for the body.

mod authors;
mod blocks;
mod body;
mod caption;
mod closing;
mod container;
mod cut;
mod date_label;
#[cfg(test)]
mod date_tests;
mod dated;
mod dek;
#[cfg(test)]
mod field_tests;
mod head;
mod headline;
mod json_ld;
mod lighten;
mod local;
mod microdata;
mod publication;
mod reading;
mod refuse;
mod script_data;
mod script_date;
mod shown_date;
mod sieve;
mod tag_list;
mod tags;
mod teaser;
#[cfg(test)]
mod tests;
mod tree;
mod truncated;
mod witness;
mod words;

use scraper::Html;

use super::{NoArticle, agency, byline};
use crate::article::{self, Article, canonical_url};
use crate::language;
use crate::page::Page;

use head::Head;
use headline::Headline;
use json_ld::Structured;
use microdata::Microdata;
pub(super) use reading::Reading;
use tree::Tree;

/// What a page declares and shows: what every field is read from.
struct Sources<'a> {
    tree: &'a Tree<'a>,
    head: &'a Head,
    structured: &'a Structured,
    microdata: &'a Microdata,
    page: &'a Page,
}

pub(super) fn extract(markup: &str, page: &Page) -> Result<Article, NoArticle> {
    match read(markup, page) {
        Err(reason @ NoArticle::NoText { .. }) => {
            // The head of the page stays: it holds the title and most other fields.
            let Some(text) = script_data::article(markup) else { return Err(reason) };
            let head = markup.find("<body").and_then(|end| markup.get(..end)).unwrap_or_default();
            let mut article = read(&format!("{head}<body><article>{text}</article>"), page).map_err(|_| reason)?;
            article.evidence.insert("body".to_owned(), "script data".to_owned());
            Ok(article)
        }
        found => found,
    }
}

/// Reads the article that the markup shows.
fn read(markup: &str, page: &Page) -> Result<Article, NoArticle> {
    let light = lighten::lighten(markup);
    let html = Html::parse_document(&light.markup);
    let tree = Tree::new(&html);
    let head = Head::read(&tree);
    let structured = json_ld::read(&light.json_ld);
    let microdata = microdata::read(&tree);
    let sources = Sources { tree: &tree, head: &head, structured: &structured, microdata: &microdata, page };

    let mut article = Article { captured: page.captured, ..Article::default() };
    let mut evidence = |field: &str, how: &str| {
        article.evidence.insert(field.to_owned(), how.to_owned());
    };
    let headline = headline::read(&sources);
    let mut found = body::read(&sources, headline.as_ref());
    refuse::refuse(&sources, headline.as_ref(), &found)?;
    let headline = headline.or_else(|| Headline::of_first_words(&found.blocks)).ok_or(NoArticle::NoTitle)?;

    if let Some(reason) = truncated::read(&sources, &light, markup, &mut found) {
        evidence("truncated", &reason);
        article.truncated = Some(reason);
    }
    evidence("title", headline.evidence);
    evidence("body", found.evidence);
    if let Some((address, how)) = address(&sources) {
        article.url = Some(address);
        evidence("url", how);
    }
    let dated = dated::read_all(&sources, &headline, &found);
    for (field, slot, found) in
        [("published", &mut article.published, dated.published), ("modified", &mut article.modified, dated.modified)]
    {
        if let Some((date, how)) = found {
            *slot = Some(date);
            evidence(field, &how);
        }
    }
    let (authors, how) = authors::read(&sources, &headline, &found);
    closing::trim(&mut found.blocks, &authors);
    if !authors.is_empty() {
        article.authors = authors;
        evidence("authors", how);
    }
    if let Some((name, how)) = publication::read(&sources, &headline) {
        article.source = Some(name);
        evidence("source", how);
    }
    let (tags, how) = tags::read(&sources, &headline, &found, &article.authors);
    if !tags.is_empty() {
        article.tags = tags;
        evidence("tags", how);
    }
    let section = structured.section.clone().map(|section| (section, "json-ld articleSection"));
    let section = section.or_else(|| Some((head.meta("article:section")?, "meta article:section")));
    let section = section.or_else(|| Some((microdata.section.clone()?, "microdata articleSection")));
    if let Some((section, how)) = section {
        article.section = Some(section);
        evidence("section", how);
    }
    let mut is_printed = false;
    if let Some(dek) = found.dek {
        article.dek = Some(dek.text);
        evidence("dek", dek.evidence);
        is_printed = dek.printed;
    }
    if let Some((tag, how)) = language(&sources, &found.blocks) {
        article.language = Some(tag);
        evidence("language", how);
    }
    let sieved = found.sieved;
    // The dateline may stand in the dek, and the declared description may be all that keeps it.
    let openings = [
        (found.blocks.first().map(|block| block.text.clone()), "dateline"),
        (article.dek.clone(), "dateline of the dek"),
        (head.meta("og:description").or_else(|| head.meta("description")), "dateline of the description"),
    ];
    let in_dateline = openings.into_iter().find_map(|(text, how)| Some((byline::dateline(&text?)?, how)));
    let as_author: Vec<String> =
        article.authors.iter().filter_map(|name| agency::named(name)).map(str::to_owned).collect();
    let in_byline: Vec<String> = sieved.bylines.into_iter().flat_map(|byline| byline.agencies).collect();
    for (agencies, how) in in_dateline.into_iter().chain([
        (as_author, "authors"),
        (sieved.agencies, "a credit in the text"),
        (in_byline, "visible byline"),
    ]) {
        for agency in agencies {
            article.evidence.entry("agency".to_owned()).or_insert_with(|| how.to_owned());
            if !article.agency.contains(&agency) {
                article.agency.push(agency);
            }
        }
    }
    article.credit = sieved.credit;
    article.title = headline.title;
    article.kicker = headline.kicker;
    for (field, found, how) in [
        ("kicker", article.kicker.is_some(), "above the headline"),
        ("credit", article.credit.is_some(), "a picture's caption"),
    ] {
        if found {
            article.evidence.entry(field.to_owned()).or_insert_with(|| how.to_owned());
        }
    }
    article.body = found.blocks;
    if is_printed {
        article.print_dek();
    }
    Ok(article)
}

/// Returns the canonical address: the first declared one that is not just the front page of a site.
fn address(sources: &Sources<'_>) -> Option<(String, &'static str)> {
    let candidates = [
        (sources.head.canonical.clone(), "link canonical"),
        (sources.head.meta("og:url"), "og:url"),
        (sources.microdata.url.clone(), "microdata mainEntityOfPage"),
        (sources.head.meta("parsely-link"), "meta parsely-link"),
        (sources.structured.url.clone(), "json-ld url"),
        (sources.page.address.clone(), "saved address"),
    ];
    candidates.into_iter().find_map(|(address, how)| Some((canonical_url(&address?)?, how)))
}

/// Returns the language: the declared one, unless the body is clearly written in another.
fn language(sources: &Sources<'_>, blocks: &[article::Block]) -> Option<(String, &'static str)> {
    let mut text = String::new();
    for block in blocks {
        if text.len() > 6000 {
            break;
        }
        text.push_str(&block.text);
        text.push('\n');
    }
    let declared = [
        (sources.head.language.clone(), "html lang"),
        (sources.structured.language.clone(), "json-ld inLanguage"),
        (sources.head.meta("og:locale"), "og:locale"),
        (sources.head.meta("content-language"), "meta content-language"),
    ]
    .into_iter()
    .find_map(|(tag, how)| Some((language::read(&tag?)?, how)));
    // A part of the text mostly confirms what is declared; only a doubt is worth reading all of it.
    let part = text.char_indices().nth(1200).and_then(|(end, _)| text.get(..end));
    if let (Some((tag, _)), Some(part)) = (&declared, part)
        && language::detect(part).is_some_and(|found| language::may_be(tag, &found))
    {
        return declared;
    }
    match (declared, language::detect(&text)) {
        (Some((tag, _)), Some(found)) if text.len() >= TRUSTED_TEXT && !language::may_be(&tag, &found) => {
            Some((found, "detected"))
        }
        // Templates declare English where nobody has filled in anything; other languages are declared on purpose.
        (Some((tag, _)), None) if language::primary(&tag) == "en" && language::contradicts(&text, &tag) => None,
        (declared, found) => declared.or(found.map(|found| (found, "detected"))),
    }
}

/// A text of so many bytes, two sentences, is believed against the declared language.
const TRUSTED_TEXT: usize = 160;

/// Returns a text from an attribute or from JSON: entities decoded, tags dropped, cleaned.
pub(super) fn plain_text(text: &str) -> String {
    let has_markup = text.contains('<') || (text.contains('&') && text.contains(';'));
    if !has_markup {
        return article::clean(text);
    }
    let light = lighten::lighten(text);
    let html = Html::parse_fragment(&light.markup);
    Tree::new(&html).text(0)
}
