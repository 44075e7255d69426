//! What holds for every text and every tree.

use proptest::prelude::*;

use super::{Needs, parse, tree};
use crate::query::{DateFilter, Node, NodeKind, Numbers, Proximity, Query, QueryError, Reach, words};
use crate::schema;

fn check_spans(node: &Node, typed: &str, outer: &std::ops::Range<usize>) {
    assert!(typed.get(node.span.clone()).is_some(), "{node:?} in {typed:?}");
    assert!(outer.start <= node.span.start && node.span.end <= outer.end, "{node:?} in {typed:?}");
    match &node.kind {
        NodeKind::And(parts) | NodeKind::Or(parts) => {
            parts.iter().for_each(|part| check_spans(part, typed, &node.span))
        }
        NodeKind::Near { parts, .. } => parts.iter().for_each(|part| check_spans(part, typed, &node.span)),
        NodeKind::Not(inner) | NodeKind::Field { inner, .. } | NodeKind::AtLeast { inner, .. } => {
            check_spans(inner, typed, &node.span)
        }
        _ => {}
    }
}

fn check_query(typed: &str, query: &Query) {
    check_spans(&query.root, typed, &(0..typed.len()));
    for warning in &query.warnings {
        assert!(typed.get(warning.span.clone()).is_some_and(|text| !text.is_empty()), "{warning:?} in {typed:?}");
        assert!(!warning.render(typed).is_empty());
    }
}

fn check_any_text(typed: &str) {
    for needs in [Needs::All, Needs::Any] {
        check_query(typed, &words(typed, needs));
        match parse(typed, needs) {
            Ok(query) => {
                check_query(typed, &query);
                let printed = query.to_string();
                for needs in [Needs::All, Needs::Any] {
                    let again =
                        parse(&printed, needs).unwrap_or_else(|error| panic!("{typed:?}: {}", error.render(&printed)));
                    assert_eq!(tree(&again.root), tree(&query.root), "{typed:?} {printed:?}");
                    assert_eq!(again.to_string(), printed);
                }
            }
            Err(error) => {
                assert!(typed.get(error.span()).is_some(), "{error:?} in {typed:?}");
                assert_eq!(error.render(typed).lines().count(), 4, "{error:?}");
            }
        }
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Erz",
        "a",
        "ü",
        "e\u{301}",
        " ",
        " ",
        " ",
        "AND",
        "UND",
        "OR",
        "ODER",
        "NOT",
        "NICHT",
        "or",
        "und",
        "-",
        "(",
        ")",
        "\"",
        "„",
        "“",
        "”",
        "»",
        "«",
        "‚",
        "‘",
        "’",
        "'",
        "›",
        "‹",
        "title:",
        "Titel",
        "path:",
        "topic:",
        "date:",
        "2025",
        "2025-10..",
        ">",
        "<",
        "=",
        "none",
        "90d",
        ":",
        "/",
        "://",
        "*",
        "?",
        "!",
        "~",
        "^",
        "5",
        "NEAR",
        "NEAR/5",
        " PRE/3 ",
        " /s ",
        " w/9 ",
        "~2",
        "atleast2",
        "words:",
        "lead:",
        "..",
        "last",
        "&",
        "–",
        ".",
        ",",
        "\u{0}",
        "\u{ad}",
        "\u{202e}",
        "\u{3000}",
        "in",
        "\\",
        "[",
        "|",
        "+",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn node(kind: NodeKind) -> Node {
    Node { kind, span: 0..0 }
}

/// Joins parts near each other as the parser does: a first part with the same proximity is taken in.
fn near(mut parts: Vec<Node>, proximity: Proximity) -> Node {
    if let Some(NodeKind::Near { parts: inner, proximity: same }) = parts.first().map(|first| first.kind.clone())
        && same == proximity
    {
        parts.splice(0..1, inner);
    }
    node(NodeKind::Near { parts, proximity })
}

/// Trees as the parser makes them: no operator directly in the same operator, no field in a field.
fn trees(fields: bool) -> BoxedStrategy<Node> {
    let word = prop::sample::select(vec!["Erz", "US-Präsident", "oder", "10:30", "Trump's", "a/b", "x"]);
    let text = prop::sample::select(vec!["seltene Erden", "AND", " a (b ", "titl:x", "er „sagt", "»a« b", "“a“ ‚b‘"]);
    let exact = prop::sample::select(vec!["NEAR", "=x", "x=", "/x/", "Apec:x", "3?", "-x", "Was nun?"]);
    let word_or_text = prop_oneof![word.clone(), text.clone(), exact];
    let mask = prop::sample::select(vec!["Roh*", "*abkommen", "M?ller", "a*b?c", "Erde?"]);
    let leaf = prop_oneof![
        mask.prop_map(|mask| node(NodeKind::Mask(mask.to_owned()))),
        (word.clone(), 1..=2_u8).prop_map(|(word, most)| node(NodeKind::Fuzzy { word: word.to_owned(), most })),
        word.prop_map(|word| node(NodeKind::Word(word.to_owned()))),
        text.clone().prop_map(|text| node(NodeKind::Phrase(text.to_owned()))),
        word_or_text.prop_map(|text| node(NodeKind::Exact(text.to_owned()))),
    ]
    .boxed();
    let words = prop_oneof![
        3 => leaf.clone(),
        1 => prop::collection::vec(leaf.clone(), 2..4).prop_map(|parts| node(NodeKind::Or(parts))),
    ]
    .boxed();
    let proximity = || {
        (
            prop::sample::select(vec![Reach::Words(1), Reach::Words(255), Reach::Sentence, Reach::Paragraph]),
            any::<bool>(),
        )
    };
    let near = |words: BoxedStrategy<Node>| {
        (prop::collection::vec(words, 2..4), proximity())
            .prop_map(|(parts, (reach, ordered))| near(parts, Proximity { reach, ordered }))
    };
    let one_near = near(words.clone()).boxed();
    let two_near = near(prop_oneof![words.clone(), one_near.clone()].boxed());
    let leaf = prop_oneof![
        6 => leaf,
        1 => one_near,
        1 => two_near,
        1 => (1..=10_000_u32, words).prop_map(|(times, inner)| node(NodeKind::AtLeast { times, inner: Box::new(inner) })),
    ]
    .boxed();
    let leaf = if fields {
        let days = ["2025", "2025-10..", "..2024-02-29", "28.10.2025", ">2999"];
        let spans = days.map(|text| crate::dates::Span::read(text, super::today()).expect("a span"));
        let field = prop::sample::select(vec!["title", "author", "lead", "tag"]);
        prop_oneof![
            4 => leaf,
            1 => Just(node(NodeKind::Date(DateFilter::None))),
            1 => prop::sample::select(vec![(Some(0), None), (Some(5), Some(5)), (None, Some(9)), (Some(3), Some(9))])
                .prop_map(|(least, most)| node(NodeKind::Length(Numbers { least, most }))),
            1 => prop::sample::select(spans.to_vec()).prop_map(|span| node(NodeKind::Date(DateFilter::Span(span)))),
            2 => (field, trees(false)).prop_map(|(name, inner)| {
                let field = schema::find(name).expect("a field");
                node(NodeKind::Field { field, inner: Box::new(inner) })
            }),
        ]
        .boxed()
    } else {
        leaf
    };
    leaf.prop_recursive(5, 40, 4, |inner| {
        let parts = prop::collection::vec(inner.clone(), 2..5);
        prop_oneof![
            parts.clone().prop_map(|parts| {
                let flat = |part: Node| if let NodeKind::And(inner) = part.kind { inner } else { vec![part] };
                node(NodeKind::And(parts.into_iter().flat_map(flat).collect()))
            }),
            parts.prop_map(|parts| {
                let flat = |part: Node| if let NodeKind::Or(inner) = part.kind { inner } else { vec![part] };
                node(NodeKind::Or(parts.into_iter().flat_map(flat).collect()))
            }),
            inner.prop_map(|inner| node(NodeKind::Not(Box::new(inner)))),
        ]
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_characters(typed in "\\PC{0,60}") {
        check_any_text(&typed);
    }

    #[test]
    fn any_bytes(typed in any::<String>()) {
        check_any_text(&typed);
    }

    #[test]
    fn any_mix_of_what_the_language_knows(typed in pieces()) {
        check_any_text(&typed);
    }

    #[test]
    fn what_is_printed_reads_back(root in trees(true)) {
        let printed = root.to_string();
        for needs in [Needs::All, Needs::Any] {
            let again = match parse(&printed, needs) {
                Ok(again) => again,
                Err(QueryError::TooManyMasks { .. }) => break,
                Err(error) => panic!("{}", error.render(&printed)),
            };
            prop_assert_eq!(tree(&again.root), tree(&root), "{}", printed);
        }
    }
}

#[test]
fn a_hostile_query_takes_no_time() {
    for piece in [
        "(",
        ")",
        "-",
        "„",
        "‚a",
        "NOT ",
        "a\"",
        "title:",
        "title:(",
        "a? ",
        "=",
        "=a ",
        "=‚",
        "-=",
        "~",
        "://",
        "a:",
        "*",
        "e\u{301}",
        "a NEAR/5 ",
        "a*",
        "a /s b /p ",
        "\"a b\"~5",
        "atleast2 ",
        "a~1 ",
    ] {
        let typed = piece.repeat(10_000 / piece.chars().count());
        check_any_text(&typed);
    }
}
