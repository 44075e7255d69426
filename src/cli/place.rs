//! Where the archive lies, what time it is, and who writes.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use time::OffsetDateTime;

use super::args::Args;
use super::exit::Wrong;
use super::settings::Settings;
use crate::article::ArticleId;
use crate::catalog::{Catalog, CatalogError, FILE};
use crate::ingest::INDEX;
use crate::output::safe;
use crate::search::Archive;

/// Ids named when a beginning fits several.
const CANDIDATES: usize = 10;

/// The name of an archive's folder beside the clippings.
pub(super) const BESIDE: &str = ".morgue";

/// Returns the folder of the archive: `--archive` or MORGUE_ARCHIVE, else the nearest `.morgue` upwards, else the
/// user's data folder. It need not exist.
pub(super) fn archive(args: &Args) -> Result<PathBuf> {
    let here = env::current_dir().context("the current folder cannot be read\n  hint: change to another folder")?;
    let folder = match &args.archive {
        Some(named) => here.join(named),
        None => match here.ancestors().map(|folder| folder.join(BESIDE)).find(|folder| folder.is_dir()) {
            Some(found) => found,
            None => data_folder()
                .context("no archive found and no home folder known\n  hint: name an archive with `--archive DIR`")?,
        },
    };
    // An archive that exists is known by its real path, so that its files have one name.
    Ok(folder.canonicalize().unwrap_or(folder))
}

fn data_folder() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = named("XDG_DATA_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| named("HOME").map(|home| home.join(".local/share")));
    let base = base.or_else(|| named("APPDATA"));
    base.map(|base| base.join("morgue"))
}

/// Returns the path as the user would write it: relative to the current folder where it lies below it.
pub(super) fn short(path: &Path) -> PathBuf {
    let here = env::current_dir().and_then(|here| here.canonicalize());
    here.ok().and_then(|here| path.strip_prefix(here).ok()).map_or_else(|| path.to_owned(), Path::to_owned)
}

/// Returns today's day in UTC.
pub(super) fn today() -> time::Date {
    OffsetDateTime::now_utc().date()
}

/// Returns how this process is named to another one that wants to write as well.
pub(super) fn writer(command: &str) -> String {
    let now = OffsetDateTime::now_utc();
    format!("`morgue {command}` (process {}, since {:02}:{:02} UTC)", std::process::id(), now.hour(), now.minute())
}

/// Opens the archive in a folder for searching.
pub(super) fn open(folder: &Path) -> Result<Archive<'static>> {
    let settings = Settings::of(folder)?;
    Ok(Archive::open(folder, &folder.join(INDEX), settings.vocabulary(folder)?, &settings.compounds())?)
}

/// Returns the folder of the archive, which has to be there.
pub(super) fn existing(args: &Args) -> Result<PathBuf> {
    let folder = archive(args)?;
    if folder.join(FILE).is_file() { Ok(folder) } else { Err(CatalogError::Missing(folder).into()) }
}

/// Returns the article whose id was typed, or the beginning of it.
pub(super) fn article(catalog: &Catalog, typed: &str) -> Result<ArticleId> {
    let start = typed.trim().to_lowercase();
    if start.is_empty() {
        return Err(Wrong("error: the id is empty\n  hint: `morgue query` prints the id of each hit".to_owned()).into());
    }
    let ids = catalog.ids_from(&start, CANDIDATES + 1)?;
    match ids.as_slice() {
        [] => Err(Wrong(format!(
            "error: no article has an id that begins with `{}`\n  hint: `morgue query` prints the id of each hit",
            safe(typed)
        ))
        .into()),
        [only] => Ok(only.parse()?),
        several => {
            let named: Vec<&str> = several.iter().take(CANDIDATES).map(String::as_str).collect();
            let more = if several.len() > CANDIDATES { " …" } else { "" };
            Err(Wrong(format!(
                "error: `{}` fits several articles: {}{more}\n  hint: type more of the id",
                safe(typed),
                named.join(" ")
            ))
            .into())
        }
    }
}
