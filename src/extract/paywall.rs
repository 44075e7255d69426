//! Lines with which a page says that its article goes on for those who pay or sign in.
//!
//! Such a line alone proves nothing: pages that show the whole article offer subscriptions too. What else must speak
//! for a cut-off text is decided where the page is known.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::furniture::line_regex;
use crate::article::{Article, Block, BlockKind};

/// Longer lines are text, whatever they say.
const LONGEST: usize = 240;

/// Shorter blocks may be a name, a date, a sub-head.
const RUNNING: usize = 60;

/// A text of fewer words may be the beginning of a longer one.
pub(super) const SHORT: usize = 200;

/// What a line says about the rest of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// The rest is not on this page: `Sie haben 20 % des Artikels gelesen`.
    RestIsMissing,
    /// The article may be read on against payment: `Jetzt weiterlesen`, `Subscribe to continue reading`.
    Offer,
}

/// Returns what a line says about the rest of the article; `None` for everything that may be text of it.
pub(super) fn says(line: &str) -> Option<Says> {
    let line = line.trim();
    if line.len() > LONGEST * 4 || line.chars().count() > LONGEST {
        return None;
    }
    let line = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '?' | '!'));
    let line = line.as_bytes();
    if MISSING.is_match(line) { Some(Says::RestIsMissing) } else { OFFER.is_match(line).then_some(Says::Offer) }
}

/// Tells whether a class or id, in words, names the box of a paywall.
pub(super) fn names_paywall(words: &[String]) -> bool {
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    words.iter().any(|word| matches!(word.as_str(), "paywall" | "regwall" | "registerwall" | "abobox" | "plenigo"))
        || (has("piano") || has("tp")) && (has("offer") || has("container") || has("wall"))
        || has("pay") && has("wall")
        || has("metered") && has("content")
        || has("subscriber") && has("only")
}

/// Returns the last block that is running text: below it may stand a name or a stray line.
pub(super) fn last_text(blocks: &[Block]) -> Option<&str> {
    let is_text = |block: &&Block| block.kind != BlockKind::Heading && block.text.chars().count() >= RUNNING;
    blocks.iter().rev().take(3).find(is_text).or(blocks.last()).map(|block| block.text.as_str())
}

/// Tells whether a text breaks off: with an ellipsis after a word, or, if it is long, without the end of a sentence.
pub(super) fn breaks_off(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(" [mehr]").trim_end_matches(" (mehr)");
    let text = text.trim_end_matches("[…]").trim_end_matches("[...]").trim_end();
    if let Some(before) = text.strip_suffix('…').or_else(|| text.strip_suffix("...")) {
        return before.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',');
    }
    text.chars().count() >= RUNNING && text.ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '-' | '–'))
}

/// Tells whether a text ends with an ellipsis where a sentence went on.
pub(super) fn ends_with_ellipsis(text: &str) -> bool {
    let bare = text.trim_end_matches([']', ')', ' ']);
    (bare.ends_with('…') || bare.ends_with("...")) && breaks_off(text)
}

/// Counts the words of a text; in scripts without blanks, a word has about two characters.
pub(super) fn words(blocks: &[Block]) -> usize {
    let spaced: usize = blocks.iter().map(|block| block.text.split_whitespace().count()).sum();
    let letters: usize = blocks.iter().map(|block| block.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    if spaced * 20 < letters { letters / 2 } else { spaced }
}

/// Takes the lines of a paywall off the end of a body; returns the first of them and what it says.
pub(super) fn take_off(blocks: &mut Vec<Block>) -> Option<(String, Says)> {
    let tail = blocks.len().saturating_sub(4).max(1);
    let at = (tail..blocks.len()).find(|at| {
        // An item of a list or a quotation may say anything.
        blocks.get(*at).is_some_and(|block| {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading) && says(&block.text).is_some()
        })
    })?;
    let rest = blocks.split_off(at);
    let mut kept = rest.into_iter();
    let first = kept.next()?;
    let said = says(&first.text)?;
    // What stands below the offer is the offer's text, unless it is long.
    blocks.extend(kept.filter(|block| block.text.chars().count() > LONGEST && says(&block.text).is_none()));
    Some((first.text, said))
}

/// Marks the article of a text dump that a paywall cut off, and takes the paywall's lines off its end.
pub(super) fn mark_text(text: &str, article: &mut Article) {
    let taken = take_off(&mut article.body);
    let Some(last) = article.body.last().map(|block| block.text.clone()) else { return };
    let text_end = last_text(&article.body).unwrap_or_default();
    let found = taken.or_else(|| after(text, &last));
    let Some((line, said)) = found else { return };
    let count = words(&article.body);
    let cut = match said {
        Says::RestIsMissing => true,
        Says::Offer => count < SHORT && breaks_off(text_end) || ends_with_ellipsis(text_end),
    };
    if cut {
        article.truncated = Some(format!("paywall: the text is followed by “{}”", start(&line)));
    }
}

/// Returns the first line of a paywall among the lines right after the end of the article.
fn after(text: &str, last: &str) -> Option<(String, Says)> {
    // Lines of the dump may be wrapped: the end of the last paragraph is enough to find it by.
    let tail = last.char_indices().rev().nth(24).map_or(last, |(at, _)| last.get(at..).unwrap_or_default());
    let end = text.rfind(tail)? + tail.len();
    let lines = text.get(end..)?.lines().map(str::trim).filter(|line| !line.is_empty()).take(8);
    lines.filter_map(|line| Some((line.to_owned(), says(line)?))).next()
}

/// Returns the beginning of a line, for a message.
pub(super) fn start(line: &str) -> String {
    let line = crate::article::clean(line);
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{} …", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

static MISSING: LazyLock<Regex> = LazyLock::new(|| {
    line_regex(
        r"(?xi) ^ (?: sie\s+haben\s+(?:bereits\s+|erst\s+|jetzt\s+)?\d{1,2}\s?%\s.{0,40}gelesen.*
          | (?:ihnen\s+fehlen|es\s+fehlen|es\s+verbleiben|noch)\s.{0,20}\d{1,2}(?:[.,]\d+)?\s?%\s.{0,40}(?:artikel|text|beitrag).*
          | .{0,20}reste\s+(?:encore\s+)?\d{1,2}(?:[.,]\d+)?\s?%\s+(?:de\s+)?(?:cet\s+|l.)?article.* | la\s+suite\s+est\s+réservée.{0,60}
          | (?:you\s+have|you.ve)\s+read\s+\d{1,2}\s?%.{0,60} | .{0,20}\d{1,2}\s?%\s+of\s+(?:this|the)\s+article\s+(?:is\s+)?(?:left|remaining|remains).{0,40}
          | pozostało\s+\d{1,2}\s?%\s.{0,60} | te\s+queda\s+(?:un\s+)?\d{1,2}\s?%\s.{0,60} ) $",
    )
});

static OFFER: LazyLock<Regex> = LazyLock::new(|| {
    line_regex(
        r"(?xi) ^ (?: (?:jetzt|hier|sofort|gratis|kostenlos)\s+(?:.{1,40}\s)?weiterlesen(?:\s.{1,60})?[.!]? | weiterlesen\s+(?:mit|nach|für|ab)\s.{1,60} | mit\s.{1,40}\s(?:weiterlesen|weiter\s+lesen)(?:\s.{1,40})?[.!]?
          | (?:sie\s+)?(?:möchten|wollen)\s+(?:sie\s+)?.{0,40}(?:weiterlesen|weiter\s+lesen).{0,60} | um\s.{0,60}(?:weiterzulesen|weiter\s+zu\s+lesen|vollständig\s+zu\s+lesen).{0,80} | zum\s+weiterlesen\s.{0,80}
          | (?:dieser|der|den|diesen|das|dieses)\s+(?:ganzen?\s+|vollständigen?\s+|gesamten?\s+)?(?:artikel|text|beitrag|inhalt|interview)\s.{0,40}(?:exklusiv|nur|ausschließlich)\s.{0,30}(?:abonnent|abonnement|\babo\b|mitglied|plus|registriert).{0,60}
          | (?:exklusiv|nur)\s+für\s+(?:unsere\s+)?(?:abonnent|mitglieder|registrierte|plus-).{0,60} | (?:exklusiver?\s+)?(?:inhalt|artikel)\s+(?:exklusiv\s+|nur\s+)?für\s+(?:abonnent|mitglieder|registrierte).{0,40}
          | lesen\s+sie\s+(?:jetzt\s+)?(?:diesen|den\s+(?:ganzen|vollständigen|kompletten)|alle)\s+(?:artikel|text|beitrag|artikel).{0,20}(?:mit|im|als|in)\s.{0,60}(?:abo|plus|\+|premium|digital|gratis|testen|e-?paper).{0,40}
          | (?:diesen|den)\s+(?:artikel|text|beitrag)\s+(?:jetzt\s+)?(?:freischalten|kaufen|entsperren|als\s+abonnent.{0,20}lesen).{0,40} | jetzt\s+(?:abonnieren|testen|freischalten|registrieren|anmelden)\s+und\s+(?:weiterlesen|artikel\s+lesen).{0,40}
          | (?:subscribe|sign\s+(?:in|up)|log\s?in|register|create\s+an?\s.{0,20}account|become\s+a\s+(?:member|subscriber))\b.{0,60}\bto\s+(?:continue|keep)\s+reading.{0,60} | to\s+(?:continue|keep)\s+reading\b.{0,100} | to\s+(?:view|read)\s+the\s+(?:full|whole|entire|rest\s+of\s+the)\s+(?:story|article)\b.{0,120} | if\s+you.re\s.{0,40}already\s+a\s+subscriber\b.{0,120} | want\s+to\s+(?:continue|keep)\s+reading\b.{0,80}
          | (?:continue|keep)\s+reading\s+(?:with|by|for\s+(?:free|just|only)|your\s+article\s+with)\b.{0,80} | subscribe\s+(?:now\s+)?to\s+(?:unlock|read\s+(?:more|the\s+full|the\s+rest|this|full)).{0,60}
          | (?:this|the)\s+(?:article|story|content|post)\s+is\s+(?:for|only|exclusively|reserved|available\s+(?:only|exclusively)|exclusive)\b.{0,40}(?:subscribers?|members?|premium).{0,40} | (?:you\s+have|you.ve)\s+(?:reached|used).{0,60}(?:free\s+(?:articles?|stories)|limit).{0,60}
          | unlock\s+(?:this|the\s+full)\s+(?:article|story).{0,60} | (?:already\s+a\s+subscriber\??\s+)?(?:sign|log)\s+in\s+to\s+(?:continue|read).{0,40}
          | (?:pour\s+)?lire\s+la\s+suite\b.{0,80}(?:abonn|connect|essai|identifi|compte).{0,60} | (?:cet\s+)?article\s+(?:est\s+)?réservé\s+(?:à\s+nos\s+|aux\s+)abonnés.{0,60} | il\s+vous\s+reste\s.{0,20}à\s+lire.{0,40} | (?:l.accès|la\s+lecture)\s.{0,40}(?:protégé|réservée?).{0,40}
          | (?:para\s+)?(?:seguir|continuar|sigue|continúa)\s+leyendo\b.{0,80} | contenido\s+(?:exclusivo\s+)?(?:para|solo\s+para)\s+(?:suscriptores|usuarios\s+registrados).{0,40} | suscríbete\s+(?:para|y)\s.{0,60}(?:leyendo|leer|lee).{0,40}
          | per\s+continuare\s+a\s+leggere\b.{0,80} | (?:contenuto|articolo)\s+riservato\s+agli\s+abbonati.{0,40} | (?:verder|lees\s+verder)\s+(?:lezen|met)\b.{0,60} | dalsza\s+część\s+.{0,60}(?:prenumerat|subskryb).{0,40}
          | (?:この|こちらの)記事は(?:有料)?会員限定.{0,40} | .{0,20}(?:続き|全文)を(?:読む|お読み|ご覧).{0,40} ) $",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_paywalls() {
        for line in [
            "Sie haben 20 % des Artikels gelesen.",
            "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
            "La suite est réservée aux abonnés.",
        ] {
            assert_eq!(says(line), Some(Says::RestIsMissing), "{line}");
        }
        for line in [
            "Jetzt weiterlesen",
            "Weiterlesen mit HK+",
            "Mit Abo weiterlesen",
            "Dieser Artikel ist exklusiv für Abonnenten",
            "Exklusiv für Abonnenten",
            "Jetzt abonnieren und weiterlesen!",
            "Lesen Sie diesen Artikel mit Kurier Plus",
            "Subscribe to continue reading",
            "To continue reading, sign in or create an account.",
            "This article is for subscribers only",
            "Pour lire la suite, abonnez-vous",
            "Para seguir leyendo, suscríbete",
        ] {
            assert_eq!(says(line), Some(Says::Offer), "{line}");
        }
    }

    #[test]
    fn text_is_no_paywall() {
        for line in [
            "Weiterlesen",
            "Read more",
            "Der Artikel 5 gilt nur für Schiffe unter deutscher Flagge.",
            "Sie haben 20 % der Stimmen erhalten.",
            "Noch 20 % der Schiffe liegen im Hafen.",
            "Sie wollte das Buch weiterlesen, sagte sie, aber das Licht war aus.",
            "The story is for many readers a reminder.",
            "Subscribe to our newsletter",
        ] {
            assert_eq!(says(line), None, "{line}");
        }
    }

    #[test]
    fn where_a_text_breaks_off() {
        let long = "Die Behörde hat den Ausbau des Kais beschlossen, über den seit Jahren gestritten wird, und";
        for text in [long, "Die Behörde hat am …", "Das ist echt ...", "zu tun… [mehr]"] {
            assert!(breaks_off(text), "{text}");
        }
        for text in [
            "Das ist alles.",
            "Das ist alles!“",
            "Und so weiter. …",
            "(dpa)",
            "Mehr aus dem Hafen",
            "am 3. Mai 2025",
            "終了する。",
        ] {
            assert!(!breaks_off(text), "{text}");
        }
    }

    #[test]
    fn the_line_is_taken_off_the_body() {
        let block = |text: &str| Block { kind: BlockKind::Paragraph, text: text.to_owned() };
        let mut blocks = vec![block("Der Hafen wächst"), block("Weiterlesen mit HK+"), block("Ab 1 Euro im Monat")];
        let (line, said) = take_off(&mut blocks).expect("a line");
        assert_eq!((line.as_str(), said, blocks.len()), ("Weiterlesen mit HK+", Says::Offer, 1));
        assert_eq!(take_off(&mut blocks), None);
    }
}
