//! Where data is written: stdout, or a file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::{Builder, NamedTempFile};

use super::console::Console;
use super::exit::Wrong;
use crate::output::safe;

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
        let shown = safe(&path.display().to_string());
        let unwritable = || {
            Wrong(format!(
                "error: cannot write `{shown}`\n  hint: check the name, the rights and the space, or name another file"
            ))
        };
        // A link stays a link: what it points to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => {
                return Err(Wrong(format!("error: `{shown}` is a folder\n  hint: name a file in it")).into());
            }
            Ok(found) if !found.is_file() => {
                let file = File::options().write(true).open(&path).with_context(unwritable)?;
                return Ok(Self { path, kind: Kind::Through(BufWriter::new(file)) });
            }
            Ok(_) if !force && !may_replace(&shown, console)? => {
                let hint = "`--force` replaces it, or name another file";
                return Err(Wrong(format!("error: `{shown}` is there already\n  hint: {hint}")).into());
            }
            _ => {}
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = Builder::new();
        builder.prefix(".morgue-").suffix(".part");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder).with_context(unwritable)?;
        Ok(Self { path, kind: Kind::Whole(BufWriter::new(file)) })
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
                file.as_file().sync_all().with_context(failed)?;
                file.persist(&self.path).map_err(|error| error.error).with_context(failed)?;
                Ok(())
            }
        }
    }
}

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
