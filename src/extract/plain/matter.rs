//! The front matter of Markdown exports: `title: …`, `author: …`, `date: …` between two lines `---`.

use crate::article::{Article, canonical_url, clean};
use crate::dates::{self, Date};
use crate::extract::byline;

/// What the front matter says.
#[derive(Debug, Default)]
pub(super) struct Matter {
    title: Option<String>,
    authors: Vec<String>,
    published: Option<Date>,
    url: Option<String>,
    source: Option<String>,
    dek: Option<String>,
    tags: Vec<String>,
}

/// Longer front matter is none.
const MOST: usize = 60;

/// Parts a text into its front matter and the rest.
pub(super) fn split(text: &str) -> (Matter, &str) {
    let mut matter = Matter::default();
    let Some(rest) = text.strip_prefix("---\n") else { return (matter, text) };
    let Some((inner, body)) = rest.split_once("\n---") else { return (matter, text) };
    if inner.lines().count() > MOST || !inner.contains(':') {
        return (matter, text);
    }
    let mut key = String::new();
    for line in inner.lines() {
        let point = line.trim_start().strip_prefix("- ");
        let value = match (point, line.split_once(':')) {
            (Some(point), _) if line.starts_with([' ', '-']) => point,
            (_, Some((name, value))) if !line.starts_with(' ') => {
                key = name.trim().to_lowercase();
                value
            }
            _ => continue,
        };
        let value = clean(value.trim().trim_matches(['"', '\'']));
        if !value.is_empty() {
            matter.take(&key, value);
        }
    }
    (matter, body)
}

impl Matter {
    fn take(&mut self, key: &str, value: String) {
        match key {
            "title" | "headline" | "titel" => self.title = Some(value),
            "author" | "authors" | "byline" | "autor" | "creator" => {
                let bare = value.trim_matches(['[', ']']).replace(['"', '\''], "");
                self.authors.extend(byline::read(&bare).names);
            }
            "date" | "published" | "datum" | "date_published" | "datepublished" | "pubdate" => {
                self.published =
                    dates::read(&value).or_else(|| dates::find_all(&value, false).first().map(|found| found.date));
            }
            "url" | "link" | "canonical" | "source_url" => self.url = canonical_url(&value),
            "source" | "site" | "publisher" | "publication" | "sitename" | "site_name" | "hostname" => {
                match canonical_url(&value) {
                    Some(url) => self.url = Some(url),
                    None => self.source = Some(value),
                }
            }
            "description" | "excerpt" | "summary" | "dek" => self.dek = Some(value),
            "tags" | "keywords" | "categories" => {
                let parts =
                    value.trim_matches(['[', ']']).split(',').map(|tag| clean(tag.trim().trim_matches(['"', '\''])));
                self.tags.extend(parts.filter(|tag| !tag.is_empty()));
            }
            _ => {}
        }
    }

    /// Sets what the front matter says; it wins over what was read from the lines.
    pub(super) fn fill(self, article: &mut Article) {
        let mut note = |field: &str| {
            article.evidence.insert(field.to_owned(), "front matter".to_owned());
        };
        if let Some(title) = self.title {
            note("title");
            article.title = title;
        }
        if !self.authors.is_empty() {
            note("authors");
            article.authors = self.authors;
        }
        if self.published.is_some() {
            note("published");
            article.published = self.published;
        }
        if self.url.is_some() {
            note("url");
            article.url = self.url;
        }
        if self.source.is_some() {
            note("source");
            article.source = self.source;
        }
        if self.dek.is_some() {
            note("dek");
            article.dek = self.dek;
        }
        if !self.tags.is_empty() {
            note("tags");
            article.tags = self.tags;
        }
    }
}
