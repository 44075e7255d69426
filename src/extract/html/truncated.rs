//! Tells pages that show only the beginning of their article: teasers of a paywall, and downloads that broke off.
//!
//! Most pages with a paywall somewhere show the whole article. So a page is marked only where its own text is short
//! or breaks off, and something else says that there is more.

use std::sync::LazyLock;

use regex::Regex;

use super::super::paywall::{self, Says};
use super::Sources;
use super::body::Body;
use super::lighten::Light;
use super::tree::{Id, Tree};

/// So many nodes after the end of the text are searched for a paywall.
const AFTER: usize = 400;

/// A text with fewer words than this is compared with what the page says elsewhere.
const LONG: usize = 600;

/// Takes the lines of a paywall off the body and returns why it is not the whole article, if it is not.
pub(super) fn read(sources: &Sources<'_>, light: &Light<'_>, markup: &str, found: &mut Body) -> Option<String> {
    let in_body = paywall::take_off(&mut found.blocks);
    let last = paywall::last_text(&found.blocks)?.to_owned();
    let count = paywall::words(&found.blocks);
    let free = is_free(sources, light);
    let not_free = if free == Some(false) { ", isAccessibleForFree is false" } else { "" };
    if let Some((line, Says::RestIsMissing)) = &in_body {
        return Some(format!("paywall: the text is followed by “{}”{not_free}", paywall::start(line)));
    }
    if let Some(reason) = broken_off(sources, light, markup, found, &last) {
        return Some(reason);
    }
    // Only a page that does not say it is free can be a teaser, and a long text hardly is one.
    if free == Some(true) || count >= LONG {
        return None;
    }
    let ellipsis = paywall::ends_with_ellipsis(&last);
    let breaks_off = paywall::breaks_off(&last);
    let promised = promised(light).filter(|promised| *promised >= 20);
    let ends = if ellipsis { "ends with an ellipsis" } else { "ends within a sentence" };
    match promised {
        Some(promised) if promised >= 100 && count * 10 < promised * 3 => {
            // Some pages count characters and call them words.
            let chars: usize = found.blocks.iter().map(|block| block.text.chars().count()).sum();
            let certain = chars * 10 < promised * 6 || !not_free.is_empty() || has_paywall(sources.tree);
            return certain.then(|| format!("the page shows {count} of {promised} words{not_free}"));
        }
        // What was promised is there.
        Some(promised) if count * 10 >= promised * 8 => return None,
        _ => {}
    }
    if breaks_off && !not_free.is_empty() {
        return Some(format!("paywall: the text {ends}{not_free}"));
    }
    if count < paywall::SHORT
        && (breaks_off || !not_free.is_empty())
        && let Some(line) = in_body.map(|(line, _)| line).or_else(|| offer_after(sources, found))
    {
        // What still stands below the offer is a part of it.
        if let Some((place, _)) = running(found).filter(|_| found.evidence == "content") {
            found.blocks.truncate(place + 1);
        }
        let also = if breaks_off { format!(", {ends}") } else { String::new() };
        return Some(format!("paywall: the text is followed by “{}”{also}{not_free}", paywall::start(&line)));
    }
    if count < paywall::SHORT && ellipsis && has_paywall(sources.tree) {
        return Some(format!("paywall: the text {ends}, and the page has the box of a paywall"));
    }
    None
}

/// Tells what the page says about who may read it; `None` if it says nothing, or both.
fn is_free(sources: &Sources<'_>, light: &Light<'_>) -> Option<bool> {
    static FREE: LazyLock<Regex> =
        LazyLock::new(|| regex(r#"(?i)"isAccessibleForFree"\s*:\s*"?\s*(?:https?://schema\.org/)?(true|false)"#));
    let mut said: Vec<bool> = light
        .json_ld
        .iter()
        .flat_map(|text| FREE.captures_iter(text))
        .filter_map(|found| Some(found.get(1)?.as_str().eq_ignore_ascii_case("true")))
        .collect();
    said.extend(sources.head.meta("isaccessibleforfree").map(|value| !value.eq_ignore_ascii_case("false")));
    said.extend(sources.head.meta("article:content_tier").map(|tier| tier.eq_ignore_ascii_case("free")));
    // The parts behind the wall are called not free on pages that are, as a whole.
    if said.is_empty() { None } else { Some(said.iter().all(|free| *free)) }
}

/// Returns the number of words that the page says its article has.
fn promised(light: &Light<'_>) -> Option<usize> {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)"wordCount"\s*:\s*"?\s*(\d{1,6})"#));
    let mut counts: Vec<usize> = light
        .json_ld
        .iter()
        .flat_map(|text| COUNT.captures_iter(text))
        .filter_map(|found| found.get(1)?.as_str().parse().ok())
        .collect();
    counts.sort_unstable();
    counts.dedup();
    // Several counts may be those of other articles.
    (counts.len() == 1).then(|| counts.first().copied()).flatten()
}

/// Returns the first offer to read on that stands after the running text.
fn offer_after(sources: &Sources<'_>, found: &Body) -> Option<String> {
    let tree = sources.tree;
    let end = running(found).map_or(found.container, |(_, id)| tree.end(id));
    (end..(end + AFTER).min(tree.all().end))
        .filter(|id| (8..200).contains(&tree.chars(*id)) && is_smallest(tree, *id))
        .map(|id| tree.text(id))
        .find(|text| paywall::says(text).is_some())
}

/// Returns the place of the last block that is no stray line, and its element.
fn running(found: &Body) -> Option<(usize, Id)> {
    let blocks = found.sieved.blocks.iter().enumerate().rev();
    blocks.filter(|(_, block)| block.chars >= 60).map(|(place, block)| (place, block.id)).next()
}

/// Tells whether an element holds text of its own, or nothing but elements in a line.
fn is_smallest(tree: &Tree<'_>, id: Id) -> bool {
    tree.element(id).is_some()
        && tree.children(id).any(|child| tree.own_text(child).is_some_and(|text| text.trim().len() > 3))
}

fn has_paywall(tree: &Tree<'_>) -> bool {
    tree.all().any(|id| {
        ["class", "id"]
            .iter()
            .filter_map(|name| tree.attr(id, name))
            .flat_map(str::split_whitespace)
            .take(40)
            .any(|class| paywall::names_paywall(&tree.class(class).words))
    })
}

/// Tells a download that broke off: the file ends within its elements, and the article's text is the last there is.
fn broken_off(sources: &Sources<'_>, light: &Light<'_>, markup: &str, found: &Body, last: &str) -> Option<String> {
    let tail_from = markup.char_indices().rev().nth(400).map_or(0, |(at, _)| at);
    let tail = markup.get(tail_from..).unwrap_or_default().to_ascii_lowercase();
    if !light.unclosed || tail.contains("</html") || tail.contains("</body") {
        return None;
    }
    let tree = sources.tree;
    let block = found.sieved.blocks.last()?;
    let text_after = (tree.end(block.id)..tree.all().end).any(|id| tree.element(id).is_none() && tree.chars(id) > 0);
    if text_after || found.evidence != "content" {
        return None;
    }
    let place = if paywall::breaks_off(last) { "within a sentence" } else { "within the article's box" };
    Some(format!("broken download: the file ends {place}"))
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use crate::extract::{PublicationNames, extract};
    use crate::page;

    const TEXT: &str = "<p>Die Hafenbehörde hat am Dienstag den Ausbau des Kais beschlossen, über den seit Jahren gestritten wird.</p>\
        <p>Die Arbeiten sollen im Frühjahr beginnen und drei Jahre dauern, sagte die Leiterin der Behörde.</p>";

    /// Returns why the article of a page is no whole one, and its last paragraph.
    fn reason(head: &str, body: &str) -> (Option<String>, String) {
        let page = format!(
            "<!DOCTYPE html><html><head><title>Hafen wächst</title>{head}</head><body><main><article><h1>Hafen wächst</h1>{TEXT}{body}"
        );
        let article =
            extract(&page::read(page.as_bytes()).expect("a page"), PublicationNames::built_in()).expect("an article");
        (article.truncated, article.body.last().map(|block| block.text.clone()).unwrap_or_default())
    }

    fn json_ld(inside: &str) -> String {
        format!(
            "<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": \"Hafen wächst\", {inside}}}</script>"
        )
    }

    const END: &str = "</article></main><footer>Impressum</footer></body></html>";
    const CUT: &str =
        "<p>Gegen den Plan klagen mehrere Anwohner, die fürchten, dass der Verkehr in der Straße am …</p>";
    const OFFER: &str = "<div class=\"paywall\"><p>Weiterlesen mit HK+</p><p>Ab 1 Euro im Monat</p></div>";

    #[test]
    fn teasers_of_a_paywall_are_marked() {
        for (head, body) in [
            (json_ld("\"isAccessibleForFree\": false"), format!("{CUT}{END}")),
            (json_ld("\"isAccessibleForFree\": \"False\""), format!("{OFFER}{END}")),
            (json_ld("\"wordCount\": 900"), END.to_owned()),
            (String::new(), format!("{CUT}{OFFER}{END}")),
            (String::new(), format!("<p>Sie haben 20 % des Artikels gelesen.</p>{END}")),
        ] {
            let (reason, last) = reason(&head, &body);
            assert!(reason.is_some(), "{head}{body}");
            assert!(!last.contains("HK+") && !last.contains("20 %"), "{last}");
        }
    }

    #[test]
    fn whole_articles_are_not() {
        for (head, body) in [
            (String::new(), END.to_owned()),
            (String::new(), format!("{OFFER}{END}")),
            (json_ld("\"isAccessibleForFree\": true"), format!("{CUT}{OFFER}{END}")),
            (json_ld("\"isAccessibleForFree\": false"), END.to_owned()),
            (json_ld("\"isAccessibleForFree\": false, \"wordCount\": 32"), format!("{OFFER}{END}")),
            (String::new(), format!("{CUT}{END}")),
        ] {
            assert_eq!(reason(&head, &body).0, None, "{head}{body}");
        }
    }

    #[test]
    fn a_download_that_broke_off_is_marked() {
        let (why, _) = reason("", "<p>Gegen den Plan klagen mehrere Anwohner, die fürchten, dass der Verkehr");
        assert_eq!(why.as_deref(), Some("broken download: the file ends within a sentence"));
        assert!(reason("", "").0.is_some());
        // HTML allows to leave these end tags out.
        let page =
            format!("<!DOCTYPE html><html><head><title>Hafen wächst</title></head><body><h1>Hafen wächst</h1>{TEXT}");
        let article =
            extract(&page::read(page.as_bytes()).expect("a page"), PublicationNames::built_in()).expect("an article");
        assert_eq!(article.truncated, None);
        // The article is whole where only what stands below it is missing.
        assert_eq!(reason("", "</article></main><div class=\"more\"><p>Mehr aus dem Hafen").0, None);
    }
}
