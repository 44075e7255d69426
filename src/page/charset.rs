//! Bytes to text: byte order mark, then valid UTF-8, then what is declared, then what is detected.
//!
//! UTF-8 comes before the declaration because text that is valid UTF-8 and not ASCII is hardly ever
//! anything else, while pages saved by a browser keep the declaration of the server's charset.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::NotAPage;

/// Declarations stand at the head of a page; HTML allows 1,024 bytes, real pages are laxer.
const HEAD: usize = 8192;

pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) charset: String,
    pub(super) damaged: bool,
}

/// Decodes a text; `named` is what its container calls the charset.
pub(super) fn decode(bytes: &[u8], named: Option<&str>) -> Result<Decoded, NotAPage> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(finish(encoding, bytes.get(mark..).unwrap_or_default(), "byte order mark"));
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Ok(finish(encoding, bytes, "guessed"));
    }
    if let Some(kind) = binary(bytes) {
        return Err(NotAPage::Binary(kind));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(NotAPage::Empty);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), charset: "utf-8".to_owned(), damaged: false });
    }
    let declared = named.and_then(|name| Encoding::for_label(name.as_bytes())).or_else(|| declared(bytes));
    // A page with a few broken bytes in the middle of UTF-8 (a cut-off comment, a foreign advert) stays UTF-8.
    if mostly_utf_8(bytes) {
        return Ok(finish(UTF_8, bytes, "damaged"));
    }
    match declared {
        Some(encoding) if encoding != UTF_8 => Ok(finish(encoding, bytes, "declared")),
        _ => Ok(finish(guess(bytes).0, bytes, "guessed")),
    }
}

/// Guesses the charset of bytes that are not UTF-8; returns it with its name.
pub(super) fn guess(bytes: &[u8]) -> (&'static Encoding, String) {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    (encoding, format!("{} (guessed)", encoding.name().to_lowercase()))
}

fn finish(encoding: &'static Encoding, bytes: &[u8], how: &str) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), charset: format!("{} ({how})", encoding.name().to_lowercase()), damaged }
}

fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut broken, mut multibyte) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        multibyte += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    multibyte > broken * 10
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD.min(bytes.len()))?.to_ascii_lowercase();
    let place = head.windows(8).position(|window| window == b"charset=").map(|at| at + 8).or_else(|| {
        let xml = head.starts_with(b"<?xml");
        head.windows(9).position(|window| xml && window == b"encoding=").map(|at| at + 9)
    })?;
    let name: Vec<u8> = head
        .get(place..)?
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .collect();
    let encoding = Encoding::for_label(&name)?;
    // A page that declares UTF-16 in ASCII letters is not UTF-16 (the HTML standard reads it as UTF-8).
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { WINDOWS_1252 } else { encoding })
}

fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(2048) & !1)?;
    if head.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count() * 10 > head.len() * 4;
    match (zeros(0), zeros(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// Names the kind of a file that is no text by its head, as [`decode`] would.
pub(super) fn binary_head(head: &[u8]) -> Option<&'static str> {
    let marked = Encoding::for_bom(head).is_some() || utf_16_without_mark(head).is_some();
    if marked { None } else { binary(head) }
}

/// Names the kind of a file that is no text; `None` if it may be text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a sound, film or WebP file"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x1f\x8b", "gzip data"),
        (b"BZh", "bzip2 data"),
        (b"\xfd7zXZ", "xz data"),
        (b"\x28\xb5\x2f\xfd", "zstd data"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "a database"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(kind);
    }
    let head = bytes.get(..HEAD.min(bytes.len()))?;
    let odd = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    (head.contains(&0) || odd * 20 > head.len()).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, charset: &str) {
        let decoded = decode(bytes, None).expect("text");
        assert_eq!((decoded.text.as_str(), decoded.charset.as_str()), (text, charset));
    }

    #[test]
    fn charsets() {
        check("Förderung".as_bytes(), "Förderung", "utf-8");
        check("\u{feff}Förderung".as_bytes(), "Förderung", "utf-8 (byte order mark)");
        check(b"\xff\xfeF\0\xf6\0", "Fö", "utf-16le (byte order mark)");
        check(
            b"<meta charset=\"iso-8859-1\">F\xf6rderung \x84Z\x93",
            "<meta charset=\"iso-8859-1\">Förderung „Z“",
            "windows-1252 (declared)",
        );
        check(
            b"Die F\xf6rderung der Stra\xdfen f\xfcr alle B\xfcrger",
            "Die Förderung der Straßen für alle Bürger",
            "windows-1252 (guessed)",
        );
    }

    #[test]
    fn a_page_in_utf_8_with_a_broken_byte_stays_utf_8() {
        let mut bytes = "äöüß".repeat(10).into_bytes();
        bytes.push(0xff);
        let decoded = decode(&bytes, None).expect("text");
        assert!(decoded.damaged && decoded.text.starts_with("äöüß") && decoded.text.ends_with('\u{fffd}'));
    }

    #[test]
    fn what_is_no_text() {
        assert_eq!(decode(b"", None).err(), Some(NotAPage::Empty));
        assert_eq!(decode(b" \n\t", None).err(), Some(NotAPage::Empty));
        assert_eq!(decode(b"%PDF-1.7 ...", None).err(), Some(NotAPage::Binary("a PDF file")));
        assert_eq!(decode(&[0, 1, 2, 3, 0, 0, 9, 1], None).err(), Some(NotAPage::Binary("binary data")));
    }
}
