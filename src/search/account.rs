//! What becomes of a query: its parts with the terms they stand for and how many articles each finds, what its filters
//! take away, and words of the archive that look like those it does not have.

use std::cmp::Reverse;

use super::archive::Archive;
use super::forms::{Forms, Like};
use super::plan::Scope;
use super::postings::Wanted;
use super::request::{Dates, Request, SearchError};
use crate::analysis::{Form, masked_words, words};
use crate::query::{Needs, Node, NodeKind, Query};
use crate::schema::Kind;

/// More parts of a query tell nobody anything.
const MOST_CLAUSES: usize = 60;

/// So many forms of a mask are named.
const NAMED: usize = 8;

/// So many words are looked up that the archive does not have, and so many that look like each are named.
const MOST_UNKNOWN: usize = 4;
const ALIKE: usize = 3;

/// What becomes of a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// Its parts, each before the parts it is made of.
    pub clauses: Vec<Clause>,
    /// What it would find without a filter, and without all of them if there are several.
    pub without: Vec<Without>,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// How deep it lies; the whole query is 0.
    pub depth: usize,
    /// The part as understood, with the field it is looked for in.
    pub typed: String,
    /// How many articles it finds by itself.
    pub articles: usize,
    /// Whether an article that has it is left out.
    pub excluded: bool,
    /// What is looked for, word by word; nothing for what is made of other parts, and for filters.
    pub terms: Vec<Terms>,
    /// Words of the archive that look like it, if it finds nothing, and in how many articles they are.
    pub alike: Vec<(String, usize)>,
}

/// What one word of a query stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Terms {
    /// Stems in the languages of the archive, and whether only the form typed counts.
    Stems {
        /// The stems.
        stems: Vec<String>,
        /// The form typed, if only that counts.
        exact: Option<String>,
        /// Whether it is looked for inside compounds, too.
        in_compounds: bool,
    },
    /// The words that a compound is made of, which are looked for near each other, or each by itself.
    Parts {
        /// Their stems.
        stems: Vec<String>,
        /// Whether one of them is enough.
        any: bool,
    },
    /// The forms that stand in the texts.
    Forms {
        /// The most frequent, and how many articles have each.
        named: Vec<(String, usize)>,
        /// How many there are.
        forms: usize,
        /// How many were searched.
        searched: usize,
    },
    /// A folded word of a name or an address.
    Name(String),
}

/// What a query finds without a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Without {
    /// The filters left out, as understood.
    pub filters: String,
    /// How many articles it finds then.
    pub articles: usize,
}

/// What is looked at on the way down.
#[derive(Clone)]
struct Place {
    scope: Scope,
    depth: usize,
    excluded: bool,
}

impl Archive<'_> {
    /// Returns what becomes of the query of a request.
    ///
    /// # Errors
    /// Returns [`SearchError`] if the query names an unknown topic or the archive cannot be read.
    pub fn account(&mut self, request: &Request) -> Result<Account, SearchError> {
        let Query { root, needs, .. } = &request.query;
        let mut account = Account::default();
        let place = Place { scope: Scope::everywhere(&self.index.fields), depth: 0, excluded: false };
        self.look_at(root, &place, *needs, request.dates, &mut account.clauses)?;
        if let NodeKind::And(parts) = &root.kind {
            account.without = self.without(parts, *needs, request.dates)?;
        }
        Ok(account)
    }

    fn look_at(
        &mut self,
        node: &Node,
        place: &Place,
        needs: Needs,
        dates: Dates,
        clauses: &mut Vec<Clause>,
    ) -> Result<(), SearchError> {
        if clauses.len() >= MOST_CLAUSES {
            return Ok(());
        }
        let needs = of_parts(node, needs);
        let deeper = |scope: &Scope, excluded: bool| Place { scope: scope.clone(), depth: place.depth + 1, excluded };
        // What is excluded is shown by itself.
        if let NodeKind::Not(inner) = &node.kind
            && place.depth > 0
        {
            return self.look_at(inner, &Place { excluded: !place.excluded, ..place.clone() }, needs, dates, clauses);
        }
        if let NodeKind::Field { field, inner } = &node.kind {
            let scope = Scope::of(field, &self.index.fields);
            return self.look_at(inner, &Place { scope, ..place.clone() }, needs, dates, clauses);
        }
        let typed = place.scope.typed(node);
        let whole = place.scope.within(node);
        let plan = self.plan(&whole, needs, dates)?;
        let articles = self.count(&plan)?;
        let number = clauses.len();
        let excluded = place.excluded;
        clauses.push(Clause { depth: place.depth, typed, articles, excluded, terms: vec![], alike: vec![] });
        let parts: Vec<Node> = match &node.kind {
            NodeKind::And(parts) | NodeKind::Or(parts) | NodeKind::Near { parts, .. } => parts.clone(),
            NodeKind::Not(inner) => {
                return self.look_at(inner, &deeper(&place.scope, !excluded), needs, dates, clauses);
            }
            NodeKind::AtLeast { inner, .. } => vec![(**inner).clone()],
            NodeKind::Word(text) if articles == 0 && place.scope.is_text() => each_word(text, NodeKind::Word),
            NodeKind::Phrase(text) if articles == 0 => each_word(text, NodeKind::Phrase),
            NodeKind::Exact(text) if articles == 0 => each_word(text, NodeKind::Exact),
            _ => Vec::new(),
        };
        for part in &parts {
            self.look_at(part, &deeper(&place.scope, excluded), needs, dates, clauses)?;
        }
        if parts.is_empty() {
            let terms = self.terms(node, &place.scope, needs, dates)?;
            // Each word is looked up once, and not more than a few are.
            let looked_up =
                clauses.iter().take(number).filter(|clause| clause.articles == 0 && !clause.terms.is_empty());
            let is_new =
                looked_up.clone().all(|clause| clauses.get(number).is_some_and(|this| this.typed != clause.typed));
            let alike = match articles == 0 && is_new && looked_up.count() < MOST_UNKNOWN {
                true => self.alike(node, &place.scope)?,
                false => Vec::new(),
            };
            if let Some(clause) = clauses.get_mut(number) {
                (clause.terms, clause.alike) = (terms, alike);
            }
        }
        Ok(())
    }

    /// Returns what is looked for, word by word.
    fn terms(&mut self, node: &Node, scope: &Scope, needs: Needs, dates: Dates) -> Result<Vec<Terms>, SearchError> {
        if !is_text(node) {
            return Ok(Vec::new());
        }
        let mut planner = self.planner(needs, dates);
        let index = planner.index;
        let wanted = index.guarded(|| planner.wanted(node, scope))??;
        let mut terms = Vec::new();
        // Of a plain word the first is the word itself, the others its parts.
        let parts: Vec<String> = match node.kind {
            NodeKind::Word(_) => wanted.iter().skip(1).filter_map(stem_of_part).collect(),
            _ => Vec::new(),
        };
        let count = wanted.len() - parts.len();
        for wanted in wanted.into_iter().take(count) {
            terms.push(match wanted {
                Wanted::Word(lookup) => {
                    let mut stems: Vec<String> =
                        lookup.stems.iter().map(|stem| Form::unmarked(stem).to_owned()).collect();
                    stems.sort();
                    stems.dedup();
                    let exact = lookup.exact.filter(|_| lookup.only_exact);
                    Terms::Stems { stems, exact, in_compounds: lookup.in_compounds }
                }
                Wanted::Forms(forms) => {
                    let named = self.named(&forms, scope, NAMED)?;
                    Terms::Forms { named, forms: forms.all, searched: forms.found.len() }
                }
                Wanted::Name(word) => Terms::Name(word),
            });
        }
        if !parts.is_empty() {
            terms.push(Terms::Parts { stems: parts, any: needs == Needs::Any });
        }
        Ok(terms)
    }

    /// Returns the most frequent forms, and in how many articles each is.
    fn named(&self, forms: &Forms, scope: &Scope, most: usize) -> Result<Vec<(String, usize)>, SearchError> {
        let mut named = Vec::new();
        for form in forms.found.iter().take(most) {
            let only = Wanted::Forms(Forms::only(form).into());
            let documents = self.index.guarded(|| only.documents(&self.searcher, &scope.places))??;
            named.push((form.exact.clone(), usize::try_from(documents).unwrap_or(usize::MAX)));
        }
        named.sort_by_key(|(_, documents)| Reverse(*documents));
        Ok(named)
    }

    /// Returns words of the archive that look like one that it does not have.
    fn alike(&mut self, node: &Node, scope: &Scope) -> Result<Vec<(String, usize)>, SearchError> {
        let (NodeKind::Word(text) | NodeKind::Phrase(text) | NodeKind::Exact(text)) = &node.kind else {
            return Ok(Vec::new());
        };
        let mut typed = words(text);
        let (Some(word), None) = (typed.next(), typed.next()) else { return Ok(Vec::new()) };
        let letters = word.text.chars().count();
        let most = match letters {
            0..=2 => return Ok(Vec::new()),
            3..=5 => 1,
            _ => 2,
        };
        // What stands elsewhere is spelled right.
        let plan = self.plan(node, Needs::All, Dates::Optional)?;
        if matches!(scope.field.map(|field| field.kind), Some(Kind::Keyword)) || self.count(&plan)? > 0 {
            return Ok(Vec::new());
        }
        let like = Like::fuzzy(word.text, most);
        let mut forms = Forms::of(&like, None, &self.index, &self.searcher, &scope.places)?;
        // Two letters look like too many words.
        forms.found.retain(|form| form.exact.chars().count() > 2);
        let judge = like.judge();
        // People seldom mistype the first letter.
        let first = word.text.to_lowercase().chars().next();
        forms.found.sort_by_cached_key(|form| (judge.wrong_letters(&form.exact), form.exact.chars().next() != first));
        let mut named = Vec::new();
        for form in forms.found.iter().take(ALIKE) {
            named.extend(self.named(&Forms::only(form), scope, 1)?);
        }
        Ok(named)
    }

    /// Counts what a conjunction finds without each of its filters, and without all of them.
    fn without(&mut self, parts: &[Node], needs: Needs, dates: Dates) -> Result<Vec<Without>, SearchError> {
        let filters: Vec<usize> = (0..parts.len()).filter(|number| parts.get(*number).is_some_and(is_filter)).collect();
        if filters.len() == parts.len() && filters.len() < 2 {
            return Ok(Vec::new());
        }
        let mut sets: Vec<Vec<usize>> = filters.iter().map(|number| vec![*number]).collect();
        if filters.len() > 1 && filters.len() < parts.len() {
            sets.push(filters);
        }
        let mut without = Vec::new();
        for set in sets {
            let (left_out, rest): (Vec<_>, Vec<_>) =
                parts.iter().cloned().enumerate().partition(|(number, _)| set.contains(number));
            let node = |parts: Vec<(usize, Node)>| {
                let mut parts: Vec<Node> = parts.into_iter().map(|(_, part)| part).collect();
                let kind = if parts.len() == 1 { parts.remove(0).kind } else { NodeKind::And(parts) };
                Node { kind, span: 0..0 }
            };
            let plan = self.plan(&node(rest), needs, dates)?;
            without.push(Without { filters: node(left_out).to_string(), articles: self.count(&plan)? });
        }
        Ok(without)
    }
}

/// Returns how the parts of a node are meant: what is excluded, counted, near or together with something as it was typed.
fn of_parts(node: &Node, needs: Needs) -> Needs {
    match &node.kind {
        NodeKind::Not(_) | NodeKind::AtLeast { .. } | NodeKind::Near { .. } => Needs::All,
        NodeKind::And(parts) if parts.iter().filter(|part| !part.kind.narrows()).count() > 1 => Needs::All,
        _ => needs,
    }
}

/// Returns the stem of a part of a compound, which is looked for inside other compounds, too.
fn stem_of_part(wanted: &Wanted) -> Option<String> {
    match wanted {
        Wanted::Word(lookup) if lookup.in_compounds => lookup.stems.first().map(|stem| Form::unmarked(stem).to_owned()),
        _ => None,
    }
}

/// Returns the words of a phrase, each as a part of a query; nothing for a single word.
fn each_word(text: &str, kind: fn(String) -> NodeKind) -> Vec<Node> {
    // A star alone stands for any word.
    let words: Vec<_> = masked_words(text, false).filter(|word| word.text.contains(char::is_alphanumeric)).collect();
    if words.len() < 2 {
        return Vec::new();
    }
    words.iter().map(|word| Node { kind: kind(word.text.to_owned()), span: 0..0 }).collect()
}

/// Tells whether a part narrows a result by something else than words of the text.
fn is_filter(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Date(_) | NodeKind::Length(_) => true,
        NodeKind::Field { field, .. } => !matches!(field.kind, Kind::Text | Kind::Opening),
        NodeKind::Not(inner) => is_filter(inner),
        NodeKind::Or(parts) => parts.iter().all(is_filter),
        _ => false,
    }
}

fn is_text(node: &Node) -> bool {
    matches!(
        node.kind,
        NodeKind::Word(_) | NodeKind::Phrase(_) | NodeKind::Exact(_) | NodeKind::Mask(_) | NodeKind::Fuzzy { .. }
    )
}
