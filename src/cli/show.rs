//! `morgue show`: one article, for reading or as JSON.

use anyhow::{Context, Result};

use super::args::{Args, Show};
use super::choices::PageFormat;
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::{place, query};
use crate::article::ArticleId;
use crate::ingest::Names;
use crate::output::{self, Marking, Style};
use crate::search::Archive;

/// Ids named when a beginning fits several.
const CANDIDATES: usize = 10;

pub(super) fn run(args: &Args, what: &Show, console: &mut Console) -> Result<Exit> {
    let folder = place::archive(args)?;
    let mut archive = place::open(&folder)?;
    let id = find(&archive, &what.id)?;
    let stored = archive.catalog().article(id)?.context("the article is gone")?;
    let topics = archive.topics(&stored.article);
    let marks = match &what.query {
        Some(typed) => {
            let typed = query::visible(typed);
            let query = query::parse(&typed, what.words, what.any, console)?;
            archive.marks(&query, id, &stored.article).map_err(|error| query::explain(error, &typed))?
        }
        None => Vec::new(),
    };
    let (out, style) = console.styled();
    let style = if what.plain { Style { marking: Marking::Arrows, ..style } } else { style };
    match what.format {
        PageFormat::Json => {
            writeln!(out, "{}", output::json_line(&output::shown(&stored.path, &stored.article, &topics, &marks)))?
        }
        PageFormat::Text => {
            let path = place::short(&Names::new(&folder).path(&stored.path)).to_string_lossy().into_owned();
            output::show(&stored.article, &id.to_string(), &path, &topics, &marks, &style, out)?;
            if what.why {
                writeln!(out)?;
                output::evidence(&stored.article, &style, out)?;
            }
        }
    }
    console.finish()?;
    Ok(Exit::Done)
}

fn find(archive: &Archive<'_>, typed: &str) -> Result<ArticleId> {
    let start = typed.trim().to_lowercase();
    if start.is_empty() {
        return Err(Wrong("error: the id is empty\n  hint: `morgue query` prints the id of each hit".to_owned()).into());
    }
    let ids = archive.catalog().ids_from(&start, CANDIDATES + 1)?;
    match ids.as_slice() {
        [] => Err(Wrong(format!(
            "error: no article has an id that begins with `{}`\n  hint: `morgue query` prints the id of each hit",
            output::safe(typed)
        ))
        .into()),
        [only] => Ok(only.parse()?),
        several => {
            let named: Vec<&str> = several.iter().take(CANDIDATES).map(String::as_str).collect();
            let more = if several.len() > CANDIDATES { " …" } else { "" };
            Err(Wrong(format!(
                "error: `{}` fits several articles: {}{more}\n  hint: type more of the id",
                output::safe(typed),
                named.join(" ")
            ))
            .into())
        }
    }
}
