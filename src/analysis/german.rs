//! The stems of German words by their endings: Snowball's, with what it gets wrong put right.

use rust_stemmers::Stemmer;

/// Shorter stems in `-inn` are words of their own: Sinn, Gewinn.
const SHORTEST_FEMININE: usize = 6;

/// The `-em` of these is no ending. Snowball drops it in the singular alone: System, Systeme.
const IN_EM: &[&str] = &[
    "system",
    "problem",
    "extrem",
    "theorem",
    "emblem",
    "bequem",
    "diadem",
    "ekzem",
    "modem",
    "phonem",
    "totem",
    "jerusalem",
    "bethlehem",
    "harlem",
    "requiem",
];

/// Shorter words in `-s` are no others with an ending: Gas, Mars.
const SHORTEST_IN_S: usize = 5;

/// The `-s` of these is no ending.
const IN_S: &[&str] = &[
    "los", "gas", "glas", "gras", "aas", "was", "das", "moos", "chaos", "kosmos", "ananas", "atlas", "epos", "mythos",
    "pathos", "schnaps", "gips", "raps", "mops", "kollaps", "news",
];

/// Returns the stem of a folded word.
pub(super) fn stem(stemmer: &Stemmer, word: &str) -> String {
    if IN_EM.iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    if let Some(noun) = in_heit(word) {
        return noun.to_owned();
    }
    if let Some(verb) = in_ieren(word) {
        return stemmer.stem(&verb).into_owned();
    }
    let mut stem = stemmer.stem(without_s(word)).into_owned();
    // The stemmer leaves the doubled n of a feminine plural: Ministerinnen.
    if stem.len() > SHORTEST_FEMININE && stem.ends_with("inn") {
        stem.pop();
    }
    stem
}

/// Returns a noun in `-heit` or `-keit` without its ending. Snowball drops all of it in long words, so that Sicherheit
/// and Möglichkeit are taken for *sicher* and *möglich*, but keeps it in Freiheit.
fn in_heit(word: &str) -> Option<&str> {
    let bare = word.strip_suffix("en").unwrap_or(word);
    (bare.ends_with("heit") || bare.ends_with("keit")).then_some(bare)
}

/// Returns the infinitive of a verb in `-ieren`: kritisiert, studierte, organisierten. `vierte` is none.
fn in_ieren(word: &str) -> Option<String> {
    let ends = ["t", "te", "ten", "ter", "tes", "tem", "tet"].iter().find_map(|ending| word.strip_suffix(ending));
    let bare = ends.filter(|bare| bare.ends_with("ier"))?;
    let before = bare.strip_suffix("ier").filter(|before| before.contains(['a', 'e', 'i', 'o', 'u']))?;
    (before.len() > 2).then(|| format!("{bare}en"))
}

/// Returns a word without the `-s` of a genitive or plural after letters at which Snowball lets it stand: Chinas, Trumps,
/// Autos, Handys. After `i` and `u` it mostly belongs to the word (Preis, Haus, Status).
fn without_s(word: &str) -> &str {
    let bare = word.strip_suffix('s').filter(|bare| bare.ends_with(['a', 'o', 'y', 'p', 'w']));
    let bare = bare.filter(|_| word.len() >= SHORTEST_IN_S && !IN_S.iter().any(|ending| word.ends_with(ending)));
    bare.unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use rust_stemmers::Algorithm;

    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let stemmer = Stemmer::create(Algorithm::German);
        for word in words.split_whitespace() {
            assert_eq!(stem(&stemmer, word), expected, "{word}");
        }
    }

    #[test]
    fn words_in_em_meet_their_plurals() {
        check("system systeme systemen systems", "system");
        check("problem probleme problemen", "problem");
        check("jerusalem jerusalems", "jerusalem");
        check("neuem neue", "neu");
    }

    #[test]
    fn an_s_after_a_vowel_is_an_ending_where_it_can_be_one() {
        check("china chinas", "china");
        check("auto autos", "auto");
        check("handy handys", "handy");
        check("trump trumps", "trump");
        check("preis preise preises", "preis");
        check("haus hauser hauses", "haus");
        check("arbeitslos arbeitslose", "arbeitslos");
        check("erdgas erdgase", "erdgas");
        check("gas", "gas");
    }

    #[test]
    fn nouns_in_heit_are_no_adjectives() {
        check("sicherheit sicherheiten", "sicherheit");
        check("freiheit freiheiten", "freiheit");
        check("moglichkeiten", "moglichkeit");
        check("heiter heitere", "heit");
    }

    #[test]
    fn verbs_in_ieren_meet_their_forms() {
        check("kritisieren kritisiert kritisierte kritisierten kritisierter", "kritisi");
        check("vierte vierter", "viert");
    }

    #[test]
    fn feminine_plurals_meet_their_singular() {
        check("ministerin ministerinnen", "ministerin");
        check("gewinn gewinne", "gewinn");
    }
}
