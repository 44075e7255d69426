//! Any bytes read as a page, most of them plain text: reading and extracting must not panic, and must end.
#![no_main]

use libfuzzer_sys::fuzz_target;
use morgue::{extract, page};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(page) = page::read(bytes) {
        // A page without an article is as good an answer as one with.
        let _ = extract::extract(&page, extract::PublicationNames::built_in());
    }
});
