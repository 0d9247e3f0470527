//! The `charte` command line tool.

use std::process::ExitCode;

fn main() -> ExitCode {
    charte::cli::main()
}
