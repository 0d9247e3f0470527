//! Companies that stand above tables, as a page has them that lists its cookies by who sets them: the
//! provider of the cookies below whose table names none.
//!
//! A line may name a service and, in parentheses behind it, the company. It is one when it is known as one, or
//! when several tables have such a line at the same distance above them and each has another that stands there
//! once: a label comes again, a company does not. Below a label for companies it surely is one.

use std::borrow::Cow;
use std::collections::HashMap;

use super::evidence::{self, SURE_PROVIDER, Score, label};
use super::outline::Outline;
use super::weights;
use super::words::{Stream, Traits};
use super::{Context, columns, headings};
use crate::model::{Block, Field, Role, Section};
use crate::text::trim;

/// So many lines above a table are looked at.
const REACH: usize = 12;
/// So many of these for a company that is known and has no label.
const NEAR: usize = 3;
/// No company has more words, or more bytes.
const WORDS: usize = 5;
const BYTES: usize = 96;

/// The cookies of a table, and the lines above it up to the table before, the nearest first.
struct Below<'s> {
    cookies: Vec<usize>,
    lines: Vec<Option<Company<'s>>>,
}

/// A line that may be a company, or a service with its company, and how much it looks like a provider.
#[derive(Clone)]
struct Company<'s> {
    name: &'s str,
    service: Option<&'s str>,
    score: Score,
}

/// Gives the cookies of tables that name no provider the company above.
pub(super) fn name<'s>(outline: &mut Outline<'s>, context: &mut Context<'s>) {
    let tables = tables(outline, context);
    let place = recurring(&tables);
    for Below { cookies, lines } in tables {
        let recurring = place.and_then(|place| lines.get(place)?.as_ref());
        let near = lines.iter().take(NEAR).flatten().find(|it| it.score >= SURE_PROVIDER);
        let labelled = lines.iter().flatten().find(|it| it.score >= weights::WHOLE_LABEL);
        let company = labelled.or(recurring).or(near);
        let Some(company) = company else { continue };
        for at in cookies {
            if let Some(cookie) = outline.cookies.get_mut(at) {
                cookie.provider = Some(Cow::Borrowed(company.name));
                cookie.service = company.service.map(Cow::Borrowed);
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
                    let mut company = |at: usize| {
                        let (text, _) = lines.get(at).filter(|line| line.1)?;
                        let Cow::Borrowed(line) = *text else { return None };
                        let company = company(line, context)?;
                        let above = at.checked_sub(1).and_then(|at| lines.get(at));
                        let is_labelled = above.is_some_and(|above| is_label(above.0, context));
                        let score = if is_labelled { weights::WHOLE_LABEL } else { company.score };
                        Some(Company { score, ..company })
                    };
                    let nearest = (0..lines.len()).rev().take(REACH);
                    let lines = nearest.map(&mut company).collect();
                    tables.push(Below { cookies, lines });
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

/// Whether a line is a label for companies.
fn is_label(line: &str, context: &mut Context<'_>) -> bool {
    line.len() <= BYTES
        && columns::whole_labels(context.scan(line)).any(|field| field == Field::Provider)
}

/// The least distance above their tables at which there are several companies, each another.
fn recurring(tables: &[Below<'_>]) -> Option<usize> {
    let mut count: HashMap<&str, usize> = HashMap::new();
    for company in tables.iter().flat_map(|table| table.lines.iter().flatten()) {
        *count.entry(company.name).or_default() += 1;
    }
    (0..REACH).find(|&place| {
        let names = || tables.iter().filter_map(|table| table.lines.get(place)?.as_ref());
        names().count() > 1 && names().all(|company| count.get(company.name) == Some(&1))
    })
}

/// Whether a heading names a company: a service and its company in parentheses, or one right above a table.
pub(super) fn is_one(heading: &str, heads_table: bool, context: &mut Context<'_>) -> bool {
    company(heading, context).is_some_and(|it| heads_table || it.service.is_some())
}

/// A line of a few words with capitals that look like a provider, or like a service with its provider in
/// parentheses behind; other parentheses are a remark.
fn company<'s>(line: &'s str, context: &mut Context<'_>) -> Option<Company<'s>> {
    if line.len() > BYTES || line.ends_with(['?', '!', ':']) {
        return None;
    }
    let inside = line.strip_suffix(')').and_then(|line| line.rsplit_once('('));
    let Some((before, inside)) = inside.map(|(before, inside)| (trim(before), trim(inside))) else {
        let score = score(line, context)?;
        return Some(Company { name: line, service: None, score });
    };
    match score(inside, context) {
        // What speaks of cookies in front of it is a title.
        Some(score) if !before.is_empty() && !columns::speaks_of_cookies(before, context) => {
            Some(Company { name: inside, service: Some(before), score })
        }
        _ => Some(Company { name: before, service: None, score: score(before, context)? }),
    }
}

/// How much some words look like a provider, if they may be one.
fn score(text: &str, context: &mut Context<'_>) -> Option<Score> {
    let stream = Stream::of_line(text, false, context);
    let words = 0..stream.len();
    let is_short = (1..=WORDS).contains(&words.len());
    let is_one = is_short
        && stream.traits(0).has(Traits::UPPER | Traits::HOST)
        && (!text.ends_with('.') || stream.traits(words.end - 1).has(Traits::LEGAL))
        && !words.clone().any(|at| stream.traits(at).has(Traits::COOKIE))
        && !label::is_whole(&stream, words.clone())
        && headings::category_named_in(text, context).is_none();
    let score = is_one.then(|| evidence::of(&stream, words, Some(Field::Provider)))?;
    (score > 0).then_some(score)
}
