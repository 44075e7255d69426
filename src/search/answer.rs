//! Answers a request: the best hits in order, each with what matched and passages that show it.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Term as Key};
use tantivy::{DocAddress, Searcher};

use super::archive::{Archive, Plan};
use super::collect::Ranked;
use super::mark::{self, Placed, Sighting};
use super::nearness::{LOOKED_AT, Nearness, Raise};
use super::plan::{Branch, Leaf, LeafQuery};
use super::reasons::{answers, idle, reasons};
use super::request::{Dates, Grouping, Hit, Marks, Request, Response, SearchError, Sort, Step};
use super::snippet::{self, Source};
use super::span;
use super::word::{self, WordQuery};
use crate::article::{Article, ArticleId};
use crate::index::WORDS;
use crate::query::Query;

/// So many hits are illustrated at once; no more of them are held in memory.
const BATCH: usize = 128;

impl Archive<'_> {
    /// Answers a request with all its hits at once.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the query names an unknown topic or the archive cannot be read.
    pub fn answer(&mut self, request: &Request) -> Result<Response, SearchError> {
        let mut hits = Vec::new();
        let mut response = self.stream(request, &mut |step| {
            if let Step::Hit(hit) = step {
                hits.push(*hit);
            }
            Ok::<(), SearchError>(())
        })?;
        response.hits = hits;
        Ok(response)
    }

    /// Answers a request hit by hit, so that a list of any length needs no more memory than a short one: first what is
    /// known of the whole result, then each hit in its order. Returns what is known of the whole at the end.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the query names an unknown topic or the archive cannot be read, or the callback's error.
    pub fn stream<E: From<SearchError>>(
        &mut self,
        request: &Request,
        each: &mut dyn FnMut(Step<'_>) -> Result<(), E>,
    ) -> Result<Response, E> {
        let root = &request.query.root;
        let needs = request.query.needs;
        let plan = self.plan(root, needs, request.dates)?;
        let most = request.limit.map(|limit| limit.saturating_add(request.offset));
        // The same hundred are put in order whichever of them are asked for, so that one page follows on another.
        let most_looked_at = most.map(|most| most.max(LOOKED_AT));
        let mut found = self.best(&plan, request, most_looked_at)?;
        let mut near = HashMap::new();
        if request.sort == Sort::Relevance {
            let raised = self.index.guarded(|| raise(&mut found.best, &plan.leaves, &self.searcher));
            near = raised.map_err(SearchError::from)?.map_err(SearchError::from)?;
        }
        found.best.truncate(most.unwrap_or(usize::MAX));
        let undated = self.undated(root, needs, request.dates, &plan)?;
        let facets = if request.facets.is_empty() { Vec::new() } else { self.facets(&plan, &request.facets)? };
        let Plan { leaves, branches, limited, .. } = plan;
        let mut response = Response {
            understood: request.query.to_string(),
            total: found.total,
            groups: found.groups,
            undated,
            hits: Vec::new(),
            lost: 0,
            limited,
            facets,
        };
        // Where nothing is grouped, the few that are asked for are looked up one by one.
        let groups = match request.grouping {
            Grouping::None => None,
            Grouping::Near(_) => Some(self.groups()?),
        };
        each(Step::Head(&response, found.best.len().saturating_sub(request.offset)))?;
        let weights = match request.snippets {
            0 => Vec::new(),
            _ => self.looked(|| self.weights(&leaves))?,
        };
        for (number, batch) in found.best.get(request.offset..).unwrap_or_default().chunks(BATCH).enumerate() {
            let sightings = match request.snippets {
                0 => Vec::new(),
                _ => {
                    let addresses: Vec<DocAddress> = batch.iter().map(|ranked| ranked.address).collect();
                    self.looked(|| self.sightings(&leaves, &branches, &addresses))?
                }
            };
            for (place, ranked) in batch.iter().enumerate() {
                let rank = request.offset.saturating_add(number * BATCH + place + 1);
                let Some(mut hit) = self.hit(rank, ranked, groups.as_deref(), &mut found.alike)? else {
                    response.lost += 1;
                    continue;
                };
                if let Some(sightings) = sightings.get(place) {
                    illustrate(&mut hit, sightings, &weights, request);
                }
                if request.reasons {
                    let raises = near.get(&ranked.address).map(Vec::as_slice).unwrap_or_default();
                    hit.reasons =
                        self.looked(|| reasons(&leaves, &branches, raises, &self.searcher, ranked.address))?;
                }
                each(Step::Hit(Box::new(hit)))?;
            }
        }
        Ok(response)
    }

    /// Looks something up in the index.
    fn looked<T>(&self, look: impl FnOnce() -> tantivy::Result<T>) -> Result<T, SearchError> {
        Ok(self.index.guarded(look)??)
    }

    /// Returns how many words the body of an article has.
    fn words(&self, address: DocAddress) -> tantivy::Result<u64> {
        let segment = self.searcher.segment_reader(address.segment_ord);
        Ok(segment.fast_fields().u64(WORDS)?.first(address.doc_id).unwrap_or(0))
    }

    /// Returns a hit without passages; `None` for one that the catalog does not know.
    fn hit(
        &self,
        rank: usize,
        ranked: &Ranked,
        groups: Option<&HashMap<u64, u64>>,
        alike: &mut HashMap<u64, Vec<ArticleId>>,
    ) -> Result<Option<Hit>, SearchError> {
        let id = ArticleId::from_number(ranked.id());
        let stored = id.map(|id| self.catalog.article(id)).transpose()?.flatten();
        let words = self.looked(|| self.words(ranked.address))?;
        let group = match (groups, id) {
            (Some(groups), _) => groups.get(&ranked.id()).copied().and_then(ArticleId::from_number),
            (None, Some(id)) => self.catalog.group_of(id)?,
            (None, None) => None,
        };
        Ok(stored.map(|stored| Hit {
            words,
            rank,
            score: ranked.score,
            id: stored.id,
            path: stored.path,
            topics: self.topics(&stored.article),
            article: stored.article,
            group,
            alike: alike.remove(&ranked.id()).unwrap_or_default(),
            marks: Vec::new(),
            snippets: Vec::new(),
            reasons: Vec::new(),
        }))
    }

    /// Returns what a query matches in the fields of text of an article: the name of the field, and ranges of
    /// bytes in its text. Where the article answers the query, what is marked is why; where it does not, all that
    /// was asked for is marked.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the query names an unknown topic or the index cannot be read.
    pub fn marks(&mut self, query: &Query, id: ArticleId, article: &Article) -> Result<Vec<Marks>, SearchError> {
        let Plan { query, leaves, branches, .. } = self.plan(&query.root, query.needs, Dates::Optional)?;
        let key = Key::from_field_u64(self.index.fields.id, id.number());
        let look = || -> tantivy::Result<Vec<Sighting>> {
            let itself = TermQuery::new(key.clone(), IndexRecordOption::Basic);
            let found = self.searcher.search(&itself, &TopDocs::with_limit(1).order_by_score())?;
            let Some((_, address)) = found.first() else { return Ok(Vec::new()) };
            let is_hit = answers(&*query, &self.searcher, *address)?;
            let branches = if is_hit { &branches[..] } else { &[] };
            Ok(self.sightings(&leaves, branches, &[*address])?.pop().unwrap_or_default())
        };
        let sightings = self.index.guarded(look)??;
        let texts = texts(article).into_iter().map(|(field, text)| {
            let found = Placed::new(&text).matches(field, &sightings);
            (field, found.into_iter().map(|found| found.span).collect())
        });
        Ok(texts.collect())
    }

    /// Returns where documents match the leaves of a query, those aside that are no reason why they do.
    pub(super) fn sightings(
        &self,
        leaves: &[Leaf],
        branches: &[Branch],
        documents: &[DocAddress],
    ) -> tantivy::Result<Vec<Vec<Sighting>>> {
        let mut no_reason = Vec::with_capacity(documents.len());
        for address in documents {
            no_reason.push(idle(branches, &self.searcher, *address)?);
        }
        let patterns: Vec<_> = leaves.iter().map(|leaf| Arc::clone(&leaf.pattern)).collect();
        let is_asked = |document: usize, leaf: usize| {
            no_reason.get(document).is_none_or(|idle| !idle.iter().any(|leaves| leaves.contains(&leaf)))
        };
        mark::sightings(&patterns, &self.searcher, documents, is_asked)
    }

    /// Returns how rare what the leaves stand for is: what it weighs in a snippet, each of the parts if they are several.
    fn weights(&self, leaves: &[Leaf]) -> tantivy::Result<Vec<f32>> {
        let mut weights = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            weights.push(match &leaf.query {
                LeafQuery::Word(word) => word::Statistics::of(word, &self.searcher)?.rarity_of_whole(),
                LeafQuery::Span(span) => {
                    span::Statistics::of(span, &self.searcher)?.idf / leaf.pattern.shape.parts() as f32
                }
            });
        }
        Ok(weights)
    }
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

/// Returns the fields of text of an article, as the index has them.
pub(super) fn texts(article: &Article) -> [(&'static str, String); 4] {
    let one = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        ("title", article.title.clone()),
        ("kicker", one(&article.kicker)),
        ("dek", one(&article.dek)),
        ("body", article.text()),
    ]
}

/// Adds to a hit what matched in the fields that are shown whole, and passages of the text.
fn illustrate(hit: &mut Hit, sightings: &[Sighting], weights: &[f32], request: &Request) {
    let texts = texts(&hit.article);
    let [title, kicker, dek, body] = texts.each_ref().map(|(field, text)| {
        let placed = Placed::new(text);
        let matches = placed.matches(field, sightings);
        Source { field, placed, matches }
    });
    for source in [&title, &kicker, &dek] {
        let spans: Vec<_> = source.matches.iter().map(|found| found.span.clone()).collect();
        if !spans.is_empty() {
            hit.marks.push((source.field, mark::in_characters(source.placed.text, &spans)));
        }
    }
    if request.width == 0 {
        return;
    }
    // Many pages print the dek as the first paragraph, too.
    let is_printed_twice = body.placed.text.lines().next().is_some_and(|first| first.trim() == dek.placed.text.trim());
    let passages = [body, dek];
    let searched = passages.get(..if is_printed_twice { 1 } else { 2 }).unwrap_or_default();
    hit.snippets = snippet::passages(searched, weights, request.width, request.snippets);
    if hit.snippets.is_empty() {
        let [body, dek] = &passages;
        let whole = [&title, &kicker].into_iter().find_map(|source| snippet::whole(source));
        let beginning = [dek, body].into_iter().find_map(|source| snippet::beginning(source, request.width));
        hit.snippets = whole.into_iter().chain(beginning).collect();
    }
}
