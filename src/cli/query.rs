//! `morgue query`: what was typed to requests, responses to a format, and what is to be said about them.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};

use super::args::{Args, Asking, Query};
use super::choices::{Group, HitFormat};
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::list::{self, Watch};
use super::target::{self, PLAIN, Target};
use super::{asking, ingest, place, record, talk};
use crate::article::ArticleId;
use crate::output::{Columns, Dialect, Ending, Format, Goal, Manner, Marking, Style, safe};
use crate::query::{self, NodeKind};
use crate::record::Typed;
use crate::search::{Archive, Dates, Filters, Grouping, Keep, Request};

/// With so few hits it is said which parts of the query have none and what its filters take away.
const FEW: usize = 2;

/// So many hits are shown where nothing else is said.
const PAGE: usize = 10;

pub(super) fn run(args: &Args, what: &Query, console: &mut Console) -> Result<Exit> {
    run_seen(args, what, Arc::default(), &mut |_| Ok(()), console)
}

/// Answers a query without the articles that were seen before, and shows each hit that is written to `watch`.
pub(super) fn run_seen(
    args: &Args,
    what: &Query,
    seen: Arc<HashSet<ArticleId>>,
    watch: Watch<'_>,
    console: &mut Console,
) -> Result<Exit> {
    let filters = asking::filters(&what.asking)?;
    let no_place = |flag: &str, hint: &str| -> Result<Exit> {
        Err(Wrong(format!("error: this format has no place for `{flag}`\n  hint: {hint}")).into())
    };
    if what.why_ranked && !matches!(format(what), HitFormat::Text | HitFormat::Json | HitFormat::Jsonl) {
        return no_place("--why-ranked", "`--format text`, `json` and `jsonl` show what a score is made of");
    }
    if what.explain && !matches!(format(what), HitFormat::Text | HitFormat::Json) {
        return no_place("--explain", "`--format text` and `json` show what becomes of a query");
    }
    if !what.facets.is_empty() && !matches!(format(what), HitFormat::Text | HitFormat::Json) {
        return no_place(
            "--facets",
            "`--format text` and `json` count a result; `morgue topics --format csv` counts topics",
        );
    }
    if !what.columns.is_empty() && !format(what).is_table() {
        return no_place("--columns", "`--format csv`, `tsv` and `xlsx` have columns");
    }
    if what.excel && format(what) != HitFormat::Csv {
        return no_place("--excel", "it is for `--format csv`; `--format xlsx` writes a workbook");
    }
    if what.null && format(what) != HitFormat::Paths {
        return no_place("--null", "`--format paths --null` ends each file with a zero byte");
    }
    if format(what) == HitFormat::Xlsx && file(what).is_none() && console.is_terminal() {
        let hint = "`-o FILE.xlsx` writes it to a file";
        return Err(Wrong(format!("error: a workbook is nothing for a terminal\n  hint: {hint}")).into());
    }
    form(what, console)?;
    if let Some(path) = what.output.as_deref().filter(|path| what.format.is_none() && HitFormat::is_unknown(path)) {
        let (shown, hint) =
            (path.display(), "name the format, `--format csv`, or give the file another ending, such as `.csv`");
        return Err(Wrong(format!("error: the name `{shown}` tells no format\n  hint: {hint}")).into());
    }
    // A mistake in the query is said before pages are read for it.
    let typed = asking::visible(&what.query.join(" "));
    let single = if what.batch.is_none() {
        Some(asking::parse(&typed, what.asking.words, what.asking.any, console)?)
    } else {
        None
    };
    if let Some(query) = &single
        && matches!(&query.root.kind, NodeKind::Or(words) if words.is_empty())
    {
        let hint = "type a word; an empty query finds everything";
        return Err(Wrong(format!("error: there is no word in `{}`\n  hint: {hint}", safe(&typed))).into());
    }
    let mut exit = Exit::Done;
    if !what.ingest.is_empty() {
        let summary = ingest::before_query(args, &what.ingest, console)?;
        if summary.exit() == Exit::Interrupted {
            return Ok(Exit::Interrupted);
        }
        exit = summary.exit();
    }
    let folder = place::archive(args)?;
    let mut archive = place::open(&folder)?;
    talk::warn(&archive, console);
    if let Grouping::Near(Keep::Source(name)) = grouping(what)
        && !archive.has_source(&name)?
    {
        console.remark(&format!("note: no article is from `{}`; of those alike the first is shown", safe(&name)));
    }
    let found = match (single, &what.batch) {
        (Some(query), _) => {
            let request = Request { seen, ..request(query, &filters, what) };
            one(&mut archive, &typed, &request, what, watch, console)?
        }
        (None, Some(list)) => batch(&mut archive, list, &filters, what, console)?,
        (None, None) => 0,
    };
    console.finish()?;
    Ok(if exit == Exit::SomeFailed {
        exit
    } else if found == 0 {
        Exit::NoHits
    } else {
        Exit::Done
    })
}

fn one(
    archive: &mut Archive<'_>,
    typed: &str,
    request: &Request,
    what: &Query,
    watch: Watch<'_>,
    console: &mut Console,
) -> Result<usize> {
    if let Some(path) = &what.record {
        target::check(path, what.force, console)?;
        if path == Path::new("-") {
            let hint = "name a file; stdout is for the hits";
            return Err(Wrong(format!("error: a record is written to a file\n  hint: {hint}")).into());
        }
        if what.output.as_deref().is_some_and(|output| target::is_same(output, path)) {
            let hint = "name two files";
            return Err(
                Wrong(format!("error: hits and record cannot both be `{}`\n  hint: {hint}", path.display())).into()
            );
        }
    }
    let mut listed = Vec::new();
    let account = match what.explain {
        true => Some(archive.account(request).map_err(|error| asking::explain(error, typed))?),
        false => None,
    };
    let written = list::into(file(what), &form(what, console)?, is_named(what), console, |list| {
        list.write(archive, (None, typed), request, account.as_ref(), &mut |hit| {
            if what.record.is_some() {
                listed.push(record::listed(hit));
            }
            watch(hit)
        })
    })?;
    if let Some(path) = &what.record {
        let asked = asked(typed, request, what);
        let record = record::make(archive, request, asked, &written.response, listed)?;
        let mut target = Target::checked(path)?;
        record.write(target.out())?;
        target.keep()?;
    }
    talk::hits(&written, what, !request.seen.is_empty(), console);
    let total = written.response.total;
    if !what.explain && total <= FEW && request.seen.is_empty() {
        talk::diagnose(archive, request, total, console)?;
    }
    Ok(total)
}

/// Returns how a query stands in its record.
fn asked(typed: &str, request: &Request, what: &Query) -> Typed {
    let Asking { topic, from, to, source, author, lang, .. } = &what.asking;
    let many = [("--topic", topic), ("--source", source), ("--author", author), ("--lang", lang)];
    let many = many.into_iter().flat_map(|(flag, values)| values.iter().map(move |value| (flag, value)));
    let ends = [("--from", from), ("--to", to)].into_iter().filter_map(|(flag, end)| Some((flag, end.as_ref()?)));
    Typed {
        typed: typed.to_owned(),
        understood: request.query.to_string(),
        any: what.asking.any,
        undated: what.asking.undated,
        filters: many.chain(ends).map(|(flag, value)| format!("{flag} {value}")).collect(),
    }
}

/// Returns the file that hits are written to, if it is not stdout, and whether one that is there is replaced.
fn file(what: &Query) -> Option<(&Path, bool)> {
    what.output.as_deref().filter(|path| *path != Path::new("-")).map(|path| (path, what.force))
}

fn batch(
    archive: &mut Archive<'_>,
    list: &Path,
    filters: &Filters,
    what: &Query,
    console: &mut Console,
) -> Result<usize> {
    let wrong = |said: &str, hint: &str| Wrong(format!("error: {said}\n  hint: {hint}"));
    let unread = format!("cannot read the queries `{}`", list.display());
    let fail = || wrong(&unread, "name a file with a line `name<TAB>query` for each, or `-` for standard input");
    let reader: Box<dyn BufRead> = if list == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(list).with_context(fail)?))
    };
    let mut queries = Vec::new();
    let mut names = HashSet::new();
    for (number, line) in reader.lines().enumerate() {
        let line = line.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => anyhow::Error::from(wrong(
                &format!("{unread}: not UTF-8"),
                "`iconv -f WINDOWS-1252 -t UTF-8` turns older text into it",
            )),
            _ => anyhow::Error::from(error).context(fail()),
        })?;
        let place = format!("line {} of `{}`", number + 1, list.display());
        // Some programs begin a file with a mark of its encoding.
        let line = line.trim_start_matches('\u{feff}');
        if line.trim().is_empty() {
            continue;
        }
        let Some((name, typed)) = line.split_once('\t').filter(|(name, _)| !name.trim().is_empty()) else {
            let slip = if line.contains('\t') { "has no name" } else { "has no tab" };
            return Err(wrong(&format!("{place} {slip}"), "each line is a name, a tab and the query").into());
        };
        if !names.insert(name.to_owned()) {
            console.remark(&format!("note: {place}: the name `{}` stands there twice", safe(name)));
        }
        let typed = asking::visible(typed);
        // All are parsed before the first is answered: no half answers because of a slip in the last line.
        let query = asking::parse(&typed, what.asking.words, what.asking.any, console).with_context(|| place)?;
        queries.push((name.to_owned(), typed, query));
    }
    let (mut found, mut written, mut undated, mut lost) = (0, 0, 0, 0);
    list::into(file(what), &form(what, console)?, is_named(what), console, |list| {
        for (name, typed, query) in queries {
            let request = request(query, filters, what);
            let account = what.explain.then(|| archive.account(&request)).transpose()?;
            let query = (Some(name.as_str()), typed.as_str());
            let one = list.write(archive, query, &request, account.as_ref(), &mut |_| Ok(()))?;
            undated += one.response.undated;
            lost += one.response.lost;
            found += one.response.total;
            written += one.shown;
        }
        Ok(())
    })?;
    if let Some((path, _)) = file(what) {
        let hits = if written == 1 { "1 hit".to_owned() } else { format!("{written} hits") };
        console.remark(&format!("{hits} written to `{}`", path.display()));
    }
    talk::gaps(undated, lost, console);
    Ok(found)
}

fn request(query: query::Query, filters: &Filters, what: &Query) -> Request {
    let format = format(what);
    let with_passages = format.is_for_reading()
        || matches!(format, HitFormat::Json | HitFormat::Jsonl)
        || Columns::named(&what.columns).is_ok_and(|columns| columns.have_passages());
    // An export is complete unless it is told how long to be; a screen is not.
    let is_page = what.output.is_none()
        && matches!(format, HitFormat::Text | HitFormat::Json | HitFormat::Jsonl | HitFormat::Trec);
    let limit = what.limit.or(is_page.then_some(PAGE)).filter(|_| !what.all);
    Request {
        query: filters.and(query),
        dates: if what.asking.undated { Dates::Optional } else { Dates::Required },
        sort: what.sort.into(),
        offset: what.offset,
        limit,
        reasons: what.why_ranked,
        facets: what.facets.clone(),
        snippets: if with_passages { usize::from(what.snippets) } else { 0 },
        width: usize::from(what.width),
        grouping: grouping(what),
        seen: Arc::default(),
    }
}

/// Returns what becomes of articles with the same text. An evaluation judges each by itself.
fn grouping(what: &Query) -> Grouping {
    let by_default = if format(what) == HitFormat::Trec { Group::None } else { Group::Near };
    match what.group.unwrap_or(by_default) {
        Group::None => Grouping::None,
        Group::Near => Grouping::Near(keep(&what.keep)),
    }
}

/// Reads which of several articles with the same text is shown.
pub(super) fn keep(typed: &str) -> Keep {
    match typed {
        "first" => Keep::First,
        "longest" => Keep::Longest,
        source => Keep::Source(source.to_owned()),
    }
}

/// Returns the format: the one named, else the one that the name of the file tells.
fn format(what: &Query) -> HitFormat {
    let told = || what.output.as_deref().and_then(HitFormat::of_file);
    what.format.or_else(told).unwrap_or(HitFormat::Text)
}

fn form(what: &Query, console: &mut Console) -> Result<(Format, Manner)> {
    let (_, style) = console.styled();
    let style = if what.output.is_some() { PLAIN } else { style };
    let style = if what.plain { Style { marking: Marking::Arrows, ..style } } else { style };
    let columns = match what.columns.as_slice() {
        [] => Columns::default(),
        names => Columns::named(names).map_err(|error| Wrong(format!("error: {error}")))?,
    };
    let manner = Manner {
        docid: what.docid.into(),
        style,
        columns,
        dialect: if what.excel { Dialect::Excel } else { Dialect::Standard },
        ending: if what.null { Ending::Null } else { Ending::Line },
        goal: if file(what).is_none() && console.is_terminal() { Goal::Terminal } else { Goal::Program },
    };
    Ok((format(what).into(), manner))
}

/// Tells whether files are named so that they can be opened from here.
fn is_named(what: &Query) -> bool {
    format(what).is_for_reading() || format(what) == HitFormat::Paths
}
