//! CSL-JSON, which pandoc and Zotero read and citation styles are made for: one array of articles.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::citation::{Citation, Written, calendar, one_line};
use super::form::Form;
use super::json::json_line;
use super::person::{Name, Person};
use crate::dates::Date;
use crate::search::Hit;

/// One array, also over several lists, with each article once.
#[derive(Default)]
pub(super) struct Array {
    written: Written,
    begun: bool,
}

impl Form for Array {
    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        if !self.written.is_new(hit) {
            return Ok(());
        }
        let before = if std::mem::replace(&mut self.begun, true) { "," } else { "[" };
        write!(out, "{before}\n{}", json_line(&reference(hit)))
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", if self.begun { "\n]" } else { "[]" })
    }
}

fn reference(hit: &Hit) -> Value {
    let article = &hit.article;
    let citation = Citation::of(hit);
    let mut object = Map::new();
    let mut put = |key: &str, value: Option<&str>| {
        if let Some(value) = value.map(one_line).filter(|value| !value.is_empty()) {
            object.insert(key.to_owned(), value.into());
        }
    };
    put("id", Some(&hit.id.to_string()));
    put("type", Some("article-newspaper"));
    put("title", Some(&article.title));
    put("container-title", article.source.as_deref());
    put("section", article.section.as_deref());
    put("language", article.language.as_deref());
    put("abstract", article.dek.as_deref());
    put("keyword", citation.keyword_list().as_deref());
    let notes: Vec<&str> = article.kicker.iter().chain(&citation.notes).map(String::as_str).collect();
    put("note", Some(&notes.join("; ")));
    put("source", Some("morgue"));
    put("URL", article.url.as_deref());
    if !citation.authors.is_empty() {
        object.insert("author".to_owned(), citation.authors.iter().map(author).collect());
    }
    for (key, date) in [("issued", article.published), ("accessed", article.captured)] {
        if let Some(date) = date {
            object.insert(key.to_owned(), json!({"date-parts": [parts(date)]}));
        }
    }
    Value::Object(object)
}

fn author(name: &Name) -> Value {
    match name {
        Name::Whole(name) => json!({"literal": one_line(name)}),
        Name::Person(Person { family, given, particle, suffix }) => {
            let values =
                [("family", family), ("given", given), ("non-dropping-particle", particle), ("suffix", suffix)];
            let known = values.into_iter().filter(|(_, value)| !value.is_empty());
            Value::Object(known.map(|(key, value)| (key.to_owned(), one_line(value).into())).collect())
        }
    }
}

/// Returns year, month and day, as far as they are known.
fn parts(date: Date) -> Vec<i32> {
    let (year, month, day) = calendar(date);
    [Some(year), month.map(i32::from), day.map(i32::from)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::{cited, hit, written};
    use super::*;

    #[test]
    fn a_reference_has_the_names_of_the_language_of_styles() {
        let hit = cited();
        let out = written(&mut Array::default(), &[Some("q"), Some("r")], std::slice::from_ref(&hit));
        let expected = json!([{
            "id": hit.id.to_string(), "type": "article-newspaper", "title": "Allianz gegen China: 50 % & mehr",
            "container-title": "Hafenkurier", "section": "Politik", "language": "de",
            "abstract": "Die USA sind Japans Schutzmacht.", "keyword": "APEC, Zölle neu",
            "note": "Apec-Gipfel; Modified: 2025-10-29; Agency: dpa", "source": "morgue",
            "URL": "https://hafenkurier.example/a?b=1&c=2",
            "author": [
                {"family": "Seeger", "given": "Anna"},
                {"literal": "Redaktion"},
                {"family": "Leyen", "given": "Ursula", "non-dropping-particle": "von der"},
            ],
            "issued": {"date-parts": [[2025, 10, 28]]}, "accessed": {"date-parts": [[2025, 11, 2]]},
        }]);
        assert_eq!(serde_json::from_str::<Value>(&out).expect("JSON"), expected);
    }

    #[test]
    fn there_is_an_array_for_one_and_for_none() {
        assert_eq!(written(&mut Array::default(), &[None], &[]), "[]\n");
        let mut hit = hit("x");
        hit.article.published = crate::dates::read("2025-10");
        let out = written(&mut Array::default(), &[None], &[hit]);
        let value: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(value[0]["issued"], json!({"date-parts": [[2025, 10]]}));
        assert_eq!(
            value[0].as_object().expect("an object").keys().collect::<Vec<_>>(),
            ["id", "type", "title", "source", "issued"]
        );
    }
}
