//! `--accepted FILE`: what a team has accepted is counted, not shown, and does not fail.

use super::{Place, altered, told, turned};

/// The fingerprints of what is found.
fn fingerprints(place: &Place, arguments: &[&str]) -> Vec<String> {
    let json = place.run(&[&["drift", "p", "--to", "json"], arguments].concat()).json();
    let variations = json["families"][0]["variations"].as_array().expect("variations").clone();
    variations.iter().map(|it| it["fingerprint"].as_str().expect("one").to_owned()).collect()
}

/// A consent and a retention that differ.
fn two() -> Place {
    let place = turned();
    place.write("p/f.txt", altered("f", "6 mois", "7 mois"));
    place
}

#[test]
fn what_is_accepted_is_counted_and_does_not_fail() {
    let place = two();
    let found = fingerprints(&place, &[]);
    assert_eq!(found.len(), 2);
    place.write("ok", format!("# Agreed.\n\n{} the law of that town\n", found[0]));
    let run = place.run(&["drift", "p", "--accepted", "ok", "--to", "json"]).says(1, &[]);
    assert_eq!((told(&run).len(), &run.json()["accepted"], run.err.as_str()), (1, &1.into(), ""));
    place.write("ok", found.iter().map(|it| it.to_uppercase() + "\n").collect::<String>());
    let run = place.run(&["drift", "p", "--accepted", "ok"]).quiet();
    let head = "6 charters in 1 family, no differences at wording or above\n\
                not shown: 1 parameter\naccepted: 2 variations\n";
    assert!(run.out.starts_with(head), "{run:?}");
    // Parts are no other corpus.
    place.run(&["drift", "p", "--partial", "-o", "x.part"]).quiet();
    assert_eq!(place.run(&["drift", "--merge", "x.part", "--accepted", "ok"]), run);
}

#[test]
fn what_is_no_longer_seen_is_listed_and_what_is_only_hidden_is_not() {
    let place = two();
    let found = fingerprints(&place, &["--min-severity", "parameter"]);
    let gone = "0123456789abcdef0123456789abcdef";
    place.write("ok", format!("{gone} a flag that was mended\n{}\n", found[2]));
    let run = place.run(&["drift", "p", "--accepted", "ok"]).says(1, &["a flag that was mended"]);
    assert_eq!(run.err.lines().count(), 1, "the parameter is there: {run:?}");
    assert!(run.err.contains(gone) && !run.err.contains(&found[2]), "{run:?}");
}

#[test]
fn the_file_is_written_anew_in_order_with_its_reasons() {
    let place = two();
    let mut found = fingerprints(&place, &[]);
    let gone = "0".repeat(32);
    let text = format!("# Our own.\n\n# Since May.\n{} asked for\n{gone} is gone\n", found[1]);
    place.write("ok", text);
    let run = place.run(&["drift", "p", "--accepted", "ok", "--write-accepted"]);
    assert_eq!(run.says(0, &[&gone, "is gone"]).err.lines().count(), 1);
    let consent = format!("{} consent-change: kinds of cookies, paragraph 1\n", found[0]);
    let retention = format!("# Since May.\n{} asked for\n", found[1]);
    let mut lines = [(found[0].clone(), consent), (found[1].clone(), retention)];
    lines.sort();
    let expected = format!("# Our own.\n\n{}{}", lines[0].1, lines[1].1);
    assert_eq!(place.read("ok"), expected);
    let again = place.run(&["drift", "p", "--accepted", "ok", "--write-accepted"]).quiet();
    assert_eq!(place.read("ok"), expected);
    assert!(again.out.contains("accepted: 2 variations\n"), "{again:?}");
    // One that is not there is made, with what would be shown or fail.
    let arguments =
        ["drift", "p", "--accepted", "new", "--write-accepted", "--fail-on", "parameter"];
    place.run(&arguments).quiet();
    let new = place.read("new");
    found.extend(fingerprints(&place, &["--min-severity", "parameter"]));
    assert!(found.iter().all(|it| new.contains(it)), "{new}");
    assert_eq!(new.lines().count(), 2 + 3, "{new}");
}

#[test]
fn a_file_that_makes_no_sense_is_told_before_anything_is_lost() {
    let place = two();
    place.write("ok", "# why\nconsent-change is fine\n");
    for arguments in [&["--accepted", "ok"][..], &["--accepted", "ok", "--write-accepted"]] {
        let run = place.run(&[&["drift", "p"], arguments].concat()).says(2, &["ok, line 2"]);
        assert_eq!(run.out, "");
    }
    assert_eq!(place.read("ok"), "# why\nconsent-change is fine\n");
    place.run(&["drift", "p", "--accepted", "gone"]).says(2, &["cannot read gone"]);
    // Where a charter could not be read, nothing is forgotten.
    let gone = "0".repeat(32);
    place.write("ok", format!("{gone} is gone\n"));
    place.run(&["drift", "p", "none", "--accepted", "ok", "--write-accepted"]).says(2, &["none"]);
    assert!(place.read("ok").contains(&gone));
}
