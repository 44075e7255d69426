//! How an archive names files: relative to the folder it lies in where that is possible, so that archive
//! and clippings can be moved together.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::page;

/// Names files for one archive.
#[derive(Debug, Clone)]
pub struct Names {
    base: PathBuf,
}

impl Names {
    /// Returns the naming of an archive in an absolute folder.
    pub fn new(archive: &Path) -> Self {
        Self { base: archive.parent().unwrap_or(archive).to_owned() }
    }

    /// Returns the name of a file given by its absolute path; `None` if the path is not UTF-8.
    pub fn name(&self, path: &Path) -> Option<String> {
        let short = path.strip_prefix(&self.base).unwrap_or(path);
        short.to_str().filter(|name| !name.is_empty()).map(str::to_owned)
    }

    /// Returns the path of a named file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.base.join(name)
    }

    /// Tells whether a named file is there; one that may not be looked at counts as there. A row is where its list is.
    pub fn is_file(&self, name: &str) -> bool {
        match fs::metadata(self.path(name)) {
            Ok(found) => found.is_file(),
            Err(error) if error.kind() != io::ErrorKind::NotFound => true,
            Err(_) => Self::row(name).is_some_and(|(list, _)| self.is_file(list)),
        }
    }

    /// Returns the name of a row of a list.
    pub fn row_name(list: &str, number: u64) -> String {
        format!("{list}#{number}")
    }

    /// Returns the first name that a row of a list can have, and the first one behind all of them.
    pub fn rows(list: &str) -> (String, String) {
        (format!("{list}#0"), format!("{list}#:"))
    }

    /// Returns the list and the number that a name is made of, if it is the name of a row.
    pub fn row(name: &str) -> Option<(&str, u64)> {
        let (list, number) = name.rsplit_once('#')?;
        page::listing(list)?;
        Some((list, number.parse().ok()?))
    }

    /// Returns what the names of all files in a root begin with.
    pub fn start(&self, root: &Path) -> String {
        let above_the_base = self.base.starts_with(root);
        if above_the_base { String::new() } else { self.name(root).unwrap_or_default() }
    }

    /// Tells whether a named file lies in a root, or is it.
    pub fn is_in(&self, name: &str, root: &Path) -> bool {
        self.path(name).starts_with(root) || Self::row(name).is_some_and(|(list, _)| self.path(list) == root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_beside_the_archive_and_absolute_elsewhere() {
        let names = Names::new(Path::new("/home/anna/press/.morgue"));
        assert_eq!(names.name(Path::new("/home/anna/press/2025/a.html")).as_deref(), Some("2025/a.html"));
        assert_eq!(names.name(Path::new("/srv/a.html")).as_deref(), Some("/srv/a.html"));
        assert_eq!(names.path("2025/a.html"), Path::new("/home/anna/press/2025/a.html"));
        assert_eq!(names.path("/srv/a.html"), Path::new("/srv/a.html"));
        assert!(names.is_in("2025/a.html", Path::new("/home/anna/press/2025")));
        assert!(!names.is_in("2025-old/a.html", Path::new("/home/anna/press/2025")));
        assert!(names.is_in("list.csv#3", Path::new("/home/anna/press/list.csv")));
        assert_eq!(Names::row("list.ndjson.gz#17"), Some(("list.ndjson.gz", 17)));
        assert_eq!(Names::row("chapter#17"), None);
    }
}
