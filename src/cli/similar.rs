//! `morgue similar`: articles like one of the archive.

use anyhow::{Context, Result};

use super::args::{Args, Similar};
use super::choices::HitFormat;
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::{list, place, talk};
use crate::output::{Goal, Manner, safe};

pub(super) fn run(args: &Args, what: &Similar, console: &mut Console) -> Result<Exit> {
    let mut archive = place::open(&place::existing(args)?)?;
    talk::warn(&archive, console);
    let id = place::article(archive.catalog(), &what.id)?;
    let stored = archive.catalog().article(id)?.context("the article is gone")?;
    let Some(mut request) = archive.similar(id, &stored.article, Some(what.limit))? else {
        console.remark("no other article shares a telling word with it");
        return Ok(Exit::NoHits);
    };
    if what.format == HitFormat::Xlsx && console.is_terminal() {
        let hint = "send it to a file: `morgue similar ID --format xlsx > FILE`";
        return Err(Wrong(format!("error: a workbook is nothing for a terminal\n  hint: {hint}")).into());
    }
    if what.format.is_for_reading() || matches!(what.format, HitFormat::Json | HitFormat::Jsonl) {
        (request.snippets, request.width) = (1, 240);
    }
    let (_, style) = console.styled();
    let goal = if console.is_terminal() { Goal::Terminal } else { Goal::Program };
    let form = (what.format.into(), Manner { goal, ..Manner::of(style) });
    let typed = request.query.to_string();
    let written = list::into(None, &form, what.format.is_for_reading(), console, |list| {
        list.write(&mut archive, (None, &typed), &request, None, &mut |_| Ok(()))
    })?;
    console.finish()?;
    console.remark(&format!("like {id} by: {}", safe(&typed).replace(" OR ", " ")));
    Ok(if written.shown == 0 { Exit::NoHits } else { Exit::Done })
}
