//! What the score of a hit is made of.

use std::ops::Range;

use tantivy::query::{EnableScoring, Query};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher};

use super::nearness::{Near, Raise};
use super::plan::{Branch, Leaf, LeafQuery};
use super::postings::Wanted;
use super::request::{Found, Reason};
use super::shape::Shape;
use super::span::{self, SpanScorer};
use super::word::{self, WordQuery, WordScorer};
use crate::analysis::Form;

/// Returns what each part of the query adds to the score of a document; `raises` is what the places of its words add.
/// Of an `OR` only the `branches` count that the document answers as a whole.
pub(super) fn reasons(
    leaves: &[Leaf],
    branches: &[Branch],
    raises: &[Raise],
    searcher: &Searcher,
    address: DocAddress,
) -> tantivy::Result<Vec<Reason>> {
    let mut reasons = Vec::new();
    let typed: Vec<&str> = leaves.iter().filter(|leaf| leaf.word().is_some()).map(|leaf| leaf.typed.as_str()).collect();
    let idle = idle(branches, searcher, address)?;
    for (_, leaf) in leaves.iter().enumerate().filter(|(number, _)| !idle.iter().any(|idle| idle.contains(number))) {
        match &leaf.query {
            LeafQuery::Word(query) => reasons.extend(of_word(&leaf.typed, query, searcher, address)?),
            LeafQuery::Span(_) => reasons.extend(of_span(leaf, searcher, address)?),
        }
    }
    for (near, score) in raises {
        let word = |number: usize| typed.get(number).copied().unwrap_or_default();
        let (typed, found) = match *near {
            Near::EachOther(a, b) => (format!("{} {}", word(a), word(b)), Found::Near),
            Near::Beginning(a) => (word(a).to_owned(), Found::Early),
        };
        reasons.push(Reason { typed, found, score: *score });
    }
    reasons.retain(|reason| reason.score > 0.0);
    Ok(reasons)
}

/// Returns the leaves of the sides of an `OR` that a document does not answer.
pub(super) fn idle(
    branches: &[Branch],
    searcher: &Searcher,
    address: DocAddress,
) -> tantivy::Result<Vec<Range<usize>>> {
    let mut idle = Vec::new();
    for branch in branches {
        if !answers(&*branch.query, searcher, address)? {
            idle.push(branch.leaves.clone());
        }
    }
    Ok(idle)
}

/// Tells whether a document answers a query.
pub(super) fn answers(query: &dyn Query, searcher: &Searcher, address: DocAddress) -> tantivy::Result<bool> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut found = weight.scorer(searcher.segment_reader(address.segment_ord), 1.0)?;
    Ok(found.doc() <= address.doc_id && found.seek(address.doc_id) == address.doc_id)
}

fn of_word(typed: &str, query: &WordQuery, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Vec<Reason>> {
    let statistics = word::Statistics::of(query, searcher)?;
    let rarities = statistics.lookups.clone();
    let segment = searcher.segment_reader(address.segment_ord);
    let record = IndexRecordOption::WithFreqsAndPositions;
    let mut scorer = WordScorer::open(query, Some(statistics), segment, record)?;
    if scorer.settle() > address.doc_id || scorer.seek(address.doc_id) != address.doc_id {
        return Ok(Vec::new());
    }
    let shares = scorer.shares();
    let reason = |found, score| Reason { typed: typed.to_owned(), found, score };
    let mut reasons = Vec::new();
    let is_compound = !query.parts.is_empty();
    for (number, (lookup, rarity)) in query.lookups().zip(&rarities).enumerate() {
        let (articles, within) = (rarity.documents, rarity.within);
        if number == 0 {
            reasons.push(reason(Found::Word { articles }, shares.alone));
        }
        let score = shares.anywhere.get(number).copied().unwrap_or(0.0);
        if number > 0 {
            // The mark of the language is not for reading.
            let stem = lookup.stems.first().map_or("", |stem| Form::unmarked(stem)).to_owned();
            let part = query.readings.get(number - 1).unwrap_or(&stem).clone();
            reasons.push(reason(Found::Part { part, stem, articles, within }, score));
        } else if !is_compound {
            reasons.push(reason(Found::Anywhere { articles, within }, score));
        }
    }
    reasons.push(reason(Found::AsTyped, shares.as_typed));
    Ok(reasons)
}

fn of_span(leaf: &Leaf, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Option<Reason>> {
    use tantivy::query::Scorer;
    let LeafQuery::Span(query) = &leaf.query else { return Ok(None) };
    let statistics = span::Statistics::of(query, searcher)?;
    let mut scorer = SpanScorer::open(query, Some(statistics), searcher.segment_reader(address.segment_ord))?;
    if scorer.settle(address.doc_id) != address.doc_id {
        return Ok(None);
    }
    let forms = leaf.pattern.wanted.iter().filter_map(|wanted| match wanted {
        Wanted::Forms(forms) => Some(forms.found.len()),
        _ => None,
    });
    let found = match &leaf.pattern.shape {
        Shape::Near(..) => Found::Near,
        shape if shape.is_words() => Found::Forms { forms: forms.sum() },
        _ => Found::Phrase,
    };
    Ok(Some(Reason { typed: leaf.typed.clone(), found, score: scorer.score() }))
}
