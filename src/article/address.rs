//! The canonical address: one for all the addresses of an article.

use url::Url;

/// Query parameters that say how a reader came to a page, not which page it is.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "cmpid",
    "ns_campaign",
    "wt_mc",
    "wtmc",
    "xtor",
    "sara_ecid",
    "ref",
    "referrer",
    "ito",
    "smid",
    "seite_share",
];

/// Returns the canonical form of an address: http and https alike, host in lower case without
/// `www.`, without user, port, fragment and tracking parameters, the rest of the parameters sorted.
///
/// Returns `None` for what cannot name one article: no web address, or the front page of a site.
pub fn canonical_url(address: &str) -> Option<String> {
    let parsed = Url::parse(unarchived(address.trim())).ok()?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return None;
    }
    let host = parsed.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = parsed.path().trim_end_matches('/');
    let path = path.strip_suffix("/amp").unwrap_or(path);
    let mut parameters: Vec<(String, String)> = parsed
        .query_pairs()
        .filter(|(name, _)| !name.starts_with("utm_") && !TRACKING.contains(&name.to_lowercase().as_str()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    parameters.sort();
    if path.is_empty() && parameters.is_empty() {
        return None;
    }
    let mut canonical = Url::parse(&format!("https://{host}")).ok()?;
    canonical.set_path(path);
    if !parameters.is_empty() {
        canonical.query_pairs_mut().extend_pairs(&parameters);
    }
    Some(canonical.to_string())
}

/// Returns the address of the page itself from that of a copy in the Internet Archive's Wayback Machine.
fn unarchived(address: &str) -> &str {
    let copy = address.split_once("://web.archive.org/web/").map(|(_, rest)| rest);
    let original =
        copy.and_then(|rest| rest.split_once('/')).filter(|(time, _)| time.starts_with(|c: char| c.is_ascii_digit()));
    original.map_or(address, |(_, original)| original)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_url(address: &str, expected: Option<&str>) {
        assert_eq!(canonical_url(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn addresses_of_one_article_become_one() {
        check_url(
            "http://www.hafenkurier.example/a/b.html?utm_source=x#top",
            Some("https://hafenkurier.example/a/b.html"),
        );
        check_url("https://HAFENKURIER.example:443/a/b.html", Some("https://hafenkurier.example/a/b.html"));
        check_url("https://hafenkurier.example/a/b/amp/", Some("https://hafenkurier.example/a/b"));
        check_url(
            "https://web.archive.org/web/20251028id_/https://hafenkurier.example/a",
            Some("https://hafenkurier.example/a"),
        );
        check_url("https://hafenkurier.example/?p=12&fbclid=1", Some("https://hafenkurier.example/?p=12"));
    }

    #[test]
    fn a_front_page_names_no_article() {
        check_url("https://hafenkurier.example/", None);
        check_url("javascript:alert(1)", None);
        check_url("/a/b", None);
        check_url("", None);
    }
}
