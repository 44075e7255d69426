//! `morgue query --why-ranked`: what the score of each hit is made of.

use std::collections::BTreeSet;

use serde_json::Value;

use super::archive::Archive;
use super::clip::clip;
use super::press::press;

/// Returns the pages of the press and some with compounds.
fn archive() -> Archive {
    let archive = press();
    for (name, title, text) in [
        (
            "vertrag.html",
            "Ein Rohstoffabkommen für die Küste",
            "Das Abkommen über Rohstoffe bindet Japan und den Hafen.",
        ),
        ("lager.html", "Das Lager wächst", "Das Abkommen mit Japan über Rohstoffe füllt ein Rohstofflager am Hafen."),
        ("hafen.html", "Der Hafenlotse", "Der Lotse sah Zölle, Erze und seltene Erden im Krankenhaus am Hafen."),
    ] {
        archive.write(format!("clips/{name}"), clip(title, text).html());
    }
    archive.ingest();
    archive
}

/// Returns the hits of a query, each of whose shares have to add up to its score.
#[track_caller]
fn ranked(archive: &Archive, args: &[&str]) -> Vec<Value> {
    let mut all = vec!["query", "--all", "--format", "jsonl", "--why-ranked"];
    all.extend(args);
    let hits = archive.run(&all).with(0).lines();
    for hit in &hits {
        let sum: f64 = hit["why"].as_array().into_iter().flatten().map(|share| share["score"].as_f64().unwrap()).sum();
        assert!((sum - hit["score"].as_f64().unwrap()).abs() < 0.001, "{args:?}: {sum} is not the score of {hit:#}");
    }
    hits
}

#[test]
fn the_shares_of_a_score_add_up_to_it() {
    let archive = archive();
    for query in [
        "Rohstoffabkommen",
        "Rohstoffabkommen Japan Hafen",
        "Rohstoff",
        "Krankenhausapotheke OR Krankenhaus",
        "\"seltene Erden\"",
        "=Japan",
        "=\"seltene Erden\" OR Hafen",
        "Japan Hafen Abkommen",
        "title:Gipfel",
        "title:(Gipfel OR Rohstoffabkommen) Japan",
        "Tokio OR Japan China",
        "(Tokio OR Japan NOT China) OR Zoll",
        "Tokio OR (Japan (China OR Hafen NOT Lager))",
        "Japan NOT (Tokio OR China Zoll)",
        "Japan OR NOT Hafen",
        "Japan source:Hafenkurier",
        "Japan OR source:Hafenkurier Zoll",
        "Japan Japan",
        "Hafen-Lotse",
        "companies house",
    ] {
        for sort in ["relevance", "newest"] {
            assert!(!ranked(&archive, &[query, "--sort", sort]).is_empty(), "{query}");
        }
    }
    ranked(&archive, &["--any", "Rohstoffabkommen Seehund Zölle"]);
}

#[test]
fn each_share_says_what_was_found() {
    let archive = archive();
    let shares = |query: &str, path: &str| -> BTreeSet<String> {
        let hits = ranked(&archive, &[query]);
        let hit = hits.iter().find(|hit| hit["path"] == format!("clips/{path}")).unwrap();
        let text = |share: &Value| {
            let part = share["part"].as_str().map(|part| format!(" {part}")).unwrap_or_default();
            format!("{}: {}{part}", share["typed"].as_str().unwrap(), share["found"].as_str().unwrap())
        };
        hit["why"].as_array().unwrap().iter().map(text).collect()
    };
    let check = |query: &str, path: &str, expected: &[&str]| {
        let expected: BTreeSet<String> = expected.iter().map(|share| (*share).to_owned()).collect();
        let found = shares(query, path);
        assert!(found.is_superset(&expected), "{query} in {path}: {found:#?}");
    };
    let parts = ["Rohstoffabkommen: part abkommen", "Rohstoffabkommen: part rohstoff"];
    check("Rohstoffabkommen", "lager.html", &parts);
    check("Rohstoffabkommen", "vertrag.html", &[parts[0], "Rohstoffabkommen: word", "Rohstoffabkommen: typed"]);
    check("Lager", "lager.html", &["Lager: word", "Lager: anywhere"]);
    check("\"seltene Erden\" title:Lotse", "hafen.html", &["\"seltene Erden\": phrase", "title:Lotse: anywhere"]);
    check("Abkommen Japan", "lager.html", &["Abkommen Japan: near", "Abkommen: early", "Japan: early"]);
    assert_eq!(archive.run(&["query", "Rohstoff", "--format", "jsonl"]).with(0).lines()[0].get("why"), None);
}

#[test]
fn what_an_article_begins_with_ranks_before_what_it_ends_with() {
    let archive = Archive::empty();
    let rest = "Am Hafen liegen viele Schiffe, und die Leute warten auf gutes Wetter. ".repeat(12);
    for (name, title, text) in [
        ("a.html", "Ein Tag am Meer", format!("{rest} Der Seehund schläft auf der Sandbank.")),
        ("b.html", "Noch ein Tag am Meer", format!("Der Seehund schläft auf der Sandbank. {rest}")),
        ("c.html", "Kein Tag am Meer", format!("{rest} Auf der Sandbank schläft der Seehund.")),
    ] {
        archive.write(format!("clips/{name}"), clip(title, &text).html());
    }
    archive.ingest();
    for query in ["Seehund", "schlafender OR Sandbank"] {
        assert_eq!(ranked(&archive, &[query])[0]["path"], "clips/b.html", "{query}");
    }
}

#[test]
fn a_score_is_taken_apart_below_its_hit() {
    let archive = archive();
    let out = archive.run(&["query", "Rohstoffabkommen Japan", "--why-ranked"]).with(0).out;
    assert!(out.contains("  score\n") && out.contains("  its part rohstoff ("), "{out}");
    assert!(out.contains("  Rohstoffabkommen  ") && out.contains("  in the form typed\n"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    archive.run(&["query", "date:2025", "--why-ranked"]).with(0).says(&["note: nothing in this query scores"]);
}

#[test]
fn a_form_without_room_for_reasons_says_so() {
    let archive = Archive::empty();
    for format in ["csv", "trec"] {
        let run = archive.run(&["query", "Japan", "--why-ranked", "--format", format]).with(2);
        assert_eq!(run.says(&["no place for `--why-ranked`", "hint: "]).out, "");
    }
}
