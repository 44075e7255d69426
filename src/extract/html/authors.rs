//! Who wrote the article: declared names first, then the visible byline.
//!
//! Many pages declare the publication as the author while the byline names a person; so a declared name that is the
//! publication's own counts only where there is no other.

use std::ops::Range;

use super::super::byline;
use super::Sources;
use super::body::Body;
use super::cut::words;
use super::headline::{Headline, same, squeezed};
use super::tree::{Id, Tree};
use super::words::{AUTHOR, NEVER_ARTICLE, NO_NAMES};

/// Metas with the author, the best first.
const METAS: &[(&str, &str)] = &[
    ("author", "meta author"),
    ("article:author", "meta article:author"),
    ("dc.creator", "meta dc.creator"),
    ("dcterms.creator", "meta dcterms.creator"),
    ("parsely-author", "meta parsely-author"),
    ("sailthru.author", "meta sailthru.author"),
    ("byl", "meta byl"),
    ("citation_author", "meta citation_author"),
    ("dcsext.author", "meta dcsext.author"),
];

/// Reads the authors.
pub(super) fn read(sources: &Sources<'_>, headline: &Headline, body: &Body) -> (Vec<String>, &'static str) {
    let site = super::headline::site_names(sources);
    let is_site = |name: &String| {
        let name = squeezed(name);
        site.iter()
            .map(|site| squeezed(site))
            .any(|site| site == name || (name.len() >= 4 && (site.contains(&name) || name.contains(&site))))
    };
    // `hafenkurier.example, Bremen, Germany` names the publication, too.
    let is_publication = |names: &[String], raw: &[String]| {
        let names_site = raw.iter().any(|value| site.iter().any(|site| squeezed(value).contains(&squeezed(site))));
        names.iter().all(is_site) || (names_site && names.iter().all(|name| !name.contains(' ')))
    };
    let mut declared = vec![(sources.structured.authors.clone(), "json-ld author")];
    declared.extend(METAS.iter().map(|(name, how)| (sources.head.all(name).collect(), *how)));
    let mut publication = None;
    for (raw, how) in declared {
        let names = declared_names(&raw);
        if names.is_empty() {
            continue;
        }
        if !is_publication(&names, &raw) {
            return (names, how);
        }
        publication = publication.or(Some((names, how)));
    }
    let tree = sources.tree;
    let start = headline.at.unwrap_or(body.container);
    let near = start.saturating_sub(80)..tree.end(body.first_block).max(start);
    let article = body.container.min(start)..tree.end(body.container);
    let announced: Vec<String> = body.sieved.bylines.iter().flat_map(|byline| byline.names.clone()).collect();
    let candidates: [(&dyn Fn() -> Vec<String>, &'static str); 4] = [
        (&|| marked(tree, near.clone()), "byline"),
        (&|| announced.clone(), "visible byline"),
        (&|| lines(tree, near.clone()), "visible byline"),
        (&|| marked(tree, article.clone()), "byline"),
    ];
    for (names, how) in candidates {
        let found = names();
        if !found.is_empty() {
            return (found, how);
        }
    }
    publication.unwrap_or_default()
}

/// Reads the elements that are marked as byline or as author.
fn marked(tree: &Tree<'_>, range: Range<Id>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut id = range.start;
    while id < range.end {
        if is_comment(tree, id) {
            id = tree.end(id);
            continue;
        }
        let (is_author, is_exact) = marks(tree, id);
        if !is_author || !(2..200).contains(&tree.chars(id)) {
            id += 1;
            continue;
        }
        let text = tree.text(id);
        let found = names_in(tree, id, &text);
        if found.is_empty()
            && is_exact
            && text.split_whitespace().count() <= 3
            && text.chars().count() <= 30
            && !text.contains(':')
        {
            // A nickname is a name where the markup says so.
            add(&mut names, &text);
        }
        for name in found {
            add(&mut names, &name);
        }
        id = if names.is_empty() { id + 1 } else { tree.end(id) };
        if names.len() >= 8 {
            break;
        }
    }
    names
}

/// Reads the names in a byline. Names in elements of their own often have nothing between them.
fn names_in(tree: &Tree<'_>, id: Id, text: &str) -> Vec<String> {
    let pieces: Vec<&str> = tree
        .below(id)
        .filter_map(|below| tree.own_text(below))
        .filter(|own| own.split_whitespace().count() >= 2)
        .collect();
    let mut names = Vec::new();
    if pieces.len() > 1 {
        names = pieces.iter().flat_map(|piece| byline::read(piece).names).collect();
    }
    if names.is_empty() {
        names = byline::read(text).names;
    }
    names.retain(|name| !NO_NAMES.contains(&name.to_lowercase().as_str()));
    names
}

/// Tells whether an element is marked as the author, and whether by a property and not just by a class.
fn marks(tree: &Tree<'_>, id: Id) -> (bool, bool) {
    let Some(element) = tree.element(id) else { return (false, false) };
    let has = |name: &str, wanted: &str| {
        element.attr(name).is_some_and(|value| value.split_whitespace().any(|word| word == wanted))
    };
    if has("rel", "author") || has("itemprop", "author") || has("itemprop", "creator") {
        return (true, true);
    }
    let by_class = ["class", "id", "data-testid", "data-component"]
        .iter()
        .filter_map(|name| element.attr(name))
        .flat_map(str::split_whitespace)
        .any(|class| words(class).iter().any(|word| AUTHOR.contains(&word.as_str())));
    (by_class, false)
}

fn is_comment(tree: &Tree<'_>, id: Id) -> bool {
    let Some(element) = tree.element(id) else { return false };
    matches!(element.name(), "nav" | "footer" | "form")
        || ["class", "id"].iter().filter_map(|name| element.attr(name)).flat_map(str::split_whitespace).any(|class| {
            !class.starts_with("no-") && words(class).iter().any(|word| NEVER_ARTICLE.contains(&word.as_str()))
        }) && tree.chars(id) > 40
            && !matches!(element.name(), "html" | "body" | "main" | "article")
}

/// Reads lines that announce themselves as bylines: `Von Anna Seeger`.
fn lines(tree: &Tree<'_>, range: Range<Id>) -> Vec<String> {
    for id in range {
        let is_box = matches!(tree.name(id), "p" | "div" | "span" | "li" | "address" | "em" | "strong" | "i" | "b");
        if is_box
            && (5..120).contains(&tree.chars(id))
            && let Some(found) = byline::announced(tree.text(id).split(", in ").next().unwrap_or_default())
        {
            return found.names;
        }
    }
    Vec::new()
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| same(known, name) || squeezed(known).contains(&squeezed(name))) {
        names.push(name.to_owned());
    }
}

/// Cleans declared names: splits joined ones, drops addresses, roles and repetitions.
fn declared_names(values: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values {
        if value.contains("://") || value.contains('@') && !value.contains(' ') || value.chars().count() > 200 {
            continue;
        }
        let mut read = byline::read(value).names;
        read.retain(|name| !NO_NAMES.contains(&name.to_lowercase().as_str()));
        if read.is_empty() {
            // What is no name by its looks is one because it is declared: `red`, `hafenkurier.example`.
            let bare = value.trim();
            if !bare.is_empty() && !NO_NAMES.contains(&bare.to_lowercase().as_str()) && bare.chars().count() <= 60 {
                add_exact(&mut names, bare);
            }
        }
        for name in read {
            add_exact(&mut names, &name);
        }
    }
    names
}

fn add_exact(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| same(known, name)) {
        names.push(name.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_names_are_cleaned() {
        let names = |values: &[&str]| declared_names(&values.iter().map(|&value| value.to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["Von Anna Seeger und Jonas Holt", "Anna Seeger"]), ["Anna Seeger", "Jonas Holt"]);
        assert_eq!(names(&["https://hafenkurier.example/anna"]), Vec::<String>::new());
        assert_eq!(names(&["hafenkurier.example"]), ["hafenkurier.example"]);
    }
}
