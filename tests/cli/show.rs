//! `morgue show`, `status` and `extract`: one article, the archive in numbers, pages without an archive.

use serde_json::Value;

use super::archive::Archive;
use super::clip::{Clip, clip, numbered};
use super::press::press;

fn id(archive: &Archive, query: &str) -> String {
    archive.run(&["query", query, "--format", "jsonl"]).with(0).lines()[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn an_article_is_shown_by_its_id_or_the_beginning_of_it() {
    let archive = press();
    let id = id(&archive, "Seehund");
    let whole = archive.run(&["show", &id]).with(0).out;
    assert!(
        whole.starts_with(
            "Der Chor der Lotsen singt wieder\n\nMaike Petersen · Hafenkurier · 2024-12-24T18:00:00+01:00\n"
        ),
        "{whole}"
    );
    let begun: String = id.chars().take(6).collect();
    assert_eq!(archive.run(&["show", &begun]).with(0).out, whole);
    assert_eq!(archive.run(&["show", &id.to_uppercase()]).with(0).out, whole);
}

#[test]
fn an_id_that_fits_none_or_several_is_explained() {
    let archive = Archive::empty();
    for number in 0..40 {
        archive.write(format!("clips/{number}.html"), numbered(number));
    }
    archive.ingest();
    archive.run(&["show", "uuuu"]).with(2).says(&["no article has an id that begins with `uuuu`", "hint: "]);
    archive.run(&["show", ""]).with(2).says(&["the id is empty"]);
    // Of forty ids, two begin with the same of thirty-two characters.
    let several = "0123456789abcdefghjkmnpqrstvwxyz".chars().find(|c| {
        let run = archive.run(&["show", &c.to_string()]);
        run.code == Some(2) && run.err.contains("fits several articles: ")
    });
    assert!(several.is_some());
}

#[test]
fn why_prints_where_each_field_was_read() {
    let archive = press();
    let out = archive.run(&["show", &id(&archive, "Förderung"), "--why"]).with(0).out;
    let (_, evidence) = out.split_once("\nevidence\n").unwrap();
    for field in ["title", "source", "published", "authors", "body"] {
        assert!(evidence.lines().any(|line| line.trim_start().starts_with(field)), "{field}: {evidence}");
    }
    assert!(evidence.contains("rare-earths: “seltene Erden” in the title"), "{evidence}");
    let undated = archive.run(&["show", &id(&archive, "date:none"), "--why"]).with(0).out;
    assert!(undated.contains("unknown: the page shows no date that is certain"), "{undated}");
}

#[test]
fn a_query_is_marked_in_the_article() {
    let archive = press();
    let id = id(&archive, "Seehund");
    let out = archive.run(&["show", &id, "--query", "Lotse Seehund", "--plain"]).with(0).out;
    assert!(out.starts_with("Der Chor der >>Lotsen<< singt wieder\n"), "{out}");
    assert!(out.contains(">>Seehund<<"), "{out}");
    archive.run(&["show", &id, "--query", "\"Lotse"]).with(2).says(&["is not closed"]);
}

#[test]
fn an_article_reads_back_from_json_in_full() {
    let archive = press();
    let shown: Value = archive.run(&["show", &id(&archive, "Seehund"), "-f", "json"]).with(0).lines().remove(0);
    assert_eq!(shown["schema"], "morgue.article/1");
    assert_eq!(shown["published"], "2024-12-24T18:00:00+01:00");
    assert_eq!(shown["path"], "clips/chor.html");
    assert!(shown["body"].as_str().unwrap().contains("Der Eintritt ist frei"));
    assert!(shown["evidence"]["title"].is_string());
}

#[test]
fn status_counts_what_is_in_the_archive() {
    let archive = press();
    archive.write("clips/empty.html", "");
    archive.ingest();
    let status = archive.run(&["status", "--format", "json"]).with(0).lines().remove(0);
    assert_eq!((&status["articles"], &status["undated"], &status["index"]), (&7.into(), &1.into(), &"in order".into()));
    assert_eq!(status["files"], serde_json::json!({"indexed": 7, "skipped": 1}));
    assert_eq!(status["languages"], serde_json::json!({"de": 5, "en": 2}));
    assert_eq!((&status["first"], &status["last"]), (&"2024-12-24".into(), &"2025-11-01".into()));
    let text = archive.run(&["status"]).with(0).out;
    assert!(text.contains("7 articles, from 2024-12-24 to 2025-11-01\n1 without a date"), "{text}");
    assert!(text.ends_with("\nindex: in order\n"), "{text}");
}

#[test]
fn extract_prints_the_contract_for_each_page_without_an_archive() {
    let archive = Archive::empty();
    let page = Clip {
        url: Some("https://www.hafenkurier.example/a?utm_source=x"),
        author: "Maike Petersen",
        ..clip(
            "Tokio sichert sich seltene Erden",
            "Japan will die Lieferung seltener Erden ausbauen, sagte der Minister in Tokio.",
        )
    };
    archive.write("pages/a.html", page.html());
    archive.write("pages/b.html", "");
    let run = archive.run(&["extract", "pages", "--archive", "none"]).with(0);
    let lines = run.lines();
    assert_eq!(lines.len(), 2);
    let found = &lines[0];
    assert_eq!(found["path"], "pages/a.html");
    assert_eq!(found["url"], "https://hafenkurier.example/a");
    assert_eq!(found["title"], "Tokio sichert sich seltene Erden");
    assert_eq!(found["authors"], serde_json::json!(["Maike Petersen"]));
    assert_eq!(found["source"], "Hafenkurier");
    assert_eq!(found["published"], "2025-10-20");
    assert_eq!(found["language"], "de");
    assert!(found["topics"].as_array().unwrap().contains(&"rare-earths".into()), "{found}");
    assert!(found["body"].as_str().unwrap().contains("Lieferung seltener Erden"));
    assert!(found["evidence"]["published"].is_string());
    assert_eq!(lines[1], serde_json::json!({"path": "pages/b.html", "reason": "empty file"}));
    archive.run(&["extract", "none"]).with(2).says(&["cannot read `none`", "hint: "]);
}

#[test]
fn explain_says_what_became_of_each_block() {
    let archive = Archive::empty();
    archive.write("clips/a.html", clip("Werft feiert", "Die Werft feiert ihr Jubiläum mit einem Fest.").html());
    let out = archive.run(&["extract", "clips", "--explain"]).with(0).out;
    assert!(out.lines().any(|line| line.starts_with("title   <h1>") && line.ends_with("Werft feiert")), "{out}");
    assert!(out.lines().any(|line| line.starts_with("kept    <p>")), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    assert!(out.contains("evidence\n") && out.contains("published 2025-10-20"), "{out}");
    let line = archive.run(&["extract", "clips", "--explain", "--format", "json"]).with(0).lines().remove(0);
    assert_eq!(line["pieces"][0]["verdict"], "title");
    assert_eq!(line["found"]["title"], "Werft feiert");
    // Without `--explain` there is only one form.
    archive.run(&["extract", "clips", "--format", "json"]).with(2);
}

#[test]
fn programs_get_the_marks_of_a_query_too() {
    let archive = press();
    let id = archive.run(&["query", "Seehund", "--format", "jsonl"]).lines()[0]["id"].as_str().unwrap().to_owned();
    let shown = archive.run(&["show", &id, "--query", "singen Lotsen", "--format", "json"]).with(0).lines().remove(0);
    let body: Vec<char> = shown["body"].as_str().unwrap().chars().collect();
    let marked: Vec<String> = shown["marks"]["body"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| {
            let at = |end: usize| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
            body[at(0)..at(1)].iter().collect()
        })
        .collect();
    assert_eq!(marked, ["singen", "Lotsen"]);
    assert_eq!(shown["marks"]["title"].as_array().unwrap().len(), 1);
    let any = archive.run(&["show", &id, "--query", "AND Gibtesnicht Chor", "--words", "--any", "--plain"]).with(0).out;
    assert!(any.contains(">>Chor<<"), "{any}");
    archive.run(&["show", &id, "--any"]).with(2);
}
