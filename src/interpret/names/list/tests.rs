use super::read;
use crate::lexicon::Lexicon;

/// The names in a cell that holds several, or one with marks round it.
fn names(cell: &str) -> Option<Vec<&str>> {
    let places = read(cell, Lexicon::get())?;
    Some(places.into_iter().map(|place| cell.get(place).expect("a place in the cell")).collect())
}

#[test]
fn several_names_are_told_apart() {
    for (cell, expected) in [
        ("_ga, _gid;_gat", &["_ga", "_gid", "_gat"][..]),
        (",_ga", &["_ga"]),
        ("_ga,", &["_ga"]),
        ("_ga\n_gid\n", &["_ga", "_gid"]),
        ("• _ga • _gid", &["_ga", "_gid"]),
        ("- _ga\n- _gid", &["_ga", "_gid"]),
        ("__utma / __utmb", &["__utma", "__utmb"]),
        ("CFID/CFTOKEN", &["CFID", "CFTOKEN"]),
        ("_ga _gid _gat", &["_ga", "_gid", "_gat"]),
        ("_pk_ref, _pk_id and _pk_ses.", &["_pk_ref", "_pk_id", "_pk_ses"]),
        ("_ga et/ou _gid", &["_ga", "_gid"]),
        ("has_js, agreed-x (and agreed-y)", &["has_js", "agreed-x", "agreed-y"]),
        ("Matomo (_pk_id, _pk_ses)", &["_pk_id", "_pk_ses"]),
        ("Matomo : _pk_id, _pk_ses", &["_pk_id", "_pk_ses"]),
        ("csrftoken, lang", &["csrftoken", "lang"]),
        ("utmexit, sha, key5", &["utmexit", "sha", "key5"]),
        ("_ga, _gid, etc.", &["_ga", "_gid"]),
        ("_ga (x2), _gid", &["_ga (x2)", "_gid"]),
        ("_a_<x, y>, _b_{id, z}", &["_a_<x, y>", "_b_{id, z}"]),
        ("« _ga », « _gid »", &["« _ga »", "« _gid »"]),
        ("_hs*, any cookie starting with _hj", &["_hs*", "any cookie starting with _hj"]),
    ] {
        assert_eq!(names(cell).as_deref(), Some(expected), "{cell:?}");
    }
}

#[test]
fn one_name_and_prose_stay_whole() {
    for cell in [
        "_ga",
        "_pk_ id",
        "_ga (x2)",
        "Google Analytics _ga",
        "wp-settings-{time}-[UID]",
        "^_ga|_gid$",
        "wordpress_[a-f0-9]{2,5}",
        "pagead/1p-user-list/#",
        "a|b",
        "n/a",
        "session cookies, preferences",
        "preferences, statistics",
        "Google, Facebook",
        "language and currency",
        "Session / persistent",
        "GOOGLE ANALYTICS",
        "__lc_cid (customerID)",
        "",
        ",",
        "• • •",
    ] {
        assert_eq!(names(cell), None, "{cell:?}");
    }
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
        "« ",
        "\n",
        "_ga (and ",
    ] {
        for times in [100, 20_000] {
            let _ = names(&part.repeat(times));
        }
    }
}
