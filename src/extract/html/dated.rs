//! When the article was published and changed: declared dates first, then visible ones near the headline.
//!
//! No date is better than a guess: a date of another article, of the file or of today is never taken.

use super::Sources;
use super::body::Body;
use super::headline::Headline;
use super::shown_date;
use super::tree::{Id, Tree};
use crate::dates::{self, Date};

/// Names of metas with the day of publication, the best first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "published_date",
    "pubdate",
    "pub_date",
    "publishdate",
    "originalpublicationdate",
    "article.published",
    "article_date_original",
    "date_published",
    "rnews:datepublished",
    "citation_publication_date",
    "citation_date",
    "bt:pubdate",
    "iso-8601-publish-date",
    "release_date",
    "displaydate",
    "datecreated",
    "date.created",
    "created",
    "article.created",
    "date",
    "last-publish-date",
    "vr:published_time",
    "og:pubdate",
    "shareaholic:article_published_time",
    "timestamp",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "modified",
    "revised",
    "date.modified",
];

/// Returns the day of publication with its evidence.
pub(super) fn published(sources: &Sources<'_>, headline: &Headline, body: &Body) -> Option<(Date, String)> {
    let (head, structured, tree) = (sources.head, sources.structured, sources.tree);
    let fits = |date: &Date| date.has_day() && plausible(*date, sources);
    let from_json = structured.published.as_deref().and_then(|text| read(text, sources)).filter(fits);
    if let Some(date) = from_json {
        return Some((date, "json-ld datePublished".to_owned()));
    }
    for name in PUBLISHED {
        if let Some(date) = head.meta(name).and_then(|text| read(&text, sources)).filter(fits) {
            return Some((date, format!("meta {name}")));
        }
    }
    if let Some(date) = microdata(tree, sources, "datePublished").filter(fits) {
        return Some((date, "microdata datePublished".to_owned()));
    }
    if let Some((date, how)) = shown_date::read(sources, headline, body).filter(|(date, _)| fits(date)) {
        return Some((date, how));
    }
    if let Some(date) = microdata(tree, sources, "dateCreated").filter(fits) {
        return Some((date, "microdata dateCreated".to_owned()));
    }
    in_address(sources).filter(fits).map(|date| (date, "url".to_owned()))
}

/// Returns when the article was changed.
pub(super) fn modified(sources: &Sources<'_>) -> Option<(Date, String)> {
    let fits = |date: &Date| date.has_day() && plausible(*date, sources);
    if let Some(date) = sources.structured.modified.as_deref().and_then(dates::read).filter(fits) {
        return Some((date, "json-ld dateModified".to_owned()));
    }
    for name in MODIFIED {
        if let Some(date) = sources.head.meta(name).and_then(|text| dates::read(&text)).filter(fits) {
            return Some((date, format!("meta {name}")));
        }
    }
    microdata(sources.tree, sources, "dateModified")
        .filter(fits)
        .map(|date| (date, "microdata dateModified".to_owned()))
}

/// Not before there were web pages, and not after the page was saved.
fn plausible(date: Date, sources: &Sources<'_>) -> bool {
    let year = date.first_day().year();
    let saved = sources.page.captured.map(|saved| saved.last_day());
    (1990..2100).contains(&year) && saved.is_none_or(|saved| date.first_day() <= saved.next_day().unwrap_or(saved))
}

/// Reads a machine's or a person's date out of an attribute.
pub(super) fn read(text: &str, sources: &Sources<'_>) -> Option<Date> {
    dates::read(text).or_else(|| dates::find_all(text, month_first(sources)).first().map(|found| found.date))
}

/// American pages write the month first.
pub(super) fn month_first(sources: &Sources<'_>) -> bool {
    let tag =
        sources.head.language.clone().or_else(|| sources.head.meta("og:locale")).unwrap_or_default().replace('_', "-");
    tag.eq_ignore_ascii_case("en-us") || tag.eq_ignore_ascii_case("en")
}

fn microdata(tree: &Tree<'_>, sources: &Sources<'_>, property: &str) -> Option<Date> {
    let has =
        |id: &Id| tree.attr(*id, "itemprop").is_some_and(|value| value.split_whitespace().any(|word| word == property));
    tree.all().filter(has).find_map(|id| {
        let value = ["datetime", "content", "title"].iter().find_map(|name| tree.attr(id, name));
        value.and_then(|value| read(value, sources)).or_else(|| read(&tree.text(id), sources))
    })
}

/// Reads `/2025/10/28/` or `/2025-10-28-` in the address.
pub(super) fn in_address(sources: &Sources<'_>) -> Option<Date> {
    let (address, _) = super::address(sources)?;
    let path = address.strip_prefix("https://")?.split_once('/')?.1;
    let found = dates::find_all(&path.replace(['_', '/'], "-").replace("--", "-"), false);
    found.first().map(|found| found.date.without_time())
}
