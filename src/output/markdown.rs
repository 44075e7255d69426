//! A dossier in Markdown: the query, the counts, and for each hit a heading, its facts, the passage as a quotation.
//!
//! What comes from a page is escaped, so that it is neither markup nor a link nor HTML in any of the common dialects.

use std::io::{self, Write};

use super::dossier::{counted, facts, link, marked, passages};
use super::form::{Form, Listing};
use super::terminal::safe;
use crate::search::Hit;

/// A dossier.
#[derive(Default)]
pub(super) struct Dossier {
    begun: bool,
}

impl Form for Dossier {
    fn begin(&mut self, listing: &Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(out)?;
        }
        let name = listing.name.map(|name| format!("{}: ", escaped(&safe(name)))).unwrap_or_default();
        let query = escaped(&safe(&listing.response.understood));
        writeln!(out, "# {name}{}\n\n{}", if query.is_empty() { "everything" } else { &query }, counted(listing))
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let article = &hit.article;
        let with_marks = |text: &str, field: &str| marked(text, hit.marks_in(field), ("**", "**"), escaped);
        writeln!(out, "\n## {}\\. {}\n", hit.rank, with_marks(&article.title, "title"))?;
        if let Some(kicker) = &article.kicker {
            writeln!(out, "{}\n", line(&with_marks(kicker, "kicker")))?;
        }
        let facts: Vec<String> = facts(hit).iter().map(|fact| escaped(fact)).collect();
        if !facts.is_empty() {
            writeln!(out, "{}\n", line(&facts.join(" · ")))?;
        }
        if let Some(dek) = &article.dek {
            writeln!(out, "{}\n", line(&with_marks(dek, "dek")))?;
        }
        for snippet in passages(hit) {
            writeln!(out, "> {}\n", line(&marked(&snippet.text, &snippet.marks, ("**", "**"), escaped)))?;
        }
        if let Some(url) = link(hit) {
            // Nothing in a web address may end the brackets it stands in.
            let url = safe(url).replace(' ', "%20").replace('<', "%3C").replace('>', "%3E");
            writeln!(out, "<{url}>  ")?;
        }
        writeln!(out, "{} · {}", hit.id, escaped(&safe(&hit.path)))
    }
}

/// Returns text in which no character is markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = safe(text).chars().collect::<Vec<_>>().into_iter().peekable();
    while let Some(c) = rest.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '$' | '^' | '@' => out.extend(['\\', c]),
            // `https://`, `www.` and `:smile:` become links and pictures where they stand alone.
            ':' | '.' if rest.peek().is_some_and(|next| next.is_alphanumeric() || *next == '/') => {
                out.extend(['\\', c])
            }
            c => out.push(c),
        }
    }
    out
}

/// Returns escaped text that begins a line: it is no list, no rule and no definition.
fn line(escaped: &str) -> String {
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    match escaped.chars().nth(digits) {
        Some('-' | '+' | '=' | ':' | '%') if digits == 0 => format!("\\{escaped}"),
        Some('.' | ')') if digits > 0 => {
            let (number, rest) = escaped.split_at(digits);
            format!("{number}\\{rest}")
        }
        _ => escaped.to_owned(),
    }
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "a list of one mark is meant")]
mod tests {
    use super::super::form::tests::{cited, written};
    use super::*;
    use crate::search::Snippet;

    #[test]
    fn a_dossier_has_a_heading_facts_and_a_passage() {
        let mut hit = cited();
        hit.alike = vec![hit.id];
        hit.marks = vec![("title", vec![0..7])];
        hit.snippets = vec![Snippet { field: "body", text: "… 3 * 4 Erden <b>".into(), marks: vec![8..13] }];
        let expected = format!(
            "# q: everything

1 article matches

## 1\\. **Allianz** gegen China: 50 % &amp; mehr

Apec-Gipfel

Hafenkurier · 2025-10-28 · Anna Seeger, Redaktion, Ursula von der Leyen · +1 alike

Die USA sind Japans Schutzmacht.

> … 3 \\* 4 **Erden** &lt;b&gt;

<https://hafenkurier.example/a?b=1&c=2>{}
{} · clips/allianz\\.html
",
            "  ", hit.id
        );
        assert_eq!(written(&mut Dossier::default(), &[Some("q")], &[hit]), expected);
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        for (text, expected) in [
            ("[a](javascript:x)", "\\[a\\](javascript\\:x)"),
            ("<script>&amp;", "&lt;script&gt;&amp;amp;"),
            ("see https://a.example", "see https\\://a\\.example"),
            ("a\u{202e}b\n# c", "ab \\# c"),
            ("- a", "\\- a"),
            ("1. a", "1\\. a"),
            ("1.5", "1\\.5"),
            ("1) a", "1\\) a"),
            (": a", "\\: a"),
            ("--- ", "\\--- "),
            ("2025 war", "2025 war"),
        ] {
            assert_eq!(line(&escaped(text)), expected);
        }
    }
}
