//! Opening, making and committing the catalog.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{CatalogError, lock};

/// The name of the catalog in the archive's folder.
pub const FILE: &str = "catalog.sqlite";

const VERSION: i64 = 3;
const SCHEMA: &str = include_str!("schema.sql");
/// The cache of a writer: negative, in KiB, as SQLite wants it.
const CACHE: i64 = -65_536;
/// In the schema, what was not there before version 3 begins here.
const SINCE_3: &str = "-- What follows is there since version 3.";

/// An open catalog.
#[derive(Debug)]
pub struct Catalog {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    /// Whether it is of version 2 and cannot be brought up to date: it has no groups, versions, journal and searches.
    pub(super) is_old: bool,
    /// Held as long as the catalog is open for writing.
    _lock: Option<File>,
}

impl Catalog {
    /// Opens the catalog in an archive's folder for reading; a writer at work does not disturb it.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if there is none, or one that this program cannot read.
    pub fn open(archive: &Path) -> Result<Self, CatalogError> {
        let path = archive.join(FILE);
        if !path.is_file() {
            return Err(CatalogError::Missing(archive.to_owned()));
        }
        let opened = |address: &OsStr, flags: OpenFlags| {
            let may_write = flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE);
            let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection =
                Connection::open_with_flags(address, flags).map_err(|error| CatalogError::of(&path, error))?;
            let mut catalog = Self { connection, path: path.clone(), is_old: false, _lock: None };
            catalog.is_old = !may_write && catalog.version()? == 2;
            catalog.prepare()?;
            Ok(catalog)
        };
        let catalog = match opened(path.as_os_str(), OpenFlags::SQLITE_OPEN_READ_WRITE) {
            // A reader needs write access to the shared-memory file beside the catalog; an archive on a
            // read-only disk is opened as one that nobody changes.
            Err(CatalogError::NoRights(..)) => {
                let name = path.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
                let address = OsString::from(format!("file:{name}?immutable=1"));
                opened(&address, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?
            }
            opened => opened?,
        };
        let version = catalog.version()?;
        if version == 0 { Err(CatalogError::Missing(archive.to_owned())) } else { Ok(catalog) }
    }

    /// Opens the catalog for writing and makes folder, file and tables where they are missing. One writer at
    /// a time holds the archive; `writer` says who, to whoever comes second.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if another writer holds it, or it cannot be made or written by this program.
    pub fn open_or_make(archive: &Path, writer: &str) -> Result<Self, CatalogError> {
        fs::create_dir_all(archive).map_err(|error| CatalogError::Folder(archive.to_owned(), error))?;
        let lock = lock::take(archive, writer)?;
        let path = archive.join(FILE);
        let connection = Connection::open(&path).map_err(|error| CatalogError::of(&path, error))?;
        Self { connection, path, is_old: false, _lock: Some(lock) }.made()
    }

    /// Makes an empty catalog in memory, for a rehearsal without an archive.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if there is no memory for it.
    pub fn in_memory() -> Result<Self, CatalogError> {
        let path = PathBuf::from(":memory:");
        let connection = Connection::open_in_memory().map_err(|error| CatalogError::of(&path, error))?;
        Self { connection, path, is_old: false, _lock: None }.made()
    }

    fn made(self) -> Result<Self, CatalogError> {
        let catalog = self;
        catalog.prepare()?;
        // Sketches are written all over their table; with a small cache every one is a page read and written.
        catalog.run(|connection| connection.pragma_update(None, "cache_size", CACHE))?;
        if catalog.version()? == 0 {
            catalog.run(|connection| {
                connection.pragma_update(None, "journal_mode", "wal")?;
                connection.execute_batch(&format!("BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"))
            })?;
        }
        Ok(catalog)
    }

    /// Makes the changes of some work lasting all at once; where it fails, none of them.
    ///
    /// # Errors
    /// Returns the error of the work, or [`CatalogError`] if the catalog cannot be written.
    pub fn batch<T, E: From<CatalogError>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.begin()?;
        let done = work().and_then(|done| {
            self.commit()?;
            Ok(done)
        });
        // SQLite undoes a batch itself where the disk is full; the first error says more than that of the second undoing.
        if done.is_err() && !self.connection.is_autocommit() {
            self.undo()?;
        }
        done
    }

    /// Begins a batch of changes, which [`Catalog::commit`] makes lasting all at once.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn begin(&self) -> Result<(), CatalogError> {
        self.run(|connection| connection.execute_batch("BEGIN IMMEDIATE"))
    }

    /// Makes the batch lasting.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if it cannot be written.
    pub fn commit(&self) -> Result<(), CatalogError> {
        self.run(|connection| connection.execute_batch("COMMIT"))
    }

    /// Undoes the batch.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read any more.
    pub fn undo(&self) -> Result<(), CatalogError> {
        self.run(|connection| connection.execute_batch("ROLLBACK"))
    }

    /// Returns a fact about the archive.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be read.
    pub fn fact(&self, key: &str) -> Result<Option<String>, CatalogError> {
        self.run(|connection| {
            let mut statement = connection.prepare_cached("SELECT value FROM archive WHERE key = ?1")?;
            let mut rows = statement.query([key])?;
            rows.next()?.map(|row| row.get(0)).transpose()
        })
    }

    /// Keeps a fact about the archive.
    ///
    /// # Errors
    /// Returns [`CatalogError`] if the catalog cannot be written.
    pub fn keep_fact(&self, key: &str, value: &str) -> Result<(), CatalogError> {
        self.run(|connection| {
            connection
                .execute("INSERT INTO archive VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", [key, value])
                .map(drop)
        })
    }

    fn prepare(&self) -> Result<(), CatalogError> {
        self.run(|connection| {
            connection.busy_timeout(Duration::from_secs(10))?;
            connection.set_prepared_statement_cache_capacity(64);
            // With WAL this keeps a crash of the program harmless; a power cut may cost the last batch, never the file.
            connection.pragma_update(None, "synchronous", "normal")
        })?;
        let found = self.version()?;
        if found > VERSION {
            return Err(CatalogError::TooNew { path: self.path.clone(), found, known: VERSION });
        }
        if (1..VERSION).contains(&found) && !self.is_old { self.upgrade() } else { Ok(()) }
    }

    /// Makes a catalog of an earlier version one of this. Another program may do the same at the same time.
    fn upgrade(&self) -> Result<(), CatalogError> {
        self.batch(|| self.upgrade_step_by_step())
    }

    fn upgrade_step_by_step(&self) -> Result<(), CatalogError> {
        if self.version()? == 1 {
            self.run(|connection| {
                connection.execute_batch("ALTER TABLE articles ADD COLUMN truncated TEXT; PRAGMA user_version = 2")
            })?;
        }
        if self.version()? == 2 {
            let tables = SCHEMA.split_once(SINCE_3).map(|(_, tables)| tables).unwrap_or_default();
            self.run(|connection| {
                connection.execute_batch(&format!(
                    "ALTER TABLE articles ADD COLUMN hash TEXT NOT NULL DEFAULT ''; \
                     ALTER TABLE articles ADD COLUMN added INTEGER NOT NULL DEFAULT 0; \
                     ALTER TABLE articles ADD COLUMN alike TEXT; UPDATE articles SET added = seq; {tables}"
                ))
            })?;
            self.keep_hashes()?;
            self.run(|connection| connection.pragma_update(None, "user_version", 3))?;
        }
        Ok(())
    }

    fn version(&self) -> Result<i64, CatalogError> {
        self.run(|connection| connection.pragma_query_value(None, "user_version", |row| row.get(0)))
    }

    pub(super) fn run<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, CatalogError> {
        work(&self.connection).map_err(|error| CatalogError::of(&self.path, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalog_is_made_and_found_again() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(matches!(Catalog::open(folder.path()), Err(CatalogError::Missing(_))));
        let made = Catalog::open_or_make(&folder.path().join("a/b"), "").expect("a catalog");
        made.keep_fact("colour", "grey").expect("kept");
        let found = Catalog::open(&folder.path().join("a/b")).expect("the catalog");
        assert_eq!(found.fact("colour").expect("read").as_deref(), Some("grey"));
        assert_eq!(found.fact("size").expect("read"), None);
    }

    #[test]
    fn a_catalog_of_an_earlier_version_is_brought_up_to_date() {
        let later = "DROP TABLE sketches; DROP TABLE versions; DROP TABLE journal; DROP TABLE extracted; DROP TABLE searches; \
             DROP TABLE seen; DROP INDEX articles_by_group; ALTER TABLE articles DROP COLUMN hash; \
             ALTER TABLE articles DROP COLUMN added; ALTER TABLE articles DROP COLUMN alike; PRAGMA user_version = 2";
        for (version, earlier) in [(2, ""), (1, "ALTER TABLE articles DROP COLUMN truncated; PRAGMA user_version = 1")]
        {
            let folder = tempfile::tempdir().expect("a folder");
            let catalog = Catalog::open_or_make(folder.path(), "").expect("a catalog");
            let article = crate::article::Article { title: "x".to_owned(), ..Default::default() };
            let stored = crate::catalog::Stored { id: article.id(), path: "x".to_owned(), article };
            catalog.keep(&stored).expect("kept");
            catalog.connection.execute_batch(&format!("{later}; {earlier}")).expect("as an earlier version was");
            drop(catalog);
            for _ in 0..2 {
                let catalog = Catalog::open(folder.path()).expect("the catalog");
                assert_eq!(catalog.version().expect("a version"), VERSION, "{version}");
                assert_eq!(catalog.article(stored.id).expect("read"), Some(stored.clone()));
                let mut hashes = Vec::new();
                catalog.contents(|_, hash| hashes.push(hash.to_owned())).expect("read");
                assert_eq!(hashes, [stored.article.fingerprint()]);
            }
        }
    }

    #[test]
    fn a_newer_or_damaged_catalog_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let catalog = Catalog::open_or_make(folder.path(), "").expect("a catalog");
        catalog.connection.pragma_update(None, "user_version", VERSION + 1).expect("set");
        drop(catalog);
        let error = Catalog::open_or_make(folder.path(), "").expect_err("too new");
        assert!(error.to_string().contains("newer morgue"), "{error}");
        fs::write(folder.path().join(FILE), "no database at all, but long enough to be read as one").expect("written");
        let error = Catalog::open(folder.path()).expect_err("damaged");
        assert!(error.to_string().contains("damaged"), "{error}");
    }
}
