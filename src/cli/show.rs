//! `morgue show`: one article, for reading or as JSON.

use anyhow::{Context, Result};

use super::args::{Args, Show};
use super::choices::PageFormat;
use super::console::Console;
use super::exit::Exit;
use super::{asking, place};
use crate::ingest::Names;
use crate::output::{self, Marking, Style};

pub(super) fn run(args: &Args, what: &Show, console: &mut Console) -> Result<Exit> {
    let folder = place::archive(args)?;
    let mut archive = place::open(&folder)?;
    let id = place::article(archive.catalog(), &what.id)?;
    let stored = archive.catalog().article(id)?.context("the article is gone")?;
    let topics = archive.topics(&stored.article);
    let marks = match &what.query {
        Some(typed) => {
            let typed = asking::visible(typed);
            let query = asking::parse(&typed, what.words, what.any, console)?;
            archive.marks(&query, id, &stored.article).map_err(|error| asking::explain(error, &typed))?
        }
        None => Vec::new(),
    };
    let (out, style) = console.styled();
    let style = if what.plain { Style { marking: Marking::Arrows, ..style } } else { style };
    match what.format {
        PageFormat::Json => writeln!(
            out,
            "{}",
            output::json_line(&output::shown(&stored, &topics, &marks, &archive.catalog().journal(id)?))
        )?,
        PageFormat::Text => {
            let path = place::short(&Names::new(&folder).path(&stored.path)).to_string_lossy().into_owned();
            output::show(&stored.article, &id.to_string(), &path, &topics, &marks, &style, out)?;
            if what.why {
                writeln!(out)?;
                output::evidence(&stored.article, &style, out)?;
                output::journal(&archive.catalog().journal(id)?, &style, out)?;
            }
        }
    }
    console.finish()?;
    Ok(Exit::Done)
}
