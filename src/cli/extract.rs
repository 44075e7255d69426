//! `morgue extract`: pages to JSON lines, no archive involved.

use std::path::Path;

use anyhow::Result;

use super::args::Extract;
use super::console::Console;
use super::exit::{Exit, Wrong};
use crate::ingest::{Content, read};
use crate::output;
use crate::topics::Vocabulary;
use crate::walk::{self, Found};

pub(super) fn run(what: &Extract, console: &mut Console) -> Result<Exit> {
    let mut failed = false;
    for root in &what.paths {
        // The same message as for `ingest`; the paths printed stay as they were typed.
        walk::root(root).map_err(|error| {
            Wrong(format!("error: {error}\n  hint: name a page or a folder of pages that exists and that you may read"))
        })?;
        for found in walk::walk(root, Path::new("")) {
            let line = match found {
                Found::File(file) => {
                    let path = file.path.to_string_lossy();
                    match read(&file.path, what.max_size * 1_000_000, None, Vocabulary::built_in()).content {
                        Content::Article(article, _) => output::extracted(&path, &article),
                        Content::Nothing(reason) => output::refused(&path, &reason),
                        Content::Failed(reason) => {
                            failed = true;
                            output::refused(&path, &reason)
                        }
                        Content::Same => continue,
                    }
                }
                Found::Passed(path, reason) => output::refused(&path.to_string_lossy(), reason),
                Found::Failed(path, error) => {
                    failed = true;
                    output::refused(&path.to_string_lossy(), &error.to_string())
                }
            };
            writeln!(console.out(), "{}", output::json_line(&line))?;
        }
    }
    console.finish()?;
    Ok(if failed { Exit::SomeFailed } else { Exit::Done })
}
