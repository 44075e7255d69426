//! `morgue topics` and `retag`: counts, files of a user's own topics, what they would change, and where it is said.

use serde_json::Value;

use crate::archive::{Archive, Run};
use crate::clip::clip;

/// An archive with articles on a few topics.
fn coast() -> Archive {
    let archive = Archive::empty();
    let tagged = |title: &str, text: &str, tags: &str| {
        let tags = format!("<meta name=\"keywords\" content=\"{tags}\">\n</head>");
        clip(title, text).html().replacen("</head>", &tags, 1)
    };
    archive.write(
        "clips/2024/japan.html",
        tagged(
            "Japan liefert seltene Erden",
            "Japan liefert von Januar an seltene Erden nach Europa, sagte eine Sprecherin in Tokio.",
            "Japan, Kaimauer, Nordmole",
        ),
    );
    archive.write(
        "clips/2024/china.html",
        tagged("Zölle auf Stahl aus China", "China klagt über neue Zölle, und der Streit dauert an.", "Nordmole"),
    );
    archive.write(
        "clips/2025/mole.html",
        tagged("Die Kaimauer bröckelt", "Die Kaimauer im Hafen bröckelt seit dem Winter, sie ist alt.", "nordmole"),
    );
    archive.ingest();
    archive
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap()
}

fn count(counts: &Value, id: &str) -> Option<u64> {
    let topics = counts["topics"].as_array().unwrap();
    topics.iter().find(|topic| topic["id"] == id).and_then(|topic| topic["articles"].as_u64())
}

#[test]
fn topics_are_counted_as_a_tree_and_side_by_side() {
    let archive = coast();
    let run = archive.run(&["topics", "--format", "json"]).with(0);
    let tree = json(&run);
    // An article on Japan is one on Asia.
    for (id, articles) in [("asia", 2), ("eastern-asia", 2), ("japan", 1), ("china", 1), ("rare-earths", 1)] {
        assert_eq!(count(&tree, id), Some(articles), "{id}: {tree}");
    }
    let asia = tree["topics"].as_array().unwrap().iter().find(|topic| topic["id"] == "asia").unwrap();
    assert_eq!((&asia["itself"], asia["depth"].as_u64()), (&Value::from(0), Some(1)));
    let flat = json(&archive.run(&["topics", "--flat", "--format", "json"]).with(0));
    assert_eq!((count(&flat, "asia"), count(&flat, "japan")), (None, Some(1)));
    let run = archive.run(&["topics"]).with(0);
    assert!(run.out.starts_with("place\n") && run.out.contains("\n  2    Asien  asia\n"), "{run:#?}");
    run.says(&["3 articles, 1 without a topic"]);
    let run = archive.run(&["topics", "--format", "csv", "--flat", "--limit", "1"]).with(0);
    assert_eq!(run.out.lines().next(), Some("topic,label,kind,depth,itself,articles"));
    assert_eq!(run.out.lines().count(), 2);
}

#[test]
fn topics_of_a_query_are_counted() {
    let archive = coast();
    let counts = json(&archive.run(&["topics", "Zölle", "--format", "json"]).with(0));
    assert_eq!((count(&counts, "china"), count(&counts, "japan")), (Some(1), None));
    let counts = json(&archive.run(&["topics", "--topic", "Asia", "--format", "json"]).with(0));
    assert_eq!(counts["total"], 2);
    archive.run(&["topics", "Gibtesnicht"]).with(1).says(&["no hits for: Gibtesnicht"]);
    archive.run(&["topics", "titl:x"]).with(2).says(&["unknown field `titl`"]);
}

#[test]
fn only_the_broader_topic_itself_is_found_with_an_equals_sign() {
    let archive = coast();
    archive.finds(&["topic:asia"], &["2024/china.html", "2024/japan.html"]);
    archive.finds(&["topic:=asia"], &[]);
    archive.finds(&["topic:=japan"], &["2024/japan.html"]);
}

#[test]
fn a_result_is_counted_by_several_fields() {
    let archive = coast();
    let run = archive.run(&["query", "--facets", "topic,source,year,lang,tag", "--limit", "1", "--format", "json"]);
    let facets = &json(&run.with(0))["facets"];
    let first = |name: &str| &facets[name]["values"][0];
    assert_eq!(first("language"), &serde_json::json!({"value": "de", "articles": 3}));
    assert_eq!(first("tag")["articles"], 2, "as printed: {facets}");
    assert_eq!(facets["topic"]["missing"], 1);
    assert_eq!(facets["year"]["missing"], 0);
    let topics = facets["topic"]["values"].as_array().unwrap();
    assert!(topics.iter().any(|topic| topic["value"] == "rare-earths" && topic["label"] == "Seltene Erden"));
    let run = archive.run(&["query", "Japan", "--facets", "topic", "--width", "0"]).with(0);
    assert!(run.out.contains("\nby topic\n  1  Japan\n"), "{run:#?}");
    let run = archive.run(&["query", "Gibtesnicht", "--facets", "topic,year"]).with(1);
    assert_eq!(run.out, "");
    archive.run(&["query", "--facets", "colour"]).with(2).says(&["a result can be counted by topic, "]);
    archive.run(&["query", "--facets", "topic", "--format", "csv"]).with(2).says(&["no place for `--facets`"]);
}

#[test]
fn a_topic_of_ones_own_is_added_tried_and_made_to_count() {
    let archive = coast();
    archive.finds(&["Kaimauer"], &["2025/mole.html"]);
    archive.run(&["query", "--topic", "Ufer"]).with(2).says(&["unknown topic `Ufer`"]);
    let add =
        ["topics", "add", "ufer", "--label", "de=Ufer", "--alias", "de=Kaimauer,Nordmole", "--broader", "Verkehr"];
    archive.run(&add).with(0).says(&["`ufer` added to `.morgue/topics.toml`", "morgue topics test ufer"]);
    // Said of every answer until it counts.
    archive.run(&["query", "Japan"]).with(0).says(&["another vocabulary; `morgue retag`"]);
    let run = archive.run(&["topics", "test", "ufer", "--format", "json"]).with(0);
    let shift = &json(&run)["topics"][0];
    assert_eq!((&shift["before"], &shift["after"], &shift["gained"]), (&0.into(), &3.into(), &3.into()), "{shift}");
    assert!(shift["gains"][0]["why"]["surface"].is_string(), "{shift}");
    archive.run(&["topics", "test"]).with(0).says(&["nothing was written"]);
    archive.finds(&["--topic", "Ufer"], &[]);
    let run = archive.run(&["retag"]).with(0);
    assert_eq!(run.out, "topics assigned anew: 3 of 3 articles changed\n");
    archive.finds(&["--topic", "UFER"], &["2024/china.html", "2024/japan.html", "2025/mole.html"]);
    let run = archive.run(&["query", "Japan"]).with(0);
    assert!(!run.err.contains("vocabulary"), "{run:#?}");
    archive.run(&["topics", "test"]).with(0).says(&["nothing would change"]);
    let run = archive.run(&["topics", "show", "Ufer"]).with(0);
    assert!(run.out.contains("Kaimauer") && run.out.contains("topics.toml"), "{run:#?}");
    archive.run(&add).with(2).says(&["`ufer` stands in `.morgue/topics.toml` already"]);
}

#[test]
fn labels_are_added_to_a_topic_that_is_there_and_topics_are_switched_off() {
    let archive = coast();
    archive.run(&["topics", "add", "transport", "--alias", "de=Kaimauer"]).with(0);
    archive.write("more.toml", "[china]\noff = true\n");
    let run = archive.run(&["topics", "test", "china", "transport", "--file", "more.toml"]).with(0);
    assert!(run.out.contains("china  1 article now, 0 then: 0 gained, 1 lost"), "{run:#?}");
    assert!(run.out.contains("  - Zölle auf Stahl aus China"), "{run:#?}");
    archive.write(".morgue/config.toml", "topics = [\"../more.toml\"]\n");
    archive.run(&["retag"]).with(0);
    // One says so in its tags.
    archive.finds(&["--topic", "Verkehr"], &["2024/japan.html", "2025/mole.html"]);
    archive.run(&["query", "--topic", "China"]).with(2).says(&["unknown topic `China`"]);
    archive.finds(&["--topic", "Asien"], &["2024/japan.html"]);
    let run = archive.run(&["topics", "check"]).with(0);
    assert!(run.out.contains("2 added, changed or switched off by more.toml, .morgue/topics.toml"), "{run:#?}");
}

#[test]
fn slips_in_files_of_topics_are_all_said_and_nothing_is_written() {
    let archive = coast();
    archive.write("bad.toml", "[ufer]\nkind = \"thing\"\nde = \"Ufer\"\n\n[japn]\noff = true\n");
    let run = archive.run(&["topics", "check", "bad.toml"]).with(2);
    run.says(&["`bad.toml`, line 1, topic `ufer`", "`bad.toml`, line 5, topic `japn`", "hint: "]);
    archive.write(".morgue/topics.toml", "[ufer\n");
    for command in [&["query", "Japan"][..], &["ingest", "clips"], &["retag"], &["topics"]] {
        archive.run(command).with(2).says(&["`.morgue/topics.toml`, line 1", "morgue topics check"]);
    }
    archive.write(".morgue/topics.toml", "");
    archive.run(&["topics", "add", "Ufer", "--label", "Ufer"]).with(2).says(&["the id is no slug"]);
    archive.run(&["topics", "add", "ufer"]).with(2).says(&["has no label"]);
    archive.run(&["topics", "add", "ufer", "--label", "Ufer", "--kind", "thing"]).with(2).says(&["unknown variant"]);
    archive.run(&["topics", "add", "ufer", "--label", "Ufer", "--broader", "Japn"]).with(2).says(&["`japan`"]);
    archive.run(&["topics", "add", "nippon", "--label", "Japan"]).with(2).says(&["`Japan` is a label of `japan` too"]);
    archive.run(&["topics", "add", "japan", "--label", "Nippon"]).with(2).says(&["`--alias Nippon` adds one"]);
    archive
        .run(&["topics", "add", "japan", "--alias", "it=Giappone"])
        .with(2)
        .says(&["no labels for the language `it`"]);
    archive.run(&["topics", "add", "ufer", "--label", "de=Ufer", "--label", "de=Kai"]).with(2).says(&["two labels"]);
    archive.run(&["topics", "add", "japan"]).with(2).says(&["nothing is to be added to `japan`"]);
    assert_eq!(std::fs::read_to_string(archive.path(".morgue/topics.toml")).unwrap(), "");
    archive.run(&["topics", "check", "nothing.toml"]).with(2).says(&["cannot read the topics `nothing.toml`"]);
    archive.run(&["topics", "test", "qwertz"]).with(2).says(&["unknown topic `qwertz`"]);
    archive.run(&["topics", "show", "Japn"]).with(2).says(&["did you mean `japan`"]);
}

#[test]
fn topics_added_at_the_same_time_are_all_kept() {
    let archive = Archive::empty();
    std::thread::scope(|scope| {
        for number in 0..4 {
            let archive = &archive;
            scope.spawn(move || {
                let (id, label) = (format!("ufer{number}"), format!("Ufer{number}"));
                let alias = format!("en=quay{number},bank{number}");
                let add = ["topics", "add", &id, "--label", &label, "--alias", &alias];
                // Whoever comes second is told so and can come again.
                while archive.run(&add).code == Some(4) {}
            });
        }
    });
    let text = std::fs::read_to_string(archive.path(".morgue/topics.toml")).unwrap();
    assert_eq!(text.matches("[ufer").count(), 4, "{text}");
    assert!(text.contains("alt_en = [\"quay3\", \"bank3\"]"), "{text}");
}

#[test]
fn tags_without_a_topic_are_suggested() {
    let archive = coast();
    let run = archive.run(&["topics", "suggest"]).with(0);
    assert_eq!(run.out, "  3  Nordmole\n  1  Kaimauer\n");
    let run = archive.run(&["topics", "suggest", "--limit", "1", "--format", "csv"]).with(0);
    assert_eq!(run.out, "tag,articles\r\nNordmole,3\r\n");
}

#[test]
fn a_topic_can_be_looked_at_without_an_archive() {
    let archive = Archive::empty();
    let run = archive.run(&["topics", "show", "rare earths", "--format", "json"]).with(0);
    let topic = json(&run);
    assert_eq!((&topic["id"], topic["keys"]["de"][0].as_str()), (&"rare-earths".into(), Some("Seltene Erden")));
    assert!(topic.get("articles").is_none());
    archive.run(&["topics", "check"]).with(0);
    archive.run(&["topics"]).with(4);
    archive.run(&["retag"]).with(4);
    archive.run(&["topics", "suggest"]).with(4);
}

#[test]
fn the_evidence_for_a_topic_names_its_place() {
    let archive = coast();
    let run = archive.run(&["query", "Japan", "--format", "jsonl"]).with(0);
    let id = run.lines()[0]["id"].as_str().unwrap().to_owned();
    let shown = json(&archive.run(&["show", &id, "--format", "json"]).with(0));
    let earths = shown["assignments"].as_array().unwrap().iter().find(|one| one["id"] == "rare-earths").unwrap();
    assert_eq!(
        (&earths["zone"], &earths["channel"], &earths["surface"]),
        (&"title".into(), &"text".into(), &"seltene Erden".into())
    );
    let offset = usize::try_from(earths["offset"].as_u64().unwrap()).unwrap();
    let title: String = shown["title"].as_str().unwrap().chars().skip(offset).collect();
    assert!(title.starts_with("seltene Erden"), "{title}");
    let run = archive.run(&["show", &id, "--why"]).with(0);
    assert!(run.out.contains("rare-earths: “seltene Erden” in the title"), "{run:#?}");
}
