//! Companies that stand above tables, as a page has them that lists its cookies by who sets them: the
//! provider of the cookies below whose table names none.
//!
//! A line is a company when it is known as one, or when several tables have such a line at the same
//! distance above them and each has another: a label comes again, a company does not.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::Context;
use super::evidence::{self, SURE_PROVIDER, Score};
use super::headings;
use super::outline::Outline;
use super::words::{Stream, Traits};
use crate::model::{Block, Field, Role, Section};

/// So many lines above a table are looked at.
const REACH: usize = 12;
/// No company has more words, or more bytes.
const WORDS: usize = 5;
const BYTES: usize = 64;

/// The cookies of a table, and the lines above it up to the table before, the nearest first.
struct Below<'s> {
    cookies: Vec<usize>,
    lines: Vec<Option<Company<'s>>>,
}

/// A line that may be a company, and how much it looks like a provider.
#[derive(Clone)]
struct Company<'s> {
    name: Cow<'s, str>,
    score: Score,
}

/// Gives the cookies of tables that name no provider the company above.
pub(super) fn name<'s>(outline: &mut Outline<'s>, context: &mut Context<'s>) {
    let tables = tables(outline, context);
    let place = recurring(&tables);
    for Below { cookies, lines } in tables {
        let known = lines.iter().flatten().find(|company| company.score >= SURE_PROVIDER);
        let recurring = place.and_then(|place| lines.get(place)?.as_ref());
        let Some(company) = recurring.or(known) else { continue };
        for at in cookies {
            if let Some(cookie) = outline.cookies.get_mut(at) {
                cookie.provider = Some(company.name.clone());
            }
        }
    }
}

/// The tables whose cookies have no provider.
fn tables<'s>(outline: &Outline<'s>, context: &mut Context<'s>) -> Vec<Below<'s>> {
    let mut tables = Vec::new();
    let mut lines: Vec<(&Cow<'s, str>, bool)> = Vec::new();
    for section in &outline.sections {
        lines.extend(section.heading.as_ref().map(|heading| (heading, !is_known(section))));
        for block in &section.blocks {
            match block {
                Block::Paragraph { text, .. } => lines.push((text, true)),
                Block::List { items, .. } => {
                    lines.extend(items.iter().map(|item| (&item.text, false)));
                }
                Block::Junk { .. } => {}
                Block::Table { rows, .. } => {
                    let cookies = rows.iter().flat_map(|row| row.cookies.iter().copied());
                    let cookies: Vec<usize> = cookies.collect();
                    let lines = std::mem::take(&mut lines);
                    let is_told = |at: &usize| {
                        let cookie = outline.cookies.get(*at);
                        cookie.is_some_and(|it| it.provider.is_some() || it.service.is_some())
                    };
                    if cookies.is_empty() || cookies.iter().any(is_told) {
                        continue;
                    }
                    let nearest = lines.into_iter().rev().take(REACH);
                    let company = |(text, may_be)| company(text, context).filter(|_| may_be);
                    tables.push(Below { cookies, lines: nearest.map(company).collect() });
                }
            }
        }
    }
    tables
}

/// Whether the words of a heading are known as something else.
fn is_known(section: &Section<'_>) -> bool {
    section.role != Role::Other
}

/// The least distance above their tables at which there are several companies, each another.
fn recurring(tables: &[Below<'_>]) -> Option<usize> {
    (0..REACH).find(|&place| {
        let names = || tables.iter().filter_map(|table| table.lines.get(place)?.as_ref());
        let different: HashSet<&str> = names().map(|company| &*company.name).collect();
        different.len() > 1 && different.len() == names().count()
    })
}

/// A line of a few words with capitals that look like a provider.
fn company<'s>(text: &Cow<'s, str>, context: &mut Context<'s>) -> Option<Company<'s>> {
    let Cow::Borrowed(name) = *text else { return None };
    let is_short = !name.is_empty() && name.len() <= BYTES && !name.ends_with(['.', '?', '!', ':']);
    let stream = is_short.then(|| Stream::of_line(name, false, context))?;
    let words: Range<usize> = 0..stream.len();
    let is_one = (1..=WORDS).contains(&words.len())
        && stream.traits(0).has(Traits::UPPER | Traits::HOST)
        && !words.clone().any(|at| stream.traits(at).has(Traits::COOKIE));
    let is_one = is_one && headings::category_named_in(name, context).is_none();
    let score = is_one.then(|| evidence::of(&stream, words, Some(Field::Provider)))?;
    (score > 0).then_some(Company { name: Cow::Borrowed(name), score })
}
