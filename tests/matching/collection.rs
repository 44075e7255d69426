//! Invented articles from a small vocabulary, and an archive of them.

use std::collections::BTreeMap;

use morgue::analysis::{Analyzer, Compounds, Term};
use morgue::article::{Article, ArticleId, Block, BlockKind};
use morgue::catalog::{Catalog, Stored};
use morgue::ingest;
use morgue::search::Archive;
use morgue::topics::Vocabulary;

/// Compounds, their parts and the parts of those, inflected, and words that only look alike.
pub(crate) const WORDS: &[&str] = &[
    "Rohstoffabkommen",
    "Rohstoffabkommens",
    "Rohstoff",
    "Rohstoffe",
    "Abkommen",
    "Abkommens",
    "Krankenhausapotheke",
    "Krankenhaus",
    "Krankenhäuser",
    "Apotheken",
    "Haus",
    "Häusern",
    "Kranken",
    "Gaspreis",
    "Gaspreise",
    "Preis",
    "Preise",
    "Gas",
    "Sprachschule",
    "Sprache",
    "Schule",
    "Wachstube",
    "Wach",
    "Stuben",
    "über",
    "Uber",
    "u\u{308}ber",
    "Straße",
    "STRASSE",
    "Verträge",
    "Vertrag",
    "mal",
    "Mali",
    "accord",
    "accords",
    "contract",
    "contracts",
    "US",
    "Präsidenten",
    "Präsident",
    "東京",
    "280km",
];

pub(crate) const LANGUAGES: &[Option<&str>] =
    &[Some("de"), Some("de"), Some("de-AT"), Some("en"), Some("fr"), Some("ja"), None];

/// Commits; each makes a segment.
const COMMITS: usize = 6;

/// Numbers that look random and are the same every time.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1)
    }

    /// Returns a number below another.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % end as u64).unwrap()
    }

    pub(crate) fn of<'a, T: ?Sized>(&mut self, among: &[&'a T]) -> &'a T {
        among[self.below(among.len())]
    }
}

/// An article as a scan sees it.
pub(crate) struct Text {
    pub(crate) path: String,
    pub(crate) id: ArticleId,
    pub(crate) article: Article,
    /// The words of each field of text.
    pub(crate) fields: Vec<(&'static str, Vec<Term>)>,
}

pub(crate) struct Collection {
    folder: tempfile::TempDir,
    texts: BTreeMap<usize, Text>,
}

pub(crate) fn compounds() -> Compounds {
    Compounds::new([("Wachstube", "Wach Stube"), ("Sprachschule", "")])
}

impl Collection {
    /// Makes an archive in several commits, each of which also replaces and removes articles of those before.
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let folder = tempfile::tempdir().unwrap();
        let catalog = Catalog::open_or_make(folder.path(), "test").unwrap();
        // These articles have no topics, and are not to get any.
        catalog.keep_fact("vocabulary", &Vocabulary::built_in().hash()).unwrap();
        // Nor are they grouped.
        catalog.keep_grouping(0, 1.0).unwrap();
        let mut texts: BTreeMap<usize, Text> = BTreeMap::new();
        for commit in 0..COMMITS {
            catalog.begin().unwrap();
            let fresh = commit * 8..commit * 8 + 8;
            let old: Vec<usize> = texts.keys().copied().filter(|number| number % 5 == commit % 5).collect();
            for number in fresh.chain(old) {
                let text = Text::new(&mut chance, number);
                let stored = Stored { id: text.article.id(), path: text.path.clone(), article: text.article.clone() };
                if texts.contains_key(&number) && chance.below(3) == 0 {
                    catalog.remove(stored.id).unwrap();
                    texts.remove(&number);
                } else {
                    catalog.keep(&stored).unwrap();
                    texts.insert(number, text);
                }
            }
            catalog.commit().unwrap();
            ingest::bring_up(folder.path(), &catalog, &compounds(), &mut |_| {}).unwrap();
        }
        Self { folder, texts }
    }

    pub(crate) fn open(&self) -> Archive<'static> {
        let index = self.folder.path().join(ingest::INDEX);
        let archive = Archive::open(self.folder.path(), &index, Vocabulary::built_in(), &compounds()).unwrap();
        assert_eq!(archive.notice(), None);
        archive
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &Text> {
        self.texts.values()
    }
}

impl Text {
    fn new(chance: &mut Chance, number: usize) -> Self {
        let language = LANGUAGES[chance.below(LANGUAGES.len())];
        let maybe = |chance: &mut Chance| (chance.below(3) == 0).then(|| sentence(chance, 4));
        let mut article = Article {
            url: Some(format!("https://news.example/{number}")),
            title: sentence(chance, 4),
            kicker: maybe(chance),
            dek: maybe(chance),
            language: language.map(str::to_owned),
            ..Article::default()
        };
        for _ in 0..chance.below(7) {
            let kind = if chance.below(5) == 0 { BlockKind::Heading } else { BlockKind::Paragraph };
            article.body.push(Block { kind, text: sentence(chance, 14) });
        }
        Self::of(format!("{number}.html"), article.id(), article, &mut Analyzer::splitting(language, &compounds()))
    }

    /// Returns an article as a scan sees it.
    pub(crate) fn of(path: String, id: ArticleId, article: Article, analyzer: &mut Analyzer) -> Self {
        let texts = [
            ("title", article.title.clone()),
            ("kicker", article.kicker.clone().unwrap_or_default()),
            ("dek", article.dek.clone().unwrap_or_default()),
            ("body", article.text()),
        ];
        let fields = texts.into_iter().map(|(field, text)| (field, analyzer.terms(&text))).collect();
        Self { path, id, article, fields }
    }
}

fn sentence(chance: &mut Chance, longest: usize) -> String {
    let mut text = String::new();
    for _ in 0..=chance.below(longest) {
        if !text.is_empty() {
            text.push_str(chance.of(&[" ", " ", " ", ", ", ". ", "-", " und wie wir es oft und gern in der "]));
        }
        text.push_str(chance.of(WORDS));
    }
    text
}
