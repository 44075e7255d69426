//! Who wrote the article: declared names first, then the visible byline.
//!
//! Many pages declare the publication as the author while the byline names a person; so a declared name that is the
//! publication's own counts only where there is no other.

use std::ops::Range;

use super::super::byline;
use super::Sources;
use super::body::Body;
use super::head::Head;
use super::headline::{Headline, same, squeezed};
use super::tree::{Id, Tree, attribute};
use super::words::{AUTHOR, NEVER_ARTICLE, NO_NAMES};
use crate::article::BlockKind;

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
    let initials = site_initials(sources);
    let is_site = |name: &String| {
        if initials.is_some() && initials == initials_of(name) {
            return true;
        }
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
    declared.push((card(sources.head), "meta twitter:data"));
    let tree = sources.tree;
    let start = headline.at.unwrap_or(body.container);
    let near = start.saturating_sub(80)..tree.end(body.first_block).max(start);
    let article = body.container.min(start)..tree.end(body.container);
    let mut publication = None;
    for (raw, how) in declared {
        let names = declared_names(&raw);
        if names.is_empty() {
            continue;
        }
        if !is_publication(&names, &raw) {
            // Some pages declare first names only.
            let names = if names.iter().any(|name| !name.contains(' ')) {
                let shown = marked(tree, near.clone());
                names.into_iter().map(|name| in_full(name, &shown)).collect()
            } else {
                names
            };
            return (names, how);
        }
        publication = publication.or(Some((names, how)));
    }
    let below = tree.end(body.container)..(tree.end(body.container) + BELOW).min(tree.all().end);
    let announced: Vec<String> = body.sieved.bylines.iter().flat_map(|byline| byline.names.clone()).collect();
    let candidates: [(&dyn Fn() -> Vec<String>, &'static str); 6] = [
        (&|| marked(tree, near.clone()), "byline"),
        (&|| announced.clone(), "visible byline"),
        (&|| lines(tree, near.clone()), "visible byline"),
        (&|| marked(tree, article.clone()), "byline"),
        (&|| signed(tree, below.clone()), "byline below the text"),
        (&|| bare(body), "name above the text"),
    ];
    for (names, how) in candidates {
        let mut found = names();
        if found.is_empty() {
            continue;
        }
        // Beside a person the publication is no author of its own.
        if found.iter().any(|name| name.contains(' ') && !is_site(name)) {
            found.retain(|name| !is_site(name));
        }
        if !found.iter().all(is_site) {
            return (found, how);
        }
        publication = publication.or(Some((found, how)));
    }
    publication.unwrap_or_default()
}

/// Nodes below the text in which a blog names its author.
const BELOW: usize = 250;

/// Returns the author from a card: `twitter:label1` says what `twitter:data1` is.
fn card(head: &Head) -> Vec<String> {
    const LABELS: &[&str] = &[
        "written by",
        "verfasst von",
        "geschrieben von",
        "author",
        "autor",
        "autor*in",
        "von",
        "by",
        "écrit par",
        "escrito por",
        "scritto da",
        "geschreven door",
    ];
    let pairs = [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")];
    let named = pairs.iter().find(|(label, _)| {
        head.meta(label).is_some_and(|label| LABELS.contains(&label.to_lowercase().trim_end_matches(':')))
    });
    named.and_then(|(_, name)| head.meta(name)).into_iter().collect()
}

/// Returns the name that a byline gives in full: `Anna` is `Anna Seeger`.
fn in_full(name: String, shown: &[String]) -> String {
    let full = |other: &&String| {
        let mut words = other.split_whitespace();
        name.chars().count() > 2
            && words.next() == Some(&name)
            && words.next().is_some_and(|surname| surname.starts_with(char::is_uppercase))
    };
    shown.iter().find(full).cloned().unwrap_or(name)
}

/// Returns the first letters of a name of several words: `Deutsche Hafenwelle` is `dh`.
fn initials_of(name: &str) -> Option<String> {
    let letters: String =
        name.split_whitespace().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    (letters.chars().count() > 1).then_some(letters)
}

/// Returns the name in the address where it may be made of initials.
fn site_initials(sources: &Sources<'_>) -> Option<String> {
    let (address, _) = super::address(sources)?;
    let host = address.split("://").nth(1)?.split(['/', '?']).next()?;
    let name = host.rsplit('.').nth(1)?;
    (2..=5).contains(&name.len()).then(|| name.to_owned())
}

/// Reads a name that stands alone above the text.
fn bare(body: &Body) -> Vec<String> {
    let [first, second, ..] = body.blocks.as_slice() else { return Vec::new() };
    let is_line = (2..=4).contains(&first.text.split_whitespace().count())
        && first.kind == BlockKind::Paragraph
        && second.text.chars().count() > 100
        && !first.text.ends_with(['.', '!', '?', ':']);
    byline::person(&first.text).filter(|name| is_line && *name == first.text).into_iter().collect()
}

/// Reads what is marked as the author by a property: below the text a class may mean the next article.
fn signed(tree: &Tree<'_>, range: Range<Id>) -> Vec<String> {
    let mut id = range.start;
    while id < range.end {
        if is_comment(tree, id) {
            id = tree.end(id);
            continue;
        }
        if marks(tree, id).1 && (2..60).contains(&tree.chars(id)) {
            return marked(tree, id..tree.end(id));
        }
        id += 1;
    }
    Vec::new()
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
            for name in text.split(';').map(str::trim).filter(|name| !name.is_empty()) {
                add(&mut names, name);
            }
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
    // `von Anna Seeger in Hafen, Kanal`: links to sections are no names.
    let is_section = |id: Id| {
        tree.attr(id, "rel").is_some_and(|rel| rel.split_whitespace().any(|word| matches!(word, "tag" | "category")))
    };
    let sections: Vec<Id> = tree.below(id).filter(|below| is_section(*below)).collect();
    let in_section = |id: Id| sections.iter().any(|section| (*section..tree.end(*section)).contains(&id));
    let without: String;
    let text = if sections.is_empty() {
        text
    } else {
        without = tree.below(id).filter(|id| !in_section(*id)).filter_map(|id| tree.own_text(id)).collect();
        &without
    };
    let pieces: Vec<&str> = tree
        .below(id)
        .filter(|below| !in_section(*below))
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
        attribute(element, name).is_some_and(|value| value.split_whitespace().any(|word| word == wanted))
    };
    if has("rel", "author") || has("itemprop", "author") || has("itemprop", "creator") {
        return (true, true);
    }
    let by_class = ["class", "id", "data-testid", "data-component"]
        .iter()
        .filter_map(|name| attribute(element, name))
        .flat_map(str::split_whitespace)
        .any(|class| tree.class(class).words.iter().any(|word| AUTHOR.contains(&word.as_str())));
    // The microformat for a name, in that for an author.
    let is_exact = has("class", "fn")
        && tree.above(id).take(2).chain([id]).any(|above| {
            tree.attr(above, "class").is_some_and(|class| tree.class(class).words.iter().any(|word| word == "author"))
        });
    (by_class, is_exact)
}

fn is_comment(tree: &Tree<'_>, id: Id) -> bool {
    let Some(element) = tree.element(id) else { return false };
    matches!(element.name(), "nav" | "footer" | "form")
        || ["class", "id"].iter().filter_map(|name| attribute(element, name)).flat_map(str::split_whitespace).any(
            |class| {
                !class.starts_with("no-")
                    && tree.class(class).words.iter().any(|word| NEVER_ARTICLE.contains(&word.as_str()))
            },
        ) && tree.chars(id) > 40
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

/// No article declares more names.
const MOST: usize = 200;

/// Cleans declared names: splits joined ones, drops addresses, roles and repetitions.
fn declared_names(values: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values {
        // Every name is compared with all before it.
        if names.len() >= MOST {
            break;
        }
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
