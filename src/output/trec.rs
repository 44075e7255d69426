//! Run lines as the tools of the Text Retrieval Conference read them: `name Q0 docid rank score morgue`.

use std::io::{self, Write};

use super::DocId;
use super::form::{Form, Listing};
use crate::article::is_invisible;
use crate::search::Hit;

/// Run lines.
pub(super) struct Run {
    docid: DocId,
    name: String,
}

impl Run {
    pub(super) fn new(docid: DocId) -> Self {
        Self { docid, name: String::new() }
    }
}

impl Form for Run {
    fn begin(&mut self, listing: &Listing<'_>, _: &mut dyn Write) -> io::Result<()> {
        self.name = column(listing.name.unwrap_or("1"));
        Ok(())
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let document = match self.docid {
            DocId::Id => hit.id.to_string(),
            DocId::Path => hit.path.clone(),
        };
        writeln!(out, "{} Q0 {} {} {:.6} morgue", self.name, column(&document), hit.rank, hit.score)
    }
}

/// The columns are parted by blanks, so that none may stand in one.
fn column(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() || is_invisible(c) { '_' } else { c }).collect()
}
