//! Where topics are named in a text: the longest label wins, a name hides the words inside it.

use super::lexicon::Lexicon;
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
}

/// What was found in one stretch of text.
#[derive(Debug, Default)]
pub(super) struct Mentions<'v, 't> {
    pub(super) named: Vec<Mention<'v, 't>>,
    /// Topics whose context words stand in the text.
    pub(super) corroborated: Vec<&'v str>,
    pub(super) words: usize,
}

/// Returns the mentions of all topics in a text.
pub(super) fn mentions<'v, 't>(lexicon: &'v Lexicon, known: &mut Words, text: &'t str) -> Mentions<'v, 't> {
    let tokens = tokens(text, known);
    let mut found = Mentions { words: tokens.len(), ..Mentions::default() };
    let names = scan(&lexicon.names, &tokens);
    let subjects = scan(&lexicon.subjects, &tokens);
    // For each word, how long the name is that it belongs to.
    let mut in_name = vec![0; tokens.len()];
    for (start, length, _) in &names {
        in_name.iter_mut().skip(*start).take(*length).for_each(|word| *word = *length);
    }
    let mut whole = vec![false; tokens.len()];
    for (start, length, patterns) in names {
        whole.iter_mut().skip(start).take(length).for_each(|word| *word = true);
        found.add(text, &tokens, start, length, patterns);
    }
    for (start, length, patterns) in subjects {
        // "Bank" in "Deutsche Bank" is a part of the name; "Gaza" in "Gaza-Krieg" leaves the war to be one.
        let hidden = in_name.iter().skip(start).take(length).all(|name| *name > length);
        whole.iter_mut().skip(start).take(length).for_each(|word| *word = true);
        if !hidden {
            found.add(text, &tokens, start, length, patterns);
        }
    }
    for (at, token) in tokens.iter().enumerate().filter(|(at, _)| !whole.get(*at).is_some_and(|whole| *whole)) {
        found.add(text, &tokens, at, 1, lexicon.parts(token).collect());
    }
    for at in 0..tokens.len() {
        let context = lexicon.context.longest(tokens.get(at..).unwrap_or_default());
        found
            .corroborated
            .extend(context.into_iter().flat_map(|(_, patterns)| patterns).map(|pattern| pattern.topic.as_str()));
    }
    found
}

type Span<'v> = (usize, usize, Vec<&'v Pattern>);

/// Finds labels from left to right, the longest at each place, without overlap.
fn scan<'v>(trie: &'v Trie, tokens: &[Token]) -> Vec<Span<'v>> {
    let shouted = tokens.len() >= SHOUTED_WORDS
        && tokens.iter().filter(|token| is_shouted(token.text)).count() * 10 > tokens.len() * 7;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        match trie.longest(rest) {
            Some((length, patterns)) => {
                // In a line of capitals, short acronyms cannot be told from words (WHO, US, IS).
                let first = rest.first().map_or("", |token| token.text);
                if !(shouted && length == 1 && first.chars().count() < 4) {
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
    fn add(&mut self, text: &'t str, tokens: &[Token], start: usize, length: usize, patterns: Vec<&'v Pattern>) {
        let ends = tokens.get(start).zip(tokens.get(start + length - 1));
        let surface = ends.and_then(|(first, last)| text.get(first.span.start..last.span.end)).unwrap_or_default();
        let mut best: Vec<&Pattern> = Vec::new();
        let never: Vec<&str> =
            patterns.iter().filter(|pattern| pattern.never).map(|pattern| pattern.topic.as_str()).collect();
        let counting = patterns.into_iter().filter(|pattern| pattern.strength > Strength::None);
        for pattern in counting.filter(|pattern| !never.contains(&pattern.topic.as_str())) {
            match best.iter_mut().find(|known| known.topic == pattern.topic) {
                Some(known) if (pattern.strength, !pattern.ambiguous) > (known.strength, !known.ambiguous) => {
                    *known = pattern
                }
                Some(_) => {}
                None => best.push(pattern),
            }
        }
        self.named.extend(best.into_iter().map(|pattern| Mention { pattern, surface }));
    }
}
