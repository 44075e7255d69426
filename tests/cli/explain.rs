//! What is said of a query: `--explain`, and why there are no or few hits.

use serde_json::Value;

use super::archive::Archive;
use super::clip::clip;
use super::press::press;

#[test]
fn a_query_is_taken_apart_with_terms_and_counts() {
    let archive = press();
    let run = archive.run(&["query", "Japan (Zölle OR Haf*) -China date:2025", "--explain"]).with(1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines[0], "      0  Japan AND (Zölle OR Haf*) AND NOT China AND date:2025-01-01..2025-12-31",
        "{run:#?}"
    );
    for line in [
        "      4    Japan",
        "             stem japan, also inside compounds",
        "      3    Zölle OR Haf*",
        "      1      Haf*",
        "               1 form: hafen 1",
        "      2    not: China",
        "      5    date:2025-01-01..2025-12-31",
        "without date:2025-01-01..2025-12-31: 1 article",
        "days are those of each page's own time zone; today is that of UTC",
    ] {
        assert!(lines.iter().any(|shown| shown.starts_with(line)), "no `{line}` in {run:#?}");
    }
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{run:#?}");
}

#[test]
fn programs_get_the_same_as_json() {
    let archive = press();
    let run = archive.run(&["query", "Japan Erd?n", "--explain", "--format", "json"]).with(0);
    let clauses = run.lines()[0]["explain"]["clauses"].as_array().unwrap().clone();
    let named = |clause: &Value| (clause["query"].as_str().unwrap().to_owned(), clause["articles"].as_u64().unwrap());
    let named: Vec<_> = clauses.iter().map(named).collect();
    assert_eq!(named, [("Japan AND Erd?n".to_owned(), 1), ("Japan".to_owned(), 4), ("Erd?n".to_owned(), 1)]);
    assert_eq!(clauses[2]["terms"][0]["most"][0]["form"], "erden");
    for format in ["csv", "jsonl", "trec"] {
        archive.run(&["query", "Japan", "--explain", "--format", format]).with(2).says(&["no place for `--explain`"]);
    }
}

#[test]
fn why_there_are_no_hits_is_said_unasked() {
    let archive = press();
    let none = |query: &str, says: &[&str]| {
        let run = archive.run(&["query", query]).with(1).says(says);
        assert_eq!(run.out, "");
    };
    none("Jappan", &["no hits for: Jappan\n  did you mean `japan` (4)?"]);
    none("Japan Seehundd", &["      4  Japan\n", "      0  Seehundd\n", "`Seehundd`: did you mean `seehund` (1)?"]);
    none("Japan source:Harbur", &["      4  Japan\n", "`source:Harbur`: did you mean `harbour` (2)?"]);
    none("Japan China date:1999", &["  without date:1999-01-01..1999-12-31: 1 article"]);
    none("Hafen/Lotsen", &["      1  Hafen\n", "      1  Lotsen\n"]);
    none("title:Lieferung", &["no hits for: title:Lieferung\n"]);
    none("\"Japan seltene\"", &["      4  \"Japan\"\n", "      1  \"seltene\"\n"]);
    none("Japan NEAR/1 Lotsen", &["      4  Japan\n", "      1  Lotsen\n"]);
    none("title:(Japan Lotsen)", &["      2  title:Japan\n", "      1  title:Lotsen\n"]);
    let quiet = archive.run(&["-q", "query", "Jappan"]).with(1);
    assert_eq!(quiet.err, "");
}

#[test]
fn few_hits_are_explained_where_there_is_news() {
    let archive = press();
    archive.run(&["query", "Japan source:Rheinblick"]).with(0).says(&["without source:Rheinblick: 4 articles"]);
    archive.run(&["query", "Lotsen OR Lootsen"]).with(0).says(&["`Lootsen`: did you mean `lotsen` (1)?"]);
    let run = archive.run(&["query", "Seehund"]).with(0);
    assert_eq!(run.err, "1 article matches\n");
}

#[test]
fn a_mask_for_too_many_forms_is_announced() {
    let archive = Archive::empty();
    let words: Vec<String> = (0..5_200).map(|number| format!("x{number}y")).collect();
    let text = words.chunks(400).map(|words| words.join(" ")).collect::<Vec<_>>().join(".</p><p>");
    let lead = "Der Hafen führt ein langes Verzeichnis aller Kisten, die im Sommer dort standen und gezählt wurden.";
    archive.write("clips/a.html", clip("Verzeichnis der Kisten im Hafen", &format!("{lead}</p><p>{text}")).html());
    archive.ingest();
    let run = archive.run(&["query", "x*y"]).with(0);
    run.says(&["note: `x*y` stands for 5200 forms; the 5000 most frequent were searched"]);
    let run = archive.run(&["query", "x12*y"]).with(0);
    assert!(!run.err.contains("note:"), "{run:#?}");
    let json = archive.run(&["query", "x*y", "--format", "json"]).with(0).lines();
    assert_eq!(json[0]["limited"][0]["forms"], 5_200);
}

#[test]
fn the_grammar_is_printed_with_the_help() {
    let help = Archive::empty().run(&["help", "query"]).with(0).out;
    for text in ["Usage: morgue query", "Query language", "proximity    = operand { near operand } ;"] {
        assert!(help.contains(text), "no `{text}` in {help}");
    }
    Archive::empty().run(&["help", "show"]).with(0);
}

#[test]
fn several_passages_show_more_of_an_article() {
    let archive = Archive::empty();
    let filler = "Am Kai liegen viele Schiffe, und die Leute warten dort auf besseres Wetter und auf Fracht.";
    let text = format!(
        "Der Seehund schläft.</p><p>{filler}</p><p>{filler}</p><p>Ein Lotse kommt.</p><p>{filler}</p><p>Noch ein Seehund."
    );
    archive.write("clips/a.html", clip("Ein Tag am Kai von Norden", &text).html());
    archive.ingest();
    let passages = |count: &str| -> Vec<String> {
        let hits = archive.run(&["query", "Seehund Lotse", "--snippets", count, "--format", "jsonl"]).with(0).lines();
        let snippets = hits[0]["snippets"].as_array().unwrap();
        snippets.iter().map(|snippet| snippet["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(passages("1").len(), 1);
    assert_eq!(passages("2"), ["Der Seehund schläft.", "Ein Lotse kommt."]);
    assert_eq!(passages("9").len(), 3);
    let text = archive.run(&["query", "Seehund Lotse", "--snippets", "3", "--plain"]).with(0).out;
    assert_eq!(text.matches(">>").count(), 3, "{text}");
}

#[test]
fn what_matched_in_the_title_alone_is_marked_there() {
    let archive = press();
    let hit = &archive.run(&["query", "title:Tokio", "--format", "jsonl"]).with(0).lines()[0];
    assert_eq!(hit["marks"]["title"], serde_json::json!([[0, 5]]));
    assert_eq!(hit["snippets"][0]["field"], "title");
    assert_eq!(hit["snippets"][0]["marks"], serde_json::json!([[0, 5]]));
    let text = archive.run(&["query", "title:Tokio", "--plain"]).with(0).out;
    assert_eq!(text.matches(">>Tokio<<").count(), 1, "{text}");
}
