//! `morgue dupes` and `morgue versions`: articles with the same text, and what each says differently.

use anyhow::{Context, Result};

use super::args::{Args, Dupes, Versions};
use super::console::Console;
use super::exit::Exit;
use super::place;
use crate::alike::Shingles;
use crate::alike::{differences, likeness};
use crate::article::{Article, ArticleId};
use crate::catalog::Catalog;
use crate::ingest::Names;
use crate::output::{self, Copy, Groups};

pub(super) fn dupes(args: &Args, what: &Dupes, console: &mut Console) -> Result<Exit> {
    let folder = place::existing(args)?;
    let catalog = Catalog::open(&folder)?;
    let names = Names::new(&folder);
    let Some(typed) = &what.id else { return groups(&catalog, what, console) };
    let id = place::article(&catalog, typed)?;
    let stored = catalog.article(id)?.context("the article is gone")?;
    let members = match catalog.group_of(id)? {
        Some(group) => catalog.members(group)?,
        None => Vec::new(),
    };
    let mut copies = vec![copy(id, &stored.path, stored.article.clone(), &names)];
    for member in members.into_iter().filter(|member| *member != id) {
        if let Some(other) = catalog.article(member)? {
            copies.push(compared(&stored.article, copy(member, &other.path, other.article, &names), what.diff));
        }
    }
    if let Some(others) = copies.get_mut(1..) {
        // As they came out; those without a date last.
        others.sort_by_key(|copy| (copy.article.published.map_or(i64::MAX, |date| date.first_second()), copy.id));
    }
    let (out, style) = console.styled();
    output::copies("dupes", &copies, what.format.into(), &style, out)?;
    console.finish()?;
    match copies.len() - 1 {
        0 => {
            console.remark(&format!("no article has the same text; `morgue similar {id}` finds those like it"));
            Ok(Exit::NoHits)
        }
        count => {
            let what = if count == 1 { "1 article has".to_owned() } else { format!("{count} articles have") };
            console.remark(&format!("{what} the same text"));
            Ok(Exit::Done)
        }
    }
}

/// Lists the largest groups.
fn groups(catalog: &Catalog, what: &Dupes, console: &mut Console) -> Result<Exit> {
    let (found, all) = catalog.largest_groups(what.limit)?;
    let mut groups = Vec::new();
    for group in &found {
        if let Some(stored) = catalog.article(group.id)? {
            groups.push((group.id, group.articles, stored.article));
        }
    }
    let (out, style) = console.styled();
    output::groups(&Groups { groups, all }, what.format.into(), &style, out)?;
    console.finish()?;
    if all == 0 {
        console.remark("no two articles of the archive have the same text");
        return Ok(Exit::NoHits);
    }
    let more =
        if all > found.len() { format!(", {} shown; `--limit N` shows more", found.len()) } else { String::new() };
    let counted = if all == 1 { "1 text is".to_owned() } else { format!("{all} texts are") };
    console.remark(&format!("{counted} there more than once{more}; `morgue dupes ID --diff` compares them"));
    Ok(Exit::Done)
}

pub(super) fn versions(args: &Args, what: &Versions, console: &mut Console) -> Result<Exit> {
    let folder = place::existing(args)?;
    let catalog = Catalog::open(&folder)?;
    let names = Names::new(&folder);
    let id = place::article(&catalog, &what.id)?;
    let stored = catalog.article(id)?.context("the article is gone")?;
    let mut copies = vec![copy(id, &stored.path, stored.article.clone(), &names)];
    let mut newer = stored.article;
    for version in catalog.versions(id)? {
        let older = version.article.clone();
        copies.push(compared(&newer, copy(id, &version.path, version.article, &names), what.diff));
        newer = older;
    }
    let (out, style) = console.styled();
    output::copies("versions", &copies, what.format.into(), &style, out)?;
    console.finish()?;
    match copies.len() {
        1 => console.remark("one version only: nothing else was saved from its address"),
        count => {
            console.remark(&format!("{count} versions, the newest first; the first one is what `morgue query` finds"))
        }
    }
    Ok(Exit::Done)
}

fn copy(id: ArticleId, path: &str, article: Article, names: &Names) -> Copy {
    let path = place::short(&names.path(path)).to_string_lossy().into_owned();
    Copy { id, path, article, shared: None, pieces: None }
}

/// Adds how much a copy shares with the text before it, and what it says differently.
fn compared(before: &Article, copy: Copy, with_pieces: bool) -> Copy {
    let shared = likeness(&Shingles::of(before), &Shingles::of(&copy.article)).shared;
    let text = |article: &Article| format!("{}\n{}", article.title, article.printed());
    let pieces = with_pieces.then(|| differences(&text(before), &text(&copy.article)));
    Copy { shared: Some(shared), pieces, ..copy }
}
