//! Fields under the names that another program gave them: a JSON object, or a row of a table.

use serde_json::{Map, Value};

use super::NotAPage;

/// Fields and their values, as they stand in the file. What they mean is for others to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Where the fields come from.
    pub origin: Origin,
    /// The fields in their order.
    pub fields: Map<String, Value>,
}

/// What a record was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// An object in JSON.
    Json,
    /// A row of a table with a head.
    Table,
}

impl Origin {
    /// Returns how a field of such a record is named in the evidence.
    pub fn field(self, name: &str) -> String {
        match self {
            Self::Json => format!("json {name}"),
            Self::Table => format!("csv column `{name}`"),
        }
    }
}

/// Tells whether a text is JSON by its first characters: no prose begins with `{"`.
pub(super) fn is_object(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .strip_prefix('{')
        .is_some_and(|rest| rest.trim_start().starts_with(['"', '}']))
}

/// Reads one JSON object.
pub(super) fn object(text: &str) -> Result<Record, NotAPage> {
    let text = text.trim_start_matches('\u{feff}');
    match serde_json::from_str(text) {
        Ok(fields) => Ok(Record { origin: Origin::Json, fields }),
        Err(error) if error.to_string().starts_with("trailing characters") => {
            Err(NotAPage::Without("several JSON values in a file whose name does not end in `.ndjson`"))
        }
        Err(error) => Err(NotAPage::Damaged(format!("broken JSON: {error}"))),
    }
}
