//! What the score of a hit is made of.

use tantivy::query::{EnableScoring, Query};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher};

use super::nearness::{Near, Raise};
use super::phrase::{self, PhraseQuery, PhraseScorer};
use super::plan::{Branch, Leaf};
use super::request::{Found, Reason};
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
    let mut typed = Vec::new();
    let mut idle = Vec::new();
    for branch in branches {
        if !answers(&*branch.query, searcher, address)? {
            idle.push(&branch.leaves);
        }
    }
    for (number, leaf) in leaves.iter().enumerate() {
        let counts = !idle.iter().any(|leaves| leaves.contains(&number));
        match leaf {
            Leaf::Word(query) => {
                typed.push(query.typed.as_str());
                if counts {
                    reasons.extend(of_word(query, searcher, address)?);
                }
            }
            Leaf::Phrase(query) if counts => reasons.extend(of_phrase(query, searcher, address)?),
            Leaf::Phrase(_) => {}
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

/// Tells whether a document answers a query.
fn answers(query: &dyn Query, searcher: &Searcher, address: DocAddress) -> tantivy::Result<bool> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut found = weight.scorer(searcher.segment_reader(address.segment_ord), 1.0)?;
    Ok(found.doc() <= address.doc_id && found.seek(address.doc_id) == address.doc_id)
}

fn of_word(query: &WordQuery, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Vec<Reason>> {
    let statistics = word::Statistics::of(query, searcher)?;
    let rarities = statistics.lookups.clone();
    let segment = searcher.segment_reader(address.segment_ord);
    let record = IndexRecordOption::WithFreqsAndPositions;
    let mut scorer = WordScorer::open(query, Some(statistics), segment, record)?;
    if scorer.settle() > address.doc_id || scorer.seek(address.doc_id) != address.doc_id {
        return Ok(Vec::new());
    }
    let shares = scorer.shares();
    let reason = |found, score| Reason { typed: query.typed.clone(), found, score };
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

fn of_phrase(query: &PhraseQuery, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Option<Reason>> {
    use tantivy::query::Scorer;
    let statistics = phrase::Statistics::of(query, searcher)?;
    let mut scorer = PhraseScorer::open(query, Some(statistics), searcher.segment_reader(address.segment_ord))?;
    if scorer.settle() > address.doc_id || scorer.seek(address.doc_id) != address.doc_id {
        return Ok(None);
    }
    Ok(Some(Reason { typed: query.typed.clone(), found: Found::Phrase, score: scorer.score() }))
}
