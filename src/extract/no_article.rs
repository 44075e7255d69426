//! Why a page holds no article. None of these is a failure: archives of pages hold front pages too.

/// The reason, as the report prints it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoArticle {
    /// There is too little running text.
    #[error("no article: {}", if *words == 0 { "no running text; perhaps the page is built by a script".to_owned() } else { format!("only {words} words of running text") })]
    NoText {
        /// How many words of running text there are.
        words: usize,
    },
    /// The page lists headlines or teasers of other pages: a front page, a section, a search result.
    #[error("no article: a list of headlines")]
    HeadlineList,
    /// The server sent an error page instead of the article.
    #[error("no article: an error page")]
    ErrorPage,
    /// The page shows a consent or login wall instead of the article.
    #[error("no article: a consent or login wall")]
    ConsentWall,
    /// Nothing on the page could be the title.
    #[error("no article: no title found")]
    NoTitle,
    /// The text has more lines than any article.
    #[error("no article: more than {lines} lines of text; split the file into pages")]
    TooLong {
        /// How many lines a page may have.
        lines: usize,
    },
    /// A record has no field that could be a title or a text.
    #[error("no article: no field for title and text")]
    NoFields,
    /// A record lacks what every article has.
    #[error("no article: {}", if *named { format!("its {field} is empty") } else { format!("no field for the {field}") })]
    Lacks {
        /// What is missing.
        field: &'static str,
        /// Whether there is a field for it.
        named: bool,
    },
    /// The record is the line of a page in which an earlier extraction found none.
    #[error("no article: {}", reason.strip_prefix("no article: ").unwrap_or(reason))]
    Refused {
        /// The reason in the record.
        reason: String,
    },
}
