//! Entries that begin with a name: `_ga: counts visits, 2 years`, items of a list, or a name on a line
//! of its own above what is said of it.
//!
//! Prose mentions cookies that it does not declare. So an entry begins a line or an item, and there is
//! evidence for it: a name that is no word of prose, or others of the same form beside it.

use super::heads::{self, Form, Head, Strength};
use super::labels;
use super::sheet::Sheet;
use super::{durations, fill};
use crate::interpret::Context;
use crate::interpret::layouts::lines::{Line, Lines};
use crate::interpret::pieces::Piece;
use crate::interpret::tables::Table;
use crate::lexicon::Known;
use crate::model::Field;
use crate::text::{first_sentence, is_space};

/// So many lines below a name are looked at for the next one.
const REACH: usize = 16;

/// Reads the entries from the piece at `at` on.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let mut reader = Reader {
        lines: Lines::new(pieces, at),
        at: 0,
        form: None,
        texts: 0,
        ended_with_duration: false,
        sheet: Sheet::default(),
        context,
    };
    while reader.list() || reader.entry() {}
    let (end, sheet, form) = (reader.at, reader.sheet, reader.form);
    // Another layout takes what stops in the middle of a list.
    let next = reader.lines.piece_at(end)?;
    let first = reader.lines.get(0)?;
    context.before.entries = form;
    Some((Table { line: context.source.line_of(first.text), ..sheet.finish()? }, next))
}

struct Reader<'p, 'd, 's, 'c> {
    lines: Lines<'p, 'd, 's>,
    at: usize,
    /// How the entries before part names from text.
    form: Option<Form>,
    /// How many lines of text the entries before had at most below their names.
    texts: usize,
    ended_with_duration: bool,
    sheet: Sheet<'s>,
    context: &'c mut Context<'s>,
}

impl<'s> Reader<'_, '_, 's, '_> {
    fn head(&self, line: &Line<'s>) -> Option<Head<'s>> {
        heads::read(line.text, self.context.lexicon)
    }

    fn begin(&mut self, line: &Line<'s>, head: &Head<'s>) {
        self.sheet.begin(self.context.source.line_of(line.text));
        fill::head(&mut self.sheet, head, self.context);
        self.form = Some(head.form);
    }

    /// Takes the list that begins here, if its items are entries.
    fn list(&mut self) -> bool {
        let Some(count) = self.lines.get(self.at).and_then(|line| line.items_after) else {
            return false;
        };
        let items = self.at..self.at + count + 1;
        if self.form.is_some_and(|form| !matches!(form, Form::Bare | Form::BareColon))
            && self.sheet.len() > 0
            && self.at > 0
            && self.lines.get(self.at - 1).is_some_and(|line| line.items_after.is_none())
        {
            return false;
        }
        if !self.declares(items.clone()) {
            return false;
        }
        let mut vendor: Option<&'s str> = None;
        for at in items.clone() {
            let Some(line) = self.lines.get(at) else { return false };
            match self.item(&line) {
                Some(head) => {
                    self.begin(&line, &head);
                    if let Some(vendor) = vendor {
                        fill::provider(&mut self.sheet, vendor);
                    }
                }
                None if is_vendor(line.text) && at + 1 < items.end => vendor = Some(line.text),
                None => self.more(&line),
            }
        }
        self.at = items.end;
        true
    }

    /// The names that an item begins with. A word of prose is one when the item calls it a cookie,
    /// and says how long that is kept.
    fn item(&mut self, line: &Line<'s>) -> Option<Head<'s>> {
        let mut head = self.head(line)?;
        if head.strength < Strength::Strong && self.is_called_cookie(&head) {
            head.strength = Strength::Strong;
            return Some(head);
        }
        may_stand_in_list(&head).then_some(head)
    }

    fn is_called_cookie(&mut self, head: &Head<'s>) -> bool {
        let [name] = head.names.as_slice() else { return false };
        let is_above = head.form == Form::Colon
            && heads::begins_with_cookie(head.rest, self.context.lexicon)
            && (Known::get().provider_at(name).is_none()
                || Known::get().is_name(&name.to_lowercase()));
        let is_parted = matches!(head.form, Form::Colon | Form::Dash);
        if !(is_above || head.is_called_cookie && is_parted)
            || !self.context.scan(name).hits.is_empty()
            || durations::is_duration(name, self.context)
        {
            return false;
        }
        let labelled = labels::inside(head.rest, self.context).1;
        let mut kept = labelled.iter().filter(|one| one.field == Field::Retention);
        kept.any(|one| durations::is_told(one.value, self.context))
            || head.is_called_cookie && durations::find(head.rest, self.context).is_some()
    }

    /// Whether the items of a list are entries: most of them begin with what is surely a name, or
    /// stand under one that does.
    fn declares(&mut self, items: std::ops::Range<usize>) -> bool {
        let (mut sure, mut weak, mut others, mut bare) = (0, 0, 0, 0);
        for at in items.clone() {
            let Some(line) = self.lines.get(at) else { return false };
            match self.item(&line) {
                Some(head) if head.strength == Strength::Strong => {
                    sure += 1;
                    bare += usize::from(head.form == Form::Space);
                }
                Some(_) => weak += 1,
                None if !is_vendor(line.text) => others += 1,
                None => {}
            }
            if at == items.start && sure + weak == 0 && !is_vendor(line.text) {
                return false;
            }
        }
        let enough = if bare > 0 { sure > 1 } else { sure > 0 };
        enough && sure * 3 >= (sure + others) * 2 + weak
    }

    /// Appends a line that is no entry to the entry before it.
    fn more(&mut self, line: &Line<'s>) {
        let found = labels::read(line.text, self.context);
        if found.is_empty() {
            fill::line(&mut self.sheet, line.text, self.context);
        }
        for one in found {
            fill::labelled(&mut self.sheet, &one, one.value, self.context);
        }
    }

    /// Takes the entry that begins on this line, with what belongs to it below.
    fn entry(&mut self) -> bool {
        let Some(line) = self.lines.get(self.at).filter(|line| line.items_after.is_none()) else {
            return false;
        };
        let Some(head) = self.head(&line).filter(|head| self.is_entry(head, self.at)) else {
            return false;
        };
        if self.form.is_some_and(|form| is_bare(form) != head.is_bare()) {
            return false;
        }
        self.form = Some(head.form);
        let end = if head.is_bare() { self.body_end(self.at + 1) } else { self.at + 1 };
        let below = self.lines.get(self.at + 1);
        if head.is_bare() && below.is_some_and(|line| line.text.starts_with(['{', '['])) {
            return false;
        }
        // A text about a cookie has its name for a heading, and begins with it once more.
        if head.is_bare()
            && self.sheet.len() == 0
            && end == self.at + 2
            && below.is_some_and(|line| speaks_of(line.text, &head))
        {
            return false;
        }
        if head.is_bare()
            && end == self.at + 1
            && !self.is_followed_by_name(end)
            && self.sheet.len() == 0
        {
            return false;
        }
        self.begin(&line, &head);
        self.at += 1;
        self.body(end);
        true
    }

    /// Whether the line at `at`, which begins with a name, begins an entry.
    fn is_entry(&mut self, head: &Head<'s>, at: usize) -> bool {
        if head.form == Form::Space || is_code(head) {
            return false;
        }
        match head.strength {
            // A sentence may end with a name, too.
            Strength::Strong if head.form == Form::Stop => {
                self.form == Some(head.form) || self.has_sibling(head, at)
            }
            Strength::Strong => true,
            _ if self.form.is_none() => {
                let is_likely = head.strength > Strength::Faint;
                let goes_on = self.goes_on(head) && (is_likely || self.is_told_below(head, at));
                goes_on || (is_likely && self.has_sibling(head, at))
            }
            _ if self.form != Some(head.form) => false,
            _ if !head.is_bare() => !head.is_capitalised(),
            _ => self.has_body_as_before(head, at),
        }
    }

    /// Whether there were entries of the same form before.
    fn goes_on(&self, head: &Head<'s>) -> bool {
        self.context.before.entries == Some(head.form)
    }

    /// Whether how long the cookie is kept is told soon below a lone word.
    fn is_told_below(&mut self, head: &Head<'s>, at: usize) -> bool {
        let mut below = at + 1..at + 4;
        head.is_bare()
            && !head.is_capitalised()
            && below.any(|at| self.lines.get(at).is_some_and(|line| self.is_retention(&line)))
    }

    /// Whether a line says how long a cookie is kept, and nothing else.
    fn is_retention(&mut self, line: &Line<'s>) -> bool {
        let found = labels::read(line.text, self.context);
        found.first().is_some_and(|found| found.field == Field::Retention)
            || durations::is_duration(line.text, self.context)
    }

    /// Whether an entry below has the same form and what is surely a name.
    fn has_sibling(&mut self, head: &Head<'s>, at: usize) -> bool {
        let reach = if head.is_bare() { 6 } else { REACH };
        (at + 1..at + reach).any(|at| {
            let other = self.lines.get(at).and_then(|line| self.head(&line));
            other.is_some_and(|other| {
                other.form == head.form
                    && other.is_numbered == head.is_numbered
                    && other.strength == Strength::Strong
            })
        })
    }

    /// Whether a lone word stands among entries as the name of the next: it is no capitalised word,
    /// or a duration comes after it just as it does in the entry before.
    fn has_body_as_before(&mut self, head: &Head<'s>, at: usize) -> bool {
        let is_known = self.lines.get(at).is_none_or(|line| line.is_known_heading());
        let Some(below) = self.lines.get(at + 1) else { return false };
        let is_text = !below.is_known_heading() && heads::bare(below.text, self.context).is_none();
        if is_known || !is_text {
            return false;
        }
        if !head.is_capitalised() || head.form == Form::BareColon {
            return true;
        }
        let next = self.lines.get(at + 2);
        self.ended_with_duration
            && next.is_some_and(|next| durations::is_duration(next.text, self.context))
    }

    fn is_followed_by_name(&mut self, at: usize) -> bool {
        let next = self.lines.get(at);
        next.is_some_and(|line| heads::bare(line.text, self.context) == Some(Strength::Strong))
    }

    /// Where the lines end that belong to the name above `from`. Up to the next name all do; below
    /// the last one no more than the entries before had.
    fn body_end(&mut self, from: usize) -> usize {
        let (mut at, mut texts) = (from, 0);
        let mut last_kept = from;
        while at < from + REACH {
            let Some(line) = self.lines.get(at) else { break };
            if line.is_known_heading() && !self.is_told(&line) && !self.is_purpose(at, from) {
                break;
            }
            if heads::bare(line.text, self.context).is_some()
                && let Some(head) = self.head(&line)
                && self.begins_next(&head, at, from)
            {
                // A short line above the next name heads it, unless entries before had one too.
                let is_caption = texts > self.texts.max(1) && self.texts > 0;
                return if is_caption { last_kept } else { at };
            }
            if self.is_told(&line) {
                last_kept = at + 1;
            } else {
                texts += 1;
                if texts <= self.texts.max(1)
                    && (at == from || line.sense.is_none() || texts <= self.texts)
                {
                    last_kept = at + 1;
                }
            }
            at += 1;
        }
        last_kept
    }

    /// Whether a line that is known as a heading speaks of the cookie right above it all the same.
    fn is_purpose(&mut self, at: usize, from: usize) -> bool {
        let next = self.lines.get(at + 1);
        at == from && next.is_some_and(|next| self.is_told(&next))
    }

    fn begins_next(&mut self, head: &Head<'s>, at: usize, from: usize) -> bool {
        match head.strength {
            Strength::Strong => true,
            _ if at == from => false,
            _ => {
                self.form.is_some() && self.form == Some(head.form) && {
                    let before = self.lines.get(at - 1);
                    let is_duration =
                        before.is_some_and(|line| durations::is_duration(line.text, self.context));
                    let kept = std::mem::replace(&mut self.ended_with_duration, is_duration);
                    let has_body = self.has_body_as_before(head, at);
                    self.ended_with_duration = kept;
                    has_body
                }
            }
        }
    }

    /// Whether a line says what it is by a label, or is a duration.
    fn is_told(&mut self, line: &Line<'s>) -> bool {
        let has_label = labels::read(line.text, self.context)
            .first()
            .is_some_and(|found| found.field != Field::Name);
        has_label || durations::is_duration(line.text, self.context)
    }

    /// Takes the lines up to `end` for the last entry, and lines with labels after them.
    fn body(&mut self, end: usize) {
        let mut texts = 0;
        let mut below = self.at..end + 1;
        let is_told =
            below.any(|at| self.lines.get(at).is_some_and(|line| self.is_retention(&line)));
        self.ended_with_duration = false;
        while let Some(line) = self.lines.get(self.at) {
            let found = labels::read(line.text, self.context);
            let is_name = found.first().is_some_and(|found| found.field == Field::Name);
            if self.at >= end && (found.is_empty() || is_name || line.items_after.is_some()) {
                break;
            }
            self.at += 1;
            self.ended_with_duration = false;
            match found.as_slice() {
                [] => {
                    self.ended_with_duration = durations::is_duration(line.text, self.context);
                    texts += usize::from(!self.ended_with_duration);
                    if is_told && !self.ended_with_duration {
                        fill::plain(&mut self.sheet, line.text);
                    } else {
                        fill::line(&mut self.sheet, line.text, self.context);
                    }
                }
                [one] if one.value.is_empty() => {
                    let value = self.value(one.field);
                    fill::labelled(&mut self.sheet, one, value, self.context);
                }
                _ => {
                    for one in &found {
                        fill::labelled(&mut self.sheet, one, one.value, self.context);
                    }
                }
            }
        }
        self.texts = self.texts.max(texts);
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

/// Whether a text of several sentences begins with the name above it.
fn speaks_of(text: &str, head: &Head<'_>) -> bool {
    let [name] = head.names.as_slice() else { return false };
    let begins = text.strip_prefix(name).is_some_and(|rest| rest.starts_with(is_space));
    begins && first_sentence(text) != text
}

/// Whether a line is one of a program, where names have colons too.
fn is_code(head: &Head<'_>) -> bool {
    let is_value = |c: char| c.is_ascii_digit() || matches!(c, '\'' | '"' | '{' | '[');
    head.rest.starts_with(['{', '['])
        || head.rest.ends_with(['{', '}', ';'])
        || (head.is_quoted && head.form == Form::Colon && head.rest.starts_with(is_value))
}

fn is_bare(form: Form) -> bool {
    matches!(form, Form::Bare | Form::BareColon)
}

/// Whether what begins an item may be the name of an entry: not a word with nothing round it.
fn may_stand_in_list(head: &Head<'_>) -> bool {
    match head.form {
        Form::Space | Form::Bare => head.strength == Strength::Strong,
        _ => head.strength > Strength::Faint || !head.is_capitalised(),
    }
}

/// Whether an item may name who provides the entries below it: a few words, no sentence.
fn is_vendor(text: &str) -> bool {
    let is_named = text.starts_with(char::is_uppercase) && !text.ends_with(['.', ';', ',']);
    let text = text.strip_suffix(':').unwrap_or(text);
    is_named && !text.contains(':') && text.split(is_space).count() <= 3
}
