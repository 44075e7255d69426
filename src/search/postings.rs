//! The postings of a word: all terms of the index that stand for it, gone through as one list.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED};

use super::forms::Forms;
use crate::analysis::{self, terms_of};
use crate::index::Text;

/// A field that is searched, with its weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its name.
    pub(super) name: &'static str,
    /// Where its words are.
    pub(super) words: Field,
    /// Where the parts of its compounds are.
    pub(super) parts: Option<Field>,
    /// Where its sentences and paragraphs begin.
    pub(super) borders: Option<Field>,
    pub(super) weight: Score,
    /// How many of its first words are searched, if not all.
    pub(super) first: Option<u32>,
}

impl Place {
    pub(super) fn new(text: &Text, weight: Score) -> Self {
        let (words, parts, borders) = (text.field, text.parts, text.borders);
        Self { name: &text.entry.name, words, parts, borders, weight, first: None }
    }
}

/// Something that stands in a text as one word.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    /// A word in the forms of its languages.
    Word(Lookup),
    /// The forms that a mask or a fuzzy word stands for.
    Forms(Arc<Forms>),
    /// A word of a name or an address, folded.
    Name(String),
}

impl Wanted {
    /// Opens its postings in a segment.
    pub(super) fn open(
        &self,
        segment: &SegmentReader,
        places: &[Place],
        record: IndexRecordOption,
    ) -> tantivy::Result<Occurrences> {
        let mut terms: Vec<(usize, TermInfo, Score)> = Vec::new();
        match self {
            Self::Word(lookup) => return lookup.open(segment, places, record),
            Self::Forms(forms) => {
                for (number, place) in places.iter().enumerate() {
                    let found = forms.terms(segment.segment_id(), place.words);
                    terms.extend(found.map(|(info, share)| (number, info.clone(), share)));
                }
            }
            Self::Name(word) => {
                for (number, place) in places.iter().enumerate() {
                    let found = segment.inverted_index(place.words)?.terms().get(word)?;
                    terms.extend(found.map(|info| (number, info, 1.0)));
                }
            }
        }
        let mut lists = Vec::with_capacity(terms.len());
        for (number, info, share) in terms {
            let Some(place) = places.get(number) else { continue };
            let postings = segment.inverted_index(place.words)?.read_postings_from_terminfo(&info, record)?;
            lists.push(List { postings, place: number, weight: place.weight * share, manner: Manner::Inflected });
        }
        Ok(Occurrences::new(lists))
    }

    /// Counts the documents that have it.
    pub(super) fn documents(&self, searcher: &Searcher, places: &[Place]) -> tantivy::Result<u64> {
        let mut count = 0;
        for segment in searcher.segment_readers() {
            let mut found = self.open(segment, places, IndexRecordOption::Basic)?;
            while found.doc() != TERMINATED {
                count += 1;
                found.advance();
            }
        }
        Ok(count)
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
    /// The numbers of the lists that have the present document.
    here: Vec<usize>,
    /// The lists that go on later, and where.
    ahead: BinaryHeap<Reverse<(DocId, usize)>>,
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
    /// In any way, each once whatever the field.
    pub(super) times: u32,
}

impl Occurrences {
    fn new(lists: Vec<List>) -> Self {
        let here = (0..lists.len()).collect();
        let mut all = Self { lists, here, ahead: BinaryHeap::new(), doc: 0 };
        all.go_on(|_| {});
        all
    }

    /// Moves the lists that are here, and settles on the first document that any list has.
    fn go_on(&mut self, mut go: impl FnMut(&mut SegmentPostings)) {
        for number in self.here.drain(..) {
            let Some(list) = self.lists.get_mut(number) else { continue };
            go(&mut list.postings);
            if list.postings.doc() != TERMINATED {
                self.ahead.push(Reverse((list.postings.doc(), number)));
            }
        }
        self.doc = self.ahead.peek().map_or(TERMINATED, |Reverse((doc, _))| *doc);
        while let Some(Reverse((doc, number))) = self.ahead.peek()
            && *doc == self.doc
        {
            self.here.push(*number);
            self.ahead.pop();
        }
    }

    fn present(&self) -> impl Iterator<Item = &List> {
        self.here.iter().filter_map(|number| self.lists.get(*number))
    }

    /// Counts the occurrences in the present document.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for list in self.present() {
            let times = list.postings.term_freq();
            let weighted = times as Score * list.weight;
            counts.times += times;
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
        for number in &self.here {
            if let Some(list) = self.lists.get_mut(*number).filter(|list| list.place == place) {
                list.postings.append_positions_with_offset(0, &mut positions);
            }
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

impl DocSet for Occurrences {
    fn advance(&mut self) -> DocId {
        self.go_on(|postings| {
            postings.advance();
        });
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        while let Some(Reverse((doc, number))) = self.ahead.peek()
            && *doc < target
        {
            self.here.push(*number);
            self.ahead.pop();
        }
        self.go_on(|postings| {
            if postings.doc() < target {
                postings.seek(target);
            }
        });
        self.doc
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
