//! Run lines as the tools of the Text Retrieval Conference read them: `name Q0 docid rank score morgue`.

use std::io::{self, Write};

use super::DocId;
use crate::article::is_invisible;
use crate::search::Response;

pub(super) fn write(name: &str, response: &Response, docid: DocId, out: &mut dyn Write) -> io::Result<()> {
    for hit in &response.hits {
        let document = match docid {
            DocId::Id => hit.id.to_string(),
            DocId::Path => hit.path.clone(),
        };
        writeln!(out, "{} Q0 {} {} {:.6} morgue", column(name), column(&document), hit.rank, hit.score)?;
    }
    Ok(())
}

/// The columns are parted by blanks, so that none may stand in one.
fn column(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() || is_invisible(c) { '_' } else { c }).collect()
}
