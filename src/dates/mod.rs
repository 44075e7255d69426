//! Dates with the precision that is known, spans of days to filter by, and periods of the calendar to count by.
//!
//! A date is what a page says in the page's own time zone. Nothing here knows what day it is today:
//! whoever reads a relative date hands in the day it is relative to.

mod address;
mod clock;
mod cursor;
mod date;
mod months;
mod period;
mod read;
mod relative;
mod span;
#[cfg(test)]
mod tests;
mod visible;

pub use address::in_address;
pub use date::Date;
pub use period::Period;
pub use read::read;
pub use relative::relative;
pub use span::{NotASpan, Span};
pub use visible::{Found, find_all};
