//! Lists of links to topics that a page shows with its article: `Schlagworte: Hafen, Kanal`, `Mehr lesen über …`.
//!
//! Sites show clouds of all their tags, tags of teasers and menus of topics as well; so a list counts where it stands
//! with the article: above the headline, in the article's box or next after it.

use super::super::furniture::{self, Furniture};
use super::body::Body;
use super::headline::Headline;
use super::tree::{Id, Tree, is_inline};
use super::words::TAG_LIST;

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
    "/motcle/",
    "/argomento/",
    "/argomenti/",
    "/hub/",
    "/onderwerp/",
    "/amne/",
];

/// What stands above a list of topics and nowhere else.
const HEADS: &[&str] = &[
    "mehr lesen über",
    "mehr über",
    "mehr zu",
    "mehr zum thema",
    "mehr zu diesem thema",
    "mehr zu den themen",
    "mehr zu diesen themen",
    "themen",
    "themen dieses artikels",
    "themen in diesem artikel",
    "themen des artikels",
    "verwandte themen",
    "schlagworte",
    "schlagwörter",
    "stichworte",
    "stichwörter",
    "tags",
    "topics",
    "labels",
    "keywords",
    "topics in this article",
    "related topics",
    "explore more topics",
    "explore more on these topics",
    "more on this topic",
    "read more about",
    "more about",
    "more on",
    "filed under",
    "mots-clés",
    "sur le même sujet",
    "etiquetas",
    "temas",
    "más sobre",
    "argomenti",
    "onderwerpen",
];

/// Nodes after the article in which its list of tags may stand.
const AFTER: usize = 800;
/// So many links are looked at: for each of them its neighbours are.
const LINKS: usize = 2000;
/// Letters above the headline that belong to it.
const ABOVE: usize = 150;
/// Letters of a label such as `Schlagworte:` before the links.
const LABEL: usize = 12;
/// Longer lists after an article are clouds of all tags of a site.
const MOST: usize = 30;

/// Reads the links with `rel=tag`. Where some say that they are categories, they are sections and no keywords.
pub(super) fn linked(tree: &Tree<'_>, headline: &Headline, body: &Body) -> Vec<String> {
    let all: Vec<Id> = tree
        .all()
        .filter(|id| tree.name(*id) == "a" && says(tree, *id, "tag") && !says(tree, *id, "category"))
        .take(200)
        .collect();
    let (start, end) = reach(tree, headline, body);
    let with_article =
        |id: &Id| (start..end).contains(id) && !is_in_other_article(tree, *id, body) && !is_at_side(tree, *id);
    let near: Vec<Id> = all.iter().copied().filter(with_article).collect();
    let article = tree.above(body.first_block).filter(|above| tree.name(*above) == "article").last();
    let own_end = article.map_or(0, |article| tree.end(article)).max(tree.end(body.container));
    let mut own: Vec<Id> = near.iter().copied().filter(|id| *id < own_end).collect();
    if own.is_empty() {
        // Further down only the next list counts.
        let list = near.first().map(|first| box_of(tree, *first));
        own = near.iter().copied().filter(|id| Some(box_of(tree, *id)) == list).collect();
    }
    // Far from the article a few may be its own, many are those of the site.
    let chosen = if near.is_empty() && all.len() <= 12 { all } else { own };
    chosen.into_iter().take(60).map(|id| tree.text(id)).collect()
}

/// Reads a list of links that its class, its head or their addresses show to be topics.
pub(super) fn listed(tree: &Tree<'_>, headline: &Headline, body: &Body) -> Vec<String> {
    let (start, end) = reach(tree, headline, body);
    let mut lists: Vec<(Id, Vec<Id>)> = Vec::new();
    let mut alone = Vec::new();
    for id in (start..end).filter(|id| can_be_tag(tree, *id, body)).take(LINKS) {
        match list_of(tree, id) {
            Some(list) => match lists.iter_mut().find(|(known, _)| *known == list) {
                Some((_, links)) => links.push(id),
                None => lists.push((list, vec![id])),
            },
            None => {
                let href = tree.attr(id, "href").unwrap_or_default();
                if TOPIC_PATHS.iter().any(|path| href.contains(path)) && tree.chars(id) < 35 {
                    alone.push(id);
                }
            }
        }
    }
    let after = tree.end(body.container);
    let with_article = |(list, _): &&(Id, Vec<Id>)| *list < after;
    let mut links: Vec<Id> = lists.iter().filter(with_article).flat_map(|(_, links)| links.clone()).collect();
    // One or two links may be the section; the tags stand below the text then.
    if links.len() <= 2 {
        let below = lists.iter().filter(|(list, _)| *list >= after).map(|(_, links)| links);
        links.extend(below.into_iter().find(|links| links.len() <= MOST).into_iter().flatten());
    }
    if links.is_empty() {
        links = alone;
    }
    links.into_iter().take(MOST).map(|id| tree.text(id)).collect()
}

/// Tells whether the `rel` of a link has a word.
fn says(tree: &Tree<'_>, id: Id, word: &str) -> bool {
    tree.attr(id, "rel").is_some_and(|rel| rel.split_whitespace().any(|own| own == word))
}

/// Returns where the tags of an article may stand: from just above its headline to some way after its text.
fn reach(tree: &Tree<'_>, headline: &Headline, body: &Body) -> (Id, Id) {
    let at = headline.at.unwrap_or(body.container);
    let above = |box_: &Id| {
        let letters: usize = tree.chars_between(*box_, at);
        letters <= ABOVE && !matches!(tree.name(*box_), "body" | "html" | "")
    };
    let start = tree.above(at).take_while(above).last().unwrap_or(at);
    (start.min(body.container), (tree.end(body.container) + AFTER).min(tree.all().end))
}

fn can_be_tag(tree: &Tree<'_>, id: Id, body: &Body) -> bool {
    if !tree.is_link(id) || !(2..45).contains(&tree.chars(id)) || says(tree, id, "category") {
        return false;
    }
    let elsewhere = tree.above(id).any(|above| match tree.name(above) {
        "nav" | "h1" | "h2" | "h3" | "figure" | "form" => true,
        // An article may have a foot of its own.
        "footer" => !tree.above(above).any(|box_| tree.name(box_) == "article"),
        "aside" => !is_tag_list(tree, above) && !tree.above(above).take(4).any(|box_| is_tag_list(tree, box_)),
        _ => false,
    });
    if elsewhere || is_in_other_article(tree, id, body) {
        return false;
    }
    // A link within a sentence leads to a topic as well, but is no tag of the article.
    let block = tree.above(id).find(|above| !is_inline(tree.name(*above))).unwrap_or(0);
    let text = tree.text(id);
    let unlinked = tree.chars(block).saturating_sub(tree.linked(block));
    (unlinked * 5 <= tree.chars(block) || unlinked <= LABEL)
        && text.split_whitespace().count() <= 6
        && !text.contains(['?', '…'])
        && !text.ends_with('!')
        && matches!(furniture::classify(&text), None | Some(Furniture::Advert | Furniture::Comments))
}

/// Tells whether a node belongs to an article of its own, such as a teaser.
fn is_in_other_article(tree: &Tree<'_>, id: Id, body: &Body) -> bool {
    let article = tree.above(id).find(|above| tree.name(*above) == "article");
    article.is_some_and(|article| {
        let own = body.first_block;
        !(article..tree.end(article)).contains(&own) && article > body.container
    })
}

/// Returns the list of topics that a link stands in.
fn list_of(tree: &Tree<'_>, id: Id) -> Option<Id> {
    let by_class =
        [id].into_iter().chain(tree.below(id)).find(|id| tree.element(*id).is_some() && is_tag_list(tree, *id));
    let above = || tree.above(id).take(6).find(|above| is_tag_list(tree, *above));
    if by_class.is_some() {
        // The links are named one by one: `<a class="tag">`.
        return Some(box_of(tree, id));
    }
    above().or_else(|| tree.above(id).take(4).find(|box_| is_headed(tree, *box_)))
}

/// Tells whether a node stands in a column or a box that is the same on every page.
fn is_at_side(tree: &Tree<'_>, id: Id) -> bool {
    tree.above(id).any(|above| {
        let class = || tree.attr(above, "class").into_iter().chain(tree.attr(above, "id"));
        !matches!(tree.name(above), "body" | "html" | "main" | "article")
            && class().flat_map(str::split_whitespace).any(|class| {
                let is_side = |word: &String| matches!(word.as_str(), "sidebar" | "cloud" | "tagcloud");
                tree.class(class).words.iter().any(is_side) && !class.contains('-') && !class.contains('_')
                    || matches!(class, "tag-cloud" | "tag_cloud" | "widget_tag_cloud")
            })
    })
}

/// Returns the block that a link stands in; for a point of a list the list.
fn box_of(tree: &Tree<'_>, id: Id) -> Id {
    let block = tree.above(id).find(|above| !is_inline(tree.name(*above))).unwrap_or(0);
    if tree.name(block) == "li" { tree.parent(block) } else { block }
}

/// Tells whether the name of an element says that it holds topics.
fn is_tag_list(tree: &Tree<'_>, id: Id) -> bool {
    let Some(element) = tree.element(id) else { return false };
    if matches!(element.name(), "article" | "main" | "body" | "html") {
        return false;
    }
    tree.is_named(id, &["class", "id", "data-testid", "data-component"], |words| {
        let has = |word: &str| words.iter().any(|own| own == word);
        words.iter().any(|word| TAG_LIST.contains(&word.as_str())) && !has("cloud") && !has("share")
    })
}

/// Tells whether a list of links stands under a head such as `Mehr lesen über`.
fn is_headed(tree: &Tree<'_>, list: Id) -> bool {
    if !matches!(tree.name(list), "ul" | "ol" | "div" | "p" | "section") {
        return false;
    }
    let before = tree.children(tree.parent(list)).take_while(|sibling| *sibling < list);
    let Some(head) = before.filter(|id| tree.chars(*id) > 0).last() else { return false };
    if tree.chars(head) > 40 || tree.linked(head) > 0 {
        return false;
    }
    let text = tree.text(head).to_lowercase();
    let text = text.trim_matches(|c: char| matches!(c, ':' | '…' | '.' | '#') || c.is_whitespace());
    HEADS.contains(&text) || furniture::classify(text) == Some(Furniture::Topics)
}
