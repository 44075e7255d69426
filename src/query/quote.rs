//! Quotation marks: which open a phrase, and which close it.
//!
//! A phrase may close with another mark of the family it was opened with: `„a"`, `“a“`, `»a»`.
//! Apostrophes are no quotes, so `'` never opens a phrase and `’` closes one only at the end of a word.

/// Marks that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Guillemets,
    SingleGuillemets,
    Single,
}

impl Family {
    /// All families with the marks that a query is printed with, the preferred first.
    pub(super) const ALL: [(Self, char, char); 4] = [
        (Self::Double, '"', '"'),
        (Self::Guillemets, '»', '«'),
        (Self::SingleGuillemets, '›', '‹'),
        (Self::Single, '‚', '‘'),
    ];

    /// Returns the place and length of the first mark in `text` that closes a phrase of this family.
    pub(super) fn closing(self, text: &str) -> Option<(usize, usize)> {
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let closes = match self {
                Self::Double => matches!(c, '"' | '“' | '”' | '‟'),
                Self::Guillemets => matches!(c, '»' | '«'),
                Self::SingleGuillemets => matches!(c, '›' | '‹'),
                Self::Single => {
                    matches!(c, '‘' | '’') && !characters.peek().is_some_and(|(_, next)| next.is_alphanumeric())
                }
            };
            if closes {
                return Some((at, c.len_utf8()));
            }
        }
        None
    }
}

/// Returns the family of a mark that opens a phrase at the start of a word.
pub(super) fn opened_by(c: char) -> Option<Family> {
    match c {
        '"' | '„' | '“' | '”' | '‟' => Some(Family::Double),
        '»' | '«' => Some(Family::Guillemets),
        '›' | '‹' => Some(Family::SingleGuillemets),
        '‚' | '‘' => Some(Family::Single),
        _ => None,
    }
}

/// Tells whether a mark opens a phrase even inside a word, where single marks are apostrophes.
pub(super) fn parts_words(c: char) -> bool {
    opened_by(c).is_some_and(|family| family != Family::Single)
}

/// Returns the mark that usually closes what this one opened.
pub(super) fn partner(open: char) -> char {
    match open {
        '„' => '“',
        '“' => '”',
        '»' => '«',
        '«' => '»',
        '›' => '‹',
        '‹' => '›',
        '‚' => '‘',
        '‘' => '’',
        other => other,
    }
}
