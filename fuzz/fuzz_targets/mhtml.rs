//! Any bytes read as MHTML: reading and extracting must not panic, and must end.
#![no_main]

use libfuzzer_sys::fuzz_target;
use morgue::{extract, page};

fuzz_target!(|bytes: &[u8]| {
    // Most bytes are no message by their looks; with this before them they are.
    let head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a; start=\"<b>\"\r\n\r\n--a\r\n";
    for bytes in [bytes.to_vec(), [head.as_slice(), bytes].concat()] {
        if let Ok(page) = page::read(&bytes) {
            // A page without an article is as good an answer as one with.
            let _ = extract::extract(&page, extract::PublicationNames::built_in());
        }
    }
});
