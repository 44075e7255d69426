//! The tree of a query.

use std::fmt;
use std::ops::Range;

use super::{Proximity, Warning};
use crate::{dates, schema};

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The whole of it.
    pub root: Node,
    /// How neighbouring words combine; where any will do, a part of a compound will do for the whole, too.
    pub needs: Needs,
    /// What the user should know about how it was read.
    pub warnings: Vec<Warning>,
}

/// How neighbouring words without an operator combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Needs {
    /// A hit has all of them.
    #[default]
    All,
    /// A hit has one of them at least. Exclusions and dates without an operator still narrow the result:
    /// `Erz Gold -China date:2025` is `(Erz OR Gold) AND NOT China AND date:2025`.
    Any,
}

/// A part of a query and its place in what was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it asks for.
    pub kind: NodeKind,
    /// The bytes of what was typed.
    pub span: Range<usize>,
}

/// What a part of a query asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// Everything; only an empty query asks for it.
    All,
    /// A word with its inner punctuation: `US-Präsident` is one.
    Word(String),
    /// The text between quotation marks.
    Phrase(String),
    /// A word or phrase in the form as typed, without the `=` and the quotation marks: not inflected, and
    /// `Uber` is not `über`. Capitals do not matter.
    Exact(String),
    /// A word with `*` for any letters and `?` for one, over the forms that stand in texts.
    Mask(String),
    /// A word with a few wrong letters, over the forms that stand in texts.
    Fuzzy {
        /// The word without the `~`.
        word: String,
        /// How many letters may be wrong, missing, too many or swapped: 1 or 2.
        most: u8,
    },
    /// These near each other: the second near the first, each further one near a word that was found near another.
    /// They are words, phrases, masks, fuzzy words, alternatives of those, and others that are near each other.
    Near {
        /// Two at least; the first has not the same proximity.
        parts: Vec<Node>,
        /// How near, and whether in this order.
        proximity: Proximity,
    },
    /// A word, phrase, mask, fuzzy word or alternatives of those, so many times in an article.
    AtLeast {
        /// How many times.
        times: u32,
        /// What is counted.
        inner: Box<Node>,
    },
    /// Articles with so many words.
    Length(Numbers),
    /// All of these; no `And` stands directly in another.
    And(Vec<Node>),
    /// One of these at least; none at all, as in plain words without a letter, finds nothing.
    Or(Vec<Node>),
    /// What this does not find.
    Not(Box<Node>),
    /// Something in one field only; never a date, never another field.
    Field {
        /// The field; any but a date.
        field: &'static schema::Field,
        /// What to find there.
        inner: Box<Node>,
    },
    /// Articles of some days.
    Date(DateFilter),
}

impl NodeKind {
    /// Tells whether a part narrows a result by what it is, not by words of a text: an exclusion, a date, a source.
    pub fn narrows(&self) -> bool {
        match self {
            Self::Not(_) | Self::Date(_) | Self::Length(_) => true,
            Self::Field { field, .. } => !matches!(field.kind, schema::Kind::Text | schema::Kind::Opening),
            _ => false,
        }
    }
}

/// Which dates are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFilter {
    /// A span of days.
    Span(dates::Span),
    /// Articles without a date.
    None,
}

/// Which numbers are wanted; both ends are included, an end that is missing is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// The least.
    pub least: Option<u64>,
    /// The greatest.
    pub most: Option<u64>,
}

impl Numbers {
    /// Reads `800`, `>800`, `>=800`, `<800`, `<=800` and `300..800`, where either end may be missing.
    pub(super) fn read(text: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<u64>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some((least, most)) = text.split_once("..") {
            let end = |text: &str| if text.is_empty() { Some(None) } else { number(text).map(Some) };
            let numbers = Self { least: end(least)?, most: end(most)? };
            let is_upside_down = matches!((numbers.least, numbers.most), (Some(least), Some(most)) if least > most);
            return (!is_upside_down && text != "..").then_some(numbers);
        }
        for (sign, up, by) in [(">=", true, 0), ("<=", false, 0), (">", true, 1), ("<", false, 1)] {
            let Some(rest) = text.strip_prefix(sign) else { continue };
            return match (number(rest)?, up) {
                (least, true) => Some(Self { least: Some(least.checked_add(by)?), most: None }),
                (most, false) => Some(Self { least: None, most: Some(most.checked_sub(by)?) }),
            };
        }
        number(text).map(|only| Self { least: Some(only), most: Some(only) })
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (Some(least), Some(most)) if least == most => write!(f, "{least}"),
            (Some(least), Some(most)) => write!(f, "{least}..{most}"),
            (Some(least), None) => match least.checked_sub(1) {
                Some(below) => write!(f, ">{below}"),
                None => write!(f, ">={least}"),
            },
            (None, Some(most)) => write!(f, "<={most}"),
            (None, None) => Ok(()),
        }
    }
}
