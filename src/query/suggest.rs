//! The field that a misspelt name may mean.

use crate::schema::{self, Field, Use};

/// No field has a longer name, and the distance takes quadratic time.
const LONGEST: usize = 24;

/// Returns the fields that a query may name, in the order of the schema.
pub(super) fn fields() -> impl Iterator<Item = &'static Field> {
    schema::FIELDS.iter().filter(|field| field.is_for(Use::Search))
}

/// Returns the names of all fields in backticks.
pub(super) fn list() -> String {
    in_words(fields().map(|field| field.name.as_str()), "and")
}

/// Returns the hint for an unknown name.
pub(super) fn hint(name: &str) -> String {
    let near = nearest(name);
    if near.is_empty() {
        return format!("the fields are {}; to search for the text, put it in quotes", list());
    }
    format!("did you mean {}?", in_words(near.into_iter(), "or"))
}

fn nearest(name: &str) -> Vec<&'static str> {
    let name: String = name.to_lowercase().chars().take(LONGEST + 1).collect();
    let letters = name.chars().count();
    if letters > LONGEST {
        return Vec::new();
    }
    let allowed = if letters < 4 { 1 } else { 2 };
    let mut near: Vec<(usize, &'static str)> = Vec::new();
    for field in fields() {
        let names = std::iter::once(&field.name).chain(&field.aliases);
        let best = names.map(|known| distance(&name, known)).min();
        near.extend(best.filter(|&best| best <= allowed).map(|best| (best, field.name.as_str())));
    }
    let best = near.iter().map(|(distance, _)| *distance).min();
    near.into_iter().filter(|(distance, _)| Some(*distance) == best).map(|(_, name)| name).take(3).collect()
}

/// Letters to put in, leave out, change or swap with the next; a name begun counts as one.
fn distance(typed: &str, known: &str) -> usize {
    if typed.len() > 2 && known.starts_with(typed) { 1 } else { strsim::osa_distance(typed, known) }
}

fn in_words<'a>(names: impl Iterator<Item = &'a str>, last: &str) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [all @ .., end] if !all.is_empty() => format!("{} {last} {end}", all.join(", ")),
        all => all.concat(),
    }
}
