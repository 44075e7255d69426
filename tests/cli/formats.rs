//! The forms of hits: what a program that reads them may rely on.

use std::collections::BTreeSet;

use serde_json::Value;

use super::archive::Archive;
use super::press::press;

/// The formats that are text.
const FORMATS: [&str; 13] =
    ["text", "json", "jsonl", "csv", "tsv", "ris", "biblatex", "bibtex", "csl", "md", "html", "paths", "trec"];

fn hits(archive: &Archive, query: &[&str]) -> Vec<Value> {
    let mut args = vec!["query", "--all", "--format", "jsonl"];
    args.extend(query);
    archive.run(&args).with(0).lines()
}

/// Cuts what the marks of a snippet mark out of its text, counting in characters.
fn marked(snippet: &Value) -> Vec<String> {
    let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
    let place = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let marks = snippet["marks"].as_array().unwrap();
    marks.iter().map(|mark| text.get(place(&mark[0])..place(&mark[1])).unwrap().iter().collect()).collect()
}

#[test]
fn a_response_in_json_has_the_keys_of_the_contract() {
    let archive = press();
    let run = archive.run(&["query", "Japan", "--from", "2025", "--format", "json"]).with(0);
    let response: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(response["schema"], "morgue.response/1");
    assert_eq!((&response["total"], &response["undated"]), (&3.into(), &1.into()));
    assert!(response["query"].as_str().unwrap().contains("Japan"));
    let hit = &response["hits"][0];
    assert_eq!(hit["schema"], "morgue.hit/1");
    assert_eq!(hit["rank"], 1);
    assert!(hit["score"].as_f64().unwrap() > 0.0);
    assert_eq!(hit["id"].as_str().unwrap().len(), 12);
    for key in ["title", "source", "published", "language", "path"] {
        assert!(hit[key].is_string(), "{key}: {hit}");
    }
    for topic in hit["topics"].as_array().unwrap() {
        assert!(topic["id"].is_string() && topic["label"].is_string(), "{topic}");
    }
    assert_eq!(hit["snippets"][0]["field"], "body");
    let undated = &hits(&archive, &["date:none"])[0];
    assert_eq!(undated.get("published"), None, "unknown is absent");
    assert_eq!(undated.get("authors"), None, "unknown is absent");
}

#[test]
fn an_answer_without_hits_is_still_an_answer_in_json() {
    let archive = press();
    let run = archive.run(&["query", "Gibtesnicht", "--format", "json"]).with(1);
    let response: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&response["total"], &response["hits"]), (&0.into(), &Value::Array(Vec::new())));
    assert_eq!(archive.run(&["query", "Gibtesnicht", "--format", "jsonl"]).out, "");
    assert_eq!(archive.run(&["query", "Gibtesnicht", "--format", "csv"]).out.lines().count(), 1);
}

#[test]
fn marks_are_counted_in_characters_and_cut_out_the_words() {
    let archive = press();
    let marks = |query: &str, path: &str| -> BTreeSet<String> {
        let all = hits(&archive, &[query]);
        let hit = all.iter().find(|hit| hit["path"] == format!("clips/{path}")).unwrap();
        hit["snippets"].as_array().unwrap().iter().flat_map(marked).collect()
    };
    let words = |words: &[&str]| -> BTreeSet<String> { words.iter().map(|word| (*word).to_owned()).collect() };
    assert_eq!(marks("Förderung Küste", "erden.html"), words(&["Förderung", "Küste"]));
    assert_eq!(marks("\"seltene Erden\"", "erden.html"), words(&["seltener Erden"]));
    assert_eq!(marks("Fruehling Haus", "erden.html"), words(&["Frühling", "Häuser"]));
    assert_eq!(marks("Zoelle Fischerei", "gipfel.html"), words(&["Zölle", "Fischerei"]));
    assert_eq!(marks("companies house", "mine.html"), words(&["Companies", "houses"]));
    assert_eq!(marks("Japan -China", "undatiert.html"), words(&["Japan"]));
}

#[test]
fn a_snippet_keeps_to_its_length_and_can_be_left_out() {
    let archive = press();
    for hit in hits(&archive, &["Japan", "--width", "80"]) {
        for snippet in hit["snippets"].as_array().unwrap() {
            let length = snippet["text"].as_str().unwrap().chars().count();
            assert!(length <= 90, "{length}: {snippet}");
            assert!(!marked(snippet).is_empty(), "{snippet}");
        }
    }
    assert!(hits(&archive, &["Japan", "--width", "0"]).iter().all(|hit| hit["snippets"] == Value::Array(Vec::new())));
}

#[test]
fn csv_reads_back_with_the_columns_of_the_schema() {
    let archive = press();
    let run = archive.run(&["query", "Japan OR Seehund", "--all", "--format", "csv"]).with(0);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(head.iter().take(4).collect::<Vec<_>>(), ["rank", "score", "title", "kicker"]);
    let json = hits(&archive, &["Japan OR Seehund"]);
    assert_eq!(rows.len(), json.len());
    for (row, hit) in rows.iter().zip(&json) {
        for key in ["title", "source", "published", "language", "path", "id"] {
            let cell = row.get(head.iter().position(|name| name == key).unwrap()).unwrap();
            assert_eq!(cell, hit[key].as_str().unwrap_or_default(), "{key}");
        }
    }
    assert!(run.out.ends_with("\r\n"));
}

#[test]
fn trec_lines_have_six_columns() {
    let archive = press();
    archive.write("clips/a name with blanks.html", super::clip::numbered(1));
    archive.ingest();
    for docid in ["id", "path"] {
        let run = archive.run(&["query", "Japan OR Leuchtturm", "--all", "--format", "trec", "--docid", docid]).with(0);
        for (number, line) in run.out.lines().enumerate() {
            let columns: Vec<&str> = line.split(' ').collect();
            assert_eq!(columns.len(), 6, "{line}");
            assert_eq!((columns[0], columns[1], columns[5]), ("1", "Q0", "morgue"));
            assert_eq!(columns[3], (number + 1).to_string());
            assert!(columns[4].parse::<f64>().unwrap() > 0.0);
        }
    }
}

#[test]
fn text_names_title_source_date_topics_and_file() {
    let archive = press();
    let out = archive.run(&["query", "Förderung", "--plain"]).with(0).out;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "1  Tokio sichert sich seltene Erden");
    assert!(lines[1].starts_with("   Hafenkurier · 2025-10-28 · ") && lines[1].contains("Seltene Erden"), "{out}");
    assert!(out.contains(">>Förderung<<"), "{out}");
    assert!(out.contains("  clips/erden.html\n"), "{out}");
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{out}");
    assert!(archive.run(&["query", "date:none"]).out.contains("Rheinblick · no date"));
}

#[test]
fn colour_comes_only_where_it_is_wanted() {
    let archive = press();
    let coloured = |args: &[&str], name: &str, value: &str| {
        let output = archive.command(args).env(name, value).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&["query", "Japan"], "LANG", "C"));
    assert!(coloured(&["query", "Japan", "--color", "always"], "NO_COLOR", "1"));
    assert!(coloured(&["query", "Japan"], "FORCE_COLOR", "1"));
    assert!(!coloured(&["query", "Japan", "--color", "never"], "FORCE_COLOR", "1"));
    for format in FORMATS.iter().filter(|format| **format != "text") {
        assert!(!coloured(&["query", "Japan", "--color", "always", "--format", format], "LANG", "C"), "{format}");
    }
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let archive = press();
    let asked = |format| archive.run(&["query", "Japan OR Zoll OR mayor", "--all", "--format", format]).with(0).out;
    let before = FORMATS.map(asked);
    assert_eq!(FORMATS.map(asked), before);
    archive.run(&["rebuild"]).with(0);
    assert_eq!(FORMATS.map(asked), before);
    archive.run(&["ingest", "clips", "--again"]).with(0).counts([0, 7, 0, 0, 0, 0]);
    assert_eq!(FORMATS.map(asked), before);
}

#[test]
fn another_machine_that_ingests_in_parts_gets_the_same_hits() {
    let one = press();
    let two = Archive::empty();
    for name in ["zoll", "ferry", "erden", "undatiert", "mine", "chor", "gipfel"] {
        let page = std::fs::read(one.path(format!("clips/{name}.html"))).unwrap();
        two.write(format!("clips/{name}.html"), page);
        two.run(&["ingest", "clips", "--jobs", "3"]).with(0);
    }
    let asked =
        |archive: &Archive| archive.run(&["query", "Japan OR Zoll OR mayor", "--all", "--format", "json"]).with(0).out;
    assert_eq!(asked(&one), asked(&two));
}
