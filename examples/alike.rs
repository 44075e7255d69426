//! Groups the articles of a list by their text as an archive does, without an archive: to score another sketch, shingle or
//! limit takes seconds. See `benches/alike/README.md`.
//!
//! `cargo run --example alike -- LIST.jsonl [TRUTH.tsv]` prints each address and the name of its group; with `--pairs`
//! before the list it prints instead each pair compared, with what is shared and the size. What it cost goes to stderr,
//! and with the truth how many of the pairs of an edited article with its original the sketches found.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, BufReader, Write};
use std::process::ExitCode;
use std::time::Instant;

use morgue::alike::{Likeness, Shingles, are_alike, likeness, worth_comparing};
use morgue::article::{Article, Block, BlockKind};

/// A hash that more articles have says nothing: a paywall, a standing line.
const COMMON: usize = 200;

fn main() -> io::Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let pairs_only = arguments.next_if(|argument| argument == "--pairs").is_some();
    let Some(list) = arguments.next() else {
        writeln!(io::stderr(), "usage: alike [--pairs] LIST.jsonl [TRUTH.tsv]")?;
        return Ok(ExitCode::from(2));
    };
    let articles = read(BufReader::new(std::fs::File::open(list)?))?;
    let truth = match arguments.next() {
        Some(path) => std::fs::read_to_string(path)?,
        None => String::new(),
    };

    let started = Instant::now();
    let shingles: Vec<Shingles> = articles.iter().map(Shingles::of).collect();
    let sketches: Vec<Vec<i64>> = shingles.iter().map(Shingles::sketch).collect();
    let read = started.elapsed();

    let started = Instant::now();
    let mut having: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut parents: Vec<usize> = (0..articles.len()).collect();
    let mut candidates = BTreeMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for hash in sketch {
            let others = having.entry(*hash).or_default();
            if others.len() <= COMMON {
                others.iter().for_each(|other| *shared.entry(*other).or_default() += 1);
            }
            others.push(at);
        }
        for (other, count) in shared {
            if worth_comparing(count, sketch.len(), sketches[other].len()) {
                candidates.insert((other, at), are_alike(&shingles[other], &shingles[at]));
            }
        }
    }
    for ((a, b), _) in candidates.iter().filter(|(_, is_alike)| **is_alike) {
        let (a, b) = (root(&parents, *a), root(&parents, *b));
        parents[a.max(b)] = a.min(b);
    }
    let compared = started.elapsed();

    let mut out = io::stdout().lock();
    let url = |at: usize| articles[at].url.as_deref().unwrap_or_default();
    for ((a, b), _) in candidates.iter().filter(|_| pairs_only) {
        let Likeness { shared, size } = likeness(&shingles[*a], &shingles[*b]);
        writeln!(out, "{shared:.3}\t{size:.3}\t{}\t{}", url(*a), url(*b))?;
    }
    for at in (0..articles.len()).filter(|_| !pairs_only) {
        writeln!(out, "{}\tgroup{}", url(at), root(&parents, at))?;
    }
    let mut err = io::stderr().lock();
    let hashes: usize = sketches.iter().map(Vec::len).sum();
    let alike = candidates.values().filter(|is_alike| **is_alike).count();
    writeln!(err, "{} articles read in {read:?}, with {hashes} hashes in sketches", articles.len())?;
    writeln!(err, "{} pairs compared in {compared:?}, {alike} alike", candidates.len())?;
    if !truth.is_empty() {
        score(&mut err, &truth, &articles, &shingles, &candidates)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says of each kind of edit how many articles the sketches brought together with their original, how many of these are
/// alike, and the least likeness.
fn score(
    err: &mut dyn Write,
    truth: &str,
    articles: &[Article],
    shingles: &[Shingles],
    candidates: &BTreeMap<(usize, usize), bool>,
) -> io::Result<()> {
    let urls = articles.iter().enumerate().filter_map(|(at, article)| Some((article.url.as_deref()?, at)));
    let places: HashMap<&str, usize> = urls.collect();
    let mut kinds: BTreeMap<&str, (usize, usize, usize, f64, f64)> = BTreeMap::new();
    for line in truth.lines() {
        let mut cells = line.split('\t');
        let (Some(url), Some(base), Some(kind)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let (Some(at), Some(base)) = (places.get(url), places.get(base)) else { continue };
        if base == at {
            continue;
        }
        let (all, found, alike, shared, size) = kinds.entry(kind).or_insert((0, 0, 0, 1.0, 1.0));
        let verdict = candidates.get(&(*base.min(at), *base.max(at)));
        let likeness = likeness(&shingles[*at], &shingles[*base]);
        *all += 1;
        *found += usize::from(verdict.is_some());
        *alike += usize::from(verdict == Some(&true));
        (*shared, *size) = (shared.min(likeness.shared), size.min(likeness.size));
    }
    for (kind, (all, found, alike, shared, size)) in kinds {
        writeln!(err, "  {kind:28} {all:5} {found:5} {alike:5}  least shared {shared:.2}, size {size:.2}")?;
    }
    Ok(())
}

fn root(parents: &[usize], mut at: usize) -> usize {
    while parents[at] != at {
        at = parents[at];
    }
    at
}

fn read(lines: impl BufRead) -> io::Result<Vec<Article>> {
    let mut articles = Vec::new();
    for line in lines.lines() {
        let fields: serde_json::Value = serde_json::from_str(&line?)?;
        let body = fields["body"].as_str().unwrap_or_default();
        let block = |line: &str| Block { kind: BlockKind::Paragraph, text: line.to_owned() };
        articles.push(Article {
            url: fields["url"].as_str().map(str::to_owned),
            title: fields["title"].as_str().unwrap_or_default().to_owned(),
            body: body.lines().map(block).collect(),
            ..Article::default()
        });
    }
    Ok(articles)
}
