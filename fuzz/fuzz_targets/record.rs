//! Any bytes as the record of a run, as a correction by hand, and as two texts that are compared.

#![no_main]

use libfuzzer_sys::fuzz_target;
use morgue::alike::{Shingles, are_alike, differences};
use morgue::article::{Article, Block, BlockKind, Hand};
use morgue::record::{Record, compare};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(record) = Record::read(bytes) {
        let mut out = Vec::new();
        record.write(&mut out).expect("memory can be written");
        let again = Record::read(&out).expect("what was written is a record");
        assert!(compare(&record, &again).is_same());
    }
    let text = String::from_utf8_lossy(bytes);
    let (one, other) = text.split_once('\0').unwrap_or((&text, ""));
    let mut article = Article { title: "x".to_owned(), ..Article::default() };
    for hand in [Hand::correction(one), Hand::tag(one)].into_iter().flatten() {
        article.change(&hand);
    }
    differences(one, other);
    let of = |text: &str| {
        let block = |line: &str| Block { kind: BlockKind::Paragraph, text: line.to_owned() };
        Shingles::of(&Article { body: text.lines().map(block).collect(), ..Article::default() })
    };
    assert_eq!(are_alike(&of(one), &of(other)), are_alike(&of(other), &of(one)));
});
