//! `--declared`: only what tables declare, across languages and templates.

use serde_json::json;

use super::{Place, five, told};

/// The charter of `portal`, in English and in another layout.
fn translated(host: &str, rows: &[[&str; 4]]) -> String {
    let mut text = format!(
        "Cookie policy\n\nThese are the cookies used on <https://data.{host}.example>\n\nStrictly necessary cookies\n\n\
         | Cookie name | Purpose | Lifetime (months) | Set by |\n| --- | --- | --- | --- |\n"
    );
    for row in rows {
        text = text + "| " + &row.join(" | ") + " |\n";
    }
    text
}

const SESSION: [&str; 4] = ["sessionid", "Keeps you signed in", "end of the session", "Orvane SAS"];
const LANGUAGE: [&str; 4] = ["lang", "Remembers the language", "6", "Orvane"];

#[test]
fn a_translation_declares_the_same() {
    let place = five("quelques", "quelques");
    place.write("p/f.txt", translated("f", &[LANGUAGE, SESSION]));
    let run = place
        .run(&["drift", "p", "--declared", "--to", "json", "--min-severity", "layout"])
        .quiet();
    let report = run.json();
    assert_eq!((&report["declared"], &report["charters"]), (&true.into(), &6.into()));
    let family = &report["families"][0];
    assert_eq!((&family["language"], &family["baseline"]), (&json!(null), &"consensus".into()));
    assert!(told(&run).is_empty(), "{run:?}");
}

#[test]
fn what_it_declares_otherwise_is_told_by_the_rules_of_drift() {
    let place = five("quelques", "quelques");
    let other = ["lang", "Remembers the language", "2 years", "Ruvane"];
    place.write("p/f.txt", translated("f", &[other]).replace("Strictly necessary", "Statistics"));
    let run = place.run(&["drift", "p", "--declared", "--to", "json"]).says(1, &[]);
    let expected = ["category-change", "cookie-removed", "provider-change", "retention-change"];
    let mut found = told(&run);
    found.sort();
    assert_eq!(found, expected.map(|rule| format!("substance {rule}: p/f.txt")));
    let report = run.json();
    let variations = report["families"][0]["variations"].as_array().expect("variations");
    let retention = variations.iter().find(|it| it["rule"] == "retention-change").expect("one");
    assert_eq!(
        retention["passage"],
        json!({ "role": "category", "category": "necessary", "block": "table", "index": null,
                "cookie": "lang", "field": "retention" })
    );
    assert_eq!(
        (&retention["baseline"]["text"], &retention["baseline"]["charters"]),
        (&"6 mois".into(), &5.into())
    );
    assert_eq!(
        (&retention["reading"]["text"], &retention["reading"]["line"]),
        (&"2 years".into(), &9.into())
    );
    let text = place.run(&["drift", "p", "--declared"]).says(1, &[]).out;
    assert!(text.contains("\nfamily 1: all languages, 6 charters, 4 variations"), "{text}");
    place.run(&["drift", "p", "--declared", "--by", "portal", "-d", "out"]).says(1, &[]);
    assert!(place.read("out/data.f.example.txt").contains("{+2 years+}"));
    place.run(&["drift", "p", "--declared", "--since", "p"]).is_usage_error();
    place.run(&["drift", "p", "--declared", "--baseline", "p/a.txt"]).is_usage_error();
}

#[test]
fn other_sites_have_other_cookies_and_one_length_for_one_name() {
    let place = Place::new();
    let own = |name: &'static str| [name, "Keeps the basket", "1", "Basketry"];
    for host in ["a", "b"] {
        let rows = [SESSION, LANGUAGE, own("theme"), own("tour")];
        place.write(format!("p/{host}.txt"), translated(host, &rows));
    }
    // Of another site altogether, which has one of these cookies: it lacks none, and adds none.
    let rows = [own("cart"), own("till"), own("shelf"), ["lang", "Language", "7", "Orvane"]];
    place.write("p/shop.txt", translated("shop", &rows));
    let run = place.run(&["drift", "p", "--declared", "--to", "json"]).says(1, &[]);
    assert_eq!(told(&run), ["substance retention-change: p/shop.txt"]);
    // Where a name is declared for two domains, each is compared with its own.
    let place = Place::new();
    for (host, months) in [("a", "6"), ("b", "6"), ("c", "7")] {
        let text = format!(
            "Cookies of <https://data.{host}.example>\n\nStrictly necessary cookies\n\nCookie name\tDomain\tLifetime\n\
             sid\tshop.example\t1 month\nsid\tpay.example\t{months} months\n"
        );
        place.write(format!("p/{host}.txt"), text);
    }
    let run = place.run(&["drift", "p", "--declared", "--to", "json"]).says(1, &[]);
    assert_eq!(told(&run), ["substance retention-change: p/c.txt"]);
}

#[test]
fn parts_and_threads_change_no_byte() {
    let place = five("6 mois", "7 mois");
    place.write("p/f.txt", translated("f", &[SESSION]));
    place.run(&["drift", "p/f.txt", "p/a.txt", "p/e.txt", "--partial", "-o", "1.part"]).quiet();
    place.run(&["drift", "p/b.txt", "p/c.txt", "p/d.txt", "--partial", "-o", "2.part"]).quiet();
    for form in ["text", "json", "ndjson", "csv", "markdown"] {
        for by in ["family", "portal"] {
            let arguments = ["--declared", "--to", form, "--by", by];
            let whole = place.run(&[&["drift", "p"], &arguments[..]].concat()).says(1, &[]);
            for parts in [["1.part", "2.part"], ["2.part", "1.part"]] {
                let merged = [&["drift", "--merge"], &parts[..], &arguments].concat();
                assert_eq!(place.run(&merged), whole, "{form} by {by}");
            }
        }
    }
}
