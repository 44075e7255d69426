//! A list of hits written one by one: to stdout or a file, with progress.

use std::io;
use std::path::Path;

use anyhow::Result;
use indicatif::ProgressBar;

use super::console::Console;
use super::target::{self, Target};
use super::{asking, place};
use crate::ingest::Names;
use crate::output::{Format, Hits, Listing, Manner};
use crate::search::{Account, Archive, Hit, Request, Response, Step};

/// A list that takes longer than this to write shows how far it is.
const LONG: usize = 200;

/// What was written.
pub(super) struct Written {
    /// The answer, its hits aside.
    pub(super) response: Response,
    /// How many hits were written.
    pub(super) shown: usize,
    /// Whether any of them says what its score is made of.
    pub(super) reasoned: bool,
}

/// Something that looks at every hit that is written.
pub(super) type Watch<'a> = &'a mut dyn FnMut(&Hit) -> Result<()>;

/// A list under way.
pub(super) struct List<'a> {
    pub(super) hits: Hits<'a>,
    /// Whether files are named so that they can be opened from here.
    pub(super) named: bool,
    pub(super) bar: ProgressBar,
}

impl List<'_> {
    /// Answers a request and writes the hits; `name` is the name of the query where there are several.
    ///
    /// # Errors
    /// Returns what is wrong with the query, the archive or the stream.
    pub(super) fn write(
        &mut self,
        archive: &mut Archive<'_>,
        (name, typed): (Option<&str>, &str),
        request: &Request,
        account: Option<&Account>,
        watch: Watch<'_>,
    ) -> Result<Written> {
        let names = Names::new(archive.folder());
        let (mut shown, mut reasoned) = (0, false);
        let done = archive.stream(request, &mut |step| -> Result<()> {
            match step {
                Step::Head(response, count) => {
                    self.bar.set_length(count as u64);
                    let last = request.offset.saturating_add(count);
                    self.hits.begin(&Listing { name, response, last, account })?;
                }
                Step::Hit(mut hit) => {
                    if self.named {
                        hit.path = place::short(&names.path(&hit.path)).to_string_lossy().into_owned();
                    }
                    watch(&hit)?;
                    self.hits.hit(&hit)?;
                    shown += 1;
                    reasoned |= !hit.reasons.is_empty();
                    if shown % LONG == 0 {
                        self.bar.set_position(shown as u64);
                    }
                }
            }
            Ok(())
        });
        let response = done.map_err(|error| asking::explained(error, typed))?;
        self.hits.end()?;
        Ok(Written { response, shown, reasoned })
    }
}

/// Hands the stream of a file, or else stdout, to work that writes lists, and puts the file in its place when that is
/// done.
///
/// # Errors
/// Returns the error of the work, or what keeps the file from being written; no file is left then.
pub(super) fn into<T>(
    file: Option<(&Path, bool)>,
    (format, manner): &(Format, Manner),
    named: bool,
    console: &mut Console,
    work: impl FnOnce(&mut List<'_>) -> Result<T>,
) -> Result<T> {
    let mut target = file.map(|(path, force)| Target::begin(path, force, console)).transpose()?;
    let bar = if target.is_some() { console.progress("writing") } else { ProgressBar::hidden() };
    let out = match &mut target {
        Some(target) => target.out(),
        None => console.out(),
    };
    let mut list = List { hits: Hits::new(*format, manner, out), named, bar };
    let written = work(&mut list).and_then(|done| {
        list.hits.finish()?;
        Ok(done)
    });
    // The name of the hidden file beside it says nothing to the user.
    let done = match (written, file) {
        (Err(error), Some((path, _))) if error.is::<io::Error>() => return Err(error.context(target::unwritable(path))),
        (written, _) => written?,
    };
    list.bar.finish_and_clear();
    if let Some(target) = target {
        target.keep()?;
    }
    Ok(done)
}
