//! The front matter of Markdown exports: `title: …`, `author: …`, `date: …` between two lines `---`.

use super::address;
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
    let text = text.trim_start_matches(['\n', ' ']);
    let fenced = FENCES.iter().find_map(|(open, close)| text.strip_prefix(open)?.split_once(close));
    let Some((inner, body)) = fenced.or_else(|| unfenced(text)) else { return (Matter::default(), text) };
    if inner.lines().count() > MOST || !inner.contains([':', '=']) {
        return (Matter::default(), text);
    }
    let mut matter = Matter::default();
    let mut key = String::new();
    for line in inner.lines() {
        let point = line.trim_start().strip_prefix("- ");
        let value = match (point, line.split_once([':', '='])) {
            (Some(point), _) if line.starts_with([' ', '-']) => point,
            (_, Some((name, value))) if !line.starts_with(' ') => {
                key = name.trim().to_lowercase();
                value
            }
            _ => continue,
        };
        let value = clean(&unquoted(value.trim()));
        if !value.is_empty() {
            matter.take(&key, value);
        }
    }
    (matter, body)
}

/// What stands around front matter: YAML, TOML.
const FENCES: &[(&str, &str)] = &[("---\n", "\n---"), ("+++\n", "\n+++")];

/// Lines such as `Title: …`, `URL Source: …` at the top of the text; one of them has to be the title.
fn unfenced(text: &str) -> Option<(&str, &str)> {
    let (mut end, mut at, mut found, mut titled) = (0, 0, 0, false);
    for line in text.split_inclusive('\n').take(MOST) {
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let Some((key, value)) =
            line.split_once(": ").or_else(|| line.trim_end().strip_suffix(':').map(|key| (key, "")))
        else {
            break;
        };
        let key = key.trim().to_lowercase();
        if !KEYS.contains(&key.as_str()) {
            break;
        }
        titled = titled || key == "title" && !value.trim().is_empty();
        (end, found) = (at, found + 1);
    }
    (titled && found >= 2).then(|| text.split_at_checked(end)).flatten()
}

/// The words before the lines of front matter without a fence.
const KEYS: &[&str] = &[
    "title",
    "author",
    "authors",
    "date",
    "published",
    "published time",
    "url",
    "url source",
    "source",
    "link",
    "publisher",
    "site",
    "tags",
    "keywords",
    "description",
    "excerpt",
    "language",
    "markdown content",
];

/// Returns a value without the quotation marks around it.
fn unquoted(value: &str) -> String {
    let inner = |sign: char| value.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign));
    match (inner('"'), inner('\'')) {
        (Some(inner), _) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        (None, Some(inner)) => inner.replace("''", "'"),
        (None, None) => value.to_owned(),
    }
}

impl Matter {
    fn take(&mut self, key: &str, value: String) {
        match key {
            "title" | "headline" | "titel" => self.title = Some(value),
            "author" | "authors" | "byline" | "autor" | "creator" => {
                let bare = value.replace(['"', '[', ']'], "").replace("', '", ", ");
                self.authors.extend(byline::read(bare.trim_matches('\'')).names);
            }
            "date" | "published" | "datum" | "date_published" | "datepublished" | "pubdate" | "published time"
            | "publishdate" | "publish_date" => {
                self.published =
                    dates::read(&value).or_else(|| dates::find_all(&value, false).first().map(|found| found.date));
            }
            "url" | "link" | "canonical" | "source_url" | "url source" => self.url = canonical_url(&value),
            "source" | "site" | "publisher" | "publication" | "sitename" | "site_name" | "hostname" => {
                match canonical_url(&value) {
                    Some(url) => self.url = Some(url),
                    None if key == "hostname" && self.source.is_some() => {}
                    None => self.source = Some(value),
                }
            }
            "description" | "excerpt" | "summary" | "dek" => self.dek = Some(value),
            "tags" | "keywords" => {
                let parts =
                    value.trim_matches(['[', ']']).split(',').map(|tag| clean(tag.trim().trim_matches(['"', '\''])));
                self.tags.extend(parts.filter(|tag| !tag.is_empty()));
            }
            _ => {}
        }
    }

    /// Returns the headline, where the front matter has one.
    pub(super) fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Sets what the front matter says; it wins over what was read from the lines.
    pub(super) fn fill(self, article: &mut Article) {
        let mut note = |field: &str| {
            article.evidence.insert(field.to_owned(), "front matter".to_owned());
        };
        if let Some(title) = self.title {
            note("title");
            article.title = without_the_name(&title, self.source.as_deref(), self.url.as_deref());
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

/// Returns a headline without the name of the publication that many pages write behind it.
fn without_the_name(title: &str, source: Option<&str>, url: Option<&str>) -> String {
    let sign = [" - ", " – ", " — ", " | ", " :: "].into_iter().filter_map(|sign| title.rsplit_once(sign));
    let Some((rest, name)) = sign.min_by_key(|(_, name)| name.len()) else { return title.to_owned() };
    let name = address::folded(name);
    let known = source.is_some_and(|source| address::folded(source) == name)
        || url.is_some_and(|url| address::hosts(url).iter().any(|host| name.starts_with(host.as_str())));
    if known && rest.split_whitespace().count() > 1 { rest.trim().to_owned() } else { title.to_owned() }
}
