//! Saved searches: run by name, and only what is new.

use super::archive::Archive;
use super::clip::{Clip, clip};
use super::press::press;

fn new(archive: &Archive, title: &str) {
    let text = format!("{title}: Japan liefert und niemand weiß bisher, wohin die Kisten gehen, die am Kai stehen.");
    archive.write(format!("clips/{title}.html"), Clip { date: Some("2025-12-01"), ..clip(title, &text) }.html());
    archive.ingest();
}

#[test]
fn a_saved_search_prints_what_is_new_once() {
    let archive = press();
    archive
        .run(&["save", "japan", "Japan", "--from", "2025", "--undated", "--group", "none"])
        .with(0)
        .says(&["`morgue run japan --new`"]);
    let run = |args: &[&str]| {
        let mut all = vec!["run", "japan"];
        all.extend(args);
        archive.run(&all)
    };
    assert_eq!(run(&["--new", "--format", "jsonl"]).with(0).lines().len(), 4);
    run(&["--new"]).with(1).says(&["nothing new"]);
    run(&["--new", "--record", "r.json"]).with(2).says(&["`--new` has no place for `--record`"]);
    new(&archive, "Ladung");
    let lines = run(&["--new", "--format", "jsonl"]).with(0).lines();
    assert_eq!(lines.iter().map(|hit| hit["path"].as_str().unwrap()).collect::<Vec<_>>(), ["clips/Ladung.html"]);
    assert_eq!(run(&["--new", "--format", "jsonl"]).with(1).out, "");
    // All of it is there still, and what is cut off is not taken as seen.
    assert_eq!(run(&["--format", "jsonl"]).with(0).lines().len(), 5);
    new(&archive, "Zweite");
    new(&archive, "Dritte");
    assert_eq!(run(&["--new", "--limit", "1", "--format", "jsonl"]).with(0).lines().len(), 1);
    assert_eq!(run(&["--new", "--format", "jsonl"]).with(0).lines().len(), 1);
    run(&["--new", "-o", "new.csv"]).with(1);
}

#[test]
fn saved_searches_are_listed_replaced_and_removed() {
    let archive = press();
    archive.run(&["saved"]).with(0).says(&["no search is saved"]);
    archive.run(&["save", "zölle", "Zoll OR Zölle", "--lang", "de"]).with(0);
    archive.run(&["save", "zölle", "Zoll"]).with(2).says(&["a search `zölle` is saved already", "--force"]);
    let list = archive.run(&["saved"]).with(0).out;
    assert!(list.contains("zölle  'Zoll OR Zölle' --lang de"), "{list}");
    archive.run(&["run", "zölle"]).with(0);
    // What is added wins over what was saved.
    archive.run(&["run", "zölle", "--lang", "de", "--sort", "newest", "--sort", "oldest"]).with(0);
    archive.run(&["save", "--force", "zölle", "Zoll"]).with(0);
    let json = archive.run(&["saved", "--format", "json"]).with(0).lines().remove(0);
    assert_eq!(json["searches"][0]["query"], serde_json::json!(["Zoll"]));
    archive.run(&["run", "zölle", "--new"]).with(0);
    archive.run(&["run", "zoelle"]).with(2).says(&["no search `zoelle` is saved", "there are `zölle`"]);
    archive.run(&["saved", "--remove", "zölle"]).with(0).says(&["removed: `zölle`"]);
    archive.run(&["saved", "--remove", "zölle"]).with(2);
}

#[test]
fn what_cannot_be_asked_is_not_saved() {
    let archive = press();
    for (query, says) in [
        (&["save", "a", "titel2:x"][..], "unknown field"),
        (&["save", "a", "Japan", "--nonsense"], "unexpected argument"),
        (&["save", "a", "Japan", "--from", "soon"], "--from"),
        (&["save", "a", "Japan", "-o", "x.csv"], "names no files"),
        (&["save", " ", "Japan"], "is no name for a search"),
        (&["save", "a", "Japan", "--archive", "x"], "before the command"),
        (&["save", "a", "Japan", "--ingest", "clips"], "no place for `--batch` and `--ingest`"),
    ] {
        archive.run(query).with(2).says(&[says]);
    }
    assert_eq!(archive.run(&["saved"]).with(0).out, "");
}
