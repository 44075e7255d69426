//! Extracts every page below a folder on one thread and says how fast that went: pages a second, the slowest pages, and
//! what finding the topics costs beside it, once the labels are compiled: as the articles come, and again, when all of their
//! words were met before, as most are in a large archive.
//!
//! `cargo run --release --example page_speed -- DIR` (or `MORGUE_PAGES=DIR`). Ends with code 1 if a page took longer
//! than a second.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use morgue::article::Article;
use morgue::extract::PublicationNames;
use morgue::topics::Vocabulary;
use morgue::walk::{self, Found};
use morgue::{extract, page};

/// No page may take longer.
const LONGEST: Duration = Duration::from_secs(1);

/// How many of the slowest pages are named.
const NAMED: usize = 10;

fn main() -> io::Result<ExitCode> {
    let mut out = io::stdout().lock();
    let Some(folder) = std::env::args_os().nth(1).or_else(|| std::env::var_os("MORGUE_PAGES")) else {
        writeln!(io::stderr(), "usage: page_speed DIR\n  hint: or set MORGUE_PAGES")?;
        return Ok(ExitCode::from(2));
    };
    let mut times: Vec<(Duration, PathBuf)> = Vec::new();
    let (mut tagging, mut again) = (Duration::ZERO, Duration::ZERO);
    // The labels of a language are compiled when its first article comes.
    for language in ["de", "en", "fr", "es", "it"] {
        let language = Some(language.to_owned());
        Vocabulary::built_in().assign(&Article { language, tags: vec!["x".to_owned()], ..Article::default() });
    }
    let (mut articles, mut bytes) = (0_usize, 0_usize);
    for found in walk::walk(Path::new(&folder), Path::new("")) {
        let Found::File(file) = found else { continue };
        let content = std::fs::read(&file.path)?;
        let mut repeated = Duration::ZERO;
        let started = Instant::now();
        if let Ok(page) = page::read(&content) {
            if let Ok(mut article) = extract::extract(&page, PublicationNames::built_in()) {
                let tagged = Instant::now();
                article.topics = Vocabulary::built_in().assign(&article);
                tagging += tagged.elapsed();
                let tagged = Instant::now();
                Vocabulary::built_in().assign(&article);
                repeated = tagged.elapsed();
                again += repeated;
                articles += 1;
            }
            times.push((started.elapsed() - repeated, file.path));
            bytes += content.len();
        }
    }
    let all: Duration = times.iter().map(|(time, _)| *time).sum();
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let seconds = all.as_secs_f64().max(f64::EPSILON);
    writeln!(
        out,
        "{} pages, {articles} articles in {seconds:.2} s: {:.0} pages/s, {:.1} MB/s",
        times.len(),
        count(times.len()) / seconds,
        count(bytes) / 1e6 / seconds
    )?;
    let (tagging, again) = (tagging.as_secs_f64(), again.as_secs_f64());
    let extraction = (seconds - tagging).max(f64::EPSILON);
    writeln!(
        out,
        "finding topics: {tagging:.2} s, {:.3} of extraction; {:.3} where all words were met before",
        tagging / extraction,
        again / extraction
    )?;
    times.sort_by(|a, b| b.cmp(a));
    for (time, path) in times.iter().take(NAMED) {
        writeln!(out, "{:8.1} ms  {}", time.as_secs_f64() * 1000.0, path.display())?;
    }
    let too_slow = times.iter().filter(|(time, _)| *time > LONGEST).count();
    if too_slow > 0 {
        writeln!(out, "{too_slow} pages took longer than {} s", LONGEST.as_secs())?;
    }
    Ok(if too_slow > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
