//! The publisher's own keywords.

use super::Sources;
use super::body::Body;
use super::cut::words;
use super::headline::{Headline, same};
use super::tree::{Id, Tree, is_inline};
use super::words::TAG_LIST;
use crate::article;

/// Paths under which sites collect the articles on a topic.
const TOPIC_PATHS: &[&str] = &[
    "/tag/",
    "/tags/",
    "/thema/",
    "/themen/",
    "/topic/",
    "/topics/",
    "/schlagwort/",
    "/schlagworte/",
    "/stichwort/",
    "/keyword/",
    "/keywords/",
    "/tema/",
    "/temas/",
    "/etiqueta/",
    "/sujet/",
    "/argomento/",
    "/argomenti/",
    "/hub/",
    "/onderwerp/",
    "/amne/",
];

/// Reads the keywords from the first source that has any.
pub(super) fn read(
    sources: &Sources<'_>,
    headline: &Headline,
    body: &Body,
    authors: &[String],
) -> (Vec<String>, &'static str) {
    let metas = |name: &str| -> Vec<String> { sources.head.all(name).collect() };
    let linked = || -> Vec<String> {
        let tree = sources.tree;
        let is_tag =
            |id: &Id| tree.attr(*id, "rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "tag"));
        tree.all().filter(|id| tree.name(*id) == "a" && is_tag(id)).take(60).map(|id| tree.text(id)).collect()
    };
    let candidates: [(&'static str, &dyn Fn() -> Vec<String>); 11] = [
        ("meta news_keywords", &|| metas("news_keywords")),
        ("meta keywords", &|| metas("keywords")),
        ("json-ld keywords", &|| sources.structured.keywords.clone()),
        ("meta article:tag", &|| metas("article:tag")),
        ("meta parsely-tags", &|| metas("parsely-tags")),
        ("meta dc.subject", &|| metas("dc.subject")),
        ("microdata keywords", &|| sources.microdata.keywords.clone()),
        ("meta sailthru.tags", &|| metas("sailthru.tags")),
        ("rel=tag", &linked),
        ("meta cxenseparse:keywords", &|| metas("cxenseparse:keywords")),
        ("list of tags", &|| shown(sources.tree, headline, body)),
    ];
    for (evidence, values) in candidates {
        let mut tags = split(&values());
        tags.retain(|tag| !authors.iter().any(|author| same(author, tag)));
        if !tags.is_empty() && !are_codes(&tags) {
            return (tags, evidence);
        }
    }
    (Vec::new(), "")
}

/// Reads a list of links to topics, below the headline.
fn shown(tree: &Tree<'_>, headline: &Headline, body: &Body) -> Vec<String> {
    let start = headline.at.unwrap_or(body.container);
    let end = tree.end(body.container) + 800;
    let mut tags = Vec::new();
    for id in (start..end.min(tree.all().end)).filter(|id| tree.is_link(*id)) {
        let chars = tree.chars(id);
        let href = tree.attr(id, "href").unwrap_or_default();
        let leads_to_topic = TOPIC_PATHS.iter().any(|path| href.contains(path));
        let elsewhere =
            tree.above(id).any(|above| matches!(tree.name(above), "nav" | "footer" | "aside" | "h2" | "h3" | "figure"));
        if !(2..45).contains(&chars) || elsewhere || !(leads_to_topic || stands_in_tag_list(tree, id)) {
            continue;
        }
        // A link within a sentence leads to a topic as well, but is no tag of the article.
        let block = tree.above(id).find(|above| !is_inline(tree.name(*above))).unwrap_or(0);
        if tree.linked(block) * 10 >= tree.chars(block) * 8 {
            tags.push(tree.text(id));
        }
    }
    tags.truncate(30);
    tags
}

fn stands_in_tag_list(tree: &Tree<'_>, id: Id) -> bool {
    tree.above(id).take(5).any(|above| {
        let Some(element) = tree.element(above) else { return false };
        !matches!(element.name(), "article" | "main" | "body" | "html")
            && ["class", "id", "data-testid", "data-component"]
                .iter()
                .filter_map(|name| element.attr(name))
                .flat_map(str::split_whitespace)
                .any(|class| words(class).iter().any(|word| TAG_LIST.contains(&word.as_str())))
    })
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
            // `sections/hafen`: the last part is the keyword. Notes to machines have a colon or are numbers.
            let tag = tag
                .rsplit('/')
                .next()
                .filter(|_| tag.chars().filter(|c| *c == '/').count() == 1 && !tag.contains(' '))
                .unwrap_or(&tag)
                .to_owned();
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
    }
}
