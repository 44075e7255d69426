//! How words are analysed, as a table and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Style;
use super::terminal::safe;

/// One word, analysed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysed {
    /// The word as it stands in the text.
    pub word: String,
    /// Its exact form.
    pub form: String,
    /// Its stem, without the mark of the language.
    pub stem: String,
    /// The words it is made of; none for a word that is no compound.
    pub parts: Vec<Part>,
    /// The words that its parts are made of.
    pub inner: Vec<Part>,
}

/// A part of a compound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The part as a word, folded.
    pub word: String,
    /// Its stem, without the mark of the language.
    pub stem: String,
}

const HEAD: [&str; 5] = ["word", "exact form", "stem", "parts", "parts of parts"];

/// The column of the exact form.
const FORM: usize = 1;

/// Blanks between two columns.
const GAP: usize = 2;

/// A column keeps so many letters where the line is too short for all.
const NARROWEST: usize = 4;

/// Writes words as a table; columns in which nothing stands are left out, and cells broken where the line is too short.
///
/// # Errors
/// Returns the error of the stream.
pub fn words(words: &[Analysed], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<[String; 5]> = words.iter().map(cells).collect();
    let widths = fitted(&rows, style.width);
    line(&HEAD.map(str::to_owned), &widths, |text| style.bold(text), out)?;
    rows.iter().try_for_each(|row| line(row, &widths, str::to_owned, out))
}

fn cells(word: &Analysed) -> [String; 5] {
    let part = |part: &Part| match part.word == part.stem {
        true => part.word.clone(),
        false => format!("{} ({})", part.word, part.stem),
    };
    let list = |parts: &[Part]| parts.iter().map(part).collect::<Vec<_>>().join(" + ");
    [word.word.clone(), word.form.clone(), word.stem.clone(), list(&word.parts), list(&word.inner)]
        .map(|cell| safe(&cell))
}

/// Makes columns narrower until all fit into a line; those of no width are left out. The exact form goes first, since it is
/// the word in lower case, then blanks are broken at, then words.
fn fitted(rows: &[[String; 5]], line: usize) -> [usize; 5] {
    let widest = |column: usize, measure: fn(&str) -> usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| measure(cell)).max().unwrap_or(0)
    };
    let head = |column: usize, width: usize| {
        if width == 0 { 0 } else { width.max(HEAD.get(column).map_or(0, |head| head.len())) }
    };
    let mut widths: [usize; 5] =
        std::array::from_fn(|column| head(column, widest(column, console::measure_text_width)));
    let unbroken: [usize; 5] = std::array::from_fn(|column| widest(column, longest).max(NARROWEST));
    let used = |widths: &[usize; 5]| {
        widths.iter().sum::<usize>() + GAP * widths.iter().filter(|width| **width > 0).count().saturating_sub(1)
    };
    if used(&widths) > line {
        widths[FORM] = 0;
    }
    for least in [unbroken, [NARROWEST; 5]] {
        while used(&widths) > line {
            let columns = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
            let Some((width, _)) = columns.max_by_key(|(width, _)| **width) else { break };
            *width -= 1;
        }
    }
    widths
}

/// Returns the width of the longest word of a cell.
fn longest(cell: &str) -> usize {
    cell.split(' ').map(console::measure_text_width).max().unwrap_or(0)
}

/// Writes a row, on as many lines as its longest cell needs.
fn line(row: &[String; 5], widths: &[usize; 5], paint: impl Fn(&str) -> String, out: &mut dyn Write) -> io::Result<()> {
    let columns = row.iter().zip(widths).filter(|(_, width)| **width > 0);
    let cells: Vec<(Vec<String>, usize)> = columns.map(|(cell, width)| (broken(cell, *width), *width)).collect();
    let height = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
    for number in 0..height {
        let mut text = String::new();
        for (lines, width) in &cells {
            let cell = lines.get(number).map_or("", String::as_str);
            text.push_str(&console::pad_str(cell, *width + GAP, console::Alignment::Left, None));
        }
        writeln!(out, "{}", paint(text.trim_end()))?;
    }
    Ok(())
}

/// Breaks a cell into lines: at blanks, and inside a word that is longer than the column.
fn broken(cell: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in cell.split(' ') {
        let length = console::measure_text_width(word);
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        } else if used > 0 {
            lines.last_mut().expect("one line at least").push(' ');
            used += 1;
        }
        for c in word.chars() {
            let columns = console::measure_text_width(c.encode_utf8(&mut [0; 4]));
            if used > 0 && used + columns > width {
                lines.push(String::new());
                used = 0;
            }
            lines.last_mut().expect("one line at least").push(c);
            used += columns;
        }
    }
    lines
}

/// Returns words, analysed in a language, as one object.
pub fn words_json(language: &str, words: &[Analysed]) -> Value {
    let list = |parts: &[Part]| -> Value {
        parts.iter().map(|part| json!({"word": part.word, "stem": part.stem})).collect::<Vec<_>>().into()
    };
    let word = |word: &Analysed| {
        let mut value = json!({"word": word.word, "form": word.form, "stem": word.stem});
        for (key, parts) in [("parts", &word.parts), ("inner", &word.inner)] {
            if let Some(object) = value.as_object_mut().filter(|_| !parts.is_empty()) {
                object.insert(key.to_owned(), list(parts));
            }
        }
        value
    };
    json!({"schema": "morgue.analysis/1", "language": language, "words": words.iter().map(word).collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::super::Marking;
    use super::*;

    fn written(list: &[Analysed], width: usize) -> String {
        let mut out = Vec::new();
        words(list, &Style { width, marking: Marking::Bare }, &mut out).expect("written");
        String::from_utf8(out).expect("text")
    }

    fn word(word: &str, parts: &[(&str, &str)]) -> Analysed {
        let part = |(word, stem): &(&str, &str)| Part { word: (*word).to_owned(), stem: (*stem).to_owned() };
        Analysed {
            word: word.to_owned(),
            form: word.to_lowercase(),
            stem: word.to_lowercase(),
            parts: parts.iter().map(part).collect(),
            inner: Vec::new(),
        }
    }

    #[test]
    fn words_stand_in_columns() {
        let list = [word("Hafenlotse", &[("hafen", "haf"), ("lotse", "lotse")]), word("am", &[])];
        assert_eq!(
            written(&list, 80),
            "word        exact form  stem        parts\n\
             Hafenlotse  hafenlotse  hafenlotse  hafen (haf) + lotse\n\
             am          am          am\n"
        );
        assert!(written(&[word("am", &[])], 80).starts_with("word  exact form  stem\n"));
        assert_eq!(
            written(&list, 42),
            "word        stem        parts\n\
             Hafenlotse  hafenlotse  hafen (haf) +\n                        lotse\n\
             am          am\n"
        );
    }

    #[test]
    fn a_cell_too_long_for_its_column_goes_on_below() {
        let text = written(&[word(&"Hafen".repeat(12), &[("hafen", "haf")])], 40);
        assert!(text.lines().count() > 4 && text.lines().all(|line| line.chars().count() <= 40), "{text}");
        let cells: String = text.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(cells, "Hafen".repeat(12), "{text}");
        assert_eq!(broken("ab cdefgh i", 3), ["ab", "cde", "fgh", "i"]);
        assert_eq!(broken("", 3), [""]);
    }
}
