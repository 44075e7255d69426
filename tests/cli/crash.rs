//! Killed, interrupted, short of space, locked, damaged: the archive answers afterwards and the next run completes it.

use std::fs::{self, File};
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::archive::{Archive, finish};
use super::clip::{clip, numbered};

const PAGES: usize = 300;

fn many(pages: usize) -> Archive {
    let archive = Archive::empty();
    for number in 0..pages {
        archive.write(format!("clips/{number:04}.html"), numbered(number));
    }
    archive
}

fn start(archive: &Archive, args: &[&str]) -> Child {
    archive.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Asks that the archive answers, whatever is in it.
#[track_caller]
fn answers(archive: &Archive) {
    let run = archive.run(&["query", "Leuchtturm", "--limit", "1"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
}

/// Asks that the next ingest brings all pages in and leaves index and catalog in order.
#[track_caller]
fn completes(archive: &Archive, pages: usize) {
    let [indexed, _, unchanged, ..] = archive.ingest().sums();
    assert_eq!(indexed + unchanged, pages);
    assert_eq!(archive.index(), "in order");
    assert_eq!(archive.articles(), pages as u64);
    assert_eq!(archive.found(&["Leuchtturm"]).len(), pages);
    archive.ingest().counts([0, 0, pages, 0, 0, 0]);
}

#[test]
fn an_ingest_killed_at_any_moment_leaves_an_archive_that_the_next_run_completes() {
    for delay in [2, 20, 60, 120, 250, 500] {
        let archive = many(PAGES);
        let mut child = start(&archive, &["ingest", "clips"]);
        thread::sleep(Duration::from_millis(delay));
        // It may have finished before; then nothing was lost either.
        let _ = child.kill();
        child.wait().unwrap();
        if archive.path(".morgue/index/meta.json").is_file() {
            answers(&archive);
        }
        completes(&archive, PAGES);
    }
}

#[test]
fn an_ingest_killed_while_it_updates_leaves_the_old_or_the_new_articles() {
    let archive = many(PAGES);
    archive.ingest();
    for (round, delay) in [20, 100, 250].into_iter().enumerate() {
        for number in 0..PAGES {
            let text =
                format!("Der Leuchtturm steht in Runde{round} noch immer an seinem Platz, Nummer{number}. ").repeat(8);
            archive.write(format!("clips/{number:04}.html"), clip(&format!("Turm {number}"), &text).html());
        }
        let mut child = start(&archive, &["ingest", "clips"]);
        thread::sleep(Duration::from_millis(delay));
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(archive.found(&["Leuchtturm"]).len(), PAGES, "an article got lost or was doubled");
        archive.ingest();
        assert_eq!(archive.index(), "in order");
        assert_eq!(archive.found(&[&format!("Runde{round}")]).len(), PAGES);
        assert_eq!(archive.articles(), PAGES as u64);
    }
}

#[test]
fn an_interrupt_keeps_what_is_done_and_the_next_run_goes_on() {
    let pages = 1500;
    let archive = many(pages);
    let child = start(&archive, &["ingest", "clips", "--report", "report", "--jobs", "1"]);
    let report = archive.path("report");
    let patience = Instant::now();
    while fs::metadata(&report).map_or(0, |file| file.len()) == 0 && patience.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(2));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("interrupted: what is counted here is done, the next run goes on from there"), "{said}");
    let done = archive.articles();
    assert!(done > 0 && done < pages as u64, "{done} articles");
    assert_eq!(archive.index(), "in order");
    let [indexed, _, unchanged, ..] = archive.ingest().sums();
    assert_eq!((unchanged as u64, indexed + unchanged), (done, pages));
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let archive = many(PAGES);
    archive.write("first/1.html", numbered(9999));
    archive.run(&["ingest", "first"]).with(0);
    for blocks in [70, 200, 600] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" ingest clips");
        let mut command = archive.program("sh");
        let run = finish(command.args(["-c", &script, super::archive::MORGUE]), b"").with(4);
        assert!(run.err.contains("no space left") || run.err.contains("free space"), "{run:#?}");
        assert!(run.err.contains("hint: "), "{run:#?}");
        archive.run(&["query", "nummer9999"]).with(0);
    }
    let [indexed, _, unchanged, ..] = archive.ingest().sums();
    assert_eq!(indexed + unchanged, PAGES);
    assert_eq!((archive.index().as_str(), archive.articles()), ("in order", PAGES as u64 + 1));
}

#[test]
fn a_report_that_cannot_be_written_is_said() {
    let archive = many(3);
    if File::options().write(true).open("/dev/full").is_ok() {
        let run = archive.run(&["ingest", "clips", "--report", "/dev/full"]);
        assert!(matches!(run.code, Some(2 | 4)), "{run:?}");
        run.says(&["the report `/dev/full` could not be written; the archive is in order", "hint: free some space"]);
        completes(&archive, 3);
    }
    archive
        .run(&["ingest", "clips", "--report", "none/report"])
        .with(2)
        .says(&["cannot write the report `none/report`"]);
}

#[test]
fn a_second_writer_is_told_to_wait_and_readers_are_not_disturbed() {
    let archive = many(3);
    archive.ingest();
    let mut lock = File::options().write(true).open(archive.path(".morgue/writer.lock")).unwrap();
    lock.lock().unwrap();
    lock.set_len(0).unwrap();
    lock.write_all(b"`morgue ingest` (process 7, since 09:30 UTC)").unwrap();
    let locked =
        ["is being written by `morgue ingest` (process 7, since 09:30 UTC)", "hint: wait until it has finished"];
    archive.run(&["ingest", "clips"]).with(4).says(&locked);
    archive.run(&["rebuild"]).with(4).says(&locked);
    archive.run(&["query", "--ingest", "clips", "Leuchtturm"]).with(4).says(&locked);
    assert_eq!(archive.found(&["Leuchtturm"]).len(), 3);
    archive.run(&["status"]).with(0);
    drop(lock);
    completes(&archive, 3);
}

#[test]
fn two_ingests_at_once_leave_a_whole_archive() {
    let archive = many(100);
    let mut children: Vec<Child> = (0..3).map(|_| start(&archive, &["ingest", "clips"])).collect();
    let codes: Vec<Option<i32>> = children.iter_mut().map(|child| child.wait().unwrap().code()).collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 4))), "{codes:?}");
    completes(&archive, 100);
}

#[test]
fn rebuild_makes_the_index_anew_from_the_catalog_alone() {
    let archive = many(20);
    archive.ingest();
    let before = archive.run(&["query", "Leuchtturm", "--format", "json"]).out;
    fs::remove_dir_all(archive.path("clips")).unwrap();
    fs::remove_dir_all(archive.path(".morgue/index")).unwrap();
    archive.run(&["query", "Leuchtturm"]).with(4).says(&["missing or damaged", "`morgue rebuild`"]);
    assert!(archive.run(&["status"]).with(4).out.contains("missing or damaged; `morgue rebuild` makes it anew"));
    let run = archive.run(&["rebuild"]).with(0);
    assert_eq!(run.out, "index made anew from the catalog: 20 articles\n");
    assert_eq!(archive.run(&["query", "Leuchtturm", "--format", "json"]).out, before);
}

#[test]
fn garbage_in_the_index_is_noticed_and_mended() {
    let archive = many(20);
    archive.ingest();
    let before = archive.run(&["query", "Leuchtturm", "--format", "json"]).out;
    let index = archive.path(".morgue/index");
    let names: Vec<_> = fs::read_dir(&index).unwrap().map(|file| file.unwrap().path()).collect();
    for name in names.iter().filter(|name| name.is_file()) {
        let whole = fs::read(name).unwrap();
        for damaged in [&b"garbage"[..], &[], whole.get(..whole.len() / 2).unwrap()] {
            fs::write(name, damaged).unwrap();
            let run = archive.run(&["query", "Leuchtturm", "--format", "json"]);
            let fine = run.code == Some(0) && run.out == before;
            let said = run.code == Some(4) && run.err.contains("`morgue rebuild`");
            assert!(fine || said, "{name:?}: {run:#?}");
            archive.run(&["rebuild"]).with(0);
            assert_eq!(archive.run(&["query", "Leuchtturm", "--format", "json"]).out, before, "{name:?}");
            assert_eq!(archive.index(), "in order");
            if !name.is_file() {
                break;
            }
        }
    }
}

#[test]
fn an_ingest_mends_a_lost_or_broken_index_by_itself() {
    let archive = many(20);
    archive.ingest();
    fs::remove_dir_all(archive.path(".morgue/index")).unwrap();
    completes(&archive, 20);
    archive.write(".morgue/index/meta.json", "{");
    completes(&archive, 20);
}

#[test]
fn a_catalog_of_a_newer_version_is_left_alone() {
    let archive = many(3);
    archive.ingest();
    // The version stands in bytes 60 to 63 of a SQLite file.
    let path = archive.path(".morgue/catalog.sqlite");
    for leftover in ["catalog.sqlite-wal", "catalog.sqlite-shm"] {
        let _ = fs::remove_file(archive.path(".morgue").join(leftover));
    }
    let mut bytes = fs::read(&path).unwrap();
    bytes.get_mut(60..64).unwrap().copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&path, &bytes).unwrap();
    for args in [&["query", "x"][..], &["ingest", "clips"], &["status"], &["rebuild"], &["show", "a"]] {
        let run = archive.run(args).with(4);
        run.says(&["was written by a newer morgue (catalog version 99, this one knows 3)", "hint: update morgue"]);
    }
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_damaged_catalog_is_said_and_not_overwritten() {
    let archive = many(3);
    archive.ingest();
    let path = archive.path(".morgue/catalog.sqlite");
    let garbage = b"this is no database, although it is long enough to be taken for one ".repeat(20);
    fs::write(&path, &garbage).unwrap();
    for args in [&["query", "x"][..], &["ingest", "clips"], &["status"], &["rebuild"]] {
        archive.run(args).with(4).says(&["is damaged", "hint: restore it from a backup"]);
    }
    assert_eq!(fs::read(&path).unwrap(), garbage);
    fs::write(&path, "").unwrap();
    archive.run(&["query", "x"]).with(4).says(&["hint: "]);
}

#[test]
fn an_archive_that_does_not_exist_is_said() {
    let archive = Archive::empty();
    for args in [&["query", "x"][..], &["status"], &["rebuild"], &["show", "abc"]] {
        let mut all = vec!["--archive", "none"];
        all.extend(args);
        archive.run(&all).with(4).says(&[
            "there is no archive in `",
            "none`",
            "hint: make one with `morgue ingest DIR`",
        ]);
        assert!(!archive.path("none").try_exists().unwrap(), "{args:?} made it");
    }
    archive.run(&["query", "x"]).with(4).says(&["there is no archive in"]);
}

#[test]
fn an_archive_folder_that_may_not_be_written_is_said() {
    let archive = many(3);
    archive.write("file", "no folder");
    let run = archive.run(&["--archive", "file/archive", "ingest", "clips"]).with(4);
    run.says(&["cannot make the archive's folder `", "hint: check the rights"]);
    archive.ingest();
    let rights =
        |mode: &str| assert!(archive.program("chmod").args(["-R", mode, ".morgue"]).status().unwrap().success());
    rights("a=rX");
    finish(&mut archive.as_nobody(&["ingest", "clips"]), b"").with(4).says(&["hint: check the rights"]);
    rights("u+w");
}
