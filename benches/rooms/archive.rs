//! Archives of generated pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use morgue::catalog::Catalog;
use morgue::ingest::{self, Options};
use morgue::topics::Vocabulary;
use tempfile::TempDir;

use super::text;

/// Writes so many pages of 9 kB into a new folder.
pub(crate) fn pages(count: u64) -> TempDir {
    let folder = TempDir::new().unwrap();
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).unwrap();
    for number in 0..count {
        fs::write(pages.join(format!("{number:06}.html")), text::html(number, 9000)).unwrap();
    }
    folder
}

/// Ingests the pages of a folder into a new archive beside them, on one thread.
pub(crate) fn ingested(folder: &Path) -> PathBuf {
    let archive = folder.join("archive");
    let catalog = Catalog::open_or_make(&archive, "bench").unwrap();
    let options = Options {
        roots: vec![folder.join("pages").canonicalize().unwrap()],
        most_bytes: 50_000_000,
        threads: 1,
        ..Options::default()
    };
    let archive = archive.canonicalize().unwrap();
    ingest::run(&archive, &catalog, &options, Vocabulary::built_in(), &AtomicBool::new(false), &mut |_| {}).unwrap();
    archive
}
