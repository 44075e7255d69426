//! Articles into the index, and pages into a whole archive: items a second.

use divan::Bencher;
use divan::counter::ItemsCount;
use morgue::analysis::Compounds;
use morgue::index::Index;
use morgue::{extract, page};
use tempfile::TempDir;

use super::{archive, text};

const ARTICLES: u64 = 500;

#[divan::bench(sample_count = 10)]
fn articles_into_the_index(bencher: Bencher<'_, '_>) {
    let articles: Vec<_> = (0..ARTICLES)
        .map(|seed| {
            extract::extract(
                &page::read(text::html(seed, 9000).as_bytes()).unwrap(),
                extract::PublicationNames::built_in(),
            )
            .unwrap()
        })
        .collect();
    bencher.counter(ItemsCount::new(ARTICLES)).with_inputs(|| TempDir::new().unwrap()).bench_refs(|folder| {
        let index = Index::make(&folder.path().join("index"), &Compounds::default()).unwrap();
        let mut writer = index.writer().unwrap();
        for article in &articles {
            writer.put(article.id(), "page.html", article).unwrap();
        }
        writer.commit(1, "").unwrap();
        writer.close().unwrap();
    });
}

#[divan::bench(sample_count = 10)]
fn pages_into_an_archive(bencher: Bencher<'_, '_>) {
    bencher
        .counter(ItemsCount::new(ARTICLES))
        .with_inputs(|| archive::pages(ARTICLES))
        .bench_refs(|folder| archive::ingested(folder.path()));
}
