//! Help, manual and completions: every command is documented where a user looks for it.

use super::archive::Archive;

const COMMANDS: [&str; 9] = ["ingest", "query", "show", "extract", "status", "rebuild", "init", "completions", "man"];

#[test]
fn completions_for_each_shell_know_every_command() {
    let archive = Archive::empty();
    for shell in ["bash", "zsh", "fish"] {
        let out = archive.run(&["completions", shell]).with(0).out;
        for command in COMMANDS {
            assert!(out.contains(command), "{shell} lacks `{command}`");
        }
        assert!(out.contains("files-from") && out.contains("undated"), "{shell} lacks flags");
    }
    let script = archive.run(&["completions", "bash"]).out;
    archive.write("morgue.bash", script);
    let mut bash = archive.program("bash");
    bash.args(["-c", "source morgue.bash && complete -p morgue"]);
    assert!(super::archive::finish(&mut bash, b"").with(0).out.contains("_morgue"));
    archive.run(&["completions", "tcsh"]).with(2);
}

#[test]
fn the_manual_page_has_a_section_for_every_command() {
    let out = Archive::empty().run(&["man"]).with(0).out;
    for command in COMMANDS {
        assert!(out.contains(&format!(".SH \"MORGUE {}\"", command.to_uppercase())), "no section for `{command}`");
    }
    for said in ["\\-\\-files\\-from", "\\-\\-undated", "Exit codes", "Query language"] {
        assert!(out.contains(said), "the manual page lacks `{said}`");
    }
}

#[test]
fn help_fits_a_terminal_of_80_columns() {
    let archive = Archive::empty();
    let mut asked: Vec<Vec<&str>> = vec![vec!["--help"], vec!["-h"]];
    for command in COMMANDS {
        asked.push(vec![command, "--help"]);
        asked.push(vec![command, "-h"]);
    }
    for args in asked {
        let out = archive.run(&args).with(0).out;
        assert!(!out.trim().is_empty());
        for line in out.lines() {
            assert!(line.chars().count() <= 80, "{args:?}: {} columns: {line}", line.chars().count());
        }
    }
}

#[test]
fn the_main_help_names_every_command_and_the_exit_codes() {
    let archive = Archive::empty();
    let out = archive.run(&["--help"]).with(0).out;
    for command in COMMANDS {
        assert!(out.contains(&format!("\n  {command} ")), "no `{command}` in {out}");
    }
    for code in ["0 done", "1 no hits", "2 wrong usage", "3 finished", "4 archive", "130 interrupted"] {
        assert!(out.contains(code), "no `{code}` in {out}");
    }
    assert!(archive.run(&["--version"]).with(0).out.starts_with("morgue "));
}

#[test]
fn init_makes_an_archive_beside_the_clippings() {
    let archive = Archive::empty();
    archive.write("press/1.html", super::clip::numbered(1));
    archive.run(&["init", "press"]).with(0).says(&["archive made: `press/.morgue`"]);
    archive.run(&["init", "press"]).with(0).says(&["archive there already"]);
    let mut ingest = archive.command(&["-q", "ingest", "."]);
    assert_eq!(ingest.current_dir(archive.path("press")).status().unwrap().code(), Some(0));
    assert!(archive.path("press/.morgue/catalog.sqlite").is_file());
    assert!(!archive.path(".morgue/catalog.sqlite").is_file());
}

#[test]
fn without_an_archive_nearby_the_users_data_folder_is_used() {
    let archive = Archive::empty();
    archive.write("press/1.html", super::clip::numbered(1));
    std::fs::remove_dir(archive.path(".morgue")).unwrap();
    archive.run(&["ingest", "press"]).with(0);
    assert!(archive.path("share/morgue/catalog.sqlite").is_file());
    archive.run(&["query", "nummer1"]).with(0);
}
