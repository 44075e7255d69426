//! The end of an article: what follows its last sentence is about its authors, or an offer of the publication.

use std::sync::LazyLock;

use regex::Regex;

use super::super::furniture;
use super::super::sentence::ends_a_sentence;
use crate::article::{Block, BlockKind};

/// At most so many blocks are taken off the end.
const MOST: usize = 5;

/// Longer blocks are text.
const LONGEST: usize = 450;

/// Takes off the end what is no part of the article's text; `authors` are the names in its byline.
pub(super) fn trim(blocks: &mut Vec<Block>, authors: &[String]) {
    for _ in 0..MOST {
        let [_, .., last] = blocks.as_slice() else { return };
        if !is_after_the_end(last, authors) {
            return;
        }
        blocks.pop();
    }
}

fn is_after_the_end(block: &Block, authors: &[String]) -> bool {
    let chars = block.text.chars().count();
    chars <= LONGEST
        && (block.kind == BlockKind::Heading
            // What it announces was cut: a list of links, a film.
            || (chars < 60 && block.text.ends_with(':'))
            || furniture::is_offer(&block.text)
            || introduces(&block.text, authors))
}

/// Tells whether a text says who an author is: `Anna Feder ist Redakteurin im Ressort Wirtschaft.`
fn introduces(text: &str, authors: &[String]) -> bool {
    static SAYS_WHO: LazyLock<Regex> = LazyLock::new(|| {
        furniture::regex(
            r"(?xi) \b(?: ist | war | is | was | schreibt | writes | covers | berichtet | arbeitet | works | reports? | lebt | lives | leitet | studierte | studied
              | \p{L}*(?:redakteur|korrespondent|journalist|reporter|autor|kolumnist|volont[äa]r)(?:in)? | editor | correspondent | columnist | freelancer? | contributor | author )\b",
        )
    });
    static SAYS_THAT: LazyLock<Regex> =
        LazyLock::new(|| furniture::regex(r"(?i)\b(?:sagte?|erklärte?|betonte?|said|says|told)\b"));
    let start: String = text.chars().take(70).collect();
    let names_one = authors.iter().any(|name| name.contains(' ') && start.contains(name.as_str()));
    names_one && SAYS_WHO.is_match(text) && !SAYS_THAT.is_match(text) && ends_a_sentence(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_taken_off() {
        let block = |text: &str| Block { kind: BlockKind::Paragraph, text: text.to_owned() };
        let mut blocks: Vec<Block> = [
            "Der Hafen wächst weiter.",
            "Anna Feder sagte, sie sei zufrieden.",
            "Anna Feder ist Reporterin im Ressort Wirtschaft.",
            "Folgen Sie uns auf Instagram und WhatsApp.",
            "Alle Zahlen zum Hafen:",
        ]
        .map(block)
        .into();
        trim(&mut blocks, &["Anna Feder".to_owned()]);
        let left: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(left, ["Der Hafen wächst weiter.", "Anna Feder sagte, sie sei zufrieden."]);
    }
}
