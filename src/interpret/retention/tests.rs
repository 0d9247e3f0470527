use super::{read, unit_of};
use crate::lexicon::{Lexicon, Unit};

/// What a retention says as one line: kind, ISO 8601, seconds and the most seconds.
fn said(text: &str, unit: Option<Unit>) -> String {
    let reading = read(text, unit, None, Lexicon::get());
    let kind = format!("{:?}", reading.kind).to_lowercase();
    let or_none = |seconds: Option<u64>| seconds.map_or("-".to_owned(), |it| it.to_string());
    let iso8601 = reading.iso8601.as_deref().unwrap_or("-");
    format!("{kind} {iso8601} {} {}", or_none(reading.seconds), or_none(reading.max_seconds))
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

fn check(cases: &[(&str, String)], unit: Option<Unit>) {
    let wrong: Vec<_> = cases
        .iter()
        .filter_map(|(text, right)| {
            let said = said(text, unit);
            (said != *right).then(|| format!("{text:?}: {said} instead of {right}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn fixed(iso8601: &str, seconds: u64) -> String {
    format!("fixed {iso8601} {seconds} {seconds}")
}

fn capped(iso8601: &str, seconds: u64) -> String {
    format!("capped {iso8601} - {seconds}")
}

fn range(iso8601: &str, seconds: u64) -> String {
    format!("range {iso8601} - {seconds}")
}

fn relative(iso8601: &str, seconds: u64) -> String {
    format!("relative {iso8601} {seconds} -")
}

fn none(kind: &str) -> String {
    format!("{kind} - - -")
}

#[test]
fn a_duration_is_fixed() {
    check(
        &[
            ("13 mois", fixed("P13M", 13 * MONTH)),
            ("13 months", fixed("P13M", 13 * MONTH)),
            ("13\u{a0}mois", fixed("P13M", 13 * MONTH)),
            ("13 MOIS", fixed("P13M", 13 * MONTH)),
            ("13mois", fixed("P13M", 13 * MONTH)),
            ("13-month", fixed("P13M", 13 * MONTH)),
            ("13 mo\u{200b}is.", fixed("P13M", 13 * MONTH)),
            ("treize mois", fixed("P13M", 13 * MONTH)),
            ("Treize (13) mois", fixed("P13M", 13 * MONTH)),
            ("thirteen months", fixed("P13M", 13 * MONTH)),
            ("vingt-quatre mois", fixed("P24M", 24 * MONTH)),
            ("vingt et un jours", fixed("P21D", 21 * DAY)),
            ("trente et un jours", fixed("P31D", 31 * DAY)),
            ("thirty-one days", fixed("P31D", 31 * DAY)),
            ("three hundred sixty-five days", fixed("P365D", 365 * DAY)),
            ("1 an", fixed("P1Y", YEAR)),
            ("un an", fixed("P1Y", YEAR)),
            ("Un (1) an", fixed("P1Y", YEAR)),
            ("une année", fixed("P1Y", YEAR)),
            ("1 annee", fixed("P1Y", YEAR)),
            ("a year", fixed("P1Y", YEAR)),
            ("one year", fixed("P1Y", YEAR)),
            ("1 Year", fixed("P1Y", YEAR)),
            ("18 year", fixed("P18Y", 18 * YEAR)),
            ("an hour", fixed("PT1H", HOUR)),
            ("2 semaines", fixed("P2W", 14 * DAY)),
            ("2 weeks by default", fixed("P2W", 14 * DAY)),
            ("365 j", fixed("P365D", YEAR)),
            ("1 jour(s)", fixed("P1D", DAY)),
            ("13 mois(1)", fixed("P13M", 13 * MONTH)),
            ("7j", fixed("P7D", 7 * DAY)),
            ("7 J", fixed("P7D", 7 * DAY)),
            ("1 day", fixed("P1D", DAY)),
            ("1day", fixed("P1D", DAY)),
            ("90d", fixed("P90D", 90 * DAY)),
            ("1 000 jours", fixed("P1000D", 1000 * DAY)),
            ("1,000 days", fixed("P1000D", 1000 * DAY)),
            ("24 heures", fixed("PT24H", 24 * HOUR)),
            ("24h", fixed("PT24H", 24 * HOUR)),
            ("24 H", fixed("PT24H", 24 * HOUR)),
            ("1h", fixed("PT1H", HOUR)),
            ("2 hrs", fixed("PT2H", 2 * HOUR)),
            ("1h30", fixed("PT1H30M", 90 * MINUTE)),
            ("1 h 30 min", fixed("PT1H30M", 90 * MINUTE)),
            ("30 min", fixed("PT30M", 30 * MINUTE)),
            ("30mn", fixed("PT30M", 30 * MINUTE)),
            ("30 minutes", fixed("PT30M", 30 * MINUTE)),
            ("une demi-heure", fixed("PT0.5H", 30 * MINUTE)),
            ("half an hour", fixed("PT0.5H", 30 * MINUTE)),
            ("3600 s", fixed("PT3600S", HOUR)),
            ("3600s", fixed("PT3600S", HOUR)),
            ("1 year 1 month", fixed("P1Y1M", YEAR + MONTH)),
            ("1 an 1 mois", fixed("P1Y1M", YEAR + MONTH)),
            ("2 ans et 1 mois", fixed("P2Y1M", 2 * YEAR + MONTH)),
            ("1 an et un mois", fixed("P1Y1M", YEAR + MONTH)),
            ("1 year, 11 months and 29 days", fixed("P1Y11M29D", YEAR + 11 * MONTH + 29 * DAY)),
            ("11 months 30 days", fixed("P11M30D", 11 * MONTH + 30 * DAY)),
            ("1 week 2 days", fixed("P9D", 9 * DAY)),
            ("1 day, 2 hours", fixed("P1DT2H", 26 * HOUR)),
            ("1,5 an", fixed("P1.5Y", YEAR * 3 / 2)),
            ("1.5 years", fixed("P1.5Y", YEAR * 3 / 2)),
            ("0.5 year", fixed("P0.5Y", YEAR / 2)),
            ("un an et demi", fixed("P1.5Y", YEAR * 3 / 2)),
            ("one and a half years", fixed("P1.5Y", YEAR * 3 / 2)),
            ("expires after 2 years", fixed("P2Y", 2 * YEAR)),
            ("Expire après 13 mois", fixed("P13M", 13 * MONTH)),
            ("Conservé pendant 13 mois", fixed("P13M", 13 * MONTH)),
            ("365 days (can be changed)", fixed("P365D", YEAR)),
            ("13 mois (395 jours)", fixed("P13M", 13 * MONTH)),
            ("12 mois (1 an)", fixed("P12M", 12 * MONTH)),
            ("Persistant (13 mois)", fixed("P13M", 13 * MONTH)),
            ("13 mois à compter du dépôt", fixed("P13M", 13 * MONTH)),
            ("13 mois après le dépôt du cookie", fixed("P13M", 13 * MONTH)),
            ("1 year from the date it is set", fixed("P1Y", YEAR)),
            ("13 mois*", fixed("P13M", 13 * MONTH)),
            ("13 mois²", fixed("P13M", 13 * MONTH)),
            ("environ 13 mois", fixed("P13M", 13 * MONTH)),
            ("« 13 mois »", fixed("P13M", 13 * MONTH)),
            ("- 13 mois", fixed("P13M", 13 * MONTH)),
        ],
        None,
    );
}

#[test]
fn slips_of_the_pen_are_read_where_a_unit_must_stand() {
    check(
        &[
            ("12 moi", fixed("P12M", 12 * MONTH)),
            ("13 moiss", fixed("P13M", 13 * MONTH)),
            ("2 anss", fixed("P2Y", 2 * YEAR)),
            ("13 motnhs", fixed("P13M", 13 * MONTH)),
            ("2 yaers", fixed("P2Y", 2 * YEAR)),
            ("30 minuts", fixed("PT30M", 30 * MINUTE)),
            ("24 heurs", fixed("PT24H", 24 * HOUR)),
            ("Sesion", none("session")),
            ("a mint", none("unknown")),
            ("2 and more", none("unknown")),
            ("13 cookies", none("unknown")),
        ],
        None,
    );
}

#[test]
fn a_bound_is_a_cap_and_two_make_a_range() {
    check(
        &[
            ("6 mois maximum", capped("P6M", 6 * MONTH)),
            ("maximum 13 mois", capped("P13M", 13 * MONTH)),
            ("max. 13 mois", capped("P13M", 13 * MONTH)),
            ("13 mois max", capped("P13M", 13 * MONTH)),
            ("13 mois au maximum", capped("P13M", 13 * MONTH)),
            ("jusqu'à 13 mois", capped("P13M", 13 * MONTH)),
            ("Jusqu’à 13 mois", capped("P13M", 13 * MONTH)),
            ("up to 2 years", capped("P2Y", 2 * YEAR)),
            ("at most one year", capped("P1Y", YEAR)),
            ("moins de 24 heures", capped("PT24H", 24 * HOUR)),
            ("< 1 jour", capped("P1D", DAY)),
            ("≤ 13 mois", capped("P13M", 13 * MONTH)),
            ("entre 1 et 13 mois", range("P13M", 13 * MONTH)),
            ("de 1 à 13 mois", range("P13M", 13 * MONTH)),
            ("1 à 2 ans", range("P2Y", 2 * YEAR)),
            ("1-2 years", range("P2Y", 2 * YEAR)),
            ("1 – 2 years", range("P2Y", 2 * YEAR)),
            ("from 1 to 13 months", range("P13M", 13 * MONTH)),
            ("6/13 mois", range("P13M", 13 * MONTH)),
            ("1 mois ou 1 an", range("P1Y", YEAR)),
            ("1 an ou 1 mois", range("P1Y", YEAR)),
            ("30 minutes / 13 mois", range("P13M", 13 * MONTH)),
            ("2 ans\n24 heures", range("P2Y", 2 * YEAR)),
            ("2 ans 24 heures", range("P2Y", 2 * YEAR)),
            ("Session – 30 days", range("P30D", 30 * DAY)),
            ("Session / 13 mois", range("P13M", 13 * MONTH)),
            ("session (ou 2 heures après inactivité)", range("PT2H", 2 * HOUR)),
            ("2 hours\n(or until you sign out)", range("PT2H", 2 * HOUR)),
            ("13 mois ou illimité", none("range")),
            ("Session ou persistant", none("range")),
            ("30-31 jours", range("P31D", 31 * DAY)),
        ],
        None,
    );
}

#[test]
fn what_has_no_number_is_known_by_its_words() {
    check(
        &[
            ("Session", none("session")),
            ("SESSION", none("session")),
            ("session", none("session")),
            ("Fin de session", none("session")),
            ("fin de la session", none("session")),
            ("durée de la session", none("session")),
            ("Le temps de la session", none("session")),
            ("until end of session", none("session")),
            ("Until browser is closed", none("session")),
            ("À la fermeture du navigateur", none("session")),
            ("cookie de session", none("session")),
            ("Expires after the session", none("session")),
            ("Persistant", none("persistent")),
            ("persistent", none("persistent")),
            ("Permanent", none("persistent")),
            ("illimité", none("persistent")),
            ("Illimitée", none("persistent")),
            ("Infini", none("persistent")),
            ("Forever", none("persistent")),
            ("no expiry", none("persistent")),
            ("Never expires", none("persistent")),
            ("until deleted", none("persistent")),
            ("Jusqu'à suppression par l'utilisateur", none("persistent")),
            ("n’expire jamais", none("persistent")),
            ("Sans limite de durée", none("persistent")),
            ("immédiat", "instant PT0S 0 0".to_owned()),
            ("immediately", "instant PT0S 0 0".to_owned()),
            ("0", "instant PT0S 0 0".to_owned()),
            ("0 jour", "instant P0D 0 0".to_owned()),
            ("10 ms", "instant PT0.01S 1 1".to_owned()),
            ("<1", none("instant")),
            ("Moins de 1 seconde", "instant PT1S - 1".to_owned()),
            ("less than one second", "instant PT1S - 1".to_owned()),
        ],
        None,
    );
}

#[test]
fn what_begins_later_is_relative() {
    check(
        &[
            ("13 months after last visit", relative("P13M", 13 * MONTH)),
            ("13 mois après la dernière visite", relative("P13M", 13 * MONTH)),
            ("après 30 minutes d'inactivité", relative("PT30M", 30 * MINUTE)),
            ("30 minutes of inactivity", relative("PT30M", 30 * MINUTE)),
            ("30 minutes after the end of the session", relative("PT30M", 30 * MINUTE)),
            ("2 years from each visit", relative("P2Y", 2 * YEAR)),
            ("30 jours depuis la connexion", relative("P30D", 30 * DAY)),
            ("1 an glissant", relative("P1Y", YEAR)),
        ],
        None,
    );
}

#[test]
fn what_is_not_understood_is_not_guessed() {
    for text in [
        "",
        "n/a",
        "N/A",
        "-",
        "–",
        "?",
        "395",
        "31/12/2025",
        "2038-01-19",
        "31.12.2025 23:59:59",
        "31 décembre 2025",
        "Non applicable",
        "variable",
        "12 m",
        "au moins 13 mois",
        "plus de 2 ans",
        "13 mois (jusqu'au 31/12/2025)",
        "99999999999999999999 ans",
        "999999999999 years",
        "184467440737095516160 s",
        "voir ci-dessus",
        "None",
        "HTTP",
        "1er",
        "mois",
        "ans",
    ] {
        assert_eq!(said(text, None), none("unknown"), "{text:?}");
    }
    for text in ["31 décembre 2025", "12.2025.1", "-1", "selon les 3 cas", "Fourni par 2 tiers"] {
        assert_eq!(said(text, Some(Unit::Days)), none("unknown"), "{text:?}");
    }
}

#[test]
fn the_unit_of_a_bare_number_is_that_of_the_column() {
    let unit = |label| unit_of(label, Lexicon::get());
    for label in [
        "Durée de vie (jours)",
        "Lifetime (days)",
        "Durée (j)",
        "Durée en jours",
        "Nombre de jour(s)",
    ] {
        assert_eq!(unit(label), Some(Unit::Days), "{label}");
    }
    assert_eq!(unit("Durée de conservation (en mois)"), Some(Unit::Months));
    assert_eq!(unit("Duration [months]"), Some(Unit::Months));
    for label in
        ["Durée", "Durée d'expiration", "Durée (mois/jours)", "Expiration", "Durée de session"]
    {
        assert_eq!(unit(label), None, "{label}");
    }
    check(
        &[
            ("395", fixed("P395D", 395 * DAY)),
            ("1 000", fixed("P1000D", 1000 * DAY)),
            ("0,5", fixed("P0.5D", DAY / 2)),
            ("730 (2 ans)", range_or_again()),
            ("13 mois", fixed("P13M", 13 * MONTH)),
            ("Session", none("session")),
            ("30 max", capped("P30D", 30 * DAY)),
            ("1 à 30", range("P30D", 30 * DAY)),
            ("Session – 30", range("P30D", 30 * DAY)),
            ("<1", capped("P1D", DAY)),
            ("0", "instant P0D 0 0".to_owned()),
        ],
        Some(Unit::Days),
    );
}

/// A bare number comes after what has a unit.
fn range_or_again() -> String {
    fixed("P2Y", 2 * YEAR)
}

#[test]
fn a_hostile_cell_is_read_once() {
    for part in [
        "1 ",
        "un ",
        "vingt ",
        "13 mois ",
        "1-",
        "(",
        "1 an et ",
        "a",
        "9",
        "\n",
        "fin de la ",
        "jusqu'à ",
    ] {
        let text = part.repeat(100_000);
        let _ = read(&text, Some(Unit::Days), None, Lexicon::get());
    }
}
