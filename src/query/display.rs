//! A query printed as it was understood, in the query language itself.
//!
//! Operators are written out, so that the text means the same with `--any`; brackets stand where they are needed.
//! Whatever [`super::parse`] gave is printed so that it reads back as the same tree. A plain word that would
//! read back as something else (`AND` from `--words`) is printed in quotes. The printed text may be longer than
//! what was typed, so a query close to the limits may not be read again.

use std::fmt::{self, Display, Formatter};

use super::lexer::{self, TokenKind};
use super::quote::Family;
use super::{DateFilter, Node, NodeKind, Query, suggest};
use crate::dates::{Date, Span};
use crate::schema::{Field, Kind};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write(f, self, Binding::Or, None)
    }
}

/// How tightly a node holds its parts together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Not,
    Near,
    Leaf,
}

fn write(f: &mut Formatter<'_>, node: &Node, least: Binding, field: Option<&Field>) -> fmt::Result {
    let binding = match &node.kind {
        NodeKind::Or(_) => Binding::Or,
        NodeKind::And(_) => Binding::And,
        NodeKind::Not(_) => Binding::Not,
        NodeKind::Near { .. } => Binding::Near,
        _ => Binding::Leaf,
    };
    if binding < least {
        f.write_str("(")?;
        write(f, node, Binding::Or, field)?;
        return f.write_str(")");
    }
    match &node.kind {
        NodeKind::All => Ok(()),
        NodeKind::Word(word) if reads_back(&TokenKind::Word(word.clone()), word, field) => f.write_str(word),
        NodeKind::Word(text) | NodeKind::Phrase(text) => phrase(f, text),
        NodeKind::Exact(text) => {
            f.write_str("=")?;
            let is_word = reads_back(&TokenKind::Exact(text.clone()), &format!("={text}"), field);
            if is_word { f.write_str(text) } else { phrase(f, text) }
        }
        NodeKind::Mask(text) => f.write_str(text),
        NodeKind::Fuzzy { word, most } => write!(f, "{word}~{most}"),
        NodeKind::Near { parts, proximity } => list(f, parts, &format!(" {proximity} "), Binding::Leaf, field),
        NodeKind::AtLeast { times, inner } => {
            write!(f, "atleast{times} ")?;
            self::write(f, inner, Binding::Leaf, field)
        }
        NodeKind::Length(numbers) => {
            let name =
                suggest::fields().find(|field| field.kind == Kind::Number).map_or("words", |field| field.name.as_str());
            write!(f, "{name}:{numbers}")
        }
        NodeKind::Or(parts) if parts.is_empty() => f.write_str("()"),
        NodeKind::Or(parts) => list(f, parts, " OR ", Binding::And, field),
        NodeKind::And(parts) => list(f, parts, " AND ", Binding::Not, field),
        NodeKind::Not(inner) => {
            f.write_str("NOT ")?;
            write(f, inner, Binding::Not, field)
        }
        NodeKind::Field { field, inner } => {
            write!(f, "{}:", field.name)?;
            write(f, inner, Binding::Leaf, Some(field))
        }
        NodeKind::Date(filter) => date(f, *filter),
    }
}

fn list(f: &mut Formatter<'_>, parts: &[Node], operator: &str, least: Binding, field: Option<&Field>) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(operator)?;
        }
        write(f, part, least, field)?;
    }
    Ok(())
}

/// Tells whether the text is this one token when it is read again; asking the lexer keeps the two in step.
fn reads_back(token: &TokenKind, text: &str, field: Option<&Field>) -> bool {
    let name = field.map_or_else(String::new, |field| format!("{}:", field.name));
    lexer::lex(&format!("{name}{text}"), time::Date::MIN).is_ok_and(|(tokens, _)| {
        tokens.len() == 1 + usize::from(field.is_some()) && tokens.last().is_some_and(|last| last.kind == *token)
    })
}

fn phrase(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    let holds = |(family, _, close): &(Family, char, char)| {
        family.closing(&format!("{text}{close}")).is_some_and(|(at, _)| at == text.len())
    };
    let (_, open, close) = Family::ALL.into_iter().find(holds).unwrap_or(Family::ALL[0]);
    write!(f, "{open}{text}{close}")
}

fn date(f: &mut Formatter<'_>, filter: DateFilter) -> fmt::Result {
    let name = suggest::fields().find(|field| field.kind == Kind::Date).map_or("date", |field| field.name.as_str());
    match filter {
        DateFilter::None => write!(f, "{name}:none"),
        DateFilter::Span(span) => write!(f, "{name}:{}", days(span)),
    }
}

/// Years before 1400 and after 2999 are no dates to type, so the ends of time are named by their neighbours.
fn days(span: Span) -> String {
    match (span.first, span.last) {
        (None, Some(last)) if last.year() < 1400 => {
            last.next_day().map_or_else(|| span.to_string(), |next| format!("<{}", Date::Day(next)))
        }
        (Some(first), None) if first.year() > 2999 => {
            first.previous_day().map_or_else(|| span.to_string(), |before| format!(">{}", Date::Day(before)))
        }
        _ => span.to_string(),
    }
}
