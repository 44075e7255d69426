//! Text freed of what no field holds.

use unicode_normalization::UnicodeNormalization;

/// Returns text as every field holds it: NFC, white space folded to single blanks, without control
/// characters, soft hyphens, zero-width and bidirectional marks.
pub fn clean(text: &str) -> String {
    // Most text is clean already, and normalizing costs more than all the rest.
    if is_clean(text) {
        return text.to_owned();
    }
    if text.chars().all(is_composed) { fold(text.chars(), text.len()) } else { fold(text.nfc(), text.len()) }
}

/// Tells whether a character is in NFC whatever stands beside it. Those that this does not know are only slower.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{400}'..'\u{483}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{203a}' | '\u{20a0}'..='\u{20bf}')
}

/// Tells whether there is nothing to do: no white space but single blanks inside, nothing invisible, all composed.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        let stays = match c {
            ' ' => before != ' ',
            '!'..='~' => true,
            _ => is_composed(c) && !c.is_whitespace() && !is_invisible(c),
        };
        if !stays {
            return false;
        }
        before = c;
    }
    before != ' '
}

/// Folds white space and drops what is invisible.
fn fold(text: impl Iterator<Item = char>, size: usize) -> String {
    let mut out = String::with_capacity(size);
    let mut gap = false;
    for c in text {
        if c.is_whitespace() || c == '\u{200b}' || c == '\u{2060}' {
            // A zero-width space stands between words in some systems and inside them in none.
            gap = gap || c.is_whitespace();
        } else if !is_invisible(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}

/// Tells whether a character is a control character or an invisible mark that no text needs.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_folds_space_and_drops_invisible_marks() {
        assert_eq!(clean("  a\u{a0}\n b\u{ad}c\u{200b}d\u{202e}\u{1b}[31m "), "a bcd[31m");
        assert_eq!(clean("u\u{308}ber"), "über");
        for (text, expected) in
            [("", ""), (" ", ""), ("a b", "a b"), ("a  b", "a b"), ("ä\u{a0}ö", "ä ö"), ("a ", "a"), ("a\u{85}", "a")]
        {
            assert_eq!(clean(text), expected, "{text:?}");
        }
        assert_eq!(clean("и\u{306} \u{212b}ngstro\u{308}m"), "й Ångström");
    }

    #[test]
    fn what_counts_as_composed_is_in_its_normal_form() {
        for c in ('\0'..=char::MAX).filter(|c| is_composed(*c)) {
            for text in [format!("{c}"), format!("a{c}"), format!("{c}\u{301}").replace('\u{301}', "")] {
                assert_eq!(text.nfc().collect::<String>(), text, "{}", c.escape_unicode());
            }
            assert_eq!(unicode_normalization::char::canonical_combining_class(c), 0);
        }
    }
}
