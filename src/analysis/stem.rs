//! The analyzer of a language: words to folded stems, remembered per analyzer.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

use super::fold::{plain, umlauts};
use super::token::{Term, words};
use crate::language;

/// Stems remembered before the memory is emptied; a newspaper's year has about half as many words.
const REMEMBERED: usize = 400_000;

/// Makes terms of the texts of one language.
///
/// German words are folded before they are stemmed, so that all spellings of an umlaut meet; words of
/// other languages are stemmed with their accents, which their stemmers need, and folded afterwards.
/// A language without a stemmer is only folded.
pub struct Analyzer {
    recipe: Recipe,
    /// The language and a colon, which no word holds; nothing where words are only folded.
    mark: String,
    known: HashMap<String, String>,
}

enum Recipe {
    FoldThenStem(Stemmer),
    StemThenFold(Stemmer),
    Fold,
}

impl Analyzer {
    /// Returns the analyzer of a language given by its BCP 47 tag; `None` for a text of unknown language.
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
            // Greek is left out: that stemmer panics on some words (quickwit-oss/tantivy#3028).
            _ => None,
        };
        match algorithm {
            Some(algorithm) => Self::with(Recipe::StemThenFold(Stemmer::create(algorithm)), &language),
            None => Self { recipe: Recipe::Fold, mark: String::new(), known: HashMap::new() },
        }
    }

    fn with(recipe: Recipe, language: &str) -> Self {
        Self { recipe, mark: format!("{language}:"), known: HashMap::new() }
    }

    /// Returns the stem of one word.
    pub fn stem(&mut self, word: &str) -> &str {
        if self.known.len() > REMEMBERED {
            self.known.clear();
        }
        if !self.known.contains_key(word) {
            let term = match &self.recipe {
                Recipe::FoldThenStem(stemmer) => stemmer.stem(&umlauts(&plain(word))).into_owned(),
                Recipe::StemThenFold(stemmer) => plain(&stemmer.stem(&word.to_lowercase())),
                Recipe::Fold => plain(word),
            };
            self.known.insert(word.to_owned(), term);
        }
        self.known.get(word).map_or("", String::as_str)
    }

    /// Returns the terms of a text in their order: stems marked with their language, so that a stem meets only
    /// stems of its own language (French *Mali* and German *mal* have the same).
    pub fn terms(&mut self, text: &str) -> Vec<Term> {
        words(text)
            .map(|word| {
                let mut term = self.mark.clone();
                term.push_str(self.stem(word.text));
                Term { text: term, span: word.span, position: word.position }
            })
            .collect()
    }
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
    }

    #[test]
    fn stems_of_different_languages_do_not_meet() {
        let terms = |language| Analyzer::new(language).terms("mal").remove(0).text;
        assert_eq!(
            [terms(Some("de-AT")), terms(Some("fr")), terms(Some("ja")), terms(None)],
            ["de:mal", "fr:mal", "mal", "mal"]
        );
    }

    #[test]
    fn no_word_panics_in_any_language() {
        for language in
            ["de", "en", "fr", "es", "it", "pt", "nl", "da", "sv", "nb", "fi", "hu", "ro", "ru", "tr", "el", "ja", "x"]
        {
            let mut analyzer = Analyzer::new(Some(language));
            for word in ["", "ß", "üü", "άλφα", "ισα", "i\u{307}", "\u{300}", "ﬁ", "İSTANBUL", "a\u{301}e"]
            {
                analyzer.stem(word);
            }
        }
    }
}
