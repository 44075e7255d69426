//! One file read as an ingest would read it, with what became of each piece of its page.

use std::path::Path;

use super::read::{Content, Manner, load};
use crate::extract::{self, Explanation};
use crate::page;

/// Reads a file and says what became of each piece of its page.
///
/// # Errors
/// Returns why the file is no page.
pub fn explain(path: &Path, manner: Manner<'_>) -> Result<Explanation, String> {
    let bytes = load(path, manner.most).map_err(|content| match content {
        Content::Nothing(reason) | Content::Failed(reason) => reason,
        Content::Same | Content::Article(..) => String::new(),
    })?;
    let page = page::read(&bytes).map_err(|reason| reason.to_string())?;
    let mut explained = extract::explain(&page, manner.columns, manner.names);
    if let Ok(article) = &mut explained.found {
        article.topics = manner.vocabulary.assign(article);
    }
    Ok(explained)
}
