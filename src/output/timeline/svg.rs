//! A timeline as a picture for a paper: Scalable Vector Graphics 1.1, without scripts, styles and anything from elsewhere.
//!
//! One series is drawn as bars. Several that make up the whole are bars on top of each other; others, an article of which
//! may be in two, are lines, told apart by colour and mark, or in one or two periods, where a line says little, bars side
//! by side.

use std::io::{self, Write};

use super::super::markup::escaped;
use super::axis::{Scale, named};
use super::{Measure, WHOLE, missing, name};
use crate::search::{SeriesOf, Timeline};

/// The size of the picture; a long legend makes it higher.
const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 420.0;

/// What is left free at the top and at the bottom.
const TOP: f64 = 66.0;
const BOTTOM: f64 = 62.0;

/// The width of the legend, and the height of one of its lines.
const LEGEND: f64 = 210.0;
const LINE: f64 = 20.0;

/// The width of a digit in the small type, by a generous estimate.
const DIGIT: f64 = 6.9;

/// Characters of the title and of a name in the legend that there is room for.
const TITLE: usize = 92;
const NAME: usize = 26;

/// The colour of bars that are not to be told apart, of words, and of lines that help the eye.
const BARS: &str = "#3b4a5a";
const INK: &str = "#222222";
const PALE: &str = "#666666";
const GRID: &str = "#e3e3e3";

/// Colours that are told apart without full colour vision: those of Okabe and Ito, without the yellow, which is too pale
/// on white.
const COLOURS: [&str; 7] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

/// The colours of the series that stand for no value.
const OTHER: &str = "#7f7f7f";
const NOTHING: &str = "#b0b0b0";

/// With more periods a line has no marks, which would hide it.
const MARKED: usize = 60;

/// With so few periods, series are no lines.
const FEW: usize = 2;

/// How series are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Bars on top of each other.
    Stacked,
    /// Bars side by side.
    Grouped,
    Lines,
}

impl Shape {
    fn of(timeline: &Timeline) -> Self {
        match timeline.split {
            Some(field) if field.many && timeline.periods.len() > FEW => Self::Lines,
            Some(field) if field.many => Self::Grouped,
            _ => Self::Stacked,
        }
    }
}

pub(super) fn write(timeline: &Timeline, measure: Measure, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(Picture::of(timeline, measure).drawn().as_bytes())
}

/// One series as it is drawn.
struct Drawn {
    name: String,
    colour: &'static str,
    /// Which of the marks stands on its line.
    mark: usize,
    heights: Vec<Option<usize>>,
}

/// A timeline on its way to a picture.
struct Picture<'a> {
    timeline: &'a Timeline,
    measure: Measure,
    shape: Shape,
    series: Vec<Drawn>,
    scale: Scale,
    height: f64,
    left: f64,
    right: f64,
    svg: String,
}

impl<'a> Picture<'a> {
    fn of(timeline: &'a Timeline, measure: Measure) -> Self {
        let series = drawn(timeline, measure);
        let shape = Shape::of(timeline);
        let scale = Scale::of(highest(&series, shape));
        let has_legend = timeline.split.is_some();
        let legend = if has_legend { number(series.len()) * LINE } else { 0.0 };
        let widest = scale.ticks().map(|tick| tick_label(tick, measure).chars().count()).max().unwrap_or(1);
        Self {
            timeline,
            measure,
            shape,
            scale,
            height: HEIGHT.max(TOP + legend + BOTTOM),
            left: 24.0 + number(widest) * DIGIT,
            right: if has_legend { WIDTH - LEGEND } else { WIDTH - 24.0 },
            series,
            svg: String::new(),
        }
    }

    fn drawn(mut self) -> String {
        self.put(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {0}\" width=\"{WIDTH}\" height=\"{0}\" \
             font-family=\"sans-serif\" font-size=\"12\">",
            self.height
        ));
        self.heading();
        self.up();
        self.along();
        match self.shape {
            Shape::Stacked | Shape::Grouped => self.bars(),
            Shape::Lines => self.lines(),
        }
        if self.timeline.split.is_some() {
            self.legend();
        }
        self.footnote();
        self.svg.push_str("</svg>\n");
        self.svg
    }

    /// Returns the lower end of the bars.
    fn base(&self) -> f64 {
        self.height - BOTTOM
    }

    /// Returns how high up a number is drawn.
    fn y(&self, height: usize) -> f64 {
        self.base() - number(height) / number(self.scale.top) * (self.base() - TOP)
    }

    /// Returns the width that there is for a period.
    fn slot(&self) -> f64 {
        (self.right - self.left) / number(self.timeline.periods.len().max(1))
    }

    /// Returns the middle of a period.
    fn x(&self, at: usize) -> f64 {
        self.left + (number(at) + 0.5) * self.slot()
    }

    fn put(&mut self, element: &str) {
        self.svg.push_str(element);
        self.svg.push('\n');
    }

    fn text(&mut self, x: f64, y: f64, attributes: &str, text: &str) {
        let text = escaped(text);
        self.put(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" {attributes}>{text}</text>"));
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str) {
        let ((x1, y1), (x2, y2)) = (from, to);
        self.put(&format!("<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{colour}\"/>"));
    }

    /// The title, for readers and for machines, and what the axis counts.
    fn heading(&mut self) {
        let understood = self.timeline.understood.as_str();
        let title = shortened(if understood.is_empty() { "All articles" } else { understood }, TITLE);
        let what = match self.measure {
            Measure::Articles => "articles",
            Measure::Share => "share of all articles of the archive",
        };
        let counted = format!("{what} by {}", self.timeline.by.name());
        self.put(&format!("<title>{}</title>", escaped(&title)));
        self.put(&format!("<rect width=\"{WIDTH}\" height=\"{}\" fill=\"#ffffff\"/>", self.height));
        self.text(16.0, 27.0, &format!("font-size=\"16\" font-weight=\"bold\" fill=\"{INK}\""), &title);
        self.text(16.0, 47.0, &format!("fill=\"{PALE}\""), &counted);
    }

    /// The axis upwards, with a light line across at each tick.
    fn up(&mut self) {
        let ticks: Vec<usize> = self.scale.ticks().collect();
        let attributes = format!("text-anchor=\"end\" fill=\"{PALE}\"");
        for tick in ticks {
            let y = self.y(tick);
            let colour = if tick == 0 { PALE } else { GRID };
            self.line((self.left, y), (self.right, y), colour);
            self.text(self.left - 8.0, y + 4.0, &attributes, &tick_label(tick, self.measure));
        }
    }

    /// The axis to the right, with the names of the periods that there is room for.
    fn along(&mut self) {
        let days: Vec<_> = self.timeline.periods.iter().map(|period| period.first).collect();
        let label = self.timeline.periods.iter().map(|period| period.label.len()).max().unwrap_or(1);
        let name = number(label) * DIGIT + 16.0;
        let room = (0..days.len()).take_while(|at| number(at + 1) * name <= self.right - self.left).count();
        let base = self.base();
        let attributes = format!("text-anchor=\"middle\" fill=\"{PALE}\"");
        for at in named(self.timeline.by, &days, room) {
            let Some(period) = self.timeline.periods.get(at) else { continue };
            let x = self.x(at);
            self.line((x, base), (x, base + 5.0), PALE);
            // The name of the first may be wider than what is left of it.
            let middle = x.clamp(name / 2.0, WIDTH - name / 2.0);
            self.text(middle, base + 19.0, &attributes, &period.label);
        }
        if days.is_empty() {
            let middle = ((self.left + self.right) / 2.0, (TOP + base) / 2.0);
            self.text(middle.0, middle.1, &attributes, "no article in any period");
        }
    }

    /// A bar for each period and series.
    fn bars(&mut self) {
        let slot = self.slot();
        let abreast = number(if self.shape == Shape::Grouped { self.series.len().max(1) } else { 1 });
        // Bars that are many touch each other; a single one is no wall.
        let group = if slot < 4.0 { slot } else { (slot * 0.8).min(60.0 * abreast) };
        let width = group / abreast;
        // Between bars on top of each other a little white shows, if there is room for it.
        let border = if self.series.len() > 1 && slot >= 8.0 { " stroke=\"#ffffff\" stroke-width=\"0.7\"" } else { "" };
        let mut bars = Vec::new();
        let mut below = vec![0; self.timeline.periods.len()];
        for (place, series) in self.series.iter().enumerate() {
            let aside = if self.shape == Shape::Grouped { number(place) * width } else { 0.0 };
            for ((at, height), below) in series.heights.iter().enumerate().zip(&mut below) {
                let Some(height) = height.filter(|height| *height > 0) else { continue };
                let (foot, y) = (self.y(*below), self.y(*below + height));
                if self.shape == Shape::Stacked {
                    *below += height;
                }
                bars.push(format!(
                    "<rect x=\"{:.2}\" y=\"{y:.1}\" width=\"{:.2}\" height=\"{:.1}\" fill=\"{}\"{border}/>",
                    self.x(at) - group / 2.0 + aside,
                    width.max(1.0),
                    foot - y,
                    series.colour
                ));
            }
        }
        bars.iter().for_each(|bar| self.put(bar));
    }

    /// A line for each series; it has a gap where nothing can be said.
    fn lines(&mut self) {
        let mut lines = Vec::new();
        // The most frequent series comes last and lies on top.
        for series in self.series.iter().rev() {
            let mut way = String::new();
            let mut is_open = false;
            for (at, height) in series.heights.iter().enumerate() {
                let Some(height) = height else {
                    is_open = false;
                    continue;
                };
                // The round end of a line of no length is a dot: a period alone between two gaps is seen, too.
                let (command, start) = if std::mem::replace(&mut is_open, true) { ('L', "") } else { ('M', "h0") };
                way.push_str(&format!("{command}{:.1} {:.1}{start}", self.x(at), self.y(*height)));
            }
            lines.push(format!(
                "<path d=\"{way}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\" stroke-linejoin=\"round\" \
                 stroke-linecap=\"round\"/>",
                series.colour
            ));
            if series.heights.len() <= MARKED {
                for (at, height) in series.heights.iter().enumerate() {
                    // At the bottom marks of all series would lie on one another.
                    let height = height.filter(|height| *height > 0);
                    lines.extend(height.map(|height| series.marked(self.x(at), self.y(height))));
                }
            }
        }
        lines.iter().for_each(|line| self.put(line));
    }

    fn legend(&mut self) {
        let x = self.right + 20.0;
        let with_marks = self.shape == Shape::Lines;
        let lines: Vec<_> = self.series.iter().map(|series| (series.swatch(with_marks), series.name.clone())).collect();
        for (at, (swatch, name)) in lines.into_iter().enumerate() {
            let y = TOP + 4.0 + number(at) * LINE;
            self.put(&format!("<g transform=\"translate({x:.1} {y:.1})\">{swatch}</g>"));
            self.text(x + 28.0, y + 4.0, &format!("fill=\"{INK}\""), &name);
        }
    }

    /// How many articles are shown, and which are not.
    fn footnote(&mut self) {
        let shown = self.timeline.shown();
        let mut note = if shown == 1 { "1 article".to_owned() } else { format!("{shown} articles") };
        // Whether a filter or the lack of a period keeps them out, a reader of the picture misses the same articles.
        let missing = missing(self.timeline, self.timeline.undated + self.timeline.undated_left_out);
        if !missing.is_empty() {
            note.push_str(&format!("; not shown: {}", missing.join(", ")));
        }
        let y = self.height - 14.0;
        self.text(16.0, y, &format!("font-size=\"11\" fill=\"{PALE}\""), &note);
    }
}

impl Drawn {
    /// Returns the mark of this series at a place.
    fn marked(&self, x: f64, y: f64) -> String {
        let colour = self.colour;
        match self.mark % 4 {
            0 => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.2\" fill=\"{colour}\"/>"),
            1 => {
                format!("<rect x=\"{:.1}\" y=\"{:.1}\" width=\"6\" height=\"6\" fill=\"{colour}\"/>", x - 3.0, y - 3.0)
            }
            2 => format!("<path d=\"M{:.1} {:.1}l4 7h-8z\" fill=\"{colour}\"/>", x, y - 4.4),
            _ => format!("<path d=\"M{:.1} {:.1}l4 4l-4 4l-4 -4z\" fill=\"{colour}\"/>", x, y - 4.0),
        }
    }

    /// Returns what stands beside the name in the legend.
    fn swatch(&self, with_mark: bool) -> String {
        if !with_mark {
            return format!("<rect x=\"6\" y=\"-5\" width=\"12\" height=\"10\" fill=\"{}\"/>", self.colour);
        }
        let line = format!("<path d=\"M0 0h22\" stroke=\"{}\" stroke-width=\"1.8\"/>", self.colour);
        format!("{line}{}", self.marked(11.0, 0.0))
    }
}

/// Returns the series that are drawn: without a split the whole as one.
fn drawn(timeline: &Timeline, measure: Measure) -> Vec<Drawn> {
    let all = || timeline.periods.iter().map(|period| period.all);
    if timeline.split.is_none() {
        let heights = timeline.periods.iter().map(|period| measure.of(period.articles, period.all)).collect();
        return vec![Drawn { name: String::new(), colour: BARS, mark: 0, heights }];
    }
    let mut colours = COLOURS.iter().cycle();
    let series = timeline.series.iter().enumerate().map(|(mark, series)| Drawn {
        name: shortened(&name(series, timeline), NAME),
        colour: match series.of {
            SeriesOf::Value { .. } => colours.next().unwrap_or(&BARS),
            SeriesOf::Other => OTHER,
            SeriesOf::Nothing => NOTHING,
        },
        mark,
        heights: series.articles.iter().zip(all()).map(|(articles, all)| measure.of(*articles, all)).collect(),
    });
    series.collect()
}

/// Returns how high the highest bar or point is.
fn highest(series: &[Drawn], shape: Shape) -> usize {
    let periods = series.iter().map(|series| series.heights.len()).max().unwrap_or(0);
    let at = |at: usize| series.iter().filter_map(move |series| series.heights.get(at).copied().flatten());
    let of = |period: usize| if shape == Shape::Stacked { at(period).sum() } else { at(period).max().unwrap_or(0) };
    (0..periods).map(of).max().unwrap_or(0)
}

fn tick_label(tick: usize, measure: Measure) -> String {
    match measure {
        Measure::Articles => tick.to_string(),
        Measure::Share => format!("{} %", number(tick) * 100.0 / number(WHOLE)),
    }
}

/// Returns the beginning of a text that is too long, with an ellipsis.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(most - 1).collect();
    format!("{}…", beginning.trim_end())
}

#[expect(clippy::cast_precision_loss, reason = "no archive has so many articles")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(
            escaped("<script>\u{1b}\u{202e}a & \"b\" 'c'\u{ffff}"),
            "&lt;script&gt;a &amp; &quot;b&quot; &#39;c&#39;"
        );
        assert_eq!(shortened("Der Wirtschaftsspiegel", 4), "Der…");
        assert_eq!(shortened("Rheinblick", 10), "Rheinblick");
    }

    #[test]
    fn ticks_of_shares_are_percent() {
        let label = |tick| tick_label(tick, Measure::Share);
        assert_eq!([label(0), label(200_000), label(5_000)], ["0 %", "20 %", "0.5 %"]);
    }
}
