//! Scores a word over several fields as if they were one text in which a headline's words stand more than once.
//!
//! This is BM25F in its simple form (Robertson, Zaragoza and Taylor 2004, "Simple BM25 extension to multiple
//! weighted fields"): frequencies and lengths of the fields are added up by weight before the saturation, so that
//! a word in title and body is one match and not two. The document frequency of a word is the largest of any
//! field, summed over its forms in the archive's languages.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

const K1: Score = 1.2;
const B: Score = 0.75;

/// A word, in all its forms, in weighted fields.
#[derive(Debug, Clone)]
pub(super) struct WordQuery {
    /// The forms of the word, one for each way the languages of the archive analyse it.
    pub(super) forms: Vec<String>,
    /// The fields it is looked for in, with their weights.
    pub(super) fields: Vec<(Field, Score)>,
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut weight = WordWeight { query: self.clone(), idf: 0.0, average: 1.0 };
        if let EnableScoring::Enabled { searcher, .. } = scoring {
            // Postings and lengths count deleted documents until they are merged away, so all are counted here too.
            let documents =
                searcher.segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum::<u64>().max(1);
            let mut frequency = 0;
            for form in &self.forms {
                let mut most = 0;
                for (field, _) in &self.fields {
                    most = most.max(searcher.doc_freq(&Term::from_field_text(*field, form))?);
                }
                frequency += most;
            }
            let mut length = 0.0;
            for segment in searcher.segment_readers() {
                for (field, weight) in &self.fields {
                    length += segment.inverted_index(*field)?.total_num_tokens() as f64 * f64::from(*weight);
                }
            }
            let frequency = frequency.min(documents) as f64;
            let all = documents as f64;
            weight.idf = narrow((1.0 + (all - frequency + 0.5) / (frequency + 0.5)).ln());
            weight.average = narrow((length / all).max(1.0));
        }
        Ok(Box::new(weight))
    }

    fn query_terms<'a>(&'a self, _visitor: &mut dyn FnMut(&'a Term, bool)) {}
}

#[expect(clippy::cast_possible_truncation, reason = "scores need no more digits than a score has")]
fn narrow(number: f64) -> Score {
    number as Score
}

struct WordWeight {
    query: WordQuery,
    idf: Score,
    average: Score,
}

impl WordWeight {
    fn open(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<WordScorer>> {
        let mut lists = Vec::new();
        let mut norms = Vec::new();
        for (field, weight) in &self.query.fields {
            let index = reader.inverted_index(*field)?;
            for form in &self.query.forms {
                let term = Term::from_field_text(*field, form);
                if let Some(postings) = index.read_postings(&term, IndexRecordOption::WithFreqs)? {
                    lists.push((postings, *weight));
                }
            }
            if let Some(norm) = reader.fieldnorms_readers().get_field(*field)? {
                norms.push((norm, *weight));
            }
        }
        if lists.is_empty() {
            return Ok(None);
        }
        let doc = lists.iter().map(|(list, _)| list.doc()).min().unwrap_or(TERMINATED);
        Ok(Some(WordScorer { lists, norms, doc, scale: self.idf * boost * (K1 + 1.0), average: self.average }))
    }
}

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.open(reader, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let found = self.open(reader, 1.0)?.map(|mut scorer| (scorer.seek(doc) == doc).then(|| scorer.score()));
        match found.flatten() {
            Some(score) => Ok(Explanation::new("BM25F of a word over weighted fields", score)),
            None => Err(TantivyError::InvalidArgument(format!("document {doc} does not match"))),
        }
    }
}

/// Goes through the documents of several posting lists at once.
struct WordScorer {
    lists: Vec<(SegmentPostings, Score)>,
    norms: Vec<(FieldNormReader, Score)>,
    doc: DocId,
    scale: Score,
    average: Score,
}

impl WordScorer {
    fn settle(&mut self) -> DocId {
        self.doc = self.lists.iter().map(|(list, _)| list.doc()).min().unwrap_or(TERMINATED);
        self.doc
    }
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        for (list, _) in &mut self.lists {
            if list.doc() == self.doc {
                list.advance();
            }
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for (list, _) in &mut self.lists {
            if list.doc() < target {
                list.seek(target);
            }
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.lists.iter().map(|(list, _)| list.size_hint()).max().unwrap_or(0)
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let frequency: Score = self
            .lists
            .iter()
            .filter(|(list, _)| list.doc() == doc)
            .map(|(list, weight)| list.term_freq() as Score * weight)
            .sum();
        let length: Score = self.norms.iter().map(|(norm, weight)| norm.fieldnorm(doc) as Score * weight).sum();
        self.scale * frequency / (frequency + K1 * (1.0 - B + B * length / self.average))
    }
}
