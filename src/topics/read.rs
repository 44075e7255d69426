//! Topics read from files: TOML tables, those of the user laid over those that come with the program, checked as a whole.
//!
//! A table of a user with the id of a topic that is there changes it: texts replace texts, lists are added to lists,
//! `without` takes labels away, `off` the whole topic.

use std::collections::BTreeMap;
use std::fmt;

use toml::{Table, Value};

use super::check::{clashes, problems, taken};
use super::topic::Topic;

/// Broader terms above one another; more is a mistake in the file, not a hierarchy.
pub(super) const DEEPEST: usize = 20;

/// A file of the vocabulary: what it is called, and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, as messages give it.
    pub name: String,
    /// Its contents.
    pub text: String,
}

/// Something in a file of the vocabulary that has to be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The name of the file.
    pub file: String,
    /// The line, from 1; 0 where it is about no line in particular.
    pub line: usize,
    /// The id of the topic; nothing where the whole file is no TOML.
    pub id: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.file)?;
        if self.line > 0 {
            write!(f, ", line {}", self.line)?;
        }
        if let Some(id) = &self.id {
            write!(f, ", topic `{id}`")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// The files are no vocabulary: everything that has to be put right in them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the topics cannot be read: {} to be put right, the first in {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
pub struct VocabularyError(pub Vec<Slip>);

/// What is wrong with a topic, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No TOML, an id named twice, an unknown key, or a value of the wrong type.
    #[error("{0}")]
    Syntax(String),
    /// The id is no slug.
    #[error("the id is no slug: use a-z, 0-9 and single hyphens, such as `rare-earths`")]
    Id,
    /// A label that is needed is missing.
    #[error("it has no label: add `{0} = \"...\"`, or `label` for one that is the same in every language")]
    NoLabel(&'static str),
    /// Another file has the same id.
    #[error("`{0}` has this id too: rename one of the two")]
    Twice(String),
    /// A table changes a topic that is not there.
    #[error("no topic has this id, so that `{0}` has nothing to change: correct the id")]
    NothingToChange(&'static str),
    /// A label that is to be taken away is in no list.
    #[error(
        "`without` names `{0}`, which stands in none of its lists; a label that is shown is changed with `de = \"...\"`"
    )]
    NotListed(String),
    /// A topic named by this one does not exist.
    #[error("no file has the topic `{0}` that it names: add it or correct the id")]
    UnknownTopic(String),
    /// A topic is broader than itself, or the hierarchy is too deep to be one.
    #[error("it stands above itself (or too deep): take one `broader` away")]
    Cycle,
    /// A rule names what is no label.
    #[error("`{rule}` names `{label}`, which is no label of it: write it as the label is written, with its markers")]
    NoSuchLabel {
        /// The key of the rule.
        rule: &'static str,
        /// What it names.
        label: String,
    },
    /// A label without letters, or too short for a part of compounds.
    #[error("`{0}` is no label: it needs a letter or a digit, and with a marker three letters")]
    NoLabelAtAll(String),
    /// Nothing tells when an ambiguous label counts.
    #[error("`{0}` is ambiguous, and nothing else speaks for the topic: add another label, or words of `context`")]
    NoContext(String),
    /// Two topics have the same label, and no rule says that both are meant or how they are told apart.
    #[error(
        "`{label}` is a label of `{other}` too: put it in `shared` if both are meant, in `weak`, `ambiguous` or `tag_only` of the one that is meant less often, or take it away"
    )]
    Clash {
        /// The label.
        label: String,
        /// The other topic.
        other: String,
    },
}

/// Whether topics are checked with all that they name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    Nothing,
    All,
}

/// Topics by id, with the file that each comes from.
pub(super) struct Read {
    pub(super) topics: BTreeMap<String, Topic>,
    pub(super) origin: BTreeMap<String, String>,
}

/// Reads the files that come with the program and those of the user, which may change the topics of the former.
/// What comes with the program is checked by its tests: where nothing changes it, that is not done again.
pub(super) fn read(given: &[File], own: &[File], check: Check) -> Result<Read, VocabularyError> {
    if let (Check::Nothing, true) = (check, own.is_empty())
        && let Some(read) = read_checked(given)
    {
        return Ok(read);
    }
    let mut reader = Reader::default();
    let mut bottom = BTreeMap::new();
    reader.layer(given, true, &mut bottom);
    let mut gone: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // Each file of the user lies on those before it.
    let mut changes = Vec::new();
    for file in own {
        let mut layer = BTreeMap::new();
        reader.layer(std::slice::from_ref(file), false, &mut layer);
        changes.extend(layer);
    }
    for (id, mut change) in changes {
        let is_off = match change.table.remove("off") {
            None => false,
            Some(Value::Boolean(off)) => off,
            Some(_) => {
                reader.slip(&change.place, &id, Problem::Syntax("`off` is `true` or `false`".to_owned()));
                continue;
            }
        };
        let without = change.table.remove("without");
        if let Some(labels) = &without
            && labels.as_array().is_none_or(|labels| !labels.iter().all(Value::is_str))
        {
            reader.slip(&change.place, &id, Problem::Syntax("`without` is a list of labels: `[\"...\"]`".to_owned()));
            continue;
        }
        if let Some(there) = bottom.get(&id) {
            for label in strings(without.as_ref()) {
                let lists = there.table.values().filter_map(Value::as_array);
                if !lists.flatten().any(|known| known.as_str() == Some(&label)) {
                    reader.slip(&change.place, &id, Problem::NotListed(label));
                }
            }
        }
        match bottom.get_mut(&id) {
            None if is_off => reader.slip(&change.place, &id, Problem::NothingToChange("off")),
            None if without.is_some() => reader.slip(&change.place, &id, Problem::NothingToChange("without")),
            None => {
                bottom.insert(id, change);
            }
            Some(_) if is_off => {
                let off = bottom.remove(&id);
                gone.insert(id, off.map(|off| strings(off.table.get("broader"))).unwrap_or_default());
            }
            Some(there) => {
                lay_over(&mut there.table, change.table, &strings(without.as_ref()));
                there.place = change.place;
            }
        }
    }
    let mut topics: BTreeMap<String, Topic> = BTreeMap::new();
    for (id, there) in &mut bottom {
        // What a topic that is off stood above goes on to what stood above that.
        if let Some(broader) = there.table.get_mut("broader").and_then(Value::as_array_mut) {
            for _ in 0..DEEPEST {
                let Some(at) = broader.iter().position(|id| id.as_str().is_some_and(|id| gone.contains_key(id))) else {
                    break;
                };
                let off = broader.remove(at);
                broader.extend(
                    gone.get(off.as_str().unwrap_or_default()).into_iter().flatten().cloned().map(Value::String),
                );
            }
        }
        match there.table.clone().try_into::<Topic>() {
            Ok(mut topic) => {
                // What is made up of a topic that is off is found by its labels alone.
                if topic.together.iter().any(|part| gone.contains_key(part)) {
                    topic.together.clear();
                }
                topic.id.clone_from(id);
                topics.insert(id.clone(), topic);
            }
            Err(error) => {
                let said = error.message().lines().next().unwrap_or("a wrong key or value").to_owned();
                reader.slip(&there.place, id, Problem::Syntax(said));
            }
        }
    }
    let places: BTreeMap<&str, &Place> = bottom.iter().map(|(id, there)| (id.as_str(), &there.place)).collect();
    let checked = if check == Check::All { Some(topics.values()) } else { None };
    for topic in checked.into_iter().flatten() {
        let Some(place) = places.get(topic.id.as_str()) else { continue };
        for problem in problems(topic, &topics, place.given) {
            reader.slip(place, &topic.id, problem);
        }
    }
    if check == Check::All {
        for (id, place) in places.iter().filter(|(_, place)| !place.given) {
            if let Some(problem) = taken(id, &topics) {
                reader.slip(place, id, problem);
            }
        }
    }
    let clashes = if check == Check::All { clashes(&topics) } else { Vec::new() };
    for (id, problem) in clashes {
        if let Some(place) = places.get(id.as_str()) {
            reader.slip(place, &id, problem);
        }
    }
    // What a user's slip breaks further on is not to be put right there.
    if reader.slips.iter().any(|slip| own.iter().any(|file| file.name == slip.file)) {
        reader.slips.retain(|slip| own.iter().any(|file| file.name == slip.file));
    }
    if !reader.slips.is_empty() {
        reader.slips.sort_by(|a, b| (&a.file, a.line, &a.id).cmp(&(&b.file, b.line, &b.id)));
        return Err(VocabularyError(reader.slips));
    }
    let origin = bottom.iter().map(|(id, there)| (id.clone(), there.place.file.clone())).collect();
    Ok(Read { topics, origin })
}

/// Reads files that are known to be in order, in half the time; `None` where they are not.
fn read_checked(files: &[File]) -> Option<Read> {
    let mut read = Read { topics: BTreeMap::new(), origin: BTreeMap::new() };
    for File { name, text } in files {
        let topics: BTreeMap<String, Topic> = toml::from_str(text).ok()?;
        for (id, mut topic) in topics {
            topic.id.clone_from(&id);
            read.origin.insert(id.clone(), name.clone());
            read.topics.insert(id, topic);
        }
    }
    Some(read)
}

/// Where a table stands.
#[derive(Debug, Clone, Default)]
struct Place {
    file: String,
    line: usize,
    /// Whether the file comes with the program.
    given: bool,
}

struct Found {
    table: Table,
    place: Place,
}

#[derive(Default)]
struct Reader {
    slips: Vec<Slip>,
}

impl Reader {
    fn slip(&mut self, place: &Place, id: &str, problem: Problem) {
        self.slips.push(Slip { file: place.file.clone(), line: place.line, id: Some(id.to_owned()), problem });
    }

    /// Reads files that stand beside each other: none may have an id of another.
    fn layer(&mut self, files: &[File], given: bool, found: &mut BTreeMap<String, Found>) {
        for File { name, text } in files {
            let table: Table = match text.parse() {
                Ok(table) => table,
                Err(error) => {
                    let before = error.span().and_then(|span| text.get(..span.start));
                    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
                    let said = error.message().lines().next().unwrap_or("no valid TOML").to_owned();
                    self.slips.push(Slip { file: name.clone(), line, id: None, problem: Problem::Syntax(said) });
                    continue;
                }
            };
            let lines = heads(text);
            for (id, value) in table {
                let line = lines.get(id.as_str()).copied().unwrap_or(1);
                let place = Place { file: name.clone(), line, given };
                if !is_slug(&id) {
                    self.slip(&place, &id, Problem::Id);
                    continue;
                }
                if let Some(first) = found.get(&id) {
                    self.slip(&place, &id, Problem::Twice(first.place.file.clone()));
                    continue;
                }
                match value {
                    Value::Table(table) => {
                        found.insert(id, Found { table, place });
                    }
                    _ => self.slip(&place, &id, Problem::Syntax(format!("a topic is a table: `[{id}]`"))),
                }
            }
        }
    }
}

/// Returns the lines where tables begin, or keys of the file itself.
fn heads(text: &str) -> BTreeMap<&str, usize> {
    let mut heads = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let table = line.strip_prefix('[').and_then(|line| line.split_once(']')).map(|(name, _)| name);
        if let Some(name) = table.or_else(|| line.split_once(" =").map(|(name, _)| name)) {
            heads.entry(name.trim().trim_matches(['"', '\''])).or_insert(number + 1);
        }
    }
    heads
}

fn is_slug(id: &str) -> bool {
    id.split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Lays what a user says of a topic over what is there.
fn lay_over(there: &mut Table, change: Table, without: &[String]) {
    for (key, value) in change {
        match (there.get_mut(&key), value) {
            (Some(Value::Array(known)), Value::Array(more)) => {
                for one in more {
                    if !known.contains(&one) {
                        known.push(one);
                    }
                }
            }
            (_, value) => {
                there.insert(key, value);
            }
        }
    }
    for list in there.iter_mut().filter_map(|(_, value)| value.as_array_mut()) {
        list.retain(|label| label.as_str().is_none_or(|label| !without.iter().any(|gone| gone == label)));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::topics::Vocabulary;

    const PORT: &str = "[port]\nkind = \"subject\"\nde = \"Hafen\"\nen = \"Port\"\n";

    fn file(name: &str, text: &str) -> File {
        File { name: name.to_owned(), text: text.to_owned() }
    }

    fn slips(given: &[(&str, &str)], own: &[(&str, &str)]) -> Vec<String> {
        let files = |list: &[(&str, &str)]| list.iter().map(|(name, text)| file(name, text)).collect::<Vec<_>>();
        match read(&files(given), &files(own), Check::All) {
            Ok(_) => Vec::new(),
            Err(VocabularyError(slips)) => slips.iter().map(ToString::to_string).collect(),
        }
    }

    #[track_caller]
    fn check_refused(files: &[(&str, &str)], expected: &str) {
        let slips = slips(files, &[]);
        assert!(slips.iter().any(|slip| slip.contains(expected)), "{slips:?}");
    }

    #[test]
    fn slips_are_named_with_file_line_and_id() {
        check_refused(&[("a.toml", "\n[port\n")], "`a.toml`, line 2: ");
        check_refused(&[("a.toml", &format!("{PORT}{PORT}"))], "`a.toml`, line 5: ");
        check_refused(
            &[("a.toml", PORT), ("b.toml", PORT)],
            "`b.toml`, line 1, topic `port`: `a.toml` has this id too",
        );
        check_refused(&[("a.toml", &PORT.replace("[port]", "[\"Pört\"]"))], "no slug");
        check_refused(&[("a.toml", &PORT.replace("[port]", "[\"port-\"]"))], "no slug");
        check_refused(&[("a.toml", &PORT.replace("subject", "thing"))], "topic `port`: unknown variant `thing`");
        check_refused(&[("a.toml", &PORT.replace("kind", "colour = \"red\"\nkind"))], "unknown field `colour`");
        check_refused(&[("a.toml", &PORT.replace("en = ", "fr = "))], "add `en = ");
        check_refused(&[("a.toml", &format!("{PORT}broader = [\"sea\"]\n"))], "the topic `sea`");
        check_refused(&[("a.toml", &format!("{PORT}broader = [\"port\"]\n"))], "stands above itself");
        check_refused(&[("a.toml", "port = 1\n")], "topic `port`: a topic is a table");
        check_refused(&[("a.toml", &format!("{PORT}weak = [\"Kai\"]\n"))], "`weak` names `Kai`");
        for label in ["", "–", "*", "*ei", "S*"] {
            check_refused(&[("a.toml", &format!("{PORT}alt_de = [\"{label}\"]\n"))], "is no label");
        }
        check_refused(&[("a.toml", &format!("{PORT}ambiguous = [\"Hafen\", \"Port\"]\n"))], "nothing else speaks");
    }

    proptest! {
        #[test]
        fn no_file_panics(text in "(\\[[a-z-]{0,4}\\]|[a-z_]{1,9} = |\"[^\"\n]{0,6}\"|\\[\"[*=]?[A-Za-zä]{0,5}\"\\]|true|\n){0,12}") {
            let _ = Vocabulary::of(&[file("a.toml", PORT)], &[file("own.toml", &text)], Check::All);
        }
    }

    #[test]
    fn all_slips_are_told_at_once() {
        let one = PORT.replace("subject", "thing");
        assert_eq!(slips(&[("a.toml", &one), ("b.toml", "[sea]\nkind = \"subject\"\n")], &[]).len(), 2);
    }

    #[test]
    fn a_label_of_two_topics_needs_a_rule() {
        let quay = "[quay]\nkind = \"subject\"\nde = \"Kai\"\nen = \"Quay\"\nalt_de = [\"*Hafen\"]\n";
        check_refused(&[("a.toml", PORT), ("b.toml", quay)], "topic `quay`: `Hafen` is a label of `port` too");
        for rule in ["shared", "weak", "tag_only"] {
            let ruled = format!("{quay}{rule} = [\"*Hafen\"]\n");
            assert_eq!(slips(&[("a.toml", PORT), ("b.toml", &ruled)], &[]), [""; 0], "{rule}");
        }
        // The first part of a compound is no word.
        assert_eq!(slips(&[("a.toml", PORT), ("b.toml", &quay.replace("*Hafen", "Hafen*"))], &[]), [""; 0]);
    }

    #[test]
    fn files_of_a_user_change_topics() {
        let given = [file(
            "given.toml",
            &format!(
                "{PORT}alt_de = [\"Seehafen\", \"Kai\"]\n[sea]\nkind = \"place\"\nde = \"Meer\"\nen = \"Sea\"\n[bay]\nkind = \"place\"\nde = \"Bucht\"\nen = \"Bay\"\nbroader = [\"sea\"]\n"
            ),
        )];
        let own = "[port]\nde = \"Häfen\"\nalt_de = [\"Mole\"]\nwithout = [\"Kai\"]\n[sea]\noff = true\n[quark]\nkind = \"subject\"\nlabel = \"Quark\"\n";
        let vocabulary = Vocabulary::of(&given, &[file("own.toml", own)], Check::All).expect("a vocabulary");
        let port = vocabulary.get("port").expect("a topic");
        assert_eq!((port.label("de"), port.further_labels("de").join(" ")), ("Häfen", "Seehafen Mole".to_owned()));
        assert_eq!((vocabulary.origin("port"), vocabulary.origin("bay")), (Some("own.toml"), Some("given.toml")));
        assert!(vocabulary.get("sea").is_none() && vocabulary.find("Meer").is_none());
        assert_eq!(vocabulary.get("bay").map(|bay| bay.broader.len()), Some(0));
        assert_eq!(vocabulary.find("quark").map(|topic| topic.label("fr")), Some("Quark"));
        let given = Vocabulary::of(&given, &[], Check::All).expect("a vocabulary");
        assert_ne!(vocabulary.hash(), given.hash());
    }

    #[test]
    fn a_user_cannot_change_what_is_not_there() {
        for change in ["off = true", "without = [\"Kai\"]"] {
            let slips = slips(&[("a.toml", PORT)], &[("own.toml", &format!("# mine\n[prot]\n{change}\n"))]);
            assert!(
                slips.len() == 1 && slips[0].contains("`own.toml`, line 2, topic `prot`: no topic has this id"),
                "{slips:?}"
            );
        }
        for (change, slip) in [
            ("[port]\noff = \"yes\"\n", "`off` is `true` or `false`"),
            ("[port]\nwithout = 3\n", "`without` is a list"),
            ("[port]\nwithout = [\"Hafen\"]\n", "stands in none of its lists"),
            ("[hafen]\nlabel = \"Mole\"\n", "`hafen` is a label of `port` too"),
        ] {
            let slips = slips(&[("a.toml", PORT)], &[("own.toml", change)]);
            assert!(slips.len() == 1 && slips[0].contains(slip), "{change}: {slips:?}");
        }
        // One file lies on another, and a slip is told where it was made.
        let own = [("one.toml", "[kai]\nlabel = \"Kai\"\n"), ("two.toml", "[kai]\nalt = [\"Mole\"]\n")];
        assert_eq!(slips(&[("a.toml", PORT)], &own), [""; 0]);
        let cycle = slips(
            &[("a.toml", &format!("{PORT}[bay]\nde = \"Bucht\"\nen = \"Bay\"\nbroader = [\"port\"]\n"))],
            &[("own.toml", "[port]\nbroader = [\"bay\"]\n")],
        );
        assert!(cycle.len() == 1 && cycle[0].contains("`own.toml`"), "{cycle:?}");
        assert_eq!(slips(&[("a.toml", PORT)], &[("own.toml", "[kai]\nkind = \"subject\"\nfr = \"Quai\"\n")]), [""; 0]);
    }
}
