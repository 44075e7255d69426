//! What is understood, case by case.

use super::{Needs, parse, tree};
use crate::query::words;

#[track_caller]
fn check_with(needs: Needs, typed: &str, expected: &str) {
    match parse(typed, needs) {
        Ok(query) => assert_eq!(tree(&query.root), expected, "{typed}"),
        Err(error) => panic!("{}", error.render(typed)),
    }
}

#[track_caller]
fn check(typed: &str, expected: &str) {
    check_with(Needs::All, typed, expected);
    let printed = parse(typed, Needs::All).expect("a query").to_string();
    check_with(Needs::Any, &printed, expected);
}

#[track_caller]
fn check_print(typed: &str, expected: &str) {
    assert_eq!(parse(typed, Needs::All).expect("a query").to_string(), expected);
}

#[track_caller]
fn check_warnings(typed: &str, expected: &[&str]) {
    let query = parse(typed, Needs::All).expect("a query");
    let warnings: Vec<String> = query.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, expected, "{typed}");
}

#[test]
fn words_side_by_side() {
    check("", "all");
    check(" \t\n", "all");
    check("Erz", "Erz");
    check("  Erz  ", "Erz");
    check("seltene Erden", "(and seltene Erden)");
    check("rare earth supply", "(and rare earth supply)");
    check("a\u{a0}b\u{3000}c", "(and a b c)");
    check("a\u{0}b", "(and a b)");
    check("東京 APEC", "(and 東京 APEC)");
    check("cafe\u{301} u\u{308}ber", "(and cafe\u{301} u\u{308}ber)");
}

#[test]
fn punctuation() {
    check("US-Präsident", "US-Präsident");
    check("Trump's L’Oréal Hawai‘i", "(and Trump's L’Oréal Hawai‘i)");
    check("Ein- und Ausfuhr", "(and Ein und Ausfuhr)");
    check("Erz, Gold; Silber.", "(and Erz Gold Silber)");
    check("'seltene Erden'", "(and seltene Erden)");
    check("Rock 'n' Roll", "(and Rock n Roll)");
    check("Was nun ?", "(and Was nun)");
    check("Stoppt das!", "(and Stoppt das)");
    check("§218 50% C++ AT&T 3,5 1.000", "(and 218 50 C AT&T 3,5 1.000)");
    check("Müller & Söhne", "(and Müller Söhne)");
    check("Berlin – Paris", "(and Berlin Paris)");
    check("24/7 9/11 und/oder", "(and 24/7 9/11 und/oder)");
    check("–China", "China");
    check("--any", "any");
    check("a - b", "(and a b)");
    check("a -> b", "(and a b)");
    check("name@example.org", "name@example.org");
    check("Mitarbeiter(innen)", "(and Mitarbeiter innen)");
    check("a~b x^y a=b", "(and a~b x^y a=b)");
}

#[test]
fn phrases_in_all_marks() {
    for typed in [
        "\"seltene Erden\"",
        "„seltene Erden“",
        "„seltene Erden”",
        "„seltene Erden\"",
        "“seltene Erden”",
        "“seltene Erden“",
        "”seltene Erden”",
        "\"seltene Erden“",
        "»seltene Erden«",
        "«seltene Erden»",
        "»seltene Erden»",
        "›seltene Erden‹",
        "‹seltene Erden›",
        "‚seltene Erden‘",
        "‘seltene Erden’",
    ] {
        check(typed, "[seltene Erden]");
    }
    check("„a b“ „c d“", "(and [a b] [c d])");
    check("\"a b\"c", "(and [a b] c)");
    check("x\"a b\"", "(and x [a b])");
    check("‚Trump’s Zölle‘", "[Trump’s Zölle]");
    check("»er sagt „ja“ dazu«", "[er sagt „ja“ dazu]");
    check("\"titel: AND (x\"", "[titel: AND (x]");
    check("\" a \"", "[ a ]");
    check("\"Was nun?\"", "[Was nun?]");
    check("\"AND\"", "[AND]");
}

#[test]
fn exact_forms() {
    check("=Uber", "={Uber}");
    check("a =Uber, b", "(and a ={Uber} b)");
    check("=US-Präsident's =10:30 =a=b", "(and ={US-Präsident's} ={10:30} ={a=b})");
    check("='n' =§218 =Autor:in =Apec: x", "(and ={n} ={218} ={Autor:in} ={Apec} x)");
    check("=https://example.org/?id=3 a=b", "(and ={https://example.org/?id=3} a=b)");
    check("=AND =NICHT", "(and ={AND} ={NICHT})");
    check("=a AND =b OR NOT =c", "(or (and ={a} ={b}) (not ={c}))");
    check("-=a -=\"b c\" -=‚ d‘", "(and (not ={a}) (not ={b c}) (not ={ d}))");
    check("title:=Merz", "(title ={Merz})");
    check("title:=\"Seltene Erden\"", "(title ={Seltene Erden})");
    check("title:(=a OR b -=c)", "(title (or ={a} (and b (not ={c}))))");
    check("-title:=‚a b‘", "(not (title ={a b}))");
    check("topic:=asia", "(topic ={asia})");
    check("topic:=medtop:2000", "(topic ={medtop:2000})");
    check("topic:(=\"rare earths\" OR =asia)", "(topic (or ={rare earths} ={asia}))");
    check(
        "path:=/a/b?c=d.html url:https://example.org/?a=b",
        "(and (path ={/a/b?c=d.html}) (url https://example.org/?a=b))",
    );
    for marks in ["\"\"", "„“", "“”", "»«", "«»", "›‹", "‹›", "‚‘", "‘’"] {
        let (open, close) = marks.split_at(marks.len() / 2);
        check(&format!("={open}seltene Erden{close}"), "={seltene Erden}");
    }
    check("=\"AND\" =\"titel:x (y\"", "(and ={AND} ={titel:x (y})");
    check("= x", "x");
    check("a = b == c => d", "(and a b c d)");
}

#[test]
fn the_place_of_an_exact_form_begins_with_its_mark() {
    let place = |typed: &str| parse(typed, Needs::All).expect("a query").root.span;
    assert_eq!(place(" =Uber!"), 1..6);
    assert_eq!(place("=„a b“"), 0..10);
    assert_eq!(place("title:=x"), 0..8);
}

#[test]
fn masks() {
    check("Rohstoff*", "Rohstoff*");
    check("*abkommen, M?ller; C*?", "(and *abkommen M?ller C*?)");
    check("Bürger*innen Erde?", "(and Bürger*innen Erde?)");
    check("-*abkommen", "(not *abkommen)");
    check("(Roh* OR Erz*)", "(or Roh* Erz*)");
    check("title:Roh* author:Peter* path:2025/*.html", "(and (title Roh*) (author Peter*) (path 2025/*.html))");
    check("\"USA und Jap*\"", "[USA und Jap*]");
    check("=Roh* =\"a wor*\"", "(and ={Roh*} ={a wor*})");
    check("https://example.org/?a=b", "https://example.org/?a=b");
}

#[test]
fn wrong_letters() {
    check("word~ word~1 word~2", "(and word~1 word~1 word~2)");
    check("(Meier~1, OR title:Schröder~2)", "(or Meier~1 (title Schröder~2))");
    check("a~b", "a~b");
}

#[test]
fn words_near_each_other() {
    check("a NEAR/5 b", "(NEAR/5 a b)");
    check("a NEAR/5 b NEAR/5 c", "(NEAR/5 a b c)");
    check("(a NEAR/5 b) NEAR/5 c", "(NEAR/5 a b c)");
    check("a NEAR/5 (b NEAR/5 c)", "(NEAR/5 a (NEAR/5 b c))");
    check("a w/5 b pre/3 c", "(PRE/3 (NEAR/5 a b) c)");
    check("a /5 b AND c /s d OR e /p f", "(or (and (NEAR/5 a b) (/s c d)) (/p e f))");
    check("NOT a NEAR/5 b", "(not (NEAR/5 a b))");
    check("-a NEAR/5 b", "(not (NEAR/5 a b))");
    check("(a OR \"b c\") NEAR/5 =d NEAR/5 Roh* NEAR/5 x~1", "(NEAR/5 (or a [b c]) ={d} Roh* x~1)");
    check("\"a b\"~5", "(NEAR/5 [a] [b])");
    check("„a b c“~2, d", "(and (NEAR/2 [a] [b] [c]) d)");
    check("=\"a b\"~5", "(NEAR/5 ={a} ={b})");
    check("\"Jap* – China\"~9", "(NEAR/9 [Jap*] [China])");
    check("title:(a NEAR/5 b)", "(title (NEAR/5 a b))");
    check("title:\"a b\"~5", "(title (NEAR/5 [a] [b]))");
    check("\"a b\" ~ c", "(and [a b] c)");
    check("near und within", "(and near und within)");
    check("24/7 w/o PRE ADJ", "(and 24/7 w/o PRE ADJ)");
}

#[test]
fn counts() {
    check("atleast3 a", "(3x a)");
    check("ATLEAST3(a OR \"b c\") d", "(and (3x (or a [b c])) d)");
    check("title:atleast2 Roh*", "(title (2x Roh*))");
    check("-atleast2 a", "(not (2x a))");
    check("atleast a", "(and atleast a)");
    check("words:>800", "(words >800)");
    check("words:>=800 words:<200 length:300..800", "(and (words >799) (words <=199) (words 300..800))");
    check("words:5 words:5.. words:..5 words:>=0", "(and (words 5) (words >4) (words <=5) (words >=0))");
    check("words:\"> 800\" words:„300 .. 800“", "(and (words >800) (words 300..800))");
    check("lead:(a OR b)", "(lead (or a b))");
}

#[test]
fn operators() {
    check("a AND b", "(and a b)");
    check("a UND b", "(and a b)");
    check("a OR b", "(or a b)");
    check("a ODER b", "(or a b)");
    check("NOT a", "(not a)");
    check("NICHT a", "(not a)");
    check("-a", "(not a)");
    check("a AND NOT b", "(and a (not b))");
    check("a UND NICHT b", "(and a (not b))");
    check("a NOT b", "(and a (not b))");
    check("a -b", "(and a (not b))");
    check("a -\"b c\"", "(and a (not [b c]))");
    check("a -„b c“ -‚d e‘", "(and a (not [b c]) (not [d e]))");
    check("a -(b OR c)", "(and a (not (or b c)))");
    check("a -title:b", "(and a (not (title b)))");
    check("a OR NOT b", "(or a (not b))");
    check("NOT NOT a", "(not (not a))");
    check("a, AND b", "(and a b)");
    check("AND-Gatter ODER-Gatter", "(and AND-Gatter ODER-Gatter)");
    check("And Oder Not", "(and And Oder Not)");
}

#[test]
fn precedence_and_brackets() {
    check("a OR b AND c", "(or a (and b c))");
    check("a AND b OR c", "(or (and a b) c)");
    check("a b OR c d", "(or (and a b) (and c d))");
    check("a OR b c", "(or a (and b c))");
    check("NOT a OR b", "(or (not a) b)");
    check("NOT a AND b OR c", "(or (and (not a) b) c)");
    check("a OR -b c", "(or a (and (not b) c))");
    check("a ODER b UND NICHT c", "(or a (and b (not c)))");
    check("(a OR b) AND c", "(and (or a b) c)");
    check("(a OR b) (c OR d)", "(and (or a b) (or c d))");
    check("a AND (b AND c)", "(and a b c)");
    check("a OR (b OR c)", "(or a b c)");
    check("((a))", "a");
    check("(a)b", "(and a b)");
    check("NOT (a b)", "(not (and a b))");
    check("NOT (a OR (b AND NOT c))", "(not (or a (and b (not c))))");
}

#[test]
fn fields() {
    check("title:x", "(title x)");
    check("Titel:x headline:y", "(and (title x) (title y))");
    check("title:\"x y\"", "(title [x y])");
    check("title:„x y“", "(title [x y])");
    check("title:‚x y‘", "(title [x y])");
    check("title:(a OR b)", "(title (or a b))");
    check("title:(a b -c)", "(title (and a b (not c)))");
    check("title:a b", "(and (title a) b)");
    check("thema:APEC quelle:dpa", "(and (topic APEC) (source dpa))");
    check("topic:\"rare earths\"", "(topic [rare earths])");
    check("von:Müller,", "(author Müller)");
    check("NOT title:a OR body:b", "(or (not (title a)) (body b))");
    check("(title:a)", "(title a)");
    check("path:/home/x/y.html", "(path /home/x/y.html)");
    check("path:(/a/ OR /b)", "(path (or /a/ /b))");
    check("url:https://example.org/a?b=c#d", "(url https://example.org/a?b=c#d)");
    check("topic:medtop:2000 lang:de-AT", "(and (topic medtop:2000) (language de-AT))");
    check("path:(a) -b!", "(and (path a) (not b))");
}

#[test]
fn colons_that_name_no_field() {
    check("10:30", "10:30");
    check("https://example.org/a?b=1", "https://example.org/a?b=1");
    check("file:///home/x", "file:///home/x");
    check("Apec: Gipfel", "(and Apec Gipfel)");
    check("Apec:", "Apec");
    check("Apec:.", "Apec");
    check("US-Präsident:x", "US-Präsident:x");
    check("Bürger:innen Autor:innen, Politiker:in", "(and Bürger:innen Autor:innen Politiker:in)");
    check("std::fmt", "std::fmt");
    check("Modified: gestern", "(and Modified gestern)");
}

#[test]
fn dates() {
    check("date:2025", "(date 2025-01-01..2025-12-31)");
    check("datum:2025-10", "(date 2025-10-01..2025-10-31)");
    check("date:28.10.2025", "(date 2025-10-28)");
    check("date:\"28. Oktober 2025\"", "(date 2025-10-28)");
    check("date:„28. Oktober 2025“", "(date 2025-10-28)");
    check("date:2025-09..2025-11-15", "(date 2025-09-01..2025-11-15)");
    check("date:..2025", "(date ..2025-12-31)");
    check("date:>2025-09", "(date 2025-10-01..)");
    check("date:<=2025-09", "(date ..2025-09-30)");
    check("date:90d", "(date 2025-08-17..2025-11-15)");
    check("date:none", "(date none)");
    check("date:None", "(date none)");
    check("a -date:none", "(and a (not (date none)))");
    check("(date:2025)", "(date 2025-01-01..2025-12-31)");
    check("a date:heute b", "(and a (date 2025-11-15) b)");
    check("date:>2999", "(date 3000-01-01..)");
    check("date:<1400", "(date ..1399-12-31)");
    check("date:39999y", "(date ..2025-11-15)");
}

#[test]
fn any_word_will_do() {
    let check = |typed: &str, expected: &str| {
        check_with(Needs::Any, typed, expected);
        let printed = parse(typed, Needs::Any).expect("a query").to_string();
        check_with(Needs::All, &printed, expected);
        check_with(Needs::Any, &printed, expected);
    };
    check("a b c", "(or a b c)");
    check("a AND b c", "(or (and a b) c)");
    check("a b AND c", "(or a (and b c))");
    check("a OR b c", "(or a b c)");
    check("a b -c", "(and (or a b) (not c))");
    check("a date:2025 b", "(and (or a b) (date 2025-01-01..2025-12-31))");
    check("a OR -b", "(or a (not b))");
    check("-a OR b", "(or (not a) b)");
    check("-a", "(not a)");
    check("-a -b", "(and (not a) (not b))");
    check("a -b", "(and a (not b))");
    check("title:(a b) c", "(or (title (or a b)) c)");
}

#[test]
fn printed_as_understood() {
    check_print("", "");
    check_print("seltene Erden -China", "seltene AND Erden AND NOT China");
    check_print("(a) ODER ((b UND c))", "a OR b AND c");
    check_print("(a OR b) c", "(a OR b) AND c");
    check_print("-(a b)", "NOT (a AND b)");
    check_print("Titel:(„a b“)", "title:\"a b\"");
    check_print("titel:(a oder b)", "title:(a AND oder AND b)");
    check_print("„er sagt ‚ja‘“", "\"er sagt ‚ja‘\"");
    check_print("»er sagt „ja“«", "»er sagt „ja“«");
    check_print("=Erz ='n', =\"Erden\" =„a b“", "=Erz AND =n AND =Erden AND =\"a b\"");
    check_print("-=Erz titel:(=\"a b\" oder =c)", "NOT =Erz AND title:(=\"a b\" AND oder AND =c)");
    check_print("=\"NEAR\" topic:=\"=x\" =\"title:x\"", "=NEAR AND topic:=\"=x\" AND =\"title:x\"");
    check_print("date:\"28. Oktober 2025\"", "date:2025-10-28");
}

#[test]
fn what_was_read_otherwise_than_it_may_have_been_meant() {
    check_warnings("seltene Erden", &[]);
    check_warnings("a or b", &["`or` was searched as a word; write `OR` for the operator"]);
    check_warnings("a oder b", &["`oder` was searched as a word; write `ODER` for the operator"]);
    check_warnings("a not (b)", &["`not` was searched as a word; write `NOT` for the operator"]);
    check_warnings("und a nicht", &[]);
    check_warnings("\"a or b\"", &[]);
    check_warnings("Was nun?", &["the `?` of `nun?` stands for a letter; leave it out to search for `nun`"]);
    check_warnings("Was nun ?", &["`?` was left out: it holds no letter or digit"]);
    check_warnings("\"Was nun?\" M?ller Roh*?", &[]);
    check_warnings("protest!", &["`!` was read as punctuation"]);
    check_warnings("\u{2011}China", &["`\u{2011}` was read as punctuation; write `NOT` before what is to be left out"]);
    check_warnings("–China", &["`–` was read as punctuation; write `NOT` before what is to be left out"]);
    check_warnings(
        "a & b – c",
        &["`&` was left out; write `AND` for the operator", "`–` was left out: it holds no letter or digit"],
    );
    check_warnings("Ein- und", &[]);
    check_warnings("=Uber =\"a or b\" title:=x a=b", &[]);
    check_warnings("=Uber?", &["the `?` of `Uber?` stands for a letter; leave it out to search for `Uber`"]);
    check_warnings("=#tag", &["`#` was read as punctuation"]);
    check_warnings("= x", &["`=` was left out; write `=` directly before the word or phrase it is meant for"]);
    check_warnings("a => b", &["`=>` was left out: it holds no letter or digit"]);
    let typed = "a or b";
    let query = parse(typed, Needs::All).expect("a query");
    assert_eq!(
        query.warnings[0].render(typed),
        "warning: `or` was searched as a word; write `OR` for the operator\n  a or b\n    ^^"
    );
}

#[test]
fn plain_words() {
    #[track_caller]
    fn check(typed: &str, expected: &str) {
        assert_eq!(tree(&words(typed, Needs::Any).root), expected, "{typed}");
    }
    check("", "all");
    check(" \n", "all");
    check("a", "a");
    check("Was ist „seltene Erden“ (Metall)?", "(or Was ist seltene Erden Metall)");
    check("a AND title:b -c Roh*", "(or a AND title:b c Roh)");
    check("=Uber title:=x =\"a b\"", "(or Uber title:=x a b)");
    check("US-Präsident: 10:30", "(or US Präsident 10:30)");
    check("?!", "(or)");
    assert_eq!(tree(&words("a b", Needs::All).root), "(and a b)");
    assert_eq!(tree(&words("US-Präsident b", Needs::All).root), "(and US-Präsident b)");
    assert_eq!(words("a AND b", Needs::All).to_string(), "a AND \"AND\" AND b");
    assert_eq!(words("a & b", Needs::All).warnings.len(), 1);
    let many = words(&"x ".repeat(2_000), Needs::Any);
    assert_eq!(many.warnings.len(), 1);
    assert_eq!(many.root.span, 0..4_000);
    assert_eq!(words(&"& ".repeat(5_000), Needs::Any).warnings.len(), 1_001);
}

#[test]
fn the_examples_of_the_grammar_are_queries() {
    let grammar = include_str!("../../../schema/query.ebnf");
    let examples: Vec<&str> = grammar
        .lines()
        .skip_while(|line| !line.contains("Examples"))
        .take_while(|line| !line.contains("Read \"=\""))
        .filter_map(|line| line.strip_prefix("     ")?.split("   ").next())
        .collect();
    assert_eq!(examples.len(), 19);
    for typed in examples {
        assert_eq!(parse(typed, Needs::All).map(|query| query.warnings), Ok(vec![]), "{typed}");
    }
}

#[test]
fn the_grammar_names_the_dates_as_the_schema_does() {
    let grammar = include_str!("../../../schema/query.ebnf");
    let date = crate::schema::find("date").expect("a field");
    for name in std::iter::once(&date.name).chain(&date.aliases) {
        assert!(grammar.contains(&format!("\"{name}\"")), "{name}");
    }
    for name in crate::schema::FIELDS.iter().filter(|field| field.kind == crate::schema::Kind::Keyword) {
        assert!(grammar.to_lowercase().contains(&name.name), "{}", name.name);
    }
}
