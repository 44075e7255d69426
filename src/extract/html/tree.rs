//! The tree of a page as one row of nodes in reading order: the nodes below a node follow it up to its `end`.
//!
//! Sums over subtrees (characters, characters in links) are differences of two running sums, so that rules may ask
//! for them as often as they like.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use scraper::node::Element;
use scraper::{Html, Node as HtmlNode};

use super::cut::Class;
use crate::article;

/// The place of a node in the row.
pub(super) type Id = usize;

/// A parsed page.
pub(super) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// Letters and digits before each node.
    chars: Vec<usize>,
    /// The same in links.
    linked: Vec<usize>,
    /// The classes that were asked for: a page has few, and each of them hundreds of times.
    classes: RefCell<HashMap<String, Rc<Class>>>,
}

struct Node<'a> {
    parent: Id,
    end: Id,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Element(&'a Element),
    Text(&'a str),
    Root,
}

impl Kind<'_> {
    /// Tells whether this is a link to another page; an anchor or a link within the page is none.
    fn is_link(&self) -> bool {
        let Self::Element(element) = self else { return false };
        element.name() == "a" && attribute(element, "href").is_some_and(|href| !href.starts_with('#'))
    }
}

impl<'a> Tree<'a> {
    /// Returns the tree that was parsed. The depth of the tree is capped before it is parsed.
    pub(super) fn new(html: &'a Html) -> Self {
        let mut tree = Self { nodes: Vec::new(), chars: vec![0], linked: vec![0], classes: RefCell::default() };
        let mut links = 0;
        let mut parents: Vec<Id> = Vec::new();
        let mut current = html.tree.root();
        loop {
            let id = tree.nodes.len();
            let kind = match current.value() {
                HtmlNode::Element(element) => Kind::Element(element),
                HtmlNode::Text(text) => Kind::Text(text),
                _ => Kind::Root,
            };
            let is_link = kind.is_link();
            let count =
                if let Kind::Text(text) = &kind { text.chars().filter(|c| c.is_alphanumeric()).count() } else { 0 };
            tree.chars.push(tree.chars.last().copied().unwrap_or(0) + count);
            tree.linked.push(tree.linked.last().copied().unwrap_or(0) + if links > 0 { count } else { 0 });
            tree.nodes.push(Node { parent: parents.last().copied().unwrap_or(0), end: id + 1, kind });
            if let Some(child) = current.first_child() {
                parents.push(id);
                links += usize::from(is_link);
                current = child;
                continue;
            }
            loop {
                if let Some(next) = current.next_sibling() {
                    current = next;
                    break;
                }
                let (Some(parent), Some(id)) = (current.parent(), parents.pop()) else { return tree };
                let end = tree.nodes.len();
                if let Some(node) = tree.nodes.get_mut(id) {
                    links -= usize::from(node.kind.is_link());
                    node.end = end;
                }
                current = parent;
            }
        }
    }

    /// Returns all nodes.
    pub(super) fn all(&self) -> Range<Id> {
        0..self.nodes.len()
    }

    /// Returns the nodes below a node, without itself.
    pub(super) fn below(&self, id: Id) -> Range<Id> {
        id + 1..self.end(id)
    }

    /// Returns the place after the last node below this one.
    pub(super) fn end(&self, id: Id) -> Id {
        self.nodes.get(id).map_or(id + 1, |node| node.end)
    }

    /// Returns the node above; the root is above itself.
    pub(super) fn parent(&self, id: Id) -> Id {
        self.nodes.get(id).map_or(0, |node| node.parent)
    }

    /// Returns the nodes above a node, the nearest first.
    pub(super) fn above(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(id), |id| (*id != 0).then(|| self.parent(*id))).skip(1)
    }

    /// Returns the nodes right below a node.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let end = self.end(id);
        std::iter::successors(Some(id + 1), |id| Some(self.end(*id))).take_while(move |id| *id < end)
    }

    /// Returns the element at a node.
    pub(super) fn element(&self, id: Id) -> Option<&'a Element> {
        match self.nodes.get(id)?.kind {
            Kind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Returns the name of the element, empty for text.
    pub(super) fn name(&self, id: Id) -> &'a str {
        self.element(id).map_or("", Element::name)
    }

    /// Tells whether a node is a link to another page.
    pub(super) fn is_link(&self, id: Id) -> bool {
        self.nodes.get(id).is_some_and(|node| node.kind.is_link())
    }

    /// Returns an attribute.
    pub(super) fn attr(&self, id: Id, name: &str) -> Option<&'a str> {
        attribute(self.element(id)?, name)
    }

    /// Returns what a class or an id of this page says.
    pub(super) fn class(&self, class: &str) -> Rc<Class> {
        let mut classes = self.classes.borrow_mut();
        if let Some(known) = classes.get(class) {
            return Rc::clone(known);
        }
        let read = Rc::new(Class::read(class));
        classes.insert(class.to_owned(), Rc::clone(&read));
        read
    }

    /// Tells whether one of the names that these attributes give an element is such, in words.
    pub(super) fn is_named(&self, id: Id, attributes: &[&str], is_such: impl Fn(&[String]) -> bool) -> bool {
        let values = attributes.iter().filter_map(|name| self.attr(id, name));
        values.flat_map(str::split_whitespace).any(|name| is_such(&self.class(name).words))
    }

    /// Returns the text at a node.
    pub(super) fn own_text(&self, id: Id) -> Option<&'a str> {
        match self.nodes.get(id)?.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the cleaned text below a node, with a blank where a block or a line ends.
    pub(super) fn text(&self, id: Id) -> String {
        let mut text = String::new();
        for below in id..self.end(id) {
            match self.own_text(below) {
                Some(own) => text.push_str(own),
                None if !is_inline(self.name(below)) => text.push(' '),
                None => {}
            }
        }
        article::clean(&text)
    }

    /// Counts the letters and digits below a node.
    pub(super) fn chars(&self, id: Id) -> usize {
        self.between(&self.chars, id)
    }

    /// Counts the letters and digits in links below a node.
    pub(super) fn linked(&self, id: Id) -> usize {
        self.between(&self.linked, id)
    }

    /// Counts the letters and digits from one node to another that follows it.
    pub(super) fn chars_between(&self, from: Id, to: Id) -> usize {
        let at = |place: usize| self.chars.get(place).copied().unwrap_or(0);
        at(to).saturating_sub(at(from))
    }

    fn between(&self, sums: &[usize], id: Id) -> usize {
        let at = |place: usize| sums.get(place).copied().unwrap_or(0);
        at(self.end(id)) - at(id)
    }
}

/// Returns an attribute. To look for the name among the few there are is faster than to intern it first.
pub(super) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attrs().find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Tells whether an element stands in the line rather than makes a block of its own.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | ""
    )
}
