//! `--baseline FILE`: the charter that all others are compared with, and no witness itself.

use super::{Place, altered, five, portal, told, worded};

#[test]
fn all_are_compared_with_it_and_it_has_no_vote() {
    let place = worded();
    place.write("norm/ref", altered("norm", "Garder la", "Tenir la"));
    let run = place.run(&["drift", "p", "--baseline", "norm/ref", "--to", "json"]).says(1, &[]);
    assert_eq!(
        told(&run),
        [
            "substance passage-rewritten: p/e.txt",
            "wording word-change: p/a.txt p/b.txt p/c.txt p/d.txt p/e.txt",
        ]
        .map(|line| line.replace("substance passage-rewritten", "wording word-change"))
    );
    let report = run.json();
    let family = &report["families"][0];
    assert_eq!((&family["baseline"], &family["charters"]), (&"norm/ref".into(), &5.into()));
    let purpose = &family["variations"][1];
    assert_eq!(purpose["baseline"]["text"], "Tenir la session ouverte");
    assert_eq!(
        (&purpose["baseline"]["charters"], &purpose["baseline"]["tie"]),
        (&0.into(), &false.into())
    );
    let text = place.run(&["drift", "p", "--baseline", "norm/ref"]).says(1, &[]).out;
    assert!(text.contains("\nfamily 1: fr, 5 charters, 2 variations from the baseline norm/ref\n"));
}

#[test]
fn in_the_folder_it_is_no_witness_however_it_is_named() {
    let place = worded();
    for name in ["p/e.txt", "./p/e.txt", "p/../p/e.txt"] {
        let run = place.run(&["drift", "p", "--baseline", name, "--to", "json"]).says(1, &[]);
        assert_eq!(run.json()["charters"], 4, "{name}");
        assert_eq!(told(&run), ["wording word-change: p/a.txt p/b.txt p/c.txt p/d.txt"]);
        assert_eq!(run.json()["families"][0]["baseline"], name);
    }
    let absolute = place.path("p/e.txt");
    let run =
        place.run(&["drift", "p", "--to", "json", "--baseline", absolute.to_str().expect("UTF-8")]);
    assert_eq!(run.says(1, &[]).json()["charters"], 4);
    // Its like is a witness all the same.
    place.write("p/copy.txt", place.read("p/e.txt"));
    let run = place.run(&["drift", "p", "--baseline", "p/e.txt", "--to", "json"]).says(1, &[]);
    assert_eq!((run.json()["charters"].as_u64(), told(&run).len()), (Some(5), 1));
    let variation = &run.json()["families"][0]["variations"][0];
    assert_eq!(variation["baseline"]["charters"], 1);
}

#[test]
fn one_charter_is_enough_beside_it() {
    let place = worded();
    let run = place.run(&["drift", "p/e.txt", "--baseline", "p/a.txt"]).says(1, &[]);
    assert!(run.out.contains("\n    baseline  Ce portail garde [-quelques-] cookies"), "{run:?}");
    assert!(run.out.contains("\n              wording word-change\n"), "{run:?}");
    assert!(!run.out.contains(" of 1 charter"), "it would tell nothing: {run:?}");
    place.run(&["drift", "p/b.txt", "--baseline", "p/a.txt"]).quiet();
}

#[test]
fn one_that_cannot_be_read_ends_the_run() {
    let place = worded();
    for name in ["gone.txt", "p"] {
        let run = place.run(&["drift", "p", "--baseline", name, "--exit-zero"]);
        let run = run.says(2, &[&format!("cannot read the baseline {name}: ")]);
        assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 1));
    }
}

#[test]
fn one_that_is_no_charter_ends_the_run() {
    let place = worded();
    place.write("page.txt", "Error 503\n\nService unavailable\n");
    place.write("empty.txt", "");
    for name in ["page.txt", "empty.txt"] {
        let run = place.run(&["drift", "p", "--baseline", name]);
        let run = run.says(2, &[&format!("the baseline {name} is no charter")]);
        assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 1));
    }
}

#[test]
fn where_no_charter_is_like_it_that_is_said_and_the_majority_decides() {
    let place = worded();
    place.write(
        "other.txt",
        "Cookie policy\n\nThis site sets one cookie.\n\nName\tPurpose\nsid\tKeeps you signed in\n",
    );
    let run = place.run(&["drift", "p", "--baseline", "other.txt", "--to", "json"]);
    let run = run.says(2, &["no charter is like the baseline other.txt"]);
    assert_eq!(run.json()["diagnostics"][0]["code"], "not-compared");
    assert_eq!(told(&run), ["wording word-change: p/e.txt"]);
    assert_eq!(run.json()["families"][0]["baseline"], "consensus");
    assert_eq!(run.json()["families"].as_array().map(Vec::len), Some(1), "it has no family");
    assert_eq!(run.err.lines().count(), 1);
}

#[test]
fn other_families_keep_their_consensus() {
    let place = worded();
    for host in ["x", "y", "z"] {
        let keep = if host == "z" { "keeps" } else { "sets" };
        let text = format!(
            "Cookie policy\n\nThis site {keep} one cookie.\n\nWhat cookies are used on {host}.example\n\n\
             Name\tPurpose\nsid\tKeeps you signed in\n"
        );
        place.write(format!("p/{host}.txt"), text);
    }
    let run = place.run(&["drift", "p", "--baseline", "p/a.txt", "--to", "json"]).says(1, &[]);
    assert_eq!(told(&run), ["wording word-change: p/z.txt", "wording word-change: p/e.txt"]);
    let report = run.json();
    assert_eq!(report["families"][0]["baseline"], "consensus");
    assert_eq!(report["families"][1]["baseline"], "p/a.txt");
    assert_eq!(run.err, "");
}

#[test]
fn nothing_but_the_baseline_is_nothing_to_compare() {
    let place = Place::new();
    place.write("p/a.txt", portal("a"));
    for paths in ["p", "p/a.txt"] {
        let run = place.run(&["drift", paths, "--baseline", "p/a.txt"]).says(0, &["p/a.txt"]);
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
        assert!(!run.err.contains("--include"), "the file was found: {run:?}");
    }
}

#[test]
fn it_is_read_as_the_input_is() {
    let place = worded();
    let json = place.run(&["convert", "p", "--to", "ndjson"]).quiet().out;
    place.write("all.ndjson", &json);
    place.write("ref.json", place.run(&["convert", "p/e.txt"]).quiet().out);
    let arguments = ["drift", "--from", "json", "all.ndjson", "--to", "json", "--baseline"];
    let run = place.run(&[&arguments[..], &["ref.json"]].concat()).says(1, &[]);
    assert_eq!(told(&run), ["wording word-change: p/a.txt p/b.txt p/c.txt p/d.txt"]);
    assert_eq!(run.json()["families"][0]["baseline"], "ref.json");
    let run = place.run(&[&arguments[..], &["p/e.txt"]].concat());
    run.says(2, &["cannot read the baseline p/e.txt: "]);
    // JSON that does not say which rows declare its cookies would look like a charter without any.
    let earlier = json.replace("\"role\":\"cookies\",\"cookies\":[", "\"earlier\":[");
    assert_ne!(earlier, json);
    place.write("earlier.ndjson", earlier.lines().next().expect("a charter"));
    let run = place.run(&[&arguments[..], &["earlier.ndjson"]].concat());
    run.says(2, &["the baseline earlier.ndjson: ", "convert the charter again"]);
    let run = place.pipe(&earlier, &["drift", "--from", "json", "--to", "json"]);
    let run = run.says(2, &["p/a.txt: ", "p/e.txt: ", "convert the charter again"]);
    assert_eq!(run.json()["charters"], 0);
    // Records are texts, and so is what they are compared with.
    let record = |host: &str| {
        let path = format!("p/{host}.txt");
        serde_json::json!({ "path": path, "text": place.read(&path) }).to_string() + "\n"
    };
    let records: String = ["a", "b", "e"].map(record).concat();
    let run = place
        .pipe(records, &["drift", "--from", "records", "--to", "json", "--baseline", "p/e.txt"]);
    let run = run.says(1, &[]);
    assert_eq!(told(&run), ["wording word-change: p/a.txt p/b.txt"], "e is no witness");
}

#[test]
fn what_it_lacks_and_what_it_has_more_is_told() {
    let place = five("quelques", "quelques");
    let lang = "Orvane\tlang\t6 mois\tRetenir la langue choisie\n";
    place.write("less", altered("x", lang, ""));
    place.write(
        "more",
        altered("x", lang, &format!("{lang}Orvane\ttheme\t1 an\tRetenir le thème\n")),
    );
    let all = "p/a.txt p/b.txt p/c.txt p/d.txt p/e.txt";
    let run = place.run(&["drift", "p", "--baseline", "less", "--to", "json"]).says(1, &[]);
    assert_eq!(told(&run), [format!("substance cookie-added: {all}")]);
    let run = place.run(&["drift", "p", "--baseline", "more", "--to", "json"]).says(1, &[]);
    assert_eq!(told(&run), [format!("substance cookie-removed: {all}")]);
}
