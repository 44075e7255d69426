//! How text looks on the terminal it is written for.

/// Width, and how emphasis is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// How matches and titles stand out.
    pub marking: Marking,
}

/// How matches stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marking {
    /// By colour and weight.
    Colour,
    /// Between `>>` and `<<`.
    Arrows,
    /// Not at all.
    Bare,
}

impl Style {
    /// Returns a title or heading.
    pub(super) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    /// Returns what matters less.
    pub(super) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// Returns what precedes and follows a match.
    pub(super) fn mark(self) -> (&'static str, &'static str) {
        match self.marking {
            Marking::Colour => ("\u{1b}[1;33m", "\u{1b}[0m"),
            Marking::Arrows => (">>", "<<"),
            Marking::Bare => ("", ""),
        }
    }

    fn paint(self, code: &str, text: &str) -> String {
        const RESET: &str = "\u{1b}[0m";
        if self.marking != Marking::Colour || text.is_empty() {
            return text.to_owned();
        }
        // A match inside ends with a reset, after which the emphasis goes on.
        let start = format!("\u{1b}[{code}m");
        format!("{start}{}{RESET}", text.replace(RESET, &format!("{RESET}{start}")))
    }
}
