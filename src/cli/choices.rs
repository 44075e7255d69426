//! The values that options choose from, and what they mean to the rooms upstream.

use std::path::Path;

use clap::ValueEnum;

use crate::dates::Period;
use crate::output::{self, Chart, DocId, Format};
use crate::schema::{self, Use};
use crate::search::{By, FacetBy, Order as Lines, Sort};

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum LineOrder {
    /// By the words to the left, the nearest first
    Left,
    /// By what matched and the words to the right
    Right,
    /// The oldest first
    Date,
    /// By publication
    Source,
}

impl From<LineOrder> for Lines {
    fn from(order: LineOrder) -> Self {
        match order {
            LineOrder::Left => Self::Left,
            LineOrder::Right => Self::Right,
            LineOrder::Date => Self::Date,
            LineOrder::Source => Self::Source,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum CountBy {
    /// By publication
    Source,
    /// By year
    Year,
    /// By month
    Month,
    /// By what matched
    Form,
}

impl From<CountBy> for By {
    fn from(by: CountBy) -> Self {
        match by {
            CountBy::Source => Self::Source,
            CountBy::Year => Self::Year,
            CountBy::Month => Self::Month,
            CountBy::Form => Self::Form,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LineFormat {
    /// For reading
    Text,
    /// Values separated by tabs
    Tsv,
    /// Comma-separated values
    Csv,
    /// One object a line
    #[value(alias = "ndjson")]
    Jsonl,
}

impl From<LineFormat> for output::Lines {
    fn from(format: LineFormat) -> Self {
        match format {
            LineFormat::Text => Self::Text,
            LineFormat::Tsv => Self::Tsv,
            LineFormat::Csv => Self::Csv,
            LineFormat::Jsonl => Self::Jsonl,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Order {
    Relevance,
    Newest,
    Oldest,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Relevance => Self::Relevance,
            Order::Newest => Self::Newest,
            Order::Oldest => Self::Oldest,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum HitFormat {
    /// For reading
    Text,
    /// One object with the query, the counts and the hits
    Json,
    /// One object a hit, one hit a line
    #[value(alias = "ndjson")]
    Jsonl,
    /// Comma-separated values
    Csv,
    /// Values separated by tabs
    Tsv,
    /// A workbook for Excel and LibreOffice
    #[value(alias = "excel")]
    Xlsx,
    /// References for Zotero, Citavi, EndNote and others
    Ris,
    /// Entries for BibLaTeX
    #[value(alias = "bib")]
    Biblatex,
    /// Entries for BibTeX
    Bibtex,
    /// References for citation styles and pandoc: CSL-JSON
    Csl,
    /// A dossier in Markdown
    #[value(alias = "markdown")]
    Md,
    /// A dossier as one page of HTML
    Html,
    /// The files, one a line
    Paths,
    /// Run lines for evaluation
    Trec,
}

impl HitFormat {
    /// Tells whether it has columns.
    pub(super) fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv | Self::Xlsx)
    }

    /// Tells whether it is for reading, so that passages stand in it and files are named as they can be opened from here.
    pub(super) fn is_for_reading(self) -> bool {
        matches!(self, Self::Text | Self::Md | Self::Html)
    }

    /// Tells whether the name of a file ends as that of a format which is not known here.
    pub(super) fn is_unknown(path: &Path) -> bool {
        path.extension().is_some() && Self::of_file(path).is_none()
    }

    /// Returns the format that the name of a file tells.
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        Some(match ending.as_str() {
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::Jsonl,
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "xlsx" => Self::Xlsx,
            "ris" => Self::Ris,
            "bib" => Self::Biblatex,
            "md" => Self::Md,
            "html" | "htm" => Self::Html,
            "txt" => Self::Text,
            _ => return None,
        })
    }
}

impl From<HitFormat> for Format {
    fn from(format: HitFormat) -> Self {
        match format {
            HitFormat::Text => Self::Text,
            HitFormat::Json => Self::Json,
            HitFormat::Jsonl => Self::Jsonl,
            HitFormat::Csv => Self::Csv,
            HitFormat::Tsv => Self::Tsv,
            HitFormat::Xlsx => Self::Xlsx,
            HitFormat::Ris => Self::Ris,
            HitFormat::Biblatex => Self::Biblatex,
            HitFormat::Bibtex => Self::Bibtex,
            HitFormat::Csl => Self::Csl,
            HitFormat::Md => Self::Markdown,
            HitFormat::Html => Self::Html,
            HitFormat::Paths => Self::Paths,
            HitFormat::Trec => Self::Trec,
        }
    }
}

/// What becomes of articles with the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Group {
    /// One of them stands for all
    Near,
    /// Each is a hit
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum HitName {
    Id,
    Path,
}

impl From<HitName> for DocId {
    fn from(name: HitName) -> Self {
        match name {
            HitName::Id => Self::Id,
            HitName::Path => Self::Path,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// Comma-separated values
    Csv,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum CountPeriod {
    /// 2025-10-28
    Day,
    /// The week after ISO 8601: 2025-W44
    Week,
    /// 2025-10
    Month,
    /// 2025-Q4
    Quarter,
    /// 2025
    Year,
}

impl From<CountPeriod> for Period {
    fn from(by: CountPeriod) -> Self {
        match by {
            CountPeriod::Day => Self::Day,
            CountPeriod::Week => Self::Week,
            CountPeriod::Month => Self::Month,
            CountPeriod::Quarter => Self::Quarter,
            CountPeriod::Year => Self::Year,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SplitBy {
    /// By publication
    Source,
    /// By topic; an article with several counts for each
    Topic,
    /// By language
    #[value(alias = "language")]
    Lang,
}

impl SplitBy {
    /// Returns the name of the field.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Topic => "topic",
            Self::Lang => "language",
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ChartFormat {
    /// Bars for reading
    Text,
    /// Comma-separated values
    Csv,
    /// One JSON object
    Json,
    /// A picture
    Svg,
}

impl ChartFormat {
    /// Returns the format that the name of a file tells.
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        Some(match ending.as_str() {
            "svg" => Self::Svg,
            "csv" => Self::Csv,
            "json" => Self::Json,
            _ => return None,
        })
    }
}

impl From<ChartFormat> for Chart {
    fn from(format: ChartFormat) -> Self {
        match format {
            ChartFormat::Text => Self::Text,
            ChartFormat::Csv => Self::Csv,
            ChartFormat::Json => Self::Json,
            ChartFormat::Svg => Self::Svg,
        }
    }
}

/// Reads what a result is to be counted by.
pub(super) fn facet(name: &str) -> Result<FacetBy, String> {
    if matches!(name.to_lowercase().as_str(), "year" | "jahr" | "date") {
        return Ok(FacetBy::Year);
    }
    let is_countable = |field: &&schema::Field| field.is_for(Use::Count);
    schema::find(name).filter(is_countable).map(FacetBy::Field).ok_or_else(|| {
        let known: Vec<&str> = schema::FIELDS.iter().filter(is_countable).map(|field| field.name.as_str()).collect();
        format!("a result can be counted by {}, year", known.join(", "))
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}
