//! MHTML, one file for a page and its pictures (`multipart/related`): the page in it, its address and its time.
//!
//! Only the root part is decoded: the one that `start` names, else the first HTML part. The subject of the message is
//! the title of a window, not a headline, and is not read.

use super::NotAPage;
use crate::dates::{self, Date};

/// Longer heads are no heads of a message.
const HEAD: usize = 64 << 10;

/// Parts in parts: mail programs need two.
const DEEPEST: usize = 4;

/// The page in a message, still in its charset.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Root {
    pub(super) bytes: Vec<u8>,
    pub(super) html: bool,
    pub(super) charset: Option<String>,
    pub(super) address: Option<String>,
    pub(super) captured: Option<Date>,
}

/// Reads a message; `None` for anything else, such as a text that begins with words and colons.
pub(super) fn read(bytes: &[u8]) -> Option<Result<Root, NotAPage>> {
    let (head, body) = head(bytes.trim_ascii_start())?;
    let kind = head.get("content-type")?.to_ascii_lowercase();
    let alone = kind.starts_with("text/html") && head.get("mime-version").is_some();
    if !alone && !kind.starts_with("multipart/") {
        return None;
    }
    let captured = head.get("date").and_then(dates::read);
    let address = head.get("snapshot-content-location").or_else(|| head.get("content-location")).and_then(web);
    if !alone && head.parameter("content-type", "boundary").is_none() {
        return Some(Err(NotAPage::Damaged("MHTML that does not say what stands between its parts".to_owned())));
    }
    let Some(part) = root(Part { head, body }, 0) else {
        return Some(Err(NotAPage::Without("MHTML without a page in it")));
    };
    let address = address.or_else(|| part.head.get("content-location").and_then(web));
    let charset = part.head.parameter("content-type", "charset");
    let html = part.is("text/html") || part.is("application/xhtml");
    Some(Ok(Root { bytes: part.decoded(), html, charset, address, captured }))
}

fn web(address: &str) -> Option<String> {
    let address: String = address.split_whitespace().collect();
    (address.starts_with("http://") || address.starts_with("https://")).then_some(address)
}

/// The lines above a part, names in lower case.
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns `b` of `Content-Type: a; name=b`.
    fn parameter(&self, line: &str, name: &str) -> Option<String> {
        let mut rest = self.get(line)?;
        while let Some((_, after)) = rest.split_once(';') {
            let Some((key, value)) = after.split_once('=') else { break };
            let value = value.trim_start();
            let (value, next) = match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => value.split_at(value.find(';').unwrap_or(value.len())),
            };
            if key.trim().eq_ignore_ascii_case(name) {
                return Some(value.trim().to_owned()).filter(|value| !value.is_empty());
            }
            rest = next;
        }
        None
    }
}

struct Part<'a> {
    head: Head,
    body: &'a [u8],
}

impl Part<'_> {
    fn is(&self, kind: &str) -> bool {
        self.head.get("content-type").unwrap_or("text/plain").to_ascii_lowercase().starts_with(kind)
    }

    fn decoded(&self) -> Vec<u8> {
        match self.head.get("content-transfer-encoding").map(|how| how.trim().to_ascii_lowercase()).as_deref() {
            Some("quoted-printable") => quoted_printable(self.body),
            Some("base64") => base64(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// Reads the head of a message or part, up to its first empty line.
fn head(bytes: &[u8]) -> Option<(Head, &[u8])> {
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    for line in bytes.get(..HEAD.min(bytes.len()))?.split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        if text.is_empty() {
            return Some((Head(lines), bytes.get(at..)?));
        }
        if text.starts_with([' ', '\t']) {
            let (_, value) = lines.last_mut()?;
            value.push(' ');
            value.push_str(text.trim_start());
            continue;
        }
        let (name, value) = text.split_once(':')?;
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return None;
        }
        lines.push((name.to_ascii_lowercase(), value.trim_start().to_owned()));
    }
    None
}

/// Finds the part that is the page: the one named as the start, else the first HTML, else the first text.
fn root(part: Part<'_>, depth: usize) -> Option<Part<'_>> {
    if !part.is("multipart/") {
        return (part.is("text/html") || part.is("application/xhtml") || part.is("text/plain")).then_some(part);
    }
    let boundary = part.head.parameter("content-type", "boundary").filter(|_| depth < DEEPEST)?;
    let start = part.head.parameter("content-type", "start");
    let mut found = None;
    let mut in_text = None;
    for bytes in parts(part.body, &boundary) {
        let Some((head, body)) = head(bytes) else { continue };
        let named = start.is_some() && head.get("content-id") == start.as_deref();
        let Some(inside) = root(Part { head, body }, depth + 1) else { continue };
        let is_text = inside.is("text/plain");
        if named || start.is_none() && !is_text {
            return Some(inside);
        }
        (if is_text { &mut in_text } else { &mut found }).get_or_insert(inside);
    }
    found.or(in_text)
}

/// Returns what stands between the boundaries; a message that is cut off ends with the part it was cut in.
fn parts<'a>(body: &'a [u8], boundary: &str) -> impl Iterator<Item = &'a [u8]> {
    let mark = format!("--{boundary}");
    let mut at = 0;
    let mut over = !skip_to(body, &mut at, mark.as_bytes()).1;
    std::iter::from_fn(move || {
        if over {
            return None;
        }
        let from = at;
        let (end, more) = skip_to(body, &mut at, mark.as_bytes());
        over = !more;
        body.get(from..end)
    })
}

/// Moves `at` behind the next line that is the mark; tells where that line begins and whether parts follow it.
fn skip_to(body: &[u8], at: &mut usize, mark: &[u8]) -> (usize, bool) {
    for line in body.get(*at..).unwrap_or_default().split_inclusive(|byte| *byte == b'\n') {
        let begin = *at;
        *at += line.len();
        match line.trim_ascii_end().strip_prefix(mark) {
            Some(b"") => return (begin, true),
            Some(b"--") => return (begin, false),
            _ => {}
        }
    }
    (body.len(), false)
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii_end();
        let soft = text.last() == Some(&b'=');
        let mut rest = if soft { text.get(..text.len() - 1).unwrap_or_default() } else { text };
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            let decoded = after.first_chunk::<2>().filter(|_| *byte == b'=').and_then(|[high, low]| {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                Some(digit(high)? << 4 | digit(low)?)
            });
            if decoded.is_some() {
                rest = after.get(2..).unwrap_or_default();
            }
            out.push(decoded.unwrap_or(*byte));
        }
        if !soft && line.ends_with(b"\n") {
            out.push(b'\n');
        }
    }
    out
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xff).try_into().unwrap_or_default());
            held &= (1 << bits) - 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(message: &str) -> Root {
        read(message.replace('\n', "\r\n").as_bytes()).expect("a message").expect("a page")
    }

    #[test]
    fn a_page_saved_by_a_browser() {
        let root = page(
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://hafenkurier.example/a\nSubject: =?utf-8?Q?F=C3=A4hre?=\n\
             Date: Tue, 28 Oct 2025 09:13:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n\
             \tboundary=\"----MultipartBoundary--abc----\"\n\n\n------MultipartBoundary--abc----\nContent-Type: text/html\n\
             Content-ID: <f@x>\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://hafenkurier.example/b\n\n\
             <p class=3D\"a\">F=C3=A4h=\nre =zz=\n\n------MultipartBoundary--abc----\nContent-Type: image/png\n\nx\n\
             ------MultipartBoundary--abc------\n",
        );
        assert_eq!(String::from_utf8_lossy(&root.bytes), "<p class=\"a\">Fähre =zz\n");
        assert!(root.html);
        assert_eq!(root.address.as_deref(), Some("https://hafenkurier.example/a"));
        assert_eq!(root.captured.map(|date| date.to_string()).as_deref(), Some("2025-10-28T09:13:00Z"));
    }

    #[test]
    fn the_part_named_as_the_start_wins_also_inside_another() {
        let root = page(
            "MIME-Version: 1.0\nContent-Type: multipart/related; start=\"<two@x>\"; boundary=A\n\npreamble\n--A\n\
             Content-Type: text/html\n\n<p>frame\n--A\nContent-ID: <two@x>\nContent-Type: multipart/alternative; boundary=\"A-B\"\n\n\
             --A-B\nContent-Type: text/plain\n\nplain\n--A-B\nContent-Type: text/html; charset=\"iso-8859-1\"\n\
             Content-Transfer-Encoding: BASE64\nContent-Location: http://hafenkurier.example/c\n\nPHA+\nRuRocmU=\n--A-B--\n--A--\n",
        );
        assert_eq!(root.bytes, b"<p>F\xe4hre");
        assert_eq!(root.charset.as_deref(), Some("iso-8859-1"));
        assert_eq!(root.address.as_deref(), Some("http://hafenkurier.example/c"));
    }

    #[test]
    fn what_lacks_something() {
        let fails = |message: &str| read(message.as_bytes()).expect("a message").expect_err("no page").to_string();
        assert!(fails("MIME-Version: 1.0\nContent-Type: multipart/related\n\nx").contains("between its parts"));
        assert!(
            fails("Content-Type: multipart/related; boundary=a\n\n--a\nContent-Type: image/png\n\nx")
                .contains("without")
        );
        let cut = page("Content-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html\n\n<p>half a pa");
        assert_eq!(cut.bytes, b"<p>half a pa");
        assert_eq!(page("MIME-Version: 1.0\nContent-Type: text/html\n\n<p>alone").bytes, b"<p>alone");
    }

    #[test]
    fn what_is_no_message() {
        for text in
            ["", "Hamburg: die Fähre\n\nfährt", "From: a\nSubject: b\n\nc", "Content-Type: text/plain\n\nx", "a"]
        {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_message_ends(body in "(--a|--b|--a--|\n|\n\n|Content-Type: (text/html|multipart/mixed; boundary=[ab])\n|=|=3D|PHA|é| ){0,60}") {
            let message = format!("Content-Type: multipart/related; boundary=a\n\n{body}");
            let read = read(message.as_bytes());
            proptest::prop_assert!(read.is_some());
            if let Some(Ok(root)) = read {
                proptest::prop_assert!(root.bytes.len() <= message.len());
            }
        }
    }
}
