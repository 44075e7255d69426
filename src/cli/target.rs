//! Where data is written: stdout, or a file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::{Builder, NamedTempFile};

use super::console::Console;
use super::exit::Wrong;
use crate::output::{Marking, Style, safe};

/// A file that is being written.
pub(super) struct Target {
    path: PathBuf,
    kind: Kind,
}

enum Kind {
    /// Written beside its place under another name, and put there when it is complete.
    Whole(BufWriter<NamedTempFile>),
    /// A pipe or a device, which nothing can take the place of.
    Through(BufWriter<File>),
}

impl Target {
    /// Begins a file; one that is there is only replaced if `force` says so, or the user on a terminal.
    ///
    /// # Errors
    /// Returns what to do if the file is there already or cannot be written.
    pub(super) fn begin(path: &Path, force: bool, console: &mut Console) -> Result<Self> {
        check(path, force, console)?;
        Self::checked(path)
    }

    /// Begins a file that [`check`] has nothing against. An interrupt leaves nothing of it.
    ///
    /// # Errors
    /// Returns what to do if the file cannot be written.
    pub(super) fn checked(path: &Path) -> Result<Self> {
        // A link stays a link: what it points to is replaced.
        let linked = || fs::read_link(path).map(|to| folder_of(path).join(to));
        let real = fs::canonicalize(path).or_else(|_| linked()).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&real).is_ok_and(|found| !found.is_file()) {
            let file = File::options().write(true).open(&real).with_context(|| unwritable(path))?;
            return Ok(Self { path: real, kind: Kind::Through(BufWriter::new(file)) });
        }
        let folder = folder_of(&real);
        let mut builder = Builder::new();
        builder.prefix(".morgue-").suffix(".part");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder).with_context(|| unwritable(path))?;
        remove_on_interrupt(file.path());
        Ok(Self { path: real, kind: Kind::Whole(BufWriter::new(file)) })
    }

    /// Returns the stream.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        match &mut self.kind {
            Kind::Whole(file) => file,
            Kind::Through(file) => file,
        }
    }

    /// Puts the file in its place, complete.
    ///
    /// # Errors
    /// Returns what to do if the disk cannot take it; what was there before is there still.
    pub(super) fn keep(self) -> Result<()> {
        let shown = safe(&self.path.display().to_string());
        let failed = || {
            Wrong(format!(
                "error: cannot write `{shown}`\n  hint: free some space, or name another file; nothing was left half-written"
            ))
        };
        match self.kind {
            Kind::Through(mut file) => file.flush().with_context(failed),
            Kind::Whole(file) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error).with_context(failed)?;
                if let Ok(found) = fs::metadata(&self.path) {
                    // Who may read what is replaced may read what replaces it, and nobody else.
                    file.as_file().set_permissions(found.permissions()).with_context(failed)?;
                }
                file.as_file().sync_all().with_context(failed)?;
                file.persist(&self.path).map_err(|error| error.error).with_context(failed)?;
                Ok(())
            }
        }
    }
}

/// Asks that a file can be begun: it is no folder, and is not there or may be replaced.
///
/// # Errors
/// Returns what to do if it cannot.
pub(super) fn check(path: &Path, force: bool, console: &mut Console) -> Result<()> {
    let shown = safe(&path.display().to_string());
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            Err(Wrong(format!("error: `{shown}` is a folder\n  hint: name a file in it")).into())
        }
        Ok(found) if found.is_file() && !force && !may_replace(&shown, console)? => {
            let hint = "`--force` replaces it, or name another file";
            Err(Wrong(format!("error: `{shown}` is there already\n  hint: {hint}")).into())
        }
        // Said before the work is done, not after it.
        Err(_) if path.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) => {
            let hint = "make the folder first, or name another file";
            Err(Wrong(format!("error: cannot write `{shown}`: there is no such folder\n  hint: {hint}")).into())
        }
        Ok(found) if !found.is_file() => Ok(()),
        _ => Builder::new().tempfile_in(folder_of(path)).map(drop).with_context(|| unwritable(path)),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Returns what to do about a file that cannot be written.
pub(super) fn unwritable(path: &Path) -> Wrong {
    let shown = safe(&path.display().to_string());
    Wrong(format!(
        "error: cannot write `{shown}`\n  hint: check the name, the rights and the space, or name another file"
    ))
}

/// Tells whether two paths are the same file, or will be.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| {
        let folder = folder_of(path);
        let named = || Some(fs::canonicalize(folder).ok()?.join(path.file_name()?));
        fs::canonicalize(path).ok().or_else(named)
    };
    one == other || real(one).is_some_and(|one| Some(one) == real(other))
}

/// Lets an interrupt take a half-written file with it.
fn remove_on_interrupt(part: &Path) {
    let part = part.to_owned();
    #[expect(clippy::exit, reason = "the user wants it, and what was there before is there still")]
    let on_interrupt = move || {
        // Nobody is left to be told that it could not be removed.
        let _ = fs::remove_file(&part);
        std::process::exit(130);
    };
    // Where an ingest went before, its handler ends the program; a hidden file may be left then.
    let _ = ctrlc::set_handler(on_interrupt);
}

/// Hands a stream to work that writes at once: that of a file, which is put in its place when that is done, else stdout.
///
/// # Errors
/// Returns the error of the stream, or what keeps the file from being written; no file is left then.
pub(super) fn write(
    file: Option<(&Path, bool)>,
    console: &mut Console,
    work: impl FnOnce(Style, &mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let Some((path, force)) = file.filter(|(path, _)| *path != Path::new("-")) else {
        let (out, style) = console.styled();
        work(style, out)?;
        return Ok(console.finish()?);
    };
    let mut target = Target::begin(path, force, console)?;
    work(PLAIN, target.out())?;
    target.keep()
}

/// How text is written to a file: without colours, as wide as a page.
pub(super) const PLAIN: Style = Style { width: 80, marking: Marking::Bare };

/// Asks whether a file may be replaced, where there is somebody to ask.
fn may_replace(shown: &str, console: &mut Console) -> Result<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(false);
    }
    console.say(&format!("`{shown}` is there already; replace it? [y/N]"));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja"))
}
