//! Texts for the properties: charters that never were, and texts that are no charters at all.
//!
//! [`charter`] puts together what real charters are made of, tables in every layout of
//! [`crate::rendered`] among it, with the damage that copying does to them; [`any_text`] and [`any_bytes`] are hostile. All of them shrink to their plainest form.

mod laid_out;

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use self::laid_out::laid_out;

type Words = &'static [&'static str];

// In all the wordings below, `@` is an address and `“ ”` are quotes of any kind.

const TITLES: Words =
    &["Charte cookies", "Politique de gestion des cookies", "Gestion des cookies", "Cookie policy"];

const HEADINGS: Words = &[
    "Qu'est-ce qu'un cookie ?",
    "What is a cookie?",
    "Les sortes de cookies :",
    "A quoi servent les cookies sur @",
    "What cookies are used on @?",
    "Liste des cookies",
    "Cookies nécessaires au bon fonctionnement",
    "Cookies strictement nécessaires / cookies fonctionnels",
    "Strictly necessary cookies",
    "Cookies de mesure d'audience",
    "Statistics",
    "Cookies publicitaires",
    "Cookies de personnalisation",
    "Réseaux sociaux",
    "Comment gérer les cookies",
    "How do I configure cookies on @?",
    "Vos choix",
    "Mentions diverses",
];

const PARAGRAPHS: Words = &[
    "@ garde quelques cookies dans votre navigateur : voici lesquels, et pourquoi.",
    "Un “cookie” est une note qu'un site laisse chez vous et qu'il relit plus tard.",
    "Les cookies “nécessaires” ne demandent pas votre consentement.",
    "Les cookies “statistiques” comptent les visites ; ils attendent votre accord, \
     sauf si la mesure est anonyme.",
    "Les cookies “internes” viennent du site que vous lisez, les cookies “tiers” d'un autre.",
    "Pour les refuser, ouvrez les réglages du navigateur, puis @.",
    "@ keeps a few cookies in your browser; here is what they're for.",
    "“Necessary” cookies need no consent.",
    "“Marketing” cookies are set by third parties, once you've agreed.",
    "Dernière mise à jour en mai",
];

const ITEMS: Words =
    &["nécessaires", "cookies “tiers” ;", "Session cookies.", "voir @", "_ga: 2 ans"];

const CAPTIONS: Words = &["Cookies internes", "Tableau 1 :", "Download as PDF", "\tTout accepter"];

const JUNK: Words = &["---", "* * *", "…", "|", "\u{fffd}\u{fffd}", "-", "“”"];

const NUMBERS: Words = &["", "", "", "1. ", "2)\u{a0}", "3.1.\t", "IV. "];

const BULLETS: Words = &["- ", "* ", "• ", "–\u{a0}", "·\t"];

const ADDRESSES: Words = &[
    "<https://data.rivage.example>",
    "https://data.rivage.example/",
    "http://data.rivage.example",
    "data.rivage.example",
    "[le portail](https://data.rivage.example)",
    "<https://autre.example/politique?a=1#b>",
];

/// The labels a column may have, and the cells that may stand under them.
const COLUMNS: &[(Words, Words)] = &[
    (&["Nom du prestataire", "Fournisseur", "Supplier name", "Provider"], &["Orvane", "@", ""]),
    (
        &["Service et emplacement", "Service", "Function and location"],
        &["Langue (front et back office)", "API (CSRF)"],
    ),
    (
        &["Nom", "Nom du cookie", "Cookie name", "Name"],
        &[
            "sessionid",
            "_pk_id.*",
            "csrftoken, lang",
            "_ga_<id>",
            "_ga, “_gid” et _gat_a",
            "Orvane (_or_a ; _or_b)",
            "- _pk_id / _pk_ses (x2)",
        ],
    ),
    (
        &["Finalités", "Finalité", "Purpose", "Description"],
        &["Se rappeler la langue.", "Counts visits", "Mesure d'audience “anonyme”", ""],
    ),
    (
        &["Durée de conservation", "Durée de vie (jours)", "Retention period"],
        &["13 mois", "Session", "1 year", "730", "Up to 2 hours", "2 ans, 24 heures et 1 minute"],
    ),
    (&["Type", "Catégorie", "Category"], &["Nécessaires", "Statistics", "“marketing”"]),
    (&["Domaine", "Domain"], &["@", ""]),
    (&["Description"], &["Rien de plus", ""]),
    (&["Remarques", "Version", "?"], &["oui", "–", "3.1."]),
];

/// What a browser makes of a row.
#[derive(Clone, Copy, Debug)]
enum Row {
    Whole,
    Short,
    Long,
    EmptyEnds,
    BrokenInACell,
    ListInACell,
    Paragraphs,
    Caption,
}

impl Row {
    fn write(self, mut cells: Vec<String>) -> String {
        match self {
            Self::Whole => {}
            Self::Short => drop(cells.pop()),
            Self::Long => cells.push("1 an".to_owned()),
            Self::EmptyEnds => {
                if let [first, .., last] = cells.as_mut_slice() {
                    first.clear();
                    last.clear();
                }
            }
            Self::BrokenInACell => return cells.join("\t").replacen(' ', "\n", 1),
            Self::ListInACell => return cells.join("\t").replacen('\t', "\n\t", 1),
            Self::Caption => cells.iter_mut().skip(1).for_each(String::clear),
            Self::Paragraphs => return cells.join("\n\t\n"),
        }
        cells.join("\t")
    }
}

/// The ways in which programs write tables with bars.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bars {
    /// Bars round every row, and dashes below the header.
    Round,
    /// Bars behind every row.
    Behind,
    /// Bars between cells only, and dashes below the header.
    Between,
    /// Dashes below each row.
    Ruled,
    /// An empty header, and the labels below it in bold.
    Bold,
    /// The first cell of each row on a line of its own.
    Broken,
    /// One cell a line, with a bar behind it.
    Stacked,
}

pub(crate) const BARS: &[Bars] = &[
    Bars::Round,
    Bars::Behind,
    Bars::Between,
    Bars::Ruled,
    Bars::Bold,
    Bars::Broken,
    Bars::Stacked,
];

impl Bars {
    /// A table with bars. The first of `rows` is the header.
    pub(crate) fn write(self, rows: &[Vec<&str>]) -> String {
        let cell = |cell: &&str| cell.replace('_', "\\_").replace('|', "\\|");
        let cells: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let width = rows.first().map_or(0, Vec::len);
        let dashes = vec!["---"; width].join("|");
        let mut out = String::new();
        for (at, row) in cells.iter().enumerate() {
            let line = match self {
                Self::Bold if at == 0 => {
                    format!(
                        "{}\n|{dashes}|\n| **{}** |",
                        "| ".repeat(width + 1),
                        row.join("** | **")
                    )
                }
                Self::Round | Self::Bold => format!("| {} |", row.join(" | ")),
                Self::Between => row.join(" | "),
                Self::Broken if at > 0 => {
                    format!("{} |", row.join(" | ")).replacen(" | ", " |\n", 1)
                }
                Self::Behind | Self::Ruled | Self::Broken => format!("{} |", row.join(" | ")),
                Self::Stacked => format!("{} |", row.join(" |\n")),
            };
            out.push_str(&line);
            out.push('\n');
            let is_ruled = match self {
                Self::Round | Self::Between => at == 0,
                Self::Ruled => true,
                _ => false,
            };
            if is_ruled {
                out.push_str(&dashes);
                out.push('\n');
            }
        }
        out
    }

    /// A table with tabs.
    pub(crate) fn tabbed(rows: &[Vec<&str>]) -> String {
        let lines: Vec<_> = rows.iter().map(|row| row.join("\t") + "\n").collect();
        lines.concat()
    }
}

/// The rows of a table of cookies, the header first: names, and what else there may be.
pub(crate) fn cookie_rows() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    const OTHERS: &[(&str, Words)] = &[
        ("Provider", &["Orvane", "Balise", "Comptoir des cartes"]),
        ("Purpose", &["Counts visits to the pages", "Keeps you signed in while you look around"]),
        ("Duration", &["13 months", "Session", "1 year"]),
        ("Category", &["Necessary", "Statistics"]),
    ];
    let names = &["sessionid", "_pk_id.*", "csrf_token", "_ga_<id>", "a_lang|x"][..];
    (subsequence(OTHERS, 1..=4), any::<Index>(), 1..6_usize).prop_flat_map(
        move |(mut columns, at, rows)| {
            columns.insert(at.index(columns.len() + 1), ("Cookie name", names));
            let header: Vec<_> = columns.iter().map(|(label, _)| *label).collect();
            let cells: Vec<_> = columns.iter().map(|(_, cells)| select(*cells)).collect();
            vec(cells, rows..=rows).prop_map(move |mut rows| {
                rows.insert(0, header.clone());
                rows
            })
        },
    )
}

/// A charter: French, English or both, as it may have been copied from a browser.
pub(crate) fn charter() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => heading(),
        4 => line(PARAGRAPHS),
        4 => table(),
        1 => (cookie_rows(), select(BARS)).prop_map(|(rows, bars)| bars.write(&rows)),
        2 => laid_out(),
        1 => list(),
        1 => line(JUNK),
    ];
    let title = prop_oneof![6 => line(TITLES), 1 => Just(String::new())];
    let edge = || select(&["", "\n", "\n\n\n", "\u{a0}\n", "\t"][..]);
    let line_end = select(&["\n", "\r\n", "\r"][..]);
    (edge(), title, gap(), spaced(piece, 0..10), edge(), typography(), line_end).prop_map(
        |(before, title, gap, pieces, after, typography, line_end)| {
            let text = [before, &title, gap, &pieces, after].concat();
            typeset(&text, &typography).replace('\n', line_end)
        },
    )
}

fn heading() -> impl Strategy<Value = String> {
    (select(NUMBERS), line(HEADINGS)).prop_map(|(number, words)| format!("{number}{words}"))
}

fn list() -> impl Strategy<Value = String> {
    let item =
        (select(BULLETS), line(ITEMS)).prop_map(|(bullet, words)| format!("{bullet}{words}"));
    spaced(item, 1..5)
}

/// Two to six columns in any order, under a caption or not.
fn table() -> impl Strategy<Value = String> {
    let caption = prop_oneof![3 => Just(String::new()), 1 => line(CAPTIONS).prop_map(|c| c + "\n")];
    let columns = subsequence(COLUMNS, 2..=6).prop_shuffle();
    (caption, columns).prop_flat_map(|(caption, columns)| {
        let labels: Vec<_> = columns.iter().map(|(labels, _)| select(*labels)).collect();
        let cells: Vec<_> = columns.iter().map(|(_, cells)| line(cells)).collect();
        let rows = spaced((row(), cells).prop_map(|(row, cells)| row.write(cells)), 0..6);
        (Just(caption), labels, gap(), rows).prop_map(|(caption, labels, gap, rows)| {
            [&caption, &labels.join("\t"), gap, &rows].concat()
        })
    })
}

fn row() -> impl Strategy<Value = Row> {
    use Row::{BrokenInACell, Caption, EmptyEnds, ListInACell, Long, Paragraphs, Short, Whole};
    prop_oneof![
        2 => Just(Whole),
        1 => select(&[Short, Long, EmptyEnds, BrokenInACell, ListInACell, Paragraphs, Caption][..]),
    ]
}

fn line(wordings: Words) -> impl Strategy<Value = String> {
    (select(wordings), select(ADDRESSES)).prop_map(|(words, address)| words.replace('@', address))
}

/// Some `parts`, with a line end or more between them.
fn spaced(
    parts: impl Strategy<Value = String>,
    count: Range<usize>,
) -> impl Strategy<Value = String> {
    vec((parts, gap()), count).prop_map(|parts| {
        let joined =
            parts.into_iter().reduce(|(text, gap), (part, next)| (text + gap + &part, next));
        joined.map_or_else(String::new, |(text, _)| text)
    })
}

fn gap() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        3 => Just("\n"),
        2 => select(&["\n\n", "\n\n\n\n", "\n\u{a0}\n", "\n\t\n", "\n \u{200b}\n\t\t\n"][..]),
    ]
}

/// Which spelling each character gets that has several; 0 is the plain one.
fn typography() -> impl Strategy<Value = Vec<usize>> {
    vec(prop_oneof![6 => Just(0), 1 => 0..5_usize], 1..40)
}

fn typeset(text: &str, typography: &[usize]) -> String {
    let mut choices = typography.iter().cycle();
    let mut typeset = String::with_capacity(text.len());
    for c in text.chars() {
        let spellings: Words = match c {
            ' ' => &[" ", "\u{a0}", "\u{202f}", "  ", " \u{200b}"],
            '\'' => &["'", "’", "ʼ", "‘"],
            '“' => &["\"", "“", "« ", "«", "«\u{a0}"],
            '”' => &["\"", "”", " »", "»", "\u{202f}»"],
            'é' => &["é", "e\u{301}"],
            'n' => &["n", "n\u{ad}", "n", "n\u{200d}"],
            _ => &[],
        };
        match choices.next().and_then(|choice| spellings.get(choice % spellings.len().max(1))) {
            Some(spelling) => typeset.push_str(spelling),
            None => typeset.push(c),
        }
    }
    typeset
}

/// The characters that the rules for lines, cells, items, numbers and headings turn on.
const NASTY: &str = "\n\n\n\r\t\t\t\t  \u{a0}\u{202f}\u{2028}\u{85}\u{b}\0\u{1b}\u{ad}\u{200b}\u{200d}\
    \u{200f}\u{feff}\u{180e}\u{301}\u{345}\u{903}\u{1100}\u{1161}\u{fffd}\u{37e}\u{387}ʼ--**•·–12٣½.):\
    ;,?'’\"“”«»|\\(<>[]abÉß字😀";

const NASTY_WORDS: Words = &[
    "\r\n",
    "1.",
    "2)",
    "1.2.",
    "- ",
    "---|---",
    "\n| ",
    " |\n",
    "**",
    "## ",
    "&nbsp;",
    "<br>",
    "<https://a.example>",
    "http://",
    "a.example",
    "](",
    "Ã©",
    "cookies",
    "Nom",
    "Finalité",
    "Session",
];

/// Anything, most of all what the parsers look for where they do not expect it.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let nasty = || {
        let characters: Vec<char> = NASTY.chars().collect();
        prop_oneof![
            4 => select(characters).prop_map(String::from),
            1 => select(NASTY_WORDS).prop_map(String::from),
        ]
    };
    let mixed = prop_oneof![30 => nasty(), 1 => any::<String>()];
    let about_140 = (100..150_usize, vec(nasty(), 0..20))
        .prop_map(|(length, end)| "a".repeat(length) + &end.concat());
    prop_oneof![
        6 => vec(nasty(), 0..12).prop_map(|parts| parts.concat()),
        6 => vec(mixed, 0..60).prop_map(|parts| parts.concat()),
        2 => (vec(nasty(), 1..6), 1..80_usize).prop_map(|(part, times)| part.concat().repeat(times)),
        2 => about_140,
    ]
}

/// Any bytes, and texts with a few bytes too many.
pub(crate) fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let damage = vec((any::<Index>(), any::<u8>()), 0..4);
    let damaged = (any_text(), damage).prop_map(|(text, damage)| {
        let mut bytes = text.into_bytes();
        for (at, byte) in damage {
            bytes.insert(at.index(bytes.len() + 1), byte);
        }
        bytes
    });
    prop_oneof![vec(any::<u8>(), 0..200), damaged]
}
