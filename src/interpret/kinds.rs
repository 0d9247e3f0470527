//! What a charter says of each kind of cookie.

use std::borrow::Cow;
use std::ops::Range;

use super::Context;
use super::consent::stated;
use super::headings::{category_named, kind_of};
use crate::lexicon::{Hit, Term};
use crate::model::{Block, Consent, Item, Kind, KindStatement, Place, Role, Section};
use crate::text::{first_sentence, trim};

/// Within how many words a line says which kind it is about.
const LEAD_WORDS: usize = 10;

/// One statement for each paragraph and item on a kind, under the heading on kinds; and one for
/// each category whose own section states something of consent.
pub(super) fn find<'s>(
    sections: &[Section<'s>],
    context: &mut Context<'_>,
) -> Vec<KindStatement<'s>> {
    let mut statements = Vec::new();
    let on_kinds = |(_, section): &(usize, &Section<'_>)| section.role == Role::Kinds;
    for (at, section) in sections.iter().enumerate().filter(on_kinds) {
        for (place, line, text) in prose(at, section) {
            if let Some((kind, label)) = kind_described(text, context) {
                let (label, consent) = (Cow::Borrowed(label), stated(text, context));
                let block = Some(place);
                statements.push(KindStatement { kind, label, consent, line, block });
            }
        }
    }
    // There are few kinds, and there may be very many statements.
    let mut told: Vec<Kind> = Vec::new();
    for statement in &statements {
        if !told.contains(&statement.kind) {
            told.push(statement.kind);
        }
    }
    for (at, section) in sections.iter().enumerate() {
        let statement = of_category(at, section, &told, context);
        told.extend(statement.as_ref().map(|statement| statement.kind));
        statements.extend(statement);
    }
    statements
}

fn of_category<'s>(
    at: usize,
    section: &Section<'s>,
    told: &[Kind],
    context: &mut Context<'_>,
) -> Option<KindStatement<'s>> {
    let category = section.category.as_ref()?;
    if told.contains(&category.kind) {
        return None;
    }
    prose(at, section).find_map(|(place, line, text)| match stated(text, context) {
        Consent::Unstated => None,
        consent => Some(KindStatement {
            kind: category.kind,
            label: category.label.clone(),
            consent,
            line,
            block: Some(place),
        }),
    })
}

/// The paragraphs and items of the section at `at`, with their places and lines.
fn prose<'b, 's>(
    at: usize,
    section: &'b Section<'s>,
) -> impl Iterator<Item = (Place, u64, &'s str)> + use<'b, 's> {
    let texts = section.blocks.iter().enumerate().flat_map(move |(block, it)| {
        let (paragraph, items): (_, &[Item<'s>]) = match it {
            Block::Paragraph { line, text } => (Some((*line, text)), &[]),
            Block::List { items, .. } => (None, items),
            _ => (None, &[]),
        };
        let place = move |item| Place { section: at, block, item };
        let items = items.iter().enumerate();
        let items = items.map(move |(item, it)| (place(Some(item)), it.line, &it.text));
        paragraph.into_iter().map(move |(line, text)| (place(None), line, text)).chain(items)
    });
    // What was read from a source is borrowed from it.
    texts.filter_map(|(place, line, text)| match text {
        Cow::Borrowed(text) => Some((place, line, *text)),
        Cow::Owned(_) => None,
    })
}

/// The kind a line begins to speak of, and the portal's word for it.
fn kind_described<'s>(text: &'s str, context: &mut Context<'_>) -> Option<(Kind, &'s str)> {
    let known = context.knowledge.kinds.get(context.language, text);
    let (kind, place) = known.unwrap_or_else(|| {
        let found = find_kind(text, context);
        context.knowledge.kinds.keep(context.language, text, found)
    })?;
    Some((kind, text.get(place)?))
}

/// What a line quotes first, else the first category it names beside a word for cookies.
fn find_kind(text: &str, context: &mut Context<'_>) -> Option<(Kind, Range<usize>)> {
    let scan = context.scan_first(text, LEAD_WORDS + 1);
    // The lead ends where the first word after it begins, so that it keeps a closing quotation mark.
    let lead = scan.words.get(LEAD_WORDS).and_then(|word| text.get(..word.start)).unwrap_or(text);
    let lead = first_sentence(lead);
    let place = |word: usize| scan.words.get(word);
    let within = |range: Range<usize>| {
        let is_within = move |hit: &&Hit| {
            place(hit.word).is_some_and(|word| word.start >= range.start)
                && place(hit.end() - 1).is_some_and(|word| word.end <= range.end)
        };
        scan.hits.iter().filter(is_within)
    };
    let hits = || within(0..lead.len());
    let about_cookies = hits().any(|hit| hit.term == Term::Cookie);
    let mut quoted = quotations(lead).peekable();
    if about_cookies && let Some(first) = quoted.peek().cloned() {
        let known = quoted.find_map(|place| Some((kind_of(within(place.clone()))?, place)));
        return Some(known.unwrap_or((Kind::Other, first)));
    }
    let (kind, hit) = category_named(hits())?;
    // "Statistics: …", "Statistics (…)" or "Statistics" alone is an entry of a list of kinds.
    let is_entry = hit.word < 2 && (lead.contains([':', '(']) || scan.words.len() < 5);
    let label = place(hit.word)?.start..place(hit.end() - 1)?.end;
    (about_cookies || is_entry).then_some((kind, label))
}

/// Where something stands between quotation marks in `text`, without the space inside them.
fn quotations(text: &str) -> impl Iterator<Item = Range<usize>> {
    const MARKS: &[char] = &['“', '”', '„', '‟', '"'];
    let mut rest = text;
    let next = move || {
        let open = rest.find(|c| c == '«' || MARKS.contains(&c))?;
        let mut inside = rest.get(open..)?.chars();
        let is_guillemet = inside.next()? == '«';
        let (quoted, after) = if is_guillemet {
            inside.as_str().split_once('»')?
        } else {
            inside.as_str().split_once(MARKS)?
        };
        rest = after;
        let quoted = trim(quoted);
        let start = quoted.as_ptr() as usize - text.as_ptr() as usize;
        Some(start..start + quoted.len())
    };
    std::iter::from_fn(next).filter(|quoted| !quoted.is_empty())
}

#[cfg(test)]
mod tests {
    use super::quotations;

    #[test]
    fn quotations_in_every_style() {
        let text = "a « b » “c” \"d\" „e“ «\u{a0}f\u{202f}» \"g";
        let quoted: Vec<_> = quotations(text).filter_map(|place| text.get(place)).collect();
        assert_eq!(quoted, ["b", "c", "d", "e", "f"]);
    }
}
