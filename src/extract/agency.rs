//! The news agencies: their names as pages write them, and the short name under which an article keeps them.

use std::sync::LazyLock;

use regex::Regex;

/// The short name, then other spellings; compared in lower case, without `the`. What stands after `=`
/// is compared with its case, because in lower case it is an ordinary word or an author's initials.
const AGENCIES: &[(&str, &[&str])] = &[
    (
        "dpa",
        &[
            "dpa",
            "deutsche presse-agentur",
            "deutsche presse agentur",
            "dpa-infocom",
            "dpa-afx",
            "dpa-infografik",
            "dpa-video",
            "dpa-tmn",
            "dpa/lno",
            "dpa international",
            "tmn",
        ],
    ),
    ("AFP", &["afp", "agence france-presse", "agence france presse", "afp.com", "afpf"]),
    ("AP", &["=AP", "associated press", "ap news", "ap/dpa"]),
    ("Reuters", &["reuters", "thomson reuters", "=rtr", "reuters news agency"]),
    ("KNA", &["kna", "katholische nachrichten-agentur", "katholische nachrichtenagentur"]),
    ("epd", &["epd", "evangelischer pressedienst"]),
    ("APA", &["apa", "austria presse agentur", "austria presseagentur"]),
    ("SID", &["sid", "sport-informations-dienst", "sport informations dienst"]),
    ("ANSA", &["ansa"]),
    ("EFE", &["efe", "agencia efe"]),
    ("Keystone-SDA", &["sda", "keystone-sda", "=ATS", "keystone-ats", "schweizerische depeschenagentur"]),
    ("dts", &["dts", "dts nachrichtenagentur"]),
    ("AWP", &["awp"]),
    ("PA", &["=PA", "pa media", "press association", "pa news agency"]),
    ("AAP", &["aap", "australian associated press"]),
    ("The Canadian Press", &["canadian press", "=CP"]),
    ("UPI", &["upi", "united press international"]),
    ("Bloomberg", &["bloomberg", "bloomberg news"]),
    ("Dow Jones", &["dow jones", "dow jones newswires"]),
    ("Xinhua", &["xinhua", "xinhua news agency"]),
    ("TASS", &["tass", "itar-tass"]),
    ("Interfax", &["interfax"]),
    ("RIA Novosti", &["ria novosti", "ria"]),
    ("Kyodo", &["kyodo", "kyodo news"]),
    ("Jiji", &["jiji", "jiji press"]),
    ("Yonhap", &["yonhap"]),
    ("Anadolu", &["anadolu", "anadolu agency", "anadolu ajansı", "=AA"]),
    ("Belga", &["belga"]),
    ("ANP", &["anp"]),
    ("NTB", &["ntb"]),
    ("TT", &["=TT"]),
    ("Ritzau", &["ritzau"]),
    ("STT", &["stt"]),
    ("PAP", &["=PAP"]),
    ("ČTK", &["čtk", "ctk"]),
    ("BNS", &["bns"]),
    ("MTI", &["=MTI"]),
    ("Lusa", &["lusa"]),
    ("PTI", &["=PTI", "press trust of india"]),
    ("ANI", &["=ANI"]),
    ("IANS", &["ians"]),
    ("Bernama", &["bernama"]),
    ("Europa Press", &["europa press"]),
    ("Ukrinform", &["ukrinform"]),
    ("Ots", &["=ots"]),
    ("PR Newswire", &["pr newswire"]),
];

/// Returns the short name of the agency that a text names and nothing else.
pub(super) fn named(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_matches(['(', ')', '.', '*']);
    if text.len() > 60 {
        return None;
    }
    let lower = text.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    let matches = |name: &&str| name.strip_prefix('=').map_or_else(|| **name == *lower, |exact| exact == text);
    AGENCIES.iter().find(|(_, names)| names.iter().any(matches)).map(|(short, _)| *short)
}

/// Returns the agencies of a text that names agencies and, at most, initials and desks beside them
/// (`dpa/red`, `dpa/lno, AFP`, `AFP, Reuters und AP`); `None` for any other text.
pub(super) fn all_of(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 100 {
        return None;
    }
    if let Some(short) = named(text) {
        return Some(vec![short.to_owned()]);
    }
    let mut found: Vec<String> = Vec::new();
    for piece in PARTING.split(text).map(str::trim).filter(|piece| !piece.is_empty()) {
        let piece = piece.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '*') || c.is_whitespace());
        let short = if NUMBERED.is_match(piece) {
            Some("dpa")
        } else if piece.chars().count() <= 3 && matches!(piece, "ap" | "pa") {
            Some(if piece == "ap" { "AP" } else { "PA" })
        } else {
            named(piece)
        };
        match short {
            Some(short) if !found.iter().any(|known| known == short) => found.push(short.to_owned()),
            Some(_) => {}
            None if BESIDE.is_match(piece) => {}
            None => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

static PARTING: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)[,/+;&|]|\s+(?:und|and|mit|with|et|y)\s+|\s+-\s+|\s{1,3}"));

/// `dpa:251028-99-123456/2`; the number after the stroke has been parted.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^dpa:\d{6}-\d+-\d+$"));

/// Initials, desks and numbers that stand beside an agency in a credit.
static BESIDE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:\d{1,2}|[a-zäöü]{1,5}|online|[A-Z]{1,4}|[A-Z][a-z]{1,3}|Redaktion|\d{4})$"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_agency_meet() {
        for (text, short) in [
            ("DPA", "dpa"),
            ("Deutsche Presse-Agentur", "dpa"),
            ("The Associated Press", "AP"),
            ("AP", "AP"),
            ("Agence France-Presse", "AFP"),
            ("dpa-AFX", "dpa"),
        ] {
            assert_eq!(named(text), Some(short), "{text}");
        }
        for text in ["ap", "pa", "tt", "Anna", "", "SPD", "dpa sagt"] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn lists_of_agencies() {
        assert_eq!(all_of("dpa/lno"), Some(vec!["dpa".to_owned()]));
        assert_eq!(all_of("AFP, Reuters und AP"), Some(vec!["AFP".to_owned(), "Reuters".to_owned(), "AP".to_owned()]));
        assert_eq!(all_of("SPD/CDU"), None);
        assert_eq!(all_of("die dpa meldet Verluste"), None);
    }
}
