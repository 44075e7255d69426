//! Writing: articles put in and taken out, and the commit that makes it lasting.

use tantivy::schema::Term;
use tantivy::{IndexWriter, TantivyError};

use super::IndexError;
use super::document::Maker;
use super::open::{Index, State};
use crate::article::{Article, ArticleId};

/// Memory for one batch of postings, in bytes. Small batches make many small segments to be merged again.
const MEMORY: usize = 128_000_000;

/// Writes to an index; nothing lasts until [`Writer::commit`].
pub struct Writer<'a> {
    index: &'a Index,
    inner: IndexWriter,
    maker: Maker,
}

impl<'a> Writer<'a> {
    pub(super) fn new(index: &'a Index) -> Result<Self, IndexError> {
        let inner = index
            .inner
            .writer_with_num_threads(1, MEMORY)
            .map_err(|error| IndexError::Write(index.path.clone(), error))?;
        Ok(Self { index, inner, maker: Maker::new(&index.compounds) })
    }

    /// Puts an article in, in place of an earlier one with the same id.
    ///
    /// # Errors
    /// Returns [`IndexError::Write`] if the disk cannot take it.
    pub fn put(&mut self, id: ArticleId, path: &str, article: &Article) -> Result<(), IndexError> {
        self.take_out(id);
        let document = self.maker.document(&self.index.fields, id, path, article);
        self.inner.add_document(document).map_err(|error| self.fail(error))?;
        Ok(())
    }

    /// Takes an article out, if it is there.
    pub fn take_out(&mut self, id: ArticleId) {
        self.inner.delete_term(Term::from_field_u64(self.index.fields.id, id.number()));
    }

    /// Makes everything lasting and notes that the index now holds the catalog up to the change `seq`, with topics of the
    /// vocabulary with the hash `topics`.
    ///
    /// # Errors
    /// Returns [`IndexError::Write`] if the disk cannot take it; the last commit stays as it was.
    pub fn commit(&mut self, seq: u64, topics: &str) -> Result<(), IndexError> {
        let path = &self.index.path;
        let fail = |error| IndexError::Write(path.clone(), error);
        let mut prepared = self.inner.prepare_commit().map_err(fail)?;
        prepared.set_payload(
            &serde_json::to_string(&State::now(seq, &self.index.compounds, topics)).expect("numbers are always JSON"),
        );
        prepared.commit().map_err(fail)?;
        Ok(())
    }

    /// Waits for merges under way and closes the index.
    ///
    /// # Errors
    /// Returns [`IndexError::Write`] if a merge failed; every commit is safe all the same.
    pub fn close(self) -> Result<(), IndexError> {
        let path = self.index.path.clone();
        self.inner.wait_merging_threads().map_err(|error| IndexError::Write(path, error))
    }

    fn fail(&self, error: TantivyError) -> IndexError {
        IndexError::Write(self.index.path.clone(), error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Compounds;
    use crate::index::Health;

    #[test]
    fn a_commit_names_the_change_it_holds() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("index");
        assert!(matches!(Index::open(&path, &Compounds::default()), Err(IndexError::Damaged(..))));
        let index = Index::make(&path, &Compounds::default()).expect("an index");
        let article = Article { title: "Seltene Erden".to_owned(), ..Article::default() };
        let mut writer = index.writer().expect("a writer");
        writer.put(article.id(), "a.html", &article).expect("put");
        writer.put(article.id(), "a.html", &article).expect("put again");
        writer.commit(7, "a").expect("committed");
        writer.close().expect("closed");
        let index = Index::open(&path, &Compounds::default()).expect("the index");
        let state = index.state().expect("a state");
        assert_eq!((state.seq, state.health(&Compounds::default())), (7, Health::Good));
        let other = Compounds::new([("Hauptstadt", "")]);
        assert_eq!(state.health(&other), Health::Outdated);
        assert_eq!(index.searcher().expect("a searcher").num_docs(), 1);
        assert!(index.broken_files().expect("checked").is_empty());
    }
}
