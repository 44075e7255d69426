//! One article for reading, and the evidence for each of its fields.

use std::io::{self, Write};
use std::ops::Range;

use super::Style;
use super::terminal::{safe, wrap};
use super::vocabulary::because;
use crate::article::{Article, BlockKind, Change};
use crate::catalog::Entry;
use crate::search::in_characters;

/// Lines of running text longer than this are hard to read.
const LINE: usize = 96;

/// Writes an article for reading. `marks` are ranges of bytes for `title`, `kicker`, `dek` and `body`.
///
/// # Errors
/// Returns the error of the stream.
pub fn show(
    article: &Article,
    id: &str,
    path: &str,
    topics: &[(String, String)],
    marks: &[(&'static str, Vec<Range<usize>>)],
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = &Style { width: style.width.min(LINE), ..*style };
    let of = |field: &str| marks.iter().find(|(name, _)| *name == field).map_or(&[][..], |(_, spans)| spans);
    if let Some(kicker) = &article.kicker {
        paragraph(kicker, of("kicker"), 0, style, out, |line| style.dim(line))?;
    }
    paragraph(&article.title, of("title"), 0, style, out, |line| style.bold(line))?;
    // Where the dek is the first paragraph too, it is printed once.
    let opening = article.body.iter().find(|block| block.kind != BlockKind::Dek).map(|block| &block.text);
    if let Some(dek) = article.dek.as_ref().filter(|dek| Some(*dek) != opening) {
        writeln!(out)?;
        paragraph(dek, of("dek"), 0, style, out, |line| style.bold(line))?;
    }
    writeln!(out)?;
    let date = article.published.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let byline = [article.authors.join(", "), article.source.clone().unwrap_or_default(), date];
    let byline: Vec<String> = byline.into_iter().filter(|part| !part.is_empty()).collect();
    paragraph(&byline.join(" · "), &[], 0, style, out, |line| style.dim(line))?;

    let mut start = 0;
    for block in article.body.iter().filter(|block| block.kind != BlockKind::Dek) {
        let end = start + block.text.len();
        let inside: Vec<Range<usize>> = of("body")
            .iter()
            .filter(|mark| mark.start >= start && mark.end <= end)
            .map(|mark| mark.start - start..mark.end - start)
            .collect();
        start = end + 1;
        writeln!(out)?;
        match block.kind {
            BlockKind::Heading => paragraph(&block.text, &inside, 0, style, out, |line| style.bold(line))?,
            BlockKind::Quote => paragraph(&block.text, &inside, 4, style, out, str::to_owned)?,
            BlockKind::Item => {
                let mut first = true;
                paragraph(&block.text, &inside, 2, style, out, |line| {
                    if std::mem::take(&mut first) { line.replacen("  ", "• ", 1) } else { line.to_owned() }
                })?;
            }
            BlockKind::Paragraph | BlockKind::Dek => paragraph(&block.text, &inside, 0, style, out, str::to_owned)?,
        }
    }
    writeln!(out)?;
    let labels: Vec<&str> = topics.iter().map(|(_, label)| label.as_str()).collect();
    for (name, value) in [
        ("topics", labels.join(", ")),
        ("tags", article.tags.join(", ")),
        ("agency", article.agency.join(", ")),
        ("picture", article.credit.clone().unwrap_or_default()),
        ("cut off", article.truncated.clone().unwrap_or_default()),
        ("address", article.url.clone().unwrap_or_default()),
        ("file", path.to_owned()),
        ("id", id.to_owned()),
    ] {
        if !value.is_empty() {
            writeln!(out, "{} {}", style.dim(&format!("{name:<8}")), safe(&value))?;
        }
    }
    Ok(())
}

fn paragraph(
    text: &str,
    marks: &[Range<usize>],
    indent: usize,
    style: &Style,
    out: &mut dyn Write,
    mut paint: impl FnMut(&str) -> String,
) -> io::Result<()> {
    for line in wrap(text, &in_characters(text, marks), indent, style) {
        writeln!(out, "{}", paint(&line))?;
    }
    Ok(())
}

/// Writes what was changed of an article by hand, what was undone too.
///
/// # Errors
/// Returns the error of the stream.
pub fn journal(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.bold("by hand"))?;
    for Entry { made, hand, note, undone, .. } in entries {
        let key = hand.field.key();
        let change = match &hand.change {
            Change::Set(values) => format!("{key}={}", values.join("; ")),
            Change::Add(value) => format!("{key} +{value}"),
            Change::Remove(value) => format!("{key} -{value}"),
        };
        let note = note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        let undone = undone.as_ref().map(|day| format!(" (undone {day})")).unwrap_or_default();
        writeln!(out, "  {made}  {}{}{undone}", safe(&change), safe(&note))?;
    }
    Ok(())
}

/// Writes where each field of an article was read, and what speaks for each topic.
///
/// # Errors
/// Returns the error of the stream.
pub fn evidence(article: &Article, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let widest = article.evidence.keys().map(String::len).max().unwrap_or(0).max("published".len());
    writeln!(out, "{}", style.bold("evidence"))?;
    for (field, place) in &article.evidence {
        writeln!(out, "  {field:<widest$}  {}", safe(place))?;
    }
    if article.published.is_none() {
        writeln!(out, "  {:<widest$}  unknown: the page shows no date that is certain", "published")?;
    }
    for topic in &article.topics {
        writeln!(out, "  {:<widest$}  {}: {}", "topic", topic.id, because(topic))?;
    }
    Ok(())
}
