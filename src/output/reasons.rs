//! What the score of a hit is made of, below the hit and as JSON.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::Style;
use super::json::score;
use super::terminal::{safe, wrap};
use crate::search::{Found, Hit, Reason};

/// Columns of a score.
const SCORE: usize = 6;

/// Blanks between two columns.
const GAP: usize = 2;

/// One line of the account.
struct Line {
    score: f32,
    typed: String,
    says: String,
}

/// Writes the account of a hit in three columns: the share, the words as typed, what of them was found.
pub(super) fn write(hit: &Hit, indent: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if hit.reasons.is_empty() {
        return Ok(());
    }
    let lines = lines(&hit.reasons);
    let start = indent + SCORE + GAP;
    let widest = lines.iter().map(|line| console::measure_text_width(&line.typed)).max().unwrap_or(0);
    // What was found gets what is left, at least half of the line.
    let column = widest.min((style.width / 2).saturating_sub(start));
    writeln!(out, "{:indent$}{}", "", style.bold(&format!("{:>SCORE$.2}  score", hit.score)))?;
    let mut last = "";
    for line in &lines {
        let typed = if line.typed == last { "" } else { &line.typed };
        last = &line.typed;
        let typed = console::pad_str(typed, column, console::Alignment::Left, Some("…"));
        let text = start + column + GAP;
        for (number, found) in wrap(&line.says, &[], text, style).iter().enumerate() {
            let found = style.dim(found.trim_start());
            match number {
                0 => writeln!(out, "{:indent$}{:>SCORE$.2}  {typed}  {found}", "", line.score)?,
                _ => writeln!(out, "{:text$}{found}", "")?,
            }
        }
    }
    Ok(())
}

/// Returns the lines for reading: what a word adds by itself and anywhere is one line where no compound has it, since
/// both are the same words then.
fn lines(reasons: &[Reason]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for reason in reasons {
        let typed = safe(&reason.typed);
        match (&reason.found, lines.last_mut()) {
            (Found::Anywhere { within: 0, .. }, Some(word)) if word.typed == typed => word.score += reason.score,
            (found, _) => lines.push(Line { score: reason.score, typed, says: says(found) }),
        }
    }
    // What the two digits cannot show is for programs.
    lines.retain(|line| line.score >= 0.005);
    lines
}

fn says(found: &Found) -> String {
    match found {
        Found::Word { articles } => format!("as a word ({})", counts(*articles, 0)),
        Found::Anywhere { articles, within } => format!("anywhere ({})", counts(*articles, *within)),
        Found::Part { part, articles, within, .. } => {
            format!("its part {} ({})", safe(part), counts(*articles, *within))
        }
        Found::AsTyped => "in the form typed".to_owned(),
        Found::Forms { forms: 0 } => "counted".to_owned(),
        Found::Forms { forms: 1 } => "in 1 form".to_owned(),
        Found::Forms { forms } => format!("in {forms} forms"),
        Found::Phrase => "side by side".to_owned(),
        Found::Near => "near each other".to_owned(),
        Found::Early => "near the beginning".to_owned(),
    }
}

/// Returns in how many articles something is, as a word and inside compounds.
fn counts(articles: u64, within: u64) -> String {
    let count = |number: u64| if number == 1 { "1 article".to_owned() } else { format!("{number} articles") };
    match (articles, within) {
        (_, 0) => count(articles),
        (0, _) => format!("in compounds of {}", count(within)),
        _ => format!("{}, in compounds of {within}", count(articles)),
    }
}

/// Returns one share of a score as JSON.
pub(super) fn reason(reason: &Reason) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("typed", reason.typed.clone().into());
    let (name, counts) = match &reason.found {
        Found::Word { articles } => ("word", Some((*articles, None))),
        Found::Anywhere { articles, within } => ("anywhere", Some((*articles, Some(*within)))),
        Found::Part { articles, within, .. } => ("part", Some((*articles, Some(*within)))),
        Found::AsTyped => ("typed", None),
        Found::Forms { .. } => ("forms", None),
        Found::Phrase => ("phrase", None),
        Found::Near => ("near", None),
        Found::Early => ("early", None),
    };
    put("found", name.into());
    if let Found::Part { part, stem, .. } = &reason.found {
        put("part", part.clone().into());
        put("stem", stem.clone().into());
    }
    if let Some((articles, within)) = counts {
        put("articles", articles.into());
        if let Some(within) = within {
            put("within", within.into());
        }
    }
    put("score", score(reason.score));
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::super::Marking;
    use super::super::form::tests::hit;
    use super::*;

    fn written(reasons: Vec<Reason>, width: usize) -> String {
        let score = reasons.iter().map(|reason| reason.score).sum();
        let hit = Hit { score, reasons, ..hit("") };
        let mut out = Vec::new();
        write(&hit, 3, &Style { width, marking: Marking::Bare }, &mut out).expect("written");
        String::from_utf8(out).expect("text")
    }

    fn share(typed: &str, found: Found, score: f32) -> Reason {
        Reason { typed: typed.to_owned(), found, score }
    }

    #[test]
    fn shares_stand_in_columns_below_their_sum() {
        let part = Found::Part { part: "hafen".into(), stem: "haf".into(), articles: 1, within: 20 };
        let reasons = vec![
            share("Hafenlotse", Found::Word { articles: 3 }, 6.2),
            share("Hafenlotse", part, 3.1),
            share("Zoll", Found::Word { articles: 2 }, 1.0),
            share("Zoll", Found::Anywhere { articles: 2, within: 0 }, 2.0),
            share("Hafenlotse Zoll", Found::Near, 0.5),
            share("Hafenlotse", Found::Early, 0.3),
            share("Zoll", Found::Early, 0.004),
        ];
        let expected = [
            "    13.10  score",
            "     6.20  Hafenlotse       as a word (3 articles)",
            "     3.10                   its part hafen (1 article, in compounds of 20)",
            "     3.00  Zoll             as a word (2 articles)",
            "     0.50  Hafenlotse Zoll  near each other",
            "     0.30  Hafenlotse       near the beginning",
            "",
        ];
        assert_eq!(written(reasons, 80), expected.join("\n"));
        assert_eq!(written(Vec::new(), 80), "");
    }

    #[test]
    fn what_was_typed_neither_steers_a_terminal_nor_fills_it() {
        let long = share(&format!("\u{1b}[2J\u{202e}{}", "Hafen".repeat(50)), Found::AsTyped, 1.0);
        let text = written(vec![long], 60);
        assert!(!text.contains(['\u{1b}', '\u{202e}']) && text.contains('…'), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
    }
}
