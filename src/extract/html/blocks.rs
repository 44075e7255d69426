//! Reads the blocks of text below an element, in reading order, leaving out what is cut.

use std::ops::Range;

use super::tree::{Id, Tree, is_inline};
use super::words::SPOKEN;
use crate::article::{self, BlockKind};

/// One block as it stands on the page.
#[derive(Debug, Clone)]
pub(super) struct RawBlock {
    pub(super) kind: BlockKind,
    pub(super) text: String,
    /// The element whose text it is.
    pub(super) id: Id,
    /// The name of that element.
    pub(super) name: String,
    /// Letters and digits, and those of them in links.
    pub(super) chars: usize,
    pub(super) linked: usize,
}

/// Reads the blocks of a row of nodes.
pub(super) fn read(tree: &Tree<'_>, nodes: Range<Id>, cut: &[bool]) -> Vec<RawBlock> {
    let mut reader =
        Reader { tree, blocks: Vec::new(), text: String::new(), id: nodes.start, chars: 0, linked: 0, breaks: 0 };
    // Ends of the open blocks: where one ends, so does the text that was being read.
    let mut open: Vec<Id> = Vec::new();
    let mut id = nodes.start;
    let end = nodes.end;
    while id < end {
        while open.last().is_some_and(|end| *end <= id) {
            open.pop();
            reader.flush();
        }
        if cut.get(id).copied().unwrap_or(false) {
            if !is_inline(tree.name(id)) {
                reader.flush();
            }
            id = tree.end(id);
            continue;
        }
        let name = tree.name(id);
        if let Some(text) = tree.own_text(id) {
            reader.add(id, text);
        } else if name == "br" {
            reader.line_break();
        } else if !is_inline(name) {
            reader.flush();
            open.push(tree.end(id));
        }
        id += 1;
    }
    reader.flush();
    reader.blocks
}

struct Reader<'t, 'a> {
    tree: &'t Tree<'a>,
    blocks: Vec<RawBlock>,
    text: String,
    id: Id,
    chars: usize,
    linked: usize,
    breaks: usize,
}

impl Reader<'_, '_> {
    fn add(&mut self, id: Id, text: &str) {
        let trimmed = text.trim();
        if trimmed.is_empty() || (trimmed.len() < 45 && SPOKEN.contains(&trimmed.to_lowercase().as_str())) {
            self.text.push(' ');
            return;
        }
        if self.breaks > 1 {
            self.flush();
        } else if self.breaks == 1 {
            self.text.push(' ');
        }
        self.breaks = 0;
        if self.chars == 0 {
            self.id = self.box_of(id);
        }
        self.text.push_str(text);
        let (chars, linked) = (self.tree.chars(id), self.tree.linked(id));
        self.chars += chars;
        self.linked += linked;
    }

    fn box_of(&self, id: Id) -> Id {
        self.tree.above(id).find(|above| !is_inline(self.tree.name(*above))).unwrap_or(0)
    }

    /// Two line breaks in a row part two paragraphs.
    fn line_break(&mut self) {
        self.breaks += 1;
        self.text.push(' ');
    }

    fn flush(&mut self) {
        self.breaks = 0;
        let text = article::clean(&std::mem::take(&mut self.text));
        let (chars, linked) = (std::mem::take(&mut self.chars), std::mem::take(&mut self.linked));
        if text.is_empty() {
            return;
        }
        let kind = self.kind();
        let name = self.tree.name(self.id).to_owned();
        self.blocks.push(RawBlock { kind, text, id: self.id, name, chars, linked });
    }

    fn kind(&self) -> BlockKind {
        for id in std::iter::once(self.id).chain(self.tree.above(self.id)).take(6) {
            match self.tree.name(id) {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return BlockKind::Heading,
                "li" | "dd" | "dt" => return BlockKind::Item,
                "blockquote" => return BlockKind::Quote,
                "article" | "main" | "body" => break,
                _ => {}
            }
        }
        BlockKind::Paragraph
    }
}
