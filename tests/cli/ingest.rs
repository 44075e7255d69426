//! `morgue ingest`: every file is accounted for, and only what changed is read again.

use std::fs::{self, File};
use std::time::{Duration, UNIX_EPOCH};

use super::archive::{Archive, json_lines};
use super::clip::{clip, numbered};

const NEWS: &str = "Die Fähre nach Norden fährt im Winter nur noch zweimal am Tag, teilte die Reederei mit. ";
const ROAD: &str = "Die Brücke über den Fluss bekommt ein neues Geländer aus verzinktem Stahl und hellem Holz. ";

fn three() -> Archive {
    let archive = Archive::empty();
    for number in 1..=3 {
        archive.write(format!("clips/{number}.html"), numbered(number));
    }
    archive.ingest().counts([3, 0, 0, 0, 0, 0]);
    archive
}

fn touch(archive: &Archive, name: &str) {
    let file = File::options().write(true).open(archive.path(name)).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(1_700_000_000)).unwrap();
}

#[test]
fn the_counts_add_up_and_the_report_lists_every_file_with_its_reason() {
    let archive = Archive::empty();
    archive.write("clips/a.html", numbered(1));
    archive.write("clips/copy.html", numbered(1));
    archive.write("clips/b.txt", NEWS.repeat(6));
    archive.write("clips/empty.html", "");
    archive.write("clips/style.css", "p {}");
    archive.write("clips/picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let run = archive.run(&["ingest", "clips", "--report", "report.ndjson"]).with(0);
    assert!(run.out.contains("skipped 1: empty file"), "{run:?}");
    let sums = run.sums();
    let lines = json_lines(&archive.path("report.ndjson"));
    assert_eq!(lines.len(), sums.iter().sum::<usize>());
    for (place, outcome) in ["indexed", "updated", "unchanged", "duplicate", "skipped", "failed"].iter().enumerate() {
        assert_eq!(lines.iter().filter(|line| line["outcome"] == *outcome).count(), sums[place], "{outcome}");
    }
    let reason = |path: &str| {
        let line = lines.iter().find(|line| line["path"] == path).unwrap();
        line["reason"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(reason("clips/a.html"), "");
    assert_eq!(reason("clips/copy.html"), "same text as `clips/a.html`");
    assert_eq!(reason("clips/empty.html"), "empty file");
    assert_eq!(reason("clips/picture"), "no text but a PNG picture");
    assert_eq!(reason("clips/style.css"), "a style sheet or script, not a page");
}

#[test]
fn a_second_run_says_that_all_is_unchanged() {
    let archive = three();
    archive.write("clips/empty.txt", "");
    archive.ingest().counts([0, 0, 3, 0, 1, 0]);
    archive.ingest().counts([0, 0, 4, 0, 0, 0]);
}

#[test]
fn a_touched_file_with_the_same_content_is_unchanged() {
    let archive = three();
    touch(&archive, "clips/2.html");
    archive.ingest().counts([0, 0, 3, 0, 0, 0]);
    assert_eq!(archive.index(), "in order");
}

#[test]
fn a_changed_file_replaces_its_article() {
    let archive = three();
    archive.finds(&["nummer2"], &["2.html"]);
    archive.write("clips/2.html", clip("Die Fähre fährt seltener", NEWS).html());
    archive.ingest().counts([0, 1, 2, 0, 0, 0]);
    archive.finds(&["nummer2"], &[]);
    archive.finds(&["Reederei"], &["2.html"]);
    archive.finds(&["Leuchtturm"], &["1.html", "3.html"]);
    assert_eq!(archive.articles(), 3);
}

#[test]
fn a_moved_file_keeps_its_id() {
    let archive = three();
    let id = |query: &str| archive.run(&["query", query, "--format", "jsonl"]).lines()[0]["id"].clone();
    let before = id("nummer2");
    fs::create_dir(archive.path("clips/old")).unwrap();
    fs::rename(archive.path("clips/2.html"), archive.path("clips/old/two.html")).unwrap();
    let run = archive.run(&["ingest", "clips", "--report", "r"]).with(0).counts([0, 1, 2, 0, 0, 0]);
    assert!(!run.out.contains("gone"), "a moved file is not gone: {run:?}");
    assert!(json_lines(&archive.path("r")).iter().any(|line| line["reason"] == "moved from `clips/2.html`"));
    assert_eq!(id("nummer2"), before);
    archive.finds(&["nummer2"], &["old/two.html"]);
    archive.finds(&["path:\"clips/old/two.html\""], &["old/two.html"]);
}

#[test]
fn a_duplicate_takes_over_when_the_first_file_goes() {
    let archive = Archive::empty();
    archive.write("clips/a.html", numbered(1));
    archive.write("clips/b.html", numbered(1));
    archive.ingest().counts([1, 0, 0, 1, 0, 0]);
    archive.finds(&["nummer1"], &["a.html"]);
    archive.remove("clips/a.html");
    let run = archive.run(&["ingest", "clips"]).with(0).counts([0, 0, 1, 0, 0, 0]);
    assert!(run.out.contains("1 known file is gone; what was read from them stays until `--prune`"), "{run:?}");
    archive.finds(&["nummer1"], &["a.html"]);
    let run = archive.run(&["ingest", "clips", "--prune"]).with(0);
    assert!(run.out.contains("1 known file is gone, 0 of their articles removed"), "{run:?}");
    archive.finds(&["nummer1"], &["b.html"]);
    archive.ingest().counts([0, 0, 1, 0, 0, 0]);
    archive.remove("clips/b.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    archive.finds(&["nummer1"], &[]);
    assert_eq!(archive.articles(), 0);
}

#[test]
fn a_duplicate_takes_over_when_the_first_file_changes() {
    let archive = Archive::empty();
    archive.write("clips/a.html", numbered(1));
    archive.write("clips/b.html", numbered(1));
    archive.ingest();
    archive.write("clips/a.html", clip("Die Fähre fährt seltener", NEWS).html());
    archive.ingest();
    archive.finds(&["nummer1"], &["b.html"]);
    archive.finds(&["Reederei"], &["a.html"]);
}

#[test]
fn a_duplicate_that_changed_meanwhile_leaves_no_article_without_a_file() {
    let archive = Archive::empty();
    archive.write("clips/a.html", numbered(1));
    archive.write("elsewhere/b.html", numbered(1));
    archive.run(&["ingest", "clips", "elsewhere"]).with(0).counts([1, 0, 0, 1, 0, 0]);
    archive.write("elsewhere/b.html", clip("Die Fähre fährt seltener", NEWS).html());
    archive.remove("clips/a.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    archive.finds(&["nummer1"], &[]);
    archive.finds(&["Reederei"], &["elsewhere/b.html"]);
    assert_eq!(archive.articles(), 1);
}

#[test]
fn two_files_may_swap_their_articles() {
    let archive = three();
    let path = |name: &str| archive.path(format!("clips/{name}.html"));
    fs::rename(path("1"), path("x")).unwrap();
    fs::rename(path("2"), path("1")).unwrap();
    fs::rename(path("x"), path("2")).unwrap();
    touch(&archive, "clips/1.html");
    touch(&archive, "clips/2.html");
    archive.ingest();
    archive.finds(&["nummer1"], &["2.html"]);
    archive.finds(&["nummer2"], &["1.html"]);
    assert_eq!(archive.articles(), 3);
    archive.ingest().counts([0, 0, 3, 0, 0, 0]);
}

#[test]
fn prune_removes_articles_only_under_the_roots_given() {
    let archive = Archive::empty();
    for (number, name) in ["a/1", "a/2", "b/1", "ab/1"].iter().enumerate() {
        archive.write(format!("clips/{name}.html"), numbered(number));
    }
    archive.ingest().counts([4, 0, 0, 0, 0, 0]);
    for name in ["clips/a/1.html", "clips/b/1.html", "clips/ab/1.html"] {
        archive.remove(name);
    }
    let run = archive.run(&["ingest", "clips/a", "--prune"]).with(0).counts([0, 0, 1, 0, 0, 0]);
    assert!(run.out.contains("1 known file is gone, 1 of their articles removed"), "{run:?}");
    archive.finds(&["Leuchtturm"], &["a/2.html", "b/1.html", "ab/1.html"]);
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    archive.finds(&["Leuchtturm"], &["a/2.html"]);
}

#[test]
fn a_file_that_became_unreadable_for_good_keeps_its_old_article_and_says_so() {
    let archive = three();
    archive.write("clips/2.html", "<html><body><p>Nichts.</p></body></html>");
    archive.run(&["ingest", "clips", "--report", "r"]).with(0).counts([0, 0, 2, 0, 1, 0]);
    let lines = json_lines(&archive.path("r"));
    let line = lines.iter().find(|line| line["path"] == "clips/2.html").unwrap();
    let reason = line["reason"].as_str().unwrap();
    assert!(reason.contains("the article read from it before stays in the archive"), "{reason}");
    archive.finds(&["nummer2"], &["2.html"]);
    archive.ingest().counts([0, 0, 3, 0, 0, 0]);
    archive.finds(&["nummer2"], &["2.html"]);
}

#[test]
fn a_dry_run_changes_nothing() {
    let archive = three();
    archive.write("clips/4.html", numbered(4));
    archive.write("clips/1.html", clip("Die Fähre fährt seltener", NEWS).html());
    archive.remove("clips/3.html");
    let run = archive.run(&["ingest", "clips", "--prune", "--dry-run"]).with(0).counts([1, 1, 1, 0, 0, 0]);
    assert!(run.out.starts_with("dry run, nothing was written\n"), "{run:?}");
    let run = run.says(&["indexed: clips/4.html", "updated: clips/1.html"]);
    assert!(run.out.contains("1 known file is gone"), "{run:?}");
    archive.finds(&["Leuchtturm"], &["1.html", "2.html", "3.html"]);
    archive.run(&["ingest", "clips", "--prune"]).with(0).counts([1, 1, 1, 0, 0, 0]);
}

#[test]
fn a_dry_run_needs_no_archive_and_makes_none() {
    let archive = Archive::empty();
    archive.write("clips/1.html", numbered(1));
    let run = archive.run(&["ingest", "clips", "-n", "--archive", "other/place"]).with(0);
    run.counts([1, 0, 0, 0, 0, 0]).says(&["indexed: "]);
    assert!(!archive.path("other").try_exists().unwrap());
    archive.run(&["ingest", "clips", "-n"]).with(0).counts([1, 0, 0, 0, 0, 0]);
    assert_eq!(fs::read_dir(archive.path(".morgue")).unwrap().count(), 0);
}

#[test]
fn files_are_taken_from_a_list() {
    let archive = Archive::empty();
    for number in 1..=4 {
        archive.write(format!("clips/{number}.html"), numbered(number));
    }
    archive
        .feed(&["ingest", "--files-from", "-"], b"clips/1.html\r\n\nclips/2.html\n")
        .with(0)
        .counts([2, 0, 0, 0, 0, 0]);
    archive.write("list", "clips/3.html\0clips/1.html\0");
    archive.run(&["ingest", "--files-from", "list", "-0"]).with(0).counts([1, 0, 1, 0, 0, 0]);
    archive.finds(&["Leuchtturm"], &["1.html", "2.html", "3.html"]);
    archive.run(&["ingest", "--files-from", "none"]).with(2).says(&["cannot read the list of files `none`"]);
}

#[test]
fn a_name_with_a_line_break_goes_through_a_list_with_zero_bytes() {
    let archive = Archive::empty();
    archive.write("clips/a\nb.html", numbered(1));
    archive.feed(&["ingest", "--files-from", "-", "-0"], b"clips/a\nb.html\0").with(0).counts([1, 0, 0, 0, 0, 0]);
    archive.finds(&["nummer1"], &["a\nb.html"]);
    archive.ingest().counts([0, 0, 1, 0, 0, 0]);
}

#[test]
fn a_file_named_twice_is_counted_once() {
    let archive = Archive::empty();
    archive.write("clips/1.html", numbered(1));
    let run = archive.feed(&["ingest", "clips", "./clips/../clips", "--files-from", "-"], b"clips/1.html\n");
    run.with(0).counts([1, 0, 0, 0, 0, 0]);
}

#[test]
fn in_a_pipe_there_is_neither_a_bar_nor_an_escape_code() {
    let archive = Archive::empty();
    for number in 0..30 {
        archive.write(format!("clips/{number}.html"), numbered(number));
    }
    let run = archive.ingest().counts([30, 0, 0, 0, 0, 0]);
    assert_eq!(run.err, "");
    assert!(!run.out.contains(['\u{1b}', '\r']), "{run:?}");
    let forced = archive.command(&["ingest", "clips"]).env("FORCE_COLOR", "1").output().unwrap();
    assert_eq!(forced.stderr, b"");
}

#[test]
fn quiet_says_nothing_but_errors() {
    let archive = Archive::empty();
    archive.write("clips/1.html", numbered(1));
    let run = archive.run(&["-q", "ingest", "clips"]).with(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    let run = archive.feed(&["ingest", "-q", "--files-from", "-"], b"none.html\n").with(3);
    assert!(run.err.contains("failed: none.html"), "{run:?}");
}

#[test]
fn one_file_that_fails_makes_the_code_3_and_the_others_are_read() {
    let archive = Archive::empty();
    archive.write("clips/1.html", numbered(1));
    let list = b"clips/none.html\nclips/1.html\n";
    let run = archive.feed(&["ingest", "--files-from", "-"], list).with(3).counts([1, 0, 0, 0, 0, 1]);
    run.says(&["failed: clips/none.html: gone before it could be read"]);
    archive.finds(&["nummer1"], &["1.html"]);
}

#[test]
fn a_single_file_is_a_root_whatever_its_ending() {
    let archive = Archive::empty();
    archive.write("clips/1.html", numbered(1));
    archive.write("clips/2.bin", numbered(2));
    archive.run(&["ingest", "clips/1.html", "clips/2.bin"]).with(0).counts([2, 0, 0, 0, 0, 0]);
    archive.remove("clips/1.html");
    archive.run(&["ingest", "clips/1.html"]).with(2).says(&["cannot read `clips/1.html`", "hint: "]);
}

#[test]
fn a_file_that_is_too_large_fails_until_the_limit_is_raised() {
    let archive = Archive::empty();
    archive.write("clips/1.html", numbered(1));
    let mut large = numbered(2);
    large.push_str(&"<!-- padding -->".repeat(100_000));
    archive.write("clips/2.html", large);
    let run = archive.run(&["ingest", "clips", "--max-size", "1"]).with(3).counts([1, 0, 0, 0, 0, 1]);
    run.says(&["larger than 1 MB", "`--max-size`"]);
    archive.run(&["ingest", "clips", "--max-size", "2"]).with(0).counts([1, 0, 1, 0, 0, 0]);
}

#[test]
fn what_morgueignore_names_is_passed_over_and_counted() {
    let archive = Archive::empty();
    archive.write("clips/.morgueignore", "# not these\ndrafts/\n*.bak.html\n!keep.bak.html\n");
    for (number, name) in
        ["1.html", "old.bak.html", "keep.bak.html", "drafts/1.html", ".hidden.html"].iter().enumerate()
    {
        archive.write(format!("clips/{name}"), numbered(number));
    }
    archive.run(&["ingest", "clips", "--report", "r"]).with(0).counts([2, 0, 0, 0, 3, 0]);
    archive.finds(&["Leuchtturm"], &["1.html", "keep.bak.html"]);
    let reasons: Vec<String> = json_lines(&archive.path("r"))
        .iter()
        .filter(|line| line["outcome"] == "skipped")
        .map(|line| format!("{}: {}", line["path"].as_str().unwrap(), line["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(
        reasons,
        [
            "clips/.hidden.html: hidden",
            "clips/drafts: named in .morgueignore",
            "clips/old.bak.html: named in .morgueignore"
        ]
    );
}

#[test]
fn the_archive_itself_is_not_read() {
    let archive = three();
    archive.run(&["ingest", "."]).with(0);
    archive.finds(&["Leuchtturm"], &["1.html", "2.html", "3.html"]);
    // An archive that lies among the clippings under another name is left out just the same.
    archive.run(&["--archive", "clips/store", "ingest", "clips"]).with(0).counts([3, 0, 0, 0, 0, 0]);
    archive.run(&["--archive", "clips/store", "ingest", "clips"]).with(0).counts([0, 0, 3, 0, 0, 0]);
}

#[test]
fn a_query_may_ingest_first() {
    let archive = Archive::empty();
    archive.write("clips/1.html", clip("Ein Geländer für die Brücke", ROAD).html());
    let run = archive.run(&["query", "--ingest", "clips", "Geländer"]).with(0).says(&["1 file: 1 indexed"]);
    assert!(run.out.contains("Ein Geländer für die Brücke") && !run.out.contains("indexed"), "{run:?}");
    archive.run(&["query", "--ingest", "clips", "Brücke -Geländer"]).with(1).says(&["1 unchanged", "no hits"]);
    archive.run(&["query", "--ingest", "none", "Geländer"]).with(2).says(&["cannot read `none`"]);
    archive.run(&["query", "--ingest", "clips", "(Geländer"]).with(2).says(&["is not closed"]);
}

#[test]
fn a_listed_file_has_one_name_whatever_way_it_is_listed() {
    let archive = three();
    let first = archive.found(&[]).remove(0);
    archive.write("sub/x", "");
    let run = archive.feed(&["ingest", "--files-from", "-"], format!("sub/../clips/{first}\n").as_bytes()).with(0);
    run.counts([0, 0, 1, 0, 0, 0]);
}

#[test]
fn prune_asks_for_the_folders_it_may_prune() {
    let archive = three();
    archive.feed(&["ingest", "--files-from", "-", "--prune"], b"clips/a.html\n").with(2).says(&["DIR|FILE"]);
}

#[test]
fn topics_follow_another_vocabulary_without_a_page_being_read() {
    let archive = Archive::empty();
    archive.write(
        "clips/a.html",
        clip("Japan liefert seltene Erden", "Japan liefert von Januar an seltene Erden nach Tokio und Osaka.").html(),
    );
    archive.ingest();
    let catalog = rusqlite::Connection::open(archive.path(".morgue/catalog.sqlite")).unwrap();
    catalog.execute("UPDATE articles SET topics = '[]'", []).unwrap();
    catalog.execute("UPDATE archive SET value = 'another' WHERE key = 'vocabulary'", []).unwrap();
    drop(catalog);
    archive.ingest().counts([0, 0, 1, 0, 0, 0]);
    archive.finds(&["--topic", "Japan"], &["a.html"]);
}

#[test]
fn a_good_copy_takes_over_from_a_file_that_lost_its_article() {
    let archive = Archive::empty();
    let page = clip(
        "Der Hafen wächst",
        "Der Hafen bekommt im Herbst einen neuen Kai, sagte die Hafenmeisterin am Montag im Rathaus.",
    );
    archive.write("clips/a.html", page.html());
    archive.ingest();
    archive.write(
        "clips/a.html",
        "<!doctype html><html><title>404 Not Found</title><body><h1>404 Not Found</h1></body></html>",
    );
    archive.ingest();
    archive.write("clips/b.html", page.html());
    archive.ingest().counts([0, 1, 1, 0, 0, 0]);
    archive.finds(&["Hafenmeisterin"], &["b.html"]);
}
