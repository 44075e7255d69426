//! Cuts the passages out of the texts of an article that show best what a query matched.

use std::ops::Range;

use super::mark::{Match, Placed};
use super::request::Snippet;

/// How far back a passage reaches to begin with a sentence, as a share of its length.
const REACH: usize = 2;

/// What a word of the query counts that another passage shows already, and what one counts that stands there again.
const SHOWN: f32 = 0.2;
const AGAIN: f32 = 0.1;

/// More of the same in one passage counts no more.
const MOST_AGAIN: usize = 3;

/// A text to cut passages from, with what matched in it.
pub(super) struct Source<'t> {
    pub(super) field: &'static str,
    pub(super) placed: Placed<'t>,
    pub(super) matches: Vec<Match>,
}

/// A passage that was chosen: the number of its source, and its bytes.
struct Passage {
    source: usize,
    span: Range<usize>,
}

/// Returns up to `count` passages of about `width` characters, each from one paragraph, in the order of the sources and
/// of the text: first the one that shows the most of the query by weight (`weights` of the patterns, the rarer the
/// heavier), then what those chosen do not show. Among equals the first source and the earliest passage win.
pub(super) fn passages(sources: &[Source<'_>], weights: &[f32], width: usize, count: usize) -> Vec<Snippet> {
    let mut chosen: Vec<Passage> = Vec::new();
    let mut shown = vec![false; weights.len()];
    while chosen.len() < count {
        let mut best: Option<(f32, usize, &Match)> = None;
        for (number, source) in sources.iter().enumerate() {
            let taken = |found: &Match| {
                let is_in = |passage: &Passage| passage.source == number && passage.span.contains(&found.span.start);
                chosen.iter().any(is_in)
            };
            let free: Vec<&Match> = source.matches.iter().filter(|found| !taken(found)).collect();
            // Matches come in order: a paragraph with many is looked for once, not once for each.
            let mut paragraph = 0..0;
            for (place, first) in free.iter().enumerate() {
                let text = source.placed.text;
                if !paragraph.contains(&first.span.start) {
                    paragraph = paragraph_around(text, first.span.start);
                }
                let end = forward(text, first.span.start, width * 2 / 3).min(paragraph.end);
                let within = free.iter().skip(place).take_while(|other| other.span.end <= end);
                let worth = worth(within.copied(), weights, &shown);
                if best.is_none_or(|(most, ..)| worth > most) {
                    best = Some((worth, number, first));
                }
            }
        }
        let Some((_, number, first)) = best else { break };
        let Some(source) = sources.get(number) else { break };
        let span = cut(&source.placed, &first.span, width, &chosen, number);
        for found in source.matches.iter().filter(|found| span.contains(&found.span.start)) {
            if let Some(shown) = shown.get_mut(found.pattern) {
                *shown = true;
            }
        }
        chosen.push(Passage { source: number, span });
    }
    chosen.sort_by_key(|passage| (passage.source, passage.span.start));
    let snippets = chosen.into_iter().filter_map(|passage| {
        let source = sources.get(passage.source)?;
        Some(snippet(source.field, source.placed.text, passage.span, &source.matches))
    });
    snippets.collect()
}

/// Returns the beginning of a text as a passage without marks.
pub(super) fn beginning(source: &Source<'_>, width: usize) -> Option<Snippet> {
    let span = cut(&source.placed, &(0..0), width, &[], 0);
    (!source.placed.text.is_empty()).then(|| snippet(source.field, source.placed.text, span, &[]))
}

/// Returns a text in which something matched as a whole.
pub(super) fn whole(source: &Source<'_>) -> Option<Snippet> {
    let text = source.placed.text;
    (!source.matches.is_empty()).then(|| snippet(source.field, text, 0..text.len(), &source.matches))
}

fn worth<'m>(within: impl Iterator<Item = &'m Match>, weights: &[f32], shown: &[bool]) -> f32 {
    let mut times = vec![0; weights.len()];
    let mut worth = 0.0;
    for found in within {
        let (Some(times), Some(weight)) = (times.get_mut(found.pattern), weights.get(found.pattern)) else { continue };
        let share = match *times {
            0 if shown.get(found.pattern).copied().unwrap_or_default() => SHOWN,
            0 => 1.0,
            1..=MOST_AGAIN => AGAIN * SHOWN,
            _ => 0.0,
        };
        worth += weight * share;
        *times += 1;
    }
    worth
}

/// Returns the passage round a match that begins and ends well and covers nothing that was chosen.
fn cut(placed: &Placed<'_>, first: &Range<usize>, width: usize, chosen: &[Passage], source: usize) -> Range<usize> {
    let mut room = paragraph_around(placed.text, first.start);
    for passage in chosen.iter().filter(|passage| passage.source == source) {
        if passage.span.end <= first.start {
            room.start = room.start.max(passage.span.end);
        } else if passage.span.start >= first.end {
            room.end = room.end.min(passage.span.start);
        }
    }
    let start = start_of_passage(placed, &room, first.start, width);
    start..end_of_passage(placed, &room, start, first.end, width)
}

fn snippet(field: &'static str, text: &str, span: Range<usize>, matches: &[Match]) -> Snippet {
    let paragraph = paragraph_around(text, span.start);
    let Range { start, end } = span;
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

/// Returns where a passage begins: with the sentence if that is near, else with a clause or a word that leaves some text
/// before the first match.
fn start_of_passage(placed: &Placed<'_>, room: &Range<usize>, first: usize, width: usize) -> usize {
    let text = placed.text;
    let reach = back(text, first, width / REACH).max(room.start);
    if reach == room.start {
        return reach + text.get(reach..first).map_or(0, |lead| lead.len() - lead.trim_start().len());
    }
    let next = placed.sentences.partition_point(|start| *start < reach);
    if let Some(sentence) = placed.sentences.get(next).filter(|start| **start <= first) {
        return *sentence;
    }
    let near = back(text, first, width / 4).max(reach);
    let rest = text.get(near..first).unwrap_or_default();
    let clause =
        [", ", "; ", ": ", " – "].iter().filter_map(|end| rest.find(end).map(|at| near + at + end.len())).min();
    clause.unwrap_or_else(|| rest.find(' ').map_or(first, |blank| near + blank + 1))
}

/// Returns where a passage ends: with a sentence if that leaves enough of it, else with a clause, else with a word.
fn end_of_passage(placed: &Placed<'_>, room: &Range<usize>, start: usize, first_end: usize, width: usize) -> usize {
    let text = placed.text;
    let limit = forward(text, start, width).max(first_end).min(room.end);
    let trimmed = |end: usize| {
        start + text.get(start..end).unwrap_or_default().trim_end_matches([' ', ',', ';', '–', '\n']).len()
    };
    if limit == room.end {
        return start + text.get(start..limit).unwrap_or_default().trim_end().len();
    }
    let enough = forward(text, start, width * 3 / 5).max(first_end);
    let next = placed.sentences.partition_point(|at| *at <= limit);
    let sentence = next.checked_sub(1).and_then(|last| placed.sentences.get(last)).filter(|at| **at > enough);
    if let Some(sentence) = sentence {
        return start + text.get(start..*sentence).unwrap_or_default().trim_end().len();
    }
    let tail = text.get(enough..limit).unwrap_or_default();
    let clause = [", ", "; ", " – "].iter().filter_map(|end| tail.rfind(end).map(|at| enough + at)).max();
    let word =
        || text.get(first_end..limit).and_then(|rest| rest.rfind(' ')).map_or(first_end, |blank| first_end + blank);
    trimmed(clause.unwrap_or_else(word)).max(first_end)
}

fn back(text: &str, from: usize, characters: usize) -> usize {
    text.get(..from).and_then(|before| before.char_indices().rev().take(characters).last()).map_or(from, |(at, _)| at)
}

fn forward(text: &str, from: usize, characters: usize) -> usize {
    text.get(from..).and_then(|after| after.char_indices().nth(characters)).map_or(text.len(), |(at, _)| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{fold, words};

    /// Returns where the words stand in a text, each a pattern of its own.
    fn matches(text: &str, wanted: &[&str]) -> Vec<Match> {
        let number = |word: &str| wanted.iter().position(|wanted| *wanted == fold(word));
        words(text).filter_map(|word| Some(Match { pattern: number(word.text)?, span: word.span })).collect()
    }

    fn source<'t>(text: &'t str, wanted: &[&str]) -> Source<'t> {
        Source { field: "body", placed: Placed::new(text), matches: matches(text, wanted) }
    }

    fn marked(snippet: &Snippet) -> String {
        let mut shown = String::new();
        for (at, c) in snippet.text.chars().enumerate() {
            shown.extend(snippet.marks.iter().filter(|mark| mark.start == at).map(|_| '['));
            shown.push(c);
            shown.extend(snippet.marks.iter().filter(|mark| mark.end == at + 1).map(|_| ']'));
        }
        shown
    }

    /// Shows passages with words that weigh one more than the word after each.
    fn show_many(text: &str, wanted: &[&str], width: usize, count: usize) -> Vec<String> {
        let sources = [source(text, wanted)];
        let weights: Vec<f32> = (0..wanted.len()).map(|number| (wanted.len() - number) as f32).collect();
        passages(&sources, &weights, width, count).iter().map(marked).collect()
    }

    fn show(text: &str, wanted: &[&str], width: usize) -> String {
        show_many(text, wanted, width, 1).concat()
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
        assert_eq!(show(text, &["zug", "bonn"], 60), "… Der [Zug] nach [Bonn] fährt heute nicht mehr …");
        assert_eq!(show(text, &["viele"], 60), "Ein Zug steht im Tal. [Viele] Leute warten lange auf den Bus. …");
    }

    #[test]
    fn a_text_without_matches_has_no_best_passage() {
        assert_eq!(show("Nichts davon.", &["zug"], 60), "");
        let beginning = |text: &str| beginning(&source(text, &[]), 60).map(|snippet| snippet.text);
        assert_eq!(beginning("Ein kurzer Vorspann").as_deref(), Some("Ein kurzer Vorspann"));
        assert_eq!(beginning(""), None);
    }

    #[test]
    fn the_rarer_word_counts_more_than_many_common_ones() {
        let text = "Der Zug und der Bus und der Zug.\nIm Nebel lag Bonn.";
        assert_eq!(show(text, &["bonn", "zug"], 60), "Im Nebel lag [Bonn].");
    }

    #[test]
    fn further_passages_show_what_the_first_does_not() {
        let text = "Ein Zug.\nNoch ein Zug.\nDer Bus nach Bonn, der Bus nach Köln, und dann noch ein Bus in den Norden und wieder zurück.";
        assert_eq!(
            show_many(text, &["zug", "bus"], 40, 2),
            ["Ein [Zug].", "Der [Bus] nach Bonn, der [Bus] nach Köln …"]
        );
        assert_eq!(show_many(text, &["zug", "bus"], 40, 9).len(), 4);
    }

    #[test]
    fn any_width_gives_marks_inside_the_text() {
        let text = "äöü ".repeat(100) + "zug " + &"ßßß ".repeat(100);
        for width in 0..120 {
            let snippets = passages(&[source(&text, &["zug"])], &[1.0], width, 3);
            assert_eq!(snippets.len(), 1);
            let snippet = snippets.first().expect("a passage");
            let mark = snippet.marks.first().expect("a mark");
            let marked: String = snippet.text.chars().skip(mark.start).take(mark.len()).collect();
            assert_eq!(marked, "zug", "{width}");
        }
    }
}
