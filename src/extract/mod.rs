//! Pages to articles: finds the one article in a page and notes which evidence gave each field.
//!
//! HTML and plain text each have an extractor of their own; both share what a byline looks like
//! and which lines are furniture of the page. Whatever holds no article is refused, with the reason.

mod agency;
mod byline;
mod furniture;
mod html;
mod no_article;
mod places;
mod plain;
mod publications;

pub use no_article::NoArticle;
pub use publications::PublicationNames;

use crate::article::Article;
use crate::page::{Content, Page};

/// The version of the extraction. Raise it with every change that finds another article in some page: files read
/// by an earlier version are read again by the next ingest.
pub const VERSION: u32 = 1;

/// Extracts the article of a page; `names` gives its publication the one name under which it is kept.
///
/// # Errors
/// Returns [`NoArticle`] for a page that holds none.
pub fn extract(page: &Page, names: &PublicationNames) -> Result<Article, NoArticle> {
    let mut article = match &page.content {
        Content::Html(markup) => html::extract(markup, page),
        Content::Text(text) => plain::extract(text, page),
    }?;
    names.unify(&mut article);
    Ok(article)
}
