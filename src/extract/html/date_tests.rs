//! Pages in, dates with their evidence out; all of them invented.

use crate::dates;
use crate::extract::{PublicationNames, extract};
use crate::page::{Content, Page};

const BODY: &str = "<p>Die Hafenbehörde hat am Dienstag den Ausbau der Kaianlagen beschlossen, der seit drei Jahren umstritten war.</p>
<p>Nach dem Plan sollen zwei neue Liegeplätze entstehen, und die alte Werft wird zu einem Lager umgebaut.</p>
<p>Kritik kam von den Fischern, die um ihre Liegeplätze fürchten und eine Klage vor Gericht angekündigt haben.</p>";

/// Returns `published (evidence)` and `modified (evidence)`.
fn dated(head: &str, below_title: &str, below_body: &str, captured: Option<&str>) -> [Option<String>; 2] {
    let markup = format!(
        "<html lang=\"de\"><head>{head}</head><body><main><h1>Hafen wird ausgebaut</h1>{below_title}\
         <div class=\"text\">{BODY}</div>{below_body}</main></body></html>"
    );
    let page = Page {
        address: None,
        captured: captured.and_then(dates::read),
        content: Content::Html(markup),
        charset: "utf-8".to_owned(),
        damaged: false,
    };
    let article = extract(&page, PublicationNames::built_in()).expect("an article");
    let show = |date: Option<dates::Date>, field: &str| {
        date.map(|date| format!("{date} ({})", article.evidence.get(field).map_or("", String::as_str)))
    };
    [show(article.published, "published"), show(article.modified, "modified")]
}

#[track_caller]
fn check(head: &str, below_title: &str, expected: &str) {
    let [published, _] = dated(head, below_title, "", None);
    assert_eq!(published.as_deref().unwrap_or("none"), expected, "{head} {below_title}");
}

#[test]
fn visible_dates_beside_the_headline() {
    check("", "<p>28. Oktober 2025, 14:05 Uhr</p>", r#"2025-10-28T14:05:00 (visible "28. Oktober 2025")"#);
    check("", "<div>Von Anna Seeger | Stand: 28.10.25</div>", r#"2025-10-28 (visible "28.10.25")"#);
    check("", "<div><span>28.10.25</span><span>12:44</span></div>", r#"2025-10-28T12:44:00 (visible "28.10.25")"#);
    check("", "<aside><dl><dt>Datum</dt><dd>28.10.2025</dd></dl></aside>", r#"2025-10-28 (visible "28.10.2025")"#);
    check("", "<time datetime=\"2025-10-28\">Dienstag</time>", "2025-10-28 (time datetime)");
    check(
        "",
        "<span class=\"updated\" title=\"2025-10-28T18:52:11+00:00\"></span>",
        "2025-10-28T18:52:11Z (title \"2025-10-28T18:52:11+00:00\", a change; no other date)",
    );
    check("", "<p>Copyright 2025, Termin: 29.10.2025</p>", "none");
    check("", "<article><a href=\"/x\">Fähre fällt aus</a><time datetime=\"2025-10-27\"></time></article>", "none");
}

#[test]
fn publication_and_change_are_kept_apart() {
    let both = "<p>Aktualisiert am 29.10.2025, veröffentlicht am 28.10.2025</p>";
    let [published, modified] = dated("", both, "", None);
    assert_eq!(published.as_deref(), Some("2025-10-28 (visible \"28.10.2025\")"));
    assert_eq!(modified.as_deref(), Some("2025-10-29 (visible \"29.10.2025\")"));
    let only = dated("", "<p>Aktualisiert: 29.10.2025</p>", "", None);
    assert_eq!(only[0].as_deref(), Some("2025-10-29 (visible \"29.10.2025\", a change; no other date)"));
    let early = r#"<meta property="article:published_time" content="2025-10-28"><meta property="article:modified_time" content="2025-10-20">"#;
    assert_eq!(dated(early, "", "", None)[1], None);
}

#[test]
fn the_local_day_of_a_time_in_utc() {
    let head = r#"<meta property="article:published_time" content="2025-02-24T02:25:54Z">"#;
    let how = "meta article:published_time, local by";
    check(head, "<p>23.02.2025, 21:25 Uhr</p>", &format!("2025-02-23T21:25:54-05:00 ({how} visible \"23.02.2025\")"));
    check(head, "<p>23.02.2025</p>", &format!("2025-02-23 ({how} visible \"23.02.2025\")"));
    check(head, "<p>24.02.2025</p>", "2025-02-24T02:25:54Z (meta article:published_time)");
    let linked = format!("{head}<link rel=\"canonical\" href=\"https://hafenkurier.example/2025/02/23/hafen\">");
    check(&linked, "", &format!("2025-02-23 ({how} url)"));
    let offset = format!("{head}<meta name=\"date\" content=\"2025-02-23T21:25:54-05:00\">");
    check(&offset, "", "2025-02-23T21:25:54-05:00 (meta date)");
    let midnight = r#"<meta property="article:published_time" content="2025-11-06T23:00:00Z">"#;
    check(midnight, "", "2025-11-07 (meta article:published_time, midnight in local time)");
}

#[test]
fn a_declared_date_that_no_reader_sees_gives_way() {
    let head = r#"<meta name="date" content="2025-10-15">"#;
    check(head, "<p>28.10.2025</p>", "2025-10-28 (visible \"28.10.2025\", not meta date 2025-10-15)");
    check(head, "<p>Aktualisiert: 28.10.2025</p>", "2025-10-15 (meta date)");
    check(head, "<p>28.10.2025</p><p>15.10.2025</p>", "2025-10-15 (meta date)");
    let change = format!("{head}<meta property=\"article:modified_time\" content=\"2025-10-28\">");
    check(&change, "<p>28.10.2025</p>", "2025-10-15 (meta date)");
    check(
        &change,
        "<p>Veröffentlicht: 28.10.2025</p>",
        "2025-10-28 (visible \"28.10.2025\", not meta date 2025-10-15)",
    );
    let slashes = r#"<meta name="date" content="11/01/2025">"#;
    let [turned, _] = dated(slashes, "", "<p>Erstellt am: 01.11.2025</p>", None);
    assert_eq!(turned.as_deref(), Some("2025-11-01 (meta date, as visible \"01.11.2025\")"));
}

#[test]
fn dates_below_in_scripts_and_in_the_address() {
    let [below, _] = dated("", "", "<p>Erstellt am: 28.10.2025 18:36 / as</p>", None);
    assert_eq!(below.as_deref(), Some("2025-10-28T18:36:00 (visible \"28.10.2025\")"));
    check(
        "<script>var a = {\"publishedAt\":\"2025-10-28T09:13:00Z\"}</script>",
        "",
        "2025-10-28T09:13:00Z (script publishedat)",
    );
    check("<script>[{\"publishedAt\":\"2025-10-28\"},{\"publishedAt\":\"2025-10-27\"}]</script>", "", "none");
    check("<title>28.10.2025 | Hafen wird ausgebaut</title>", "", "2025-10-28 (title \"28.10.2025\")");
    check("<title>Hafen am 28.10.2025 gesperrt</title>", "", "none");
    check("<link rel=\"canonical\" href=\"https://hafenkurier.example/2025/10/hafen\">", "", "2025-10 (url)");
}

#[test]
fn nothing_is_later_than_the_capture() {
    let head = r#"<meta property="article:published_time" content="2025-11-02T08:00:00Z">"#;
    let [late, _] = dated(head, "<p>28.10.2025</p>", "", Some("2025-10-28T10:12:13+01:00"));
    assert_eq!(late.as_deref(), Some("2025-10-28 (visible \"28.10.2025\")"));
}

#[test]
fn relative_dates_only_against_the_capture() {
    let shown = "<p>Veröffentlicht vor 13 Minuten</p>";
    let [known, _] = dated("", shown, "", Some("2025-10-28T10:12:13+01:00"));
    let how = "visible \"Veröffentlicht vor 13 Minuten\", relative to capture";
    assert_eq!(known, Some(format!("2025-10-28T09:59:00+01:00 ({how})")));
    assert_eq!(dated("", shown, "", None), [None, None]);
}

#[test]
fn many_dates_take_no_quadratic_time() {
    for piece in [
        "<time datetime=\"2025-10-28\"></time>",
        ".<p>.</p>",
        "<i>28.10.2025</i>. ",
        "<span title=\"28.10.2025\" class=date>",
    ] {
        let [published, _] = dated("", &piece.repeat(100_000), "", None);
        assert!(published.is_none_or(|published| published.starts_with("2025-10-28")));
    }
}
