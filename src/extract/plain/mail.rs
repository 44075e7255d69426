//! Opens forwarded and quoted mail: the head lines and the marks of quotation are no part of the article.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// Head lines stand within this many lines.
const HEAD: usize = 12;
/// How far below the top a mail may begin.
const REACH: usize = 80;

/// Returns the text of a mail without its head and quotation marks, line for line; other texts as they are.
/// The subject stays: it may be all that is left of the headline.
pub(super) fn opened(text: &str) -> Cow<'_, str> {
    let unquoted = unquoted(text);
    let lines: Vec<&str> = unquoted.split('\n').collect();
    let mut heads: Vec<usize> = Vec::new();
    let mut subject = false;
    for (at, line) in lines.iter().enumerate().take(REACH) {
        if heads.last().is_some_and(|last| at - last > HEAD) {
            break;
        }
        if let Some(field) = FIELD.captures(line).and_then(|found| found.get(1)) {
            subject = subject || SUBJECT.is_match(field.as_str());
            heads.push(at);
        }
    }
    if heads.len() < 3 || !subject {
        return unquoted;
    }
    let first = heads.first().copied().unwrap_or(0);
    let end =
        lines.iter().rposition(|line| line.trim_end() == "--").filter(|at| *at > first && lines.len() - at < HEAD);
    let shown: Vec<&str> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| match heads.contains(&at) {
            _ if end.is_some_and(|end| at >= end) || AROUND.is_match(line) => "",
            true => subject_of(line).filter(|subject| !stands_below(&lines, at, subject)).unwrap_or(""),
            false => line,
        })
        .collect();
    Cow::Owned(shown.join("\n"))
}

/// Tells whether a line below begins with the subject: then that one is the headline.
fn stands_below(lines: &[&str], at: usize, subject: &str) -> bool {
    lines.iter().skip(at + 1).take(REACH).any(|line| line.trim_start().starts_with(subject))
}

/// Returns the subject without `WG:`, `Fwd:` and the like.
fn subject_of(line: &str) -> Option<&str> {
    let field = FIELD.captures(line)?;
    SUBJECT.is_match(field.get(1)?.as_str()).then(|| {
        let rest = line.get(field.get(0).map_or(0, |found| found.end())..).unwrap_or_default();
        rest.get(REPLY.find(rest).map_or(0, |found| found.end())..).unwrap_or(rest).trim()
    })
}

/// Drops the marks before quoted lines where most lines have them.
fn unquoted(text: &str) -> Cow<'_, str> {
    let (mut all, mut quoted) = (0_usize, 0_usize);
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        all += 1;
        quoted += usize::from(line.starts_with('>'));
    }
    if quoted < 5 || quoted * 10 < all * 6 {
        return Cow::Borrowed(text);
    }
    let shown: Vec<&str> = text
        .split('\n')
        .map(|line| {
            if !line.starts_with('>') {
                // `Am 28.10.2025 schrieb Jonas Holt:`
                return if line.trim_end().ends_with(':') { "" } else { line };
            }
            let mut line = line;
            while let Some(rest) = line.strip_prefix('>') {
                line = rest.strip_prefix(' ').unwrap_or(rest);
            }
            line
        })
        .collect();
    Cow::Owned(shown.join("\n"))
}

static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\s*\*{0,2}(von|gesendet|an|cc|bcc|kopie|betreff|betr\.|datum|antwort an|from|sent|to|subject|date|reply-to|de|envoyé|à|objet)\s*:\*{0,2}\s",
    )
});
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^(?:betreff|betr\.|subject|objet)$"));
static REPLY: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^\s*(?:(?:wg|fw|fwd|aw|re|antw|tr)\s*:\s*)+"));
/// Lines that mail programs write around what they send on.
static AROUND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^[\s_-]*(?:(?:ursprüngliche|weitergeleitete|original|forwarded)[\s-]+(?:nachricht|message)|begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|(?:von meinem|gesendet von|sent from) .{1,40})[\s:_-]*$",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forwarded_article() {
        let text = "Schau mal!\n\n-----Ursprüngliche Nachricht-----\nVon: Jonas Holt <holt@hafen.example>\nGesendet: Dienstag, 28. Oktober 2025 14:05\nAn: Anna Seeger\nBetreff: WG: Neue Kähne\n\nDer Kai ist zu.\n-- \nJonas Holt";
        assert_eq!(opened(text).trim_end(), "Schau mal!\n\n\n\n\n\nNeue Kähne\n\nDer Kai ist zu.");
    }

    #[test]
    fn a_subject_that_stands_below_goes() {
        let text = "Von: Jonas Holt\nAn: Anna Seeger\nBetreff: WG: Neue Kähne\n\nNeue Kähne am Kai\nDer Kai ist zu.";
        assert_eq!(opened(text), "\n\n\n\nNeue Kähne am Kai\nDer Kai ist zu.");
    }

    #[test]
    fn a_quoted_article() {
        let text = "Am 28.10.2025 schrieb Jonas Holt:\n> Neue Kähne\n>\n> Der Kai\n> > ist\n> zu.\n> Heute";
        assert_eq!(opened(text), "\nNeue Kähne\n\nDer Kai\nist\nzu.\nHeute");
    }

    #[test]
    fn other_texts_are_left_alone() {
        let text = "Neue Kähne\nVon: Anna Seeger\nDatum: 28.10.2025\n\nDer Kai ist zu.";
        assert_eq!(opened(text), text);
    }
}
