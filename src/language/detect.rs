//! Which language a text is written in.
//!
//! Two witnesses are heard. The triples of letters tell paragraphs apart, but of a headline they are rarely sure, and
//! their guess is wrong one time in six. The small words are few in a headline, but seldom mistaken, and a text without
//! any is not in that language, however well its triples fit: Swahili is no Indonesian.

use whatlang::Detector;

use super::{tag, words};

/// What the guess by triples weighs where it is sure; a small word of one language alone weighs 60.
const GUESS: f64 = 100.0;
/// How far the first language has to be ahead of the second: by a word that only one of them has.
const AHEAD: f64 = 60.0;
/// From so many words on, some have to be small words of a language that the triples do not vouch for.
const ENOUGH: u32 = 8;
/// A declared language is doubted only by a text of so many words.
const PLENTY: u32 = 40;
/// Only the beginning of a text is read, in characters.
const OPENING: usize = 4000;

/// Detects the language of a text; `None` where no language is clearly ahead, as in a text of a few words or names.
pub fn detect(text: &str) -> Option<String> {
    let text = opening(text);
    let guess = Detector::with_allowlist(tag::known()).detect(text)?;
    let guessed = tag::short(guess.lang());
    let Some(list) = words::list_of(guessed) else {
        return guess.is_reliable().then(|| guessed.to_owned());
    };
    let count = words::count(text);
    let mut scores = count.weights.map(f64::from);
    scores[list] += GUESS * guess.confidence();
    let best = (0..scores.len()).max_by(|one, other| scores[*one].total_cmp(&scores[*other]))?;
    let others = scores.iter().enumerate().filter(|(other, _)| *other != best);
    let second = others.map(|(_, score)| *score).fold(0.0, f64::max);
    // Where both witnesses agree, half as many will do: Turkish and others join small words to the next one.
    let hits = count.hits[best];
    let has_words = if best == list && guess.is_reliable() {
        hits >= count.words / 20
    } else {
        count.words < ENOUGH || hits > count.words / 10
    };
    (has_words && scores[best] - second >= AHEAD).then(|| words::LISTS[best].0.to_owned())
}

/// Tells whether a text is plainly not in the declared language, although no other may be known: a long text without
/// its small words. Templates declare English where nobody filled in anything.
pub fn contradicts(text: &str, declared: &str) -> bool {
    let Some(list) = words::list_of(&tag::primary(declared)) else { return false };
    let count = words::count(opening(text));
    count.words >= PLENTY && count.hits[list] < count.words / 20
}

fn opening(text: &str) -> &str {
    text.char_indices().nth(OPENING).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(detect(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn sentences_are_detected() {
        check(
            "Die Regierung hat am Dienstag ein Abkommen über die Lieferung seltener Erden unterzeichnet.",
            Some("de"),
        );
        check(
            "The government signed an agreement on the supply of rare earths on Tuesday, officials said.",
            Some("en"),
        );
        check("De regering heeft dinsdag een akkoord over de levering van zeldzame aarden getekend.", Some("nl"));
        check("Die regering het Dinsdag 'n ooreenkoms oor die lewering van skaars minerale onderteken.", Some("af"));
        check("Правительство подписало соглашение о поставках, которые начнутся уже в этом году.", Some("ru"));
        check("Η κυβέρνηση υπέγραψε την Τρίτη συμφωνία για την προμήθεια σπάνιων γαιών.", Some("el"));
        check("Կառավարությունը երեքշաբթի օրը համաձայնագիր է ստորագրել։", Some("hy"));
    }

    #[test]
    fn headlines_are_told_by_their_small_words() {
        check("Hafen wird nun doch tiefer", Some("de"));
        check("Wie die Stadt ihre Bäume rettet", Some("de"));
        check("What the harbour needs now", Some("en"));
        check("Faehre faehrt wegen Sturm nicht", Some("de"));
        check("Pourquoi le port est fermé", Some("fr"));
    }

    #[test]
    fn neighbours_are_told_apart_in_a_paragraph() {
        check(
            "Havnen blev lukket i går, efter at et skib var stødt mod kajen. Ingen af de ansatte kom noget til.",
            Some("da"),
        );
        check(
            "Havna ble stengt i går etter at et skip hadde støtt mot kaia. Ingen av de ansatte fikk noen skader.",
            Some("nb"),
        );
    }

    #[test]
    fn names_and_numbers_have_no_language() {
        check("42", None);
        check("", None);
        check("Anna Lindqvist, Marco Bellini, Jean Duval, Pedro Alvarez", None);
    }

    #[test]
    fn a_language_that_nobody_knows_is_not_its_neighbour() {
        // Invented words with the triples of Indonesian, and none of its small words.
        check(&"Kabanda mulita serangan pakulu mendira tabunga kelana maruka. ".repeat(20), None);
    }

    #[test]
    fn english_is_doubted_where_it_has_no_small_words() {
        let invented = "Kabanda mulita serangan pakulu mendira tabunga kelana maruka. ".repeat(20);
        assert!(contradicts(&invented, "en-US"));
        assert!(!contradicts("Kabanda mulita serangan.", "en"), "too short to tell");
        assert!(!contradicts(&invented, "sw"), "a language without a list");
        assert!(!contradicts(&"The harbour has been closed since the storm of last week. ".repeat(10), "en"));
    }
}
