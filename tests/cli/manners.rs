//! Manners: what goes where, colours, and text that would steer a terminal.

use super::{Place, charter, run};

#[test]
fn data_goes_out_and_remarks_go_aside() {
    let place = Place::new();
    place.write("a.txt", "x");
    let run = place.run(&["convert", "a.txt"]).says(0, &["a.txt: error[not-a-charter]: "]);
    assert!(run.json().is_object());
    assert!(run.err.lines().all(|line| line.starts_with("a.txt:") || line.starts_with("    help")));
    place.write("b.txt", "Charte cookies\n\nNom\tFinalité\tRemarques\na\tb\tc\nd\te\n");
    place
        .run(&["convert", "b.txt"])
        .says(0, &["b.txt:3:14: note[unknown-column]", "b.txt:5:1: warning[row-width]"]);
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let place = Place::with(&["a.txt"]);
    let err = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = place.command(arguments);
        command.envs(variables.iter().copied()).env("TERM", "xterm-256color");
        let run = run(command);
        assert!(!run.out.contains('\u{1b}'), "{run:?}");
        run.err
    };
    place.write("odd.txt", "x  y");
    for arguments in
        [&["convert", "gone.txt"][..], &["convert", "odd.txt"], &["normalize", "--diff", "odd.txt"]]
    {
        assert!(!err(arguments, &[]).contains('\u{1b}'), "a pipe is no terminal");
        assert!(err(arguments, &[("CLICOLOR_FORCE", "1")]).contains("\u{1b}["));
        assert!(!err(arguments, &[("NO_COLOR", "1")]).contains('\u{1b}'));
        let both = err(arguments, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "")]);
        assert!(!both.contains('\u{1b}'));
    }
}

#[test]
fn controls_in_names_and_texts_do_not_reach_the_terminal() {
    let place = Place::new();
    let name = "\u{1b}[2Ja\u{9b}31m\rb\n.txt";
    let text = "Charte cookies\n\nNom\tFinalité\tA\u{1b}[31mB\na\tb\tc\n";
    place.write(name, text);
    place.write("p/x.txt", text);
    let is_plain = |text: &str| !text.contains(|c: char| c.is_control() && c != '\n');
    for arguments in [
        &["convert", name][..],
        &["convert", "p"],
        &["convert", "--files0-from", name],
        &["convert", "gone\u{1b}[2J.txt"],
        &["convert", "p", "-o", "none\u{1b}[2J/x"],
        &["convert", "p", "-d", "p/x.txt/\u{1b}[2J"],
        &["normalize", "--check", name],
        &["explain", "\u{1b}[2J"],
    ] {
        let run = place.run(arguments);
        assert!(is_plain(&run.err), "{arguments:?}: {run:?}");
        assert!(run.code == Some(2) || !run.err.is_empty(), "{run:?}");
    }
    let check = place.run(&["normalize", "--check", name]).says(1, &[]);
    assert!(is_plain(&check.out) && check.out.lines().count() == 1, "one path a line: {check:?}");
    let diff = place.run(&["normalize", "--diff", name]).says(1, &[]);
    assert!(diff.out.lines().take(2).all(is_plain), "{diff:?}");
    let text = place.run(&["convert", "--to", "text", name, "p/x.txt"]).says(0, &[]);
    assert!(text.out.lines().filter(|line| line.starts_with("==> ")).all(is_plain), "{text:?}");
    assert_eq!(text.out.lines().filter(|line| line.ends_with(" <==")).count(), 2, "{text:?}");
}

#[test]
fn one_path_is_one_line_for_remarks() {
    let place = Place::new();
    let run = place.pipe("x", &["convert", "--stdin-name", "a\nb: error[x]: y"]).says(0, &[]);
    assert!(run.err.lines().all(|line| !line.starts_with("b:")), "{run:?}");
}

#[test]
fn help_and_version_are_data() {
    let place = Place::new();
    for arguments in
        [&["--help"][..], &["--version"], &["convert", "--help"], &["help", "normalize"]]
    {
        let run = place.run(arguments).quiet();
        assert!(!run.out.is_empty() && !run.out.contains('\u{1b}'));
    }
    let help = place.run(&["convert", "--help"]).out;
    for option in [
        "--to",
        "--output",
        "--directory",
        "--excel",
        "--from",
        "--files0-from",
        "--include",
        "--stdin-name",
        "--encoding",
        "--lang",
        "--threads",
    ] {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn no_progress_is_shown_where_there_is_no_terminal() {
    let place = Place::new();
    for number in 0..100 {
        place.write(format!("p/{number}.txt"), charter("x"));
    }
    place.run(&["convert", "p"]).quiet();
}
