//! What is written about the program is true: the README's tour runs, and every field, command and flag is in it.
#![expect(clippy::unwrap_used, reason = "a test may stop where the documents cannot be read")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use morgue::schema::{FIELDS, Kind};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// Returns the program, to be run in a folder with nothing of the user's own around it.
fn morgue(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_morgue"));
    command.current_dir(folder).env_clear().env("HOME", folder);
    command
}

fn help(command: Option<&str>) -> String {
    let words = command.into_iter().flat_map(|command| command.split(' '));
    let output = morgue(&root()).args(words).arg("--help").output().unwrap();
    assert!(output.status.success(), "{command:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the names of the commands, out of the lists in the help; one below another follows its name.
fn commands() -> Vec<String> {
    let mut commands = listed(&help(None), "Commands:");
    let below = listed(&help(Some("topics")), "Work on the vocabulary:");
    commands.extend(below.iter().filter(|name| *name != "help").map(|name| format!("topics {name}")));
    commands
}

/// Returns the names in a list of the help.
fn listed(help: &str, head: &str) -> Vec<String> {
    let list = help.lines().skip_while(|line| *line != head).skip(1).take_while(|line| !line.is_empty());
    let names = list.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// A command of the tour, and what it is said to print.
struct Step {
    typed: String,
    shown: Vec<String>,
}

/// Returns the commands in the `console` blocks of the README.
fn tour() -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in readme().lines() {
        match line.strip_prefix("$ morgue ") {
            _ if line.starts_with("```") => inside = line == "```console",
            Some(typed) if inside => steps.push(Step { typed: typed.to_owned(), shown: Vec::new() }),
            None if inside => steps.last_mut().unwrap().shown.push(line.to_owned()),
            _ => {}
        }
    }
    steps
}

/// Splits what was typed as a shell does, with single and double quotes and nothing else.
fn words(typed: &str) -> Vec<String> {
    let (mut words, mut quote) = (vec![String::new()], None);
    for c in typed.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '\'' || c == '"' => quote = Some(c),
            None if c == ' ' => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// Tells whether a text is what is shown of it: line by line, `…` alone on a line standing for any number of lines.
fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((&"…", rest)) => (0..=printed.len()).any(|left_out| fits(rest, printed.get(left_out..).unwrap())),
        Some((line, rest)) => printed.split_first().is_some_and(|(first, after)| first == line && fits(rest, after)),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn the_tour_runs() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("data/articles"), &folder.path().join("data/articles"));
    let steps = tour();
    assert!(steps.len() > 5, "the test sees only {} commands: it has gone blind", steps.len());
    for Step { typed, shown } in steps {
        // Both streams go to one file, as on a terminal.
        let log = folder.path().join("log");
        let out = File::create(&log).unwrap();
        morgue(folder.path()).args(words(&typed)).stderr(out.try_clone().unwrap()).stdout(out).status().unwrap();
        let printed = fs::read_to_string(&log).unwrap();
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        let lines: Vec<&str> = printed.lines().collect();
        assert!(fits(&shown, &lines), "`morgue {typed}` does not print what the README shows, but:\n{printed}");
    }
}

#[test]
fn the_readme_opens_with_the_two_commands() {
    let readme = readme();
    let opening: String = readme.lines().take(12).collect::<Vec<_>>().join("\n");
    assert!(opening.contains("cargo run --release -- query --ingest data/articles 'seltene Erden'"));
    assert!(opening.contains("\ntests/run"));
}

#[test]
fn every_field_is_in_the_readme() {
    let readme = readme();
    for field in FIELDS.iter() {
        let aliases: Vec<String> = field.aliases.iter().map(|alias| format!("`{alias}`")).collect();
        let aliases = if aliases.is_empty() { "–".to_owned() } else { aliases.join(", ") };
        // What is part of other fields is not printed.
        let is_printed = field.kind != Kind::Opening;
        let key = if is_printed { format!("`{}`", field.key()) } else { "–".to_owned() };
        let row = format!("| `{}` | {aliases} | {key} | {} |", field.name, field.says);
        assert!(readme.lines().any(|line| line == row), "the table of fields lacks this row:\n{row}");
    }
}

#[test]
fn every_command_and_flag_is_in_the_readme() {
    let readme = readme();
    let commands = commands();
    assert!(commands.len() > 15, "{commands:?}");
    let named = |text: &str| {
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        readme.match_indices(text).any(|(at, _)| !readme.get(at + text.len()..).unwrap().starts_with(is_part))
    };
    for command in commands.iter().filter(|command| *command != "help") {
        assert!(named(&format!("morgue {command}")), "`morgue {command}` is not in the README");
        for flag in help(Some(command)).split_whitespace().filter(|word| word.starts_with("--")) {
            let flag = flag.trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
            assert!(flag == "--" || named(flag), "`{flag}` of `morgue {command}` is not in the README");
        }
    }
}

#[test]
fn every_field_a_query_can_ask_for_is_in_the_help() {
    let help = help(Some("query"));
    for field in FIELDS.iter().filter(|field| field.is_for(morgue::schema::Use::Search) && field.name != "id") {
        assert!(help.contains(&field.name), "`{}` is not in the help of `query`", field.name);
    }
}

#[test]
fn the_changelog_has_this_version() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(changelog.contains(concat!("\n## [", env!("CARGO_PKG_VERSION"), "]")));
}

#[test]
fn the_links_of_the_documents_lead_somewhere() {
    for document in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let found = link.starts_with("https://") || root().join(link).try_exists().unwrap();
            assert!(found, "{document} links to `{link}`, which is not there");
        }
    }
}
