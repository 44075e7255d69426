//! BibLaTeX: an `@article` of a newspaper for each hit, UTF-8, with dates as precise as they are known.
//!
//! ```text
//! @article{hafenkurier2025allianz,
//!   entrysubtype = {newspaper},
//!   title = {{Allianz gegen China}},
//!   author = {Seeger, Anna and {dpa}},
//!   date = {2025-10-28}
//! }
//! ```

use std::io::{self, Write};

use super::citation::{Citation, Written};
use super::citekey::Keys;
use super::form::Form;
use super::tex::{address, as_printed, entry, file, names, text};
use crate::dates::Date;
use crate::search::Hit;

/// A list of entries, with each article once.
#[derive(Default)]
pub(super) struct Entries {
    keys: Keys,
    written: Written,
}

impl Form for Entries {
    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        if !self.written.is_new(hit) {
            return Ok(());
        }
        let article = &hit.article;
        let citation = Citation::of(hit);
        let day = |date: Option<Date>| date.map(|date| format!("{{{}}}", date.without_time()));
        let section = article.section.iter().map(|section| format!("Section: {section}"));
        let note = section.chain(citation.notes.iter().cloned()).collect::<Vec<_>>().join("; ");
        let fields = [
            ("entrysubtype", text(Some("newspaper"))),
            ("title", as_printed(&article.title)),
            ("titleaddon", text(article.kicker.as_deref())),
            ("author", names(&citation.authors)),
            ("journaltitle", text(article.source.as_deref())),
            ("date", day(article.published)),
            ("url", address(article.url.as_deref())),
            ("urldate", day(article.captured)),
            ("langid", article.language.as_deref().and_then(langid).map(|id| format!("{{{id}}}"))),
            ("abstract", text(article.dek.as_deref())),
            ("keywords", text(citation.keyword_list().as_deref())),
            ("note", text(Some(&note))),
            ("library", text(Some("morgue"))),
            ("file", file(citation.file.as_deref())),
        ];
        entry(&self.keys.of(hit), &fields, out)
    }
}

/// What BibLaTeX calls languages; a tag with a region stands before the one without.
const LANGUAGES: &[(&str, &str)] = &[
    ("de-at", "naustrian"),
    ("de-ch", "nswissgerman"),
    ("de", "ngerman"),
    ("en-us", "american"),
    ("en-gb", "british"),
    ("en-ca", "canadian"),
    ("en-au", "australian"),
    ("en-nz", "newzealand"),
    ("en", "english"),
    ("pt-br", "brazilian"),
    ("pt", "portuguese"),
    ("bg", "bulgarian"),
    ("ca", "catalan"),
    ("cs", "czech"),
    ("da", "danish"),
    ("el", "greek"),
    ("es", "spanish"),
    ("et", "estonian"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("gl", "galician"),
    ("hr", "croatian"),
    ("hu", "hungarian"),
    ("is", "icelandic"),
    ("it", "italian"),
    ("lt", "lithuanian"),
    ("lv", "latvian"),
    ("nb", "norsk"),
    ("nl", "dutch"),
    ("nn", "nynorsk"),
    ("no", "norsk"),
    ("pl", "polish"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sk", "slovak"),
    ("sl", "slovene"),
    ("sr", "serbian"),
    ("sv", "swedish"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
];

/// Returns what BibLaTeX calls a language, if it knows it.
fn langid(tag: &str) -> Option<&'static str> {
    let tag = tag.to_lowercase();
    let is_of = |(known, _): &&(&str, &str)| {
        tag.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    LANGUAGES.iter().find(is_of).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::{cited, hit, written};
    use super::*;

    #[test]
    fn an_entry_has_the_fields_that_are_known() {
        let expected = "@article{hafenkurier2025allianz,
  entrysubtype = {newspaper},
  title = {{Allianz gegen China: 50 \\% \\& mehr}},
  titleaddon = {Apec-Gipfel},
  author = {Seeger, Anna and {Redaktion} and von der Leyen, Ursula},
  journaltitle = {Hafenkurier},
  date = {2025-10-28},
  url = {https://hafenkurier.example/a?b=1&c=2},
  urldate = {2025-11-02},
  langid = {ngerman},
  abstract = {Die USA sind Japans Schutzmacht.},
  keywords = {APEC, Zölle neu},
  note = {Section: Politik; Modified: 2025-10-29; Agency: dpa},
  library = {morgue},
  file = {clips/allianz.html}
}

";
        assert_eq!(written(&mut Entries::default(), &[Some("q"), Some("r")], &[cited()]), expected);
        let out = written(&mut Entries::default(), &[None], &[hit("x")]);
        assert!(!out.contains("date") && !out.contains("author") && !out.contains("note"), "{out}");
    }

    #[test]
    fn a_language_is_called_as_by_biblatex() {
        for (tag, expected) in [
            ("de", Some("ngerman")),
            ("de-AT", Some("naustrian")),
            ("de-DE", Some("ngerman")),
            ("en-US", Some("american")),
            ("el", Some("greek")),
            ("zh", None),
            ("den", None),
        ] {
            assert_eq!(langid(tag), expected, "{tag}");
        }
    }
}
