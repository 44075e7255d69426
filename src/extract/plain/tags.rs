//! The publisher's keywords below the article: `Schlagworte: Hafen, Muscheln`, or a line each below `Related topics`.

use std::sync::LazyLock;

use regex::Regex;

use super::line::{Line, Look};

/// How far below the body the keywords may stand.
const REACH: usize = 60;
/// More keywords are a menu.
const MOST: usize = 15;

/// A longer word was made of several keywords that markup ran together.
const LONGEST: usize = 30;

/// The keywords and the places of their lines.
#[derive(Debug, Default)]
pub(super) struct Tags {
    pub(super) names: Vec<String>,
    pub(super) places: Vec<usize>,
}

/// Reads the keywords below the body, which ends before `end`.
pub(super) fn find(lines: &[Line], end: usize) -> Tags {
    (end..(end + REACH).min(lines.len())).find_map(|place| read(lines, place)).unwrap_or_default()
}

fn read(lines: &[Line], head: usize) -> Option<Tags> {
    let captures = HEAD.captures(&lines.get(head)?.text)?;
    let rest = captures.get(1).map_or("", |rest| rest.as_str());
    let mut tags = Tags { names: Vec::new(), places: vec![head] };
    let mut add = |name: &str| {
        let name = name.trim().trim_start_matches('#').trim();
        let longest = name.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        let short = name.split_whitespace().count() <= 6 && longest <= LONGEST && name.chars().any(char::is_alphabetic);
        if short && !tags.names.iter().any(|known| known == name) {
            tags.names.push(name.to_owned());
        }
    };
    if rest.is_empty() {
        let mut commas = false;
        for place in head + 1..(head + 1 + MOST).min(lines.len()) {
            let Some(line) = lines.get(place) else { break };
            let keyword = line.furniture.is_none() && line.look == Look::Label && (1..=5).contains(&line.words);
            if !keyword || line.gap_before && place > head + 1 {
                break;
            }
            line.text.split(',').take(MOST).for_each(&mut add);
            tags.places.push(place);
            // Where commas stand behind keywords, none stands behind the last.
            if commas && !line.text.ends_with(',') || line.text.trim_end_matches(',').contains(',') {
                break;
            }
            commas = line.text.ends_with(',');
        }
    } else {
        rest.split([',', ';', '|', '·', '•']).take(MOST).for_each(add);
    }
    (!tags.names.is_empty()).then_some(tags)
}

/// The line above the keywords, or the one that holds them.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:related topics|topics|tags?|keywords?|filed under|schlag(?:wort|worte|wörter)|stichw[oö]rter|stichworte|themen in diesem (?:artikel|beitrag)|mots-clés|etiquetas|ämnen|emner)(?:\s*$|\s*:\s*(.*)$)",
    )
    .expect("the pattern is part of the program and tested")
});
