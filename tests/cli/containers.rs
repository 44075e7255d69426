//! Files that hold pages and articles in other forms: compressed, in MHTML, in lists, with a note beside the page.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::archive::{Archive, Run, json_lines};
use super::clip::{clip, numbered};

const NEWS: &str = "Die Fähre nach Norden fährt im Winter nur noch zweimal am Tag, teilte die Reederei mit. ";

fn packed(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn fields(number: usize) -> Value {
    json!({
        "title": format!("Meldung {number}"), "maintext": format!("{NEWS}nummer{number}"), "date_publish": "2025-10-28 09:13:00",
        "url": format!("https://hafenkurier.example/{number}"), "authors": ["Maike Petersen"],
    })
}

fn lines(numbers: &[usize]) -> String {
    numbers.iter().map(|number| format!("{}\n", fields(*number))).collect()
}

/// Returns the lines of the report as `path outcome reason`, unchanged ones left out.
fn report(archive: &Archive, args: &[&str]) -> (Run, Vec<String>) {
    let run = archive.run(&[&["ingest", "clips", "--report", "report"], args].concat());
    let lines = json_lines(&archive.path("report"));
    let word = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let shown = lines.iter().filter(|line| line["outcome"] != "unchanged").map(|line| {
        let path = word(line, "path").replace("clips/", "");
        format!("{path} {} {}", word(line, "outcome"), word(line, "reason")).trim_end().to_owned()
    });
    (run, shown.collect())
}

fn extracted(archive: &Archive, args: &[&str]) -> Vec<Value> {
    archive.run(&[&["extract"], args].concat()).lines()
}

#[test]
fn compressed_pages_are_read_whatever_they_are_called() {
    let archive = Archive::empty();
    archive.write("clips/1.html.gz", packed(numbered(1)));
    archive.write("clips/2.html", packed(numbered(2)));
    archive.write("clips/3.html.gz", numbered(3));
    archive.write("clips/4.txt.gz", packed(format!("Die Fähre fährt seltener\n\n{}", NEWS.repeat(5))));
    archive.write("clips/5.json.gz", packed(fields(5).to_string()));
    archive.write("clips/6.ndjson.gz", packed(lines(&[6, 7])));
    archive.write("clips/two.html.gz", [packed("<html><body><article>"), packed(numbered(8))].concat());
    archive.write("clips/style.css.gz", packed("p {}"));
    let (_, lines) = report(&archive, &[]);
    let expected = [
        "1.html.gz indexed",
        "2.html indexed",
        "3.html.gz indexed",
        "4.txt.gz indexed",
        "5.json.gz indexed",
        "6.ndjson.gz skipped a list, each row with a line of its own (2 rows)",
        "6.ndjson.gz#1 indexed",
        "6.ndjson.gz#2 indexed",
        "style.css.gz skipped a style sheet or script, not a page",
        "two.html.gz indexed",
    ];
    let mut sorted = lines.clone();
    sorted.sort();
    assert_eq!(sorted, expected);
    archive.finds(&["nummer7"], &["6.ndjson.gz#2"]);
}

#[test]
fn damaged_and_dangerous_gzip_data_fails_with_the_reason() {
    let archive = Archive::empty();
    let whole = packed(numbered(1));
    archive.write("clips/cut.html.gz", whole.get(..whole.len() - 30).unwrap());
    let mut wrong = whole.clone();
    let place = wrong.len() - 5;
    wrong[place] ^= 0xff;
    archive.write("clips/sum.html.gz", wrong);
    archive.write("clips/large.html.gz", packed(vec![b' '; 3_000_000]));
    archive.write("clips/bomb.ndjson.gz", packed(vec![b'\n'; 90 << 20]));
    archive.write("clips/good.html.gz", whole);
    let (run, lines) = report(&archive, &["--max-size", "2"]);
    run.with(3);
    let says = |file: &str, reason: &str| {
        assert!(lines.iter().any(|line| line.starts_with(file) && line.contains(reason)), "{file}: {lines:#?}");
    };
    says("cut.html.gz failed", "the gzip data is cut off");
    says("sum.html.gz failed", "the gzip data is damaged");
    says("large.html.gz failed", "larger than 2 MB");
    says("bomb.ndjson.gz failed", "more than 300 times its size");
    says("good.html.gz indexed", "");
}

fn mhtml(body: &str) -> String {
    let mut quoted = String::new();
    for (place, byte) in body.bytes().enumerate() {
        match byte {
            b'=' | 128.. => write!(quoted, "={byte:02X}").unwrap(),
            _ => quoted.push(char::from(byte)),
        }
        if place % 70 == 69 && byte != b'\n' {
            quoted.push_str("=\n");
        }
    }
    format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://hafenkurier.example/faehre\n\
         Subject: =?utf-8?Q?Fenster?=\nDate: Tue, 28 Oct 2025 09:13:00 +0100\nMIME-Version: 1.0\n\
         Content-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"----Multi--x----\"\n\n\n\
         ------Multi--x----\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{}\n\
         ------Multi--x----\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}\n\
         ------Multi--x------\n",
        "iVBORw0KGgo=\n".repeat(200_000)
    )
    .replace('\n', "\r\n")
}

#[test]
fn mhtml_gives_the_page_its_address_and_its_time() {
    let archive = Archive::empty();
    archive.write("clips/a.mhtml", mhtml(&numbered(1)));
    archive.write("clips/b.mht.gz", packed(mhtml(&numbered(1))));
    archive.write(
        "clips/c.mhtml",
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--\n",
    );
    archive.write("clips/d.mht", "MIME-Version: 1.0\nContent-Type: multipart/related\n\nx\n");
    let (_, lines) = report(&archive, &[]);
    assert_eq!(
        lines,
        [
            "a.mhtml indexed",
            "b.mht.gz duplicate same address as `clips/a.mhtml`",
            "c.mhtml skipped MHTML without a page in it",
            "d.mht failed MHTML that does not say what stands between its parts",
        ]
    );
    let page = extracted(&archive, &["clips/a.mhtml"]).remove(0);
    assert_eq!(page["title"], "Neue Farbe für Mole 1");
    assert_eq!(page["url"], "https://hafenkurier.example/faehre");
    assert_eq!(page["captured"], "2025-10-28T09:13:00+01:00");
}

#[test]
fn every_row_of_a_list_is_an_article_and_an_unchanged_list_is_not_read() {
    let archive = Archive::empty();
    let broken = format!("{}{{\"title\": \n\n{}{}\n", lines(&[1]), lines(&[2]), json!({"title": "a", "text": ""}));
    archive.write("clips/list.ndjson", broken);
    archive.write("clips/array.json", format!("[{},\n{}]", fields(3), fields(4)));
    let (run, shown) = report(&archive, &[]);
    run.with(3);
    assert_eq!(
        shown,
        [
            "array.json#1 indexed",
            "array.json#2 indexed",
            "array.json skipped a list, each row with a line of its own (2 rows)",
            "list.ndjson#1 indexed",
            "list.ndjson#2 failed broken JSON: EOF while parsing a value at line 2 column 0",
            "list.ndjson#4 indexed",
            "list.ndjson#5 skipped no article: its text is empty",
            "list.ndjson skipped a list, each row with a line of its own (4 rows)",
        ]
    );
    archive.ingest().counts([0, 0, 2, 0, 0, 0]);
    archive.finds(&["nummer4"], &["array.json#2"]);
    archive.finds(&["path:\"clips/list.ndjson#4\""], &["list.ndjson#4"]);
    let hit = archive.run(&["query", "nummer2", "--format", "jsonl"]).lines().remove(0);
    let shown = archive.run(&["show", hit["id"].as_str().unwrap(), "--why"]).with(0).out;
    assert!(shown.contains("list.ndjson#4") && shown.contains("json date_publish"), "{shown}");
}

#[test]
fn a_changed_list_changes_its_rows_and_loses_none_unasked() {
    let archive = Archive::empty();
    archive.write("clips/list.ndjson", lines(&[1, 2, 3]));
    archive.ingest().counts([3, 0, 0, 0, 1, 0]);
    archive.write("clips/list.ndjson", lines(&[1, 2, 3, 4]));
    archive.ingest().counts([1, 0, 3, 0, 1, 0]);
    archive.write("clips/list.ndjson", lines(&[9, 1, 2, 3]));
    archive.ingest().counts([0, 4, 0, 0, 1, 0]);
    archive.finds(&["nummer3"], &["list.ndjson#4"]);
    archive.write("clips/list.ndjson", lines(&[9, 1]));
    let run = archive.run(&["ingest", "clips"]).with(0).counts([0, 0, 2, 0, 1, 0]);
    assert!(run.out.contains("2 known files are gone"), "{run:?}");
    archive.finds(&["nummer3"], &["list.ndjson#4"]);
    assert_eq!(archive.articles(), 4);
    // Nothing has changed since, but now it is asked for.
    let run = archive.run(&["ingest", "clips", "--prune"]).with(0);
    assert!(run.out.contains("2 known files are gone, 2 of their articles removed"), "{run:?}");
    assert_eq!(archive.articles(), 2);
    archive.remove("clips/list.ndjson");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    assert_eq!(archive.articles(), 0);
    assert_eq!(archive.index(), "in order");
}

#[test]
fn a_row_takes_over_when_the_page_with_the_same_article_goes() {
    let archive = Archive::empty();
    let page = clip("Die Fähre fährt seltener", &NEWS.repeat(4));
    archive.write("clips/list.ndjson", lines(&[1, 2, 3]));
    // The page holds the newer version of the article.
    archive.write(
        "clips/a.html",
        super::clip::Clip { date: Some("2026-03-01"), url: Some("https://hafenkurier.example/2"), ..page }.html(),
    );
    archive.ingest().counts([3, 0, 0, 1, 1, 0]);
    archive.finds(&["nummer2"], &[]);
    archive.remove("clips/a.html");
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    archive.finds(&["nummer2"], &["list.ndjson#2"]);
    archive.write("clips/list.ndjson", lines(&[1, 3]));
    archive.ingest();
    archive.run(&["ingest", "clips", "--prune"]).with(0);
    archive.finds(&["nummer2"], &[]);
    archive.finds(&["nummer3"], &["list.ndjson#2"]);
    assert_eq!(archive.index(), "in order");
}

#[test]
fn tables_are_read_as_spreadsheets_write_them() {
    let archive = Archive::empty();
    let german = format!(
        "Überschrift;Volltext;Datum;Autor\r\n\"Sie sagt: \"\"Ja\"\"\";\"{NEWS}\r\n{NEWS}\";28.10.2025;Maike Petersen\r\n;x;;\r\n"
    );
    archive.write("clips/german.csv", encoded(&german));
    archive.write("clips/tab.tsv", format!("title\ttext\nZwei\t{NEWS}\n"));
    archive.write("clips/codes.csv", "plz;ort\n20095;Hamburg\n18055;Rostock\n");
    archive.write("clips/broken.csv", format!("title|text\nDrei|{NEWS}\n\"Vier|{NEWS}\nFünf|{NEWS}\n"));
    let (run, shown) = report(&archive, &[]);
    run.with(3);
    assert_eq!(
        shown,
        [
            "broken.csv#1 indexed",
            "broken.csv#2 failed a quotation mark that is not closed",
            "broken.csv#3 indexed",
            "broken.csv skipped a list, each row with a line of its own (3 rows)",
            "codes.csv skipped a list without an article (row 1: no article: no field for title and text; name the fields with `--columns`)",
            "german.csv#1 indexed",
            "german.csv#2 skipped no article: its title is empty",
            "german.csv skipped a list, each row with a line of its own (2 rows)",
            "tab.tsv#1 indexed",
            "tab.tsv skipped a list, each row with a line of its own (1 row)",
        ]
    );
    let row = extracted(&archive, &["clips/german.csv"]).remove(0);
    assert_eq!(row["title"], "Sie sagt: \"Ja\"");
    assert_eq!(row["published"], "2025-10-28");
    assert_eq!(row["body"], format!("{0}\n{0}", NEWS.trim()));
    assert_eq!(row["evidence"]["published"], "csv column `Datum`");
}

/// Returns a text in Windows-1252, as a spreadsheet in Germany writes it.
fn encoded(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

#[test]
fn columns_are_named_on_the_command_line_or_in_the_settings() {
    let archive = Archive::empty();
    archive.write("clips/list.csv", format!("Zeile,Story,Wann\nEins,\"{NEWS}\",2025-10-28\n"));
    archive.ingest().counts([0, 0, 0, 0, 1, 0]);
    let named = ["ingest", "clips", "--columns", "title=Zeile,body=Story", "--columns", "published=Wann"];
    archive.run(&named).with(0).counts([1, 0, 0, 0, 1, 0]);
    archive.run(&named).with(0).counts([0, 0, 1, 0, 0, 0]);
    archive.ingest().counts([0, 0, 1, 0, 0, 0]);
    archive.finds(&["date:2025-10-28"], &["list.csv#1"]);
    let slip = archive.run(&["ingest", "clips", "--columns", "headlin=Zeile"]).with(2);
    slip.says(&["unknown field `headlin`", "the fields are title, kicker, dek, body"]);

    archive.write(
        ".morgue/config.toml",
        "[columns]\ntitle = \"Story\"\nbody = \"Story\"\n[sources]\n\"a.example\" = \"A\"\n",
    );
    archive.ingest().counts([0, 1, 0, 0, 1, 0]);
    let row = extracted(&archive, &["clips/list.csv", "--columns", "titel=Zeile,text=Story"]).remove(0);
    assert_eq!(row["title"], "Eins");
    archive.write(".morgue/config.toml", "[columns]\ntitle = \"Story\"\nbdy = \"Story\"\n");
    archive.run(&["ingest", "clips"]).with(2).says(&["config.toml`, line 3: unknown field `bdy`", "the fields are"]);
    archive.write(".morgue/config.toml", "\n[colums]\n");
    archive.run(&["ingest", "clips"]).with(2).says(&["config.toml`, line 2", "[columns]"]);
}

#[test]
fn a_note_that_was_an_article_gives_way_to_its_page() {
    let archive = Archive::empty();
    archive.write("clips/p.json", fields(2).to_string());
    archive.ingest().counts([1, 0, 0, 0, 0, 0]);
    archive.write("clips/p.html", numbered(1));
    archive.run(&["ingest", "clips"]).with(0);
    archive.finds(&["Leuchtturm"], &["p.html"]);
    archive.run(&["query", "title:Meldung"]).with(1);
    archive.run(&["ingest", "clips"]).with(0).counts([0, 0, 2, 0, 0, 0]);
}

#[test]
fn a_file_is_not_named_like_a_row() {
    let archive = Archive::empty();
    archive.write("clips/list.ndjson", fields(1).to_string() + "\n");
    archive.write("clips/list.ndjson#1", numbered(2));
    archive.run(&["ingest", "clips"]).with(3);
    archive.run(&["query", "Leuchtturm", "--format", "trec"]).with(1);
}

#[test]
fn publications_get_the_names_of_the_settings() {
    let archive = Archive::empty();
    archive.write("clips/list.csv", format!("title,body,source\nEins,\"{NEWS}\",Hafenbote online\n"));
    archive.ingest().counts([1, 0, 0, 0, 1, 0]);
    archive.finds(&["source:\"Hafenbote online\""], &["list.csv#1"]);
    archive.write(".morgue/config.toml", "[sources]\n\"Hafenbote online\" = \"Der Hafenbote\"\n");
    archive.run(&["ingest", "clips"]).with(0).counts([0, 1, 0, 0, 1, 0]);
    archive.finds(&["source:\"Der Hafenbote\""], &["list.csv#1"]);
    archive.run(&["ingest", "clips"]).with(0).counts([0, 0, 1, 0, 0, 0]);
}

#[test]
fn a_note_beside_a_page_belongs_to_the_page() {
    let archive = Archive::empty();
    archive.write("clips/a.html", numbered(1));
    archive.write("clips/a.json", json!({"title": "x", "url": "https://hafenkurier.example/a", "authors": ["Jan Moor"], "date_download": "2025-10-29"}).to_string());
    archive.write("clips/b.txt", "Zu kurz.");
    archive.write("clips/b.json", fields(2).to_string());
    archive.write("clips/c.html", numbered(3));
    archive.write("clips/c.html.json", "{\"name\": \"x\", \"version\": 1}");
    archive.write("clips/d.html", numbered(4));
    archive.write("clips/d.json", format!("[{}]", fields(5)));
    archive.write("clips/e.html", numbered(6));
    archive.write("clips/e.json", "{\"title\": ");
    archive.write("clips/package.json", "{\"name\": \"x\"}");
    let (run, shown) = report(&archive, &[]);
    run.with(0);
    assert_eq!(
        shown,
        [
            "a.html indexed",
            "a.json skipped fields of `a.html`, read with it",
            "b.txt skipped no article: no running text; perhaps the page is built by a script",
            "b.json indexed",
            "c.html indexed",
            "c.html.json skipped JSON without fields of an article, beside `c.html`",
            "d.html indexed",
            "d.json#1 indexed",
            "d.json skipped a list, each row with a line of its own (1 row)",
            "e.html indexed",
            "e.json skipped lies beside `e.html` but cannot be used: broken JSON: EOF while parsing a value at line 1 column 10",
            "package.json skipped no article: no field for title and text; name the fields with `--columns`",
        ]
    );
    let page = extracted(&archive, &["clips/a.html"]).remove(0);
    assert_eq!(page["url"], "https://hafenkurier.example/a");
    assert_eq!(page["evidence"]["url"], "json beside the page: url");
    assert_eq!((&page["authors"], &page["captured"]), (&json!(["Jan Moor"]), &json!("2025-10-29")));
    assert_eq!(page["title"], "Neue Farbe für Mole 1");
    let sums = archive.ingest().sums();
    assert_eq!(sums, [0, 0, 11, 0, 0, 0]);

    archive.write(
        "clips/a.json",
        json!({"title": "x", "url": "https://hafenkurier.example/a", "authors": ["Jan Meer"]}).to_string(),
    );
    archive.ingest().counts([0, 1, 9, 0, 1, 0]);
    archive.finds(&["author:Meer"], &["a.html"]);
    archive.remove("clips/a.json");
    archive.ingest().counts([0, 1, 9, 0, 0, 0]);
    archive.finds(&["author:Meer"], &[]);
}

#[test]
fn text_that_was_decoded_wrongly_before_it_was_saved_is_said() {
    let archive = Archive::empty();
    let wrong: String = numbered(1).bytes().map(char::from).collect();
    archive.write("clips/a.html", wrong);
    archive.write("clips/b.html", numbered(2));
    let (_, shown) = report(&archive, &[]);
    assert!(shown[0].starts_with("a.html indexed looks wrongly decoded before it was saved (Ã¼ for ü, "), "{shown:?}");
    assert_eq!(shown[1], "b.html indexed");
}

#[test]
fn a_long_list_is_read_row_by_row_and_only_once() {
    let archive = Archive::empty();
    let all: Vec<usize> = (0..3_000).collect();
    archive.write("clips/list.ndjson", lines(&all));
    archive.ingest().counts([3_000, 0, 0, 0, 1, 0]);
    let began = Instant::now();
    archive.ingest().counts([0, 0, 1, 0, 0, 0]);
    assert!(began.elapsed().as_secs() < 5, "an unchanged list is read again");
    let mut text = lines(&all);
    text.push_str(&lines(&[3_000]));
    fs::write(archive.path("clips/list.ndjson"), text).unwrap();
    archive.ingest().counts([1, 0, 3_000, 0, 1, 0]);
    assert_eq!(archive.articles(), 3_001);
}
