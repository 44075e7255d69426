//! Cuts the passages out of the texts of an article that show best what a query matched.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::mark::{Match, Placed, What};
use super::request::Snippet;

/// How far back a passage reaches to begin with a sentence, as a share of its length.
const REACH: usize = 2;

/// What a word of the query counts that another passage shows already, and what one counts that stands there again.
const SHOWN: f32 = 0.2;
const AGAIN: f32 = 0.02;

/// More of the same in one passage counts no more.
const MOST_AGAIN: usize = 3;

/// A paragraph of fewer bytes is a sub-head or a caption and says less; by that share.
const SHORT: usize = 50;
const SAYS_LESS: f32 = 0.8;

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
    let mut shown: BTreeSet<What> = BTreeSet::new();
    while chosen.len() < count {
        let mut best: Option<(f32, usize, Range<usize>, usize)> = None;
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
                let end = forward(text, first.span.start, width).min(paragraph.end);
                let within: Vec<&Match> =
                    free.iter().skip(place).take_while(|other| other.span.end <= end).copied().collect();
                let says = if paragraph.len() < SHORT { SAYS_LESS } else { 1.0 };
                let (worth, last) = worth(&within, weights, &shown);
                if best.as_ref().is_none_or(|(most, ..)| worth * says > *most) {
                    best = Some((worth * says, number, first.span.clone(), last.max(first.span.end)));
                }
            }
        }
        let Some((_, number, first, last)) = best else { break };
        let Some(source) = sources.get(number) else { break };
        let span = cut(&source.placed, &(first.start..last), width, &chosen, number);
        shown.extend(source.matches.iter().filter(|found| span.contains(&found.span.start)).map(|found| found.what));
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

/// Returns what matches are worth together, and where the last of them ends that adds something new.
fn worth(within: &[&Match], weights: &[f32], shown: &BTreeSet<What>) -> (f32, usize) {
    let mut times: BTreeMap<What, usize> = BTreeMap::new();
    let (mut worth, mut last) = (0.0, 0);
    for found in within {
        let Some(weight) = weights.get(found.what.0) else { continue };
        let times = times.entry(found.what).or_default();
        let share = match *times {
            0 => {
                last = found.span.end;
                if shown.contains(&found.what) { SHOWN } else { 1.0 }
            }
            1..=MOST_AGAIN => AGAIN,
            _ => 0.0,
        };
        worth += weight * share;
        *times += 1;
    }
    (worth, last)
}

/// Returns the passage round some matches that begins and ends well and covers nothing that was chosen.
fn cut(placed: &Placed<'_>, inside: &Range<usize>, width: usize, chosen: &[Passage], source: usize) -> Range<usize> {
    let mut room = paragraph_around(placed.text, inside.start);
    for passage in chosen.iter().filter(|passage| passage.source == source) {
        if passage.span.end <= inside.start {
            room.start = room.start.max(passage.span.end);
        } else if passage.span.start >= inside.end {
            room.end = room.end.min(passage.span.start);
        }
    }
    let start = start_of_passage(placed, &room, inside, width);
    let end = end_of_passage(placed, &room, start, inside.end, width);
    // Where the text ends early there is room for a sentence more before it.
    let reach = back(placed.text, end, width).max(room.start);
    let earlier = placed.sentences.iter().find(|sentence| **sentence >= reach && **sentence < start);
    match earlier {
        Some(sentence) if start > room.start => *sentence..end,
        _ => start..end,
    }
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
/// before the first match. What is to be inside has to fit.
fn start_of_passage(placed: &Placed<'_>, room: &Range<usize>, inside: &Range<usize>, width: usize) -> usize {
    let (text, first) = (placed.text, inside.start);
    let fits = back(text, inside.end, width).min(first);
    let reach = back(text, first, width / REACH).max(fits).max(room.start);
    let begun = |start: usize| {
        let lead = text.get(start..first).unwrap_or_default();
        start + lead.len() - lead.trim_start_matches([' ', ',', ';', ':', '.', '?', '!', '–', '…']).len()
    };
    if reach == room.start {
        return begun(reach);
    }
    let next = placed.sentences.partition_point(|start| *start < reach);
    if let Some(sentence) = placed.sentences.get(next).filter(|start| **start <= first) {
        return *sentence;
    }
    let near = back(text, first, width / 4).max(reach);
    let rest = text.get(near..first).unwrap_or_default();
    let clauses = [", ", "; ", ": ", " – "];
    let clause = clauses.iter().filter_map(|end| rest.find(end).map(|at| near + at + end.len())).min();
    begun(clause.unwrap_or_else(|| rest.find(' ').map_or(first, |blank| near + blank + 1)))
}

/// Returns where a passage ends: with a sentence if that leaves enough of it, else with a clause, else with a word.
fn end_of_passage(placed: &Placed<'_>, room: &Range<usize>, start: usize, inside_end: usize, width: usize) -> usize {
    let text = placed.text;
    let until = |end: usize| text.get(start..end).unwrap_or_default();
    let limit = forward(text, start, width).max(inside_end).min(room.end);
    if limit == room.end {
        return start + until(limit).trim_end().len();
    }
    let enough = forward(text, start, width * 3 / 5).max(inside_end);
    let next = placed.sentences.partition_point(|at| *at <= limit);
    let sentence = next.checked_sub(1).and_then(|last| placed.sentences.get(last)).filter(|at| **at > enough);
    if let Some(sentence) = sentence {
        return start + until(*sentence).trim_end().len();
    }
    let tail = text.get(enough..limit).unwrap_or_default();
    let clause = [", ", "; ", " – "].iter().filter_map(|end| tail.rfind(end).map(|at| enough + at)).max();
    let word = || {
        let rest = text.get(inside_end..limit).unwrap_or_default();
        rest.rfind(' ').map_or(inside_end, |blank| inside_end + blank)
    };
    let end = start + until(clause.unwrap_or_else(word)).trim_end_matches([' ', ',', ';', '–', '\n']).len();
    end.max(inside_end)
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
        words(text).filter_map(|word| Some(Match { what: (number(word.text)?, 0), span: word.span })).collect()
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
