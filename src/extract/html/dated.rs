//! When the article was published and changed: declared dates first, then visible ones near the headline.
//!
//! No date is better than a guess: a date of another article, of the file or of today is never taken.

use super::Sources;
use super::body::Body;
use super::date_label::Label;
use super::headline::Headline;
use super::shown_date::{Shown, Surroundings};
use super::tree::{Id, Tree, attribute};
use super::{local, script_date};
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

/// The dates of an article, each with its evidence.
#[derive(Debug, Default)]
pub(super) struct Dated {
    pub(super) published: Option<(Date, String)>,
    pub(super) modified: Option<(Date, String)>,
}

/// Reads the dates of publication and of the last change.
pub(super) fn read_all(sources: &Sources<'_>, headline: &Headline, body: &Body) -> Dated {
    let surroundings = Surroundings::new(sources, headline, body);
    let mut near = surroundings.near();
    near.retain(|shown| fits(shown.date, sources));
    let declared_change = modified(sources);
    let published = published(sources, &surroundings, &near, declared_change.as_ref().map(|(date, _)| *date));
    let shown_change = || near.iter().find(|shown| shown.label == Label::Changed).cloned().map(told);
    let modified = declared_change.or_else(shown_change);
    // A change before the publication is none of this article.
    let after = |date: Date| published.as_ref().is_none_or(|(first, _)| date.last_day() >= first.first_day());
    let modified = modified.filter(|(date, _)| after(*date));
    Dated { published, modified }
}

fn told(shown: Shown) -> (Date, String) {
    (shown.date, shown.how)
}

fn fits(date: Date, sources: &Sources<'_>) -> bool {
    date.has_day() && plausible(date, sources)
}

fn published(
    sources: &Sources<'_>,
    surroundings: &Surroundings<'_>,
    near: &[Shown],
    changed: Option<Date>,
) -> Option<(Date, String)> {
    let fits = |date: Date| fits(date, sources);
    let declared: Vec<(Date, String)> = declared(sources).into_iter().filter(|(date, _)| fits(*date)).collect();
    let address = in_address(sources).filter(|date| plausible(*date, sources));
    if let Some(first) = declared.first() {
        let turned = || turned(first, near.first().cloned().or_else(|| surroundings.told())?, sources);
        let local = || local::day(&declared, near, changed, address, sources);
        let shown = || contradicted(first, near, changed);
        return Some(turned().or_else(local).or_else(shown).unwrap_or_else(|| first.clone()));
    }
    let change = |shown: Shown| (shown.date, format!("{}, a change; no other date", shown.how));
    let best = |shown: &[Shown]| shown.iter().find(|shown| fits(shown.date) && shown.label != Label::Changed).cloned();
    let one = |shown: Option<Shown>| shown.filter(|shown| fits(shown.date)).map(told);
    let by_address = address.filter(|date| date.has_day()).map(|date| (date, "url".to_owned()));
    best(near)
        .map(told)
        .or_else(|| one(surroundings.opening()))
        .or_else(|| best(&surroundings.inside()).map(told))
        .or_else(|| one(surroundings.told()))
        .or_else(|| one(surroundings.alone()))
        .or(by_address)
        .or_else(|| one(surroundings.around()))
        .or_else(|| created(sources).filter(|(date, _)| fits(*date)))
        .or_else(|| one(surroundings.in_title()))
        .or_else(|| script_date::read(sources).filter(|(date, _)| fits(*date)))
        .or_else(|| {
            near.first().cloned().or_else(|| surroundings.changed()).filter(|shown| fits(shown.date)).map(change)
        })
        .or_else(|| surroundings.month().filter(|(date, _)| plausible(*date, sources)))
        .or_else(|| address.map(|date| (date, "url".to_owned())))
}

/// Returns the declared date with day and month the other way round, where it was written in slashes and the shown
/// date says so: `11/01/2025` and `Erstellt am: 01.11.2025`.
fn turned(declared: &(Date, String), shown: Shown, sources: &Sources<'_>) -> Option<(Date, String)> {
    let written = sources.head.meta(declared.1.strip_prefix("meta ")?)?;
    let in_slashes = written.split('/').count() > 2 && !written.get(..4)?.bytes().all(|byte| byte.is_ascii_digit());
    let day = declared.0.first_day();
    let other = Date::day(day.year(), day.day(), u8::from(day.month()));
    let fits = in_slashes && other.is_some_and(|other| other == shown.date.without_time()) && !shown.how.contains('/');
    fits.then(|| (shown.date, format!("{}, as {}", declared.1, shown.how)))
}

/// Returns the date shown below the headline where it is another day than the declared one.
///
/// Templates and imports leave wrong dates in declarations, which no reader sees; a wrong date that everyone sees is
/// mended. But a shown date that is the day of the declared change is the change's, unless it is shown as the other.
fn contradicted(declared: &(Date, String), near: &[Shown], changed: Option<Date>) -> Option<(Date, String)> {
    let day = declared.0.first_day();
    let plain = || near.iter().filter(|shown| shown.label != Label::Changed);
    let first = plain().next().filter(|first| first.below_headline)?;
    let is_change = first.label == Label::Plain && changed.is_some_and(|changed| first.may_be(changed.first_day()));
    let agrees = |shown: &Shown| shown.may_be(day);
    let differs = |shown: &Shown| shown.below_headline && shown.date.first_day() != first.date.first_day();
    if is_change || plain().any(|shown| agrees(shown) || differs(shown)) {
        return None;
    }
    Some((first.date, format!("{}, not {} {}", first.how, declared.1, declared.0)))
}

/// Lists the dates of publication that the page declares for machines, the best first.
fn declared(sources: &Sources<'_>) -> Vec<(Date, String)> {
    let mut declared = Vec::new();
    let from_json = sources.structured.published.as_deref().and_then(|text| read(text, sources));
    declared.extend(from_json.map(|date| (date, "json-ld datePublished".to_owned())));
    for name in PUBLISHED {
        let date = sources.head.meta(name).and_then(|text| read(&text, sources));
        declared.extend(date.map(|date| (date, format!("meta {name}"))));
    }
    let date = microdata(sources.tree, sources, "datePublished");
    declared.extend(date.map(|date| (date, "microdata datePublished".to_owned())));
    declared
}

fn created(sources: &Sources<'_>) -> Option<(Date, String)> {
    let date = microdata(sources.tree, sources, "dateCreated")?;
    Some((date, "microdata dateCreated".to_owned()))
}

/// Returns when the article was changed, as it is declared.
fn modified(sources: &Sources<'_>) -> Option<(Date, String)> {
    let fits = |date: &Date| fits(*date, sources);
    if let Some(date) = sources.structured.modified.as_deref().and_then(|text| read(text, sources)).filter(fits) {
        return Some((date, "json-ld dateModified".to_owned()));
    }
    for name in MODIFIED {
        if let Some(date) = sources.head.meta(name).and_then(|text| read(&text, sources)).filter(fits) {
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
    // RDFa says `property="schema:datePublished"`.
    let says = |value: &str| {
        value.split_whitespace().any(|word| word.rsplit([':', '/']).next().is_some_and(|last| last == property))
    };
    let has = |id: &Id| {
        let Some(element) = tree.element(*id) else { return false };
        attribute(element, "itemprop").is_some_and(says) || attribute(element, "property").is_some_and(says)
    };
    tree.all().filter(has).find_map(|id| {
        let value = ["datetime", "content", "title"].iter().find_map(|name| tree.attr(id, name));
        value.and_then(|value| read(value, sources)).or_else(|| read(&tree.text(id), sources))
    })
}

/// Reads `/2025/10/28/`, `/2025-10-28-` or `/20251028` in the address, or the month where it says no more.
fn in_address(sources: &Sources<'_>) -> Option<Date> {
    let (address, _) = super::address(sources)?;
    dates::in_address(&address)
}
