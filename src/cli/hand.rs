//! `morgue fix` and `morgue tag`: what is changed by hand, and undone.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::args::{Args, Fix, Tag};
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::place;
use super::settings::Settings;
use crate::article::{ArticleId, Change, Hand, NoHand};
use crate::catalog::Catalog;
use crate::ingest::{self, Bench};
use crate::output::safe;

pub(super) fn fix(args: &Args, what: &Fix, console: &mut Console) -> Result<Exit> {
    let wrong = |error: NoHand| Wrong(format!("error: {}", safe_lines(&error.to_string())));
    let hands: Vec<Hand> =
        what.corrections.iter().map(|typed| Hand::correction(typed)).collect::<Result<_, _>>().map_err(wrong)?;
    if hands.is_empty() && !what.undo {
        let hint = "name a field and its value, such as `published=2025-10-28`, or `--undo` the last change";
        return Err(Wrong(format!("error: nothing to correct\n  hint: {hint}")).into());
    }
    let desk = Desk::open(args, "fix")?;
    let id = place::article(&desk.catalog, &what.id)?;
    if what.undo {
        return desk.undo(id, console);
    }
    desk.change(&[id], &hands, what.note.as_deref(), console)
}

pub(super) fn tag(args: &Args, what: &Tag, console: &mut Console) -> Result<Exit> {
    let (words, note) = without_note(what)?;
    let (signed, ids): (Vec<&String>, Vec<&String>) = words.into_iter().partition(|word| word.starts_with(['+', '-']));
    let hands: Vec<Hand> = signed
        .into_iter()
        .map(|word| Hand::tag(word))
        .collect::<Result<_, _>>()
        .map_err(|error| Wrong(format!("error: {}", safe_lines(&error.to_string()))))?;
    if hands.is_empty() || ids.is_empty() {
        let missing = if ids.is_empty() { "no article is named" } else { "no keyword is given or taken away" };
        return Err(Wrong(format!("error: {missing}\n  hint: `morgue tag ID +NAME -NAME`")).into());
    }
    let desk = Desk::open(args, "tag")?;
    // All ids are known to be good before the first article is changed.
    let mut ids: Vec<ArticleId> = ids.into_iter().map(|id| place::article(&desk.catalog, id)).collect::<Result<_>>()?;
    ids.sort_unstable();
    ids.dedup();
    desk.change(&ids, &hands, note, console)
}

/// Returns what was typed without the note, which may stand among the words: one that begins with a hyphen is taken for a
/// keyword to take away.
fn without_note(what: &Tag) -> Result<(Vec<&String>, Option<&str>)> {
    let (mut words, mut note) = (Vec::new(), what.note.as_deref());
    let mut rest = what.words.iter();
    while let Some(word) = rest.next() {
        match word.strip_prefix("--note") {
            Some("") => note = rest.next().map(String::as_str),
            Some(text) if text.starts_with('=') => note = text.get(1..),
            _ if word.starts_with("--") => {
                let hint = "options stand before the ids; a keyword is taken away with one hyphen";
                return Err(Wrong(format!("error: unknown option `{}`\n  hint: {hint}", safe(word))).into());
            }
            _ => words.push(word),
        }
    }
    Ok((words, note))
}

/// An archive opened to be changed by hand.
struct Desk {
    folder: PathBuf,
    catalog: Catalog,
    settings: Settings,
}

impl Desk {
    fn open(args: &Args, command: &str) -> Result<Self> {
        let folder = place::existing(args)?;
        let settings = Settings::of(&folder)?;
        let catalog = Catalog::open_or_make(&folder, &place::writer(command))?;
        Ok(Self { folder, catalog, settings })
    }

    fn change(&self, ids: &[ArticleId], hands: &[Hand], note: Option<&str>, console: &mut Console) -> Result<Exit> {
        let compounds = self.settings.compounds();
        let vocabulary = self.settings.checked_vocabulary(&self.folder)?;
        let bench = Bench { archive: &self.folder, catalog: &self.catalog, compounds: &compounds, vocabulary };
        let day = place::today().to_string();
        let mut before = Vec::new();
        for id in ids {
            before.push(self.catalog.article(*id)?.context("the article is gone")?.article);
        }
        ingest::fix(bench, ids, hands, note, &day)?;
        for (id, mut before) in ids.iter().zip(before) {
            for hand in hands {
                let (key, was) = (hand.field.key(), before.values(hand.field));
                let has = |value: &String| was.iter().any(|known| known.to_lowercase() == value.to_lowercase());
                let done = match &hand.change {
                    Change::Set(values) if *values == was => format!("{key} was that already"),
                    Change::Set(values) => format!("{key} {} -> {}", named(&was), named(values)),
                    Change::Add(value) if has(value) => format!("{key} had `{value}` already"),
                    Change::Add(value) => format!("{key} + `{value}`"),
                    Change::Remove(value) if !has(value) => {
                        format!("{key} had no `{value}`; should a page read again have it, it is taken away")
                    }
                    Change::Remove(value) => format!("{key} - `{value}`"),
                };
                console.remark(&format!("{id}: {}", safe(&done)));
                before.change(hand);
            }
        }
        Ok(Exit::Done)
    }

    fn undo(&self, id: ArticleId, console: &mut Console) -> Result<Exit> {
        let compounds = self.settings.compounds();
        let vocabulary = self.settings.checked_vocabulary(&self.folder)?;
        let bench = Bench { archive: &self.folder, catalog: &self.catalog, compounds: &compounds, vocabulary };
        let Some(entry) = ingest::undo(bench, id, &place::today().to_string())? else {
            let hint = format!("`morgue show {id} --why` lists what was");
            return Err(Wrong(format!("error: nothing of {id} stands changed by hand\n  hint: {hint}")).into());
        };
        let key = entry.hand.field.key();
        let now = self.catalog.article(id)?.map(|stored| stored.article.values(entry.hand.field)).unwrap_or_default();
        let now = named(&now);
        console.remark(&format!("{id}: the change of {key} of {} is undone; it is {} now", entry.made, safe(&now)));
        Ok(Exit::Done)
    }
}

/// Returns the values of a field as they are told.
fn named(values: &[String]) -> String {
    if values.is_empty() { "nothing".to_owned() } else { format!("`{}`", values.join("; ")) }
}

/// What was typed stands in the message; its line breaks are ours.
fn safe_lines(text: &str) -> String {
    text.split('\n').map(safe).collect::<Vec<_>>().join("\n")
}
