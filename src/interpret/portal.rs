//! Which site publishes a charter.
//!
//! Charters link to browsers, authorities and partners too, so an address counts only where a
//! charter names its own site: in the heading on usage, in the title, in another heading, or in
//! the prose right after a word for the site.

use std::borrow::Cow;
use std::ops::Range;

use super::Context;
use super::outline::Outline;
use crate::lexicon::Term;
use crate::model::{Block, Portal, Role, Section};
use crate::syntax::{Address, addresses};
use crate::text::{Typography, normal};

/// The portal, or nothing when the charter does not give its address.
pub(super) fn find<'s>(outline: &Outline<'s>, context: &mut Context<'s>) -> Option<Portal<'s>> {
    let sections = || outline.sections.iter();
    let usage = sections().filter(|section| section.role == Role::Usage);
    // Headings on what cookies are and how to refuse them point elsewhere.
    let elsewhere = [Role::Usage, Role::Definition, Role::Settings];
    let others = sections().filter(|section| !elsewhere.contains(&section.role));
    let first = |text: &str| addresses(text).next().map(|address| place_of(&address, text));
    let with_scheme = |text: &str| {
        let found = addresses(text).find(|address| address.has_scheme);
        found.map(|address| place_of(&address, text))
    };
    usage
        .filter_map(heading)
        .chain(outline.title)
        .find_map(|text| portal(text, context, |text, _| first(text)))
        .or_else(|| {
            let mut headings = others.filter_map(heading);
            headings.find_map(|text| portal(text, context, |text, _| with_scheme(text)))
        })
        .or_else(|| {
            let prose = sections()
                .filter(|section| matches!(section.role, Role::Introduction | Role::Usage));
            prose.flat_map(paragraphs).find_map(|text| portal(text, context, named_as_site))
        })
}

/// An address by the places of its url and its host in a text.
type Place = (Range<usize>, Range<usize>);

fn place_of(address: &Address<'_>, text: &str) -> Place {
    let place = |part: &str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        start..start + part.len()
    };
    (place(address.url), place(address.host))
}

/// The portal whose address `find` sees in the normal form of `text`: what is invisible, or another
/// kind of quote, must not hide an address. It is given as written where that is the same.
fn portal<'s>(
    text: &'s str,
    context: &mut Context<'s>,
    find: impl FnOnce(&str, &mut Context<'s>) -> Option<Place>,
) -> Option<Portal<'s>> {
    let plain = normal(text, Typography::Plain);
    let (url, host) = find(&plain, context)?;
    let is_lower = |host: &str| !host.contains(char::is_uppercase);
    let (url, host) = match &plain {
        Cow::Borrowed(plain) if is_lower(plain.get(host.clone())?) => {
            (Cow::Borrowed(plain.get(url)?), Cow::Borrowed(plain.get(host)?))
        }
        _ => {
            let (url, host) = (plain.get(url)?, plain.get(host)?.to_lowercase());
            (as_written(url, text), as_written(&host, text))
        }
    };
    Some(Portal { url, host, line: context.source.line_of(text) })
}

/// `part` as a part of `text`, where it stands in it as it is.
fn as_written<'s>(part: &str, text: &'s str) -> Cow<'s, str> {
    let start = text.find(part);
    let written = start.and_then(|start| text.get(start..start + part.len()));
    written.map_or_else(|| Cow::Owned(part.to_owned()), Cow::Borrowed)
}

fn heading<'s>(section: &Section<'s>) -> Option<&'s str> {
    borrowed(section.heading.as_ref()?)
}

fn paragraphs<'s>(section: &Section<'s>) -> impl Iterator<Item = &'s str> {
    section.blocks.iter().filter_map(|block| match block {
        Block::Paragraph { text, .. } => borrowed(text),
        _ => None,
    })
}

/// What was read from a source is borrowed from it.
fn borrowed<'s>(text: &Cow<'s, str>) -> Option<&'s str> {
    match text {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    }
}

/// The first address that follows a word for the site.
fn named_as_site(text: &str, context: &mut Context<'_>) -> Option<Place> {
    let found = addresses(text).find(|address| {
        let start = address.url.as_ptr() as usize - text.as_ptr() as usize;
        let before = text.get(..start).unwrap_or_default();
        let last_words = before.char_indices().rev().take(40).last().map_or(0, |(at, _)| at);
        let scan = context.scan(before.get(last_words..).unwrap_or_default());
        scan.hits.iter().any(|hit| hit.term == Term::Portal && hit.end() == scan.words.len())
    });
    found.map(|address| place_of(&address, text))
}
