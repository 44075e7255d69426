//! A [`Response`] to a [`Request`]: ranked hits with snippets, and how many there are.
//!
//! `plan` makes an index query of a query tree, `bm25f` scores words over several fields, `collect` keeps the
//! best hits in a fixed order, `pattern` and `shape` tell where words stand together, `mark` finds those places in the
//! texts and `snippet` cuts them out; `concordance` gives a line for each, `account` what becomes of each part of a query,
//! `facets` and `timeline` count what was found.
//! Request and response are plain data: what a web page or a remote engine would send.

mod account;
mod answer;
mod archive;
mod bm25f;
mod collect;
mod concordance;
mod facets;
mod filter;
mod forms;
mod mark;
mod nearness;
mod pattern;
mod plan;
mod postings;
mod reasons;
mod request;
mod shape;
mod similar;
mod snippet;
mod span;
mod timeline;
mod word;

pub use account::{Account, Clause, Terms, Without};
pub use archive::{Archive, Notice};
pub use concordance::{About, By, Concordance, Count, Line, Order};
pub use facets::{Facet, FacetBy, TopicCount, TopicCounts, Value};
pub use mark::in_characters;
pub use request::{
    Dates, Filters, Found, Grouping, Hit, Keep, Limited, Marks, Reason, Request, Response, SearchError, Snippet, Sort,
    Step,
};
pub use timeline::{PeriodCount, Series, SeriesOf, Timeline};
