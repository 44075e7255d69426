//! Cuts the passage out of a text that shows best what a query matched.

use std::collections::BTreeSet;
use std::ops::Range;

use super::mark::Match;
use super::request::Snippet;

/// How far back a passage reaches to begin with a sentence, as a share of its length.
const REACH: usize = 2;

/// Returns the best passage of about `width` characters from one paragraph of the text: the one with the most
/// different words of the query, then the most matches, then the earliest. `None` for a text without matches.
pub(super) fn best(field: &'static str, text: &str, matches: &[Match], width: usize) -> Option<Snippet> {
    let mut best: Option<((usize, usize), Range<usize>)> = None;
    // Matches come in order: a paragraph with many is looked for once, not once for each.
    let mut paragraph = 0..0;
    for (number, first) in matches.iter().enumerate() {
        if !paragraph.contains(&first.span.start) {
            paragraph = paragraph_around(text, first.span.start);
        }
        let end = forward(text, first.span.start, width * 2 / 3).min(paragraph.end);
        let within: Vec<&Match> = matches.iter().skip(number).take_while(|other| other.span.end <= end).collect();
        let different: BTreeSet<usize> = within.iter().map(|found| found.pattern).collect();
        let worth = (different.len(), within.len());
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, first.span.clone()));
        }
    }
    let (_, first) = best?;
    Some(cut(field, text, first, matches, width))
}

/// Returns the beginning of a text as a passage without marks.
pub(super) fn beginning(field: &'static str, text: &str, width: usize) -> Option<Snippet> {
    (!text.is_empty()).then(|| cut(field, text, 0..0, &[], width))
}

fn cut(field: &'static str, text: &str, first: Range<usize>, matches: &[Match], width: usize) -> Snippet {
    let paragraph = paragraph_around(text, first.start);
    let start = start_of_passage(text, &paragraph, first.start, width);
    let end = end_of_passage(text, &paragraph, start, first.end, width);
    let mut shown = String::new();
    if start > paragraph.start {
        shown.push_str("… ");
    }
    let lead = shown.chars().count();
    shown.push_str(text.get(start..end).unwrap_or_default());
    if end < paragraph.end {
        shown.push_str(" …");
    }
    let characters = |at: usize| lead + text.get(start..at).map_or(0, |before| before.chars().count());
    let inside = matches.iter().filter(|found| found.span.start >= start && found.span.end <= end);
    let marks = inside.map(|found| characters(found.span.start)..characters(found.span.end)).collect();
    Snippet { field, text: shown, marks }
}

fn paragraph_around(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |newline| at + newline);
    start..end
}

fn start_of_passage(text: &str, paragraph: &Range<usize>, first: usize, width: usize) -> usize {
    let reach = back(text, first, width / REACH).max(paragraph.start);
    if reach == paragraph.start {
        return reach;
    }
    let before = text.get(reach..first).unwrap_or_default();
    // After the end of a sentence, else at a word so that some text stands before the first match.
    let sentence = [". ", "! ", "? ", ".“ ", "“ ", ".” ", ": "]
        .iter()
        .filter_map(|end| before.find(end).map(|at| reach + at + end.len()))
        .min();
    sentence.unwrap_or_else(|| {
        let near = back(text, first, width / 4).max(reach);
        let rest = text.get(near..first).unwrap_or_default();
        rest.find(' ').map_or(first, |blank| near + blank + 1)
    })
}

fn end_of_passage(text: &str, paragraph: &Range<usize>, start: usize, first_end: usize, width: usize) -> usize {
    let limit = forward(text, start, width).max(first_end).min(paragraph.end);
    if limit == paragraph.end {
        return limit;
    }
    // At the end of a sentence if that leaves enough, else at a word.
    let enough = forward(text, start, width * 3 / 5).max(first_end);
    let tail = text.get(enough..limit).unwrap_or_default();
    let sentence = [". ", "! ", "? ", ".“ ", ".” "]
        .iter()
        .filter_map(|end| tail.rfind(end).map(|at| enough + at + end.trim_end().len()))
        .max();
    if let Some(sentence) = sentence {
        return sentence;
    }
    let last_word =
        text.get(first_end..limit).and_then(|rest| rest.rfind(' ')).map_or(first_end, |blank| first_end + blank);
    let shown = text.get(start..last_word).unwrap_or_default();
    start + shown.trim_end_matches([',', ';', ' ', '–']).len()
}

fn back(text: &str, from: usize, characters: usize) -> usize {
    text.get(..from).and_then(|before| before.char_indices().rev().take(characters).last()).map_or(from, |(at, _)| at)
}

fn forward(text: &str, from: usize, characters: usize) -> usize {
    text.get(from..).and_then(|after| after.char_indices().nth(characters)).map_or(text.len(), |(at, _)| from + at)
}

#[cfg(test)]
mod tests {
    use super::super::mark::find;
    use super::super::mark::tests::{folded, pattern};
    use super::*;

    fn show(text: &str, wanted: &[&str], width: usize) -> String {
        let patterns: Vec<_> = wanted.iter().map(|word| pattern(&[word])).collect();
        let matches = find(&patterns, "body", &folded(text));
        let Some(snippet) = best("body", text, &matches, width) else { return String::new() };
        let mut shown = String::new();
        for (at, c) in snippet.text.chars().enumerate() {
            shown.extend(snippet.marks.iter().filter(|mark| mark.start == at).map(|_| '['));
            shown.push(c);
            shown.extend(snippet.marks.iter().filter(|mark| mark.end == at + 1).map(|_| ']'));
        }
        shown
    }

    #[test]
    fn a_short_paragraph_is_shown_whole() {
        assert_eq!(
            show("Oben.\nDer Zug fährt über Köln nach Bonn.\nUnten.", &["koln", "bonn"], 80),
            "Der Zug fährt über [Köln] nach [Bonn]."
        );
    }

    #[test]
    fn the_passage_with_most_of_the_words_wins_and_begins_with_a_sentence() {
        let text = "Ein Zug steht im Tal. Viele Leute warten lange auf den Bus. Der Zug nach Bonn fährt heute nicht mehr, sagte die Bahn am Abend in der Stadt.";
        assert_eq!(
            show(text, &["zug", "bonn"], 60),
            "… Der [Zug] nach [Bonn] fährt heute nicht mehr, sagte die Bahn am …"
        );
        assert_eq!(show(text, &["viele"], 60), "Ein Zug steht im Tal. [Viele] Leute warten lange auf den Bus. …");
    }

    #[test]
    fn a_text_without_matches_has_no_best_passage() {
        assert_eq!(show("Nichts davon.", &["zug"], 60), "");
        assert_eq!(
            beginning("dek", "Ein kurzer Vorspann", 60).map(|snippet| snippet.text).as_deref(),
            Some("Ein kurzer Vorspann")
        );
        assert_eq!(beginning("dek", "", 60), None);
    }

    #[test]
    fn any_width_gives_marks_inside_the_text() {
        let text = "äöü ".repeat(100) + "zug " + &"ßßß ".repeat(100);
        for width in 0..120 {
            let matches = find(&[pattern(&["zug"])], "body", &folded(&text));
            let snippet = best("body", &text, &matches, width).expect("a passage");
            let mark = snippet.marks.first().expect("a mark");
            let marked: String = snippet.text.chars().skip(mark.start).take(mark.len()).collect();
            assert_eq!(marked, "zug", "{width}");
        }
    }
}
