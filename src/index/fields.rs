//! The fields of the index, derived from the fields of the schema.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, SchemaBuilder, TextFieldIndexing, TextOptions};

use crate::schema::{self, Kind, Use};

/// The handles of all fields of the index.
#[derive(Debug, Clone)]
pub struct Fields {
    /// The number of the article's id: the key of a document.
    pub id: Field,
    /// The first and the last second that the date of publication may mean; absent if it has none.
    pub first: Field,
    /// See `first`.
    pub last: Field,
    /// The number of words of the body.
    pub words: Field,
    /// Every field that can be searched by words or terms.
    pub texts: Vec<Text>,
}

/// A field of words or terms.
#[derive(Debug, Clone)]
pub struct Text {
    /// Its entry in the schema.
    pub entry: &'static schema::Field,
    /// Its handle in the index.
    pub field: Field,
    /// The handle of the parts of its compounds; only fields of text have it.
    pub parts: Option<Field>,
    /// The handle of its values as they are printed, to count by; only fields to count by have it.
    pub values: Option<Field>,
    /// The handle of where its sentences and paragraphs begin; only fields of text have it.
    pub borders: Option<Field>,
}

/// The number of the article's id.
pub const ID: &str = "id";

/// The first second of the date of publication.
pub const FIRST: &str = "date.first";

/// The number of words of the body.
pub const WORDS: &str = "words";

/// The term that stands where a sentence begins within a paragraph, and where a paragraph begins.
pub const SENTENCE: &str = "s";
/// See `SENTENCE`.
pub const PARAGRAPH: &str = "p";

/// What `is:` finds: articles of which only a part is there.
pub const TRUNCATED: &str = "truncated";

/// The last second of the date of publication.
pub const LAST: &str = "date.last";

impl Fields {
    /// Makes the schema of the index and the handles of its fields.
    pub fn make() -> (Schema, Self) {
        let mut builder = SchemaBuilder::new();
        let id = builder.add_u64_field(ID, INDEXED | FAST);
        let first = builder.add_i64_field(FIRST, FAST);
        let last = builder.add_i64_field(LAST, FAST);
        let words = builder.add_u64_field(WORDS, FAST);
        let mut texts: Vec<Text> = schema::FIELDS
            .iter()
            .filter(|entry| entry.is_for(Use::Search) && has_terms(entry.kind) && entry.name != ID)
            .map(|entry| {
                let is_text = entry.kind == Kind::Text;
                let field = builder.add_text_field(&entry.name, options(entry.kind, is_text));
                let mut beside = |what: &str| {
                    let name = format!("{}.{what}", entry.name);
                    is_text.then(|| builder.add_text_field(&name, options(entry.kind, false)))
                };
                let (parts, borders) = (beside("parts"), beside("borders"));
                let values = entry
                    .is_for(Use::Count)
                    .then(|| builder.add_text_field(&self::values(entry), TextOptions::default().set_fast("raw")));
                Text { entry, field, parts, borders, values }
            })
            .collect();
        texts.extend(schema::find(ID).map(|entry| Text { entry, field: id, parts: None, borders: None, values: None }));
        (builder.build(), Self { id, first, last, words, texts })
    }

    /// Returns the handle of a field of the schema, if it is one of words or terms.
    pub fn text(&self, entry: &schema::Field) -> Option<&Text> {
        self.texts.iter().find(|text| text.entry.name == entry.name)
    }

    /// Returns the fields that are searched when no field is asked for, with their weights.
    pub fn weighted(&self) -> impl Iterator<Item = (&Text, u32)> {
        self.texts.iter().filter_map(|text| text.entry.weight.map(|weight| (text, weight)))
    }
}

/// Returns the name of the column with the values of a field as they are printed.
pub fn values(entry: &schema::Field) -> String {
    format!("{}.values", entry.name)
}

/// Tells whether a field of this kind has terms of its own.
pub(super) fn has_terms(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Name | Kind::Address | Kind::Keyword)
}

fn options(kind: Kind, fieldnorms: bool) -> TextOptions {
    let record = match kind {
        Kind::Text | Kind::Name | Kind::Address => IndexRecordOption::WithFreqsAndPositions,
        Kind::Keyword | Kind::Date | Kind::Number | Kind::Opening => IndexRecordOption::Basic,
    };
    // Every value is analysed here and handed over as terms; the name of the tokenizer is never used.
    let indexing =
        TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record).set_fieldnorms(fieldnorms);
    TextOptions::default().set_indexing_options(indexing)
}
