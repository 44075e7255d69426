//! Queries of every class to an archive of generated articles, and passages beside those of Tantivy's generator.

use std::sync::Arc;
use std::sync::LazyLock;

use divan::Bencher;
use morgue::analysis::Compounds;
use morgue::dates::Span;
use morgue::ingest::INDEX;
use morgue::query::{self, Needs};
use morgue::search::{Archive, Dates, Filters, Grouping, Request, Sort};
use morgue::topics::Vocabulary;
use tantivy::collector::TopDocs;
use tantivy::query::TermQuery;
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TEXT, Term, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Searcher, TantivyDocument};
use tempfile::TempDir;

use super::archive;

/// So many unless `MORGUE_BENCH_ARTICLES` says otherwise.
const ARTICLES: u64 = 3000;

static PAGES: LazyLock<TempDir> = LazyLock::new(|| {
    let articles = std::env::var("MORGUE_BENCH_ARTICLES").map_or(ARTICLES, |count| count.parse().unwrap());
    let folder = archive::pages(articles);
    archive::ingested(folder.path());
    folder
});

const TODAY: time::Date = time::macros::date!(2025 - 12 - 31);

fn open() -> Archive<'static> {
    let folder = PAGES.path().join("archive").canonicalize().unwrap();
    Archive::open(&folder, &folder.join(INDEX), Vocabulary::built_in(), &Compounds::default()).unwrap()
}

fn request(typed: &str, filters: &Filters, snippets: usize) -> Request {
    Request {
        facets: Vec::new(),
        grouping: Grouping::None,
        seen: Arc::default(),
        query: filters.and(query::parse(typed, Needs::All, TODAY).unwrap()),
        dates: Dates::Required,
        sort: Sort::Relevance,
        offset: 0,
        limit: Some(10),
        width: 240,
        snippets,
        reasons: false,
    }
}

fn answer(bencher: Bencher<'_, '_>, typed: &str, filters: &Filters, snippets: usize) {
    let mut archive = open();
    let request = request(typed, filters, snippets);
    assert!(archive.answer(&request).unwrap().total > 0, "`{typed}` finds nothing");
    bencher.bench_local(|| archive.answer(&request).unwrap());
}

#[divan::bench(args = [
    "Genehmigung",
    "Erden AND Gletscher",
    "Zoll OR Zölle",
    "NOT Gletscher",
    "\"seltene Erden\"",
    "Erden NEAR/5 Gletscher",
    "Erden PRE/5 Gletscher",
    "Erden /s Gletscher",
    "Erden /p Gletscher",
    "atleast3 Gletscher",
    "lead:Gletscher",
    "words:>400",
])]
fn bare(bencher: Bencher<'_, '_>, typed: &str) {
    answer(bencher, typed, &Filters::default(), 0);
}

/// Masks and fuzzy words look at every word of the dictionary; an archive that was just opened does so anew.
#[divan::bench(args = ["Gletscher*", "*schule", "Hafen*amt", "\"seltene Erd*\"", "Gletschr~1", "Gletschr~2"])]
fn forms(bencher: Bencher<'_, '_>, typed: &str) {
    let request = request(typed, &Filters::default(), 0);
    bencher.with_inputs(open).bench_local_values(|mut archive| archive.answer(&request).unwrap());
}

#[divan::bench]
fn with_filters(bencher: Bencher<'_, '_>) {
    let filters = Filters {
        topics: vec!["Japan".to_owned()],
        sources: vec!["Hafenkurier".to_owned()],
        date: Some(Span::read("2025-10", TODAY).unwrap()),
        ..Filters::default()
    };
    answer(bencher, "Erden", &filters, 0);
}

const PLAIN: [&str; 2] = ["genehmigung", "gletscher"];

#[divan::bench(args = PLAIN)]
fn term_without_passages(bencher: Bencher<'_, '_>, typed: &str) {
    answer(bencher, &format!("={typed}"), &Filters::default(), 0);
}

#[divan::bench(args = PLAIN)]
fn term_with_passages(bencher: Bencher<'_, '_>, typed: &str) {
    answer(bencher, &format!("={typed}"), &Filters::default(), 1);
}

/// The same texts in a plain index of Tantivy.
static TANTIVY: LazyLock<(Searcher, Field)> = LazyLock::new(|| {
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT | STORED);
    let index = tantivy::Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 50_000_000).unwrap();
    let mut archive = open();
    let request = Request { limit: None, ..request("", &Filters::default(), 0) };
    for hit in archive.answer(&request).unwrap().hits {
        let mut document = TantivyDocument::default();
        document.add_text(body, hit.article.text());
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    (index.reader().unwrap().searcher(), body)
});

fn tantivy_answer(bencher: Bencher<'_, '_>, typed: &str, with_passages: bool) {
    let (searcher, body) = &*TANTIVY;
    let query = TermQuery::new(Term::from_field_text(*body, typed), IndexRecordOption::WithFreqs);
    bencher.bench_local(|| {
        let hits =
            searcher.search(&query, &(TopDocs::with_limit(10).order_by_score(), tantivy::collector::Count)).unwrap();
        let generator = with_passages.then(|| SnippetGenerator::create(searcher, &query, *body).unwrap());
        let passage = |address| {
            let document: TantivyDocument = searcher.doc(address).unwrap();
            let text = document.get_first(*body).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
            generator.as_ref().map_or(text.len(), |generator| generator.snippet(&text).fragment().len())
        };
        hits.0.into_iter().map(|(_, address)| passage(address)).sum::<usize>()
    });
}

#[divan::bench(args = PLAIN)]
fn tantivy_term_without_passages(bencher: Bencher<'_, '_>, typed: &str) {
    tantivy_answer(bencher, typed, false);
}

#[divan::bench(args = PLAIN)]
fn tantivy_term_with_passages(bencher: Bencher<'_, '_>, typed: &str) {
    tantivy_answer(bencher, typed, true);
}
