//! Byte order marks in a stream: UTF-16, as spreadsheets write it, becomes UTF-8.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};

const BUFFER: usize = 64 << 10;

/// Returns the bytes without a byte order mark, UTF-16 made into UTF-8, as spreadsheets write it.
pub(super) fn decoded(reader: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let mut reader: Box<dyn Read + Send> = Box::new(reader);
    let mut head = Vec::new();
    reader.by_ref().take(3).read_to_end(&mut head)?;
    let rest = |count: usize| io::Cursor::new(head.get(count..).unwrap_or_default().to_vec());
    let encoding = match head.as_slice() {
        [0xff, 0xfe, ..] => UTF_16LE,
        [0xfe, 0xff, ..] => UTF_16BE,
        [0xef, 0xbb, 0xbf] => return Ok(Box::new(BufReader::with_capacity(BUFFER, reader))),
        _ => return Ok(Box::new(BufReader::with_capacity(BUFFER, rest(0).chain(reader)))),
    };
    let decoder = encoding.new_decoder_without_bom_handling();
    let utf_16 = Utf16 { reader: BufReader::new(rest(2).chain(reader)), decoder, over: false };
    Ok(Box::new(BufReader::with_capacity(BUFFER, utf_16)))
}

struct Utf16<R> {
    reader: R,
    decoder: Decoder,
    over: bool,
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // A character needs up to four bytes; the buffer above this reader always has more.
        while !self.over && buffer.len() >= 4 {
            let bytes = self.reader.fill_buf()?;
            let last = bytes.is_empty();
            let (result, taken, given, _) = self.decoder.decode_to_utf8(bytes, buffer, last);
            self.reader.consume(taken);
            self.over = last && result == CoderResult::InputEmpty;
            if given > 0 {
                return Ok(given);
            }
        }
        Ok(0)
    }
}
