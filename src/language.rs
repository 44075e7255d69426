//! The language of a text, as a BCP 47 tag.

use whatlang::{Detector, Lang};

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

/// Detects the language of a text; `None` where it is too short or the guess is not reliable.
pub fn detect(text: &str) -> Option<String> {
    let end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
    let known = LANGUAGES.iter().map(|(lang, _)| *lang).collect();
    let found = Detector::with_allowlist(known).detect(text.get(..end)?)?;
    (found.is_reliable() && found.confidence() > 0.5).then(|| short(found.lang()).to_owned())
}

fn short(lang: Lang) -> &'static str {
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
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_unified() {
        assert_eq!(read("de_DE").as_deref(), Some("de-DE"));
        assert_eq!(read("DE").as_deref(), Some("de"));
        assert_eq!(read("deu").as_deref(), Some("de"));
        assert_eq!(read("german"), None);
        assert_eq!(read(""), None);
        assert_eq!(primary("de-AT"), "de");
    }

    #[test]
    fn languages_are_detected() {
        let german = "Die Regierung hat am Dienstag ein Abkommen über die Lieferung seltener Erden unterzeichnet.";
        assert_eq!(detect(german).as_deref(), Some("de"));
        let english = "The government signed an agreement on the supply of rare earths on Tuesday, officials said.";
        assert_eq!(detect(english).as_deref(), Some("en"));
        assert_eq!(detect("42"), None);
    }
}
