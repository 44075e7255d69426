//! What an article is: its fields, its id and its canonical address, and what may be changed of it by hand.
//!
//! A value that the page does not show is absent; nothing here is ever filled in by a guess.

mod address;
mod clean;
mod fields;
mod hand;
mod id;

pub use address::canonical_url;
pub use clean::{clean, is_invisible};
pub use fields::{Article, Assignment, Block, BlockKind};
pub use hand::{Change, Hand, NoHand};
pub use id::{ArticleId, NotAnId};
