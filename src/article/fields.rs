//! The fields of an article, its text and its id.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::ArticleId;
use crate::dates::Date;

/// One article, as extracted from one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The canonical address (see [`super::canonical_url`]).
    pub url: Option<String>,
    /// The headline without the name of the publication; never empty.
    pub title: String,
    /// The short line above the headline.
    pub kicker: Option<String>,
    /// The summary between headline and body.
    pub dek: Option<String>,
    /// The text in reading order: the dek if the page prints it, paragraphs and sub-heads.
    pub body: Vec<Block>,
    /// The names in the byline: persons and institutions.
    pub authors: Vec<String>,
    /// News agencies, wherever credited.
    pub agency: Vec<String>,
    /// The credit of the lead picture, kept apart from the text.
    pub credit: Option<String>,
    /// The publication.
    pub source: Option<String>,
    /// The section of the publication.
    pub section: Option<String>,
    /// The language (BCP 47).
    pub language: Option<String>,
    /// When the article was published.
    pub published: Option<Date>,
    /// When it was last changed.
    pub modified: Option<Date>,
    /// When the page was saved.
    pub captured: Option<Date>,
    /// The publisher's own keywords, as printed.
    pub tags: Vec<String>,
    /// The topics of the vocabulary, the weightiest first.
    pub topics: Vec<Assignment>,
    /// Why this is only a part of the article: a paywall, a download that broke off. Absent for a whole one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truncated: Option<String>,
    /// Where each field was read: field name to a short phrase such as `json-ld datePublished`.
    pub evidence: BTreeMap<String, String>,
}

/// A topic of the vocabulary given to an article, with the evidence for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assignment {
    /// The id of the topic.
    pub id: String,
    /// The label of the vocabulary that matched.
    pub label: String,
    /// The words as they stand in the article, or the publisher's tag.
    pub surface: String,
    /// The weightiest place it was found in: `title`, `kicker`, `dek`, `lead` (the first paragraph), `body` or `tags`.
    pub zone: String,
    /// Where the words stand there, in characters; in the lead and the body counted from the beginning of the body as it is
    /// printed, and of a tag its number in the list.
    #[serde(default)]
    pub offset: usize,
    /// `tag` for a publisher's tag, `text` for a label found in the text, `hints` for words that speak for the topic
    /// together, `rule` for a topic that others make up.
    pub channel: String,
    /// How much speaks for it; comparable between the topics of one article only.
    pub weight: u32,
    /// How often it is named.
    pub count: u32,
}

/// One block of the body. A block holds no line break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Its text: white space folded, NFC, never empty.
    pub text: String,
}

/// The kinds of blocks in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// An ordinary paragraph.
    Paragraph,
    /// A sub-head.
    Heading,
    /// A point of a list.
    Item,
    /// A block quotation.
    Quote,
    /// The dek, where the page prints it between headline and body; it is the article's `dek` as well.
    Dek,
}

impl Article {
    /// Returns the body as text without the dek: one block a line.
    pub fn text(&self) -> String {
        let lines: Vec<&str> =
            self.body.iter().filter(|block| block.kind != BlockKind::Dek).map(|block| block.text.as_str()).collect();
        lines.join("\n")
    }

    /// Returns the text as the page prints it, one block a line; it begins with the dek where the page prints one.
    pub fn printed(&self) -> String {
        let lines: Vec<&str> = self.body.iter().map(|block| block.text.as_str()).collect();
        lines.join("\n")
    }

    /// Puts the dek before the body: it stands on the page there. One that opens the body already is left there, and
    /// what stands before it is none of the text.
    pub fn print_dek(&mut self) {
        let Some(dek) = self.dek.clone() else { return };
        let place = self.body.iter().take(6).position(|block| block.text.starts_with(dek.as_str()));
        match place {
            Some(0) => {}
            Some(place) => {
                if self.body.iter().take(place).all(|block| block.text.chars().count() < SIGN) {
                    self.body.drain(..place);
                }
                if let Some(block) = self.body.iter_mut().find(|block| block.text == dek) {
                    block.kind = BlockKind::Dek;
                }
            }
            None => self.body.insert(0, Block { kind: BlockKind::Dek, text: dek }),
        }
    }

    /// Returns the sub-heads of the body in their order.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.body.iter().filter(|block| block.kind == BlockKind::Heading).map(|block| block.text.as_str())
    }

    /// Returns the hash of what the article says, 16 hexadecimal digits: of every field but the topics, which come from
    /// the vocabulary, and the evidence.
    pub fn fingerprint(&self) -> String {
        let Self { url, title, kicker, dek, body, authors, agency, credit, source, section, .. } = self;
        let Self { language, published, modified, captured, tags, truncated, .. } = self;
        let said = serde_json::to_vec(&(
            (url, title, kicker, dek, body, authors, agency, credit, source, section),
            (language, published, modified, captured, tags, truncated),
        ));
        hash(&said.expect("fields are always JSON"))
    }

    /// Returns the hash of title, dek and text, 16 hexadecimal digits: what tells one version of an article from another.
    pub fn wording(&self) -> String {
        let Self { title, dek, .. } = self;
        hash(&serde_json::to_vec(&(title, dek, self.printed())).expect("text is always JSON"))
    }

    /// Returns the id: made from the canonical address, else from title and text, so that a moved
    /// file keeps it and the same text saved twice has the same one.
    pub fn id(&self) -> ArticleId {
        match &self.url {
            Some(url) => ArticleId::of(&["url", url]),
            None => ArticleId::of(&["text", &self.title, &self.text()]),
        }
    }
}

/// A line between headline and dek has fewer characters than this: a place, a time, who translated it.
const SIGN: usize = 80;

/// Returns the beginning of a SHA-256 in hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
