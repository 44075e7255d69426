//! Whole pages in, single fields out: what readers saw go wrong with titles, deks, authors, publications and tags.

use crate::article::Article;
use crate::extract::{PublicationNames, extract};
use crate::page::{Content, Page};

const TEXT: &str = "<p>Die Hafenbehörde hat am Dienstag den Ausbau der Kaianlagen beschlossen, der seit drei Jahren \
    umstritten war.</p><p>Nach dem Plan sollen zwei neue Liegeplätze entstehen, und die alte Werft wird zu einem Lager \
    umgebaut.</p><p>Kritik kam von den Fischern, die um ihre Liegeplätze fürchten und vor Gericht ziehen wollen.</p>";

fn article(head: &str, body: &str) -> Article {
    let markup = format!("<html lang=de><head>{head}</head><body>{body}</body></html>");
    let page = Page {
        address: None,
        captured: None,
        content: Content::Html(markup),
        charset: "utf-8".to_owned(),
        damaged: false,
    };
    extract(&page, PublicationNames::built_in()).expect("an article")
}

#[track_caller]
fn evidence<'a>(article: &'a Article, field: &str) -> &'a str {
    article.evidence.get(field).map(String::as_str).unwrap_or_default()
}

#[test]
fn the_last_step_of_a_trail_is_not_where_the_headline_stands() {
    let body = format!(
        "<nav class=breadcrumb><ul><li><a href=/>Start</a><li><h1>Hafen: Ausbau der Kaianlagen beschlossen</h1></ul></nav>\
         <main><article><h2><span class=kicker>Streit am Kai</span> <span>Ausbau beschlossen: Jetzt klagen die \
         Fischer</span></h2>{TEXT}</article></main>"
    );
    let head = "<title>Hafen: Ausbau der Kaianlagen beschlossen</title>\
        <meta property=og:title content='Ausbau beschlossen: Jetzt klagen die Fischer'>";
    let found = article(head, &body);
    assert_eq!(found.title, "Ausbau beschlossen: Jetzt klagen die Fischer");
    assert_eq!(found.kicker.as_deref(), Some("Streit am Kai"));
}

#[test]
fn tags_stand_below_a_head_and_not_in_a_cloud() {
    let cloud: String = (0..40).map(|n| format!("<a href=/tag/{n} rel=tag>Wort {n}</a> ")).collect();
    let body = format!(
        "<main><article><h1>Hafen wächst weiter</h1>{TEXT}</article><section><h4>Mehr lesen über</h4><ul>\
         <li><a href=/wirtschaft/hafen/>Hafen</a></li><li><a href=/orte/bremen/>Bremen</a></li></ul></section></main>\
         <div class=sidebar>{cloud}</div>"
    );
    let found = article("<title>Hafen wächst weiter</title>", &body);
    assert_eq!(found.tags, ["Hafen", "Bremen"]);
    assert_eq!(evidence(&found, "tags"), "list of tags");
}

#[test]
fn keywords_of_the_whole_site_give_way_to_the_tags_of_the_article() {
    let body = format!(
        "<article><h1>Hafen wächst weiter</h1>{TEXT}<p class=tags><a rel=tag href=/t/1>Kaianlagen</a> <a rel='category \
         tag' href=/c/1>Allgemeines</a></p></article>"
    );
    let head = "<title>Hafen wächst weiter</title><meta name=keywords content='Nachrichten, Sport, Wetter'>";
    assert_eq!(article(head, &body).tags, ["Kaianlagen"]);
}

#[test]
fn a_description_that_only_repeats_the_first_paragraph_is_no_dek() {
    let first = "Die Hafenbehörde hat am Dienstag den Ausbau der Kaianlagen beschlossen, der seit drei Jahren";
    let head =
        format!("<title>Hafen wächst weiter</title><meta property=og:description content='{first} umstritten war.'>");
    let found = article(&head, &format!("<article><h1>Hafen wächst weiter</h1>{TEXT}</article>"));
    assert_eq!(found.dek, None);
    assert_eq!(found.body.len(), 3);
    let slogan =
        "<title>Hafen wächst weiter</title><meta name=description content='Unabhängig, kritisch, täglich neu!'>";
    let found = article(slogan, &format!("<article><h1>Hafen wächst weiter</h1>{TEXT}</article>"));
    assert_eq!(found.dek, None);
}

#[test]
fn the_author_on_the_card_is_the_author() {
    let head = "<title>Hafen wächst weiter</title><meta name=twitter:label1 content='Verfasst von'>\
        <meta name=twitter:data1 content='Anna Seeger'>";
    let found = article(head, &format!("<article><h1>Hafen wächst weiter</h1>{TEXT}</article>"));
    assert_eq!(
        (found.authors.as_slice(), evidence(&found, "authors")),
        (&["Anna Seeger".to_owned()][..], "meta twitter:data")
    );
}

#[test]
fn an_agency_that_only_the_dateline_of_the_dek_names_is_kept() {
    let head = "<title>Hafen wächst weiter</title>\
        <meta property=og:description content='Bremen (dpa) - Die Hafenbehörde will die Kaianlagen ausbauen.'>";
    let found = article(head, &format!("<article><h1>Hafen wächst weiter</h1>{TEXT}</article>"));
    assert_eq!(found.agency, ["dpa"]);
    assert!(evidence(&found, "agency").starts_with("dateline"));
}

#[test]
fn the_paper_is_the_source_and_not_the_company_behind_it() {
    let head = "<title>Hafen wächst weiter</title><link rel=canonical href=https://www.hafenkurier.example/a/b>\
        <meta property=og:site_name content='https://www.hafenkurier.example'>\
        <script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Hafen wächst weiter\",\
        \"publisher\":{\"name\":\"Quay Media GmbH\"}}</script><meta name=application-name content=Hafenkurier>";
    let found = article(head, &format!("<article><h1>Hafen wächst weiter</h1>{TEXT}</article>"));
    assert_eq!(found.source.as_deref(), Some("Hafenkurier"));
}
