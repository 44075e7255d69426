//! Messages about a query for a terminal: the text, the place in what was typed, the hint.

use std::ops::Range;

/// A longer query is shown in a window of this many characters round the place.
const WINDOW: usize = 70;

/// Longer texts are cut where a message names them.
const LONGEST: usize = 40;

/// Returns the message as lines without a line break at the end; places are counted in characters.
pub(super) fn message(label: &str, text: &str, typed: &str, at: &Range<usize>, hint: Option<&str>) -> String {
    let (line, marks) = place(typed, at);
    let mut out = format!("{label}: {text}\n  {line}\n  {marks}");
    if let Some(hint) = hint {
        out.push_str("\n  hint: ");
        out.push_str(hint);
    }
    out
}

/// Returns the message of an error found later than by the parser, with its place in what was typed.
pub fn complain(text: &str, typed: &str, at: &Range<usize>, hint: &str) -> String {
    message("error", text, typed, at, Some(hint))
}

/// Returns a text that a user typed as it may stand in a message: short, on one line, harmless.
pub(super) fn shown(text: &str) -> String {
    let mut out: String = text.chars().take(LONGEST).map(harmless).collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

fn place(typed: &str, at: &Range<usize>) -> (String, String) {
    let characters: Vec<char> = typed.chars().map(harmless).collect();
    let count = |end: usize| typed.get(..end).map_or(characters.len(), |before| before.chars().count());
    let (start, end) = (count(at.start), count(at.end));
    let (first, last) = if characters.len() <= WINDOW {
        (0, characters.len())
    } else {
        // Two at least: the first character of a window gives way to the ellipsis.
        let room = (WINDOW.saturating_sub(end - start) / 2).max(2);
        let first = start.saturating_sub(room).min(characters.len() - WINDOW);
        (first, first + WINDOW)
    };
    let mut line: String = characters.iter().skip(first).take(last - first).collect();
    if first > 0 {
        line = std::iter::once('…').chain(line.chars().skip(1)).collect();
    }
    if last < characters.len() {
        line.pop();
        line.push('…');
    }
    let carets = end.min(last).saturating_sub(start).max(1);
    (line, " ".repeat(start - first) + &"^".repeat(carets))
}

/// Blanks of every kind become one blank; control and bidi characters would change the terminal.
fn harmless(c: char) -> char {
    match c {
        _ if c.is_whitespace() => ' ',
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}' => {
            '\u{fffd}'
        }
        _ if c.is_control() => '\u{fffd}',
        _ => c,
    }
}
