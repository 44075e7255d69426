//! Articles like another: those that share its most telling words, found as any of these words would be.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tantivy::{Searcher, TantivyError};

use super::answer::texts;
use super::archive::Archive;
use super::request::{Dates, Grouping, Keep, Request, SearchError};
use crate::analysis::{Analyzer, terms_of};
use crate::article::{Article, ArticleId};
use crate::language;
use crate::query::{Needs, Node, NodeKind, Query};

/// How many words stand for an article.
const TELLING: usize = 25;

/// Shorter words are no subject of an article.
const SHORTEST: usize = 3;

/// A word that stands there more often, by the weight of the fields, tells no more.
const ENOUGH: u32 = 8;

/// A word of an article.
#[derive(Debug, Default)]
struct Word {
    /// As it stands there first.
    typed: String,
    /// How often, by the weight of the fields.
    times: u32,
}

impl Archive<'_> {
    /// Returns the request for the articles that are like one in the archive, those with the same text aside; `None` if
    /// it has no word that others have too.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the archive cannot be read.
    pub fn similar(
        &mut self,
        id: ArticleId,
        article: &Article,
        limit: Option<usize>,
    ) -> Result<Option<Request>, SearchError> {
        let telling = self.telling(article)?;
        if telling.is_empty() {
            return Ok(None);
        }
        let mut seen = HashSet::from([id]);
        if let Some(group) = self.catalog.group_of(id)? {
            seen.extend(self.catalog.members(group)?);
        }
        let words = telling.into_iter().map(|word| Node { kind: NodeKind::Word(word), span: 0..0 });
        let root = Node { kind: NodeKind::Or(words.collect()), span: 0..0 };
        let query = Query { root, needs: Needs::All, warnings: Vec::new() };
        let grouping = Grouping::Near(Keep::First);
        Ok(Some(Request { dates: Dates::Optional, limit, grouping, seen: Arc::new(seen), ..Request::of(query) }))
    }

    /// Returns the words of an article that tell it best from others: frequent in it, rare in the archive (tf-idf, after
    /// Salton and Buckley, *Term-weighting approaches in automatic text retrieval*, 1988), the most telling first.
    fn telling(&self, article: &Article) -> Result<Vec<String>, SearchError> {
        let tag = article.language.as_deref().map(language::primary).unwrap_or_default();
        let mut analyzer = Analyzer::splitting(Some(&tag), &self.index.compounds);
        let mut words: HashMap<String, Word> = HashMap::new();
        for (field, text) in texts(article) {
            let weight = self.index.fields.weighted().find(|(known, _)| known.entry.name == field);
            for term in analyzer.terms(&text) {
                let typed = text.get(term.span.clone()).unwrap_or_default();
                if typed.chars().count() < SHORTEST || typed.chars().all(|c| c.is_ascii_digit()) {
                    continue;
                }
                let word = words.entry(term.form.stem.clone()).or_default();
                word.times += weight.map_or(1, |(_, weight)| weight);
                if word.typed.is_empty() {
                    typed.clone_into(&mut word.typed);
                }
            }
        }
        let mut words: Vec<(String, Word)> = words.into_iter().collect();
        words.sort_by(|a, b| a.0.cmp(&b.0));
        let all = self.searcher.num_docs();
        let mut telling: Vec<(f64, String)> = Vec::new();
        for (stem, word) in words {
            let articles = self.index.guarded(|| articles_with(&self.searcher, &self.index, &stem))??;
            // A word of its own leads nowhere, one of every other article anywhere.
            if articles >= 2 && articles * 2 <= all.max(4) {
                let number = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
                let rarity = (1.0 + number(all) / number(articles)).ln();
                telling.push((f64::from(word.times.min(ENOUGH)) * rarity, word.typed));
            }
        }
        telling.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        Ok(telling.into_iter().take(TELLING).map(|(_, word)| word).collect())
    }
}

/// Returns how many articles have a stem in their text.
fn articles_with(searcher: &Searcher, index: &crate::index::Index, stem: &str) -> tantivy::Result<u64> {
    let Some(body) = index.fields.texts.iter().find(|text| text.entry.name == "body") else { return Ok(0) };
    let range = terms_of(stem);
    let mut articles = 0;
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(body.field)?;
        let mut terms =
            inverted.terms().range().ge(&range.start).lt(&range.end).into_stream().map_err(TantivyError::from)?;
        while terms.advance() {
            articles += u64::from(terms.value().doc_freq);
        }
    }
    Ok(articles)
}
