use super::spans::Span;
use super::{Quantity, Said, SpanFinder, Vocabulary, quantities};
use crate::lexicon::{Language, Lexicon, Unit};

fn vocabulary(code: &str, is_strict: bool) -> Vocabulary<'static> {
    Vocabulary { lexicon: Lexicon::get(), language: Language::of_code(code), is_strict }
}

fn spans(code: &str, text: &str) -> Vec<Span> {
    SpanFinder::default().find(text, vocabulary(code, false)).to_vec()
}

/// The sure spans of a text, and the others in brackets.
fn told(code: &str, text: &str) -> Vec<String> {
    let told = |span: Span| {
        let part = text.get(span.place).unwrap();
        if span.is_sure { part.to_owned() } else { format!("[{part}]") }
    };
    spans(code, text).into_iter().map(told).collect()
}

#[test]
fn a_whole_retention_is_one_span() {
    for (code, texts) in [
        (
            "fr",
            &[
                "13 mois",
                "treize mois",
                "Jusqu’à 13 mois",
                "13 mois maximum",
                "13 mois (395 jours)",
                "13 mois à compter du dépôt",
                "quelques secondes",
                "30 minutes / 13 mois",
                "environ 1 an",
                "jusqu’à la fin de la session",
                "soixante-dix-sept jours",
                "30\nminutes",
                "après 30 minutes d'inactivité",
            ][..],
        ),
        (
            "en",
            &[
                "1 year, 11 months and 29 days",
                "a few seconds",
                "session or up to 2 weeks",
                "Session – 30 days",
                "up to about 13 months",
                "P13M",
                "P1Y2M10DT2H30M",
                "until the tab is closed",
                "1 to 2 years",
                "30 minutes of inactivity",
                "at least 2 years",
                "1day",
                "18 motnhs",
                "three hundred and ninety-five days",
            ],
        ),
        ("de", &["13 Monate", "mindestens 2 Jahre", "fünfundsiebzig Tage", "Bis zu 2 Jahre"]),
        ("es", &["prácticamente 1 año", "Sesión/Persistente", "treinta y seis horas"]),
        ("it", &["settantacinque giorni", "pochi secondi", "fino alla fine della sessione"]),
        ("ca", &["uns quants segons", "vint-i-quatre mesos", "fins a 13 mesos"]),
        ("nl", &["enkele seconden", "vijfenzeventig dagen", "tot 13 maanden"]),
        ("pt", &["alguns segundos", "vinte e quatro meses", "até 13 meses"]),
    ] {
        for text in texts {
            let found = spans(code, text);
            let words: Vec<_> =
                found.into_iter().map(|span| text.get(span.place).unwrap()).collect();
            let text = text.strip_prefix("après ").unwrap_or(text);
            assert_eq!(words, [text], "{code}");
        }
    }
}

#[test]
fn the_durations_of_a_sentence_are_found() {
    for (code, text, right) in [
        ("fr", "_br_a : conservé 1 an, il compte les visites.", &["1 an"][..]),
        ("fr", "il est effacé dès que vous quittez le site.", &["dès que vous quittez le site"]),
        ("fr", "il disparaît lorsque la fenêtre est fermée.", &["lorsque la fenêtre est fermée"]),
        ("en", "it goes once the visitor leaves the site.", &["once the visitor leaves the site"]),
        ("en", "wiped as soon as the user leaves", &["as soon as the user leaves"]),
        ("en", "It is kept until the visit ends.", &["until the visit ends"]),
        ("en", "remembers the page from which the visitor leaves, 1 year", &["1 year"]),
        ("en", "Counts visits once a day (2 years).", &["2 years"]),
        ("en", "395 Days, 364 Days, A few seconds", &["395 Days", "364 Days", "A few seconds"]),
        (
            "de",
            "Er verfällt, sobald Sie die Website verlassen.",
            &["sobald Sie die Website verlassen"],
        ),
        (
            "de",
            "wird gelöscht, wenn der Browser geschlossen wird",
            &["wenn der Browser geschlossen wird"],
        ),
        ("es", "se borra cuando se cierra la pestaña", &["cuando se cierra la pestaña"]),
        ("ca", "s'esborra quan es tanca la finestra", &["quan es tanca la finestra"]),
        ("it", "scade quando la scheda viene chiusa", &["quando la scheda viene chiusa"]),
        (
            "nl",
            "het verdwijnt zodra het tabblad wordt gesloten",
            &["zodra het tabblad wordt gesloten"],
        ),
        ("pt", "Apaga-se quando o navegador é fechado.", &["quando o navegador é fechado"]),
        ("en", "Only what 13 cookies and 4 of us said.", &[]),
        ("en", "Saves the basket when you leave the site", &["[when you leave the site]"]),
        ("de", "ab dem letzten Besuch", &["[ab dem letzten Besuch]"]),
        ("fr", "jusqu'au 31 décembre 2025", &["[jusqu'au 31 décembre 2025]"]),
        ("fr", "aucune", &["[aucune]"]),
        ("de", "beständig", &["[beständig]"]),
        ("de", "hartnäckig", &["[hartnäckig]"]),
        ("de", "13 MonateZählt Besuche", &[]),
    ] {
        assert_eq!(told(code, text), right, "{text}");
    }
}

#[test]
fn what_is_invisible_changes_no_span() {
    let text = "\u{200b}keeps it 1\u{ad}3 mo\u{200b}is\u{200b}, th\u{ad}en 1 000 da\u{200b}ys.";
    assert_eq!(told("fr", text), ["1\u{ad}3 mo\u{200b}is", "1 000 da\u{200b}ys"]);
}

#[test]
fn what_a_span_says_is_told() {
    for (text, said) in [
        ("13 mois", Said::Amount),
        ("Session", Said::Session),
        ("sans limite", Said::Forever),
        ("immédiatement", Said::Nothing),
        ("31/12/2030", Said::Date),
        ("depuis la dernière visite", Said::Beginning),
    ] {
        let found: Vec<_> = spans("fr", text).into_iter().map(|span| span.said).collect();
        assert_eq!(found, [said], "{text}");
    }
}

#[test]
fn two_spellings_of_a_quantity_are_the_same() {
    for (code, one, other) in [
        ("fr", "75 jours", "soixante-quinze jours"),
        ("fr", "12 mars 2023", "12/03/2023"),
        ("fr", "1er mars 2023", "2023-03-01"),
        ("en", "395 days", "three hundred and ninety-five days"),
        ("en", "March 12th, 2023", "12 March 2023"),
        ("en", "13 months", "P13M"),
        ("it", "75 giorni", "settantacinque giorni"),
        ("de", "12. März 2023", "12.3.2023"),
        ("de", "75 Tage", "fünfundsiebzig Tage"),
        ("de", "265 Tage", "zweihundertfünfundsechzig Tage"),
        ("nl", "75 dagen", "vijfenzeventig dagen"),
        ("es", "12 de marzo de 2023", "12/3/2023"),
        ("es", "24 meses", "veinticuatro meses"),
        ("ca", "12 d'abril del 2023", "12.04.2023"),
        ("pt", "75 dias", "setenta e cinco dias"),
        ("fr", "365 jours", "un an"),
        ("fr", "1 500,5", "1500,50"),
    ] {
        let read = |text| -> Vec<Quantity> {
            quantities(text, vocabulary(code, true)).into_iter().map(|found| found.1).collect()
        };
        assert_eq!(read(one), read(other), "{one} {other}");
        assert_eq!(read(one).len(), 1, "{one}");
    }
    let of = |code, text| quantities(text, vocabulary(code, true));
    assert_eq!(of("fr", "fin de la session"), [(0..17, Quantity::Named(Unit::Session))]);
    assert!(of("en", "set it once, sept or may").is_empty());
    assert_ne!(of("fr", "3 mots"), of("fr", "3 mois"));
    assert_ne!(of("fr", "10:30"), of("fr", "10:40"));
}

#[test]
fn no_text_takes_long() {
    let parts = [
        "1 an ",
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
        "dès que vous ",
        "ou ",
        "1 an ou ",
        "mois (",
        "2.",
        "12/",
        "à la ",
        "13 moi ",
    ];
    let begun = std::time::Instant::now();
    for part in parts {
        let text = part.repeat(20_000);
        spans("fr", &text);
        quantities(&text, vocabulary("fr", true));
    }
    assert!(begun.elapsed().as_secs() < 20);
    let many = "13 mois, ".repeat(20_000);
    assert_eq!(spans("fr", &many).len(), 20_000);
    let all = "1 an et ".repeat(3_000);
    assert!(spans("fr", &all).len() > 2_990);
}
