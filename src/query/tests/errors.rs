//! What is refused, with the place and the hint.

use super::{Needs, parse};

/// The carets stand below the characters they mean.
#[track_caller]
fn check(typed: &str, carets: &str, expected: &str) {
    let error = parse(typed, Needs::All).expect_err(typed);
    let rendered = error.render(typed);
    let lines: Vec<&str> = rendered.lines().collect();
    assert_eq!(lines[0], format!("error: {expected}"), "{typed}");
    assert_eq!(lines[2], format!("  {carets}"), "{rendered}");
    assert!(lines[3].starts_with("  hint: ") && lines.len() == 4, "{rendered}");
}

#[test]
fn quotes_and_brackets() {
    check("a „b c", "  ^", "the quotation mark `„` is not closed");
    check("title:\"b", "      ^", "the quotation mark `\"` is not closed");
    check("date:\"2025", "     ^", "the quotation mark `\"` is not closed");
    check("a (b OR c", "  ^", "the bracket `(` is not closed");
    check("(", "^", "the bracket `(` is not closed");
    check("a) b", " ^", "there is no open bracket for this `)`");
    check(")", "^", "there is no open bracket for this `)`");
    check("a ()", "  ^^", "the brackets are empty");
    check("title:(&)", "      ^^^", "the brackets are empty");
    check("ü \"\" b", "  ^^", "there is no word between the quotation marks");
    check("„ – “", "^^^^^", "there is no word between the quotation marks");
}

#[test]
fn operators() {
    check("AND a", "^^^", "a word is missing beside the operator `AND`");
    check("a AND", "  ^^^", "a word is missing beside the operator `AND`");
    check("a AND OR b", "  ^^^", "a word is missing beside the operator `AND`");
    check("ODER", "^^^^", "a word is missing beside the operator `ODER`");
    check("a OR", "  ^^", "a word is missing beside the operator `OR`");
    check("(a UND)", "   ^^^", "a word is missing beside the operator `UND`");
    check("(OR a)", " ^^", "a word is missing beside the operator `OR`");
    check("NOT", "^^^", "a word is missing beside the operator `NOT`");
    check("a AND NOT", "      ^^^", "a word is missing beside the operator `NOT`");
    check("a -AND", "  ^", "a word is missing beside the operator `-`");
}

#[test]
fn fields() {
    check("titl:x", "^^^^", "unknown field `titl`");
    check("a -titl:x", "   ^^^^", "unknown field `titl`");
    check("Apec:\"x y\"", "^^^^", "unknown field `Apec`");
    check("Apec:(x)", "^^^^", "unknown field `Apec`");
    check("titl:Roh*", "^^^^", "unknown field `titl`");
    check("modified:2025", "^^^^^^^^", "the field `modified` cannot be searched");
    check("title: x", "^^^^^^", "the field `title` has no value");
    check("Titel:", "^^^^^^", "the field `title` has no value");
    check("title:– x", "^^^^^^", "the field `title` has no value");
    check("title:-x", "^^^^^^", "the field `title` has no value");
    check("title:AND", "^^^^^^", "the field `title` has no value");
    check("title:body:x", "      ^^^^^", "a field cannot stand inside another field");
    check("title:(a date:2025)", "         ^^^^^^^^^", "a field cannot stand inside another field");
    check("date:bald", "     ^^^^", "`bald` is no date");
    check("date:2025-13 x", "     ^^^^^^^", "`2025-13` is no date");
    check("date:28. Oktober", "     ^^^", "`28.` is no date");
    check("date:[2025 TO 2026]", "     ^^^^^", "`[2025` is no date");
    check("date:2026..2025", "     ^^^^^^^^^^", "`2026..2025` is no date");
    check("date:\"bald\"", "     ^^^^^^", "`bald` is no date");
    check("date: 2025", "^^^^^", "the field `date` has no value");
    check("date:(2025)", "^^^^^^", "dates cannot be put in brackets");
}

#[test]
fn wildcards() {
    const BARE: &str = "a wildcard needs a letter or digit beside it";
    check("*", "^", BARE);
    check("a ** b", "  ^^", BARE);
    check("title:*", "      ^", BARE);
    check("path:*", "     ^", BARE);
    check("\"*\"", "^^^", "there is no word between the quotation marks");
    check("topic:rare*", "      ^^^^^", "the field `topic` takes no wildcards");
    check("lang:(d* OR en)", "      ^^", "the field `language` takes no wildcards");
    check("topic:=rare*", "       ^^^^^", "the field `topic` takes no wildcards");
}

#[test]
fn distances() {
    const TILDE: &str = "this `~` says neither how many letters may be wrong nor how far words may be apart";
    check("word~3", "    ^^", TILDE);
    check("word~0.8", "    ^^^^", TILDE);
    check("~word", "^^^^^", TILDE);
    check("=word~1", " ^^^^^^", TILDE);
    check("Roh*~1", "    ^^", TILDE);
    check("\"word\"~2", "      ^^", TILDE);
    check("\"a b\"~", "     ^", TILDE);
    check("(a b)~2", "     ^^", TILDE);
    check("\"a b\"~0", "     ^^", "`~` needs a number of words from 1 to 255");
    check("a NEAR b", "  ^^^^", "`NEAR` needs a number of words from 1 to 255");
    check("a NEAR/0 b", "  ^^^^^^", "`NEAR/0` needs a number of words from 1 to 255");
    check("a w/256 b", "  ^^^^^", "`w/256` needs a number of words from 1 to 255");
    check("a NEAR/5", "  ^^^^^^", "a word is missing beside the operator `NEAR/5`");
    check("/s a", "^^", "a word is missing beside the operator `/s`");
    check("a AND NEAR/5 b", "  ^^^", "a word is missing beside the operator `AND`");
    check("title:NEAR/5", "^^^^^^", "the field `title` has no value");
    const WORDS: &str = "only words, phrases and alternatives of them can stand beside `NEAR`, `PRE`, `/s` and `/p`";
    check("title:a NEAR/5 b", "^^^^^^^", WORDS);
    check("a NEAR/5 (b AND c)", "         ^^^^^^^^^", WORDS);
    check("a NEAR/5 date:2025", "         ^^^^^^^^^", WORDS);
    check("(a OR -b) /p c", "      ^^", WORDS);
    check("a NEAR/5 atleast2 b", "         ^^^^^^^^^^", WORDS);
    check("a NEAR/5 NOT b", "         ^^^", WORDS);
    check("a NEAR/-1 b", "  ^^^^^^^", "`NEAR/-1` needs a number of words from 1 to 255");
    check("topic:\"a b\"~5", "      ^^^^^^^", "words of the field `topic` have no places");
    check("path:(a NEAR/5 b)", "        ^^^^^^", "words of the field `path` have no places");
}

#[test]
fn numbers() {
    check("atleast0 a", "^^^^^^^^", "`atleast` needs a number from 1 to 10000");
    check("atleast99999999999 a", "^^^^^^^^^^^^^^^^^^", "`atleast` needs a number from 1 to 10000");
    check("atleast3", "^^^^^^^^", "a word is missing beside the operator `atleast3`");
    check("atleast3 AND b", "^^^^^^^^", "a word is missing beside the operator `atleast3`");
    const WORDS: &str = "only words, phrases and alternatives of them can stand after it";
    check("atleast3 (a b)", "         ^^^^^", WORDS);
    check("atleast3 (a NEAR/5 b)", "          ^^^^^^^^^^", WORDS);
    check("atleast3 title:a", "         ^^^^^^^", WORDS);
    check("words:many", "      ^^^^", "`many` is no number of words");
    check("words:9..5", "      ^^^^", "`9..5` is no number of words");
    check(
        "words:>99999999999999999999",
        "      ^^^^^^^^^^^^^^^^^^^^^",
        "`>99999999999999999999` is no number of words",
    );
    check("words:(5)", "^^^^^^", "this is no number of words");
    check("words: 5", "^^^^^^", "the field `words` has no value");
    check("title:(a words:5)", "         ^^^^^^^", "a field cannot stand inside another field");
}

#[test]
fn notations_of_other_languages() {
    check("word^2", "    ^^", "weighting a word is not supported");
    check("\"a b\"^2", "     ^^", "weighting a word is not supported");
    check("Roh*^2", "    ^^", "weighting a word is not supported");
    check("/politik/", "^^^^^^^^^", "searching by a pattern is not supported");
}

#[test]
fn a_stray_mark_of_an_exact_form() {
    const STRAY: &str = "this `=` does not begin an exact form";
    check("==x", "^", STRAY);
    check("a ==\"x y\"", "   ^", STRAY);
    check("=>x", "^", STRAY);
    check("!=x", " ^", STRAY);
    check("a >=5", "   ^", STRAY);
    check("=(a b)", "^", STRAY);
    check("-=(a b)", " ^", STRAY);
    check("==(a b)", "^", STRAY);
    check("title:=(a b)", "      ^", STRAY);
    check("topic:==asia", "      ^", STRAY);
    check("=title:x", "^", STRAY);
    check("=Titel:\"x y\"", "^", STRAY);
    check("title=\"x y\"", "     ^", STRAY);
    check("=a=„b c“", "  ^", STRAY);
    check("title:= x", "^^^^^^", "the field `title` has no value");
    check("title:=", "^^^^^^", "the field `title` has no value");
    check("title:(=)", "      ^^^", "the brackets are empty");
    check("date:=2025", "     ^^^^^", "`=2025` is no date");
    check("=", "^", "there is nothing to search for");
    check("=\"\"", " ^^", "there is no word between the quotation marks");
    check("=„a b", " ^", "the quotation mark `„` is not closed");
}

#[test]
fn limits() {
    check("& –", "^^^", "there is nothing to search for");
    let deep = |levels: usize| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    assert!(parse(&deep(64), Needs::All).is_ok());
    assert!(parse(&format!("a{}", " NEAR/5 b".repeat(900)), Needs::All).is_ok());
    assert!(parse(&"NOT ".repeat(65), Needs::All).is_err());
    assert!(parse(&"(".repeat(9_999), Needs::All).is_err());
    for (typed, expected) in [
        (deep(65), "the query is nested more than 64 levels deep"),
        ("a".repeat(10_001), "the query is longer than 10000 characters"),
        ("a ".repeat(1_001), "the query has more than 1000 words"),
        (format!("\"{}\"", "a ".repeat(1_001)), "the query has more than 1000 words"),
        ("a* ".repeat(33), "the query has more than 32 masks and fuzzy words"),
        (format!("\"{}\" b~1", "*a ".repeat(32)), "the query has more than 32 masks and fuzzy words"),
        (format!("a{}", " /s b /p c".repeat(40)), "the query is nested more than 64 levels deep"),
    ] {
        assert_eq!(parse(&typed, Needs::All).expect_err("too much").to_string(), expected);
    }
}

#[test]
fn the_house_form() {
    let rendered = |typed: &str| parse(typed, Needs::All).expect_err(typed).render(typed);
    assert_eq!(
        rendered("titel2:election AND date:2024"),
        "error: unknown field `titel2`\n  titel2:election AND date:2024\n  ^^^^^^\n  hint: did you mean `title`?"
    );
    assert_eq!(
        rendered("ä ö\tdaet:2025"),
        "error: unknown field `daet`\n  ä ö daet:2025\n      ^^^^\n  hint: did you mean `date`?"
    );
    assert!(rendered("klima:x").contains("hint: the fields are `title`, `kicker`, "));
    assert!(rendered("ag:x").contains("did you mean `tag`?"));
    assert!(rendered("\u{1b}[31m \u{202e}x titl:x").contains("\n  \u{fffd}[31m \u{fffd}x titl:x\n"));
}

#[test]
fn a_long_query_is_shown_in_a_window() {
    for typed in [
        format!("{}titl:x", "Erz ".repeat(50)),
        format!("titl:x{}", " Erz".repeat(50)),
        format!("{}titl:x{}", "Ä ".repeat(200), " Erz".repeat(50)),
        format!("{}titl:x", "Ä ".repeat(33)),
    ] {
        let rendered = parse(&typed, Needs::All).expect_err("an unknown field").render(&typed);
        let lines: Vec<&str> = rendered.lines().collect();
        assert_eq!(lines[1].chars().count(), 72, "{rendered}");
        let marked: String =
            lines[1].chars().zip(lines[2].chars()).filter(|(_, mark)| *mark == '^').map(|(c, _)| c).collect();
        assert_eq!(marked, "titl", "{rendered}");
    }
    let typed = format!("{}{}", "Ä ".repeat(100), "a".repeat(10_000));
    let rendered = parse(&typed, Needs::All).expect_err("too long").render(&typed);
    assert!(rendered.contains("\n  …aa") || rendered.contains("\n  …a"), "{rendered}");
}
