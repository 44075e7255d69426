//! `morgue query`: what is found, in which order, and what is said about what is not.

use super::archive::{Archive, Run};
use super::clip::{Clip, clip};
use super::press::press;

/// Asks a list of queries of one archive: each with the files it finds.
#[track_caller]
fn check(archive: &Archive, cases: &[(&str, &[&str])]) {
    for (query, expected) in cases {
        archive.finds(&[query], expected);
    }
}

const ALL: &[&str] =
    &["chor.html", "erden.html", "ferry.html", "gipfel.html", "mine.html", "undatiert.html", "zoll.html"];

#[test]
fn all_words_must_occur_or_any_with_the_flag() {
    let archive = press();
    check(&archive, &[("Japan China", &["gipfel.html"]), ("Japan Seehund", &[]), ("japan CHINA", &["gipfel.html"])]);
    archive.finds(&["Japan", "China"], &["gipfel.html"]);
    archive.finds(&["--any", "Seehund Tokio"], &["chor.html", "erden.html"]);
    archive.finds(&["--any", "Seehund Tokio -Lotsen"], &["erden.html"]);
    archive.finds(&[], ALL);
}

#[test]
fn a_phrase_may_stand_in_any_quotation_marks() {
    let archive = press();
    for query in [
        "\"seltene Erden\"",
        "„seltene Erden“",
        "“seltene Erden”",
        "»seltene Erden«",
        "«seltene Erden»",
        "›seltene Erden‹",
        "‚seltene Erden‘",
        "\"seltener Erden\"",
    ] {
        archive.finds(&[query], &["erden.html"]);
    }
    check(
        &archive,
        &[("\"Erden seltene\"", &[]), ("\"rare earths\"", &["mine.html"]), ("\"Japan und China\"", &["gipfel.html"])],
    );
}

#[test]
fn operators_work_in_english_and_german_and_in_brackets() {
    let archive = press();
    check(
        &archive,
        &[
            ("Seehund OR Zoll", &["chor.html", "zoll.html", "gipfel.html"]),
            ("Seehund ODER Tokio", &["chor.html", "erden.html"]),
            ("Japan AND China", &["gipfel.html"]),
            ("Japan UND China", &["gipfel.html"]),
            ("Japan NOT China", &["erden.html", "mine.html", "undatiert.html"]),
            ("Japan NICHT China", &["erden.html", "mine.html", "undatiert.html"]),
            ("Japan AND NOT China", &["erden.html", "mine.html", "undatiert.html"]),
            ("Japan -China", &["erden.html", "mine.html", "undatiert.html"]),
            ("Japan -China -Tokio", &["mine.html", "undatiert.html"]),
            ("Japan (Tokio OR China)", &["erden.html", "gipfel.html"]),
            ("Tokio OR Japan China", &["erden.html", "gipfel.html"]),
            ("(Tokio OR Japan) China", &["gipfel.html"]),
            ("Japan -(Tokio OR China)", &["mine.html", "undatiert.html"]),
            ("Japan -\"seltene Erden\"", &["gipfel.html", "mine.html", "undatiert.html"]),
        ],
    );
    archive.finds(&["--", "Japan", "-China"], &["erden.html", "mine.html", "undatiert.html"]);
    archive.finds(&["NOT Japan"], &["chor.html", "ferry.html", "zoll.html"]);
}

#[test]
fn a_minus_where_only_flags_can_stand_is_explained() {
    press().run(&["query", "Japan", "-China"]).with(2).says(&["hint: to leave a word out, write `NOT China`"]);
}

#[test]
fn an_operator_in_small_letters_is_a_word_and_a_warning() {
    let archive = press();
    archive.run(&["query", "Japan and China"]).says(&["`and` was searched as a word; write `AND` for the operator"]);
    let run = archive.run(&["-q", "query", "Japan and China"]);
    assert_eq!(run.err, "");
}

#[test]
fn a_field_narrows_a_word() {
    let archive = press();
    check(
        &archive,
        &[
            ("title:Japan", &["gipfel.html", "undatiert.html"]),
            ("titel:Zölle", &["zoll.html"]),
            ("body:Zölle", &["gipfel.html", "zoll.html"]),
            ("title:(Japan OR Zölle)", &["gipfel.html", "undatiert.html", "zoll.html"]),
            ("title:\"Japan und China\"", &["gipfel.html"]),
            ("source:Rheinblick", &["undatiert.html", "zoll.html"]),
            ("source:\"Harbour Post\"", &["ferry.html", "mine.html"]),
            ("author:Petersen", &["chor.html", "erden.html"]),
            ("author:\"Jonas Brandt\" source:Hafenkurier", &["gipfel.html"]),
            ("lang:en", &["ferry.html", "mine.html"]),
            ("lang:en -author:Petersen Japan", &["mine.html"]),
            ("topic:Japan topic:China", &["gipfel.html"]),
            ("date:2025-10", &["erden.html", "ferry.html", "zoll.html"]),
            ("date:2025-10-31..2025-11-01", &["gipfel.html", "zoll.html"]),
            ("date:28.10.2025", &["erden.html"]),
            ("date:<2025", &["chor.html"]),
            ("date:none", &["undatiert.html"]),
            ("path:mine.html", &["mine.html"]),
        ],
    );
    let id = archive.run(&["query", "Seehund", "--format", "jsonl"]).lines()[0]["id"].as_str().unwrap().to_owned();
    archive.finds(&[&format!("id:{id}")], &["chor.html"]);
}

#[test]
fn the_flags_filter_like_the_fields() {
    let archive = press();
    archive.finds(&["Japan", "--source", "Rheinblick"], &["undatiert.html"]);
    archive.finds(&["--source", "Rheinblick", "--source", "Harbour Post", "Japan"], &["mine.html", "undatiert.html"]);
    archive.finds(&["--author", "Maike Petersen"], &["chor.html", "erden.html"]);
    archive.finds(&["--lang", "en", "Japan"], &["mine.html"]);
    archive.finds(&["--topic", "Japan", "--topic", "China"], &["gipfel.html"]);
}

#[test]
fn a_broader_topic_finds_the_narrower_ones() {
    let archive = press();
    for topic in ["Japan", "japan", "JP"] {
        let run = archive.run(&["query", "--topic", topic]);
        assert!(matches!(run.code, Some(0 | 2)), "{topic}: {run:?}");
    }
    let japan = archive.found(&["--topic", "Japan"]);
    assert!(japan.contains(&"erden.html".to_owned()), "{japan:?}");
    for broader in ["Eastern Asia", "Ostasien", "eastern-asia", "Asien"] {
        let found = archive.found(&["--topic", broader]);
        assert!(japan.iter().all(|path| found.contains(path)), "{broader}: {found:?}");
        assert!(!found.contains(&"ferry.html".to_owned()), "{broader}: {found:?}");
    }
    archive.finds(&["--topic", "rare earths"], &["erden.html", "mine.html"]);
    archive.finds(&["--topic", "Seltene Erden", "--lang", "en"], &["mine.html"]);
}

#[test]
fn an_unknown_topic_is_pointed_at_with_the_nearest_ones() {
    let archive = press();
    let run = archive.run(&["query", "Hafen topic:Japn"]).with(2);
    run.says(&[
        "error: unknown topic `Japn`\n  Hafen topic:Japn\n              ^^^^\n",
        "did you mean `Japan`",
        "tag:",
    ]);
    archive.run(&["query", "--topic", "Qwertz"]).with(2).says(&["unknown topic `Qwertz`", "hint: "]);
}

#[test]
fn from_and_to_include_both_ends() {
    let archive = press();
    let between = |from: &str, to: &str, expected: &[&str]| archive.finds(&["--from", from, "--to", to], expected);
    between("2025-10-28", "2025-10-31", &["erden.html", "zoll.html"]);
    between("2025-09-30", "2025-10-01", &["ferry.html", "mine.html"]);
    between("2025-10", "2025-10", &["erden.html", "ferry.html", "zoll.html"]);
    between("2024", "2024", &["chor.html"]);
    between("24.12.2024", "24.12.2024", &["chor.html"]);
    between("2025-10-29", "2025-10-30", &[]);
    archive.finds(&["--from", "2025-11"], &["gipfel.html"]);
    archive.finds(&["--to", "2025-09-29"], &["chor.html"]);
    archive.run(&["query", "--from", "2025-11", "--to", "2025-10"]).with(2).says(&[
        "--from",
        "is after --to",
        "hint: swap",
    ]);
    archive.run(&["query", "--from", "soon"]).with(2).says(&["--from: `soon` is no date; try `2025-10-28`"]);
}

#[test]
fn undated_articles_are_counted_or_kept_but_never_lost() {
    let archive = press();
    let asked = ["query", "Japan", "--from", "2025-10"];
    archive.run(&asked).with(0).says(&["1 matching article has no date and was left out; `--undated` shows it too"]);
    archive.finds(&["Japan", "--from", "2025-10", "--undated"], &["erden.html", "gipfel.html", "undatiert.html"]);
    let run = archive.run(&["query", "Seehund", "--from", "2024"]).with(0);
    assert!(!run.err.contains("no date"), "{run:?}");
    let run = archive.run(&["query", "Japan", "--from", "2025-10", "--undated"]).with(0);
    assert!(!run.err.contains("left out"), "{run:?}");
}

#[test]
fn hits_are_sorted_by_date_on_demand_with_undated_ones_last() {
    let archive = press();
    let dated = ["gipfel.html", "zoll.html", "erden.html", "ferry.html", "mine.html", "chor.html"];
    let mut newest: Vec<&str> = dated.to_vec();
    newest.push("undatiert.html");
    assert_eq!(archive.found(&["--sort", "newest"]), newest);
    let mut oldest: Vec<&str> = dated.into_iter().rev().collect();
    oldest.push("undatiert.html");
    assert_eq!(archive.found(&["--sort", "oldest"]), oldest);
}

#[test]
fn a_title_weighs_more_than_a_body() {
    assert_eq!(press().found(&["Zölle"]).first().map(String::as_str), Some("zoll.html"));
    assert_eq!(press().found(&["Hafen"]).first().map(String::as_str), Some("undatiert.html"));
}

#[test]
fn equal_hits_are_ordered_by_date_then_by_id() {
    let archive = Archive::empty();
    for (number, date) in
        [Some("2025-01-02"), Some("2025-03-01"), None, Some("2025-03-01"), Some("2025-02-01")].into_iter().enumerate()
    {
        let url = [
            "https://a.example/1",
            "https://a.example/2",
            "https://a.example/3",
            "https://a.example/4",
            "https://a.example/5",
        ];
        let page = Clip {
            date,
            url: Some(url[number]),
            ..clip("Das Stichwort der Woche", "Hier steht das Stichwort noch einmal.")
        };
        archive.write(format!("clips/{number}.html"), page.html());
    }
    archive.ingest().counts([5, 0, 0, 0, 0, 0]);
    let hits = archive.run(&["query", "Stichwort", "--group", "none", "--format", "jsonl"]).lines();
    let of = |key: &str| hits.iter().map(|hit| hit[key].as_str().unwrap_or("none").to_owned()).collect::<Vec<_>>();
    assert_eq!(of("published"), ["2025-03-01", "2025-03-01", "2025-02-01", "2025-01-02", "none"]);
    let ids = of("id");
    assert!(ids[0] < ids[1], "{ids:?}");
}

#[test]
fn pages_of_hits_fit_together() {
    let archive = press();
    for sort in ["relevance", "newest", "oldest"] {
        for query in ["Japan OR Zoll OR Lotsen OR mayor", ""] {
            let all = archive.found(&["--sort", sort, query]);
            let mut paged = Vec::new();
            for offset in (0..all.len()).step_by(2) {
                let run = archive.run(&[
                    "query",
                    query,
                    "--sort",
                    sort,
                    "--limit",
                    "2",
                    "--offset",
                    &offset.to_string(),
                    "--format",
                    "jsonl",
                ]);
                for hit in run.with(0).lines() {
                    assert_eq!(hit["rank"], paged.len() + 1);
                    paged.push(hit["path"].as_str().unwrap().trim_start_matches("clips/").to_owned());
                }
            }
            assert_eq!(paged, all);
        }
    }
    archive.run(&["query", "Japan", "--limit", "2"]).with(0).says(&["4 articles match, 1 to 2 shown"]);
    let beyond = archive.run(&["query", "Japan", "--offset", "10"]).with(0).says(&["4 articles match, none shown"]);
    assert_eq!(beyond.out, "");
    archive.run(&["query", "Japan", "--all", "--limit", "2"]).with(2);
}

#[test]
fn plain_words_know_no_operators() {
    let archive = press();
    archive.finds(&["--words", "\"Tokio (seltene Erden: -AND"], &[]);
    archive.finds(&["--words", "Tokio seltene (Erden:"], &["erden.html"]);
    archive.finds(&["--words", "--any", "NOT Tokio: \"Seehund"], &["chor.html", "erden.html"]);
}

#[test]
fn a_batch_answers_every_line_under_its_name() {
    let archive = press();
    archive.write("topics.tsv", "q1\tJapan China\n\nq2\tSeehund\nq3\tGibtesnicht\n");
    let run = archive.run(&["query", "--batch", "topics.tsv", "--format", "trec", "--docid", "path"]).with(0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{run:?}");
    assert!(lines[0].starts_with("q1 Q0 clips/gipfel.html 1 ") && lines[0].ends_with(" morgue"), "{run:?}");
    assert!(lines[1].starts_with("q2 Q0 clips/chor.html 1 "), "{run:?}");
    let run = archive.feed(&["query", "--batch", "-", "--format", "jsonl"], b"a\tSeehund\n").with(0);
    assert_eq!(run.lines()[0]["name"], "a");
    archive.feed(&["query", "--batch", "-"], b"a\tGibtesnicht\n").with(1);
}

#[test]
fn a_bad_line_in_a_batch_is_named_before_anything_is_answered() {
    let archive = press();
    let bad = |input: &str, says: &[&str]| {
        let run = archive.feed(&["query", "--batch", "-", "--format", "trec"], input.as_bytes()).with(2);
        assert_eq!(run.out, "");
        run.says(says);
    };
    bad("a\tJapan\nno tab here\n", &["line 2 of `-` has no tab", "hint: each line is a name, a tab and the query"]);
    bad("a\tJapan\nb\t\"Seehund\n", &["line 2 of `-`", "the quotation mark `\"` is not closed"]);
    archive.run(&["query", "--batch", "none.tsv"]).with(2).says(&["cannot read the queries `none.tsv`"]);
}

#[test]
fn each_language_is_inflected_in_its_own_way() {
    let archive = press();
    check(
        &archive,
        &[
            ("Maschine", &["zoll.html"]),
            ("Zölle", &["gipfel.html", "zoll.html"]),
            ("Hauses", &["erden.html"]),
            ("Lieferungen", &["erden.html"]),
            ("dig", &["mine.html"]),
            ("companies", &["mine.html"]),
            ("company", &["mine.html"]),
            ("house", &["mine.html"]),
            ("sleep", &["ferry.html"]),
            ("seals", &["ferry.html"]),
        ],
    );
}

#[test]
fn umlauts_and_sharp_s_may_be_spelled_out() {
    let archive = press();
    check(
        &archive,
        &[
            ("Fruehling", &["erden.html"]),
            ("Frühling", &["erden.html"]),
            ("Strasse", &["zoll.html"]),
            ("STRASSE", &["zoll.html"]),
            ("Straße", &["zoll.html"]),
            ("dreissig", &["zoll.html"]),
            ("Foerderung", &["erden.html"]),
        ],
    );
}

#[test]
fn the_exit_code_tells_hits_no_hits_and_wrong_queries_apart() {
    let archive = press();
    archive.run(&["query", "Japan"]).with(0);
    archive.run(&["search", "Japan"]).with(0);
    archive.run(&["query", "Gibtesnicht"]).with(1);
    archive.run(&["query", "Japan AND"]).with(2);
    archive.run(&["query", "--nonsense"]).with(2);
    archive.run(&["nonsense"]).with(2);
    archive.run(&[""; 0]).with(2);
}

#[test]
fn a_wrong_query_is_pointed_at_with_a_hint() {
    let archive = press();
    let wrong = |query: &str, says: &str| {
        let run: Run = archive.run(&["query", query]).with(2).says(&[says, "\n  hint: "]);
        assert_eq!(run.out, "");
    };
    wrong("Hafen \"seltene Erden", "error: the quotation mark `\"` is not closed\n  Hafen \"seltene Erden\n        ^");
    wrong("„seltene Erden", "error: the quotation mark `„` is not closed\n  „seltene Erden\n  ^");
    wrong("titl:Wahl", "error: unknown field `titl`\n  titl:Wahl\n  ^^^^\n  hint: did you mean `title`?");
    wrong("über titl:Wahl", "\n  über titl:Wahl\n       ^^^^\n");
    wrong("(Japan", "the bracket `(` is not closed");
    wrong("Japan)", "there is no open bracket for this `)`");
    wrong("Japan OR", "a word is missing beside the operator `OR`");
    wrong("date:soon", "`soon` is no date");
    wrong("*", "a wildcard needs a letter or digit beside it");
    wrong("topic:Jap*", "the field `topic` takes no wildcards");
    wrong("Japan NEAR Zoll", "`NEAR` needs a number of words from 1 to 255\n  Japan NEAR Zoll\n        ^^^^\n  hint: ");
    wrong("title:Japan NEAR/5 Zoll", "only words, phrases and alternatives of them can stand beside");
    wrong("Japan^2", "weighting a word is not supported");
    wrong("words:long", "`long` is no number of words");
    wrong("Japan =(a b)", "this `=` does not begin an exact form\n  Japan =(a b)\n        ^\n  hint: ");
    wrong("()", "the brackets are empty");
    wrong("e* a* n* r* s* t* i* ".repeat(5).as_str(), "the query has more than 32 masks and fuzzy words");
    let run = archive.run(&["query", "--words", "* –"]).with(2).says(&["there is no word in `* –`", "hint: "]);
    assert_eq!(run.out, "");
}

#[test]
fn any_word_will_do_but_a_compound_that_is_excluded_is_meant_as_a_whole() {
    let archive = Archive::empty();
    for (name, text) in [
        ("whole.html", "Das Rohstoffabkommen gilt seit dem Sommer, und die Leute im Hafen freuen sich sehr darüber."),
        ("part.html", "Ein Abkommen über die Fischerei gilt seit dem Sommer, und die Leute im Hafen freuen sich."),
    ] {
        archive.write(format!("clips/{name}"), clip("Aus dem Hafen von Norden", text).html());
    }
    archive.ingest();
    archive.finds(&["--any", "Rohstoffabkommen"], &["part.html", "whole.html"]);
    archive.finds(&["--any", "Hafen -Rohstoffabkommen"], &["part.html"]);
    archive.finds(&["--any", "Hafen AND Rohstoffabkommen"], &["whole.html"]);
    archive.finds(&["--any", "Rohstoffabkommen NEAR/3 gilt"], &["whole.html"]);
    archive.finds(&["--any", "atleast1 Rohstoffabkommen"], &["whole.html"]);
    for (query, line) in [
        ("Hafen Rohstoffabkommen", "      2    Rohstoffabkommen\n"),
        ("Hafen AND Rohstoffabkommen", "      1    Rohstoffabkommen\n"),
        ("Hafen -Rohstoffabkommen", "      1    not: Rohstoffabkommen\n"),
    ] {
        let out = archive.run(&["query", "--any", query, "--explain"]).with(0).out;
        assert!(out.contains(line), "{query}: {out}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let archive = press();
    for format in ["text", "json", "jsonl", "csv", "trec"] {
        // The output of many queries is more than any pipe holds.
        let batch = "q\tJapan OR Zoll OR mayor\n".repeat(400);
        archive.write("batch.tsv", batch);
        let script = format!(
            "set -o pipefail 2>/dev/null; \"$0\" query --all --batch batch.tsv --format {format} | head -n 1; echo \"${{PIPESTATUS[0]}}\""
        );
        let run =
            super::archive::finish(archive.program("bash").args(["-c", &script, super::archive::MORGUE]), b"").with(0);
        assert!(run.out.ends_with("\n0\n"), "{format}: {run:?}");
        assert!(!run.err.contains("error") && !run.err.contains("panic"), "{format}: {run:?}");
    }
}

#[test]
fn the_archive_is_found_from_a_folder_below_and_by_the_environment() {
    let archive = press();
    let below = archive.command(&["query", "Seehund"]).current_dir(archive.path("clips")).output().unwrap();
    assert_eq!(below.status.code(), Some(0));
    assert!(String::from_utf8(below.stdout).unwrap().contains("  chor.html\n"), "named from where one stands");
    let elsewhere = archive.path("home");
    let mut named = archive.command(&["query", "Seehund"]);
    named.current_dir(&elsewhere).env("MORGUE_ARCHIVE", archive.path(".morgue"));
    assert_eq!(named.output().unwrap().status.code(), Some(0));
    let mut named = archive.command(&["query", "Seehund", "--archive", "../.morgue"]);
    assert_eq!(
        named.current_dir(&elsewhere).env("MORGUE_ARCHIVE", "/nowhere").output().unwrap().status.code(),
        Some(0)
    );
}

#[test]
fn a_stem_meets_only_stems_of_its_own_language() {
    let archive = Archive::empty();
    let german =
        clip("Markt im Dorf", "Der Bauer kam noch mal auf den Markt und verkaufte dort Äpfel aus dem eigenen Garten.");
    archive.write("clips/markt.html", german.html());
    let french = Clip {
        title: "Le Mali et ses voisins".to_owned(),
        text: "Le Mali a signé un accord avec ses voisins, a déclaré le ministre devant la presse à Bamako.".to_owned(),
        language: "fr",
        ..clip("", "")
    };
    archive.write("clips/mali.html", french.html());
    archive.ingest();
    archive.finds(&["Mali"], &["mali.html"]);
    archive.finds(&["noch mal"], &["markt.html"]);
}

#[test]
fn only_articles_that_a_date_filter_leaves_out_are_called_undated() {
    let archive = press();
    for (query, undated) in
        [("date:2025", true), ("NOT date:2025", false), ("date:2025 OR date:none", false), ("Zoll OR date:2025", true)]
    {
        let run = archive.run(&["query", query]);
        assert_eq!(run.err.contains("no date and w"), undated, "{query}: {run:#?}");
    }
}

#[test]
fn an_end_of_a_span_is_one_day_month_or_year() {
    let archive = press();
    for wrong in ["<2025-09", "..2025-09", "2025-09..2025-10", "2025-10-285", "bald"] {
        archive.run(&["query", "--from", wrong]).with(2).says(&["--from", "is no date"]);
    }
}

#[test]
fn ids_may_be_listed() {
    let archive = press();
    let ids: Vec<String> = archive
        .run(&["query", "--format", "jsonl", "--limit", "2"])
        .lines()
        .iter()
        .map(|hit| hit["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(archive.found(&[&format!("id:({})", ids.join(" OR "))]).len(), 2);
}

#[test]
fn the_case_tells_german_words_apart_where_it_is_typed() {
    let archive = Archive::empty();
    for (name, text) in [
        ("goods.html", "Die Waren liegen auf der ersten Seite des Lagers, und die Leute sehen sie an."),
        ("verb.html", "Sie waren seit gestern dort und sahen sich alles an, was es zu sehen gab."),
    ] {
        archive.write(format!("clips/{name}"), clip(name, text).html());
    }
    archive.ingest();
    for (query, hits) in [
        ("Waren", 1),
        ("waren", 2),
        ("=Waren", 2),
        ("=waren", 2),
        ("Seite", 1),
        ("=seit", 1),
        ("gesehen", 2),
        ("\"waren seit\"", 1),
    ] {
        let found = archive.run(&["query", query, "--format", "jsonl"]).with(0).lines();
        assert_eq!(found.len(), hits, "{query}");
    }
}

#[test]
fn invisible_marks_in_a_query_are_left_out_as_they_are_in_pages() {
    let archive = press();
    let hits = |query: &str| archive.run(&["query", query, "--format", "jsonl"]).with(0).lines().len();
    assert_eq!(hits("Gip\u{ad}fel"), hits("Gipfel"));
    assert_eq!(hits("\u{feff}Gip\u{200b}fel\u{2060}"), hits("Gipfel"));
}

#[test]
fn slips_in_a_list_of_queries_are_said_before_any_is_answered() {
    let archive = press();
    let check = |list: &[u8], said: &[&str]| {
        archive.write("list.tsv", list);
        let run = archive.run(&["query", "--batch", "list.tsv", "--format", "trec"]).with(2);
        assert_eq!(run.says(said).out, "");
    };
    check(b"a\tJapan\n\tGipfel\n", &["line 2 of `list.tsv` has no name", "hint: "]);
    check(b"Japan\n", &["line 1 of `list.tsv` has no tab", "hint: "]);
    check(b"a\tZ\xf6lle\n", &["`list.tsv`: not UTF-8", "iconv"]);
    archive.write("list.tsv", "\u{feff}a\tJapan\n");
    let out = archive.run(&["query", "--batch", "list.tsv", "--format", "trec"]).with(0).out;
    assert!(out.starts_with("a Q0 "), "{out}");
    archive.write("list.tsv", "a\tJapan\na\tGipfel\n");
    archive
        .run(&["query", "--batch", "list.tsv"])
        .with(0)
        .says(&["note: line 2 of `list.tsv`: the name `a` stands there twice"]);
}
