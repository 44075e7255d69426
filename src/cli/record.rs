//! `query --record`, `morgue verify` and `morgue diff`: what was asked and came out, written down and compared.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::args::{Args, Diff, Verify};
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::{asking, place, query, talk};
use crate::article::ArticleId;
use crate::catalog::{Catalog, CatalogError};
use crate::output::{self, Because, Compared, safe};
use crate::query::Needs;
use crate::record::{Archived, Change, Comparison, Counts, Grouped, Listed, Program, Record, Typed, Versions, compare};
use crate::search::{Archive, Dates, Grouping, Hit, Keep, Request, Response, Sort, Step};
use crate::{alike, analysis, extract, schema};

/// A larger file is no record.
const LARGEST: u64 = 1 << 30;

pub(super) fn verify(args: &Args, what: &Verify, console: &mut Console) -> Result<Exit> {
    let before = read(&what.record)?;
    let folder = place::existing(args)?;
    let mut archive = place::open(&folder)?;
    talk::warn(&archive, console);
    let request = request(&before)?;
    let after = again(&mut archive, &before, &request)?;
    let comparison = compare(&before, &after);
    let reasons = Reasons { archive: &archive, before: &before, after: &after };
    let compared = reasons.of(&comparison)?;
    tell(&compared, &comparison, what.format.into(), console)
}

pub(super) fn diff(args: &Args, what: &Diff, console: &mut Console) -> Result<Exit> {
    let (before, after) = (read(&what.before)?, read(&what.after)?);
    let comparison = compare(&before, &after);
    // The records say which articles they are; what these are called only an archive knows.
    let catalog = match Catalog::open(&place::archive(args)?) {
        Err(CatalogError::Missing(_)) => None,
        opened => Some(opened?),
    };
    let mut compared = Compared::of(&comparison, &before, &after);
    if let Some(catalog) = catalog {
        for article in &mut compared.articles {
            article.title = catalog.article(article.id)?.map(|stored| stored.article.title);
        }
    }
    tell(&compared, &comparison, what.format.into(), console)
}

fn tell(compared: &Compared, comparison: &Comparison, form: output::Table, console: &mut Console) -> Result<Exit> {
    let (out, style) = console.styled();
    output::compared(compared, form, &style, out)?;
    console.finish()?;
    Ok(if comparison.is_same() { Exit::Done } else { Exit::NoHits })
}

fn read(path: &Path) -> Result<Record> {
    let shown = safe(&path.display().to_string());
    let unread = || Wrong(format!("error: cannot read the record `{shown}`\n  hint: check the name and the rights"));
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)).with_context(unread)?;
    Ok(Record::read(&bytes).map_err(|error| Wrong(format!("error: `{shown}`: {error}")))?)
}

/// Returns the request that a record is the answer to.
fn request(record: &Record) -> Result<Request> {
    let Typed { understood, any, undated, .. } = &record.query;
    let needs = if *any { Needs::Any } else { Needs::All };
    let query = crate::query::parse(understood, needs, place::today())
        .map_err(|error| Wrong(format!("{}\n  note: the record holds this query", error.render(understood))))?;
    let bad = |what: &str| {
        Wrong(format!("error: the record holds a {what} that this morgue does not know\n  hint: update morgue"))
    };
    Ok(Request {
        dates: if *undated { Dates::Optional } else { Dates::Required },
        sort: SORTS.iter().find(|(name, _)| *name == record.sort).map(|(_, sort)| *sort).ok_or_else(|| bad("sort"))?,
        offset: record.offset,
        limit: record.limit,
        grouping: match (record.grouping.by.as_str(), &record.grouping.keep) {
            ("none", _) => Grouping::None,
            ("near", Some(keep)) => Grouping::Near(query::keep(keep)),
            _ => return Err(bad("grouping").into()),
        },
        ..Request::of(query)
    })
}

const SORTS: [(&str, Sort); 3] = [("relevance", Sort::Relevance), ("newest", Sort::Newest), ("oldest", Sort::Oldest)];

/// Asks the query of a record again.
fn again(archive: &mut Archive<'_>, before: &Record, request: &Request) -> Result<Record> {
    let mut hits = Vec::new();
    let typed = before.query.understood.as_str();
    let done = archive.stream(request, &mut |step| -> Result<()> {
        if let Step::Hit(hit) = step {
            hits.push(listed(&hit));
        }
        Ok(())
    });
    let response = done.map_err(|error| asking::explained(error, typed))?;
    make(archive, request, before.query.clone(), &response, hits)
}

/// Returns how a hit stands in a record.
pub(super) fn listed(hit: &Hit) -> Listed {
    let hash = u64::from_str_radix(&hit.article.fingerprint(), 16).expect("a fingerprint is a number in base 16");
    Listed { id: hit.id, hash }
}

/// Makes the record of a run.
///
/// # Errors
/// Returns the error of the archive.
pub(super) fn make(
    archive: &mut Archive<'_>,
    request: &Request,
    query: Typed,
    response: &Response,
    hits: Vec<Listed>,
) -> Result<Record> {
    let matched = archive.whatever_the_date(request)?;
    let program = Program { name: "morgue".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
    let versions = Versions {
        schema: schema::version(),
        analysis: analysis::VERSION,
        extraction: extract::VERSION,
        grouping: alike::VERSION,
        vocabulary: archive.vocabulary().hash(),
        compounds: archive.compounds().fingerprint(),
    };
    let grouping = match &request.grouping {
        Grouping::None => Grouped { by: "none".to_owned(), keep: None, threshold: None },
        Grouping::Near(keep) => {
            let keep = match keep {
                Keep::First => "first".to_owned(),
                Keep::Longest => "longest".to_owned(),
                Keep::Source(name) => name.clone(),
            };
            Grouped {
                by: "near".to_owned(),
                keep: Some(keep),
                threshold: archive.catalog().grouping()?.map(|(_, threshold)| threshold),
            }
        }
    };
    let sort = SORTS.iter().find(|(_, sort)| *sort == request.sort).map_or("", |(name, _)| name);
    let part = (request.offset, request.limit);
    let mut record = Record::new(program, versions, archived(archive.catalog())?, query, grouping, sort, part);
    record.counts = Counts {
        matched,
        dated: response.total,
        undated_left_out: response.undated,
        groups: response.groups,
        exported: hits.len(),
    };
    record.hits = hits;
    Ok(record)
}

fn archived(catalog: &Catalog) -> Result<Archived> {
    let mut hash = Sha256::new();
    catalog.contents(|id, content| {
        hash.update(id);
        hash.update(content);
    })?;
    let fingerprint = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Archived { fingerprint, articles: catalog.count()?.0, change: catalog.seq()? })
}

/// Why lists of the same query differ.
struct Reasons<'a> {
    archive: &'a Archive<'a>,
    before: &'a Record,
    after: &'a Record,
}

impl Reasons<'_> {
    fn of(&self, comparison: &Comparison) -> Result<Compared> {
        let mut compared = Compared::of(comparison, self.before, self.after);
        for article in &mut compared.articles {
            let stored = self.archive.catalog().article(article.id)?;
            article.because = Some(match &stored {
                None => Because::NotThere,
                Some(_) => self.because(article.change, article.id)?,
            });
            article.title = stored.map(|stored| stored.article.title);
        }
        Ok(compared)
    }

    fn because(&self, change: Change, id: ArticleId) -> Result<Because> {
        let catalog = self.archive.catalog();
        let then = self.before.archive.change;
        // Changes are numbered by the archive: one made anew since begins at one again.
        let same_archive = self.after.archive.change >= then;
        let (added, last) = catalog.history(id)?.unwrap_or_default();
        if same_archive && added > then && change == Change::Added {
            return Ok(Because::New);
        }
        let by_hand: Vec<_> = catalog.journal(id)?.into_iter().filter(|entry| entry.undone.is_none()).collect();
        if (last > then || !same_archive || change == Change::Changed)
            && let Some(entry) = by_hand.last()
        {
            let mut fields: Vec<&str> = by_hand.iter().map(|entry| entry.hand.field.key()).collect();
            fields.sort_unstable();
            fields.dedup();
            return Ok(Because::ByHand(fields.join(", "), entry.made.clone()));
        }
        if change == Change::Changed || (same_archive && last > then) {
            return Ok(Because::ReadAnew);
        }
        if self.before.grouping.by == "near"
            && let Some(group) = catalog.group_of(id)?
        {
            return Ok(Because::Group(group));
        }
        if self.before.versions != self.after.versions || self.before.program != self.after.program {
            return Ok(Because::Versions);
        }
        if self.before.limit.is_some() || self.before.offset > 0 {
            return Ok(Because::Part);
        }
        Ok(if change == Change::Added && !same_archive { Because::New } else { Because::Unknown })
    }
}
