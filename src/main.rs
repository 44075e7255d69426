//! The program `morgue`; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    morgue::cli::main()
}
