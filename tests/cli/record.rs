//! Records of runs: the same bytes for the same answer, and what differs later, with the reason.

use std::fs;

use serde_json::Value;

use super::archive::Archive;
use super::clip::{Clip, clip};
use super::press::press;

fn record(archive: &Archive, name: &str, query: &[&str]) -> Value {
    let mut args = vec!["query"];
    args.extend(query);
    args.extend(["--all", "--record", name]);
    archive.run(&args);
    serde_json::from_str(&fs::read_to_string(archive.path(name)).unwrap()).unwrap()
}

#[test]
fn a_record_counts_each_step_and_is_the_same_every_time() {
    let archive = press();
    let asked = ["Japan", "--from", "2025-10", "--to", "2025-10-31"];
    let first = record(&archive, "a.json", &asked);
    record(&archive, "b.json", &asked);
    assert_eq!(fs::read(archive.path("a.json")).unwrap(), fs::read(archive.path("b.json")).unwrap());
    let counts = |key: &str| first["counts"][key].as_u64().unwrap();
    let steps = ["matched", "dated", "undated_left_out", "groups", "exported"].map(counts);
    assert_eq!(steps, [4, 1, 1, 1, 1], "{first}");
    assert_eq!(first["query"]["typed"], "Japan");
    assert_eq!(first["query"]["filters"], serde_json::json!(["--from 2025-10", "--to 2025-10-31"]));
    assert_eq!(first["archive"]["articles"], 7);
    assert_eq!(first["hits"][0]["hash"].as_str().unwrap().len(), 16);
    archive.run(&["verify", "a.json"]).with(0);
    archive.run(&["diff", "a.json", "b.json"]).with(0);
}

#[test]
fn verify_says_what_differs_and_why() {
    let archive = press();
    record(&archive, "run.json", &["Japan"]);
    assert!(archive.run(&["verify", "run.json"]).with(0).out.starts_with("same: 4 hits"));
    archive.write(
        "clips/neu.html",
        Clip { date: Some("2025-12-01"), ..clip("Japan feiert", "In Japan wird gefeiert, bis es hell wird am Hafen.") }
            .html(),
    );
    archive.ingest();
    let lines = archive.run(&["query", "path:erden", "--format", "jsonl"]).lines();
    archive.run(&["fix", lines[0]["id"].as_str().unwrap(), "section=Ausland"]).with(0);
    archive.remove("clips/undatiert.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    let run = archive.run(&["verify", "run.json"]).with(1);
    for text in [
        "differs: 4 hits then, 4 now; 1 added, 1 gone, 1 changed",
        "Japan feiert (new in the archive)",
        "(not in the archive any more)",
        "(section changed by hand on ",
        "archive: articles came, went or changed (7 then, 7 now)",
    ] {
        let flat = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(text), "no `{text}` in {run:#?}");
    }
    record(&archive, "now.json", &["Japan"]);
    let diff = archive.run(&["diff", "run.json", "now.json", "--format", "json"]).with(1).lines().remove(0);
    let count = |key: &str| diff[key].as_array().unwrap().len();
    assert_eq!((count("added"), count("gone"), count("changed")), (1, 1, 1), "{diff}");
    assert_eq!(archive.run(&["diff", "run.json", "now.json", "--format", "csv"]).with(1).out.lines().count(), 4);
}

#[test]
fn words_any_and_relative_dates_are_asked_again_as_they_were_understood() {
    let archive = press();
    for asked in [
        &["--words", "Japan: (neu) \"Hafen"][..],
        &["--any", "Rohstoffabkommen Hafen"],
        &["Japan OR Zoll", "--from", "9000d", "--undated", "--sort", "oldest", "--source", "Hafenkurier"],
        &["Erd?n NEAR/5 Japan", "--group", "none"],
        &["--topic", "Japan"],
        &[""],
    ] {
        record(&archive, "run.json", asked);
        let run = archive.run(&["verify", "run.json"]);
        assert_eq!((run.code, run.out.starts_with("same: ")), (Some(0), true), "{asked:?}: {run:#?}");
        fs::remove_file(archive.path("run.json")).unwrap();
    }
}

#[test]
fn what_is_no_record_is_refused_and_nothing_is_overwritten() {
    let archive = press();
    record(&archive, "run.json", &["Japan"]);
    archive
        .run(&["query", "Japan", "--record", "run.json"])
        .with(2)
        .says(&["`run.json` is there already", "`--force`"]);
    archive.run(&["query", "Japan", "--record", "run.json", "--force"]).with(0);
    archive.run(&["query", "Japan", "-o", "x.json", "--record", "./x.json"]).with(2).says(&["cannot both be"]);
    archive.run(&["query", "Japan", "--record", "-"]).with(2).says(&["a record is written to a file"]);
    let far = fs::read_to_string(archive.path("run.json"))
        .unwrap()
        .replace("\"offset\": 0", "\"offset\": 18446744073709551615");
    archive.write("far.json", far);
    archive.run(&["verify", "far.json"]).with(1);
    archive.run(&["query", "Japan", "--record", "no/run.json"]).with(2).says(&["cannot write `no/run.json`"]);
    archive.write("x.json", "{}");
    archive.run(&["verify", "x.json"]).with(2).says(&["it is no record of a run"]);
    archive.write("x.json", r#"{"schema":"morgue.record/7"}"#);
    archive.run(&["verify", "x.json"]).with(2).says(&["a newer morgue wrote it", "update morgue"]);
    archive.run(&["diff", "run.json", "x.json"]).with(2).says(&["a newer morgue wrote it"]);
    archive.run(&["verify", "missing.json"]).with(2).says(&["cannot read the record `missing.json`"]);
}
