//! Key words in context: a line for every match, with the text to its left and right.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use super::answer::texts;
use super::archive::{Archive, Plan};
use super::mark::Placed;
use super::request::{Request, SearchError};
use crate::analysis::fold;
use crate::article::ArticleId;
use crate::dates::Date;

/// All matches of a query in context.
#[derive(Debug, Clone, Default)]
pub struct Concordance {
    /// The query as understood, filters included.
    pub understood: String,
    /// The lines, in the order of the articles and of their texts until they are sorted.
    pub lines: Vec<Line>,
    /// How many articles match, also such as have nothing to mark.
    pub articles: usize,
    /// How many more would match if they had a date; 0 without a date filter.
    pub undated: usize,
    /// Articles that the index knows and the catalog does not: the index has to be rebuilt.
    pub lost: usize,
    /// Masks and fuzzy words that were not searched in full.
    pub limited: Vec<super::Limited>,
}

/// One match with the text round it, on one line each.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The article it is from.
    pub article: Rc<About>,
    /// The field it is in.
    pub field: &'static str,
    /// The text before it.
    pub left: String,
    /// What matched.
    pub matched: String,
    /// The text after it.
    pub right: String,
}

/// What a line says of its article.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Its id.
    pub id: ArticleId,
    /// The file it was read from.
    pub path: String,
    /// Its headline.
    pub title: String,
    /// The publication.
    pub source: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
}

/// The order of lines. Ties stay in the order of the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By the words to the left, the nearest first.
    Left,
    /// By what matched and the words to the right.
    Right,
    /// By the day of publication, the oldest first, without a date last.
    Date,
    /// By publication, then by date.
    Source,
}

/// What lines are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The publication, the one with most first.
    Source,
    /// The year of publication, in order.
    Year,
    /// The month of publication, in order.
    Month,
    /// What matched, in small letters, the most frequent first.
    Form,
}

/// How many lines have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What they have in common; absent where it is not known.
    pub value: Option<String>,
    /// How many lines.
    pub lines: usize,
    /// From how many articles.
    pub articles: usize,
}

impl Archive<'_> {
    /// Returns a line for every mark in the articles that a request finds, each with about `width` characters of context
    /// on both sides. The articles come in the order of the request; its limits do not count.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the query names an unknown topic or the archive cannot be read.
    pub fn concordance(&mut self, request: &Request, width: usize) -> Result<Concordance, SearchError> {
        let (root, needs) = (&request.query.root, request.query.needs);
        let plan = self.plan(root, needs, request.dates)?;
        let found = self.best(&plan, request, None)?;
        let undated = self.undated(root, needs, request.dates, &plan)?;
        let Plan { leaves, branches, limited, .. } = plan;
        let addresses: Vec<_> = found.best.iter().map(|ranked| ranked.address).collect();
        let sightings = self.index.guarded(|| self.sightings(&leaves, &branches, &addresses))??;
        let mut concordance = Concordance {
            understood: request.query.to_string(),
            articles: found.total,
            undated,
            limited,
            ..Concordance::default()
        };
        for (ranked, sightings) in found.best.iter().zip(&sightings) {
            let id = ArticleId::from_number(ranked.id());
            let Some(stored) = id.map(|id| self.catalog.article(id)).transpose()?.flatten() else {
                concordance.lost += 1;
                continue;
            };
            let article = stored.article;
            let about = Rc::new(About {
                id: stored.id,
                path: stored.path,
                title: article.title.clone(),
                source: article.source.clone(),
                published: article.published,
            });
            for (field, text) in texts(&article) {
                for found in Placed::new(&text).matches(field, sightings) {
                    concordance.lines.push(line(&about, field, &text, &found.span, width));
                }
            }
        }
        Ok(concordance)
    }
}

impl Concordance {
    /// Puts the lines in an order.
    pub fn sort(&mut self, order: Order) {
        let date = |line: &Line| line.article.published.map_or(i64::MAX, Date::first_second);
        match order {
            Order::Left => self.lines.sort_by_cached_key(|line| {
                let left = fold(&line.left);
                let left = left.split_whitespace().rev().map(bare).filter(|word| !word.is_empty());
                left.map(str::to_owned).collect::<Vec<_>>()
            }),
            Order::Right => self.lines.sort_by_cached_key(|line| {
                let right = fold(&line.right);
                let right = right.split_whitespace().map(bare).filter(|word| !word.is_empty());
                (fold(&line.matched), right.map(str::to_owned).collect::<Vec<_>>())
            }),
            Order::Date => self.lines.sort_by_cached_key(date),
            Order::Source => self.lines.sort_by_cached_key(|line| {
                let source = line.article.source.as_deref().map(fold);
                (source.is_none(), source, date(line))
            }),
        }
    }

    /// Returns how many articles have lines.
    pub fn marked_articles(&self) -> usize {
        let ids: BTreeSet<ArticleId> = self.lines.iter().map(|line| line.article.id).collect();
        ids.len()
    }

    /// Counts the lines.
    pub fn count(&self, by: By) -> Vec<Count> {
        let mut counts: BTreeMap<Option<String>, (usize, Vec<ArticleId>)> = BTreeMap::new();
        for line in &self.lines {
            let day = || line.article.published.map(Date::first_day);
            let value = match by {
                By::Source => line.article.source.clone(),
                By::Year => day().map(|day| format!("{:04}", day.year())),
                // A year alone has no month.
                By::Month => {
                    let date = line.article.published.map(|date| date.to_string());
                    date.filter(|date| date.len() >= 7).and_then(|date| date.get(..7).map(str::to_owned))
                }
                By::Form => Some(line.matched.to_lowercase()),
            };
            let (lines, articles) = counts.entry(value).or_default();
            *lines += 1;
            articles.push(line.article.id);
        }
        let count = |(value, (lines, mut articles)): (_, (usize, Vec<ArticleId>))| {
            articles.sort_unstable();
            articles.dedup();
            Count { value, lines, articles: articles.len() }
        };
        let mut counts: Vec<Count> = counts.into_iter().map(count).collect();
        match by {
            By::Source | By::Form => counts.sort_by_key(|count| Reverse(count.lines)),
            By::Year | By::Month => counts.sort_by_key(|count| count.value.is_none()),
        }
        counts
    }
}

/// Returns a word without the punctuation round it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn line(about: &Rc<About>, field: &'static str, text: &str, span: &Range<usize>, width: usize) -> Line {
    let (left, right) = (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
    // A paragraph's end is a blank here; some more than the width, so that it can be cut at a word.
    let start = left.char_indices().rev().nth(width * 2).map_or(0, |(at, _)| at);
    let end = right.char_indices().nth(width * 2).map_or(right.len(), |(at, _)| at);
    let left = on_one_line(left.get(start..).unwrap_or_default());
    let right = on_one_line(right.get(..end).unwrap_or_default());
    let over = left.chars().count().saturating_sub(width);
    let mut kept_left: String = left.chars().skip(over).collect();
    if over > 0 {
        // A word that was cut through goes.
        let whole = left.chars().nth(over - 1) == Some(' ');
        let at = kept_left.find(' ').filter(|_| !whole).map_or(0, |at| at + 1);
        kept_left.drain(..at);
    }
    let mut kept_right: String = right.chars().take(width).collect();
    if right.chars().nth(width).is_some_and(|next| next != ' ')
        && let Some(at) = kept_right.rfind(' ')
    {
        kept_right.truncate(at);
    }
    let matched = on_one_line(text.get(span.clone()).unwrap_or_default());
    Line { article: Rc::clone(about), field, left: kept_left, matched, right: kept_right.trim_end().to_owned() }
}

/// Returns a text with every run of blanks as one blank, and a sign for the end of a paragraph.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' if !line.ends_with("¶ ") => line.push_str(if line.ends_with(' ') { "¶ " } else { " ¶ " }),
            _ if !c.is_whitespace() => line.push(c),
            _ if !line.ends_with(' ') => line.push(' '),
            _ => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::dates;

    fn about(source: Option<&str>, published: &str) -> Rc<About> {
        let id = Article { title: published.to_owned(), ..Article::default() }.id();
        let (source, published) = (source.map(str::to_owned), dates::read(published));
        Rc::new(About { id, path: String::new(), title: String::new(), source, published })
    }

    fn lines(list: &[(&str, &str, &str)]) -> Concordance {
        let about = about(None, "2025");
        let line = |(left, matched, right): &(&str, &str, &str)| {
            let text = format!("{left}{matched}{right}");
            line(&about, "body", &text, &(left.len()..left.len() + matched.len()), 20)
        };
        Concordance { lines: list.iter().map(line).collect(), ..Concordance::default() }
    }

    #[test]
    fn context_is_cut_between_words() {
        let found = lines(&[
            ("Ein langer Anfang bis zu den ", "Erden", ", die niemand hier kennt und sucht."),
            ("", "Erden", ""),
            ("Oben.\n", "Erden", "\tunten"),
            ("genau zwanzig Zeichen, ", "ä", " x"),
        ]);
        let shown: Vec<_> = found.lines.iter().map(|line| (line.left.as_str(), line.right.as_str())).collect();
        let expected = [
            ("Anfang bis zu den ", ", die niemand hier"),
            ("", ""),
            ("Oben. ¶ ", " unten"),
            ("zwanzig Zeichen, ", " x"),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn lines_are_sorted_by_their_words() {
        let mut found =
            lines(&[("eine „", "Erde", " (zu weit)"), ("der ", "Erde", " Äpfel"), ("Die – ", "Erden", " ab")]);
        let shown =
            |found: &Concordance| found.lines.iter().map(|line| bare(line.left.trim()).to_owned()).collect::<Vec<_>>();
        found.sort(Order::Left);
        assert_eq!(shown(&found), ["der", "Die", "eine"]);
        found.sort(Order::Right);
        assert_eq!(shown(&found), ["der", "eine", "Die"]);
    }

    #[test]
    fn lines_are_counted() {
        let mut found = lines(&[("", "Erde", ""), ("", "erde", ""), ("", "Erden", "")]);
        let articles = [about(Some("B"), "2024-12"), about(None, "2025"), about(Some("B"), "2024-12")];
        for (line, article) in found.lines.iter_mut().zip(articles) {
            line.article = article;
        }
        let shown = |by| -> Vec<String> {
            let counts = found.count(by);
            let show = |count: &Count| {
                format!("{:?} {} {}", count.value.as_deref().unwrap_or("-"), count.lines, count.articles)
            };
            counts.iter().map(show).collect()
        };
        assert_eq!(shown(By::Form), ["\"erde\" 2 2", "\"erden\" 1 1"]);
        assert_eq!(shown(By::Source), ["\"B\" 2 1", "\"-\" 1 1"]);
        assert_eq!(shown(By::Year), ["\"2024\" 2 1", "\"2025\" 1 1"]);
        assert_eq!(shown(By::Month), ["\"2024-12\" 2 1", "\"-\" 1 1"]);
    }
}
