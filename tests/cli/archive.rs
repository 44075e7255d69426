//! An empty folder with an archive in it, and the real program run there.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
pub(crate) const MORGUE: &str = env!("CARGO_BIN_EXE_morgue");

/// A folder of clippings with an archive `.morgue` beside them.
pub(crate) struct Archive {
    folder: TempDir,
}

/// What a run of the program left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    /// The exit code; `None` if a signal ended it.
    pub(crate) code: Option<i32>,
}

impl Archive {
    pub(crate) fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        for name in [".morgue", "home", "share"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder }
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file and the folders it lies in.
    pub(crate) fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Returns another program set up to run here, in a cleared environment.
    pub(crate) fn program(&self, name: &str) -> Command {
        let mut command = Command::new(name);
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
            .env("HOME", self.path("home"))
            .env("XDG_DATA_HOME", self.path("share"))
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = self.program(MORGUE);
        command.args(args);
        command
    }

    /// Returns the program as a user without special rights runs it: root may read and write everything.
    pub(crate) fn as_nobody<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        if fs::metadata(self.folder.path()).unwrap().uid() != 0 {
            return self.command(args);
        }
        // The folder is root's, and the way to the program may be closed.
        fs::set_permissions(self.folder.path(), Permissions::from_mode(0o755)).unwrap();
        let morgue = self.path("home/morgue");
        if !morgue.is_file() {
            fs::copy(MORGUE, &morgue).unwrap();
            fs::set_permissions(&morgue, Permissions::from_mode(0o755)).unwrap();
        }
        let mut command = self.program("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(morgue).args(args);
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Run {
        finish(&mut self.command(args), b"")
    }

    /// Runs the program with something to read from standard input.
    pub(crate) fn feed<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Run {
        finish(self.command(args).stdin(Stdio::piped()), input)
    }

    /// Ingests `clips` and asks for success.
    #[track_caller]
    pub(crate) fn ingest(&self) -> Run {
        self.run(&["ingest", "clips"]).with(0)
    }

    /// Returns the files of all hits in their order, without `clips/`.
    #[track_caller]
    pub(crate) fn found(&self, args: &[&str]) -> Vec<String> {
        // The pages of these tests differ by little: each is looked for by itself.
        let mut all = vec!["query", "--all", "--group", "none", "--format", "jsonl"];
        all.extend(args);
        let run = self.run(&all);
        let hits = run.lines();
        assert_eq!(run.code, Some(i32::from(hits.is_empty())), "{args:?}: {run:#?}");
        let path = |hit: &Value| hit["path"].as_str().unwrap().trim_start_matches("clips/").to_owned();
        hits.iter().map(path).collect()
    }

    /// Asks that a query finds these files, in any order.
    #[track_caller]
    pub(crate) fn finds(&self, args: &[&str], expected: &[&str]) {
        let mut found = self.found(args);
        found.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{args:?}");
    }

    /// Returns what `morgue status` says about the index.
    pub(crate) fn index(&self) -> String {
        let status: Value = serde_json::from_str(&self.run(&["status", "--format", "json"]).out).unwrap();
        status["index"].as_str().unwrap().to_owned()
    }

    /// Returns how many articles `morgue status` counts.
    #[track_caller]
    pub(crate) fn articles(&self) -> u64 {
        let status: Value = serde_json::from_str(&self.run(&["status", "--format", "json"]).out).unwrap();
        status["articles"].as_u64().unwrap()
    }
}

impl Run {
    /// Asks for an exit code.
    #[track_caller]
    pub(crate) fn with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Asks that each of these texts stands in the messages.
    #[track_caller]
    pub(crate) fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.err.contains(text), "no `{text}` in {self:#?}");
        }
        self
    }

    /// Returns the output as one JSON value a line.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Asks for the sums of an ingest: indexed, updated, unchanged, duplicate, skipped, failed.
    #[track_caller]
    pub(crate) fn counts(self, expected: [usize; 6]) -> Self {
        assert_eq!(self.sums(), expected, "{self:#?}");
        self
    }

    /// Returns the sums of an ingest, which have to add up.
    #[track_caller]
    pub(crate) fn sums(&self) -> [usize; 6] {
        let said = |line: &&str| line.contains(" indexed, ");
        let line = self.out.lines().find(said).or_else(|| self.err.lines().find(said)).unwrap_or_else(|| {
            panic!("no summary in {self:#?}");
        });
        let (total, counts) = line.split_once(": ").unwrap();
        let number = |text: &str| text.split(' ').next().unwrap().replace(',', "").parse::<usize>().unwrap();
        let sums: Vec<usize> = counts.split(", ").map(number).collect();
        assert_eq!(sums.iter().sum::<usize>(), number(total), "{line}");
        sums.try_into().unwrap()
    }
}

/// Runs a program to its end, feeding it while its output is read.
pub(crate) fn finish(command: &mut Command, input: &[u8]) -> Run {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdin = child.stdin.take();
    let output = thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut stdin) = stdin {
                // A program that stops reading is judged by what it says.
                let _ = stdin.write_all(input);
            }
        });
        child.wait_with_output().unwrap()
    });
    // Strict on purpose: whatever a page holds, the program writes UTF-8.
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { out: text(output.stdout), err: text(output.stderr), code: ExitStatus::code(&output.status) }
}

/// Returns the lines of a file of JSON lines.
pub(crate) fn json_lines(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
