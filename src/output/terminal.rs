//! Text made fit for a terminal: harmless, marked, wrapped.

use std::ops::Range;

use super::Style;
use crate::article::is_invisible;

/// Returns text without anything that could steer a terminal: control, invisible and bidirectional characters.
pub fn safe(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\t' | '\r') { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect()
}

/// A word, taken apart where a mark begins or ends in it.
#[derive(Default)]
struct Word {
    pieces: Vec<(String, bool)>,
    /// Whether the blank before it is marked too: both words belong to one match.
    joined: bool,
}

/// Wraps text to the width of the style, each line after `indent` blanks; `marks` are ranges of characters.
/// The marking is opened and closed on each line.
pub(super) fn wrap(text: &str, marks: &[Range<usize>], indent: usize, style: &Style) -> Vec<String> {
    let room = style.width.saturating_sub(indent).max(20);
    let (before, after) = style.mark();
    // Arrows take room, colours do not.
    let around = if before == ">>" { 4 } else { 0 };
    let mut lines: Vec<Vec<Word>> = vec![Vec::new()];
    let mut used = 0;
    for word in words(text, marks) {
        let piece =
            |(text, marked): &(String, bool)| console::measure_text_width(text) + if *marked { around } else { 0 };
        let width: usize = word.pieces.iter().map(piece).sum();
        if used > 0 && used + 1 + width > room {
            lines.push(Vec::new());
            used = 0;
        }
        used += width + usize::from(used > 0);
        lines.last_mut().expect("one line at least").push(word);
    }
    lines.iter().map(|line| format!("{}{}", " ".repeat(indent), render(line, before, after))).collect()
}

fn words(text: &str, marks: &[Range<usize>]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut marks = marks.iter().peekable();
    let (mut fresh, mut joined) = (true, false);
    for (at, c) in text.chars().enumerate() {
        while marks.next_if(|mark| mark.end <= at).is_some() {}
        let marked = marks.peek().is_some_and(|mark| mark.contains(&at));
        if c.is_whitespace() {
            (fresh, joined) = (true, marked);
        } else if !is_invisible(c) {
            if std::mem::take(&mut fresh) {
                words.push(Word { pieces: Vec::new(), joined });
            }
            let Some(word) = words.last_mut() else { continue };
            match word.pieces.last_mut() {
                Some((piece, same)) if *same == marked => piece.push(c),
                _ => word.pieces.push((c.to_string(), marked)),
            }
        }
    }
    words
}

fn render(line: &[Word], before: &str, after: &str) -> String {
    let mut out = String::new();
    let mut open = false;
    for (number, word) in line.iter().enumerate() {
        if open && !word.joined {
            out.push_str(after);
            open = false;
        }
        if number > 0 {
            out.push(' ');
        }
        for (text, marked) in &word.pieces {
            if open != *marked {
                out.push_str(if open { after } else { before });
                open = *marked;
            }
            out.push_str(text);
        }
    }
    if open {
        out.push_str(after);
    }
    out
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "a list of one mark is meant")]
mod tests {
    use super::super::Marking;
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_taken_out() {
        assert_eq!(safe("a\u{1b}]0;x\u{7}b\u{202e}c\nd\u{9b}e"), "a]0;xbc de");
    }

    #[test]
    fn marks_survive_wrapping() {
        let style = Style { width: 26, marking: Marking::Arrows };
        let text = "Lieferung seltener Erden künftig verstärkt";
        assert_eq!(
            wrap(text, &[10..24], 2, &style),
            ["  Lieferung >>seltener<<", "  >>Erden<< künftig", "  verstärkt"]
        );
        let plain = Style { width: 80, marking: Marking::Bare };
        assert_eq!(wrap(text, &[10..24], 0, &plain), [text]);
        assert_eq!(wrap("", &[], 2, &plain), ["  "]);
    }

    #[test]
    fn a_mark_may_end_inside_a_word() {
        let style = Style { width: 80, marking: Marking::Arrows };
        assert_eq!(wrap("(Erden)", &[1..6], 0, &style), ["(>>Erden<<)"]);
        assert_eq!(wrap("a b c", &[0..1, 4..5], 0, &style), [">>a<< b >>c<<"]);
        assert_eq!(wrap("a b", &[0..1, 2..3], 0, &style), [">>a<< >>b<<"]);
    }
}
