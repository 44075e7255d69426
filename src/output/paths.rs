//! The files of the hits, each once, for other programs: `morgue query Zoll --format paths -0 | xargs -0 cp -t folder`.
//!
//! A row of a list is no file: it stands for its list.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

use super::form::Form;
use super::terminal::safe;
use super::{Ending, Goal};
use crate::ingest::Names;
use crate::search::Hit;

/// A list of files.
pub(super) struct Files {
    ending: Ending,
    goal: Goal,
    /// What was written; of each path only a hash is kept.
    written: HashSet<u64>,
}

impl Files {
    pub(super) fn new(ending: Ending, goal: Goal) -> Self {
        Self { ending, goal, written: HashSet::new() }
    }
}

impl Form for Files {
    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let path = Names::row(&hit.path).map_or(hit.path.as_str(), |(list, _)| list);
        let mut hasher = DefaultHasher::new();
        path.hash(&mut hasher);
        if !self.written.insert(hasher.finish()) {
            return Ok(());
        }
        // A name that begins with a hyphen would be an option to the program that reads it.
        if path.starts_with('-') {
            out.write_all(b"./")?;
        }
        match self.goal {
            Goal::Terminal => out.write_all(safe(path).as_bytes())?,
            Goal::Program => out.write_all(path.as_bytes())?,
        }
        out.write_all(match self.ending {
            Ending::Line => b"\n",
            Ending::Null => b"\0",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::{hit, written};
    use super::*;

    fn shown(ending: Ending, goal: Goal) -> String {
        let hits: Vec<Hit> = ["-a.html", "list.ndjson#3", "list.ndjson#17", "b#1.html", "\u{1b}[2J\n.html"]
            .map(|path| Hit { path: path.to_owned(), ..hit("x") })
            .to_vec();
        written(&mut Files::new(ending, goal), &[Some("q"), Some("r")], &hits)
    }

    #[test]
    fn a_file_is_named_once_and_a_row_by_its_list() {
        assert_eq!(shown(Ending::Line, Goal::Terminal), "./-a.html\nlist.ndjson\nb#1.html\n[2J .html\n");
        assert_eq!(shown(Ending::Null, Goal::Program), "./-a.html\0list.ndjson\0b#1.html\0\u{1b}[2J\n.html\0");
    }
}
