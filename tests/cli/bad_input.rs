//! Files that are no pages, broken, huge, deep, forbidden or gone: each ends in a clear line, the others are read.

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::{Duration, Instant};

use super::archive::{Archive, Run, finish, json_lines};
use super::clip::{clip, numbered};

/// Long enough for any machine, short enough to notice what takes the square of the time.
const PATIENCE: Duration = Duration::from_secs(20);

const NEWS: &str = "Die Fähre über die Förde fährt im Winter nur noch zweimal am Tag, teilte die Reederei müde mit. ";

/// Returns an archive with a good page among `clips`, which has to be found whatever else lies there.
fn archive() -> Archive {
    let archive = Archive::empty();
    archive.write("clips/good.html", numbered(1));
    archive
}

/// Ingests and asks for the good page and for what became of the other one.
#[track_caller]
fn check(archive: &Archive, path: &str, outcome: &str, reason: &str) -> Run {
    let run = archive.run(&["ingest", "clips", "--report", "report"]);
    assert_eq!(run.code, Some(if outcome == "failed" { 3 } else { 0 }), "{run:?}");
    let lines = json_lines(&archive.path("report"));
    let line = lines.iter().find(|line| line["path"] == path).unwrap_or_else(|| panic!("no `{path}` in {lines:?}"));
    assert_eq!(line["outcome"], outcome, "{line}");
    assert!(line["reason"].as_str().unwrap_or_default().contains(reason), "{line}");
    archive.finds(&["nummer1"], &["good.html"]);
    run
}

#[track_caller]
fn quickly<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    done
}

#[test]
fn an_empty_file_is_skipped() {
    let archive = archive();
    archive.write("clips/bad.html", "");
    check(&archive, "clips/bad.html", "skipped", "empty file");
    archive.write("clips/bad.html", " \r\n\t \n");
    check(&archive, "clips/bad.html", "skipped", "empty file");
}

#[test]
fn binary_files_are_skipped_whatever_they_are_called() {
    let archive = archive();
    archive.write("clips/bad.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    check(&archive, "clips/bad.html", "skipped", "no text but a PNG picture");
    archive.write("clips/bad.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj");
    check(&archive, "clips/bad.txt", "skipped", "no text but a PDF file");
    let noise: Vec<u8> = (0..200_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    archive.write("clips/noise.html", noise);
    check(&archive, "clips/noise.html", "skipped", "no text but binary data");
}

#[test]
fn a_text_of_100_megabytes_fails_with_the_limit_named() {
    let archive = archive();
    let mut file = File::create(archive.path("clips/bad.txt")).unwrap();
    file.write_all(NEWS.repeat(200).as_bytes()).unwrap();
    file.set_len(100_000_000).unwrap();
    let run =
        quickly(|| check(&archive, "clips/bad.txt", "failed", "larger than 50 MB; raise the limit with `--max-size`"));
    run.says(&["failed: clips/bad.txt: larger than 50 MB"]);
}

#[test]
fn a_large_binary_file_is_skipped_without_being_read() {
    let archive = archive();
    let mut file = File::create(archive.path("clips/film")).unwrap();
    file.write_all(b"RIFF\0\0\0\0AVI LIST").unwrap();
    file.set_len(4_000_000_000).unwrap();
    quickly(|| check(&archive, "clips/film", "skipped", "no text but a sound, film or WebP file"));
}

#[test]
fn tags_nested_50_000_deep_are_read_quickly() {
    let archive = archive();
    for (number, tag) in ["div", "b", "blockquote", "table><tr><td", "ul><li", "p><span"].iter().enumerate() {
        let deep = format!("<{tag}>").repeat(50_000);
        let head = "<!doctype html><html><body>";
        let (title, body) = (format!("<h1>Fähre {number} fährt seltener</h1>"), NEWS.repeat(6));
        archive.write(format!("clips/below{number}.html"), format!("{head}{title}<p>{body}</p>{deep}<p>{body}</p>"));
        archive.write(format!("clips/inside{number}.html"), format!("{head}{deep}{title}<p>{body}</p>"));
    }
    quickly(|| archive.run(&["ingest", "clips"])).with(0);
    archive.finds(&["nummer1"], &["good.html"]);
    let found = archive.found(&["Reederei"]);
    assert!((0..6).all(|number| found.contains(&format!("below{number}.html"))), "{found:?}");
}

#[test]
fn a_hundred_thousand_open_tags_are_read_quickly() {
    let archive = archive();
    for tag in ["b", "i", "a href=x", "p", "nobr", "option", "svg", "template", "select"] {
        let page = format!("<h1>Fähre fährt seltener</h1>{}", format!("<{tag}>x ").repeat(100_000));
        archive.write(format!("clips/{}.html", tag.replace(' ', "_")), format!("<!doctype html><html><body>{page}"));
    }
    quickly(|| archive.run(&["ingest", "clips"])).with(0);
    archive.finds(&["nummer1"], &["good.html"]);
}

#[test]
fn other_shapes_that_invite_slowness_are_read_and_shown_quickly() {
    let deep =
        |times: usize, start: &str| format!("<script type=\"application/ld+json\">{}1</script>", start.repeat(times));
    let shapes = [
        ("attributes", format!("<p {}>{NEWS}</p>", "a=1 ".repeat(20_000))),
        ("attribute", format!("<p class=\"{}\">{NEWS}</p>", "x ".repeat(100_000))),
        ("references", format!("<p>{}</p>", "&amp;&nbsp;&auml;".repeat(30_000))),
        ("comment", format!("<p>{NEWS}</p><!--{}", "- ".repeat(100_000))),
        ("script", format!("<p>{NEWS}</p><script>{}", "<!--<script>".repeat(30_000))),
        ("brackets", format!("{}<p>{NEWS}</p>", deep(100_000, "["))),
        ("graphs", format!("{}<p>{NEWS}</p>", deep(50_000, "{\"@graph\":"))),
        ("paragraphs", format!("<p>{NEWS}</p>").repeat(3_000)),
        ("breaks", format!("<div>{}</div>", format!("{NEWS}<br><br>").repeat(3_000))),
        ("word", format!("<p>{}</p>", "ä".repeat(300_000))),
        ("sentence", format!("<p>{}</p>", "Wort ".repeat(60_000))),
        ("title", format!("<h1>{}</h1><p>{NEWS}</p>", "Wort ".repeat(60_000))),
        ("formats", format!("{}<p>{NEWS}</p>", "<b><i><u><s>".repeat(2_000)).repeat(5)),
        ("misnested", "<b><p></b></p>".repeat(20_000)),
        ("tables", "<table><tr><td>x".repeat(10_000)),
    ];
    let archive = archive();
    for (name, shape) in &shapes {
        let head = "<!doctype html><html><head><title>Fähre</title></head><body><h1>Fähre fährt seltener</h1>";
        archive.write(format!("clips/{name}.html"), format!("{head}{shape}"));
        archive.write(format!("clips/{name}.txt"), format!("Fähre fährt seltener\n\n{shape}"));
    }
    quickly(|| archive.run(&["ingest", "clips"])).with(0);
    archive.finds(&["nummer1"], &["good.html"]);
    // A text that matches everywhere is as quick to show as to read.
    let hits = quickly(|| archive.run(&["query", "Wort OR Fähre", "--all", "--format", "jsonl"])).with(0).lines();
    quickly(|| archive.run(&["query", "Wort OR Fähre", "--all"])).with(0);
    for hit in hits.iter().filter(|hit| hit["path"].as_str().unwrap().contains("sentence")) {
        quickly(|| archive.run(&["show", hit["id"].as_str().unwrap(), "--query", "Wort"])).with(0);
    }
}

#[test]
fn text_with_bytes_that_are_no_utf_8_is_read_with_a_remark() {
    let archive = archive();
    let mut bytes = format!("Fähre fährt seltener\n\n{}", NEWS.repeat(6)).into_bytes();
    bytes.extend_from_slice(b"\xff\xfe\xc3");
    archive.write("clips/bad.txt", bytes);
    check(&archive, "clips/bad.txt", "indexed", "read as utf-8 (damaged): some characters could not be decoded");
    archive.finds(&["Fähre Förde"], &["bad.txt"]);
}

#[test]
fn utf_16_is_read_with_and_without_a_mark_in_both_orders() {
    let text = format!("Fähre fährt seltener\n\n{}", NEWS.repeat(6));
    for little in [true, false] {
        for mark in [true, false] {
            for page in [text.clone(), clip("Fähre fährt seltener", &NEWS.repeat(4)).html()] {
                let units = mark.then_some(0xfeff).into_iter().chain(page.encode_utf16());
                let bytes: Vec<u8> =
                    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
                let archive = archive();
                archive.write("clips/page", bytes);
                check(&archive, "clips/page", "indexed", "");
                archive.finds(&["title:Fähre Förde müde"], &["page"]);
            }
        }
    }
}

#[test]
fn old_charsets_are_read() {
    let archive = archive();
    let latin = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>();
    let html = clip("Fähre fährt seltener", &NEWS.repeat(4)).html();
    archive.write("clips/declared.html", latin(&html.replace("utf-8", "windows-1252")));
    archive.write("clips/wrong.html", latin(&html.replace("seltener", "öfter")));
    archive.write("clips/none.txt", latin(&format!("Fähre fährt nie\n\n{}", NEWS.repeat(6))));
    archive.ingest();
    archive.finds(&["Fähre Förde müde"], &["declared.html", "none.txt", "wrong.html"]);
}

#[test]
fn a_file_without_rights_fails_and_is_tried_again_when_it_has_them() {
    let archive = archive();
    archive.write("clips/secret.html", numbered(2));
    archive.write("clips/closed/page.html", numbered(3));
    let closed = |mode| {
        fs::set_permissions(archive.path("clips/secret.html"), Permissions::from_mode(mode)).unwrap();
        fs::set_permissions(archive.path("clips/closed"), Permissions::from_mode(if mode == 0 { 0 } else { 0o755 }))
            .unwrap();
    };
    closed(0);
    fs::set_permissions(archive.path(".morgue"), Permissions::from_mode(0o777)).unwrap();
    let run = finish(&mut archive.as_nobody(&["ingest", "clips"]), b"").with(3).counts([1, 0, 0, 0, 0, 2]);
    run.says(&[
        "failed: clips/secret.html: no right to read it; change its rights and ingest again",
        "failed: clips/closed: no right to read it",
    ]);
    closed(0o644);
    finish(&mut archive.as_nobody(&["ingest", "clips"]), b"").with(0).counts([2, 0, 1, 0, 0, 0]);
    closed(0);
    // What cannot be looked at is not gone.
    let run = finish(&mut archive.as_nobody(&["ingest", "clips", "--prune"]), b"");
    assert!(!run.out.contains("gone"), "{run:?}");
    closed(0o644);
    archive.finds(&["Leuchtturm"], &["good.html", "secret.html", "closed/page.html"]);
}

#[test]
fn links_are_not_followed_not_even_in_a_loop() {
    let archive = archive();
    archive.write("outside/page.html", numbered(2));
    symlink(archive.path("clips"), archive.path("clips/loop")).unwrap();
    symlink(archive.path("outside"), archive.path("clips/way_out")).unwrap();
    symlink(archive.path("nowhere"), archive.path("clips/dangling.html")).unwrap();
    for path in ["clips/loop", "clips/way_out", "clips/dangling.html"] {
        check(&archive, path, "skipped", "a symbolic link, not followed");
    }
    archive.finds(&["Leuchtturm"], &["good.html"]);
    // A root may be a link: the user named it.
    archive.run(&["ingest", "clips/way_out"]).with(0).counts([1, 0, 0, 0, 0, 0]);
    archive.run(&["ingest", "clips/dangling.html"]).with(2).says(&["cannot read `clips/dangling.html`"]);
}

#[test]
fn a_file_that_is_gone_before_it_is_read_fails_and_the_others_are_read() {
    let archive = archive();
    symlink(archive.path("nowhere"), archive.path("clips/dangling.html")).unwrap();
    let list = b"clips/gone.html\nclips/dangling.html\nclips/good.html\n";
    let run = archive.feed(&["ingest", "--files-from", "-"], list).with(3).counts([1, 0, 0, 0, 0, 2]);
    run.says(&[
        "failed: clips/gone.html: gone before it could be read",
        "failed: clips/dangling.html: gone before it could be read",
    ]);
    // Once more, with a page that was known before it went.
    archive.remove("clips/good.html");
    let run = archive.feed(&["ingest", "--files-from", "-"], b"clips/good.html\n").with(3).counts([0, 0, 0, 0, 0, 1]);
    run.says(&["failed: clips/good.html: gone before it could be read"]);
    archive.finds(&["nummer1"], &["good.html"]);
}

#[test]
fn pages_that_vanish_during_the_run_are_accounted_for() {
    let archive = Archive::empty();
    for number in 0..400 {
        archive.write(format!("clips/{number:03}.html"), numbered(number));
    }
    let mut command = archive.command(&["ingest", "clips", "--report", "report", "--jobs", "1"]);
    let child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while fs::metadata(archive.path("report")).map_or(0, |file| file.len()) == 0 && start.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(1));
    }
    for number in (0..400).rev() {
        archive.remove(&format!("clips/{number:03}.html"));
    }
    let output = child.wait_with_output().unwrap();
    let lines = json_lines(&archive.path("report"));
    assert_eq!(lines.len(), 400, "every file has its line");
    let failed = lines.iter().filter(|line| line["outcome"] == "failed").count();
    assert_eq!(output.status.code(), Some(if failed > 0 { 3 } else { 0 }));
    assert_eq!(archive.articles(), 400 - failed as u64);
}

#[test]
fn a_folder_a_pipe_and_a_device_are_not_read_as_files() {
    let archive = archive();
    assert!(archive.program("mkfifo").arg("clips/pipe").status().unwrap().success());
    quickly(|| check(&archive, "clips/pipe", "skipped", "not a regular file"));
    let run = archive.feed(&["ingest", "--files-from", "-"], b"clips\nclips/pipe\n/dev/zero\n");
    quickly(|| run.with(0).counts([0, 0, 0, 0, 3, 0]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_utf_8_fails_and_the_others_are_read() {
    let archive = archive();
    let name = OsStr::from_bytes(b"clips/F\xe4hre.html");
    archive.write(name, numbered(2));
    let run = archive.run(&["ingest", "clips"]).with(3).counts([1, 0, 0, 0, 0, 1]);
    run.says(&["its name is not UTF-8; rename it and ingest again"]);
    archive.finds(&["Leuchtturm"], &["good.html"]);
    let by_name = archive.run(&[OsStr::new("ingest"), name]);
    by_name.with(3).says(&["its name is not UTF-8"]);
    let folder = OsStr::from_bytes(b"\xe4rger");
    archive.write(std::path::Path::new(folder).join("page.html"), numbered(3));
    archive.run(&[OsStr::new("ingest"), folder]).with(3).says(&["its name is not UTF-8"]);
    archive.run(&[OsStr::new("ingest"), folder, OsStr::new("--prune")]).with(3);
    archive.finds(&["Leuchtturm"], &["good.html"]);
}

#[test]
fn a_root_that_does_not_exist_is_said_before_anything_is_read() {
    let archive = archive();
    let run = archive.run(&["ingest", "clips", "clisp"]).with(2);
    run.says(&["cannot read `clisp`", "No such file or directory", "hint: name a folder or file that exists"]);
    archive.run(&["ingest"]).with(2);
    archive.run(&["query", "x"]).with(4);
}

#[test]
fn an_argument_that_is_no_utf_8_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let archive = Archive::empty();
    for command in ["query", "save", "fix", "timeline"] {
        let args = [std::ffi::OsStr::new(command), std::ffi::OsStr::from_bytes(b"x\xff")];
        archive.run(&args).with(2);
    }
}
