//! What the formats of reference managers have in common: names, keywords, notes, days, and that a work stands in a
//! bibliography once.

use std::collections::HashSet;

use super::person::Name;
use super::terminal::safe;
use crate::dates::Date;
use crate::ingest::Names;
use crate::search::Hit;

/// A hit as it is cited.
pub(super) struct Citation {
    /// The names in the byline.
    pub(super) authors: Vec<Name>,
    /// Topics, then the publisher's tags, each once.
    pub(super) keywords: Vec<String>,
    /// When it was last changed, and the agencies that are no authors.
    pub(super) notes: Vec<String>,
    /// The file of the page; a row of a list has none of its own.
    pub(super) file: Option<String>,
}

impl Citation {
    pub(super) fn of(hit: &Hit) -> Self {
        let article = &hit.article;
        let mut keywords: Vec<String> = Vec::new();
        for keyword in hit.topics.iter().map(|(_, label)| label).chain(&article.tags) {
            let keyword = one_line(keyword);
            if !keyword.is_empty() && !keywords.iter().any(|known| known.to_lowercase() == keyword.to_lowercase()) {
                keywords.push(keyword);
            }
        }
        let modified = article.modified.map(|date| format!("Modified: {date}"));
        let agencies: Vec<&str> =
            article.agency.iter().filter(|name| !article.authors.contains(name)).map(String::as_str).collect();
        let agency = (!agencies.is_empty()).then(|| format!("Agency: {}", agencies.join(", ")));
        Self {
            authors: Name::all(article),
            keywords,
            notes: modified.into_iter().chain(agency).collect(),
            file: Names::row(&hit.path).is_none().then(|| safe(&hit.path)),
        }
    }

    /// Returns the keywords as one value, in which commas part them.
    pub(super) fn keyword_list(&self) -> Option<String> {
        let keywords: Vec<String> = self.keywords.iter().map(|one| one.replace(", ", " ").replace(',', " ")).collect();
        (!keywords.is_empty()).then(|| keywords.join(", "))
    }
}

/// Returns a value as one line without what steers a terminal.
pub(super) fn one_line(text: &str) -> String {
    safe(text).trim().to_owned()
}

/// Returns year, month and day, as far as they are known.
pub(super) fn calendar(date: Date) -> (i32, Option<u8>, Option<u8>) {
    match date {
        Date::Year(year) => (year, None, None),
        Date::Month(year, month) => (year, Some(u8::from(month)), None),
        Date::Day(_) | Date::Time(..) => {
            let day = date.first_day();
            (day.year(), Some(u8::from(day.month())), Some(day.day()))
        }
    }
}

/// Tells which articles were written before: several lists may hold the same one.
#[derive(Debug, Default)]
pub(super) struct Written(HashSet<u64>);

impl Written {
    /// Tells whether this is the first time that the article is met.
    pub(super) fn is_new(&mut self, hit: &Hit) -> bool {
        self.0.insert(hit.id.number())
    }
}
