//! `morgue timeline`: articles counted by period, and what is in none.

use serde_json::{Value, json};

use super::archive::{Archive, Run};

/// An archive of seven articles, some of them dated to the month, to the year or not at all.
fn review() -> Archive {
    let articles = [
        ("Japan liefert seltene Erden", "2025-08-04", "Hafenkurier"),
        ("Japan baut ein Schiff", "2025-08-20", "Rheinblick"),
        ("Japan und China reden", "2025-10-28", "Hafenkurier"),
        ("Der Zoll auf Stahl steigt", "2025-10", "Hafenkurier"),
        ("Der Zoll auf Erz steigt", "2025", "Rheinblick"),
        ("Japan streicht den Leuchtturm", "", "Rheinblick"),
        ("Der Zoll auf Salz fällt", "2025-10-03", ""),
    ];
    archive_of(&articles)
}

fn archive_of(articles: &[(&str, &str, &str)]) -> Archive {
    let archive = Archive::empty();
    let row = |(title, published, source): &(&str, &str, &str)| {
        let text = format!(
            "{title}, und das schon seit Jahren. Der Gemeinderat stimmt in der kommenden Woche darüber ab, und die \
             Bürgermeisterin versprach, allen zuzuhören, die etwas dazu zu sagen haben."
        );
        let mut row = json!({"title": title, "body": text, "language": "de"});
        for (key, value) in [("published", published), ("source", source)] {
            if !value.is_empty() {
                row[key] = (*value).into();
            }
        }
        format!("{row}\n")
    };
    archive.write("clips/press.ndjson", articles.iter().map(row).collect::<String>());
    archive.ingest();
    archive
}

fn object(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap()
}

/// Returns the periods and how many articles each has.
fn counts(run: &Run) -> Vec<(String, u64)> {
    let periods = object(run)["periods"].as_array().unwrap().clone();
    periods.iter().map(|one| (one["period"].as_str().unwrap().to_owned(), one["articles"].as_u64().unwrap())).collect()
}

#[track_caller]
fn check(archive: &Archive, args: &[&str], expected: &[(&str, u64)]) {
    let all: Vec<&str> = ["timeline", "--format", "json"].iter().chain(args).copied().collect();
    let expected: Vec<(String, u64)> = expected.iter().map(|(period, count)| ((*period).to_owned(), *count)).collect();
    assert_eq!(counts(&archive.run(&all)), expected, "{args:?}");
}

#[test]
fn a_bar_for_every_month_also_without_articles() {
    let run = review().run(&["timeline"]).with(0);
    let full = "█".repeat(69);
    let two_thirds = "█".repeat(46);
    assert_eq!(run.out, format!("2025-08  {two_thirds} 2\n2025-09   0\n2025-10  {full} 3\n"));
    run.says(&["5 articles in 3 months; not among them: 1 without a date, 1 whose date may be in several months"]);
}

#[test]
fn a_date_is_counted_where_it_is_precise_enough() {
    let archive = review();
    check(&archive, &["--by", "year"], &[("2025", 6)]);
    check(&archive, &["--by", "quarter"], &[("2025-Q3", 2), ("2025-Q4", 3)]);
    check(&archive, &["Zoll", "--by", "day"], &[("2025-10-03", 1)]);
    check(&archive, &["Japan", "--by", "week", "--from", "2025-10-20"], &[("2025-W43", 0), ("2025-W44", 1)]);
    let run = archive.run(&["timeline", "Zoll", "--by", "day", "--format", "json"]).with(0);
    let found = object(&run);
    assert_eq!((&found["total"], &found["imprecise"], &found["undated"]), (&3.into(), &2.into(), &0.into()));
    // An article that matches may be in no period.
    let run = archive.run(&["timeline", "Erz"]).with(0).says(&["0 articles; not among them: 1 whose date"]);
    assert_eq!(run.out, "");
}

#[test]
fn the_days_asked_for_are_shown_from_end_to_end() {
    let archive = review();
    let asked = ["Japan", "--from", "2025-07", "--to", "2025-09"];
    check(&archive, &asked, &[("2025-07", 0), ("2025-08", 2), ("2025-09", 0)]);
    check(&archive, &["Japan date:2025-07..2025-08"], &[("2025-07", 0), ("2025-08", 2)]);
    let all: Vec<&str> = ["timeline"].iter().chain(&asked).copied().collect();
    archive.run(&all).with(0).says(&["1 matching article has no date and was left out; `--undated` shows it too"]);
    let run = archive.run(&[all, vec!["--undated"]].concat()).with(0);
    run.says(&["2 articles in 3 months; not among them: 1 without a date"]);
}

#[test]
fn a_share_is_of_all_articles_of_the_period() {
    let archive = review();
    let run = archive.run(&["timeline", "Japan", "--format", "csv"]).with(0);
    let rows = "period,articles,all,share\r\n2025-08,2,2,1\r\n2025-09,0,0,\r\n2025-10,1,3,0.333333\r\n";
    assert_eq!(run.out, rows);
    let run = archive.run(&["timeline", "Japan", "--share"]).with(0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].ends_with("█ 100.0 %  2 of 2") && lines[1].ends_with("  –  0 of 0"), "{run:#?}");
    assert!(lines[2].contains('█') && lines[2].ends_with("  33.3 %  1 of 3"), "{run:#?}");
    // Half a month is compared with the same half.
    let run = archive.run(&["timeline", "Japan", "--from", "2025-10-15", "--format", "json"]).with(0);
    let periods = object(&run)["periods"].clone();
    let month = json!({"period": "2025-10", "first": "2025-10-01", "last": "2025-10-31", "articles": 1, "all": 2, "share": 0.5});
    assert_eq!(periods, json!([month]));
}

#[test]
fn the_series_of_publications_are_the_whole() {
    let archive = review();
    let run = archive.run(&["timeline", "--split", "source", "--limit", "1", "--format", "csv", "--by", "year"]);
    let rows = "period,source,articles,all,share\r\n2025,Hafenkurier,3,6,0.5\r\n2025,other,2,6,0.333333\r\n\
                2025,none,1,6,0.166667\r\n";
    assert_eq!(run.with(0).says(&["1 more source is counted as `other`"]).out, rows);
    let run = archive.run(&["timeline", "--split", "source", "--limit", "1", "--format", "json"]).with(0);
    let series = [
        json!({"value": "Hafenkurier", "articles": [1, 0, 2], "total": 3}),
        json!({"value": "other", "is_value": false, "articles": [1, 0, 0], "total": 1}),
        json!({"value": "none", "is_value": false, "articles": [0, 0, 1], "total": 1}),
    ];
    assert_eq!(object(&run)["series"], json!(series));
    let run = archive.run(&["timeline", "--split", "source"]).with(0);
    let headings: Vec<&str> = run.out.lines().filter(|line| !line.starts_with("2025") && !line.is_empty()).collect();
    assert_eq!(headings, ["Hafenkurier", "Rheinblick", "no source"]);
    let run = archive.run(&["timeline", "--split", "lang", "--format", "json"]).with(0);
    assert_eq!(object(&run)["series"][0]["value"], "de");
}

#[test]
fn an_article_counts_for_each_of_its_topics() {
    let run = review().run(&["timeline", "Japan", "--split", "topic", "--limit", "2", "--format", "json"]).with(0);
    let found = object(&run);
    let series = found["series"].as_array().unwrap();
    assert_eq!(series.len(), 2, "{found}");
    assert_eq!(series[0], json!({"value": "japan", "label": "Japan", "articles": [2, 0, 1], "total": 3}));
    assert!(series[1]["is_value"].is_null(), "{found}");
}

#[test]
fn nothing_found_too_much_asked_for() {
    let archive = review();
    archive.run(&["timeline", "Japn"]).with(1).says(&["no hits for: Japn", "did you mean `japan`"]);
    let run = archive.run(&["timeline", "Japn", "--format", "csv"]).with(1);
    assert_eq!(run.out, "period,articles,all,share\r\n");
    let run = archive.run(&["timeline", "--by", "day", "--from", "1990"]).with(2);
    run.says(&["more than 5000 periods: by day, from 1990-01-01", "`--by year`, or fewer of them with `--from`"]);
    archive.run(&["timeline", "titl:x"]).with(2).says(&["unknown field `titl`"]);
    archive.run(&["timeline", "--by", "decade"]).with(2);
    archive.run(&["timeline", "--limit", "3"]).with(2).says(&["--split"]);
    archive.run(&["timeline", "Japan", "-China"]).with(2).says(&["write `NOT China`"]);
    Archive::empty().run(&["timeline"]).with(4);
}

/// Asks that a picture is well-formed XML of a few elements, without references; returns its words.
#[track_caller]
fn words_of(svg: &str) -> Vec<String> {
    let mut open = Vec::new();
    let mut words = Vec::new();
    for piece in svg.trim().split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("{piece}"));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        assert!(["svg", "title", "rect", "text", "line", "path", "circle", "g"].contains(&name), "{tag}");
        assert!(tag.matches('"').count() % 2 == 0 && !tag.contains("href") && !tag.contains("url"), "{tag}");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{svg}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        assert!(!text.contains(['>', '"', '\'']), "{text}");
        for rest in text.split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|name| rest.starts_with(name)), "{text}");
        }
        if !text.trim().is_empty() {
            words.push(text.trim().to_owned());
        }
    }
    assert!(open.is_empty() && svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "), "{svg}");
    words
}

#[test]
fn pictures_are_well_formed() {
    let archive = review();
    for args in [
        vec![],
        vec!["--split", "source"],
        vec!["--split", "topic"],
        vec!["--split", "topic", "--by", "year"],
        vec!["--share", "--split", "lang", "--limit", "1"],
        vec!["Japan", "--share"],
        vec!["Erz"],
        vec!["--by", "day", "--from", "2014"],
    ] {
        let run = archive.run(&[vec!["timeline", "--format", "svg"], args.clone()].concat()).with(0);
        assert!(words_of(&run.out).len() > 4, "{args:?}: {run:#?}");
    }
    let run = archive.run(&["timeline", "Japan", "--format", "svg"]).with(0);
    let words = words_of(&run.out);
    for word in ["Japan", "articles by month", "2025-09", "0", "2", "3 articles; not shown: 1 without a date"] {
        assert!(words.iter().any(|text| text == word), "no `{word}` in {words:?}");
    }
    assert_eq!(run.out.matches("fill=\"#3b4a5a\"").count(), 2, "a bar for each month with articles: {run:#?}");
    archive.run(&["timeline", "Japn", "--format", "svg"]).with(1);
}

#[test]
fn pages_and_queries_stay_text_in_every_form() {
    let source = "=A & B \u{202e}'Post'\u{1b}[31m <b>";
    let archive = archive_of(&[("Japan liefert", "2025-10-28", source), ("Japan baut", "2025-10-29", "Rheinblick")]);
    let query = "Japan NOT \"<script>alert(1)</script>\"";
    let run = |format: &str| archive.run(&["timeline", query, "--split", "source", "--format", format]).with(0).out;
    for format in ["text", "csv", "json", "svg"] {
        assert!(!run(format).contains(['\u{202e}', '\u{1b}']), "{format}");
    }
    let svg = run("svg");
    words_of(&svg);
    assert!(
        svg.contains("NOT &quot;&lt;script&gt;alert(1)&lt;/script&gt;&quot;") && svg.contains("A &amp; B"),
        "{svg}"
    );
    assert!(run("csv").contains("\r\n2025-10,'=A & B"));
}
