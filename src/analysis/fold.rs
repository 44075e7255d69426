//! Folding: case, accents and the spellings of umlauts made alike.

use unicode_normalization::UnicodeNormalization;

/// Returns a text in lower case without accents, with `ß` as `ss` and `ä ae`, `ö oe`, `ü ue` as `a o u`
/// (`ue` stays after a vowel or q: neue, Quelle). This is how names and labels are compared.
pub fn fold(text: &str) -> String {
    umlauts(&plain(text))
}

/// Returns a word with its umlauts spelled out (`ä` as `ae`, `ß` as `ss`) and without other accents, in lower case:
/// what two spellings of a word have in common letter by letter.
pub fn spelled_out(word: &str) -> String {
    let lower: String = word.to_lowercase().nfc().collect();
    plain(&lower.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue"))
}

/// Lower case, `ß` as `ss`, without accents.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ä' | 'Ä' => out.push('a'),
            'ö' | 'Ö' => out.push('o'),
            'ü' | 'Ü' => out.push('u'),
            'ß' => out.push_str("ss"),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => return plain_of_any(text),
        }
    }
    out
}

fn plain_of_any(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.to_lowercase().nfkd() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            _ if is_accent(c) => {}
            _ => out.push(c),
        }
    }
    // Composed again: without accents this touches only scripts such as Hangul, which NFD takes apart.
    out.nfc().collect()
}

/// Tells whether a mark can be left out: an accent of Latin, Greek or Cyrillic letters, or a vowel point of Hebrew and
/// Arabic, which print leaves out. In the scripts of India and Thailand marks are vowels, without which other words
/// would be meant.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// The spellings `ae`, `oe` and `ue` made one letter (after Snowball's German2 and Savoy's light stemmer).
pub(super) fn umlauts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = letters.next() {
        out.push(c);
        let umlaut = match c {
            'a' | 'o' => true,
            'u' => !matches!(before, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'q'),
            _ => false,
        };
        before = c;
        if umlaut && letters.peek() == Some(&'e') {
            letters.next();
            before = 'e';
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_umlauts_meet() {
        for (a, b) in [
            ("Förderung", "Foerderung"),
            ("Bündnis", "Buendnis"),
            ("Verträge", "Vertraege"),
            ("Straße", "STRASSE"),
            ("über", "u\u{308}ber"),
            ("مُحَمَّد", "محمد"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn what_is_no_umlaut_stays() {
        assert_eq!(fold("neue Quelle Treue"), "neue quelle treue");
        assert_eq!(fold("Élysée"), "elysee");
        assert_eq!(fold("ﬁnanziell CO₂"), "finanziell co2");
        assert_eq!(fold("한국"), "한국");
        assert_eq!(fold("हिन्दी が ที่"), "हिन्दी が ที่");
    }
}
