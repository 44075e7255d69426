//! Text to terms, with compounds taken apart: bytes a second.

use divan::Bencher;
use divan::counter::BytesCount;
use morgue::analysis::{Analyzer, Compounds};

/// Words of German texts with the number of documents that have them.
const WORDS: &str = include_str!("../../data/lexicon/de/words.tsv");

/// Returns a text of so many words, drawn by how common they are: as many rare words among them as in real texts.
fn text(words: usize) -> String {
    let mut lines: Vec<(&str, u64)> = Vec::new();
    let mut sum = 0;
    for (word, count) in WORDS.lines().filter_map(|line| line.split_once('\t')) {
        sum += count.parse::<u64>().unwrap();
        lines.push((word, sum));
    }
    let mut seed: u64 = 1;
    let mut text = String::new();
    for _ in 0..words {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let drawn = (seed >> 16) % sum;
        text.push_str(lines[lines.partition_point(|(_, upto)| *upto <= drawn)].0);
        text.push(' ');
    }
    text
}

/// With nothing remembered: every word is stemmed and taken apart once.
#[divan::bench(args = [10_000, 1_000_000], sample_count = 10)]
fn of_a_new_analyzer(bencher: Bencher<'_, '_>, words: usize) {
    let text = text(words);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Analyzer::splitting(Some("de"), &Compounds::default()))
        .bench_values(|mut analyzer| analyzer.terms(&text).len());
}

/// As in the middle of an ingest.
#[divan::bench(sample_count = 10)]
fn of_a_warm_analyzer(bencher: Bencher<'_, '_>) {
    let text = text(1_000_000);
    let mut analyzer = Analyzer::splitting(Some("de"), &Compounds::default());
    analyzer.terms(&text);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| analyzer.terms(&text).len());
}
