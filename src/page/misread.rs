//! Mojibake: UTF-8 that was read as Windows-1252 and saved again, `fÃ¼r` for `für`. It is said, not mended: what was
//! lost on the way cannot be known.

use encoding_rs::WINDOWS_1252;

/// So many wrong characters are no accident, nor an article on such things.
const FEWEST: usize = 2;

/// Returns a remark if texts look as if they had been decoded wrongly before they were saved.
pub fn misread(texts: &[&str]) -> Option<String> {
    let (mut count, mut example, mut right) = (0_usize, None, 0_usize);
    for text in texts {
        for run in text.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty()) {
            match meant(run) {
                Some(meant) => {
                    count += 1;
                    example.get_or_insert_with(|| (run.to_owned(), meant));
                }
                None => right += 1,
            }
        }
    }
    // A quotation of such a thing stands among many right characters.
    let (wrong, meant) = example.filter(|_| count >= FEWEST && count * 12 > right)?;
    Some(format!("looks wrongly decoded before it was saved ({wrong} for {meant}, {count} times)"))
}

/// Returns what a run of characters stands for, if its bytes in Windows-1252 are UTF-8 for letters and marks of
/// Western languages. Rarer characters are left out: `Ö“` would be one of them.
fn meant(run: &str) -> Option<String> {
    if !run.starts_with(['Ã', 'Â', 'â', 'Å', 'Ä']) || run.chars().nth(1).is_none() || run.len() > 64 {
        return None;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(run);
    let meant = std::str::from_utf8(&bytes).ok().filter(|_| !unmappable)?;
    let usual = |c: char| matches!(c, '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{2044}' | '€' | '™');
    meant.chars().all(usual).then(|| meant.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decoded_wrongly_is_said() {
        let said = misread(&["Förderung", "fÃ¼r die BrÃ¼cke", "â€žja"]);
        let said = said.expect("a remark");
        assert_eq!(said, "looks wrongly decoded before it was saved (Ã¼ for ü, 3 times)");
        assert!(misread(&["fÃƒÂ¼r mÃƒÂ¶glich"]).is_some());
    }

    #[test]
    fn what_is_right_is_not() {
        for text in [
            "Die KPÖ“ und die FPÖ“, „LÄ“, «CAFÉ» und «THÉÂTRE», São Paulo, NÃO, à “la”, É»É»",
            "Ö“ Ö“ Ü” Ü” Ä… Ä… Å› Â«",
            "Ðàêåòà",
            "",
        ] {
            assert_eq!(misread(&[text]), None, "{text}");
        }
        let essay = format!("Aus ü wird Ã¼, aus ä wird Ã¤. {}", "Schön für Brücken. ".repeat(20));
        assert_eq!(misread(&[&essay]), None);
    }
}
