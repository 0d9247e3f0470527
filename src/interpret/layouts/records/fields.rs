//! Records whose fields have labels: `Name: _ga`, `Provider: Rivage`, one a line or several, or a label
//! on a line and its value on the next.

use super::fill;
use super::heads::{self, Strength};
use super::labels::{self, Labelled};
use super::sheet::{Key, Sheet};
use crate::interpret::Context;
use crate::interpret::layouts::lines::Lines;
use crate::interpret::pieces::Piece;
use crate::interpret::tables::Table;
use crate::model::Field;
use crate::text::is_space;
use std::borrow::Cow;

/// A record that tells a name within so many labels is one.
const FIRST: usize = 16;
/// So many lines without a label may stand between two that have one.
const OTHERS: usize = 4;

/// Reads the records from the piece at `at` on.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let mut reader = Reader {
        lines: Lines::new(pieces, at),
        at: 0,
        last: None,
        lead: None,
        seen: Vec::new(),
        line: 0,
        fields: 0,
        is_proven: false,
        sheet: Sheet::default(),
        context,
    };
    if !reader.declares() {
        return None;
    }
    while reader.line() {}
    let (end, sheet, is_proven) = (reader.at, reader.sheet, reader.is_proven);
    if !is_proven || reader.fields < 2 {
        return None;
    }
    let next = reader.lines.piece_at(end)?;
    let line = reader.context.source.line_of(reader.lines.get(0)?.text);
    Some((Table { line, ..sheet.finish()? }, next))
}

struct Reader<'p, 'd, 's, 'c> {
    lines: Lines<'p, 'd, 's>,
    at: usize,
    /// The field that a line without a label goes on with.
    last: Option<Field>,
    /// The field of the first label of all.
    lead: Option<Field>,
    /// The fields of this record so far, empty ones too.
    seen: Vec<Field>,
    /// How many records there are.
    line: usize,
    /// How many fields records have at most.
    fields: usize,
    /// Whether a record has a name and something else that only a cookie has.
    is_proven: bool,
    sheet: Sheet<'s>,
    context: &'c mut Context<'s>,
}

impl<'s> Reader<'_, '_, 's, '_> {
    /// Whether what begins here looks like a record: a name has a label, with a cookie's name under
    /// it or beside a label for how long it is kept.
    fn declares(&mut self) -> bool {
        let (mut has_name, mut has_retention, mut is_sure) = (false, false, false);
        let (mut is_small, mut has_purpose) = (false, false);
        let (mut count, mut others, mut at) = (0, 0, 0);
        let mut seen: Vec<Field> = Vec::new();
        while at < FIRST * 2 && count < FIRST && others <= OTHERS {
            let Some(line) = self.lines.get(at) else { break };
            let found = labels::read(line.text, self.context);
            at += 1;
            others = if found.is_empty() { others + 1 } else { 0 };
            // One record that has a name is looked at, after any whose name is empty.
            if found.is_empty() && count == 0
                || has_name && found.iter().any(|one| seen.contains(&one.field))
            {
                break;
            }
            for one in &found {
                count += 1;
                seen.push(one.field);
                has_retention |= one.field == Field::Retention;
                has_purpose |= one.field == Field::Purpose;
                if one.field != Field::Name {
                    continue;
                }
                let below = if one.value.is_empty() { self.lines.get(at) } else { None };
                let value = below.map_or(one.value, |line| line.text);
                if below.is_some() && !labels::read(value, self.context).is_empty() {
                    continue;
                }
                let head = heads::read(value, self.context.lexicon);
                let bare = head.filter(heads::Head::is_bare);
                has_name |= bare.is_some();
                is_sure |= bare.as_ref().is_some_and(|head| head.strength > Strength::Faint);
                is_small |= bare.is_some_and(|head| !head.is_capitalised());
            }
        }
        // People and companies have capitals, and no purpose.
        is_sure |= is_small && has_purpose;
        self.is_proven = has_name && (is_sure || has_retention) && count > 1;
        self.is_proven
    }

    /// Takes one line, or says that the records end here.
    fn line(&mut self) -> bool {
        let Some(line) = self.lines.get(self.at) else { return false };
        let found = labels::read(line.text, self.context);
        if found.is_empty() {
            return self.text();
        }
        let first = found.first().map(|one| one.field);
        if first.is_some_and(|field| self.seen.contains(&field) && !self.begins(field)) {
            return false;
        }
        self.at += 1;
        for one in &found {
            let one = &Labelled { field: self.meant(one), ..*one };
            let value = if one.value.is_empty() && found.len() == 1 {
                self.value(one.field)
            } else {
                one.value
            };
            self.field(one, value, line.text);
        }
        true
    }

    /// The field that a label means here: that of names means the service, where words stand under it
    /// and another label for names comes soon in the same record.
    fn meant(&mut self, one: &Labelled<'s>) -> Field {
        const NEAR: usize = 8;
        let is_name =
            || heads::read(one.value, self.context.lexicon).is_some_and(|it| it.is_bare());
        if one.field != Field::Name || one.value.is_empty() || is_name() {
            return one.field;
        }
        for at in self.at..self.at + NEAR {
            let Some(line) = self.lines.get(at) else { break };
            let found = labels::read(line.text, self.context);
            let Some(next) = found.first() else { break };
            if next.field == Field::Name {
                let is_again = next.label.eq_ignore_ascii_case(one.label);
                return if is_again { Field::Name } else { Field::Service };
            }
        }
        one.field
    }

    /// Whether the label of this field begins another record: it is that of names, or the first.
    fn begins(&self, field: Field) -> bool {
        let is_first = self.lead == Some(field) || field == Field::Name;
        is_first && self.seen.contains(&field)
    }

    fn field(&mut self, one: &Labelled<'s>, value: &'s str, line: &str) {
        if self.line == 0 || self.begins(one.field) {
            self.line += 1;
            self.seen.clear();
            self.sheet.begin(self.context.source.line_of(line));
        }
        self.lead = self.lead.or(Some(one.field));
        self.seen.push(one.field);
        self.fields = self.fields.max(self.seen.len());
        self.last = Some(one.field);
        if one.field == Field::Name && !value.is_empty() {
            self.sheet.move_to(self.context.source.line_of(value));
        }
        match heads::read(value, self.context.lexicon).filter(heads::Head::is_bare) {
            // Quotes and numbers are no part of a name.
            Some(head) if one.field == Field::Name => {
                self.sheet.put(Key::Field(Field::Name), Some(one.label), Cow::Borrowed(""));
                fill::head(&mut self.sheet, &head, self.context);
            }
            _ => fill::labelled(&mut self.sheet, one, value, self.context),
        }
    }

    /// A line without a label: it goes on with a purpose, or has a label that is not known, when a
    /// label that is known comes next.
    fn text(&mut self) -> bool {
        let Some(line) = self.lines.get(self.at).filter(|line| !line.is_known_heading()) else {
            return false;
        };
        let Some(next) = self.lines.get(self.at + 1) else { return false };
        let next = labels::read(next.text, self.context);
        let Some(next) = next.first() else { return false };
        let begins = self.seen.contains(&next.field);
        let is_short = |text: &str| text.split(is_space).count() <= 4;
        match line.text.split_once(':') {
            Some((label, value)) if is_short(label) && self.line > 0 => {
                let value = Cow::Borrowed(crate::text::trim(value));
                self.sheet.put(Key::Unknown(label), Some(label), value);
            }
            _ if begins && !line.text.ends_with('.') => return false,
            _ => match self.last {
                Some(Field::Purpose) => {
                    self.sheet.put(Key::Field(Field::Purpose), None, Cow::Borrowed(line.text));
                }
                Some(_) if !begins => fill::text(&mut self.sheet, line.text, self.context),
                _ => return false,
            },
        }
        self.at += 1;
        true
    }

    /// The line below a label that stands alone, if it may be what the label says.
    fn value(&mut self, field: Field) -> &'s str {
        let Some(line) = self.lines.get(self.at) else { return "" };
        if !fill::fits(field, &line, self.context) {
            return "";
        }
        self.at += 1;
        line.text
    }
}
