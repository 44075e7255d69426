//! Opening and making an index folder, and what its last commit says of itself.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Once;

use serde::{Deserialize, Serialize};
use tantivy::{ReloadPolicy, Searcher, TantivyError};

use super::fields::Fields;
use super::{IndexError, Writer};
use crate::analysis::{self, Compounds};
use crate::schema;

thread_local! {
    /// Whether a panic of this thread is an answer and not to be printed.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The hook is one for all threads: put in once, since two that take it out and put it back may lose it.
static HOOK: Once = Once::new();

/// What the last commit of an index says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The number of the catalog's last change that the index holds.
    pub seq: u64,
    /// The version of the schema it was made with.
    pub schema: u32,
    /// The version of the analysis it was made with.
    pub analysis: u32,
    /// The compounds that were settled by the user when it was made.
    #[serde(default)]
    pub compounds: String,
    /// The hash of the vocabulary that the topics of the articles come from.
    #[serde(default)]
    pub topics: String,
}

/// Whether an index can be used as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// It can.
    Good,
    /// It was made with another schema or analysis, or with other compounds settled: searching may miss things until it is rebuilt.
    Outdated,
}

impl State {
    pub(super) fn now(seq: u64, compounds: &Compounds, topics: &str) -> Self {
        Self {
            seq,
            schema: schema::version(),
            analysis: analysis::VERSION,
            compounds: compounds.fingerprint(),
            topics: topics.to_owned(),
        }
    }

    /// Tells whether the index was made by the present schema and analysis, with these compounds settled.
    pub fn health(&self, compounds: &Compounds) -> Health {
        if *self == Self::now(self.seq, compounds, &self.topics) { Health::Good } else { Health::Outdated }
    }
}

/// An open index.
pub struct Index {
    pub(super) inner: tantivy::Index,
    pub(super) path: PathBuf,
    /// The compounds that the user has settled.
    pub compounds: Compounds,
    /// The handles of the fields.
    pub fields: Fields,
}

impl Index {
    /// Opens the index in a folder; words are analysed with these compounds settled.
    ///
    /// # Errors
    /// Returns [`IndexError::Damaged`] if there is none or it cannot be read, or was made with other fields.
    pub fn open(path: &Path, compounds: &Compounds) -> Result<Self, IndexError> {
        let damaged = |error| IndexError::reading(path, error);
        let inner = tantivy::Index::open_in_dir(path).map_err(damaged)?;
        let (schema, fields) = Fields::make();
        if inner.schema() != schema {
            return Err(damaged(TantivyError::SchemaError("made with other fields".to_owned())));
        }
        Ok(Self { inner, path: path.to_owned(), compounds: compounds.clone(), fields })
    }

    /// Makes an empty index in place of whatever the folder holds.
    ///
    /// # Errors
    /// Returns [`IndexError`] if the folder cannot be emptied or written.
    pub fn make(path: &Path, compounds: &Compounds) -> Result<Self, IndexError> {
        let folder = |error| IndexError::Folder(path.to_owned(), error);
        clear(path).and_then(|()| fs::create_dir_all(path)).map_err(folder)?;
        let (schema, fields) = Fields::make();
        let inner =
            tantivy::Index::create_in_dir(path, schema).map_err(|error| IndexError::Write(path.to_owned(), error))?;
        Ok(Self { inner, path: path.to_owned(), compounds: compounds.clone(), fields })
    }

    /// Puts the closed index in the folder `fresh` in the place of the one in `path`. Searches under way go on in
    /// the old one.
    ///
    /// # Errors
    /// Returns [`IndexError::Folder`] if the folders cannot be renamed.
    pub fn replace(path: &Path, fresh: &Path) -> Result<(), IndexError> {
        let folder = |error| IndexError::Folder(path.to_owned(), error);
        let old = path.with_extension("old");
        clear(&old).map_err(folder)?;
        match fs::rename(path, &old) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(folder(error)),
            _ => fs::rename(fresh, path).map_err(folder)?,
        }
        clear(&old).map_err(folder)
    }

    /// Returns what the last commit says of itself; a new index holds nothing.
    ///
    /// # Errors
    /// Returns [`IndexError::Damaged`] if the commit cannot be read.
    pub fn state(&self) -> Result<State, IndexError> {
        let metas = self.inner.load_metas().map_err(|error| IndexError::Damaged(self.path.clone(), error))?;
        let said = metas.payload.as_deref().and_then(|payload| serde_json::from_str(payload).ok());
        Ok(said.unwrap_or_else(|| State::now(0, &self.compounds, "")))
    }

    /// Opens the last commit for searching.
    ///
    /// # Errors
    /// Returns [`IndexError::Damaged`] if files are missing or broken.
    pub fn searcher(&self) -> Result<Searcher, IndexError> {
        let damaged = |error| IndexError::reading(&self.path, error);
        let reader = self.inner.reader_builder().reload_policy(ReloadPolicy::Manual);
        Ok(self.guarded(|| reader.try_into())?.map_err(damaged)?.searcher())
    }

    /// Opens the index for writing.
    ///
    /// # Errors
    /// Returns [`IndexError::Write`] if it cannot be written.
    pub fn writer(&self) -> Result<Writer<'_>, IndexError> {
        Writer::new(self)
    }

    /// Runs work that reads the index. The library asserts where a file is not as it was written; that a file is
    /// damaged is no reason to die with a stack trace.
    ///
    /// # Errors
    /// Returns [`IndexError::Damaged`] with the library's words if it gave up.
    pub fn guarded<T>(&self, work: impl FnOnce() -> T) -> Result<T, IndexError> {
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |said| {
                if !QUIET.get() {
                    before(said)
                }
            }));
        });
        let was = QUIET.replace(true);
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        QUIET.set(was);
        done.map_err(|said| {
            let text = said.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let text = text.or_else(|| said.downcast_ref::<String>().cloned()).unwrap_or_default();
            IndexError::Damaged(self.path.clone(), TantivyError::InternalError(text))
        })
    }

    /// Compares every file of the index with its checksum and returns the names of the broken ones.
    ///
    /// # Errors
    /// Returns [`IndexError::Damaged`] if the index cannot be read at all.
    pub fn broken_files(&self) -> Result<Vec<PathBuf>, IndexError> {
        let damaged = |error| IndexError::reading(&self.path, error);
        let broken = self.guarded(|| self.inner.validate_checksum())?.map_err(damaged)?;
        let mut broken: Vec<PathBuf> = broken.into_iter().collect();
        broken.sort();
        Ok(broken)
    }
}

/// Removes whatever lies at a path, if anything does.
fn clear(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

#[cfg(test)]
mod tests {
    use std::panic::{catch_unwind, set_hook, take_hook};
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn two_guards_at_a_time_leave_other_panics_to_be_printed() {
        static PRINTED: AtomicBool = AtomicBool::new(false);
        let before = take_hook();
        set_hook(Box::new(move |said| {
            let ours = said.payload().downcast_ref::<&str>() == Some(&"not guarded");
            if ours { PRINTED.store(true, Ordering::Relaxed) } else { before(said) }
        }));
        let folder = tempfile::tempdir().expect("a folder");
        let index = Index::make(&folder.path().join("index"), &Compounds::default()).expect("an index");
        let (both, first_done) = (Barrier::new(2), Barrier::new(2));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                index.guarded(|| both.wait()).expect("guarded");
                first_done.wait();
            });
            let second = index.guarded(|| {
                both.wait();
                first_done.wait();
                panic!("not guarded")
            });
            assert!(matches!(second, Err::<(), _>(IndexError::Damaged(..))));
        });
        assert!(!PRINTED.load(Ordering::Relaxed));
        assert!(catch_unwind(|| panic!("not guarded")).is_err());
        assert!(PRINTED.load(Ordering::Relaxed));
    }
}
