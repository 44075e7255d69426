//! Finds the run of lines that is the body of the article.
//!
//! Every line has a weight: sentences count for it, labels and furniture against it. The run with the
//! greatest sum is the body; what stands in it and is no text (boxes, captions) is dropped afterwards.

use std::ops::Range;

use super::line::{Line, Look};
use crate::extract::furniture::Furniture;

/// Whether the paragraphs of a text are set apart by empty lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Paragraphs stand alone; a line that touches another is no paragraph.
    Apart,
    /// Lines follow each other.
    Tight,
}

/// Tells how the paragraphs of a text are set.
pub(super) fn setting(lines: &[Line]) -> Setting {
    let words = |alone: bool| -> usize {
        lines.iter().filter(|line| line.is_prose() && line.stands_alone() == alone).map(|line| line.words.min(80)).sum()
    };
    if words(true) > words(false) { Setting::Apart } else { Setting::Tight }
}

/// Returns the run of lines with the greatest weight; `None` if no line has any.
pub(super) fn find(lines: &[Line], setting: Setting) -> Option<Range<usize>> {
    let (mut best, mut best_run) = (0_i64, None);
    let (mut sum, mut start) = (0_i64, 0_usize);
    for (place, line) in lines.iter().enumerate() {
        let weight = weight(line, setting, sum);
        if sum <= 0 {
            (sum, start) = (0, place);
        }
        sum += weight;
        if sum > best {
            (best, best_run) = (sum, Some(start..place + 1));
        }
    }
    best_run
}

fn weight(line: &Line, setting: Setting, before: i64) -> i64 {
    let words = i64::try_from(line.words.min(90)).unwrap_or(90);
    if let Some(kind) = line.furniture {
        return match kind {
            // The comments end an article; above it the word is a link to them.
            Furniture::Comments => {
                if before > 150 {
                    -150
                } else {
                    -6
                }
            }
            Furniture::Foot => -40,
            Furniture::RelatedHead | Furniture::Topics => -14,
            Furniture::Ticker | Furniture::Login => -10,
            Furniture::Advert | Furniture::PhotoCredit | Furniture::Media | Furniture::ReadingTime => -2,
            _ => -5,
        };
    }
    match line.look {
        // Teasers and menus; a heading that is a link belongs to a teaser.
        _ if line.linked => {
            if line.depth.is_some() {
                -14
            } else {
                -6
            }
        }
        Look::Prose if setting == Setting::Apart && !line.stands_alone() => words / 4 - 3,
        Look::Prose => words,
        Look::Sentence if setting == Setting::Tight || line.stands_alone() => words / 2,
        Look::Sentence => -2,
        Look::Label if line.stands_alone() => -3,
        Look::Label => -5,
    }
}
