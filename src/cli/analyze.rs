//! `morgue analyze`: how words are analysed, so that a user sees why something is found or not.

use std::collections::HashSet;
use std::io::{self, Read};

use anyhow::Result;

use super::args::{Analyze, Args};
use super::asking::visible;
use super::choices::PageFormat;
use super::console::Console;
use super::exit::{Exit, Wrong};
use super::place;
use super::settings::Settings;
use crate::analysis::{self, Analyzer, Form};
use crate::language;
use crate::output::{self, Analysed, Part};

/// Taken where a text does not tell its language: the one whose compounds are taken apart.
const DEFAULT: &str = "de";

pub(super) fn run(args: &Args, what: &Analyze, console: &mut Console) -> Result<Exit> {
    let named = what.lang.as_deref().map(read).transpose()?;
    // No archive is needed; where there is one, its compounds count.
    let settings = place::archive(args).map_or_else(|_| Ok(Settings::default()), |folder| Settings::of(&folder))?;
    let text = visible(&text(&what.text)?);
    let language = named.unwrap_or_else(|| tell(&text, console));
    let mut analyzer = Analyzer::splitting(Some(&language), &settings.compounds());
    // Each word once, where it first stands.
    let mut seen = HashSet::new();
    let words: Vec<Analysed> = analysis::words(&text)
        .filter(|word| seen.insert(word.text))
        .map(|word| analyse(&mut analyzer, word.text))
        .collect();
    let (out, style) = console.styled();
    match what.format {
        PageFormat::Json => writeln!(out, "{}", output::json_line(&output::words_json(&language, &words)))?,
        PageFormat::Text if words.is_empty() => console.remark("no words in this text"),
        PageFormat::Text => output::words(&words, &style, out)?,
    }
    console.finish()?;
    Ok(Exit::Done)
}

fn analyse(analyzer: &mut Analyzer, word: &str) -> Analysed {
    let form = analyzer.form(word);
    let split = analyzer.split(word);
    let parts = |words: Vec<String>, stems: &[String]| {
        words.into_iter().zip(stems).map(|(word, stem)| Part { word, stem: Form::unmarked(stem).to_owned() }).collect()
    };
    Analysed {
        word: word.to_owned(),
        form: form.exact.clone(),
        stem: Form::unmarked(&form.stem).to_owned(),
        parts: parts(split.parts, &form.parts),
        inner: parts(split.inner, &form.inner),
    }
}

/// Returns the text that was typed, or that comes from standard input.
fn text(typed: &[String]) -> Result<String> {
    if typed != ["-"] {
        return Ok(typed.join(" "));
    }
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let hint = "`iconv -f WINDOWS-1252 -t UTF-8` turns older text into it";
    String::from_utf8(bytes).map_err(|_| Wrong(format!("error: standard input is not UTF-8\n  hint: {hint}")).into())
}

fn read(tag: &str) -> Result<String> {
    language::read(tag).ok_or_else(|| {
        let hint = "write a tag such as `de`, `en` or `de-AT`";
        Wrong(format!("error: `{tag}` is no language\n  hint: {hint}")).into()
    })
}

/// Tells the language of a text, and says which was taken.
fn tell(text: &str, console: &mut Console) -> String {
    match language::detect(text) {
        Some(tag) => {
            console.remark(&format!("language: `{tag}`, as the text looks; `--lang` names another"));
            tag
        }
        None => {
            console.remark(&format!("language: `{DEFAULT}`, since the text does not tell; `--lang` names another"));
            DEFAULT.to_owned()
        }
    }
}
