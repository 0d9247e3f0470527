//! Names listed behind a few words and a colon: `Google Analytics : _ga, _gid`, or each with how long
//! it is kept behind it: `In use: _ga (2 years), _gid (24 hours)`.
//!
//! Prose lists names in passing. So nothing else stands on the line, and what comes before the colon is
//! a provider or a category, or each name has its duration.

use std::borrow::Cow;

use super::heads::{self, Strength};
use super::sheet::{Key, Sheet};
use super::{durations, fill, labels};
use crate::interpret::layouts::lines::Lines;
use crate::interpret::pieces::Piece;
use crate::interpret::tables::Table;
use crate::interpret::{Context, headings};
use crate::lexicon::Known;
use crate::model::Field;
use crate::text::{is_space, trim};

/// No line lists more names.
const NAMES: usize = 64;
/// How many words may come before the colon: of a provider or a category, and of anything.
const LEAD: usize = 4;
const WORDS: usize = 8;
/// So many names are remembered, so that what is said again is not read again.
const REMEMBERED: usize = 256;

/// Reads the lines that list names from the piece at `at` on.
pub(super) fn read<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    context: &mut Context<'s>,
) -> Option<(Table<'s>, usize)> {
    let mut lines = Lines::new(pieces, at);
    let mut sheet = Sheet::default();
    let mut end = 0;
    while let Some(line) = lines.get(end) {
        let Some(listed) = parse(line.text, context) else { break };
        let next = lines.get(end + 1).and_then(|next| parse(next.text, context));
        let has_neighbour = sheet.len() > 0 || next.is_some_and(|next| next.lead != listed.lead);
        let Some(lead) = lead(&listed, has_neighbour, context) else { break };
        if is_repeated(&listed, context) {
            break;
        }
        for item in &listed.items {
            sheet.begin(context.source.line_of(item.name));
            sheet.put(Key::Field(Field::Name), None, Cow::Borrowed(item.name));
            let key = match lead {
                Lead::Of(field) => Key::Field(field),
                Lead::Words => Key::Unknown(""),
            };
            sheet.put(key, None, Cow::Borrowed(listed.lead));
            if let Some(duration) = item.duration {
                sheet.put(Key::Field(Field::Retention), None, Cow::Borrowed(duration));
            }
            if context.before.listed.len() < REMEMBERED {
                context.before.listed.push(item.name);
            }
        }
        end += 1;
    }
    let next = lines.piece_at(end)?;
    Some((sheet.finish()?, next))
}

/// What a line lists, and the words before it.
struct Listed<'s> {
    lead: &'s str,
    items: Vec<Item<'s>>,
}

/// A name, and how long it is kept.
struct Item<'s> {
    name: &'s str,
    duration: Option<&'s str>,
    strength: Strength,
}

/// What a line lists, if it lists names and has nothing else behind its first colon.
fn parse<'s>(text: &'s str, context: &mut Context<'_>) -> Option<Listed<'s>> {
    const LONGEST: usize = 4096;
    let colon = memchr::memchr(b':', text.as_bytes().get(..text.len().min(96))?)?;
    let (lead, rest) = (trim(text.get(..colon)?), text.get(colon + 1..)?);
    let words = lead.split(is_space).filter(|word| !word.is_empty()).count();
    if words == 0 || words > WORDS || !rest.starts_with(is_space) || text.len() > LONGEST {
        return None;
    }
    let rest = trim(rest);
    let mut rest = rest.strip_suffix('.').unwrap_or(rest);
    let mut items: Vec<Item<'s>> = Vec::new();
    while !rest.is_empty() {
        let head = heads::read(rest, context.lexicon)?;
        if items.len() + head.names.len() > NAMES || head.is_numbered {
            return None;
        }
        let strength = head.strength;
        let item = |&name: &&'s str| Item { name, duration: None, strength };
        items.extend(head.names.iter().map(item));
        if head.form == heads::Form::Bare {
            break;
        }
        let (inside, after) = head.rest.strip_prefix('(')?.split_once(')')?;
        let inside = trim(inside);
        if !durations::is_duration(inside, context) || head.names.len() > 1 {
            return None;
        }
        if let Some(last) = items.last_mut() {
            last.duration = Some(inside);
        }
        let after = trim(after);
        rest = if after.is_empty() { after } else { heads::after_joint(after, context.lexicon)? };
        rest = trim(rest);
    }
    (!items.is_empty()).then_some(Listed { lead, items })
}

/// What the words before the colon are.
#[derive(Clone, Copy)]
enum Lead {
    /// A field of the names.
    Of(Field),
    /// Words that say that names follow.
    Words,
}

/// What the words before the names are, if they may stand there.
fn lead(listed: &Listed<'_>, has_neighbour: bool, context: &mut Context<'_>) -> Option<Lead> {
    let is_strong = |item: &Item<'_>| item.strength == Strength::Strong;
    let is_several = listed.items.len() > 1;
    let are_timed = is_several && listed.items.iter().all(|item| item.duration.is_some());
    let is_told = if are_timed {
        listed.items.iter().any(is_strong)
    } else {
        listed.items.iter().all(is_strong)
    };
    if !is_told {
        return None;
    }
    let nothing = are_timed.then_some(Lead::Words);
    if listed.lead.split(is_space).filter(|word| !word.is_empty()).count() > LEAD {
        return nothing;
    }
    match labels::field(listed.lead, context) {
        Some(Field::Name) if is_several => return Some(Lead::Words),
        Some(_) => return nothing,
        None => {}
    }
    let known = Known::get().provider_at(listed.lead);
    if known == Some(listed.lead.len()) {
        return Some(Lead::Of(Field::Provider));
    }
    if listed.lead.starts_with(char::is_uppercase) && headings::is_category(listed.lead, context) {
        return Some(Lead::Of(Field::Category));
    }
    if (known.is_some() || has_neighbour) && fill::is_provider(listed.lead, context) {
        return Some(Lead::Of(Field::Provider));
    }
    nothing
}

/// Whether all that a line lists was listed before.
fn is_repeated(listed: &Listed<'_>, context: &Context<'_>) -> bool {
    listed.items.iter().all(|item| context.before.listed.contains(&item.name))
}
