//! Pages that want to do something to whoever reads them: nothing of it reaches a terminal or a spreadsheet.

use super::archive::Archive;
use super::clip::{Clip, clip};

/// Steers a terminal, turns the direction of writing, hides text, or runs.
const BAD: [char; 9] = ['\u{1b}', '\u{9b}', '\u{7}', '\u{8}', '\u{202e}', '\u{2066}', '\u{200f}', '\u{e0041}', '\u{0}'];

fn archive() -> Archive {
    let archive = Archive::empty();
    let bad = "Wetter\u{1b}[2J\u{1b}]0;böse\u{7} am \u{202e}Hafen\u{202c}\u{2066} heute\u{9b}31m \u{200f}und\u{e0041} morgen\u{8}";
    let page = Clip {
        source: "Hafen\u{1b}[31mkurier\u{202e}",
        author: "Maike\u{1b}]8;;http://boese.example\u{7} Petersen",
        ..clip(bad, &format!("Das {bad} bleibt schön, sagte die Meteorologin. <script>alert('Kokolores')</script>"))
    };
    archive.write("clips/a.html", page.html());
    archive.write(
        "clips/b.html",
        clip("=HYPERLINK(\"http://boese.example\")", "Die Formel bleibt eine Überschrift, sagte die Lehrerin.").html(),
    );
    let text = format!(
        "Sturm\u{1b}[31m über der \u{202e}Bucht\n\n{}",
        "Der Sturm\u{1b}[5m zog am Abend über die \u{202e}Bucht hinweg und riss Ziegel von den Dächern. ".repeat(5)
    );
    archive.write("clips/c.txt", text);
    archive.write(
        "clips/d\u{1b}[31m\u{202e}x.html",
        clip("Ein Name mit Folgen", "Der Name der Datei ist die Falle, nicht der Text der Seite.").html(),
    );
    archive.ingest().counts([4, 0, 0, 0, 0, 0]);
    archive
}

#[test]
fn nothing_that_steers_a_terminal_reaches_any_output() {
    let archive = archive();
    let clean = |args: &[&str]| {
        let run = archive.run(args);
        for text in [&run.out, &run.err] {
            assert!(!text.contains(BAD), "{args:?}: {run:?}");
        }
        run
    };
    let runs_code = |text: &str| text.contains("alert(") || text.contains("Kokolores");
    let mut ids = Vec::new();
    for query in ["Wetter", "Sturm", "Überschrift", "Falle", ""] {
        for format in ["text", "json", "jsonl", "csv", "trec"] {
            let run = clean(&["query", query, "--format", format, "--docid", "path"]).with(0);
            assert!(!runs_code(&run.out), "{run:?}");
        }
        let hit = archive.run(&["query", query, "--format", "jsonl"]).lines().remove(0);
        ids.push(hit["id"].as_str().unwrap().to_owned());
    }
    for id in ids {
        for more in [&[][..], &["--why"], &["--format", "json"], &["--query", "Wetter OR Sturm", "--plain"]] {
            let mut args = vec!["show", id.as_str()];
            args.extend(more);
            let run = clean(&args).with(0);
            assert!(!runs_code(&run.out), "{run:?}");
        }
    }
    clean(&["status"]);
    clean(&["status", "--format", "json"]);
    clean(&["extract", "clips/a.html", "clips/c.txt"]);
    clean(&["query", "Gibt\u{1b}[31mesnicht\u{202e}"]);
    clean(&["query", "titl\u{1b}[31m:x"]);
    clean(&["query", "\"offen\u{202e}"]);
    clean(&["query", "--topic", "\u{1b}[31m\u{202e}x"]);
    clean(&["query", "--from", "\u{1b}[31mx"]);
    clean(&["show", "\u{1b}[31mx"]);
    clean(&["ingest", "none\u{1b}[31m"]);
    clean(&["extract", "none\u{1b}[31m"]);
    clean(&["--archive", "none\u{1b}[31m", "query", "x"]);
    clean(&["query", "--batch", "none\u{1b}[31m"]);
}

#[test]
fn the_words_around_escape_codes_are_still_found() {
    let archive = archive();
    archive.finds(&["\"schön\" Meteorologin"], &["a.html"]);
    archive.finds(&["Dächern"], &["c.txt"]);
    archive.finds(&["Kokolores"], &[]);
}

#[test]
fn a_title_that_looks_like_a_formula_is_disarmed_in_csv_only() {
    let archive = archive();
    let csv = archive.run(&["query", "Überschrift", "--format", "csv"]).with(0).out;
    assert!(csv.contains("\"'=HYPERLINK("), "{csv}");
    let json = archive.run(&["query", "Überschrift", "--format", "jsonl"]).with(0).lines().remove(0);
    assert!(json["title"].as_str().unwrap().starts_with("=HYPERLINK("), "{json}");
}

#[test]
fn names_of_failed_files_are_harmless_on_the_terminal() {
    let archive = Archive::empty();
    let run = archive
        .feed(&["ingest", "--files-from", "-", "-0"], "gone\u{1b}[2J\nfailed: other\u{202e}.html\0".as_bytes())
        .with(3);
    assert!(!run.err.contains(BAD), "{run:?}");
    assert_eq!(run.err.lines().count(), 1, "a line break in a name makes no line of its own: {run:?}");
}
