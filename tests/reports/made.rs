//! Reports made by hand.

use charte::diagnostic;
use charte::drift::Severity::{self, Layout, Parameter, Substance, Typography, Wording};
use charte::drift::report::{
    Baseline, BlockKind, Diagnostic, Edit, Family, Hidden, Op, Passage, Reading, Report, Schema,
    Variation,
};
use charte::model::{Kind, Role};

/// A text that would steer a terminal, break a line of CSV, or be a formula.
pub(super) const HOSTILE: &str = "=cmd()\u{1b}[31m\"quoted\", \u{202e}back\nnext\r\tline\u{9b}";

fn passage(role: Role, category: Option<Kind>, block: BlockKind, index: Option<u64>) -> Passage {
    Passage { role, category, block, index, cookie: None, field: None }
}

fn paragraph(role: Role, index: u64) -> Passage {
    passage(role, None, BlockKind::Paragraph, Some(index))
}

fn cookie(name: &str, field: Option<&str>) -> Passage {
    Passage {
        cookie: Some(name.to_owned()),
        field: field.map(str::to_owned),
        ..passage(Role::Category, Some(Kind::Necessary), BlockKind::Table, None)
    }
}

/// One variation: by default, one charter of five differs.
pub(super) struct Made(pub(super) Variation);

fn variation(severity: Severity, rule: &str, passage: Passage) -> Made {
    Made(Variation {
        severity,
        rule: rule.to_owned(),
        words: Vec::new(),
        passage,
        baseline: Baseline { text: None, charters: 4, tie: false },
        reading: Reading {
            text: None,
            charters: 1,
            portals: ["data.falaise.example"].into_iter().collect(),
            paths: ["portals/falaise.txt"].into_iter().collect(),
            line: None,
            lines: vec![None],
            hosts: ["data.falaise.example"].into_iter().collect(),
        },
        edits: Vec::new(),
        fingerprint: "0123456789abcdef".to_owned(),
        rename: None,
        cookies: Vec::new(),
    })
}

impl Made {
    fn from(mut self, text: &str) -> Self {
        self.0.baseline.text = Some(text.to_owned());
        self
    }

    fn to(mut self, text: &str, line: u64) -> Self {
        self.0.reading.text = Some(text.to_owned());
        self.0.reading.line = Some(line);
        self.0.reading.lines = vec![Some(line)];
        self
    }

    fn edit(mut self, baseline: &str, reading: &str) -> Self {
        let op = match (baseline, reading) {
            ("", _) => Op::Insert,
            (_, "") => Op::Delete,
            _ => Op::Replace,
        };
        let (baseline, reading) = (baseline.to_owned(), reading.to_owned());
        self.0.edits.push(Edit { op, baseline, reading });
        self
    }

    fn words(mut self, words: &[&str]) -> Self {
        self.0.words = words.iter().map(|word| (*word).to_owned()).collect();
        self
    }

    /// Who has it, by host and path.
    fn by(mut self, baseline: u64, who: &[(Option<&str>, &str)]) -> Self {
        self.0.baseline.charters = baseline;
        let reading = &mut self.0.reading;
        reading.charters = who.len().try_into().unwrap();
        reading.paths = who.iter().map(|(_, path)| (*path).to_owned()).collect();
        reading.hosts = who.iter().map(|(host, _)| host.unwrap_or_default()).collect();
        let mut portals: Vec<_> = who.iter().filter_map(|(host, _)| *host).collect();
        portals.dedup();
        reading.portals = portals.into_iter().collect();
        self
    }

    fn with(mut self, cookies: &[&str]) -> Self {
        self.0.cookies = cookies.iter().map(|&name| name.to_owned()).collect();
        self
    }

    fn renamed(mut self, fingerprint: &str, other: &str) -> Self {
        self.0.fingerprint = fingerprint.to_owned();
        self.0.rename = Some(other.to_owned());
        self
    }
}

/// A variation for each rule, and for each way to show one.
pub(super) fn variations() -> Vec<Made> {
    let settings = |index| paragraph(Role::Settings, index);
    let long = "Les cookies dont il est question ici sont écrits par le portail que vous lisez. ";
    let who: Vec<_> = (1..=12).map(|number| format!("portals/{number:02}.txt")).collect();
    let host = Some("data.crique.example");
    let who: Vec<_> = who.iter().map(|path| (host, path.as_str())).collect();
    let mut tie = variation(
        Wording,
        "word-change",
        passage(Role::Introduction, None, BlockKind::Heading, None),
    )
    .from("Charte cookies")
    .to("Politique cookies", 1)
    .edit("Charte", "Politique")
    .by(2, &[(None, "portals/a b.txt"), (Some("b.example"), "portals/b.txt")]);
    tie.0.baseline.tie = true;
    let mut column = cookie("", Some("Durée"));
    column.cookie = None;
    let mut all = vec![
        tie,
        variation(Substance, "consent-change", paragraph(Role::Kinds, 1))
            .from("Les cookies « nécessaires » ne requièrent pas votre consentement.")
            .to("Les cookies «\u{a0}nécessaires\u{a0}» requièrent votre consentement.", 13)
            .edit("ne", "")
            .edit("pas", "")
            .words(&["ne", "pas"]),
        variation(Substance, "claim-change", paragraph(Role::Usage, 2))
            .from(&format!("{long}{long}{long}Ils ne sont pas transmis. {long}{long}"))
            .to(&format!("{long}{long}{long}Ils sont transmis à des tiers. {long}{long}"), 21)
            .edit("ne", "")
            .edit("pas transmis", "transmis à des tiers")
            .words(&["ne", "pas", "tiers"]),
        variation(Substance, "number-change", paragraph(Role::Other, 1))
            .from("Au plus six mois.")
            .to("Au plus 13 mois.", 30)
            .edit("six", "13")
            .words(&["six", "13"]),
        variation(Wording, "passage-rewritten", settings(1))
            .from("Un texte [-sans-] marques.")
            .to("Autre chose, {+tout à fait+}.", 40)
            .edit("elsewhere", "nowhere"),
        variation(Wording, "passage-added", settings(0))
            .to(long.repeat(9).trim(), 38)
            .words(&["partenaires"]),
        variation(Wording, "passage-removed", settings(2)).from("Vous pouvez refuser.").by(1, &who),
        variation(Substance, "cookie-removed", cookie("prefs", None))
            .from("Orvane\tLangue\tprefs\tGarder la langue")
            .renamed("aaaa", "bbbb"),
        variation(Substance, "cookie-added", cookie("prefs_v2", None))
            .to("Orvane\tLangue\tprefs_v2\tGarder la langue", 33)
            .renamed("bbbb", "aaaa"),
        variation(Substance, "provider-change", cookie("_ga", Some("provider")))
            .from("Google")
            .to("Alphabet", 34)
            .edit("Google", "Alphabet"),
        variation(Substance, "category-change", cookie("_ga", Some("category")))
            .from("Statistiques")
            .to("Nécessaires", 34)
            .edit("Statistiques", "Nécessaires"),
        variation(Substance, "retention-change", cookie("_ga", Some("retention")))
            .from("13 mois")
            .to("", 34)
            .edit("13 mois", ""),
        variation(Substance, "column-change", column).from("Durée de conservation"),
        variation(Substance, "consent-change", cookie(HOSTILE, Some("purpose")))
            .from(HOSTILE)
            .to(&format!("{HOSTILE} x"), 35)
            .edit("", "x")
            .words(&[HOSTILE])
            .by(4, &[(Some(HOSTILE), HOSTILE)]),
        variation(
            Parameter,
            "parameter-change",
            passage(Role::Usage, None, BlockKind::Heading, None),
        )
        .from("Les cookies de {portal}")
        .to("Les cookies de {portal}", 9),
        variation(Typography, "typography-change", paragraph(Role::Introduction, 1))
            .from("L'été : « oui »")
            .to("L\u{2019}e\u{301}te\u{301}\u{a0}: «\u{a0}oui »\u{200b}", 3),
        variation(
            Layout,
            "row-moved",
            passage(Role::Category, Some(Kind::Social), BlockKind::Table, None),
        ),
        variation(Layout, "layout-change", passage(Role::Other, None, BlockKind::Table, Some(3)))
            .from("un\n\ndeux")
            .to("un\ndeux", 50),
    ];
    all.extend(of_fields_and_blocks());
    all
}

/// Fields that are filled or emptied, and a block with its cookies.
fn of_fields_and_blocks() -> Vec<Made> {
    vec![
        variation(Substance, "purpose-change", cookie("_ga", Some("purpose")))
            .from("Compter les visites du portail")
            .to("Publicité du portail", 34)
            .edit("Compter les visites", "Publicité"),
        variation(Substance, "field-added", cookie("_ga", Some("domain")))
            .to("data.crique.example", 34),
        variation(Substance, "field-removed", cookie("_ga", Some("party"))).from("tierce partie"),
        variation(
            Substance,
            "passage-removed",
            passage(Role::Category, Some(Kind::Statistics), BlockKind::Heading, None),
        )
        .from("Cookies de mesure d'audience\nIls comptent les visites.\nOrvane\t_ga\tCompter")
        .with(&["_ga"]),
    ]
}

pub(super) fn family(language: Option<&str>, charters: u64, baseline: &str, first: &str) -> Family {
    Family {
        language: language.map(str::to_owned),
        charters,
        baseline: baseline.to_owned(),
        variations: Vec::new(),
        first: Some(first.to_owned()),
    }
}

fn remark(code: &str, path: Option<&str>, message: &str) -> Diagnostic {
    Diagnostic {
        code: code.to_owned(),
        severity: diagnostic::Severity::Error,
        message: message.to_owned(),
        path: path.map(str::to_owned),
    }
}

pub(super) fn report(families: Vec<Family>) -> Report {
    Report {
        schema: Schema::V1,
        charters: families.iter().map(|family| family.charters).sum(),
        families,
        diagnostics: Vec::new(),
        accepted: 0,
        declared: false,
        since: None,
        hidden: Hidden::default(),
    }
}

/// Everything a report may hold.
pub(super) fn whole() -> Report {
    let mut french = family(Some("fr"), 5, "consensus", "portals/a.txt");
    french.variations = variations().into_iter().map(|made| made.0).collect();
    let mut unknown = family(None, 1, "portals/\u{1b}[2Jbase.txt", "portals/z.txt");
    unknown.variations.push(
        variation(Wording, "word-change", cookie("sid", Some("purpose")))
            .from("a b")
            .to("a c", 2)
            .edit("b", "c")
            .by(0, &[(None, "portals/z.txt")])
            .0,
    );
    let mut report = report(vec![
        family(Some("en"), 1, "consensus", "portals/lagoon.txt"),
        family(Some("en"), 3, "consensus", "portals/harbour.txt"),
        french,
        unknown,
    ]);
    report.diagnostics = vec![
        remark(
            "damaged-text",
            Some("portals/a.txt"),
            "damaged, and compared as it was meant: ligatures",
        ),
        remark("not-a-charter", Some("portals/panne\n.txt"), "there is no charter in it"),
        remark("not-compared", Some("modèle.txt"), "no charter is like this baseline"),
        remark("row-not-read", Some("portals/b.txt"), "in no row that was read: sid (line 9)"),
        remark("several-namesakes", Some("portals/a.txt"), "2 are not told apart"),
        remark("unreadable", None, HOSTILE),
    ];
    report.hidden.below = Layout;
    report
}
