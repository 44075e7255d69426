//! Finds the element that holds the article.
//!
//! Every node is weighed: running text below it counts for it, other text against it. The heaviest node is the
//! smallest one that holds the article and little else. Markup that names the article's box may correct this.

use super::tree::{Id, Tree, attribute, is_inline};
use super::words::{ARTICLE_BOXES, TEXT};

/// Running text and other text before each node, as running sums.
pub(super) struct Prose {
    good: Vec<usize>,
    bad: Vec<usize>,
}

impl Prose {
    /// Weighs the text of a page: a block counts as running text if it is long and holds few links.
    pub(super) fn weigh(tree: &Tree<'_>, cut: &[bool]) -> Self {
        let mut own_good = vec![0; tree.all().end];
        let mut own_bad = vec![0; tree.all().end];
        for id in tree.all() {
            if !is_paragraph_box(tree, id) {
                continue;
            }
            let (mut chars, mut linked) = (0, 0);
            for child in tree.children(id).filter(|child| is_inline(tree.name(*child))) {
                chars += tree.chars(child);
                linked += tree.linked(child);
            }
            if chars == 0 {
                continue;
            }
            let is_cut = cut.get(id).copied().unwrap_or(false);
            let is_prose = chars >= 60 && linked * 3 < chars && !is_cut;
            let short = chars < 60 && linked * 3 < chars && matches!(tree.name(id), "p" | "li" | "blockquote");
            let target = if is_prose { &mut own_good } else { &mut own_bad };
            if let Some(own) = target.get_mut(id) {
                // Text that is cut anyway costs little; short lines are neither for nor against.
                *own = if is_prose {
                    chars
                } else if is_cut {
                    chars / 4
                } else if short {
                    0
                } else {
                    chars
                };
            }
        }
        Self { good: sums(&own_good), bad: sums(&own_bad) }
    }

    /// Returns the running text below a node.
    pub(super) fn good(&self, tree: &Tree<'_>, id: Id) -> usize {
        between(&self.good, id, tree.end(id))
    }

    fn weight(&self, tree: &Tree<'_>, id: Id) -> i64 {
        let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        signed(self.good(tree, id)) - signed(self.bad(tree, id))
    }

    fn bad(&self, tree: &Tree<'_>, id: Id) -> usize {
        between(&self.bad, id, tree.end(id))
    }
}

fn sums(own: &[usize]) -> Vec<usize> {
    let mut sums = vec![0];
    let mut sum = 0;
    sums.extend(own.iter().map(|count| {
        sum += count;
        sum
    }));
    sums
}

fn between(sums: &[usize], from: Id, to: Id) -> usize {
    let at = |place: usize| sums.get(place).copied().unwrap_or(0);
    at(to) - at(from)
}

/// Tells whether text right below this element makes a block: any element that is not in a line.
fn is_paragraph_box(tree: &Tree<'_>, id: Id) -> bool {
    let name = tree.name(id);
    !is_inline(name)
        && !matches!(
            name,
            "html" | "head" | "title" | "ul" | "ol" | "table" | "tr" | "tbody" | "h1" | "h2" | "h3" | "h4"
        )
}

/// Returns the element that holds the article.
pub(super) fn find(tree: &Tree<'_>, prose: &Prose) -> Id {
    let heaviest = tree
        .all()
        .filter(|id| !is_inline(tree.name(*id)))
        // The last of equals is the innermost.
        .max_by_key(|id| prose.weight(tree, *id))
        .unwrap_or(0);
    let mut best = heaviest;
    if prose.good(tree, best) == 0 {
        best = tree.all().find(|id| tree.name(*id) == "body").unwrap_or(0);
    }
    // Text that stands alone in one paragraph's box is not the whole article: take the box of its siblings.
    if matches!(tree.name(best), "p" | "blockquote" | "li" | "pre") {
        best = tree.parent(best);
    }
    if let Some(all) = with_twins(tree, prose, best) {
        return all;
    }
    let enough = prose.good(tree, best) * 6 / 10;
    let named = tree
        .all()
        .filter(|id| prose.good(tree, *id) >= enough.max(1) && names_article(tree, *id))
        .min_by_key(|id| tree.end(*id) - id);
    match named {
        // A named box inside the heaviest one leaves its header and footer out.
        Some(named)
            if named > best
                && tree.end(named) <= tree.end(best)
                && prose.good(tree, named) * 100 >= prose.good(tree, best) * 60
                && with_twins(tree, prose, named).is_none() =>
        {
            named
        }
        _ => best,
    }
}

/// Returns the box of all parts where the article is cut into several boxes of the same class.
fn with_twins(tree: &Tree<'_>, prose: &Prose, best: Id) -> Option<Id> {
    let own = prose.good(tree, best);
    let alone = std::iter::once(best).chain(tree.above(best)).take(5).take_while(|id| prose.good(tree, *id) == own);
    for id in alone.filter(|id| tree.name(*id) != "article" || names_article(tree, *id)) {
        let Some(class) = tree.attr(id, "class") else { continue };
        let says_text = tree.class(class).words.iter().any(|word| TEXT.contains(&word.as_str()));
        let is_like = |other: &Id| tree.attr(*other, "class") == Some(class) && tree.name(*other) == tree.name(id);
        // A class that says nothing must hold nothing but running text, and follow at once.
        let next = tree.end(id) + 1;
        let follows = || is_like(&next) && prose.good(tree, next) > 60 && tree.chars(next) == prose.good(tree, next);
        let is_text = |other: &Id| tree.chars(*other) > 60 && tree.linked(*other) * 4 < tree.chars(*other);
        let outside = |other: &Id| *other < id || *other >= tree.end(id);
        let twins: Vec<Id> = if says_text {
            tree.all().filter(|other| outside(other) && is_like(other) && is_text(other)).collect()
        } else {
            follows().then_some(next).into_iter().collect()
        };
        // All of them together, else the nearest that follows.
        let (Some(first), Some(last)) = (twins.first(), twins.last()) else { continue };
        let nearest = twins.iter().find(|twin| **twin > id).unwrap_or(last);
        for (first, last) in [(first, last), (nearest, nearest)] {
            let Some(both) = tree.above(id).find(|above| above < first && *last < tree.end(*above)) else { continue };
            let more = prose.good(tree, both) - own;
            let worse = prose.bad(tree, both).saturating_sub(prose.bad(tree, best));
            if worse <= more * 2 && !matches!(tree.name(both), "html" | "") {
                return Some(both);
            }
        }
    }
    None
}

fn names_article(tree: &Tree<'_>, id: Id) -> bool {
    let Some(element) = tree.element(id) else { return false };
    if attribute(element, "itemprop")
        .is_some_and(|property| property.split_whitespace().any(|word| word == "articleBody"))
    {
        return true;
    }
    tree.is_named(id, &["class", "id", "data-testid", "data-component"], |words| {
        (2..=words.len())
            .any(|length| words.windows(length).any(|window| ARTICLE_BOXES.contains(&window.concat().as_str())))
            || words.iter().any(|word| ARTICLE_BOXES.contains(&word.as_str()))
    })
}
