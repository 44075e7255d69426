//! Any text typed as a query: parsing must not panic, and every message must fit the text it is about.
#![no_main]

use libfuzzer_sys::fuzz_target;
use morgue::query::{self, Needs};

const TODAY: time::Date = time::macros::date!(2025 - 12 - 31);

fuzz_target!(|typed: &str| {
    match query::parse(typed, Needs::All, TODAY) {
        Ok(query) => {
            for warning in &query.warnings {
                warning.render(typed);
            }
            // What is printed as understood is understood as the same again.
            let printed = query.to_string();
            let again = query::parse(&printed, Needs::All, TODAY).map(|query| query.to_string());
            assert_eq!(again.ok().as_deref(), Some(printed.as_str()), "{typed:?}");
        }
        Err(error) => {
            let message = error.render(typed);
            assert!(!message.is_empty());
        }
    }
});
