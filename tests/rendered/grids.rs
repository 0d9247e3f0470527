//! Tables of cookies that are known, cell by cell, in every language: `grids/*.txt`.
//!
//! A file begins with the words of a charter round its table, `key: text` a line; a blank line parts it
//! from the grids and one grid from the next. A grid is its title, its fields, its labels and its rows,
//! with a bar between cells. Several names in a cell have a comma between them.

use charte::model::Field;

/// A table of cookies, and the charter it stands in.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    pub(crate) charter: Words,
    /// What is special about it.
    pub(crate) title: &'static str,
    pub(crate) fields: Vec<Field>,
    pub(crate) labels: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<&'static str>>,
}

/// What a charter says round its table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Words {
    pub(crate) language: &'static str,
    pub(crate) title: &'static str,
    pub(crate) prose: &'static str,
    pub(crate) usage: &'static str,
    pub(crate) settings: &'static str,
    pub(crate) advice: &'static str,
}

/// A cookie as a grid declares it: its name, and what it says in each of its other columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) name: &'static str,
    pub(crate) values: Vec<(Field, Option<&'static str>)>,
}

const LANGUAGES: &[(&str, &str)] = &[
    ("ca", include_str!("grids/ca.txt")),
    ("de", include_str!("grids/de.txt")),
    ("en", include_str!("grids/en.txt")),
    ("es", include_str!("grids/es.txt")),
    ("fr", include_str!("grids/fr.txt")),
    ("it", include_str!("grids/it.txt")),
    ("nl", include_str!("grids/nl.txt")),
    ("pt", include_str!("grids/pt.txt")),
];

const FIELDS: &[Field] = &[
    Field::Name,
    Field::Provider,
    Field::Domain,
    Field::Purpose,
    Field::Retention,
    Field::Category,
];

/// Every grid of every language.
pub(crate) fn grids() -> Vec<Grid> {
    let of_language = |&(language, file): &(&'static str, &'static str)| {
        let mut parts = file.split("\n\n");
        let charter = words(language, parts.next().expect("the words of the charter"));
        parts.map(move |part| grid(charter, part)).collect::<Vec<_>>()
    };
    LANGUAGES.iter().flat_map(of_language).collect()
}

fn words(language: &'static str, part: &'static str) -> Words {
    let mut words = Words { language, ..Words::default() };
    for line in part.lines() {
        let (key, text) = line.split_once(": ").expect("a key and a text");
        let place = match key {
            "title" => &mut words.title,
            "prose" => &mut words.prose,
            "usage" => &mut words.usage,
            "settings" => &mut words.settings,
            "advice" => &mut words.advice,
            _ => panic!("{language}: no such key: {key}"),
        };
        *place = text;
    }
    words
}

fn grid(charter: Words, part: &'static str) -> Grid {
    let mut lines = part.lines();
    let title = lines.next().expect("a title");
    let mut rows = lines.map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let field = |name: &str| FIELDS.iter().copied().find(|field| field.name() == name);
    let fields = rows.next().expect("fields").into_iter();
    let fields: Vec<_> = fields.map(|name| field(name).expect("a field")).collect();
    let labels = rows.next().expect("labels");
    let rows: Vec<_> = rows.collect();
    for cells in rows.iter().chain([&labels]) {
        assert_eq!(cells.len(), fields.len(), "{}, {title}: {cells:?}", charter.language);
    }
    Grid { charter, title, fields, labels, rows }
}

impl Grid {
    /// The place of a field's column.
    pub(crate) fn column(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|found| *found == field)
    }

    /// The cell of a row in a field's column, unless it is empty or there is no such column.
    pub(crate) fn cell(&self, row: &[&'static str], field: Field) -> Option<&'static str> {
        row.get(self.column(field)?).copied().filter(|cell| !cell.is_empty())
    }

    /// The names in a row.
    pub(crate) fn names(&self, row: &[&'static str]) -> Vec<&'static str> {
        self.cell(row, Field::Name).expect("a name").split(", ").collect()
    }

    /// Its cookies, as a layout that shows only `shown` of their fields declares them.
    pub(crate) fn declared(&self, shown: &[Field]) -> Vec<Declared> {
        let of_row = |row: &Vec<&'static str>| {
            let value =
                |&field: &Field| (field, self.cell(row, field).filter(|_| shown.contains(&field)));
            let values: Vec<_> = FIELDS.iter().skip(1).map(value).collect();
            let cookie = |name| Declared { name, values: values.clone() };
            self.names(row).into_iter().map(cookie).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(of_row).collect()
    }
}

/// Every label is a form that the lexicon has for its field, and every language has eight grids.
#[test]
#[expect(clippy::disallowed_methods, reason = "tests read the lexicon")]
fn the_grids_have_labels_of_the_lexicon() {
    let plain = |text: &str| text.to_lowercase().replace(['\'', '’', '-'], " ");
    for grid in grids() {
        let language = grid.charter.language;
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = root.join(format!("grammar/lexicon/{language}.toml"));
        let lexicon: toml::Table =
            toml::from_str(&std::fs::read_to_string(path).expect("a lexicon")).expect("TOML");
        for (field, label) in grid.fields.iter().zip(&grid.labels) {
            let forms = lexicon["labels"][field.name()].as_array().expect("forms").iter();
            let is_form = |form: &toml::Value| {
                let form = regex::escape(&plain(form.as_str().expect("a form")));
                let form = form.replace(r"\(", "(?:").replace(r"\)", ")?");
                let form = regex::Regex::new(&format!("^{form}$")).expect("an expression");
                form.is_match(&plain(label))
            };
            assert!(forms.into_iter().any(is_form), "{language}: {label} is no {field:?}");
        }
    }
    assert!(LANGUAGES.iter().all(|(code, _)| {
        let of_language = grids().into_iter().filter(|grid| grid.charter.language == *code);
        of_language.map(|grid| grid.title).collect::<std::collections::BTreeSet<_>>().len() >= 8
    }));
}
