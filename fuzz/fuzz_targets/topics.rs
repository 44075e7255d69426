//! Any bytes as a user's file of topics, and as the text of an article.

#![no_main]

use libfuzzer_sys::fuzz_target;
use morgue::article::{Article, Block, BlockKind};
use morgue::topics::{File, Vocabulary};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let block = Block { kind: BlockKind::Paragraph, text: text.clone() };
    let article = Article {
        title: text.chars().take(80).collect(),
        body: vec![block],
        language: Some("de".to_owned()),
        ..Article::default()
    };
    Vocabulary::built_in().assign(&article);
    if let Ok(own) = Vocabulary::read(&[File { name: "own.toml".to_owned(), text }]) {
        own.topics().for_each(|topic| drop(topic.keys()));
    }
});
