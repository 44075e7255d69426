//! Texts of the help that go beyond single options.

/// The heading of the options that every command has.
pub(super) const EVERYWHERE: &str = "Options of all commands";

pub(super) const EXAMPLES: &str = "\
Examples:
  morgue ingest clips/                         read all pages below clips/
  morgue query 'seltene Erden' --topic Japan   what was written on both
  morgue query 'Zoll OR Steuer' --all --format csv > hits.csv
  morgue kwic 'Rohstoff*' --sort right         every match in its context
  morgue timeline Zoll --by month --share      when it was written about
  morgue help query                            the query language in full

Exit codes:
  0 done, with hits   1 no hits   2 wrong usage or query
  3 finished, but some files failed   130 interrupted
  4 archive missing, locked, damaged, too new or not writable";

pub(super) const GRAMMAR: &str = include_str!("../../schema/query.ebnf");

pub(super) const LANGUAGE: &str = "\
Query language (`morgue help query` prints the whole grammar):
  seltene Erden            both words, in any form: inflected, ü or ue, ß or
                           ss, and inside German compounds
  Rohstoffabkommen         the compound, or its parts near each other; in
                           quotes the compound alone
  \"seltene Erden\"          the phrase, in any quotation marks („“ “” »« «»)
  Zoll OR Zölle            either; AND, OR, NOT (UND, ODER, NICHT), brackets
  Japan NOT China          not China; in quotes also 'Japan -China'
  '=Uber', '=\"Die Linke\"'  the form as typed: not inflected, no ü for u
  'Rohstoff*', '*abkommen' any letters; M?ller: one letter; in phrases, too
  Takaichi~1               with one letter wrong, ~2: two
  'Trump NEAR/5 China'     at most five words apart; PRE/5: in this order
  Japan /s Zoll            in the same sentence; /p: in the same paragraph
  atleast3 Japan           three times or more
  title:Gipfel             in one field; title:(a OR b). Fields: title, kicker,
                           dek, body, lead, topic, tag, source, author, agency,
                           section, language, is, url, path
  lead:Gipfel              in the dek or the first 50 words of the body
  words:'>800'             by the number of words: <200, 300..800
  topic:\"rare earths\"      by id or label in any language; narrower ones, too
  is:truncated             only a part of the article is there (a paywall)
  date:2025-10             a day, month, year or span: 2025-09..2025-11-15,
                           >2025-09, 'date:last 90d', none
Days are those of the page's own time zone, the last one is included; 90d
counts back from today in UTC.

Exit codes:
  0 hits   1 no hits   2 wrong usage or query
  3 hits or not, but some files of --ingest failed
  4 archive missing, locked, damaged or too new";

/// Tells whether the help of `query` was asked for by that word: the whole grammar goes with it.
pub(super) fn is_help_of_query() -> bool {
    let mut words = std::env::args_os().skip(1);
    let (first, second) = (words.next(), words.next());
    first.is_some_and(|word| word == "help") && second.is_some_and(|word| word == "query" || word == "search")
}
