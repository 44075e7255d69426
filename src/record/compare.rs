//! Two lists compared: what was added, what is gone, what says something else.

use std::collections::HashMap;

use super::file::{Listed, Record};
use crate::article::ArticleId;

/// What became of an article between two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Only the second list has it.
    Added,
    /// Only the first has it.
    Gone,
    /// Both have it, and it says something else.
    Changed,
}

/// What two records have different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What was asked or is the ground of it: what it is, before, after.
    pub grounds: Vec<(&'static str, String, String)>,
    /// The articles, in the order of the lists: added, gone, changed.
    pub articles: Vec<(Change, ArticleId)>,
    /// Whether the articles of both lists come in another order.
    pub reordered: bool,
}

impl Comparison {
    /// Tells whether the lists are the same, whatever else differs.
    pub fn is_same(&self) -> bool {
        self.articles.is_empty() && !self.reordered
    }
}

/// Compares two records.
pub fn compare(before: &Record, after: &Record) -> Comparison {
    let hashes = |record: &Record| -> HashMap<ArticleId, u64> {
        record.hits.iter().map(|listed| (listed.id, listed.hash)).collect()
    };
    let (old, new) = (hashes(before), hashes(after));
    let mut articles = Vec::new();
    let mut add = |change, list: &[Listed], is_so: &dyn Fn(&Listed) -> bool| {
        articles.extend(list.iter().filter(|listed| is_so(listed)).map(|listed| (change, listed.id)));
    };
    add(Change::Added, &after.hits, &|listed| !old.contains_key(&listed.id));
    add(Change::Gone, &before.hits, &|listed| !new.contains_key(&listed.id));
    add(Change::Changed, &after.hits, &|listed| old.get(&listed.id).is_some_and(|hash| *hash != listed.hash));
    let common = |record: &Record, other: &HashMap<ArticleId, u64>| -> Vec<ArticleId> {
        record.hits.iter().map(|listed| listed.id).filter(|id| other.contains_key(id)).collect()
    };
    let reordered = common(before, &new) != common(after, &old);
    Comparison { grounds: grounds(before, after), articles, reordered }
}

fn grounds(before: &Record, after: &Record) -> Vec<(&'static str, String, String)> {
    let both = |of: &dyn Fn(&Record) -> String| (of(before), of(after));
    let grouping = |record: &Record| {
        let grouping = &record.grouping;
        let threshold = grouping.threshold.map(|threshold| threshold.to_string());
        [Some(grouping.by.clone()), grouping.keep.clone(), threshold]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let part = |record: &Record| match record.limit {
        None => format!("all from {}", record.offset.saturating_add(1)),
        Some(limit) => format!("{limit} from {}", record.offset.saturating_add(1)),
    };
    let facts = [
        ("query", both(&|record| record.query.understood.clone())),
        ("any", both(&|record| record.query.any.to_string())),
        ("undated", both(&|record| record.query.undated.to_string())),
        ("sort", both(&|record| record.sort.clone())),
        ("grouping", both(&grouping)),
        ("part", both(&part)),
        ("program", both(&|record| format!("{} {}", record.program.name, record.program.version))),
        ("schema", both(&|record| record.versions.schema.to_string())),
        ("analysis", both(&|record| record.versions.analysis.to_string())),
        ("extraction", both(&|record| record.versions.extraction.to_string())),
        ("version of the grouping", both(&|record| record.versions.grouping.to_string())),
        ("vocabulary", both(&|record| record.versions.vocabulary.clone())),
        ("compounds", both(&|record| record.versions.compounds.clone())),
        ("archive", both(&|record| record.archive.fingerprint.clone())),
    ];
    let differing = facts.into_iter().filter(|(_, (before, after))| before != after);
    differing.map(|(name, (before, after))| (name, before, after)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::file::tests::record;
    use super::*;

    #[track_caller]
    fn check(before: &[(u64, u64)], after: &[(u64, u64)], expected: &[(Change, u64)], reordered: bool) {
        let found = compare(&record(before), &record(after));
        let articles: Vec<(Change, u64)> = found.articles.iter().map(|(change, id)| (*change, id.number())).collect();
        assert_eq!((articles.as_slice(), found.reordered), (expected, reordered));
    }

    #[test]
    fn lists_are_compared_by_article() {
        check(&[(1, 1), (2, 2)], &[(1, 1), (2, 2)], &[], false);
        check(&[(1, 1), (2, 2)], &[(2, 2), (1, 1)], &[], true);
        check(&[(1, 1), (2, 2)], &[(3, 3), (1, 1)], &[(Change::Added, 3), (Change::Gone, 2)], false);
        check(&[(1, 1)], &[(1, 2)], &[(Change::Changed, 1)], false);
    }

    #[test]
    fn what_else_differs_is_named() {
        let (before, mut after) = (record(&[]), record(&[]));
        after.versions.vocabulary = "y".into();
        let found = compare(&before, &after);
        assert!(found.is_same());
        assert_eq!(found.grounds, [("vocabulary", "x".to_owned(), "y".to_owned())]);
    }
}
