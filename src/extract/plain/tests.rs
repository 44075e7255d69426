//! Whole texts in, articles out; the publication and everything it reports are invented.

use super::*;
use crate::extract::NoArticle;
use crate::page::{self, Content};

fn article(text: &str) -> Article {
    let page = page::read(text.as_bytes()).expect("a page");
    let Content::Text(text) = &page.content else { panic!("not text") };
    extract(text, &page).expect("an article")
}

const TICKER: &str = "Logo Hafenkurier

vor 13 Minuten

Ende der Badesaison: Was macht das Strandbad im Winter?

vor 33 Minuten

Streit um Liegegebühren: Segler fordern mehr Bojen statt Bußgelder

vor einer Stunde

Langsamer Regen, große Pfützen: „Gisela“ erreicht die Unterstadt

vor 9 Stunden

Nach dem Sturm: Fährbetrieb kündigt Verkauf von drei Schiffen an

Logo Hafenkurier
Küstengipfel

Bündnis am Kai: Nordstadt und Südinsel sichern sich Zugang zu seltenen Muscheln

Die Nordstadt ist der Südinsel eng verbunden. Bei einem Treffen im Rathaus kündigen beide eine Stärkung ihrer Zusammenarbeit an; auch beim Fischfang. Ein Signal an die Hügelstadt.

top-article-image

Nordstadt und Südinsel stärken ihr Bündnis.

Foto: Franz Bildner/XYZ Pool/dpa

author-image
Redaktion
Artikel teilen

Lesedauer: 2 Min.

Lesedauer: 2 Min.

Die Nordstadt und die Südinsel wollen bei der Suche, Reinigung und Lieferung seltener Muscheln künftig stärker zusammenarbeiten. Ziel sei es, „die Versorgung mit Muscheln dauerhaft zu sichern“, heißt es in einem von beiden Bürgermeistern im Rathaus unterzeichneten Abkommen.
Hintergrund ist das Monopol der Hügelstadt. Im Streit mit der Nordstadt hat sie Muscheln und daraus gefertigte Knöpfe mit Abgaben belegt. Am Donnerstag will sich der Bürgermeister mit seinem Kollegen am Rande des Gipfels treffen, um über den Streit zu sprechen.
Mehr dazu

Küstenstädte wollen Abhängigkeit von der Hügelstadt verringern

Der Bürgermeister nutzt seine Reise durch mehrere Küstenorte, um Vereinbarungen zu seltenen Muscheln zu schließen. Durch den Ausbau der Häfen will die Nordstadt ihre Abhängigkeit von den Hügeln verringern.
Auch für die Südinsel sind Muscheln von großer Bedeutung. Sie werden etwa für die Herstellung von Knöpfen, Laternen und Schmuck gebraucht.

„Neue goldene Ebbe“

Man wolle weitere Schritte unternehmen für eine „neue goldene Ebbe“ der „stetig wachsenden Freundschaft“, heißt es in einer weiteren gemeinsamen Erklärung der beiden Städte.
Mehr dazu

Schutzmacht Nordstadt

Die Südinsel hatte kürzlich angekündigt, den Etat für ihre Leuchttürme bis März deutlich anzuheben. Damit würde dieses Ziel zwei Jahre früher erreicht als bislang geplant.
Die Verwaltung der Nordstadt forderte von vielen Nachbarn mehr Geld für die Leuchttürme. So reagierten auch die Hallig und der Deichverband bereits auf den Druck aus der Stadt. (dpa/red)

Kommentare

Noch keine Kommentare – schreiben Sie den ersten Kommentar zu diesem Artikel.";

#[test]
fn an_article_below_a_ticker() {
    let found = article(TICKER);
    assert_eq!(found.title, "Bündnis am Kai: Nordstadt und Südinsel sichern sich Zugang zu seltenen Muscheln");
    assert_eq!(found.kicker.as_deref(), Some("Küstengipfel"));
    let dek = found.dek.clone().expect("a dek");
    assert!(dek.starts_with("Die Nordstadt ist") && dek.ends_with("Hügelstadt."), "{dek}");
    assert_eq!(found.credit.as_deref(), Some("Franz Bildner/XYZ Pool/dpa"));
    assert_eq!(found.authors, ["Redaktion"]);
    assert_eq!(found.agency, ["dpa"]);
    assert_eq!(found.source.as_deref(), Some("Hafenkurier"));
    assert_eq!(found.language.as_deref(), Some("de"));
    assert_eq!((found.published, found.modified), (None, None));
    let heads: Vec<&str> = found.headings().collect();
    assert_eq!(
        heads,
        [
            "Küstenstädte wollen Abhängigkeit von der Hügelstadt verringern",
            "„Neue goldene Ebbe“",
            "Schutzmacht Nordstadt"
        ]
    );
    let all = [found.text(), dek, found.title.clone()].join("\n");
    for foreign in [
        "Mehr dazu",
        "Lesedauer",
        "Kommentar",
        "stärken ihr Bündnis",
        "vor 13",
        "Badesaison",
        "Gisela",
        "Fährbetrieb",
        "Liegegebühren",
    ] {
        assert!(!all.contains(foreign), "{foreign}");
    }
    assert!(found.text().starts_with("Die Nordstadt und die Südinsel wollen"));
    assert_eq!(found.evidence.get("title").map(String::as_str), Some("text line 22"));
}

#[test]
fn a_page_with_menus_and_related_articles() {
    let text = "Zum Inhalt springen\nMenü\nPolitik\nSport\nKultur\nHAFENKURIER\nAnmelden\nPolitik\nStreit im Rat: Neue Regeln für Schleppkähne\n28. Oktober 2025, 14:05 Uhr\nVon Anna Seeger und Jonas Holt\n\nDer Hafenrat hat nach langem Streit neue Regeln für Schleppkähne beschlossen, die ab dem Frühjahr gelten sollen und von vielen Reedern seit Jahren gefordert wurden.\n\nDie Schleppkähne dürfen künftig nur noch am Tag fahren, sagte der Vorsitzende. Die Regeln für den Hafen seien sonst nicht einzuhalten, und das wolle niemand.\n\nSchlepper am Kai im Morgenlicht.\nFoto: Franz Bildner\n\nLesen Sie auch\nMuscheln werden teurer\nDeichverband wählt neue Spitze\n\nDie Reeder kündigten an, gegen die neuen Regeln zu klagen. Sie halten den Beschluss des Hafenrats über die Schleppkähne für falsch und wollen vor Gericht ziehen, sobald er veröffentlicht ist.\n\nMehr zum Thema\nLeuchtturm bleibt dunkel\nDer Leuchtturm am Nordkai bleibt bis auf Weiteres außer Betrieb, teilte das Amt mit.\nImpressum\nDatenschutz\n© 2025 Hafenkurier\n";
    let found = article(text);
    assert_eq!(found.title, "Streit im Rat: Neue Regeln für Schleppkähne");
    assert_eq!(found.authors, ["Anna Seeger", "Jonas Holt"]);
    assert_eq!(found.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28T14:05:00"));
    assert_eq!(found.source.as_deref(), Some("HAFENKURIER"));
    let all = found.text() + found.dek.as_deref().unwrap_or_default();
    assert!(all.contains("gegen die neuen Regeln zu klagen"));
    for foreign in ["teurer", "Morgenlicht", "Leuchtturm", "Impressum", "Lesen Sie"] {
        assert!(!all.contains(foreign), "{foreign}");
    }
}

#[test]
fn a_markdown_export_with_front_matter() {
    let text = "---\ntitle: \"New rules for tugs\"\nauthor: Jane Rowe\ndate: 2025-10-28\nurl: https://hafenkurier.example/tugs\ntags: [harbour, tugs]\n---\n\n# New rules for tugs\n\nThe harbour council has agreed on new rules for tugs, which are to apply from spring and which many owners have asked for.\n\n## Owners object\n\nThe [owners](https://hafenkurier.example/owners) said that they would go to court over the rules, because they think that the council was wrong.\n";
    let found = article(text);
    assert_eq!((found.title.as_str(), found.authors.len(), found.tags.len()), ("New rules for tugs", 1, 2));
    assert_eq!(found.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28"));
    assert_eq!(found.headings().collect::<Vec<_>>(), ["Owners object"]);
    assert!(found.text().contains("The owners said that"));
}

#[test]
fn a_text_filled_to_a_width() {
    let text = "   New rules for tugs on the lower river\n\n   By Jane Rowe\n   October 28, 2025\n\n   The harbour council has agreed on new rules for tugs, which are to\n   apply from spring and which many [1]owners have asked for over the\n   years, the chairman said on Tuesday.\n\n   The owners said that they would go to court over the rules, because\n   they think that the council was wrong to hurry and that the rules\n   would cost them a lot of money in the coming winter.\n\nReferences\n\n   1. https://hafenkurier.example/owners\n";
    let found = article(text);
    assert_eq!(found.title, "New rules for tugs on the lower river");
    assert_eq!(found.authors, ["Jane Rowe"]);
    let all = [found.dek.clone().unwrap_or_default(), found.text()].join("\n");
    assert!(all.contains("are to apply from spring and which many owners have asked for over the years"), "{all}");
    assert!(!all.contains("example"), "{all}");
}

const PARAGRAPHS: &str = "Der Hafenrat hat am Dienstag neue Regeln für Schleppkähne beschlossen. Sie sollen im Frühjahr gelten, sagte die Vorsitzende. Viele Reeder hatten sie seit Jahren gefordert.\n\nDie Schleppkähne dürfen künftig nur am Tag fahren. Für den Winter gibt es Ausnahmen, die der Hafenmeister erteilt. Wer die Regeln bricht, muss mit einer Strafe rechnen.\n\nDie Reeder der Schleppkähne kündigten eine Klage an. Sie halten die neuen Regeln des Hafenrats für falsch und wollen vor Gericht ziehen, sobald sie veröffentlicht sind.\n";

#[test]
fn a_page_that_gives_its_own_address() {
    let found = article(&format!(
        "Quelle: https://www.kuesten-bote.example/hafen/regeln?utm_source=x\n\nKüsten-Bote\n\nHafenrat beschließt Regeln für Schleppkähne\n\nVon Anna Seeger\n05.11.2025, 08:02 Uhr\n\n{PARAGRAPHS}"
    ));
    assert_eq!(found.url.as_deref(), Some("https://kuesten-bote.example/hafen/regeln"));
    assert_eq!(found.source.as_deref(), Some("Küsten-Bote"));
    assert_eq!((found.kicker.as_deref(), found.dek.as_deref()), (None, None));
    assert!(found.text().starts_with("Der Hafenrat hat am Dienstag"));
}

#[test]
fn keywords_below_the_article() {
    let found = article(&format!(
        "Küsten-Bote\nPolitik Wirtschaft Sport Kultur\n\nHafen\n\nHafenrat beschließt Regeln für Schleppkähne\n\nAnna Seeger\n\n5. November 2025\n\n{PARAGRAPHS}\nMehr zum Thema\n\nMuscheln werden teurer\n\nSchlagworte\nHafen\nSchleppkähne\n\nCopyright 2025 Küsten-Bote Verlag\n"
    ));
    assert_eq!(found.tags, ["Hafen", "Schleppkähne"]);
    assert_eq!(found.kicker.as_deref(), Some("Hafen"));
    assert_eq!(found.source.as_deref(), Some("Küsten-Bote"));
}

#[test]
fn a_menu_is_no_kicker_and_a_breadcrumb_no_headline() {
    let found = article(&format!(
        "HomePolitikHafenratHafenrat beschließt Regeln für Schleppkähne\nPolitik Wirtschaft Sport\n\n5. November 2025\n\n{PARAGRAPHS}"
    ));
    assert_eq!(found.title, "Hafenrat beschließt Regeln für Schleppkähne");
    let found = article(&format!(
        "News Opinion Sport Culture\nSie sind hier: Start » Hafen » Regeln für Schleppkähne\nRegeln für Schleppkähne\n5. November 2025\n\n{PARAGRAPHS}"
    ));
    assert_eq!((found.title.as_str(), found.kicker.as_deref()), ("Regeln für Schleppkähne", None));
}

#[test]
fn a_dump_with_link_numbers() {
    let found = article(
        "   #[1]Hafenkurier RSS\n\n   [2]Hafenkurier\n\n     * [3]Politik\n     * [4]Abo\n\nHafenrat beschließt Regeln für Schleppkähne\n\n   Von Anna Seeger\n   30. Oktober 2025, 17:55 Uhr\n\n   [kai.jpg] Blick auf den Kai. Foto: Anna Seeger\n\n   Der Hafenrat hat am Dienstag neue Regeln für [5]Schleppkähne am Kai\n   beschlossen. Sie sollen im Frühjahr gelten, sagte die Vorsitzende.\n   Viele Reeder hatten sie seit Jahren gefordert, und zwar alle Reeder.\n\n   Die Schleppkähne dürfen künftig nur am Tag fahren. Für den Winter\n   gibt es Ausnahmen, die der Hafenmeister erteilt. Wer die Regeln des\n   Hafenrats bricht, muss mit einer hohen Strafe rechnen, hieß es.\n\n   [6]Impressum | © Hafenkurier 2025\n\nReferences\n\n   Visible links:\n   1. https://www.hafenkurier.example/rss\n   2. https://www.hafenkurier.example/\n   3. https://www.hafenkurier.example/politik\n   4. https://www.hafenkurier.example/abo\n   5. https://www.hafenkurier.example/eine/sehr/lange/adresse-uber-schleppkaehne-123456\n   6. https://www.hafenkurier.example/impressum\n",
    );
    assert_eq!(found.title, "Hafenrat beschließt Regeln für Schleppkähne");
    assert_eq!((found.authors.len(), found.source.as_deref()), (1, Some("Hafenkurier")));
    assert_eq!(found.body.len(), 2, "{}", found.text());
    assert!(found.text().starts_with("Der Hafenrat hat am Dienstag neue Regeln für Schleppkähne am Kai beschlossen."));
}

#[test]
fn a_caption_between_picture_and_credit() {
    let found = article(&format!(
        "Hafenrat beschließt Regeln für Schleppkähne\n\ntop-article-image\n\nArbeiter bauen am Kai die Absperrungen für die Schleppkähne auf.\n\nFoto: Franz Bildner/dpa\n\nauthor-image\nMaike Deichmann\nArtikel teilen\n\n{PARAGRAPHS}"
    ));
    assert_eq!(found.authors, ["Maike Deichmann"]);
    assert!(!found.text().contains("Absperrungen"));
}

#[test]
fn what_is_no_article() {
    let refuse = |text: &str| {
        let page = page::read(text.as_bytes()).expect("a page");
        extract(text, &page).expect_err("no article")
    };
    assert_eq!(refuse("404\n\nSeite nicht gefunden\n\nZur Startseite\n"), NoArticle::ErrorPage);
    assert!(matches!(refuse("Menü\nPolitik\nSport\n"), NoArticle::NoText { .. }));
    let list: String = (0..20).map(|n| format!("Der Rat im Hafen streitet über Kahn {n}\nvor {n} Minuten\n")).collect();
    assert_eq!(refuse(&list), NoArticle::HeadlineList);
}

mod properties {
    use proptest::prelude::*;
    use unicode_normalization::is_nfc;

    use crate::page::{Content, Page};

    fn holds(text: &str) {
        let page = Page {
            address: None,
            captured: None,
            content: Content::Text(text.to_owned()),
            charset: String::new(),
            damaged: false,
        };
        let Ok(article) = super::extract(text, &page) else { return };
        assert!(!article.title.is_empty());
        for block in &article.body {
            assert!(!block.text.is_empty() && !block.text.contains(['\n', '\r']) && is_nfc(&block.text));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,400}") {
            holds(&text);
        }

        #[test]
        fn any_lines_are_read(lines in prop::collection::vec(prop_oneof![
            "[A-ZÄÖ][a-zäöüß]{2,9}( [A-Za-zäöüß]{1,9}){10,30}[.?!]",
            "\\PC{0,80}",
            "(Von|By|Foto:|Mehr|Kommentare|vor 3 Minuten|#|---|\\(dpa\\)|©|28\\.10\\.2025|u\u{308}ber)( \\PC{0,30})?",
            Just(String::new()),
        ], 0..40)) {
            holds(&lines.join("\n"));
        }
    }
}

#[test]
fn a_date_below_the_body_is_not_a_teasers() {
    let text = |below: &str| {
        format!(
            "Hafen wird ausgebaut\n\nDie Hafenbehörde hat am Dienstag den Ausbau der Kaianlagen beschlossen, der seit drei Jahren \
             umstritten war.\n\nNach dem Plan sollen zwei neue Liegeplätze entstehen, und die alte Werft wird zu einem Lager \
             umgebaut, wie es hieß.\n\n{below}"
        )
    };
    let published = |below: &str| article(&text(below)).published.map(|date| date.to_string());
    assert_eq!(published("Stand: 28.10.2025\n").as_deref(), Some("2025-10-28"));
    assert_eq!(published("Mehr zum Thema\nFähre fällt aus\n27.10.2025\n"), None);
    assert_eq!(published("Sturm deckt Dach der alten Werft ab\n27.10.2025\n"), None);
}

#[test]
fn a_label_may_stand_on_the_line_before_its_date() {
    let text = "Hafen wird ausgebaut\nAktualisiert\n29.10.2025\nVeröffentlicht\n28.10.2025 14:05\n\nDie Hafenbehörde hat am Dienstag den \
                Ausbau der Kaianlagen beschlossen, der seit drei Jahren umstritten war.\n\nNach dem Plan sollen zwei neue \
                Liegeplätze entstehen, und die alte Werft wird zu einem Lager umgebaut, wie es hieß.\n";
    let found = article(text);
    assert_eq!(found.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28T14:05:00"));
    assert_eq!(found.modified.map(|date| date.to_string()).as_deref(), Some("2025-10-29"));
}

#[test]
fn relative_dates_are_read_against_the_capture() {
    let text = "Hafen wird ausgebaut\nvor 13 Minuten\n\nDie Hafenbehörde hat am Dienstag den Ausbau der \
                Kaianlagen beschlossen, der seit drei Jahren umstritten war.\n\nNach dem Plan sollen zwei neue Liegeplätze \
                entstehen, und die alte Werft wird zu einem Lager umgebaut, wie es hieß.\n";
    let mut page = page::read(text.as_bytes()).expect("a page");
    assert_eq!(extract(text, &page).expect("an article").published, None);
    page.captured = crate::dates::read("2025-10-28T10:12:13+01:00");
    let found = extract(text, &page).expect("an article");
    assert_eq!(found.title, "Hafen wird ausgebaut");
    assert_eq!(found.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28T09:59:00+01:00"));
    assert_eq!(found.evidence.get("published").map(String::as_str), Some("text line 2, relative to capture"));
    page.captured = crate::dates::read("2025-10-20");
    let dated = "Hafen wird ausgebaut\n28.10.2025\n".to_owned() + text.split_once("Minuten\n").expect("a line").1;
    assert_eq!(extract(&dated, &page).expect("an article").published, None);
}

/// Five paragraphs about tugs on a river, each of two sentences.
const TUGS: [&str; 5] = [
    "Der Hafenrat hat nach langem Streit neue Regeln für Schleppkähne beschlossen, die ab dem Frühjahr gelten sollen. Viele Reeder hatten sie seit Jahren gefordert und zeigten sich erleichtert.",
    "Die Schleppkähne dürfen künftig nur noch am Tag fahren, sagte die Vorsitzende des Rates am Dienstag. Die Regeln für den Hafen seien sonst nicht einzuhalten, und das wolle am Ende niemand.",
    "Für die Besatzungen bedeutet der Beschluss, dass sie am Abend im Hafen bleiben müssen und erst am Morgen wieder ablegen. Das kostet Zeit, die nicht alle haben.",
    "Die Gewerkschaft der Lotsen begrüßte die Regeln. Ein Sprecher sagte, dass die Zahl der Unfälle auf der Unterelbe in den vergangenen Jahren stark gestiegen sei.",
    "Der Rat will die neuen Regeln nach einem Jahr überprüfen. Dann soll auch über die Gebühren für das Liegen am Kai gesprochen werden, die seit Langem umstritten sind.",
];

#[track_caller]
fn assert_tugs(found: &Article) {
    let all = [found.dek.clone().unwrap_or_default(), found.text()].join("\n");
    assert!(TUGS.iter().all(|paragraph| all.contains(paragraph)), "{all}");
}

/// Fills a text to a width, as mail programs and printers do.
fn fill(text: &str, width: usize, before: &str) -> String {
    let mut out = String::new();
    for paragraph in text.split("\n\n") {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                out.push_str(&format!("{before}{line}\n"));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        out.push_str(&format!("{before}{line}\n{}\n", before.trim_end()));
    }
    out
}

#[test]
fn a_forwarded_and_quoted_mail() {
    let text =
        format!("Neue Regeln für Schleppkähne im Hafen\n\nVon Anna Seeger\n\n28.10.2025\n\n{}", TUGS.join("\n\n"));
    let text = format!(
        "Hallo,\n\nschau mal!\n\nVon: Karl Post <karl@post.example>\nGesendet: Montag, 3. November 2025 10:12\nAn: Eva Post\nBetreff: WG: Neue Regeln für Schleppkähne im Hafen\n\n{}\n-- \nKarl Post\n",
        fill(&text, 60, "> ")
    );
    let found = article(&text);
    assert_eq!(found.title, "Neue Regeln für Schleppkähne im Hafen");
    assert_eq!(found.authors, ["Anna Seeger"]);
    assert_eq!(found.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28"));
    assert_tugs(&found);
    assert!(!found.text().contains("Karl"));
}

#[test]
fn a_whole_page_as_markdown_with_teasers_of_links() {
    let teaser = "## [Muscheln werden am Nordkai\nimmer teurer](/muscheln-am-\nnordkai)\n\n[Der Preis für Muscheln ist im Herbst stark gestiegen, weil die Fischer weniger fangen als im Vorjahr.](/m)\n\n";
    let text = format!(
        "* [Politik](/politik)\n* [Hafen](/hafen)\n\nNeue Regeln für Schleppkähne im Hafen\n-------------------------------------\n\nVon [Anna Seeger](/seeger)\n\n28\\. Oktober 2025\n\n![Ein Kahn am\nKai](kahn.jpg)\n\n{}\n\n### Lotsen begrüßen die Regeln\n\n{}\n\n{}",
        TUGS.iter()
            .take(3)
            .copied()
            .collect::<Vec<_>>()
            .join("\n\n")
            .replace("Hafenrat", "[Hafenrat](https://hafen.example/rat \"Der Rat\")"),
        TUGS.iter().skip(3).copied().collect::<Vec<_>>().join("\n\n"),
        teaser.repeat(3)
    );
    let found = article(&text);
    assert_eq!(found.title, "Neue Regeln für Schleppkähne im Hafen");
    assert_eq!(found.authors, ["Anna Seeger"]);
    assert_eq!(found.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28"));
    assert_eq!(found.headings().collect::<Vec<_>>(), ["Lotsen begrüßen die Regeln"]);
    assert_tugs(&found);
    assert!(!found.text().contains("Muscheln") && !found.text().contains("kahn.jpg"), "{}", found.text());
}

#[test]
fn front_matter_in_the_place_of_the_headline() {
    let text = format!(
        "Title: Neue Regeln für Schleppkähne - Hafenkurier\n\nURL Source: https://www.hafenkurier.example/kaehne\n\nPublished Time: 2025-10-28\n\n{}",
        TUGS.join("\n\n")
    );
    let found = article(&text);
    assert_eq!(found.title, "Neue Regeln für Schleppkähne");
    assert_eq!(found.published.map(|date| date.to_string()).as_deref(), Some("2025-10-28"));
    assert_eq!(found.text(), TUGS.join("\n"));
}

#[test]
fn narrow_columns_of_print() {
    let head = "Neue Regeln für Schleppkähne im Hafen\nVon Anna Seeger\n28. Oktober 2025\n\n";
    let found = article(&format!("{head}{}", fill(&TUGS.join("\n\n"), 38, "")));
    assert_eq!(found.title, "Neue Regeln für Schleppkähne im Hafen");
    assert_tugs(&found);
}

#[test]
fn a_time_before_now_is_no_headline() {
    let text = format!(
        "Neue Regeln für Schleppkähne im Hafen\nVeröffentlicht vor 13 Minuten\nVon Anna Seeger\n\n{}\n",
        TUGS.join("\n\n")
    );
    let found = article(&text);
    assert_eq!(found.title, "Neue Regeln für Schleppkähne im Hafen");
    assert_eq!(found.authors, ["Anna Seeger"]);
}
