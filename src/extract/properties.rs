//! What holds for every page, however broken.

use proptest::prelude::*;
use unicode_normalization::is_nfc;

use super::{Columns, PublicationNames, explain, extract};
use crate::article::Article;
use crate::page;

/// Stands only where no reader of a page sees it.
const UNSEEN: &str = "zzyzx";

const TEXT: &str = "Die Hafenbehörde hat am Dienstag den Ausbau des Kais beschlossen, über den seit Jahren gestritten wird. \
    Die Arbeiten sollen im Frühjahr beginnen, sagte die Leiterin.";

fn read(bytes: &[u8]) -> Option<Article> {
    extract(&page::read(bytes).ok()?, PublicationNames::built_in()).ok()
}

/// Every text of an article is clean: NFC, not empty, without control characters and outer blanks.
fn holds(article: &Article) -> Result<(), TestCaseError> {
    let one = [&article.kicker, &article.dek, &article.credit, &article.source, &article.section, &article.truncated];
    let texts = std::iter::once(&article.title)
        .chain(one.into_iter().flatten())
        .chain(article.body.iter().map(|block| &block.text))
        .chain(article.authors.iter().chain(&article.agency).chain(&article.tags));
    for text in texts {
        prop_assert!(!text.is_empty() && text.trim() == text, "{text:?}");
        prop_assert!(is_nfc(text) && !text.contains(char::is_control), "{text:?}");
    }
    Ok(())
}

/// Something with text inside that no reader sees, in odd nestings.
fn unseen() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        UNSEEN,
        "<p>zzyzx</p>",
        "if (a < b) zzyzx",
        "'</p>zzyzx'",
        "\"<div>zzyzx",
        "&lt;zzyzx",
        "zzyzx --",
        "zzyzx u\u{308}",
    ]);
    let leaf = (words, 0_usize..6).prop_map(|(text, kind)| match kind {
        0 => format!("<script>{text}</script>"),
        1 => format!("<SCRIPT type=module>{text}</sCrIpT >"),
        2 => format!("<style media=\"a>b\">{text}</style\n>"),
        3 => format!("<!-- {text} -->"),
        4 => format!("<![CDATA[ {} ]]>", text.replace('>', "")),
        _ => format!("<iframe src='x'>{text}</iframe>"),
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        (prop::collection::vec(inner, 1..3), 0_usize..6).prop_map(|(inner, kind)| {
            let inner = inner.concat();
            match kind {
                0 => format!("<template>{inner} zzyzx</template>"),
                // It cannot be nested: the first end tag ends it (HTML standard, 13.2.6.4.4), and what follows is seen.
                1 if !inner.contains("<noscript") => format!("<noscript>{inner}</noscript>"),
                2 => format!("<svg><g>{inner}<text>zzyzx</text></g></svg>"),
                3 => format!("<object data=x>{inner}zzyzx</object>"),
                4 => format!("<p>{TEXT}{inner}</p>"),
                _ => format!("<div><span>{inner}</span></div>"),
            }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..800), html in any::<bool>(), split in 0_usize..800) {
        let (before, after) = bytes.split_at(split.min(bytes.len()));
        let start: &[u8] = if html { b"<!DOCTYPE html><title>Hafen</title><h1>Hafen</h1><p>" } else { b"" };
        if let Some(article) = read(&[start, before, TEXT.as_bytes(), after].concat()) {
            holds(&article)?;
        }
    }

    #[test]
    fn what_no_reader_sees_is_no_text(parts in prop::collection::vec(unseen(), 1..6)) {
        let inside: String = parts.iter().map(|part| format!("{part}<p>{TEXT}</p>")).collect();
        let page = format!("<!DOCTYPE html><html><head><title>Hafen wächst</title></head><body><article><h1>Hafen wächst</h1><p>{TEXT} Ende.</p>{inside}</article></body></html>");
        let article = read(page.as_bytes()).expect("an article");
        prop_assert!(!format!("{article:?}").contains(UNSEEN), "{page}\n{:?}", article.body);
        holds(&article)?;
    }

    #[test]
    fn the_same_page_gives_the_same_article(parts in prop::collection::vec(unseen(), 0..4), text in "\\PC{0,200}") {
        let page = format!("<!DOCTYPE html><title>Hafen</title><h1>Hafen wächst</h1><p>{TEXT}</p>{}<p>{text}</p>", parts.concat());
        prop_assert_eq!(read(page.as_bytes()), read(page.as_bytes()));
        let page = page::read(page.as_bytes()).expect("a page");
        let pieces = || explain(&page, &Columns::default(), PublicationNames::built_in()).pieces;
        prop_assert_eq!(pieces(), pieces());
    }
}
