//! Articles with the same text: grouped when they come in, shown once, compared; and versions of one address.

use std::fs::{File, FileTimes};
use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;

use super::archive::Archive;
use super::clip::{Clip, clip};

/// An agency's report as one paper prints it.
const REPORT: &str = "Die Reederei Petersen stellt zum Winter zwei Linien über den Sund ein. Das teilte sie am Montag in \
    Husum mit. Betroffen sind die Verbindungen nach Südfall und zur Hallig Norderoog, auf denen im vergangenen Jahr \
    zusammen 41.000 Fahrgäste unterwegs waren. Als Grund nannte der Geschäftsführer die gestiegenen Kosten für Diesel \
    und das Alter der Schiffe. Die Gemeinden am Sund fordern nun Hilfe vom Land. Ein Gespräch im Ministerium ist für \
    Donnerstag vereinbart.";

fn edited() -> String {
    REPORT.replace("am Montag", "am Dienstag").replace("41.000", "42.000") + " Die Kurverwaltung bedauert den Schritt."
}

/// Three papers with the same report, and two articles of their own on the same day.
fn wire() -> Archive {
    let archive = Archive::empty();
    let page = |title: &str, text: &str, source, date, url| Clip {
        source,
        date: Some(date),
        url: Some(url),
        ..clip(title, text)
    };
    for (name, clip) in [
        (
            "a.html",
            page(
                "Reederei stellt zwei Linien ein",
                REPORT,
                "Hafenkurier",
                "2025-10-21",
                "https://hafenkurier.example/1",
            ),
        ),
        (
            "b.html",
            page(
                "Keine Fähre mehr nach Südfall",
                &edited(),
                "Rheinblick",
                "2025-10-20",
                "https://rheinblick.example/1",
            ),
        ),
        ("c.html", page("Sund verliert Linien", REPORT, "Alpenbote", "2025-10-22", "https://alpenbote.example/1")),
        (
            "d.html",
            page(
                "Reederei sucht Kapitäne",
                "Auf den Fähren der Reederei fehlen zwölf Kapitäne. Die Reederei wirbt deshalb an den Schulen der Küste \
                 und zahlt den Führerschein, wenn jemand fünf Jahre bleibt, sagte eine Sprecherin in Husum.",
                "Hafenkurier",
                "2025-10-21",
                "https://hafenkurier.example/2",
            ),
        ),
    ] {
        archive.write(format!("clips/{name}"), clip.html());
    }
    archive.ingest().counts([4, 0, 0, 0, 0, 0]);
    archive
}

fn shown(archive: &Archive, args: &[&str]) -> Vec<(String, usize)> {
    let mut all = vec!["query", "Reederei", "--all", "--sort", "newest", "--format", "jsonl"];
    all.extend(args);
    let size = |hit: &Value| hit["group"]["size"].as_u64().map_or(1, |size| usize::try_from(size).unwrap());
    let path = |hit: &Value| hit["path"].as_str().unwrap().trim_start_matches("clips/").to_owned();
    archive.run(&all).lines().iter().map(|hit| (path(hit), size(hit))).collect()
}

fn id(archive: &Archive, path: &str) -> String {
    let run = archive.run(&["query", &format!("path:{path}"), "--group", "none", "--format", "jsonl"]).with(0);
    run.lines()[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_text_in_several_papers_is_shown_once() {
    let archive = wire();
    let one = |path: &str, size| (path.to_owned(), size);
    assert_eq!(shown(&archive, &[]), [one("d.html", 1), one("b.html", 3)]);
    assert_eq!(shown(&archive, &["--keep", "longest"]), [one("d.html", 1), one("b.html", 3)]);
    assert_eq!(shown(&archive, &["--keep", "ALPENBOTE"]), [one("c.html", 3), one("d.html", 1)]);
    assert_eq!(shown(&archive, &["--keep", "Unbekannt"]), [one("d.html", 1), one("b.html", 3)]);
    let each = ["c.html", "a.html", "d.html", "b.html"].map(|path| path.to_owned());
    let mut found: Vec<String> = shown(&archive, &["--group", "none"]).into_iter().map(|(path, _)| path).collect();
    found.sort();
    assert_eq!(found, {
        let mut each = each;
        each.sort();
        each
    });
    let run = archive.run(&["query", "Reederei"]).with(0).says(&["4 articles match, 2 without those alike"]);
    assert!(run.out.contains("· +2 alike"), "{run:?}");
    let whole: Value = serde_json::from_str(&archive.run(&["query", "Reederei", "--format", "json"]).out).unwrap();
    assert_eq!((&whole["total"], &whole["groups"]), (&4.into(), &2.into()));
    // Of those alike only the ones that match are counted.
    let run = archive.run(&["query", "Kurverwaltung"]).with(0);
    assert!(!run.out.contains("alike"), "{run:?}");
}

#[test]
fn a_timeline_counts_a_text_once_on_demand() {
    let archive = wire();
    let counts = |args: &[&str]| {
        let mut all = vec!["timeline", "Reederei", "--by", "day", "--format", "csv"];
        all.extend(args);
        let out = archive.run(&all).with(0).out;
        out.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().parse().unwrap()).collect::<Vec<usize>>()
    };
    assert_eq!(counts(&[]), [1, 2, 1]);
    assert_eq!(counts(&["--group", "near"]), [1, 1]);
    archive.run(&["timeline", "Reederei"]).with(0).says(&["2 of them have the text of another", "`--group near`"]);
    archive.run(&["timeline", "Reederei", "--group", "near"]).with(0).says(&["2 with the text of another"]);
}

#[test]
fn groups_follow_what_comes_and_goes() {
    let archive = wire();
    let size = || shown(&archive, &[]).into_iter().map(|(_, size)| size).max().unwrap();
    archive.write(
        "clips/e.html",
        Clip { source: "Ostsee-Tagblatt", url: Some("https://ostsee.example/9"), ..clip("Linien", REPORT) }.html(),
    );
    archive.ingest();
    assert_eq!(size(), 4);
    archive.remove("clips/a.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    assert_eq!(size(), 3);
    let other = "In der alten Werft eröffnet eine Ausstellung über den Bau hölzerner Kutter. Sie zeigt Werkzeug, Pläne und \
         einen halb fertigen Rumpf, an dem Besucher am Wochenende selbst Hand anlegen dürfen, und erzählt von der Reederei.";
    archive.write("clips/c.html", Clip { url: Some("https://alpenbote.example/1"), ..clip("Werft", other) }.html());
    archive.ingest();
    assert_eq!(size(), 2);
    archive.run(&["rebuild"]).with(0);
    assert_eq!(size(), 2);
}

#[test]
fn copies_are_compared_word_by_word() {
    let archive = wire();
    let list = archive.run(&["dupes"]).with(0).says(&["1 text is there more than once"]);
    assert!(list.out.contains("   3  "), "{list:?}");
    let run =
        archive.run(&["dupes", &id(&archive, "a.html"), "--diff"]).with(0).says(&["2 articles have the same text"]);
    let flat = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in ["[-Montag-] {+Dienstag+}", "[-41.000-] {+42.000+}", "Rheinblick · 2025-10-20", "% of the shorter"] {
        assert!(flat.contains(text), "no {text} in {run:#?}");
    }
    let json = archive.run(&["dupes", &id(&archive, "a.html"), "--diff", "--format", "json"]).with(0).lines().remove(0);
    assert_eq!(json["copies"].as_array().unwrap().len(), 3);
    assert!(json["copies"][1]["diff"].as_array().unwrap().contains(&serde_json::json!({"with": "Dienstag"})));
    let csv = archive.run(&["dupes", &id(&archive, "a.html"), "--format", "csv"]).with(0).out;
    assert_eq!(csv.lines().count(), 4);
    archive.run(&["dupes", &id(&archive, "d.html")]).with(1).says(&["no article has the same text", "`morgue similar"]);
    archive.run(&["dupes", "zzz"]).with(2).says(&["no article has an id that begins with"]);
}

#[test]
fn versions_are_what_pages_say_and_go_by_what_they_say() {
    let archive = Archive::empty();
    let at = |title: &str, modified: &str| {
        let page = Clip { url: Some("https://hafenkurier.example/1"), ..clip(title, REPORT) }.html();
        page.replace("<head>", &format!("<head><meta property=\"article:modified_time\" content=\"{modified}\">"))
    };
    archive.write("clips/march.html", at("Neuer Titel", "2026-03-01"));
    archive.ingest();
    let id = id(&archive, "march.html");
    archive.run(&["fix", &id, "title=Handtitel"]).with(0);
    // Files are copied in any order: what the pages say counts.
    for (name, second, page) in [
        ("clips/march.html", 1_000_000, at("Neuer Titel", "2026-03-01")),
        ("clips/january.html", 3_000_000, at("Alter Titel", "2026-01-01")),
        ("clips/february.html", 2_000_000, at("Mittlerer Titel", "2026-02-01")),
    ] {
        archive.write(name, page);
        saved_at(&archive, name, second);
    }
    let titles = || -> Vec<String> {
        let copies = archive.run(&["versions", &id, "--format", "json"]).with(0).lines().remove(0);
        copies["copies"].as_array().unwrap().iter().map(|copy| copy["title"].as_str().unwrap().to_owned()).collect()
    };
    for again in [&["ingest", "clips"][..], &["ingest", "clips", "--again"]] {
        archive.run(again).with(0);
        assert_eq!(titles(), ["Handtitel", "Mittlerer Titel", "Alter Titel"], "{again:?}");
    }
    archive.run(&["fix", &id, "--undo"]).with(0).says(&["it is `Neuer Titel` now"]);
    archive.remove("clips/march.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    assert_eq!(titles(), ["Mittlerer Titel", "Alter Titel"]);
}

#[test]
fn a_copy_of_the_newest_version_takes_over_when_its_file_goes() {
    let archive = Archive::empty();
    let at = |text: &str, date| {
        Clip { date: Some(date), url: Some("https://hafenkurier.example/1"), ..clip("Linien", text) }.html()
    };
    archive.write("clips/a.html", at(REPORT, "2025-10-04"));
    archive.write("clips/b.html", at(&edited(), "2025-10-20"));
    archive.ingest();
    archive.write("clips/c.html", at(&edited(), "2025-10-20"));
    archive.ingest();
    archive.remove("clips/b.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    archive.finds(&["Kurverwaltung"], &["c.html"]);
    archive.run(&["ingest", "clips", "--again"]).with(0);
    archive.finds(&["Kurverwaltung"], &["c.html"]);
    archive.remove("clips/c.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    archive.finds(&["Reederei"], &["a.html"]);
}

#[test]
fn a_text_that_came_back_is_the_newest_in_whatever_order_it_is_read() {
    let pages =
        [("a", REPORT.to_owned(), "2025-10-01"), ("b", REPORT.to_owned(), "2025-10-03"), ("c", edited(), "2025-10-02")];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let archive = Archive::empty();
        for number in order {
            let (name, text, date) = &pages[number];
            let page = Clip { date: Some(*date), url: Some("https://hafenkurier.example/1"), ..clip("Linien", text) };
            archive.write(format!("clips/{name}.html"), page.html());
            archive.ingest();
        }
        archive.finds(&["Reederei"], &["b.html"]);
        archive.finds(&["date:2025-10-03"], &["b.html"]);
    }
}

#[test]
fn another_likeness_groups_anew() {
    let archive = wire();
    let size = || shown(&archive, &[]).into_iter().map(|(_, size)| size).max().unwrap();
    assert_eq!(size(), 3);
    archive.write(".morgue/config.toml", "alike = 1\n");
    archive.run(&["rebuild"]).with(0);
    assert_eq!(size(), 2);
    archive.write(".morgue/config.toml", "alike = 0.6\n");
    archive.ingest();
    assert_eq!(size(), 3);
    archive.write(".morgue/config.toml", "alike = 7\n");
    archive.run(&["ingest", "clips"]).with(2).says(&["`alike = 7` is no likeness"]);
}

#[test]
fn similar_articles_are_others_on_the_same_matter() {
    let archive = wire();
    let archive_of_others = ["Der Rat", "Die Schule", "Das Wetter", "Ein Konzert", "Der Markt"];
    for (number, title) in archive_of_others.into_iter().enumerate() {
        let text = format!(
            "{title} kam am Abend in Heide zusammen, und {number} Gäste hörten zu, bis es dunkel wurde über den Dächern."
        );
        archive.write(format!("clips/other{number}.html"), clip(title, &text).html());
    }
    archive.ingest();
    let run = archive.run(&["similar", &id(&archive, "a.html"), "--limit", "1", "--format", "jsonl"]).with(0);
    assert_eq!(run.lines()[0]["path"], "clips/d.html", "{run:?}");
    archive.run(&["similar", &id(&archive, "a.html")]).with(0).says(&["like ", "Reederei"]);
}

fn saved_at(archive: &Archive, name: &str, second: u64) {
    let file = File::options().write(true).open(archive.path(name)).unwrap();
    file.set_times(FileTimes::new().set_modified(UNIX_EPOCH + Duration::from_secs(second))).unwrap();
}

#[test]
fn an_address_saved_twice_is_one_article_with_versions() {
    let archive = Archive::empty();
    let at = |text: &str| {
        Clip { url: Some("https://hafenkurier.example/1"), ..clip("Reederei stellt Linien ein", text) }.html()
    };
    archive.write("clips/new.html", at(&edited()));
    archive.write("clips/old.html", at(REPORT));
    saved_at(&archive, "clips/new.html", 2_000_000);
    saved_at(&archive, "clips/old.html", 1_000_000);
    archive.ingest().counts([1, 0, 0, 1, 0, 0]);
    // The newest is shown, whatever comes first.
    archive.finds(&["Kurverwaltung"], &["new.html"]);
    let id = id(&archive, "new.html");
    let run = archive.run(&["versions", &id, "--diff"]).with(0).says(&["2 versions, the newest first"]);
    assert!(run.out.contains("[-Dienstag-] {+Montag+}"), "{run:?}");
    archive.write("clips/newer.html", at(&edited().replace("Donnerstag", "Freitag")));
    saved_at(&archive, "clips/newer.html", 3_000_000);
    archive.ingest().counts([0, 1, 2, 0, 0, 0]);
    archive.finds(&["Freitag"], &["newer.html"]);
    // A file that is overwritten keeps what it said.
    archive.write("clips/newer.html", at(&edited().replace("Donnerstag", "Sonnabend")));
    saved_at(&archive, "clips/newer.html", 4_000_000);
    archive.ingest().counts([0, 1, 2, 0, 0, 0]);
    archive.finds(&["Freitag"], &[]);
    let copies = archive.run(&["versions", &id, "--format", "json"]).with(0).lines().remove(0);
    let path = |copy: &Value| copy["path"].as_str().unwrap().to_owned();
    let paths: Vec<String> = copies["copies"].as_array().unwrap().iter().map(path).collect();
    assert_eq!(paths, ["clips/newer.html", "clips/newer.html", "clips/new.html", "clips/old.html"]);
    // Reading all again makes no versions, and the next newest takes over where one goes.
    archive.run(&["ingest", "clips", "--again"]).with(0);
    assert_eq!(archive.run(&["versions", &id, "--format", "json"]).with(0).lines().remove(0), copies);
    archive.remove("clips/newer.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    archive.finds(&["Reederei"], &["new.html"]);
    archive.run(&["versions", &id]).with(0).says(&["3 versions"]);
    assert_eq!(archive.articles(), 1);
    assert_eq!(archive.index(), "in order");
}
