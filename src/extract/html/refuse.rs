//! Tells pages without an article: error pages, consent walls, lists of headlines, pages without text.
//!
//! A wrongly skipped article is worse than a front page in the index, so a page that declares itself an article is
//! refused only for want of text or for what its headline says.

use std::sync::LazyLock;

use regex::Regex;

use super::super::NoArticle;
use super::Sources;
use super::body::Body;
use super::headline::Headline;

/// The least words of a body that nothing declares to be an article; real news in brief have about 40.
const LEAST_WORDS: usize = 12;

/// An error page or a wall says no more than this.
const SHORT_WORDS: usize = 220;

/// As many headlines that are links make a front page, where there is little else.
const MANY_TEASERS: usize = 10;

/// Returns the reason why there is no article, if there is none.
pub(super) fn refuse(sources: &Sources<'_>, headline: Option<&Headline>, body: &Body) -> Result<(), NoArticle> {
    let words: usize = body.blocks.iter().map(|block| block.text.split_whitespace().count()).sum();
    let title = headline.map(|headline| headline.title.as_str()).unwrap_or_default();
    if words < SHORT_WORDS && says_error(title) {
        return Err(NoArticle::ErrorPage);
    }
    if words < SHORT_WORDS * 2
        && (says_consent(title) || sources.head.title.as_deref().is_some_and(says_consent))
        && body.blocks.iter().filter(|block| speaks_of_consent(&block.text)).count() * 2 >= body.blocks.len()
    {
        return Err(NoArticle::ConsentWall);
    }
    // Scripts without blanks between words are counted by characters.
    let letters: usize =
        body.blocks.iter().map(|block| block.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    let declared = declares_article(sources);
    if letters == 0 || (!declared && words < LEAST_WORDS && letters < LEAST_WORDS * 6) {
        return Err(NoArticle::NoText { words });
    }
    let teasers = teasers(sources);
    let longest = body.blocks.iter().map(|block| block.text.chars().count()).max().unwrap_or(0);
    if !declared && teasers >= MANY_TEASERS && letters < 30 * teasers && longest < 200 {
        return Err(NoArticle::HeadlineList);
    }
    Ok(())
}

/// Tells whether the page says of itself that it is an article.
fn declares_article(sources: &Sources<'_>) -> bool {
    sources.structured.is_article
        || sources.head.meta("og:type").is_some_and(|kind| kind.eq_ignore_ascii_case("article"))
        || sources.head.meta("article:published_time").is_some()
        || sources.tree.all().any(|id| {
            sources
                .tree
                .attr(id, "itemtype")
                .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"))
                || sources.tree.attr(id, "itemprop") == Some("articleBody")
        })
}

/// Counts the headings that are links.
fn teasers(sources: &Sources<'_>) -> usize {
    let tree = sources.tree;
    tree.all()
        .filter(|id| {
            matches!(tree.name(*id), "h2" | "h3" | "h4")
                && tree.chars(*id) >= 15
                && tree.linked(*id) * 10 >= tree.chars(*id) * 9
        })
        .count()
}

fn says_error(title: &str) -> bool {
    static ERROR: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?xi) ^ (?: (?:fehler|error|http|status)?\s*:?\s* (?:40[0-9]|410|429|50[0-4]) \b .{0,60}
              | .{0,20} (?:page|seite|inhalt|artikel|article|content|url|dokument|página|pagina|site) \s .{0,25}
                (?:not\s+found|nicht\s+gefunden|wurde\s+nicht|existiert\s+nicht|nicht\s+(?:mehr\s+)?(?:verfügbar|vorhanden|erreichbar)|unavailable|no\s+(?:encontrada|existe)|introuvable|non\s+trovata) .{0,30}
              | not\s+found | forbidden | access\s+(?:denied|to\s+this\s+page\s+has\s+been\s+denied) | zugriff\s+verweigert | internal\s+server\s+error | bad\s+gateway | service\s+unavailable | gateway\s+time-?out
              | (?:site|website|seite)\s+(?:is\s+)?(?:temporarily\s+)?(?:unavailable|under\s+maintenance|im\s+wartungsmodus) | wartungsarbeiten | just\s+a\s+moment\W* | attention\s+required\W.* | one\s+more\s+step\W* | (?:are\s+you|bist\s+du|sind\s+sie)\s+(?:a\s+robot|a\s+human|ein\s+(?:roboter|mensch))\W* | (?:please\s+)?verify\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human\W* | security\s+check\W* | captcha ) $",
        )
    });
    ERROR.is_match(title.trim())
}

fn says_consent(title: &str) -> bool {
    static CONSENT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?xi) \b(?:cookies?|consent|zustimmung|einwilligung|privatsphäre|privacy\s+(?:settings|preferences|choices)|datenschutz-?einstellungen|purabo|pur-abo|werbefrei|mit\s+werbung\s+(?:weiterlesen|lesen)|before\s+you\s+continue|bevor\s+(?:sie|du)\s+fort\p{L}+)\b",
        )
    });
    CONSENT.is_match(title)
}

fn speaks_of_consent(text: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:cookies?|consent|zustimm\p{L}+|einwillig\p{L}+|personenbezogen\p{L}*|tracking|datenschutz\p{L}*|personal data|privacy|werbung|partner\p{L}*)\b",
        )
    });
    WORDS.is_match(text)
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_error_pages() {
        for title in [
            "404",
            "404 Not Found",
            "Seite nicht gefunden",
            "Page not found",
            "Error 404 - Page not found",
            "Access Denied",
            "Just a moment...",
            "Die Seite wurde nicht gefunden",
        ] {
            assert!(says_error(title), "{title}");
        }
        for title in [
            "404 Schiffe im Hafen gezählt, meldet das Amt am Dienstag nach langer Zählung im gesamten Land",
            "Vermisster Segler nicht gefunden",
            "Hafen nicht mehr erreichbar",
            "500 Jahre Hafen: eine Reise durch die Geschichte der Stadt und ihrer Schiffe",
        ] {
            assert!(!says_error(title), "{title}");
        }
    }

    #[test]
    fn titles_of_consent_walls() {
        assert!(says_consent("Mit Werbung weiterlesen oder PUR-Abo"));
        assert!(says_consent("Ihre Cookie-Einstellungen"));
        assert!(!says_consent("Der Hafen wächst"));
    }
}
