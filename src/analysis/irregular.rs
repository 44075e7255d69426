//! Forms whose stem no rule for endings finds: strong verbs, plurals of other languages, small words that look like forms of
//! nouns. The list is `data/lexicon/de/stems.tsv`, which explains itself.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;

/// What a stem begins with that no other form has.
pub(super) const OWN: char = '=';

/// What may stand before a verb, written together with it.
const PREFIXES: &str = "ab an auf aus bei bevor dar davon ein entgegen fest fort frei gegenüber her heran heraus herbei \
                        herein hervor hin hinaus hinein hinzu hoch los mit nach nieder statt teil vor voran voraus \
                        vorbei weg weiter wieder zu zurück zusammen";

/// What may stand before a verb in place of the `ge` of its participle.
const IN_PLACE_OF_GE: &str = "be durch ent er hinter miss über um unter ver wider zer";

/// Participles are adjectives too, and have their endings.
const ENDINGS: &[&str] = &["e", "en", "er", "es", "em"];

/// German.
pub(super) static GERMAN: LazyLock<Irregular> =
    LazyLock::new(|| Irregular::new(include_str!("../../data/lexicon/de/stems.tsv")));

/// The irregular forms of a language, each with the word whose stem it takes.
#[derive(Default)]
pub(super) struct Irregular {
    /// Forms in lower case, with their umlauts: `würde` is one, `wurde` another.
    lower: HashMap<&'static str, &'static str>,
    /// Forms that begin with a capital, in lower case.
    capital: HashMap<String, &'static str>,
    /// The same, folded: as parts of compounds are.
    nouns: HashMap<String, &'static str>,
    /// Participles, folded.
    participles: HashMap<String, &'static str>,
    /// The same without their `ge`.
    without_ge: HashMap<String, &'static str>,
    /// What may stand before a verb, folded, and whether it may do so in place of the `ge`.
    prefixes: Vec<(String, &'static str, bool)>,
}

impl Irregular {
    fn new(list: &'static str) -> Self {
        let prefixes = PREFIXES.split_whitespace().map(|prefix| (fold(prefix), prefix, false));
        let in_place = IN_PLACE_OF_GE.split_whitespace().map(|prefix| (fold(prefix), prefix, true));
        let mut found = Self { prefixes: prefixes.chain(in_place).collect(), ..Self::default() };
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        for (word, forms) in lines.filter_map(|line| line.split_once('\t')) {
            for form in forms.split_whitespace() {
                if form.starts_with(char::is_uppercase) {
                    found.capital.insert(form.to_lowercase(), word);
                    found.nouns.insert(fold(form), word);
                    continue;
                }
                found.lower.insert(form, word);
                if is_participle(form, word) {
                    let form = fold(form);
                    found.without_ge.extend(form.strip_prefix("ge").map(|rest| (rest.to_owned(), word)));
                    found.participles.insert(form, word);
                }
            }
        }
        found
    }

    /// Returns the word whose stem a form takes, or a stem of its own, which begins with `=`. `exact` is the form in lower
    /// case.
    pub(super) fn of(&self, typed: &str, exact: &str) -> Option<Cow<'static, str>> {
        if typed == exact {
            return self.of_lower(exact);
        }
        let mut letters = typed.chars();
        let is_capital = letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase);
        if !is_capital {
            return None;
        }
        let known = self.capital.get(exact).map(|word| Cow::Borrowed(*word));
        known.or_else(|| self.noun_of_participle(&fold(exact)))
    }

    /// Returns the forms whose stem may begin otherwise than they do, in lower case: those that are listed, with the endings
    /// that participles have. (What stands before a verb stands before its stem, too.)
    pub(super) fn forms(&self) -> impl Iterator<Item = String> {
        let endings = ENDINGS.iter().chain([&""]);
        let lower =
            self.lower.keys().flat_map(move |form| endings.clone().map(move |ending| format!("{form}{ending}")));
        lower.chain(self.capital.keys().cloned())
    }

    /// Does the same for a folded word that a compound is made of.
    pub(super) fn of_part(&self, folded: &str) -> Option<Cow<'static, str>> {
        self.nouns.get(folded).map(|word| Cow::Borrowed(*word)).or_else(|| self.noun_of_participle(folded))
    }

    /// A participle with an ending is a noun, one without may be another: Betroffene, but Verfahren.
    fn noun_of_participle(&self, folded: &str) -> Option<Cow<'static, str>> {
        bare(folded).find_map(|bare| self.participle(bare))
    }

    fn of_lower(&self, exact: &str) -> Option<Cow<'static, str>> {
        if let Some(word) = self.lower.get(exact) {
            return Some(Cow::Borrowed(*word));
        }
        let prefixes = self.prefixes.iter().map(|(_, prefix, _)| prefix);
        let verb = |form: &str| self.lower.get(form).copied().filter(|word| is_verb(word));
        let mut after = prefixes.filter_map(|prefix| Some((prefix, verb(exact.strip_prefix(*prefix)?)?)));
        if let Some((prefix, verb)) = after.next() {
            return Some(Cow::Owned(format!("{prefix}{verb}")));
        }
        let folded = fold(exact);
        self.participle(&folded).or_else(|| bare(&folded).find_map(|bare| self.participle(bare)))
    }

    /// Returns the verb of a folded participle.
    fn participle(&self, folded: &str) -> Option<Cow<'static, str>> {
        if let Some(verb) = self.participles.get(folded) {
            return Some(Cow::Borrowed(*verb));
        }
        if !folded.ends_with(['n', 't']) {
            return None;
        }
        let rests = self.prefixes.iter().filter_map(|(start, prefix, in_place)| {
            folded.strip_prefix(start.as_str()).map(|rest| (prefix, rest, *in_place))
        });
        let verb = |(prefix, verb): (&&str, &str)| Cow::Owned(format!("{prefix}{verb}"));
        let apart = rests.clone().find_map(|(prefix, rest, _)| Some((prefix, *self.participles.get(rest)?)));
        let in_place = rests.filter(|(.., in_place)| *in_place);
        let mut in_place = in_place.filter_map(|(prefix, rest, _)| Some((prefix, *self.without_ge.get(rest)?)));
        apart.or_else(|| in_place.next()).map(verb)
    }
}

fn is_verb(word: &str) -> bool {
    word.ends_with('n') && word.starts_with(char::is_lowercase)
}

/// Tells whether a form of a verb is its participle: it has a `ge`, or the verb begins with what stands in its place.
fn is_participle(form: &str, verb: &str) -> bool {
    let has_prefix = ["be", "emp", "ent", "er", "ver"].iter().any(|prefix| verb.starts_with(prefix));
    is_verb(verb) && form.ends_with(['n', 't']) && (has_prefix || form.starts_with("ge"))
}

/// Returns what is left of a word without each ending of an adjective that it has.
fn bare(word: &str) -> impl Iterator<Item = &str> {
    ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).filter(|bare| bare.ends_with(['n', 't']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(forms: &str, expected: Option<&str>) {
        for form in forms.split_whitespace() {
            assert_eq!(GERMAN.of(form, &form.to_lowercase()).as_deref(), expected, "{form}");
        }
    }

    #[test]
    fn forms_of_strong_verbs_are_led_back_to_their_infinitive() {
        check("ging gingen gegangen gegangene", Some("gehen"));
        check("untergegangen untergegangenen unterging", Some("untergehen"));
        check("besprochen besprochenen besprach", Some("besprechen"));
        check("zurückgewiesen zurückwies zurückgewiesener", Some("zurückweisen"));
        check("betroffen betroffene Betroffene Betroffenen", Some("betreffen"));
        check("verloren verlorene verlor", Some("verlieren"));
        check("verletzt verletzte Verletzten", Some("verletzen"));
        check("macht gemachte", Some("machen"));
        check("angestellt Angestellten", Some("anstellen"));
    }

    #[test]
    fn nouns_are_no_forms_of_verbs() {
        check(
            "Sprachen Ausgaben Stand Verband Verbote Unterlagen Verfahren Gefallen Waren SPRACH Macht Gerichte Bekannte",
            None,
        );
        check("überlegen verlegen belegen Haus haus", None);
        check("Museen", Some("Museum"));
    }

    #[test]
    fn small_words_have_stems_of_their_own() {
        check("sich Sich", Some("=sich"));
        check("waren War", Some("=sein"));
        check("würde wurde", Some("=werden"));
        check("Würde Seite sicher", None);
    }

    #[test]
    fn each_form_is_listed_once() {
        let mut seen = std::collections::HashSet::new();
        let list = include_str!("../../data/lexicon/de/stems.tsv");
        let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (word, forms) in lines.map(|line| line.split_once('\t').expect("a word, a tab and its forms")) {
            for form in forms.split(' ') {
                assert!(seen.insert(form) && !form.is_empty(), "`{form}` of `{word}`");
            }
        }
        assert!(seen.len() > 700);
    }
}
