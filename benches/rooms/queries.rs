//! Queries to an archive of generated articles.

use std::sync::LazyLock;

use divan::Bencher;
use morgue::analysis::Compounds;
use morgue::dates::Span;
use morgue::ingest::INDEX;
use morgue::query::{self, Needs};
use morgue::search::{Archive, Dates, Filters, Request, Sort};
use morgue::topics::Vocabulary;
use tempfile::TempDir;

use super::archive;

const ARTICLES: u64 = 3000;

static PAGES: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = archive::pages(ARTICLES);
    archive::ingested(folder.path());
    folder
});

const TODAY: time::Date = time::macros::date!(2025 - 12 - 31);

fn answer(bencher: Bencher<'_, '_>, typed: &str, filters: &Filters, width: usize) {
    let folder = PAGES.path().join("archive").canonicalize().unwrap();
    let mut archive =
        Archive::open(&folder, &folder.join(INDEX), Vocabulary::built_in(), &Compounds::default()).unwrap();
    let request = Request {
        query: filters.and(query::parse(typed, Needs::All, TODAY).unwrap()),
        dates: Dates::Required,
        sort: Sort::Relevance,
        offset: 0,
        limit: Some(10),
        width,
        snippets: usize::from(width > 0),
        reasons: false,
    };
    assert!(archive.answer(&request).unwrap().total > 0, "`{typed}` finds nothing");
    bencher.bench_local(|| archive.answer(&request).unwrap());
}

#[divan::bench(args = ["Genehmigung", "Erden AND Gletscher", "\"seltene Erden\"", "Zoll OR Zölle"])]
fn bare(bencher: Bencher<'_, '_>, typed: &str) {
    answer(bencher, typed, &Filters::default(), 0);
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

#[divan::bench(args = ["Genehmigung", "\"seltene Erden\""])]
fn with_snippets(bencher: Bencher<'_, '_>, typed: &str) {
    answer(bencher, typed, &Filters::default(), 240);
}
