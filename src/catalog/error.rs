//! What can go wrong with the catalog, said so that a person knows what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// The catalog cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// There is no catalog in the folder.
    #[error("there is no archive in `{}`\n  hint: make one with `morgue ingest DIR`, or name another with `--archive DIR`", .0.display())]
    Missing(PathBuf),
    /// The catalog was written by a newer version.
    #[error("the archive `{}` was written by a newer morgue (catalog version {found}, this one knows {known})\n  hint: update morgue; nothing was changed", path.display())]
    TooNew {
        /// The catalog.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// Another writer is at work.
    #[error("the archive `{}` is being written by {writer}\n  hint: wait until it has finished and run the command again; reading is possible meanwhile", path.display())]
    Locked {
        /// The archive's folder.
        path: PathBuf,
        /// Who holds it, as the holder said.
        writer: String,
    },
    /// The lock file cannot be made.
    #[error("cannot lock the archive `{}`\n  hint: check the rights and the space, or name another archive with `--archive DIR`", .0.display())]
    Lock(PathBuf, #[source] std::io::Error),
    /// The file is no SQLite database, or a broken one.
    #[error("the catalog `{}` is damaged\n  hint: restore it from a backup, or move it away and ingest the pages again", .0.display())]
    Damaged(PathBuf, #[source] rusqlite::Error),
    /// The disk is full, or a limit of the system was reached.
    #[error("cannot write the catalog `{}`: no space left\n  hint: free some space and run the command again; what was committed before is safe", .0.display())]
    Full(PathBuf, #[source] rusqlite::Error),
    /// The file may not be written, or its folder.
    #[error("may not write the catalog `{}`\n  hint: check the rights of the folder, or name another archive with `--archive DIR`", .0.display())]
    NoRights(PathBuf, #[source] rusqlite::Error),
    /// Another program holds the catalog for longer than is sensible.
    #[error("the catalog `{}` is in use by another program\n  hint: wait for it to finish and run the command again", .0.display())]
    Busy(PathBuf, #[source] rusqlite::Error),
    /// The archive's folder cannot be made.
    #[error("cannot make the archive's folder `{}`\n  hint: check the rights and the space, or name another with `--archive DIR`", .0.display())]
    Folder(PathBuf, #[source] std::io::Error),
    /// Anything else that SQLite reports.
    #[error("the catalog `{}` cannot be read or written\n  hint: run the command again; if it stays, restore the catalog from a backup", .0.display())]
    Sqlite(PathBuf, #[source] rusqlite::Error),
    /// A value in the catalog is not what this program writes.
    #[error("article {id} in the catalog `{}` has a value that cannot be read: {what}\n  hint: ingest its page again", path.display())]
    BadValue {
        /// The catalog.
        path: PathBuf,
        /// The article.
        id: String,
        /// The column and the reason.
        what: String,
    },
}

impl CatalogError {
    pub(super) fn of(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged(path, error),
            Some(ErrorCode::DiskFull) => Self::Full(path, error),
            // A write that the system cuts short (file size limit, quota) is an I/O error to SQLite.
            Some(ErrorCode::SystemIoFailure) if is_write(&error) => Self::Full(path, error),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::NoRights(path, error)
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path, error),
            _ => Self::Sqlite(path, error),
        }
    }
}

fn is_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    error.sqlite_error().is_some_and(|error| {
        [SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_SHMSIZE]
            .contains(&error.extended_code)
    })
}
