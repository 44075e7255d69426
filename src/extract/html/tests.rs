//! Whole pages in, articles out; and what must hold for any markup.

use proptest::prelude::*;
use unicode_normalization::is_nfc;

use crate::article::{Article, BlockKind};
use crate::extract::{self, NoArticle, PublicationNames};
use crate::page::{Content, Page};

fn page(markup: &str) -> Page {
    Page {
        address: None,
        captured: None,
        content: Content::Html(markup.to_owned()),
        charset: "utf-8".to_owned(),
        damaged: false,
    }
}

fn extract(page: &Page) -> Result<Article, NoArticle> {
    extract::extract(page, PublicationNames::built_in())
}

fn article(markup: &str) -> Article {
    extract(&page(markup)).expect("an article")
}

const FIRST: &str =
    "Die Hafenbehörde hat am Dienstag den Ausbau der Kaianlagen beschlossen, der seit drei Jahren umstritten war.";
const SECOND: &str =
    "Nach dem Plan sollen zwei neue Liegeplätze entstehen, und die alte Werft wird zu einem Lager umgebaut.";
const THIRD: &str =
    "Kritik kam von den Fischern, die um ihre Liegeplätze fürchten und eine Klage vor Gericht angekündigt haben.";

fn cluttered() -> String {
    format!(
        r##"<!DOCTYPE html><html lang="de"><head><title>Hafen wird ausgebaut | Hafenkurier</title>
<meta property="og:site_name" content="Hafenkurier"><meta property="og:title" content="Hafen wird ausgebaut">
<meta name="description" content="Zwei neue Liegeplätze kommen, die Fischer wollen klagen.">
<link rel="canonical" href="https://www.hafenkurier.example/hafen/ausbau.html?utm_source=x">
<meta name="keywords" content="Hafen, Fischer"><script>var text = "skripttext";</script></head>
<body><nav><a href="/a">Politik</a><a href="/b">Sport</a></nav>
<div class="cookie-banner"><p>Wir verwenden Cookies, um Ihnen das Lesen unserer Seiten so angenehm wie möglich zu machen, und Partner auch.</p></div>
<main><article><header><span class="article__kicker">Umstrittener Plan</span><h1>Hafen wird ausgebaut</h1>
<p class="article-intro">Zwei neue Liegeplätze kommen, die Fischer wollen klagen.</p>
<div class="byline">Von <a href="/anna">Anna Seeger</a> und <a href="/jonas">Jonas Holt</a></div><time datetime="2025-10-28T09:13:00+01:00">28. Oktober 2025</time></header>
<figure><img src="x"><figcaption>Der Hafen am Abend. Foto: Franz Bild/dpa</figcaption></figure>
<div class="article-body"><p>{FIRST}</p><p>Lesen Sie auch: Werft bleibt geschlossen</p><h2>Zwei Liegeplätze</h2><p>{SECOND}</p>
<ul class="related-list"><li><a href="/c">Werft bleibt geschlossen</a></li><li><a href="/d">Neuer Kran am Kai</a></li></ul>
<aside><h3>Newsletter</h3><p>Jeden Morgen das Wichtigste aus dem Hafen, kostenlos und direkt in Ihr Postfach geliefert.</p></aside>
<p>{THIRD}</p><blockquote>„Wir geben nicht auf“, sagte ein Fischer.</blockquote><p>(dpa/red)</p></div>
<div class="comments"><p>Das ist ein Kommentar von einem Leser, der lang genug ist, um wie ein Absatz des Artikels auszusehen.</p></div></article></main>
<footer><p>© 2025 Hafenkurier GmbH, alle Rechte vorbehalten</p></footer></body></html>"##
    )
}

#[test]
fn a_cluttered_page_gives_its_article() {
    let found = article(&cluttered());
    assert_eq!(found.title, "Hafen wird ausgebaut");
    assert_eq!(found.kicker.as_deref(), Some("Umstrittener Plan"));
    assert_eq!(found.dek.as_deref(), Some("Zwei neue Liegeplätze kommen, die Fischer wollen klagen."));
    assert_eq!(found.authors, ["Anna Seeger", "Jonas Holt"]);
    assert_eq!(found.agency, ["dpa"]);
    assert_eq!(found.source.as_deref(), Some("Hafenkurier"));
    assert_eq!(found.url.as_deref(), Some("https://hafenkurier.example/hafen/ausbau.html"));
    assert_eq!(found.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28T09:13:00+01:00"));
    assert_eq!(found.language.as_deref(), Some("de"));
    assert_eq!(found.tags, ["Hafen", "Fischer"]);
    let body = [FIRST, "Zwei Liegeplätze", SECOND, THIRD, "„Wir geben nicht auf“, sagte ein Fischer."];
    assert_eq!(found.text(), body.join("\n"));
    let kinds: Vec<BlockKind> = found.body.iter().map(|block| block.kind).collect();
    assert_eq!(kinds[0], BlockKind::Dek);
    assert_eq!(kinds[2], BlockKind::Heading);
    assert_eq!(kinds[5], BlockKind::Quote);
    assert!(found.printed().starts_with("Zwei neue Liegeplätze kommen"));
    assert_eq!(found.evidence.get("published").map(String::as_str), Some("time datetime"));
}

#[test]
fn a_plain_page_loses_no_paragraph() {
    let markup = format!(
        "<html lang=de><head><title>Meldung</title><meta property=og:type content=article></head><body><main><article><h1>Meldung</h1>\
         <p><time datetime=\"2025-10-28\">2025-10-28</time></p><p>{FIRST}</p><p>Ja.</p><p>Der Hafen.</p></article></main></body></html>"
    );
    let found = article(&markup);
    assert_eq!(found.text(), format!("{FIRST}\nJa.\nDer Hafen."));
    assert_eq!(found.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28"));
}

#[test]
fn nothing_is_made_up() {
    let found = article(&format!("<title>Hafen wird ausgebaut</title><p>{FIRST}</p><p>{SECOND}</p>"));
    assert_eq!((found.published, found.authors.len(), found.url, found.dek), (None, 0, None, None));
}

#[track_caller]
fn check_language(declared: &str, body: &str, expected: Option<&str>) {
    let markup = format!("<html lang={declared}><body><main><h1>Kaianlagen</h1>{body}</main></body></html>");
    assert_eq!(article(&markup).language.as_deref(), expected, "declared {declared}");
}

#[test]
fn a_declared_language_stands_unless_the_text_is_clear() {
    let german = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    check_language("de-AT", &german, Some("de-AT"));
    check_language("en", &german, Some("de"));
    check_language("lb", &german, Some("lb"));
    let norwegian = "<p>Havna ble stengt i går etter at et skip hadde støtt mot kaia. Ingen av de ansatte fikk noen \
        skader, men havna må stenges i flere uker, sier havnesjefen til avisa.</p>";
    check_language("no", norwegian, Some("no"));
    check_language("en-US", norwegian, Some("nb"));
    let unknown = format!("<p>{}</p>", "Kabanda mulita serangan pakulu mendira tabunga kelana maruka. ".repeat(10));
    check_language("en-US", &unknown, None);
    check_language("sw", &unknown, Some("sw"));
}

#[test]
fn the_date_of_a_teaser_is_not_the_date_of_the_article() {
    let markup = format!(
        "<title>Hafen wird ausgebaut</title><h1>Hafen wird ausgebaut</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>\
         <footer><ul><li><a href=/x>Werft schließt</a> <time datetime=\"2024-01-01\">1. Januar 2024</time></li></ul></footer>"
    );
    assert_eq!(article(&markup).published, None);
}

#[test]
fn paragraphs_may_be_parted_by_breaks() {
    let markup = format!(
        "<title>Hafen wird ausgebaut</title><h1>Hafen wird ausgebaut</h1><div>{FIRST}<br><br>{SECOND}<br>{THIRD}</div>"
    );
    assert_eq!(article(&markup).text(), format!("{FIRST}\n{SECOND} {THIRD}"));
}

/// Returns the text of an article of three paragraphs with this markup between the second and the third.
fn with_between(markup: &str) -> String {
    let page = format!(
        "<title>Hafen wird ausgebaut</title><div class=page><h1>Hafen wird ausgebaut</h1><div class=content>\
         <p>{FIRST}</p><p>{SECOND}</p>{markup}<p>{THIRD}</p></div></div>"
    );
    article(&page).text()
}

#[test]
fn what_stands_between_the_paragraphs_and_is_none_of_them() {
    let none = with_between("");
    assert_eq!(none, [FIRST, SECOND, THIRD].join("\n"));
    for furniture in [
        "<div class=x><div><img src=a></div><div>Der Hafen am Abend</div><div>Bild Anna</div></div>",
        "<p><img src=a alt='Der alte Hafen am Abend.'></p><p>Der alte Hafen am Abend.</p>",
        "<picture><source><img></picture><p><em>Die Werft im Winter</em></p>",
        "<p>Hinweis</p><p>Hinweis</p><p>Hinweis</p>",
        "<p>&gt;&gt; Alle Zahlen zum Hafen im <a href=/x>Überblick</a></p>",
        "<p>Folgen Sie dem Hafenkurier auf <a href=/x>WhatsApp</a> und Instagram.</p>",
        "<dl><dt>offen</dt><dd>ja</dd><dt>Preis</dt><dd>nein</dd></dl>",
        "<div role=dialog aria-hidden=true><p>Dieses Fenster ist nicht offen und länger als mancher Absatz des Artikels.</p></div>",
        "<x-related-articles><p>Dieser Text eines anderen Artikels ist länger als mancher Absatz in diesem hier.</p></x-related-articles>",
        "<div itemprop=author><p>Anna Seeger schreibt seit zwanzig Jahren über den Hafen, seine Schiffe und die Leute, die dort arbeiten.</p></div>",
        "<p class='hidden'>Das sieht niemand.</p>",
    ] {
        assert_eq!(with_between(furniture), none, "{furniture}");
    }
}

#[test]
fn what_looks_like_furniture_and_is_text() {
    let sentence = "Das steht im Plan der Behörde.";
    for text in [
        format!("<img src=a><p>{sentence}</p>"),
        format!("<p id=block-n1AuAdJlVL>{sentence}</p>"),
        "<p>Das <a href=/x>steht im Plan der Behörde</a>.</p>".to_owned(),
        format!("<p class='overflow-hidden field--label-hidden'>{sentence}</p>"),
        format!("<p class='hidden md:block'>{sentence}</p>"),
        format!("<p class=cmp-text>{sentence}</p>"),
        format!("<p id=was-die-werbung-fuer-den-hafen-heisst>{sentence}</p>"),
    ] {
        assert!(with_between(&text).contains(sentence), "{text}");
    }
    assert!(with_between("<h2 id=toc_newsletter>Zwei Liegeplätze</h2>").contains("Zwei Liegeplätze"));
}

#[test]
fn a_row_of_a_table_is_a_line() {
    let table = "<table><tr><th>Jahr</th><th>Schiffe</th></tr><tr><td>2024</td><td>412</td></tr></table>";
    assert_eq!(with_between(table), [FIRST, SECOND, "Jahr | Schiffe", "2024 | 412", THIRD].join("\n"));
}

#[test]
fn an_article_in_several_boxes_is_read_whole() {
    let page = format!(
        "<title>Hafen</title><h1>Hafen wird ausgebaut</h1><div><div class=story-text><p>{FIRST}</p><p>{SECOND}</p></div></div>\
         <div class=gap>Hier steht sonst nichts</div><div><div class=story-text><p>{THIRD}</p></div></div>"
    );
    let found = article(&page).text();
    assert!(found.contains(FIRST) && found.contains(THIRD), "{found}");
}

#[test]
fn a_page_built_by_a_script_gives_its_article() {
    let text = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>").repeat(2);
    let data =
        serde_json::json!({"headline": "Hafen wird ausgebaut", "content": text}).to_string().replace('<', "\\u003c");
    let page = format!(
        "<head><title>Hafen wird ausgebaut</title></head><body><div id=app></div><script>x={data}</script></body>"
    );
    let found = article(&page);
    assert_eq!(found.text(), [FIRST, SECOND, THIRD].join("\n"));
    assert_eq!(found.evidence.get("body").map(String::as_str), Some("script data"));
}

#[test]
fn what_is_no_article() {
    let error = "<title>Seite nicht gefunden</title><h1>Seite nicht gefunden</h1><p>Die gewünschte Seite gibt es leider nicht oder nicht mehr auf unserem Server.</p>";
    assert_eq!(extract(&page(error)), Err(NoArticle::ErrorPage));
    assert_eq!(extract(&page("<title>x</title><p>Kurz.</p>")), Err(NoArticle::NoText { words: 1 }));
}

#[test]
fn bombs_are_no_danger() {
    for bomb in [
        "<div>",
        "<b>",
        "<a href=x>",
        "<table><tr><td>",
        "<p>",
        "<ul><li>",
        "<blockquote>",
        "<font color=red>",
        "<svg>",
        "<!--",
        "<script>",
        "</p>",
        "<span class=\"",
        "<article><h2><a href=x>y</a></h2>",
    ] {
        let markup = format!("<title>Hafen</title><h1>Hafen</h1>{}{}<p>{FIRST}</p>", bomb.repeat(20_000), "x");
        // The answer does not matter, only that there is one.
        let _answer = extract(&page(&markup));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_markup_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class=\"article-body\">", "</div>", "<article>", "</article>", "<h1>Hafen wächst</h1>", "<h2><a href=/x>Werft</a></h2>", "<script>", "</script>",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Ha", "fen\",\"articleBody\":\"x\"}", "<table><tr><td>", "</table>", "<li>", "<ul>", "</ul>", "<br>", "<!--", "-->", "&amp;", "&#x41;",
        "Die Hafenbehörde hat am Dienstag den Ausbau beschlossen, u\u{308}ber den seit Jahren gestritten wird.", "<", ">", "\"", "=", "<b", "<a href='", "skripttext", "\u{202e}", "\0", "<svg>", "<noscript>", "<title>", "</title>", "<select>", "<template>", "<form>", "<button>", "<time datetime=\"2025-10-28\">", "<span hidden>",
    ]), 0..60)) {
        let markup = format!("<html>{}", pieces.concat());
        if let Ok(found) = extract(&page(&markup)) {
            prop_assert!(!found.title.is_empty());
            for block in &found.body {
                prop_assert!(!block.text.is_empty() && !block.text.contains(['\n', '\r']) && is_nfc(&block.text));
            }
        }
    }

    #[test]
    fn no_script_reaches_the_body(text in "[a-z<>/ '\"]{0,80}") {
        let clean = text.replace("</script", "");
        let markup = format!("<title>Hafen</title><h1>Hafen wächst</h1><p>{FIRST}</p><script>zzyzx {clean}</script><style>zzyzx</style><p>{SECOND}</p>");
        let found = extract(&page(&markup)).expect("an article");
        prop_assert!(!found.text().contains("zzyzx"));
        prop_assert!(found.text().contains(SECOND));
    }
}
