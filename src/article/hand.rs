//! What is changed of an article by hand: a field set to another value, a keyword given or taken away.

use super::{Article, clean};
use crate::dates::{self, Date};
use crate::language;
use crate::schema::{self, Field};

/// A change of one field by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Hand {
    /// The field.
    pub field: &'static Field,
    /// What becomes of it.
    pub change: Change,
}

/// What becomes of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It gets these values in place of its own: none, one, or, where a field may have several, several.
    Set(Vec<String>),
    /// It gets one value more.
    Add(String),
    /// It loses a value.
    Remove(String),
}

/// What was typed is no change that can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoHand {
    /// There is no `=` in it.
    #[error("`{0}` is no correction\n  hint: write FIELD=VALUE, such as `published=2025-10-28`")]
    NoEquals(String),
    /// The field cannot be corrected.
    #[error("`{0}` cannot be corrected\n  hint: what can is {list}", list = fixable())]
    NotFixable(String),
    /// The value does not fit the field.
    #[error("`{0}` is no value of `{1}`\n  hint: {2}")]
    BadValue(String, String, &'static str),
    /// It says neither to give nor to take away.
    #[error("`{0}` neither gives nor takes away a keyword\n  hint: write `+NAME` or `-NAME`")]
    NoSign(String),
}

/// The place of a field's value in an article.
enum Slot<'a> {
    Title(&'a mut String),
    One(&'a mut Option<String>),
    Many(&'a mut Vec<String>),
    Day(&'a mut Option<Date>),
}

/// Values of a field with several are parted by these.
const PARTED_BY: [char; 2] = ['|', ';'];

impl Hand {
    /// Reads a correction, `FIELD=VALUE`; a field is emptied by no value, several values are parted by `;`.
    ///
    /// # Errors
    /// Returns [`NoHand`] if it is none, or the value does not fit the field.
    pub fn correction(text: &str) -> Result<Self, NoHand> {
        let (name, value) = text.split_once('=').ok_or_else(|| NoHand::NoEquals(text.to_owned()))?;
        let name = name.trim();
        let by_key = || schema::FIELDS.iter().find(|field| field.key() == name.to_lowercase());
        let field = schema::find(name).or_else(by_key).filter(|field| is_fixable(field));
        let field = field.ok_or_else(|| NoHand::NotFixable(name.to_owned()))?;
        let values: Vec<String> = if field.many {
            value.split(PARTED_BY).map(clean).filter(|value| !value.is_empty()).collect()
        } else {
            Some(clean(value)).filter(|value| !value.is_empty()).into_iter().collect()
        };
        let bad = |hint| NoHand::BadValue(clean(value), field.key().to_owned(), hint);
        match Article::default().slot(field) {
            Some(Slot::Title(_)) if values.is_empty() => return Err(bad("an article has a title")),
            Some(Slot::Day(_)) => {
                let days: Option<Vec<String>> = values.iter().map(|value| day(value)).collect();
                let days =
                    days.ok_or_else(|| bad("write a day, a month or a year: `2025-10-28`, `2025-10`, `2025`"))?;
                return Ok(Self { field, change: Change::Set(days) });
            }
            Some(Slot::One(_)) if field.name == "language" => {
                let tags: Option<Vec<String>> = values.iter().map(|value| language::read(value)).collect();
                let tags = tags.ok_or_else(|| bad("write a tag such as `de`, `en` or `de-AT`"))?;
                return Ok(Self { field, change: Change::Set(tags) });
            }
            _ => {}
        }
        Ok(Self { field, change: Change::Set(values) })
    }

    /// Reads what is to become of a keyword: `+NAME` or `-NAME`.
    ///
    /// # Errors
    /// Returns [`NoHand::NoSign`] if it says neither.
    pub fn tag(text: &str) -> Result<Self, NoHand> {
        let field = schema::find("tag").expect("the schema has this field; a test asks for it");
        let named = |name: &str| Some(clean(name)).filter(|name| !name.is_empty());
        let change = match (text.strip_prefix('+').and_then(named), text.strip_prefix('-').and_then(named)) {
            (Some(name), _) => Change::Add(name),
            (_, Some(name)) => Change::Remove(name),
            _ => return Err(NoHand::NoSign(text.to_owned())),
        };
        Ok(Self { field, change })
    }
}

impl Article {
    /// Returns the values of a field that can be corrected; none of another.
    pub fn values(&self, field: &Field) -> Vec<String> {
        // A copy is cheap beside what is done with it, and spares a second list of the fields.
        let mut copy = Self { body: Vec::new(), topics: Vec::new(), ..self.clone() };
        match copy.slot(field) {
            None => Vec::new(),
            Some(Slot::Title(title)) => vec![std::mem::take(title)],
            Some(Slot::One(value)) => value.take().into_iter().collect(),
            Some(Slot::Many(values)) => std::mem::take(values),
            Some(Slot::Day(date)) => date.iter().map(ToString::to_string).collect(),
        }
    }

    /// Makes a change; the text stays as the page prints it, its dek too. A keyword is given once, and taken away whatever
    /// its case.
    pub fn change(&mut self, hand: &Hand) {
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        match (self.slot(hand.field), &hand.change) {
            (Some(Slot::Many(values)), Change::Add(value)) => {
                if !values.iter().any(|known| same(known, value)) {
                    values.push(value.clone());
                }
            }
            (Some(Slot::Many(values)), Change::Remove(value)) => values.retain(|known| !same(known, value)),
            (Some(Slot::Many(values)), Change::Set(new)) => {
                values.clear();
                for value in new.iter().filter(|value| !value.is_empty()) {
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                }
            }
            (Some(Slot::One(value)), Change::Set(new)) => *value = new.first().cloned(),
            (Some(Slot::Day(date)), Change::Set(new)) => *date = new.first().and_then(|new| dates::read(new)),
            (Some(Slot::Title(title)), Change::Set(new)) => {
                if let Some(new) = new.first() {
                    title.clone_from(new);
                }
            }
            // Only keywords are given and taken away one by one.
            (None | Some(_), _) => {}
        }
    }

    fn slot(&mut self, field: &Field) -> Option<Slot<'_>> {
        Some(match field.name.as_str() {
            "title" => Slot::Title(&mut self.title),
            "kicker" => Slot::One(&mut self.kicker),
            "dek" => Slot::One(&mut self.dek),
            "source" => Slot::One(&mut self.source),
            "section" => Slot::One(&mut self.section),
            "language" => Slot::One(&mut self.language),
            "author" => Slot::Many(&mut self.authors),
            "agency" => Slot::Many(&mut self.agency),
            "tag" => Slot::Many(&mut self.tags),
            "date" => Slot::Day(&mut self.published),
            "modified" => Slot::Day(&mut self.modified),
            "captured" => Slot::Day(&mut self.captured),
            _ => return None,
        })
    }
}

/// Returns a date as it is kept: typed as such, or as people write it.
fn day(typed: &str) -> Option<String> {
    let found = || match dates::find_all(typed, false).as_slice() {
        [found] if found.range.len() == typed.len() => Some(found.date),
        _ => None,
    };
    let date = dates::read(typed).or_else(found)?;
    // A time that is none is not left out without a word.
    (matches!(date, Date::Time(..)) || !typed.contains(':')).then(|| date.to_string())
}

fn is_fixable(field: &Field) -> bool {
    Article::default().slot(field).is_some()
}

/// Returns the names of the fields that can be corrected.
fn fixable() -> String {
    let keys: Vec<&str> = schema::FIELDS.iter().filter(|field| is_fixable(field)).map(Field::key).collect();
    keys.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, key: &str, expected: &[&str]) {
        let mut article = Article { title: "x".into(), authors: vec!["A".into()], ..Article::default() };
        let hand = Hand::correction(typed).expect("a correction");
        article.change(&hand);
        assert_eq!(
            (hand.field.key(), article.values(hand.field)),
            (key, expected.iter().map(|v| (*v).into()).collect())
        );
    }

    #[test]
    fn a_correction_sets_a_field() {
        check("published=2025-10-28", "published", &["2025-10-28"]);
        check("date = 28.10.2025", "published", &["2025-10-28"]);
        check("published=", "published", &[]);
        check("authors=Anna Seeger; Jonas Boldt", "authors", &["Anna Seeger", "Jonas Boldt"]);
        check("author=", "authors", &[]);
        check("titel=Ein  Titel = zwei", "title", &["Ein Titel = zwei"]);
        check("language=DE_at", "language", &["de-AT"]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (typed, expected) in [
            ("2025", "no correction"),
            ("body=x", "cannot be corrected"),
            ("id=x", "cannot be corrected"),
            ("published=yesterday", "write a day"),
            ("published=2025-10-28T25:00:00Z", "write a day"),
            ("title=", "has a title"),
            ("language=!", "write a tag"),
        ] {
            let error = Hand::correction(typed).expect_err(typed).to_string();
            assert!(error.contains(expected), "{typed}: {error}");
        }
        assert_eq!(Hand::tag("x"), Err(NoHand::NoSign("x".into())));
        assert_eq!(Hand::tag("+ "), Err(NoHand::NoSign("+ ".into())));
    }

    #[test]
    fn a_keyword_is_given_once_and_taken_away() {
        let mut article = Article { tags: vec!["Hafen".into()], ..Article::default() };
        for (typed, expected) in
            [("+hafen", vec!["Hafen"]), ("+Werft", vec!["Hafen", "Werft"]), ("-HAFEN", vec!["Werft"])]
        {
            article.change(&Hand::tag(typed).expect("a change"));
            assert_eq!(article.tags, expected, "{typed}");
        }
    }

    #[test]
    fn a_corrected_dek_leaves_the_text_as_the_page_prints_it() {
        let mut article = Article { title: "x".into(), dek: Some("Alt.".into()), ..Article::default() };
        article.print_dek();
        article.change(&Hand::correction("dek=Neu.").expect("a correction"));
        assert_eq!((article.dek.as_deref(), article.printed().as_str()), (Some("Neu."), "Alt."));
    }
}
