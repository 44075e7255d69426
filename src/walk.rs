//! The files under some roots, in a fixed order, each with what is needed to see that it changed.
//!
//! Symbolic links below a root are never followed, so that no loop and no way out exists. Hidden files,
//! those named in a `.morgueignore` (written like a `.gitignore`), files that by their ending cannot be
//! pages, and the attachments of saved pages are passed over, each with its reason.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::{DirEntry, WalkDir};

/// The name of the files that list what is to be passed over.
pub const IGNORE_FILE: &str = ".morgueignore";

/// One thing met on the walk.
#[derive(Debug)]
pub enum Found {
    /// A file that may be a page.
    File(File),
    /// A file or folder passed over, and why.
    Passed(PathBuf, &'static str),
    /// A file or folder that could not be looked at.
    Failed(PathBuf, io::Error),
}

/// A file as the walk saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its absolute path.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written: nanoseconds since 1970.
    pub modified: i64,
}

/// A root that cannot be walked.
#[derive(Debug, thiserror::Error)]
#[error("cannot read `{}`", path.display())]
pub struct BadRoot {
    /// The root as given.
    pub path: PathBuf,
    #[source]
    source: io::Error,
}

/// Returns a root as an absolute path without links, so that each file has one name whatever way it is given.
///
/// # Errors
/// Returns [`BadRoot`] if the root does not exist or may not be read.
pub fn root(path: &Path) -> Result<PathBuf, BadRoot> {
    fs::canonicalize(path).map_err(|source| BadRoot { path: path.to_owned(), source })
}

/// Walks one root (see [`root`]), a folder or a single file, and hands over what it meets in the order of
/// the names. Nothing in `besides` (the archive itself) is entered.
pub fn walk(root: &Path, besides: &Path) -> impl Iterator<Item = Found> {
    let mut rules = Rules::default();
    let root_is_file = root.is_file();
    let besides = besides.to_owned();
    let mut entries = WalkDir::new(root).sort_by_file_name().into_iter();
    std::iter::from_fn(move || {
        loop {
            let entry = match entries.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map(Path::to_owned).unwrap_or_default();
                    return Some(Found::Failed(path, error.into()));
                }
            };
            let is_folder = entry.file_type().is_dir();
            if entry.file_name() == IGNORE_FILE {
                continue;
            }
            let reason = if entry.depth() == 0 { None } else { rules.pass_over(&entry) };
            if is_folder {
                if entry.path() == besides {
                    entries.skip_current_dir();
                } else if let Some(reason) = reason {
                    entries.skip_current_dir();
                    return Some(Found::Passed(entry.into_path(), reason));
                } else {
                    rules.enter(&entry);
                }
                continue;
            }
            // A file given by its own name is read whatever it is called.
            if let Some(reason) = reason.or_else(|| if root_is_file { None } else { no_page_by_name(entry.path()) }) {
                return Some(Found::Passed(entry.into_path(), reason));
            }
            if root_is_file {
                // The root may be a link: it was named on purpose.
                return Some(look(entry.path()));
            }
            return Some(match entry.metadata() {
                Ok(metadata) => file(entry.into_path(), &metadata),
                Err(error) => Found::Failed(entry.path().to_owned(), error.into()),
            });
        }
    })
}

/// Looks at one file named by itself, as on a list of files; links are followed.
pub fn look(path: &Path) -> Found {
    match fs::metadata(path) {
        Ok(metadata) => file(path.to_owned(), &metadata),
        Err(error) => Found::Failed(path.to_owned(), error),
    }
}

fn file(path: PathBuf, metadata: &Metadata) -> Found {
    if !metadata.is_file() {
        return Found::Passed(path, if metadata.is_dir() { "a folder" } else { "not a regular file" });
    }
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified = modified.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0);
    Found::File(File { path, size: metadata.len(), modified })
}

/// The `.morgueignore` files of the folders above the present place, outermost first.
#[derive(Default)]
struct Rules(Vec<(usize, Gitignore)>);

impl Rules {
    fn enter(&mut self, folder: &DirEntry) {
        self.0.retain(|(depth, _)| *depth < folder.depth());
        let list = folder.path().join(IGNORE_FILE);
        if list.is_file() {
            let mut builder = GitignoreBuilder::new(folder.path());
            // A line that is no pattern is left out by the library; the other lines count.
            let _ = builder.add(&list);
            if let Ok(rules) = builder.build() {
                self.0.push((folder.depth(), rules));
            }
        }
    }

    fn pass_over(&mut self, entry: &DirEntry) -> Option<&'static str> {
        self.0.retain(|(depth, _)| *depth < entry.depth());
        let is_folder = entry.file_type().is_dir();
        if entry.path_is_symlink() {
            return Some("a symbolic link, not followed");
        }
        if entry.file_name().to_string_lossy().starts_with('.') {
            return Some("hidden");
        }
        let verdict = self
            .0
            .iter()
            .rev()
            .map(|(_, rules)| rules.matched(entry.path(), is_folder))
            .find(|verdict| !verdict.is_none());
        if verdict.is_some_and(|verdict| verdict.is_ignore()) {
            return Some("named in .morgueignore");
        }
        (is_folder && is_attachment(entry.path())).then_some("the attachments of a saved page")
    }
}

/// Browsers save `page.html` with a folder `page_files` (in German `page-Dateien`) of pictures, scripts and frames.
fn is_attachment(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(page) = ["_files", "-Dateien", "_Dateien", ".files"].iter().find_map(|ending| name.strip_suffix(ending))
    else {
        return false;
    };
    ["html", "htm", "xhtml"].iter().any(|ending| folder.with_file_name(format!("{page}.{ending}")).is_file())
}

/// Endings of files that lie beside saved pages and are none. Files with any other ending are read.
const NO_PAGES: &[(&str, &[&str])] = &[
    ("a style sheet or script, not a page", &["css", "js", "mjs", "map", "wasm"]),
    (
        "a picture, not a page",
        &["png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "avif", "bmp", "tif", "tiff", "heic"],
    ),
    ("sound or film, not a page", &["mp3", "mp4", "m4a", "m4v", "webm", "ogg", "wav", "mov", "avi", "mkv", "flac"]),
    ("a font, not a page", &["woff", "woff2", "ttf", "otf", "eot"]),
    (
        "a document of a format that is not read yet",
        &["pdf", "doc", "docx", "odt", "rtf", "epub", "ppt", "pptx", "xls", "xlsx", "ods", "eml"],
    ),
    (
        "a container that is not read yet",
        &["warc", "wacz", "zip", "tgz", "xz", "bz2", "zst", "7z", "rar", "tar", "webarchive"],
    ),
    (
        "data, not a page",
        &[
            "xml",
            "rss",
            "atom",
            "yaml",
            "yml",
            "toml",
            "ini",
            "sqlite",
            "db",
            "exe",
            "bin",
            "iso",
            "part",
            "crdownload",
        ],
    ),
];

fn no_page_by_name(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    // What is compressed is of the kind that its name has without that.
    let (_, ending) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
    NO_PAGES.iter().find(|(_, endings)| endings.contains(&ending)).map(|(reason, _)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        let shown = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
        walk(root, &root.join("archive"))
            .map(|found| match found {
                Found::File(file) => shown(&file.path),
                Found::Passed(path, reason) => format!("{}: {reason}", shown(&path)),
                Found::Failed(path, error) => format!("{}! {error}", shown(&path)),
            })
            .collect()
    }

    #[test]
    fn files_come_in_order_and_nothing_is_passed_over_in_silence() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for path in [
            "b/2.html",
            "b/10.html",
            "a.txt",
            "page.html",
            "page_files/ad.html",
            "x.css",
            ".hidden/y.html",
            "archive/z.html",
            "c/draft.html",
            "c/final.html",
            "odd.ending",
            "list.json",
            "page.txt.gz",
            "all.tar.gz",
        ] {
            fs::create_dir_all(root.join(path).parent().expect("a parent")).expect("folders");
            fs::write(root.join(path), "x").expect("a file");
        }
        fs::write(root.join(IGNORE_FILE), "draft*\n").expect("a file");
        let expected = [
            ".hidden: hidden",
            "a.txt",
            "all.tar.gz: a container that is not read yet",
            "b/10.html",
            "b/2.html",
            "c/draft.html: named in .morgueignore",
            "c/final.html",
            "list.json",
            "odd.ending",
            "page.html",
            "page.txt.gz",
            "page_files: the attachments of a saved page",
            "x.css: a style sheet or script, not a page",
        ];
        assert_eq!(names(root), expected);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_above_ends_no_walk() {
        let folder = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).expect("a link");
        assert_eq!(names(folder.path()), ["loop: a symbolic link, not followed"]);
    }

    #[test]
    fn a_file_given_by_name_is_a_root_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("page.json");
        fs::write(&path, "x").expect("a file");
        assert!(matches!(walk(&path, Path::new("")).next(), Some(Found::File(_))));
        assert!(root(&folder.path().join("none")).is_err());
    }
}
