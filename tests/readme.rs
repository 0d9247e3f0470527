//! What README shows is what happens: its console examples are run, and their output compared.
#![cfg(test)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One command of README and what README says it prints.
#[derive(Debug, Default)]
struct Example {
    command: String,
    output: String,
}

fn examples(readme: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut in_console = false;
    for line in readme.lines() {
        match line {
            "```console" => in_console = true,
            "```" => in_console = false,
            _ if !in_console => {}
            _ => {
                if let Some(command) = line.strip_prefix("$ ") {
                    examples.push(Example { command: command.to_owned(), ..Example::default() });
                } else if let Some(example) = examples.last_mut() {
                    example.output.push_str(line);
                    example.output.push('\n');
                }
            }
        }
    }
    examples
}

/// The search path with the binary under test before everything else.
fn path() -> OsString {
    let binary = Path::new(env!("CARGO_BIN_EXE_charte")).parent().map(PathBuf::from);
    let others = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(binary.into_iter().chain(std::env::split_paths(&others))).unwrap()
}

/// The programs of the examples that a machine may lack.
const PROGRAMS: [&str; 3] = ["jq", "mlr", "duckdb"];

/// Those of a command that are not on this machine.
fn missing(command: &str) -> Vec<&'static str> {
    let is_used = |program: &&str| command.contains(&format!("| {program} "));
    let is_there = |program: &&str| {
        let look = ["-c", "command -v \"$0\" >/dev/null", program];
        Command::new("sh").args(look).status().unwrap().success()
    };
    PROGRAMS.into_iter().filter(is_used).filter(|program| !is_there(program)).collect()
}

#[test]
#[cfg(unix)]
fn its_examples_do_what_they_show() {
    let readme = include_str!("../README.md");
    let examples = examples(readme);
    assert!(examples.len() > 8, "README has lost its examples");
    for Example { command, output } in examples {
        let missing = missing(&command);
        if !missing.is_empty() {
            // CI installs them all, and asks that none is left out.
            assert!(std::env::var_os("CI").is_none(), "{missing:?} must be installed in CI");
            eprintln!("left out, since there is no {}: {command}", missing.join(", "));
            continue;
        }
        let run = Command::new("sh")
            .args(["-c", &command])
            .env("PATH", path())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let printed = String::from_utf8(run.stdout).unwrap();
        assert_eq!(printed, output, "{command}");
    }
}
