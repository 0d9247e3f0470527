//! Tables of random cells in every layout of [`crate::rendered`], with damage.

#![cfg(test)]

use charte::model::Field;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use crate::rendered::grids::{Grid, Words};
use crate::rendered::layouts::LAYOUTS;

type Cells = &'static [&'static str];

/// The columns that a layout may show, the name first.
const SHOWN: &[(Field, Cells, Cells)] = &[
    (
        Field::Name,
        &["Nom du cookie", "Cookie name", "Cookie"],
        &["sessionid", "_pk_id.*", "_ga_<id>", "lang", "csrf_token", "_or_a, _or_b", "_ga, _gid"],
    ),
    (
        Field::Provider,
        &["Fournisseur", "Provider", "Set by"],
        &["Orvane", "Comptoir des cartes", "www.rivage.example", ""],
    ),
    (
        Field::Purpose,
        &["Finalité", "Purpose", "Description"],
        &[
            "Compter les visites",
            "Keeps you signed in",
            "Se rappeler le nom et la durée, 2 fois.",
            "",
        ],
    ),
    (
        Field::Retention,
        &["Durée de conservation", "Retention period"],
        &["13 mois", "Session", "1 year", "Jusqu'à 2 ans", "Treize mois", ""],
    ),
    (
        Field::Category,
        &["Catégorie", "Category"],
        &["Nécessaires", "Statistics", "Mesure d'audience"],
    ),
    (Field::Domain, &["Domaine", "Domain"], &["data.rivage.example", ".orvane.example", ""]),
];

/// What happens to a line of a table on its way.
#[derive(Clone, Copy, Debug)]
enum Damage {
    Drop,
    Double,
    Break,
    BlankAfter,
    JoinNext,
    Trail,
}

/// A table in any layout of a text, as it is written or with damage.
pub(super) fn laid_out() -> impl Strategy<Value = String> {
    use Damage::{BlankAfter, Break, Double, Drop, JoinNext, Trail};
    let layouts: Vec<_> =
        LAYOUTS.iter().filter(|layout| !layout.name.starts_with("HTML")).collect();
    let damage = select(&[Drop, Double, Break, BlankAfter, JoinNext, Trail][..]);
    (select(layouts), grid(), vec((any::<Index>(), damage), 0..3)).prop_map(
        |(layout, grid, damage)| {
            let text = (layout.write)(&grid);
            let mut lines: Vec<_> =
                text.trim_matches('\n').split('\n').map(str::to_owned).collect();
            for (at, damage) in damage {
                damage.befall(&mut lines, at);
            }
            lines.join("\n")
        },
    )
}

impl Damage {
    fn befall(self, lines: &mut Vec<String>, at: Index) {
        if lines.is_empty() {
            return;
        }
        let at = at.index(lines.len());
        match self {
            Self::Drop => drop(lines.remove(at)),
            Self::Double => lines.insert(at, lines[at].clone()),
            Self::Break => lines[at] = lines[at].replacen(' ', "\n", 1),
            Self::BlankAfter => lines[at].push('\n'),
            Self::JoinNext if at + 1 < lines.len() => {
                let next = lines.remove(at + 1);
                lines[at].push_str(&next);
            }
            Self::JoinNext | Self::Trail => lines[at].push(' '),
        }
    }
}

/// A grid of two to six columns in any order, the name among them.
fn grid() -> impl Strategy<Value = Grid> {
    let (name, others) = SHOWN.split_first().expect("a name");
    (subsequence(others, 1..=others.len()), any::<Index>(), 1..6_usize).prop_flat_map(
        move |(mut columns, at, rows)| {
            columns.insert(at.index(columns.len() + 1), *name);
            let fields: Vec<_> = columns.iter().map(|(field, ..)| *field).collect();
            let labels: Vec<_> = columns.iter().map(|(_, labels, _)| select(*labels)).collect();
            let cells: Vec<_> = columns.iter().map(|(.., cells)| select(*cells)).collect();
            (labels, vec(cells, rows..=rows)).prop_map(move |(labels, rows)| {
                let (charter, fields) = (Words::default(), fields.clone());
                Grid { charter, title: "", fields, labels, rows }
            })
        },
    )
}
