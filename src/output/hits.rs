//! A hit list for reading: number and title, source, date and topics, a passage, the file.

use std::io::{self, Write};

use super::form::{Form, Listing};
use super::reasons;
use super::terminal::{safe, wrap};
use super::{Style, account, facets};
use crate::search::{Facet, Hit};

/// Topics shown with a hit; the weightiest come first.
const TOPICS: usize = 5;

/// A list for reading.
pub(super) struct Text {
    style: Style,
    indent: usize,
    facets: Vec<Facet>,
}

impl Text {
    pub(super) fn new(style: Style) -> Self {
        Self { style, indent: 0, facets: Vec::new() }
    }
}

impl Form for Text {
    fn begin(&mut self, listing: &Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Listing { name, response, last, account } = *listing;
        if let Some(name) = name {
            let head = format!("{}: {}", safe(name), safe(&response.understood));
            writeln!(out, "{}", self.style.bold(&head))?;
        }
        if let Some(account) = account {
            account::write(account, &self.style, out)?;
        }
        if let (Some(_), 0) = (name, response.total) {
            writeln!(out, "no hits\n")?;
        }
        self.indent = last.to_string().len() + 2;
        self.facets.clone_from(&response.facets);
        Ok(())
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        one(hit, self.indent, &self.style, out)?;
        writeln!(out)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        facets::write(&std::mem::take(&mut self.facets), &self.style, out)
    }
}

fn one(hit: &Hit, indent: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let number = format!("{:<indent$}", hit.rank);
    for (line_number, line) in wrap(&hit.article.title, hit.marks_in("title"), indent, style).iter().enumerate() {
        let text = line.get(indent..).unwrap_or_default();
        let lead = if line_number == 0 { number.clone() } else { " ".repeat(indent) };
        writeln!(out, "{}{}", style.dim(&lead), style.bold(text))?;
    }
    let date = hit.article.published.map_or_else(|| "no date".to_owned(), |date| date.without_time().to_string());
    let mut facts = vec![hit.article.source.clone().unwrap_or_else(|| "unknown source".to_owned()), date];
    let topics: Vec<&str> = hit.topics.iter().take(TOPICS).map(|(_, label)| label.as_str()).collect();
    if !topics.is_empty() {
        facts.push(topics.join(", "));
    }
    if hit.article.truncated.is_some() {
        facts.push("cut off".to_owned());
    }
    if !hit.alike.is_empty() {
        facts.push(format!("+{} alike", hit.alike.len()));
    }
    for line in wrap(&facts.join(" · "), &[], indent, style) {
        writeln!(out, "{line}")?;
    }
    // The title stands above with its marks.
    for snippet in hit.snippets.iter().filter(|snippet| snippet.field != "title") {
        // A kicker alone would pass for text.
        let name = if snippet.field == "kicker" { "kicker: " } else { "" };
        let moved: Vec<_> = snippet.marks.iter().map(|mark| mark.start + name.len()..mark.end + name.len()).collect();
        for line in wrap(&format!("{name}{}", snippet.text), &moved, indent, style) {
            writeln!(out, "{line}")?;
        }
    }
    writeln!(out, "{}{}", " ".repeat(indent), style.dim(&format!("{}  {}", hit.id, safe(&hit.path))))?;
    reasons::write(hit, indent, style, out)
}
