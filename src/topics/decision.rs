//! Which of the topics named in an article it is about.
//!
//! A topic is assigned when it is named where an article says what it is about (title, kicker, dek, the
//! publisher's tags) or often and early enough in the body. A passing mention is no topic.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Lexicon;
use super::mention::{Mention, mentions};
use super::token::{Words, behind_dateline};
use super::topic::{Kind, LANGUAGES};
use super::trie::Strength;
use super::vocabulary::Vocabulary;
use crate::article::{Article, Assignment, BlockKind};
use crate::language;

/// The weight that a topic needs.
const NEEDED: u32 = 160;
/// Mentions in one block that count; the more often, the surer, but only up to here.
const COUNTED_A_BLOCK: u32 = 2;
/// A body of so many words or fewer is short: every mention counts in full.
const SHORT_BODY: usize = 300;

/// What begins within the first words of the body is its lead: a paragraph, or a short one and the next.
const LEAD_WORDS: usize = 20;

/// A stretch of the article and what a mention in it is worth.
struct Zone<'a> {
    name: &'static str,
    text: &'a str,
    worth: u32,
}

/// What was found about one topic so far.
#[derive(Default)]
struct Evidence {
    count: u32,
    weight: u32,
    in_body: u32,
    best: Option<(u32, Assignment)>,
    /// Something unambiguous was found.
    sure: bool,
}

thread_local! {
    /// The words that this thread has met, by language.
    static WORDS: RefCell<BTreeMap<String, Words>> = const { RefCell::new(BTreeMap::new()) };
}

impl Vocabulary {
    /// Returns the topics of an article, the weightiest first, then by id.
    pub fn assign(&self, article: &Article) -> Vec<Assignment> {
        let mut found: BTreeMap<&str, Evidence> = BTreeMap::new();
        let mut corroborated: BTreeSet<&str> = BTreeSet::new();
        let language = match &article.language {
            Some(tag) => language::primary(tag),
            None => language::detect(&article.text()).unwrap_or_else(|| LANGUAGES[0].to_owned()),
        };
        let zones = zones(article);
        if let Some(lexicon) = self.lexicon(&language) {
            let words: usize = WORDS.with_borrow_mut(|known| {
                let known = known.entry(language.clone()).or_insert_with(|| Words::new(&language));
                let mut read = |zone| self.read_zone(zone, lexicon, known, &mut found, &mut corroborated);
                zones.iter().map(&mut read).sum()
            });
            for evidence in found.values_mut() {
                evidence.weigh_body(words);
            }
        }
        self.read_tags(article, &mut found);
        self.put_together(&mut found);
        let mut assigned: Vec<Assignment> = found
            .into_iter()
            .filter(|(id, evidence)| evidence.sure || corroborated.contains(id))
            .filter(|(_, evidence)| evidence.weight >= NEEDED)
            .filter_map(|(_, evidence)| {
                let (_, best) = evidence.best?;
                Some(Assignment { weight: evidence.weight, count: evidence.count, ..best })
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
        lexicon: &'v Lexicon,
        known: &mut Words,
        found: &mut BTreeMap<&'v str, Evidence>,
        corroborated: &mut BTreeSet<&'v str>,
    ) -> usize {
        let mentions = mentions(lexicon, known, zone.text);
        corroborated.extend(mentions.corroborated);
        let mut counted: BTreeMap<&str, u32> = BTreeMap::new();
        for mention in &mentions.named {
            let times = counted.entry(&mention.pattern.topic).or_default();
            *times += 1;
            let counts = if *times <= COUNTED_A_BLOCK { zone.worth } else { 0 };
            found.entry(&mention.pattern.topic).or_default().add(mention, zone, counts);
        }
        if zone.name == "body" { mentions.words } else { 0 }
    }

    /// Adds the publisher's tags that are labels.
    fn read_tags<'v>(&'v self, article: &Article, found: &mut BTreeMap<&'v str, Evidence>) {
        for tag in &article.tags {
            let Some(topic) = self.find(tag) else { continue };
            let evidence = found.entry(&topic.id).or_default();
            let is_ambiguous = topic.ambiguous.iter().any(|label| label == tag);
            evidence.sure |= !is_ambiguous;
            evidence.weight += worth(Strength::Full) * TAG;
            evidence.count += 1;
            let best = evidence.best.take().map(|(_, best)| best);
            let stands = Assignment {
                id: topic.id.clone(),
                label: topic.label(article.language.as_deref().unwrap_or_default()).to_owned(),
                surface: tag.clone(),
                zone: "tags".to_owned(),
                channel: "tag".to_owned(),
                weight: 0,
                count: 0,
            };
            // Words of the title are plainer evidence than a list of keywords.
            let titled = best.filter(|best| best.zone == "title");
            evidence.best = Some((u32::MAX, titled.unwrap_or(stands)));
        }
    }

    /// Adds the topics that others make up together, with the evidence of the first of these.
    fn put_together<'v>(&'v self, found: &mut BTreeMap<&'v str, Evidence>) {
        for topic in self.topics().filter(|topic| !topic.together.is_empty()) {
            let parts: Vec<&Evidence> = topic.together.iter().filter_map(|id| found.get(id.as_str())).collect();
            let weight = parts.iter().map(|part| part.weight).min().unwrap_or(0);
            let best = parts.first().and_then(|part| part.best.clone());
            if parts.len() < topic.together.len() || weight < NEEDED {
                continue;
            }
            let evidence = found.entry(&topic.id).or_default();
            evidence.sure = true;
            evidence.weight = evidence.weight.max(weight);
            evidence.count = evidence.count.max(1);
            if evidence.best.is_none() {
                evidence.best = best.map(|(points, best)| (points, Assignment { id: topic.id.clone(), ..best }));
            }
        }
    }

    /// An article about everything is about nothing: keeps the weightiest topics of each kind.
    fn keep_the_weightiest(&self, assigned: &mut Vec<Assignment>) {
        let mut kept: BTreeMap<Kind, usize> = BTreeMap::new();
        assigned.retain(|assignment| {
            let Some(topic) = self.get(&assignment.id) else { return false };
            let most = match topic.kind {
                Kind::Place | Kind::Subject => 6,
                Kind::Organisation | Kind::Commodity => 4,
            };
            let kept = kept.entry(topic.kind).or_default();
            *kept += 1;
            // A tag is the publisher's word.
            *kept <= most || assignment.channel == "tag"
        });
    }
}

const TAG: u32 = 6;
const TITLE: u32 = 6;
const DEK: u32 = 4;
const LEAD: u32 = 3;
const HEADING: u32 = 2;
const BODY: u32 = 1;

/// Returns what a mention is worth in the body, in hundredths of nothing in particular.
fn worth(strength: Strength) -> u32 {
    match strength {
        Strength::None => 0,
        Strength::Capital => 10,
        Strength::Weak => 15,
        Strength::Head => 20,
        Strength::Derived => 30,
        Strength::Tail => 30,
        Strength::Full => 40,
    }
}

fn zones(article: &Article) -> Vec<Zone<'_>> {
    let mut zones = vec![Zone { name: "title", text: &article.title, worth: TITLE }];
    zones.extend(article.kicker.as_deref().map(|text| Zone { name: "kicker", text, worth: TITLE }));
    zones.extend(article.dek.as_deref().map(|text| Zone { name: "dek", text, worth: DEK }));
    let mut before = 0;
    for block in article.body.iter().filter(|block| block.kind != BlockKind::Dek) {
        let mut text = block.text.as_str();
        let worth = match block.kind {
            BlockKind::Heading => HEADING,
            _ if before < LEAD_WORDS => {
                text = text.get(behind_dateline(text)..).unwrap_or(text);
                LEAD
            }
            _ => BODY,
        };
        before += text.split(' ').count();
        zones.push(Zone { name: "body", text, worth });
    }
    zones
}

impl Evidence {
    fn add(&mut self, mention: &Mention, zone: &Zone, times: u32) {
        let pattern = mention.pattern;
        self.count += 1;
        self.sure |= !pattern.ambiguous && pattern.strength > Strength::Capital;
        let points = worth(pattern.strength) * times;
        if zone.worth == BODY {
            self.in_body += points
        } else {
            self.weight += points
        }
        if self.best.as_ref().is_none_or(|(best, _)| points > *best) {
            let assignment = Assignment {
                id: pattern.topic.clone(),
                label: pattern.label.clone(),
                surface: mention.surface.to_owned(),
                zone: zone.name.to_owned(),
                channel: "text".to_owned(),
                weight: 0,
                count: 0,
            };
            self.best = Some((points, assignment));
        }
    }

    /// Adds the mentions in the body: the longer it is, the less one of them says.
    fn weigh_body(&mut self, words: usize) {
        let words = u32::try_from(words.max(SHORT_BODY)).unwrap_or(u32::MAX);
        let short = u32::try_from(SHORT_BODY).unwrap_or(u32::MAX);
        let scaled = u64::from(self.in_body) * 2 * u64::from(short) / (u64::from(words) + u64::from(short));
        self.weight = self.weight.saturating_add(u32::try_from(scaled).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Block;

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
        assert_eq!((earths.surface.as_str(), earths.zone.as_str()), ("seltenen Erden", "body"));
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
