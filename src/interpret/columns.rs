//! The columns of a table: which row is a header, and which field each label means.

use std::borrow::Cow;

use super::weights::{self, Score};
use super::{Context, looks_like};
use crate::lexicon::{ConsentTerm, Hit, Language, Scan, Term};
use crate::model::{Column, Field};
use crate::syntax::Row;
use crate::text::{trim, unmarked, unmarked_cells};

/// No label that is known has more words.
const LABEL_WORDS: usize = 12;

/// Which field a label means when it could be several: the more telling one first. Purpose comes
/// before service because a column "Function" is the service only beside a column "Purpose"; so is a
/// column "Description" more than the purpose.
pub(super) const FIELDS: [Field; 10] = [
    Field::Name,
    Field::Purpose,
    Field::Retention,
    Field::Category,
    Field::Provider,
    Field::Service,
    Field::Domain,
    Field::Party,
    Field::Consent,
    Field::Description,
];

/// The columns of a header that may begin a table: one label that is known whole, or two that hold
/// a known word. With a single known label no other cell may look like data.
pub(super) fn first_header<'s>(
    row: &Row<'s>,
    context: &mut Context<'_>,
) -> Option<Vec<Column<'s>>> {
    let fields = header_fields(row, context)?;
    let labels = labels(row).into_iter();
    Some(labels.zip(fields).map(|(label, field)| Column { label: Some(label), field }).collect())
}

/// The columns of a row of which each cell has its label, behind that a colon and something else.
pub(super) fn labels_in_cells<'s>(
    row: &Row<'s>,
    context: &mut Context<'_>,
) -> Option<Vec<Column<'s>>> {
    let mut labels = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let (label, value) = cell.split_once(':')?;
        labels.push(trim(label));
        if trim(value).is_empty() || !is_label(trim(label), context) {
            return None;
        }
    }
    let fields = fields_of_header(&Row { line: row.line, cells: labels.clone() }, context)?;
    let column = |(label, field)| Column { label: Some(Cow::Borrowed(label)), field };
    (labels.len() > 1).then(|| labels.into_iter().zip(fields).map(column).collect())
}

/// The cells of a row as labels.
pub(super) fn labels<'s>(row: &Row<'s>) -> Vec<Cow<'s, str>> {
    unmarked_cells(row.line, &row.cells)
}

/// The fields of such a header.
pub(super) fn header_fields(
    row: &Row<'_>,
    context: &mut Context<'_>,
) -> Option<Vec<Option<Field>>> {
    // A line may have been taken apart in another way elsewhere.
    let is_of_row =
        |fields: &Option<Vec<_>>| fields.as_ref().is_none_or(|it| it.len() == row.cells.len());
    let known = context.knowledge.headers.get(context.language, row.line).filter(is_of_row);
    known.unwrap_or_else(|| {
        let fields = fields_of_header(row, context);
        context.knowledge.headers.keep(context.language, row.line, fields)
    })
}

/// The columns of a header put together from several lines: the first label is known whole, and all but one are known. The second
/// says whether the last is known whole.
pub(super) fn whole_header<'s>(
    cells: &[Cow<'s, str>],
    context: &mut Context<'_>,
) -> Option<(Vec<Column<'s>>, bool)> {
    if !is_label(cells.first()?, context) {
        return None;
    }
    let language = context.language;
    let labels: Vec<Label> = cells.iter().map(|cell| read_label(cell, language, context)).collect();
    let whole = labels.iter().filter(|label| label.is_whole).count();
    let unknown = labels.iter().filter(|label| label.fields.is_empty()).count();
    if whole < 2 || unknown > 1 {
        return None;
    }
    let fields = assign(&labels).into_iter();
    let is_last_whole = labels.last().is_some_and(|last| last.is_whole);
    let labels = cells.iter().cloned();
    let columns = labels.zip(fields).map(|(label, field)| Column { label: Some(label), field });
    Some((columns.collect(), is_last_whole))
}

/// Whether a cell is a label that is known whole.
pub(super) fn is_label(cell: &str, context: &mut Context<'_>) -> bool {
    if !begins_with_label(cell, context) {
        return false;
    }
    let known = context.knowledge.labels.get(context.language, cell);
    known.unwrap_or_else(|| {
        let is_label = read_label(&unmarked(cell), context.language, context).is_whole;
        context.knowledge.labels.keep(context.language, cell, is_label)
    })
}

fn fields_of_header(row: &Row<'_>, context: &mut Context<'_>) -> Option<Vec<Option<Field>>> {
    let labels = read_labels(row, context);
    let whole = labels.iter().filter(|label| label.is_whole).count();
    let known = labels.iter().filter(|label| !label.fields.is_empty()).count();
    let is_header = match (whole, known) {
        (2.., _) => true,
        (1, _) | (_, 2..) => !row.cells.iter().any(|cell| is_data(&unmarked(cell))),
        _ => false,
    };
    is_header.then(|| assign(&labels))
}

/// Whether a row inside a table is the header of a next one: two labels and half of all cells are
/// known whole.
pub(super) fn is_next_header(row: &Row<'_>, context: &mut Context<'_>) -> bool {
    // A line may have been taken apart in another way elsewhere.
    let cut = (row.cells.len(), row.cells.first().map_or(0, |cell| cell.len()));
    let known = context.knowledge.rows.get(context.language, row.line);
    if let Some((_, is_header)) = known.filter(|known| known.0 == cut) {
        return is_header;
    }
    let is_header = is_made_of_labels(row, context);
    context.knowledge.rows.keep(context.language, row.line, (cut, is_header)).1
}

fn is_made_of_labels(row: &Row<'_>, context: &mut Context<'_>) -> bool {
    let cells = row.cells.iter().filter(|cell| !cell.is_empty());
    let filled = cells.clone().count();
    let mut unknown = 0;
    filled > 1
        && cells.into_iter().all(|cell| {
            unknown += usize::from(!is_label(cell, context));
            unknown * 2 <= filled && filled - unknown > 1
        })
}

fn begins_with_label(cell: &str, context: &Context<'_>) -> bool {
    if cell.starts_with(|c: char| c.is_alphanumeric()) {
        context.lexicon.begins_with_label(cell)
    } else {
        context.lexicon.begins_with_label(&unmarked(cell))
    }
}

/// The columns of a row that stands like a header though none of its labels is known: short cells
/// without names, numbers or sentences.
pub(super) fn unknown_header<'s>(
    row: &Row<'s>,
    context: &mut Context<'_>,
) -> Option<Vec<Column<'s>>> {
    let cells = unmarked_cells(row.line, &row.cells);
    let is_label = |cell: &Cow<'_, str>| {
        let is_small = cell.starts_with(char::is_lowercase);
        let is_data = is_data(cell) || looks_like::known_duration(cell, context);
        !is_small && !is_data && !cell.ends_with('.') && !is_long(cell, context)
    };
    let is_header = cells.iter().all(is_label);
    is_header
        .then(|| cells.into_iter().map(|cell| Column { label: Some(cell), field: None }).collect())
}

/// Whether a cell holds a cookie's name or a number rather than a label.
fn is_data(cell: &str) -> bool {
    cell.contains(|c: char| c == '_' || c.is_ascii_digit())
}

/// Whether a cell is too long to be a label.
fn is_long(cell: &str, context: &mut Context<'_>) -> bool {
    context.scan_first(cell, LABEL_WORDS + 1).words.len() > LABEL_WORDS
}

struct Label {
    fields: Vec<Field>,
    is_whole: bool,
}

fn read_labels(row: &Row<'_>, context: &mut Context<'_>) -> Vec<Label> {
    let language = context.language;
    row.cells.iter().map(|cell| read_label(&unmarked(cell), language, context)).collect()
}

/// What a cell is as a label; one that is too long for a label is unknown.
fn read_label(cell: &str, language: Option<Language>, context: &mut Context<'_>) -> Label {
    let scan = context.scan_in(language, cell, LABEL_WORDS + 1);
    if scan.words.len() > LABEL_WORDS {
        return Label { fields: Vec::new(), is_whole: false };
    }
    let whole = whole_fields(scan);
    if !whole.is_empty() {
        return Label { fields: whole, is_whole: true };
    }
    let keyword = scan.hits.iter().find_map(|hit| match hit.term {
        Term::Keyword(field) => Some(field),
        _ => None,
    });
    if let Some((label, beside)) = parted(cell, scan) {
        let mut fields = whole_fields(context.scan_in(language, label, LABEL_WORDS));
        if !fields.is_empty() {
            let scan = context.scan_in(language, beside, LABEL_WORDS);
            let more = scan.hits.iter().filter_map(|hit| match hit.term {
                Term::Label(field) | Term::Keyword(field) => Some(field),
                _ => None,
            });
            for field in more {
                if !fields.contains(&field) && field != Field::Name {
                    fields.push(field);
                }
            }
            return Label { fields, is_whole: true };
        }
    }
    Label { fields: keyword.into_iter().collect(), is_whole: false }
}

/// A label and what stands beside it: "Lifetime (days)", "Type / duration", "Type and duration". What stands
/// in parentheses or behind a slash is beside the point, unless the cells say otherwise; behind a word that
/// joins stands another label.
fn parted<'t>(cell: &'t str, scan: &Scan) -> Option<(&'t str, &'t str)> {
    cell.split_once(['(', '/']).or_else(|| {
        let is_label = |hit: &Hit| matches!(hit.term, Term::Label(_) | Term::Keyword(_));
        let joins = |hit: &&Hit| {
            hit.term == Term::Consent(ConsentTerm::Conjunction)
                && scan.hits.iter().any(|other| other.word == hit.end() && is_label(other))
        };
        let word = scan.words.get(scan.hits.iter().find(joins)?.word)?;
        Some((cell.get(..word.start)?, cell.get(word.end..)?))
    })
}

/// The fields that a label may mean, and how surely. A header may be in another language than the text:
/// what the label was read to mean there comes first.
pub(super) fn label_scores(
    label: &str,
    in_header: Option<Field>,
    context: &mut Context<'_>,
) -> Vec<(Field, Score)> {
    let language = context.language;
    let Label { mut fields, is_whole } = read_label(&unmarked(label), language, context);
    if let Some(field) = in_header.filter(|field| !fields.contains(field)) {
        fields.insert(0, field);
    }
    let score = if is_whole { weights::WHOLE_LABEL } else { weights::KEYWORD };
    let scores = (0..).map(|less| score - less * weights::LESS_TELLING);
    let mut scores: Vec<_> =
        fields.into_iter().zip(scores.take_while(|score| *score > 0)).collect();
    // Whether a domain or a party or a company is meant is told by the cells.
    if scores.iter().any(|it| matches!(it.0, Field::Domain | Field::Party))
        && !scores.iter().any(|it| it.0 == Field::Provider)
    {
        scores.push((Field::Provider, score.min(weights::HOST_LABEL)));
    }
    scores
}

/// Whether a label is known as one of a field.
pub(super) fn may_mean(label: &str, field: Field, context: &mut Context<'_>) -> bool {
    let language = context.language;
    read_label(&unmarked(label), language, context).fields.contains(&field)
}

/// Whether there is a word for a cookie in a label.
pub(super) fn speaks_of_cookies(label: &str, context: &mut Context<'_>) -> bool {
    context.scan(label).hits.iter().any(|hit| hit.term == Term::Cookie)
}

/// The fields of a label that is known whole, the more telling one first.
fn whole_fields(scan: &Scan) -> Vec<Field> {
    let mut fields: Vec<_> = whole_labels(scan).collect();
    if fields.len() > 1 {
        fields.sort_by_key(|field| FIELDS.iter().position(|other| other == field));
        fields.dedup();
    }
    fields
}

pub(super) fn whole_labels(scan: &Scan) -> impl Iterator<Item = Field> {
    whole_hits(scan).filter_map(|hit| match hit.term {
        Term::Label(field) => Some(field),
        _ => None,
    })
}

/// Whether a text is a label and a word that joins another to it, which stands on the next line.
pub(super) fn begins_label(scan: &Scan) -> bool {
    let joint = |hit: &Hit| hit.term == Term::Consent(ConsentTerm::Conjunction);
    let last = scan.hits.iter().filter(|hit| joint(hit) && hit.end() == scan.words.len());
    last.into_iter().any(|last| {
        let is_label = |hit: &Hit| hit.word == 0 && matches!(hit.term, Term::Label(_));
        scan.hits.iter().any(|hit| is_label(hit) && hit.end() == last.word)
    })
}

/// The labels that are all of a text.
fn whole_hits(scan: &Scan) -> impl Iterator<Item = &Hit> {
    let first = scan.hits.iter().take_while(|hit| hit.word == 0);
    first.filter(|hit| hit.length == scan.words.len() && matches!(hit.term, Term::Label(_)))
}

/// Gives each label its field. One field goes to one column: labels that mean one field only have
/// the first choice, then those of more than the purpose, then from the left.
fn assign(labels: &[Label]) -> Vec<Option<Field>> {
    let mut fields: Vec<Option<Field>> = vec![None; labels.len()];
    // There are few fields, and there may be very many columns.
    let mut taken: Vec<Field> = Vec::new();
    let rank = |label: &Label| match label.fields.as_slice() {
        [] | [_] => 0,
        fields if fields.contains(&Field::Description) => 1,
        _ => 2,
    };
    for now in 0..3 {
        for (at, label) in labels.iter().enumerate().filter(|(_, label)| rank(label) == now) {
            let free = label.fields.iter().copied().find(|field| !taken.contains(field));
            taken.extend(free);
            if let Some(field) = fields.get_mut(at) {
                *field = free;
            }
        }
    }
    fields
}
