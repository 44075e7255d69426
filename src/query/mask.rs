//! Masks: `*` for any letters, none too, and `?` for one.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// Returns the mask in a run of characters without the punctuation round it; `None` if there is none. A mask needs a
/// letter or digit: see [`has_letters`].
pub(super) fn core(run: &str) -> Option<Range<usize>> {
    let is_mask = |at: usize, c: char| stands_for_letters(run, at, c);
    let (start, _) = run.char_indices().find(|(at, c)| c.is_alphanumeric() || is_mask(*at, *c))?;
    let belongs = |(at, c): &(usize, char)| c.is_alphanumeric() || is_combining_mark(*c) || is_mask(*at, *c);
    let (end, last) = run.char_indices().rfind(belongs)?;
    let core = start..end + last.len_utf8();
    run.char_indices().any(|(at, c)| is_mask(at, c)).then_some(core)
}

/// Tells whether the character at a place of a run stands for letters. An address may hold a question mark.
pub(super) fn stands_for_letters(run: &str, at: usize, c: char) -> bool {
    let in_address = || {
        let before = run.get(..at).and_then(|before| before.split_once("://"));
        before.is_some_and(|(scheme, _)| scheme.ends_with(char::is_alphanumeric))
    };
    c == '*' || (c == '?' && !in_address())
}

/// Tells whether there is something in a mask that is not masked.
pub(super) fn has_letters(mask: &str) -> bool {
    mask.contains(char::is_alphanumeric)
}
