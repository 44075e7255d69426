//! The publication: its declared name, else what `<title>` has beside the headline, else the host.

use super::Sources;
use super::headline::{Headline, squeezed};
use super::tree::is_inline;

/// What stands between headline and publication in `<title>`.
const MARKS: &[char] = &['|', '-', '–', '—', '·', '•', ':', '»', '«', ' '];

/// Returns the name of the publication.
pub(super) fn read(sources: &Sources<'_>, headline: &Headline) -> Option<(String, &'static str)> {
    let (head, structured) = (sources.head, sources.structured);
    let candidates = [
        (head.meta("og:site_name"), "og:site_name"),
        (structured.publisher.clone(), "json-ld publisher"),
        (sources.microdata.publisher.clone(), "microdata publisher"),
        (head.meta("application-name"), "meta application-name"),
        (head.meta("dc.publisher"), "meta dc.publisher"),
        (head.meta("dcterms.publisher"), "meta dcterms.publisher"),
        (beside_the_headline(sources, headline), "title"),
    ];
    let named = candidates.into_iter().find_map(|(name, how)| Some((name?, how)));
    named.or_else(|| host(sources).map(|host| (host, "url")))
}

fn host(sources: &Sources<'_>) -> Option<String> {
    let (address, _) = super::address(sources)?;
    Some(address.strip_prefix("https://")?.split(['/', '?']).next()?.to_owned())
}

/// `Brückrath wählt | Region | Rheinblick`: the end or the start of the title, where the address or a sign at the head
/// of the page says the same. Without such a witness it may be a section.
fn beside_the_headline(sources: &Sources<'_>, headline: &Headline) -> Option<String> {
    let title = sources.head.title.as_deref()?;
    let after = title.strip_prefix(headline.title.as_str()).filter(|rest| rest.starts_with(MARKS));
    let rest = after.or_else(|| title.strip_suffix(headline.title.as_str()).filter(|rest| rest.ends_with(MARKS)))?;
    let rest = rest.trim_matches(MARKS);
    let last = [" | ", " - ", " – ", " — "].iter().find_map(|mark| rest.rsplit_once(mark)).map(|(_, last)| last);
    let name = last.unwrap_or(rest).trim();
    let known = squeezed(name);
    if !(2..=40).contains(&name.chars().count()) || name.split_whitespace().count() > 4 || known.is_empty() {
        return None;
    }
    let in_host = host(sources).is_some_and(|host| {
        let host = host.split('.').rev().nth(1).map(squeezed).unwrap_or_default();
        host.len() >= 4 && (known.contains(&host) || host.contains(&known))
    });
    (in_host || is_signed(sources, headline, &known)).then(|| name.to_owned())
}

/// Tells whether a box above the headline holds this name and nothing else, as a sign or as the way to the front page.
fn is_signed(sources: &Sources<'_>, headline: &Headline, known: &str) -> bool {
    let tree = sources.tree;
    (0..headline.at.unwrap_or(0)).any(|id| {
        let name = tree.name(id);
        let is_sign = if tree.is_link(id) {
            tree.attr(id, "href").is_some_and(|href| href == "/")
        } else {
            matches!(name, "b" | "strong" | "font" | "center") || !name.is_empty() && !is_inline(name)
        };
        is_sign
            && (2..60).contains(&tree.chars(id))
            && (tree.is_link(id) || tree.linked(id) == 0)
            && !tree.above(id).any(|above| matches!(tree.name(above), "nav" | "ul" | "ol" | "head"))
            && name != "title"
            && squeezed(&tree.text(id)) == known
    })
}
