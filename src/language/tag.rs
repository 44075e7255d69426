//! Language tags: BCP 47 as far as pages need it.

use whatlang::Lang;

/// Returns the primary language of a tag: `de` for `de-AT`, in lower case.
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Reads a declared language tag (`de`, `de_DE`, `deu`, `en-us`); `None` if it is none.
pub fn read(tag: &str) -> Option<String> {
    let tag = tag.trim();
    let mut parts = tag.split(['-', '_']);
    let first = parts.next()?.to_ascii_lowercase();
    let language = match first.len() {
        2 if first.bytes().all(|byte| byte.is_ascii_lowercase()) => first,
        3 => short(Lang::from_code(&first)?).to_owned(),
        _ => return None,
    };
    match parts.next() {
        Some(region) if region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            Some(format!("{language}-{}", region.to_ascii_uppercase()))
        }
        _ => Some(language),
    }
}

/// Tells whether a text detected as `found` may be in the declared language: the same, or one that the detector
/// takes for its neighbour because it does not know it, or not in these letters.
pub fn may_be(declared: &str, found: &str) -> bool {
    let declared = primary(declared);
    declared == found || NEIGHBOURS.contains(&(declared.as_str(), found))
}

/// Returns the languages that can be detected.
pub(super) fn known() -> Vec<Lang> {
    LANGUAGES.iter().map(|(lang, _)| *lang).collect()
}

/// Returns the tag of a language of the detector.
pub(super) fn short(lang: Lang) -> &'static str {
    LANGUAGES.iter().find(|(known, _)| *known == lang).map_or(lang.code(), |(_, tag)| tag)
}

/// The languages that are detected, with their tags. The detector knows others, which it finds mostly where they are not.
const LANGUAGES: &[(Lang, &str)] = &[
    (Lang::Deu, "de"),
    (Lang::Eng, "en"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Dan, "da"),
    (Lang::Swe, "sv"),
    (Lang::Nob, "nb"),
    (Lang::Fin, "fi"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Slk, "sk"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Tur, "tr"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Bul, "bg"),
    (Lang::Ell, "el"),
    (Lang::Cat, "ca"),
    (Lang::Jpn, "ja"),
    (Lang::Cmn, "zh"),
    (Lang::Kor, "ko"),
    (Lang::Ara, "ar"),
    (Lang::Heb, "he"),
    (Lang::Pes, "fa"),
    (Lang::Hin, "hi"),
    (Lang::Hrv, "hr"),
    (Lang::Srp, "sr"),
    (Lang::Slv, "sl"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Est, "et"),
    (Lang::Mkd, "mk"),
    (Lang::Bel, "be"),
    (Lang::Ind, "id"),
    (Lang::Vie, "vi"),
    (Lang::Tha, "th"),
    (Lang::Ben, "bn"),
    (Lang::Tam, "ta"),
    (Lang::Urd, "ur"),
    (Lang::Afr, "af"),
    // A script of their own, which is detected whether they are listed or not.
    (Lang::Hye, "hy"),
    (Lang::Kat, "ka"),
    (Lang::Amh, "am"),
    (Lang::Guj, "gu"),
    (Lang::Pan, "pa"),
    (Lang::Kan, "kn"),
    (Lang::Tel, "te"),
    (Lang::Mal, "ml"),
    (Lang::Ori, "or"),
    (Lang::Sin, "si"),
    (Lang::Mya, "my"),
    (Lang::Khm, "km"),
];

/// Languages, each with one that its texts are taken for.
const NEIGHBOURS: &[(&str, &str)] = &[
    ("no", "nb"),
    ("nn", "nb"),
    ("bs", "hr"),
    ("sh", "hr"),
    ("sr", "hr"),
    ("ms", "id"),
    ("gl", "pt"),
    ("gl", "es"),
    ("oc", "ca"),
    ("co", "it"),
    ("lb", "de"),
    ("fy", "nl"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_unified() {
        assert_eq!(read("de_DE").as_deref(), Some("de-DE"));
        assert_eq!(read("DE").as_deref(), Some("de"));
        assert_eq!(read("deu").as_deref(), Some("de"));
        assert_eq!(read("hye").as_deref(), Some("hy"));
        assert_eq!(read("german"), None);
        assert_eq!(read(""), None);
        assert_eq!(primary("de-AT"), "de");
    }

    #[test]
    fn a_neighbour_is_no_contradiction() {
        assert!(may_be("de-AT", "de"));
        assert!(may_be("no", "nb"));
        assert!(may_be("sr-RS", "hr"));
        assert!(!may_be("hr", "sr"));
        assert!(!may_be("en", "de"));
    }
}
