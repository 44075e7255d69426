//! Teasers of other articles, told by their structure: a headline that is a link, lists of links, small articles
//! inside the article.

use std::collections::BTreeMap;

use super::tree::{Id, Tree};

/// A teaser holds fewer letters than this.
const LONGEST: usize = 700;

/// Marks what looks like a teaser as cut. `prose` gives the running text below a node.
pub(super) fn mark(tree: &Tree<'_>, cut: &mut [bool], prose: &dyn Fn(Id) -> usize) {
    let all_prose = prose(0);
    let is_small = |id: Id| prose(id) * 10 < all_prose * 3;
    let mut inner = BTreeMap::new();
    let mut id = 0;
    while id < cut.len() {
        if cut.get(id).copied().unwrap_or(false) {
            id = tree.end(id);
            continue;
        }
        let found = match tree.name(id) {
            "h2" | "h3" | "h4" | "h5" if is_link(tree, id) => Some(card(tree, id)),
            "ul" | "ol" if is_link_list(tree, id) => Some(id),
            "article" if is_inner_article(tree, id, prose, &mut inner) => Some(id),
            _ => None,
        };
        if let Some(found) = found.filter(|found| is_small(*found)) {
            let end = tree.end(found);
            cut.iter_mut().take(end).skip(found).for_each(|node| *node = true);
            id = end;
        } else {
            id += 1;
        }
    }
}

/// Tells whether all of a heading is a link to another page.
fn is_link(tree: &Tree<'_>, heading: Id) -> bool {
    let chars = tree.chars(heading);
    let wrapped = || tree.above(heading).take(3).any(|id| tree.is_link(id) && tree.chars(id) < LONGEST);
    chars > 0 && (tree.linked(heading) * 10 >= chars * 9 || wrapped())
}

/// Returns the box of the teaser with this heading: the largest one that is small and holds no other heading.
fn card(tree: &Tree<'_>, heading: Id) -> Id {
    let mut card = heading;
    for above in tree.above(heading).take(6) {
        // The size is asked first: headings are only counted in small boxes.
        let is_box = tree.chars(above) <= LONGEST && !matches!(tree.name(above), "body" | "main" | "html" | "");
        let is_heading = |id: &Id| matches!(tree.name(*id), "h1" | "h2" | "h3" | "h4" | "h5");
        if !is_box || tree.below(above).filter(is_heading).take(2).count() > 1 {
            break;
        }
        card = above;
    }
    card
}

fn is_link_list(tree: &Tree<'_>, list: Id) -> bool {
    let chars = tree.chars(list);
    chars > 0 && chars < 2500 && tree.linked(list) * 10 >= chars * 6
}

/// An article that stands in the middle of a larger one; the posts of a live blog together are the article.
fn is_inner_article(tree: &Tree<'_>, id: Id, prose: &dyn Fn(Id) -> usize, inner: &mut BTreeMap<Id, usize>) -> bool {
    let Some(outer) = tree.above(id).find(|above| matches!(tree.name(*above), "article" | "main")) else {
        return false;
    };
    let inner = *inner
        .entry(outer)
        .or_insert_with(|| tree.below(outer).filter(|below| tree.name(*below) == "article").map(prose).sum());
    tree.chars(id) < LONGEST && inner * 2 < prose(outer)
}
