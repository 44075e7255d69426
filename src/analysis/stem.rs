//! The analyzer of a language: a word to its stem, its exact form and the parts it is made of, remembered per analyzer.

use std::collections::HashMap;
use std::sync::Arc;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

use super::compound::{Compounds, Split, Splitter};
use super::fold::{plain, umlauts};
use super::german;
use super::irregular::{self, Irregular};
use super::token::{Word, words};
use super::{Form, Term};
use crate::language;

/// Words remembered before the memory is emptied; a newspaper's year has about half as many.
const REMEMBERED: usize = 400_000;

/// Makes terms of the texts of one language.
///
/// German words are folded before they are stemmed, so that all spellings of an umlaut meet, and irregular forms take the
/// stem of the word they are forms of; words of other languages are stemmed with their accents, which their stemmers
/// need, and folded afterwards.
/// A language without a stemmer is only folded.
pub struct Analyzer {
    recipe: Recipe,
    splitter: Option<Splitter>,
    /// The language and a colon, which no word holds; nothing where words are only folded.
    mark: String,
    known: HashMap<String, Arc<Form>>,
}

enum Recipe {
    German(Stemmer),
    StemThenFold(Stemmer),
    Fold,
}

impl Recipe {
    /// Returns the word as it is to be stemmed.
    fn fold(&self, word: &str) -> String {
        match self {
            Self::German(_) => umlauts(&plain(word)),
            Self::StemThenFold(_) => exact(word).replace('ß', "ss"),
            Self::Fold => plain(word),
        }
    }

    /// Returns the stem of a folded word.
    fn stem(&self, word: &str) -> String {
        match self {
            Self::German(stemmer) => german::stem(stemmer, word),
            Self::StemThenFold(stemmer) => match plain(&stemmer.stem(word)) {
                // The Arabic and the Tamil stemmer leave nothing of some words, which must not meet for that.
                nothing if nothing.is_empty() => plain(word),
                stem => stem,
            },
            Self::Fold => word.to_owned(),
        }
    }

    /// Returns the stem of a folded word that a compound is made of.
    fn stem_of_part(&self, word: &str) -> String {
        let base = self.irregular().and_then(|known| known.of_part(word));
        base.map_or_else(|| self.stem(word), |base| self.stem_of_base(&base))
    }

    /// Returns the stem of the word that an irregular form goes back to.
    fn stem_of_base(&self, base: &str) -> String {
        if base.starts_with(irregular::OWN) { base.to_owned() } else { self.stem(&self.fold(base)) }
    }

    fn irregular(&self) -> Option<&'static Irregular> {
        matches!(self, Self::German(_)).then(|| &*irregular::GERMAN)
    }
}

impl Analyzer {
    /// Returns the analyzer of a language given by its BCP 47 tag, or of a text of unknown language: stems only.
    pub fn new(tag: Option<&str>) -> Self {
        let language = language::primary(tag.unwrap_or_default());
        let algorithm = match language.as_str() {
            "de" => return Self::with(Recipe::German(Stemmer::create(Algorithm::German)), &language),
            "en" => Some(Algorithm::English),
            "fr" => Some(Algorithm::French),
            "es" => Some(Algorithm::Spanish),
            "it" => Some(Algorithm::Italian),
            "pt" => Some(Algorithm::Portuguese),
            "nl" => Some(Algorithm::Dutch),
            "da" => Some(Algorithm::Danish),
            "sv" => Some(Algorithm::Swedish),
            "no" | "nb" | "nn" => Some(Algorithm::Norwegian),
            "fi" => Some(Algorithm::Finnish),
            "hu" => Some(Algorithm::Hungarian),
            "ro" => Some(Algorithm::Romanian),
            "ru" => Some(Algorithm::Russian),
            "tr" => Some(Algorithm::Turkish),
            "ar" => Some(Algorithm::Arabic),
            "ta" => Some(Algorithm::Tamil),
            // Greek is left out: that stemmer panics on some words (quickwit-oss/tantivy#3028).
            _ => None,
        };
        match algorithm {
            Some(algorithm) => Self::with(Recipe::StemThenFold(Stemmer::create(algorithm)), &language),
            None => Self { recipe: Recipe::Fold, splitter: None, mark: String::new(), known: HashMap::new() },
        }
    }

    /// Returns the analyzer of a language that also takes compounds apart, if it can those of that language.
    pub fn splitting(tag: Option<&str>, compounds: &Compounds) -> Self {
        let mut analyzer = Self::new(tag);
        if matches!(analyzer.recipe, Recipe::German(_)) {
            analyzer.splitter = Some(Splitter::german(compounds, &|word| analyzer.recipe.stem_of_part(word)));
        }
        analyzer
    }

    fn with(recipe: Recipe, language: &str) -> Self {
        Self { recipe, splitter: None, mark: format!("{language}:"), known: HashMap::new() }
    }

    /// Returns the stem of one word, without the mark of its language.
    pub fn stem(&mut self, word: &str) -> &str {
        let mark = self.mark.len();
        self.remember(word);
        self.known.get(word).and_then(|form| form.stem.get(mark..)).unwrap_or_default()
    }

    /// Returns the stem of one word as [`Analyzer::stem`] does, without remembering it.
    pub fn stem_once(&self, word: &str) -> String {
        self.folded_and_stem(word, &exact(word)).1
    }

    /// Returns what the index holds of one word.
    pub fn form(&mut self, word: &str) -> Arc<Form> {
        if let Some(known) = self.known.get(word) {
            return Arc::clone(known);
        }
        self.remember(word);
        self.known.get(word).map(Arc::clone).unwrap_or_default()
    }

    /// Returns what a word of a query stands for, as typed first. Who types in one case may mean a word in another, which
    /// counts where the case tells words apart: *sprachen*, *Sprachen*; with `in_any_case` every spelling is meant.
    pub fn readings(&mut self, word: &str, in_any_case: bool) -> Vec<Arc<Form>> {
        let mut readings = vec![self.form(word)];
        let (lower, upper) = (exact(word), word.to_uppercase());
        if !in_any_case && !matches!(self.recipe, Recipe::German(_)) && lower.contains(['ä', 'ö', 'ü']) {
            // Who has no such letters writes Schroeder.
            readings.push(self.form(&lower.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue")));
        }
        if !in_any_case && word != lower && word != upper {
            return readings;
        }
        let mut letters = lower.chars();
        let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
        for spelling in [Some(lower.clone()), capital, Some(upper)].into_iter().flatten() {
            let form = self.form(&spelling);
            if form.exact == lower && readings.iter().all(|known| known.stem != form.stem) {
                readings.push(form);
            }
        }
        readings
    }

    /// Returns what the stems of all words begin with that begin with these letters, irregular words aside: no more than
    /// the stemmer surely leaves.
    pub fn beginning(&self, letters: &str) -> String {
        let kept = match self.recipe {
            // Two letters are the shortest that may stand before a verb: an-gestellt is a form of an-stellen.
            Recipe::German(_) => 2,
            Recipe::StemThenFold(_) if matches!(self.mark.as_str(), "ar:" | "ta:") => 0,
            Recipe::StemThenFold(_) | Recipe::Fold => 1,
        };
        let folded = self.recipe.fold(letters);
        // Folded for good, as stems are.
        let folded = plain(&folded);
        self.mark.chars().chain(folded.chars().take(kept)).collect()
    }

    /// Returns the stems of irregular words in lower case that are as asked for.
    pub fn irregular(&mut self, is_wanted: &dyn Fn(&str) -> bool) -> Vec<String> {
        let Some(irregular) = self.recipe.irregular() else { return Vec::new() };
        let mut stems = Vec::new();
        for form in irregular.forms().filter(|form| is_wanted(form)) {
            stems.extend(self.readings(&form, true).into_iter().map(|form| form.stem.clone()));
        }
        stems.sort();
        stems.dedup();
        stems
    }

    /// Returns the words that a compound is made of; the parts of its [`Form`] are their stems, in the same order.
    pub fn split(&self, word: &str) -> Split {
        let (folded, stem) = self.folded_and_stem(word, &exact(word));
        self.split_folded(&folded, &stem)
    }

    fn folded_and_stem(&self, word: &str, exact: &str) -> (String, String) {
        let folded = self.recipe.fold(word);
        let base = self.recipe.irregular().and_then(|known| known.of(word, exact));
        let stem = base.map_or_else(|| self.recipe.stem(&folded), |base| self.recipe.stem_of_base(&base));
        // Of an accent without a letter folding leaves nothing.
        let stem = if stem.is_empty() { exact.to_owned() } else { stem };
        (folded, stem)
    }

    fn split_folded(&self, folded: &str, stem: &str) -> Split {
        match &self.splitter {
            Some(splitter) => splitter.split(folded, stem, &|word| self.recipe.stem_of_part(word)),
            None => Split::default(),
        }
    }

    /// Returns the terms of a text in their order.
    pub fn terms(&mut self, text: &str) -> Vec<Term> {
        let term = |word: Word<'_>| {
            let form = self.form(word.text);
            Term { form, span: word.span, position: word.position, border: word.border }
        };
        words(text).map(term).collect()
    }

    fn remember(&mut self, word: &str) {
        if self.known.contains_key(word) {
            return;
        }
        if self.known.len() > REMEMBERED {
            self.known.clear();
        }
        let exact = exact(word);
        let (folded, stem) = self.folded_and_stem(word, &exact);
        let split = self.split_folded(&folded, &stem);
        let marked = |stem: &str| [&self.mark, stem].concat();
        let parts = |words: Vec<String>| words.iter().map(|part| marked(&self.recipe.stem_of_part(part))).collect();
        let form = Form { stem: marked(&stem), exact, parts: parts(split.parts), inner: parts(split.inner) };
        self.known.insert(word.to_owned(), Arc::new(form));
    }
}

/// Returns the exact form of a word.
fn exact(word: &str) -> String {
    composed(word.to_lowercase())
}

/// Returns a word with its accents composed (NFC).
fn composed(word: String) -> String {
    if word.is_ascii() { word } else { word.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_meet(language: &str, a: &str, b: &str) {
        let mut analyzer = Analyzer::new(Some(language));
        assert_eq!(analyzer.stem(a).to_owned(), analyzer.stem(b), "{a} {b}");
    }

    #[test]
    fn inflection_and_spelling_meet() {
        for (a, b) in [
            ("Vertrag", "Verträge"),
            ("seltene", "seltener"),
            ("Erde", "Erden"),
            ("Foerderung", "Förderungen"),
            ("Straße", "Strassen"),
        ] {
            check_meet("de", a, b);
        }
        check_meet("en", "agreement", "Agreements");
        check_meet("fr", "accords", "accord");
        check_meet("fr", "éte\u{301}s", "été");
        check_meet("en", "Straße", "Strasse");
        check_meet("ar", "المدينة", "مدينة");
        check_meet("ta", "வீடுகள்", "வீடு");
    }

    #[test]
    fn stems_of_different_languages_do_not_meet() {
        let stem = |language| Analyzer::new(language).form("zart").stem.clone();
        assert_eq!(
            [stem(Some("de-AT")), stem(Some("fr")), stem(Some("ja")), stem(None)],
            ["de:zart", "fr:zart", "zart", "zart"]
        );
    }

    #[test]
    fn who_types_in_one_case_means_all() {
        let mut analyzer = Analyzer::new(Some("de"));
        let mut stems =
            |word, any| -> Vec<String> { analyzer.readings(word, any).iter().map(|form| form.stem.clone()).collect() };
        assert_eq!(stems("Waren", false), ["de:war"]);
        assert_eq!(stems("waren", false), ["de:=sein", "de:war"]);
        assert_eq!(stems("Waren", true), ["de:war", "de:=sein"]);
        assert_eq!(stems("Haus", true), ["de:haus"]);
        assert_eq!(stems("STRASSE", false), ["de:strass"]);
        assert_eq!(stems("", true), ["de:"]);
        let readings = Analyzer::new(Some("en")).readings("Schröder", false);
        assert_eq!(readings.iter().map(|form| form.stem.as_str()).collect::<Vec<_>>(), ["en:schroder", "en:schroeder"]);
    }

    #[test]
    fn no_word_panics_in_any_language() {
        for language in [
            "de", "en", "fr", "es", "it", "pt", "nl", "da", "sv", "nb", "fi", "hu", "ro", "ru", "tr", "ar", "ta", "el",
            "ja", "x",
        ] {
            let mut analyzer = Analyzer::new(Some(language));
            for word in [
                "",
                "ß",
                "üü",
                "άλφα",
                "ισα",
                "ισαισα",
                "கின்றக",
                "والله",
                "i\u{307}",
                "\u{300}",
                "ﬁ",
                "İSTANBUL",
                "a\u{301}e",
            ] {
                assert_eq!(analyzer.stem(word).is_empty(), word.is_empty(), "{language} {word}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_analysed_in_any_language(
            text in "([\\PC]|[a-zäöüß]{2,12}|[α-ω]{1,6}|[\u{300}-\u{36f}]|[ء-ي]{1,6}|[\u{b80}-\u{bff}]{1,6}|[ -/]){0,40}",
            language in proptest::sample::select(vec!["de", "en", "fr", "fi", "hu", "tr", "ru", "ar", "ta", "el", "ja"]),
        ) {
            let mut analyzer = Analyzer::splitting(Some(language), &Compounds::default());
            for term in analyzer.terms(&text) {
                let word = text.get(term.span.clone()).expect("a span of the text");
                proptest::prop_assert!(!term.form.exact.is_empty() && !term.form.stem.is_empty(), "{}", word);
                // A query for a word as it stands in a text finds it.
                let readings = analyzer.readings(&term.form.exact, true);
                proptest::prop_assert!(readings.iter().any(|form| form.exact == term.form.exact), "{}", word);
            }
        }
    }
}
