use proptest::prelude::*;

use super::read;
use crate::lexicon::Lexicon;

/// What a name is as one line: its kind, and its expression.
fn said(name: &str) -> String {
    let reading = read(name, Lexicon::get());
    let kind = format!("{:?}", reading.kind).to_lowercase();
    reading.regex.map_or_else(|| kind.clone(), |regex| format!("{kind} {regex}"))
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(name, right)| said(name) != *right)
        .map(|(name, right)| format!("{name:?}: {} instead of {right}", said(name)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_is_itself() {
    for name in [
        "tarteaucitron",
        "cookies_preferences",
        "sessionid",
        "_ga",
        "_pk_ses",
        "PHPSESSID",
        "XSRF-TOKEN",
        "YSC",
        "SESSION",
        "session",
        "_ga_ABC123DEF4",
        "_pk_id.1.1fff",
        "_gat_UA-12345678-1",
        "varech_été",
        "i18n:lang",
        "wp-settings-1",
        "x-id",
        "__Host-sid",
        "language",
        "consent",
        "JSESSIONID",
        "_hjid",
        "nn_id",
        "a|b",
        "_g\u{200b}a",
        "maxx",
        "annnee",
        "x",
        "1P_JAR",
        "hd-client/find/160627",
    ] {
        assert_eq!(said(name), "exact", "{name:?}");
    }
}

#[test]
fn what_varies_is_a_pattern() {
    check(&[
        ("_ga_*", r"prefix ^_ga_\S*$"),
        ("__utm*", r"prefix ^__utm\S*$"),
        ("_hj*", r"prefix ^_hj\S*$"),
        ("_hj…", r"prefix ^_hj\S*$"),
        ("_hj...", r"prefix ^_hj\S*$"),
        ("_hj**", r"prefix ^_hj\S*$"),
        ("_pk_ *", r"prefix ^_pk_\S*$"),
        ("_pk_", r"prefix ^_pk_\S*$"),
        ("wp-settings-", r"prefix ^wp-settings-\S*$"),
        ("any cookie starting with _hs", r"prefix ^_hs\S*$"),
        ("Tous les cookies commençant par « _hj »", r"prefix ^_hj\S*$"),
        ("_pk_id.*", r"pattern ^_pk_id\.\S*$"),
        ("_pk_id.", r"pattern ^_pk_id\.\S*$"),
        ("_pk_sess#", r"pattern ^_pk_sess\S+$"),
        ("_pk_id.<site>.<hash>", r"pattern ^_pk_id\.\S+\.\S+$"),
        ("_ga_<container-id>", r"pattern ^_ga_\S+$"),
        ("_ga_<container id>", r"pattern ^_ga_\S+$"),
        ("_gac_<property-id>", r"pattern ^_gac_\S+$"),
        ("SSESS<ID>", r"pattern ^SSESS\S+$"),
        ("SESS[hash]", r"pattern ^SESS\S+$"),
        ("SESS [hash]", r"pattern ^SESS\S+$"),
        ("SESS(hash)", r"prefix ^SESS\S*$"),
        ("wp-settings-{user}", r"pattern ^wp-settings-\S+$"),
        ("_hjSession_{site_id}", r"pattern ^_hjSession_\S+$"),
        ("wordpress_logged_in_[hash]", r"pattern ^wordpress_logged_in_\S+$"),
        ("*_session", r"pattern ^\S*_session$"),
        ("mp_*_mixpanel", r"pattern ^mp_\S*_mixpanel$"),
        ("mp_xxxxxxx_mixpanel", r"pattern ^mp_[A-Za-z0-9._-]+_mixpanel$"),
        ("AMP_xxxxxxxxxx", r"pattern ^AMP_[A-Za-z0-9._-]+$"),
        ("SESSxxxxxx", r"pattern ^SESS[A-Za-z0-9._-]+$"),
        ("_ga_XXXXXXXXXX", r"pattern ^_ga_[A-Za-z0-9._-]+$"),
        ("_gat_UA-XXXXXXX-X", r"pattern ^_gat_UA-[A-Za-z0-9._-]+-[A-Za-z0-9._-]+$"),
        ("_gat_UA-xxxxxx-y", r"pattern ^_gat_UA-[A-Za-z0-9._-]+-[A-Za-z0-9._-]+$"),
        ("_gat_UA-NNNNNN-N", r"pattern ^_gat_UA-[A-Za-z0-9._-]+-[A-Za-z0-9._-]+$"),
        ("lang_xx", r"pattern ^lang_[A-Za-z0-9._-]+$"),
        ("a+b$c*", r"prefix ^a\+b\$c\S*$"),
        ("id|{x}", r"pattern ^id\|\S+$"),
    ]);
}

#[test]
fn what_stands_round_a_name_is_not_in_it() {
    check(&[
        ("\"_ga\"", "pattern ^_ga$"),
        ("« _ga »", "pattern ^_ga$"),
        ("'_ga'", "pattern ^_ga$"),
        ("’_ga’", "pattern ^_ga$"),
        ("`_ga`", "pattern ^_ga$"),
        ("_ga;", "pattern ^_ga$"),
        (",_ga", "pattern ^_ga$"),
        ("_ga :", "pattern ^_ga$"),
        ("_ga¹", "pattern ^_ga$"),
        ("_ga†", "pattern ^_ga$"),
        ("_ga (1)", "pattern ^_ga$"),
        ("_ga(1)", "pattern ^_ga$"),
        ("_ga[1]", "pattern ^_ga$"),
        ("_ga (Google)", "pattern ^_ga$"),
        ("Cookie _ga", "pattern ^_ga$"),
        ("\"_ga_*\"", r"prefix ^_ga_\S*$"),
    ]);
}

#[test]
fn an_expression_is_read_as_a_name() {
    check(&[
        (r"^_ga_.*$", r"prefix ^_ga_\S*$"),
        (r"^_pk_id\.\d+$", r"pattern ^_pk_id\.\S+$"),
        ("^_ga$", "pattern ^_ga$"),
        ("wordpress_[a-f0-9]{32}", "pattern ^wordpress_[a-f0-9]{32}$"),
        // Several names, and classes that not every program reads alike.
        ("^(_ga|_gid)$", "description"),
        ("^_ga|_gid$", "description"),
        ("^(a+)+$", "description"),
        ("wp_[z-a]+", r"pattern ^wp_\S+\+$"),
    ]);
}

#[test]
fn an_expression_finds_real_names_and_no_others() {
    const CASES: &[(&str, &[&str], &[&str])] = &[
        ("_pk_id.*", &["_pk_id.1.1fff", "_pk_id.42.a9"], &["_pk_ids", "_pk_idx1", "x_pk_id.1"]),
        ("_pk_id.", &["_pk_id.1.1fff"], &["_pk_ids"]),
        ("_ga_<container-id>", &["_ga_ABC123DEF4"], &["_ga", "_ga_", "_gat_A", "_ga_A b"]),
        ("SSESS<ID>", &["SSESS0a1b2c"], &["SSESS", "SESS0a1b2c"]),
        ("_gat_UA-XXXXXXX-X", &["_gat_UA-12345-1"], &["_gat_UA", "_gat_UA-12345"]),
        ("AMP_xxxxxxxxxx", &["AMP_0f1e2d3c4b"], &["AMP_", "AMP"]),
        ("mp_xxxxxxx_mixpanel", &["mp_0a1b_mixpanel"], &["mp_mixpanel", "mp_0a1b_mixpanels"]),
        ("__utm*", &["__utma", "__utmz"], &["_utma", "x__utma"]),
        ("_hjSession_{site_id}", &["_hjSession_123"], &["_hjSessionUser_123", "_hjSession_"]),
        ("\"_ga\"", &["_ga"], &["_gat", "\"_ga\""]),
        ("_ga[1]", &["_ga"], &["_ga1"]),
        ("wordpress_[a-f0-9]{4}", &["wordpress_0af9"], &["wordpress_0af", "wordpress_0afg"]),
        ("a.b*", &["a.b", "a.bc"], &["axb"]),
    ];
    for (name, real, others) in CASES {
        let regex = read(name, Lexicon::get()).regex.expect("an expression");
        let found = regex::Regex::new(&regex).expect("an expression of Rust");
        for real in *real {
            assert!(found.is_match(real), "{name}: {regex} and {real}");
        }
        for other in *others {
            assert!(!found.is_match(other), "{name}: {regex} and {other}");
        }
    }
}

proptest! {
    #[test]
    fn every_expression_is_one_and_is_anchored(
        name in "([a-c_.*#X-]|xxx|<a>|\\[[a-d0-9-]{0,4}\\][+*]?|\\(|\\)\\??|\\{[0-9,a]{0,3}\\}|[$^|?+\\\\ é]|\\\\[dw.]){1,12}",
    ) {
        if let Some(regex) = read(&name, Lexicon::get()).regex {
            prop_assert!(regex.starts_with('^') && regex.ends_with('$'), "{}", regex);
            prop_assert!(regex::Regex::new(&regex).is_ok(), "{name:?}: {regex}");
        }
    }
}

#[test]
fn words_describe() {
    for name in [
        "Cookies de session",
        "session cookies",
        "various",
        "Divers",
        "Plusieurs",
        "n/a",
        "-",
        "",
        "*",
        "Cookies",
        "<id>",
        "xxxx",
        "{site_id}",
        "Google Analytics",
        "_ga, _gid",
        "_ga/_gid",
        "_ga\n_gid",
        "_ga _gid",
        "Cookie technique de Matomo",
        "….",
        "()",
        "_",
        "[1]",
        "Aucun",
        "Cookies commençant par plusieurs lettres",
    ] {
        assert_eq!(said(name), "description", "{name:?}");
    }
}

#[test]
fn a_hostile_name_is_read_once() {
    for part in [
        "<", "[", "{", "(", "\"", "x", "xX", "*", "a*", "_", "a_", "#", " ", "a ", "(1)", "^",
        "[a]+", ".", "%a", "\\",
    ] {
        for times in [100, 1_000, 100_000] {
            let _ = read(&part.repeat(times), Lexicon::get());
        }
    }
}
