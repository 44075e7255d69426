//! Exports: lists of hits for spreadsheets, reference managers and readers, in the real files.

use serde_json::Value;

use super::archive::{Archive, Run, finish};
use super::clip::{Clip, clip};

/// Every format of a list of hits that is no answer for programs, and what its file is called.
const FORMATS: [(&str, &str); 10] = [
    ("csv", "csv"),
    ("tsv", "tsv"),
    ("xlsx", "xlsx"),
    ("ris", "ris"),
    ("biblatex", "bib"),
    ("bibtex", "bibtex"),
    ("csl", "csl"),
    ("md", "md"),
    ("html", "html"),
    ("paths", "paths"),
];

/// Returns an archive of three pages, two of which tempt spreadsheets, reference managers and browsers.
fn review() -> Archive {
    let archive = Archive::empty();
    let text = "Der Leuchtturm wird im Herbst gestrichen, sagte die Hafenmeisterin am Morgen. Die Farbe muss trocknen.";
    let pages = [
        (
            "a.html",
            Clip {
                author: "Maike von Petersen",
                url: Some("https://hafenkurier.example/a"),
                ..clip("Neue Farbe für den Turm", text)
            },
        ),
        (
            "b.html",
            Clip {
                author: "Redaktion",
                date: Some("2025-10-21"),
                ..clip("=Farbe &amp; &lt;b&gt;Turm&lt;/b&gt;; 50 %", text)
            },
        ),
        ("c.html", Clip { date: None, source: "Rheinblick", ..clip("ER  - Die Farbe", text) }),
    ];
    for (number, (name, page)) in pages.into_iter().enumerate() {
        let page = Clip { text: format!("{} {number}", page.text), ..page };
        archive.write(format!("clips/{name}"), page.html());
    }
    archive.ingest().counts([3, 0, 0, 0, 0, 0]);
    archive
}

#[track_caller]
fn export(archive: &Archive, format: &str, flags: &[&str]) -> Run {
    let mut args = vec!["query", "Farbe", "--group", "none", "--format", format];
    args.extend(flags);
    archive.run(&args).with(0)
}

fn values(archive: &Archive, key: &str) -> Vec<String> {
    let hits = export(archive, "jsonl", &["--all"]).lines();
    hits.iter().map(|hit| hit[key].as_str().unwrap_or_default().to_owned()).collect()
}

/// Returns what follows a beginning in the lines that have it.
fn after<'a>(text: &'a str, beginning: &str) -> Vec<&'a str> {
    text.lines().filter_map(|line| line.strip_prefix(beginning)).collect()
}

#[test]
fn every_export_has_the_hits_of_the_list_in_its_order() {
    let archive = review();
    let (ids, titles, paths) = (values(&archive, "id"), values(&archive, "title"), values(&archive, "path"));
    assert_eq!(ids.len(), 3);
    assert_eq!(after(&export(&archive, "ris", &[]).out, "ID  - "), ids);
    assert_eq!(after(&export(&archive, "paths", &[]).out, ""), paths);
    assert_eq!(export(&archive, "paths", &["-0"]).out.split_terminator('\0').collect::<Vec<_>>(), paths);
    let csl: Value = serde_json::from_str(&export(&archive, "csl", &[]).out).unwrap();
    let found: Vec<&str> = csl.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(found, ids);
    let tsv = export(&archive, "tsv", &["--columns", "id,title"]).out;
    let rows: Vec<String> = tsv.lines().skip(1).map(|row| row.replace("\t'", "\t")).collect();
    let expected: Vec<String> = ids.iter().zip(&titles).map(|(id, title)| format!("{id}\t{title}")).collect();
    assert_eq!(rows, expected);
    for (format, lead) in [("biblatex", "@article{"), ("bibtex", "@article{"), ("md", "## "), ("html", "<article ")] {
        assert_eq!(after(&export(&archive, format, &[]).out, lead).len(), 3, "{format}");
    }
    assert_eq!(after(&export(&archive, "ris", &["--limit", "1", "--offset", "1"]).out, "ID  - "), ids[1..2]);
}

#[test]
fn what_is_unknown_is_left_out_and_what_is_partly_known_is_as_precise() {
    let archive = review();
    let text = "Der Speicher am Kai bekommt eine neue Farbe. ".repeat(8);
    archive.write("clips/d.ndjson", format!("{{\"title\": \"Farbe\", \"date\": \"2024-03\", \"text\": \"{text}\"}}\n"));
    archive.ingest();
    for (format, _) in FORMATS.iter().filter(|(format, _)| *format != "xlsx") {
        let out = export(&archive, format, &[]).out;
        for word in ["None", "null", "undefined", "1970"] {
            assert!(!out.contains(word), "{format}: {word}");
        }
    }
    let ris = export(&archive, "ris", &[]).out;
    let mut dates = after(&ris, "DA  - ");
    dates.sort_unstable();
    assert_eq!(dates, ["2024/03//", "2025/10/20/", "2025/10/21/"]);
    assert!(ris.contains("AU  - von Petersen, Maike\r\n") && ris.contains("AU  - Redaktion\r\n"), "{ris}");
    assert_eq!(ris.matches("\r\nER  - \r\n").count(), 4, "{ris}");
    let bib = export(&archive, "biblatex", &[]).out;
    assert!(bib.contains("author = {{Redaktion}}") && bib.contains("date = {2024-03},"), "{bib}");
    assert!(bib.contains("@article{hafenkurier2025farbe") && bib.contains("@article{rheinblicknd"), "{bib}");
    assert!(export(&archive, "bibtex", &[]).out.contains("year = {2024},\n  month = mar,\n"));
}

#[test]
fn nothing_of_a_page_is_a_formula_or_markup() {
    let archive = review();
    assert!(export(&archive, "csv", &[]).out.contains("'=Farbe & <b>Turm</b>; 50 %"));
    let html = export(&archive, "html", &[]).out;
    assert!(!html.contains("<b>") && html.contains("&lt;b&gt;") && html.contains("<mark>Farbe</mark>"), "{html}");
    let markdown = export(&archive, "md", &[]).out;
    assert!(!markdown.contains("<b>") && markdown.contains("**Farbe**"), "{markdown}");
    assert!(export(&archive, "bibtex", &[]).out.contains("\\& <b>Turm</b>; 50 \\%"));
}

#[test]
fn excel_gets_its_own_csv() {
    let archive = review();
    let out = export(&archive, "csv", &["--excel", "--columns", "title,rank"]).out;
    assert!(out.starts_with("\u{feff}title;rank\r\n"), "{out}");
    assert!(out.contains("\"'=Farbe & <b>Turm</b>; 50 %\";"), "{out}");
    for format in ["xlsx", "tsv", "json"] {
        let run = archive.run(&["query", "Farbe", "--format", format, "--excel"]).with(2);
        assert_eq!(run.says(&["no place for `--excel`", "hint: "]).out, "", "{format}");
    }
}

#[test]
fn a_flag_without_a_place_is_an_error() {
    let archive = review();
    for (format, flags) in [
        ("ris", ["--columns", "title"]),
        ("md", ["--columns", "title"]),
        ("csv", ["--columns", "titel2"]),
        ("xlsx", ["--columns", "titel2"]),
        ("csv", ["--facets", "topic"]),
        ("csl", ["--facets", "topic"]),
        ("csv", ["--null", "--all"]),
        ("html", ["--why-ranked", "--all"]),
        ("ris", ["--explain", "--all"]),
    ] {
        let run = archive.run(&["query", "Farbe", "--format", format, flags[0], flags[1]]).with(2);
        assert_eq!(run.says(&["error: ", "hint: "]).out, "", "{format} {flags:?}");
    }
}

#[test]
fn a_file_tells_its_format_and_is_there_whole_or_not_at_all() {
    let archive = review();
    for (format, ending) in FORMATS.iter().filter(|(format, _)| !["bibtex", "csl", "paths"].contains(format)) {
        let name = format!("hits.{ending}");
        let args = ["query", "Farbe", "--group", "none", "-o", &name];
        archive.run(&args).with(0).says(&[&format!("3 hits written to `{name}`")]);
        let written = std::fs::read(archive.path(&name)).unwrap();
        let mut command = archive.command(&["query", "Farbe", "--group", "none", "--format", format]);
        assert_eq!(written, command.output().unwrap().stdout, "{format}");
        archive.run(&args).with(2).says(&["is there already", "`--force` replaces it"]);
        archive.write(&name, "old");
        archive.run(&["query", "Farbe", "--group", "none", "-o", &name, "--force"]).with(0);
        assert_eq!(std::fs::read(archive.path(&name)).unwrap(), written, "{format}");
        // A mistake leaves what was there.
        archive.run(&["query", "(Farbe", "-o", &name, "--force", "--columns", "titel2"]).with(2);
        assert_eq!(std::fs::read(archive.path(&name)).unwrap(), written, "{format}");
    }
    archive.run(&["query", "Farbe", "-o", "text.txt", "--format", "ris"]).with(0);
    assert!(std::fs::read_to_string(archive.path("text.txt")).unwrap().starts_with("TY  - NEWS\r\n"));
    let by = |name: &str| archive.run(&["query", "Farbe", "--format", name]).with(0).out;
    assert_eq!((by("bib"), by("markdown")), (by("biblatex"), by("md")));
    archive.run(&["query", "Farbe", "-o", "hits.pdf"]).with(2).says(&["the name `hits.pdf` tells no format"]);
    archive.run(&["query", "Farbe", "-o", "nowhere/hits.xlsx"]).with(2).says(&["cannot write `nowhere/hits.xlsx`"]);
    // A user without special rights may read the archive, and may not write beside it.
    archive.program("chmod").args(["-R", "a+rwX", "."]).status().unwrap();
    archive.write("closed/x", "");
    archive.program("chmod").args(["a-w", "closed"]).status().unwrap();
    let closed = finish(&mut archive.as_nobody(&["query", "Farbe", "-o", "closed/hits.htm"]), b"").with(2);
    assert!(closed.says(&["cannot write `closed/hits.htm`"]).out.is_empty());
    let left = std::fs::read_dir(archive.path("."))
        .unwrap()
        .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(left.count(), 0);
}

#[test]
fn many_queries_make_one_document() {
    let archive = review();
    archive.write("list.tsv", "eins\tFarbe\nzwei\tTurm\n");
    let batch = |format: &str| {
        archive.run(&["query", "--batch", "list.tsv", "--group", "none", "--format", format]).with(0).out
    };
    let csl: Value = serde_json::from_str(&batch("csl")).unwrap();
    assert_eq!(csl.as_array().unwrap().len(), 3);
    assert_eq!(after(&batch("ris"), "TY  - ").len(), 3);
    let html = batch("html");
    assert_eq!(
        (html.matches("<!doctype").count(), html.matches("<section>").count(), html.matches("</html>").count()),
        (1, 2, 1)
    );
    assert_eq!(after(&batch("md"), "# ").len(), 2);
    assert_eq!(batch("paths").lines().count(), 3);
    assert!(batch("tsv").starts_with("name\trank\t"));
}

#[test]
fn a_list_without_hits_is_still_a_file_of_its_kind() {
    let archive = review();
    let none = |format: &str| archive.run(&["query", "Gibtesnicht", "--format", format]).with(1).out;
    assert_eq!(none("csl"), "[]\n");
    assert_eq!((none("ris"), none("biblatex"), none("paths")), (String::new(), String::new(), String::new()));
    assert!(none("html").contains("0 articles match") && none("html").ends_with("</html>\n"));
    assert!(none("md").starts_with("# Gibtesnicht\n"));
    assert_eq!(none("tsv").lines().count(), 1);
}

#[test]
fn a_row_is_named_by_its_list_which_is_named_once() {
    let archive = Archive::empty();
    let row = |number: usize| {
        format!(
            "{{\"title\": \"Leuchtturm {number}\", \"text\": \"{}\"}}\n",
            format!("Der Leuchtturm {number} steht am Kai und wird gestrichen. ").repeat(5 + number)
        )
    };
    archive.write("clips/list.ndjson", [row(1), row(2)].concat());
    archive.ingest();
    archive.write("below/x", "");
    let mut command = archive.command(&["query", "Leuchtturm", "--group", "none", "--format", "paths"]);
    assert_eq!(finish(&mut command, b"").with(0).out, "clips/list.ndjson\n");
    let run = finish(command.current_dir(archive.path("below")), b"").with(0);
    assert!(run.out.ends_with("/clips/list.ndjson\n") && run.out.starts_with('/'), "{run:?}");
}

/// Runs the program with a terminal to write to.
#[test]
fn a_terminal_gets_no_workbook_and_is_not_steered() {
    let archive = review();
    archive.write("clips/\u{1b}[2J.html", clip("Die Farbe am Kai", &"Der Kai wird grün. ".repeat(20)).html());
    archive.ingest();
    let terminal = |flags: &str| {
        let typed = format!("{} query Farbe --group none {flags}", super::archive::MORGUE);
        archive.program("script").args(["-qec", &typed, "/dev/null"]).output().unwrap()
    };
    let workbook = terminal("--format xlsx");
    let said = String::from_utf8(workbook.stdout).unwrap();
    assert!(said.contains("a workbook is nothing for a terminal") && said.contains("-o FILE.xlsx"), "{said}");
    assert_eq!(workbook.status.code(), Some(2));
    let shown = terminal("--format paths").stdout;
    assert!(!shown.contains(&0x1b), "{}", String::from_utf8_lossy(&shown));
    assert!(export(&archive, "paths", &[]).out.contains('\u{1b}'));
    assert!(terminal("-o hits.xlsx").status.success());
}
