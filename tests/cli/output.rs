//! Where it is written: standard output, a file that is replaced whole, and devices that are not.

use std::fs;
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::process::{Command, Stdio};

use super::{Place, charter, run};

#[test]
fn a_file_is_replaced_whole() {
    let place = Place::with(&["a.txt"]);
    let json = place.run(&["convert", "a.txt"]).quiet().out;
    place.write("out.json", "x".repeat(100_000));
    fs::set_permissions(place.path("out.json"), fs::Permissions::from_mode(0o640)).expect("a file");
    let written = place.run(&["convert", "a.txt", "-o", "out.json"]).quiet();
    assert_eq!((written.out.as_str(), place.read("out.json")), ("", json));
    let mode = |name| fs::metadata(place.path(name)).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode("out.json"), 0o640, "its permissions are kept");
    assert_eq!(place.files(""), ["a.txt", "out.json"], "nothing else is left");
    place.run(&["convert", "a.txt", "-o", "new.json"]).quiet();
    place.write("plain", "");
    assert_eq!(mode("new.json"), mode("plain"), "a new file is like any other");
}

#[test]
fn the_extension_says_the_format_unless_it_is_told() {
    let place = Place::with(&["a.txt"]);
    for format in ["json", "ndjson", "csv"] {
        let name = format!("out.{format}");
        place.run(&["convert", "a.txt", "-o", &name]).quiet();
        assert_eq!(place.read(&name), place.run(&["convert", "--to", format, "a.txt"]).out);
    }
    place.run(&["convert", "a.txt", "-o", "out.txt"]).quiet();
    assert_eq!(place.read("out.txt"), charter("a.txt"));
    place.run(&["convert", "a.txt", "--to", "csv", "-o", "out.json"]).quiet();
    assert!(place.read("out.json").starts_with("path,"));
}

#[test]
fn a_link_stays_a_link_to_the_file_that_is_replaced() {
    let place = Place::with(&["a.txt", "real/x.json"]);
    symlink("real/x.json", place.path("out.json")).expect("a link");
    place.run(&["convert", "a.txt", "-o", "out.json"]).quiet();
    assert!(place.path("out.json").is_symlink());
    assert!(place.read("real/x.json").contains("charte/1"));
}

#[test]
fn the_old_output_stays_when_nothing_can_be_done() {
    let place = Place::with(&["a.txt", "old.json"]);
    let old = place.read("old.json");
    for arguments in [
        &["convert", "gone.txt", "-o", "old.json"][..],
        &["convert", "--files0-from", "gone", "-o", "old.json"],
        &["convert", "-", "-", "-o", "old.json"],
        &["convert", "a.txt", "--lang", "tlh", "-o", "old.json"],
        &["convert", "a.txt", "-o", "old.json/x"],
        &["convert", "a.txt", "-o", "none/x.json"],
        &["convert", "a.txt", "-o", "."],
        &["convert", "a.txt", "-o", ""],
        &["convert", "a.txt", "-d", "old.json"],
    ] {
        let run = place.run(arguments).says(2, &["error"]);
        assert_eq!(run.out, "");
        assert_eq!(place.read("old.json"), old, "{arguments:?}");
        assert_eq!(place.files(""), ["a.txt", "old.json"], "{arguments:?}");
    }
    // What can be done is done.
    place.run(&["convert", "gone.txt", "a.txt", "-o", "old.json"]).says(2, &["gone.txt"]);
    assert!(place.read("old.json").contains("a.txt"));
}

#[test]
fn an_input_may_be_its_own_output() {
    let place = Place::with(&["a.txt"]);
    let json = place.run(&["convert", "a.txt"]).out;
    place.run(&["convert", "a.txt", "--to", "json", "-o", "a.txt"]).quiet();
    assert_eq!(place.read("a.txt"), json);
}

/// Everything here is in the folder of the test: a program that replaces what it must not, run as
/// root, would break the machine's own `/dev/stdout`.
#[test]
fn devices_and_pipes_are_written_to_and_not_replaced() {
    let place = Place::with(&["a.txt"]);
    let json = place.run(&["convert", "a.txt"]).out;
    let made = Command::new("mkfifo").arg(place.path("fifo")).status();
    assert!(made.is_ok_and(|status| status.success()));
    symlink("fifo", place.path("to-fifo")).expect("a link");
    // What `/dev/stdout` is: a link to something that has no path when it is a pipe.
    symlink("/proc/self/fd/1", place.path("stdout")).expect("a link");
    symlink("stdout", place.path("to-stdout")).expect("a link");
    for name in ["fifo", "to-fifo"] {
        // Open for both, so that opening waits for nobody.
        let both = fs::OpenOptions::new().read(true).write(true).open(place.path("fifo"));
        let mut both = both.expect("a pipe");
        place.run(&["convert", "a.txt", "--to", "json", "-o", name]).quiet();
        let is_pipe =
            |name| fs::metadata(place.path(name)).expect("it is there").file_type().is_fifo();
        assert!(is_pipe("fifo") && is_pipe("to-fifo"), "{name}");
        let mut written = vec![0; json.len()];
        both.read_exact(&mut written).expect("what was written");
        assert_eq!(written, json.as_bytes());
    }
    for name in ["stdout", "to-stdout"] {
        let run = place.run(&["convert", "a.txt", "--to", "json", "-o", name]);
        assert!(place.path(name).is_symlink(), "{name} was replaced");
        assert_eq!(run.quiet().out, json, "{name}");
    }
    assert_eq!(place.files(""), ["a.txt", "fifo", "stdout", "to-fifo", "to-stdout"]);
}

#[test]
fn a_full_disk_is_a_clear_error() {
    let place = Place::with(&["a.txt", "p/b.txt"]);
    for arguments in [
        &["convert", "a.txt"][..],
        &["convert", "--to", "csv", "p"],
        &["normalize", "a.txt"],
        &["normalize", "--check", "x.txt"],
        &["explain", "row-width"],
        &["schema"],
    ] {
        place.write("x.txt", "a  b");
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
        let mut command = place.command(arguments);
        command.stdout(Stdio::from(full));
        let run = run(command).says(2, &["standard output", "o space"]);
        assert!(
            run.err.lines().filter(|line| line.contains("standard output")).count() == 1,
            "{run:?}"
        );
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let place = Place::new();
    for number in 0..200 {
        place.write(format!("p/{number}.txt"), charter("x").repeat(50));
    }
    for arguments in [
        &["convert", "p"][..],
        &["convert", "--to", "csv", "p", "-j", "4"],
        &["normalize", "p"],
        &["normalize", "--diff", "p"],
        &["schema"],
    ] {
        for reads in [0, 10] {
            let mut command = place.command(arguments);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().expect("it runs");
            let mut stdout = child.stdout.take().expect("a pipe");
            stdout.read_exact(&mut vec![0; reads]).expect("some output");
            drop(stdout);
            let output = child.wait_with_output().expect("it ends");
            let err = String::from_utf8(output.stderr.clone()).expect("UTF-8");
            assert!(!err.contains("panicked") && !err.contains("pipe"), "{arguments:?}: {err}");
            assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {output:?}");
        }
    }
}
