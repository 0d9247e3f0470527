//! Which site publishes a charter.
//!
//! Charters link to browsers, authorities and partners too, so an address counts only where a
//! charter names its own site: in the heading on usage, in the title, in another heading, or in
//! the prose right after a word for the site.

use std::borrow::Cow;

use super::Context;
use super::outline::Outline;
use crate::lexicon::Term;
use crate::model::{Block, Portal, Role, Section};
use crate::syntax::{Address, addresses};
use crate::text::visible;

/// The portal, or nothing when the charter does not give its address.
pub(super) fn find<'s>(outline: &Outline<'s>, context: &mut Context<'s>) -> Option<Portal<'s>> {
    let sections = || outline.sections.iter();
    let usage = sections().filter(|section| section.role == Role::Usage);
    let others = sections().filter(|section| section.role != Role::Usage);
    let (address, text) = usage
        .filter_map(heading)
        .chain(outline.title)
        .find_map(|text| Some((addresses(text).next()?, text)))
        .or_else(|| {
            let with_scheme = |text| addresses(text).find(|address| address.has_scheme);
            others.filter_map(heading).find_map(|text| Some((with_scheme(text)?, text)))
        })
        .or_else(|| {
            let prose = sections()
                .filter(|section| matches!(section.role, Role::Introduction | Role::Usage));
            prose.flat_map(paragraphs).find_map(|text| Some((named_as_site(text, context)?, text)))
        })?;
    Some(Portal {
        url: Cow::Borrowed(address.url),
        host: lower_case(address.host),
        line: context.source.line_of(text),
    })
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
fn named_as_site<'s>(text: &'s str, context: &mut Context<'_>) -> Option<Address<'s>> {
    addresses(text).find(|address| {
        let start = address.url.as_ptr() as usize - text.as_ptr() as usize;
        let before = text.get(..start).unwrap_or_default();
        let last_words = before.char_indices().rev().take(40).last().map_or(0, |(at, _)| at);
        let scan = context.scan(before.get(last_words..).unwrap_or_default());
        scan.hits.iter().any(|hit| hit.term == Term::Portal && hit.end() == scan.words.len())
    })
}

fn lower_case(host: &str) -> Cow<'_, str> {
    match visible(host) {
        host if host.chars().any(char::is_uppercase) => Cow::Owned(host.to_lowercase()),
        host => host,
    }
}
