//! `morgue status`: where the archive is, what is in it, and whether its index is in order.

use std::fs;
use std::path::Path;

use anyhow::Result;
use indicatif::HumanBytes;

use super::args::{Args, Status};
use super::choices::PageFormat;
use super::console::Console;
use super::exit::Exit;
use super::place;
use super::settings::Settings;
use crate::catalog::Catalog;
use crate::index::{Health, Index};
use crate::ingest::INDEX;
use crate::output;

pub(super) fn run(args: &Args, what: &Status, console: &mut Console) -> Result<Exit> {
    let folder = place::archive(args)?;
    let catalog = Catalog::open(&folder)?;
    let limit = what.limit.unwrap_or(if what.format == PageFormat::Json { usize::MAX } else { 10 });
    let survey = catalog.survey(limit)?;
    let (state, exit) = index_state(&folder, &catalog)?;
    let bytes = size(&folder);
    let (out, style) = console.styled();
    match what.format {
        PageFormat::Json => {
            let survey = output::survey_json(&folder.to_string_lossy(), bytes, &state, &survey);
            writeln!(out, "{}", output::json_line(&survey))?
        }
        PageFormat::Text => {
            writeln!(out, "{} ({})", output::safe(&place::short(&folder).to_string_lossy()), HumanBytes(bytes))?;
            output::survey(&survey, limit, &style, out)?;
            writeln!(out, "\nindex: {state}")?;
        }
    }
    console.finish()?;
    Ok(exit)
}

fn index_state(folder: &Path, catalog: &Catalog) -> Result<(String, Exit)> {
    let compounds = Settings::of(folder)?.compounds();
    let index = match Index::open(&folder.join(INDEX), &compounds)
        .and_then(|index| Ok((index.state()?, index.broken_files()?)))
    {
        Ok((_, broken)) if !broken.is_empty() => {
            return Ok((format!("{} files are damaged; `morgue rebuild` makes it anew", broken.len()), Exit::Archive));
        }
        Ok((state, _)) => state,
        Err(_) => return Ok(("missing or damaged; `morgue rebuild` makes it anew".to_owned(), Exit::Archive)),
    };
    let behind = catalog.seq()?.abs_diff(index.seq);
    Ok(match (index.health(&compounds), behind) {
        (Health::Outdated, _) => (
            "made by another version or with other `[compounds]`; `morgue rebuild` makes it anew".to_owned(),
            Exit::Done,
        ),
        (Health::Good, 0) => ("in order".to_owned(), Exit::Done),
        (Health::Good, behind) => (format!("lacks {behind} changes; the next `morgue ingest` adds them"), Exit::Done),
    })
}

fn size(folder: &Path) -> u64 {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    files.filter_map(|file| fs::metadata(file.path()).ok()).filter(fs::Metadata::is_file).map(|file| file.len()).sum()
}
