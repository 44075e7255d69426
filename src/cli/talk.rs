//! What is said about hits beside the hits: how many there are, what was left out, why there are none.

use std::path::Path;

use anyhow::Result;

use super::args::Query;
use super::console::Console;
use super::list::Written;
use crate::output::{self, safe};
use crate::search::{Archive, Limited, Notice, Request};

/// So many characters of a query without hits are repeated.
const UNDERSTOOD: usize = 300;

/// Says what a reader should know about the archive before the answers.
pub(super) fn warn(archive: &Archive<'_>, console: &mut Console) {
    match archive.notice() {
        Some(Notice::Outdated) => {
            console.remark("note: the index was made by another version of morgue or with other `[compounds]` in `config.toml`; `morgue rebuild` makes it anew")
        }
        Some(Notice::Behind(changes)) => {
            console.remark(&format!("note: the index lacks the last {changes} changes; the next `morgue ingest` or `morgue rebuild` adds them"));
        }
        Some(Notice::OtherTopics) => {
            console.remark("note: the topics were assigned with another vocabulary; `morgue retag` assigns them anew");
        }
        Some(Notice::Ungrouped) => {
            console.remark("note: articles with the same text are not grouped yet; `morgue rebuild` groups them");
        }
        None => {}
    }
}

/// Says what the list does not show: how many there are in all, and how many have no date.
pub(super) fn hits(written: &Written, what: &Query, only_new: bool, console: &mut Console) {
    let Written { response, shown, reasoned } = written;
    let shown = *shown;
    let articles = |count: usize| if count == 1 { "1 article".to_owned() } else { format!("{count} articles") };
    let matches = |count: usize| if count == 1 { "matches" } else { "match" };
    let alike = match response.total - response.groups {
        0 => String::new(),
        _ => format!(", {} without those alike", response.groups),
    };
    let new = if only_new { "new " } else { "" };
    let found =
        format!("{} {}{alike}", articles(response.total).replace(' ', &format!(" {new}")), matches(response.total));
    if response.total == 0 && only_new {
        console.remark("nothing new");
    } else if response.total == 0 {
        // What was typed may be longer than a screen.
        let understood: String = response.understood.chars().take(UNDERSTOOD).collect();
        let more = if understood.len() < response.understood.len() { " …" } else { "" };
        console.remark(&format!("no hits for: {}{more}", safe(&understood)));
    } else if let Some(path) = what.output.as_deref().filter(|path| *path != Path::new("-")) {
        let hits = if shown == 1 { "1 hit".to_owned() } else { format!("{shown} hits") };
        console.remark(&format!("{found}; {hits} written to `{}`", path.display()));
    } else if shown < response.groups {
        let first = what.offset.saturating_add(1);
        let list = if shown == 0 {
            "none shown".to_owned()
        } else {
            format!("{first} to {} shown", what.offset.saturating_add(shown))
        };
        console.remark(&format!("{found}, {list}; `--limit N`, `--offset N` or `--all` show more"));
    } else {
        console.remark(&found);
    }
    if what.why_ranked && shown > 0 && !reasoned {
        console.remark("note: nothing in this query scores: it has only filters, and the newest articles come first");
    }
    limits(&response.limited, console);
    gaps(response.undated, response.lost, console);
}

/// Says why there are none or few hits: what each part of the query finds, and what its filters take away.
pub(super) fn diagnose(
    archive: &mut Archive<'_>,
    request: &Request,
    total: usize,
    console: &mut Console,
) -> Result<()> {
    if console.is_quiet() {
        return Ok(());
    }
    let account = archive.account(request)?;
    for line in output::diagnosis(&account, total) {
        console.remark(&line);
    }
    Ok(())
}

/// Says which masks stand for more forms than were searched.
pub(super) fn limits(limited: &[Limited], console: &mut Console) {
    for Limited { typed, forms, searched } in limited {
        console.remark(&format!(
            "note: `{}` stands for {forms} forms; the {searched} most frequent were searched; more letters narrow it down",
            safe(typed)
        ));
    }
}

/// Says what was left out of a list because something is not known.
pub(super) fn gaps(undated: usize, lost: usize, console: &mut Console) {
    match undated {
        0 => {}
        1 => console.remark("1 matching article has no date and was left out; `--undated` shows it too"),
        count => console
            .remark(&format!("{count} matching articles have no date and were left out; `--undated` shows them too")),
    }
    if lost > 0 {
        console.remark(&format!(
            "note: {lost} of the hits are in the index but not in the catalog; `morgue rebuild` puts it right"
        ));
    }
}
