//! The streams of this process: data to stdout, talk to stderr, and what the terminal can show.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Args;
use super::choices::Colour;
use crate::output::{Marking, Style, safe};

/// Columns where there is no terminal to ask.
const COLUMNS: usize = 80;

/// Where this process writes to.
pub(super) struct Console {
    out: BufWriter<io::Stdout>,
    terminal: bool,
    quiet: bool,
    style: Style,
}

impl Console {
    pub(super) fn of_process(args: &Args) -> Self {
        let terminal = io::stdout().is_terminal();
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let colour = match args.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto if set("NO_COLOR") || env::var_os("TERM").is_some_and(|term| term == "dumb") => false,
            Colour::Auto => terminal || set("FORCE_COLOR"),
        };
        let marking = if colour { Marking::Colour } else { Marking::Bare };
        let width = if terminal { usize::from(::console::Term::stdout().size().1) } else { COLUMNS };
        Self {
            out: BufWriter::new(io::stdout()),
            terminal,
            quiet: args.quiet,
            style: Style { width: width.clamp(30, 160), marking },
        }
    }

    /// Returns the stream for data.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Makes sure that data was written.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Returns stream and style at once.
    pub(super) fn styled(&mut self) -> (&mut dyn Write, Style) {
        (&mut self.out, self.style)
    }

    /// Says something that matters even in quiet mode: an error.
    pub(super) fn say(&mut self, message: &str) {
        // Data that was written before comes before the message about what followed.
        let _ = self.out.flush();
        // What was typed and what files are called stand in messages as they are.
        let lines: Vec<String> = message.split('\n').map(safe).collect();
        // If nobody listens on stderr there is nobody to be told so.
        // In one piece, so that nothing of another program comes between the words and the end of the line.
        let _ = io::stderr().write_all(format!("{}\n", lines.join("\n")).as_bytes());
    }

    /// Returns text with its lines broken between words where a terminal would break them anywhere.
    pub(super) fn filled(&self, text: &str) -> String {
        if !self.terminal {
            return text.to_owned();
        }
        let lines = text.lines().flat_map(|line| fill(line, self.style.width));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Tells whether data goes to a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Tells whether only errors are said.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Says something that is good to know.
    pub(super) fn remark(&mut self, message: &str) {
        if !self.quiet {
            self.say(message);
        }
    }

    /// Returns a progress bar; it shows itself on a terminal only.
    pub(super) fn progress(&self, what: &str) -> ProgressBar {
        let target = if self.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        let template = "{prefix} {wide_bar} {human_pos}/{human_len}  {per_sec}  {eta} left";
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.with_key("per_sec", |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
            // A stream that cannot be written to shows no bar either.
            let _ = write!(out, "{:.0}/s", state.per_sec());
        }));
        bar.set_prefix(what.to_owned());
        bar
    }
}

/// Breaks a line at blanks into lines of at most `width` columns.
fn fill(line: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.last_mut().expect("one line at least");
        if !last.trim().is_empty()
            && ::console::measure_text_width(last) + 1 + ::console::measure_text_width(word) > width
        {
            lines.push(format!("  {word}"));
        } else {
            if !last.is_empty() || word.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}
