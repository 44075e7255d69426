//! Plain text as files hold it, made into lines.

/// Returns the text with `\n` as its only line break, form feeds as paragraph breaks and no byte order mark.
pub(super) fn tidy(text: &str) -> String {
    text.trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{85}'], "\n")
        .replace(['\u{c}', '\u{2029}'], "\n\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn line_breaks_become_one_kind() {
        assert_eq!(super::tidy("\u{feff}a\r\nb\rc\u{c}d"), "a\nb\nc\n\nd");
    }
}
