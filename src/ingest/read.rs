//! One file read: bytes, hash, page, article, topics. Runs on several threads; touches no archive.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::article::Article;
use crate::extract::{self, PublicationNames};
use crate::page::{self, NotAPage};
use crate::topics::Vocabulary;

/// The bytes of a file that are looked at before a large one is refused.
const HEAD: usize = 8192;

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
pub struct Reading {
    /// The SHA-256 of the bytes in hexadecimal.
    pub hash: Option<String>,
    /// What was found.
    pub content: Content,
}

/// Reads a file of at most `most` bytes; `known` is the hash of what it held last time.
pub fn read(path: &Path, most: u64, known: Option<&str>, vocabulary: &Vocabulary) -> Reading {
    let bytes = match load(path, most) {
        Ok(bytes) => bytes,
        Err(content) => return Reading { hash: None, content },
    };
    let hash = hex(&Sha256::digest(&bytes));
    if known == Some(hash.as_str()) {
        return Reading { hash: Some(hash), content: Content::Same };
    }
    // Extraction must not panic; if a page shows that it can, the other pages still count.
    let found = catch_unwind(AssertUnwindSafe(|| understand(&bytes, vocabulary)));
    let content = found.unwrap_or_else(|_| {
        Content::Failed("internal error while reading the page; please report it with the page".to_owned())
    });
    Reading { hash: Some(hash), content }
}

fn understand(bytes: &[u8], vocabulary: &Vocabulary) -> Content {
    let page = match page::read(bytes) {
        Ok(page) => page,
        Err(reason @ (NotAPage::Empty | NotAPage::Binary(_))) => return Content::Nothing(reason.to_string()),
    };
    match extract::extract(&page, PublicationNames::built_in()) {
        Ok(mut article) => {
            article.topics = vocabulary.assign(&article);
            let remark =
                page.damaged.then(|| format!("read as {}: some characters could not be decoded", page.charset));
            Content::Article(Box::new(article), remark)
        }
        Err(reason) => Content::Nothing(reason.to_string()),
    }
}

fn load(path: &Path, most: u64) -> Result<Vec<u8>, Content> {
    let failed = |error: io::Error| Content::Failed(explain(&error));
    let mut file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut bytes).map_err(failed)?;
    // A film is no page however large it is; a text that is too large is said to be so.
    if let Err(reason @ NotAPage::Binary(_)) = page::read(&bytes) {
        return Err(Content::Nothing(reason.to_string()));
    }
    // One byte more than allowed tells a file that is too large, even if it grows while being read.
    file.take((most + 1).saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(Content::Failed(format!("larger than {} MB; raise the limit with `--max-size`", most / 1_000_000)));
    }
    Ok(bytes)
}

/// Says an error of the system in words that help.
pub(super) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "no right to read it; change its rights and ingest again".to_owned(),
        io::ErrorKind::NotFound => "gone before it could be read".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
