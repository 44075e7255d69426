//! Pages to articles: finds the one article in a page and notes which evidence gave each field.
//!
//! HTML and plain text each have an extractor of their own; both share what a byline looks like
//! and which lines are furniture of the page. Whatever holds no article is refused, with the reason.

mod agency;
mod byline;
mod explain;
mod furniture;
mod html;
mod no_article;
mod paywall;
mod places;
mod plain;
#[cfg(test)]
mod properties;
mod publications;
mod record;
mod sentence;

pub use explain::{Explanation, Piece, Verdict, explain};
pub use no_article::NoArticle;
pub use publications::PublicationNames;
pub use record::Columns;

use crate::article::Article;
use crate::dates::Date;
use crate::page::{Content, Page, Record};

/// The version of the extraction. Raise it with every change that finds another article in some page: files read
/// by an earlier version are read again by the next ingest.
pub const VERSION: u32 = 3;

/// Extracts the article of a page; `names` gives its publication the one name under which it is kept.
///
/// # Errors
/// Returns [`NoArticle`] for a page that holds none.
pub fn extract(page: &Page, names: &PublicationNames) -> Result<Article, NoArticle> {
    extract_with(page, &Columns::default(), names)
}

/// Extracts the article of a page; `columns` says which columns of a record hold which fields.
///
/// # Errors
/// Returns [`NoArticle`] for a page that holds none.
pub fn extract_with(page: &Page, columns: &Columns, names: &PublicationNames) -> Result<Article, NoArticle> {
    let mut article = match &page.content {
        Content::Html(markup) => html::extract(markup, page),
        Content::Text(text) => plain::extract(text, page).map(|mut article| {
            paywall::mark_text(text, &mut article);
            if let Some(reason) = &article.truncated {
                article.evidence.insert("truncated".to_owned(), reason.clone());
            }
            article
        }),
        Content::Record(record) => record::extract(record, columns),
    }?;
    names.unify(&mut article);
    Ok(article)
}

/// Tells whether a record holds fields of an article, so that one beside a page may be taken to be about the page.
pub fn is_of_article(record: &Record, columns: &Columns) -> bool {
    record::is_of_article(record, columns)
}

/// Returns the address and the time of capture that a record names.
pub fn saved(record: &Record, columns: &Columns) -> (Option<String>, Option<Date>) {
    record::saved(record, columns)
}

/// Gives an article the fields that its page lacks from the record that lies beside the page.
pub fn complete(article: &mut Article, beside: &Record, columns: &Columns, names: &PublicationNames) {
    record::complete(article, beside, columns, true);
    names.unify(article);
}
