//! `charte drift` as its users run it: what is told of which charters, in which form, and with which
//! exit code.

mod accepted;
mod baseline;
mod colours;
mod declared;
mod forms;
mod inputs;
mod parts;
mod since;

use serde_json::Value;

use super::{Place, Run};

/// The charter of the portal at `data.HOST.example`.
fn portal(host: &str) -> String {
    format!(
        "Charte cookies\n\n\
         Ce portail garde quelques cookies dans votre navigateur.\n\n\
         Les différents types de cookies :\n\n\
         Les cookies « nécessaires » ne demandent pas votre consentement.\n\n\
         Liste des cookies utilisés sur <https://data.{host}.example>\n\n\
         Cookies strictement nécessaires\n\n\
         Fournisseur\tNom du cookie\tDurée de conservation\tFinalité\n\
         Orvane\tsessionid\tSession\tGarder la session ouverte\n\
         Orvane\tlang\t6 mois\tRetenir la langue choisie\n"
    )
}

/// The charter of that portal, with `to` for `from`.
#[track_caller]
fn altered(host: &str, from: &str, to: &str) -> String {
    let text = portal(host);
    assert!(text.contains(from), "{from:?} is not in {text}");
    text.replace(from, to)
}

/// A folder `p` of four charters that say the same, each of its own portal, and one that does not.
fn five(from: &str, to: &str) -> Place {
    let place = Place::new();
    for host in ["a", "b", "c", "d"] {
        place.write(format!("p/{host}.txt"), portal(host));
    }
    place.write("p/e.txt", altered("e", from, to));
    place
}

/// Four charters that say the same, and one with a word changed.
fn worded() -> Place {
    five("quelques", "plusieurs")
}

/// Four charters that say the same, and one with a consent turned round.
fn turned() -> Place {
    five("ne demandent pas", "demandent")
}

/// The variations of a JSON report, a line each: severity, rule, and who has the reading.
#[track_caller]
fn told(run: &Run) -> Vec<String> {
    let report = run.json();
    let families = report["families"].as_array().expect("families");
    let variations =
        families.iter().flat_map(|family| family["variations"].as_array().expect("variations"));
    variations.map(line).collect()
}

fn line(variation: &Value) -> String {
    let paths = variation["reading"]["paths"].as_array().expect("paths");
    let paths: Vec<_> = paths.iter().map(|path| path.as_str().expect("a path")).collect();
    let text = |key: &str| variation[key].as_str().expect("a name");
    format!("{} {}: {}", text("severity"), text("rule"), paths.join(" "))
}

const WORDED: &str = "wording word-change: p/e.txt";
const ADDRESS: &str = "parameter parameter-change: p/b.txt p/c.txt p/d.txt p/e.txt";

#[test]
fn what_drifted_is_told_and_makes_the_exit_code() {
    let run = worded().run(&["drift", "p", "--to", "json"]).says(1, &[]);
    assert_eq!((told(&run), run.err.as_str()), (vec![WORDED.to_owned()], ""));
    let same = five("quelques", "quelques").run(&["drift", "p", "--to", "json"]).quiet();
    assert!(told(&same).is_empty(), "only the addresses differ: {same:?}");
}

#[test]
fn the_least_severity_says_what_is_shown_and_what_fails() {
    let place = worded();
    let shown = |arguments: &[&str]| {
        let run = place.run(&[&["drift", "p", "--to", "json"], arguments].concat());
        assert_eq!(run.err, "");
        (run.code, told(&run))
    };
    let (both, one) = (vec![WORDED.to_owned(), ADDRESS.to_owned()], vec![WORDED.to_owned()]);
    for (arguments, code, expected) in [
        (&["--min-severity", "layout"][..], 1, &both),
        (&["--min-severity", "typography"], 1, &both),
        (&["--min-severity", "parameter"], 1, &both),
        (&["--min-severity", "wording"], 1, &one),
        (&["--min-severity", "substance"], 0, &vec![]),
        (&["--fail-on", "parameter"], 1, &one),
        (&["--fail-on", "substance"], 0, &one),
        // What fails may weigh less than what is shown.
        (&["--min-severity", "substance", "--fail-on", "wording"], 1, &vec![]),
        (&["--min-severity", "substance", "--fail-on", "layout"], 1, &vec![]),
        (&["--min-severity", "layout", "--fail-on", "substance"], 0, &both),
        (&["--exit-zero"], 0, &one),
        (&["--exit-zero", "--fail-on", "layout"], 0, &one),
    ] {
        assert_eq!(shown(arguments), (Some(code), expected.clone()), "{arguments:?}");
    }
    assert_eq!(turned().run(&["drift", "p", "--fail-on", "substance"]).code, Some(1));
}

#[test]
fn what_could_not_be_done_outweighs_what_was_found() {
    let place = worded();
    for arguments in [&["drift", "p", "gone"][..], &["drift", "--exit-zero", "gone", "p"]] {
        let run =
            place.run(&[arguments, &["--to", "json"]].concat()).says(2, &["cannot read gone"]);
        assert_eq!(told(&run), [WORDED], "the rest is reported");
        assert_eq!(run.err.lines().count(), 1);
    }
}

#[test]
fn the_text_report_is_for_people() {
    let run = worded().run(&["drift", "p"]).says(1, &[]);
    assert_eq!(
        run.out,
        "5 charters in 1 family, 1 variation: 1 wording\n\
         not shown: 1 parameter\n\
         \nseverity  rule         variations  occurrences\n\
         wording   word-change           1            1\n\
         \nfamily 1: fr, 5 charters, 1 variation from the consensus\n\
         \n  introduction, paragraph 1\n    \
             baseline  Ce portail garde [-quelques-] cookies dans votre navigateur.\n              \
                       4 of 5 charters\n    \
             reading   Ce portail garde {+plusieurs+} cookies dans votre navigateur.\n              \
                       wording word-change, 1 of 5 charters\n              \
                       data.e.example  p/e.txt:3\n"
    );
    let words = turned().run(&["drift", "p"]).says(1, &[]).out;
    assert!(words.contains("\n  kinds of cookies, paragraph 1\n"), "{words}");
    assert!(words.contains("« nécessaires » [-ne-] demandent [-pas-] votre consentement.\n"));
    assert!(
        words.contains("\n              substance consent-change (ne, pas), 1 of 5"),
        "{words}"
    );
}

#[test]
fn the_gravest_comes_first_then_the_order_of_the_text() {
    let place = worded();
    let text = portal("f")
        .replace("Ce portail garde quelques", "Ce portail garde peu de")
        .replace("ne demandent pas", "demandent")
        .replace("6 mois", "7 mois")
        .replace("\nOrvane\tsessionid\tSession", "\n\n\nOrvane\tsessionid\tsession");
    place.write("p/f.txt", text);
    let run = place.run(&["drift", "p", "--to", "json", "--min-severity", "layout"]).says(1, &[]);
    let told = told(&run);
    let rules: Vec<_> = told.iter().map(|line| line.split(':').next().expect("a rule")).collect();
    assert_eq!(
        rules,
        [
            "substance consent-change",
            "substance retention-change",
            "wording word-change",
            "wording word-change",
            "parameter parameter-change",
            "typography typography-change",
            "layout layout-change",
        ],
        "{told:#?}"
    );
}

/// The keys of pretty JSON in the order they are written.
fn keys(json: &str) -> Vec<&str> {
    let key = |line: &'_ str| -> Option<(usize, usize)> {
        let start = line.find('"')?;
        let end = line.find("\": ")?;
        line.get(..start)?.trim().is_empty().then_some((start + 1, end))
    };
    json.lines()
        .filter_map(|line| key(line).and_then(|(start, end)| line.get(start..end)))
        .collect()
}

#[test]
fn json_has_its_keys_in_their_order() {
    let run = worded().run(&["drift", "p", "--to", "json"]).says(1, &[]);
    assert_eq!(
        keys(&run.out),
        [
            "schema",
            "charters",
            "families",
            "language",
            "charters",
            "baseline",
            "variations",
            "severity",
            "rule",
            "words",
            "passage",
            "role",
            "category",
            "block",
            "index",
            "cookie",
            "field",
            "baseline",
            "text",
            "charters",
            "tie",
            "reading",
            "text",
            "charters",
            "portals",
            "paths",
            "line",
            "lines",
            "edits",
            "op",
            "baseline",
            "reading",
            "fingerprint",
            // Added later, so last in their objects.
            "rename",
            "cookies",
            "first",
            "diagnostics",
            "accepted",
        ]
    );
    let report = run.json();
    assert_eq!((&report["schema"], &report["charters"]), (&"charte-drift/1".into(), &5.into()));
    let variation = &report["families"][0]["variations"][0];
    assert_eq!(
        variation["passage"],
        serde_json::json!({
            "role": "introduction", "category": null, "block": "paragraph", "index": 1,
            "cookie": null, "field": null,
        })
    );
    assert_eq!(
        variation["edits"],
        serde_json::json!([{ "op": "replace", "baseline": "quelques", "reading": "plusieurs" }])
    );
    assert_eq!(variation["reading"]["portals"], serde_json::json!(["data.e.example"]));
    assert_eq!(variation["reading"]["line"], 3);
    assert_eq!(variation["baseline"]["charters"], 4);
}

const CSV: &str = "family,language,severity,rule,role,category,block,index,cookie,field,baseline,\
                   baseline_charters,reading,reading_charters,portal,path,line,fingerprint\n";

#[test]
fn csv_has_a_line_for_each_variation_and_charter() {
    let place = five("6 mois", "7 mois");
    place.write("p/f.txt", altered("f", "6 mois", "7 mois"));
    let run = place.run(&["drift", "p", "--to", "csv"]).says(1, &[]);
    let lines = run.out.strip_prefix(CSV).expect("the header");
    for (line, host) in lines.lines().zip(["e", "f"]) {
        let (cells, fingerprint) = line.rsplit_once(',').expect("cells");
        let of = "1,fr,substance,retention-change,category,necessary,table,,lang,retention,6 mois,4,7 mois,2";
        assert_eq!(cells, format!("{of},data.{host}.example,p/{host}.txt,15"));
        assert_eq!(fingerprint.len(), 32);
    }
    assert_eq!(lines.lines().count(), 2);
    let none = place.run(&["drift", "p/a.txt", "--to", "csv"]).quiet();
    assert_eq!(none.out, CSV, "the header alone");
}

#[test]
fn all_forms_tell_the_same() {
    let place = turned();
    place.write("p/f.txt", altered("f", "Orvane\tlang", "Ruvane\tlang"));
    let arguments = |form| ["drift", "p", "--min-severity", "layout", "--to", form];
    let json = place.run(&arguments("json")).says(1, &[]);
    let csv = place.run(&arguments("csv")).says(1, &[]);
    let text = place.run(&arguments("text")).says(1, &[]);
    let count = told(&json).len();
    // The addresses are of all but the first charter.
    assert_eq!((count, csv.out.lines().count()), (3, 1 + 2 + 5));
    assert!(text.out.contains(&format!(", {count} variations from the consensus\n")), "{text:?}");
    let report = json.json();
    for variation in report["families"][0]["variations"].as_array().expect("variations") {
        let fingerprint = variation["fingerprint"].as_str().expect("a fingerprint");
        assert!(csv.out.contains(fingerprint));
        let head = line(variation);
        let head = head.split_once(':').expect("a rule").0;
        assert!(text.out.contains(&format!("\n              {head}")), "{head}: {text:?}");
    }
}

#[test]
fn wrong_usage_is_refused_before_anything_is_read() {
    let place = worded();
    for arguments in [
        &["drift", "p", "--to", "xml"][..],
        &["drift", "p", "--min-severity", "grave"],
        &["drift", "p", "--fail-on", ""],
        &["drift", "p", "--partial", "--baseline", "p/a.txt"],
        &["drift", "--merge", "x.part", "--from", "json"],
        &["drift", "--merge", "x.part", "--stdin-name", "x"],
        &["drift", "-", "-"],
        &["drift", "p", "--files0-from", "x"],
        &["drift", "p", "--lang", "xx"],
        &["drift", "p", "--encoding", "nothing"],
        &["drift", "p", "-j", "0"],
        &["drift", "p", "-o"],
        &["drift", "p", "-o", "x.xml"],
        &["drift", "p", "-o", "x.json", "-d", "x"],
        &["drift", "p", "--by", "cookie"],
        &["drift", "p", "--partial", "-d", "x"],
        &["drift", "p", "--partial", "--accepted", "x"],
        &["drift", "p", "--write-accepted"],
        &["drift", "p", "--partial", "--by", "portal"],
        &["drift", "p", "--baseline"],
    ] {
        place.run(arguments).is_usage_error();
    }
    let refused = place.run(&["drift", "p", "--min-severity", "grave"]);
    for severity in ["layout", "typography", "parameter", "wording", "substance"] {
        assert!(refused.err.contains(severity), "{severity} is not named: {refused:?}");
    }
}

#[test]
fn help_names_what_may_be_asked() {
    let help = Place::new().run(&["drift", "--help"]).quiet().out;
    for option in [
        "--baseline",
        "--to",
        "-t,",
        "--by",
        "-o,",
        "-d,",
        "--min-severity",
        "--fail-on",
        "--since",
        "--declared",
        "--accepted",
        "--write-accepted",
        "--exit-zero",
        "--partial",
        "--merge",
        "--from",
        "--files0-from",
        "--include",
        "--lang",
    ] {
        assert!(help.contains(option), "{option} is not in {help}");
    }
}
