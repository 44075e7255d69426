//! Names in bylines, taken apart as reference managers want them: persons by family and given name, institutions whole.
//!
//! A family name is the last word with the particles before it (*von der Leyen*), more where a comma, a language or a
//! link (*Ortega y Gasset*) says so. What is in doubt stays whole: a name printed as it stands is never wrong.

use crate::article::Article;

/// A name in a byline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// A person.
    Person(Person),
    /// An institution, or a name that cannot be taken apart.
    Whole(String),
}

/// A person's name, taken apart; what it does not have is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Person {
    /// The family name without particles.
    pub(super) family: String,
    /// The given names.
    pub(super) given: String,
    /// What stands before the family name, in small letters: *von der*.
    pub(super) particle: String,
    /// What follows it: *Jr.*, *III*.
    pub(super) suffix: String,
}

impl Name {
    /// Returns the names in the byline of an article.
    pub(super) fn all(article: &Article) -> Vec<Self> {
        article.authors.iter().map(|name| Self::read(name, article)).collect()
    }

    /// Takes a name in the byline of an article apart.
    pub(super) fn read(name: &str, article: &Article) -> Self {
        let name = without_brackets(name.trim().trim_end_matches(','));
        // Some papers name the agency or themselves after a comma.
        let name = match name.rsplit_once(',') {
            Some((person, house)) if person.contains(' ') && is_house(house.trim(), article) => person.trim(),
            _ => name,
        };
        let whole = || Self::Whole(name.to_owned());
        if is_institution(name, article) {
            return whole();
        }
        let parts = name.split(',').map(str::trim).filter(|part| !part.is_empty() && !is_degree(part));
        let person = match parts.collect::<Vec<_>>().as_slice() {
            [name] => Some(straight(name, article)),
            [name, suffix] if is_suffix(suffix) => {
                Some(Person { suffix: (*suffix).to_owned(), ..straight(name, article) })
            }
            [family, given] => Some(turned(family, given, "")),
            [family, given, suffix] | [family, suffix, given] if is_suffix(suffix) => {
                Some(turned(family, given, suffix))
            }
            _ => None,
        };
        person.map_or_else(whole, Self::Person)
    }

    /// Returns the name as reference managers read it: *von der Leyen, Ursula*, and an institution without comma.
    pub(super) fn inverted(&self) -> String {
        match self {
            Self::Whole(name) => name.replace(", ", " ").replace(',', " "),
            Self::Person(Person { family, given, particle, suffix }) => {
                let family = joined(&[particle, family], " ");
                joined(&[&family, given, suffix], ", ")
            }
        }
    }
}

/// Joins what is not empty.
pub(super) fn joined(parts: &[&str], between: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(between)
}

/// Returns the name without what stands in brackets at its end: an agency, a place, initials.
fn without_brackets(name: &str) -> &str {
    if !name.ends_with([')', ']']) {
        return name;
    }
    let before = name.rfind(['(', '[']).and_then(|at| name.get(..at)).map(str::trim_end);
    before.filter(|before| !before.is_empty()).unwrap_or(name)
}

/// Words that persons are not called, in lower case.
const INSTITUTIONS: &[&str] = &[
    "administrator",
    "afp",
    "ag",
    "agence",
    "agencia",
    "agencias",
    "agency",
    "agenzia",
    "ap",
    "apa",
    "archiv",
    "associated",
    "association",
    "blog",
    "board",
    "bot",
    "bureau",
    "center",
    "centre",
    "club",
    "collective",
    "committee",
    "company",
    "contributor",
    "contributors",
    "corporation",
    "correspondent",
    "correspondents",
    "council",
    "desk",
    "deutsche",
    "dienst",
    "dpa",
    "editor",
    "editorial",
    "editors",
    "efe",
    "epd",
    "foundation",
    "fraktion",
    "gastautor",
    "gastbeitrag",
    "gmbh",
    "group",
    "inc",
    "inhouse",
    "initiative",
    "institut",
    "institute",
    "kg",
    "kitchens",
    "kna",
    "landesanstalt",
    "letters",
    "limited",
    "llc",
    "ltd",
    "magazin",
    "magazine",
    "media",
    "medien",
    "mitarbeiter",
    "nachricht",
    "nachrichten",
    "network",
    "news",
    "newspaper",
    "newsroom",
    "newswire",
    "office",
    "online",
    "partei",
    "polizei",
    "presse",
    "publikationen",
    "publishing",
    "radio",
    "redaccion",
    "redacción",
    "redactie",
    "redaktion",
    "redazione",
    "reporter",
    "reporters",
    "reuters",
    "rédaction",
    "service",
    "services",
    "sid",
    "society",
    "staff",
    "stiftung",
    "studio",
    "team",
    "times",
    "today",
    "tv",
    "university",
    "universität",
    "université",
    "user",
    "verband",
    "verein",
    "verlag",
    "zeitung",
];

/// What the last part of a German compound makes an institution of.
const ENDINGS: &[&str] = &[
    "redaktion",
    "agentur",
    "zeitung",
    "blatt",
    "verlag",
    "verband",
    "institut",
    "ministerium",
    "nachrichten",
    "anstalt",
    "gesellschaft",
    "museum",
    "museen",
    "forum",
];

/// Agencies whose names are made of words that persons may be called.
const AGENCIES: &[&str] = &["canadian press", "press association", "agence france-presse", "europa press"];

/// Words that join names.
const JOINTS: &[&str] = &["and", "und", "et", "e", "with", "mit", "avec", "con", "for", "für", "from", "by"];

fn is_institution(name: &str, article: &Article) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_mark = |c: char| c.is_ascii_digit() || "/&@|+:;_*#<".contains(c);
    let is_capital = |word: &&str| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    words.len() < 2
        || words.len() > MOST_WORDS
        // In these scripts the family stands first, and what follows may be a title.
        || name.contains(is_east_asian)
        || words.first().is_some_and(|word| STATIONS.contains(word))
        || name.contains(is_mark)
        || is_house(name, article)
        || lower.split_whitespace().any(is_of_institution)
        || words.first().is_some_and(|word| ARTICLES.contains(&word.to_lowercase().as_str()))
        || is_company(&words)
        || words.iter().any(|word| is_domain(word))
        || !words.iter().any(is_capital)
        || words.iter().enumerate().any(|(at, word)| at > 0 && JOINTS.contains(word) && !is_link(&words, at))
}

/// Words that names of publications and groups begin with, and those of persons do not.
const ARTICLES: &[&str] = &["the", "die", "der", "das", "le", "la", "les", "el", "los", "las", "il", "gli"];

/// Tells whether a short word in capitals marks a company or a country: *Nordex SE*, *USA TODAY*. Initials come first
/// (*JD Vance*), and names may be all in capitals.
fn is_company(words: &[&str]) -> bool {
    let is_capitals = |word: &str| word.chars().all(char::is_uppercase);
    let is_short = |word: &str| matches!(word.chars().count(), 2..=3) && is_capitals(word) && !is_suffix(word);
    words.iter().skip(1).any(|word| is_short(word))
        || words.len() > 1
            && words.iter().all(|word| is_capitals(word))
            && words.first().is_some_and(|word| is_short(word))
}

/// Stations whose regions and studios sign: *MDR Sachsen-Anhalt*.
const STATIONS: &[&str] = &["ARD", "BBC", "BR", "CBC", "CNN", "MDR", "NDR", "ORF", "RBB", "SRF", "SWR", "WDR", "ZDF"];

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// A person has no more names than this.
const MOST_WORDS: usize = 6;

/// Tells whether a word in lower case says that a name is an institution's.
fn is_of_institution(word: &str) -> bool {
    let word = word.trim_matches(['.', ',']);
    let is_one = |word: &str| INSTITUTIONS.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending));
    // In `AFP-Korrespondentin` and `Presse-Agentur` a part tells.
    is_one(word) || word.contains('-') && word.split('-').any(|part| part.len() > 2 && is_one(part))
}

/// Tells whether a name is the publication or an agency.
fn is_house(name: &str, article: &Article) -> bool {
    let lower = name.to_lowercase();
    let is_name = |house: &String| house.to_lowercase() == lower;
    article.source.iter().chain(&article.agency).any(is_name)
        || INSTITUTIONS.contains(&lower.as_str())
        || AGENCIES.contains(&lower.as_str())
}

/// Tells whether a word is a web address; initials (`J.R.R.`) are none.
fn is_domain(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() > 1
        && parts.last().is_some_and(|last| last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic()))
        && parts.first().is_some_and(|first| first.len() > 2)
}

/// Particles of family names; written small they belong to no given name.
const PARTICLES: &[&str] = &[
    "af", "al", "am", "auf", "aus", "av", "bin", "d'", "da", "dal", "dalla", "das", "de", "degli", "dei", "del",
    "della", "delle", "den", "der", "des", "di", "do", "dos", "du", "el", "het", "ibn", "im", "in", "la", "las", "le",
    "lo", "los", "op", "'s", "'t", "ten", "ter", "thoe", "tot", "van", "vom", "von", "zu", "zum", "zur",
];

/// Particles that also begin family names in capitals: *De Niro*, *Van Dyke*. Given names are not among them.
const CAPITAL_PARTICLES: &[&str] = &[
    "Al", "Bin", "D'", "Da", "Dal", "De", "Del", "Della", "Den", "Der", "Des", "Di", "Do", "Dos", "Du", "El", "La",
    "Le", "Lo", "Los", "Mac", "San", "Santa", "St.", "Ten", "Ter", "Van", "Vander", "Vom", "Von", "Zu", "Zur",
];

/// Titles before a name.
const TITLES: &[&str] = &[
    "dr",
    "prof",
    "professor",
    "professorin",
    "ddr",
    "dipl",
    "ing",
    "mag",
    "med",
    "phil",
    "jur",
    "rer",
    "nat",
    "pol",
    "h.c",
    "hc",
    "habil",
    "pd",
    "univ.-prof",
    "dipl.-ing",
    "mr",
    "mrs",
    "ms",
    "herr",
    "frau",
    "sir",
    "dame",
    "rev",
];

/// Tells whether an `und` or `e` stands between particles: *von und zu Guttenberg*.
fn is_link(words: &[&str], at: usize) -> bool {
    let is_particle = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|word| PARTICLES.contains(word));
    is_particle(at.checked_sub(1)) && is_particle(Some(at + 1))
}

fn is_suffix(word: &str) -> bool {
    matches!(
        word,
        "Jr" | "Jr." | "Sr" | "Sr." | "jr." | "sr." | "II" | "III" | "IV" | "jun." | "sen." | "d. J." | "d. Ä."
    )
}

/// Tells whether a word is a degree or a seat in a parliament; the family name *Ma* is none.
fn is_degree(word: &str) -> bool {
    let word = word.replace(['.', ' '], "");
    matches!(word.as_str(), "PhD" | "MD" | "MA" | "MBA" | "LLM" | "MSc" | "BSc" | "MdB" | "MdL" | "MEP" | "Esq" | "MP")
}

/// Takes apart a name in the order in which it is spoken.
fn straight(name: &str, article: &Article) -> Person {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    // Some pages leave the word that opens the byline in the name.
    let opens = |word: &str| matches!(word, "By" | "Von" | "Par" | "Por" | "Door");
    if words.len() > 2
        && words.first().is_some_and(|word| opens(word))
        && !words.get(1).is_some_and(|word| PARTICLES.contains(word))
    {
        words.remove(0);
    }
    while words.len() > 1 && words.first().is_some_and(|word| is_title(word)) {
        words.remove(0);
    }
    let mut suffix = String::new();
    while let Some(last) = words.pop_if(|last| is_suffix(last) || is_degree(last)) {
        if is_suffix(last) {
            suffix = last.to_owned();
        }
    }
    let language = article.language.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or_default();
    let start = family_start(&words, language);
    if language == "hu" && words.len() > 1 {
        // Hungarians name the family first.
        let (family, given) = words.split_at(1);
        return Person { family: family.join(" "), given: given.join(" "), suffix, ..Person::default() };
    }
    let (given, rest) = words.split_at(start);
    let particles = particles(rest);
    let (particle, family) = rest.split_at(particles);
    Person { family: family.join(" "), given: given.join(" "), particle: particle.join(" "), suffix }
}

/// Takes apart a name whose family name stands first, before a comma.
fn turned(family: &str, given: &str, suffix: &str) -> Person {
    let words: Vec<&str> = family.split_whitespace().collect();
    let (particle, family) = words.split_at(particles(&words));
    let mut given: Vec<&str> = given.split_whitespace().collect();
    while given.len() > 1 && given.first().is_some_and(|word| is_title(word)) {
        given.remove(0);
    }
    // *Leyen, Ursula von der*
    let first = given.iter().skip(1).position(|word| PARTICLES.contains(word)).map_or(given.len(), |at| at + 1);
    let behind =
        given.get(first..).filter(|words| words.iter().all(|word| PARTICLES.contains(word))).unwrap_or_default();
    let given = given.get(..given.len() - behind.len()).unwrap_or_default();
    let particle = joined(&[&behind.join(" "), &particle.join(" ")], " ");
    Person { family: family.join(" "), given: given.join(" "), particle, suffix: suffix.to_owned() }
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// Returns how many words at the beginning are particles; one word at least is none.
fn particles(words: &[&str]) -> usize {
    let is_one = |at: usize, word: &str| PARTICLES.contains(&word) || (word == "und" && is_link(words, at));
    let count = words.iter().enumerate().take_while(|(at, word)| is_one(*at, word)).count();
    count.min(words.len().saturating_sub(1))
}

/// Returns which word the family name begins with, particles included.
fn family_start(words: &[&str], language: &str) -> usize {
    let last = words.len().saturating_sub(1);
    let inside = 1..last;
    if words.first().is_some_and(|word| PARTICLES.contains(word)) {
        return 0;
    }
    if let Some(at) = inside.clone().find(|at| words.get(*at).is_some_and(|word| PARTICLES.contains(word))) {
        // In Spanish the particle may stand inside a given name (María de los Ángeles Pérez), which nothing tells.
        return at;
    }
    if let Some(at) = inside.clone().find(|at| words.get(*at).is_some_and(|word| matches!(*word, "y" | "i" | "e"))) {
        return at.saturating_sub(1).max(1);
    }
    if let Some(at) = inside.clone().find(|at| words.get(*at).is_some_and(|word| CAPITAL_PARTICLES.contains(word))) {
        return at;
    }
    // With four words and no particle, Spaniards have two given and two family names.
    if language == "es" && words.len() == 4 { 2 } else { last }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a name as `given|particle|family|suffix`, an institution in braces.
    fn shown(name: &str, language: &str) -> String {
        let article = Article {
            source: Some("Harbour Post".into()),
            agency: vec!["Kanal Sechs".into()],
            language: Some(language.into()),
            ..Article::default()
        };
        match Name::read(name, &article) {
            Name::Whole(name) => format!("{{{name}}}"),
            Name::Person(Person { family, given, particle, suffix }) => format!("{given}|{particle}|{family}|{suffix}"),
        }
    }

    #[test]
    fn persons_are_taken_apart() {
        for (name, expected) in [
            ("Anna Seeger", "Anna||Seeger|"),
            ("Anna-Lena Seeger-Brandt", "Anna-Lena||Seeger-Brandt|"),
            ("Jonas K. Brandt", "Jonas K.||Brandt|"),
            ("J.R.R. Tolkien", "J.R.R.||Tolkien|"),
            ("Seeger, Anna", "Anna||Seeger|"),
            ("Ursula von der Leyen", "Ursula|von der|Leyen|"),
            ("von der Leyen, Ursula", "Ursula|von der|Leyen|"),
            ("Leyen, Ursula von der", "Ursula|von der|Leyen|"),
            ("Karl-Theodor von und zu Guttenberg", "Karl-Theodor|von und zu|Guttenberg|"),
            ("Vincent van Gogh", "Vincent|van|Gogh|"),
            ("Jan van 't Hoff", "Jan|van 't|Hoff|"),
            ("Pieter van den Berg", "Pieter|van den|Berg|"),
            ("Dirk ter Horst", "Dirk|ter|Horst|"),
            ("Maria de la Cruz", "Maria|de la|Cruz|"),
            ("Luiz Inácio Lula da Silva", "Luiz Inácio Lula|da|Silva|"),
            ("Luigi di Maio", "Luigi|di|Maio|"),
            ("Friedrich zu Hohenlohe", "Friedrich|zu|Hohenlohe|"),
            ("Alfred vom Stein", "Alfred|vom|Stein|"),
            ("JD Vance", "JD||Vance|"),
            ("ANNA SEEGER", "ANNA||SEEGER|"),
            ("Robert De Niro", "Robert||De Niro|"),
            ("Dick Van Dyke", "Dick||Van Dyke|"),
            ("Mariam El Sayed", "Mariam||El Sayed|"),
            ("Philippe Le Corre", "Philippe||Le Corre|"),
            ("José Ortega y Gasset", "José||Ortega y Gasset|"),
            ("Dr. Anna Seeger", "Anna||Seeger|"),
            ("Prof. Dr. med. Anna Seeger", "Anna||Seeger|"),
            ("Dr Anna von Seeger", "Anna|von|Seeger|"),
            ("Martin King Jr.", "Martin||King|Jr."),
            ("Martin Luther King, Jr.", "Martin Luther||King|Jr."),
            ("King, Martin Luther, Jr.", "Martin Luther||King|Jr."),
            ("John Smith III", "John||Smith|III"),
            ("Anna Seeger, PhD", "Anna||Seeger|"),
            ("Anna Seeger (dpa)", "Anna||Seeger|"),
            ("Anna Seeger, Reuters", "Anna||Seeger|"),
            ("Anna Seeger, Kanal Sechs", "Anna||Seeger|"),
            ("By Ellen Marsh", "Ellen||Marsh|"),
            ("Von Jonas Brandt", "Jonas||Brandt|"),
            ("Maria Von Trapp", "Maria||Von Trapp|"),
            ("Conan O’Brien", "Conan||O’Brien|"),
            ("Emily Post", "Emily||Post|"),
            ("Bill Press", "Bill||Press|"),
            ("ANNA SEEGER", "ANNA||SEEGER|"),
            ("Лев Толстой", "Лев||Толстой|"),
        ] {
            assert_eq!(shown(name, "de"), expected, "{name}");
        }
        assert_eq!(shown("María Teresa Fernández Vega", "es"), "María Teresa||Fernández Vega|");
        assert_eq!(shown("Kertész Imre", "hu-HU"), "Imre||Kertész|");
    }

    #[test]
    fn institutions_stay_whole() {
        for name in [
            "Redaktion",
            "dpa",
            "AFP",
            "Reuters staff",
            "Reuters",
            "The Associated Press",
            "Associated Press",
            "Harbour Post",
            "Kanal Sechs",
            "Hafenkurier Redaktion",
            "Sportredaktion",
            "Unsere Redaktion",
            "Redaktionsteam",
            "Newsroom",
            "hafenkurier.example",
            "Team hafenkurier.de",
            "dpa/Anna Seeger",
            "Seeger & Brandt",
            "Canadian Press",
            "Le Monde",
            "Nordex SE",
            "USA TODAY",
            "Super User",
            "Tagblatt Husum",
            "Museumsgesellschaft Husum",
            "Deutsche Presse-Agentur",
            "Agence France-Presse",
            "Verlag Meer GmbH",
            "Redaktion 24",
            "Anna Seeger and Jonas Brandt",
            "Anna Seeger und Jonas Brandt",
            "Editorial Board",
            "AFP-Korrespondentin Anna Seeger",
            "kgr",
            "das netz",
            "Press Association",
            "@hafenkurier",
            "Our Foreign Desk",
            "毛泽东",
            "신현주 기자",
            "MDR SACHSEN-ANHALT",
        ] {
            assert_eq!(shown(name, "de"), format!("{{{name}}}"));
        }
    }

    #[test]
    fn names_are_turned_round() {
        let article = Article::default();
        let turned = |name: &str| Name::read(name, &article).inverted();
        assert_eq!(turned("Ursula von der Leyen"), "von der Leyen, Ursula");
        assert_eq!(turned("Martin King Jr."), "King, Martin, Jr.");
        assert_eq!(turned("Verlag Meer, Kiel GmbH"), "Verlag Meer Kiel GmbH");
    }
}
