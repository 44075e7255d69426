//! `morgue kwic`: every match of a query with the text round it, or how many there are.

use anyhow::Result;

use super::args::{Args, Kwic};
use super::choices::LineFormat;
use super::console::Console;
use super::exit::Exit;
use super::{asking, place, talk};
use crate::ingest::Names;
use crate::output::{self, Marking, Style};
use crate::search::{Dates, Request, Sort};

/// The characters of context on each side where no terminal sets a limit.
const WIDTH: usize = 40;

pub(super) fn run(args: &Args, what: &Kwic, console: &mut Console) -> Result<Exit> {
    let filters = asking::filters(&what.asking)?;
    let typed = asking::visible(&what.query.join(" "));
    let parsed = asking::parse(&typed, what.asking.words, what.asking.any, console)?;
    let folder = place::archive(args)?;
    let mut archive = place::open(&folder)?;
    talk::warn(&archive, console);
    let request = Request {
        dates: if what.asking.undated { Dates::Optional } else { Dates::Required },
        // The order of the lines falls back on that of the articles. Every text is a match of its own.
        sort: Sort::Oldest,
        ..Request::of(filters.and(parsed))
    };
    let (_, style) = console.styled();
    // Only what a person reads on a terminal has to fit it.
    let is_fitted = what.format == LineFormat::Text && what.width.is_none() && console.is_terminal();
    let width = if is_fitted { output::context(&style) } else { what.width.map_or(WIDTH, usize::from) };
    let mut found = archive.concordance(&request, width).map_err(|error| asking::explain(error, &typed))?;
    found.sort(what.sort.into());
    let (lines, articles) = (found.lines.len(), found.marked_articles());
    let (out, style) = console.styled();
    let style = if what.plain { Style { marking: Marking::Arrows, ..style } } else { style };
    if what.count {
        let mut counts = found.count(what.by.into());
        counts.truncate(what.limit.unwrap_or(usize::MAX));
        output::counts(&counts, what.format.into(), &style, out)?;
    } else {
        found.lines.truncate(what.limit.unwrap_or(usize::MAX));
        let names = Names::new(&folder);
        let named = |path: &str| place::short(&names.path(path)).to_string_lossy().into_owned();
        let context = if is_fitted { output::Context::Fitted } else { output::Context::Full };
        output::concordance(&found, &named, what.format.into(), context, &style, out)?;
    }
    console.finish()?;
    if lines == 0 && found.articles > 0 {
        console.remark("no lines: nothing in this query is text to be found, it has only filters or exclusions");
    } else if lines == 0 {
        talk::diagnose(&mut archive, &request, 0, console)?;
    } else {
        let matches = if lines == 1 { "1 match".to_owned() } else { format!("{lines} matches") };
        let counted = |count: usize| if count == 1 { "1 article".to_owned() } else { format!("{count} articles") };
        let unmarked = match found.articles.saturating_sub(articles + found.lost) {
            0 => String::new(),
            more => format!("; {more} more match without one"),
        };
        let articles = counted(articles);
        let shown = if !what.count && found.lines.len() < lines {
            format!(", {} shown", found.lines.len())
        } else {
            String::new()
        };
        console.remark(&format!("{matches} in {articles}{shown}{unmarked}"));
    }
    talk::limits(&found.limited, console);
    talk::gaps(found.undated, found.lost, console);
    Ok(if lines == 0 { Exit::NoHits } else { Exit::Done })
}
