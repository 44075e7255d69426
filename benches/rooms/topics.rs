//! Articles to topics, to be compared with the extraction of the same page.

use divan::Bencher;
use divan::counter::ItemsCount;
use morgue::article::Article;
use morgue::topics::Vocabulary;
use morgue::{extract, page};

use super::extraction::SAMPLE;

/// The article of the sample page. An item is an article.
#[divan::bench]
fn of_an_article(bencher: Bencher<'_, '_>) {
    let names = extract::PublicationNames::built_in();
    let article = extract::extract(&page::read(SAMPLE.as_bytes()).unwrap(), names).unwrap();
    let vocabulary = Vocabulary::built_in();
    // The labels are compiled once in a run.
    vocabulary.assign(&article);
    bencher.counter(ItemsCount::new(1_usize)).bench(|| vocabulary.assign(&article));
}

/// The files of the vocabulary read, as every start of the program does that prints a topic.
#[divan::bench]
fn reading_the_vocabulary(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Vocabulary::read(&[]).unwrap());
}

/// The labels of a language compiled, as every ingest does once.
#[divan::bench(args = ["de", "en"], sample_count = 10)]
fn compiling_the_labels(bencher: Bencher<'_, '_>, language: &str) {
    let article = Article { title: "x".to_owned(), language: Some(language.to_owned()), ..Article::default() };
    bencher.with_inputs(|| Vocabulary::read(&[]).unwrap()).bench_values(|vocabulary| vocabulary.assign(&article));
}
