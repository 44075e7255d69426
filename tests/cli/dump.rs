//! A page copied as text from a browser: ticker, kicker, title, dek, credit, reading time, body, comments.
//!
//! The sample page has the shape of the page that the project began with; only its article may be found.

use super::archive::Archive;

const TICKER_WORDS: [&str; 13] = [
    "Wespenplage",
    "Schachgroßmeisterin",
    "Damenopfer",
    "Trüffelschwein",
    "Kometenschweif",
    "Dudelsackverbot",
    "Känguru",
    "Zuckerwatte",
    "Heldentenor",
    "Lottogewinner",
    "Ahornsirup",
    "Lesedauer",
    "Kommentare",
];

fn dump() -> Archive {
    let archive = Archive::empty();
    let page = include_bytes!("../../data/articles/2025-10/hafenkurier-apec-vorbericht.txt");
    archive.write("clips/apec.txt", page);
    archive.ingest().counts([1, 0, 0, 0, 0, 0]);
    archive
}

#[test]
fn words_of_the_ticker_and_of_the_page_furniture_are_not_found() {
    let archive = dump();
    for word in TICKER_WORDS {
        let run = archive.run(&["query", word]).with(1).says(&["no hits for: "]);
        assert_eq!(run.out, "");
    }
}

#[test]
fn words_and_phrases_of_the_article_are_found() {
    let archive = dump();
    for query in [
        "\"seltene Erden\"",
        "„seltene Erden“",
        "»seltene Erden«",
        "Rohstoff",
        "Rohstoffvorräte",
        "Japan AND NOT Dudelsackverbot",
        "source:Hafenkurier",
        "author:\"Maike Petersen\"",
        "kicker:Apec",
        "agency:dpa",
    ] {
        archive.finds(&[query], &["apec.txt"]);
    }
}

#[test]
fn a_topic_is_found_by_its_label_in_either_language() {
    let archive = dump();
    for topic in ["APEC", "rare earths", "Seltene Erden", "South Korea", "Südkorea"] {
        archive.finds(&["--topic", topic], &["apec.txt"]);
        archive.finds(&[&format!("topic:\"{topic}\"")], &["apec.txt"]);
    }
}

#[test]
fn a_date_filter_says_that_a_matching_article_has_no_date() {
    let archive = dump();
    let asked = ["query", "Japan", "--from", "2025-10", "--to", "2025-10"];
    archive.run(&asked).with(1).says(&["1 matching article has no date", "`--undated`"]);
    archive.finds(&["Japan", "--from", "2025-10", "--to", "2025-10", "--undated"], &["apec.txt"]);
    archive.finds(&["date:none"], &["apec.txt"]);
}

#[test]
fn show_tells_the_parts_of_the_article_apart() {
    let archive = dump();
    let id = archive.run(&["query", "Japan", "--format", "trec"]).out.split(' ').nth(2).unwrap().to_owned();
    let shown = archive.run(&["show", &id, "--format", "json"]).with(0).lines().remove(0);
    assert_eq!(shown["title"], "Gipfel der Pufferlager: Südkorea drängt auf gemeinsame Rohstoffvorräte");
    assert_eq!(shown["kicker"], "Apec-Treffen");
    assert!(shown["dek"].as_str().unwrap().starts_with("Kurz vor dem Treffen der Pazifikstaaten wirbt"));
    assert_eq!(
        shown["headings"],
        serde_json::json!(["Japan macht mit, Australien zögert", "Deutsche Firmen hoffen auf Entspannung"])
    );
    assert_eq!(shown["agency"], serde_json::json!(["dpa"]));
    assert_eq!(shown["authors"], serde_json::json!(["Maike Petersen"]));
    assert_eq!(shown["source"], "Hafenkurier");
    assert_eq!(shown.get("published"), None);
    let body = shown["body"].as_str().unwrap();
    let (dek, text) = body.split_once('\n').unwrap();
    assert_eq!(shown["dek"], dek);
    assert!(text.starts_with("Eine Woche vor dem Apec-Gipfel"), "{body}");
    assert!(!body.contains("Mehr dazu") && !body.contains("Lesedauer"), "{body}");

    let read = archive.run(&["show", &id]).with(0).out;
    assert!(read.contains("\n\nJapan macht mit, Australien zögert\n\n"), "{read}");
    assert!(read.contains("no date"), "{read}");
    let why = archive.run(&["show", &id, "--why"]).with(0).out;
    assert!(why.contains("published  unknown: the page shows no date that is certain"), "{why}");
}

#[test]
fn an_institution_in_the_byline_is_an_author() {
    let archive = Archive::empty();
    let page = include_bytes!("../../data/articles/2025-10/alpenbote-verteidigungsetat-zoelle.txt");
    archive.write("clips/nato.txt", page);
    archive.ingest().counts([1, 0, 0, 0, 0, 0]);
    archive.finds(&["author:Redaktion"], &["nato.txt"]);
    for word in ["Murmeltiere", "Sesselliftpanne", "Jodlerfest", "Mammutzahn", "Gartenfiguren"] {
        archive.finds(&[word], &[]);
    }
}
