//! The blocks of an HTML page, and what became of each.

use super::{Fields, Piece, Verdict, furniture_rule, letters};
use crate::extract::html::Reading;
use crate::page::Page;

/// Returns where the article was looked for, and the blocks of a page.
pub(super) fn pieces(markup: &str, page: &Page, fields: &Fields) -> (String, Vec<Piece>) {
    let mut pieces = Vec::new();
    let container = Reading::with(markup, page, |reading| {
        for block in reading.blocks() {
            let known = letters(&block.text);
            if known.is_empty() {
                continue;
            }
            let place = reading.describe(block.id);
            let (verdict, rule) = if reading.is_title(&block) {
                (Verdict::Field("title"), place)
            } else if fields.body.contains(&known) && reading.cut_by(block.id).is_none()
                || reading.is_kept(&block, &fields.body)
            {
                (Verdict::Kept, place)
            } else if let Some(name) = fields.field(&known) {
                (Verdict::Field(name), place)
            } else if fields.is_byline(&block.text, &known) {
                (Verdict::Field("authors"), place)
            } else if let Some(rule) = reading.cut_by(block.id) {
                (Verdict::Cut, rule)
            } else if !reading.is_inside(block.id) {
                (Verdict::Cut, "outside the article's box".to_owned())
            } else if let Some(rule) = furniture_rule(&block.text) {
                (Verdict::Cut, rule)
            } else if block.is_links {
                (Verdict::Cut, "nothing but links".to_owned())
            } else {
                (Verdict::Cut, format!("caption, repetition or loose line in {place}"))
            };
            pieces.push(Piece { verdict, rule, text: block.text });
        }
        reading.container()
    });
    (container, pieces)
}
