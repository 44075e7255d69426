//! The index made from the catalog: all of it, or what is missing since its last commit.

use std::path::Path;

use crate::analysis::Compounds;
use crate::catalog::{Catalog, Change};
use crate::index::{Health, Index, Writer};

use super::IngestError;
use super::retag::VOCABULARY;

/// The name of the index folder in the archive's folder.
pub const INDEX: &str = "index";

/// Makes the index anew from the catalog without reading a page; hands the number of articles done so far
/// to `progress`.
///
/// # Errors
/// Returns [`IngestError`] if the catalog cannot be read or the index not be written.
pub fn rebuild(
    archive: &Path,
    catalog: &Catalog,
    compounds: &Compounds,
    progress: &mut dyn FnMut(u64),
) -> Result<Index, IngestError> {
    // Made beside the old one, which answers until the new one is complete.
    let (path, fresh) = (archive.join(INDEX), archive.join("index.new"));
    let index = Index::make(&fresh, compounds)?;
    let mut writer = index.writer()?;
    catch_up(catalog, &mut writer, 0, progress)?;
    writer.close()?;
    drop(index);
    Index::replace(&path, &fresh)?;
    Ok(Index::open(&path, compounds)?)
}

/// Opens the index and brings it up to the catalog: after a crash what is missing is indexed; one that is
/// missing, damaged or made by another version is made anew.
///
/// # Errors
/// Returns [`IngestError`] if the catalog cannot be read or the index not be written.
pub fn bring_up(
    archive: &Path,
    catalog: &Catalog,
    compounds: &Compounds,
    progress: &mut dyn FnMut(u64),
) -> Result<Index, IngestError> {
    let Ok(index) = Index::open(&archive.join(INDEX), compounds) else {
        return rebuild(archive, catalog, compounds, progress);
    };
    let Ok(state) = index.state() else { return rebuild(archive, catalog, compounds, progress) };
    let seq = catalog.seq()?;
    // An index ahead of its catalog belongs to a catalog that was lost: nothing in it can be trusted.
    if state.health(compounds) == Health::Outdated || state.seq > seq {
        return rebuild(archive, catalog, compounds, progress);
    }
    if state.seq < seq {
        let mut writer = index.writer()?;
        catch_up(catalog, &mut writer, state.seq, progress)?;
        writer.close()?;
    }
    Ok(index)
}

fn catch_up(
    catalog: &Catalog,
    writer: &mut Writer<'_>,
    seq: u64,
    progress: &mut dyn FnMut(u64),
) -> Result<(), IngestError> {
    let mut done = 0;
    let last = catalog.changes(seq, |change| {
        match change {
            Change::Kept(stored) => writer.put(stored.id, &stored.path, &stored.article)?,
            Change::Removed(id) => writer.take_out(id),
        }
        done += 1;
        progress(done);
        Ok::<(), IngestError>(())
    })?;
    let topics = catalog.fact(VOCABULARY)?.unwrap_or_default();
    Ok(writer.commit(last, &topics)?)
}
