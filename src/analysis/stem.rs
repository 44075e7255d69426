//! The analyzer of a language: a word to its stem, its exact form and the parts it is made of, remembered per analyzer.

use std::collections::HashMap;
use std::sync::Arc;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

use super::compound::{Compounds, Split, Splitter};
use super::fold::{plain, umlauts};
use super::token::words;
use super::{Form, Term};
use crate::language;

/// Words remembered before the memory is emptied; a newspaper's year has about half as many.
const REMEMBERED: usize = 400_000;

/// Shorter stems in `-inn` are words of their own: Sinn, Gewinn.
const SHORTEST_FEMININE: usize = 6;

/// Makes terms of the texts of one language.
///
/// German words are folded before they are stemmed, so that all spellings of an umlaut meet; words of
/// other languages are stemmed with their accents, which their stemmers need, and folded afterwards.
/// A language without a stemmer is only folded.
pub struct Analyzer {
    recipe: Recipe,
    splitter: Option<Splitter>,
    /// The language and a colon, which no word holds; nothing where words are only folded.
    mark: String,
    known: HashMap<String, Arc<Form>>,
}

enum Recipe {
    FoldThenStem(Stemmer),
    StemThenFold(Stemmer),
    Fold,
}

impl Recipe {
    /// Returns the word as it is to be stemmed.
    fn fold(&self, word: &str) -> String {
        match self {
            Self::FoldThenStem(_) => umlauts(&plain(word)),
            Self::StemThenFold(_) => composed(word.to_lowercase()),
            Self::Fold => plain(word),
        }
    }

    /// Returns the stem of a folded word.
    fn stem(&self, word: &str) -> String {
        match self {
            Self::FoldThenStem(stemmer) => {
                let mut stem = stemmer.stem(word).into_owned();
                // The stemmer leaves the doubled n of a feminine plural: Ministerinnen.
                if stem.len() > SHORTEST_FEMININE && stem.ends_with("inn") {
                    stem.pop();
                }
                stem
            }
            Self::StemThenFold(stemmer) => match plain(&stemmer.stem(word)) {
                // The Arabic and the Tamil stemmer leave nothing of some words, which must not meet for that.
                nothing if nothing.is_empty() => plain(word),
                stem => stem,
            },
            Self::Fold => word.to_owned(),
        }
    }
}

impl Analyzer {
    /// Returns the analyzer of a language given by its BCP 47 tag, or of a text of unknown language: stems only.
    pub fn new(tag: Option<&str>) -> Self {
        let language = language::primary(tag.unwrap_or_default());
        let algorithm = match language.as_str() {
            "de" => return Self::with(Recipe::FoldThenStem(Stemmer::create(Algorithm::German)), &language),
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
        if matches!(analyzer.recipe, Recipe::FoldThenStem(_)) {
            analyzer.splitter = Some(Splitter::german(compounds, &|word| analyzer.recipe.stem(word)));
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

    /// Returns what the index holds of one word.
    pub fn form(&mut self, word: &str) -> Arc<Form> {
        if let Some(known) = self.known.get(word) {
            return Arc::clone(known);
        }
        self.remember(word);
        self.known.get(word).map(Arc::clone).unwrap_or_default()
    }

    /// Returns the words that a compound is made of; the parts of its [`Form`] are their stems, in the same order.
    pub fn split(&self, word: &str) -> Split {
        let folded = self.recipe.fold(word);
        self.split_folded(&folded, &self.recipe.stem(&folded))
    }

    fn split_folded(&self, folded: &str, stem: &str) -> Split {
        match &self.splitter {
            Some(splitter) => splitter.split(folded, stem, &|word| self.recipe.stem(word)),
            None => Split::default(),
        }
    }

    /// Returns the terms of a text in their order.
    pub fn terms(&mut self, text: &str) -> Vec<Term> {
        words(text).map(|word| Term { form: self.form(word.text), span: word.span, position: word.position }).collect()
    }

    fn remember(&mut self, word: &str) {
        if self.known.contains_key(word) {
            return;
        }
        if self.known.len() > REMEMBERED {
            self.known.clear();
        }
        let folded = self.recipe.fold(word);
        let stem = self.recipe.stem(&folded);
        let split = self.split_folded(&folded, &stem);
        let marked = |stem: &str| [&self.mark, stem].concat();
        let parts = |words: Vec<String>| words.iter().map(|part| marked(&self.recipe.stem(part))).collect();
        let exact = composed(word.to_lowercase());
        let form = Form { stem: marked(&stem), exact, parts: parts(split.parts), inner: parts(split.inner) };
        self.known.insert(word.to_owned(), Arc::new(form));
    }
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
        check_meet("ar", "المدينة", "مدينة");
        check_meet("ta", "வீடுகள்", "வீடு");
    }

    #[test]
    fn stems_of_different_languages_do_not_meet() {
        let stem = |language| Analyzer::new(language).form("mal").stem.clone();
        assert_eq!(
            [stem(Some("de-AT")), stem(Some("fr")), stem(Some("ja")), stem(None)],
            ["de:mal", "fr:mal", "mal", "mal"]
        );
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
                assert_eq!(analyzer.stem(word).is_empty(), word.is_empty() || word == "\u{300}", "{language} {word}");
            }
        }
    }
}
