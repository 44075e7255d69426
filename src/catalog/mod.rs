//! The archive's truth in one SQLite file: every source with its fate, every article with its evidence.
//!
//! The index is derived from here and can be thrown away. The tables are plain (text, numbers, JSON lists), so
//! that Datasette, R or pandas can read them; their columns are described in `schema.sql`.

mod articles;
mod error;
mod groups;
mod journal;
mod lock;
mod open;
mod searches;
mod sources;
mod survey;
mod versions;

pub use articles::{Change, Stored};
pub use error::CatalogError;
pub use groups::Group;
pub use journal::{Entry, Extracted};
pub use open::{Catalog, FILE};
pub use searches::Saved;
pub use sources::{Fate, Source};
pub use survey::Survey;
pub use versions::Version;
