//! The command line: arguments, files, pipes, terminals and exit codes.
//!
//! The only room that touches the world. What was typed (`args`) becomes tasks (`input`), which
//! threads work on side by side while the results stay in order (`pipeline`, `work`); each task
//! becomes charters (`read`), a command makes bytes of them (`convert`, `normalize`), and those go out
//! whole or not at all (`output`). Data goes to standard output, everything said about it to
//! standard error (`report`).

mod args;
mod convert;
mod drift;
mod explain;
mod input;
mod normalize;
mod output;
mod pipeline;
mod progress;
mod read;
mod report;
mod schema;
mod work;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

/// How a command ended. What could not be done outweighs what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Status {
    /// Something was found: a text that is not normal, a drift.
    found: bool,
    /// Something could not be done: a file was not read, or not written.
    failed: bool,
}

impl Status {
    const FAILED: Self = Self { found: false, failed: true };

    fn add(&mut self, other: Self) {
        self.found |= other.found;
        self.failed |= other.failed;
    }

    fn code(self) -> ExitCode {
        match self {
            Self { failed: true, .. } => ExitCode::from(2),
            Self { found: true, .. } => ExitCode::from(1),
            Self { .. } => ExitCode::SUCCESS,
        }
    }
}

/// Runs the tool with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Convert(args) => convert::run(&args),
        Command::Normalize(args) => normalize::run(args),
        Command::Drift(args) => drift::run(&args),
        Command::Explain { code } => explain::run(&code),
        Command::Schema { of } => schema::run(of),
    };
    let status = result.unwrap_or_else(|error| {
        report::error(&error);
        Status::FAILED
    });
    status.code()
}
