//! What was typed to a query and filters, and what is wrong with it to a message that shows the place.

use anyhow::Result;

use super::args::Asking;
use super::console::Console;
use super::exit::Wrong;
use super::place;
use crate::article::is_invisible;
use crate::dates::Span;
use crate::output::safe;
use crate::query::{self, Needs, WarningKind};
use crate::search::{Filters, SearchError};

pub(super) fn filters(what: &Asking) -> Result<Filters> {
    let read = |flag: &str, typed: &Option<String>| -> Result<Option<Span>> {
        let span = typed.as_deref().map(|typed| Span::end(typed, place::today())).transpose();
        span.map_err(|error| Wrong(format!("error: {flag}: {error}")).into())
    };
    let (from, to) = (read("--from", &what.from)?, read("--to", &what.to)?);
    let date = (from.is_some() || to.is_some())
        .then(|| Span { first: from.and_then(|span| span.first), last: to.and_then(|span| span.last) });
    if let Some(Span { first: Some(first), last: Some(last) }) = date
        && first > last
    {
        return Err(Wrong(format!("error: --from {first} is after --to {last}\n  hint: swap them")).into());
    }
    Ok(Filters {
        topics: what.topic.clone(),
        sources: what.source.clone(),
        authors: what.author.clone(),
        languages: what.lang.clone(),
        date,
    })
}

pub(super) fn parse(typed: &str, words: bool, any: bool, console: &mut Console) -> Result<query::Query> {
    let needs = if any { Needs::Any } else { Needs::All };
    if !words {
        return understand(typed, needs, console);
    }
    let query = query::words(typed, needs);
    // Marks are punctuation in plain words; that some words do not count is another matter.
    for warning in query.warnings.iter().filter(|warning| warning.kind == WarningKind::TooMany) {
        console.remark(&warning.render(typed));
    }
    Ok(query)
}

/// Parses what was typed and says the warnings.
fn understand(typed: &str, needs: Needs, console: &mut Console) -> Result<query::Query> {
    let query = query::parse(typed, needs, place::today()).map_err(|error| Wrong(error.render(typed)))?;
    for warning in &query.warnings {
        console.remark(&warning.render(typed));
    }
    Ok(query)
}

/// Returns what was typed without soft hyphens and other invisible marks, of which pages are cleaned, too.
pub(super) fn visible(typed: &str) -> String {
    typed.chars().filter(|c| c.is_control() || !is_invisible(*c)).collect()
}

/// Makes a message of an error that may be one of searching.
pub(super) fn explained(error: anyhow::Error, typed: &str) -> anyhow::Error {
    match error.downcast() {
        Ok(error) => explain(error, typed),
        Err(other) => other,
    }
}

/// Makes a message of a search error that shows the place in what was typed.
pub(super) fn explain(error: SearchError, typed: &str) -> anyhow::Error {
    if let SearchError::UnknownState { span, .. } = &error {
        return Wrong(query::complain(&error.to_string(), typed, span, "an article can be `is:truncated`")).into();
    }
    if let SearchError::TooManyForms { .. } = &error {
        let hint = "write more letters of the words, or split it into several queries";
        return Wrong(format!("error: {error}\n  hint: {hint}")).into();
    }
    if let SearchError::TooManyPeriods { .. } = &error {
        let hint = "count by something longer, as with `--by year`, or fewer of them with `--from` and `--to`";
        return Wrong(format!("error: {error}\n  hint: {hint}")).into();
    }
    let SearchError::UnknownTopic { typed: topic, span, nearest } = &error else { return error.into() };
    let nearest: Vec<String> = nearest.iter().map(|(label, articles)| format!("`{label}` ({articles})")).collect();
    let hint = match nearest.is_empty() {
        true => {
            format!(
                "`morgue topics` lists those of the archive; `tag:\"{}\"` searches the publishers' own keywords",
                safe(topic)
            )
        }
        false => format!(
            "did you mean {}? `tag:\"{}\"` searches the publishers' own keywords",
            nearest.join(", "),
            safe(topic)
        ),
    };
    let text = error.to_string();
    Wrong(if span.is_empty() {
        format!("error: {}\n  hint: {hint}", safe(&text))
    } else {
        query::complain(&text, typed, span, &hint)
    })
    .into()
}
