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
use super::list::{self, Watch, Written};
use super::target::{self, PLAIN, Target};
use super::{ingest, place, record};
use crate::article::{ArticleId, is_invisible};
use crate::dates::Span;
use crate::output::{self, Columns, Dialect, Ending, Format, Goal, Manner, Marking, Style, safe};
use crate::query::{self, Needs, NodeKind, WarningKind};
use crate::record::Typed;
use crate::search::{Archive, Dates, Filters, Grouping, Keep, Limited, Notice, Request, SearchError};

/// With so few hits it is said which parts of the query have none and what its filters take away.
const FEW: usize = 2;

/// So many characters of a query without hits are repeated.
const UNDERSTOOD: usize = 300;

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
    let filters = filters(&what.asking)?;
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
    let typed = visible(&what.query.join(" "));
    let single =
        if what.batch.is_none() { Some(parse(&typed, what.asking.words, what.asking.any, console)?) } else { None };
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
    warn(&archive, console);
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

/// Says what a reader should know about the archive before the answers.
pub(super) fn warn(archive: &Archive<'_>, console: &mut Console) {
    match archive.notice() {
        Some(Notice::Outdated) => {
            console.remark("note: the index was made by another version of morgue or with other `[compounds]` in `config.toml`; `morgue rebuild` makes it anew")
        }
        Some(Notice::Behind(changes)) => {
            console.remark(&format!("note: the index lacks the last {changes} changes; the next `morgue ingest` or `morgue rebuild` adds them"));
        }
        Some(Notice::OtherTopics) => {
            console.remark("note: the topics were assigned with another vocabulary; `morgue retag` assigns them anew");
        }
        Some(Notice::Ungrouped) => {
            console.remark("note: articles with the same text are not grouped yet; `morgue rebuild` groups them");
        }
        None => {}
    }
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
        true => Some(archive.account(request).map_err(|error| explain(error, typed))?),
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
    talk(&written, what, !request.seen.is_empty(), console);
    let total = written.response.total;
    if !what.explain && total <= FEW && request.seen.is_empty() {
        diagnose(archive, request, total, console)?;
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
        let typed = visible(typed);
        // All are parsed before the first is answered: no half answers because of a slip in the last line.
        let query = parse(&typed, what.asking.words, what.asking.any, console).with_context(|| place)?;
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
    talk_of_gaps(undated, lost, console);
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

/// Says what the list does not show: how many there are in all, and how many have no date.
fn talk(written: &Written, what: &Query, only_new: bool, console: &mut Console) {
    let Written { response, shown, reasoned } = written;
    let shown = *shown;
    let articles = |count: usize| if count == 1 { "1 article".to_owned() } else { format!("{count} articles") };
    let matches = |count: usize| if count == 1 { "matches" } else { "match" };
    let alike = match response.total - response.groups {
        0 => String::new(),
        _ => format!(", {} without those alike", response.groups),
    };
    let new = if only_new { "new " } else { "" };
    let found =
        format!("{} {}{alike}", articles(response.total).replace(' ', &format!(" {new}")), matches(response.total));
    if response.total == 0 && only_new {
        console.remark("nothing new");
    } else if response.total == 0 {
        // What was typed may be longer than a screen.
        let understood: String = response.understood.chars().take(UNDERSTOOD).collect();
        let more = if understood.len() < response.understood.len() { " …" } else { "" };
        console.remark(&format!("no hits for: {}{more}", safe(&understood)));
    } else if let Some(path) = what.output.as_deref().filter(|path| *path != Path::new("-")) {
        let hits = if shown == 1 { "1 hit".to_owned() } else { format!("{shown} hits") };
        console.remark(&format!("{found}; {hits} written to `{}`", path.display()));
    } else if shown < response.groups {
        let first = what.offset.saturating_add(1);
        let list = if shown == 0 {
            "none shown".to_owned()
        } else {
            format!("{first} to {} shown", what.offset.saturating_add(shown))
        };
        console.remark(&format!("{found}, {list}; `--limit N`, `--offset N` or `--all` show more"));
    } else {
        console.remark(&found);
    }
    if what.why_ranked && shown > 0 && !reasoned {
        console.remark("note: nothing in this query scores: it has only filters, and the newest articles come first");
    }
    talk_of_limits(&response.limited, console);
    talk_of_gaps(response.undated, response.lost, console);
}

/// Says why there are none or few hits: what each part of the query finds, and what its filters take away.
pub(super) fn diagnose(
    archive: &mut Archive<'_>,
    request: &Request,
    total: usize,
    console: &mut Console,
) -> Result<()> {
    if console.is_quiet() {
        return Ok(());
    }
    let account = archive.account(request)?;
    for line in output::diagnosis(&account, total) {
        console.remark(&line);
    }
    Ok(())
}

/// Says which masks stand for more forms than were searched.
pub(super) fn talk_of_limits(limited: &[Limited], console: &mut Console) {
    for Limited { typed, forms, searched } in limited {
        console.remark(&format!(
            "note: `{}` stands for {forms} forms; the {searched} most frequent were searched; more letters narrow it down",
            safe(typed)
        ));
    }
}

/// Says what was left out of a list because something is not known.
pub(super) fn talk_of_gaps(undated: usize, lost: usize, console: &mut Console) {
    match undated {
        0 => {}
        1 => console.remark("1 matching article has no date and was left out; `--undated` shows it too"),
        count => console
            .remark(&format!("{count} matching articles have no date and were left out; `--undated` shows them too")),
    }
    if lost > 0 {
        console.remark(&format!(
            "note: {lost} of the hits are in the index but not in the catalog; `morgue rebuild` puts it right"
        ));
    }
}

pub(super) fn parse(typed: &str, words: bool, any: bool, console: &mut Console) -> Result<query::Query> {
    let needs = if any { Needs::Any } else { Needs::All };
    if !words {
        return understand(typed, needs, console);
    }
    let query = query::words(typed, needs);
    // Marks are punctuation in plain words; that some words do not count is another matter.
    for warning in query.warnings.iter().filter(|warning| warning.kind == WarningKind::TooMany) {
        console.remark(&warning.render(typed));
    }
    Ok(query)
}

/// Returns what was typed without soft hyphens and other invisible marks, of which pages are cleaned, too.
pub(super) fn visible(typed: &str) -> String {
    typed.chars().filter(|c| c.is_control() || !is_invisible(*c)).collect()
}

/// Parses what was typed and says the warnings.
fn understand(typed: &str, needs: Needs, console: &mut Console) -> Result<query::Query> {
    let query = query::parse(typed, needs, place::today()).map_err(|error| Wrong(error.render(typed)))?;
    for warning in &query.warnings {
        console.remark(&warning.render(typed));
    }
    Ok(query)
}

/// Makes a message of an error that may be one of searching.
pub(super) fn explained(error: anyhow::Error, typed: &str) -> anyhow::Error {
    match error.downcast() {
        Ok(error) => explain(error, typed),
        Err(other) => other,
    }
}

/// Makes a message of a search error that shows the place in what was typed.
pub(super) fn explain(error: SearchError, typed: &str) -> anyhow::Error {
    if let SearchError::UnknownState { span, .. } = &error {
        return Wrong(query::complain(&error.to_string(), typed, span, "an article can be `is:truncated`")).into();
    }
    if let SearchError::TooManyForms { .. } = &error {
        let hint = "write more letters of the words, or split it into several queries";
        return Wrong(format!("error: {error}\n  hint: {hint}")).into();
    }
    if let SearchError::TooManyPeriods { .. } = &error {
        let hint = "count by something longer, as with `--by year`, or fewer of them with `--from` and `--to`";
        return Wrong(format!("error: {error}\n  hint: {hint}")).into();
    }
    let SearchError::UnknownTopic { typed: topic, span, nearest } = &error else { return error.into() };
    let nearest: Vec<String> = nearest.iter().map(|(label, articles)| format!("`{label}` ({articles})")).collect();
    let hint = match nearest.is_empty() {
        true => {
            format!(
                "`morgue topics` lists those of the archive; `tag:\"{}\"` searches the publishers' own keywords",
                safe(topic)
            )
        }
        false => format!(
            "did you mean {}? `tag:\"{}\"` searches the publishers' own keywords",
            nearest.join(", "),
            safe(topic)
        ),
    };
    let text = error.to_string();
    Wrong(if span.is_empty() {
        format!("error: {}\n  hint: {hint}", safe(&text))
    } else {
        query::complain(&text, typed, span, &hint)
    })
    .into()
}

pub(super) fn filters(what: &Asking) -> Result<Filters> {
    let read = |flag: &str, typed: &Option<String>| -> Result<Option<Span>> {
        let span = typed.as_deref().map(|typed| Span::end(typed, place::today())).transpose();
        span.map_err(|error| Wrong(format!("error: {flag}: {error}")).into())
    };
    let (from, to) = (read("--from", &what.from)?, read("--to", &what.to)?);
    let date = (from.is_some() || to.is_some())
        .then(|| Span { first: from.and_then(|span| span.first), last: to.and_then(|span| span.last) });
    if let Some(Span { first: Some(first), last: Some(last) }) = date
        && first > last
    {
        return Err(Wrong(format!("error: --from {first} is after --to {last}\n  hint: swap them")).into());
    }
    Ok(Filters {
        topics: what.topic.clone(),
        sources: what.source.clone(),
        authors: what.author.clone(),
        languages: what.lang.clone(),
        date,
    })
}
