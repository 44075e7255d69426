//! Reads the blocks of text below an element, in reading order, leaving out what is cut.

use std::ops::Range;

use super::caption;
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
    /// Whether it is the caption of the picture before it.
    pub(super) caption: bool,
}

/// What stands between two cells of a table.
const CELLS: &str = " | ";

/// Reads the blocks of a row of nodes.
pub(super) fn read(tree: &Tree<'_>, nodes: Range<Id>, cut: &[bool]) -> Vec<RawBlock> {
    let mut reader = Reader {
        tree,
        blocks: Vec::new(),
        text: String::new(),
        id: nodes.start,
        first: nodes.start,
        chars: 0,
        linked: 0,
        breaks: 0,
        picture: None,
        later: None,
        caption_end: 0,
    };
    // Ends of the open blocks: where one ends, so does the text that was being read.
    let mut open: Vec<Id> = Vec::new();
    let mut id = nodes.start;
    let end = nodes.end;
    let mut table_end = 0;
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
        } else if name == "img" {
            reader.picture(id);
        } else if id < table_end && matches!(name, "td" | "th") {
            reader.cell();
        } else if !is_inline(name) {
            if name == "table" && is_data_table(tree, id) {
                table_end = tree.end(id);
            }
            reader.flush();
            open.push(tree.end(id));
        }
        id += 1;
    }
    reader.flush();
    reader.blocks
}

/// A table of figures, not one that lays out a page: short cells.
fn is_data_table(tree: &Tree<'_>, id: Id) -> bool {
    !tree.below(id).any(|below| matches!(tree.name(below), "p" | "h1" | "h2" | "article" | "table")) && {
        let cells = tree.below(id).filter(|below| matches!(tree.name(*below), "td" | "th")).count();
        tree.chars(id) < cells * 100
    }
}

struct Reader<'t, 'a> {
    tree: &'t Tree<'a>,
    blocks: Vec<RawBlock>,
    text: String,
    id: Id,
    /// The first text of the block.
    first: Id,
    chars: usize,
    linked: usize,
    breaks: usize,
    /// The last picture before the text that is being read, and the last one in it.
    picture: Option<Id>,
    later: Option<Id>,
    /// Where the last caption ends.
    caption_end: Id,
}

impl Reader<'_, '_> {
    fn picture(&mut self, id: Id) {
        if self.chars == 0 {
            self.picture = Some(id);
        } else {
            self.later = Some(id);
        }
    }

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
            self.first = id;
        }
        self.text.push_str(text);
        let (chars, linked) = (self.tree.chars(id), self.tree.linked(id));
        self.chars += chars;
        self.linked += linked;
    }

    fn box_of(&self, id: Id) -> Id {
        self.tree.above(id).find(|above| !is_inline(self.tree.name(*above))).unwrap_or(0)
    }

    /// The cells of a row are one line.
    fn cell(&mut self) {
        if self.chars > 0 {
            self.text.push_str(CELLS);
        }
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
        let picture = std::mem::replace(&mut self.picture, self.later.take());
        let end = picture.and_then(|picture| caption::end_of(self.tree, picture, self.id, &text, chars));
        self.caption_end = self.caption_end.max(end.unwrap_or(0));
        let caption = self.first < self.caption_end;
        let name = self.tree.name(self.id).to_owned();
        self.blocks.push(RawBlock { kind, text, id: self.id, name, chars, linked, caption });
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
