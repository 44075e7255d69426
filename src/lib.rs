//! morgue turns saved news pages into an index and answers questions from it.
//!
//! ```text
//! write   walk -> page -> extract (dates, language) -> article -> topics -> catalog -> analysis -> index   door: ingest::run
//! read    query -> search (index, analysis, catalog) -> hits, snippets, facets -> output                        door: search::Archive
//! ```
//!
//! Each room is one module that knows only what lies upstream of it; `tests/layers.rs` keeps the walls.
//!
//! | room | gives | must not know |
//! |---|---|---|
//! | [`schema`] | the fields of an article, read from `schema/article.toml` | Tantivy, articles, formats |
//! | [`walk`] | the files under some roots | what is in a file |
//! | [`page`] | a `Page`: text or markup, address, capture time | what an article is |
//! | [`dates`] | a date with its precision; spans of days, periods | pages, queries, today's date |
//! | [`language`] | a BCP 47 tag | fields, analyzers |
//! | [`article`] | `Article`, `ArticleId`, the canonical address | HTML, Tantivy, formats |
//! | [`extract`] | an `Article` from a `Page`, with the evidence for each field | files, the archive |
//! | [`topics`] | the vocabulary, and the topics of an `Article` | HTML, queries |
//! | [`alike`] | which articles are the same text: shingles, sketches, likeness | storage, titles, groups |
//! | [`catalog`] | the archive's truth in SQLite | HTML, Tantivy, query text |
//! | [`analysis`] | text to terms | articles, storage |
//! | [`index`] | an index folder: made, opened, written, committed | HTML, SQLite, query text |
//! | [`ingest`] | a report: pages in, what became of each | queries, the terminal |
//! | [`query`] | a tree with byte spans, from what was typed | Tantivy, the archive, hits |
//! | [`search`] | a `Response` to a `Request` | formats, the terminal |
//! | [`record`] | what was asked and came out, as a file, and two of these compared | archives, the terminal |
//! | [`output`] | responses, articles and reports as text and data | Tantivy, SQLite, arguments |
//! | [`cli`] | arguments to requests, results to exit codes | HTML, Tantivy, how a format looks |

pub mod alike;
pub mod analysis;
pub mod article;
pub mod catalog;
pub mod cli;
pub mod dates;
pub mod extract;
pub mod index;
pub mod ingest;
pub mod language;
pub mod output;
pub mod page;
pub mod query;
pub mod record;
pub mod schema;
pub mod search;
pub mod topics;
pub mod walk;
