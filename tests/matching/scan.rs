//! Queries, and what they mean for a text: a scan of its words, without any index.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::rc::Rc;

use morgue::analysis::{Analyzer, Form, Term};
use morgue::query::Needs;

use super::collection::{Chance, Text, WORDS, compounds};

/// Parts of a compound at most so many words apart mean it.
const APART: usize = 8;

/// A query.
pub(crate) enum Ask {
    Word(String),
    Quoted(Vec<String>),
    Exact(Vec<String>),
    Hyphened(Vec<String>),
    Field(&'static str, Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Not(Box<Self>),
}

/// Where in a text something is: the field, and the bytes.
pub(crate) type Spans = BTreeSet<(&'static str, (usize, usize))>;

impl Ask {
    pub(crate) fn new(chance: &mut Chance, depth: usize) -> Self {
        let words = |chance: &mut Chance, least: usize| -> Vec<String> {
            (0..least + chance.below(2)).map(|_| chance.of(WORDS).to_owned()).collect()
        };
        let inner = |chance: &mut Chance| Box::new(Self::new(chance, depth - 1));
        match chance.below(if depth == 0 { 7 } else { 12 }) {
            0..=2 => Self::Word(words(chance, 1).remove(0)),
            3 => Self::Quoted(words(chance, 1)),
            4 => Self::Exact(words(chance, 1)),
            5 => Self::Hyphened(words(chance, 2)),
            6 => {
                let field = *chance.of(&[&"title", &"kicker", &"dek", &"body"]);
                Self::Field(field, Box::new(Self::Word(words(chance, 1).remove(0))))
            }
            7 | 8 => Self::And(inner(chance), inner(chance)),
            9 | 10 => Self::Or(inner(chance), inner(chance)),
            _ => Self::Not(inner(chance)),
        }
    }

    /// Tells whether a text is a hit.
    pub(crate) fn fits(&self, text: &Text, needs: Needs) -> bool {
        self.fits_in(text, needs, None)
    }

    fn fits_in(&self, text: &Text, needs: Needs, field: Option<&str>) -> bool {
        match self {
            Self::Field(field, inner) => inner.fits_in(text, needs, Some(field)),
            Self::And(a, b) => a.fits_in(text, needs, field) && b.fits_in(text, needs, field),
            Self::Or(a, b) => a.fits_in(text, needs, field) || b.fits_in(text, needs, field),
            Self::Not(inner) => !inner.fits_in(text, needs, field),
            Self::Word(_) | Self::Quoted(_) | Self::Exact(_) | Self::Hyphened(_) => {
                let fields = text.fields.iter().filter(|(name, _)| field.is_none_or(|wanted| wanted == *name));
                fields.into_iter().any(|(_, terms)| !self.found(terms, needs).is_empty())
            }
        }
    }

    /// Returns what may be marked in a text: everything asked for that stands there, wherever it is not excluded.
    pub(crate) fn spans(&self, text: &Text, needs: Needs) -> Spans {
        self.spans_in(text, needs, None)
    }

    fn spans_in(&self, text: &Text, needs: Needs, field: Option<&str>) -> Spans {
        match self {
            Self::Field(field, inner) => inner.spans_in(text, needs, Some(field)),
            Self::And(a, b) | Self::Or(a, b) => &a.spans_in(text, needs, field) | &b.spans_in(text, needs, field),
            Self::Not(_) => Spans::new(),
            Self::Word(_) | Self::Quoted(_) | Self::Exact(_) | Self::Hyphened(_) => {
                let fields = text.fields.iter().filter(|(name, _)| field.is_none_or(|wanted| wanted == *name));
                fields
                    .flat_map(|(name, terms)| self.found(terms, needs).into_iter().map(|span| (*name, span)))
                    .collect()
            }
        }
    }

    /// Returns where a word or phrase stands in a field.
    fn found(&self, terms: &[Term], needs: Needs) -> Vec<(usize, usize)> {
        match self {
            Self::Word(word) => of_word(word, terms, needs),
            Self::Quoted(words) => sequence(words, terms, |form, term| form.stem == term.form.stem),
            Self::Exact(words) => sequence(words, terms, |form, term| form.exact == term.form.exact),
            Self::Hyphened(words) => {
                let same = |form: &Form, term: &Term| form.stem == term.form.stem;
                let mut found = sequence(words, terms, same);
                found.extend(sequence(&[words.concat()], terms, same));
                found
            }
            _ => Vec::new(),
        }
    }
}

thread_local! {
    /// Every text of a query is analysed once.
    static ANALYSED: RefCell<HashMap<String, Rc<[Vec<Term>]>>> = RefCell::default();
}

/// Returns what each language makes of a text.
fn analysed(text: &str) -> Rc<[Vec<Term>]> {
    let languages = [None, Some("de"), Some("en"), Some("fr"), Some("ja")];
    let analyse = || languages.iter().map(|tag| Analyzer::splitting(*tag, &compounds()).terms(text)).collect();
    ANALYSED.with_borrow_mut(|known| Rc::clone(known.entry(text.to_owned()).or_insert_with(analyse)))
}

fn of_word(word: &str, terms: &[Term], needs: Needs) -> Vec<(usize, usize)> {
    let analysed = analysed(word);
    if analysed[0].len() > 1 {
        return sequence(&[word.to_owned()], terms, |form, term| form.stem == term.form.stem);
    }
    let forms: Vec<&Form> = analysed.iter().map(|terms| &*terms[0].form).collect();
    let span = |term: &Term| (term.span.start, term.span.end);
    let mut found: Vec<_> =
        terms.iter().filter(|term| forms.iter().any(|form| stands(&form.stem, term))).map(span).collect();
    for form in forms {
        let Some((first, others)) = form.parts.split_first() else { continue };
        if needs == Needs::Any {
            found.extend(terms.iter().filter(|term| form.parts.iter().any(|part| stands(part, term))).map(span));
            continue;
        }
        for start in terms.iter().filter(|term| stands(first, term)) {
            let near = |part: &String| -> Vec<(usize, usize)> {
                let is_near = |term: &&Term| stands(part, term) && term.position.abs_diff(start.position) <= APART;
                terms.iter().filter(is_near).map(span).collect()
            };
            let near: Vec<_> = others.iter().map(near).collect();
            if near.iter().all(|places| !places.is_empty()) {
                found.push(span(start));
                found.extend(near.into_iter().flatten());
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

fn sequence(words: &[String], terms: &[Term], same: impl Fn(&Form, &Term) -> bool) -> Vec<(usize, usize)> {
    // Words of a query stand side by side whatever is between them.
    let analysed = analysed(&words.join(" "));
    let count = analysed[0].len();
    let fits = |run: &&[Term]| {
        run.iter().enumerate().all(|(number, term)| {
            term.position == run[0].position + number && analysed.iter().any(|words| same(&words[number].form, term))
        })
    };
    terms.windows(count).filter(fits).map(|run| (run[0].span.start, run[count - 1].span.end)).collect()
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(f, "{word}"),
            Self::Quoted(words) => write!(f, "\"{}\"", words.join(" ")),
            Self::Exact(words) if words.len() == 1 => write!(f, "={}", words[0]),
            Self::Exact(words) => write!(f, "=\"{}\"", words.join(" ")),
            Self::Hyphened(words) => write!(f, "{}", words.join("-")),
            Self::Field(field, inner) => write!(f, "{field}:{inner}"),
            Self::And(a, b) => write!(f, "({a} AND {b})"),
            Self::Or(a, b) => write!(f, "({a} OR {b})"),
            Self::Not(inner) => write!(f, "(NOT {inner})"),
        }
    }
}
