//! Articles of which only a part is there: marked, shown and found as such.

use super::archive::Archive;
use super::clip::clip;

const TEASER: &str = "<!doctype html><html lang=\"de\"><head><title>Werft sucht Käufer</title>\
  <script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"Werft sucht Käufer\", \"isAccessibleForFree\": false}</script></head>\
  <body><article><h1>Werft sucht Käufer</h1><p>Die Werft am Nordufer hat seit Monaten keinen Auftrag mehr, und die Belegschaft fürchtet, dass der \
  neue Eigentümer …</p><p>Weiterlesen mit HK+</p></article><footer>Impressum</footer></body></html>";

fn archive() -> Archive {
    let archive = Archive::empty();
    archive.write("clips/teaser.html", TEASER);
    archive.write("clips/whole.html", clip("Werft feiert", "Die Werft feiert ihr Jubiläum mit einem Fest.").html());
    archive.ingest();
    archive
}

#[test]
fn a_teaser_is_marked_wherever_it_is_shown() {
    let archive = archive();
    let line = archive.run(&["extract", "clips/teaser.html"]).with(0).lines().remove(0);
    assert_eq!(line["truncated"], true);
    assert!(line["evidence"]["truncated"].as_str().unwrap().starts_with("paywall: "), "{line}");
    assert!(!line["body"].as_str().unwrap().contains("HK+"), "{line}");
    let hit = archive.run(&["query", "Käufer", "--format", "jsonl"]).with(0).lines().remove(0);
    assert_eq!(hit["truncated"], true);
    assert!(archive.run(&["query", "Käufer"]).with(0).out.contains(" · cut off"));
    let shown = archive.run(&["show", hit["id"].as_str().unwrap()]).with(0).out;
    assert!(shown.contains("\ncut off  paywall: "), "{shown}");
    let csv = archive.run(&["query", "Käufer", "--format", "csv"]).with(0).out;
    assert!(csv.lines().next().unwrap().contains(",truncated,"), "{csv}");
}

#[test]
fn a_query_can_ask_for_whole_articles() {
    let archive = archive();
    let titles = |query: &str| -> Vec<String> {
        let run = archive.run(&["query", query, "--format", "jsonl"]).with(0);
        run.lines().iter().map(|line| line["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles("Werft").len(), 2);
    assert_eq!(titles("Werft is:truncated"), ["Werft sucht Käufer"]);
    assert_eq!(titles("Werft NOT is:truncated"), ["Werft feiert"]);
    archive.run(&["query", "is:short"]).with(2).says(&["unknown state `short`", "`is:truncated`"]);
}
