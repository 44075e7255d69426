//! What a search finds and marks, against a scan of the same texts that knows nothing of the index.
//!
//! A seeded generator writes small archives (several commits, articles replaced and removed) and queries to them.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod collection;
mod pages;
mod scan;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use collection::{Chance, Collection, LANGUAGES, WORDS, compounds};
use morgue::query::{self, Needs, Query};
use morgue::search::{Archive, Dates, Grouping, Hit, Request, Response, Sort};
use scan::Ask;

const ARCHIVES: u64 = 3;
const QUERIES: u64 = 100;

fn read(typed: &str, needs: Needs) -> Query {
    let today = time::Date::from_ordinal_date(2025, 1).unwrap();
    query::parse(typed, needs, today).unwrap_or_else(|error| panic!("{typed}: {error}"))
}

fn answer(archive: &mut Archive<'_>, query: &Query) -> Response {
    let request = Request {
        facets: Vec::new(),
        grouping: Grouping::None,
        seen: Arc::default(),
        query: query.clone(),
        dates: Dates::Optional,
        sort: Sort::Relevance,
        offset: 0,
        limit: None,
        width: 80,
        snippets: 2,
        reasons: true,
    };
    let response = archive.answer(&request).unwrap();
    assert_eq!(response.total, response.hits.len());
    response
}

/// Returns the names of the hits, their scores, and the sums of what their scores are made of.
fn found(archive: &mut Archive<'_>, query: &Query) -> Vec<(String, f32, f32)> {
    let reasons = |hit: &Hit| hit.reasons.iter().map(|reason| reason.score).sum();
    answer(archive, query).hits.iter().map(|hit| (hit.path.clone(), hit.score, reasons(hit))).collect()
}

#[test]
fn a_search_finds_and_marks_what_a_scan_of_the_texts_does() {
    scan::speak(LANGUAGES.iter().copied(), &compounds());
    let (mut count, mut some) = (0, 0);
    for seed in 0..ARCHIVES {
        let collection = Collection::new(seed);
        let mut archive = collection.open();
        let mut chance = Chance::new(seed + 1_000);
        for number in 0..QUERIES {
            let ask = Ask::new(&mut chance, 3, WORDS);
            let typed = ask.to_string();
            let needs = if number % 3 == 0 { Needs::Any } else { Needs::All };
            let query = read(&typed, needs);
            let expected: BTreeSet<String> =
                collection.texts().filter(|text| ask.fits(text, needs)).map(|text| text.path.clone()).collect();
            let answer = found(&mut archive, &query);
            let names: BTreeSet<String> = answer.iter().map(|(name, ..)| name.clone()).collect();
            assert_eq!(names, expected, "archive {seed}, {needs:?}: {typed}");
            for (name, score, reasons) in &answer {
                // In an alternative that a hit does not meet, words may stand that it has.
                let told =
                    if typed.contains(" OR ") { *reasons > score - 1e-3 } else { (score - reasons).abs() < 1e-3 };
                assert!(score.is_finite() && told, "{typed}: {name} {score} {reasons}");
            }
            count += names.len();
            some += usize::from(!names.is_empty());
            for text in collection.texts() {
                let may = ask.spans(text, needs);
                let marks = archive.marks(&query, text.id, &text.article).unwrap();
                let marked: BTreeSet<(&str, (usize, usize))> = marks
                    .iter()
                    .flat_map(|(field, spans)| spans.iter().map(|span| (*field, (span.start, span.end))))
                    .collect();
                assert!(marked.is_subset(&may), "{typed} marks {marked:?} in {}, not {may:?}", text.path);
                assert_eq!(marked.is_empty(), may.is_empty(), "{typed} in {}: {may:?}", text.path);
                if !typed.contains("NOT") && names.contains(&text.path) {
                    assert!(!marked.is_empty(), "{typed} marks nothing in {}", text.path);
                }
            }
        }
    }
    assert!(some > 60 && count > 600, "{some} queries found {count} articles: too few to say anything");
}

#[test]
fn answers_combine_as_sets_do() {
    let collection = Collection::new(77);
    let mut archive = collection.open();
    let mut chance = Chance::new(78);
    let all: BTreeSet<String> = collection.texts().map(|text| text.path.clone()).collect();
    let mut ask = |typed: &str| -> BTreeSet<String> {
        found(&mut archive, &read(typed, Needs::All)).into_iter().map(|(name, ..)| name).collect()
    };
    for _ in 0..25 {
        let (a, b) = (Ask::new(&mut chance, 2, WORDS).to_string(), Ask::new(&mut chance, 2, WORDS).to_string());
        let (in_a, in_b) = (ask(&a), ask(&b));
        assert_eq!(ask(&format!("({a}) AND ({b})")), &in_a & &in_b, "{a} AND {b}");
        assert_eq!(ask(&format!("({a}) OR ({b})")), &in_a | &in_b, "{a} OR {b}");
        assert_eq!(ask(&format!("NOT ({a})")), &all - &in_a, "NOT {a}");
        assert_eq!(ask(&format!("({a}) AND NOT ({b})")), &in_a - &in_b, "{a} AND NOT {b}");
    }
}
