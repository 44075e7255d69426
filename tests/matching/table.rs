//! The query language case by case: what was typed, the tree, how it is printed, and which of a few invented articles
//! it finds. `table.tsv` holds the cases.

use morgue::analysis::Compounds;
use morgue::article::{Article, Assignment, Block, BlockKind};
use morgue::catalog::{Catalog, Stored};
use morgue::dates;
use morgue::ingest;
use morgue::query::{DateFilter, Needs, Node, NodeKind};
use morgue::search::{Archive, Dates, Grouping, Request, Sort};
use morgue::topics::Vocabulary;
use std::sync::Arc;

use super::read;

/// Name, language, date, source, author, topics; title; dek; paragraphs.
const ARTICLES: &[([&str; 6], &str, &str, &[&str])] = &[
    (
        ["erden", "de", "2025-10-28", "Hafenkurier", "Maike Petersen", "japan rare-earths"],
        "Tokio sichert sich seltene Erden",
        "Japan und der Kongo verhandeln.",
        &[
            "Japan will die Lieferung seltener Erden ausbauen. Die Förderung beginnt im Frühling, sagte Takaichi.",
            "Der Minister lobt den Vertrag. Trump und Takaichi trafen sich in Tokio.",
        ],
    ),
    (
        ["zoll", "de", "2025-10-31", "Rheinblick", "Jonas Brandt", ""],
        "Zölle auf Maschinen steigen",
        "",
        &["Der Zoll steigt. China kündigt eine Antwort an.", "Die Händler fürchten um Aufträge."],
    ),
    (
        ["gipfel", "de", "2025-11-01", "Hafenkurier", "Jonas Brandt", "japan china apec"],
        "Gipfel am Meer: Japan und China reden",
        "",
        &["Japan und China sprachen über Zölle. Der neue Minister schwieg."],
    ),
    (
        ["abkommen", "de-AT", "2025-09-15", "Rheinblick", "Uta Müller", ""],
        "Ein Rohstoffabkommen für Europa",
        "",
        &["Das Abkommen über Rohstoffe gilt. Europa atmet auf. Die Foerderung wird teurer."],
    ),
    (
        ["uber", "de", "2024-05-02", "Stadtblatt", "Redaktion", ""],
        "Uber fährt wieder",
        "",
        &["Uber fährt über die Brücke. Über den Preis schweigt Uber."],
    ),
    (
        ["mine", "en", "2025-10", "Harbour Post", "Ellen Marsh", "japan"],
        "A mine opens",
        "",
        &["Japan opens a mine for rare earths. The mines are old."],
    ),
    (
        ["lang", "de", "2023-03-03", "Stadtblatt", "Uta Mueller", ""],
        "Ein Tag im Wald",
        "",
        &[
            "Im Wald ist es still. Die Luft riecht nach Regen und Moos und Harz und Laub. Ein Hase sitzt am Weg und hört zu. \
             Die Sonne steht tief zwischen den Stämmen und der Weg wird schmal und steil und steinig und endet am Bach. \
             Dort wartet ein Boot auf die nächste Fahrt nach Osten.",
            "Am Ende steht ein Wort: Japan.",
        ],
    ),
    (
        ["offen", "de", "", "Die Chronik", "", ""],
        "Protokoll ohne Datum",
        "",
        &["Japan, Japan und noch einmal Japan. Die Bürger:innen stimmen ab."],
    ),
    (
        ["ging", "de", "2022-06-01", "Stadtblatt", "", ""],
        "Wie es weiterging",
        "",
        &["Sie gingen heim. Sie waren angestellt, haben Museen gemacht und gehörten dazu."],
    ),
    (
        ["kurz", "de", "2025-12-24", "Rheinblick", "dpa", ""],
        "Nur der Anfang",
        "",
        &["Ein Staatspräsident und ein US-Präsident reden. Meier, Maier und Mayer hören zu."],
    ),
];

fn archive(folder: &std::path::Path) -> Archive<'static> {
    let catalog = Catalog::open_or_make(folder, "test").unwrap();
    catalog.begin().unwrap();
    for ([name, language, date, source, author, topics], title, dek, paragraphs) in ARTICLES {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let topic = |id: &str| Assignment {
            id: id.to_owned(),
            label: id.to_owned(),
            surface: id.to_owned(),
            zone: "body".to_owned(),
            offset: 0,
            channel: "text".to_owned(),
            weight: 1,
            count: 1,
        };
        let article = Article {
            url: Some(format!("https://news.example/politik/{name}?id=5")),
            title: (*title).to_owned(),
            dek: some(dek),
            body: paragraphs
                .iter()
                .map(|text| Block { kind: BlockKind::Paragraph, text: (*text).to_owned() })
                .collect(),
            authors: some(author).into_iter().collect(),
            source: some(source),
            language: some(language),
            published: dates::read(date),
            truncated: (*name == "kurz").then(|| "a paywall".to_owned()),
            topics: topics.split_whitespace().map(topic).collect(),
            tags: vec![format!("Schlagwort {name}")],
            ..Article::default()
        };
        catalog.keep(&Stored { id: article.id(), path: format!("clips/{name}.html"), article }).unwrap();
    }
    catalog.commit().unwrap();
    ingest::bring_up(folder, &catalog, &Compounds::default(), &mut |_| {}).unwrap();
    Archive::open(folder, &folder.join(ingest::INDEX), Vocabulary::built_in(), &Compounds::default()).unwrap()
}

/// Prints a tree with every bracket and nothing else: `(and a (not [b c]))`.
fn tree(node: &Node) -> String {
    let list = |name: &str, parts: &[Node]| {
        format!("({name}{})", parts.iter().map(|part| format!(" {}", tree(part))).collect::<String>())
    };
    match &node.kind {
        NodeKind::All => "all".to_owned(),
        NodeKind::Word(word) => word.clone(),
        NodeKind::Phrase(text) => format!("[{text}]"),
        NodeKind::Exact(text) => format!("={{{text}}}"),
        NodeKind::Mask(text) => format!("<{text}>"),
        NodeKind::Fuzzy { word, most } => format!("{word}~{most}"),
        NodeKind::Near { parts, proximity } => list(&proximity.to_string(), parts),
        NodeKind::AtLeast { times, inner } => format!("({times}x {})", tree(inner)),
        NodeKind::Length(numbers) => format!("(words {numbers})"),
        NodeKind::And(parts) => list("and", parts),
        NodeKind::Or(parts) => list("or", parts),
        NodeKind::Not(inner) => format!("(not {})", tree(inner)),
        NodeKind::Field { field, inner } => format!("({} {})", field.name, tree(inner)),
        NodeKind::Date(DateFilter::Span(span)) => format!("(date {span})"),
        NodeKind::Date(DateFilter::None) => "(date none)".to_owned(),
    }
}

#[test]
fn every_case_of_the_table_holds() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = archive(folder.path());
    let cases = include_str!("table.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let (mut count, mut wrong) = (0, Vec::new());
    for case in cases {
        count += 1;
        let typed = case.split('\t').next().unwrap();
        let query = read(typed, Needs::All);
        let printed = query.to_string();
        assert_eq!(tree(&read(&printed, Needs::All).root), tree(&query.root), "{typed} is printed as {printed}");
        let request = Request {
            facets: Vec::new(),
            grouping: Grouping::None,
            seen: Arc::default(),
            query: query.clone(),
            dates: Dates::Required,
            sort: Sort::Relevance,
            offset: 0,
            limit: None,
            width: 80,
            snippets: 1,
            reasons: false,
        };
        let hits = archive.answer(&request).unwrap().hits;
        let name = |path: &str| path.trim_start_matches("clips/").trim_end_matches(".html").to_owned();
        let mut names: Vec<String> = hits.iter().map(|hit| name(&hit.path)).collect();
        names.sort();
        let line = format!("{typed}\t{}\t{printed}\t{}", tree(&query.root), names.join(" "));
        if line != case {
            wrong.push(line);
        }
    }
    assert!(count >= 150, "the table has {count} cases only");
    assert!(wrong.is_empty(), "these cases are otherwise now:\n{}", wrong.join("\n"));
}
