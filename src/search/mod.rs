//! A [`Response`] to a [`Request`]: ranked hits with snippets, and how many there are.
//!
//! `plan` makes an index query of a query tree, `bm25f` scores words over several fields, `collect` keeps the
//! best hits in a fixed order, `mark` finds in the texts what the query matched and `snippet` cuts it out.
//! Request and response are plain data: what a web page or a remote engine would send.

mod archive;
mod bm25f;
mod collect;
mod mark;
mod nearness;
mod phrase;
mod plan;
mod postings;
mod reasons;
mod request;
mod snippet;
mod word;

pub use archive::{Archive, Marks, Notice};
pub use mark::in_characters;
pub use request::{Dates, Filters, Found, Hit, Reason, Request, Response, SearchError, Snippet, Sort};
