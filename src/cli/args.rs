//! The arguments, with the help that is printed for them.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

use super::choices::{
    ChartFormat, Colour, CountBy, CountPeriod, Group, HitFormat, HitName, LineFormat, LineOrder, Order, PageFormat,
    SplitBy, TableFormat, facet,
};
use super::help::{EVERYWHERE, EXAMPLES, GRAMMAR, LANGUAGE, is_help_of_query};
use crate::search::FacetBy;

/// The largest file that is read unless told otherwise, in megabytes.
pub(super) const LARGEST: u64 = 50;

/// Makes a searchable archive of any folder of saved article pages.
#[derive(Debug, Parser)]
#[command(name = "morgue", version, max_term_width = 80, after_help = EXAMPLES)]
#[command(arg_required_else_help = true, subcommand_required = true)]
pub struct Args {
    /// The archive's folder [default: the nearest `.morgue` upwards, else the user's data folder]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR", env = "MORGUE_ARCHIVE", hide_env_values = true)]
    pub(super) archive: Option<PathBuf>,
    /// When to use colour; NO_COLOR and FORCE_COLOR are honoured
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub(super) color: Colour,
    /// Say nothing but errors
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    pub(super) quiet: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read pages into the archive, or bring it up to date with them
    Ingest(Ingest),
    /// Search the archive
    #[command(alias = "search", after_long_help = LANGUAGE)]
    Query(Box<Query>),
    /// Print every match of a query with the text round it: key words in context
    Kwic(Kwic),
    /// Count the articles of the archive or of a query by day, week, month, quarter or year
    Timeline(Timeline),
    /// Show one article
    Show(Show),
    /// List articles with the same text, and what each says differently
    Dupes(Dupes),
    /// List the texts that were saved from the address of an article
    Versions(Versions),
    /// Find articles like one: those that share its most telling words
    Similar(Similar),
    /// Correct a field of an article by hand; pages read again do not undo it
    Fix(Fix),
    /// Give articles keywords, or take them away
    Tag(Tag),
    /// Save a search by name
    Save(Save),
    /// Run a saved search, or print what is new in it
    Run(Run),
    /// List the saved searches
    Saved(SavedSearches),
    /// Ask the query of a record again, and say what differs
    Verify(Verify),
    /// Compare two records
    Diff(Diff),
    /// Print the articles found in pages as JSON, without an archive
    Extract(Extract),
    /// Show how words are analysed: what they are found by
    Analyze(Analyze),
    /// Count the topics of the archive or of a query, and work on the vocabulary
    Topics(Topics),
    /// Assign the topics of all articles anew, without reading a page
    Retag,
    /// Say what is in the archive
    Status(Status),
    /// Make the index anew from the catalog, without reading a page
    Rebuild,
    /// Make an archive beside the clippings: a folder `.morgue` that is found from any folder below
    Init {
        /// The folder of the clippings
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, clap::Args)]
pub(super) struct Ingest {
    /// Folders and files to read
    #[arg(value_name = "DIR|FILE", required_unless_present = "files_from")]
    pub(super) roots: Vec<PathBuf>,
    /// Read the names of files from FILE, one a line; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<PathBuf>,
    /// The names in --files-from end with a zero byte, as `find -print0` writes them
    #[arg(short = '0', long = "null", requires = "files_from")]
    pub(super) null: bool,
    /// Remove the articles whose files are gone, below the folders given
    #[arg(long, requires = "roots")]
    pub(super) prune: bool,
    /// Say what would happen and change nothing
    #[arg(short = 'n', long)]
    pub(super) dry_run: bool,
    /// Read all files again, even unchanged ones
    #[arg(long)]
    pub(super) again: bool,
    /// Write a line for every file to FILE, as NDJSON
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Which columns of lists (CSV, TSV, JSON, NDJSON) hold which fields, where their names do not tell:
    /// `title=Headline,body=Fulltext,published=Day`; may be repeated
    #[arg(long, value_name = "FIELD=COLUMN", value_delimiter = ',')]
    pub(super) columns: Vec<String>,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct Reading {
    /// The largest page to read, unpacked, in megabytes; of a list, the longest row
    #[arg(long, value_name = "MB", default_value_t = LARGEST, value_parser = clap::value_parser!(u64).range(1..=4000))]
    pub(super) max_size: u64,
    /// How many files to read at the same time [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Query {
    /// The words to search for; see below for phrases, operators and fields
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Bring the archive up to date with a folder first; may be repeated
    #[arg(long, value_name = "DIR")]
    pub(super) ingest: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) asking: Asking,
    /// The order of the hits
    #[arg(short, long, value_name = "ORDER", default_value = "relevance")]
    pub(super) sort: Order,
    /// How many hits to print [default: 10; all in a file and in formats for other programs]
    #[arg(short, long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Print all hits
    #[arg(long, conflicts_with = "limit")]
    pub(super) all: bool,
    /// Leave out the first N hits
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,
    /// Answer many queries: FILE has a line for each, its name, a tab, the query; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub(super) batch: Option<PathBuf>,
    /// The form of the hits [default: text, or what the name of the file tells]
    #[arg(short, long, value_name = "FORMAT")]
    pub(super) format: Option<HitFormat>,
    /// Write the hits to FILE, all of them unless --limit says otherwise; it is there whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    pub(super) force: bool,
    /// The columns of a table, such as `published,source,title,url`
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) columns: Vec<String>,
    /// With `--format csv`: as Excel reads it, with a mark of the encoding and semicolons
    #[arg(long)]
    pub(super) excel: bool,
    /// With `--format paths`: end each with a zero byte, as `xargs -0` reads them
    #[arg(short = '0', long = "null")]
    pub(super) null: bool,
    /// Whether articles with the same text are one hit [default: near; none for trec]
    #[arg(long, value_name = "HOW")]
    pub(super) group: Option<Group>,
    /// Which of them is shown: the `first` published, the `longest`, or the one of a publication
    #[arg(long, value_name = "WHICH", default_value = "first")]
    pub(super) keep: String,
    /// What names an article in `--format trec`
    #[arg(long, value_name = "WHAT", default_value = "id")]
    pub(super) docid: HitName,
    /// Count the whole result, too, by `topic`, `source`, `author`, `language`, `year`, `agency`, `section` or `tag`
    #[arg(long, value_name = "FIELD", value_delimiter = ',', value_parser = facet)]
    pub(super) facets: Vec<FacetBy>,
    /// Write to FILE what was asked of which archive and what came out, for `morgue verify` and `morgue diff`
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    pub(super) record: Option<PathBuf>,
    /// Mark matches with >> and << instead of colour
    #[arg(long)]
    pub(super) plain: bool,
    /// Print what becomes of the query: its parts, the terms they stand for, how many articles each finds
    #[arg(long)]
    pub(super) explain: bool,
    /// Print what the score of each hit is made of
    #[arg(long)]
    pub(super) why_ranked: bool,
    /// How many passages of each article to print at most
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(super) snippets: u8,
    /// The length of a passage in characters; 0 for none
    #[arg(long, value_name = "N", default_value_t = 240, value_parser = clap::value_parser!(u16).range(0..=2000))]
    pub(super) width: u16,
}

/// How a query is read, and what narrows its result.
#[derive(Debug, clap::Args)]
pub(super) struct Asking {
    /// Take what was typed as plain words, without operators, fields and phrases
    #[arg(long)]
    pub(super) words: bool,
    /// Any of the words will do, not all, and any part of a compound
    #[arg(long)]
    pub(super) any: bool,
    /// Only articles on this topic: an id or a label in any language; may be repeated, all must hold
    #[arg(short, long, value_name = "TOPIC")]
    pub(super) topic: Vec<String>,
    /// Only articles from this day, month or year on, or of the last days (`90d`)
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// Only articles up to this day, month or year, its end included
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<String>,
    /// Keep articles without a date in a list filtered by date
    #[arg(long)]
    pub(super) undated: bool,
    /// Only articles of this publication; may be repeated, one must hold
    #[arg(long, value_name = "NAME")]
    pub(super) source: Vec<String>,
    /// Only articles with this name in the byline; may be repeated, one must hold
    #[arg(long, value_name = "NAME")]
    pub(super) author: Vec<String>,
    /// Only articles in this language (`de`, `en`); may be repeated, one must hold
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Kwic {
    /// The words to search for, as for `morgue query`
    #[arg(value_name = "QUERY", required = true)]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) asking: Asking,
    /// The characters of context on each side [default: on a terminal what it has room for, else 40]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=2000))]
    pub(super) width: Option<u16>,
    /// The order of the lines
    #[arg(short, long, value_name = "ORDER", default_value = "date")]
    pub(super) sort: LineOrder,
    /// Print the first N lines only
    #[arg(short, long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Count the lines instead of printing them
    #[arg(long)]
    pub(super) count: bool,
    /// What to count them by
    #[arg(long, value_name = "WHAT", default_value = "source", requires = "count")]
    pub(super) by: CountBy,
    /// The form of the lines
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: LineFormat,
    /// Mark matches with >> and << instead of colour
    #[arg(long)]
    pub(super) plain: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Timeline {
    /// Count the articles that this query finds, not all; as for `morgue query`
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) asking: Asking,
    /// What to count them by
    #[arg(long, value_name = "PERIOD", default_value = "month")]
    pub(super) by: CountPeriod,
    /// Count them apart for each publication, topic or language
    #[arg(long, value_name = "FIELD")]
    pub(super) split: Option<SplitBy>,
    /// How many publications, topics or languages to count apart: the most frequent
    #[arg(short, long, value_name = "N", default_value_t = 5, requires = "split", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(super) limit: u16,
    /// Show which part of all articles of a period they are, not how many; `csv` and `json` have both
    #[arg(long)]
    pub(super) share: bool,
    /// Whether articles with the same text count once, as the one published first
    #[arg(long, value_name = "HOW", default_value = "none")]
    pub(super) group: Group,
    /// The form of the counts [default: text, or what the name of the file tells]
    #[arg(short, long, value_name = "FORMAT")]
    pub(super) format: Option<ChartFormat>,
    /// Write the counts or the chart to FILE; it is there whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// The id of the article, or the beginning of it
    pub(super) id: String,
    /// Mark what this query matches
    #[arg(long = "query", value_name = "QUERY")]
    pub(super) query: Option<String>,
    /// Take the query as plain words
    #[arg(long, requires = "query")]
    pub(super) words: bool,
    /// Mark any of its words, and the parts of its compounds
    #[arg(long, requires = "query")]
    pub(super) any: bool,
    /// Print where each field was read, and what speaks for each topic
    #[arg(long)]
    pub(super) why: bool,
    /// The form of the article
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: PageFormat,
    /// Mark matches with >> and << instead of colour
    #[arg(long)]
    pub(super) plain: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Dupes {
    /// The id of an article, or the beginning of it [default: the largest groups are listed]
    pub(super) id: Option<String>,
    /// Print what each says differently, word by word: `[-gone-]` `{+new+}`
    #[arg(long, requires = "id")]
    pub(super) diff: bool,
    /// How many groups to list
    #[arg(short, long, value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,
    /// The form of the list
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: TableFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Versions {
    /// The id of the article, or the beginning of it
    pub(super) id: String,
    /// Print what each says differently from the one after it, word by word: `[-gone-]` `{+new+}`
    #[arg(long)]
    pub(super) diff: bool,
    /// The form of the list
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: TableFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Similar {
    /// The id of the article, or the beginning of it
    pub(super) id: String,
    /// How many articles to print
    #[arg(short, long, value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// The form of the hits
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: HitFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Fix {
    /// The id of the article, or the beginning of it
    pub(super) id: String,
    /// What is to be: `published=2025-10-28`, `authors=Anna Seeger; dpa`, `dek=` for none
    #[arg(value_name = "FIELD=VALUE")]
    pub(super) corrections: Vec<String>,
    /// Why, for `morgue show --why`
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// Undo the last change by hand, keywords too; again, the one before
    #[arg(long, conflicts_with_all = ["corrections", "note"])]
    pub(super) undo: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Tag {
    /// Ids of articles, or their beginnings, and what becomes of their keywords: `+important -sports`
    #[arg(value_name = "ID|+NAME|-NAME", required = true, allow_hyphen_values = true)]
    pub(super) words: Vec<String>,
    /// Why, for `morgue show --why`
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Save {
    /// Replace a search of the same name
    #[arg(long)]
    pub(super) force: bool,
    /// The name
    pub(super) name: String,
    /// The query, with options, as for `morgue query`
    #[arg(value_name = "QUERY", required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    pub(super) query: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Run {
    /// The name
    pub(super) name: String,
    /// Print only articles that no run of it has printed; the exit code is 1 if there are none
    #[arg(long)]
    pub(super) new: bool,
    /// Further options of `morgue query`, such as `--format md` or `-o FILE`
    #[arg(value_name = "OPTION", trailing_var_arg = true, allow_hyphen_values = true)]
    pub(super) options: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct SavedSearches {
    /// Remove the search of this name, and what it has printed
    #[arg(long, value_name = "NAME")]
    pub(super) remove: Option<String>,
    /// The form of the list
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: PageFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Verify {
    /// The record, as `morgue query --record` wrote it
    pub(super) record: PathBuf,
    /// The form of the answer
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: TableFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// The earlier record
    pub(super) before: PathBuf,
    /// The later one
    pub(super) after: PathBuf,
    /// The form of the answer
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: TableFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Extract {
    /// Pages, or folders of pages
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Show what became of each block or line of a page, and by which rule
    #[arg(long)]
    pub(super) explain: bool,
    /// The form of the explanation
    #[arg(short, long, value_name = "FORMAT", default_value = "text", requires = "explain")]
    pub(super) format: PageFormat,
    /// The largest page to read, unpacked, in megabytes; of a list, the longest row
    #[arg(long, value_name = "MB", default_value_t = LARGEST, value_parser = clap::value_parser!(u64).range(1..=4000))]
    pub(super) max_size: u64,
    /// Which columns of lists (CSV, TSV, JSON, NDJSON) hold which fields, where their names do not tell:
    /// `title=Headline,body=Fulltext,published=Day`; may be repeated
    #[arg(long, value_name = "FIELD=COLUMN", value_delimiter = ',')]
    pub(super) columns: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Analyze {
    /// Words or a text; `-` for standard input
    #[arg(value_name = "TEXT", required = true)]
    pub(super) text: Vec<String>,
    /// The language of the words (`de`, `en`) [default: told by the text, else German]
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,
    /// The form of the table
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: PageFormat,
}

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_help_heading = "Work on the vocabulary")]
pub(super) struct Topics {
    #[command(subcommand)]
    pub(super) work: Option<TopicWork>,
    #[command(flatten)]
    pub(super) counting: Counting,
}

/// Which topics are counted, and how they are printed.
#[derive(Debug, clap::Args)]
pub(super) struct Counting {
    /// Count the articles that this query finds, not all; as for `morgue query`
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) asking: Asking,
    /// List the topics side by side, the most frequent first, not as a tree
    #[arg(long)]
    pub(super) flat: bool,
    /// Print the N most frequent topics only, of a tree those on each level
    #[arg(short, long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// The form of the counts
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: TableFormat,
}

#[derive(Debug, Subcommand)]
pub(super) enum TopicWork {
    /// Print what is known of a topic: its labels and rules, what is above and below it
    Show {
        /// An id, or a label in any language
        topic: String,
        /// The form of the answer
        #[arg(short, long, value_name = "FORMAT", default_value = "text")]
        format: PageFormat,
    },
    /// Add a topic to the archive's `topics.toml`, or labels to one of the vocabulary
    Add(TopicAdd),
    /// Show what the files of topics would change in the archive: gains, losses and examples; nothing is written
    Test {
        /// The topics to look at: ids or labels [default: all that would change]
        topics: Vec<String>,
        /// Files of topics to try beside those of the archive
        #[arg(long, value_name = "FILE")]
        file: Vec<PathBuf>,
        /// How many examples of gains and of losses to print for each topic
        #[arg(short, long, value_name = "N", default_value_t = 5)]
        limit: usize,
        /// The form of the answer
        #[arg(short, long, value_name = "FORMAT", default_value = "text")]
        format: PageFormat,
    },
    /// Check the vocabulary with the files of the archive, or with these
    Check {
        /// Files of topics [default: those of the archive]
        files: Vec<PathBuf>,
    },
    /// List the publishers' tags that many articles have and no topic stands for
    Suggest {
        /// How many tags to print
        #[arg(short, long, value_name = "N", default_value_t = 30)]
        limit: usize,
        /// The form of the list
        #[arg(short, long, value_name = "FORMAT", default_value = "text")]
        format: TableFormat,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct TopicAdd {
    /// The id: a-z, 0-9 and hyphens; of a topic that is there to add to it
    pub(super) id: String,
    /// The label shown: `Hafen`, or one for a language: `de=Hafen`; may be repeated
    #[arg(long, value_name = "LABEL")]
    pub(super) label: Vec<String>,
    /// Further labels that are looked for: `Port`, or `de=Seehafen,Kai,en=harbour`; may be repeated
    #[arg(long, value_name = "LABEL")]
    pub(super) alias: Vec<String>,
    /// What it is: place, organisation, person, commodity or subject [default: subject]
    #[arg(long, value_name = "KIND")]
    pub(super) kind: Option<String>,
    /// A topic above it: an id or a label; may be repeated
    #[arg(long, value_name = "TOPIC")]
    pub(super) broader: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Status {
    /// How many languages, sources and topics to list [default: 10, in JSON all]
    #[arg(short, long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// The form of the account
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: PageFormat,
}

/// Returns what was typed, for a hint; what is no UTF-8 is said by the parser.
fn typed() -> Vec<String> {
    std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect()
}

/// Reads the arguments of this process; an error of usage is printed and ends in the code to exit with.
pub(super) fn read() -> Result<Args, ExitCode> {
    if is_help_of_query() {
        let mut command = <Args as clap::CommandFactory>::command();
        command.build();
        let query = command.find_subcommand_mut("query").expect("a command; a test asks for it");
        // A closed stream leaves nobody to tell.
        let _ = query.print_long_help().and_then(|()| write!(io::stdout(), "\n{GRAMMAR}"));
        return Err(ExitCode::SUCCESS);
    }
    Args::try_parse().map_err(|error| {
        // A closed stream leaves nobody to tell.
        let _ = error.print();
        if error.use_stderr()
            && let Some(word) = excluded(&typed())
        {
            let _ = writeln!(
                io::stderr(),
                "\n  hint: to leave a word out, write `NOT {word}`, or put the whole query in one pair of quotes"
            );
        }
        ExitCode::from(if error.use_stderr() { 2 } else { 0 })
    })
}

/// Returns the word that a query seems to exclude with a minus where only flags can have one.
fn excluded(args: &[String]) -> Option<&str> {
    let mut args =
        args.iter().skip(1).skip_while(|arg| !matches!(arg.as_str(), "query" | "search" | "kwic" | "timeline"));
    args.next()?;
    let word = args.take_while(|arg| *arg != "--").find_map(|arg| arg.strip_prefix('-'))?;
    (word.chars().count() > 1 && word.starts_with(char::is_alphabetic)).then_some(word)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_word_with_a_minus_is_noticed() {
        let args = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(excluded(&args("morgue query Japan -China")), Some("China"));
        assert_eq!(excluded(&args("morgue search Japan -l 5")), None);
        assert_eq!(excluded(&args("morgue query -- Japan -China")), None);
        assert_eq!(excluded(&args("morgue ingest -China")), None);
    }
}
