//! Bylines and credits: who wrote a text, which agencies supplied it, and who only took the picture.
//!
//! A byline names persons (`Anna Seeger`), institutions (`Redaktion`) and agencies (`dpa`). Roles, places,
//! dates, addresses and reading times beside them are dropped. An agency that stands in the place of an
//! author is a name too, written as the page writes it; `agencies` always holds the short names.

use std::sync::LazyLock;

use regex::Regex;

use super::{agency, places};
use crate::article::clean;
use crate::dates;

/// Longer texts are no bylines.
const LONGEST: usize = 400;

/// What a byline says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// Persons, institutions and agencies in the place of an author, as the page gives them.
    pub(super) names: Vec<String>,
    /// The short names of the agencies.
    pub(super) agencies: Vec<String>,
}

impl Byline {
    fn add_agency(&mut self, short: &str) {
        if !self.agencies.iter().any(|known| known == short) {
            self.agencies.push(short.to_owned());
        }
    }

    fn add_name(&mut self, name: &str) {
        if !self.names.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            self.names.push(name.to_owned());
        }
    }
}

/// Reads a text that is known to be a byline: `Von Anna Seeger und Jonas Holt`, `By Jane Rowe, Tokyo
/// correspondent`, `Text: A. B.; Fotos: C. D.`, `dpa/red`. What is no name is dropped, so a text that is
/// no byline mostly gives nothing.
pub(super) fn read(text: &str) -> Byline {
    let mut byline = Byline::default();
    let text = GLUED_OPENING.replace(&clean(text), "$1 $2").into_owned();
    if text.chars().count() > LONGEST {
        return byline;
    }
    let text = without_dates(&text);
    for part in
        text.split([';', '|', '·', '•', '\u{2013}', '\u{2014}']).flat_map(|part| part.split(" - ")).map(str::trim)
    {
        if part.is_empty() || PHOTO.is_match(part) {
            continue;
        }
        read_part(part, &mut byline);
    }
    byline
}

/// Reads a line that announces itself as a byline (`Von …`, `By …`, `Text: …`) and holds nothing but names.
pub(super) fn announced(line: &str) -> Option<Byline> {
    let line = clean(line);
    if line.chars().count() > 160 {
        return None;
    }
    let line = GLUED_OPENING.replace(&line, "$1 $2").into_owned();
    if line.chars().count() > 160
        || line.ends_with(['.', '?', '!']) && !line.ends_with(" B.") && !INITIAL_END.is_match(&line)
    {
        return None;
    }
    let opening = OPENING.find(&line)?;
    let rest = before_the_time(line.get(opening.end()..)?).trim();
    // An ordinary sentence may open with `Von` or `By`; a byline goes on with a name.
    let first = rest.split([',', ';', '|', '·', '•', '(']).next().unwrap_or_default();
    let first = AND.split(first).next().unwrap_or_default().trim();
    let named = person(first.trim_end_matches(|c: char| c.is_ascii_digit())).is_some()
        || agency::named(first).is_some()
        || is_institution(first);
    named.then(|| read(&line)).filter(|byline| !byline.names.is_empty())
}

/// Returns the agencies of a line that is nothing but a closing credit: `(dpa/red)`, `(AFP)`,
/// `dpa-infocom, dpa:251028-99-123456/2`, `Mit Material von dpa`.
pub(super) fn credit(line: &str) -> Option<Vec<String>> {
    let line = clean(line);
    // A bare `© dpa` stands under pictures; texts are credited with a year or a number.
    let under_a_picture = line.starts_with('©') && !line.chars().any(|c| c.is_ascii_digit());
    if line.chars().count() > 120 || under_a_picture {
        return None;
    }
    let inner = line
        .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | '*' | '-' | '–' | '©') || c.is_whitespace());
    let inner = CREDIT_OPENING.find(inner).and_then(|opening| inner.get(opening.end()..)).unwrap_or(inner);
    agency::all_of(inner)
}

/// Returns the agencies of a credit in brackets at the end of a paragraph: `… gebracht. (dpa/red)`.
pub(super) fn credit_at_end(text: &str) -> Option<Vec<String>> {
    let text = text.trim_end();
    let open = if text.ends_with(')') {
        text.rfind('(')?
    } else if text.ends_with(']') {
        text.rfind('[')?
    } else {
        return None;
    };
    credit(text.get(open..)?)
}

/// Returns the agencies of a dateline: `TOKYO, Oct 28 (Reuters) - …`, `Magdeburg (dpa) - …`.
pub(super) fn dateline(text: &str) -> Option<Vec<String>> {
    let start: String = text.chars().take(90).collect();
    let (before, rest) = start.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    if before.contains(". ") || !after.trim_start().starts_with(['-', '–', '—']) {
        return None;
    }
    agency::all_of(inside)
}

/// Tells whether a line is the credit of a picture: `Foto: Franz Bild/dpa`, `© Getty Images`, `(Photo by A. B.)`.
pub(super) fn is_photo_credit(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= 160
        && may_be_photo_credit(line)
        && (PHOTO.is_match(line) || NAME_AND_AGENCY.is_match(line) && !OPENING.is_match(line))
}

/// Tells whether a line has a sign that most credits of pictures hold, or begins as the others do.
fn may_be_photo_credit(line: &str) -> bool {
    line.contains([':', '©', '/', '|', '('])
        || line
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '[' | '–' | '-'))
            .starts_with(['a', 'b', 'f', 'g', 'i', 'p', 'v', 'A', 'B', 'F', 'G', 'I', 'P', 'V'])
}

/// Returns the credit of a picture where a line is one or ends with one, without the word `Foto:`.
pub(super) fn photo_credit(line: &str) -> Option<String> {
    // A credit ends the line; what stands further from its end is of no interest.
    let start = line.char_indices().rev().nth(200).map_or(0, |(at, _)| at);
    let end = line.get(start..)?;
    // What every credit holds; to look for it costs little beside the pattern.
    let may_be = end.contains([':', '©']) || end.as_bytes().windows(5).any(|word| word.eq_ignore_ascii_case(b"photo"));
    let captures = PHOTO_AT_END.captures(may_be.then_some(end)?)?;
    let found = clean(captures.get(1)?.as_str());
    let found = found.trim_end_matches([')', ']']).trim();
    // `Erstes Bild: So könnte der Hafen aussehen` credits nobody.
    let small = found.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let names = small <= 2 && found.split_whitespace().count() <= 12 && !found.ends_with(['?', '!']);
    (!found.is_empty() && names).then(|| found.to_owned())
}

/// Puts a stroke in the place of every date.
fn without_dates(text: &str) -> String {
    let parted = GLUED_DATE.replace_all(text, "$1 $2");
    let text = parted.as_ref();
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for found in dates::find_all(text, true) {
        out.push_str(text.get(end..found.range.start).unwrap_or_default());
        out.push_str(" | ");
        end = found.range.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    CLOCK.replace_all(&out, " | ").into_owned()
}

fn read_part(part: &str, byline: &mut Byline) {
    let mut rest = before_the_time(part).trim();
    for _ in 0..3 {
        let Some(opening) = OPENING.find(rest) else { break };
        rest = rest.get(opening.end()..).unwrap_or_default().trim();
    }
    let rest = ADDRESS.replace_all(rest, " ");
    let mut outside = String::with_capacity(rest.len());
    // What stands in brackets is an agency, a role, a place or an age, never a name of its own.
    let mut pieces = rest.split(['(', '[']);
    outside.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (inside, after) = piece.split_once([')', ']']).unwrap_or((piece, ""));
        for short in agency::all_of(inside).unwrap_or_default() {
            byline.add_agency(&short);
        }
        outside.push_str(", ");
        outside.push_str(after);
    }
    for list in outside.split([',', '+', '\u{2022}']) {
        if let Some(found) = agency::named(list) {
            byline.add_agency(found);
            byline.add_name(list.trim());
            continue;
        }
        for piece in AND.split(list).flat_map(|piece| piece.split('/')) {
            read_piece(piece, byline);
        }
    }
}

/// Returns what stands before a date, a reading time or the like.
fn before_the_time(text: &str) -> &str {
    let date = dates::find_all(text, true).first().map(|found| found.range.start);
    let time = TIME.find(text).map(|found| found.start());
    let glued = GLUED.captures(text).and_then(|found| found.get(1)).map(|found| found.start());
    let end = [date, time, glued].into_iter().flatten().min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

fn read_piece(piece: &str, byline: &mut Byline) {
    let piece = piece.trim().trim_matches(|c: char| matches!(c, ':' | '*' | '"' | '„' | '“' | '-' | '@')).trim();
    let piece = OPENING.find(piece).and_then(|opening| piece.get(opening.end()..)).unwrap_or(piece).trim();
    // The number of a footnote may cling to a name.
    let piece = piece.trim_end_matches(|c: char| c.is_ascii_digit());
    if piece.is_empty() {
        return;
    }
    if let Some(short) = agency::named(piece) {
        byline.add_agency(short);
        byline.add_name(piece);
    } else if is_institution(piece) {
        byline.add_name(piece);
    } else if let Some(name) = person(piece) {
        // `Jane Rowe, Tokyo`: a single word after a full name is a place or a role.
        let alone = !name.contains(' ') && name.chars().all(|c| c.is_ascii() || c.is_lowercase());
        if !(alone && byline.names.iter().any(|known| known.contains(' '))) {
            byline.add_name(&name);
        }
    }
}

/// Returns the name of a person without role, place and date around it; `None` if the text is no name.
pub(super) fn person(piece: &str) -> Option<String> {
    let piece = piece.trim();
    if piece.contains(['?', '!']) || piece.split_whitespace().count() > 9 {
        return None;
    }
    let piece = PLACE.find(piece).and_then(|place| piece.get(..place.start())).unwrap_or(piece).trim();
    if piece.chars().count() > 60
        || piece.chars().any(|c| c.is_ascii_digit())
        || !dates::find_all(piece, false).is_empty()
    {
        return None;
    }
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.is_empty() || words.len() > 6 || places::is_place(piece) {
        return None;
    }
    if ROLE.is_match(piece) {
        // `US-Korrespondent Jonas Holt`, `Jane Rowe Parliamentary editor`: two words on the side without the role.
        let role_first = words.first().is_some_and(|word| ROLE.is_match(word));
        let name = if role_first { words.get(words.len().saturating_sub(2)..) } else { words.get(..2) }?.join(" ");
        return (words.len() > 2 && !ROLE.is_match(&name)).then(|| person(&name)).flatten();
    }
    let is_name = words.iter().enumerate().all(|(place, word)| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let first = letters.chars().next();
        first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()) && !word.ends_with([':', '?', '!'])
            || (place > 0 || words.len() > 2) && PARTICLES.contains(&letters.to_lowercase().as_str())
    });
    let first = piece.chars().next()?;
    (is_name
        && piece.chars().filter(|c| c.is_alphabetic()).count() > 1
        && (first.is_alphabetic())
        && !NO_NAME.is_match(piece))
    .then(|| piece.trim_end_matches([',', ':', '*']).to_owned())
}

/// Tells whether a text names an institution in the place of an author: `Redaktion`, `Staff`, `SID-Redaktion`.
pub(super) fn is_institution(piece: &str) -> bool {
    piece.chars().count() <= 60 && INSTITUTION.is_match(piece.trim())
}

const PARTICLES: &[&str] = &[
    "von", "vom", "van", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "du", "la", "le", "les", "el",
    "al", "bin", "ben", "ibn", "zu", "ter", "ten", "te", "y", "e", "af", "av", "abu", "st", "dr", "prof", "mc", "d",
    "l", "’t", "t", "ap", "bint",
];

static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: (?:ein(?:e[nr]?)?|a|an|un|une)\s+ (?:[\p{L}-]+\s+){0,2}? [\p{L}-]+ \s+ (?:von|by|par|por|di) \s+
          | (?:story|written|words|kolumne|glosse|essay|gastbeitrag|leitartikel|rezension|porträt|gastkommentar|meinung|opinion|column|review|text|texte|bericht|analyse|reportage|geschrieben|verfasst|aufgezeichnet|recherchiert|reported|posted|published|edited|article|artikel|beitrag|kommentar|interview|reporting|escrito|écrit|publié|scritto|medewerking|eingestellt|erstellt|gepostet|veröffentlicht|publiziert|eingereicht|created|submitted)
               (?:\s+(?:und|and|&)\s+[\p{L}-]+)? \s+ (?:von|by|par|por|di|da|door) (?: \s*:\s* | \s+ )
          | (?:von|vom|by|par|por|di|door|af|av|tekst|text|texte|texto|testo|autor(?:in|en|es|s)?|autore|autora|author[s]?|auteur[s]?|bericht|
               words|story|artikel|beitrag|interview|protokoll|aufgezeichnet|reportage|redaktion:?\s*von|redacción|skrevet\s+af|foto\s+und\s+text|text\s+und\s+fotos?) \s*:\s*
          | (?:von|by|par|por|di|door|av|af|autor(?:in)?|author|skriven\s+av|napsal|przez|yazan) \s+ )",
    )
});

/// `bySauli Mwangi`: markup parted the words, the text does not.
static GLUED_OPENING: LazyLock<Regex> = LazyLock::new(|| regex(r"^([Bb]y|[Vv]on|Author|Autor(?:in)?)(\p{Lu}\p{Ll})"));

static GLUED_DATE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(\p{Ll})(\d{1,2}[./]\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s)",
    )
});

static CLOCK: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?:um\s+|at\s+)?\d{1,2}[:.]\d{2}\s*(?:uhr|[ap]\.?m\b\.?|h\b)?"));

/// Browsers run name and date together where only markup parted them: `Anna SeegerNovember 21`, `Anna Seeger24.04.2024`.
static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\p{Ll}((?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d|\d{1,2}[./]\d{1,2}[./]\d{2})",
    )
});

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:\d{1,3}\s*(?:hours?|hrs?|min(?:ute[ns]?|\.)?|stunden?|days?|tagen?)\b|lesedauer|lesezeit|(?:last\s+)?updated|published|posted|aktualisiert|veröffentlicht|(?:january|february|march|april|june|july|august|september|october|november|december)\s+\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{1,2}:\d{2})",
    )
});

static AND: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\s+(?:und|and|et|y|och|og|&|with|mit|sowie|en|i|e)\s+"));

static INITIAL_END: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:\p{Lu}|[Jj]r|[Ss]r)\.$"));

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\S+@\S+\.\S+|https?://\S+|(?:^|\s)@\w+|\bwww\.\S+"));

static CREDIT_OPENING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: (?:mit|with|unter\ verwendung\ von|using|avec|con)\s+ (?:[\p{L}-]+\s+){0,3}? (?:von|der|from|by|de|di)\s+ (?:der|den|the)?\s*
          | (?:quellen?|source[s]?|fonte|fuente|material|agenturen|agency)\s*:\s* | with\s+ | ©\s*(?:\d{4}\s*)? | \d{4}\s+ )",
    )
});

static PHOTO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ [(\[|\s/–-]* (?: (?:archiv|symbol|titel|beispiel|themen|agentur|press[e]?)?-?(?:fotos?|bild(?:er|quelle|rechte|nachweis)?|fotograf(?:ie|in)?|foto-?credits?|
               photo[s]?(?:\ ?graph[s]?|grapher)?(?:\s+credit[s]?)?|picture[s]?|image[s]?(?:\s+(?:credit|source)[s]?)?|illustration|grafik|graphic|montage|screenshot|karikatur|
               foto(?:grafia|grafía)?|imagen|immagine|crédit[s]?(?:\s+photo)?|credit[s]?|copyright|bildunterschrift|caption|fotó|zdjęcie|fot\.|foto\s+di|снимок|фото|fotoğraf)
               \s*[:©/]
          | (?:photo(?:graph)?s?|picture|image|video|illustration)\s+(?:by|courtesy|via)\b | (?:foto|bild|illustration)\s+(?:von|av|di)\s+\p{Lu}
          | (?:getty|imago|ap)\s+images\s*$ | © | \(c\)\s | quelle\s*:\s | via\s+getty
          | (?:imago|picture[\s-]?alliance|getty|shutterstock|istock|ap\s+photo|adobe\s+stock|unsplash|pixabay|zuma|nurphoto|laif|ullstein)\b (?:\s+images?)? \s* [/|] \s* \S
          | \S.{0,80} [/|(] \s* (?:imago(?:\s+images)?|picture[\s-]?alliance|getty(?:\s+images)?|shutterstock(?:\.com)?|istock(?:photo)?|ap\s+photo|
               adobe\s?stock|unsplash|pixabay|zuma(?:\s+press)?|nurphoto|laif|ullstein\s?bild|ap\ images|alamy) \)? (?: \s*[/|,]\s*\S.{0,60})? $ )",
    )
});

/// `Franz Bild/dpa`, `EPA / Franz Bild`: a credit of a picture or of a text; beside a picture the former.
static NAME_AND_AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: (?:epa|dpa|afp|reuters|ap|apa|keystone|ansa|efe)(?:-efe)? \s* [/|] \s* \p{Lu}\S.{0,60} | \p{Lu}\S.{0,60} / \s* (?:dpa|afp|epa(?:-efe)?|reuters|tass|keystone|apa|ap) \)? ) $",
    )
});

static PHOTO_AT_END: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) (?: ^ | [\s(\[|.] ) (?: (?:foto[s]?|bild(?:quelle|rechte|nachweis)?|photo(?:graph)?[s]?(?:\s+credit)?|picture|image(?:\s+(?:credit|source))?|illustration|grafik|crédit(?:\s+photo)?|credit|copyright|quelle)
          \s*[:]\s* ©? | photo\s+by\s+ | © ) \s* ([^:]{2,120}) $",
    )
});

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\s+(?:in|aus|at|from|for|für|for the|bei|of|à|en|im)\s+(?:\p{Lu}|the\s|der\s|den\s)|\s+[–|]\s")
});

static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) (?: expert(?:e|in)\b | korrespondent | correspondent | redakteur | redaktör | editor\b | reporter | reporterin | journalist | chefredakt | kolumnist | columnist | volontär | autorin\b | autor\b |
          praktikant | director\b | writer | producer | photograph | fotograf | contributor | leiter(?:in)?\b | chief | head\sof | bureau | analyst | professor | ressort |
          politik\b | wirtschaft\b | sport\b | kultur\b | mitarbeiter | freelance | senior\b | journaliste | periodista | giornalista | corresponsal | envoyé | rédact | lesedauer | lesezeit |
          \bmin\b | read\b | uhr\b | updated? | aktualisiert | veröffentlicht | published | posted | stand\b | minutes? | folgen\b | follow\b | teilen | share\b )",
    )
});

static NO_NAME: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: (?:der|die|das|ein|eine|the|a|an|this|that|diese[rs]?|wir|ich|sie|er|es|mehr|more|home|news|video|audio|kommentare?|comments?|login|anmelden|abo|menu|menü|suche|search|startseite|
          exklusiv|exclusive|plus|premium|live|update|anzeige|advertisement|heute|gestern|today|yesterday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday|
          article|artikel|author|google|facebook|twitter|getty|instagram|twittern|copy|save|saved|lesen|hören|merken|temps|link|subscribe|sign|log|in|on|zur?|zum|neu|new|top|none|null|undefined|unknown|unbekannt|admin|redaktionell) (?:\s.*)? ) $ | \b(?:und|oder|ist|wird|the|is|was|mit|für|auf|kommentare?|comments?|images?|news|hören|saved|party|partei)\b",
    )
});

static INSTITUTION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: (?:die\s+)? (?:[\p{L}\d.&+-]+[\s-]){0,3} (?:online-?)?(?:redaktion|redaktionsteam|redaktionsnetzwerk(?:\s+\p{L}+)?|newsroom|newsdesk|news\s+desk|staff(?:\s+(?:writer|reporter)s?)?|editors|editorial\s+(?:board|team|staff)|agenturen|agencies|rédaction|redazione|redacción|redactie|redaktionen|redakcja|redakce|team|desk|reporters)
          (?:\s+[\p{Lu}][\p{L}.-]+){0,2} | agency\s+staff | associated\s+press\s+reporters? | (?:la|le|the)\s+(?:rédaction|redacción|editorial\s+board|editors) ) $",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str], agencies: &[&str]) {
        let found = read(text);
        assert_eq!(
            (found.names, found.agencies),
            (names.iter().map(|s| (*s).to_owned()).collect(), agencies.iter().map(|s| (*s).to_owned()).collect()),
            "{text}"
        );
    }

    #[test]
    fn bylines_of_persons() {
        check("Von Anna Seeger und Jonas Holt", &["Anna Seeger", "Jonas Holt"], &[]);
        check("By Jane Rowe, Tokyo correspondent", &["Jane Rowe"], &[]);
        check("By Jane Rowe and Tom O'Hara in Tokyo", &["Jane Rowe", "Tom O'Hara"], &[]);
        check("Text: A. B.; Fotos: C. D.", &["A. B."], &[]);
        check("ANNA SEEGER", &["ANNA SEEGER"], &[]);
        check("Ein Kommentar von Jonas von der Holt", &["Jonas von der Holt"], &[]);
        check("Anna Seeger, a.seeger@hafenkurier.example | 28.10.2025 | Lesedauer: 2 Min.", &["Anna Seeger"], &[]);
        check("Von Jonas Holt, Politikredakteur, Berlin", &["Jonas Holt"], &[]);
        check("US-Korrespondent Jonas Holt", &["Jonas Holt"], &[]);
        check("Autorin: Anna Seeger (38)", &["Anna Seeger"], &[]);
    }

    #[test]
    fn agencies_and_institutions() {
        check("dpa", &["dpa"], &["dpa"]);
        check("dpa/red", &["dpa"], &["dpa"]);
        check("AFP, Reuters", &["AFP", "Reuters"], &["AFP", "Reuters"]);
        check("Redaktion", &["Redaktion"], &[]);
        check("Deutsche Presse-Agentur (dpa)", &["Deutsche Presse-Agentur"], &["dpa"]);
        check("Anna Seeger (AFP)", &["Anna Seeger"], &["AFP"]);
        check("Von Anna Seeger, dpa", &["Anna Seeger", "dpa"], &["dpa"]);
    }

    #[test]
    fn agencies_by_their_long_names() {
        for (text, short) in [
            ("Katholische Nachrichten-Agentur", "KNA"),
            ("epd", "epd"),
            ("APA", "APA"),
            ("Keystone-SDA", "Keystone-SDA"),
            ("ANSA", "ANSA"),
            ("Agencia EFE", "EFE"),
            ("PA Media", "PA"),
            ("The Associated Press", "AP"),
            ("Agence France-Presse", "AFP"),
        ] {
            check(text, &[text], &[short]);
        }
    }

    #[test]
    fn places_roles_and_openings_are_no_names() {
        check("Jane Rowe, New York", &["Jane Rowe"], &[]);
        check("Von Anna Seeger und Jonas Holt, Frankfurt am Main", &["Anna Seeger", "Jonas Holt"], &[]);
        check("Berlin", &[], &[]);
        check("Hafenexperte Jonas Holt", &["Jonas Holt"], &[]);
        check("Eingestellt von Anna Seeger", &["Anna Seeger"], &[]);
        check("Written by: Jane Rowe", &["Jane Rowe"], &[]);
        check("AutorAnna Seeger", &["Anna Seeger"], &[]);
        check("Redaktion, Redaktion", &["Redaktion"], &[]);
        check("Text: Anna Seeger, Foto: Franz Bild", &["Anna Seeger"], &[]);
    }

    #[test]
    fn what_is_no_byline() {
        check("Die Regierung hat am Dienstag ein Abkommen unterzeichnet.", &[], &[]);
        check("Lesedauer: 2 Min.", &[], &[]);
        check("Foto: Franz Bild/dpa", &[], &[]);
        assert_eq!(announced("Von der Leyen reist nach Tokio"), None);
        assert_eq!(announced("Von Anna Seeger"), Some(read("Von Anna Seeger")));
        assert_eq!(announced("Anna Seeger"), None);
    }

    #[test]
    fn closing_credits() {
        let check = |line: &str, expected: &[&str]| assert_eq!(credit(line).unwrap_or_default(), expected, "{line}");
        check("(dpa/red)", &["dpa"]);
        check("(AFP)", &["AFP"]);
        check("dpa-infocom, dpa:251028-99-123456/2", &["dpa"]);
        check("© dpa-infocom, dpa:251028-99-123456/2", &["dpa"]);
        check("Mit Material von dpa und AFP", &["dpa", "AFP"]);
        check("Quelle: Reuters", &["Reuters"]);
        check("(SPD)", &[]);
        check("(siehe oben)", &[]);
        assert_eq!(credit_at_end("Das sagte er. (dpa/red)"), Some(vec!["dpa".to_owned()]));
        assert_eq!(credit_at_end("Das sagte er (61)."), None);
    }

    #[test]
    fn credits_of_pictures() {
        for line in [
            "Foto: Franz Bild/dpa",
            "(Foto: A. B.)",
            "© Getty Images",
            "Photo by A. B.",
            "IMAGO / Franz Bild",
            "Franz Bild/picture alliance/dpa",
            "Bildquelle: NASA",
        ] {
            assert!(is_photo_credit(line), "{line}");
        }
        for line in ["Fotos zeigen den Hafen.", "Bild der Lage: Es regnet.", "Anna Seeger", "dpa"] {
            assert!(!is_photo_credit(line), "{line}");
        }
        assert_eq!(photo_credit("Am Kai. Foto: Franz Bild/dpa").as_deref(), Some("Franz Bild/dpa"));
        assert_eq!(photo_credit("(Foto: Franz Bild/dpa)").as_deref(), Some("Franz Bild/dpa"));
        assert_eq!(photo_credit("At the quay. Photograph: Jane Rowe").as_deref(), Some("Jane Rowe"));
        assert_eq!(photo_credit("Am Kai."), None);
    }
}
