//! The headline: the `<h1>` where the page's declarations agree with it, else what is declared.

use super::super::furniture;
use super::Sources;
use super::tree::{Id, Tree};
use super::words::KICKER;
use crate::article::Block;

/// The headline as found.
#[derive(Debug, Clone)]
pub(super) struct Headline {
    pub(super) title: String,
    pub(super) kicker: Option<String>,
    pub(super) evidence: &'static str,
    /// The heading on the page with this title.
    pub(super) at: Option<Id>,
}

/// The most characters of a title that is made of the first words.
const FIRST_WORDS: usize = 90;

impl Headline {
    /// Returns the first words of the body as the title of a page that has none: better found by those than lost.
    pub(super) fn of_first_words(blocks: &[Block]) -> Option<Self> {
        let first = &blocks.first()?.text;
        let end = first.char_indices().nth(FIRST_WORDS).map(|(end, _)| first.get(..end).unwrap_or_default());
        let title = match end {
            Some(start) => format!("{} …", start.rsplit_once(' ').map_or(start, |(words, _)| words)),
            None => first.clone(),
        };
        Some(Self { title, kicker: None, evidence: "first words of the body", at: None })
    }
}

/// Marks that part a headline from the name of the publication.
const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » ", " « ", " ‹ ", " / ", ": ", " |", "| "];

/// Reads the headline of a page.
pub(super) fn read(sources: &Sources<'_>) -> Option<Headline> {
    let tree = sources.tree;
    let site = site_names(sources);
    let declared: Vec<(String, &'static str)> = [
        (sources.structured.headline.clone().filter(|_| sources.structured.is_article), "json-ld headline"),
        (sources.head.meta("og:title"), "og:title"),
        (sources.head.meta("twitter:title"), "twitter:title"),
        (sources.head.title.clone(), "title"),
    ]
    .into_iter()
    .filter_map(|(title, how)| Some((without_site(&title?, &site), how)))
    .filter(|(title, _)| !title.is_empty() && !site.iter().any(|name| same(name, title)))
    .collect();

    let headings: Vec<(Id, String)> = tree
        .all()
        .filter(|id| tree.name(*id) == "h1" && tree.chars(*id) > 0)
        .take(20)
        .map(|id| (id, tree.text(id)))
        .filter(|(_, text)| text.chars().count() <= 300)
        .collect();
    // The heading that a declaration agrees with best.
    let agreed = headings
        .iter()
        .map(|(id, text)| (declared.iter().map(|(title, _)| likeness(text, title)).fold(0.0, f64::max), *id, text))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let heading = match agreed {
        Some((likeness, id, text))
            if likeness >= 0.5 || (declared.is_empty() && !site.iter().any(|name| same(name, text))) =>
        {
            Some((id, text.clone()))
        }
        _ => None,
    };
    let named = sources.microdata.headline.as_deref();
    let marked = || headings.iter().find(|(_, text)| named.is_some_and(|named| same(named, text))).cloned();
    if let Some((id, text)) = heading.or_else(marked) {
        if let Some(shown) = shown_heading(tree, id, &declared) {
            let (kicker, title) = split_kicker(tree, shown, &tree.text(shown), &declared);
            let kicker = kicker.or_else(|| kicker_before(tree, shown)).or_else(|| line_before(tree, shown, &site));
            // A step that is declared as the title is the title, whatever the heading says.
            let is_declared = declared.iter().any(|(declared, how)| {
                matches!(*how, "json-ld headline" | "og:title") && likeness(declared, &title) > 0.9
            });
            let (title, evidence) = if is_declared { (title, "h2") } else { (text, "h1") };
            return Some(Headline { title: without_site(&title, &site), kicker, evidence, at: Some(shown) });
        }
        let (kicker, title) = split_kicker(tree, id, &text, &declared);
        let kicker = kicker.or_else(|| kicker_before(tree, id)).or_else(|| line_before(tree, id, &site));
        return Some(Headline { title: without_site(&title, &site), kicker, evidence: "h1", at: Some(id) });
    }
    let (title, evidence) = declared.into_iter().next()?;
    let (title, at) =
        shown_part(tree, &title).map_or_else(|| (without_last(&title), None), |(title, at)| (title, Some(at)));
    Some(Headline { title, kicker: None, evidence, at: at.or(headings.first().map(|(id, _)| *id)) })
}

/// Returns the heading that readers see where the `<h1>` is the last step of a trail (`Start > Politik > …`): the next
/// second heading that agrees with a declaration or with the step.
fn shown_heading(tree: &Tree<'_>, step: Id, declared: &[(String, &'static str)]) -> Option<Id> {
    let is_trail = |id: Id| {
        tree.name(id) == "nav"
            || tree.attr(id, "class").is_some_and(|class| {
                let class = class.to_lowercase();
                class.contains("breadcrumb") || class.contains("brotkrume")
            })
    };
    let in_trail = |id: Id| tree.above(id).chain([id]).any(is_trail);
    if !in_trail(step) {
        return None;
    }
    let said = tree.text(step);
    let titles = || declared.iter().map(|(title, _)| title.as_str()).chain([said.as_str()]);
    let agreement = |id: Id| {
        let text = tree.text(id);
        titles().map(|title| likeness(&text, title)).fold(0.0, f64::max)
    };
    let headings: Vec<Id> = (tree.end(step)..tree.all().end)
        .filter(|id| tree.name(*id) == "h2" && (8..250).contains(&tree.chars(*id)) && !in_trail(*id))
        .take(3)
        .collect();
    let exact = headings.iter().copied().find(|id| agreement(*id) > 0.9);
    exact.or_else(|| headings.first().copied().filter(|id| agreement(*id) >= 0.5))
}

/// Returns the part of a declared title that a heading of the page shows, and the heading.
fn shown_part(tree: &Tree<'_>, title: &str) -> Option<(String, Id)> {
    let squeezed_title = squeezed(title);
    let mut parts = vec![title];
    for separator in [" | ", " » ", " - ", " – ", " — ", " • ", " :: ", " / ", "|", "｜", " : "] {
        parts = parts.iter().flat_map(|part| part.split(separator)).collect();
    }
    let parts: Vec<String> = parts.into_iter().map(squeezed).collect();
    let mut best: Option<(usize, String, Id)> = None;
    for id in tree.all() {
        let is_heading = matches!(tree.name(id), "h1" | "h2" | "h3" | "h4") || is_named_title(tree, id);
        if !is_heading || !(4..250).contains(&tree.chars(id)) {
            continue;
        }
        let text = tree.text(id);
        let shown = squeezed(&text);
        if shown.len() >= 8
            && (parts.contains(&shown)
                || shown == squeezed_title
                || parts.windows(2).any(|pair| pair.concat() == shown))
            && best.as_ref().is_none_or(|(length, ..)| *length < shown.len())
        {
            best = Some((shown.len(), text, id));
        }
    }
    // A short heading inside a long title is a section's name or the publication's.
    best.filter(|(length, ..)| length * 3 > squeezed_title.len()).map(|(_, text, id)| (text, id))
}

fn is_named_title(tree: &Tree<'_>, id: Id) -> bool {
    matches!(tree.name(id), "div" | "p" | "span" | "a" | "td")
        && tree.attr(id, "class").is_some_and(|class| {
            class.split_whitespace().any(|class| {
                tree.class(class)
                    .words
                    .iter()
                    .any(|word| matches!(word.as_str(), "title" | "headline" | "titel" | "heading"))
            })
        })
}

/// Takes the last part off a title with parts, where it is short: `Hafen wächst weiter | Hafenblog`.
fn without_last(title: &str) -> String {
    for separator in [" | ", " » ", " - ", " – ", " — ", " • ", " :: "] {
        if let Some((first, last)) = title.rsplit_once(separator) {
            let words = |text: &str| text.split_whitespace().count();
            if words(first) >= 3 && words(last) <= 4 && words(last) < words(first) {
                return first.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Parts a kicker that stands in the heading itself from the headline, where a declaration shows where it ends.
fn split_kicker(tree: &Tree<'_>, id: Id, text: &str, declared: &[(String, &'static str)]) -> (Option<String>, String) {
    for child in
        tree.below(id).filter(|below| matches!(tree.name(*below), "span" | "small" | "strong" | "em" | "div" | "p"))
    {
        let part = tree.text(child);
        if part.is_empty() || part.len() >= text.len() {
            continue;
        }
        if let Some(rest) = text.strip_prefix(part.as_str()) {
            let rest = rest.trim_start_matches([' ', ':', '|', '–', '-', '•', '/']);
            let declared_so = declared.iter().any(|(title, _)| same(title, rest));
            let both = declared.iter().any(|(title, _)| same(title, text));
            let named = names_kicker(tree, child) && !rest.is_empty();
            if (named || declared_so) && !both {
                return (Some(part.trim_end_matches([':', '|', '-', '–', '—', ' ']).to_owned()), rest.to_owned());
            }
        }
        // The other way about: the heading ends with something that no declaration has.
        if let Some(rest) = text.strip_suffix(part.as_str())
            && declared.iter().any(|(title, _)| same(title, rest))
        {
            return (None, rest.trim().to_owned());
        }
    }
    (None, text.to_owned())
}

/// Returns the text of an element shortly before the headline whose class says that it is the kicker.
fn kicker_before(tree: &Tree<'_>, headline: Id) -> Option<String> {
    let id = (headline.saturating_sub(12)..headline)
        .rev()
        .find(|id| names_kicker(tree, *id) && (2..80).contains(&tree.chars(*id)) && tree.end(*id) <= headline)?;
    let links: Vec<String> =
        tree.below(id).filter(|below| tree.is_link(*below)).take(4).map(|link| tree.text(link)).collect();
    // Links in a row have nothing between them.
    let text = if links.len() > 1 && tree.linked(id) == tree.chars(id) { links.join(" · ") } else { tree.text(id) };
    let kicker = text.trim_end_matches([':', '|', '-', '–', '—', ' ']).trim_start_matches(['-', '|', ' ']);
    is_kicker(kicker).then(|| kicker.to_owned())
}

/// Tells whether a text can be a kicker: no date, no furniture and no word from a form that nobody filled in.
fn is_kicker(text: &str) -> bool {
    const NONE: &[&str] = &[
        "headline",
        "kicker",
        "titel",
        "title",
        "inhalt",
        "content",
        "artikel",
        "article",
        "start",
        "home",
        "startseite",
        "menü",
        "menu",
        "premium",
        "plus",
        "suche",
        "search",
        "news",
        "abo",
    ];
    // `Kommentar` alone opens the comments elsewhere; in an element named for the kicker it is one.
    let is_text = matches!(furniture::classify(text), None | Some(furniture::Furniture::Comments));
    text.chars().filter(|c| c.is_alphabetic()).count() > 1
        && is_text
        && !NONE.contains(&text.to_lowercase().as_str())
        && crate::dates::find_all(text, false).is_empty()
}

/// Returns the short line that stands right before the headline in the same box, whatever its class: no link, no date,
/// not the publication.
fn line_before(tree: &Tree<'_>, headline: Id, site: &[String]) -> Option<String> {
    let nearest = |id: Id| {
        tree.children(tree.parent(id)).take_while(|sibling| *sibling < id).filter(|id| tree.chars(*id) > 0).last()
    };
    let mut at = headline;
    let mut before = nearest(at);
    // The headline may stand in a box or a row of its own.
    while before.is_none() && at != 0 && tree.end(tree.parent(at)) - tree.parent(at) < 12 {
        at = tree.parent(at);
        before = nearest(at);
    }
    let id = before.filter(|id| (2..40).contains(&tree.chars(*id)) && tree.linked(*id) == 0)?;
    let is_label = matches!(tree.name(id), "p" | "div" | "span" | "strong" | "b" | "small" | "font" | "tr")
        || tree.name(id).contains('-');
    let is_furniture = tree.above(id).chain([id]).chain(tree.below(id)).any(|id| {
        matches!(tree.name(id), "nav" | "ul" | "ol" | "button" | "form" | "time" | "figure" | "aside" | "footer")
    });
    let text = tree.text(id);
    let words = text.split_whitespace().count();
    let plain = !text.contains(['|', '/', '>', '›', '»', '•', '@', '©', '.', '!', '?', ',', '+'])
        && !text.trim_end_matches(':').contains(':');
    (is_label
        && !is_furniture
        && words <= 5
        && plain
        && text.starts_with(|c: char| c.is_uppercase())
        && furniture::classify(&text).is_none()
        && is_kicker(text.trim_end_matches(':'))
        && super::super::byline::announced(&text).is_none()
        && !is_site(&text, site))
    .then(|| text.trim_end_matches(':').to_owned())
}

fn names_kicker(tree: &Tree<'_>, id: Id) -> bool {
    tree.attr(id, "class").is_some_and(|class| {
        class.split_whitespace().any(|class| tree.class(class).words.iter().any(|word| KICKER.contains(&word.as_str())))
    })
}

/// Returns names of the publication, to be taken off the end of titles.
pub(super) fn site_names(sources: &Sources<'_>) -> Vec<String> {
    let mut names: Vec<String> = [
        sources.head.meta("og:site_name"),
        sources.structured.publisher.clone(),
        sources.head.meta("application-name"),
        sources.head.meta("twitter:site").map(|name| name.trim_start_matches('@').to_owned()),
        super::address(sources)
            .and_then(|(address, _)| address.strip_prefix("https://")?.split(['/', '?']).next().map(str::to_owned)),
    ]
    .into_iter()
    .flatten()
    .collect();
    names.dedup();
    names
}

/// Takes the name of the publication off the end or the start of a title.
fn without_site(title: &str, site: &[String]) -> String {
    let mut title = title.trim().to_owned();
    for _ in 0..3 {
        let mut shorter = None;
        for separator in SEPARATORS {
            if let Some((rest, last)) = title.rsplit_once(separator)
                && *separator != ": "
                && is_site(last, site)
            {
                shorter = Some(rest.trim().to_owned());
            } else if let Some((first, rest)) = title.split_once(separator)
                && is_site(first, site)
            {
                shorter = Some(rest.trim().to_owned());
            }
            if shorter.is_some() {
                break;
            }
        }
        match shorter {
            Some(shorter) if !shorter.is_empty() => title = shorter,
            _ => break,
        }
    }
    title
}

fn is_site(part: &str, site: &[String]) -> bool {
    let part = squeezed(part);
    if part.is_empty() {
        return false;
    }
    site.iter().any(|name| {
        let name = squeezed(name);
        // `Hafenkurier` and `hafenkurier.example`, or `Der Hafenkurier Online` and `Hafenkurier`.
        name == part
            || (part.len() >= 4
                && name.len() >= 4
                && (name.starts_with(&part) || part.starts_with(&name) || name.ends_with(&part)))
    })
}

/// Letters and digits in lower case.
pub(super) fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Tells whether two texts differ at most in case, quotes and punctuation.
pub(super) fn same(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

/// Returns the share of words that two titles have in common, from 0 to 1.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let mut words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(60)
            .map(str::to_lowercase)
            .collect();
        words.sort();
        words.dedup();
        words
    };
    let (a, b) = (words(a), words(b));
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    let all = a.len() + b.len();
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if all == 0 { 0.0 } else { 2.0 * count(common) / count(all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_publication_is_no_part_of_the_title() {
        let site = ["Hafenkurier".to_owned(), "hafenkurier.example".to_owned()];
        for title in ["Hafen wächst | Hafenkurier", "Hafen wächst - hafenkurier.example", "Hafenkurier: Hafen wächst"]
        {
            assert_eq!(without_site(title, &site), "Hafen wächst", "{title}");
        }
        assert_eq!(without_site("Der Hafen - ein Streit", &site), "Der Hafen - ein Streit");
    }

    #[test]
    fn likeness_counts_words() {
        assert!(likeness("Hafen wächst weiter", "Hafen wächst weiter!") > 0.99);
        assert!(likeness("Hafen wächst", "Wetter am Abend") < 0.1);
    }
}
