//! The settings of an archive, in its `config.toml`, and the columns named on the command line.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::exit::Wrong;
use super::place;
use crate::alike;
use crate::analysis::{self, Compounds, fold};
use crate::extract::Columns;
use crate::schema::{self, FIELDS};
use crate::topics::{File, Slip, Vocabulary, VocabularyError};

/// The name of the file in the archive's folder.
const FILE: &str = "config.toml";

/// The name of the user's own file of topics there.
pub(super) const TOPICS: &str = "topics.toml";

/// So many slips in the files of topics are said.
const SLIPS: usize = 12;

/// The likenesses that make sense: with less, texts on the same matter are one.
const LIKENESS: std::ops::RangeInclusive<f64> = 0.3..=1.0;

/// Fields that are not read from a record: the archive gives them.
const GIVEN: &[&str] = &["id", "path", "topics"];

/// What a user has settled for an archive.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Settings {
    /// Field to column, for lists whose columns have names of their own.
    columns: BTreeMap<String, String>,
    /// Domain or printed name of a publication to the name it gets.
    pub(super) sources: BTreeMap<String, String>,
    /// Files of topics, beside `topics.toml`; relative to the archive's folder.
    topics: Vec<String>,
    /// Compound to its parts, parted by blanks; no parts for a word that stays whole.
    compounds: BTreeMap<String, String>,
    /// From which likeness on texts are the same.
    alike: Option<f64>,
}

impl Settings {
    /// Reads the settings of an archive; there need not be any.
    pub(super) fn of(archive: &Path) -> Result<Self> {
        let path = archive.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(Self::default());
            }
            Err(error) => {
                let message = format!(
                    "cannot read `{}`\n  hint: give yourself the right to read it, or remove it",
                    path.display()
                );
                return Err(error).context(message);
            }
        };
        let settings: Self = toml::from_str(&text).map_err(|error| {
            let line = error.span().and_then(|span| text.get(..span.start)).map_or(1, |before| before.matches('\n').count() + 1);
            let message = error.message().lines().next().unwrap_or("cannot be understood");
            Wrong(format!(
                "error: `{}`, line {line}: {message}\n  hint: it may have a table `[columns]` with lines `field = \"Column\"`, \
                 a table `[sources]` with lines `\"domain.example\" = \"Name\"`, a table `[compounds]` with lines \
                 `\"Compound\" = \"Part Part\"`, and above them the lines `topics = [\"FILE\"]` and `alike = 0.6`",
                path.display()
            ))
        })?;
        // Said with the line, so that a slip in a long file is found.
        let place = |key: &str| {
            let line = text.lines().position(|line| line.trim_start().trim_start_matches('"').starts_with(key));
            format!("`{}`, line {}", path.display(), line.map_or(1, |line| line + 1))
        };
        for field in settings.columns.keys() {
            key(field).map_err(|hint| {
                Wrong(format!("error: {}: unknown field `{field}` in `[columns]`\n  hint: {hint}", place(field)))
            })?;
        }
        if let Some(alike) = settings.alike.filter(|alike| !LIKENESS.contains(alike)) {
            let hint = "write the part of the shorter text that has to be in the longer, from 0.3 to 1";
            return Err(
                Wrong(format!("error: {}: `alike = {alike}` is no likeness\n  hint: {hint}", place("alike"))).into()
            );
        }
        let mut known = HashSet::new();
        for (word, parts) in &settings.compounds {
            let parts: Vec<&str> =
                parts.split(|c: char| c.is_whitespace() || c == '+').filter(|part| !part.is_empty()).collect();
            let slip = match parts.len() {
                _ if !is_word(word) => "is not one word",
                _ if !known.insert(fold(word)) => "stands there twice, spelt otherwise",
                1 => "has one part",
                _ if !parts.iter().all(|part| is_word(part)) => "has a part that is not one word",
                _ if parts.iter().any(|part| fold(part) == fold(word)) => "has itself as a part",
                _ => continue,
            };
            let hint = "write `\"Compound\" = \"Part Part\"`, or `\"Compound\" = \"\"` for a word that stays whole";
            return Err(Wrong(format!("error: {}: `{word}` {slip}\n  hint: {hint}", place(word))).into());
        }
        Ok(settings)
    }

    /// Returns from which likeness on texts are the same.
    pub(super) fn threshold(&self) -> f64 {
        self.alike.unwrap_or(alike::THRESHOLD)
    }

    /// Returns the compounds of the settings.
    pub(super) fn compounds(&self) -> Compounds {
        Compounds::new(self.compounds.iter().map(|(word, parts)| (word.as_str(), parts.as_str())))
    }

    /// Returns the vocabulary of an archive: the topics that come with the program, changed by those of the user in
    /// `topics.toml` and the files that the settings name. That they fit together is known since topics were assigned.
    pub(super) fn vocabulary(&self, archive: &Path) -> Result<&'static Vocabulary> {
        self.vocabulary_by(archive, Vocabulary::read_again)
    }

    /// Returns the vocabulary of an archive, checked as a whole.
    pub(super) fn checked_vocabulary(&self, archive: &Path) -> Result<&'static Vocabulary> {
        self.vocabulary_by(archive, Vocabulary::read)
    }

    fn vocabulary_by(
        &self,
        archive: &Path,
        read: fn(&[File]) -> Result<Vocabulary, VocabularyError>,
    ) -> Result<&'static Vocabulary> {
        let own = self.topic_files(archive)?;
        if own.is_empty() {
            return Ok(Vocabulary::built_in());
        }
        // It is needed as long as the process lives.
        Ok(Box::leak(Box::new(read(&own).map_err(|error| complain(&error.0))?)))
    }

    /// Reads the files of topics of an archive.
    pub(super) fn topic_files(&self, archive: &Path) -> Result<Vec<File>> {
        // The archive's own file lies on the others, each once.
        let mut paths: Vec<PathBuf> = self.topics.iter().map(|name| archive.join(name)).collect();
        let own = archive.join(TOPICS);
        paths.extend(own.is_file().then_some(own));
        let mut seen = HashSet::new();
        paths.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
        paths.iter().map(|path| topic_file(path)).collect()
    }

    /// Returns the columns of the settings with those named on the command line, which win.
    pub(super) fn columns(&self, named: &[String]) -> Result<Columns> {
        let mut columns = BTreeMap::new();
        for (field, column) in &self.columns {
            columns.insert(key(field).map_err(Wrong)?, column.clone());
        }
        for pair in named {
            let Some((field, column)) = pair.split_once('=').filter(|(_, column)| !column.trim().is_empty()) else {
                let hint = "write `field=Column`, several with commas: `--columns title=Headline,body=Fulltext`";
                return Err(Wrong(format!("error: `{pair}` in `--columns` names no column\n  hint: {hint}")).into());
            };
            let field = field.trim();
            let known = key(field)
                .map_err(|hint| Wrong(format!("error: unknown field `{field}` in `--columns`\n  hint: {hint}")))?;
            columns.insert(known, column.trim().to_owned());
        }
        Ok(Columns::new(columns))
    }
}

/// Reads a file of topics.
pub(super) fn topic_file(path: &Path) -> Result<File> {
    // `../more.toml` in a setting is named as the user would name it from here.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let text = fs::read(path).map_err(anyhow::Error::from).and_then(|bytes| Ok(String::from_utf8(bytes)?));
    let text = text.map_err(|error| {
        let hint = "name a file in UTF-8 that is there and that you may read, in `topics` of `config.toml` or here";
        Wrong(format!("error: cannot read the topics `{}`: {error}\n  hint: {hint}", path.display()))
    })?;
    Ok(File { name: place::short(path).to_string_lossy().into_owned(), text })
}

/// Says what has to be put right in files of topics.
pub(super) fn complain(slips: &[Slip]) -> Wrong {
    let mut said: Vec<String> = slips.iter().take(SLIPS).map(|slip| format!("error: {slip}")).collect();
    if slips.len() > SLIPS {
        said.push(format!("error: and {} more", slips.len() - SLIPS));
    }
    said.push(
        "  hint: `morgue topics check` reads the files again; `data/topics/README.md` explains the keys".to_owned(),
    );
    Wrong(said.join("\n"))
}

/// Tells whether a text is one word, without a hyphen.
fn is_word(text: &str) -> bool {
    analysis::words(text).next().is_some_and(|word| word.text == text)
}

/// Returns the key of a field, or the hint that lists them all.
fn key(name: &str) -> Result<String, String> {
    let is_given = |key: &str| GIVEN.contains(&key);
    match schema::find(name).map(schema::Field::key) {
        Some(key) if !is_given(key) => Ok(key.to_owned()),
        _ => {
            let known: Vec<&str> = FIELDS.iter().map(schema::Field::key).filter(|key| !is_given(key)).collect();
            Err(format!("the fields are {}", known.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(FILE), text).expect("a file");
        Settings::of(folder.path()).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn slips_are_said_with_their_line() {
        assert_eq!(error("[columns]\ntitel = \"Schlagzeile\"\n\n[sources]\n\"a.example\" = \"A\"\n"), "");
        let unknown = error("# mine\n[columns]\ntitle = \"a\"\nheading = \"b\"\n");
        assert!(
            unknown.contains("config.toml`, line 4: unknown field `heading`")
                && unknown.contains("the fields are title, "),
            "{unknown}"
        );
        for (compound, slip) in [
            ("\"Wach-Stube\" = \"Wach Stube\"", "`Wach-Stube` is not one word"),
            ("Hauptstadt = \"Stadt\"", "`Hauptstadt` has one part"),
            ("Hauptstadt = \"Haupt -Stadt\"", "`Hauptstadt` has a part that is not one word"),
            ("Hauptstadt = \"Haupt Hauptstadt\"", "`Hauptstadt` has itself as a part"),
        ] {
            let said = error(&format!("[compounds]\n\"Straßburg\" = \"\"\n{compound}\n"));
            assert!(said.contains(&format!("config.toml`, line 3: {slip}")), "{said}");
        }
        let twice = error("[compounds]\nStrassburg = \"\"\n\"Straßburg\" = \"Straße + Burg\"\n");
        assert!(twice.contains("line 3: `Straßburg` stands there twice, spelt otherwise"), "{twice}");
        assert_eq!(error("[compounds]\nWachstube = \"Wach + Stube\"\n"), "");
        let table = error("\n[column]\n");
        assert!(table.contains("line 2: unknown field `column`") && table.contains("[columns]"), "{table}");
        assert!(error("[columns]\ntitle = 1\n").contains("line 2"));
    }

    #[test]
    fn the_command_line_wins() {
        let settings = Settings { columns: [("titel".to_owned(), "a".to_owned())].into(), ..Settings::default() };
        let columns = settings.columns(&["title=b".to_owned(), "datum= Tag ".to_owned()]).expect("columns");
        assert_eq!(columns.to_string(), "published=Tag\ntitle=b\n");
        for wrong in ["title", "title=", "path=x", "nothing=x"] {
            assert!(settings.columns(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
    }
}
