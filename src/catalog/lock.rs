//! The lock that keeps a second writer out. It goes with the process that holds it, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use super::CatalogError;

const FILE: &str = "writer.lock";

pub(super) fn take(archive: &Path, writer: &str) -> Result<File, CatalogError> {
    let fail = |error| CatalogError::Lock(archive.to_owned(), error);
    let path = archive.join(FILE);
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(fail)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Who it is only makes the message better; some systems let nobody read a locked file.
            let _ = file.read_to_string(&mut holder);
            let holder = if holder.trim().is_empty() { "another morgue" } else { holder.trim() };
            return Err(CatalogError::Locked { path: archive.to_owned(), writer: holder.to_owned() });
        }
        Err(TryLockError::Error(error)) => return Err(fail(error)),
    }
    file.set_len(0).and_then(|()| file.write_all(writer.as_bytes())).map_err(fail)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_writer_hears_of_the_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = take(folder.path(), "morgue ingest (process 7)").expect("the lock");
        let error = take(folder.path(), "x").expect_err("locked");
        assert!(error.to_string().contains("morgue ingest (process 7)"), "{error}");
        drop(first);
        take(folder.path(), "x").expect("the lock again");
    }
}
