//! A page as extraction reads it, to be asked what became of its parts.

use std::collections::{BTreeMap, BTreeSet};

use scraper::Html;

use super::blocks::{self, RawBlock};
use super::body::{self, Body};
use super::head::Head;
use super::headline::{self, Headline, squeezed};
use super::tree::{Id, Tree};
use super::{Sources, cut, json_ld, lighten, microdata};
use crate::page::Page;

/// What was read of a page.
pub(in crate::extract) struct Reading<'a> {
    tree: &'a Tree<'a>,
    headline: Option<Headline>,
    body: Body,
    /// The texts of the body by their elements.
    kept: BTreeMap<Id, Vec<String>>,
}

/// A block as the page shows it.
pub(in crate::extract) struct Shown {
    pub(in crate::extract) id: Id,
    pub(in crate::extract) text: String,
    /// Whether most of it is links.
    pub(in crate::extract) is_links: bool,
}

impl Reading<'_> {
    /// Reads a page and hands it to be asked.
    pub(in crate::extract) fn with<T>(markup: &str, page: &Page, ask: impl FnOnce(&Reading<'_>) -> T) -> T {
        let light = lighten::lighten(markup);
        let html = Html::parse_document(&light.markup);
        let tree = Tree::new(&html);
        let head = Head::read(&tree);
        let structured = json_ld::read(&light.json_ld);
        let microdata = microdata::read(&tree);
        let sources = Sources { tree: &tree, head: &head, structured: &structured, microdata: &microdata, page };
        let headline = headline::read(&sources);
        let body = body::read(&sources, headline.as_ref());
        let mut kept: BTreeMap<Id, Vec<String>> = BTreeMap::new();
        for block in &body.sieved.blocks {
            kept.entry(block.id).or_default().push(squeezed(&block.text));
        }
        ask(&Reading { tree: &tree, headline, body, kept })
    }

    /// Returns all blocks of the page, cut or not.
    pub(in crate::extract) fn blocks(&self) -> Vec<Shown> {
        let from = self.tree.all().find(|id| self.tree.name(*id) == "body").unwrap_or(0);
        let shown =
            |block: RawBlock| Shown { id: block.id, is_links: block.linked * 10 > block.chars * 7, text: block.text };
        blocks::read(self.tree, self.tree.below(from), &[]).into_iter().map(shown).collect()
    }

    /// Tells whether a block is the heading with the title.
    pub(in crate::extract) fn is_title(&self, block: &Shown) -> bool {
        self.headline.as_ref().is_some_and(|headline| headline.at == Some(block.id))
    }

    /// Tells whether a block, or what is left of it without the parts that are cut, is in the body.
    pub(in crate::extract) fn is_kept(&self, block: &Shown, body: &BTreeSet<String>) -> bool {
        let text = squeezed(&block.text);
        let kept = self.kept.get(&block.id).into_iter().flatten();
        kept.filter(|known| body.contains(known.as_str())).take(200).any(|known| text.contains(known.as_str()))
            || self
                .tree
                .children(block.id)
                .any(|child| self.tree.own_text(child).is_some_and(|own| body.contains(&squeezed(own))))
    }

    /// Tells whether a node stands in the box of the article.
    pub(in crate::extract) fn is_inside(&self, id: Id) -> bool {
        (self.body.container..self.tree.end(self.body.container)).contains(&id)
    }

    /// Returns the rule by which a node was cut, if it was.
    pub(in crate::extract) fn cut_by(&self, id: Id) -> Option<String> {
        let is_cut = |id: &Id| self.body.cut.get(*id).copied().unwrap_or(false);
        is_cut(&id).then_some(())?;
        let root = self.tree.above(id).take_while(is_cut).last().unwrap_or(id);
        Some(cut::rule(self.tree, root).unwrap_or_else(|| format!("looks like a teaser: {}", self.describe(root))))
    }

    /// Returns the element as it stands in the page: its name, and its class or id.
    pub(in crate::extract) fn describe(&self, id: Id) -> String {
        let name = self.tree.name(id);
        ["class", "id"]
            .iter()
            .find_map(|key| Some((key, self.tree.attr(id, key)?.split_whitespace().next()?)))
            .map_or_else(|| format!("<{name}>"), |(key, value)| format!("<{name} {key}=\"{value}\">"))
    }

    /// Says which element is the box of the article.
    pub(in crate::extract) fn container(&self) -> String {
        let read = if self.body.evidence == "content" { "" } else { "; the text is that of the JSON-LD" };
        format!("{}, the box with the most running text{read}", self.describe(self.body.container))
    }
}
