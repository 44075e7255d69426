//! Where sentences end, told by the text between two words.

/// What lies between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Border {
    /// Nothing but a blank or a mark.
    None,
    /// The end of a sentence.
    Sentence,
    /// The end of a paragraph.
    Paragraph,
}

/// Words that are written with a full stop in the middle of a sentence, in small letters.
const ABBREVIATIONS: &[&str] = &[
    "abb", "abs", "adm", "apr", "art", "aug", "bd", "bsp", "bzgl", "bzw", "ca", "capt", "col", "dec", "dez", "dipl",
    "dr", "engl", "evtl", "feb", "franz", "geb", "gen", "gest", "ggf", "gov", "hl", "hrsg", "ing", "inkl", "jan", "jr",
    "kap", "lt", "max", "mg", "min", "mind", "mio", "mr", "mrd", "mrs", "ms", "mt", "nov", "nr", "okt", "prof", "rep",
    "sen", "sep", "sept", "sgt", "sog", "sr", "st", "stellv", "str", "tel", "vgl", "vs", "zzgl",
];

/// Tells what the text between two words says: `between` begins after the word `before` and ends at a word that
/// begins with `next`. A full stop ends no sentence after a number of one or two digits (*28. Oktober*), a single
/// letter (*z. B.*, *J. Biden*) or an abbreviation, and nothing does before a small letter.
pub(super) fn between(before: &str, between: &str, next: char) -> Border {
    if between.contains('\n') {
        return Border::Paragraph;
    }
    let Some(at) = between.rfind(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔']) else {
        return Border::None;
    };
    let mark = between.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('.');
    if matches!(mark, '。' | '！' | '？') {
        return Border::Sentence;
    }
    // After the mark come the quotation marks and brackets it closes, then a blank.
    let is_apart = between.get(at..).is_some_and(|rest| rest.contains(char::is_whitespace));
    if !is_apart || next.is_lowercase() {
        return Border::None;
    }
    let is_lone_stop = mark == '.' && !between.get(..at).is_some_and(|lead| lead.contains(['.', '!', '?', '…', ')']));
    if is_lone_stop && goes_on(before) { Border::None } else { Border::Sentence }
}

/// Tells whether a sentence goes on after this word and a full stop.
fn goes_on(before: &str) -> bool {
    let letters = before.chars().count();
    let is_number = before.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && letters <= 2)
        || (letters == 1 && before.chars().all(char::is_alphabetic))
        || (letters <= 6 && ABBREVIATIONS.contains(&before.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    /// Returns a text with `|` for the end of each sentence and `¶` for that of each paragraph.
    fn shown(text: &str) -> String {
        let mut shown = String::new();
        for word in words(text) {
            shown.push_str(match word.border {
                Border::None => " ",
                Border::Sentence => " | ",
                Border::Paragraph => " ¶ ",
            });
            shown.push_str(word.text);
        }
        shown.trim().to_owned()
    }

    #[test]
    fn sentences_end_before_capitals() {
        for (text, expected) in [
            ("Es regnet. Wir gehen! Wohin? Nach Hause.", "Es regnet | Wir gehen | Wohin | Nach Hause"),
            ("„Es regnet.“ Wir gehen (sofort). „Ja“", "Es regnet | Wir gehen sofort | Ja"),
            ("„Nein!“ rief er. ‚Doch!‘ Er ging.", "Nein rief er | Doch | Er ging"),
            (
                "Am 28. Oktober kam Dr. Weber. Im Jahr 2025. Danach",
                "Am 28 Oktober kam Dr Weber | Im Jahr 2025 | Danach",
            ),
            ("z. B. Japan, d.h. Tokio; J. Biden", "z B Japan d h Tokio J Biden"),
            ("3.5 Prozent bei zeit.de Heute", "3 5 Prozent bei zeit de Heute"),
            ("Und dann … Stille. 100 Leute", "Und dann | Stille | 100 Leute"),
            ("Sub-head\nEs regnet.\n\nMorgen", "Sub head ¶ Es regnet ¶ Morgen"),
            ("東京。大阪", "東 京 | 大 阪"),
            ("\n\nErst", "Erst"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn abbreviations_are_small_and_in_order() {
        assert!(ABBREVIATIONS.is_sorted() && ABBREVIATIONS.iter().all(|word| word.len() <= 6));
    }
}
