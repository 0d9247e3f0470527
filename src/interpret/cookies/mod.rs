//! From the rows of a cookie table to cookies.
//!
//! A row declares a cookie for each name in its cell of names; `remarks` finds what parts the names of
//! the whole column, and what is said beside them there, `lists` what each of several has to itself. Rows that
//! declare none are captions, go on with the row above, or lack a name: `shape` tells. Each row keeps what
//! it is. What single cells say is for `cells`.

mod about;
mod cells;
pub(super) mod inherited;
mod lists;
mod remarks;
mod shape;

use std::borrow::Cow;
use std::ops::Range;

use super::columns::{FIELDS, may_mean};
use super::headings::kind_in;
use super::{Context, looks_like, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::{ConsentTerm, Lexicon, Term, Unit};
use crate::model::{Category, Column, Cookie, Field, Kind, Match, MatchKind, Row, RowRole};
use crate::text::visible;
pub(super) use about::is_about_cookies;
use cells::{category_first, kept_in, matching, part, retention, without_location};
pub(super) use inherited::Above;
use remarks::NameColumn;

/// How many times the texts of a row may be said again for the names in it, for each of its own bytes:
/// what is read from a text stays in proportion to it.
const REPEATED: usize = 64;

/// Reads the cookies of each row behind those that are there, and says what it is there for and the places of the
/// cookies that it declares. What stands above holds where no cell says otherwise; a caption between the
/// rows goes before the category of the heading, and a column before both.
pub(super) fn read<'s>(
    columns: &[Column<'s>],
    rows: &[Row<'s>],
    above: Above<'_, 's>,
    cookies: &mut Vec<Cookie<'s>>,
    diagnostics: &mut Vec<Diagnostic<'static>>,
    context: &mut Context<'_>,
) -> Vec<(RowRole, Range<usize>)> {
    let mut places = Places::of(columns, context);
    places.pass_answers(rows, context);
    let category = above.category.cloned();
    if category.is_some() {
        places.weigh_category(rows, context);
    }
    let mut reader = Reader {
        names: NameColumn::of(rows, &places, context),
        places,
        columns,
        is_captioned: category.is_none(),
        category,
        parts: Parts::None,
        spans_rows: shape::spans_rows(columns, rows),
        spanned: None,
        above,
        last: 0..0,
        cookies,
        diagnostics,
        context,
    };
    let mut read = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let rest = rows.get(at + 1..).unwrap_or_default();
        let start = reader.cookies.len();
        let role = if let Some(caption) = shape::caption(columns, row, rest, reader.context) {
            reader.caption(caption)
        } else if let Some(row) = reader.spanned(row) {
            reader.row(&row, rest)
        } else {
            reader.row(row, rest)
        };
        read.push((role, start..reader.cookies.len()));
    }
    read
}

/// The column of each field.
struct Places {
    /// By the number of the field.
    columns: [Option<usize>; FIELDS.len()],
    /// The unit of bare numbers in the column of retentions.
    unit: Option<Unit>,
}

impl Places {
    fn of(columns: &[Column<'_>], context: &mut Context<'_>) -> Self {
        let mut places =
            Self { columns: [None; FIELDS.len()], unit: cells::unit(columns, context) };
        for (at, column) in columns.iter().enumerate().rev() {
            if let Some(field) = column.field {
                places.set(field, Some(at));
            }
        }
        // Cells that name categories below a label for purposes say both.
        let category = places.get(Field::Category);
        let label = category.and_then(|at| columns.get(at)?.label.as_deref());
        if places.get(Field::Purpose).is_none()
            && label.is_some_and(|label| may_mean(label, Field::Purpose, context))
        {
            places.set(Field::Purpose, category);
        }
        places
    }

    fn get(&self, field: Field) -> Option<usize> {
        self.columns.get(field as usize).copied().flatten()
    }

    fn set(&mut self, field: Field, column: Option<usize>) {
        if let Some(place) = self.columns.get_mut(field as usize) {
            *place = column;
        }
    }

    /// The cell of a field in a row, unless it says nothing.
    fn cell<'s>(&self, row: &Row<'s>, field: Field, lexicon: &Lexicon) -> Option<Cow<'s, str>> {
        // A name may be any word; a row whose name is nothing declares none.
        let says = |cell: &&Cow<'s, str>| {
            if field == Field::Name { !cell.is_empty() } else { !shape::is_unsaid(cell, lexicon) }
        };
        row.cells.get(self.get(field)?).filter(says).cloned()
    }

    /// Takes a column of yes and no for none of providers, whatever its label is: "Third party?".
    fn pass_answers(&mut self, rows: &[Row<'_>], context: &mut Context<'_>) {
        let Some(place) = self.get(Field::Provider) else { return };
        let mut cells = rows.iter().filter_map(|row| row.cells.get(place));
        let is_answer = |cell: &Cow<'_, str>| {
            let hits = &context.scan(cell).hits;
            hits.iter().any(|hit| hit.word == 0 && hit.term == Term::Consent(ConsentTerm::Answer))
        };
        if !rows.is_empty() && cells.all(is_answer) {
            self.set(Field::Provider, None);
        }
    }

    /// Leaves the category to the heading where the column for it names none: what a "type" says may be how a
    /// cookie is kept, how long, or whose it is.
    fn weigh_category(&mut self, rows: &[Row<'_>], context: &mut Context<'_>) {
        /// So many rows show what a column holds.
        const ROWS: usize = 64;
        let Some(place) = self.get(Field::Category) else { return };
        let cells = rows.iter().take(ROWS).filter_map(|row| row.cells.get(place));
        let kinds: Vec<Kind> = cells
            .filter(|cell| !looks_like::known_duration(cell, context))
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|cell| kind_in(cell, context))
            .collect();
        let is_party = |kind: &Kind| matches!(kind, Kind::FirstParty | Kind::ThirdParty);
        if kinds.iter().all(is_party) {
            self.set(Field::Category, None);
            if !kinds.is_empty() && self.get(Field::Party).is_none() {
                self.set(Field::Party, Some(place));
            }
        }
    }
}

/// What captions of unknown words are parts of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parts {
    /// Nothing: each names a category of its own.
    None,
    /// The row above is a caption of a known category: one right below it is a part of that.
    RightBelow,
    /// Of the category that the last caption of a known one names.
    All,
}

struct Reader<'r, 's, 'c, 'l> {
    places: Places,
    names: NameColumn,
    columns: &'r [Column<'s>],
    /// Of the last caption, else of the heading.
    category: Option<Category<'s>>,
    /// Whether the categories are those of captions.
    is_captioned: bool,
    /// What captions of unknown words are beside those of known categories.
    parts: Parts,
    /// Whether empty cells of the first column go on with the one above.
    spans_rows: bool,
    /// The last cell of it that was not empty.
    spanned: Option<Cow<'s, str>>,
    above: Above<'r, 's>,
    /// The cookies of the row above.
    last: Range<usize>,
    cookies: &'c mut Vec<Cookie<'s>>,
    diagnostics: &'c mut Vec<Diagnostic<'static>>,
    context: &'c mut Context<'l>,
}

impl<'s> Reader<'_, 's, '_, '_> {
    /// Takes the category of a caption. Under a heading of a category, or right below a caption of one, words that are
    /// none are a part of that.
    fn caption(&mut self, caption: Category<'s>) -> RowRole {
        let is_known = caption.kind != Kind::Other;
        self.parts = match (self.parts, is_known) {
            (Parts::All, _) | (Parts::RightBelow, false) => Parts::All,
            (_, true) => Parts::RightBelow,
            (Parts::None, false) => Parts::None,
        };
        self.is_captioned |= is_known;
        if self.is_captioned && (is_known || self.parts != Parts::All) {
            self.category = Some(caption);
        }
        self.last = 0..0;
        RowRole::Caption
    }

    /// A row with the cell that spans it, where its own is empty.
    fn spanned(&mut self, row: &Row<'s>) -> Option<Row<'s>> {
        let own = row.cells.first().filter(|_| self.spans_rows)?;
        if !own.is_empty() {
            self.spanned = Some(own.clone());
            return None;
        }
        // A group is told by a few words: no long text is said again in every row.
        let above = self.spanned.as_ref().filter(|above| above.len() <= shape::LONGEST)?;
        self.places.cell(row, Field::Name, self.context.lexicon)?;
        let mut spanned = row.clone();
        spanned.cells.first_mut()?.clone_from(above);
        Some(spanned)
    }

    /// Takes the cookies that a row declares, or what it says more of those above.
    fn row(&mut self, row: &Row<'s>, below: &[Row<'s>]) -> RowRole {
        let lexicon = self.context.lexicon;
        if self.parts == Parts::RightBelow {
            self.parts = Parts::None;
        }
        let name = self.places.cell(row, Field::Name, lexicon);
        let declares_none = shape::declares_none(row, &self.places, lexicon);
        let Some(name) = name.filter(|_| !declares_none) else {
            if self.goes_on(row) {
                return RowRole::Continuation;
            }
            let remark = "this row of a cookie table names no cookie";
            let remark = Diagnostic::new(Code::MissingName, remark).at(row.line, 1);
            self.diagnostics.push(remark);
            self.last = 0..0;
            return RowRole::Other;
        };
        let start = self.cookies.len();
        if names::is_plain(&name, self.context.lexicon) {
            let exact = Match { kind: MatchKind::Exact, regex: None };
            let cookie = self.cookie(row, name, exact);
            self.cookies.push(cookie);
        } else {
            self.named(row, &name, below);
        }
        self.last = start..self.cookies.len();
        RowRole::Cookies
    }

    /// Takes the cookies of a row whose cell of names is `cell`.
    #[expect(clippy::ptr_arg, reason = "names are borrowed from the text when the cell is")]
    fn named(&mut self, row: &Row<'s>, cell: &Cow<'s, str>, below: &[Row<'s>]) {
        let bytes = row.cells.iter().map(|cell| cell.len()).sum::<usize>();
        let fits = |count: usize| count * (bytes - cell.len()) <= REPEATED * bytes;
        let mut entries = if names::may_be_parted(cell) {
            self.names.names(cell, self.context).entries
        } else {
            Vec::new()
        };
        // For small screens a page says the names of the rows below in the first of them, too.
        let below = below.get(..entries.len().min(below.len())).unwrap_or_default();
        let is_below = |entry: &names::Entry| {
            let name = cell.get(entry.name.clone());
            below.iter().any(|other| self.repeats(row, name.unwrap_or_default(), other))
        };
        if !entries.iter().all(is_below) {
            entries.retain(|entry| !is_below(entry));
        }
        if entries.is_empty() || !fits(entries.len()) {
            let name = shown(cell.clone());
            let matched = matching(&name, self.context);
            let cookie = self.cookie(row, name, matched);
            self.cookies.push(cookie);
        } else {
            self.several(row, cell, &entries);
        }
    }

    /// Whether another row declares a name of this one alone, and says nothing else of it.
    fn repeats(&self, row: &Row<'s>, name: &str, other: &Row<'s>) -> bool {
        let mut cells = other.cells.iter().zip(&row.cells).enumerate();
        cells.all(|(at, (cell, own))| match self.places.get(Field::Name) {
            Some(names) if names == at => cell == name,
            _ => cell.is_empty() || cell == own,
        })
    }

    /// Takes the cookies of the names in a cell.
    #[expect(clippy::ptr_arg, reason = "names are borrowed from the text when the cell is")]
    fn several(&mut self, row: &Row<'s>, written: &Cow<'s, str>, entries: &[names::Entry]) {
        let at = |place: &Option<Range<usize>>| part(written, place.clone()?);
        let names: Vec<_> = entries
            .iter()
            .filter_map(|entry| part(written, entry.name.clone()).map(shown))
            .collect();
        let last = entries.last().and_then(|entry| at(&entry.remark));
        let first =
            self.cookie(row, Cow::Borrowed(""), Match { kind: MatchKind::Exact, regex: None });
        let retention_cell = self.places.cell(row, Field::Retention, self.context.lexicon);
        let unit = self.places.unit;
        let own = retention_cell.as_ref().and_then(|text| {
            Some((text, lists::retentions(text, &names, unit, self.context.lexicon)?))
        });
        let by_lines = |text: &Option<Cow<'_, str>>| {
            let text = text.as_ref().filter(|_| entries.len() > 1)?;
            lists::sentences(text, entries.len(), self.context.lexicon)
        };
        let (purposes, descriptions) = (by_lines(&first.purpose), by_lines(&first.description));
        for (number, (name, entry)) in names.into_iter().zip(entries).enumerate() {
            let mut cookie =
                Cookie { r#match: matching(&name, self.context), name, ..first.clone() };
            let remark = at(&entry.remark);
            let remarks = [remark.as_ref(), last.as_ref()];
            self.names.add_remark(&mut cookie, remarks, &self.places, self.context);
            if let Some(host) = at(&entry.host) {
                remarks::add_host(&mut cookie, host, &self.places);
            }
            if let Some((text, places)) = &own {
                let place = places.get(number).cloned().flatten();
                let text = place.and_then(|place| part(text, place));
                cookie.retention = text.map(|text| retention(text, unit, self.context));
            }
            for (texts, field) in
                [(&purposes, &mut cookie.purpose), (&descriptions, &mut cookie.description)]
            {
                let place = texts.as_ref().and_then(|texts| texts.get(number)).cloned();
                if let (Some(place), Some(text)) = (place, field.as_ref()) {
                    *field = part(text, place);
                }
            }
            self.cookies.push(cookie);
        }
    }

    fn cookie(&mut self, row: &Row<'s>, name: Cow<'s, str>, matched: Match<'s>) -> Cookie<'s> {
        let mut inherited = Vec::new();
        let mut cell = |field| {
            let own = self.places.cell(row, field, self.context.lexicon);
            own.or_else(|| {
                let above = self.above.field(field)?;
                inherited.extend(inherited::of(field, above, self.context));
                Some(above.clone())
            })
        };
        let [provider, purpose, retained, domain, party, consent, description] = [
            Field::Provider,
            Field::Purpose,
            Field::Retention,
            Field::Domain,
            Field::Party,
            Field::Consent,
            Field::Description,
        ]
        .map(&mut cell);
        let (service, label) = (cell(Field::Service), cell(Field::Category));
        let (service, location) = match service {
            Some(service) => without_location(service, self.context),
            None => (None, None),
        };
        let category = if let Some(label) = label {
            let kind = kind_in(&label, self.context).unwrap_or(Kind::Other);
            Some(Category { kind, label })
        } else if let Some(category) = &self.category {
            inherited.extend(inherited::of(Field::Category, &category.label, self.context));
            Some(category.clone())
        } else {
            purpose.as_ref().and_then(|purpose| category_first(purpose, self.context))
        };
        let is_untold = retained.is_none() && self.places.get(Field::Retention).is_none();
        let said = [&purpose, &description].into_iter().flatten();
        let retained = retained.or_else(|| {
            let kept = said.filter(|_| is_untold).find_map(|text| kept_in(text, self.context))?;
            inherited.extend(inherited::of(Field::Retention, &kept, self.context));
            Some(kept)
        });
        inherited.sort_unstable();
        let unit = self.places.unit;
        Cookie {
            name,
            r#match: matched,
            provider,
            service,
            location,
            purpose,
            category,
            retention: retained.map(|text| retention(text, unit, self.context)),
            line: row.line,
            domain,
            party,
            consent,
            description,
            inherited,
        }
    }

    /// Takes what a row without a name says more of the cookies in the row above, if it does nothing
    /// else.
    fn goes_on(&mut self, row: &Row<'s>) -> bool {
        /// A text is not said again for more cookies than that.
        const COOKIES: usize = 16;
        if self.last.is_empty() || self.last.len() > COOKIES || !shape::goes_on(self.columns, row) {
            return false;
        }
        let lexicon = self.context.lexicon;
        let [purpose, description] =
            [Field::Purpose, Field::Description].map(|field| self.places.cell(row, field, lexicon));
        for cookie in self.cookies.get_mut(self.last.clone()).unwrap_or_default() {
            go_on(&mut cookie.purpose, purpose.as_ref());
            go_on(&mut cookie.description, description.as_ref());
        }
        true
    }
}

/// A name without what nobody sees in it.
fn shown(name: Cow<'_, str>) -> Cow<'_, str> {
    match visible(&name) {
        Cow::Owned(shown) => Cow::Owned(shown),
        Cow::Borrowed(_) => name,
    }
}

/// Appends a line to a text.
fn go_on<'s>(text: &mut Option<Cow<'s, str>>, more: Option<&Cow<'s, str>>) {
    match (text, more) {
        (Some(text), Some(more)) => {
            let text = text.to_mut();
            text.push('\n');
            text.push_str(more);
        }
        (text @ None, Some(more)) => *text = Some(more.clone()),
        (_, None) => {}
    }
}
