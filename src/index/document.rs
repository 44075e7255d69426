//! An article made into a document: each field's values analysed into terms.

use std::collections::{HashMap, HashSet};

use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::fields::{Fields, PARAGRAPH, SENTENCE, TRUNCATED, Text};
use crate::analysis::{Analyzer, Border, Compounds, fold, words};
use crate::article::{Article, ArticleId};
use crate::language;
use crate::schema::Kind;

/// Makes documents; keeps an analyzer for each language it met.
pub(super) struct Maker {
    compounds: Compounds,
    analyzers: HashMap<String, Analyzer>,
}

impl Maker {
    pub(super) fn new(compounds: &Compounds) -> Self {
        Self { compounds: compounds.clone(), analyzers: HashMap::new() }
    }

    pub(super) fn document(
        &mut self,
        fields: &Fields,
        id: ArticleId,
        path: &str,
        article: &Article,
    ) -> TantivyDocument {
        let tag = article.language.as_deref().map(language::primary).unwrap_or_default();
        let compounds = &self.compounds;
        let analyzer = self.analyzers.entry(tag.clone()).or_insert_with(|| Analyzer::splitting(Some(&tag), compounds));
        let mut document = TantivyDocument::default();
        document.add_u64(fields.id, id.number());
        if let Some(date) = article.published {
            document.add_i64(fields.first, date.first_second());
            document.add_i64(fields.last, last_second(date));
        }
        document.add_u64(fields.words, words(&article.text()).count() as u64);
        for text in &fields.texts {
            let values = values(text, path, article);
            if let Some(field) = text.values {
                // An article counts once for each value; of a language without its region.
                let to_count = if text.entry.name == "language" { &values[values.len().min(1)..] } else { &values };
                let mut seen = HashSet::new();
                to_count.iter().filter(|value| seen.insert(*value)).for_each(|value| document.add_text(field, value));
            }
            add(&mut document, text, &values, analyzer);
        }
        document
    }
}

fn last_second(date: crate::dates::Date) -> i64 {
    if matches!(date, crate::dates::Date::Time(..)) {
        return date.first_second();
    }
    const DAY: i64 = 86_400;
    date.last_day().midnight().assume_utc().unix_timestamp() + DAY - 1
}

/// Returns the values of a field of the schema.
fn values(text: &Text, path: &str, article: &Article) -> Vec<String> {
    let one = |value: &Option<String>| value.iter().cloned().collect();
    match text.entry.name.as_str() {
        "title" => vec![article.title.clone()],
        "kicker" => one(&article.kicker),
        "dek" => one(&article.dek),
        "body" => vec![article.text()],
        "topic" => article.topics.iter().map(|topic| topic.id.clone()).collect(),
        "tag" => article.tags.clone(),
        "source" => one(&article.source),
        "author" => article.authors.clone(),
        "agency" => article.agency.clone(),
        "section" => one(&article.section),
        "language" => article.language.iter().flat_map(|tag| [tag.to_lowercase(), language::primary(tag)]).collect(),
        "is" => article.truncated.iter().map(|_| TRUNCATED.to_owned()).collect(),
        "url" => one(&article.url),
        "path" => vec![path.to_owned()],
        _ => Vec::new(),
    }
}

fn add(document: &mut TantivyDocument, text: &Text, values: &[String], analyzer: &mut Analyzer) {
    match text.entry.kind {
        Kind::Keyword => {
            let mut terms: Vec<&String> = values.iter().collect();
            terms.dedup();
            for term in terms {
                document.add_text(text.field, term);
            }
        }
        // Values are joined as paragraphs are, so that no phrase reaches from one into the next.
        Kind::Text => {
            let terms = analyzer.terms(&values.join("\n"));
            put(document, text.field, terms.iter().map(|term| token(term.form.term(), term.position)));
            if let Some(field) = text.parts {
                // A part stands where its compound stands.
                let parts = terms.iter().flat_map(|term| {
                    let parts = term.form.parts.iter().chain(&term.form.inner);
                    parts.map(|part| token(part.clone(), term.position))
                });
                put(document, field, parts);
            }
            if let Some(field) = text.borders {
                // A border stands where the word after it stands.
                let borders = terms.iter().filter_map(|term| {
                    let mark = match term.border {
                        Border::None => return None,
                        Border::Sentence => SENTENCE,
                        Border::Paragraph => PARAGRAPH,
                    };
                    Some(token(mark.to_owned(), term.position))
                });
                put(document, field, borders);
            }
        }
        Kind::Name | Kind::Address => {
            let joined = values.join("\n");
            put(document, text.field, words(&joined).map(|word| token(fold(word.text), word.position)));
        }
        Kind::Date | Kind::Number | Kind::Opening => {}
    }
}

fn token(text: String, position: usize) -> Token {
    // Offsets are not kept in the index: matches are found in the text.
    Token { offset_from: 0, offset_to: 0, position, text, position_length: 1 }
}

fn put(document: &mut TantivyDocument, field: Field, tokens: impl Iterator<Item = Token>) {
    let tokens: Vec<Token> = tokens.collect();
    if !tokens.is_empty() {
        document.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::has_terms;
    use super::*;
    use crate::schema::{FIELDS, Use};

    #[test]
    fn every_searchable_field_of_the_schema_has_values() {
        let some = || Some("x".to_owned());
        let many = || vec!["x".to_owned()];
        let article = Article {
            url: some(),
            title: "x".to_owned(),
            kicker: some(),
            dek: some(),
            body: vec![crate::article::Block { kind: crate::article::BlockKind::Paragraph, text: "x".to_owned() }],
            authors: many(),
            agency: many(),
            source: some(),
            section: some(),
            language: some(),
            truncated: some(),
            tags: many(),
            topics: vec![crate::article::Assignment {
                id: "x".to_owned(),
                label: String::new(),
                surface: String::new(),
                zone: String::new(),
                channel: String::new(),
                offset: 0,
                weight: 1,
                count: 1,
            }],
            ..Article::default()
        };
        let (_, fields) = Fields::make();
        for entry in
            FIELDS.iter().filter(|entry| entry.is_for(Use::Search) && has_terms(entry.kind) && entry.name != "id")
        {
            let text = fields.text(entry).expect("a handle");
            assert!(!values(text, "x", &article).is_empty(), "`{}` has no values", entry.name);
        }
    }
}
