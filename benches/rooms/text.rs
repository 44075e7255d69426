//! Pages made of words and a seed.

use std::fmt::Write;

const NOUNS: &[&str] = &[
    "Hafen",
    "Erden",
    "Minister",
    "Gipfel",
    "Werk",
    "Magnete",
    "Zölle",
    "Strom",
    "Regierung",
    "Fluss",
    "Brücke",
    "Bahn",
    "Rohstoffe",
    "Kommission",
    "Grenze",
    "Lager",
    "Preise",
    "Abkommen",
    "Gewerkschaft",
    "Stadt",
    "Museum",
    "Klinik",
    "Wahl",
    "Haushalt",
    "Schiff",
    "Fabrik",
    "Industrie",
    "Ausfuhr",
    "Genehmigung",
    "Metalle",
    "Schule",
    "Ernte",
    "Winter",
    "Gletscher",
    "Polizei",
];
const NAMES: &[&str] = &[
    "Japan",
    "China",
    "Deutschland",
    "Brüssel",
    "Tokio",
    "Busan",
    "Magdeburg",
    "Wien",
    "Kanada",
    "Chile",
    "Frankreich",
    "Europa",
];
const VERBS: &[&str] = &[
    "fordert",
    "liefert",
    "plant",
    "verschiebt",
    "prüft",
    "öffnet",
    "senkt",
    "erhöht",
    "verhandelt",
    "bremst",
    "baut",
    "kritisiert",
];
const ADJECTIVES: &[&str] = &[
    "seltene",
    "neue",
    "große",
    "deutsche",
    "knappe",
    "strategische",
    "alte",
    "teure",
    "gemeinsame",
    "späte",
    "schwere",
    "junge",
];
const LINKS: &[&str] =
    &["und", "oder", "wegen", "trotz", "mit", "ohne", "für", "gegen", "nach", "vor", "über", "unter"];

/// Random numbers that are the same in every run (Knuth's linear congruential generator).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Self(seed);
        dice.below(1);
        dice
    }

    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one(&mut self, of: &[&'static str]) -> &'static str {
        // The first words come up more often, as words do.
        let most = of.len() as u64;
        let at = self.below(most).min(self.below(most));
        usize::try_from(at).ok().and_then(|at| of.get(at)).unwrap()
    }

    fn clause(&mut self) -> String {
        let (adjective, noun, verb) = (self.one(ADJECTIVES), self.one(NOUNS), self.one(VERBS));
        // A number now and then makes words that stand in few articles only.
        match self.below(6) {
            0 => format!("{adjective} {noun} {verb} {} im Jahr {}", self.one(NAMES), 1900 + self.below(125)),
            1 => format!("das {noun}{}amt {verb} {adjective} {}", self.one(NOUNS).to_lowercase(), self.one(NOUNS)),
            _ => format!("{adjective} {noun} {verb} {}", self.one(NOUNS)),
        }
    }

    fn sentence(&mut self) -> String {
        let (first, link, second) = (self.clause(), self.one(LINKS), self.clause());
        format!("Die {first} {link} {}, sagt {}. ", second, self.one(NAMES))
    }

    fn paragraph(&mut self) -> String {
        (0..4 + self.below(4)).map(|_| self.sentence()).collect::<String>().trim_end().to_owned()
    }

    fn title(&mut self) -> String {
        format!("{}: {} {}", self.one(NAMES), self.clause(), self.below(10_000))
    }

    fn day(&mut self) -> String {
        format!("2025-{:02}-{:02}", 1 + self.below(12), 1 + self.below(28))
    }
}

/// Returns an HTML page of about so many bytes, of which the article is a third but at most 12 kB. The rest is what
/// pages carry along: scripts, menus, teasers.
pub(crate) fn html(seed: u64, bytes: usize) -> String {
    let mut dice = Dice::new(seed);
    let (title, day) = (dice.title(), dice.day());
    let mut page = format!(
        "<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>{title} | Hafenkurier</title>\
         <link rel=\"canonical\" href=\"https://hafenkurier.example/{seed}\"><meta property=\"og:title\" content=\"{title}\">\
         <meta property=\"og:site_name\" content=\"Hafenkurier\"><meta name=\"author\" content=\"Anna Seeger\">\
         <meta property=\"article:published_time\" content=\"{day}T09:00:00+01:00\"></head><body>\
         <nav><ul>{}</ul></nav><main><article><h1>{title}</h1>",
        "<li><a href=\"/ressort\">Ressort</a></li>".repeat(12)
    );
    let article = (bytes / 3).min(12_000);
    let begin = page.len();
    while page.len() - begin < article {
        write!(page, "<p class=\"text\">{}</p>", dice.paragraph()).unwrap();
    }
    page.push_str("</article></main><aside>");
    let script = "<script>window.state = {\"teaser\": [1, 2, 3], \"advert\": \"none\"};</script>";
    while page.len() + 200 < bytes {
        let title = dice.title();
        write!(
            page,
            "<div class=\"teaser\"><a href=\"/a\"><h3>{title}</h3></a><p>{}</p></div>{script}",
            dice.sentence()
        )
        .unwrap();
    }
    page.push_str("</aside><footer>Impressum</footer></body></html>");
    page
}

/// Returns a page made as large as this by what pages carry along: scripts with data, drawings, menus, teasers.
pub(crate) fn padded(page: &str, bytes: usize) -> String {
    let mut dice = Dice::new(bytes as u64);
    let (head, foot) = page.rsplit_once("</body>").unwrap();
    let mut padded = head.to_owned();
    for round in 0.. {
        if padded.len() + foot.len() >= bytes {
            break;
        }
        let title = dice.title();
        write!(padded, "<nav><ul>{}</ul></nav>", format!("<li><a href=\"/ort/{round}\">Ort</a></li>").repeat(5))
            .unwrap();
        write!(
            padded,
            "<div class=\"teaser\"><a href=\"/a/{round}\"><h3>{title}</h3></a><p>{}</p></div>",
            dice.sentence()
        )
        .unwrap();
        write!(padded, "<svg viewBox=\"0 0 24 24\"><path d=\"{}\"/></svg>", "M12 2L2 7l10 5 ".repeat(8)).unwrap();
        writeln!(
            padded,
            "<script>window.data[{round}] = {{\"title\": \"{title}\", \"ids\": [{}]}};</script>",
            "1024, ".repeat(60)
        )
        .unwrap();
    }
    padded.push_str("</body>");
    padded.push_str(foot);
    padded
}

/// Returns a text dump: a ticker, the head of an article, its body.
pub(crate) fn dump(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut text = "Logo Hafenkurier\n\n".to_owned();
    for minutes in 1..9 {
        write!(text, "vor {minutes} Minuten\n\n{}\n\n", dice.title()).unwrap();
    }
    write!(
        text,
        "Logo Hafenkurier\n\n{}\n\n{}\n\nVon Anna Seeger\n\nLesedauer: 3 Min.\n\n",
        dice.title(),
        dice.sentence()
    )
    .unwrap();
    for _ in 0..10 {
        write!(text, "{}\n\n", dice.paragraph()).unwrap();
    }
    text.push_str("Kommentare\n");
    text
}
