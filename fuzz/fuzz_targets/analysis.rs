//! Any text in any language: analysing it must not panic, and every word must stand where it is said to.
#![no_main]

use libfuzzer_sys::fuzz_target;
use morgue::analysis::{Analyzer, Compounds};

const LANGUAGES: [&str; 19] = [
    "de", "en", "fr", "es", "it", "pt", "nl", "da", "sv", "nb", "fi", "hu", "ro", "ru", "tr", "ar", "ta", "el", "ja",
];

fuzz_target!(|input: (u8, &str)| {
    let (number, text) = input;
    let language = LANGUAGES[usize::from(number) % LANGUAGES.len()];
    let mut analyzer = Analyzer::splitting(Some(language), &Compounds::default());
    for term in analyzer.terms(text) {
        assert!(text.get(term.span.clone()).is_some(), "{text:?}");
        analyzer.readings(&term.form.exact, true);
        analyzer.split(&term.form.exact);
    }
});
