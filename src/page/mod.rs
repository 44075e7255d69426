//! Pages: bytes made into markup or text, with the address and the capture time if the file tells them.
//!
//! A page knows nothing of articles. Whatever is no page at all is refused here, with the reason.

mod charset;
mod gzip;
mod html;
mod list;
mod mhtml;
mod misread;
mod record;
mod table;
mod text;
mod utf_16;

pub use gzip::unpack;
pub use list::{List, Listing, Opened, Row, listing};
pub use misread::misread;
pub use record::{Origin, Record};

use crate::dates::Date;

/// The content of one file, decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The address the page was saved from, as the saving program noted it.
    pub address: Option<String>,
    /// When it was saved, as the saving program noted it.
    pub captured: Option<Date>,
    /// The page itself.
    pub content: Content,
    /// The name of the charset, and how it was found: `utf-8`, `windows-1252 (declared)`, `windows-1252 (guessed)`.
    pub charset: String,
    /// Whether characters were lost in decoding.
    pub damaged: bool,
}

/// What a page holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// HTML.
    Html(String),
    /// Plain text.
    Text(String),
    /// Fields that another program has read already.
    Record(Record),
}

/// Why a file is no page. None of these is a failure: an archive of pages may hold other files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPage {
    /// There is nothing in the file but white space.
    #[error("empty file")]
    Empty,
    /// The bytes are no text in any charset.
    #[error("no text but {0}")]
    Binary(&'static str),
    /// A container in which no page is, or data of another kind.
    #[error("{0}")]
    Without(&'static str),
    /// The file is of a known form but broken. This alone is a failure.
    #[error("{0}")]
    Damaged(String),
}

/// Reads a page from the bytes of a file: HTML, text, a page in MHTML or the fields of one in JSON.
///
/// # Errors
/// Returns [`NotAPage`] for an empty or binary file, for a container without a page and for broken JSON.
pub fn read(bytes: &[u8]) -> Result<Page, NotAPage> {
    if let Some(root) = mhtml::read(bytes) {
        let mhtml::Root { bytes, html, charset, address, captured } = root?;
        let page = decoded(charset::decode(&bytes, charset.as_deref())?, html);
        return Ok(Page { address: address.or(page.address), captured: captured.or(page.captured), ..page });
    }
    let text = charset::decode(bytes, None)?;
    if record::is_object(&text.text) {
        return Ok(Page::of_record(record::object(&text.text)?, text.charset, text.damaged));
    }
    Ok(decoded(text, false))
}

/// Tells from the first bytes of a file that it is no text, whatever follows.
pub fn binary(head: &[u8]) -> Option<&'static str> {
    charset::binary_head(head)
}

fn decoded(decoded: charset::Decoded, declared_html: bool) -> Page {
    let markup = declared_html || html::is_html(&decoded.text);
    let (address, captured) = if markup { html::saved_from(&decoded.text) } else { (None, None) };
    let content = if markup { Content::Html(decoded.text) } else { Content::Text(text::tidy(&decoded.text)) };
    Page { address, captured, content, charset: decoded.charset, damaged: decoded.damaged }
}
