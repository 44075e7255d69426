//! The publisher's own keywords.

use super::Sources;
use super::body::Body;
use super::headline::{Headline, same, squeezed};
use super::tag_list;
use crate::article;

/// Lists of at most so many may be a section only; the page may show more.
const FEW: usize = 2;

/// Reads the keywords from the first source that has any.
pub(super) fn read(
    sources: &Sources<'_>,
    headline: &Headline,
    body: &Body,
    authors: &[String],
) -> (Vec<String>, &'static str) {
    let metas = |name: &str| -> Vec<String> { sources.head.all(name).collect() };
    let linked = || tag_list::linked(sources.tree, headline, body);
    let listed = || tag_list::listed(sources.tree, headline, body);
    let candidates: [(&'static str, &dyn Fn() -> Vec<String>); 11] = [
        ("meta news_keywords", &|| metas("news_keywords")),
        ("rel=tag", &linked),
        ("meta keywords", &|| metas("keywords")),
        ("json-ld keywords", &|| sources.structured.keywords.clone()),
        ("meta article:tag", &|| metas("article:tag")),
        ("meta parsely-tags", &|| metas("parsely-tags")),
        ("meta dc.subject", &|| metas("dc.subject")),
        ("microdata keywords", &|| sources.microdata.keywords.clone()),
        ("meta sailthru.tags", &|| metas("sailthru.tags")),
        ("meta cxenseparse:keywords", &|| metas("cxenseparse:keywords")),
        ("list of tags", &listed),
    ];
    let site = names_of_site(sources);
    let is_site = |tag: &String| site.contains(&squeezed(tag));
    let mut last_resort = (Vec::new(), "");
    for (evidence, values) in candidates {
        let mut tags = split(&values());
        let is_headline = |tag: &str| tag.split_whitespace().count() > 3 && same(tag, &headline.title);
        tags.retain(|tag| !authors.iter().any(|author| same(author, tag)) && !is_headline(tag));
        let names_site = tags.iter().any(is_site);
        tags.retain(|tag| !is_site(tag));
        if tags.is_empty() || are_codes(&tags) {
            continue;
        }
        // Many sites declare the same words on every page.
        if evidence == "meta keywords" && (names_site || !is_named(&tags, headline, body)) {
            last_resort = (tags, evidence);
            continue;
        }
        if tags.len() <= FEW && evidence != "list of tags" {
            let shown = split(&listed());
            if shown.len() > tags.len() && tags.iter().all(|tag| shown.iter().any(|other| same(tag, other))) {
                return (shown, "list of tags");
            }
        }
        return (tags, evidence);
    }
    last_resort
}

/// Returns the names of the site, as letters only: what it calls itself, its address and the name in its address.
fn names_of_site(sources: &Sources<'_>) -> Vec<String> {
    let mut names = super::headline::site_names(sources);
    if let Some((address, _)) = super::address(sources)
        && let Some(host) = address.split("://").nth(1).and_then(|rest| rest.split(['/', '?']).next())
    {
        names.extend(host.rsplit('.').nth(1).map(str::to_owned));
    }
    names.iter().map(|name| squeezed(name)).filter(|name| name.chars().count() > 3).collect()
}

/// Tells whether the article names one of its tags at least.
fn is_named(tags: &[String], headline: &Headline, body: &Body) -> bool {
    let mut text = headline.title.to_lowercase();
    let dek = body.dek.iter().map(|dek| &dek.text);
    for block in dek.chain(body.blocks.iter().map(|block| &block.text)) {
        text.push('\n');
        text.push_str(&block.to_lowercase());
    }
    tags.iter().any(|tag| text.contains(&tag.to_lowercase()))
}

/// Tells whether a list holds codes for machines and not words: `AERO, AIRL, CRSH`.
fn are_codes(tags: &[String]) -> bool {
    let is_code = |tag: &&String| {
        tag.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ':' | '-' | '_'))
    };
    tags.len() > 4 && tags.iter().filter(is_code).count() * 2 > tags.len()
}

/// Splits lists with commas or semicolons; several values are taken as they are.
fn split(values: &[String]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for value in values {
        let mark = if value.contains(';') { ';' } else { ',' };
        for tag in value.split(mark) {
            let tag =
                article::clean(tag.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '#' | '[' | ']')));
            let tag = without_count(without_kind(&tag)).to_owned();
            let for_machines = tag.starts_with("NLP ") || tag.starts_with("Category:") || is_uuid(&tag);
            if !tag.is_empty()
                && !for_machines
                && tag.chars().count() <= 80
                && !tags.iter().any(|known| same(known, &tag))
            {
                tags.push(tag);
            }
            if tags.len() >= 100 {
                return tags;
            }
        }
    }
    tags
}

/// `topic/Hafen`: what stands before the stroke only says what the rest is.
fn without_kind(tag: &str) -> &str {
    let kinds = [
        "topic", "topics", "tag", "tags", "section", "sections", "keyword", "keywords", "subject", "subjects", "thema",
    ];
    tag.split_once('/').filter(|(kind, _)| kinds.contains(kind)).map_or(tag, |(_, rest)| rest.trim())
}

/// `Hafen (12 posts)`: what stands in brackets only counts the articles.
fn without_count(tag: &str) -> &str {
    let Some((rest, count)) = tag.strip_suffix(')').and_then(|tag| tag.rsplit_once(" (")) else { return tag };
    let number = count.split_whitespace().next().unwrap_or_default();
    let counts = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && number.len() < 7;
    // `Kanal (2024)` is a year.
    if counts && (number.len() != 4 || count.contains(' ')) { rest.trim_end() } else { tag }
}

fn is_uuid(tag: &str) -> bool {
    tag.len() == 36 && tag.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split() {
        assert_eq!(split(&["Hafen, Schiffe,, hafen".to_owned()]), ["Hafen", "Schiffe"]);
        assert_eq!(split(&["Bremen; Hafen, neuer".to_owned()]), ["Bremen", "Hafen, neuer"]);
        assert_eq!(
            split(&["topic/Häfen & Kanäle, Technik/Hardware".to_owned()]),
            ["Häfen & Kanäle", "Technik/Hardware"]
        );
        assert_eq!(
            split(&["Hafen (341), Kanal (2 posts), Regatta (2024)".to_owned()]),
            ["Hafen", "Kanal", "Regatta (2024)"]
        );
    }
}
