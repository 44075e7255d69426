//! Unpacks gzip, whatever a file is called: by its first bytes, member after member, and not without end.

use std::io::{self, BufRead, BufReader, Cursor, Error, ErrorKind, Read};

use flate2::bufread::GzDecoder;

/// The first bytes of gzip data.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// A server that compresses what is compressed already leaves two layers; more are a trap.
const LAYERS: usize = 2;

/// Text seldom shrinks to a twentieth; what unpacks to many times more is made to fill memory and time.
const MOST_TIMES: u64 = 300;

/// Below this size, in bytes, no ratio is a danger.
const HARMLESS: u64 = 64 << 20;

const BUFFER: usize = 32 << 10;

/// Returns what a reader holds, unpacked if it is gzip data. Damaged data ends in an error, never in silence.
///
/// # Errors
/// Returns the error of the reader.
pub fn unpack(reader: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let mut reader: Box<dyn Read + Send> = Box::new(reader);
    for _ in 0..LAYERS {
        let mut head = Vec::with_capacity(MAGIC.len());
        reader.by_ref().take(MAGIC.len() as u64).read_to_end(&mut head)?;
        let packed = head == MAGIC;
        reader = Box::new(Cursor::new(head).chain(reader));
        if !packed {
            break;
        }
        reader = Box::new(Members { decoder: Some(GzDecoder::new(Window::new(reader))), given: 0 });
    }
    Ok(Box::new(BufReader::with_capacity(BUFFER, reader)))
}

/// The members of a gzip file, one after the other. What follows the last one is padding, as `gzip` takes it.
struct Members<R: Read> {
    decoder: Option<GzDecoder<Window<R>>>,
    given: u64,
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.decoder {
            let read = decoder.read(buffer).map_err(|error| explain(&error, self.given))?;
            if read > 0 || buffer.is_empty() {
                self.given += read as u64;
                let most = decoder.get_ref().taken.saturating_mul(MOST_TIMES).max(HARMLESS);
                if self.given > most {
                    return Err(damage(format!("the gzip data unpacks to more than {MOST_TIMES} times its size")));
                }
                return Ok(read);
            }
            let mut rest = self.decoder.take().map(GzDecoder::into_inner);
            if let Some(window) = &mut rest
                && window.at_least(MAGIC.len())?.starts_with(&MAGIC)
            {
                self.decoder = rest.map(GzDecoder::new);
            }
        }
        Ok(0)
    }
}

fn explain(error: &Error, given: u64) -> Error {
    match error.kind() {
        ErrorKind::UnexpectedEof => damage(format!("the gzip data is cut off, {given} bytes came out of it")),
        ErrorKind::InvalidData | ErrorKind::InvalidInput => {
            damage(format!("the gzip data is damaged after {given} bytes of what it holds"))
        }
        kind => Error::new(kind, error.to_string()),
    }
}

fn damage(text: String) -> Error {
    Error::new(ErrorKind::InvalidData, text)
}

/// A buffer in which some bytes can be looked at before they are taken, also where a read ends in their midst.
struct Window<R> {
    reader: R,
    buffer: Vec<u8>,
    from: usize,
    taken: u64,
}

impl<R: Read> Window<R> {
    fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), from: 0, taken: 0 }
    }

    /// Returns what is in the buffer: at least so many bytes, unless the reader ends before.
    fn at_least(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.from < count {
            self.buffer.drain(..self.from);
            self.from = 0;
            if self.reader.by_ref().take(BUFFER as u64).read_to_end(&mut self.buffer)? == 0 {
                break;
            }
        }
        Ok(self.buffer.get(self.from..).unwrap_or_default())
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.at_least(1)?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Window<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.at_least(1)
    }

    fn consume(&mut self, count: usize) {
        self.from = (self.from + count).min(self.buffer.len());
        self.taken += count as u64;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        let mut reader = unpack(Cursor::new(bytes.to_vec())).map_err(|error| error.to_string())?;
        reader.read_to_end(&mut out).map_err(|error| error.to_string())?;
        Ok(out)
    }

    #[test]
    fn what_is_no_gzip_stays_as_it_is() {
        for bytes in [&b""[..], b"\x1f", b"<html>"] {
            assert_eq!(unpacked(bytes), Ok(bytes.to_vec()));
        }
    }

    #[test]
    fn members_layers_and_padding() {
        let several: Vec<u8> = (0..5000).flat_map(|number: u32| pack(number.to_string().as_bytes())).collect();
        let expected: String = (0..5000).map(|number: u32| number.to_string()).collect();
        assert_eq!(unpacked(&several), Ok(expected.into_bytes()));
        assert_eq!(unpacked(&pack(&pack(b"twice"))), Ok(b"twice".to_vec()));
        assert_eq!(unpacked(&[pack(b"padded"), vec![0; 512]].concat()), Ok(b"padded".to_vec()));
    }

    #[test]
    fn damage_is_said() {
        let packed = pack("Die Fähre fährt. ".repeat(500).as_bytes());
        let cut = unpacked(packed.get(..packed.len() - 9).expect("a part")).expect_err("cut off");
        assert!(cut.contains("cut off"), "{cut}");
        let mut wrong = packed.clone();
        let last = wrong.len() - 6;
        wrong[last] ^= 1;
        assert!(unpacked(&wrong).expect_err("damaged").contains("damaged"));
    }

    #[test]
    fn a_bomb_goes_off_harmlessly() {
        let bomb = pack(&vec![b' '; (HARMLESS + 2 * BUFFER as u64).try_into().expect("a size")]);
        assert!(unpacked(&bomb).expect_err("a bomb").contains("300 times"));
    }
}
