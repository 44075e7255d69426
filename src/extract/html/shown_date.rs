//! Dates that the page shows: in `<time>`, in a line near the headline, in an element that is named for its date.
//!
//! Only the article's own surroundings are searched: a date in a teaser, a comment or the footer is another's. Each
//! date keeps what the page says of it: that it is of publication, of a change, or nothing.

use std::ops::Range;

use super::Sources;
use super::body::Body;
use super::date_label::{FOREIGN, LABEL_BEFORE, Label, label_in};
use super::dated::{month_first, read as read_date};
use super::headline::Headline;
use super::tree::{Id, Tree, attribute, is_inline};
use super::words::{DATED, NEVER_ARTICLE};
use crate::article::{self, BlockKind};
use crate::dates::{self, Date};

/// A line with more than this around its date is a sentence.
const AROUND: usize = 50;

/// A line that names its date may say more.
const AROUND_LABELLED: usize = 110;

/// A first block with fewer letters may be the dek.
const SHORT: usize = 400;

/// The most nodes of a line with a date.
const NODES: usize = 80;

/// The most letters of a line with a date.
const LINE: usize = 160;

/// Where in the markup a date stands, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Time,
    Named,
    Line,
}

/// A date that the page shows, with its evidence.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) date: Date,
    pub(super) how: String,
    pub(super) label: Label,
    /// Whether it stands below the headline; what stands above may be the day of the visit.
    pub(super) below_headline: bool,
    place: Place,
    /// Nodes from the headline, counted twice above it.
    distance: usize,
}

impl Shown {
    /// Tells whether the day and the month of a date in slashes may be the other way round for this to be that day.
    pub(super) fn may_be(&self, day: time::Date) -> bool {
        let shown = self.date.first_day();
        let swapped = Date::day(shown.year(), shown.day(), u8::from(shown.month()));
        shown == day || (self.how.contains('/') && swapped == Some(Date::Day(day)))
    }
}

/// A date farther from the headline is worse than any nearer one.
const FAR: usize = 250;

/// Where dates of the article may stand.
pub(super) struct Surroundings<'a> {
    sources: &'a Sources<'a>,
    body: &'a Body,
    start: Id,
    /// Where the first paragraph ends.
    near_end: Id,
    own: [Id; 3],
    in_comments: bool,
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(sources: &'a Sources<'a>, headline: &Headline, body: &'a Body) -> Self {
        let start = headline.at.unwrap_or(body.container);
        // In a forum everything is named a comment.
        let in_comments = sources.tree.above(body.first_block).any(|id| is_comments(sources.tree, id));
        let mut near_end = sources.tree.end(body.first_block.max(start));
        // The first block may be the dek, with the date below it.
        if let [first, second, ..] = body.sieved.blocks.as_slice()
            && (first.kind == BlockKind::Heading || first.chars < SHORT)
        {
            near_end = near_end.max(second.id);
        }
        let near_end = near_end.max(start).min(start + 1500);
        Self { sources, body, start, near_end, own: [start, body.container, body.first_block], in_comments }
    }

    /// Returns the dates from some nodes before the headline up to the end of the first paragraph, the best first.
    pub(super) fn near(&self) -> Vec<Shown> {
        let mut shown = self.dates(self.start.saturating_sub(40)..self.near_end);
        shown.sort_by_key(|shown| (shown.label, shown.distance > FAR, shown.place, shown.distance));
        shown
    }

    /// Returns a date that is set apart in the title of the page: `28.10.2025 | Hafen wird ausgebaut`.
    pub(super) fn in_title(&self) -> Option<Shown> {
        const MARKS: [char; 7] = ['|', '-', '–', '—', '·', ':', '•'];
        let title = self.sources.head.title.as_deref()?;
        let found = dates::find_all(title, month_first(self.sources)).into_iter().next()?;
        let before = title.get(..found.range.start)?.trim();
        let after = title.get(found.range.end..)?.trim();
        let apart = (before.is_empty() || before.ends_with(MARKS)) && (after.is_empty() || after.starts_with(MARKS));
        let how = format!("title \"{}\"", title.get(found.range)?);
        apart.then(|| Shown { how, ..self.shown(found.date, "", Label::Plain, Place::Line) })
    }

    /// Returns a date that opens the text: `01.02.2022 „…“`, `Berlin, 28. Oktober 2025 –`.
    pub(super) fn opening(&self) -> Option<Shown> {
        self.body.blocks.iter().take(5).enumerate().find_map(|(place, block)| {
            let text = &block.text;
            let start = text.get(..text.char_indices().nth(80).map_or(text.len(), |(at, _)| at))?;
            let found = dates::find_all(start, month_first(self.sources)).into_iter().next()?;
            let before = start.get(..found.range.start)?.trim_start_matches(['(', ' ']);
            let after = start.get(found.range.end..)?.trim_start();
            let parts = after.starts_with(['–', '—', '-', ':', ')', '|', '„', '"', '/', '.']);
            let is_place = before.chars().count() < 30 && before.trim_end().ends_with([',', '/', '.']);
            let opens = parts && (before.is_empty() || (is_place && place == 0));
            opens.then(|| self.shown(found.date, start.get(found.range).unwrap_or_default(), Label::Plain, Place::Line))
        })
    }

    /// Returns the dates in the article, the best first.
    pub(super) fn inside(&self) -> Vec<Shown> {
        let tree = self.sources.tree;
        let mut shown = self.dates(self.body.container..tree.end(self.body.container));
        shown.retain(|shown| shown.place != Place::Line || shown.label == Label::Published);
        shown.sort_by_key(|shown| (shown.label, shown.place));
        shown
    }

    /// Returns the date of a line in or below the article that says it is the article's: `Erstellt am: 28.10.2025`.
    pub(super) fn told(&self) -> Option<Shown> {
        let tree = self.sources.tree;
        let end = tree.end(self.body.container);
        let told = self.dates(self.body.container..(end + 300).min(tree.all().end));
        told.into_iter().rev().find(|shown| shown.label == Label::Published)
    }

    /// Returns a date that stood in a line of its own among the blocks of the article.
    pub(super) fn alone(&self) -> Option<Shown> {
        self.body.sieved.dates.iter().find_map(|text| self.in_text(text, None).into_iter().next())
    }

    /// Returns dates farther around the headline: in named elements above the article, then in any line.
    pub(super) fn around(&self) -> Option<Shown> {
        let tree = self.sources.tree;
        let before = self.dates(self.start.saturating_sub(300)..self.body.container);
        let named = before.into_iter().find(|shown| shown.place == Place::Named && shown.label != Label::Changed);
        named.or_else(|| {
            let around = self.dates(self.start.saturating_sub(200)..(self.start + 400).min(tree.all().end));
            around.into_iter().find(|shown| shown.label != Label::Changed)
        })
    }

    /// Returns a date of a change in or around the article: better than none, where there is no other.
    pub(super) fn changed(&self) -> Option<Shown> {
        let tree = self.sources.tree;
        let end = tree.end(self.body.container);
        let range = self.start.saturating_sub(200).min(self.body.container)..(end + 1500).min(tree.all().end);
        self.dates(range).into_iter().rev().find(|shown| shown.label == Label::Changed)
    }

    /// Returns a month that `vor 3 Wochen` beside the headline tells.
    pub(super) fn month(&self) -> Option<(Date, String)> {
        let near = self.near().into_iter().find(|shown| !shown.date.has_day())?;
        Some((near.date, near.how))
    }

    /// Lists the dates of a range of nodes.
    fn dates(&self, range: Range<Id>) -> Vec<Shown> {
        let tree = self.sources.tree;
        let mut shown = Vec::new();
        let mut last_block = None;
        let mut in_time = 0;
        for id in self.own_nodes(range) {
            if let Some((date, how)) = self.in_time(id) {
                let text = if self.is_small(id) { tree.text(id) } else { String::new() };
                let label = self.label_of(id, &text);
                shown.push(self.located(Shown { how, ..self.shown(date, "", label, Place::Time) }, id));
                in_time = tree.end(id);
                continue;
            }
            let Some(own) = tree.own_text(id).filter(|_| id >= in_time) else { continue };
            // Most text holds no number; `gestern` is looked for only where it can be read.
            let has_number = own.bytes().any(|byte| byte.is_ascii_digit());
            if !has_number && (self.sources.page.captured.is_none() || own.trim().is_empty()) {
                continue;
            }
            let block = tree.above(id).take(6).find(|above| !is_inline(tree.name(*above))).unwrap_or(id);
            if last_block == Some(block) {
                continue;
            }
            let mut found = Vec::new();
            if tree.chars(block) <= LINE && self.is_small(block) {
                found = self.in_text(&spaced_text(tree, block), Some(block));
                last_block = Some(block).filter(|_| !found.is_empty());
            }
            if found.is_empty() && own.len() <= LINE * 8 {
                found = self.in_text(&article::clean(own), Some(id));
            }
            shown.extend(found.into_iter().map(|shown| self.located(shown, id)));
        }
        shown
    }

    /// Tells whether an element holds few nodes, so that it may be read again and again.
    fn is_small(&self, id: Id) -> bool {
        self.sources.tree.end(id) - id <= NODES
    }

    /// Reads the date of a `<time>` or of an element whose class tells a machine to read its attribute.
    fn in_time(&self, id: Id) -> Option<(Date, String)> {
        let tree = self.sources.tree;
        let element = tree.element(id)?;
        let name = element.name();
        let read = |text: &str| read_date(text, self.sources).filter(|date| date.has_day());
        if name == "time" {
            let date = attribute(element, "datetime").and_then(read);
            let date = date.or_else(|| self.is_small(id).then(|| read(&tree.text(id))).flatten());
            return date.map(|date| (date, "time datetime".to_owned()));
        }
        let value = attribute(element, "title").filter(|title| title.len() >= 8 && title.len() <= 60)?;
        let is_named = name == "abbr" || self.is_named(id);
        is_named.then(|| read(value)).flatten().map(|date| (date, format!("title \"{}\"", article::clean(value))))
    }

    /// Reads the dates of a short text that stands alone.
    fn in_text(&self, text: &str, at: Option<Id>) -> Vec<Shown> {
        let length = text.chars().count();
        if !(6..=LINE * 2).contains(&length) {
            return Vec::new();
        }
        let mut shown = Vec::new();
        let place = if at.is_some_and(|at| self.is_near_named(at)) { Place::Named } else { Place::Line };
        // `Von Anna Seeger | 16.09.2025, 14:05 Uhr | Stand: 17.09.2025`: each part for itself.
        for part in text.split(['|', '•', '·', '⋅']) {
            let length = part.trim().chars().count();
            let found = dates::find_all(part, month_first(self.sources));
            let mut from = 0;
            for (place_in_part, found) in found.iter().enumerate() {
                let before = part.get(from..found.range.start).unwrap_or_default();
                let after = part.get(found.range.end..).unwrap_or_default();
                from = found.range.end;
                // A sentence: what is said before its date need not be looked at.
                if length >= found.range.len() + AROUND_LABELLED {
                    continue;
                }
                if FOREIGN.is_match(before) || after.starts_with("撮影") {
                    continue;
                }
                let own = label_in(before)
                    .or_else(|| label_in(after).filter(|label| place_in_part == 0 && *label == Label::Published));
                let most = if own.is_some() { AROUND_LABELLED } else { AROUND };
                if length >= found.range.len() + most {
                    continue;
                }
                let label = own.or_else(|| at.map(|at| self.label_around(at))).unwrap_or(Label::Plain);
                let read = part.get(found.range.clone()).unwrap_or_default();
                shown.push(self.shown(found.date, read, label, place));
            }
            if found.is_empty() && length < 60 {
                shown.extend(self.relative(part, place));
            }
        }
        shown
    }

    /// Reads `Veröffentlicht vor 13 Minuten` against the time the page was saved.
    fn relative(&self, text: &str, place: Place) -> Option<Shown> {
        let saved = self.sources.page.captured?;
        let text = text.trim();
        let label = label_in(text).unwrap_or(Label::Plain);
        let bare = LABEL_BEFORE.replace(text, "");
        let date = dates::relative(&bare, saved)?;
        let how = format!("{}, relative to capture", quoted(text));
        Some(Shown { how, ..self.shown(date, "", label, place) })
    }

    fn shown(&self, date: Date, text: &str, label: Label, place: Place) -> Shown {
        Shown { date, how: quoted(text), label, below_headline: false, place, distance: 0 }
    }

    fn located(&self, shown: Shown, id: Id) -> Shown {
        let distance = if id < self.start { (self.start - id) * 2 } else { id - self.start };
        Shown { below_headline: id >= self.start, distance, ..shown }
    }

    /// What is said of the date in this element: by its text, its class, or what stands before it.
    fn label_of(&self, id: Id, text: &str) -> Label {
        let tree = self.sources.tree;
        if let Some(label) = label_in(text) {
            return label;
        }
        // `Aktualisiert: <time>…</time>`
        let parent = tree.parent(id);
        let before = if tree.chars(parent) <= LINE && id - parent <= NODES {
            let mut before = String::new();
            for below in parent..id {
                before.push_str(tree.own_text(below).unwrap_or(" "));
            }
            before
        } else {
            tree.own_text(id.saturating_sub(1)).unwrap_or_default().to_owned()
        };
        // Of several dates in a line the words since the last one count.
        let since = dates::find_all(&before, false).last().map_or(0, |found| found.range.end);
        let before = before.get(since..).unwrap_or_default();
        label_in(before).unwrap_or_else(|| self.label_around(id))
    }

    /// What the class of an element, or what stands before it, says of its date.
    fn label_around(&self, id: Id) -> Label {
        let tree = self.sources.tree;
        for above in std::iter::once(id).chain(tree.above(id).take(2)).filter(|id| tree.chars(*id) <= LINE) {
            // WordPress says `entry-date published updated` of a date that is both: the better one counts.
            let named = ["class", "id", "itemprop"].iter().filter_map(|name| tree.attr(above, name));
            let words = named.flat_map(str::split_whitespace).flat_map(|class| tree.class(class).words.clone());
            let label = words.filter_map(|word| match word.as_str() {
                "published" | "pubdate" | "publish" | "posted" | "created" | "publication" => Some(Label::Published),
                "updated" | "modified" | "lastmod" | "changed" | "update" => Some(Label::Changed),
                _ => None,
            });
            if let Some(label) = label.min() {
                return label;
            }
        }
        // `<dt>Datum</dt><dd>28.10.2025</dd>`
        let before = self.before(id).filter(|before| (3..=30).contains(&tree.chars(*before)) && self.is_small(*before));
        let before = before.map(|before| tree.text(before));
        before.and_then(|text| label_in(&text)).unwrap_or(Label::Plain)
    }

    /// Returns the element or text before this one in the same box, past blanks.
    fn before(&self, id: Id) -> Option<Id> {
        let tree = self.sources.tree;
        let parent = tree.parent(id);
        let mut before = id;
        for _ in 0..4 {
            let last = before.checked_sub(1).filter(|last| *last > parent)?;
            before = std::iter::once(last).chain(tree.above(last)).find(|above| tree.parent(*above) == parent)?;
            if tree.chars(before) > 0 {
                return Some(before);
            }
        }
        None
    }

    /// Tells whether an element, or one right above it, is named for a date.
    fn is_near_named(&self, id: Id) -> bool {
        let tree = self.sources.tree;
        std::iter::once(id).chain(tree.above(id).take(2)).any(|above| tree.chars(above) < 120 && self.is_named(above))
    }

    fn is_named(&self, id: Id) -> bool {
        let Some(element) = self.sources.tree.element(id) else { return false };
        ["class", "id"]
            .iter()
            .filter_map(|name| attribute(element, name))
            .flat_map(str::split_whitespace)
            .any(|class| self.sources.tree.class(class).words.iter().any(|word| DATED.contains(&word.as_str())))
    }

    /// A small `<aside>` or `<footer>` above the text, or one that is named for it, may hold the article's own date.
    fn is_box_for_dates(&self, id: Id) -> bool {
        let tree = self.sources.tree;
        let (chars, linked) = (tree.chars(id), tree.linked(id));
        let is_above = id < self.near_end && chars <= LINE && linked * 4 < chars * 3;
        is_above || (chars <= LINE * 4 && linked * 3 < chars && self.is_named(id))
    }

    /// Returns the nodes of a range without the parts that belong to something else than the article.
    fn own_nodes(&self, range: Range<Id>) -> Vec<Id> {
        let tree = self.sources.tree;
        let mut nodes = Vec::new();
        let mut id = range.start;
        while id < range.end {
            let holds_own = self.own.iter().any(|own| (id..tree.end(id)).contains(own));
            let foreign = match tree.name(id) {
                "head" => true,
                "nav" | "article" => !holds_own,
                "footer" | "aside" => !holds_own && !self.is_box_for_dates(id),
                "" | "html" | "body" | "main" => false,
                _ => !holds_own && ((!self.in_comments && is_comments(tree, id)) || is_today(tree, id)),
            };
            if foreign {
                id = tree.end(id);
            } else {
                nodes.push(id);
                id += 1;
            }
        }
        nodes
    }
}

/// Returns the text below a node with a blank between any two pieces: `<span>28.10.25</span><span>12:44</span>`.
fn spaced_text(tree: &Tree<'_>, id: Id) -> String {
    let mut text = String::new();
    for below in id..tree.end(id) {
        text.push_str(tree.own_text(below).unwrap_or(" "));
    }
    article::clean(&text)
}

fn quoted(text: &str) -> String {
    format!("visible \"{text}\"")
}

/// Tells whether an element is named for the day of the visit, not of the article.
fn is_today(tree: &Tree<'_>, id: Id) -> bool {
    ["class", "id"].iter().filter_map(|name| tree.attr(id, name)).flat_map(str::split_whitespace).any(|class| {
        tree.class(class)
            .words
            .iter()
            .any(|word| matches!(word.as_str(), "today" | "heute" | "aujourdhui" | "hoy" | "oggi"))
    })
}

fn is_comments(tree: &Tree<'_>, id: Id) -> bool {
    ["class", "id"].iter().filter_map(|name| tree.attr(id, name)).flat_map(str::split_whitespace).any(|class| {
        !class.starts_with("no-") && tree.class(class).words.iter().any(|word| NEVER_ARTICLE.contains(&word.as_str()))
    })
}
