//! One file or row read: bytes, hash, page, article, topics. Runs on several threads; touches no archive.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::beside::Beside;
use crate::article::Article;
use crate::extract::{self, Columns, NoArticle, PublicationNames};
use crate::page::{self, NotAPage, Page, Record, Row};
use crate::topics::Vocabulary;

/// The bytes of a file that are looked at before a large one is refused.
const HEAD: u64 = 8192;

/// How files are read.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    /// The largest page, and the longest row of a list, in bytes.
    pub most: u64,
    /// Which columns of records hold which fields.
    pub columns: &'a Columns,
    /// What publications are called.
    pub names: &'a PublicationNames,
    /// Where the topics come from.
    pub vocabulary: &'a Vocabulary,
}

/// What was found in a file.
#[derive(Debug)]
pub enum Content {
    /// The bytes are those that were read last time.
    Same,
    /// An article, and a remark on how it was read.
    Article(Box<Article>, Option<String>),
    /// No article, and why.
    Nothing(String),
    /// The file could not be read, and why.
    Failed(String),
}

/// A file read, with the hash of its bytes if they could be read.
#[derive(Debug)]
pub(super) struct Reading {
    /// The SHA-256 of the bytes in hexadecimal.
    pub(super) hash: Option<String>,
    /// What was found.
    pub(super) content: Content,
}

/// Reads a page, and the file beside it if there is one; `known` is the hash of what they held last time.
pub(super) fn read(
    path: &Path,
    beside: Option<&Beside>,
    known: Option<&str>,
    manner: Manner<'_>,
) -> (Reading, Option<Reading>) {
    let without_hash = |content| Reading { hash: None, content };
    let noted = beside.map(|beside| load(&beside.file.path, manner.most));
    let bytes = load(path, manner.most);
    let mut hash = Sha256::new();
    hash.update(bytes.as_deref().unwrap_or_default());
    if let Some(noted) = &noted {
        hash.update(noted.as_deref().unwrap_or_default());
    }
    if noted.is_some() || page::listing(&path.to_string_lossy()).is_some() {
        // What is understood hangs on the names of the columns too.
        hash.update(manner.columns.to_string());
    }
    let hash = hex(&hash.finalize());
    let reading = |content| Reading { hash: Some(hash.clone()), content };
    let unreadable = bytes.is_err() || noted.as_ref().is_some_and(Result::is_err);
    if known == Some(hash.as_str()) && !unreadable {
        return (reading(Content::Same), noted.map(|_| reading(Content::Same)));
    }
    let (content, noted) = understand_file(path, bytes, noted, manner);
    let kept = |content| if matches!(content, Content::Failed(_)) { without_hash(content) } else { reading(content) };
    (kept(content), noted.map(kept))
}

/// Reads a page, and the file beside it if there is one, to keep nothing of it.
pub(super) fn read_once(path: &Path, beside: Option<&Beside>, manner: Manner<'_>) -> (Content, Option<Content>) {
    let noted = beside.map(|beside| load(&beside.file.path, manner.most));
    understand_file(path, load(path, manner.most), noted, manner)
}

fn understand_file(
    path: &Path,
    bytes: Result<Vec<u8>, Content>,
    noted: Option<Result<Vec<u8>, Content>>,
    manner: Manner<'_>,
) -> (Content, Option<Content>) {
    let has_note = noted.is_some();
    // Extraction must not panic; if a page shows that it can, the other pages still count.
    let found = catch_unwind(AssertUnwindSafe(|| match noted {
        None => (bytes.map_or_else(|content| content, |bytes| understand(&bytes, manner)), None),
        Some(noted) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let (content, noted) = understand_both(bytes, noted, &name, manner);
            (content, Some(noted))
        }
    }));
    found.unwrap_or_else(|_| (panicked(), has_note.then(panicked)))
}

/// Reads a row of a list.
pub(super) fn read_row(row: &Row, known: Option<&str>, manner: Manner<'_>) -> Reading {
    let mut hash = Sha256::new();
    row.bytes().for_each(|bytes| hash.update(bytes));
    hash.update(manner.columns.to_string());
    let hash = hex(&hash.finalize());
    let content = if known == Some(hash.as_str()) {
        Content::Same
    } else {
        let found = catch_unwind(AssertUnwindSafe(|| article(row.read(), manner)));
        found.unwrap_or_else(|_| panicked())
    };
    Reading { hash: Some(hash), content }
}

fn panicked() -> Content {
    Content::Failed("internal error while reading the page; please report it with the page".to_owned())
}

fn understand(bytes: &[u8], manner: Manner<'_>) -> Content {
    article(page::read(bytes), manner)
}

fn article(page: Result<Page, NotAPage>, manner: Manner<'_>) -> Content {
    let page = match page {
        Ok(page) => page,
        Err(reason) => return no_page(reason),
    };
    match extract::extract_with(&page, manner.columns, manner.names) {
        Ok(article) => complete(article, &page, manner),
        Err(reason) => Content::Nothing(no_article(&reason)),
    }
}

fn complete(mut article: Article, page: &Page, manner: Manner<'_>) -> Content {
    article.topics = manner.vocabulary.assign(&article);
    let lost = page.damaged.then(|| format!("read as {}: some characters could not be decoded", page.charset));
    let misread = page::misread(&[&article.title, article.dek.as_deref().unwrap_or_default(), &article.text()]);
    let remarks: Vec<String> = lost.into_iter().chain(misread).collect();
    Content::Article(Box::new(article), (!remarks.is_empty()).then(|| remarks.join("; ")))
}

fn no_page(reason: NotAPage) -> Content {
    match reason {
        NotAPage::Empty | NotAPage::Binary(_) | NotAPage::Without(_) => Content::Nothing(reason.to_string()),
        NotAPage::Damaged(_) => Content::Failed(reason.to_string()),
    }
}

/// Says why there is no article, and what to do about it.
fn no_article(reason: &NoArticle) -> String {
    match reason {
        NoArticle::NoFields | NoArticle::Lacks { named: false, .. } => {
            format!("{reason}; name the fields with `--columns`")
        }
        _ => reason.to_string(),
    }
}

/// Understands a page together with what is noted beside it. Where the page holds no article, the note may be one.
fn understand_both(
    bytes: Result<Vec<u8>, Content>,
    noted: Result<Vec<u8>, Content>,
    name: &str,
    manner: Manner<'_>,
) -> (Content, Content) {
    let page = bytes.map(|bytes| page::read(&bytes));
    let noted = match noted.map(|noted| page::read(&noted)) {
        Ok(Ok(page)) => page,
        other => {
            // Whatever it is, it is not what is looked for: no failure.
            let reason = match other {
                Ok(Err(reason)) => Content::Nothing(format!("lies beside `{name}` but cannot be used: {reason}")),
                Err(content) => content,
                Ok(Ok(_)) => Content::Nothing(String::new()),
            };
            return (page.map_or_else(|content| content, |page| article(page, manner)), reason);
        }
    };
    let record = match &noted.content {
        page::Content::Record(record) if extract::is_of_article(record, manner.columns) => record,
        _ => {
            let reason = format!("JSON without fields of an article, beside `{name}`");
            return (page.map_or_else(|content| content, |page| article(page, manner)), Content::Nothing(reason));
        }
    };
    let content = match page {
        Err(content) => content,
        Ok(Err(reason)) => no_page(reason),
        Ok(Ok(page)) => with_note(page, record, manner),
    };
    if matches!(content, Content::Article(..)) {
        return (content, Content::Nothing(format!("fields of `{name}`, read with it")));
    }
    let noted = match article(Ok(noted.clone()), manner) {
        Content::Nothing(reason) => {
            Content::Nothing(format!("{reason}; it lies beside `{name}`, which holds none either"))
        }
        other => other,
    };
    (content, noted)
}

fn with_note(mut page: Page, record: &Record, manner: Manner<'_>) -> Content {
    let (address, captured) = extract::saved(record, manner.columns);
    let (own_address, own_capture) = (page.address.is_some(), page.captured.is_some());
    page.address = page.address.or(address);
    page.captured = page.captured.or(captured);
    match extract::extract_with(&page, manner.columns, manner.names) {
        Err(reason) => Content::Nothing(no_article(&reason)),
        Ok(mut article) => {
            // What the page had from the note is noted as such.
            if !own_capture {
                article.captured = None;
            }
            if !own_address && article.evidence.get("url").is_some_and(|how| how == "saved address") {
                article.url = None;
            }
            extract::complete(&mut article, record, manner.columns, manner.names);
            complete(article, &page, manner)
        }
    }
}

pub(super) fn load(path: &Path, most: u64) -> Result<Vec<u8>, Content> {
    let failed = |error: io::Error| Content::Failed(explain(&error));
    let mut reader = open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(failed)?;
    // A film is no page however large it is; a text that is too large is said to be so.
    if let Some(kind) = page::binary(&bytes) {
        return Err(Content::Nothing(NotAPage::Binary(kind).to_string()));
    }
    // One byte more than allowed tells a file that is too large, even if it grows while being read.
    reader.take((most + 1).saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(Content::Failed(format!("larger than {} MB; raise the limit with `--max-size`", most / 1_000_000)));
    }
    Ok(bytes)
}

/// Opens a file, unpacked if it is compressed.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    page::unpack(File::open(path)?)
}

/// Says an error of the system in words that help.
pub(super) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "no right to read it; change its rights and ingest again".to_owned(),
        io::ErrorKind::NotFound => "gone before it could be read".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
