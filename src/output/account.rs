//! What became of a query: for reading, as JSON, and in a few lines where it found little.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Style;
use super::terminal::{safe, wrap};
use crate::search::{Account, Clause, Terms, Without};

/// Columns of a number of articles.
const COUNT: usize = 7;

/// Longer parts of a query are cut where they are named.
const LONGEST: usize = 60;

/// Writes the parts of a query, each below its number of articles, with the terms it stands for.
pub(super) fn write(account: &Account, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for clause in &account.clauses {
        let indent = COUNT + 2 + 2 * clause.depth;
        let lead = format!("{:>COUNT$}  {}", clause.articles, "  ".repeat(clause.depth));
        let excluded = if clause.excluded { "not: " } else { "" };
        for (number, line) in wrap(&format!("{excluded}{}", clause.typed), &[], indent, style).iter().enumerate() {
            let text = style.bold(line.get(indent..).unwrap_or_default());
            writeln!(out, "{}{text}", if number == 0 { lead.clone() } else { " ".repeat(indent) })?;
        }
        for says in clause.terms.iter().map(terms).chain((!clause.alike.is_empty()).then(|| alike(clause))) {
            for line in wrap(&says, &[], indent + 2, style) {
                writeln!(out, "{}", style.dim(&line))?;
            }
        }
    }
    for without in &account.without {
        writeln!(out, "{}", says_without(without))?;
    }
    if account.clauses.iter().any(|clause| clause.typed.contains("date:")) {
        writeln!(out, "{}", style.dim("days are those of each page's own time zone; today is that of UTC"))?;
    }
    writeln!(out)
}

fn terms(terms: &Terms) -> String {
    match terms {
        Terms::Stems { exact: Some(exact), .. } => format!("as typed: {}", safe(exact)),
        Terms::Stems { stems, in_compounds, .. } => {
            let name = if stems.len() == 1 { "stem" } else { "stems" };
            let within = if *in_compounds { ", also inside compounds" } else { "" };
            format!("{name} {}{within}", safe(&stems.join(", ")))
        }
        Terms::Parts { stems, any: true } => format!("or one of its parts: {}", safe(&stems.join(", "))),
        Terms::Parts { stems, any: false } => format!("or its parts near each other: {}", safe(&stems.join(" + "))),
        Terms::Forms { forms: 0, .. } => "no form in the archive".to_owned(),
        Terms::Forms { named, forms, searched } => {
            let list: Vec<String> = named.iter().map(|(form, articles)| format!("{} {articles}", safe(form))).collect();
            let more = if *forms > named.len() { " …" } else { "" };
            let limit =
                if forms > searched { format!(", the {searched} most frequent searched") } else { String::new() };
            let name = if *forms == 1 { "form" } else { "forms" };
            format!("{forms} {name}{limit}: {}{more}", list.join(", "))
        }
        Terms::Name(word) => format!("the word {}", safe(word)),
    }
}

fn alike(clause: &Clause) -> String {
    let words: Vec<String> =
        clause.alike.iter().map(|(word, articles)| format!("`{}` ({articles})", safe(word))).collect();
    format!("did you mean {}?", words.join(", "))
}

fn says_without(without: &Without) -> String {
    let articles =
        if without.articles == 1 { "1 article".to_owned() } else { format!("{} articles", without.articles) };
    format!("without {}: {articles}", short(&without.filters))
}

fn short(typed: &str) -> String {
    let mut short: String = safe(typed).chars().take(LONGEST).collect();
    if short.len() < safe(typed).len() {
        short.push('…');
    }
    short
}

/// Returns what to say where a query found so few articles: what each part finds, what its filters take away, and words
/// that may have been meant. Nothing is said that is no news.
pub fn diagnosis(account: &Account, total: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let parts: Vec<&Clause> = account.clauses.iter().filter(|clause| clause.depth > 0).collect();
    if total == 0 {
        for clause in &parts {
            let excluded = if clause.excluded { "not: " } else { "" };
            let indent = "  ".repeat(clause.depth - 1);
            lines.push(format!("{:>COUNT$}  {indent}{excluded}{}", clause.articles, short(&clause.typed)));
        }
    }
    // With one word and one filter the number of the word says it already.
    let is_said = total == 0 && account.clauses.iter().filter(|clause| clause.depth == 1).count() == 2;
    for without in account.without.iter().filter(|without| without.articles > total && !is_said) {
        lines.push(format!("  {}", says_without(without)));
    }
    let unknown = account.clauses.iter().filter(|clause| clause.articles == 0 && !clause.excluded);
    for clause in unknown.filter(|clause| total == 0 || !clause.terms.is_empty()) {
        let name = if parts.is_empty() { String::new() } else { format!("`{}`: ", short(&clause.typed)) };
        if !clause.alike.is_empty() {
            lines.push(format!("  {name}{}", alike(clause)));
        } else if total > 0 {
            lines.push(format!("  {name}no article has it"));
        }
    }
    lines
}

/// Returns the account as JSON.
pub(super) fn json(account: &Account) -> Value {
    let mut object = Map::new();
    object.insert("clauses".to_owned(), account.clauses.iter().map(clause).collect());
    if !account.without.is_empty() {
        let without = |without: &Without| json!({"query": without.filters, "articles": without.articles});
        object.insert("without".to_owned(), account.without.iter().map(without).collect());
    }
    Value::Object(object)
}

fn clause(clause: &Clause) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("depth", clause.depth.into());
    put("query", clause.typed.clone().into());
    put("articles", clause.articles.into());
    if clause.excluded {
        put("excluded", true.into());
    }
    let pairs = |list: &[(String, usize)]| -> Value {
        list.iter().map(|(word, articles)| json!({"form": word, "articles": articles})).collect()
    };
    if !clause.terms.is_empty() {
        let terms = clause.terms.iter().map(|terms| match terms {
            Terms::Stems { exact: Some(exact), .. } => json!({"exact": exact}),
            Terms::Stems { stems, in_compounds, .. } => json!({"stems": stems, "in_compounds": in_compounds}),
            Terms::Parts { stems, any } => json!({"parts": stems, "any": any}),
            Terms::Forms { named, forms, searched } => {
                json!({"forms": forms, "searched": searched, "most": pairs(named)})
            }
            Terms::Name(word) => json!({"word": word}),
        });
        put("terms", terms.collect());
    }
    if !clause.alike.is_empty() {
        put("alike", pairs(&clause.alike));
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::super::Marking;
    use super::*;

    fn clause(depth: usize, typed: &str, articles: usize, terms: Vec<Terms>) -> Clause {
        Clause { depth, typed: typed.to_owned(), articles, excluded: false, terms, alike: Vec::new() }
    }

    fn account() -> Account {
        let stems = |stem: &str| vec![Terms::Stems { stems: vec![stem.to_owned()], exact: None, in_compounds: true }];
        let forms = Terms::Forms { named: vec![("rohstoff".to_owned(), 3)], forms: 9_000, searched: 5_000 };
        let unknown = Clause { alike: vec![("japan".to_owned(), 41)], ..clause(2, "Japn", 0, stems("japn")) };
        Account {
            clauses: vec![
                clause(0, "(Japn OR R*) AND date:2025", 0, vec![]),
                clause(1, "Japn OR R*", 3, vec![]),
                unknown,
                clause(2, "R*", 3, vec![forms]),
                clause(1, "date:2025", 2, vec![]),
            ],
            without: vec![Without { filters: "date:2025".to_owned(), articles: 3 }],
        }
    }

    #[test]
    fn parts_stand_below_the_whole_with_their_terms() {
        let mut out = Vec::new();
        write(&account(), &Style { width: 60, marking: Marking::Bare }, &mut out).expect("written");
        let expected = "      0  (Japn OR R*) AND date:2025
      3    Japn OR R*
      0      Japn
               stem japn, also inside compounds
               did you mean `japan` (41)?
      3      R*
               9000 forms, the 5000 most frequent searched:
               rohstoff 3 …
      2    date:2025
without date:2025: 3 articles
days are those of each page's own time zone; today is that of UTC

";
        assert_eq!(String::from_utf8(out).expect("text"), expected);
        let value = json(&account());
        assert_eq!(value["clauses"][2]["alike"][0]["form"], "japan");
        assert_eq!(value["without"][0]["articles"], 3);
    }

    #[test]
    fn a_diagnosis_says_what_is_news() {
        let expected = [
            "      3  Japn OR R*",
            "      0    Japn",
            "      3    R*",
            "      2  date:2025",
            "  `Japn`: did you mean `japan` (41)?",
        ];
        assert_eq!(diagnosis(&account(), 0), expected);
        let few = ["  without date:2025: 3 articles", "  `Japn`: did you mean `japan` (41)?"];
        assert_eq!(diagnosis(&account(), 2), few);
        assert_eq!(diagnosis(&Account { without: vec![], clauses: vec![clause(0, "x", 2, vec![])] }, 2), [""; 0]);
    }
}
