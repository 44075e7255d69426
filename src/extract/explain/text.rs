//! The lines of a text dump, and what became of each.

use super::{Fields, Piece, Verdict, furniture_rule, letters};
use crate::article::clean;

/// Lines beyond these are not listed: a page of more is no article.
const MOST: usize = 30_000;

/// Returns where the article was looked for, and the lines of a text.
pub(super) fn pieces(text: &str, fields: &Fields) -> (String, Vec<Piece>) {
    let mut pieces = Vec::new();
    // The body is read along with the lines: each line of it stands behind the one before.
    let mut at = 0;
    for (number, line) in text.lines().enumerate().take(MOST) {
        let shown = clean(line);
        let known = letters(&shown);
        if known.is_empty() {
            continue;
        }
        let rest = fields.running.get(at..).unwrap_or_default();
        // A short line may stand anywhere in the text by chance; it has to be the next of the body.
        let place = if known.len() < 12 { rest.starts_with(&known).then_some(0) } else { rest.find(&known) };
        let number = number + 1;
        let (verdict, rule) = if let Some(name) = fields.field(&known).filter(|_| at == 0) {
            (Verdict::Field(name), format!("line {number}"))
        } else if let Some(place) = place {
            at += place + known.len();
            (Verdict::Kept, format!("line {number}"))
        } else if fields.is_byline(&shown, &known) {
            (Verdict::Field("authors"), format!("line {number}"))
        } else if let Some(name) = fields.field(&known) {
            (Verdict::Field(name), format!("line {number}"))
        } else {
            let rule = furniture_rule(&shown).unwrap_or_else(|| "not in the running text".to_owned());
            (Verdict::Cut, format!("line {number}, {rule}"))
        };
        pieces.push(Piece { verdict, rule, text: shown });
    }
    ("the longest row of sentences".to_owned(), pieces)
}
