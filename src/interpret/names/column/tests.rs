use super::{CellNames, Separators, read};
use crate::lexicon::Lexicon;

const ALONE: Separators = Separators { lines: false, marks: false };
const MARKS: Separators = Separators { lines: false, marks: true };
const LINES: Separators = Separators { lines: true, marks: false };

/// The names in a cell, and behind each its remark in parentheses and its host before an at sign.
fn names(cell: &str, separators: Separators) -> Vec<String> {
    let CellNames { entries, .. } = read(cell, separators, Lexicon::get());
    let at = |place: std::ops::Range<usize>| cell.get(place).expect("a place in the cell");
    let said = entries.into_iter().map(|entry| {
        let remark = entry.remark.map(|remark| format!(" ({})", at(remark)));
        let host = entry.host.map(|host| format!("@{}", at(host)));
        [at(entry.name).to_owned(), remark.unwrap_or_default(), host.unwrap_or_default()].concat()
    });
    said.collect()
}

fn check(separators: Separators, cases: &[(&str, &[&str])]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(cell, expected)| (cell, names(cell, separators), expected))
        .filter(|(_, found, expected)| found != *expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn several_names_are_told_apart() {
    check(
        ALONE,
        &[
            ("_ga, _gid;_gat", &["_ga", "_gid", "_gat"]),
            (",_ga", &["_ga"]),
            ("_ga,", &["_ga"]),
            ("_ga\n_gid\n", &["_ga", "_gid"]),
            ("• _ga • _gid", &["_ga", "_gid"]),
            ("- _ga\n- _gid", &["_ga", "_gid"]),
            ("__utma / __utmb", &["__utma", "__utmb"]),
            ("visit_id(tide.example)", &["visit_id (tide.example)"]),
            ("visit_id(2)", &["visit_id(2)"]),
            ("CFID/CFTOKEN", &["CFID", "CFTOKEN"]),
            ("_ga _gid _gat", &["_ga", "_gid", "_gat"]),
            ("_pk_ref, _pk_id and _pk_ses.", &["_pk_ref", "_pk_id", "_pk_ses"]),
            ("_ga et/ou _gid", &["_ga", "_gid"]),
            ("has_js, agreed-x (and agreed-y)", &["has_js", "agreed-x", "agreed-y"]),
            ("csrftoken, lang", &["csrftoken", "lang"]),
            ("utmexit, sha, key5", &["utmexit", "sha", "key5"]),
            ("uid, CM, CM14, C", &["uid", "CM", "CM14", "C"]),
            ("hdtk ; hd-a/b/16 ; _q", &["hdtk", "hd-a/b/16", "_q"]),
            ("$id_$dist_ id_$type, _q, pref", &["$id_$dist_ id_$type", "_q", "pref"]),
            ("été, _ga", &["été", "_ga"]),
            ("_ga, _gid, etc.", &["_ga", "_gid"]),
            ("_ga (x2), _gid", &["_ga (x2)", "_gid"]),
            ("_a_<x, y>, _b_{id, z}", &["_a_<x, y>", "_b_{id, z}"]),
            ("« _ga », “_gid”, `lang`", &["_ga", "_gid", "lang"]),
        ],
    );
}

#[test]
fn what_stands_before_names_is_no_part_of_them() {
    check(
        ALONE,
        &[
            ("Matomo (_pk_id, _pk_ses)", &["_pk_id", "_pk_ses"]),
            ("Matomo : _pk_id, _pk_ses", &["_pk_id", "_pk_ses"]),
            ("Cookie de visite (br_etat)", &["br_etat"]),
            ("Session (PHPSESSID)", &["PHPSESSID"]),
            ("Cookie _ga", &["_ga"]),
            ("Cookie: lang", &["lang"]),
            ("cookie_choice", &["cookie_choice"]),
            ("Cookies a.example: x_a, x_b", &["x_a@a.example", "x_b@a.example"]),
            ("a.example:\nx_a\nb.example:\nx_b", &["x_a@a.example", "x_b@b.example"]),
            ("Gruppe von Cookies:\nhd_eins\nhd_zwei", &["hd_eins", "hd_zwei"]),
            ("Gruppe:\nlang", &["lang"]),
            ("_ga:\n_gid:", &["_ga", "_gid"]),
        ],
    );
}

#[test]
fn what_stands_behind_a_name_is_a_remark() {
    check(
        ALONE,
        &[
            ("__utmc:", &["__utmc"]),
            ("rc::a", &["rc::a"]),
            ("fw:theme", &["fw:theme"]),
            ("``_shop_session", &["_shop_session"]),
            ("_ga²", &["_ga"]),
            ("_ga†", &["_ga"]),
            ("_ga[1]", &["_ga[1]"]),
            ("_pk_id* (13 months)", &["_pk_id* (13 months)"]),
            ("_pk_id: (13 months)", &["_pk_id (13 months)"]),
            ("_ga: 2 years", &["_ga (2 years)"]),
            ("_ga – Google", &["_ga (Google)"]),
            (".ORVAUTH (configurable)", &[".ORVAUTH (configurable)"]),
            ("sb-* (Orvane Auth)", &["sb-* (Orvane Auth)"]),
            ("fwid, fwidr (Fenwick)", &["fwid", "fwidr (Fenwick)"]),
            ("cf_orvane ()", &["cf_orvane"]),
            ("OV_XXXX (where XXXX is a number)", &["OV_XXXX (where XXXX is a number)"]),
        ],
    );
    let whole = "__holm_cid (customerID)";
    let entry = read(whole, ALONE, Lexicon::get()).entries;
    assert_eq!(entry.first().map(|entry| entry.name.clone()), Some(0..whole.len()));
}

#[test]
fn one_name_and_prose_stay_whole() {
    for cell in [
        "_ga",
        "_pk_ id",
        "Google Analytics _ga",
        "wp-settings-{time}-[UID]",
        "^_ga|_gid$",
        "wordpress_[a-f0-9]{2,5}",
        "pagead/1p-user-list/#",
        "a|b",
        "n/a",
        "session cookies, preferences",
        "Google, Facebook",
        "language and currency",
        "Session / persistent",
        "GOOGLE ANALYTICS",
        "Session cookies",
        "session cookies:",
        "Unique name (made anew)",
        "Session (by default)",
        "",
        ",",
        "(",
        "• • •",
    ] {
        check(ALONE, &[(cell, &[cell])]);
    }
}

#[test]
fn a_column_tells_what_a_cell_does_not() {
    check(
        MARKS,
        &[
            ("Conversion, Visit", &["Conversion", "Visit"]),
            ("VISIT_INF O1_BRUME", &["VISIT_INF O1_BRUME"]),
            ("_ga _gid", &["_ga _gid"]),
            ("session cookies, preferences", &["session cookies, preferences"]),
            ("Conversion\nVisit", &["Conversion\nVisit"]),
        ],
    );
    check(LINES, &[("Conversion\nVisit", &["Conversion", "Visit"])]);
}

#[test]
fn a_hostile_cell_is_read_once() {
    for part in [
        ",",
        ";",
        "/",
        "_ga,",
        "_ga ",
        "_ga/",
        "_ga and ",
        "(",
        "(_ga, ",
        "<_ga",
        "_ga (",
        "_ga)",
        "- ",
        "•",
        ": ",
        "_a: ",
        "a, ",
        "cookie, ",
        "cookie ",
        "« ",
        "\n",
        "_ga (and ",
        "([{<",
        "1. ",
        "– _ga ",
        "(]",
    ] {
        for times in [100, 20_000] {
            let _ = names(&part.repeat(times), ALONE);
        }
    }
}
