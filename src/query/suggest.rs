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
    let name: Vec<char> = name.to_lowercase().chars().take(LONGEST + 1).collect();
    if name.len() > LONGEST {
        return Vec::new();
    }
    let allowed = if name.len() < 4 { 1 } else { 2 };
    let mut near: Vec<(usize, &'static str)> = Vec::new();
    for field in fields() {
        let names = std::iter::once(&field.name).chain(&field.aliases);
        let best = names.map(|known| distance(&name, &known.chars().collect::<Vec<_>>())).min();
        near.extend(best.filter(|&best| best <= allowed).map(|best| (best, field.name.as_str())));
    }
    let best = near.iter().map(|(distance, _)| *distance).min();
    near.into_iter().filter(|(distance, _)| Some(*distance) == best).map(|(_, name)| name).take(3).collect()
}

/// Letters to put in, leave out, change or swap with the next; a name begun counts as one.
fn distance(typed: &[char], known: &[char]) -> usize {
    if typed.len() > 2 && known.starts_with(typed) {
        return 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=known.len()).collect();
    for (i, a) in typed.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in known.iter().enumerate() {
            let mut least = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *a == known[j - 1] && typed[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[known.len()]
}

fn in_words<'a>(names: impl Iterator<Item = &'a str>, last: &str) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [all @ .., end] if !all.is_empty() => format!("{} {last} {end}", all.join(", ")),
        all => all.concat(),
    }
}
