//! Pages: bytes made into markup or text, with the address and the capture time if the file tells them.
//!
//! A page knows nothing of articles. Whatever is no page at all is refused here, with the reason.

mod charset;
mod html;
mod text;

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
}

/// Reads a page from the bytes of a file.
///
/// # Errors
/// Returns [`NotAPage`] for an empty or binary file.
pub fn read(bytes: &[u8]) -> Result<Page, NotAPage> {
    let decoded = charset::decode(bytes)?;
    let markup = html::is_html(&decoded.text);
    let (address, captured) = if markup { html::saved_from(&decoded.text) } else { (None, None) };
    let content = if markup { Content::Html(decoded.text) } else { Content::Text(text::tidy(&decoded.text)) };
    Ok(Page { address, captured, content, charset: decoded.charset, damaged: decoded.damaged })
}
