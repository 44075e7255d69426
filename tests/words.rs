//! Which words meet: the table `tests/words/pairs.tsv` against the analysis.

use std::collections::BTreeMap;

use morgue::analysis::{Analyzer, Compounds, Term};

const PAIRS: &str = include_str!("words/pairs.tsv");

/// How a query finds a text.
#[derive(Clone, Copy, PartialEq)]
enum How {
    Inflected,
    Exact,
}

/// Tells whether every word of the query is found in the text.
fn meet(analyzer: &mut Analyzer, query: &str, text: &str, how: How) -> bool {
    let words = analyzer.terms(text);
    let query = analyzer.terms(query);
    let has = |stem: &str| words.iter().any(|word| word.form.stem == stem || is_part(word, stem));
    query.iter().all(|wanted| match how {
        How::Exact => words.iter().any(|word| word.form.exact == wanted.form.exact),
        How::Inflected => {
            let parts = &wanted.form.parts;
            has(&wanted.form.stem) || (!parts.is_empty() && parts.iter().all(|part| has(part)))
        }
    })
}

fn is_part(word: &Term, stem: &str) -> bool {
    word.form.parts.iter().chain(&word.form.inner).any(|part| part == stem)
}

#[test]
fn words_meet_and_keep_apart_as_the_table_says() {
    let mut analyzers: BTreeMap<&str, Analyzer> = BTreeMap::new();
    let (mut counted, mut wrong): (BTreeMap<&str, usize>, Vec<String>) = Default::default();
    for line in PAIRS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [language, query, text, verdict, note] =
            line.split('\t').collect::<Vec<_>>().try_into().expect("five columns");
        let compounds = Compounds::default();
        let analyzer = analyzers.entry(language).or_insert_with(|| Analyzer::splitting(Some(language), &compounds));
        *counted.entry(verdict).or_default() += 1;
        let fits = match verdict {
            "meet" => meet(analyzer, query, text, How::Inflected),
            "apart" => !meet(analyzer, query, text, How::Inflected),
            "apart-exact" => !meet(analyzer, query, text, How::Exact),
            "limit" => {
                // A limit that is passed belongs among the others.
                let found = meet(analyzer, query, text, How::Inflected);
                found != note.starts_with("meet: ")
            }
            other => panic!("`{other}` is no verdict"),
        };
        if !fits {
            wrong.push(format!("{verdict}\t{query}\t{text}\t{note}"));
        }
    }
    assert!(counted["meet"] >= 200 && counted["apart"] >= 90, "{counted:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
