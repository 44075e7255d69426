//! BM25F: how much a word says about a document that has it in several fields.
//!
//! Frequencies and lengths of the fields are added up by weight before the saturation (Robertson, Zaragoza and Taylor
//! 2004, "Simple BM25 extension to multiple weighted fields"), so that a word in title and body is one match and not
//! two. The document frequency of a word is the number of documents that have it in any of its forms and fields.

use tantivy::{Score, Searcher};

use super::postings::{Lengths, Place};

const K1: Score = 1.2;
const B: Score = 0.7;

/// What is known of the collection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Collection {
    documents: f64,
    length: f64,
}

impl Collection {
    pub(super) fn of(searcher: &Searcher, places: &[Place]) -> tantivy::Result<Self> {
        let (documents, length) = Lengths::average(searcher, places)?;
        Ok(Self { documents: documents as f64, length })
    }

    /// Returns the inverse document frequency of a word that stands in so many documents.
    pub(super) fn idf(&self, documents: u64) -> Score {
        let frequency = (documents as f64).min(self.documents);
        narrow((1.0 + (self.documents - frequency + 0.5) / (frequency + 0.5)).ln())
    }

    /// Returns the saturated frequency of a word in a document of a length: 1 for once in a document of average length.
    pub(super) fn saturate(&self, frequency: Score, length: Score) -> Score {
        (K1 + 1.0) * frequency / (frequency + K1 * (1.0 - B + B * length / narrow(self.length)))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores need no more digits than a score has")]
fn narrow(number: f64) -> Score {
    number as Score
}
