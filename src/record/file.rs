//! The record of a run as a file.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::article::ArticleId;

/// The form of the records that this program writes.
const SCHEMA: &str = "morgue.record/";
const VERSION: u32 = 1;

/// The record of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The form of the record, `morgue.record/1`.
    schema: String,
    /// The program that made it.
    pub program: Program,
    /// The versions of what decides what is found.
    pub versions: Versions,
    /// The archive that was asked.
    pub archive: Archived,
    /// The query.
    pub query: Typed,
    /// What became of articles with the same text.
    pub grouping: Grouped,
    /// The order of the hits.
    pub sort: String,
    /// How many hits were left out at the start.
    pub offset: usize,
    /// How many were asked for; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// How many articles were left after each step.
    pub counts: Counts,
    /// What was exported, in order.
    pub hits: Vec<Listed>,
}

/// A program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The versions of what decides what is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// Of the fields.
    pub schema: u32,
    /// Of the analysis of words.
    pub analysis: u32,
    /// Of the extraction of articles from pages.
    pub extraction: u32,
    /// Of the grouping of articles with the same text.
    pub grouping: u32,
    /// The hash of the vocabulary of topics.
    pub vocabulary: String,
    /// The compounds that the user has settled, as a hash; nothing where none are.
    pub compounds: String,
}

/// An archive at the time of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// The SHA-256 over the ids of all articles and the hashes of what they say, in the order of the ids.
    pub fingerprint: String,
    /// How many articles it had.
    pub articles: u64,
    /// The number of its last change.
    pub change: u64,
}

/// A query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// What was typed.
    pub typed: String,
    /// What it was understood as, filters included: the query that is asked again.
    pub understood: String,
    /// Whether any of the words would do.
    pub any: bool,
    /// Whether articles without a date were kept where the query filters by date.
    pub undated: bool,
    /// The filters given beside the query, as typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
}

/// What becomes of articles with the same text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grouped {
    /// `near` or `none`.
    pub by: String,
    /// Which of several is shown; absent where each is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<String>,
    /// The part of the shorter text that has to be in the longer; absent where nothing is grouped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
}

/// How many articles are left after each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// That match, whatever their date.
    pub matched: usize,
    /// That match the filters by date, too.
    pub dated: usize,
    /// That a filter by date left out because they have none.
    pub undated_left_out: usize,
    /// Hits, articles with the same text taken together.
    pub groups: usize,
    /// Hits that were exported.
    pub exported: usize,
}

/// An article in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: ArticleId,
    /// The hash of what it said.
    pub hash: u64,
}

impl Serialize for Listed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut fields = serializer.serialize_struct("Listed", 2)?;
        fields.serialize_field("id", &self.id.to_string())?;
        fields.serialize_field("hash", &format!("{:016x}", self.hash))?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Listed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        #[derive(Deserialize)]
        struct Plain {
            id: String,
            hash: String,
        }
        let plain = Plain::deserialize(deserializer)?;
        let id = plain.id.parse().map_err(D::Error::custom)?;
        let hash = u64::from_str_radix(&plain.hash, 16).map_err(D::Error::custom)?;
        Ok(Self { id, hash })
    }
}

/// A file is no record that this program can read.
#[derive(Debug, thiserror::Error)]
pub enum BadRecord {
    /// It is no record.
    #[error("it is no record of a run\n  hint: `morgue query … --record FILE` writes one")]
    NoRecord,
    /// A newer program wrote it.
    #[error("a newer morgue wrote it (form {0}, this one knows {VERSION})\n  hint: update morgue; nothing was changed")]
    TooNew(u32),
    /// Something in it cannot be read.
    #[error("it is a record of a run, but damaged: {0}\n  hint: restore it from where it was kept")]
    Damaged(serde_json::Error),
}

impl Record {
    /// Returns a record without hits.
    pub fn new(
        program: Program,
        versions: Versions,
        archive: Archived,
        query: Typed,
        grouping: Grouped,
        sort: &str,
        (offset, limit): (usize, Option<usize>),
    ) -> Self {
        let counts = Counts { matched: 0, dated: 0, undated_left_out: 0, groups: 0, exported: 0 };
        let (schema, sort) = (format!("{SCHEMA}{VERSION}"), sort.to_owned());
        Self { schema, program, versions, archive, query, grouping, sort, offset, limit, counts, hits: Vec::new() }
    }

    /// Reads a record.
    ///
    /// # Errors
    /// Returns [`BadRecord`] if it is none, damaged, or of a newer program.
    pub fn read(bytes: &[u8]) -> Result<Self, BadRecord> {
        #[derive(Deserialize)]
        struct Named {
            schema: String,
        }
        let named: Named = serde_json::from_slice(bytes).map_err(|_| BadRecord::NoRecord)?;
        let version = named.schema.strip_prefix(SCHEMA).and_then(|version| version.parse().ok());
        match version {
            Some(VERSION) => serde_json::from_slice(bytes).map_err(BadRecord::Damaged),
            Some(newer) if newer > VERSION => Err(BadRecord::TooNew(newer)),
            _ => Err(BadRecord::NoRecord),
        }
    }

    /// Writes the record, for people to read: a hit a line.
    ///
    /// # Errors
    /// Returns the error of the stream.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let head = Self { hits: Vec::new(), ..self.clone() };
        let head = serde_json::to_string_pretty(&head)?;
        let Some(head) = head.strip_suffix("[]\n}").filter(|_| !self.hits.is_empty()) else {
            return writeln!(out, "{head}");
        };
        writeln!(out, "{head}[")?;
        for (number, hit) in self.hits.iter().enumerate() {
            let comma = if number + 1 < self.hits.len() { "," } else { "" };
            writeln!(out, "    {}{comma}", serde_json::to_string(hit)?)?;
        }
        writeln!(out, "  ]\n}}")
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn record(hits: &[(u64, u64)]) -> Record {
        let text = || "x".to_owned();
        let mut record = Record::new(
            Program { name: text(), version: text() },
            Versions {
                schema: 1,
                analysis: 1,
                extraction: 1,
                grouping: 1,
                vocabulary: text(),
                compounds: String::new(),
            },
            Archived { fingerprint: text(), articles: 3, change: 3 },
            Typed { typed: text(), understood: text(), any: false, undated: false, filters: vec![] },
            Grouped { by: "near".into(), keep: Some("first".into()), threshold: Some(0.6) },
            "relevance",
            (0, None),
        );
        record.hits = hits
            .iter()
            .map(|(id, hash)| Listed { id: ArticleId::from_number(*id).expect("an id"), hash: *hash })
            .collect();
        record
    }

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        for hits in [&[][..], &[(1, 0)], &[(1, 0xab), (2, u64::MAX)]] {
            let record = record(hits);
            let mut out = Vec::new();
            record.write(&mut out).expect("written");
            assert_eq!(Record::read(&out).expect("a record"), record);
        }
    }

    #[test]
    fn what_is_no_record_of_this_program_is_refused() {
        let refused = |text: &str| Record::read(text.as_bytes()).expect_err(text);
        assert!(matches!(refused("x"), BadRecord::NoRecord));
        assert!(matches!(refused(r#"{"schema":"morgue.hit/1"}"#), BadRecord::NoRecord));
        assert!(matches!(refused(r#"{"schema":"morgue.record/2"}"#), BadRecord::TooNew(2)));
        assert!(matches!(refused(r#"{"schema":"morgue.record/1"}"#), BadRecord::Damaged(_)));
    }
}
