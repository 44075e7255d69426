//! An archive opened for searching: the door of the room.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::collector::Count;
use tantivy::{Searcher, TantivyError};

use super::collect::{Best, Found};
use super::forms::{Forms, Like};
use super::plan::{Branch, Leaf, Planner, Scope};
use super::request::{Dates, Grouping, Limited, Request, SearchError};
use crate::analysis::{Analyzer, Compounds, fold};
use crate::article::Article;
use crate::catalog::Catalog;
use crate::index::{Health, Index};
use crate::query::{DateFilter, Needs, Node, NodeKind};
use crate::topics::Vocabulary;
use crate::{language, schema};

/// An archive opened for searching.
pub struct Archive<'a> {
    folder: PathBuf,
    pub(super) catalog: Catalog,
    pub(super) index: Index,
    pub(super) searcher: Searcher,
    vocabulary: &'a Vocabulary,
    /// The language that most of the articles are in.
    main_language: String,
    /// One for each language of the articles.
    analyzers: Vec<Analyzer>,
    /// What masks and fuzzy words stand for, by what they are like and the fields they are looked for in.
    forms: HashMap<(Like, Vec<u32>), Arc<Forms>>,
    /// The groups of articles with the same text, once they were asked for.
    groups: Option<Arc<HashMap<u64, u64>>>,
    notice: Option<Notice>,
}

/// Something about the archive that a reader should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// So many changes of the catalog are not in the index yet.
    Behind(u64),
    /// The index was made by another version, or with other compounds settled.
    Outdated,
    /// The topics were assigned with another vocabulary.
    OtherTopics,
    /// Articles with the same text were not grouped yet: the archive was made by an earlier version.
    Ungrouped,
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
            Health::Good if seq > 0 && state.topics != vocabulary.hash() => Some(Notice::OtherTopics),
            Health::Good if seq > 0 && catalog.grouping()?.is_none() => Some(Notice::Ungrouped),
            Health::Good => None,
        };
        let searcher = index.searcher()?;
        let languages = index.guarded(|| languages(&index, &searcher))??;
        let analyzers = languages.keys().map(|tag| Analyzer::splitting(Some(tag), compounds)).collect();
        let most = languages.iter().max_by_key(|(tag, articles)| (**articles, Reverse(*tag)));
        let main_language = most.map(|(tag, _)| tag.clone()).unwrap_or_default();
        Ok(Self {
            folder: folder.to_owned(),
            catalog,
            index,
            searcher,
            vocabulary,
            main_language,
            analyzers,
            forms: HashMap::new(),
            groups: None,
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

    /// Returns the vocabulary.
    pub fn vocabulary(&self) -> &'a Vocabulary {
        self.vocabulary
    }

    /// Returns the topics of an article: id, and label in the article's language.
    pub fn topics(&self, article: &Article) -> Vec<(String, String)> {
        let language = language::primary(article.language.as_deref().unwrap_or_default());
        article.topics.iter().map(|topic| (topic.id.clone(), self.label(&topic.id, &language))).collect()
    }

    /// Returns the label of a topic in a language; of one that the vocabulary does not know, its id.
    pub(super) fn label(&self, id: &str, language: &str) -> String {
        self.vocabulary.get(id).map_or(id, |topic| topic.label(language)).to_owned()
    }

    /// Returns the language that most of the articles are in; nothing in an archive without any.
    pub fn main_language(&self) -> &str {
        &self.main_language
    }

    /// Finds the first `most` documents in the order of a request, those alike taken together, and counts all.
    pub(super) fn best(&mut self, plan: &Plan, request: &Request, most: Option<usize>) -> Result<Found, SearchError> {
        let keep = match &request.grouping {
            Grouping::None => None,
            Grouping::Near(keep) => Some(keep.clone()),
        };
        let groups = match keep {
            Some(keep) => Some((self.groups()?, keep)).filter(|(groups, _)| !groups.is_empty()),
            None => None,
        };
        let best = Best { sort: request.sort, most, groups, seen: Arc::clone(&request.seen) };
        Ok(self.index.guarded(|| self.searcher.search(&*plan.query, &best))??)
    }

    /// Returns which articles have the same text as others: the group of each.
    pub(super) fn groups(&mut self) -> Result<Arc<HashMap<u64, u64>>, SearchError> {
        if let Some(groups) = &self.groups {
            return Ok(Arc::clone(groups));
        }
        let groups = self.catalog.groups()?.into_iter().map(|(id, group)| (id.number(), group.number()));
        Ok(Arc::clone(self.groups.insert(Arc::new(groups.collect()))))
    }

    /// Tells whether any article is from a publication.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the catalog cannot be read.
    pub fn has_source(&self, name: &str) -> Result<bool, SearchError> {
        let name = fold(name);
        Ok(self.catalog.publications()?.iter().any(|source| fold(source) == name))
    }

    /// Returns the compounds that the user has settled.
    pub fn compounds(&self) -> &Compounds {
        &self.index.compounds
    }

    /// Returns how many articles match a request if its filters by date are left aside.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the archive cannot be read.
    pub fn whatever_the_date(&mut self, request: &Request) -> Result<usize, SearchError> {
        let plan = self.plan(&without_dates(&request.query.root), request.query.needs, Dates::Optional)?;
        self.count(&plan)
    }

    /// Counts the documents that match a plan.
    pub(super) fn count(&self, plan: &Plan) -> Result<usize, SearchError> {
        Ok(self.index.guarded(|| self.searcher.search(&*plan.query, &Count))??)
    }

    /// Counts the documents without a date that a filter by date has left out of a plan.
    pub(super) fn undated(
        &mut self,
        root: &Node,
        needs: Needs,
        dates: Dates,
        plan: &Plan,
    ) -> Result<usize, SearchError> {
        if dates == Dates::Optional || !filters_by_date(root) {
            return Ok(0);
        }
        // Counted twice and not as what is in one but not the other: what a range leaves out is slow to seek in.
        let with_undated = self.plan(root, needs, Dates::Optional)?;
        Ok(self.count(&with_undated)?.saturating_sub(self.count(plan)?))
    }

    pub(super) fn plan(&mut self, root: &Node, needs: Needs, dates: Dates) -> Result<Plan, SearchError> {
        let mut planner = self.planner(needs, dates);
        let index = planner.index;
        let query = index.guarded(|| planner.plan(root, &Scope::everywhere(&index.fields)))??;
        let Planner { leaves, branches, limited, .. } = planner;
        Ok(Plan { query, leaves, branches, limited })
    }

    pub(super) fn planner(&mut self, needs: Needs, dates: Dates) -> Planner<'_> {
        Planner {
            searcher: &self.searcher,
            index: &self.index,
            vocabulary: self.vocabulary,
            language: &self.main_language,
            analyzers: &mut self.analyzers,
            dates,
            leaves: Vec::new(),
            branches: Vec::new(),
            needs,
            whole: false,
            sum: 0,
            forms: &mut self.forms,
            limited: Vec::new(),
        }
    }
}

/// A query as the index is asked, and what of it scores and is marked.
pub(super) struct Plan {
    pub(super) query: Box<dyn tantivy::query::Query>,
    pub(super) leaves: Vec<Leaf>,
    pub(super) branches: Vec<Branch>,
    pub(super) limited: Vec<Limited>,
}

/// Returns the primary languages of the articles, and the one without a stemmer for articles of unknown language; and
/// how many articles each has.
fn languages(index: &Index, searcher: &Searcher) -> Result<BTreeMap<String, u64>, SearchError> {
    let field = schema::find("language").and_then(|entry| index.fields.text(entry));
    let mut tags = BTreeMap::from([(String::new(), 0)]);
    for segment in searcher.segment_readers() {
        let Some(text) = field else { break };
        let inverted = segment.inverted_index(text.field)?;
        let mut terms = inverted.terms().stream().map_err(TantivyError::from)?;
        while terms.advance() {
            let tag = String::from_utf8_lossy(terms.key()).into_owned();
            if tag == language::primary(&tag) {
                *tags.entry(tag).or_default() += u64::from(terms.value().doc_freq);
            }
        }
    }
    Ok(tags)
}

/// Returns a query without the filters by date that all of its articles have to pass.
fn without_dates(root: &Node) -> Node {
    let is_date = |node: &Node| matches!(node.kind, NodeKind::Date(DateFilter::Span(_)));
    let kind = match &root.kind {
        _ if is_date(root) => NodeKind::All,
        NodeKind::And(parts) => {
            let mut parts: Vec<Node> = parts.iter().filter(|part| !is_date(part)).cloned().collect();
            match parts.len() {
                0 => NodeKind::All,
                1 => return parts.remove(0),
                _ => NodeKind::And(parts),
            }
        }
        _ => return root.clone(),
    };
    Node { kind, span: root.span.clone() }
}

fn filters_by_date(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Date(DateFilter::Span(_)) => true,
        NodeKind::And(parts) | NodeKind::Or(parts) => parts.iter().any(filters_by_date),
        NodeKind::Not(inner) | NodeKind::Field { inner, .. } => filters_by_date(inner),
        _ => false,
    }
}
