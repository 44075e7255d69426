//! Where topics are named in a text: the longest label wins, a name hides the words inside it.

use std::ops::Range;

use super::lexicon::{CONTEXT, HINTS, Lexicon, NAMES, NEVER, SUBJECTS};
use super::token::{Token, Words, is_shouted, tokens};
use super::trie::{Pattern, Strength, Trie};

/// Fewer words in capitals are acronyms side by side, not a shouted line.
const SHOUTED_WORDS: usize = 4;

/// One place where a label stands in a text.
#[derive(Debug)]
pub(super) struct Mention<'v, 't> {
    pub(super) pattern: &'v Pattern,
    /// The words as they stand in the text.
    pub(super) surface: &'t str,
    /// The byte of the text where they begin.
    pub(super) at: usize,
}

/// What was found in one stretch of text.
#[derive(Debug, Default)]
pub(super) struct Mentions<'v, 't> {
    pub(super) named: Vec<Mention<'v, 't>>,
    /// Topics whose context words stand in the text.
    pub(super) corroborated: Vec<&'v str>,
    /// Words that speak for a topic without naming it.
    pub(super) hints: Vec<Mention<'v, 't>>,
    pub(super) words: usize,
}

/// Returns the mentions of all topics in a text.
pub(super) fn mentions<'v, 't>(lexicon: &'v Lexicon, known: &mut Words, text: &'t str) -> Mentions<'v, 't> {
    let tokens = tokens(text, lexicon, known);
    let mut found = Mentions { words: tokens.len(), ..Mentions::default() };
    let never = never(lexicon, &tokens);
    let names = scan(lexicon, &lexicon.names, NAMES, &tokens);
    let subjects = scan(lexicon, &lexicon.subjects, SUBJECTS, &tokens);
    // For each word, how long the name is that it belongs to.
    let mut in_name = vec![0; tokens.len()];
    for (start, length, _) in &names {
        in_name.iter_mut().skip(*start).take(*length).for_each(|word| *word = *length);
    }
    let mut whole = vec![false; tokens.len()];
    for (start, length, patterns) in names {
        whole.iter_mut().skip(start).take(length).for_each(|word| *word = true);
        found.add(text, &tokens, (start, length, patterns), &never);
    }
    for (start, length, patterns) in subjects {
        // "Bank" in "Deutsche Bank" is a part of the name; "Gaza" in "Gaza-Krieg" leaves the war to be one.
        let hidden = in_name.iter().skip(start).take(length).all(|name| *name > length);
        whole.iter_mut().skip(start).take(length).for_each(|word| *word = true);
        if !hidden {
            found.add(text, &tokens, (start, length, patterns), &never);
        }
    }
    for (at, token) in tokens.iter().enumerate() {
        if !token.known.parts.is_empty() && !whole.get(at).is_some_and(|whole| *whole) {
            let patterns = token.known.parts.iter().filter_map(|number| lexicon.patterns.get(*number as usize));
            found.add(text, &tokens, (at, 1, patterns.collect()), &never);
        }
        let rest = tokens.get(at..).unwrap_or_default();
        if token.known.begins & CONTEXT != 0 {
            let context = lexicon.context.longest(&lexicon.patterns, rest);
            let context = context.into_iter().flat_map(|(_, patterns)| patterns);
            found.corroborated.extend(context.map(|pattern| &*pattern.topic));
        }
        if token.known.begins & HINTS != 0
            && let Some((length, hints)) = lexicon.hints.longest(&lexicon.patterns, rest)
        {
            let (at, surface) = surface(text, &tokens, at, length);
            found.hints.extend(hints.into_iter().map(|pattern| Mention { pattern, surface, at }));
        }
    }
    found
}

/// Returns the topics that look like standing in a text and do not, and the words that look so.
fn never<'v>(lexicon: &'v Lexicon, tokens: &[Token]) -> Vec<(&'v str, Range<usize>)> {
    let mut found = Vec::new();
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.known.begins & NEVER != 0) {
        lexicon.never.walk(&lexicon.patterns, tokens.get(at..).unwrap_or_default(), |length, patterns| {
            found.extend(patterns.into_iter().map(|pattern| (&*pattern.topic, at..at + length)));
        });
    }
    found
}

type Span<'v> = (usize, usize, Vec<&'v Pattern>);

/// Finds labels from left to right, the longest at each place, without overlap.
fn scan<'v>(lexicon: &'v Lexicon, trie: &Trie, bit: u8, tokens: &[Token]) -> Vec<Span<'v>> {
    let is_line_shouted = || {
        tokens.len() >= SHOUTED_WORDS
            && tokens.iter().filter(|token| is_shouted(token.text)).count() * 10 > tokens.len() * 7
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let begins = rest.first().is_some_and(|token| token.known.begins & bit != 0);
        let found_here = if begins { trie.longest(&lexicon.patterns, rest) } else { None };
        match found_here {
            Some((length, patterns)) => {
                // In a line of capitals, short acronyms cannot be told from words (WHO, US, IS).
                let first = rest.first().map_or("", |token| token.text);
                if length > 1 || first.len() >= 8 || first.chars().count() >= 4 || !is_line_shouted() {
                    found.push((at, length, patterns));
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

impl<'v, 't> Mentions<'v, 't> {
    fn add(&mut self, text: &'t str, tokens: &[Token], span: Span<'v>, never: &[(&str, Range<usize>)]) {
        let (start, length, patterns) = span;
        let (at, surface) = surface(text, tokens, start, length);
        let mut best: Vec<&Pattern> = Vec::new();
        // A phrase that names nothing hides its words.
        if patterns.iter().any(|pattern| pattern.topic.is_empty()) {
            return;
        }
        let is_never = |pattern: &Pattern| {
            let hides = |(topic, place): &(&str, Range<usize>)| {
                *topic == &*pattern.topic && place.start <= start && start + length <= place.end
            };
            never.iter().any(hides)
        };
        let counting = patterns.into_iter().filter(|pattern| pattern.strength > Strength::None && !is_never(pattern));
        for pattern in counting {
            match best.iter_mut().find(|known| known.topic == pattern.topic) {
                Some(known) if (pattern.strength, !pattern.ambiguous) > (known.strength, !known.ambiguous) => {
                    *known = pattern
                }
                Some(_) => {}
                None => best.push(pattern),
            }
        }
        self.named.extend(best.into_iter().map(|pattern| Mention { pattern, surface, at }));
    }
}

/// Returns words of a text as they stand there, and the byte where they begin.
fn surface<'t>(text: &'t str, tokens: &[Token], start: usize, length: usize) -> (usize, &'t str) {
    let Some((first, last)) = tokens.get(start).zip(tokens.get(start + length - 1)) else { return (0, "") };
    (first.span.start, text.get(first.span.start..last.span.end).unwrap_or_default())
}
