//! An archive opened for searching: the door of the room.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Occur};
use tantivy::{DocAddress, Searcher, TantivyError};

use super::collect::{Best, Keys, Ranked};
use super::mark::{self, Pattern};
use super::nearness::{LOOKED_AT, Nearness, Raise};
use super::plan::{Branch, Leaf, Planner};
use super::reasons::reasons;
use super::request::{Dates, Hit, Request, Response, SearchError, Sort};
use super::snippet;
use super::word::WordQuery;
use crate::analysis::{Analyzer, Compounds};
use crate::article::{Article, ArticleId};
use crate::catalog::Catalog;
use crate::index::{FIRST, Health, ID, Index};
use crate::query::{DateFilter, Needs, Node, NodeKind, Query};
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
    /// Analyzers for the texts of articles, by language.
    readers: HashMap<String, Analyzer>,
    notice: Option<Notice>,
}

/// Something about the archive that a reader should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// So many changes of the catalog are not in the index yet.
    Behind(u64),
    /// The index was made by another version, or with other compounds settled.
    Outdated,
}

impl<'a> Archive<'a> {
    /// Opens the archive in a folder, whose index lies in `index`; compounds are analysed as the user settled them.
    ///
    /// # Errors
    /// Returns [`SearchError`] if catalog or index are missing or cannot be read.
    pub fn open(
        folder: &Path,
        index: &Path,
        vocabulary: &'a Vocabulary,
        compounds: &Compounds,
    ) -> Result<Self, SearchError> {
        let catalog = Catalog::open(folder)?;
        let index = Index::open(index, compounds)?;
        let state = index.state()?;
        let seq = catalog.seq()?;
        let notice = match state.health(compounds) {
            Health::Outdated => Some(Notice::Outdated),
            Health::Good if state.seq != seq => Some(Notice::Behind(seq.abs_diff(state.seq))),
            Health::Good => None,
        };
        let searcher = index.searcher()?;
        let languages = index.guarded(|| languages(&index, &searcher))??;
        let analyzers = languages.iter().map(|tag| Analyzer::splitting(Some(tag), compounds)).collect();
        Ok(Self {
            folder: folder.to_owned(),
            catalog,
            index,
            searcher,
            vocabulary,
            analyzers,
            readers: HashMap::new(),
            notice,
        })
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
        let needs = request.query.needs;
        let Plan { query, patterns, leaves, branches } = self.plan(root, needs, request.dates)?;
        let most = request.limit.map(|limit| limit.saturating_add(request.offset));
        // The same hundred are put in order whichever of them are asked for, so that one page follows on another.
        let most_looked_at = most.map(|most| most.max(LOOKED_AT));
        let best = Best { sort: request.sort, most: most_looked_at, keys: Keys { id: ID, date: FIRST } };
        let mut found = self.index.guarded(|| self.searcher.search(&*query, &best))??;
        let mut near = HashMap::new();
        if request.sort == Sort::Relevance {
            near = self.index.guarded(|| raise(&mut found.best, &leaves, &self.searcher))??;
        }
        found.best.truncate(most.unwrap_or(usize::MAX));
        let undated = match filters_by_date(root) && request.dates == Dates::Required {
            true => {
                let with_undated = self.plan(root, needs, Dates::Optional)?;
                let left_out = BooleanQuery::new(vec![(Occur::Must, with_undated.query), (Occur::MustNot, query)]);
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
                reasons: Vec::new(),
            };
            if request.width > 0 {
                let analyzer = self.reader(hit.article.language.as_deref());
                illustrate(&mut hit, &patterns, analyzer, request.width);
            }
            if request.reasons {
                let raises = near.get(&ranked.address).map(Vec::as_slice).unwrap_or_default();
                let explain = || reasons(&leaves, &branches, raises, &self.searcher, ranked.address);
                hit.reasons = self.index.guarded(explain)??;
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
        let Plan { patterns, .. } = self.plan(&query.root, query.needs, Dates::Optional)?;
        let analyzer = self.reader(article.language.as_deref());
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

    fn plan(&mut self, root: &Node, needs: Needs, dates: Dates) -> Result<Plan, SearchError> {
        let mut planner = Planner {
            fields: &self.index.fields,
            vocabulary: self.vocabulary,
            analyzers: &mut self.analyzers,
            dates,
            patterns: Vec::new(),
            leaves: Vec::new(),
            branches: Vec::new(),
            needs,
        };
        let query = planner.plan(root, None)?;
        Ok(Plan { query, patterns: planner.patterns, leaves: planner.leaves, branches: planner.branches })
    }

    /// Returns the analyzer for the texts of a language.
    fn reader(&mut self, tag: Option<&str>) -> &mut Analyzer {
        let language = language::primary(tag.unwrap_or_default());
        let compounds = &self.index.compounds;
        self.readers.entry(language).or_insert_with_key(|tag| Analyzer::splitting(Some(tag), compounds))
    }
}

/// A query as the index is asked, what it marks and what of it scores.
struct Plan {
    query: Box<dyn tantivy::query::Query>,
    patterns: Vec<Pattern>,
    leaves: Vec<Leaf>,
    branches: Vec<Branch>,
}

/// Raises the best documents by where the words of the query stand in them, and returns what each is raised by.
fn raise(
    best: &mut [Ranked],
    leaves: &[Leaf],
    searcher: &Searcher,
) -> tantivy::Result<HashMap<DocAddress, Vec<Raise>>> {
    let words: Vec<WordQuery> = leaves.iter().filter_map(Leaf::word).cloned().collect();
    let Some(nearness) = Nearness::of(&words, searcher)? else { return Ok(HashMap::new()) };
    let end = best.len().min(LOOKED_AT);
    let looked_at = best.get_mut(..end).unwrap_or_default();
    let addresses: Vec<DocAddress> = looked_at.iter().map(|ranked| ranked.address).collect();
    let raises = nearness.raises(searcher, &addresses)?;
    for (ranked, raises) in looked_at.iter_mut().zip(&raises) {
        ranked.raise(raises.iter().map(|(_, score)| score).sum());
    }
    looked_at.sort_unstable();
    Ok(addresses.into_iter().zip(raises).collect())
}

/// The name of a field and the bytes of its text that a query matched.
pub type Marks = (&'static str, Vec<std::ops::Range<usize>>);

/// Adds the marks of the title and a passage of the text to a hit.
fn illustrate(hit: &mut Hit, patterns: &[Pattern], analyzer: &mut Analyzer, width: usize) {
    let article = &hit.article;
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
