//! What a page says about its article in microdata (schema.org): properties on the elements that show them.

use super::tree::{Id, Tree};

/// What the first article in microdata says; texts are cleaned.
#[derive(Debug, Default)]
pub(super) struct Microdata {
    pub(super) headline: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) keywords: Vec<String>,
    pub(super) url: Option<String>,
}

/// Reads the properties of the first article.
pub(super) fn read(tree: &Tree<'_>) -> Microdata {
    let is_article = |id: &Id| {
        tree.attr(*id, "itemtype").is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"))
    };
    let Some(article) = tree.all().find(is_article) else { return Microdata::default() };
    let property = |name: &str| tree.below(article).find(|id| is(tree, *id, name) && owner(tree, *id) == article);
    let text = |name: &str| property(name).map(|id| value(tree, id)).filter(|text| !text.is_empty());
    let address = |name: &str| {
        let id = property(name)?;
        let address = ["href", "itemid", "content"].iter().find_map(|key| tree.attr(id, key))?;
        Some(address.to_owned())
    };
    let publisher = property("publisher").map(|id| {
        let name = tree.below(id).find(|below| is(tree, *below, "name") && owner(tree, *below) == id);
        value(tree, name.unwrap_or(id))
    });
    let keywords = tree.below(article).filter(|id| is(tree, *id, "keywords") && owner(tree, *id) == article);
    let keywords = keywords.map(|id| value(tree, id));
    Microdata {
        headline: text("headline"),
        publisher: publisher.filter(|name| !name.is_empty() && name.chars().count() < 80),
        section: text("articleSection"),
        keywords: keywords.filter(|text| !text.is_empty()).take(60).collect(),
        url: address("mainEntityOfPage").or_else(|| address("url")),
    }
}

fn is(tree: &Tree<'_>, id: Id, property: &str) -> bool {
    tree.attr(id, "itemprop").is_some_and(|value| value.split_whitespace().any(|word| word == property))
}

/// Returns the element whose property a node is: the nearest above it that holds properties.
fn owner(tree: &Tree<'_>, id: Id) -> Id {
    tree.above(id).find(|above| tree.attr(*above, "itemscope").is_some()).unwrap_or(0)
}

fn value(tree: &Tree<'_>, id: Id) -> String {
    tree.attr(id, "content").map_or_else(|| tree.text(id), super::plain_text)
}
