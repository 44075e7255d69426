//! The command line: arguments to requests, results to exit codes. The only room that knows arguments,
//! environment, clock and terminal; it hands them down as values.

mod analyze;
mod args;
mod asking;
mod choices;
mod console;
mod copies;
mod exit;
mod extract;
mod hand;
mod help;
mod ingest;
mod kwic;
mod list;
mod place;
mod query;
mod record;
mod saved;
mod settings;
mod show;
mod similar;
mod status;
mod talk;
mod target;
mod timeline;
mod topics;
mod upkeep;

use std::process::ExitCode;

pub use args::Args;

use args::Command;
use console::Console;

/// Runs the command line of this process and returns its exit code.
pub fn main() -> ExitCode {
    let args = match args::read() {
        Ok(args) => args,
        Err(exit) => return exit,
    };
    let mut console = Console::of_process(&args);
    let done = match &args.command {
        Command::Ingest(what) => ingest::run(&args, what, &mut console),
        Command::Query(what) => query::run(&args, what, &mut console),
        Command::Kwic(what) => kwic::run(&args, what, &mut console),
        Command::Timeline(what) => timeline::run(&args, what, &mut console),
        Command::Show(what) => show::run(&args, what, &mut console),
        Command::Dupes(what) => copies::dupes(&args, what, &mut console),
        Command::Versions(what) => copies::versions(&args, what, &mut console),
        Command::Similar(what) => similar::run(&args, what, &mut console),
        Command::Fix(what) => hand::fix(&args, what, &mut console),
        Command::Tag(what) => hand::tag(&args, what, &mut console),
        Command::Save(what) => saved::save(&args, what, &mut console),
        Command::Run(what) => saved::run(&args, what, &mut console),
        Command::Saved(what) => saved::saved(&args, what, &mut console),
        Command::Verify(what) => record::verify(&args, what, &mut console),
        Command::Diff(what) => record::diff(&args, what, &mut console),
        Command::Extract(what) => extract::run(what, &mut console),
        Command::Analyze(what) => analyze::run(&args, what, &mut console),
        Command::Status(what) => status::run(&args, what, &mut console),
        Command::Topics(what) => topics::run(&args, what, &mut console),
        Command::Retag => topics::retag(&args, &mut console),
        Command::Rebuild => upkeep::rebuild(&args, &mut console),
        Command::Init { folder } => upkeep::init(folder, &mut console),
        Command::Completions { shell } => upkeep::completions(*shell, &mut console),
        Command::Man => upkeep::man(&mut console),
    };
    let exit = done.unwrap_or_else(|error| exit::report(&error, &mut console));
    exit.into()
}
