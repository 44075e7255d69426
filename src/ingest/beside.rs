//! A `page.json` beside a `page.html`: what another program noted on the page belongs to the page.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::walk::{self, Found};

/// The endings of pages that such a file may lie beside, in the order in which they are looked for.
const PAGES: &[&str] = &["html", "htm", "xhtml", "mhtml", "mht", "txt"];

/// The file beside a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The file.
    pub file: walk::File,
    /// Whether the walk met it, so that it has to be accounted for.
    pub met: bool,
}

/// Puts the files that lie beside pages to their pages, out of the list of what was found. The size and the time of
/// such a page are those of both, so that a change of either is seen.
pub fn pair(found: Vec<Found>) -> Vec<(Found, Option<Beside>)> {
    let mut met: BTreeMap<PathBuf, bool> = BTreeMap::new();
    for one in &found {
        if let Found::File(file) = one
            && file.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
        {
            met.insert(file.path.clone(), false);
        }
    }
    let mut paired: Vec<(Found, Option<Beside>)> = Vec::with_capacity(found.len());
    for mut one in found {
        let beside = match &mut one {
            Found::File(file) => beside(file, &mut met),
            _ => None,
        };
        paired.push((one, beside));
    }
    let taken = |one: &Found| matches!(one, Found::File(file) if met.get(&file.path) == Some(&true));
    paired.retain(|(one, _)| !taken(one));
    paired
}

fn beside(page: &mut walk::File, met: &mut BTreeMap<PathBuf, bool>) -> Option<Beside> {
    let name = page.path.file_name()?.to_str()?;
    let bare = name.strip_suffix(".gz").unwrap_or(name);
    let (stem, ending) = bare.rsplit_once('.')?;
    if !PAGES.contains(&ending.to_ascii_lowercase().as_str()) {
        return None;
    }
    let candidates = [format!("{name}.json"), format!("{bare}.json"), format!("{stem}.json")];
    let path = candidates.into_iter().map(|name| page.path.with_file_name(name)).find(|path| path.is_file())?;
    if owner(&path)? != page.path || !is_object(&path) {
        return None;
    }
    let Found::File(file) = walk::look(&path) else { return None };
    page.size += file.size;
    page.modified = page.modified.max(file.modified);
    let met = met.get_mut(&path).map(|taken| *taken = true).is_some();
    Some(Beside { file, met })
}

/// Returns the page that a file lies beside: one page only, where several have the same name.
fn owner(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?.strip_suffix(".json")?;
    let ending =
        name.strip_suffix(".gz").unwrap_or(name).rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let whole = ending.filter(|ending| PAGES.contains(&ending.as_str())).map(|_| name.to_owned());
    let stems = PAGES.iter().map(|ending| format!("{name}.{ending}"));
    let names = whole.into_iter().chain(stems).flat_map(|name| [format!("{name}.gz"), name].into_iter().rev());
    names.map(|name| path.with_file_name(name)).find(|path| path.is_file())
}

/// Tells whether a file begins as a JSON object does; a list beside a page is a list.
fn is_object(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(256).read_to_end(&mut head));
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    read.is_ok() && head.first() == Some(&b'{')
}
