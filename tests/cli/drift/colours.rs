//! What reaches a terminal: colours where they are wanted, and texts that stay texts.

use std::io::Read;
use std::process::Stdio;

use super::{Place, altered, five, portal, worded};
use crate::cli::run;

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let place = worded();
    let out = |form: &str, variables: &[(&str, &str)]| {
        let mut command = place.command(&["drift", "p", "--to", form]);
        command.envs(variables.iter().copied()).env("TERM", "xterm-256color");
        run(command).says(1, &[]).out
    };
    let plain = out("text", &[]);
    assert!(!plain.contains('\u{1b}'), "a pipe is no terminal");
    assert_eq!(out("text", &[("NO_COLOR", "1")]), plain);
    let coloured = out("text", &[("CLICOLOR_FORCE", "1")]);
    assert!(coloured.contains("\u{1b}[31m[-quelques-]\u{1b}["), "{coloured:?}");
    let mut bare = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').expect("a colour").1;
    }
    assert_eq!(bare + rest, plain, "colours are all that is added");
    for form in ["json", "csv"] {
        assert!(!out(form, &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'), "{form}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let place = Place::new();
    for number in 0..300 {
        let word = format!("mot{number} ").repeat(40);
        place.write(format!("p/{number}.txt"), portal("a").replace("quelques", &word));
    }
    for arguments in [
        &["drift", "p"][..],
        &["drift", "p", "--to", "json"],
        &["drift", "p", "--to", "csv"],
        &["drift", "p", "--partial"],
    ] {
        let mut command = place.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it runs");
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_exact(&mut [0; 10]).expect("it begins");
        drop(stdout);
        let ended = child.wait_with_output().expect("it ends");
        assert_eq!(ended.stderr, b"", "{arguments:?}: {ended:?}");
        assert!(matches!(ended.status.code(), Some(0 | 1)), "{arguments:?}: {ended:?}");
    }
}

/// Whether a terminal shows the text as it is.
fn is_plain(text: &str) -> bool {
    let is_harmful = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    !text.contains(is_harmful)
}

#[test]
fn nothing_of_a_charter_or_a_name_steers_the_terminal() {
    const EVIL: &str = "\u{1b}[2J\u{202e}\u{9b}31m\u{7}\u{2066}";
    let place = five("quelques", &format!("quel{EVIL}ques"));
    let name = format!("p/f{EVIL}\n  substance claim-change  \nf.txt");
    place.write(&name, altered("f", "\tlang\t", &format!("\tla{EVIL}ng\t")));
    place.write("p/g.txt", altered("g", "Finalité\n", &format!("Finalité{EVIL}\n")));
    place.write("p/h.txt", altered("h", "data.h.example", &format!("data.{EVIL}h.example")));
    place.write(format!("p/page{EVIL}\n.txt"), "x");
    for arguments in [
        &["drift", "p"][..],
        &["drift", "p", "--min-severity", "layout"],
        &["drift", "p", "--baseline", &name],
        &["drift", &name, "--baseline", "p/a.txt"],
        &["drift", "p", &format!("gone{EVIL}")],
        &["drift", "--merge", &name],
        &["drift", "p", "--baseline", &format!("gone{EVIL}")],
    ] {
        let run = place.run(arguments);
        assert!(matches!(run.code, Some(1 | 2)), "{run:?}");
        assert!(is_plain(&run.out), "{arguments:?}: {}", run.out);
        assert!(is_plain(&run.err), "{arguments:?}: {}", run.err);
        let forged = run.out.lines().filter(|line| line.trim() == "substance claim-change");
        assert_eq!(forged.count(), 0, "a name is one line: {}", run.out);
    }
    let run = place.run(&["drift", "p"]).says(1, &[]);
    assert!(run.out.contains("p/f\\u{1b}[2J\\u{202e}"), "{}", run.out);
    // In JSON and CSV a text is what it is.
    let json = place.run(&["drift", "p", "--to", "json"]);
    let names: Vec<_> = json.json()["diagnostics"].as_array().expect("remarks").clone();
    assert_eq!(names[0]["path"], format!("p/page{EVIL}\n.txt"));
    assert!(!json.out.contains('\u{1b}') && is_plain(&json.err), "{json:?}");
}

#[test]
fn many_who_differ_alike_are_counted() {
    let place = five("quelques", "quelques");
    for number in 10..40 {
        let text = altered(&format!("x{number}"), "quelques", "plusieurs");
        place.write(format!("p/x{number}.txt"), text);
    }
    for number in 50..99 {
        place.write(format!("p/y{number}.txt"), portal(&format!("y{number}")));
    }
    let run = place.run(&["drift", "p"]).says(1, &[]);
    assert!(run.out.contains("\n              data.x19.example  p/x19.txt"), "{}", run.out);
    assert!(run.out.contains("\n              … and 20 more\n"), "{}", run.out);
    assert!(!run.out.contains("x20"), "ten are named: {}", run.out);
    let json = place.run(&["drift", "p", "--to", "json"]).json();
    let reading = &json["families"][0]["variations"][0]["reading"];
    assert_eq!(reading["paths"].as_array().map(Vec::len), Some(30), "all are named");
}
