//! Any bytes unpacked, as they are and as the content of gzip data: it must end, in text or in an error.
#![no_main]

use std::io::{Cursor, Read};

use libfuzzer_sys::fuzz_target;
use morgue::page;

fuzz_target!(|bytes: &[u8]| {
    // A head without any flags, so that what follows is read as compressed data.
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    for bytes in [bytes.to_vec(), [head.as_slice(), bytes].concat()] {
        if let Ok(reader) = page::unpack(Cursor::new(bytes)) {
            let mut unpacked = Vec::new();
            // Damage is an answer too.
            let _ = reader.take(10 << 20).read_to_end(&mut unpacked);
        }
    }
});
