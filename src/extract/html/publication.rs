//! The publication: its declared name, else what `<title>` has beside the headline, else the host.

use super::Sources;
use super::headline::{Headline, same, squeezed};
use super::tree::is_inline;

/// What stands between headline and publication in `<title>`.
const MARKS: &[char] = &['|', '-', '–', '—', '·', '•', ':', '»', '«', ' '];

/// Returns the name of the publication.
pub(super) fn read(sources: &Sources<'_>, headline: &Headline) -> Option<(String, &'static str)> {
    let (head, structured) = (sources.head, sources.structured);
    let host = host(sources);
    let label = host.as_deref().and_then(|host| host.rsplit('.').nth(1)).map(squeezed).unwrap_or_default();
    let candidates: Vec<(String, &'static str)> = [
        (head.meta("og:site_name"), "og:site_name"),
        (structured.publisher.clone(), "json-ld publisher"),
        (sources.microdata.publisher.clone(), "microdata publisher"),
        (head.meta("application-name"), "meta application-name"),
        (head.meta("dc.publisher"), "meta dc.publisher"),
        (head.meta("dcterms.publisher"), "meta dcterms.publisher"),
        (beside_the_headline(sources, headline), "title"),
    ]
    .into_iter()
    .filter_map(|(name, how)| Some((own_part(&name?, &label), how)))
    .filter(|(name, _)| is_name(name) && !same(name, &headline.title))
    .collect();
    let is_good = |name: &str| !is_company(name) && !is_address(name);
    let mut found = candidates.iter().find(|(name, _)| is_good(name));
    // `hafenkurier` is spelled `Hafenkurier` elsewhere on the page.
    if let Some((name, _)) = found
        && !name.contains(char::is_uppercase)
    {
        let is_spelled = |other: &&(String, &'static str)| {
            is_good(&other.0) && other.0.contains(char::is_uppercase) && squeezed(&other.0) == squeezed(name)
        };
        found = candidates.iter().find(is_spelled).or(found);
    }
    let found = found.cloned().or_else(|| Some((host?, "url")));
    // The company behind a paper is better than nothing.
    found.or_else(|| candidates.into_iter().next())
}

/// Returns the part of a name that the address repeats: `Hafenkurier | News from the quay`, without ornaments around it.
fn own_part(name: &str, label: &str) -> String {
    let mut parts = vec![name];
    for mark in [" | ", " - ", " – ", " — ", " • ", " · ", " // ", " » "] {
        parts = parts.iter().flat_map(|part| part.split(mark)).collect();
    }
    let is_own = |part: &&&str| {
        let part = squeezed(part);
        part.len() >= 3 && label.len() >= 3 && (label.contains(&part) || part.contains(label))
    };
    let own = if parts.len() > 1 { parts.iter().find(is_own).copied() } else { None };
    let ornament = |c: char| {
        c.is_whitespace() || matches!(c, '/' | '›' | '»' | '«' | '|' | '·' | '•' | '☆' | '★' | '✂' | '®' | '™')
    };
    own.unwrap_or(name).trim_matches(ornament).to_owned()
}

/// Tells whether a text can be a name: no template that nobody filled in, no sentence.
fn is_name(text: &str) -> bool {
    text.chars().count() <= 80
        && text.chars().any(char::is_alphabetic)
        && !["{", "}", "[[", "%%", "<%", "$", "@"].iter().any(|mark| text.contains(mark))
}

/// Tells whether a name is that of a company, by its legal form.
fn is_company(name: &str) -> bool {
    const FORMS: &[&str] = &[
        "gmbh", "mbh", "ag", "kg", "se", "inc", "llc", "ltd", "limited", "corp", "plc", "bv", "spa", "sarl", "verlag",
        "oo",
    ];
    let mut words = name.split_whitespace().map(squeezed);
    let last = words.next_back().unwrap_or_default();
    name.contains(' ') && FORMS.contains(&last.as_str()) || words.any(|word| word == "gmbh" || word == "limited")
}

/// Tells whether a name is only the address of the site.
fn is_address(name: &str) -> bool {
    name.contains("://") || name.starts_with("www.") || name.contains('/') && name.contains('.') && !name.contains(' ')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_more_than_a_company_an_address_or_a_template() {
        assert_eq!(own_part("Hafenkurier | Nachrichten von der Küste", "hafenkurier"), "Hafenkurier");
        assert_eq!(own_part("Küste - Hafen", "anderswo"), "Küste - Hafen");
        assert_eq!(own_part("Hafen und Kai - Häuser | Boote", "hafenundkai"), "Hafen und Kai");
        assert_eq!(own_part("› Hafenkurier ®", "hafenkurier"), "Hafenkurier");
        assert!(is_company("Hafenkurier Verlag und Druck GmbH & Co. KG"));
        assert!(is_company("Quay Media, Inc."));
        assert!(!is_company("Hafenkurier"));
        assert!(is_address("https://www.hafenkurier.example"));
        assert!(!is_address("Hafen/Küste-Bote"));
        assert!(!is_name("{$plugin.site_name}"));
    }
}
