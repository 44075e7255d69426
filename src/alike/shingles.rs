//! The shingles of a body, and the few of them that stand for it in an archive.

use crate::analysis::{Border, fold, words};
use crate::article::{Article, Block, BlockKind};

use super::hash;

/// How many words a shingle has. With more, a changed word takes too much with it: half of an article with one word in
/// twenty changed would look like a third of a digest.
const WORDS: usize = 3;

/// One of so many shingles is in the sketch.
const RATE: usize = 16;

/// A sketch has at least so many hashes, if the text has: half of a short text must still share some with the whole.
const FLOOR: usize = 24;

/// A sketch has at most so many.
const CEILING: usize = 64;

/// A body of fewer words that says one of [`NOTICE`] is a notice to the reader and no article.
const NOTICE_WORDS: usize = 60;

/// Words of paywalls and of pages that did not load, folded.
const NOTICE: &[&str] = &[
    "abo",
    "abonnement",
    "abonnent",
    "abonnenten",
    "abonnentinnen",
    "abonnieren",
    "adblocker",
    "agenturmeldungen",
    "anmelden",
    "browser",
    "cookie",
    "cookies",
    "digitalabo",
    "einloggen",
    "freischalten",
    "javascript",
    "login",
    "newsletter",
    "paywall",
    "probeabo",
    "registrieren",
    "subscribe",
    "subscriber",
    "subscribers",
    "subscription",
    "testabo",
    "volltext",
    "weiterlesen",
    "werbefrei",
];

/// The hashes of the word shingles of an article's body, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// Reads the body of an article without its dek. No shingle crosses the end of a sentence or paragraph, so that a
    /// text in another order has the same ones; a sentence of fewer words than a shingle has none. What is only a notice,
    /// that the text is for subscribers, has none either: it is the same below many articles.
    pub fn of(article: &Article) -> Self {
        let blocks = || article.body.iter().filter(|block| block.kind != BlockKind::Dek);
        let bytes: usize = blocks().map(|block| block.text.len()).sum();
        let mut hashes = Vec::with_capacity(bytes / 6);
        let mut count = 0;
        for block in blocks() {
            // The last words read since the border, the newest at the end.
            let mut run = [0; WORDS];
            let mut length = 0;
            for word in words(&block.text) {
                if word.border != Border::None {
                    length = 0;
                }
                run.copy_within(1.., 0);
                run[WORDS - 1] = hash::of_word(word.text);
                length += 1;
                count += 1;
                if length >= WORDS {
                    hashes.push(hash::of_run(&run));
                }
            }
        }
        if count < NOTICE_WORDS && is_notice(blocks()) {
            return Self::default();
        }
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is none: no body, or none that could be compared.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns few of the hashes, the smallest, as an archive stores them: articles that share text share them too. A
    /// longer text has more (one in 16, as in FracMinHash; Irber et al., 2022), but no fewer than 24 and no more than 64
    /// (the bottom-k sketch of Broder, 1997), so that a long article finds its half and a short one does as well.
    pub fn sketch(&self) -> Vec<i64> {
        let size = (self.len() / RATE).clamp(FLOOR, CEILING);
        self.0.iter().take(size).map(|hash| hash.cast_signed()).collect()
    }

    /// Counts the hashes that are in both.
    pub(super) fn common(&self, other: &Self) -> usize {
        let (mut at, mut other_at, mut common) = (0, 0, 0);
        while let (Some(hash), Some(other_hash)) = (self.0.get(at), other.0.get(other_at)) {
            common += usize::from(hash == other_hash);
            at += usize::from(hash <= other_hash);
            other_at += usize::from(other_hash <= hash);
        }
        common
    }
}

fn is_notice<'a>(mut blocks: impl Iterator<Item = &'a Block>) -> bool {
    blocks.any(|block| words(&block.text).any(|word| NOTICE.binary_search(&fold(word.text).as_str()).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::article;
    use super::*;

    #[test]
    fn shingles_stay_within_a_sentence() {
        let len = |body: &str| Shingles::of(&article(body)).len();
        assert_eq!(len("eins zwei drei vier fünf"), 3);
        assert_eq!(len("Eins zwei drei vier. Eins zwei drei fünf."), 3);
        assert_eq!(len("eins zwei\ndrei vier"), 0);
        assert_eq!(len(""), 0);
    }

    #[test]
    fn spelling_and_order_do_not_count() {
        let of = |body: &str| Shingles::of(&article(body));
        assert_eq!(
            of("Die Förderung beginnt am Montag. Das Ministerium sagt noch nichts."),
            of("DAS MINISTERIUM SAGT NOCH NICHTS!\nDie Foerderung beginnt am Montag …")
        );
    }

    #[test]
    fn the_dek_does_not_count() {
        let mut whole = article("Die Förderung der seltenen Erden beginnt am Montag.");
        let plain = Shingles::of(&whole);
        whole.dek = Some("Das Ministerium sagt dazu noch immer nichts.".to_owned());
        whole.print_dek();
        assert_eq!(Shingles::of(&whole), plain);
    }

    #[test]
    fn words_of_notices_are_folded_and_in_order() {
        assert!(NOTICE.is_sorted() && NOTICE.iter().all(|word| fold(word) == *word));
    }
}
