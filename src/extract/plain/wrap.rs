//! Undoes hard line breaks: text that a converter filled to a width is joined to paragraphs again.
//!
//! A line was broken by a filler if the first word of the next line would not have fitted any more.
//! Whole texts are judged, not single lines: in a text of one line a paragraph nothing is joined.

use std::sync::LazyLock;

use regex::Regex;

/// Wider lines are never the work of a filler.
const WIDEST: usize = 110;
/// Narrower fillings are menus and verse.
const NARROWEST: usize = 45;

/// Returns the lines of a text with the number of their first line, counted from 0; broken ones joined.
pub(super) fn unwrap(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.split('\n').collect();
    let Some(filler) = filler(&lines) else {
        return lines.into_iter().map(str::to_owned).enumerate().collect();
    };
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (place, line) in lines.iter().enumerate() {
        match out.last_mut() {
            Some((_, last)) if open && !line.trim().is_empty() && !starts_anew(line) => join(last, line.trim()),
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
    let found = filled(lines, Measure::Characters)?;
    let blanks = |filler: Filler| {
        let broken = lines.windows(2).filter(|pair| pair.len() == 2 && filler.is_full(pair[0], pair[1]));
        let (all, left) = broken.fold((0_usize, 0_usize), |(all, left), pair| {
            (all + 1, left + usize::from(pair.first().is_some_and(|line| leaves_a_blank(line))))
        });
        left * 10 >= all * 8
    };
    if !blanks(found) {
        return Some(found);
    }
    Some(Filler { leaves_blanks: true, ..filled(lines, Measure::Bytes).unwrap_or(found) })
}

fn leaves_a_blank(line: &str) -> bool {
    line.ends_with(' ') && !line.ends_with("  ")
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
    let filler = Filler { width, measure, leaves_blanks: false };
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
        // `fmt` fills lines evenly, not fully: a sentence that goes on shows the break.
        let small = word.starts_with(char::is_lowercase) && here * 10 >= self.width * 7;
        let open = !line.trim_end().ends_with(['.', '!', '?', ':', '“', '”', '"', ')']) && here * 20 >= self.width * 17;
        small || open || self.is_full(line, next)
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

fn starts_anew(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['#', '•', '>'])
        || line.starts_with("* ")
        || line.starts_with("- ")
        || line.starts_with("+ ")
        || NUMBERED.is_match(line)
}

/// A point of a numbered list of links: `1. [11]Muscheln werden teurer`.
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d{1,3}\. \[\d").expect("the pattern is part of the program and tested"));

fn join(last: &mut String, line: &str) {
    let trimmed = last.trim_end().len();
    last.truncate(trimmed);
    last.push(' ');
    last.push_str(line);
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
    fn one_line_a_paragraph_stays() {
        let text = "Kurz\nAuch kurz\nEin Absatz, der in einer Zeile steht und deshalb sehr lang ist, viel länger als jede Zeile, die ein Programm umbrochen hätte.\nNoch ein Absatz dieser Art, der in einer Zeile steht und deshalb sehr lang ist, viel länger als jede umbrochene Zeile.\n";
        assert_eq!(joined(text).len(), 4);
    }
}
