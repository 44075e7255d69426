//! Which of the topics named in an article it is about.
//!
//! A topic is assigned when it is named where an article says what it is about (title, kicker, dek, the
//! publisher's tags) or often and early enough in the body. A passing mention is no topic. Where a subject is not named,
//! several words that speak for it together will do.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::mention::mentions;
use super::token::Words;
use super::topic::{Kind, LANGUAGES, Topic};
use super::vocabulary::Vocabulary;
use super::zone::{Zone, zones};
use crate::article::{Article, Assignment};
use crate::language;

/// The weight that a topic needs.
const NEEDED: u32 = 160;

/// The country that a publication is from is named in most of its articles: it needs more, in percent.
const NEEDED_AT_HOME: u32 = 150;

/// Mentions in one block that count; the more often, the surer, but only up to here.
const COUNTED_A_BLOCK: u32 = 2;

/// The weight of a publisher's tag that is a label.
const TAG: u32 = 240;

thread_local! {
    /// The words that this thread has met, by vocabulary and language.
    static WORDS: RefCell<BTreeMap<(u64, String), Words>> = const { RefCell::new(BTreeMap::new()) };
}

impl Vocabulary {
    /// Returns the topics of an article, the weightiest first, then by id.
    pub fn assign(&self, article: &Article) -> Vec<Assignment> {
        let mut found: BTreeMap<&str, Evidence<'_>> = BTreeMap::new();
        let language = match &article.language {
            Some(tag) => language::primary(tag),
            None => language::detect(&article.text()).unwrap_or_else(|| LANGUAGES[0].to_owned()),
        };
        let zones = zones(article);
        let words: usize = WORDS.with_borrow_mut(|known| {
            let known = known.entry((self.number(), language.clone())).or_insert_with(|| Words::new(&language));
            zones.iter().map(|zone| self.read_zone(zone, &language, known, &mut found)).sum()
        });
        for evidence in found.values_mut() {
            evidence.weigh_body(words);
        }
        self.read_tags(article, &mut found);
        self.put_together(&mut found);
        let home = home(article, &language);
        let mut assigned: Vec<Assignment> = found
            .into_iter()
            .filter_map(|(id, evidence)| {
                let needed = match self.get(id).is_some_and(|topic| is_home(topic, home.as_deref())) {
                    true => NEEDED * NEEDED_AT_HOME / 100,
                    false => NEEDED,
                };
                evidence.assignment(id, needed, article)
            })
            .collect();
        assigned.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
        self.keep_the_weightiest(&mut assigned);
        assigned
    }

    /// Adds the mentions of one zone; returns the number of its words if it belongs to the body.
    fn read_zone<'v>(
        &'v self,
        zone: &Zone,
        language: &str,
        known: &mut Words,
        found: &mut BTreeMap<&'v str, Evidence<'v>>,
    ) -> usize {
        let mentions = mentions(self.lexicon(language), known, zone.text);
        for id in mentions.corroborated {
            found.entry(id).or_default().corroborated = true;
        }
        let mut counted: BTreeMap<&str, u32> = BTreeMap::new();
        for mention in &mentions.named {
            let times = counted.entry(&mention.pattern.topic).or_default();
            *times += 1;
            found.entry(&mention.pattern.topic).or_default().add(mention, zone, *times <= COUNTED_A_BLOCK);
        }
        for hint in &mentions.hints {
            found.entry(&hint.pattern.topic).or_default().add_hint(hint, zone);
        }
        if zone.is_of_body() { mentions.words } else { 0 }
    }

    /// Adds the publisher's tags that are labels.
    fn read_tags<'v>(&'v self, article: &Article, found: &mut BTreeMap<&'v str, Evidence<'v>>) {
        for (number, tag) in article.tags.iter().enumerate() {
            let Some(topic) = self.find(tag) else { continue };
            let label = topic.label(article.language.as_deref().unwrap_or_default());
            let is_sure = topic.ambiguous.iter().all(|label| label != tag);
            found.entry(&topic.id).or_default().add_tag(tag, label, number, TAG, is_sure);
        }
    }

    /// Adds the topics that others make up together, with the evidence of the first of these.
    fn put_together<'v>(&'v self, found: &mut BTreeMap<&'v str, Evidence<'v>>) {
        for topic in self.topics().filter(|topic| !topic.together.is_empty()) {
            let parts: Vec<&Evidence<'v>> = topic.together.iter().filter_map(|id| found.get(id.as_str())).collect();
            let weight = parts.iter().map(|part| part.weight).min().unwrap_or(0);
            let first = parts.first().and_then(|part| part.best().cloned());
            if parts.len() < topic.together.len() || weight < NEEDED {
                continue;
            }
            found.entry(&topic.id).or_default().add_rule(weight, first);
        }
    }

    /// An article about everything is about nothing: keeps the weightiest topics of each kind.
    fn keep_the_weightiest(&self, assigned: &mut Vec<Assignment>) {
        let mut kept: BTreeMap<Kind, usize> = BTreeMap::new();
        assigned.retain(|assignment| {
            let Some(topic) = self.get(&assignment.id) else { return false };
            let most = match topic.kind {
                Kind::Place | Kind::Subject => 6,
                Kind::Organisation | Kind::Commodity | Kind::Person => 4,
            };
            let kept = kept.entry(topic.kind).or_default();
            *kept += 1;
            // A tag is the publisher's word.
            *kept <= most || assignment.channel == "tag"
        });
    }
}

/// Returns the country that an article is from, in two letters: that of its site, else of its language.
fn home(article: &Article, language: &str) -> Option<String> {
    let host = article.url.as_deref().and_then(|url| url.split("://").nth(1)).and_then(|rest| rest.split('/').next());
    let ending = host.and_then(|host| host.rsplit('.').next()).filter(|ending| ending.len() == 2);
    let region = article.language.as_deref().and_then(|tag| tag.split('-').nth(1)).filter(|region| region.len() == 2);
    match (ending, region, language) {
        (Some("uk"), ..) => Some("GB".to_owned()),
        (Some(ending), ..) => Some(ending.to_uppercase()),
        (None, Some(region), _) => Some(region.to_uppercase()),
        (None, None, "de") => Some("DE".to_owned()),
        _ => None,
    }
}

fn is_home(topic: &Topic, home: Option<&str>) -> bool {
    home.is_some_and(|home| topic.same_as.iter().any(|same| same.strip_prefix("iso:") == Some(home)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Block, BlockKind};

    fn article(title: &str, body: &[&str]) -> Article {
        let block = |text: &&str| Block { kind: BlockKind::Paragraph, text: (*text).to_owned() };
        let (title, body) = (title.to_owned(), body.iter().map(block).collect());
        Article { title, body, language: Some("de".to_owned()), ..Article::default() }
    }

    fn ids(article: &Article) -> Vec<String> {
        Vocabulary::built_in().assign(article).into_iter().map(|assignment| assignment.id).collect()
    }

    #[track_caller]
    fn check(title: &str, expected: &str) {
        let found = ids(&article(title, &[]));
        assert!(found.iter().any(|id| id == expected), "{title}: {found:?}");
    }

    #[track_caller]
    fn check_not(title: &str, unexpected: &str) {
        let found = ids(&article(title, &[]));
        assert!(found.iter().all(|id| id != unexpected), "{title}: {found:?}");
    }

    #[test]
    fn topics_are_found_in_all_their_forms() {
        check("Minister sichern sich Lieferung seltener Erden", "rare-earths");
        check("Seltenerdmetalle werden knapp", "rare-earths");
        check("Neue US-Zölle treffen Werften", "united-states");
        check("Neue US-Zölle treffen Werften", "tariffs");
        check("Neue Strafzölle treffen Werften", "tariffs");
        check("Minister reisen zum Apec-Treffen", "apec");
        check("APEC tagt wieder", "apec");
        check("Irans Hafenarbeiter fordern mehr", "iran");
        check("Die japanisch-amerikanische Werft", "japan");
        check("Die japanisch-amerikanische Werft", "united-states");
        check("Drei Japanerinnen segeln um die Welt", "japan");
        check("Ein Franzose segelt allein", "france");
        check("In den Vereinigten Staaten", "united-states");
        check("Die U.S. Navy bleibt", "united-states");
        check("Wahl in Sachsen-Anhalt", "saxony-anhalt");
        check("Nach der Japanreise ruht die Werft", "japan");
        check("Friedrich Merz besucht die Werft", "friedrich-merz");
        check("Selenskyjs Werft", "wolodymyr-selenskyj");
        check("Gaza-Krieg geht weiter", "gaza");
        check("Gaza-Krieg geht weiter", "gaza-war");
    }

    #[test]
    fn what_only_looks_like_a_topic_is_none() {
        check_not("Elektriker müssen selten erden", "rare-earths");
        check_not("Tell us who did it", "united-states");
        check_not("Tell us who did it", "who");
        check_not("Der Thinktank im Hafen", "arms-industry");
        check_not("Zwei Wale vor der Mole", "wales");
        check_not("Expedition zum Nordpol", "poland");
        check_not("Wahl in Sachsen-Anhalt", "saxony");
        check_not("Stau auf der Ostautobahn", "rail");
        check_not("Die Burg der Hohenzollern", "tariffs");
        check_not("Eine Bank im Park", "banking");
        check_not("Bayern München siegt", "bavaria");
        check_not("Nach dem Zweiten Weltkrieg", "world");
        check_not("Die Fracht und ihr Transport", "sport");
        check_not("Ein neuer Kunststoff", "art");
        check_not("Das Deutschlandticket wird teurer", "germany");
        check_not("Der Stürmer der Werft", "storm");
        check_not("Claudia Brandes leitet die Werft", "fire");
        check_not("Der März und die Merz-Schwestern", "friedrich-merz");
        check_not("Die Berliner Zeitung hat eine neue Werft", "berlin");
    }

    #[test]
    fn a_dateline_and_a_passing_mention_are_no_evidence() {
        let filler = "Die Mannschaft hat das Boot am Abend an den Steg gelegt und die Segel geborgen.";
        assert_eq!(ids(&article("Das Boot ist fest", &["Wien – Das Boot liegt am Steg."])), [""; 0]);
        assert_eq!(ids(&article("Das Boot ist fest", &["WIEN/LINZ (dpa) - Das Boot liegt."])), [""; 0]);
        assert_eq!(ids(&article("Das Boot ist fest", &["Tokio. Das Boot aus Japan liegt am Steg."])), [""; 0]);
        assert_eq!(ids(&article("Das Boot ist fest", &["In Wien und ganz Wien feiert man Wien."])), ["vienna"]);
        let late = article("Das Boot ist fest", &[filler, filler, filler, "Es kam aus Japan."]);
        assert_eq!(ids(&late), [""; 0]);
    }

    #[test]
    fn an_ambiguous_label_needs_a_second_word() {
        assert!(!ids(&article("Die AU tagt", &[])).contains(&"african-union".to_owned()));
        let tagged = article("Die AU tagt", &["Die Afrikanische Union beriet."]);
        assert!(ids(&tagged).contains(&"african-union".to_owned()));
        check_not("Meta liegt vorn", "meta");
        check("Meta und Instagram liegen vorn", "meta");
    }

    #[test]
    fn words_that_speak_for_a_subject_together_are_enough() {
        let hints = Vocabulary::built_in().get("football").map(|topic| topic.hints("de").to_vec()).expect("a topic");
        let mut alone = hints.iter().filter(|hint| !hint.contains(' ') && hint.starts_with(char::is_uppercase));
        let some: Vec<&str> = alone.by_ref().take(5).map(String::as_str).collect();
        assert_eq!(some.len(), 5);
        let sentence = |words: &[&str]| format!("Das Boot liegt am Steg, und dort: {}.", words.join(", "));
        let found = ids(&article("Das Boot ist fest", &[&sentence(&some)]));
        assert!(found.contains(&"football".to_owned()), "{some:?}: {found:?}");
        let found = ids(&article("Das Boot ist fest", &[&sentence(&some[..2])]));
        assert!(!found.contains(&"football".to_owned()), "{some:?}: {found:?}");
        let of = |text: &str| Vocabulary::built_in().assign(&article("Das Boot ist fest", &[text]));
        assert!(of(&sentence(&some)).iter().all(|one| one.id != "football" || one.channel == "hints"), "{some:?}");
    }

    #[test]
    fn the_home_country_needs_more() {
        let first = "Das Boot liegt in Deutschland am Steg, wo die Mannschaft am Abend die Segel birgt und bis zum Morgen bleibt, wenn nichts dazwischenkommt.";
        let mut told = article("Das Boot ist fest", &[first, "Auch in Deutschland ist es fest."]);
        assert!(!ids(&told).contains(&"germany".to_owned()));
        told.url = Some("https://hafenkurier.example.fr/boot".to_owned());
        assert!(ids(&told).contains(&"germany".to_owned()));
        assert_eq!(
            home(&Article { language: Some("de-AT".to_owned()), ..Article::default() }, "de").as_deref(),
            Some("AT")
        );
        assert_eq!(home(&Article::default(), "en"), None);
    }

    #[test]
    fn topics_follow_from_others_together() {
        check("Der Krieg in der Ukraine", "ukraine-war");
        check_not("Der Krieg der Sterne", "ukraine-war");
    }

    #[test]
    fn long_nouns_count_inside_compounds() {
        let found = ids(&article("Waffenstillstandsabkommen: Waffenstillstandslinie", &[]));
        assert!(found.contains(&"ceasefire".to_owned()), "{found:?}");
        check("Ein Regionalflughafen am Meer", "aviation");
        check_not("Ein Gesellschafter am Meer", "society");
    }

    #[test]
    fn a_summit_has_its_topics_with_their_evidence() {
        let mut summit = article(
            "Bündnis am Pazifik: USA und Japan teilen sich Rohstoffe",
            &["Beide Länder wollen bei seltenen Erden zusammenarbeiten.", "Für seltene Erden braucht man China."],
        );
        summit.kicker = Some("Apec Gipfel".to_owned());
        summit.dek = Some("Das Abkommen ist ein Signal an China.".to_owned());
        let found = Vocabulary::built_in().assign(&summit);
        for id in ["apec", "rare-earths", "japan", "china", "united-states"] {
            assert!(found.iter().any(|assignment| assignment.id == id), "{id}: {found:?}");
        }
        let earths = found.iter().find(|assignment| assignment.id == "rare-earths").expect("assigned");
        assert_eq!((earths.surface.as_str(), earths.zone.as_str()), ("seltenen Erden", "lead"));
        assert_eq!((earths.label.as_str(), earths.channel.as_str(), earths.count), ("Seltene Erden", "text", 2));
        assert_eq!(found, Vocabulary::built_in().assign(&summit));
    }

    #[test]
    fn tags_of_the_publisher_are_topics() {
        let mut tagged = article("Das Boot ist fest", &[]);
        tagged.tags = vec!["seltene erden".to_owned(), "Bootsbau".to_owned()];
        let found = Vocabulary::built_in().assign(&tagged);
        assert_eq!(
            found.iter().map(|found| (found.id.as_str(), found.channel.as_str())).collect::<Vec<_>>(),
            [("rare-earths", "tag")]
        );
    }

    #[test]
    fn english_text_is_matched_with_english_labels() {
        let mut english = article("Rare earths: tell us who left Turkey", &["A turkey for Christmas."]);
        english.language = Some("en-GB".to_owned());
        assert_eq!(ids(&english), ["rare-earths", "turkey"]);
        english.language = Some("xx".to_owned());
        assert_eq!(ids(&english), [""; 0]);
    }

    proptest! {
        #[test]
        fn no_text_panics(title in ".{0,80}", body in ".{0,200}", mixed in "[A-ZÄÖa-zß –./()'-]{0,120}") {
            let text = article(&title, &[&body, &mixed]);
            prop_assert_eq!(ids(&text), ids(&text));
        }
    }
}
