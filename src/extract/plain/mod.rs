//! Plain text: finds the article in what browsers, converters and copying leave of a page.
//!
//! The text has no markup to go by. Sentences in a row are the body; what stands above them is searched
//! for headline, kicker, dek, byline and date; everything else is dropped.

mod address;
mod authors;
mod body;
mod date;
mod head;
mod kicker;
mod line;
mod lynx;
mod mail;
mod markdown;
mod matter;
mod print;
mod run;
mod source;
mod tags;
mod title;
mod trim;
mod wrap;

use super::NoArticle;
use super::byline;
use crate::article::{Article, BlockKind};
use crate::language;
use crate::page::Page;

/// Fewer words of running text are no article.
const FEWEST: usize = 25;

pub(super) fn extract(text: &str, page: &Page) -> Result<Article, NoArticle> {
    let (matter, text) = matter::split(text);
    let hosts = address::hosts(text);
    let text = &*mail::opened(text);
    let text = &*print::joined(text);
    let shown = lynx::without_links(text);
    let lines = line::read(&shown);
    if lines.len() >= line::MOST {
        return Err(NoArticle::TooLong { lines: line::MOST });
    }
    let setting = run::setting(&lines);
    let run = run::find(&lines, setting).ok_or_else(|| refusal(text, &lines, 0))?;
    let (kept, from) = trim::trim(&lines, body::keep(&lines, run, setting));
    let end = kept.last().map_or(0, |last| last.place + 1);
    let words: usize = kept.iter().filter_map(|kept| lines.get(kept.place)).map(|line| line.words).sum();
    if words < FEWEST {
        return Err(refusal(text, &lines, words));
    }
    let prose: String = kept
        .iter()
        .filter(|kept| kept.kind != BlockKind::Heading)
        .filter_map(|kept| lines.get(kept.place))
        .map(|line| line.text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    let mut article = Article { language: language::detect(&prose), captured: page.captured, ..Article::default() };
    let head = head::find(&lines, &kept, (from, end), &prose, article.language.as_deref(), &hosts, matter.title());
    let kept: Vec<body::Kept> =
        kept.into_iter().filter(|kept| kept.place >= head.body_from && !head.used.contains(&kept.place)).collect();
    let kept = body::without_notes(&lines, kept, head.authors());
    article.body = body::blocks(&lines, &kept);
    let credited: Vec<String> =
        article.body.iter().filter_map(|block| byline::credit_at_end(&block.text)).flatten().collect();
    head::add_agencies(&mut article, credited, "text pattern `(…)` at the end of a paragraph");
    head.fill(&mut article);
    if let Some(first) = kept.first().and_then(|kept| lines.get(kept.place)) {
        let last = kept.last().and_then(|kept| lines.get(kept.place)).map_or(first.number, |line| line.number);
        article.evidence.insert("body".to_owned(), format!("text lines {} to {last}", first.number));
    }
    if article.language.is_some() {
        article.evidence.insert("language".to_owned(), "detected in the body".to_owned());
    }
    matter.fill(&mut article);
    article.print_dek();
    date::settle(&mut article, &lines, page.captured);
    if article.title.is_empty() || article.body.is_empty() {
        return Err(NoArticle::NoText { words });
    }
    Ok(article)
}

/// Says why a text without running text is no article.
fn refusal(text: &str, lines: &[line::Line], words: usize) -> NoArticle {
    let start: String = text.chars().take(3000).collect::<String>().to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| start.contains(phrase));
    if says(&[
        "seite nicht gefunden",
        "page not found",
        "404",
        "nicht mehr verfügbar",
        "forbidden",
        "access denied",
        "service unavailable",
        "bad gateway",
        "internal server error",
        "page introuvable",
        "página no encontrada",
    ]) {
        return NoArticle::ErrorPage;
    }
    if says(&[
        "cookies zustimmen",
        "einwilligung",
        "wir und unsere partner",
        "we and our partners",
        "accept all",
        "alle akzeptieren",
        "zustimmen und weiter",
        "are you a robot",
        "verify you are human",
        "mit werbung weiterlesen",
        "your privacy",
    ]) {
        return NoArticle::ConsentWall;
    }
    let headlines = lines.iter().filter(|line| line.furniture.is_none() && (4..=20).contains(&line.words)).count();
    if headlines >= 12 { NoArticle::HeadlineList } else { NoArticle::NoText { words } }
}

#[cfg(test)]
mod tests;
