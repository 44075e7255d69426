//! The postings of a word: all terms of the index that stand for it, gone through as one list.

use std::io;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED};

use crate::analysis::{self, terms_of};
use crate::index::Text;

/// A field of text that is searched, with its weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Where its words are.
    words: Field,
    /// Where the parts of its compounds are.
    parts: Option<Field>,
    pub(super) weight: Score,
}

impl Place {
    pub(super) fn new(text: &Text, weight: Score) -> Self {
        Self { words: text.field, parts: text.parts, weight }
    }
}

/// What is looked for: a word in every way that the languages of the archive analyse it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lookup {
    /// The stems; with [`Self::only_exact`] their exact forms alone count.
    pub(super) stems: Vec<String>,
    /// The word as it was typed, if that form counts more or alone.
    pub(super) exact: Option<String>,
    /// Whether only the form typed is looked for.
    pub(super) only_exact: bool,
    /// Whether it is also found as a part of compounds.
    pub(super) in_compounds: bool,
}

/// How a term stands for the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// In another form.
    Inflected,
    /// In the form typed.
    Exact,
    /// As a part of a compound.
    Part,
}

/// In how many documents a word stands: as a word, in the form typed, as a part of compounds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frequencies {
    pub(super) word: u64,
    pub(super) exact: u64,
    pub(super) part: u64,
}

impl Lookup {
    /// Hands every term of a segment that stands for the word in a place to `take`.
    fn terms(
        &self,
        segment: &SegmentReader,
        place: &Place,
        take: &mut dyn FnMut(Field, &TermInfo, Manner) -> io::Result<()>,
    ) -> tantivy::Result<()> {
        let words = segment.inverted_index(place.words)?;
        for stem in &self.stems {
            let range = terms_of(stem);
            let typed = self.exact.as_ref().map(|exact| analysis::term(stem, exact));
            let mut terms = words.terms().range().ge(&range.start).lt(&range.end).into_stream()?;
            while terms.advance() {
                let exact = typed.as_ref().is_some_and(|typed| typed.as_bytes() == terms.key());
                if exact || !self.only_exact {
                    take(place.words, terms.value(), if exact { Manner::Exact } else { Manner::Inflected })?;
                }
            }
        }
        if let Some(field) = place.parts.filter(|_| self.in_compounds && !self.only_exact) {
            let parts = segment.inverted_index(field)?;
            for stem in &self.stems {
                if let Some(info) = parts.terms().get(stem)? {
                    take(field, &info, Manner::Part)?;
                }
            }
        }
        Ok(())
    }

    /// Counts the documents that have the word.
    pub(super) fn frequencies(&self, searcher: &Searcher, places: &[Place]) -> tantivy::Result<Frequencies> {
        let mut sum = Frequencies::default();
        for segment in searcher.segment_readers() {
            let mut found = self.open(segment, places, IndexRecordOption::Basic)?;
            while found.doc() != TERMINATED {
                let counts = found.counts();
                sum.word += u64::from(counts.word > 0.0);
                sum.exact += u64::from(counts.exact > 0.0);
                sum.part += u64::from(counts.part > 0.0);
                found.advance();
            }
        }
        Ok(sum)
    }

    /// Opens the postings of the word in a segment.
    pub(super) fn open(
        &self,
        segment: &SegmentReader,
        places: &[Place],
        record: IndexRecordOption,
    ) -> tantivy::Result<Occurrences> {
        let mut lists = Vec::new();
        for (number, place) in places.iter().enumerate() {
            let mut found = Vec::new();
            self.terms(segment, place, &mut |field, info, manner| {
                found.push((field, info.clone(), manner));
                Ok(())
            })?;
            for (field, info, manner) in found {
                let postings = segment.inverted_index(field)?.read_postings_from_terminfo(&info, record)?;
                lists.push(List { postings, place: number, weight: place.weight, manner });
            }
        }
        Ok(Occurrences::new(lists))
    }
}

struct List {
    postings: SegmentPostings,
    place: usize,
    weight: Score,
    manner: Manner,
}

/// The documents of a segment that have a word, in order, with how often and where.
pub(super) struct Occurrences {
    lists: Vec<List>,
    doc: DocId,
}

/// How often a word stands in a document, weighted by field.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Counts {
    /// In any form.
    pub(super) word: Score,
    /// In the form typed.
    pub(super) exact: Score,
    /// As a part of compounds.
    pub(super) part: Score,
}

impl Occurrences {
    fn new(lists: Vec<List>) -> Self {
        let mut all = Self { lists, doc: 0 };
        all.settle();
        all
    }

    fn settle(&mut self) -> DocId {
        self.doc = self.lists.iter().map(|list| list.postings.doc()).min().unwrap_or(TERMINATED);
        self.doc
    }

    /// Counts the occurrences in the present document.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for list in self.lists.iter().filter(|list| list.postings.doc() == self.doc) {
            let weighted = list.postings.term_freq() as Score * list.weight;
            match list.manner {
                Manner::Part => counts.part += weighted,
                Manner::Inflected => counts.word += weighted,
                Manner::Exact => {
                    counts.word += weighted;
                    counts.exact += weighted;
                }
            }
        }
        counts
    }

    /// Returns the positions in one of the places in the present document, in order; it has to be opened with them.
    pub(super) fn positions(&mut self, place: usize) -> Vec<u32> {
        let mut positions = Vec::new();
        for list in self.lists.iter_mut().filter(|list| list.place == place && list.postings.doc() == self.doc) {
            list.postings.append_positions_with_offset(0, &mut positions);
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

impl DocSet for Occurrences {
    fn advance(&mut self) -> DocId {
        for list in self.lists.iter_mut().filter(|list| list.postings.doc() == self.doc) {
            list.postings.advance();
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for list in self.lists.iter_mut().filter(|list| list.postings.doc() < target) {
            list.postings.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.lists.iter().map(|list| list.postings.size_hint()).max().unwrap_or(0)
    }
}

/// The lengths of the documents of a segment, in words weighted by field.
pub(super) struct Lengths(Vec<(FieldNormReader, Score)>);

impl Lengths {
    pub(super) fn open(segment: &SegmentReader, places: &[Place]) -> tantivy::Result<Self> {
        let mut norms = Vec::new();
        for place in places {
            norms.extend(segment.fieldnorms_readers().get_field(place.words)?.map(|norm| (norm, place.weight)));
        }
        Ok(Self(norms))
    }

    pub(super) fn of(&self, doc: DocId) -> Score {
        self.0.iter().map(|(norm, weight)| norm.fieldnorm(doc) as Score * weight).sum()
    }

    /// Returns how many documents there are, and how long they are on average. Postings and lengths count deleted
    /// documents until they are merged away, so all are counted here too.
    pub(super) fn average(searcher: &Searcher, places: &[Place]) -> tantivy::Result<(u64, f64)> {
        let (mut documents, mut length) = (0, 0.0);
        for segment in searcher.segment_readers() {
            documents += u64::from(segment.max_doc());
            for place in places {
                length += segment.inverted_index(place.words)?.total_num_tokens() as f64 * f64::from(place.weight);
            }
        }
        let documents = documents.max(1);
        Ok((documents, (length / documents as f64).max(1.0)))
    }
}
