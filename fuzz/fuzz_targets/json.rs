//! Any bytes read as JSON, an object or a list of them: no row may panic, be longer than allowed or come after the end.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use morgue::extract;
use morgue::page::{List, Listing, Opened};

const MOST: u64 = 1000;

fuzz_target!(|bytes: &[u8]| {
    for listing in [Listing::Json, Listing::Lines] {
        let Ok(Opened::List(mut list)) = List::open(Cursor::new(bytes.to_vec()), listing, MOST) else { continue };
        let mut last = 0;
        while let Ok(Some(row)) = list.row() {
            assert!(row.number > last && row.number <= bytes.len() as u64 + 1 && row.size() <= MOST + 2);
            last = row.number;
            if let Ok(page) = row.read() {
                // A row without an article is as good an answer as one with.
                let _ = extract::extract(&page, extract::PublicationNames::built_in());
            }
        }
        assert!(matches!(list.row(), Ok(None)));
    }
});
