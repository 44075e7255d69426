//! Timelines: as bars for reading, as an object, as a table and as a picture.

mod axis;
mod bars;
mod svg;

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use serde_json::{Map, Value};

use super::Style;
use super::csv::guarded;
use super::json::json_line;
use super::terminal::safe;
use crate::dates::Date;
use crate::search::{PeriodCount, Series, SeriesOf, Timeline};

/// A form of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    /// Bars for reading.
    Text,
    /// One object.
    Json,
    /// Comma-separated values after RFC 4180: a row for each period, or for each period of each series.
    Csv,
    /// A picture, as Scalable Vector Graphics.
    Svg,
}

/// What the bars and lines of a timeline show; objects and tables have both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// How many articles are from a period.
    Articles,
    /// Which part of all articles of the period they are.
    Share,
}

/// The share of everything, as bars and lines are measured: millionths.
const WHOLE: usize = 1_000_000;

impl Measure {
    /// Returns how high a bar is; nothing for a share of nothing.
    fn of(self, articles: usize, all: usize) -> Option<usize> {
        match self {
            Self::Articles => Some(articles),
            Self::Share => (articles * WHOLE + all / 2).checked_div(all),
        }
    }
}

/// Writes a timeline.
///
/// # Errors
/// Returns the error of the stream.
pub fn timeline(
    timeline: &Timeline,
    measure: Measure,
    form: Chart,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match form {
        Chart::Text => bars::write(timeline, measure, style, out),
        Chart::Json => writeln!(out, "{}", json_line(&json(timeline))),
        Chart::Csv => csv(timeline, out),
        Chart::Svg => svg::write(timeline, measure, out),
    }
}

/// Writes `period,articles,all,share`, or with a split `period,source,articles,all,share`.
fn csv(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    let split = timeline.split.map(|field| field.key());
    writer.write_record(["period"].into_iter().chain(split).chain(["articles", "all", "share"]))?;
    let counts = |articles: usize, all: usize| {
        [articles.to_string(), all.to_string(), share(articles, all).map(|share| share.to_string()).unwrap_or_default()]
    };
    if split.is_none() {
        for period in &timeline.periods {
            writer.write_record([period.label.clone()].into_iter().chain(counts(period.articles, period.all)))?;
        }
    }
    for series in &timeline.series {
        for (period, articles) in timeline.periods.iter().zip(&series.articles) {
            let cells = [period.label.clone(), guarded(value(series))];
            writer.write_record(cells.into_iter().chain(counts(*articles, period.all)))?;
        }
    }
    writer.flush()
}

fn json(timeline: &Timeline) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("schema", "morgue.timeline/1".into());
    put("query", timeline.understood.clone().into());
    put("by", timeline.by.name().into());
    put("total", timeline.total.into());
    for (key, count) in [("alike", timeline.alike), ("repeated", timeline.repeated)] {
        if count > 0 {
            put(key, count.into());
        }
    }
    put("undated", timeline.undated.into());
    put("imprecise", timeline.imprecise.into());
    if timeline.undated_left_out > 0 {
        put("undated_left_out", timeline.undated_left_out.into());
    }
    put("periods", timeline.periods.iter().map(period_json).collect());
    if let Some(field) = timeline.split {
        put("split", field.key().into());
        put("series", timeline.series.iter().map(series_json).collect());
        put("left_out", timeline.left_out.into());
    }
    Value::Object(object)
}

fn period_json(period: &PeriodCount) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("period", period.label.clone().into());
    put("first", Date::Day(period.first).to_string().into());
    put("last", Date::Day(period.last).to_string().into());
    put("articles", period.articles.into());
    put("all", period.all.into());
    if let Some(share) = share(period.articles, period.all) {
        put("share", share.into());
    }
    Value::Object(object)
}

fn series_json(series: &Series) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("value", value(series).into());
    match &series.of {
        SeriesOf::Value { label: Some(label), .. } => {
            put("label", label.clone().into());
        }
        SeriesOf::Value { label: None, .. } => {}
        // A publication may be called `other`.
        SeriesOf::Other | SeriesOf::Nothing => {
            put("is_value", false.into());
        }
    }
    put("articles", series.articles.clone().into());
    put("total", series.total.into());
    Value::Object(object)
}

/// Returns what programs know a series by.
fn value(series: &Series) -> &str {
    match &series.of {
        SeriesOf::Value { value, .. } => value,
        SeriesOf::Other => "other",
        SeriesOf::Nothing => "none",
    }
}

/// Returns what readers know a series by.
fn name(series: &Series, timeline: &Timeline) -> String {
    match &series.of {
        SeriesOf::Value { value, label } => safe(label.as_ref().unwrap_or(value)),
        SeriesOf::Other => "other".to_owned(),
        SeriesOf::Nothing => format!("no {}", timeline.split.map_or("value", |field| &field.name)),
    }
}

/// Returns a share to six digits.
#[expect(clippy::cast_precision_loss, reason = "no archive has so many articles")]
fn share(articles: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| (articles as f64 / all as f64 * 1e6).round() / 1e6)
}

/// Returns what a timeline does not show of the articles that match: `2 without a date`, and those dated too loosely.
pub fn not_shown(timeline: &Timeline) -> Vec<String> {
    missing(timeline, timeline.undated)
}

fn missing(timeline: &Timeline, undated: usize) -> Vec<String> {
    let said = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let loosely = format!("whose date may be in several {}s", timeline.by.name());
    let alike = said(timeline.alike, "with the text of another");
    [said(undated, "without a date"), said(timeline.imprecise, &loosely), alike].into_iter().flatten().collect()
}
