//! The same with real pages: queries of their own words, what they find and what they mark, against a scan.
//!
//! The sample pages are read by default. `MORGUE_CHECK` names an archive of one's own, `MORGUE_CHECK_QUERIES` the number of
//! queries; many texts take a release build.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use morgue::analysis::{self, Analyzer, Compounds};
use morgue::catalog::Catalog;
use morgue::ingest::{self, Options};
use morgue::language;
use morgue::query::Needs;
use morgue::search::{Archive, Hit};
use morgue::topics::Vocabulary;

use super::collection::{Chance, Text};
use super::scan::{self, Ask};
use super::{answer, read};

const QUERIES: u64 = 60;

fn sample(folder: &Path) -> PathBuf {
    let archive = folder.join("archive");
    let catalog = Catalog::open_or_make(&archive, "test").unwrap();
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles").canonicalize().unwrap();
    let options = Options { roots: vec![pages], most_bytes: 50_000_000, threads: 2, ..Options::default() };
    let archive = archive.canonicalize().unwrap();
    ingest::run(&archive, &catalog, &options, Vocabulary::built_in(), &AtomicBool::new(false), &mut |_| {}).unwrap();
    archive
}

/// Returns some words that stand in one article, in their order.
fn some_words<'t>(chance: &mut Chance, text: &'t str) -> Vec<&'t str> {
    let is_plain =
        |word: &&str| word.len() < 40 && !["AND", "OR", "NOT", "UND", "ODER", "NICHT", "NEAR"].contains(word);
    let words: Vec<&str> = analysis::words(text).map(|word| word.text).filter(is_plain).collect();
    let start = chance.below(words.len().saturating_sub(30) + 1);
    words.into_iter().skip(start).take(30).collect()
}

fn has_mark(hit: &Hit) -> bool {
    hit.marks.iter().any(|(_, marks)| !marks.is_empty()) || hit.snippets.iter().any(|snippet| !snippet.marks.is_empty())
}

#[test]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "the reader says what to check, and wants to see how much was"
)]
fn a_search_in_pages_finds_and_marks_what_a_scan_does() {
    let folder = tempfile::tempdir().unwrap();
    let archive = env::var_os("MORGUE_CHECK").map_or_else(|| sample(folder.path()), PathBuf::from);
    let queries = env::var("MORGUE_CHECK_QUERIES").map_or(QUERIES, |count| count.parse().unwrap());
    let compounds = Compounds::default();
    let mut archive =
        Archive::open(&archive, &archive.join(ingest::INDEX), Vocabulary::built_in(), &compounds).unwrap();
    let mut analyzers: BTreeMap<String, Analyzer> = BTreeMap::new();
    let texts: Vec<Text> = answer(&mut archive, &read("", Needs::All))
        .hits
        .into_iter()
        .map(|hit| {
            let tag = language::primary(hit.article.language.as_deref().unwrap_or_default());
            let analyzer = analyzers.entry(tag).or_insert_with_key(|tag| Analyzer::splitting(Some(tag), &compounds));
            Text::of(hit.path, hit.id, hit.article, analyzer)
        })
        .collect();
    analyzers.entry(String::new()).or_insert_with(|| Analyzer::splitting(None, &compounds));
    scan::speak(analyzers.keys().map(|tag| Some(tag.as_str())), &compounds);
    assert!(texts.len() > 20, "{} articles are too few", texts.len());
    let mut chance = Chance::new(5);
    let (mut found, mut marked, mut number) = (0, 0, 0);
    while number < queries {
        let body = texts[chance.below(texts.len())].article.text();
        let words = some_words(&mut chance, &body);
        if words.len() < 30 {
            continue;
        }
        let ask = Ask::new(&mut chance, 2, &words);
        let needs = if number % 4 == 0 { Needs::Any } else { Needs::All };
        let typed = ask.to_string();
        let query = read(&typed, needs);
        let expected: BTreeSet<&str> =
            texts.iter().filter(|text| ask.fits(text, needs)).map(|text| text.path.as_str()).collect();
        let response = answer(&mut archive, &query);
        // Not all forms of a mask were searched.
        if !response.limited.is_empty() {
            continue;
        }
        let hits = response.hits;
        let names: BTreeSet<&str> = hits.iter().map(|hit| hit.path.as_str()).collect();
        let different: Vec<_> = names.symmetric_difference(&expected).collect();
        assert!(different.is_empty(), "{number}, {needs:?}: {typed} differs in {different:?}");
        assert!(typed.contains("NOT") || hits.iter().all(has_mark), "{typed} marks nothing in a hit");
        found += names.len();
        for text in texts.iter().filter(|text| names.contains(text.path.as_str())) {
            let may = ask.spans(text, needs);
            for (field, spans) in archive.marks(&query, text.id, &text.article).unwrap() {
                for span in spans {
                    assert!(may.contains(&(field, (span.start, span.end))), "{typed} marks {span:?} in {}", text.path);
                    marked += 1;
                }
            }
        }
        number += 1;
    }
    println!("{queries} queries to {} articles found {found} and marked {marked} places", texts.len());
    assert!(found > 100 && marked > 300, "{found} hits and {marked} marks are too few to say anything");
}
