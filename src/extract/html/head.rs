//! What the head of a page says: `<title>`, `<meta>`, `<link>` and the declared language.

use super::plain_text;
use super::tree::{Id, Tree, attribute};

/// The declarations of a page, in their order.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The content of `<title>`.
    pub(super) title: Option<String>,
    /// Names (in lower case) and contents of the metas.
    metas: Vec<(String, String)>,
    /// The addresses of `<link rel=canonical>`.
    pub(super) canonical: Option<String>,
    /// The `lang` of `<html>`.
    pub(super) language: Option<String>,
}

impl Head {
    /// Reads the declarations.
    pub(super) fn read(tree: &Tree<'_>) -> Self {
        let mut head = Self::default();
        for id in tree.all() {
            let Some(element) = tree.element(id) else { continue };
            match element.name() {
                "html" => head.language = attribute(element, "lang").map(str::to_owned),
                "title" if head.title.is_none() => head.title = Some(tree.text(id)).filter(|title| !title.is_empty()),
                "link" if head.canonical.is_none() && attribute(element, "rel") == Some("canonical") => {
                    head.canonical = attribute(element, "href").map(str::to_owned);
                }
                "meta" => {
                    let name = ["property", "name", "http-equiv"].iter().find_map(|key| attribute(element, key));
                    // An itemprop on a meta belongs to the microdata, unless it is all there is in the head.
                    let name = name.or_else(|| attribute(element, "itemprop").filter(|_| !is_property(tree, id)));
                    if let (Some(name), Some(content)) = (name, attribute(element, "content")) {
                        head.metas.push((name.trim().to_lowercase(), content.to_owned()));
                    }
                }
                _ => {}
            }
        }
        head
    }

    /// Returns the first content under this name that is not empty, as text.
    pub(super) fn meta(&self, name: &str) -> Option<String> {
        self.all(name).next()
    }

    /// Returns all contents under this name that are not empty, as text.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = String> {
        self.metas
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, content)| plain_text(content))
            .filter(|text| !text.is_empty())
    }
}

/// Tells whether a node is a property of something else than the article, such as a work that it cites.
fn is_property(tree: &Tree<'_>, id: Id) -> bool {
    let holder = tree.above(id).find(|above| tree.attr(*above, "itemscope").is_some());
    holder.is_some_and(|holder| {
        let kind = tree.attr(holder, "itemtype").unwrap_or_default();
        !(kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind.ends_with("WebPage"))
    })
}
