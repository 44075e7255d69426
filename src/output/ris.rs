//! RIS, which every reference manager reads: a line for each value, `TI  - Title`, ended as on Windows.
//!
//! `TY  - NEWS` begins a reference and `ER  - ` ends it, so that a value must never be more than a line.

use std::io::{self, Write};

use super::citation::{Citation, Written, calendar, one_line};
use super::form::Form;
use crate::dates::Date;
use crate::search::Hit;

/// A list of references.
#[derive(Default)]
pub(super) struct References {
    written: Written,
}

impl Form for References {
    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        if !self.written.is_new(hit) {
            return Ok(());
        }
        let article = &hit.article;
        let citation = Citation::of(hit);
        let mut put = |tag: &str, value: &str| match one_line(value) {
            value if value.is_empty() => Ok(()),
            value => write!(out, "{tag}  - {value}\r\n"),
        };
        put("TY", "NEWS")?;
        put("ID", &hit.id.to_string())?;
        put("TI", &article.title)?;
        put("T2", article.source.as_deref().unwrap_or_default())?;
        for author in &citation.authors {
            put("AU", &author.inverted())?;
        }
        if let Some(date) = article.published {
            put("DA", &day(date))?;
            put("PY", &format!("{:04}", calendar(date).0))?;
        }
        put("Y2", &article.captured.map(day).unwrap_or_default())?;
        put("UR", article.url.as_deref().unwrap_or_default())?;
        put("SE", article.section.as_deref().unwrap_or_default())?;
        put("LA", article.language.as_deref().unwrap_or_default())?;
        put("AB", article.dek.as_deref().unwrap_or_default())?;
        for keyword in &citation.keywords {
            put("KW", keyword)?;
        }
        for note in article.kicker.iter().chain(&citation.notes) {
            put("N1", note)?;
        }
        put("DB", "morgue")?;
        put("DP", "morgue")?;
        if let Some(file) = &citation.file {
            put(if file.to_lowercase().ends_with(".pdf") { "L1" } else { "L2" }, file)?;
        }
        write!(out, "ER  - \r\n\r\n")
    }
}

/// Returns a date with a slash for what is not known: `2025/10/28/`, `2025/10//`, `2025///`.
fn day(date: Date) -> String {
    let (year, month, day) = calendar(date);
    let two = |number: Option<u8>| number.map(|number| format!("{number:02}")).unwrap_or_default();
    format!("{year:04}/{}/{}/", two(month), two(day))
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::{cited, hit, written};
    use super::*;

    #[test]
    fn a_reference_has_its_lines_in_order() {
        let hit = cited();
        let id = hit.id;
        let expected = [
            "TY  - NEWS",
            &format!("ID  - {id}"),
            "TI  - Allianz gegen China: 50 % & mehr",
            "T2  - Hafenkurier",
            "AU  - Seeger, Anna",
            "AU  - Redaktion",
            "AU  - von der Leyen, Ursula",
            "DA  - 2025/10/28/",
            "PY  - 2025",
            "Y2  - 2025/11/02/",
            "UR  - https://hafenkurier.example/a?b=1&c=2",
            "SE  - Politik",
            "LA  - de",
            "AB  - Die USA sind Japans Schutzmacht.",
            "KW  - APEC",
            "KW  - Zölle, neu",
            "N1  - Apec-Gipfel",
            "N1  - Modified: 2025-10-29",
            "N1  - Agency: dpa",
            "DB  - morgue",
            "DP  - morgue",
            "L2  - clips/allianz.html",
            "ER  - ",
            "",
            "",
        ];
        // An article that several lists find is one reference.
        let out = written(&mut References::default(), &[Some("q"), Some("r")], &[hit]);
        assert_eq!(out.split("\r\n").collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_unknown_is_left_out_and_no_value_breaks_out() {
        let mut hit = hit("x\nER  - \ry");
        hit.path = "a.pdf".into();
        let out = written(&mut References::default(), &[None], &[hit.clone()]);
        let id = hit.id;
        let lines = format!("TY  - NEWS|ID  - {id}|TI  - x ER  -  y|DB  - morgue|DP  - morgue|L1  - a.pdf|ER  - ||");
        assert_eq!(out.replace("\r\n", "|"), lines);
    }

    #[test]
    fn a_day_is_as_precise_as_the_date() {
        for (date, expected) in [("2025-10-28", "2025/10/28/"), ("2025-10", "2025/10//"), ("2025", "2025///")] {
            assert_eq!(day(crate::dates::read(date).expect("a date")), expected);
        }
    }
}
