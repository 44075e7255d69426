//! `morgue analyze`: how words are analysed, with and without an archive.

use serde_json::{Value, json};

use super::archive::{Archive, Run};

/// Returns the words that were analysed, out of the JSON.
#[track_caller]
fn words(run: &Run) -> Vec<Value> {
    run.lines()[0]["words"].as_array().unwrap().clone()
}

#[test]
fn a_compound_is_shown_with_its_parts_without_an_archive() {
    let archive = Archive::empty();
    let run = archive.run(&["analyze", "Autobahnbrücke", "am Meer", "--archive", "none"]).with(0);
    let lines: Vec<Vec<&str>> = run.out.lines().map(|line| line.split("  ").collect::<Vec<_>>()).collect();
    let cells =
        |line: &[&str]| line.iter().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect();
    let lines: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).collect();
    assert_eq!(lines[0], ["word", "stem", "parts", "parts of parts"]);
    assert_eq!(lines[1], ["Autobahnbrücke", "autobahnbruck", "autobahn + brucke (bruck)", "auto + bahn"]);
    assert!(!run.out.contains("de:"), "{run:#?}");
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{run:#?}");
    run.says(&["language: `de`, since the text does not tell; `--lang` names another"]);
}

#[test]
fn programs_get_the_words_as_json() {
    let archive = Archive::empty();
    let run = archive.run(&["analyze", "Zölle Autobahnbrücke zölle", "--format", "json", "--lang", "de"]).with(0);
    assert_eq!(run.err, "");
    let analysis = run.lines().remove(0);
    assert_eq!((&analysis["schema"], &analysis["language"]), (&"morgue.analysis/1".into(), &"de".into()));
    let words = words(&run);
    assert_eq!(words[0], json!({"word": "Zölle", "form": "zölle", "stem": "zoll"}));
    assert_eq!(words[1]["parts"][0], json!({"word": "autobahn", "stem": "autobahn"}));
    assert_eq!(words[1]["inner"][1]["word"], "bahn");
    assert_eq!(words[2]["stem"], words[0]["stem"]);
    let again = archive.run(&["analyze", "Zoll Zoll", "--format", "json", "--lang", "de"]).with(0);
    assert_eq!(self::words(&again).len(), 1, "each word once");
}

#[test]
fn the_language_is_named_or_told_by_the_text() {
    let archive = Archive::empty();
    let text = "The government signed an agreement on the supply of rare earths on Tuesday, officials said.";
    let run = archive.feed(&["analyze", "-", "-f", "json"], text.as_bytes()).with(0);
    assert_eq!(run.lines()[0]["language"], "en");
    assert_eq!(words(&run)[3]["stem"], "an");
    run.says(&["language: `en`, as the text looks"]);
    let run = archive.run(&["analyze", "Verteidigungsetat", "--lang", "en-GB"]).with(0);
    assert!(!run.out.contains("parts") && run.err.is_empty(), "{run:#?}");
    archive.run(&["analyze", "x", "--lang", "klingonisch"]).with(2).says(&["`klingonisch` is no language", "hint: "]);
    archive.feed(&["analyze", "-"], b"\xe4\xf6").with(2).says(&["standard input is not UTF-8", "hint: "]);
    assert_eq!(archive.run(&["analyze", "…"]).with(0).says(&["no words in this text"]).out, "");
    let soft = archive.run(&["analyze", "För\u{ad}de\u{ad}rung", "--lang", "de"]).with(0).out;
    assert_eq!(soft, archive.run(&["analyze", "Förderung", "--lang", "de"]).with(0).out);
}

#[test]
fn compounds_settled_for_the_archive_count() {
    let archive = Archive::empty();
    let parts = |archive: &Archive| -> Vec<Value> {
        let run = archive.run(&["analyze", "Staubeckens", "--format", "json"]).with(0);
        words(&run)[0]["parts"].as_array().cloned().unwrap_or_default()
    };
    let settled: Vec<Value> = ["stau", "becken"].map(|word| json!({"word": word, "stem": word})).to_vec();
    archive.write(".morgue/config.toml", "[compounds]\nStaubecken = \"\"\n");
    assert_eq!(parts(&archive), Vec::<Value>::new());
    archive.write(".morgue/config.toml", "[compounds]\nStaubecken = \"Stau Becken\"\n");
    let found: Vec<Value> = parts(&archive).iter().map(|part| part["word"].clone()).collect();
    assert_eq!(found, settled.iter().map(|part| part["word"].clone()).collect::<Vec<_>>());
    archive.write(".morgue/config.toml", "[compound]\n");
    archive.run(&["analyze", "Staubecken"]).with(2).says(&["config.toml`, line 1"]);
}

#[test]
fn a_hostile_text_does_not_steer_the_terminal() {
    let archive = Archive::empty();
    let run = archive.run(&["analyze", "a\u{1b}[2Jb\u{202e}c\u{200b}d", &"Haus".repeat(5000)]).with(0);
    assert!(!run.out.contains(['\u{1b}', '\u{202e}', '\u{200b}']), "{run:#?}");
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{run:#?}");
}
