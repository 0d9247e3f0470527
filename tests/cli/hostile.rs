//! Hostile texts: whatever their shape, time and output stay in proportion to their size.

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Place;

/// No run here takes longer, in a debug build on a slow machine.
const LIMIT: Duration = Duration::from_secs(20);

/// How long a run keeps the processor busy, and how much it writes. It is ended when it takes too
/// long.
fn measure(place: &Place, arguments: &[&str], text: &str) -> (Duration, u64) {
    place.write("x.txt", text);
    place.write("out", "");
    let out = fs::OpenOptions::new().append(true).open(place.path("out")).expect("a file");
    let mut command = place.command(arguments);
    command.args(["-j", "1", "x.txt"]).stdout(Stdio::from(out)).stderr(Stdio::null());
    let mut child = command.spawn().expect("it runs");
    let start = Instant::now();
    loop {
        let busy = busy(&child).unwrap_or_else(|| start.elapsed());
        if let Some(status) = child.try_wait().expect("it ends") {
            assert!(matches!(status.code(), Some(0 | 1)), "{status:?}");
            return (busy, fs::metadata(place.path("out")).expect("a file").len());
        }
        if busy > LIMIT {
            child.kill().expect("it can be ended");
            child.wait().expect("it ends");
            return (LIMIT, u64::MAX);
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// The time of the processor that `child` has had, where Linux tells: unlike the time on the wall,
/// it does not depend on what else the machine does. It can be asked until the child is waited for.
fn busy(child: &Child) -> Option<Duration> {
    let path = format!("/proc/{}/stat", child.id());
    let mut stat = String::new();
    fs::OpenOptions::new().read(true).open(path).ok()?.read_to_string(&mut stat).ok()?;
    // The name of the program, in parentheses, may hold anything; hundredths of a second come as
    // the 12th and the 13th field after it.
    let fields: Vec<_> = stat.rsplit_once(')')?.1.split_ascii_whitespace().collect();
    let ticks =
        fields.get(11..13)?.iter().map(|field| field.parse::<u64>().unwrap_or(0)).sum::<u64>();
    Some(Duration::from_millis(10 * ticks))
}

/// Checks that twice the text takes about twice the time and the output: not four times as much.
fn assert_linear(name: &str, size: usize, shape: fn(usize) -> String) {
    let place = Place::new();
    for arguments in [&["convert", "--to", "ndjson"][..], &["normalize", "--diff"]] {
        let (once, out) = measure(&place, arguments, &shape(size));
        let (twice, more_out) = measure(&place, arguments, &shape(2 * size));
        let allowed = once * 3 + Duration::from_millis(200);
        assert!(twice < allowed, "{name}, {arguments:?}: {once:?}, twice of it {twice:?}");
        assert!(more_out < 3 * out + 10_000, "{name}, {arguments:?}: {out} bytes, then {more_out}");
    }
}

fn in_prose(part: &str, times: usize) -> String {
    format!("Charte cookies\n\nSur la plateforme {}.\n", part.repeat(times))
}

fn rows(header: &str, row: &str, times: usize) -> String {
    format!("Charte cookies\n\n{header}\n{}", row.repeat(times))
}

macro_rules! linear {
    ($($name:ident: $size:literal, $shape:expr;)+) => {
        $(#[test]
        fn $name() {
            assert_linear(stringify!($name), $size, $shape);
        })+
    };
}

linear! {
    one_long_line: 1_000_000, |n| in_prose("un mot de plus ", n / 15);
    one_giant_word: 1_000_000, |n| in_prose("a", n);
    one_giant_accented_word: 400_000, |n| in_prose("é", n);
    combining_marks: 300_000, |n| in_prose("\u{301}", n);
    invisible_characters: 300_000, |n| in_prose("\u{200b}", n) + &"\u{ad}".repeat(n);
    spaces: 500_000, |n| in_prose("\u{a0} ", n);
    opening_brackets: 100_000, |n| in_prose("[", n);
    opening_links: 50_000, |n| in_prose("[a.b", n) + &"](".repeat(n);
    opening_angles: 50_000, |n| in_prose("<http://", n);
    opening_parentheses: 200_000, |n| in_prose("a(", n);
    opening_quotes: 100_000, |n| format!("Charte\nTypes de cookies\nUn cookie {}\n", "«“".repeat(n));
    closing_quotes: 100_000, |n| format!("Charte\nTypes de cookies\nUn cookie {}\n", "“”".repeat(n));
    commas_and_stops: 20_000, |n| in_prose("a.,", n);
    apostrophes_and_stops: 20_000, |n| in_prose("a.'", n);
    stops: 200_000, |n| in_prose(". ", n);
    hosts: 50_000, |n| in_prose("a.example, ", n);
    agreements: 50_000, |n| format!("Cookies nécessaires\n{}\n", "accord ".repeat(n));
    sentences_of_agreement: 20_000, |n| format!("Cookies nécessaires\n{}\n", "Votre accord. ".repeat(n));
    clauses_of_agreement: 20_000, |n| format!("Cookies nécessaires\n{}\n", "accord, ".repeat(n));
    mojibake_in_one_word: 20_000, |n| in_prose("Ã", n);
    mojibake_in_many_words: 20_000, |n| in_prose("Ã Â ", n);
    blank_lines: 100_000, |n| format!("a\n{}b\tc\n{}d\te", "\n".repeat(n), "\n \n".repeat(n));
    headings: 10_000, |n| "Cookies nécessaires\n".repeat(n);
    unknown_headings: 8_000, |n| "Rubrique\nUn texte.\n".repeat(n);
    numbered_headings: 20_000, |n| "1.\tRubrique\n".repeat(n);
    kinds_and_categories: 10_000, |n| format!(
        "Types de cookies\n{}{}",
        "Les cookies « x » sont là.\n".repeat(n),
        "Cookies nécessaires\nUne phrase.\n".repeat(n)
    );
    items: 50_000, |n| "- une chose\n".repeat(n);
    junk: 15_000, |n| "---\n".repeat(n);
    rows_and_lines_in_turn: 4_000, |n| rows("Nom\tFinalité\tDurée", "a\tb\nune ligne\n", n);
    tables_in_turn: 5_000, |n| "a\tb\n- c\n".repeat(n);
    names_without_an_end: 10_000, |n| rows("Nom\tFinalité\tDurée", "a_b\n", n);
    lines_that_go_on: 20_000, |n| rows("Nom\tFinalité\nx\ty", "suite\n", n);
    short_rows: 8_000, |n| rows("Nom\tFinalité\tDurée\tType\tService", "a\n\tb\n", n);
    headers: 10_000, |n| rows("Nom\tFinalité", "Nom\tFinalité\n", n);
    cookies_of_one_name: 20_000, |n| rows("Nom\tFinalité", "sessionid\tGarder\n", n);
    tabs: 100_000, |n| format!("a\tb{}", "\t".repeat(n));
    columns: 50_000, |n| rows("Nom\tFinalité", "a\t", n);
    unknown_columns: 20_000, |n| format!("Nom\tFinalité{}\na\tb\n", "\tx".repeat(n));
    columns_of_one_field: 10_000, |n| format!("{}{}Nom\n", "x\t".repeat(n), "Nom\t".repeat(n));
    short_rows_under_a_wide_header: 1_000, |n| rows(&"Nom\t".repeat(n), "a\tb\n", n);
    broken_rows_under_a_wide_header: 1_000, |n| rows(&"Nom\t".repeat(n), "a\tb\nc\n", n);
    lines_that_all_differ: 10_000, |n| (0..n).fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "Ligne  numéro {line}");
        text
    });
}

#[test]
fn a_line_of_twenty_megabytes() {
    let place = Place::new();
    let text = in_prose("un mot de plus ", 20_000_000 / 15);
    assert!(measure(&place, &["convert"], &text).0 < LIMIT);
}

#[test]
fn two_hundred_thousand_columns() {
    let place = Place::new();
    let text = format!("Nom\tFinalité{}\n{}a\n", "\tx".repeat(200_000), "a\t".repeat(200_001));
    assert!(measure(&place, &["convert"], &text).0 < LIMIT);
}

#[test]
fn a_hundred_thousand_cookies_of_one_name() {
    let place = Place::new();
    let text = rows("Nom\tFinalité", "sessionid\tGarder la session\n", 100_000);
    assert!(measure(&place, &["convert", "--to", "csv"], &text).0 < LIMIT);
}
