//! From tokens to the tree: NEAR and its kin bind tighter than NOT, NOT tighter than AND, AND tighter than OR.
//!
//! Recursive descent; brackets, NOT and fields go one level deeper, and the levels are limited.

use std::ops::Range;

use super::lexer::{self, Token, TokenKind};
use super::{Needs, Node, NodeKind, Proximity, Query, QueryError, mask};
use crate::schema::{Field, Kind};

const LONGEST: usize = 10_000;
const DEEPEST: usize = 64;

/// Where words stand near an operator that asks for places.
const BESIDE: &str = "beside `NEAR`, `PRE`, `/s` and `/p`";

/// Reads what a user typed; `needs` says how neighbouring words combine, `today` what `date:90d` means.
///
/// # Errors
/// Returns what is wrong with the query and where.
pub fn parse(typed: &str, needs: Needs, today: time::Date) -> Result<Query, QueryError> {
    if let Some((at, _)) = typed.char_indices().nth(LONGEST) {
        return Err(QueryError::TooLong { limit: LONGEST, at: at..typed.len() });
    }
    let (tokens, warnings) = lexer::lex(typed, today)?;
    if tokens.is_empty() {
        if warnings.is_empty() {
            return Ok(Query { root: Node { kind: NodeKind::All, span: 0..typed.len() }, needs, warnings });
        }
        let end = typed.trim_end().len();
        return Err(QueryError::NothingToSearch { at: warnings.first().map_or(0..end, |first| first.span.start..end) });
    }
    let mut parser = Parser { typed, tokens: &tokens, needs, depth: 0, in_field: None };
    let root = parser.alternatives(None)?;
    match parser.tokens.first() {
        None => Ok(Query { root, needs, warnings }),
        Some(token) => Err(QueryError::UnexpectedBracket { at: token.span.clone() }),
    }
}

/// What an operand is missing beside.
type Before<'t> = Option<&'t Token>;

struct Parser<'t> {
    typed: &'t str,
    tokens: &'t [Token],
    needs: Needs,
    depth: usize,
    in_field: Option<&'static Field>,
}

impl<'t> Parser<'t> {
    fn next_if(&mut self, wanted: impl Fn(&TokenKind) -> bool) -> Before<'t> {
        let (first, rest) = self.tokens.split_first().filter(|(first, _)| wanted(&first.kind))?;
        self.tokens = rest;
        Some(first)
    }

    fn operand_follows(&self) -> bool {
        self.tokens.first().is_some_and(|token| token.kind.starts_operand())
    }

    fn alternatives(&mut self, before: Before<'t>) -> Result<Node, QueryError> {
        let mut parts: Vec<(Node, bool)> = vec![(self.conjunction(before)?, false)];
        loop {
            let or = self.next_if(|kind| *kind == TokenKind::Or);
            if or.is_none() && !(self.needs == Needs::Any && self.operand_follows()) {
                break;
            }
            if let (Some(_), Some((_, beside_or))) = (or, parts.last_mut()) {
                *beside_or = true;
            }
            parts.push((self.conjunction(or)?, or.is_some()));
        }
        // Where any word will do, an exclusion, a date or a source without an OR still narrows: nobody who leaves out
        // China wants everything but China beside the hits.
        let narrows = |(node, beside_or): &(Node, bool)| !beside_or && node.kind.narrows();
        let (narrowing, parts): (Vec<_>, Vec<_>) = parts.into_iter().partition(narrows);
        let parts: Vec<Node> = parts.into_iter().map(|(node, _)| node).collect();
        let mut all: Vec<Node> = narrowing.into_iter().map(|(node, _)| node).collect();
        if !parts.is_empty() {
            all.insert(0, join(parts, NodeKind::Or));
        }
        Ok(join(all, NodeKind::And))
    }

    fn conjunction(&mut self, mut before: Before<'t>) -> Result<Node, QueryError> {
        let mut parts = Vec::new();
        loop {
            parts.push(self.negation(before)?);
            before = self.next_if(|kind| *kind == TokenKind::And);
            if before.is_none() && !(self.needs == Needs::All && self.operand_follows()) {
                return Ok(join(parts, NodeKind::And));
            }
        }
    }

    fn negation(&mut self, before: Before<'t>) -> Result<Node, QueryError> {
        let Some(not) = self.next_if(|kind| *kind == TokenKind::Not) else { return self.proximity(before) };
        let inner = self.deeper(not, |parser| parser.negation(Some(not)))?;
        let span = not.span.start..inner.span.end;
        Ok(Node { kind: NodeKind::Not(Box::new(inner)), span })
    }

    fn proximity(&mut self, before: Before<'t>) -> Result<Node, QueryError> {
        let mut node = self.operand(before)?;
        let mut levels = 0;
        while let Some((operator, proximity)) = self.near() {
            if let Some(not) = self.tokens.first().filter(|token| token.kind == TokenKind::Not) {
                return Err(QueryError::NotWords { place: BESIDE, at: not.span.clone() });
            }
            let second = self.operand(Some(operator))?;
            for part in [&node, &second] {
                check_words(part, BESIDE, true)?;
            }
            let span = node.span.start.min(second.span.start)..node.span.end.max(second.span.end);
            match &mut node {
                Node { kind: NodeKind::Near { parts, proximity: same }, span: whole } if *same == proximity => {
                    parts.push(second);
                    *whole = span;
                }
                _ => {
                    levels += 1;
                    if self.depth + levels > DEEPEST {
                        return Err(QueryError::TooDeep { limit: DEEPEST, at: operator.span.clone() });
                    }
                    node = Node { kind: NodeKind::Near { parts: vec![node, second], proximity }, span };
                }
            }
        }
        Ok(node)
    }

    fn near(&mut self) -> Option<(&'t Token, Proximity)> {
        let token = self.next_if(|kind| matches!(kind, TokenKind::Near(_)))?;
        if let TokenKind::Near(proximity) = token.kind { Some((token, proximity)) } else { None }
    }

    fn operand(&mut self, before: Before<'t>) -> Result<Node, QueryError> {
        let Some(token) = self.next_if(TokenKind::starts_operand) else { return Err(self.missing(before)) };
        let kind = match &token.kind {
            TokenKind::Word(word) => NodeKind::Word(word.clone()),
            TokenKind::Phrase(text) => NodeKind::Phrase(text.clone()),
            TokenKind::Exact(text) => NodeKind::Exact(text.clone()),
            TokenKind::Mask(text) => NodeKind::Mask(text.clone()),
            TokenKind::Fuzzy(word, most) => NodeKind::Fuzzy { word: word.clone(), most: *most },
            TokenKind::Loose { text, is_exact, proximity } => {
                if let Some(field) = self.in_field.filter(|field| matches!(field.kind, Kind::Keyword | Kind::Address)) {
                    return Err(QueryError::NoPlaces { field: &field.name, at: token.span.clone() });
                }
                let exact = if *is_exact { NodeKind::Exact } else { NodeKind::Phrase };
                let words = text.split_whitespace().filter(|word| mask::has_letters(word));
                let words = words.filter_map(|word| word.get(mask::core(word).or_else(|| lexer::core(word))?));
                let node = |word: &str| Node { kind: exact(word.to_owned()), span: token.span.clone() };
                NodeKind::Near { parts: words.map(node).collect(), proximity: *proximity }
            }
            TokenKind::AtLeast(times) => {
                let inner = self.deeper(token, |parser| parser.operand(Some(token)))?;
                check_words(&inner, "after it", false)?;
                let span = token.span.start..inner.span.end;
                return Ok(Node { kind: NodeKind::AtLeast { times: *times, inner: Box::new(inner) }, span });
            }
            TokenKind::Field(_) | TokenKind::Date(_) | TokenKind::Length(_) if self.in_field.is_some() => {
                return Err(QueryError::FieldInField { at: token.span.clone() });
            }
            TokenKind::Date(filter) => NodeKind::Date(*filter),
            TokenKind::Length(numbers) => NodeKind::Length(*numbers),
            TokenKind::Open => return self.deeper(token, |parser| parser.brackets(token)),
            TokenKind::Field(field) => {
                let starts_value = |kind: &TokenKind| {
                    matches!(
                        kind,
                        TokenKind::Not | TokenKind::And | TokenKind::Or | TokenKind::Near(_) | TokenKind::Close
                    )
                };
                if self.tokens.first().is_none_or(|token| starts_value(&token.kind)) {
                    return Err(QueryError::MissingValue { field: &field.name, at: token.span.clone() });
                }
                self.in_field = Some(field);
                let inner = self.deeper(token, |parser| parser.operand(Some(token)))?;
                self.in_field = None;
                let span = token.span.start..inner.span.end;
                return Ok(Node { kind: NodeKind::Field { field, inner: Box::new(inner) }, span });
            }
            TokenKind::Not | TokenKind::And | TokenKind::Or | TokenKind::Near(_) | TokenKind::Close => {
                return Err(self.missing(Some(token)));
            }
        };
        Ok(Node { kind, span: token.span.clone() })
    }

    fn brackets(&mut self, open: &'t Token) -> Result<Node, QueryError> {
        let mut inner = self.alternatives(Some(open))?;
        let Some(close) = self.next_if(|kind| *kind == TokenKind::Close) else {
            return Err(QueryError::UnclosedBracket { at: open.span.clone() });
        };
        if matches!(inner.kind, NodeKind::And(_) | NodeKind::Or(_)) {
            inner.span = open.span.start..close.span.end;
        }
        Ok(inner)
    }

    fn deeper(
        &mut self,
        at: &Token,
        read: impl FnOnce(&mut Self) -> Result<Node, QueryError>,
    ) -> Result<Node, QueryError> {
        if self.depth == DEEPEST {
            return Err(QueryError::TooDeep { limit: DEEPEST, at: at.span.clone() });
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    /// Names what an operand was missing beside: an operator on its left, an open bracket, or what stands in its place.
    fn missing(&self, before: Before<'t>) -> QueryError {
        let next = self.tokens.first();
        match (before, next) {
            (Some(open), Some(close)) if open.kind == TokenKind::Open && close.kind == TokenKind::Close => {
                QueryError::EmptyBrackets { at: open.span.start..close.span.end }
            }
            (Some(open), None) if open.kind == TokenKind::Open => QueryError::UnclosedBracket { at: open.span.clone() },
            (Some(operator), _) if operator.kind != TokenKind::Open => self.missing_beside(operator.span.clone()),
            (_, Some(token)) if token.kind == TokenKind::Close => {
                QueryError::UnexpectedBracket { at: token.span.clone() }
            }
            (_, Some(token)) => self.missing_beside(token.span.clone()),
            (_, None) => QueryError::NothingToSearch { at: 0..self.typed.len() },
        }
    }

    fn missing_beside(&self, at: Range<usize>) -> QueryError {
        QueryError::MissingOperand { operator: self.typed.get(at.clone()).unwrap_or_default().to_owned(), at }
    }
}

/// Refuses what has no places in a text, so that nothing is near it and it cannot be counted.
fn check_words(node: &Node, place: &'static str, with_near: bool) -> Result<(), QueryError> {
    match &node.kind {
        NodeKind::Word(_) | NodeKind::Phrase(_) | NodeKind::Exact(_) | NodeKind::Mask(_) | NodeKind::Fuzzy { .. } => {
            Ok(())
        }
        NodeKind::Or(parts) => parts.iter().try_for_each(|part| check_words(part, place, with_near)),
        NodeKind::Near { .. } if with_near => Ok(()),
        _ => Err(QueryError::NotWords { place, at: node.span.clone() }),
    }
}

/// Joins nodes under one operator; what is joined by the same operator already is taken in.
fn join(mut parts: Vec<Node>, operator: fn(Vec<Node>) -> NodeKind) -> Node {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let start = parts.iter().map(|part| part.span.start).min().unwrap_or_default();
    let end = parts.iter().map(|part| part.span.end).max().unwrap_or_default();
    let is_and = matches!(operator(Vec::new()), NodeKind::And(_));
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part.kind {
            NodeKind::And(inner) if is_and => flat.extend(inner),
            NodeKind::Or(inner) if !is_and => flat.extend(inner),
            _ => flat.push(part),
        }
    }
    Node { kind: operator(flat), span: start..end }
}
