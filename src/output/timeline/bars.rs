//! A timeline for reading: a line with a bar for each period, below each other; of a split a block for each series.
//!
//! ```text
//! 2025-09  ████▎ 12
//! 2025-10         0
//! ```

use std::io::{self, Write};

use super::super::Style;
use super::{Measure, name};
use crate::search::Timeline;

/// Bars from an eighth of a column to seven; an eighth is shown for whatever is not nothing.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar is never given fewer columns.
const NARROWEST: usize = 8;

pub(super) fn write(timeline: &Timeline, measure: Measure, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    // What was not found has no bars, however long the time that was looked at.
    if timeline.shown() == 0 {
        return Ok(());
    }
    let all = || timeline.periods.iter().map(|period| period.all);
    let widest = timeline.periods.iter().map(|period| period.articles).max().unwrap_or(0);
    let digits = widest.to_string().len();
    let blocks: Vec<(Option<String>, Vec<Bar>)> = match timeline.split {
        None => {
            let bars = timeline.periods.iter().map(|period| Bar::of(period.articles, period.all, measure, digits));
            vec![(None, bars.collect())]
        }
        Some(_) => {
            let block = |series: &crate::search::Series| {
                let counts = series.articles.iter().zip(all());
                let bars = counts.map(|(articles, all)| Bar::of(*articles, all, measure, digits));
                (Some(name(series, timeline)), bars.collect())
            };
            timeline.series.iter().map(block).collect()
        }
    };
    // All blocks have the same scale, so that they can be compared.
    let bars = || blocks.iter().flat_map(|(_, bars)| bars);
    let highest = bars().filter_map(|bar| bar.height).max().unwrap_or(0).max(1);
    let said = bars().map(|bar| bar.said.chars().count()).max().unwrap_or(0);
    let label = timeline.periods.iter().map(|period| period.label.len()).max().unwrap_or(0);
    let room = style.width.saturating_sub(label + 2 + 1 + said).max(NARROWEST);
    for (at, (heading, bars)) in blocks.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        if let Some(heading) = heading {
            writeln!(out, "{}", style.bold(heading))?;
        }
        for (period, bar) in timeline.periods.iter().zip(bars) {
            let drawn = bar.drawn(highest, room);
            writeln!(out, "{}  {drawn} {}", period.label, bar.said)?;
        }
    }
    Ok(())
}

/// The bar of a period and what stands beside it.
struct Bar {
    height: Option<usize>,
    said: String,
}

impl Bar {
    fn of(articles: usize, all: usize, measure: Measure, digits: usize) -> Self {
        let height = measure.of(articles, all);
        let said = match measure {
            Measure::Articles => format!("{articles:>digits$}"),
            Measure::Share => {
                let percent = height.map_or_else(|| "–".to_owned(), percent);
                format!("{percent:>7}  {articles:>digits$} of {all}")
            }
        };
        Self { height, said }
    }

    fn drawn(&self, highest: usize, room: usize) -> String {
        let height = self.height.unwrap_or(0);
        let eighths = (height * room * 8 + highest / 2) / highest;
        let eighths = eighths.max(usize::from(height > 0));
        format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
    }
}

/// Returns millionths as percent with one decimal.
fn percent(millionths: usize) -> String {
    let tenths = (millionths + 500) / 1000;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_eighths_of_a_column() {
        let drawn = |articles: usize| Bar::of(articles, 0, Measure::Articles, 1).drawn(64, 8);
        assert_eq!([drawn(0), drawn(1), drawn(8), drawn(12), drawn(64)], ["", "▏", "█", "█▌", "████████"]);
        // Few beside many are not nothing.
        assert_eq!(Bar::of(1, 0, Measure::Articles, 1).drawn(100_000, 8), "▏");
    }

    #[test]
    fn shares_are_percent_with_a_decimal() {
        let said = |articles, all| Bar::of(articles, all, Measure::Share, 1).said;
        assert_eq!(said(1, 3), " 33.3 %  1 of 3");
        assert_eq!(said(3, 3), "100.0 %  3 of 3");
        assert_eq!(said(0, 0), "      –  0 of 0");
    }
}
