//! `morgue rebuild`, `init`, `completions` and `man`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use super::console::Console;
use super::exit::Exit;
use super::place;
use super::settings::Settings;
use crate::catalog::{Catalog, CatalogError, FILE};
use crate::ingest;

pub(super) fn rebuild(args: &Args, console: &mut Console) -> Result<Exit> {
    let folder = place::archive(args)?;
    if !folder.join(FILE).is_file() {
        return Err(CatalogError::Missing(folder).into());
    }
    let catalog = Catalog::open_or_make(&folder, &place::writer("rebuild"))?;
    let bar = console.progress("indexing");
    let (articles, _) = catalog.count()?;
    bar.set_length(articles);
    let settings = Settings::of(&folder)?;
    let (vocabulary, compounds) = (settings.checked_vocabulary(&folder)?, settings.compounds());
    bar.set_prefix("grouping");
    ingest::regroup(&catalog, settings.threshold(), &mut |done| bar.set_position(done))?;
    bar.set_prefix("indexing");
    ingest::rebuild(&folder, &catalog, &compounds, &mut |done| bar.set_position(done))?;
    if !ingest::is_tagged(&catalog, vocabulary)? {
        bar.set_prefix("assigning");
        ingest::retag(&folder, &catalog, &compounds, vocabulary, &mut |done| bar.set_position(done))?;
    }
    bar.finish_and_clear();
    if !args.quiet {
        writeln!(console.out(), "index made anew from the catalog: {articles} articles")?;
    }
    console.finish()?;
    Ok(Exit::Done)
}

pub(super) fn init(folder: &Path, console: &mut Console) -> Result<Exit> {
    let archive = folder.join(place::BESIDE);
    let there = archive.is_dir();
    fs::create_dir_all(&archive)
        .with_context(|| format!("cannot make `{}`\n  hint: check the rights of the folder", archive.display()))?;
    let what = if there { "there already" } else { "made" };
    console.remark(&format!("archive {what}: `{}`; `morgue ingest DIR` reads pages into it", archive.display()));
    Ok(Exit::Done)
}

pub(super) fn completions(shell: Shell, console: &mut Console) -> Result<Exit> {
    clap_complete::generate(shell, &mut Args::command(), "morgue", &mut console.out());
    console.finish()?;
    Ok(Exit::Done)
}

/// Writes one page: the program, then a section for each command.
pub(super) fn man(console: &mut Console) -> Result<Exit> {
    let command = Args::command();
    clap_mangen::Man::new(command.clone()).render(&mut console.out())?;
    for part in command.get_subcommands() {
        section(part.get_name(), part, console)?;
        for below in part.get_subcommands() {
            section(&format!("{} {}", part.get_name(), below.get_name()), below, console)?;
        }
    }
    console.finish()?;
    Ok(Exit::Done)
}

fn section(name: &str, part: &clap::Command, console: &mut Console) -> Result<()> {
    writeln!(console.out(), ".SH \"MORGUE {}\"", name.to_uppercase())?;
    let page = clap_mangen::Man::new(part.clone());
    page.render_synopsis_section(&mut console.out())?;
    page.render_description_section(&mut console.out())?;
    page.render_options_section(&mut console.out())?;
    if part.get_after_help().or(part.get_after_long_help()).is_some() {
        page.render_extra_section(&mut console.out())?;
    }
    Ok(())
}
