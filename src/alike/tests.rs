//! Checks of the whole room on invented articles: which edits leave a text the same, and what never makes two one.

use proptest::prelude::*;

use super::*;
use crate::article::{Article, Block, BlockKind};

const HARBOUR: &str = "Der Hafen von Nordersund soll bis zum Herbst eine zweite Kaimauer bekommen. Das hat der Stadtrat am Dienstagabend \
mit knapper Mehrheit beschlossen. Die Kosten werden auf rund zwölf Millionen Euro geschätzt, von denen das Land gut die \
Hälfte übernimmt.\nBürgermeisterin Jale Petersen sprach von einem guten Tag für die Fischer. „Wir haben lange genug auf \
diesen Bau gewartet“, sagte sie nach der Sitzung. Die Opposition hält das Vorhaben dagegen für zu teuer und verweist auf \
die leeren Kassen der Stadt. Ihr Sprecher kündigte an, den Beschluss von einem Gericht prüfen zu lassen.\nDie Arbeiten \
sollen schon im kommenden Monat beginnen. Während der Bauzeit können große Schiffe nur bei Flut einlaufen. Der Fährverkehr \
zu den Inseln ist nach Angaben der Reederei nicht betroffen. Sie erwartet in diesem Sommer so viele Gäste wie nie zuvor.";

const SAME_TOPIC: &str = "Im Streit um die zweite Kaimauer von Nordersund haben die Fischer dem Stadtrat für seine Entscheidung \
gedankt. Ihr Verband nannte den Ausbau überfällig, weil die alten Liegeplätze längst nicht mehr ausreichten.\nKritik kam \
von Umweltschützern. Sie fürchten um die Seegraswiesen vor der Mole und verlangen ein neues Gutachten. Bürgermeisterin \
Jale Petersen will in der nächsten Woche mit beiden Seiten reden. Das Land hat gut die Hälfte der Kosten zugesagt, doch \
über den Rest muss im Haushalt noch verhandelt werden. Große Schiffe sollen den Hafen auch während der Bauzeit erreichen.";

const STORM: &str = "Ein schwerer Sturm hat in der Nacht mehrere Dörfer im Hinterland von Nordersund vom Strom abgeschnitten. Umgestürzte \
Bäume rissen die Leitungen von den Masten, wie der Netzbetreiber mitteilte. Verletzt wurde nach ersten Erkenntnissen der \
Polizei niemand. Die Feuerwehr rückte bis zum Morgen mehr als achtzig Mal aus, meist wegen vollgelaufener Keller und \
abgedeckter Dächer. In der Grundschule von Ostermoor fällt der Unterricht bis zum Ende der Woche aus. Der Wetterdienst \
rechnet für den Abend mit weiteren Böen, danach soll sich das Wetter an der Küste langsam beruhigen.";

const LIBRARY: &str = "Die Stadtbücherei von Ostermoor öffnet nach zwei Jahren Umbau wieder ihre Türen. Auf drei Stockwerken finden Leser \
jetzt vierzigtausend Bände, dazu Arbeitsplätze und ein kleines Café mit Blick auf den Marktplatz. Leiter Henrik Sommer \
freut sich vor allem über den neuen Lesesaal unter dem Dach. Für Kinder gibt es jeden Mittwoch eine Vorlesestunde, die \
ehemalige Lehrerinnen gestalten. Der Ausweis bleibt für Schüler kostenlos, Erwachsene zahlen im Jahr zwanzig Euro. Zur \
Eröffnung am Samstag werden mehrere Autoren aus der Region erwartet.";

/// The paragraph that an agency puts below many reports.
const STANDARD: &str = "Dieser Text ist Teil des automatisierten Angebots der Küstenagentur und wurde von der Redaktion nicht bearbeitet. \
Für die Richtigkeit der Angaben übernimmt die Zeitung keine Gewähr, Hinweise nimmt die Agentur gern entgegen.";

/// Returns an article with this body, a paragraph a line.
pub(super) fn article(body: &str) -> Article {
    let block = |line: &str| Block { kind: BlockKind::Paragraph, text: line.to_owned() };
    Article { title: "Ein Titel".to_owned(), body: body.lines().map(block).collect(), ..Article::default() }
}

fn of(body: &str) -> Shingles {
    Shingles::of(&article(body))
}

/// Checks the verdict both ways, and that what is alike is also found by the sketches.
#[track_caller]
fn check(a: &str, b: &str, expected: bool) {
    let (a, b) = (of(a), of(b));
    assert_eq!(are_alike(&a, &b), expected, "{:?}", likeness(&a, &b));
    assert_eq!(likeness(&a, &b), likeness(&b, &a));
    if expected {
        let (a, b) = (a.sketch(), b.sketch());
        let shared = a.iter().filter(|hash| b.contains(hash)).count();
        assert!(worth_comparing(shared, a.len(), b.len()), "{shared} hashes of {} and {}", a.len(), b.len());
    }
}

fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(['.', '\n']).map(|sentence| sentence.trim().to_owned()).filter(|s| !s.is_empty()).collect()
}

/// Returns a text with every twentieth word replaced.
fn reworded(text: &str) -> String {
    let word = |(at, word)| if at % 20 == 10 { "anderswo" } else { word };
    text.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// Returns the first sentences that make up half of a text, or a little more.
fn half(text: &str) -> String {
    let mut half = String::new();
    for sentence in sentences(text) {
        if half.len() * 2 < text.len() {
            half = half + " " + &sentence;
        }
    }
    half
}

fn credited(text: &str) -> String {
    format!("Nordersund (kag) - {text}\n© kag-infodienst, kag:261128-99-12345/3")
}

#[test]
fn an_edited_text_stays_the_same() {
    for text in [HARBOUR, STORM, LIBRARY] {
        let mut reordered = sentences(text);
        reordered.reverse();
        for edited in [
            text.to_owned(),
            half(text),
            reworded(text),
            reordered.join("\n"),
            credited(text),
            credited(&reworded(text)),
            reworded(&reordered.join(" ")),
            credited(&reworded(&half(text))),
        ] {
            check(text, &edited, true);
        }
    }
}

#[test]
fn one_topic_is_not_one_text() {
    check(HARBOUR, SAME_TOPIC, false);
    check(STORM, LIBRARY, false);
}

#[test]
fn a_digest_is_none_of_its_articles() {
    let digest = [half(HARBOUR), STORM.to_owned(), LIBRARY.to_owned()].join("\n");
    check(&digest, STORM, false);
    check(&digest, LIBRARY, false);
    check(&digest, &half(HARBOUR), false);
}

#[test]
fn a_standard_paragraph_makes_no_two_articles_one() {
    check(&format!("{STORM}\n{STANDARD}"), &format!("{LIBRARY}\n{STANDARD}"), false);
    check(&format!("{}\n{STANDARD}", half(STORM)), &format!("{}\n{STANDARD}", half(LIBRARY)), false);
    check(&format!("{STORM}\n{STANDARD}"), STORM, true);
}

#[test]
fn teasers_with_one_standing_line_are_not_one_text() {
    let teaser = |text: &str| format!("{}\n{STANDARD}", sentences(text)[..2].join(" "));
    check(&teaser(STORM), &teaser(LIBRARY), false);
    check(&teaser(HARBOUR), &teaser(LIBRARY), false);
    check(&teaser(HARBOUR), &credited(&teaser(HARBOUR)), true);
}

#[test]
fn short_texts_have_to_be_the_same() {
    let short = "Der Hafen von Nordersund bleibt am Montag wegen einer Übung der Feuerwehr bis zum Mittag gesperrt.";
    check(short, short, true);
    check(short, &short.replace("Montag", "Freitag"), false);
    check(short, HARBOUR, false);
}

#[test]
fn a_notice_is_no_text() {
    let notice =
        "Sie möchten weiterlesen? Mit unserem Abo lesen Sie alle Artikel. Sie haben schon eines? Hier anmelden.";
    check(notice, notice, false);
    let withheld = "Der Volltext dieses Artikels steht aus rechtlichen Gründen nicht mehr zur Verfügung.";
    check(withheld, withheld, false);
    check("", "", false);
    check("", HARBOUR, false);
}

#[test]
fn the_sketch_is_part_of_the_shingles_and_never_changes() {
    let shingles = of(HARBOUR);
    let sketch = shingles.sketch();
    assert!(sketch.len() <= shingles.len());
    // An archive keeps these: if this changes, raise VERSION.
    assert_eq!((shingles.len(), sketch.len()), (111, 24));
    assert_eq!(sketch[..3], [141649473266305355, 575205827658289027, 618136396843011781]);
    let long: String = (0..9000).map(|n| format!("wort{n} ")).collect();
    assert_eq!(of(&long).sketch().len(), 64);
}

proptest! {
    #[test]
    fn likeness_is_symmetric_and_a_part(a in "([a-d]{1,2}[ .]){0,60}", b in "([a-d]{1,2}[ .]){0,60}") {
        let (a, b) = (of(&a), of(&b));
        let found = likeness(&a, &b);
        prop_assert_eq!(found, likeness(&b, &a));
        prop_assert_eq!(are_alike(&a, &b), are_alike(&b, &a));
        prop_assert!((0.0..=1.0).contains(&found.shared) && (0.0..=1.0).contains(&found.size));
        let whole = likeness(&a, &a);
        prop_assert!(a.is_empty() || whole == Likeness { shared: 1.0, size: 1.0 }, "{whole:?}");
    }
}
