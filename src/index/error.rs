//! What can go wrong with an index.

use std::path::{Path, PathBuf};

use tantivy::TantivyError;

/// The index cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The index folder cannot be made or written.
    #[error("cannot write the index `{}`\n  hint: check free space and rights, then run the command again; what was committed before is safe", .0.display())]
    Write(PathBuf, #[source] TantivyError),
    /// The index cannot be read.
    #[error("the index `{}` is missing or damaged\n  hint: `morgue rebuild` makes it anew from the catalog; nothing is lost", .0.display())]
    Damaged(PathBuf, #[source] TantivyError),
    /// The index folder may not be written, which searching needs for a lock, or its files may not be read.
    #[error("no right to use the index `{}`\n  hint: searching needs the right to read the index and to write a lock file beside it: change the rights, or copy the archive and name the copy with `--archive DIR`", .0.display())]
    NoRights(PathBuf, #[source] TantivyError),
    /// The folder cannot be made or emptied.
    #[error("cannot make the index folder `{}`\n  hint: check free space and rights", .0.display())]
    Folder(PathBuf, #[source] std::io::Error),
}

impl IndexError {
    /// Returns the error of reading the index in a folder.
    pub(super) fn reading(path: &Path, error: TantivyError) -> Self {
        // The library hands the system's error on as text in several of its own errors.
        let rights = format!("{error:?}").contains("PermissionDenied");
        if rights { Self::NoRights(path.to_owned(), error) } else { Self::Damaged(path.to_owned(), error) }
    }
}
