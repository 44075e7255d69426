//! Any bytes read as an HTML page: reading and extracting must not panic, and must end.
#![no_main]

use libfuzzer_sys::fuzz_target;
use morgue::{extract, page};

fuzz_target!(|bytes: &[u8]| {
    // Most bytes are no HTML by their looks; with this before them they are.
    let bytes = [b"<!DOCTYPE html><html><body>".as_slice(), bytes].concat();
    if let Ok(page) = page::read(&bytes) {
        // A page without an article is as good an answer as one with.
        let _ = extract::extract(&page, extract::PublicationNames::built_in());
    }
});
