//! Where sentences end.

/// Tells whether a text ends as sentences do.
pub(super) fn ends_a_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        matches!(c, '"' | '“' | '”' | '»' | '«' | '’' | '\'' | ')' | ']' | '‹' | '›' | ' ' | '」' | '』')
    });
    let bracketed = bare.len() < text.len() && text.ends_with([')', ']']);
    bare.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '۔'])
        || bracketed && bare.contains(['.', '!', '?'])
}
