//! BibTeX, for tools that know no BibLaTeX: an `@article` for each hit, the date in parts, months as macros.

use std::io::{self, Write};

use super::citation::{Citation, Written, calendar};
use super::citekey::Keys;
use super::form::Form;
use super::tex::{address, as_printed, entry, file, names, text};
use crate::search::Hit;

/// The macros that every style knows.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

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
        let (year, month, day) = article.published.map_or((None, None, None), |date| {
            let (year, month, day) = calendar(date);
            (Some(year), month, day)
        });
        let section = article.section.iter().map(|section| format!("Section: {section}"));
        let notes = article.kicker.iter().cloned().chain(section).chain(citation.notes.iter().cloned());
        let fields = [
            ("title", as_printed(&article.title)),
            ("author", names(&citation.authors)),
            ("journal", text(article.source.as_deref())),
            ("year", year.map(|year| format!("{{{year:04}}}"))),
            // A macro stands without braces.
            ("month", month.and_then(|month| MONTHS.get(usize::from(month) - 1)).map(|&name| name.to_owned())),
            ("day", day.map(|day| format!("{{{day}}}"))),
            ("url", address(article.url.as_deref())),
            ("urldate", article.captured.map(|date| format!("{{{}}}", date.without_time()))),
            ("language", text(article.language.as_deref())),
            ("abstract", text(article.dek.as_deref())),
            ("keywords", text(citation.keyword_list().as_deref())),
            ("note", text(Some(&notes.collect::<Vec<_>>().join("; ")))),
            ("file", file(citation.file.as_deref())),
        ];
        entry(&self.keys.of(hit), &fields, out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::{cited, written};
    use super::*;

    #[test]
    fn an_entry_has_its_date_in_parts() {
        let mut hit = cited();
        let expected = "@article{hafenkurier2025allianz,
  title = {{Allianz gegen China: 50 \\% \\& mehr}},
  author = {Seeger, Anna and {Redaktion} and von der Leyen, Ursula},
  journal = {Hafenkurier},
  year = {2025},
  month = oct,
  day = {28},
  url = {https://hafenkurier.example/a?b=1&c=2},
  urldate = {2025-11-02},
  language = {de},
  abstract = {Die USA sind Japans Schutzmacht.},
  keywords = {APEC, Zölle neu},
  note = {Apec-Gipfel; Section: Politik; Modified: 2025-10-29; Agency: dpa},
  file = {clips/allianz.html}
}

";
        assert_eq!(written(&mut Entries::default(), &[None], std::slice::from_ref(&hit)), expected);
        hit.article.published = crate::dates::read("2025");
        let out = written(&mut Entries::default(), &[None], &[hit]);
        assert!(out.contains("year = {2025},\n  url"), "{out}");
    }
}
