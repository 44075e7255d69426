//! Which parts of a page are furniture by their tag, class, id, role or style, wherever they stand.

use scraper::node::Element;

use super::teaser;
use super::tree::{Tree, attribute};
use super::words::{CUT_PAIRS, CUT_ROLES, CUT_WORDS, HIDING, KEPT_WITH, NEVER_ARTICLE, PICTURE};

/// How much is taken for furniture: a page whose article would go with it is read again with fewer rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rules {
    /// Tags, roles, classes and ids.
    All,
    /// Tags and roles.
    Tags,
    /// Only what is no text at all.
    Nothing,
}

/// Marks every node that stands in furniture. `prose` gives the running text below a node: furniture never holds
/// the larger part of it.
pub(super) fn furniture(tree: &Tree<'_>, rules: Rules, prose: &dyn Fn(usize) -> usize) -> Vec<bool> {
    let mut cut = vec![false; tree.all().end];
    let all_prose = prose(0);
    let mut id = 0;
    while id < cut.len() {
        let holds_the_article = prose(id) * 10 > all_prose * 4 && all_prose > 200;
        let is_cut = if holds_the_article {
            rules == Rules::All && is_never_article(tree, id)
        } else {
            is_furniture(tree, id, rules)
        };
        if is_cut {
            let end = tree.end(id);
            cut.iter_mut().take(end).skip(id).for_each(|node| *node = true);
            id = end;
        } else {
            id += 1;
        }
    }
    if rules == Rules::All {
        teaser::mark(tree, &mut cut, prose);
    }
    cut
}

/// Comments, consent texts and windows that are not open may be longer than the article.
fn is_never_article(tree: &Tree<'_>, id: usize) -> bool {
    let Some(element) = tree.element(id) else { return false };
    if attribute(element, "role") == Some("dialog") && attribute(element, "aria-hidden") == Some("true") {
        return true;
    }
    !matches!(element.name(), "html" | "body" | "main" | "article")
        && ["class", "id"].iter().filter_map(|name| attribute(element, name)).flat_map(str::split_whitespace).any(
            |class| {
                let class = tree.class(class);
                let words = &class.words;
                !words.first().is_some_and(|first| KEPT_WITH.contains(&first.as_str()))
                    && words.iter().any(|word| NEVER_ARTICLE.contains(&word.as_str()))
            },
        )
}

/// A caption: little text in a box that is named for its picture.
fn is_caption(tree: &Tree<'_>, id: usize) -> bool {
    let is_small = matches!(tree.name(id), "div" | "span" | "p") && (1..250).contains(&tree.chars(id));
    is_small
        && tree.element(id).and_then(|element| attribute(element, "class")).is_some_and(|class| {
            class
                .split_whitespace()
                .any(|class| tree.class(class).words.iter().any(|word| PICTURE.contains(&word.as_str())))
        })
}

/// A text about the author, not a name in the line.
fn is_author_box(tree: &Tree<'_>, id: usize) -> bool {
    tree.attr(id, "itemprop") == Some("author") && tree.chars(id) > 80
}

fn is_furniture(tree: &Tree<'_>, id: usize, rules: Rules) -> bool {
    let Some(element) = tree.element(id) else { return false };
    let name = element.name();
    if matches!(name, "head" | "button" | "nav") || rules == Rules::Nothing {
        return matches!(name, "head" | "button" | "nav");
    }
    // The id of a sub-head is an anchor, often made from its own words.
    let is_heading = matches!(name, "h2" | "h3" | "h4" | "h5" | "h6");
    let by_words = rules == Rules::All && by_words(tree, element, if is_heading { &["class"] } else { NAMED_BY });
    match name {
        "figure" => !tree.below(id).any(|below| tree.name(below) == "blockquote"),
        "aside" | "footer" | "form" | "figcaption" | "dialog" | "label" | "menu" => true,
        "html" | "body" | "main" | "h1" => false,
        "a" | "b" | "i" | "em" | "strong" | "br" => hidden(element),
        // Text in the line that is long enough is text, whatever a program named it.
        "span" if tree.chars(id) > 150 => hidden(element),
        "table" => hidden(element) || by_words,
        "dl" => hidden(element) || by_words || is_list_of_figures(tree, id),
        _ => {
            hidden(element)
                || by_words
                || (rules == Rules::All && (is_caption(tree, id) || is_author_box(tree, id)))
                || attribute(element, "role").is_some_and(|role| CUT_ROLES.contains(&role))
        }
    }
}

/// Says by which rule an element is furniture; `None` if by none of these.
pub(super) fn rule(tree: &Tree<'_>, id: usize) -> Option<String> {
    let element = tree.element(id)?;
    if !is_furniture(tree, id, Rules::All) {
        return is_never_article(tree, id).then(|| "comments or consent, however long".to_owned());
    }
    let by_tag = matches!(
        element.name(),
        "head" | "button" | "nav" | "figure" | "aside" | "footer" | "form" | "figcaption" | "dialog" | "label" | "menu"
    );
    if by_tag {
        return Some(format!("tag <{}>", element.name()));
    }
    if hidden(element) {
        return Some("hidden".to_owned());
    }
    let named = NAMED_BY.iter().find_map(|name| {
        let value =
            attribute(element, name)?.split_whitespace().take(40).find(|value| tree.class(value).is_furniture)?;
        Some(format!("{name} \"{value}\""))
    });
    let role =
        || attribute(element, "role").filter(|role| CUT_ROLES.contains(role)).map(|role| format!("role \"{role}\""));
    let other = || match element.name() {
        "dl" => "list of figures".to_owned(),
        name if name.contains('-') && tree.class(name).is_furniture => format!("tag <{name}>"),
        _ if is_author_box(tree, id) => "box about the author".to_owned(),
        _ => "caption of a picture".to_owned(),
    };
    named.or_else(role).or_else(|| Some(other()))
}

fn hidden(element: &Element) -> bool {
    attribute(element, "hidden").is_some()
        || attribute(element, "aria-hidden") == Some("true")
        || attribute(element, "style").is_some()
        || attribute(element, "class").is_some_and(is_hiding)
}

/// Tells whether a class hides the element on every screen.
fn is_hiding(class: &str) -> bool {
    let shown_elsewhere = |class: &str| {
        ["block", "flex", "grid", "inline", "table", "contents"]
            .iter()
            .any(|shown| class.strip_suffix(shown).is_some_and(|rest| rest.ends_with([':', '-'])))
    };
    class.split_whitespace().any(|class| HIDING.contains(&class)) && !class.split_whitespace().any(shown_elsewhere)
}

/// The attributes that name what an element is for.
const NAMED_BY: &[&str] = &["class", "id", "data-testid", "data-component"];

/// Tells whether an id is made from a sentence: `was-die-anzeige-fuer-den-hafen-heisst` names nothing.
fn is_anchor(id: &str) -> bool {
    id.split('-').filter(|word| !word.is_empty()).count() > 5
}

/// Names and values, not words and their explanations.
fn is_list_of_figures(tree: &Tree<'_>, id: usize) -> bool {
    let cells = tree.below(id).filter(|below| matches!(tree.name(*below), "dt" | "dd")).count();
    tree.chars(id) < cells * 15
}

fn by_words(tree: &Tree<'_>, element: &Element, attributes: &[&str]) -> bool {
    // Some systems write the sections and keywords of an article into its class: `post hentry category-shop tag-jobs`.
    let is_post =
        attribute(element, "class").is_some_and(|class| class.contains("hentry") || class.contains("type-post"));
    // The name of a custom element is chosen like a class: `x-related-articles`.
    if element.name().contains('-') && tree.class(element.name()).is_furniture {
        return true;
    }
    attributes
        .iter()
        .filter_map(|name| attribute(element, name).filter(|value| *name != "id" || !is_anchor(value)))
        .flat_map(str::split_whitespace)
        .filter(|class| !is_post || !["category-", "tag-"].iter().any(|start| class.starts_with(start)))
        .take(40)
        .any(|class| tree.class(class).is_furniture)
}

/// What a class or an id says.
pub(super) struct Class {
    pub(super) words: Vec<String>,
    /// Whether it names furniture.
    is_furniture: bool,
}

impl Class {
    pub(super) fn read(class: &str) -> Self {
        let words = words(class);
        let is_furniture = names_furniture(class, &words);
        Self { words, is_furniture }
    }
}

/// Tells whether one class or id names furniture.
fn names_furniture(class: &str, words: &[String]) -> bool {
    if words.first().is_some_and(|first| KEPT_WITH.contains(&first.as_str())) {
        return false;
    }
    CUT_WORDS.contains(class.to_ascii_lowercase().as_str())
        || words.iter().any(|word| CUT_WORDS.contains(word.as_str()))
        || words.windows(2).any(|pair| matches!(pair, [a, b] if CUT_PAIRS.contains(&(a.as_str(), b.as_str()))))
}

/// Splits a class into its words: `c-articleTeaser__item` is `c article teaser item`. A part made by a machine
/// (`n1AuAdJlVL`) has none.
fn words(class: &str) -> Vec<String> {
    let part = |part: &str| {
        let mut words = vec![String::new()];
        let mut was_lower = false;
        for c in part.chars() {
            if c.is_uppercase() && was_lower {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
            was_lower = c.is_lowercase();
        }
        let is_made = words.len() > 2 && part.len() < words.len() * 3;
        if is_made { Vec::new() } else { words }
    };
    let end = class.char_indices().nth(120).map_or(class.len(), |(at, _)| at);
    let parts = class.get(..end).unwrap_or_default().split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).flat_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_as_words() {
        assert_eq!(words("c-articleTeaser__item"), ["c", "article", "teaser", "item"]);
        for class in ["related-articles", "articleTeaser", "o-newsletter__box", "author-bio", "wp-caption", "readMore"]
        {
            assert!(Class::read(class).is_furniture, "{class}");
        }
        assert!(words("n1AuAdJlVL").is_empty());
        for class in [
            "article-body",
            "block-id-n1AuAdJlVL",
            "has-sidebar",
            "no-comments",
            "shadow",
            "headline",
            "abode",
            "author",
        ] {
            assert!(!Class::read(class).is_furniture, "{class}");
        }
    }
}
