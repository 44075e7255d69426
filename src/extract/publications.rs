//! One name for each publication, however its pages write it: `ZEIT ONLINE` and `zeit.de` are `Die Zeit`.
//!
//! The names come from `data/sources.toml` and from the user's own list. Nothing is extracted by them: they only rename
//! what was found. A printed name that is listed goes before the address, because papers of one house share addresses.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::article::{Article, clean};

static BUILT_IN: LazyLock<PublicationNames> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../data/sources.toml")).expect("the list is part of the program and tested");
    PublicationNames { built_in: List::new(&file.sources), own: List::default() }
});

#[derive(serde::Deserialize)]
struct File {
    sources: BTreeMap<String, String>,
}

/// The names of publications by address and by printed name.
#[derive(Debug, Clone, Default)]
pub struct PublicationNames {
    built_in: List,
    /// The user's own, which go before the others.
    own: List,
}

impl PublicationNames {
    /// Returns the names that the program knows.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Returns these names with a user's own, which go first: an address (`hafenkurier.example`) or a printed name
    /// (`Der Hafenkurier`), and the name to keep.
    #[must_use]
    pub fn extended(&self, own: &BTreeMap<String, String>) -> Self {
        let mut extended = self.clone();
        extended.own.0.extend(List::new(own).0);
        extended
    }

    /// Gives an article's publication its one name, and says in the evidence what named it.
    pub(super) fn unify(&self, article: &mut Article) {
        let host = article.url.as_deref().and_then(|url| url.split_once("://")?.1.split(['/', '?']).next());
        let host = host.map(plain_host);
        let found = [&self.own, &self.built_in].into_iter().find_map(|list| {
            let printed = article.source.as_deref().and_then(|name| list.printed(name));
            printed.map(|name| (name, None)).or_else(|| list.address(host?).map(|(name, key)| (name, Some(key))))
        });
        let Some((name, by_address)) = found else { return };
        // What the program renames may be a name that the user knows by another.
        let name = self.own.printed(name).unwrap_or(name);
        if article.source.as_deref() == Some(name) {
            return;
        }
        let read = by_address.map(str::to_owned).or_else(|| article.evidence.get("source").cloned());
        let how =
            read.map_or_else(|| "names of publications".to_owned(), |how| format!("{how}, names of publications"));
        article.evidence.insert("source".to_owned(), how);
        article.source = Some(name.to_owned());
    }
}

/// Addresses and printed names, in lower case, with the names to keep.
#[derive(Debug, Clone, Default)]
struct List(BTreeMap<String, String>);

impl List {
    fn new(names: &BTreeMap<String, String>) -> Self {
        let named = |(key, name): (&String, &String)| {
            let (key, name) = (clean(key).to_lowercase(), clean(name));
            let key = if is_address(&key) { plain_host(&key).to_owned() } else { key };
            (!key.is_empty() && !name.is_empty()).then_some((key, name))
        };
        let kept: Vec<(String, String)> = names.iter().filter_map(named).collect();
        // A name that is kept is known as a printed one, too, unless it has an entry of its own.
        let own = kept.iter().map(|(_, name)| (name.to_lowercase(), name.clone()));
        let mut list: BTreeMap<String, String> = own.collect();
        list.extend(kept.iter().cloned());
        Self(list)
    }

    fn printed(&self, name: &str) -> Option<&str> {
        let name = clean(name).to_lowercase();
        let bare = name.split_once("://").map_or(name.as_str(), |(_, bare)| bare.trim_end_matches('/'));
        let key = if is_address(bare) { plain_host(bare) } else { bare };
        self.0.get(key).map(String::as_str)
    }

    /// Returns the name for the longest listed address that a host ends with, and this address.
    fn address<'a>(&self, host: &'a str) -> Option<(&str, &'a str)> {
        let ends = std::iter::successors(Some(host), |host| host.split_once('.').map(|(_, rest)| rest));
        ends.take(8).filter(|end| end.contains('.')).find_map(|end| Some((self.0.get(end)?.as_str(), end)))
    }
}

fn is_address(text: &str) -> bool {
    text.contains('.') && !text.contains(char::is_whitespace)
}

/// Returns a host without what only says how its pages are served.
fn plain_host(host: &str) -> &str {
    ["www.", "m.", "amp.", "mobil.", "mobile."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> PublicationNames {
        let pairs = [
            ("hafenkurier.example", "Hafenkurier"),
            ("blog.hafenkurier.example", "Hafenblog"),
            ("Hafenkurier Online", "Hafenkurier"),
        ];
        let map = pairs.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect();
        PublicationNames::default().extended(&map)
    }

    #[track_caller]
    fn check(names: &PublicationNames, url: Option<&str>, printed: Option<&str>, expected: Option<&str>) {
        let mut article =
            Article { url: url.map(str::to_owned), source: printed.map(str::to_owned), ..Article::default() };
        names.unify(&mut article);
        assert_eq!(article.source.as_deref(), expected, "{url:?} {printed:?}");
    }

    #[test]
    fn spellings_and_addresses_meet_in_one_name() {
        let names = names();
        check(&names, None, Some("HAFENKURIER ONLINE"), Some("Hafenkurier"));
        check(&names, None, Some("hafenkurier"), Some("Hafenkurier"));
        check(&names, None, Some("https://www.hafenkurier.example/"), Some("Hafenkurier"));
        check(&names, Some("https://m.hafenkurier.example/a"), None, Some("Hafenkurier"));
        check(&names, Some("https://region.hafenkurier.example/a"), Some("Region"), Some("Hafenkurier"));
        check(&names, Some("https://blog.hafenkurier.example/a"), None, Some("Hafenblog"));
        check(&names, Some("https://kuestenbote.example/a"), Some("Küsten-Bote"), Some("Küsten-Bote"));
        check(&names, Some("https://nothafenkurier.example/a"), None, None);
    }

    #[test]
    fn a_listed_name_goes_before_the_address_that_papers_of_a_house_share() {
        check(&names(), Some("https://hafenkurier.example/a"), Some("Hafenblog"), Some("Hafenblog"));
    }

    #[test]
    fn what_the_user_lists_goes_first() {
        let own = [("Die Zeit", "ZEIT"), ("spiegel.de", "Spiegel")];
        let own = own.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect();
        let names = PublicationNames::built_in().extended(&own);
        check(&names, Some("https://www.zeit.de/a"), Some("ZEIT ONLINE"), Some("ZEIT"));
        check(&names, Some("https://www.spiegel.de/a"), Some("DER SPIEGEL"), Some("Spiegel"));
        check(PublicationNames::built_in(), Some("https://www.spiegel.de/a"), None, Some("Der Spiegel"));
    }

    #[test]
    fn the_evidence_says_what_named_it() {
        let mut article = Article { url: Some("https://m.hafenkurier.example/a".to_owned()), ..Article::default() };
        names().unify(&mut article);
        assert_eq!(
            article.evidence.get("source").map(String::as_str),
            Some("hafenkurier.example, names of publications")
        );
    }
}
