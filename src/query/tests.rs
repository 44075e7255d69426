//! Tests of the query language as a whole.

mod errors;
mod properties;
mod trees;

use super::{DateFilter, Needs, Node, NodeKind, Query};

fn today() -> time::Date {
    time::Date::from_calendar_date(2025, time::Month::November, 15).expect("a day")
}

fn parse(typed: &str, needs: Needs) -> Result<Query, super::QueryError> {
    super::parse(typed, needs, today())
}

/// Prints a tree with every bracket and nothing else: `(and a (not "b c"))`.
fn tree(node: &Node) -> String {
    let list = |name: &str, parts: &[Node]| {
        format!("({name}{})", parts.iter().map(|part| format!(" {}", tree(part))).collect::<String>())
    };
    match &node.kind {
        NodeKind::All => "all".to_owned(),
        NodeKind::Word(word) => word.clone(),
        NodeKind::Phrase(text) => format!("[{text}]"),
        NodeKind::Exact(text) => format!("={{{text}}}"),
        NodeKind::Mask(text) => text.clone(),
        NodeKind::Fuzzy { word, most } => format!("{word}~{most}"),
        NodeKind::Near { parts, proximity } => list(&proximity.to_string(), parts),
        NodeKind::AtLeast { times, inner } => format!("({times}x {})", tree(inner)),
        NodeKind::Length(numbers) => format!("(words {numbers})"),
        NodeKind::And(parts) => list("and", parts),
        NodeKind::Or(parts) => list("or", parts),
        NodeKind::Not(inner) => format!("(not {})", tree(inner)),
        NodeKind::Field { field, inner } => format!("({} {})", field.name, tree(inner)),
        NodeKind::Date(DateFilter::Span(span)) => format!("(date {span})"),
        NodeKind::Date(DateFilter::None) => "(date none)".to_owned(),
    }
}
