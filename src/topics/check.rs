//! What can be wrong with topics that have been read: each by itself, with those it names, and beside those with its labels.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::SHORTEST_PART;
use super::read::{DEEPEST, Problem};
use super::topic::{Case, LANGUAGES, Topic, bare};
use super::vocabulary::key;

/// Returns what is wrong with a topic by itself and with what it names.
pub(super) fn problems(topic: &Topic, topics: &BTreeMap<String, Topic>, given: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    // What comes with the program speaks German and English; a user needs one language only.
    let lacking: Vec<&str> =
        LANGUAGES.into_iter().take(2).filter(|language| topic.own_label(language).is_none()).collect();
    let has_any = LANGUAGES.iter().any(|language| topic.own_label(language).is_some());
    match lacking.first() {
        Some(language) if given || !has_any => problems.push(Problem::NoLabel(language)),
        _ => {}
    }
    let named = topic.broader.iter().chain(&topic.together);
    problems.extend(named.filter(|id| !topics.contains_key(*id)).map(|id| Problem::UnknownTopic(id.clone())));
    if above(topics, topic).is_none() {
        problems.push(Problem::Cycle);
    }
    for label in topic.all_labels().chain(&topic.never).chain(&topic.context) {
        let is_part = label.starts_with('*') || label.ends_with('*');
        if key(bare(label)).chars().count() < if is_part { SHORTEST_PART } else { 1 } {
            problems.push(Problem::NoLabelAtAll(label.clone()));
        }
    }
    let rules = [
        ("weak", &topic.weak),
        ("ambiguous", &topic.ambiguous),
        ("tag_only", &topic.tag_only),
        ("shared", &topic.shared),
    ];
    for (rule, labels) in rules {
        let unknown = labels.iter().filter(|label| !topic.has_label(label));
        problems.extend(unknown.map(|label| Problem::NoSuchLabel { rule, label: label.clone() }));
    }
    if let Some(label) = topic.ambiguous.first()
        && topic.context.is_empty()
        && topic.all_labels().all(|label| topic.ambiguous.contains(label) || topic.tag_only.contains(label))
    {
        problems.push(Problem::NoContext(label.clone()));
    }
    problems
}

/// Returns all topics above one; `None` if it is among them or the hierarchy does not end.
pub(super) fn above(topics: &BTreeMap<String, Topic>, topic: &Topic) -> Option<BTreeSet<String>> {
    let mut above = BTreeSet::new();
    let mut level: BTreeSet<&String> = topic.broader.iter().collect();
    for _ in 0..DEEPEST {
        if level.is_empty() {
            return Some(above);
        }
        let next = level.iter().filter_map(|id| topics.get(*id)).flat_map(|topic| &topic.broader).collect();
        above.extend(level.into_iter().cloned());
        level = next;
        if above.contains(&topic.id) {
            return None;
        }
    }
    None
}

/// Returns the labels that two topics have in the same language, where neither has a rule about it.
pub(super) fn clashes(topics: &BTreeMap<String, Topic>) -> Vec<(String, Problem)> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for language in LANGUAGES {
        let mut known: BTreeMap<String, Vec<(&Topic, &str)>> = BTreeMap::new();
        for topic in topics.values() {
            let own = topic.own_label(language).into_iter();
            let further = topic.further_labels(language).iter().map(String::as_str);
            let acronyms = topic.acronyms.iter().filter(|_| topic.case != Case::Label).map(String::as_str);
            for label in own.chain(further).chain(topic.labels_everywhere().map(String::as_str)).chain(acronyms) {
                known.entry(key(label)).or_default().push((topic, label));
            }
        }
        for same in known.values() {
            for (at, (topic, label)) in same.iter().enumerate() {
                for (other, its) in same.iter().take(at) {
                    // The first part of a compound is another label than the word.
                    let alike = other.id != topic.id && is_head(label) == is_head(its);
                    if alike
                        && !topic.has_rule(label)
                        && !other.has_rule(its)
                        && told.insert((&topic.id, &other.id, bare(label).to_lowercase()))
                    {
                        let problem = Problem::Clash { label: bare(label).to_owned(), other: other.id.clone() };
                        found.push((topic.id.clone(), problem));
                    }
                }
            }
        }
    }
    found
}

fn is_head(label: &str) -> bool {
    label.ends_with('*')
}

/// Returns that the id of a topic is a label of another one, by which it was found before.
pub(super) fn taken(id: &str, topics: &BTreeMap<String, Topic>) -> Option<Problem> {
    let typed = id.replace('-', " ");
    let alike = |label: &str| label.chars().count() <= typed.chars().count() * 2 && key(label) == typed;
    let mut others = topics.values().filter(|other| other.id != id);
    let other = others.find(|other| other.all_labels().any(|label| alike(label) && !other.has_rule(label)))?;
    Some(Problem::Clash { label: id.to_owned(), other: other.id.clone() })
}
