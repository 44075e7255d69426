//! Plain words without operators, for `--words` and for questions from a file.

use super::{Needs, Node, NodeKind, Query, Warning, WarningKind, lexer, quote};

/// More words than this narrow nothing down any more and only cost time.
const MOST: usize = 1_000;

/// Reads a text as words to search for: operators, fields and wildcards are words like all others, marks are punctuation.
///
/// Where any word will do, the parts of `SPD-Krise` are words of their own, since one of them is better than none.
/// Where a text has no letter or digit, the query finds nothing; an empty one finds everything.
pub fn words(typed: &str, needs: Needs) -> Query {
    let mut nodes = Vec::new();
    let mut warnings = Vec::new();
    let mut start = 0;
    let parts_words = |c| lexer::is_blank(c) || quote::parts_words(c) || (needs == Needs::Any && joins_words(c));
    for part in typed.split_inclusive(parts_words) {
        let run = part.trim_end_matches(parts_words);
        let span = start..start + run.len();
        start += part.len();
        let core = lexer::core(run);
        if !run.is_empty() && nodes.len() + warnings.len() == MOST {
            warnings.push(Warning { kind: WarningKind::TooMany, span: span.start..typed.len() });
            break;
        }
        if let Some(word) = core.clone().and_then(|core| run.get(core)) {
            let at = core.map_or(span.clone(), |core| span.start + core.start..span.start + core.end);
            nodes.push(Node { kind: NodeKind::Word(word.to_owned()), span: at });
        } else if !run.is_empty() {
            warnings.push(Warning { kind: WarningKind::LeftOut(run.to_owned()), span });
        }
    }
    let is_empty = typed.chars().all(lexer::is_blank);
    let kind = match (nodes.len(), needs) {
        (0, _) if is_empty => NodeKind::All,
        (1, _) => return Query { root: nodes.remove(0), needs, warnings },
        (0, _) | (_, Needs::Any) => NodeKind::Or(nodes),
        (_, Needs::All) => NodeKind::And(nodes),
    };
    Query { root: Node { kind, span: 0..typed.len() }, needs, warnings }
}

/// Tells whether a mark joins words into one: a hyphen or a slash.
fn joins_words(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–' | '/')
}
