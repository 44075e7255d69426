//! An archive opened for searching: the door of the room.

use std::path::{Path, PathBuf};

use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Occur};
use tantivy::{Searcher, TantivyError};

use super::collect::{Best, Keys};
use super::mark::{self, Pattern};
use super::plan::Planner;
use super::request::{Dates, Hit, Request, Response, SearchError};
use super::snippet;
use crate::analysis::Analyzer;
use crate::article::{Article, ArticleId};
use crate::catalog::Catalog;
use crate::index::{FIRST, Health, ID, Index};
use crate::query::{DateFilter, Node, NodeKind, Query};
use crate::topics::Vocabulary;
use crate::{language, schema};

/// An archive opened for searching.
pub struct Archive<'a> {
    folder: PathBuf,
    catalog: Catalog,
    index: Index,
    searcher: Searcher,
    vocabulary: &'a Vocabulary,
    analyzers: Vec<Analyzer>,
    notice: Option<Notice>,
}

/// Something about the archive that a reader should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// So many changes of the catalog are not in the index yet.
    Behind(u64),
    /// The index was made by another version.
    Outdated,
}

impl<'a> Archive<'a> {
    /// Opens the archive in a folder, whose index lies in `index`.
    ///
    /// # Errors
    /// Returns [`SearchError`] if catalog or index are missing or cannot be read.
    pub fn open(folder: &Path, index: &Path, vocabulary: &'a Vocabulary) -> Result<Self, SearchError> {
        let catalog = Catalog::open(folder)?;
        let index = Index::open(index)?;
        let state = index.state()?;
        let seq = catalog.seq()?;
        let notice = match state.health() {
            Health::Outdated => Some(Notice::Outdated),
            Health::Good if state.seq != seq => Some(Notice::Behind(seq.abs_diff(state.seq))),
            Health::Good => None,
        };
        let searcher = index.searcher()?;
        let languages = index.guarded(|| languages(&index, &searcher))??;
        let analyzers = languages.iter().map(|tag| Analyzer::new(Some(tag))).collect();
        Ok(Self { folder: folder.to_owned(), catalog, index, searcher, vocabulary, analyzers, notice })
    }

    /// Returns what a reader should know about the archive before the answers.
    pub fn notice(&self) -> Option<Notice> {
        self.notice
    }

    /// Returns the archive's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the catalog.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Answers a request.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the query names an unknown topic or the archive cannot be read.
    pub fn answer(&mut self, request: &Request) -> Result<Response, SearchError> {
        let root = &request.query.root;
        let (query, patterns) = self.plan(root, request.dates)?;
        let most = request.limit.map(|limit| limit.saturating_add(request.offset));
        let best = Best { sort: request.sort, most, keys: Keys { id: ID, date: FIRST } };
        let found = self.index.guarded(|| self.searcher.search(&*query, &best))??;
        let undated = match filters_by_date(root) && request.dates == Dates::Required {
            true => {
                let (with_undated, _) = self.plan(root, Dates::Optional)?;
                let left_out = BooleanQuery::new(vec![(Occur::Must, with_undated), (Occur::MustNot, query)]);
                self.index.guarded(|| self.searcher.search(&left_out, &Count))??
            }
            false => 0,
        };
        let mut response =
            Response { understood: request.query.to_string(), total: found.total, undated, hits: Vec::new(), lost: 0 };
        for (place, ranked) in found.best.iter().enumerate().skip(request.offset) {
            let id = ArticleId::from_number(ranked.id());
            let stored = id.map(|id| self.catalog.article(id)).transpose()?.flatten();
            let Some(stored) = stored else {
                response.lost += 1;
                continue;
            };
            let mut hit = Hit {
                rank: place + 1,
                score: ranked.score,
                id: stored.id,
                path: stored.path,
                topics: self.topics(&stored.article),
                article: stored.article,
                title_marks: Vec::new(),
                snippets: Vec::new(),
            };
            if request.width > 0 {
                illustrate(&mut hit, &patterns, request.width);
            }
            response.hits.push(hit);
        }
        Ok(response)
    }

    /// Returns what a query matches in the fields of text of an article: the name of the field, and ranges of
    /// bytes in its text.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the query names an unknown topic.
    pub fn marks(&mut self, query: &Query, article: &Article) -> Result<Vec<Marks>, SearchError> {
        let (_, patterns) = self.plan(&query.root, Dates::Optional)?;
        let mut analyzer = Analyzer::new(article.language.as_deref());
        let texts = [
            ("title", article.title.clone()),
            ("kicker", article.kicker.clone().unwrap_or_default()),
            ("dek", article.dek.clone().unwrap_or_default()),
            ("body", article.text()),
        ];
        let marked = texts.into_iter().map(|(field, text)| {
            let spans =
                mark::find(&patterns, field, &analyzer.terms(&text)).into_iter().map(|found| found.span).collect();
            (field, spans)
        });
        Ok(marked.collect())
    }

    /// Returns the topics of an article: id, and label in the article's language.
    pub fn topics(&self, article: &Article) -> Vec<(String, String)> {
        let language = language::primary(article.language.as_deref().unwrap_or_default());
        let label = |id: &str| self.vocabulary.get(id).map_or(id, |topic| topic.label(&language)).to_owned();
        article.topics.iter().map(|topic| (topic.id.clone(), label(&topic.id))).collect()
    }

    fn plan(
        &mut self,
        root: &Node,
        dates: Dates,
    ) -> Result<(Box<dyn tantivy::query::Query>, Vec<Pattern>), SearchError> {
        let mut planner = Planner {
            fields: &self.index.fields,
            vocabulary: self.vocabulary,
            analyzers: &mut self.analyzers,
            dates,
            patterns: Vec::new(),
        };
        let query = planner.plan(root, None)?;
        Ok((query, planner.patterns))
    }
}

/// The name of a field and the bytes of its text that a query matched.
pub type Marks = (&'static str, Vec<std::ops::Range<usize>>);

/// Adds the marks of the title and a passage of the text to a hit.
fn illustrate(hit: &mut Hit, patterns: &[Pattern], width: usize) {
    let article = &hit.article;
    let mut analyzer = Analyzer::new(article.language.as_deref());
    let title = mark::find(patterns, "title", &analyzer.terms(&article.title));
    let title: Vec<_> = title.into_iter().map(|found| found.span).collect();
    hit.title_marks = mark::in_characters(&article.title, &title);
    let body = article.text();
    let dek = article.dek.clone().unwrap_or_default();
    let matches = mark::find(patterns, "body", &analyzer.terms(&body));
    let snippet = snippet::best("body", &body, &matches, width)
        .or_else(|| snippet::best("dek", &dek, &mark::find(patterns, "dek", &analyzer.terms(&dek)), width))
        .or_else(|| snippet::beginning("dek", &dek, width))
        .or_else(|| snippet::beginning("body", &body, width));
    hit.snippets = snippet.into_iter().collect();
}

fn filters_by_date(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Date(DateFilter::Span(_)) => true,
        NodeKind::And(parts) | NodeKind::Or(parts) => parts.iter().any(filters_by_date),
        NodeKind::Not(inner) | NodeKind::Field { inner, .. } => filters_by_date(inner),
        _ => false,
    }
}

/// Returns the primary languages of the articles, and the one without a stemmer for articles of unknown language.
fn languages(index: &Index, searcher: &Searcher) -> Result<Vec<String>, SearchError> {
    let field = schema::find("language").and_then(|entry| index.fields.text(entry));
    let mut tags = vec![String::new()];
    for segment in searcher.segment_readers() {
        let Some(text) = field else { break };
        let inverted = segment.inverted_index(text.field)?;
        let mut terms = inverted.terms().stream().map_err(TantivyError::from)?;
        while terms.advance() {
            let tag = String::from_utf8_lossy(terms.key()).into_owned();
            if tag == language::primary(&tag) && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    tags.sort();
    Ok(tags)
}
