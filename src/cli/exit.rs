//! Exit codes, and the message with which an error ends the program.

use std::io;
use std::process::ExitCode;

use crate::catalog::CatalogError;
use crate::index::IndexError;
use crate::ingest::IngestError;
use crate::search::SearchError;

use super::console::Console;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done, with hits where hits were asked for.
    Done,
    /// No hits.
    NoHits,
    /// Wrong usage or query.
    Usage,
    /// Finished, but some files failed.
    SomeFailed,
    /// The archive is missing, locked, damaged, too new or cannot be written.
    Archive,
    /// Stopped by the user.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::NoHits => 1,
            Exit::Usage => 2,
            Exit::SomeFailed => 3,
            Exit::Archive => 4,
            Exit::Interrupted => 130,
        })
    }
}

/// The user has to change what was typed. The text is the whole message, hint included.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Wrong(pub(super) String);

/// Says an error and returns the code it ends with. A reader that went away is no error.
pub(super) fn report(error: &anyhow::Error, console: &mut Console) -> Exit {
    let is_closed_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    if error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(is_closed_pipe) {
        return Exit::Done;
    }
    if let Some(Wrong(message)) = error.downcast_ref() {
        let place = error.to_string();
        // Where many queries were given, what surrounds the error says in which one it is.
        match message.strip_prefix("error: ").filter(|_| place != *message) {
            Some(rest) => console.say(&format!("error: {place}: {rest}")),
            None => console.say(message),
        }
        return Exit::Usage;
    }
    // The cause follows the message, before its hint, so that the last line says what to do.
    let text = error.to_string();
    let (message, hint) = text.split_once('\n').map_or((text.as_str(), None), |(message, hint)| (message, Some(hint)));
    console.say(&format!("error: {message}"));
    let mut said = text.clone();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !said.contains(&cause) {
            console.say(&format!("  cause: {cause}"));
            said.push_str(&cause);
        }
    }
    if let Some(hint) = hint {
        console.say(hint);
    }
    let of_archive = error.is::<CatalogError>()
        || error.is::<IndexError>()
        || error.is::<IngestError>()
        || error.is::<SearchError>()
        || error.is::<io::Error>();
    if of_archive { Exit::Archive } else { Exit::Usage }
}
