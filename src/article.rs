//! What an article is: its fields, its id and its canonical address.
//!
//! A value that the page does not show is absent; nothing here is ever filled in by a guess.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use url::Url;

use crate::dates::Date;

/// One article, as extracted from one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The canonical address (see [`canonical_url`]).
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

/// The id of an article: 60 bits of a SHA-256, written as twelve characters.
///
/// The characters are in ascending order, so that ids sort the same as numbers and as text. Two of a
/// million articles share an id with a probability of about 4 in ten million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(u64);

/// Digits and letters without i, l, o and u, which are easily misread (after Crockford's Base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const CHARACTERS: u32 = 12;

impl ArticleId {
    fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let first: [u8; 8] = hash.finalize().as_slice().first_chunk().copied().expect("SHA-256 has 32 bytes");
        Self(u64::from_be_bytes(first) >> (64 - 5 * CHARACTERS))
    }

    /// Returns the id as a number below 2^60.
    pub fn number(self) -> u64 {
        self.0
    }

    /// Returns the id with this number, if it is one.
    pub fn from_number(number: u64) -> Option<Self> {
        (number < 1 << (5 * CHARACTERS)).then_some(Self(number))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..CHARACTERS).rev() {
            let digit = (self.0 >> (5 * place)) & 31;
            let character = usize::try_from(digit).map(|digit| char::from(ALPHABET[digit])).map_err(|_| fmt::Error)?;
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

/// The text is no article id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no article id")]
pub struct NotAnId(pub String);

impl FromStr for ArticleId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = || NotAnId(text.to_owned());
        if text.len() != 12 {
            return Err(wrong());
        }
        let mut number = 0;
        for byte in text.bytes() {
            let digit = ALPHABET.iter().position(|&known| known == byte).ok_or_else(wrong)?;
            number = number << 5 | digit as u64;
        }
        Ok(Self(number))
    }
}

/// Query parameters that say how a reader came to a page, not which page it is.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "cmpid",
    "ns_campaign",
    "wt_mc",
    "wtmc",
    "xtor",
    "sara_ecid",
    "ref",
    "referrer",
    "ito",
    "smid",
    "seite_share",
];

/// Returns the canonical form of an address: http and https alike, host in lower case without
/// `www.`, without user, port, fragment and tracking parameters, the rest of the parameters sorted.
///
/// Returns `None` for what cannot name one article: no web address, or the front page of a site.
pub fn canonical_url(address: &str) -> Option<String> {
    let parsed = Url::parse(unarchived(address.trim())).ok()?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return None;
    }
    let host = parsed.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = parsed.path().trim_end_matches('/');
    let path = path.strip_suffix("/amp").unwrap_or(path);
    let mut parameters: Vec<(String, String)> = parsed
        .query_pairs()
        .filter(|(name, _)| !name.starts_with("utm_") && !TRACKING.contains(&name.to_lowercase().as_str()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    parameters.sort();
    if path.is_empty() && parameters.is_empty() {
        return None;
    }
    let mut canonical = Url::parse(&format!("https://{host}")).ok()?;
    canonical.set_path(path);
    if !parameters.is_empty() {
        canonical.query_pairs_mut().extend_pairs(&parameters);
    }
    Some(canonical.to_string())
}

/// Returns the address of the page itself from that of a copy in the Internet Archive's Wayback Machine.
fn unarchived(address: &str) -> &str {
    let copy = address.split_once("://web.archive.org/web/").map(|(_, rest)| rest);
    let original =
        copy.and_then(|rest| rest.split_once('/')).filter(|(time, _)| time.starts_with(|c: char| c.is_ascii_digit()));
    original.map_or(address, |(_, original)| original)
}

/// Returns text as every field holds it: NFC, white space folded to single blanks, without control
/// characters, soft hyphens, zero-width and bidirectional marks.
pub fn clean(text: &str) -> String {
    // Most text is clean already, and normalizing costs more than all the rest.
    if is_clean(text) {
        return text.to_owned();
    }
    if text.chars().all(is_composed) { fold(text.chars(), text.len()) } else { fold(text.nfc(), text.len()) }
}

/// Tells whether a character is in NFC whatever stands beside it. Those that this does not know are only slower.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{400}'..'\u{483}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{203a}' | '\u{20a0}'..='\u{20bf}')
}

/// Tells whether there is nothing to do: no white space but single blanks inside, nothing invisible, all composed.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        let stays = match c {
            ' ' => before != ' ',
            '!'..='~' => true,
            _ => is_composed(c) && !c.is_whitespace() && !is_invisible(c),
        };
        if !stays {
            return false;
        }
        before = c;
    }
    before != ' '
}

/// Folds white space and drops what is invisible.
fn fold(text: impl Iterator<Item = char>, size: usize) -> String {
    let mut out = String::with_capacity(size);
    let mut gap = false;
    for c in text {
        if c.is_whitespace() || c == '\u{200b}' || c == '\u{2060}' {
            // A zero-width space stands between words in some systems and inside them in none.
            gap = gap || c.is_whitespace();
        } else if !is_invisible(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}

/// Tells whether a character is a control character or an invisible mark that no text needs.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_url(address: &str, expected: Option<&str>) {
        assert_eq!(canonical_url(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn addresses_of_one_article_become_one() {
        check_url(
            "http://www.hafenkurier.example/a/b.html?utm_source=x#top",
            Some("https://hafenkurier.example/a/b.html"),
        );
        check_url("https://HAFENKURIER.example:443/a/b.html", Some("https://hafenkurier.example/a/b.html"));
        check_url("https://hafenkurier.example/a/b/amp/", Some("https://hafenkurier.example/a/b"));
        check_url(
            "https://web.archive.org/web/20251028id_/https://hafenkurier.example/a",
            Some("https://hafenkurier.example/a"),
        );
        check_url("https://hafenkurier.example/?p=12&fbclid=1", Some("https://hafenkurier.example/?p=12"));
    }

    #[test]
    fn a_front_page_names_no_article() {
        check_url("https://hafenkurier.example/", None);
        check_url("javascript:alert(1)", None);
        check_url("/a/b", None);
        check_url("", None);
    }

    #[test]
    fn ids_read_back_and_sort_as_text_as_they_do_as_numbers() {
        let mut ids: Vec<ArticleId> = (0..200).map(|n| ArticleId::of(&[&n.to_string()])).collect();
        ids.sort();
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        assert!(texts.is_sorted());
        for (id, text) in ids.iter().zip(&texts) {
            assert_eq!(text.parse(), Ok(*id));
            assert_eq!(ArticleId::from_number(id.number()), Some(*id));
        }
        assert!("k3v9q2".parse::<ArticleId>().is_err());
        assert!("ilou00000000".parse::<ArticleId>().is_err());
        assert_eq!(ArticleId::from_number(u64::MAX), None);
    }

    #[test]
    fn cleaning_folds_space_and_drops_invisible_marks() {
        assert_eq!(clean("  a\u{a0}\n b\u{ad}c\u{200b}d\u{202e}\u{1b}[31m "), "a bcd[31m");
        assert_eq!(clean("u\u{308}ber"), "über");
        for (text, expected) in
            [("", ""), (" ", ""), ("a b", "a b"), ("a  b", "a b"), ("ä\u{a0}ö", "ä ö"), ("a ", "a"), ("a\u{85}", "a")]
        {
            assert_eq!(clean(text), expected, "{text:?}");
        }
        assert_eq!(clean("и\u{306} \u{212b}ngstro\u{308}m"), "й Ångström");
    }

    #[test]
    fn what_counts_as_composed_is_in_its_normal_form() {
        for c in ('\0'..=char::MAX).filter(|c| is_composed(*c)) {
            for text in [format!("{c}"), format!("a{c}"), format!("{c}\u{301}").replace('\u{301}', "")] {
                assert_eq!(text.nfc().collect::<String>(), text, "{}", c.escape_unicode());
            }
            assert_eq!(unicode_normalization::char::canonical_combining_class(c), 0);
        }
    }
}
