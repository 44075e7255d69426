//! `morgue kwic`: a line for every match.

use std::collections::BTreeSet;

use serde_json::Value;

use super::archive::Archive;
use super::press::press;

#[test]
fn matches_stand_below_each_other_with_date_and_source() {
    let run = press().run(&["kwic", "Japan China"]).with(0).says(&["4 matches in 1 article"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 4, "{run:#?}");
    assert!(lines.iter().all(|line| line.starts_with("2025-11-01  Hafenkurier  ")), "{run:#?}");
    let run = press().run(&["kwic", "Japan China", "--plain"]).with(0);
    let columns: BTreeSet<usize> = run.out.lines().map(|line| line.chars().take_while(|c| *c != '>').count()).collect();
    assert_eq!(columns.len(), 1, "{run:#?}");
}

#[test]
fn there_are_as_many_lines_as_marks() {
    let archive = press();
    for query in [
        "Japan",
        "seltene Erden",
        "Zoll* OR =Japan",
        "Japan NEAR/3 China",
        "\"rare earths\"",
        "title:Japan",
        "Hafen -Zoll",
    ] {
        let lines = archive.run(&["kwic", query, "--format", "jsonl"]).with(0).lines();
        let hits = archive.run(&["query", query, "--all", "--format", "jsonl", "--snippets", "20"]).with(0).lines();
        let marks = |value: &Value| value.as_array().map_or(0, Vec::len);
        let mut count = 0;
        for hit in &hits {
            let whole = &hit["marks"];
            count += marks(&whole["title"]) + marks(&whole["kicker"]) + marks(&whole["dek"]);
            let body = hit["snippets"].as_array().unwrap().iter().filter(|snippet| snippet["field"] == "body");
            count += body.map(|snippet| marks(&snippet["marks"])).sum::<usize>();
        }
        assert_eq!(lines.len(), count, "{query}");
        assert!(count > 0, "{query}");
    }
}

#[test]
fn lines_are_sorted_and_counted() {
    let archive = press();
    let column = |args: &[&str], key: &str| -> Vec<String> {
        let all: Vec<&str> = ["kwic", "Japan", "--format", "jsonl"].iter().chain(args).copied().collect();
        let text = |line: &Value| line[key].as_str().unwrap_or_default().to_lowercase();
        archive.run(&all).with(0).lines().iter().map(text).collect()
    };
    for (order, key) in [("right", "right"), ("source", "source")] {
        let sorted = column(&["--sort", order], key);
        assert!(sorted.is_sorted(), "{order}: {sorted:?}");
    }
    let dates = column(&[], "published");
    assert!(dates[0].starts_with("2025-09-30") && dates.last().unwrap().is_empty(), "{dates:?}");
    let counts = archive.run(&["kwic", "Japan", "--count", "--by", "year", "--format", "tsv"]).with(0).out;
    assert!(counts.starts_with("value\tlines\tarticles\n2025\t"), "{counts}");
    let counts = archive.run(&["kwic", "Zoll* OR Zöll*", "--count", "--by", "form"]).with(0).out;
    assert!(counts.starts_with("lines  articles\n    2         2  zölle\n"), "{counts}");
    archive.run(&["kwic", "Japan", "--count", "--limit", "1", "--format", "jsonl"]).with(0);
}

#[test]
fn tables_have_a_head_and_a_row_for_each_line() {
    let archive = press();
    let tsv = archive.run(&["kwic", "Japan", "--format", "tsv"]).with(0).out;
    let rows: Vec<Vec<&str>> = tsv.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["published", "source", "left", "match", "right", "field", "id", "title", "path"]);
    assert!(rows.len() > 5 && rows.iter().all(|row| row.len() == rows[0].len()), "{tsv}");
    let csv = archive.run(&["kwic", "Japan", "--format", "csv"]).with(0).out;
    assert_eq!(csv.lines().count(), rows.len());
    let narrow = archive.run(&["kwic", "Japan", "--format", "jsonl", "--width", "10"]).with(0).lines();
    assert!(narrow.iter().all(|line| line["left"].as_str().unwrap().chars().count() <= 10), "{narrow:#?}");
    let some = archive.run(&["kwic", "Japan", "--limit", "1", "--source", "Hafenkurier", "--from", "2025-11"]).with(0);
    assert_eq!(some.says(&["1 shown"]).out.lines().count(), 1);
}

#[test]
fn no_lines_are_explained() {
    let archive = press();
    archive.run(&["kwic", "Japn"]).with(1).says(&["did you mean `japan`"]);
    archive.run(&["kwic", "Zoll* OR date:2025"]).with(0).says(&["1 match in 1 article; 4 more match without one"]);
    archive.run(&["kwic", "date:2025"]).with(1).says(&["nothing in this query is text"]);
    archive.run(&["kwic", "Japan AND"]).with(2);
    archive.run(&["kwic", "Japan", "--by", "year"]).with(2);
    Archive::empty().run(&["kwic", "Japan"]).with(4);
}

#[test]
fn a_page_cannot_steer_the_terminal_or_a_spreadsheet() {
    let archive = Archive::empty();
    let text = "Vor dem \u{202e}Hafen\u{202c} liegt ein Schiff und wartet auf Fracht, denn der Hafen ist voll.";
    archive.write("clips/a.html", super::clip::clip("=Hafen", text).html());
    archive.ingest();
    for format in ["text", "tsv", "csv", "jsonl"] {
        let out = archive.run(&["kwic", "Hafen", "--format", format]).with(0).out;
        assert!(!out.contains(['\u{202e}', '\u{1b}']), "{format}: {out}");
        assert!(!out.contains("\t=Hafen") && !out.contains(",=Hafen"), "{format}: {out}");
    }
}
