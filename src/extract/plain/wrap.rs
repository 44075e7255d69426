//! Undoes hard line breaks: text that a converter filled to a width is joined to paragraphs again.
//!
//! A line was broken by a filler if the first word of the next line would not have fitted any more.
//! Whole texts are judged, not single lines: in a text of one line a paragraph nothing is joined.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::byline;
use crate::extract::furniture::{self, Furniture};

/// Wider lines are never the work of a filler.
const WIDEST: usize = 110;
/// Columns in print are narrower still.
const COLUMN: usize = 30;
/// Narrower fillings are menus and verse.
const NARROWEST: usize = 45;

/// Returns the lines of a text with the number of their first line, counted from 0; broken ones joined.
pub(super) fn unwrap(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.split('\n').collect();
    let Some(filler) = filler(&lines) else {
        return lines.into_iter().map(str::to_owned).enumerate().collect();
    };
    let hyphens = hyphens(&lines);
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (place, line) in lines.iter().enumerate() {
        match out.last_mut() {
            Some((_, last)) if open && !line.trim().is_empty() && !starts_anew(line) && !filler.is_apart(line) => {
                join(last, line.trim(), hyphens)
            }
            _ => out.push((place, (*line).to_owned())),
        }
        open = lines.get(place + 1).is_some_and(|next| filler.broke(line, next));
    }
    out
}

/// How a text was filled.
#[derive(Debug, Clone, Copy)]
struct Filler {
    width: usize,
    measure: Measure,
    /// Whether no line could have held the first word of the next: then only full lines go on.
    greedy: bool,
    /// Whether it leaves the blank at which it breaks, as `fold -s` does; paragraphs end without one.
    leaves_blanks: bool,
}

/// What a filler counts: most count characters, `fold` counts bytes.
#[derive(Debug, Clone, Copy)]
enum Measure {
    Characters,
    Bytes,
}

/// Returns how a text was filled; `None` if it was not.
fn filler(lines: &[&str]) -> Option<Filler> {
    let found = filled(lines, Measure::Characters).or_else(|| column(lines))?;
    let blanks = |filler: Filler| {
        let broken = lines.windows(2).filter(|pair| pair.len() == 2 && filler.is_full(pair[0], pair[1]));
        let (all, left) = broken.fold((0_usize, 0_usize), |(all, left), pair| {
            (all + 1, left + usize::from(pair.first().is_some_and(|line| leaves_a_blank(line))))
        });
        left * 10 >= all * 8
    };
    if !blanks(found) {
        return Some(Filler { greedy: found.is_greedy(lines), ..found });
    }
    Some(Filler { leaves_blanks: true, ..filled(lines, Measure::Bytes).unwrap_or(found) })
}

fn leaves_a_blank(line: &str) -> bool {
    line.ends_with(' ') && !line.ends_with("  ")
}

/// Returns the width of narrow columns, above which headline and dek run in full width.
fn column(lines: &[&str]) -> Option<Filler> {
    let mut lengths: Vec<usize> =
        lines.iter().map(|line| Measure::Characters.length(line)).filter(|length| *length > 0).collect();
    lengths.sort_unstable();
    let width = lengths.get(lengths.len().checked_sub(lengths.len() / 12 + 1)?).copied()?;
    if !(COLUMN..=WIDEST).contains(&width) {
        return None;
    }
    let filler = Filler { width, measure: Measure::Characters, greedy: false, leaves_blanks: false };
    let full = |pair: &&[&str]| matches!(pair, [one, two] if filler.is_full(one, two));
    let filled = lines.windows(2).filter(full).count();
    let long = lengths.iter().filter(|length| **length * 10 > width * 7).count();
    // Menus are as narrow, but no line of them is full.
    (filled >= 20 && filled * 10 >= lengths.len() * 5 && filled * 10 >= long * 7).then_some(filler)
}

/// Tells whether lines of text are filled to a width; lines with addresses are not looked at.
pub(super) fn is_filled(lines: &[&str]) -> bool {
    let is_text =
        |line: &str| line.split_whitespace().nth(3).is_some() && !line.contains("](") && !line.contains("://");
    let mut lengths: Vec<usize> =
        lines.iter().filter(|line| is_text(line)).map(|line| Measure::Characters.length(line)).collect();
    lengths.sort_unstable();
    let width = lengths.len().checked_sub(lengths.len() / 20 + 1).and_then(|at| lengths.get(at).copied()).unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&width) {
        return false;
    }
    let filler = Filler { width, measure: Measure::Characters, greedy: false, leaves_blanks: false };
    let full = |pair: &&[&str]| matches!(pair, [one, two] if is_text(one) && filler.is_full(one, two));
    lines.windows(2).filter(full).count() >= 4
}

/// Returns the width to which a text is filled, counted in characters or bytes.
fn filled(lines: &[&str], measure: Measure) -> Option<Filler> {
    // Addresses cannot be broken and tell nothing about the width.
    let lengths: Vec<usize> = lines
        .iter()
        .filter(|line| !line.contains("://"))
        .map(|line| measure.length(line))
        .filter(|length| *length > 0)
        .collect();
    let longest = lengths.iter().copied().max()?;
    // A few lines may be overlong all the same.
    let wide = lengths.iter().filter(|length| **length > WIDEST).count();
    if wide * 20 > lengths.len() || lengths.len() < 4 {
        return None;
    }
    let width =
        if longest <= WIDEST { longest } else { lengths.iter().copied().filter(|length| *length <= WIDEST).max()? };
    if width < NARROWEST {
        return None;
    }
    let filler = Filler { width, measure, greedy: false, leaves_blanks: false };
    let full = |pair: &&[&str]| filler.is_full(pair[0], pair[1]);
    let filled = lines.windows(2).filter(|pair| pair.len() == 2 && full(pair)).count();
    let prose = lengths.iter().filter(|length| **length * 10 > width * 7).count();
    (filled >= 4 && filled * 2 >= prose).then_some(filler)
}

impl Filler {
    /// Tells whether the filler broke the line before the next one.
    fn broke(self, line: &str, next: &str) -> bool {
        let Some(word) = next.split_whitespace().next() else { return false };
        let here = self.measure.length(line);
        if self.leaves_blanks {
            return here * 2 > self.width && leaves_a_blank(line);
        }
        if starts_anew(next) {
            return false;
        }
        if self.greedy {
            return self.overflows(line, word);
        }
        // `fmt` fills lines evenly, not fully: a sentence that goes on shows the break.
        let small = word.starts_with(char::is_lowercase) && here * 10 >= self.width * 7;
        let open = !line.trim_end().ends_with(['.', '!', '?', ':', '“', '”', '"', ')']) && here * 20 >= self.width * 17;
        small || open || self.is_full(line, next)
    }

    /// Tells whether a short line below a headline is one of its own: a byline, a date, a reading time.
    fn is_apart(self, line: &str) -> bool {
        let line = line.trim();
        let short = self.measure.length(line) * 10 < self.width * 6;
        short
            && (line.starts_with(char::is_uppercase) && byline::announced(line).is_some()
                || matches!(
                    furniture::classify(line),
                    Some(Furniture::Date | Furniture::ReadingTime | Furniture::Ticker)
                ))
    }

    /// Tells whether a line with one more word would be wider than any.
    fn overflows(self, line: &str, word: &str) -> bool {
        self.measure.length(line) + 1 + self.measure.length(word) > self.width
    }

    /// Tells whether most sentences that go on in the next line left no room for its first word.
    fn is_greedy(self, lines: &[&str]) -> bool {
        let (mut all, mut full) = (0_usize, 0_usize);
        for pair in lines.windows(2) {
            let [line, next] = pair else { continue };
            let Some(word) = next.split_whitespace().next().filter(|word| word.starts_with(char::is_lowercase)) else {
                continue;
            };
            if !line.trim().is_empty() && !starts_anew(next) {
                all += 1;
                full += usize::from(self.overflows(line, word));
            }
        }
        all >= 8 && full * 20 >= all * 19
    }

    /// Tells whether the first word of the next line would not have fitted on this one.
    fn is_full(self, line: &str, next: &str) -> bool {
        let Some(word) = next.split_whitespace().next() else { return false };
        let here = self.measure.length(line);
        let fits = here + 1 + self.measure.length(word) <= self.width.saturating_sub(3);
        here * 2 > self.width && !starts_anew(next) && !fits
    }
}

impl Measure {
    fn length(self, line: &str) -> usize {
        let line = line.trim_end();
        match self {
            Self::Characters => line.chars().take(WIDEST * 4).count(),
            Self::Bytes => line.len(),
        }
    }
}

pub(super) fn starts_anew(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['#', '•', '>'])
        || ["__", "--", "=="].iter().any(|rule| line.starts_with(rule))
        || line.starts_with("* ")
        || line.starts_with("- ")
        || line.starts_with("+ ")
        || NUMBERED.is_match(line)
}

/// A point of a numbered list of links: `1. [11]Muscheln werden teurer`.
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d{1,3}\. \[\d").expect("the pattern is part of the program and tested"));

/// What a hyphen at the end of a line is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Hyphens {
    /// Part of the word: the filler breaks at hyphens that stand there anyway.
    #[default]
    Kept,
    /// A mark that the word goes on, as in print.
    Broken,
}

/// Tells what the hyphens at the ends of lines are: print breaks many words, a filler few.
fn hyphens(lines: &[&str]) -> Hyphens {
    let (mut all, mut broken) = (0_usize, 0_usize);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        all += usize::from(!line.trim().is_empty() && !next.trim().is_empty());
        broken += usize::from(ends_in_a_word(line, next) && next.trim_start().starts_with(char::is_lowercase));
    }
    if broken >= 2 && broken * 25 >= all { Hyphens::Broken } else { Hyphens::Kept }
}

/// Joins a line to the one before it.
pub(super) fn join(last: &mut String, line: &str, hyphens: Hyphens) {
    let trimmed = last.trim_end().len();
    last.truncate(trimmed);
    if !ends_in_a_word(last, line) {
        last.push(' ');
    } else if last.ends_with('\u{ad}') || hyphens == Hyphens::Broken && line.starts_with(char::is_lowercase) {
        last.pop();
    }
    last.push_str(line);
}

/// Tells whether a line ends in the midst of a word: not in `Hafen- und Fährbetrieb`.
fn ends_in_a_word(line: &str, next: &str) -> bool {
    let mut end = line.trim_end().chars().rev();
    let hyphen = end.next().is_some_and(|c| matches!(c, '-' | '\u{2010}' | '\u{ad}'));
    let first = next.split_whitespace().next().unwrap_or_default();
    hyphen
        && end.next().is_some_and(char::is_alphabetic)
        && first.starts_with(char::is_alphabetic)
        && !matches!(first, "und" | "oder" | "bzw." | "sowie" | "bis" | "als" | "and" | "or" | "to")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<String> {
        unwrap(text).into_iter().map(|(_, line)| line).filter(|line| !line.trim().is_empty()).collect()
    }

    #[test]
    fn filled_text_is_joined() {
        let text = "   Der Hafenmeister hat am Dienstag neue Regeln für die Schleppkähne auf\n   der Unterelbe angekündigt, die schon im Frühjahr gelten sollen und von\n   allen Reedereien begrüßt werden. Sie waren lange umstritten, weil sie\n   den Betrieb am Kai verteuern.\n\n   Zwischentitel\n\n   Die Reeder sehen das anders und verweisen auf die hohen Preise für den\n   Treibstoff, die sie nicht allein tragen wollen, wie ein Sprecher sagte.\n";
        let lines = joined(text);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].contains("Schleppkähne auf der Unterelbe"));
    }

    #[test]
    fn folded_text_keeps_its_paragraphs_and_heads() {
        let folded = "Man wolle weitere Schritte unternehmen für eine „neue goldene \nSchleppzeit“ der „stetig wachsenden Freundschaft am Kai“, wie beide Städte sagten.\nDer Kai war am Montag voll.\n\n„Neue Schlepper für Süd“\n\n";
        let text = folded.repeat(5).replace("wie beide Städte", "wie beide \nStädte");
        let lines = joined(&text);
        assert_eq!(lines.len(), 15, "{lines:?}");
        assert_eq!(lines.get(1).map(String::as_str), Some("Der Kai war am Montag voll."));
    }

    #[test]
    fn hyphens_at_the_ends_of_lines() {
        let join = |last: &str, line: &str, hyphens| {
            let mut last = last.to_owned();
            join(&mut last, line, hyphens);
            last
        };
        assert_eq!(join("der Schlepp-", "kahn", Hyphens::Broken), "der Schleppkahn");
        assert_eq!(join("the tug-", "owner", Hyphens::Kept), "the tug-owner");
        assert_eq!(join("der Hafen-", "und Fährbetrieb", Hyphens::Broken), "der Hafen- und Fährbetrieb");
        assert_eq!(join("die Nord-", "Ostsee", Hyphens::Broken), "die Nord-Ostsee");
        assert_eq!(hyphens(&["der Schlepp-", "kahn und die Fäh-", "re"]), Hyphens::Broken);
    }

    #[test]
    fn one_line_a_paragraph_stays() {
        let text = "Kurz\nAuch kurz\nEin Absatz, der in einer Zeile steht und deshalb sehr lang ist, viel länger als jede Zeile, die ein Programm umbrochen hätte.\nNoch ein Absatz dieser Art, der in einer Zeile steht und deshalb sehr lang ist, viel länger als jede umbrochene Zeile.\n";
        assert_eq!(joined(text).len(), 4);
    }
}
