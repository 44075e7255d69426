//! Keys of citations, such as `hafenkurier2025allianz`: publication, year, and the first word of the title that says
//! something. The same article has the same key as long as no other one before it has it too; then `a`, `b` … follow.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

use super::citation::calendar;
use crate::search::Hit;

/// The longest parts of a key.
const LONGEST: usize = 24;

/// Words at the beginning of titles that say nothing.
const EMPTY: &[&str] = &[
    "a", "after", "al", "all", "als", "am", "an", "and", "are", "as", "at", "au", "auch", "auf", "aus", "aux", "be",
    "bei", "beim", "by", "can", "ce", "ces", "che", "con", "could", "da", "dal", "dans", "das", "de", "dei", "del",
    "dem", "den", "der", "des", "di", "die", "dies", "diese", "dieser", "do", "doch", "does", "du", "een", "ein",
    "eine", "einem", "einen", "einer", "el", "en", "er", "es", "est", "for", "from", "fuer", "gli", "hat", "her",
    "het", "his", "how", "i", "ich", "ihr", "ihre", "il", "im", "in", "is", "ist", "it", "its", "la", "las", "le",
    "les", "lo", "los", "mit", "nach", "nicht", "no", "noch", "not", "nur", "of", "on", "or", "our", "par", "para",
    "per", "por", "pour", "que", "qui", "se", "sein", "seine", "should", "sie", "sind", "so", "sur", "that", "the",
    "they", "this", "to", "ueber", "um", "un", "una", "und", "une", "unter", "van", "vom", "von", "voor", "vor",
    "warum", "was", "we", "wenn", "wer", "what", "when", "why", "wie", "will", "wir", "wird", "with", "wo", "you",
    "your", "zu", "zum", "zur",
];

/// Keys that were given; of each only a hash is kept.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Which letter to try next where a key is asked for again.
    given: HashMap<u64, usize>,
}

impl Keys {
    /// Returns a key that no other hit has.
    pub(super) fn of(&mut self, hit: &Hit) -> String {
        let key = key(hit);
        loop {
            let tries = self.given.entry(hash(&key)).or_insert(0);
            let candidate = format!("{key}{}", letters(*tries));
            *tries += 1;
            // The key of another article may end in the same letter.
            if candidate == key || self.given.insert(hash(&candidate), 1).is_none() {
                return candidate;
            }
        }
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Returns what follows the key at the n-th time: nothing, a, b … z, aa …
fn letters(number: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        letters.push(b"abcdefghijklmnopqrstuvwxyz"[rest % 26]);
        rest /= 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

fn key(hit: &Hit) -> String {
    let article = &hit.article;
    let host = || article.url.as_deref().and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned));
    let source = article.source.as_deref().map(plain).filter(|source| !source.is_empty());
    let source = source.or_else(|| host().map(|host| plain(host.trim_start_matches("www."))));
    let year = article.published.map_or_else(|| "nd".to_owned(), |date| format!("{:04}", calendar(date).0));
    let words = article.title.split(|c: char| !c.is_alphanumeric()).map(plain);
    let says_something = |word: &String| {
        word.len() > 1 && !word.bytes().all(|byte| byte.is_ascii_digit()) && !EMPTY.contains(&word.as_str())
    };
    // A title in a script without Latin letters has no such word; the id is as stable.
    let word = words.into_iter().find(says_something).unwrap_or_else(|| hit.id.to_string());
    let cut = |part: String| part.get(..LONGEST).map_or_else(|| part.clone(), str::to_owned);
    format!("{}{year}{}", cut(source.unwrap_or_else(|| "anon".to_owned())), cut(word))
}

/// Returns the letters a-z and digits of a text, umlauts spelled out and other accents left out.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' | 'œ' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'đ' => out.push('d'),
            c => out.extend(std::iter::once(c).nfkd().filter(char::is_ascii_alphanumeric)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::hit;
    use super::*;

    #[track_caller]
    fn check(source: Option<&str>, date: &str, title: &str, expected: &str) {
        let mut hit = hit(title);
        hit.article.source = source.map(str::to_owned);
        hit.article.published = crate::dates::read(date);
        assert_eq!(Keys::default().of(&hit), expected.replace("ID", &hit.id.to_string()));
    }

    #[test]
    fn a_key_is_made_of_source_year_and_word() {
        check(Some("Hafenkurier"), "2025-10-28", "Die Allianz gegen China", "hafenkurier2025allianz");
        check(Some("Süddeutsche Zeitung"), "2025", "50 Öl-Fässer", "sueddeutschezeitung2025oel");
        check(Some("L’Écho"), "", "«L’été» à Łódź", "lechondete");
        check(None, "2025-10", "毛泽东", "anon2025ID");
        check(Some("Hafenkurier"), "", "Die und das", "hafenkurierndID");
    }

    #[test]
    fn no_key_is_given_twice() {
        let mut keys = Keys::default();
        let mut of = |title: &str| keys.of(&hit(title));
        let given: Vec<String> = ["Zoll", "Zolla", "Zoll", "Zoll", "Zolla", "Zollb"].map(&mut of).to_vec();
        assert_eq!(given, ["anonndzoll", "anonndzolla", "anonndzollb", "anonndzollc", "anonndzollaa", "anonndzollba"]);
        assert_eq!([0, 1, 26, 27].map(letters), ["", "a", "z", "aa"]);
    }
}
