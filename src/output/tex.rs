//! What BibLaTeX and BibTeX have in common: entries, text in which nothing is a command, names.
//!
//! Braces must pair off in a value even where they are escaped, so that those of a text are written as commands.

use std::io::{self, Write};

use super::citation::one_line;
use super::person::{Name, Person, joined};

/// Writes an entry with the fields that have a value.
pub(super) fn entry(key: &str, fields: &[(&str, Option<String>)], out: &mut dyn Write) -> io::Result<()> {
    let known: Vec<String> =
        fields.iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("  {name} = {value}"))).collect();
    write!(out, "@article{{{key},\n{}\n}}\n\n", known.join(",\n"))
}

/// Returns text as a value.
pub(super) fn text(text: Option<&str>) -> Option<String> {
    let text = text.map(one_line).filter(|text| !text.is_empty())?;
    Some(format!("{{{}}}", escaped(&text)))
}

/// Returns text as a value whose capitals every style keeps: styles put the nouns of German titles in small letters.
pub(super) fn as_printed(title: &str) -> Option<String> {
    text(Some(title)).map(|title| format!("{{{title}}}"))
}

/// Returns a web address as a value, in which nothing is escaped.
pub(super) fn address(url: Option<&str>) -> Option<String> {
    let mut address = String::new();
    for c in url.map(one_line).filter(|url| !url.is_empty())?.chars() {
        match c {
            '{' => address.push_str("%7B"),
            '}' => address.push_str("%7D"),
            '\\' => address.push_str("%5C"),
            ' ' => address.push_str("%20"),
            c => address.push(c),
        }
    }
    Some(format!("{{{address}}}"))
}

/// Returns the path of a file as a value; one with braces or a backslash has no place in an entry.
pub(super) fn file(path: Option<&str>) -> Option<String> {
    path.filter(|path| !path.contains(['{', '}', '\\'])).map(|path| format!("{{{path}}}"))
}

/// Returns names as a value: `von der Leyen, Ursula and {dpa}`.
pub(super) fn names(names: &[Name]) -> Option<String> {
    let names: Vec<String> = names.iter().map(name).collect();
    (!names.is_empty()).then(|| format!("{{{}}}", names.join(" and ")))
}

fn name(name: &Name) -> String {
    match name {
        Name::Whole(name) => format!("{{{}}}", escaped(&one_line(name))),
        // A name of one word would do without braces, but `others` means something else.
        Name::Person(Person { family, given, particle, suffix }) => {
            let part = |text: &str| {
                let text = escaped(&one_line(text));
                // A comma or an `and` inside parts names.
                if text.contains(',') || text.split(' ').any(|word| word == "and") {
                    format!("{{{text}}}")
                } else {
                    text
                }
            };
            // More than one word is only taken for the family name whole where no small word stands in it.
            let family = if family.split(' ').any(|word| word.starts_with(char::is_lowercase)) {
                format!("{{{}}}", part(family))
            } else {
                part(family)
            };
            joined(&[&joined(&[&part(particle), &family], " "), &part(suffix), &part(given)], ", ")
        }
    }
}

/// Returns text in which no character is a command.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_holds_no_command() {
        let value = text(Some("50 % & $x_1^2 #~\\{a} Öl\nb")).expect("a value");
        assert_eq!(
            value,
            "{50 \\% \\& \\$x\\_1\\textasciicircum{}2 \\#\\textasciitilde{}\\textbackslash{}\\textbraceleft{}a\\textbraceright{} Öl b}"
        );
        assert_eq!(text(Some(" ")), None);
        assert_eq!(as_printed("Ein Haus").as_deref(), Some("{{Ein Haus}}"));
        assert_eq!(
            address(Some("https://a.example/{b}?c=1&d=%20_e")).as_deref(),
            Some("{https://a.example/%7Bb%7D?c=1&d=%20_e}")
        );
        assert_eq!(file(Some("a{.html")), None);
    }

    #[test]
    fn names_are_parted_by_and() {
        let person = |family: &str, given: &str, particle: &str, suffix: &str| {
            Name::Person(Person {
                family: family.into(),
                given: given.into(),
                particle: particle.into(),
                suffix: suffix.into(),
            })
        };
        for (list, expected) in [
            (
                vec![Name::Whole("Sturm and Drang & Co".into()), person("Seeger", "Anna", "", "")],
                "{{Sturm and Drang \\& Co} and Seeger, Anna}",
            ),
            (vec![person("Leyen", "Ursula", "von der", "")], "{von der Leyen, Ursula}"),
            (vec![person("King", "Martin", "", "Jr.")], "{King, Jr., Martin}"),
            (vec![person("Ortega y Gasset", "José", "", "")], "{{Ortega y Gasset}, José}"),
        ] {
            assert_eq!(names(&list).as_deref(), Some(expected));
        }
        assert_eq!(names(&[]), None);
    }
}
