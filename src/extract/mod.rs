//! Pages to articles: finds the one article in a page and notes which evidence gave each field.
//!
//! HTML and plain text each have an extractor of their own; both share what a byline looks like
//! and which lines are furniture of the page. Whatever holds no article is refused, with the reason.

mod agency;
mod byline;
mod furniture;
mod html;
mod no_article;
mod plain;

pub use no_article::NoArticle;

use crate::article::Article;
use crate::page::{Content, Page};

/// The version of the extraction. Raise it with every change that finds another article in some page: files read
/// by an earlier version are read again by the next ingest.
pub const VERSION: u32 = 1;

/// Extracts the article of a page.
///
/// # Errors
/// Returns [`NoArticle`] for a page that holds none.
pub fn extract(page: &Page) -> Result<Article, NoArticle> {
    match &page.content {
        Content::Html(markup) => html::extract(markup, page),
        Content::Text(text) => plain::extract(text, page),
    }
}
