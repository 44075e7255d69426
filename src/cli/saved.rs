//! `morgue save`, `run` and `saved`: searches kept by name, and what is new in them.

use std::sync::Arc;

use anyhow::{Context, Result};
use clap::{CommandFactory, FromArgMatches};

use super::args::{Args, Command, Query, Run, Save, SavedSearches};
use super::choices::PageFormat;
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::{asking, place, query};
use crate::catalog::{Catalog, Saved};
use crate::output::{self, safe};

/// Names that are asked about where one is not known.
const NEAREST: usize = 5;

pub(super) fn save(args: &Args, what: &Save, console: &mut Console) -> Result<Exit> {
    let name = named(&what.name)?;
    let parsed = parsed(&what.query)?;
    if parsed.output.is_some() || parsed.record.is_some() {
        let hint = "files are named when it is run: `morgue run NAME -o FILE`";
        return Err(Wrong(format!("error: a saved search names no files\n  hint: {hint}")).into());
    }
    // What cannot be asked is not saved.
    asking::filters(&parsed.asking)?;
    asking::parse(&asking::visible(&parsed.query.join(" ")), parsed.asking.words, parsed.asking.any, console)?;
    let folder = place::existing(args)?;
    let catalog = Catalog::open_or_make(&folder, &place::writer("save"))?;
    if !what.force && catalog.saved()?.iter().any(|saved| saved.name == name) {
        let hint = format!("`morgue save --force {name} …` replaces it, `morgue saved` lists what there is");
        return Err(Wrong(format!("error: a search `{name}` is saved already\n  hint: {hint}")).into());
    }
    let typed = serde_json::to_string(&what.query).context("what was typed is no text")?;
    catalog.save(&name, &typed, &place::today().to_string())?;
    console.remark(&format!("saved; `morgue run {name}` asks it, `morgue run {name} --new` prints what is new"));
    Ok(Exit::Done)
}

pub(super) fn run(args: &Args, what: &Run, console: &mut Console) -> Result<Exit> {
    let folder = place::existing(args)?;
    let writer = || Catalog::open_or_make(&folder, &place::writer("run"));
    // Held to the end: two runs at the same time would both print the same as new. All of it may be asked at any time.
    let catalog = if what.new { writer()? } else { Catalog::open(&folder)? };
    let saved = find(&catalog, &what.name)?;
    let mut typed: Vec<String> = serde_json::from_str(&saved.query).with_context(|| {
        format!("the saved search `{}` cannot be read\n  hint: save it again with `--force`", saved.name)
    })?;
    typed.extend(what.options.iter().cloned());
    let mut parsed = parsed(&typed)?;
    if what.new {
        if parsed.record.is_some() || !parsed.facets.is_empty() {
            let hint = "run it without `--new`: what is new hangs on what was printed before";
            return Err(
                Wrong(format!("error: `--new` has no place for `--record` and `--facets`\n  hint: {hint}")).into()
            );
        }
        // Nothing that is new may be missed for want of room.
        parsed.all = parsed.all || parsed.limit.is_none();
        parsed.offset = 0;
    }
    let seen = if what.new { Arc::new(catalog.seen(&saved.name)?) } else { Arc::default() };
    let mut shown = Vec::new();
    let exit = query::run_seen(
        args,
        &parsed,
        seen,
        &mut |hit| {
            shown.push(hit.id);
            shown.extend(&hit.alike);
            Ok(())
        },
        console,
    )?;
    let day = place::today().to_string();
    let noted = if what.new {
        catalog.mark_seen(&saved.name, &shown, &day)
    } else {
        drop(catalog);
        writer().and_then(|catalog| catalog.mark_seen(&saved.name, &shown, &day))
    };
    match noted {
        Err(error) if !what.new => {
            let error = error.to_string();
            let first = error.lines().next().unwrap_or_default();
            console.remark(&format!("note: what was printed still counts as new for `--new`: {first}"));
        }
        noted => noted?,
    }
    Ok(exit)
}

pub(super) fn saved(args: &Args, what: &SavedSearches, console: &mut Console) -> Result<Exit> {
    let folder = place::existing(args)?;
    if let Some(name) = &what.remove {
        let catalog = Catalog::open_or_make(&folder, &place::writer("saved"))?;
        let saved = find(&catalog, name)?;
        catalog.forget_saved(&saved.name)?;
        console.remark(&format!("removed: `{}`", safe(&saved.name)));
        return Ok(Exit::Done);
    }
    let searches = Catalog::open(&folder)?.saved()?;
    let listed: Vec<output::Search> = searches
        .into_iter()
        .map(|Saved { name, query, saved, run }| {
            let typed = serde_json::from_str(&query).unwrap_or_default();
            output::Search { name, typed, saved, run }
        })
        .collect();
    let (out, style) = console.styled();
    output::searches(&listed, what.format == PageFormat::Json, &style, out)?;
    console.finish()?;
    if listed.is_empty() {
        console.remark("no search is saved; `morgue save NAME QUERY` saves one");
    }
    Ok(Exit::Done)
}

/// Returns a name as it is kept.
fn named(typed: &str) -> Result<String> {
    let name = asking::visible(typed).trim().to_owned();
    if name.is_empty() || name.starts_with('-') || name.contains(char::is_control) {
        let hint = "it may have any letters, digits and signs, and begins with no hyphen";
        return Err(Wrong(format!("error: `{}` is no name for a search\n  hint: {hint}", safe(typed))).into());
    }
    Ok(name)
}

/// Reads what was typed as the arguments of `morgue query`.
fn parsed(typed: &[String]) -> Result<Query> {
    let arguments = ["morgue", "query"].into_iter().chain(typed.iter().map(String::as_str));
    // What is added when a search is run wins over what was saved.
    let command = Args::command().mut_subcommand("query", |query| query.args_override_self(true));
    let matches = command.try_get_matches_from(arguments);
    let args = matches.and_then(|matches| Args::from_arg_matches(&matches)).map_err(|error| {
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default().to_owned();
        Wrong(format!("{first}\n  hint: what `morgue query` understands can be saved; `morgue help query` lists it"))
    })?;
    match args.command {
        Command::Query(query) if query.batch.is_some() || !query.ingest.is_empty() => {
            let hint = "`morgue ingest DIR` brings the archive up to date before it is run";
            Err(Wrong(format!("error: a saved search has no place for `--batch` and `--ingest`\n  hint: {hint}"))
                .into())
        }
        Command::Query(query) if !typed.iter().any(|word| word.starts_with("--archive")) => Ok(*query),
        _ => Err(Wrong(
            "error: the archive is named before the command\n  hint: `morgue --archive DIR save NAME QUERY`".to_owned(),
        )
        .into()),
    }
}

fn find(catalog: &Catalog, typed: &str) -> Result<Saved> {
    let name = named(typed)?;
    let mut searches = catalog.saved()?;
    if let Some(place) = searches.iter().position(|saved| saved.name == name) {
        return Ok(searches.swap_remove(place));
    }
    searches.sort_by(|a, b| strsim::jaro(&b.name, &name).total_cmp(&strsim::jaro(&a.name, &name)));
    let known: Vec<String> = searches.iter().take(NEAREST).map(|saved| format!("`{}`", safe(&saved.name))).collect();
    let hint = match known.as_slice() {
        [] => "`morgue save NAME QUERY` saves one".to_owned(),
        known => format!("there are {}", known.join(", ")),
    };
    Err(Wrong(format!("error: no search `{}` is saved\n  hint: {hint}", safe(&name))).into())
}
