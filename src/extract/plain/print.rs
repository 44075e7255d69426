//! Joins what printing parted: page numbers and the lines that stand again on every page stand in the midst of texts
//! that were made from PDF files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

/// Fewer lines than this stand on no page.
const PAGE: usize = 12;
/// How many lines around a page number may be those of every page.
const AROUND: usize = 3;

/// Returns the text with empty lines in the place of page numbers and running heads; where a sentence goes on below
/// them, without any line.
pub(super) fn joined(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.split('\n').collect();
    let numbers = numbers(&lines);
    if numbers.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut running = running(&lines, &numbers);
    running.extend(&numbers);
    let mut out: Vec<&str> = Vec::with_capacity(lines.len());
    let mut dropped = false;
    for (at, line) in lines.into_iter().enumerate() {
        if running.contains(&at) {
            dropped = true;
            continue;
        }
        if dropped && line.trim().is_empty() {
            continue;
        }
        if dropped {
            dropped = false;
            while out.last().is_some_and(|line| line.trim().is_empty()) {
                out.pop();
            }
            let goes_on = line.trim_start().starts_with(char::is_lowercase)
                || out.last().is_some_and(|last| last.trim_end().ends_with([',', '-', '\u{ad}']));
            if !goes_on {
                out.push("");
            }
        }
        out.push(line);
    }
    Cow::Owned(out.join("\n"))
}

/// Returns the places of the page numbers: they count up by one, a page of lines apart.
fn numbers(lines: &[&str]) -> Vec<usize> {
    let mut found: BTreeMap<u32, Vec<(usize, u32)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(captures) = NUMBER.captures(line) else { continue };
        let number = |group: usize| captures.get(group).and_then(|found| found.as_str().parse::<u32>().ok());
        let Some(page) = number(1).or_else(|| number(3)) else { continue };
        let run = found.entry(number(2).unwrap_or(0)).or_default();
        // What breaks the count is no page number.
        if run.last().is_none_or(|(last, known)| page == known + 1 && at >= last + PAGE) {
            run.push((at, page));
        }
    }
    // `3 / 7` says that there are pages; a bare number does not.
    let enough = |of: u32, run: &[(usize, u32)]| run.len() >= if of > 0 { 2 } else { 3 };
    let best = found.into_iter().filter(|(of, run)| enough(*of, run)).max_by_key(|(_, run)| run.len());
    best.map(|(_, run)| run.into_iter().map(|(at, _)| at).collect()).unwrap_or_default()
}

/// Returns the places of lines that stand beside most page numbers.
fn running(lines: &[&str], numbers: &[usize]) -> std::collections::BTreeSet<usize> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    // The first page has no number above its running head.
    for at in (0..lines.len()).filter(|at| is_text(lines, *at)).take(AROUND) {
        places.entry(lines.get(at).map(|line| without_digits(line)).unwrap_or_default()).or_default().push(at);
    }
    for number in numbers {
        let below = (number + 1..lines.len()).filter(|at| is_text(lines, *at)).take(AROUND);
        let above = (0..*number).rev().filter(|at| is_text(lines, *at)).take(AROUND);
        for at in below.chain(above) {
            let Some(line) = lines.get(at).filter(|line| line.len() < 400) else { continue };
            places.entry(without_digits(line)).or_default().push(at);
        }
    }
    places.retain(|_, places| places.len() >= 2 && places.len() * 2 >= numbers.len());
    places.into_values().flatten().collect()
}

fn without_digits(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect()
}

fn is_text(lines: &[&str], at: usize) -> bool {
    lines.get(at).is_some_and(|line| !line.trim().is_empty())
}

/// `3`, `- 3 -`, `Seite 3 von 7`, `https://… 3/7`.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\s*(?:(?:.{1,200}\s)?(?:(?:seite|page|s\.|p\.)\s*)?(\d{1,3})\s*(?:/|von|of)\s*(\d{1,3})|[-–—|\s]*(?:(?:seite|page|s\.|p\.)\s*)?(\d{1,3})[-–—|\s]*)\s*$",
    )
    .expect("the pattern is part of the program and tested")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_joined() {
        let page = "Der Kai ist zu.\n".repeat(20);
        let text = format!(
            "{page}Die Reeder\n\nHafenkurier, 3\n1/3\n\nklagen.\n{page}Hafenkurier, 4\n2/3\n\nEnde.\n{page}Hafenkurier, 5\n3/3\n"
        );
        let found = joined(&text);
        assert!(found.contains("Die Reeder\nklagen."), "{found}");
        assert!(found.contains("zu.\n\nEnde."), "{found}");
        assert!(!found.contains("Hafenkurier") && !found.contains("/3"), "{found}");
    }

    #[test]
    fn other_numbers_stay() {
        let text = "1\nNeue Kähne\n2\nMuscheln\n3\nLeuchtturm\n";
        assert_eq!(joined(text), text);
    }
}
