//! `morgue extract`: pages to JSON lines, no archive involved.

use std::path::Path;

use anyhow::Result;

use super::args::Extract;
use super::choices::PageFormat;
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::settings::Settings;
use crate::extract::PublicationNames;
use crate::ingest::{self, Content, Manner};
use crate::output;
use crate::topics::Vocabulary;
use crate::walk::{self, Found};

pub(super) fn run(what: &Extract, console: &mut Console) -> Result<Exit> {
    let columns = Settings::default().columns(&what.columns)?;
    let manner = Manner {
        most: what.max_size * 1_000_000,
        columns: &columns,
        names: PublicationNames::built_in(),
        vocabulary: Vocabulary::built_in(),
    };
    let mut failed = false;
    for root in &what.paths {
        // The same message as for `ingest`; the paths printed stay as they were typed.
        walk::root(root).map_err(|error| {
            Wrong(format!("error: {error}\n  hint: name a page or a folder of pages that exists and that you may read"))
        })?;
        for (found, beside) in ingest::pair(walk::walk(root, Path::new("")).collect()) {
            match found {
                Found::File(file) if what.explain => failed |= !explain(&file.path, what, manner, console)?,
                Found::File(file) => ingest::each(file, beside, manner, |path, content| {
                    let line = match content {
                        Content::Article(article, _) => output::extracted(path, &article),
                        Content::Nothing(reason) => output::refused(path, &reason),
                        Content::Failed(reason) => {
                            failed = true;
                            output::refused(path, &reason)
                        }
                        Content::Same => return Ok(()),
                    };
                    writeln!(console.out(), "{}", output::json_line(&line))
                })?,
                Found::Passed(path, reason) => {
                    let line = output::refused(&path.to_string_lossy(), reason);
                    writeln!(console.out(), "{}", output::json_line(&line))?;
                }
                Found::Failed(path, error) => {
                    failed = true;
                    let line = output::refused(&path.to_string_lossy(), &error.to_string());
                    writeln!(console.out(), "{}", output::json_line(&line))?;
                }
            }
        }
    }
    console.finish()?;
    Ok(if failed { Exit::SomeFailed } else { Exit::Done })
}

/// Prints what became of the pieces of a page; tells whether the file could be read.
fn explain(path: &Path, what: &Extract, manner: Manner<'_>, console: &mut Console) -> Result<bool> {
    let name = path.to_string_lossy();
    let explained = ingest::explain(path, manner);
    let (out, style) = console.styled();
    match (explained, what.format) {
        (Ok(explained), PageFormat::Text) => {
            output::explanation(&name, &explained, &style, out)?;
            writeln!(out)?;
        }
        (Ok(explained), PageFormat::Json) => {
            writeln!(out, "{}", output::json_line(&output::explained(&name, &explained)))?;
        }
        (Err(reason), PageFormat::Text) => {
            writeln!(out, "{}: {reason}\n", output::safe(&name))?;
            return Ok(false);
        }
        (Err(reason), PageFormat::Json) => {
            writeln!(out, "{}", output::json_line(&output::refused(&name, &reason)))?;
            return Ok(false);
        }
    }
    Ok(true)
}
