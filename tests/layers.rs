//! Keeps the walls between the rooms: each may use only what the map in `src/lib.rs` puts upstream of it.
#![expect(clippy::unwrap_used, reason = "a test may stop at a broken tree")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may use. Adding an edge is a design change: give the reason in the commit.
const MAP: &[(&str, &[&str])] = &[
    ("schema", &[]),
    ("walk", &[]),
    ("dates", &[]),
    ("language", &[]),
    ("page", &["dates"]),
    ("article", &["schema", "dates", "language"]),
    ("extract", &["page", "article", "dates", "language"]),
    ("analysis", &["schema", "language"]),
    ("topics", &["article", "language", "analysis"]),
    ("alike", &["article", "analysis"]),
    ("catalog", &["schema", "article", "dates"]),
    // An index analyses in the language of the article and files it by the first and last second of its date.
    ("index", &["schema", "article", "analysis", "language", "dates"]),
    // An ingest hands on to the index how the user wants compounds taken apart.
    // It groups articles that are alike.
    ("ingest", &["analysis", "walk", "page", "extract", "article", "alike", "topics", "catalog", "index"]),
    ("query", &["schema", "dates"]),
    ("search", &["schema", "dates", "article", "language", "topics", "analysis", "catalog", "index", "query"]),
    ("record", &["article"]),
    // The account of `morgue status` is the catalog's own survey; differences of texts and records are plain data.
    ("output", &["schema", "dates", "article", "alike", "catalog", "ingest", "record", "search"]),
    (
        "cli",
        &[
            "schema", "walk", "page", "dates", "language", "article", "extract", "topics", "catalog", "analysis",
            "index", "ingest", "query", "search", "output", "alike", "record",
        ],
    ),
];

/// Who may name a library that would otherwise leak into every room.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("tantivy", &["index", "search"]),
    ("rusqlite", &["catalog"]),
    ("scraper", &["extract"]),
    ("ego_tree", &["extract"]),
    ("html5ever", &["extract"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("anyhow", &["cli"]),
    ("walkdir", &["walk", "cli"]),
];

fn sources() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rooms: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&root).unwrap();
                let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
                let room = first.trim_end_matches(".rs").to_owned();
                rooms.entry(room).or_default().push((inside.to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    rooms.remove("main");
    rooms.remove("lib");
    rooms
}

/// Returns the code of a file without its comments.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the names that follow `crate::` in a file, also in braces: `use crate::{a, b::c}`.
fn used(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in text.split("crate::").skip(1) {
        let list = match rest.strip_prefix('{') {
            Some(inside) => top_level(inside),
            None => vec![rest.to_owned()],
        };
        names.extend(
            list.iter()
                .map(|part| part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()),
        );
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Returns the parts of a brace list, without what is nested in them.
fn top_level(inside: &str) -> Vec<String> {
    let (mut depth, mut parts, mut part) = (0, Vec::new(), String::new());
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            _ if depth == 0 => part.push(c),
            _ => {}
        }
    }
    parts.push(part);
    parts
}

#[test]
fn every_room_is_on_the_map() {
    let rooms: Vec<String> = sources().into_keys().collect();
    let mut mapped: Vec<String> = MAP.iter().map(|(room, _)| (*room).to_owned()).collect();
    mapped.sort();
    assert_eq!(rooms, mapped);
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for room in rooms {
        assert!(lib.contains(&format!("//! | [`{room}`] |")), "`{room}` is missing from the map in src/lib.rs");
    }
}

#[test]
fn no_room_uses_what_lies_downstream() {
    let mut seen = 0;
    for (room, files) in sources() {
        let (_, allowed) = MAP.iter().find(|(name, _)| *name == room).unwrap();
        for (path, text) in files {
            for name in used(&code(&text)) {
                seen += 1;
                let is_room = MAP.iter().any(|(known, _)| *known == name);
                assert!(
                    !is_room || name == room || allowed.contains(&name.as_str()),
                    "{} uses `{name}`, which its room may not know",
                    path.display()
                );
            }
        }
    }
    assert!(seen > 100, "the test sees only {seen} uses: it has gone blind");
}

#[test]
fn libraries_stay_in_their_rooms() {
    for (room, files) in sources() {
        for (path, text) in files {
            for (library, allowed) in LIBRARIES {
                let named = code(&text).contains(&format!("{library}::"));
                assert!(!named || allowed.contains(&room.as_str()), "{} names {library}", path.display());
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources().into_values().flatten() {
        assert!(text.starts_with("//! "), "{} does not open with its purpose", path.display());
    }
}

#[test]
fn the_test_can_see() {
    assert_eq!(used("use crate::{a, b::{c, d}, e};\nuse crate::f::g;"), ["a", "b", "e", "f"]);
}
