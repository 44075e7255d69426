//! Lines that belong to the page and not to the article: share buttons, reading times, related links.
//!
//! Only whole lines of at most [`LONGEST`] characters are furniture, and only when they fit a pattern from
//! end to end; an ordinary sentence never does. German and English come first, then French, Spanish,
//! Italian and Dutch.

use std::sync::LazyLock;

use regex::Regex;
use regex::bytes::{Regex as BytesRegex, RegexSet, RegexSetBuilder};

use super::byline;
use crate::dates;

/// Longer lines are text, whatever they say.
const LONGEST: usize = 180;

/// What a line of furniture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Furniture {
    /// Buttons to share, print, save or hear the article.
    Share,
    /// `Lesedauer: 2 Min.`
    ReadingTime,
    /// `Foto: Franz Bild/dpa`
    PhotoCredit,
    /// The head of a list of other articles: `Mehr dazu`, `Lesen Sie auch`, `Read more`; what follows is not the article.
    RelatedHead,
    /// One line that names another article: `Lesen Sie auch: …`, `Read more: …`.
    RelatedLine,
    /// An offer of a newsletter, an app or a channel.
    Newsletter,
    /// The head of the comments; the article is over.
    Comments,
    /// A mark of advertising.
    Advert,
    /// A date and nothing else, with or without `Stand:`.
    Date,
    /// Signing in, subscribing, paying.
    Login,
    /// The consent asked for before foreign content is shown.
    EmbedConsent,
    /// The stand-in for a picture or film: `top-article-image`, `Video abspielen`.
    Media,
    /// Navigation: `Zum Inhalt springen`, `Startseite`.
    Menu,
    /// `vor 13 Minuten`: the time of another article in a ticker, or of this one.
    Ticker,
    /// The foot of the page: copyright, imprint, privacy; the article is over.
    Foot,
    /// The head of a list of keywords: `Schlagworte:`.
    Topics,
}

/// Returns what kind of furniture a line is; `None` for everything that may be text of an article.
pub(super) fn classify(line: &str) -> Option<Furniture> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST * 4 || line.chars().count() > LONGEST {
        return (line.len() < LONGEST * 8 && CONSENT.is_match(line.as_bytes())).then_some(Furniture::EmbedConsent);
    }
    let bare = line.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '›' | '»'
                    | '>'
                    | '→'
                    | '▶'
                    | '►'
                    | '•'
                    | '|'
                    | '…'
                    | '*'
                    | '+'
                    | '·'
                    | '×'
                    | '–'
                    | '-'
                    | '['
                    | ']'
                    | '_'
                    | '#'
            )
    });
    let after = ARROWS.iter().find_map(|arrow| line.strip_prefix(arrow));
    if after.is_some_and(|rest| rest.trim_start().starts_with(char::is_alphanumeric)) {
        return Some(Furniture::RelatedLine);
    }
    // One pass for all kinds; the patterns are in lower case because ignoring case would make them twice as large.
    let lower = bare.to_lowercase();
    let first_of = |set: &RegexSet| set.matches(lower.as_bytes()).iter().next();
    let open = OPEN_WORDS.iter().any(|word| lower.contains(word)).then(|| first_of(&OPEN)).flatten();
    let found = first_of(&PATTERNS).into_iter().chain(open).min();
    found
        .and_then(|first| SOURCES.get(first))
        .map(|(kind, _)| *kind)
        .or_else(|| byline::is_photo_credit(line).then_some(Furniture::PhotoCredit))
        .or_else(|| is_date(bare).then_some(Furniture::Date))
}

/// What stands before the link to another article; a single `»` opens a quotation as well.
const ARROWS: &[&str] = &[">>", "››", "▶", "►", "→", "➜", "➔"];

/// Tells whether a short text offers other ways to read the publication: `Folgen Sie uns auf WhatsApp`,
/// `Download our app`. A text that only speaks of such ways does not turn to the reader.
pub(super) fn is_offer(text: &str) -> bool {
    static TURNS_TO_THE_READER: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?xi) \b(?: folgen\s+sie | folge?t?\s+(?:uns|dem|der) | abonnieren\s+sie | abonniere?t?\s+(?:uns|den|unseren|jetzt) | hier\s+(?:geht\s+es|geht['’]?s|entlang|anmelden|abonnieren|klicken)
              | melden\s+sie\s+sich | jetzt\s+(?:anmelden|abonnieren|herunterladen|folgen|lesen|testen) | laden\s+sie | ladet | besuchen\s+sie | sind\s+sie\s+bei[mn]? | finden\s+sie\s+(?:uns|auf\s+unser\p{L}*)
              | sign\s+up | subscribe | follow\s+(?:us|our|the|him|her|them|@) | join\s+(?:us|our|the\s+conversation) | download\s+(?:the|our) | bookmark | click\s+here | get\s+(?:the|our) | like\s+us | send\s+us
              | únete | síguenos | suscríbe\p{L}* | descarga | abonnez-vous | suivez | rejoignez | téléchargez | iscriviti | seguici | scarica | volg\s+ons )(?:\b|\s|$)",
        )
    });
    static WAYS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?xi) \b(?: whats-?app | telegram | instagram | facebook | tik-?tok | youtube | twitter | threads | bluesky | mastodon | linkedin | google[\s-]news | social[\s-]media | (?:\p{L}+-?)?newsletters? | podcasts? | (?:[\p{L}-]+-)?apps? | e-?paper | inbox | homepage | website | kanal | channel | canal )\b",
        )
    });
    if text.len() > LONGEST * 4 || text.chars().count() > LONGEST + 120 {
        return false;
    }
    let ways =
        || WAYS.find_iter(text).map(|way| way.as_str().to_lowercase()).collect::<std::collections::BTreeSet<_>>();
    (TURNS_TO_THE_READER.is_match(text) && WAYS.is_match(text)) || (text.chars().count() < 120 && ways().len() >= 3)
}

/// The texts shown in place of embedded posts are whole paragraphs.
static CONSENT: LazyLock<BytesRegex> = LazyLock::new(|| {
    line_regex(
        r"(?xi) ^ (?: an\ dieser\ stelle\s[^.]{0,120}\b(?:externe[rn]?|drittanbieter|instagram|youtube|facebook|tweet|twitter)
          | (?:ich\ bin\ (?:damit\ )?einverstanden|mit\ dem\ (?:klick|laden|abspielen|aktivieren))\b[^.]{0,160}\b(?:inhalte?|daten|drittplattformen|datenschutz\p{L}*)\b
          | \p{L}+\ privatsphäre-einstellungen\ verhindern | (?:dieser|dieses|diese)\ (?:inhalt|video|beitrag)\b[^.]{0,60}\b(?:extern|youtube|drittanbieter|cookies|geladen)
          | (?:to\ (?:view|display|see)\ this|this\ (?:content|article\ contains))\b[^.]{0,80}\b(?:cookies|third|provided\ by|consent) )",
    )
});

/// Tells whether a line holds a date and hardly anything else.
fn is_date(line: &str) -> bool {
    if line.chars().count() > 90 || CLOCK.is_match(line) {
        return CLOCK.is_match(line);
    }
    let found = dates::find_all(line, false);
    if found.is_empty() {
        return false;
    }
    let mut rest = String::new();
    let mut end = 0;
    for date in &found {
        rest.push_str(line.get(end..date.range.start).unwrap_or_default());
        rest.push(' ');
        end = date.range.end;
    }
    rest.push_str(line.get(end..).unwrap_or_default());
    AROUND_DATES.replace_all(&rest, " ").chars().all(|c| !c.is_alphabetic())
}

/// Clock times, months, weekdays and the words for publishing that stand around a date.
static AROUND_DATES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) \b(?:stand|datum|date|vom|am|um|on|at|le|il|el|ore|alle|kl|uhr|h|[ap]\.?m\.?|mesz?z?|mez|ce?s?t|gmt|utc|bst|[ecmp][sd]t|hrs|ist|sast|
          (?:zuletzt\s+)?(?:aktualisiert|geändert|bearbeitet)(?:\s+am)?|(?:last\s+)?(?:updated?|modified|edited)(?:\s+(?:on|at))?|
          (?:erst)?(?:ver)?öffentlicht(?:\s+am)?|publiziert(?:\s+am)?|erschienen(?:\s+am)?|erstellt(?:\s+am)?|published(?:\s+(?:on|at|time))?|first|posted(?:\s+(?:on|at))?|publish|release[d]?|issued|created|time|
          publié|mis\ à\ jour|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|publicerad|uppdaterad|publisert|oppdatert|
          mo|di|mi|do|fr|sa|so|mon|tue|tues|wed|thu|thurs|fri|sat|sun|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|
          lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|
          ausgabe|print|online|(?:lesedauer|lesezeit|reading\s+time)|min(?:uten?|ute|utes|s)?|read|seite|nr|local|eastern|pm|am|und|and|et|y|e|de|del|à|a\s+las)\b ",
    )
});

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)^(?:(?:heute|gestern|today|yesterday|stand)?[,:\s]*)?\d{1,2}[:.]\d{2}\s*(?:uhr|[ap]\.?m\.?|h)?$")
});

static PATTERNS: LazyLock<RegexSet> = LazyLock::new(|| set(false));

/// The patterns that may begin with anything: among the others they would keep these from giving up at the first word.
static OPEN: LazyLock<RegexSet> = LazyLock::new(|| set(true));

/// What these patterns hold, one or the other.
const OPEN_WORDS: &[&str] = &["pdf", "inbox"];

/// Returns the sources that begin with anything, or all others; each keeps its place.
fn set(open: bool) -> RegexSet {
    let patterns = SOURCES.iter().map(|(_, source)| match source.starts_with('.') == open {
        true => counted_by_byte(&format!(r"(?x)^(?:{source})[\s.:!?]*$")),
        false => r"[^\s\S]".to_owned(),
    });
    // With less room the set gives up its fast way of matching.
    RegexSetBuilder::new(patterns)
        .dfa_size_limit(8 << 20)
        .build()
        .expect("the patterns are part of the program and tested")
}

/// What fits from end to end, in lower case. Word boundaries are those of ASCII (`(?-u:\b)`): others cannot be
/// told in one pass.
const SOURCES: &[(Furniture, &str)] = &[
    (
        Furniture::ReadingTime,
        r"(?:(?:geschätzte\s+)?(?:lesedauer|lesezeit|reading\s+time|temps\s+de\s+lecture|tiempo\s+de\s+lectura|tempo\s+di\s+lettura|leestijd))\s*(?:[:|]?\s*(?:ca\.?|etwa|circa|about)?\s*\d{0,3}\s*(?:min(?:ute[ns]?|uten|utos|uti)?\.?)?)?
        | \d{1,3}\s*[–-]?\s*min(?:ute[ns]?|\.)?\s*(?:read|lesezeit|lesedauer|to\s+read|de\s+lecture|de\s+lectura|di\s+lettura|leestijd|gelesen)? | \d{1,3}:\d{2}\s*min\.?
        | lectura\s+de\s+\d+\s+min\.? | \d+\s+minutos\s+de\s+lectura | lecture\s+\d+\s+min\.?",
    ),
    (
        Furniture::Ticker,
        r"(?:(?:zuletzt\s+)?(?:veröffentlicht|aktualisiert|publiziert|erschienen|gepostet|geändert|stand)\s*:?\s+)?vor\s+(?:ca\.?\s+|etwa\s+|rund\s+)?(?:\d{1,3}|eine[rnm]?|wenigen|ein\s+paar)\s+(?:sekunden?|min(?:uten?|\.)?|stunden?|std\.?|tage?n?|wochen?|monate?n?|jahre?n?)
        | (?:(?:last\s+)?(?:updated|published|posted)\s*:?\s+)?(?:about\s+)?(?:\d{1,3}|an?|one|a\s+few)\s*(?:seconds?|secs?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|[hdm])\s+ago | (?:just\s+now|gerade\s+eben)
        | il\s+y\s+a\s+\d+\s+\p{L}+ | hace\s+(?:\d+|una?)\s+\p{L}+ | \d+\s+(?:minuti|ore|giorni)\s+fa | \d+\s+(?:minuten|uur|dagen)\s+geleden",
    ),
    (Furniture::Share, r".{0,40}\sals\s+pdf(?:-datei)?\s+(?:herunterladen|downloaden|öffnen)"),
    (
        Furniture::Share,
        r"\(?noch\s+keine\s+bewertungen\)?.{0,20} | (?:(?:diesen\s+|den\s+)?(?:artikel|beitrag|seite|inhalt|video|text|link|post|url|kurzlink)\s+)?(?:teilen|weiterleiten|verschenken|versenden|drucken|ausdrucken|merken|speichern|kopieren|vorlesen(?:\s+lassen)?|anhören|hören|empfehlen|kommentieren|verschicken|gemerkt|bookmarken)(?:\s+(?:auf|via|per|bei|mit|über|in)\s+.{1,30})?
        | (?:jetzt\s+)?(?:artikel\s+)?(?:teilen|share|tweet|twittern|pin|drucken|print|e-?mail|mail|copy|save|saved|bookmark|like|gefällt\s+mir|merken|gift|follow|folgen|listen|hören|zuhören|feedback|flipboard)(?:\s+(?:this|the|article|story|link|page|post|it|on|via|by|to|us|me|for\s+later|options?|save|copy|\+|icon|button|den\s+artikel))*(?:\s+(?:facebook|twitter|x|whatsapp|email|e-?mail|linkedin|reddit|telegram|pocket|flipboard|bluesky|threads|mastodon|pinterest|google(?:\s+news)?))*
        | (?:share|teilen|post|tweet|send|partager|compartir|condividi|delen|dela|del|auf|on|via|per)?\s*(?:(?:this\s+)?(?:article\s+)?(?:on|via|by|auf|sur|en|su|op|in|per|bei)\s+)?(?:facebook|twitter|x(?:\s*\(twitter\)|\.com)?|whatsapp|telegram|linkedin|xing|reddit|pinterest|pocket|flipboard|bluesky|threads|mastodon|tumblr|instagram|youtube|tik\s?tok|snapchat|messenger|e-?mail|sms|signal|threema|line|viber|vkontakte|google\s+news|apple\s+news|facebook\s+messenger|pdf|rss)(?:[\s,|/·•&]+(?:facebook|twitter|x|whatsapp|telegram|linkedin|xing|reddit|pinterest|pocket|flipboard|bluesky|threads|mastodon|tumblr|instagram|youtube|e-?mail|mail|teilen|share|drucken|print))*(?:\s+(?:teilen|share|posten|senden|verschicken|icon|logo|wird\s+in\s+neuem\s+tab\s+geöffnet|opens\s+in\s+(?:a\s+)?new\s+(?:tab|window)))?
        | (?:copy|kopiere[n]?)\s+(?:the\s+)?(?:link|url)(?:\s+(?:to\s+clipboard|in\s+die\s+zwischenablage))? | link\s+(?:copied|kopiert|kopieren)!? | (?:in\s+die\s+)?zwischenablage\s+kopieren | kopiert!? | copied!? | (?:to\s+)?clipboard
        | (?:listen\s+to\s+(?:this\s+)?(?:article|story|the\s+article)|artikel\s+(?:hören|anhören|vorlesen)|diesen\s+artikel\s+anhören|audio\s+vorlesen|read\s+aloud|vorlesefunktion|beitrag\s+hören|écouter(?:\s+l.article)?|escuchar|ascolta).{0,30}
        | (?:zur\s+merkliste(?:\s+hinzufügen)?|merkliste|auf\s+die\s+merkliste|add\s+to\s+(?:bookmarks|reading\s+list|favou?rites|saved\s+stories)|save\s+(?:article|story|for\s+later)|artikel\s+merken|zum\s+merken.{0,30}|leseliste|bookmark\s+(?:this|article))
        | (?:partager|imprimer|envoyer(?:\s+par\s+e-?mail)?|compartir|guardar|imprimir|condividi|stampa|salva|delen|opslaan|del|dela|kopier\s+lenke|udostępnij|paylaş|sdílet)(?:\s+(?:l.article|cet\s+article|el\s+artículo|l.articolo|artikel|artikkelen|artikeln|på|sur|en|su|op)(?:\s+\S+)?)?
        | (?:folgen\s+sie\s+uns|follow\s+us|folge\s+uns|suivez-nous|síguenos|seguici)(?:\s+(?:auf|on|bei|sur|en|su)(?:\s+.{1,40})?)? | (?:folgen|follow|gefolgt|following)
        | (?:text|schrift(?:größe)?|font(?:\s+size)?)\s*(?:größer|kleiner|vergrößern|verkleinern|größe|size|[+-]|ändern|anpassen) | druckversion | print(?:\s+(?:version|this\s+page|article))? | a\s*a\s*a? | show\s+(?:more\s+)?(?:sharing\s+)?options | more\s+sharing\s+options | share\s+full\s+article | share\s+save | resize | teilen\s+sie\s+diesen\s+(?:artikel|beitrag).{0,40} | share\s+this\s+(?:story|article|post)\s*:.* | share\s+this\s+article\s+in\s+your\s+social\s+network",
    ),
    (
        Furniture::Media,
        r"(?:video|audio|film|sendung)\s+(?:ist\s+)?verfügbar\s+(?:\S+\s+){0,4}bis\s.{0,30} | (?:beitragsbild|titelbild|aufmacherbild|teaserbild|headerbild|image\s+illustrative|featured\s+image)\s*:.{0,120} | (?:top-|author-|hero-|lead-|main-|teaser-|article-)*(?:article-|author-|lead-|hero-)?(?:image|img|photo|picture|avatar|thumbnail) | (?:bild|foto|image|photo)\s*(?:\d+\s*(?:von|of|/)\s*\d+|vergrößern|in\s+(?:full|large).{0,20}|öffnen|anzeigen|schließen)
        | \d+\s*(?:von|of|/)\s*\d+ | (?:zur\s+)?(?:bildergalerie|fotostrecke|bilderstrecke|galerie|gallery|fotogalerie|diashow|slideshow)(?:\s*(?:öffnen|starten|ansehen|[:(]?\s*\d+\s*(?:bilder|fotos|images|photos)\)?))? | \d+\s+(?:bilder|fotos|images|photos|pictures)
        | (?:video|audio|play|player|film)\s*(?:abspielen|starten|stoppen|laden|ansehen|anhören|wird\s+geladen.{0,3}|schließen|pausieren|player|video|audio|loading.{0,3}|öffnen|icon)? | (?:play|watch|pause|mute|unmute|loading)(?:\s+(?:video|audio|now|the\s+video|fullscreen|full\s+screen))?
        | (?:audio|video|podcast)\s*:.+\(\d+\s*min\.?\) | (?:vergrößern|zoom|bild\s+in\s+neuem\s+fenster.{0,20}|enlarge(?:\s+(?:image|photo))?|expand(?:\s+image)?|view\s+(?:image|gallery)(?:\s+in\s+fullscreen)?|open\s+image\s+in\s+(?:modal|gallery)|image\s+caption|bildunterschrift|bildbeschreibung\s+(?:anzeigen|einblenden)|media\s+caption)
        | we\s+apologi[sz]e,?\s+but\s+this\s+video\s+has\s+failed\s+to\s+load | (?:tap|click)\s+here\s+to\s+see\s+other\s+videos\s+from\s+our\s+team | try\s+refreshing\s+your\s+browser,?\s+or | (?:this\s+)?video\s+can\s*(?:not|.t)\s+be\s+played | (?:your\s+browser\s+does\s+not|dein\s+browser|ihr\s+browser\s+).{0,60} | (?:quality|qualität|subtitles|untertitel|speed|geschwindigkeit)",
    ),
    (
        Furniture::Comments,
        r"(?:\d{1,5}\s+)?(?:leser-?|user-?|nutzer-?)?(?:kommentare?|comments?|commentaires?|comentarios?|commenti|reacties|kommentarer|leserbriefe|leserkommentare|reader\s+comments)(?:\s*\(?\d{0,5}\)?)?(?:\s+(?:anzeigen|lesen|ansehen|schreiben|verfassen|einblenden|öffnen|laden|view|zu\s+diesem\s+(?:artikel|beitrag|thema)))?
        | (?:kommentar|comment)\s+(?:schreiben|verfassen|hinterlassen|abgeben|abschicken) | (?:schreiben\s+sie|schreibe|verfassen\s+sie|hinterlassen\s+sie|schreib)\s+(?:den\s+ersten|einen|ihren|deinen|uns\s+einen)\s+kommentar.{0,40} | (?:noch\s+keine|keine|no)\s+(?:kommentare|comments)(?:\s+(?:vorhanden|yet|yet.{0,30}))?.*
        | (?:join|start|be\s+part\s+of)\s+the\s+(?:conversation|discussion) | (?:show|view|read|hide|post|leave|add|write)\s+(?:all\s+|a\s+|your\s+)?(?:\d+\s+)?(?:comments?|reply) | (?:diskutieren\s+sie\s+mit|jetzt\s+(?:mitdiskutieren|kommentieren)|mitdiskutieren|diskussion(?:\s*\(?\d*\)?)?|ihre\s+meinung.{0,30}|forum(?:\s*:.{0,40}|\s*\(?\d+\)?)?|leserdebatte|have\s+your\s+say|leave\s+a\s+(?:comment|reply)|conversation|ihr\s+kommentar.{0,30}|réagir|postez\s+un\s+commentaire|añadir\s+comentario)
        | (?:um\s+)?(?:zu\s+)?kommentieren.{0,6}(?:anmelden|einloggen|bitte).{0,30} | bitte\s+melden\s+sie\s+sich\s+an,?\s+um\s+zu\s+kommentieren | comments?\s+are\s+closed | kommentarfunktion.{0,60}",
    ),
    (
        Furniture::Advert,
        r"(?:anzeigen?|werbung|advertise?ments?|advertorial|ad|ads|sponsored(?:\s+(?:content|by.{0,30}|post))?|promoted|publicité|publicidad|pubblicità|advertentie|reklam[ea]?|annonse?|annonce|annons|promotion|partnerangebote?|externe?\s+anzeige|-\s*anzeige\s*-)(?:\s+\d{1,2})?
        | (?:story|article|artikel|text)\s+continues\s+(?:below|after).{0,40} | article\s+content(?:\s+continues.{0,30})? | (?:der\s+)?(?:artikel|beitrag|text)\s+(?:geht|wird|läuft)\s+(?:nach|hinter|unter|unterhalb)\s+(?:der|dieser)\s+(?:werbung|anzeige|.{1,20})\s+(?:weiter|fortgesetzt) | nach\s+der\s+(?:werbung|anzeige)\s+weiterlesen | (?:this\s+)?advertisement\s+(?:has\s+not\s+loaded\s+yet|.{0,12}continues\s+below).{0,60} | (?:article|story|content)\s+continues\s+below(?:\s+(?:this\s+)?ad(?:vertisement)?)? | scroll\s+(?:down\s+)?to\s+continue.{0,20} | weiter\s+nach\s+der\s+anzeige | (?:hide|close|remove|skip)\s+ads?|werbung\s+überspringen",
    ),
    (
        Furniture::EmbedConsent,
        r"(?:an\s+dieser\s+stelle|hier)\s+(?:finden\s+sie|findest\s+du|befindet\s+sich|ist\s+ein|wird\s+ein|sehen\s+sie|würden|steht)\s.{0,60}(?:inhalt|content|embed|tweet|instagram|youtube|facebook|drittanbieter).* | (?:externe[rns]?|empfohlene[rns]?\s+(?:redaktionelle[rn]?|externe[rn]?))\s+inhalte?(?:\s+.*)? | (?:ich\s+bin\s+damit|ich\s+bin)\s+einverstanden,?\s+dass.*
        | (?:inhalte?|externe\s+inhalte?|content|tweet|video|post|beitrag)\s+(?:von\s+\S+\s+)?(?:anzeigen|laden|entsperren|aktivieren|zulassen|freigeben|einblenden) | (?:alle\s+)?externen?\s+inhalte?\s+(?:anzeigen|laden|zulassen|akzeptieren|immer.{0,30}) | mit\s+(?:ihrem|deinem|dem)\s+klick.* | (?:damit|hiermit)\s+(?:können|werden)\s+personenbezogene\s+daten.* | mehr\s+dazu\s+in\s+unserer?\s+(?:datenschutz\p{L}*).{0,30} | link\s+zum\s+\S+[-\s](?:inhalt|video|beitrag|post|tweet) | (?:load|show|view|allow|accept)\s+(?:external\s+|the\s+)?(?:content|tweet|post|video|embed)s?(?:\s+.{0,30})? | (?:this\s+(?:content|article\s+contains\s+content|embed).*) | (?:cookies?|datenschutz)\s*(?:zustimmen|akzeptieren|accept|einstellungen\s+(?:ändern|anpassen|öffnen))",
    ),
    (Furniture::Newsletter, r".*(?:straight|directly|delivered)\s+(?:to|in)\s+your\s+inbox.{0,30}"),
    (
        Furniture::Newsletter,
        r"(?:zum\s+|den\s+|unser(?:en)?\s+|jetzt\s+|kostenlose[rn]?\s+)*newsletters?(?:\s+(?:abonnieren|anmelden|bestellen|anmeldung|an-\s*und\s+abmelden|sign[\s-]?up|subscribe.{0,20}))? | (?:newsletter|nachrichtenbrief)[-\s:].{0,60}
        | (?:jetzt\s+)?(?:für\s+)?(?:den|unseren|diesen)\s+(?:\p{L}+[-\s])?newsletter\s+(?:anmelden|abonnieren|bestellen) | (?:abonnieren\s+sie|melden\s+sie\s+sich|hier\s+können\s+sie).{0,60}newsletter.* | (?:sign\s+up|subscribe)\s+(?:to|for|here)(?-u:\b).* | (?:get|receive)\s+(?:the\s+|our\s+|email\s+|breaking\s+|daily\s+|a\s+).*(?:newsletters?|inbox|updates?|alerts?|email|authors?)
        | (?:zum\s+)?whats-?app[-\s]kanal.* | (?:folgen\s+sie|folge|abonniere[n]?)\s+.{0,40}(?:kanal|channel|google\s+news|whats-?app|telegram).{0,60} | (?:download|get|laden\s+sie|hol\s+dir)\s+(?:the|our|unsere|die)\s+.{0,30}app.{0,60} | by\s+(?:signing\s+up|submitting\s+your\s+e-?mail|subscribing)(?-u:\b).* | interested\s+in\s+more\s+newsletters.* | mit\s+(?:meiner|ihrer|der)\s+(?:anmeldung|registrierung)\s.*(?:stimme|erkläre|akzeptiere).* | email\s+address | (?:ihre\s+)?e-?mail-?adresse | (?:push|breaking)[-\s](?:nachrichten|news)\s+(?:aktivieren|erhalten|alerts?) | sign\s+me\s+up | (?:enter\s+)?your\s+email(?:\s+address)? | thanks\s+for\s+signing\s+up",
    ),
    (
        Furniture::Login,
        r"(?:jetzt\s+|hier\s+|bitte\s+)?(?:anmelden|einloggen|abmelden|ausloggen|registrieren|abonnieren|abo\s+abschließen|login|log\s*-?in|log\s*-?out|sign\s*-?in|sign\s*-?up|sign\s*-?out|register|subscribe(?:\s+now)?|registrer|logg\s+inn|logga\s+in|log\s+ind|connexion|se\s+connecter|s.abonner|iniciar\s+sesión|suscríbete|suscribirse|accedi|abbonati|inloggen|abonneren)(?:\s+(?:/|or|oder|und|and)\s+(?:anmelden|registrieren|register|login|log\s*in|sign\s*-?(?:in|up)|subscribe|abonnieren))?(?:\s+(?:now|here|today|to\s+.{1,50}|jetzt))?
        | (?:mein|ihr|my|your)\s+(?:konto|account|profil|profile|abo|subscription|bereich) | (?:already|bereits|schon)\s+(?:have\s+an\s+account|a\s+subscriber|registriert|abonnent(?:in)?|kunde|mitglied|registered|ein\s+(?:konto|abo)|plus-.{0,20}).{0,60} | (?:create|register)\s+(?:an|a|your|for)\s+(?:free\s+)?(?:account|an\s+account).{0,60} | sign\s+in\s+or\s+(?:create|register).{0,50} | sie\s+sind\s+(?:angemeldet|eingeloggt).{0,60} | (?:non\s+hai|hai\s+già)\s+un\s+(?:account|abbonamento).{0,60} | (?:jetzt\s+)?(?:weiterlesen|gratis\s+testen|kostenlos\s+testen|testen|freischalten|probeabo.{0,30})(?:\s+mit.{0,60})? | (?:mit|nur\s+mit|only\s+for|exclusive\s+to)\s+(?:\p{L}+\s?[+-]?\s?abo|subscribers?|plus).{0,40} | (?:this\s+(?:article|content|story)\s+is\s+)(?:for|only|exclusive|reserved).{0,60} | (?:exklusiv\s+)?(?:für|nur\s+für)\s+abonnent(?:en|innen).{0,40} | (?:abo|subscribe|abonnement|e-?paper|subscriptions?)(?:\s+(?:kündigen|testen|bestellen|abschließen|shop|service|lesen))?",
    ),
    (
        Furniture::RelatedHead,
        r"(?:kommende|nächste|aktuelle|weitere)\s+(?:events?|veranstaltungen|termine) | schon\s+gelesen | veja\s+também | leia\s+(?:também|mais) | mehr\s+zum\s+thema\s+(?:auf|bei|in|von)\s.{1,40} | (?:lesen|sehen)\s+sie\s+auch\s+(?:die\s+folgenden|diese)\s.{1,30} | weitere\s+(?:aktuelle|spannende|interessante)\s.{1,50}
        | mehr\s+(?:dazu|zum\s+thema|aus(?:\s+.{1,40})?|von(?:\s+.{1,40})?|über(?:\s+.{1,30})?|zu(?:\s+.{1,40})?|themen|artikel|nachrichten|videos|lesen(?:\s+(?:über|zu).{0,30})?|anzeigen|infos?(?:rmationen)?(?:\s+(?:dazu|zum\s+thema))?|in\s+diesem\s+.{1,30}|beiträge) | mehr | weitere[rs]?\s+(?:artikel|meldungen|nachrichten|beiträge|themen|videos|infos|informationen|inhalte|links|texte|storys|stories|ressorts|empfehlungen|angebote|podcasts|hintergründe|news)(?:\s+.{0,50})?
        | (?:(?:das\s+)?(?:könnte|dürfte)\s+(?:sie|dich|euch)?\s*(?:auch)?\s*(?:noch)?\s*interessieren|das\s+könnte\s+ihnen\s+auch\s+gefallen) | (?:auch\s+)?(?:interessant|lesenswert|spannend)(?:\s+für\s+sie)? | auch\s+interessant | (?:lesen|sehen|hören)\s+sie\s+(?:auch|dazu|hierzu|mehr)(?:\s+(?:auch|dazu|hierzu|zum\s+thema))? | (?:lies|lest|schau)\s+(?:auch|dazu|mehr) | (?:meist(?:gelesen|gesehen|kommentiert|geklickt)e?[rns]?|am\s+meisten\s+gelesen)(?:\s+(?:artikel|beiträge|news))? | (?:passend|links|artikel|beiträge|videos?)\s+(?:dazu|zum\s+(?:thema|artikel|beitrag)) | (?:zum|thema|themen|mehr\s+zu\s+diesem)\s+thema | (?:ähnliche|verwandte|empfohlene|passende|neueste|aktuelle|beliebte|top)[srn]?\s+(?:artikel|themen|beiträge|inhalte|nachrichten|meldungen|videos|news) | (?:empfehlungen?|empfohlen|tipps?)(?:\s+(?:der\s+redaktion|für\s+sie|von\s+.{1,30}))? | (?:redaktions|lese|unsere)-?\s?(?:empfehlung(?:en)?|tipps?) | hintergr(?:und|ünde)(?:\s+zum\s+thema)? | aus\s+dem\s+(?:archiv|ressort) | siehe\s+auch | (?:die|unsere)\s+redaktion\s+empfiehlt | (?:audio|video)s?\s+(?:und|and)\s+(?:audio|video)s?\s+zum\s+thema | schlagzeilen | (?:die\s+)?wichtigsten\s+(?:nachrichten|news|themen).{0,30}
        | (?:read|see|learn|discover|explore)\s+(?:more|next|also|now|on)(?:\s*(?:on\s+this|about|from|in|here|stories|articles|of|topics).{0,50})? | more\s+(?:on\s+this(?:\s+(?:story|topic))?|on|from|in|like\s+this|about|stories|articles|news|for\s+you|to\s+(?:read|explore)|coverage|videos?|headlines|topics)(?:\s+.{1,45})? | (?:related|recommended|suggested|similar|popular|trending|latest|recent|top|featured|most\s+(?:read|popular|viewed|watched|recent|shared|commented)|more\s+related|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)|recommended\s+(?:for|reading|by)|editors?.?s?.?\s+(?:picks|choice)|don.?t\s+miss|must\s+read|up\s+next|what\s+to\s+read\s+next|in\s+case\s+you\s+missed\s+it|also\s+(?:read|in\s+(?:the\s+)?news)|related\s+to\s+this)(?:\s+(?:articles?|stories|story|content|posts?|news|topics?|links?|videos?|reading|coverage|now|from.{0,40}|in.{0,40}|you|on.{0,40}|today|tags|items|headlines|internet\s+links|products))?
        | (?:lire|voir)\s+(?:aussi|plus|également|la\s+suite) | (?:à\s+lire|sur\s+le\s+même\s+sujet|dans\s+la\s+même\s+rubrique|articles\s+(?:liés|similaires)|les\s+plus\s+lus|notre\s+sélection)(?:\s+(?:aussi|également))? | (?:leer|ver|lee)\s+(?:más|también|mas) | (?:más|mas)\s+(?:sobre|noticias|información|en|leídas?).{0,30} | (?:noticias|artículos)\s+(?:relacionad[oa]s) | (?:te\s+puede\s+interesar|lo\s+más\s+(?:leído|visto)) | leggi\s+(?:anche|di\s+più|tutto) | (?:articoli|notizie)\s+(?:correlati|più\s+letti) | lees\s+(?:ook|meer|verder) | meer\s+(?:over|van|uit|nieuws|lezen).{0,30} | (?:les|läs|læs)\s+(?:også|mer|mere|också) | (?:viz\s+také|czytaj\s+(?:także|też|więcej)|zobacz\s+także|ilgili\s+haberler)",
    ),
    (
        Furniture::RelatedLine,
        r"(?:lesen\s+sie\s+(?:auch|hier|dazu|hierzu|mehr|weiter)|lies\s+auch|auch\s+interessant|mehr\s+(?:dazu|zum\s+thema)|siehe\s+auch|lesetipp|passend\s+dazu|read\s+(?:more|also|next|now|here)|also\s+read|see\s+also|see\s+more|related(?:\s+(?:article|story|stories|content|posts?))?|more|watch(?:\s+now|\s+more)?|don.?t\s+miss|recommended|in\s+pictures|lire\s+aussi|à\s+lire(?:\s+aussi)?|leer\s+(?:más|también)|lee\s+también|leggi\s+anche|lees\s+(?:ook|meer)|les\s+også|läs\s+(?:också|mer|även)|læs\s+også|czytaj\s+(?:też|także))\s*(?:[:|»›→>]|\s[–-]\s).+
        | (?:>>|››|»|\+\+|▶|►|→)\s*.+",
    ),
    (
        Furniture::Topics,
        r"(?:schlag(?:wort|worte|wörter)|tags?|topics?|keywords?|stichw[oö]rte?r?|themen(?:\s+(?:in|zu|des)\s+(?:diesem|diesem\s+artikel|artikels?|beitrags?|.{1,20}))?|in\s+diesem\s+artikel|in\s+this\s+(?:article|story)|categories|category|filed\s+under|kategorien?|mehr\s+themen|related\s+topics|explore\s+more\s+on|mots-clés|etiquetas|temas|argomenti|onderwerpen|emner|ämnen)
        | (?:tags?|schlagwort(?:e|wörter)?|schlagwörter|filed\s+under|topics?|themen|keywords?|stichwörter|stichworte|posted\s+in|categories|mehr\s+zum\s+thema|mots-clés|etiquetas)\s*:.+",
    ),
    (
        Furniture::Foot,
        r"\(?alle\s+angaben\s+ohne\s+gewähr\)? | (?:©|\(c\)|copyright)\s*.*(?:rights\s+reserved|rechte\s+vorbehalten|reservados|réservés|riservati|gmbh|(?-u:\bag\b)|ltd|inc|llc|verlag|media|\d{4}).* | (?:all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés|todos\s+los\s+derechos\s+reservados|tutti\s+i\s+diritti\s+riservati).*
        | (?:impressum|datenschutz(?:erklärung|-?einstellungen|hinweise?)?|privatsphäre(?:-?einstellungen)?|nutzungsbedingungen|agbs?|cookie[-\s](?:einstellungen|settings|policy|preferences|richtlinie|hinweise|manager)|privacy(?:\s+(?:policy|notice|settings|statement|manager|cent(?:er|re)))?|terms(?:\s+(?:of\s+(?:use|service)|and\s+conditions|&\s+conditions))?|mediadaten|barrierefreiheit|sitemap|site\s+map|über\s+uns|about\s+us|kontakt|contact(?:\s+us)?|nach\s+oben|back\s+to\s+top|zum\s+seitenanfang|zurück\s+nach\s+oben|seitenanfang|karriere|careers|hilfe|help(?:\s+cent(?:er|re))?|faqs?|jobs|advertise(?:\s+with\s+us)?|mentions\s+légales|aviso\s+legal|política\s+de\s+privacidad|note\s+legali|disclaimer|netiquette|rechtliches(?:\s+.{0,20})?|abo\s+kündigen|verträge\s+(?:hier\s+)?kündigen|corrections|korrekturen)(?:\s*[|·•/]\s*.*)?
        | (?:(?:haben\s+sie|hast\s+du)\s+(?:einen\s+)?fehler\s+(?:gefunden|entdeckt)|fehler\s+(?:gefunden|melden|entdeckt|im\s+(?:artikel|text))).* | (?:report|found|spotted)\s+an?\s+(?:error|typo|mistake|correction).{0,60} | (?:zur|zurück\s+zur)\s+(?:startseite|übersicht|homepage).{0,30} | our\s+standards:.{0,60} | (?:schicken\s+sie\s+uns|ihr)\s+(?:ihr\s+)?feedback | (?:nächster|vorheriger|next|previous)\s+(?:artikel|article|story|beitrag|post)(?:\s*:.*)?",
    ),
    (
        Furniture::Menu,
        r"(?:quellen|inhalte?|details|text)\s+(?:aus|ein)blenden | (?:auf\s+dieser\s+seite|on\s+this\s+page|inhalts(?:verzeichnis|übersicht)|table\s+of\s+contents) | (?:zum|zur|zu)\s+(?:inhalt|hauptinhalt|navigation|hauptnavigation|seitennavigation|suche|footer|seitenfuß|weiteren.{0,40}|artikel|menü)(?:\s+(?:springen|wechseln))? | (?:direkt\s+)?zum\s+inhalt.{0,20} | skip\s+(?:to\s+)?(?:the\s+)?(?:main\s+|primary\s+)?(?:content|navigation|search|links|advert.{0,10}|article|footer|sidebar).{0,20} | (?:jump|go)\s+to\s+(?:content|navigation|main.{0,20}|comments) | aller\s+au\s+contenu.{0,20} | (?:ir|saltar)\s+al\s+contenido.{0,20} | vai\s+al\s+contenuto.{0,20} | (?:gå|hopp|hoppa)\s+til{1,2}\s+.{0,20}
        | (?:menü|menu|menú|navigation|hauptnavigation|hauptmenü|suche|suchen|search|close|schließen|öffnen|open|home|startseite|zur\s+startseite|homepage|sections?|ressorts|subnavigation|metanavigation|breadcrumbs?(?:\s+trail\s+links)?|toggle\s+(?:navigation|menu|search)|mehr\s+anzeigen|weniger\s+anzeigen|show\s+(?:more|less|all)|alle\s+anzeigen|see\s+all|view\s+all|load\s+more|weiter|zurück|next|previous|back|nav|site\s+(?:search|navigation|header|footer)|main\s+(?:menu|navigation)|perform\s+search|e-?paper)(?:\s+(?:öffnen|schließen|ein-?\s*/?\s*ausblenden|open|close|anzeigen|aufklappen|zuklappen|menu|menü|überspringen))?
        | (?:you\s+need\s+to\s+enable|please\s+enable|bitte\s+aktivieren\s+sie)\s+(?:javascript|cookies).* | (?:javascript\s+(?:is|ist|seems)).* | (?:sie\s+haben|aktivieren\s+sie)\s+javascript\s.* | den\s+nächsten\s+abschnitt.{0,60}",
    ),
    (
        Furniture::Date,
        r"(?:stand|aktualisiert|zuletzt\s+aktualisiert|veröffentlicht|updated|published|last\s+updated|first\s+published|erstveröffentlichung|datum|date)\s*(?:am|on|:)?",
    ),
];

/// Compiles a pattern with counted gaps (`.{0,60}`), to be searched in the bytes of a text.
pub(super) fn line_regex(pattern: &str) -> BytesRegex {
    BytesRegex::new(&counted_by_byte(pattern)).expect("the pattern is part of the program and tested")
}

/// Writes the characters of counted gaps as a first byte and those that continue it. In a text this means the same;
/// spelled out as all of Unicode, each of the many thousand is ten times as large, and slow to compile.
fn counted_by_byte(pattern: &str) -> String {
    pattern.replace(".{", r"(?-u:[^\n\x80-\xbf][\x80-\xbf]*){").replace("[^.]{", r"(?-u:[^.\x80-\xbf][\x80-\xbf]*){")
}

pub(super) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Furniture, lines: &[&str]) {
        for line in lines {
            assert_eq!(classify(line), Some(kind), "{line}");
        }
    }

    #[test]
    fn furniture_is_known() {
        check(
            Furniture::Share,
            &[
                "Artikel teilen",
                "Teilen",
                "Share",
                "Facebook",
                "Auf Facebook teilen",
                "Copy link",
                "Drucken",
                "Share this article",
            ],
        );
        check(
            Furniture::ReadingTime,
            &["Lesedauer: 2 Min.", "Lesezeit: 4 Minuten", "5 min read", "Lesedauer: ca. 3 Minuten"],
        );
        check(Furniture::PhotoCredit, &["Foto: Franz Bild/dpa", "© Franz Bild"]);
        check(
            Furniture::RelatedHead,
            &["Mehr dazu", "Lesen Sie auch", "Mehr zum Thema:", "Read more", "Related articles", "Auch interessant"],
        );
        check(Furniture::RelatedLine, &["Lesen Sie auch: Hafen bleibt geschlossen", "Read more: Port stays closed"]);
        check(
            Furniture::Comments,
            &[
                "Kommentare",
                "12 Kommentare",
                "Comments",
                "Noch keine Kommentare – schreiben Sie den ersten Kommentar zu diesem Artikel.",
            ],
        );
        check(
            Furniture::Advert,
            &["Anzeige", "- Anzeige -", "ADVERTISEMENT", "Advertisement 2", "Story continues below"],
        );
        check(
            Furniture::Ticker,
            &[
                "vor 13 Minuten",
                "vor einer Stunde",
                "3 hours ago",
                "Veröffentlicht vor 13 Minuten",
                "Updated: 2 days ago",
            ],
        );
        check(Furniture::Media, &["top-article-image", "author-image", "Bild vergrößern"]);
        check(
            Furniture::Date,
            &[
                "28.10.2025",
                "Stand: 28.10.2025, 14:05 Uhr",
                "Tuesday, October 28, 2025",
                "Published on 28 October 2025 at 14:05",
                "14:05 Uhr",
            ],
        );
        check(Furniture::Login, &["Anmelden", "Sign in", "Subscribe now"]);
        check(Furniture::Foot, &["Impressum", "© 2025 Hafenkurier GmbH", "Datenschutz"]);
        check(Furniture::Menu, &["Zum Inhalt springen", "Skip to main content", "Menü"]);
        check(Furniture::Newsletter, &["Newsletter abonnieren", "Sign up for our daily newsletter"]);
    }

    #[test]
    fn patterns_are_in_lower_case() {
        let classes = regex(r"\\[SDWPp](?:\{\w+\})?");
        for (kind, source) in SOURCES {
            assert!(!classes.replace_all(source, "").contains(char::is_uppercase), "{kind:?}");
            assert!(!source.starts_with('.') || OPEN_WORDS.iter().any(|word| source.contains(word)), "{kind:?}");
            assert!(!source.replace(r"(?-u:\b", "").contains(r"\b") || source.contains(r"(?-u:\bag\b)"), "{kind:?}");
        }
    }

    #[test]
    fn text_is_no_furniture() {
        for line in [
            "Mehr dazu sagte der Hafenmeister am Dienstag nicht.",
            "Schutzmacht am Kai",
            "Kommentare aus dem Ausland blieben nicht aus.",
            "Die Anzeige gegen den Reeder wurde zurückgezogen.",
            "Am 28. Oktober 2025 lief das Schiff ein.",
            "Share prices fell on Tuesday.",
            "Teilen will die Reederei den Gewinn nicht.",
            "Read the letter aloud, she said.",
            "Watch the harbour at night and you will see.",
            "„Neue goldene Zeit“",
            "Mehr Schiffe als je zuvor",
            "Von Anna Seeger",
            "Hier ist ein Schiff.",
        ] {
            assert_eq!(classify(line), None, "{line}");
        }
    }
}
