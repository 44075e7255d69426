//! `morgue topics` and `morgue retag`: topics counted, the vocabulary looked at, tried, checked and added to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use toml::Value;

use super::args::{Args, Counting, TopicAdd, TopicWork, Topics};
use super::choices::{PageFormat, TableFormat};
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::settings::{Settings, TOPICS, complain, topic_file};
use super::{asking, place, talk};
use crate::catalog::{Catalog, CatalogError, FILE};
use crate::ingest;
use crate::output::{self, Table, TopicSheet, safe};
use crate::query::Needs;
use crate::search::{Archive, Dates};
use crate::topics::{File, Kind, Topic, Vocabulary};

/// Topics named where one is not known.
const NEAREST: usize = 3;

pub(super) fn run(args: &Args, what: &Topics, console: &mut Console) -> Result<Exit> {
    match &what.work {
        None => count(args, &what.counting, console),
        Some(TopicWork::Show { topic, format }) => show(args, topic, *format, console),
        Some(TopicWork::Add(what)) => add(args, what, console),
        Some(TopicWork::Test { topics, file, limit, format }) => test(args, topics, file, *limit, *format, console),
        Some(TopicWork::Check { files }) => check(args, files, console),
        Some(TopicWork::Suggest { limit, format }) => suggest(args, *limit, *format, console),
    }
}

pub(super) fn retag(args: &Args, console: &mut Console) -> Result<Exit> {
    let folder = place::archive(args)?;
    if !folder.join(FILE).is_file() {
        return Err(CatalogError::Missing(folder).into());
    }
    let settings = Settings::of(&folder)?;
    let vocabulary = settings.checked_vocabulary(&folder)?;
    let catalog = Catalog::open_or_make(&folder, &place::writer("retag"))?;
    let (articles, _) = catalog.count()?;
    let bar = console.progress("assigning");
    bar.set_length(articles);
    let changed =
        ingest::retag(&folder, &catalog, &settings.compounds(), vocabulary, &mut |done| bar.set_position(done))?;
    bar.finish_and_clear();
    if !args.quiet {
        writeln!(console.out(), "topics assigned anew: {changed} of {articles} articles changed")?;
    }
    console.finish()?;
    Ok(Exit::Done)
}

impl From<TableFormat> for Table {
    fn from(format: TableFormat) -> Self {
        match format {
            TableFormat::Text => Self::Text,
            TableFormat::Json => Self::Json,
            TableFormat::Csv => Self::Csv,
        }
    }
}

fn count(args: &Args, what: &Counting, console: &mut Console) -> Result<Exit> {
    let filters = asking::filters(&what.asking)?;
    let typed = asking::visible(&what.query.join(" "));
    let query = asking::parse(&typed, what.asking.words, what.asking.any, console)?;
    let query = filters.and(query);
    let mut archive = place::open(&place::archive(args)?)?;
    talk::warn(&archive, console);
    let dates = if what.asking.undated { Dates::Optional } else { Dates::Required };
    let counts =
        archive.topic_counts(&query, dates, !what.flat, what.limit).map_err(|error| asking::explain(error, &typed))?;
    let (out, style) = console.styled();
    output::topics(&counts, what.format.into(), &style, out)?;
    console.finish()?;
    let articles = |count: usize| if count == 1 { "1 article".to_owned() } else { format!("{count} articles") };
    if counts.total == 0 {
        console.remark(&format!("no hits for: {}", safe(&counts.understood)));
        return Ok(Exit::NoHits);
    }
    let missing = if counts.missing == 0 { String::new() } else { format!(", {} without a topic", counts.missing) };
    let cut = match counts.left_out {
        0 => String::new(),
        cut => format!("; {cut} topics are not shown: `--limit N` shows more"),
    };
    console.remark(&format!("{}{missing}{cut}", articles(counts.total)));
    Ok(Exit::Done)
}

/// Finds a topic that was named.
fn find<'v>(vocabulary: &'v Vocabulary, typed: &str) -> Result<&'v Topic> {
    vocabulary.find(typed).ok_or_else(|| {
        let nearest: Vec<String> =
            vocabulary.nearest(typed, NEAREST).iter().map(|topic| format!("`{}`", topic.id)).collect();
        let hint = if nearest.is_empty() {
            "`morgue topics` lists those of the archive, `morgue topics add` makes a new one".to_owned()
        } else {
            format!("did you mean {}?", nearest.join(", "))
        };
        Wrong(format!("error: unknown topic `{}`\n  hint: {hint}", safe(typed))).into()
    })
}

fn show(args: &Args, typed: &str, format: PageFormat, console: &mut Console) -> Result<Exit> {
    let folder = place::archive(args)?;
    let vocabulary = Settings::of(&folder)?.vocabulary(&folder)?;
    let topic = find(vocabulary, typed)?;
    // The vocabulary can be looked at without an archive.
    let articles = match folder.join(FILE).is_file() {
        true => Some(articles_of(&mut place::open(&folder)?, &topic.id)?),
        false => None,
    };
    let sheet = TopicSheet {
        id: topic.id.clone(),
        label: topic.label("de").to_owned(),
        kind: topic.kind.to_string(),
        keys: topic.keys(),
        narrower: vocabulary.directly_below(&topic.id).map(str::to_owned).collect(),
        file: vocabulary.origin(&topic.id).unwrap_or_default().to_owned(),
        articles,
    };
    let (out, style) = console.styled();
    match format {
        PageFormat::Json => writeln!(out, "{}", output::json_line(&output::sheet_json(&sheet)))?,
        PageFormat::Text => output::sheet(&sheet, &style, out)?,
    }
    console.finish()?;
    Ok(Exit::Done)
}

/// Counts the articles that have a topic, and those that have it or a narrower one.
fn articles_of(archive: &mut Archive<'_>, id: &str) -> Result<(usize, usize)> {
    let all = crate::query::words("", Needs::All);
    let counts = archive.topic_counts(&all, Dates::Optional, true, None)?;
    let found = counts.topics.iter().find(|topic| topic.id == id);
    Ok(found.map_or((0, 0), |topic| (topic.itself, topic.articles)))
}

fn add(args: &Args, what: &TopicAdd, console: &mut Console) -> Result<Exit> {
    let folder = place::archive(args)?;
    if !folder.is_dir() {
        return Err(CatalogError::Missing(folder).into());
    }
    // One writer at a time, for this file too: none of two that add at once is lost.
    let _lock = Catalog::open_or_make(&folder, &place::writer("topics add"))?;
    let settings = Settings::of(&folder)?;
    let vocabulary = settings.vocabulary(&folder)?;
    let path = folder.join(TOPICS);
    // Where the file is a link, what it leads to is written.
    let path = path.canonicalize().unwrap_or(path);
    let name = place::short(&path).to_string_lossy().into_owned();
    let mut files = settings.topic_files(&folder)?;
    let own = files.iter().position(|file| file.name == name).map(|at| files.remove(at));
    let before = own.map(|file| file.text).unwrap_or_default();
    let known = vocabulary.get(&what.id);
    let wrong = |said: String, hint: &str| Wrong(format!("error: {said}\n  hint: {hint}"));
    let id = safe(&what.id);
    if before.parse::<toml::Table>().is_ok_and(|table| table.contains_key(&what.id)) {
        let hint = format!("change it there; `morgue topics test {id}` shows what that does");
        return Err(wrong(format!("topic `{id}` stands in `{name}` already"), &hint).into());
    }
    if what.label.is_empty() && known.is_none() {
        let hint = "give it one: `--label Hafen`, or `--label de=Hafen --label en=Port`";
        return Err(wrong(format!("the new topic `{id}` has no label"), hint).into());
    }
    let mut table = toml::Table::new();
    match (&what.kind, known) {
        (None, Some(_)) => {}
        (kind, _) => put(&mut table, "kind", kind.as_deref().unwrap_or("subject")),
    }
    let broader: Vec<Value> = what
        .broader
        .iter()
        .map(|typed| Ok(Value::String(find(vocabulary, typed)?.id.clone())))
        .collect::<Result<_>>()?;
    if !broader.is_empty() {
        table.insert("broader".to_owned(), Value::Array(broader));
    }
    for label in &what.label {
        let (language, label) = in_language(label)?;
        if language.is_none() && known.is_some() {
            let hint = format!("`--label de={label}` changes the label shown, `--alias {label}` adds one");
            return Err(wrong(format!("the topic `{id}` has labels already"), &hint).into());
        }
        let key = language.as_deref().unwrap_or("label");
        if table.contains_key(key) {
            let hint = "further labels are added with `--alias`";
            return Err(wrong(format!("two labels to be shown for `{id}`"), hint).into());
        }
        put(&mut table, key, label);
    }
    for aliases in &what.alias {
        // A language holds for what follows it: `en=harbour,port`.
        let mut language = None;
        for alias in aliases.split(',').filter(|alias| !alias.trim().is_empty()) {
            let (named, label) = in_language(alias)?;
            language = named.or(language);
            let key = language.as_ref().map_or_else(|| "alt".to_owned(), |language| format!("alt_{language}"));
            let list = table.entry(key).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.push(Value::String(label.to_owned()));
            }
        }
    }
    if table.is_empty() {
        return Err(wrong(
            format!("nothing is to be added to `{id}`"),
            "say what: `--alias LABEL` or `--broader TOPIC`",
        )
        .into());
    }
    let written = toml::Table::from_iter([(what.id.clone(), Value::Table(table))]).to_string();
    let gap = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n" };
    let text = format!("{before}{gap}{written}");
    files.push(File { name: name.clone(), text: text.clone() });
    // Nothing is written that cannot be read again.
    Vocabulary::read(&files).map_err(|error| complain(&error.0))?;
    write(&path, &text)?;
    console.remark(&format!(
        "`{id}` added to `{name}`; `morgue topics test {id}` shows what it finds, `morgue retag` makes it count",
    ));
    Ok(Exit::Done)
}

/// Splits `de=Hafen` into language and label.
fn in_language(typed: &str) -> Result<(Option<String>, &str)> {
    let Some((language, label)) = typed.split_once('=') else { return Ok((None, typed.trim())) };
    let language = language.trim().to_lowercase();
    let is_tag = language.len() == 2 || language.split_once('-').is_some_and(|(tag, _)| tag.len() == 2);
    match (Topic::speaks(&language), is_tag) {
        (true, _) => Ok((Some(language), label.trim())),
        (false, true) => {
            let hint = "labels are given for `de`, `en`, `fr` or `es`, or without a language for all";
            Err(Wrong(format!("error: no labels for the language `{}`\n  hint: {hint}", safe(&language))).into())
        }
        (false, false) => Ok((None, typed.trim())),
    }
}

fn put(table: &mut toml::Table, key: &str, value: &str) {
    table.insert(key.to_owned(), Value::String(value.to_owned()));
}

/// Writes a file as a whole or not at all.
fn write(path: &Path, text: &str) -> Result<()> {
    let fail = || {
        format!(
            "cannot write `{}`\n  hint: `morgue init` makes an archive; check the rights of its folder",
            path.display()
        )
    };
    let fresh = path.with_extension("toml.new");
    fs::write(&fresh, text).and_then(|()| fs::rename(&fresh, path)).with_context(fail)
}

fn test(
    args: &Args,
    named: &[String],
    further: &[PathBuf],
    limit: usize,
    format: PageFormat,
    console: &mut Console,
) -> Result<Exit> {
    let folder = place::archive(args)?;
    let catalog = Catalog::open(&folder)?;
    let mut files = Settings::of(&folder)?.topic_files(&folder)?;
    for path in further {
        files.push(topic_file(path)?);
    }
    let vocabulary = Vocabulary::read(&files).map_err(|error| complain(&error.0))?;
    let ids: BTreeSet<String> = named
        .iter()
        .map(|typed| {
            // One that is switched off can be asked for, too.
            let topic = vocabulary.find(typed).or_else(|| Vocabulary::built_in().find(typed));
            topic.map_or_else(|| find(&vocabulary, typed), Ok).map(|topic| topic.id.clone())
        })
        .collect::<Result<_>>()?;
    let bar = console.progress("trying");
    let (articles, _) = catalog.count()?;
    bar.set_length(articles);
    let shifts = ingest::shifts(&catalog, &vocabulary, &ids, &mut |done| bar.set_position(done))?;
    bar.finish_and_clear();
    let (out, style) = console.styled();
    match format {
        PageFormat::Json => writeln!(out, "{}", output::json_line(&output::shifts_json(&shifts, limit)))?,
        PageFormat::Text => output::shifts(&shifts, limit, &style, out)?,
    }
    console.finish()?;
    let changes = shifts.values().any(|shift| !shift.gained.is_empty() || !shift.lost.is_empty());
    console.remark(match changes {
        true if further.is_empty() => "nothing was written; `morgue retag` makes it count",
        true => "nothing was written; name the file in `topics` of `config.toml` and run `morgue retag`",
        false => "nothing would change",
    });
    Ok(Exit::Done)
}

fn check(args: &Args, files: &[PathBuf], console: &mut Console) -> Result<Exit> {
    let own = match files {
        [] => {
            let folder = place::archive(args)?;
            Settings::of(&folder)?.topic_files(&folder)?
        }
        files => files.iter().map(|path| topic_file(path)).collect::<Result<_>>()?,
    };
    let vocabulary = Vocabulary::read(&own).map_err(|error| complain(&error.0))?;
    let names: Vec<&str> = own.iter().map(|file| file.name.as_str()).collect();
    let topics = vocabulary.topics().count();
    // One that is switched off is changed, too.
    let tables = own.iter().filter_map(|file| file.text.parse::<toml::Table>().ok());
    let mine: BTreeSet<String> = tables.flat_map(|table| table.into_iter().map(|(id, _)| id)).collect();
    let kinds: Vec<String> = Kind::ALL
        .iter()
        .map(|kind| format!("{} {kind}", vocabulary.topics().filter(|topic| topic.kind == *kind).count()))
        .collect();
    writeln!(console.out(), "{topics} topics, in order: {}", kinds.join(", "))?;
    if !own.is_empty() {
        let names: Vec<String> = names.iter().map(|name| safe(name)).collect();
        writeln!(console.out(), "{} added, changed or switched off by {}", mine.len(), names.join(", "))?;
    }
    console.finish()?;
    Ok(Exit::Done)
}

fn suggest(args: &Args, limit: usize, format: TableFormat, console: &mut Console) -> Result<Exit> {
    let folder = place::archive(args)?;
    let vocabulary = Settings::of(&folder)?.vocabulary(&folder)?;
    let tags = vocabulary.without_topic(Catalog::open(&folder)?.tags()?);
    let listed = tags.get(..limit.min(tags.len())).unwrap_or_default();
    output::tags(listed, format.into(), console.out())?;
    console.finish()?;
    let more = if listed.len() < tags.len() { format!(", {} shown", listed.len()) } else { String::new() };
    console.remark(&format!(
        "{} tags without a topic{more}; `morgue topics add ID --label LABEL` makes one of a tag",
        tags.len()
    ));
    Ok(if tags.is_empty() { Exit::NoHits } else { Exit::Done })
}
