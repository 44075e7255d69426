//! Queries, and what they mean for a text: a scan of its words, without any index.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use morgue::analysis::{self, Analyzer, Border, Compounds, Form, Term};
use morgue::query::Needs;
use unicode_normalization::UnicodeNormalization;

use super::collection::{Chance, Text};

/// Parts of a compound at most so many words apart mean it.
const APART: usize = 8;

/// So many of the first words of the body belong to the lead.
const OPENING: usize = 50;

/// A query.
pub(crate) enum Ask {
    Word(String),
    Quoted(Vec<String>),
    Exact(Vec<String>),
    Hyphened(Vec<String>),
    Masked(String),
    /// A word, and how many letters of it may be wrong.
    Fuzzy(String, usize),
    Near(Vec<Self>, Reach, bool),
    AtLeast(usize, Box<Self>),
    Field(&'static str, Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Not(Box<Self>),
}

/// How near words have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Words(usize),
    Sentence,
    Paragraph,
}

/// Where in a text something is: the field, and the bytes.
pub(crate) type Spans = BTreeSet<(&'static str, (usize, usize))>;

impl Ask {
    /// Makes a query of some words.
    pub(crate) fn new(chance: &mut Chance, depth: usize, words: &[&str]) -> Self {
        let many = |chance: &mut Chance, least: usize| -> Vec<String> {
            (0..least + chance.below(2)).map(|_| chance.of(words).to_owned()).collect()
        };
        let inner = |chance: &mut Chance| Box::new(Self::new(chance, depth - 1, words));
        match chance.below(if depth == 0 { 11 } else { 16 }) {
            0..=2 => Self::Word(many(chance, 1).remove(0)),
            3 => Self::Quoted(many(chance, 1)),
            4 => Self::Exact(many(chance, 1)),
            5 => Self::Hyphened(many(chance, 2)),
            6 => Self::mask(chance, words),
            7 => Self::wrong(chance, words),
            8 => Self::near(chance, 2, words),
            9 => Self::AtLeast(1 + chance.below(3), Box::new(Self::words(chance, words))),
            10 => {
                let field = *chance.of(&[&"title", &"kicker", &"dek", &"body", &"lead"]);
                let inner =
                    if chance.below(2) == 0 { Self::near(chance, 1, words) } else { Self::words(chance, words) };
                Self::Field(field, Box::new(inner))
            }
            11 | 12 => Self::And(inner(chance), inner(chance)),
            13 | 14 => Self::Or(inner(chance), inner(chance)),
            _ => Self::Not(inner(chance)),
        }
    }

    /// Returns something that may stand near something else.
    fn words(chance: &mut Chance, words: &[&str]) -> Self {
        match chance.below(7) {
            0..=2 => Self::Word(chance.of(words).to_owned()),
            3 => Self::Quoted(vec![chance.of(words).to_owned(), chance.of(words).to_owned()]),
            4 => Self::Exact(vec![chance.of(words).to_owned()]),
            5 => Self::mask(chance, words),
            _ => Self::Or(Box::new(Self::words(chance, words)), Box::new(Self::words(chance, words))),
        }
    }

    fn near(chance: &mut Chance, depth: usize, words: &[&str]) -> Self {
        let mut parts: Vec<Self> = (0..2 + chance.below(2)).map(|_| Self::words(chance, words)).collect();
        if depth > 0 && chance.below(3) == 0 {
            parts.push(Self::near(chance, depth - 1, words));
        }
        let reach = match chance.below(4) {
            0 => Reach::Sentence,
            1 => Reach::Paragraph,
            _ => Reach::Words(1 + chance.below(20)),
        };
        Self::Near(parts, reach, chance.below(3) == 0)
    }

    /// Returns a word with some of its letters masked.
    fn mask(chance: &mut Chance, words: &[&str]) -> Self {
        let Some(word) = letters(chance, words, 3) else { return Self::Word(chance.of(words).to_owned()) };
        let mut letters = word.clone();
        let at = 1 + chance.below(letters.len() - 2);
        match chance.below(4) {
            0 => {
                letters.truncate(at + 1);
                letters.push('*');
            }
            1 => {
                letters.drain(..at);
                letters.insert(0, '*');
            }
            2 => letters[at] = '?',
            _ => {
                let end = (at + 3).min(letters.len() - 1).max(at);
                letters.splice(at..end, ['*']);
            }
        }
        let mask: String = letters.into_iter().collect();
        // Forms for both genders are a matter of their own.
        if mask.ends_with("*in") || mask.ends_with("*innen") {
            return Self::Exact(vec![word.into_iter().collect()]);
        }
        Self::Masked(mask)
    }

    /// Returns a word with a wrong letter.
    fn wrong(chance: &mut Chance, words: &[&str]) -> Self {
        let Some(mut letters) = letters(chance, words, 5) else { return Self::Word(chance.of(words).to_owned()) };
        let at = chance.below(letters.len() - 1);
        match chance.below(3) {
            0 => letters.swap(at, at + 1),
            1 => letters[at] = 'x',
            _ => {
                letters.remove(at);
            }
        }
        Self::Fuzzy(letters.into_iter().collect(), 1 + chance.below(2))
    }

    /// Tells whether a text is a hit.
    pub(crate) fn fits(&self, text: &Text, needs: Needs) -> bool {
        self.fits_in(text, needs, None)
    }

    fn fits_in(&self, text: &Text, needs: Needs, field: Option<&str>) -> bool {
        match self {
            Self::Field(field, inner) => inner.fits_in(text, needs, Some(field)),
            Self::And(a, b) => {
                let needs = self.inner(needs);
                a.fits_in(text, needs, field) && b.fits_in(text, needs, field)
            }
            Self::Or(a, b) => a.fits_in(text, needs, field) || b.fits_in(text, needs, field),
            Self::Not(inner) => !inner.fits_in(text, Needs::All, field),
            Self::AtLeast(times, inner) => inner.spans_in(text, Needs::All, field).len() >= *times,
            _ => !self.spans_in(text, needs, field).is_empty(),
        }
    }

    /// Returns what may be marked in a text: where it is a hit, everything that is a reason for it; where it is none,
    /// everything asked for that stands there.
    pub(crate) fn spans(&self, text: &Text, needs: Needs) -> Spans {
        self.reasons(text, needs, None, self.fits(text, needs))
    }

    fn reasons(&self, text: &Text, needs: Needs, field: Option<&str>, is_hit: bool) -> Spans {
        match self {
            Self::Field(field, inner) => inner.reasons(text, needs, Some(field), is_hit),
            Self::And(a, b) => {
                let needs = self.inner(needs);
                &a.reasons(text, needs, field, is_hit) | &b.reasons(text, needs, field, is_hit)
            }
            Self::Or(a, b) => {
                let sides = [a, b].into_iter().filter(|side| !is_hit || side.fits_in(text, needs, field));
                sides.flat_map(|side| side.reasons(text, needs, field, is_hit)).collect()
            }
            Self::Not(_) => Spans::new(),
            // Too few of it are no reason.
            Self::AtLeast(_, inner) => inner.spans_in(text, Needs::All, field),
            _ => self.spans_in(text, needs, field),
        }
    }

    /// Returns how the parts of a conjunction are meant: where several have to be there, compounds are meant as a whole.
    fn inner(&self, needs: Needs) -> Needs {
        if self.words_asked_for() > 1 { Needs::All } else { needs }
    }

    /// Counts the parts of a conjunction that are no exclusions.
    fn words_asked_for(&self) -> usize {
        match self {
            Self::And(a, b) => a.words_asked_for() + b.words_asked_for(),
            Self::Not(_) => 0,
            _ => 1,
        }
    }

    /// Returns where words stand in the fields of a text.
    fn spans_in(&self, text: &Text, needs: Needs, field: Option<&str>) -> Spans {
        let mut spans = Spans::new();
        for (name, terms) in &text.fields {
            let searched = match (field, *name) {
                (None, _) | (Some("lead"), "dek") => terms.as_slice(),
                (Some("lead"), "body") => &terms[..terms.len().min(OPENING)],
                (Some(wanted), name) if wanted == name => terms.as_slice(),
                _ => continue,
            };
            spans.extend(self.found(searched, needs).into_iter().map(|span| (*name, span)));
        }
        spans
    }

    /// Returns where a word or phrase stands in a field.
    fn found(&self, terms: &[Term], needs: Needs) -> Vec<(usize, usize)> {
        match self {
            Self::Word(word) => of_word(word, terms, needs).into_iter().flatten().collect(),
            Self::Quoted(words) => sequence(words, terms, same_stem),
            Self::Exact(words) => sequence(words, terms, same_form),
            Self::Hyphened(words) => {
                let mut found = sequence(words, terms, same_stem);
                let as_typed = |asked: &Asked, term: &Term| asked.typed.iter().any(|form| form.stem == term.form.stem);
                found.extend(sequence(&[words.concat()], terms, as_typed));
                found
            }
            Self::Masked(mask) => {
                let fits = |term: &&Term| is_like(&mask.to_lowercase(), &term.form.exact);
                terms.iter().filter(fits).map(|term| (term.span.start, term.span.end)).collect()
            }
            Self::Fuzzy(word, most) => {
                let fits = |term: &&Term| {
                    let exact = &term.form.exact;
                    let wrong = wrong_letters(&word.to_lowercase(), exact);
                    wrong.min(wrong_letters(&spelled(word), &spelled(exact))) <= *most
                };
                terms.iter().filter(fits).map(|term| (term.span.start, term.span.end)).collect()
            }
            Self::Or(a, b) => [a, b].into_iter().flat_map(|side| side.found(terms, needs)).collect(),
            Self::Near(..) => self.groups(terms, Needs::All).into_iter().flatten().collect(),
            _ => Vec::new(),
        }
    }
}

/// One match: the words that belong together.
type Group = BTreeSet<(usize, usize)>;

impl Ask {
    /// Returns every way in which words stand near each other in a field: each with one of each part.
    fn groups(&self, terms: &[Term], needs: Needs) -> BTreeSet<Group> {
        let (parts, reach, ordered) = match self {
            Self::Near(parts, reach, ordered) => (parts, reach, ordered),
            Self::Word(word) => return of_word(word, terms, needs).into_iter().collect(),
            Self::Or(a, b) => return &a.groups(terms, needs) | &b.groups(terms, needs),
            _ => return self.found(terms, needs).into_iter().map(|span| Group::from([span])).collect(),
        };
        let mut groups: Option<BTreeSet<Group>> = None;
        for part in parts {
            let others = part.groups(terms, needs);
            groups = Some(match groups {
                None => others,
                Some(groups) => {
                    let both = groups.iter().flat_map(|group| others.iter().map(move |other| (group, other)));
                    let near = both.filter(|(group, other)| {
                        group.iter().any(|a| other.iter().any(|b| is_near(*a, *b, *reach, *ordered, terms)))
                    });
                    near.map(|(group, other)| group | other).collect()
                }
            });
        }
        groups.unwrap_or_default()
    }
}

/// Tells whether words, given by their bytes, are near each other in a field.
fn is_near(a: (usize, usize), b: (usize, usize), reach: Reach, ordered: bool, terms: &[Term]) -> bool {
    let first = |span: (usize, usize)| terms.iter().position(|term| term.span.start == span.0).unwrap();
    let last = |span: (usize, usize)| terms.iter().position(|term| term.span.end == span.1).unwrap();
    let (before, after) = if last(a) < first(b) {
        (a, b)
    } else if last(b) < first(a) && !ordered {
        (b, a)
    } else {
        return false;
    };
    let between = |border: Border| {
        // The sentence of a phrase is that in which it begins.
        terms[first(before) + 1..=first(after)].iter().any(|term| term.border >= border)
    };
    match reach {
        Reach::Words(words) => terms[first(after)].position - terms[last(before)].position <= words,
        Reach::Sentence => !between(Border::Sentence),
        Reach::Paragraph => !between(Border::Paragraph),
    }
}

/// Tells whether a word is like a mask: the plainest way, letter by letter; both spellings of an umlaut are the same.
fn is_like(mask: &str, word: &str) -> bool {
    let (mut letters, mut rest) = (mask.chars(), word.chars());
    for spellings in [["ae", "ä", "æ"], ["oe", "ö", "œ"], ["ue", "ü", "ü"], ["ss", "ß", "ß"]] {
        let after = |text: &'static str, of: &str| of.strip_prefix(text).map(str::to_owned);
        let masks = spellings.into_iter().filter_map(|spelling| after(spelling, mask));
        for mask in masks {
            let words = spellings.into_iter().filter_map(|spelling| after(spelling, word));
            if words.into_iter().any(|word| is_like(&mask, &word)) {
                return true;
            }
        }
    }
    match letters.next() {
        None => word.is_empty(),
        Some('*') => is_like(letters.as_str(), word) || (rest.next().is_some() && is_like(mask, rest.as_str())),
        Some(wanted) => {
            rest.next().is_some_and(|letter| wanted == '?' || bare(wanted) == bare(letter))
                && is_like(letters.as_str(), rest.as_str())
        }
    }
}

/// Returns a letter without its accent; umlauts are letters of their own.
fn bare(letter: char) -> char {
    match letter {
        'ä' | 'ö' | 'ü' | 'ß' => letter,
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        _ => letter.nfd().next().unwrap(),
    }
}

fn spelled(word: &str) -> String {
    let mut word = word.to_lowercase().replace("u\u{308}", "ü");
    for (letter, spelling) in [("ä", "ae"), ("æ", "ae"), ("ö", "oe"), ("œ", "oe"), ("ü", "ue"), ("ß", "ss")] {
        word = word.replace(letter, spelling);
    }
    word.chars().map(bare).collect()
}

/// Returns how many letters are wrong: left out, too many, changed, or swapped with the next.
fn wrong_letters(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let mut least = if i.min(j) == 0 { i.max(j) } else { usize::MAX };
            if i > 0 && j > 0 {
                least = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                least = least.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
            }
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(table[i - 2][j - 2] + 1);
            }
            table[i][j] = least;
        }
    }
    table[a.len()][b.len()]
}

/// Returns the letters of a word of so many at least. Where each character is a word there is nothing to mask in it, and no
/// mark stands for a letter.
fn letters(chance: &mut Chance, words: &[&str], least: usize) -> Option<Vec<char>> {
    let is_plain = |word: &&&str| {
        word.chars().count() >= least && word.chars().all(|c| c.is_ascii_alphanumeric() || "äöüßÄÖÜ".contains(c))
    };
    let plain: Vec<&str> = words.iter().filter(is_plain).copied().collect();
    (!plain.is_empty()).then(|| chance.of(&plain).chars().collect())
}

thread_local! {
    /// An analyzer for each language of the articles.
    static ANALYZERS: RefCell<Vec<Analyzer>> = RefCell::default();
    /// Every text of a query is analysed once.
    static ANALYSED: RefCell<HashMap<String, Rc<[Asked]>>> = RefCell::default();
}

/// Says which languages the articles are in.
pub(crate) fn speak<'l>(languages: impl Iterator<Item = Option<&'l str>>, compounds: &Compounds) {
    ANALYSED.with_borrow_mut(HashMap::clear);
    ANALYZERS.with_borrow_mut(|known| *known = languages.map(|tag| Analyzer::splitting(tag, compounds)).collect());
}

/// A word that is asked for, as all languages analyse it.
struct Asked {
    /// As it was typed.
    typed: Vec<Arc<Form>>,
    /// As it may be meant.
    meant: Vec<Arc<Form>>,
    /// As it may be meant if only its letters count.
    in_any_case: Vec<Arc<Form>>,
}

/// Returns the words of a text, analysed.
fn analysed(text: &str) -> Rc<[Asked]> {
    if let Some(known) = ANALYSED.with_borrow(|known| known.get(text).map(Rc::clone)) {
        return known;
    }
    let words: Rc<[Asked]> = ANALYZERS.with_borrow_mut(|analyzers| {
        let mut readings = |word: &str, in_any_case| -> Vec<Arc<Form>> {
            analyzers.iter_mut().flat_map(|by| by.readings(word, in_any_case)).collect()
        };
        let words: Vec<_> = analysis::words(text)
            .map(|word| (word.text, readings(word.text, false), readings(word.text, true)))
            .collect();
        let form = |(word, meant, in_any_case)| {
            let typed = analyzers.iter_mut().map(|by| by.form(word)).collect();
            Asked { typed, meant, in_any_case }
        };
        words.into_iter().map(form).collect()
    });
    ANALYSED.with_borrow_mut(|known| Rc::clone(known.entry(text.to_owned()).or_insert(words)))
}

/// Returns where a word stands; the parts of a compound near each other belong together.
fn of_word(word: &str, terms: &[Term], needs: Needs) -> Vec<Group> {
    let analysed = analysed(word);
    if analysed.len() > 1 {
        return sequence(&[word.to_owned()], terms, same_stem).into_iter().map(|span| Group::from([span])).collect();
    }
    let span = |term: &Term| (term.span.start, term.span.end);
    let alone = |term: &Term| Group::from([span(term)]);
    let mut found: Vec<Group> =
        terms.iter().filter(|term| analysed[0].meant.iter().any(|form| stands(&form.stem, term))).map(alone).collect();
    for form in &analysed[0].typed {
        let Some((first, others)) = form.parts.split_first() else { continue };
        if needs == Needs::Any {
            found.extend(terms.iter().filter(|term| form.parts.iter().any(|part| stands(part, term))).map(alone));
            continue;
        }
        for start in terms.iter().filter(|term| stands(first, term)) {
            let near = |part: &String| -> Vec<(usize, usize)> {
                let is_near = |term: &&Term| stands(part, term) && term.position.abs_diff(start.position) <= APART;
                terms.iter().filter(is_near).map(span).collect()
            };
            let near: Vec<_> = others.iter().map(near).collect();
            if near.iter().all(|places| !places.is_empty()) {
                found.push(std::iter::once(span(start)).chain(near.into_iter().flatten()).collect());
            }
        }
    }
    found
}

/// Tells whether a word of a text is a form of a stem, or a compound with it.
fn stands(stem: &str, term: &Term) -> bool {
    let Form { parts, inner, .. } = &*term.form;
    term.form.stem == stem || parts.iter().chain(inner).any(|part| part == stem)
}

/// Tells whether a word of a text has the stem that one of a query may have.
fn same_stem(asked: &Asked, term: &Term) -> bool {
    asked.meant.iter().any(|form| form.stem == term.form.stem)
}

/// Tells whether a word of a text is the very form of a query.
fn same_form(asked: &Asked, term: &Term) -> bool {
    asked.in_any_case.iter().any(|form| form.exact == term.form.exact && form.stem == term.form.stem)
}

fn sequence(words: &[String], terms: &[Term], same: impl Fn(&Asked, &Term) -> bool) -> Vec<(usize, usize)> {
    // Words of a query stand side by side whatever is between them.
    let analysed = analysed(&words.join(" "));
    let fits = |run: &&[Term]| {
        let mut words = run.iter().zip(&*analysed).enumerate();
        words.all(|(number, (term, asked))| term.position == run[0].position + number && same(asked, term))
    };
    terms.windows(analysed.len()).filter(fits).map(|run| (run[0].span.start, run[run.len() - 1].span.end)).collect()
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(f, "{word}"),
            Self::Quoted(words) => write!(f, "\"{}\"", words.join(" ")),
            Self::Exact(words) if words.len() == 1 => write!(f, "={}", words[0]),
            Self::Exact(words) => write!(f, "=\"{}\"", words.join(" ")),
            Self::Hyphened(words) => write!(f, "{}", words.join("-")),
            Self::Masked(mask) => write!(f, "{mask}"),
            Self::Fuzzy(word, most) => write!(f, "{word}~{most}"),
            Self::AtLeast(times, inner) => write!(f, "atleast{times} {inner}"),
            Self::Near(parts, reach, ordered) => {
                let operator = match (reach, ordered) {
                    (Reach::Words(words), false) => format!("NEAR/{words}"),
                    (Reach::Words(words), true) => format!("PRE/{words}"),
                    (Reach::Sentence, false) => "/s".to_owned(),
                    (Reach::Sentence, true) => "PRE/s".to_owned(),
                    (Reach::Paragraph, false) => "/p".to_owned(),
                    (Reach::Paragraph, true) => "PRE/p".to_owned(),
                };
                let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
                write!(f, "({})", parts.join(&format!(" {operator} ")))
            }
            Self::Field(field, inner) => write!(f, "{field}:{inner}"),
            Self::And(a, b) => write!(f, "({a} AND {b})"),
            Self::Or(a, b) => write!(f, "({a} OR {b})"),
            Self::Not(inner) => write!(f, "(NOT {inner})"),
        }
    }
}
