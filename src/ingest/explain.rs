//! One file read by itself, with what became of each piece of its page; JSON beside it is left aside.

use std::panic::{AssertUnwindSafe, catch_unwind};
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
    // As for an ingest: no page may end the program.
    let explained = catch_unwind(AssertUnwindSafe(|| extract::explain(&page, manner.columns, manner.names)));
    let mut explained =
        explained.map_err(|_| "internal error while reading the page; please report it with the page".to_owned())?;
    if let Ok(article) = &mut explained.found {
        article.topics = manner.vocabulary.assign(article);
    }
    Ok(explained)
}
