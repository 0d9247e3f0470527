//! The tool as a user runs it: the built binary, real files and folders, pipes and exit codes.

#![cfg(test)]

mod directory;
mod drift;
mod folders;
mod formats;
mod hostile;
mod html;
mod input;
mod manners;
mod normalize;
mod output;
mod stage;
mod streams;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A folder of its own for one test, in which the tool is run.
struct Place(tempfile::TempDir);

/// How a run ended, and what it wrote.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A whole charter, about which nothing is remarked, with one cookie of that name.
fn charter(cookie: &str) -> String {
    format!(
        "Charte cookies\n\nListe des cookies sur <https://a.example>\n\n\
         Nom du cookie\tFinalité\n{cookie}\tGarder la session ouverte\n"
    )
}

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// A place with a charter under each of these names, whose cookie has the same name.
    fn with(names: &[&str]) -> Self {
        let place = Self::new();
        for name in names {
            place.write(name, charter(name));
        }
        place
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    #[expect(clippy::disallowed_methods, reason = "tests write what is read")]
    fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    #[expect(clippy::disallowed_methods, reason = "tests read what was written")]
    fn read(&self, name: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    /// The files in a folder and the folders in it, in order; none when there is no such folder.
    fn files(&self, folder: &str) -> Vec<String> {
        #[expect(clippy::disallowed_methods, reason = "tests look at what was written")]
        fn list(folder: &Path, root: &Path, found: &mut Vec<String>) {
            let Ok(entries) = fs::read_dir(folder) else { return };
            for entry in entries {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    list(&path, root, found);
                } else {
                    let name = path.strip_prefix(root).expect("it is in the folder");
                    found.push(name.to_string_lossy().into_owned());
                }
            }
        }
        let (root, mut found) = (self.path(folder), Vec::new());
        list(&root, &root, &mut found);
        found.sort();
        found
    }

    /// The command, without what the environment of the test may ask for.
    fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_charte"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Run {
        run(self.command(arguments))
    }

    /// Runs with `input` on standard input.
    fn pipe(&self, input: impl AsRef<[u8]>, arguments: &[impl AsRef<OsStr>]) -> Run {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it runs");
        let (mut stdin, input) = (child.stdin.take().expect("a pipe"), input.as_ref());
        let output = std::thread::scope(|scope| {
            // It may end without having read everything.
            scope.spawn(move || drop(stdin.write_all(input)));
            child.wait_with_output().expect("it ends")
        });
        ended(output)
    }
}

fn run(mut command: Command) -> Run {
    ended(command.output().expect("it runs"))
}

fn ended(output: std::process::Output) -> Run {
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

impl Run {
    /// Checks that all went well and nothing was said.
    #[track_caller]
    fn quiet(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self
    }

    /// Checks that it ended with this code, and that each of `words` was said.
    #[track_caller]
    fn says(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "{word:?} is missing in {self:?}");
        }
        assert!(!self.err.contains("panicked"), "{self:?}");
        self
    }

    /// Checks that this is wrong usage.
    #[track_caller]
    fn is_usage_error(&self) {
        assert_eq!((self.code, self.out.as_str()), (Some(2), ""), "{self:?}");
        assert!(self.err.contains("error"), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The paths of the charters in JSON, in order; "-" for none.
    #[track_caller]
    fn paths(&self) -> Vec<String> {
        let name = |charter: &Value| charter["source"]["path"].as_str().unwrap_or("-").to_owned();
        match self.json() {
            Value::Array(charters) => charters.iter().map(name).collect(),
            charter => vec![name(&charter)],
        }
    }
}
