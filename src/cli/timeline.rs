//! `morgue timeline`: the articles of the archive or of a query, counted by period.

use anyhow::Result;

use super::args::{Args, Timeline};
use super::choices::{ChartFormat, Group};
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::{asking, place, talk, target};
use crate::output::{self, Chart, Measure, safe};
use crate::schema;
use crate::search::{Archive, Dates, Grouping, Keep, Request};

pub(super) fn run(args: &Args, what: &Timeline, console: &mut Console) -> Result<Exit> {
    let filters = asking::filters(&what.asking)?;
    let typed = asking::visible(&what.query.join(" "));
    let parsed = asking::parse(&typed, what.asking.words, what.asking.any, console)?;
    let mut archive = place::open(&place::archive(args)?)?;
    talk::warn(&archive, console);
    let asked = filters.and(parsed);
    let dates = if what.asking.undated { Dates::Optional } else { Dates::Required };
    let field = |name| schema::find(name).expect("the schema has this field; a test asks for it");
    let split = what.split.map(|split| field(split.name()));
    let grouping = match what.group {
        Group::None => Grouping::None,
        Group::Near => Grouping::Near(Keep::First),
    };
    let found = archive
        .timeline(&asked, dates, what.by.into(), split, usize::from(what.limit), grouping)
        .map_err(|error| asking::explain(error, &typed))?;
    let measure = if what.share { Measure::Share } else { Measure::Articles };
    if let Some(path) = what.output.as_deref().filter(|path| {
        what.format.is_none()
            && path.extension().is_some_and(|ending| ending != "txt")
            && ChartFormat::of_file(path).is_none()
    }) {
        let hint = "name the format, `--format svg`, or give the file another ending: `.svg`, `.csv`, `.json`";
        return Err(Wrong(format!("error: the name `{}` tells no format\n  hint: {hint}", path.display())).into());
    }
    let file = what.output.as_deref().map(|path| (path, what.force));
    let told = || what.output.as_deref().and_then(ChartFormat::of_file);
    let form: Chart = what.format.or_else(told).unwrap_or(ChartFormat::Text).into();
    target::write(file, console, |style, out| output::timeline(&found, measure, form, &style, out))?;
    if found.total == 0 {
        console.remark(&format!("no hits for: {}", safe(&found.understood)));
        diagnose(&mut archive, asked, dates, console)?;
    } else {
        talk(&found, console);
    }
    talk::limits(&found.limited, console);
    talk::gaps(found.undated_left_out, 0, console);
    Ok(if found.total == 0 { Exit::NoHits } else { Exit::Done })
}

/// Says how many articles are shown, which of those that match are not, and which values are not shown by themselves.
fn talk(found: &crate::search::Timeline, console: &mut Console) {
    let counted = |count: usize, what: &str| if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") };
    let periods = counted(found.periods.len(), found.by.name());
    let missing = output::not_shown(found);
    let missing = if missing.is_empty() { String::new() } else { format!("; not among them: {}", missing.join(", ")) };
    let shown = if found.periods.is_empty() {
        counted(0, "article")
    } else {
        format!("{} in {periods}", counted(found.shown(), "article"))
    };
    console.remark(&format!("{shown}{missing}"));
    if found.repeated > 0 {
        let have = if found.repeated == 1 { "1 of them has" } else { &format!("{} of them have", found.repeated) };
        console.remark(&format!("{have} the text of another; `--group near` counts a text once"));
    }
    if let Some(field) = found.split.filter(|_| found.left_out > 0) {
        let more = counted(found.left_out, &format!("more {}", field.name));
        let place = if field.many { "not shown" } else { "counted as `other`" };
        let are = if found.left_out == 1 { "is" } else { "are" };
        console.remark(&format!("{more} {are} {place}; `--limit N` shows more"));
    }
}

/// Says why nothing was found.
fn diagnose(archive: &mut Archive<'_>, query: crate::query::Query, dates: Dates, console: &mut Console) -> Result<()> {
    let request = Request { dates, limit: Some(0), ..Request::of(query) };
    talk::diagnose(archive, &request, 0, console)
}
