//! What is changed by hand: corrections and keywords, that last, are explained and can be undone.

use serde_json::Value;

use super::archive::Archive;
use super::clip::{Clip, clip};

const URL: &str = "https://hafenkurier.example/1";

fn page(text: &str) -> String {
    Clip { date: None, url: Some(URL), ..clip("Der Hafen wächst", text) }.html()
}

fn archive() -> (Archive, String) {
    let archive = Archive::empty();
    archive.write("clips/a.html", page("Der Hafen bekommt ein zweites Becken, das bis in den Sommer gebaut wird."));
    archive.ingest().counts([1, 0, 0, 0, 0, 0]);
    let id = archive.run(&["query", "Hafen", "--format", "jsonl"]).lines()[0]["id"].as_str().unwrap().to_owned();
    (archive, id)
}

fn shown(archive: &Archive, id: &str) -> Value {
    archive.run(&["show", id, "--format", "json"]).with(0).lines().remove(0)
}

#[test]
fn a_correction_survives_reading_again_and_rebuilding() {
    let (archive, id) = archive();
    archive.finds(&["--from", "2025"], &[]);
    archive
        .run(&["fix", &id, "published=28.10.2025", "authors=Anna Seeger; dpa", "--note", "asked the paper"])
        .with(0)
        .says(&["published nothing -> `2025-10-28`", "authors nothing -> `Anna Seeger; dpa`"]);
    let lasts = || {
        archive.finds(&["--from", "2025-10-28", "--to", "2025-10-28", "author:Seeger"], &["a.html"]);
        let json = shown(&archive, &id);
        assert_eq!((&json["published"], &json["authors"][1]), (&"2025-10-28".into(), &"dpa".into()));
        assert_eq!(json["evidence"]["published"], "by hand: asked the paper");
        assert_eq!(json["id"], id.as_str());
    };
    lasts();
    archive.run(&["ingest", "clips", "--again"]).with(0);
    lasts();
    archive.write("clips/a.html", page("Der Hafen bekommt ein drittes Becken, von dem bisher niemand wusste."));
    archive.ingest().counts([0, 1, 0, 0, 0, 0]);
    lasts();
    archive.run(&["rebuild"]).with(0);
    archive.run(&["retag"]).with(0);
    lasts();
    let why = archive.run(&["show", &id, "--why"]).with(0).out;
    assert!(why.contains("by hand: asked the paper"), "{why}");
    assert!(why.contains("published=2025-10-28: asked the paper"), "{why}");
    archive.run(&["fix", &id, "--undo"]).with(0).says(&["the change of authors"]);
    archive.run(&["fix", &id, "--undo"]).with(0).says(&["the change of published", "it is nothing now"]);
    archive.finds(&["--from", "2025"], &[]);
    let json = shown(&archive, &id);
    assert_eq!((json.get("published"), json.get("authors")), (None, None));
    assert_eq!(json["evidence"].get("published"), None);
    // What was undone is still told.
    assert_eq!(json["by_hand"].as_array().unwrap().len(), 2);
    archive.run(&["fix", &id, "--undo"]).with(2).says(&["nothing of", "stands changed by hand"]);
}

#[test]
fn a_removed_page_that_comes_back_is_corrected_again() {
    let (archive, id) = archive();
    archive.run(&["fix", &id, "title=Der Hafen wächst doch"]).with(0);
    archive.remove("clips/a.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    assert_eq!(archive.articles(), 0);
    archive.write("clips/b.html", page("Der Hafen bekommt ein zweites Becken, das bis in den Sommer gebaut wird."));
    archive.ingest();
    assert_eq!(shown(&archive, &id)["title"], "Der Hafen wächst doch");
}

#[test]
fn a_corrected_dek_costs_no_text() {
    let (archive, id) = archive();
    let before = shown(&archive, &id);
    let text = before["body"].as_str().unwrap().to_owned();
    let second = text.lines().nth(1).unwrap().to_owned();
    archive.run(&["fix", &id, &format!("dek={second}")]).with(0);
    assert_eq!((&shown(&archive, &id)["dek"], &shown(&archive, &id)["body"]), (&second.into(), &text.into()));
    archive.run(&["fix", &id, "--undo"]).with(0);
    assert_eq!(shown(&archive, &id)["body"], before["body"]);
    assert_eq!(shown(&archive, &id).get("dek"), before.get("dek"));
}

#[test]
fn a_copy_of_the_page_changes_nothing_by_hand() {
    let (archive, id) = archive();
    archive.run(&["fix", &id, "title=Handtitel"]).with(0);
    let older = page("Der Hafen bekommt ein Becken, das nie gebaut wurde, und alle warten.")
        .replace("Der Hafen wächst", "Alter Titel");
    archive.write("clips/old.html", older);
    let file = std::fs::File::options().write(true).open(archive.path("clips/old.html")).unwrap();
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1);
    file.set_times(std::fs::FileTimes::new().set_modified(long_ago)).unwrap();
    archive.ingest().counts([0, 0, 1, 1, 0, 0]);
    archive.run(&["fix", &id, "--undo"]).with(0).says(&["it is `Der Hafen wächst` now"]);
}

#[test]
fn what_was_done_by_hand_follows_a_page_whose_id_hangs_on_its_text() {
    let archive = Archive::empty();
    let page = |text: &str| Clip { date: None, ..clip("Der Hafen wächst", text) }.html();
    archive.write("clips/a.html", page("Der Hafen bekommt ein zweites Becken, das bis in den Sommer gebaut wird."));
    archive.ingest();
    let id = || archive.run(&["query", "path:a", "--format", "jsonl"]).lines()[0]["id"].as_str().unwrap().to_owned();
    let before = id();
    archive.run(&["fix", &before, "published=2020-01-01"]).with(0);
    archive.run(&["tag", &before, "+mein"]).with(0);
    archive.write("clips/a.html", page("Der Hafen bekommt ein drittes Becken, das bis in den Herbst gebaut wird."));
    archive.ingest().counts([0, 1, 0, 0, 0, 0]);
    let now = id();
    assert_ne!(before, now);
    archive.finds(&["tag:mein", "date:2020"], &["a.html"]);
    archive.run(&["versions", &now]).with(0).says(&["2 versions"]);
    archive.run(&["fix", &now, "--undo"]).with(0);
    // Another article in the same file is another article.
    let other = "In der Schule am Markt wird wieder getanzt, jeden Freitag nach dem Unterricht und ohne Noten.";
    archive.write("clips/a.html", Clip { date: None, ..clip("Tanz am Freitag", other) }.html());
    archive.ingest();
    archive.finds(&["date:2020"], &[]);
}

#[test]
fn keywords_are_given_and_taken_away() {
    let (archive, id) = archive();
    archive.run(&["tag", &id, "+wichtig", "+Seltene Erden", "--note", "Serie"]).with(0).says(&["tags + `wichtig`"]);
    archive.finds(&["tag:wichtig"], &["a.html"]);
    // A keyword that names a topic is one.
    archive.finds(&["topic:\"rare earths\""], &["a.html"]);
    let start: String = id.chars().take(5).collect();
    archive.run(&["tag", &start, "-Wichtig", "-quer"]).with(0).says(&["tags - `Wichtig`", "tags had no `quer`"]);
    archive.finds(&["tag:wichtig"], &[]);
    archive.run(&["ingest", "clips", "--again"]).with(0);
    archive.finds(&["tag:wichtig"], &[]);
    archive.finds(&["topic:rare-earths"], &["a.html"]);
    archive.run(&["fix", &id, "--undo"]).with(0);
    archive.run(&["fix", &id, "--undo"]).with(0).says(&["it is `wichtig; Seltene Erden` now"]);
}

#[test]
fn what_cannot_be_changed_changes_nothing() {
    let (archive, id) = archive();
    for (args, says) in [
        (&["fix", &id][..], "nothing to correct"),
        (&["fix", &id, "published=soon"], "is no value of `published`"),
        (&["fix", &id, "published=2025", "body=x"], "`body` cannot be corrected"),
        (&["fix", &id, "2025"], "is no correction"),
        (&["fix", "zzzz", "published=2025"], "no article has an id that begins with `zzzz`"),
        (&["tag", &id], "no keyword is given or taken away"),
        (&["tag", "+x"], "no article is named"),
        (&["tag", &id, "zzzz", "+x"], "no article has an id"),
    ] {
        archive.run(args).with(2).says(&[says]);
    }
    assert_eq!(shown(&archive, &id).get("by_hand"), None);
    let other = Archive::empty();
    other.run(&["fix", "a", "published=2025"]).with(4).says(&["there is no archive in"]);
}
