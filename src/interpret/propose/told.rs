//! What is said of a cookie behind or below its name, put into the columns of its row by what each part
//! looks like.

use std::borrow::Cow;
use std::ops::Range;

use super::head::{Form, Head, ends_with_semicolon};
use super::lines::Line;
use super::sheet::{Key, Sheet, clause, said_before, within};
use crate::interpret::evidence::label::{self, Label};
use crate::interpret::evidence::{self, SURE_DURATION, Score, said, setter};
use crate::interpret::words::{Stream, Traits};
use crate::model::Field;
use crate::text::trim;

/// No provider has more words.
const PROVIDER: usize = 4;

fn score(stream: &Stream<'_>, words: &Range<usize>, field: Field) -> Score {
    evidence::of(stream, words.clone(), Some(field))
}

/// Puts some words into the column of a field.
pub(super) fn put<'s>(
    sheet: &mut Sheet<'s>,
    field: Field,
    stream: &Stream<'s>,
    words: Range<usize>,
) {
    let evidence = score(stream, &words, field);
    sheet.put(Key::of(field), None, clause(stream.text(words)), evidence);
}

/// Puts what stands under a label, or on the line below it, into the last row.
pub(super) fn labelled<'s>(
    sheet: &mut Sheet<'s>,
    stream: &Stream<'s>,
    one: &Label,
    below: Option<&Line<'s>>,
) {
    let name = label_name(stream, one);
    let (stream, words) = match below {
        Some(line) => (&line.stream, 0..line.stream.len()),
        None => (stream, one.value.clone()),
    };
    let field = one.fields.first().copied();
    let evidence = evidence::of(stream, words.clone(), field);
    let text = value(stream, words, field);
    let key = field.map_or_else(|| Key::Unknown(name.to_lowercase()), Key::of);
    sheet.put(key, Some(name), text, evidence);
}

/// Puts how long a cookie is kept into the last row, where it stands alone: "2 years", "(Duration: 2 years)".
pub(super) fn put_duration<'s>(sheet: &mut Sheet<'s>, stream: &Stream<'s>, words: Range<usize>) {
    match duration_label(stream, words.clone()) {
        Some(one) => labelled(sheet, stream, &one, None),
        None => put(sheet, Field::Retention, stream, words),
    }
}

/// The only label in some words, if it is one for durations.
pub(super) fn duration_label(stream: &Stream<'_>, words: Range<usize>) -> Option<Label> {
    let [one] = <[Label; 1]>::try_from(label::all(stream, words)).ok()?;
    (one.fields.first() == Some(&Field::Retention)).then_some(one)
}

/// A label as the header of a column has it.
pub(super) fn label_name<'s>(stream: &Stream<'s>, one: &Label) -> Cow<'s, str> {
    within(stream.text(one.words.clone()), |text| {
        trim(text.trim_start_matches('(').trim_end_matches([':', ' ']))
    })
}

/// The value of a label as a cell has it. Of a sentence on how long a cookie is kept only the words that say it
/// are the retention.
pub(super) fn value<'s>(
    stream: &Stream<'s>,
    words: Range<usize>,
    field: Option<Field>,
) -> Cow<'s, str> {
    let text = stream.text(words.clone());
    let is_sentence = field == Some(Field::Retention) && text.ends_with('.');
    let said = if is_sentence { said::how_long(stream, words) } else { None };
    match said {
        Some(said) => clause(stream.text(said.phrase)),
        None if field == Some(Field::Retention) => clause(text),
        None => within(text, |text| trim(text.trim_end_matches([';', ',', '|', '–', '—', ' ']))),
    }
}

/// Puts what stands behind the names of a line into the last row, and says whether that tells who
/// provides the cookies. What they are for may be told below.
pub(super) fn rest<'s>(
    sheet: &mut Sheet<'s>,
    stream: &Stream<'s>,
    head: &Head<'s>,
    is_told_below: bool,
) -> bool {
    let words = head.rest.clone();
    match head.form {
        Form::Bare | Form::BareColon | Form::Heading => false,
        // What a cookie holds is no purpose: `_gat = 1`.
        Form::Dash if words.len() == 1 && stream.word(words.start - 1) == "=" => {
            sheet.put(Key::Unknown(String::new()), None, stream.text(words), 0);
            false
        }
        Form::Dash => {
            parts(sheet, stream, words, is_dash, is_told_below);
            false
        }
        Form::Semicolon => {
            parts(sheet, stream, words, ends_with_semicolon, is_told_below);
            false
        }
        Form::Parenthesis => {
            let rest = remark(sheet, stream, words.clone(), false);
            if rest != words && rest.clone().next().is_some_and(|at| is_dash(stream, at)) {
                parts(sheet, stream, rest.start + 1..rest.end, is_dash, is_told_below);
                return false;
            }
            let is_mark = |at: &usize| is_mark(stream, *at);
            let start = rest.clone().find(|at| !is_mark(at)).unwrap_or(rest.end);
            text(sheet, stream, if rest == words { words } else { start..rest.end })
        }
        Form::Colon | Form::Marks | Form::Stop | Form::Space => text(sheet, stream, words),
    }
}

/// Puts a text in which there may be labels into the last row; says whether it tells a provider.
pub(super) fn text<'s>(sheet: &mut Sheet<'s>, stream: &Stream<'s>, words: Range<usize>) -> bool {
    text_beside(sheet, stream, words, &[])
}

/// The same of a text beside which labels tell some fields: then the text does not.
pub(super) fn text_beside<'s>(
    sheet: &mut Sheet<'s>,
    stream: &Stream<'s>,
    words: Range<usize>,
    told: &[Field],
) -> bool {
    if words.is_empty() {
        return false;
    }
    let found = label::all(stream, words.clone());
    let labels =
        if found.first().is_some_and(|first| !first.value.is_empty()) { &*found } else { &[] };
    let end = labels.first().map_or(words.end, |first| first.words.start);
    let is_labelled = |field| labels.iter().any(|one| one.fields.first() == Some(&field));
    let lead = take_category(sheet, stream, words.start..end);
    let is_known = is_labelled(Field::Provider)
        || told.contains(&Field::Provider)
        || sheet.has(&Key::of(Field::Provider));
    let beside = if is_known { None } else { take_provider(sheet, stream, lead.clone()) };
    let is_provided = beside.is_some();
    let rest = beside.unwrap_or([lead, end..end]);
    let rest = rest.into_iter().filter(|part| !part.is_empty());
    let (mut texts, mut fields) = (Vec::new(), Vec::new());
    rest.for_each(|part| told_apart(sheet, stream, part, &mut texts, &mut fields));
    for part in texts {
        let evidence = score(stream, &part, Field::Purpose);
        if is_labelled(Field::Retention) {
            sheet.put(Key::Text, None, said_before(stream.text(part)), evidence);
        } else if told.contains(&Field::Retention) {
            sheet.put(Key::Text, None, stream.text(part), evidence);
        } else {
            sheet.text(stream, part);
        }
    }
    for (field, sentence) in fields {
        put(sheet, field, stream, sentence);
    }
    for one in labels {
        labelled(sheet, stream, one, None);
    }
    is_provided
}

/// Tells the sentences behind the first of a text that are a category or a known provider, and nothing else, from the
/// rest of it.
fn told_apart(
    sheet: &Sheet<'_>,
    stream: &Stream<'_>,
    words: Range<usize>,
    texts: &mut Vec<Range<usize>>,
    fields: &mut Vec<(Field, Range<usize>)>,
) {
    const SHORT: usize = 3;
    let mut start = words.start;
    let mut goes_on = false;
    while start < words.end {
        let is_end = |at: &usize| stream.traits(*at).has(Traits::STOP);
        let end = (start..words.end).find(is_end).map_or(words.end, |last| last + 1);
        let sentence = start..end;
        let is_short = start > words.start && sentence.len() <= SHORT;
        let field = if is_short { lead(stream, &sentence) } else { None };
        let is_sure = |field: &Field| {
            let is_provider = *field == Field::Provider;
            !sheet.has(&Key::of(*field))
                && fields.iter().all(|(other, _)| other != field)
                && (!is_provider || evidence::is_provider(stream, sentence.clone()))
        };
        let field = field.filter(is_sure);
        match (field, texts.last_mut().filter(|_| goes_on)) {
            (Some(field), _) => fields.push((field, sentence)),
            (None, Some(last)) => last.end = end,
            (None, None) => texts.push(sentence),
        }
        goes_on = field.is_none();
        start = end;
    }
}

/// Puts the category that the last dash of a text parts from it into the last row, and gives the rest of the text.
fn take_category<'s>(
    sheet: &mut Sheet<'s>,
    stream: &Stream<'s>,
    words: Range<usize>,
) -> Range<usize> {
    let dash = words.clone().rev().take(PROVIDER + 1).find(|&at| is_dash(stream, at));
    let last = dash.map(|dash| dash + 1..words.end).filter(|last| is_category(stream, last));
    match (dash.filter(|dash| *dash > words.start), last) {
        (Some(dash), Some(last)) if !sheet.has(&Key::of(Field::Category)) => {
            put(sheet, Field::Category, stream, last);
            words.start..dash
        }
        _ => words,
    }
}

/// Whether some words are a category and nothing else.
fn is_category(stream: &Stream<'_>, words: &Range<usize>) -> bool {
    let is_one = |at: usize| stream.traits(at).has(Traits::CATEGORY | Traits::COOKIE);
    words.clone().all(is_one) && score(stream, words, Field::Category) > 0
}

/// Puts the provider that a sentence or a remark at the end of a text names into the last row, and gives the rest of the
/// text: without a sentence that says nothing else, and without the remark.
fn take_provider<'s>(
    sheet: &mut Sheet<'s>,
    stream: &Stream<'s>,
    words: Range<usize>,
) -> Option<[Range<usize>; 2]> {
    let nothing = words.end..words.end;
    let is_open = |at: &usize| stream.traits(*at).has(Traits::BRACKET);
    if let Some(open) = words.clone().rev().find(is_open).filter(|open| *open > words.start)
        && remark(sheet, stream, open..words.end, true).is_empty()
    {
        return Some([words.start..open, nothing]);
    }
    let (label, provider) = setter::phrase(stream, words.clone())?;
    put(sheet, Field::Provider, stream, provider.clone());
    let ends = |at: usize| stream.traits(at).has(Traits::STOP);
    let start = (words.start..label.start).rev().find(|&at| ends(at));
    let start = start.map_or(words.start, |last| last + 1);
    // "are set by Ostrel." says nothing more.
    let is_all = label.start <= start + 2 && (provider.end == words.end || ends(provider.end - 1));
    if !is_all {
        return Some([words, nothing]);
    }
    // It is kept where no field is.
    let verb = clause(stream.text(start..provider.start));
    sheet.put(Key::Unknown(String::new()), None, verb, 0);
    Some([words.start..start, provider.end..words.end])
}

/// Puts a remark in parentheses that is a provider, a duration or both into the last row, and gives what
/// stands behind it; else all.
fn remark<'s>(
    sheet: &mut Sheet<'s>,
    stream: &Stream<'s>,
    words: Range<usize>,
    is_behind_text: bool,
) -> Range<usize> {
    let closes =
        |at: &usize| stream.word(*at).trim_end_matches([':', '.', ',', ';']).ends_with(')');
    let Some(close) = words.clone().find(closes) else { return words };
    let is_comma = |at: &usize| stream.traits(*at).has(Traits::COMMA);
    let rest = close + 1..words.end;
    if is_behind_text && !rest.is_empty() {
        return words;
    }
    let comma = (words.start..close).find(is_comma);
    // Of words with nothing said beside them it is not known whether they are a remark.
    let is_apart = is_behind_text
        || setter::is_known(stream, &(words.start..close + 1))
        || stream.word(close).ends_with(':')
        || rest.clone().next().is_some_and(|at| is_mark(stream, at));
    if comma.is_none() && !is_apart {
        return words;
    }
    // "(cookie)" says what it is, and nothing of it.
    let is_sort = |part: &Range<usize>| stream.traits(part.end - 1).has(Traits::COOKIE);
    if comma.is_none() && is_sort(&(words.start..close + 1)) {
        let sort = clause(stream.text(words.start..close + 1));
        sheet.put(Key::Unknown(String::new()), None, sort, 0);
        return rest;
    }
    let middle = comma.unwrap_or(close) + 1;
    let parts = [words.start..middle, middle..close + 1];
    let parts = || parts.iter().filter(|part| !part.is_empty());
    let is_kept = |part: &Range<usize>| score(stream, part, Field::Retention) >= SURE_DURATION;
    // Capitals alone stand for anything: "(GDPR)", and small words are no name: "(exempt)".
    let is_written_out = |part: &Range<usize>| {
        let is_named = stream.traits(part.start).has(Traits::UPPER | Traits::HOST);
        part.clone().any(|at| stream.traits(at).has(Traits::PROVIDER))
            || is_named && stream.text(part.clone()).contains(char::is_lowercase)
    };
    // Beside a duration it is a provider whatever its words, unless they are a category.
    let is_beside = comma.is_some() && !is_behind_text;
    let may_provide = |part: &Range<usize>| {
        let is_named = is_beside && stream.traits(part.start).has(Traits::BRACKET | Traits::UPPER);
        (may_provide(stream, part) || is_named && lead(stream, part) != Some(Field::Category))
            && (!is_behind_text || is_written_out(part))
            && !is_sort(part)
    };
    let kept = parts().filter(|part| is_kept(part)).count();
    // A duration alone is found in the text, with the words round it.
    let is_told = kept == parts().count() - 1 || comma.is_none() && !(is_behind_text && kept == 1);
    let is_party = |part: &Range<usize>| {
        kept > 0 && part.clone().all(|at| stream.traits(at).has(Traits::PARTY))
    };
    let field = |part: &Range<usize>| match () {
        () if is_kept(part) => Some(Field::Retention),
        () if is_party(part) => Some(Field::Party),
        () => may_provide(part).then_some(Field::Provider),
    };
    if !is_told || parts().any(|part| field(part).is_none()) {
        return words;
    }
    for part in parts() {
        match field(part) {
            Some(Field::Retention) => put_duration(sheet, stream, part.clone()),
            Some(field) => put(sheet, field, stream, part.clone()),
            None => {}
        }
    }
    rest
}

fn is_mark(stream: &Stream<'_>, at: usize) -> bool {
    stream.traits(at).has(Traits::MARK)
}

/// Whether a word is a mark that parts what is said of a cookie.
pub(super) fn is_dash(stream: &Stream<'_>, at: usize) -> bool {
    matches!(stream.word(at), "-" | "–" | "—" | "·" | "•" | "->" | "=>" | "→" | "|" | "=")
}

/// Puts what dashes, arrows or semicolons part into the last row: a provider, how long the cookie is kept, and what
/// it is for.
fn parts<'s>(
    sheet: &mut Sheet<'s>,
    stream: &Stream<'s>,
    words: Range<usize>,
    ends: fn(&Stream<'_>, usize) -> bool,
    is_told_below: bool,
) {
    const MOST: usize = 16;
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = words.start;
    for at in words.clone() {
        if ends(stream, at) && parts.len() + 1 < MOST {
            // A dash stands by itself.
            let end = if is_mark(stream, at) { at } else { at + 1 };
            parts.push(start..end);
            start = at + 1;
        }
    }
    parts.push(start..words.end);
    parts.retain(|part| !part.is_empty());
    let all = parts.len();
    // A duration in parentheses or a clause of its own behind other words is that of the text they are.
    let is_remark = |part: &Range<usize>| {
        let said = said::how_long(stream, part.clone());
        said.is_some_and(|said| {
            let before = said.cut.start.checked_sub(1).filter(|before| part.contains(before));
            said.phrase.start > part.start && stream.word(said.phrase.start).starts_with('(')
                || before.is_some_and(|at| ends_with_semicolon(stream, at))
        })
    };
    let is_labelled = |part: &Range<usize>| !label::all(stream, part.clone()).is_empty();
    let is_kept = |part: &&Range<usize>| {
        score(stream, part, Field::Retention) >= SURE_DURATION
            && !is_remark(part)
            && !is_labelled(part)
    };
    // A purpose may have a duration in it, too: what is more surely one tells.
    let surely = |part: &&Range<usize>| score(stream, part, Field::Retention);
    let is_told = sheet.has(&Key::of(Field::Retention));
    let kept = parts.iter().rev().filter(is_kept).max_by_key(surely).cloned();
    if let Some(kept) = kept.filter(|_| !is_told) {
        put(sheet, Field::Retention, stream, kept.clone());
        parts.retain(|part| *part != kept);
    }
    // What it is for may be said so, too.
    if (is_told_below || parts.len() > 2)
        && let Some(at) = parts.iter().position(|part| is_category(stream, part))
    {
        put(sheet, Field::Category, stream, parts.remove(at));
    }
    let may_provide = |part: &Range<usize>| {
        part.len() <= PROVIDER && score(stream, part, Field::Provider) > 0 && !is_labelled(part)
    };
    let is_led = match parts.as_slice() {
        [one, _, ..] => may_provide(one),
        [one] if is_told_below && setter::is_known(stream, one) => true,
        [one] => parts.len() < all && (one.len() <= 2 || is_told_below) && may_provide(one),
        [] => false,
    };
    if is_led && let Some(provider) = parts.first() {
        put(sheet, Field::Provider, stream, provider.clone());
    } else if all > 2
        && let [_, .., last] = parts.as_slice()
        && evidence::is_provider(stream, last.clone())
    {
        put(sheet, Field::Provider, stream, last.clone());
        parts.pop();
    }
    // What a cookie is called beside its name is not what it is for.
    let is_title = |part: &Range<usize>| {
        let (first, last) = (stream.traits(part.start), stream.traits(part.end - 1));
        part.len() <= PROVIDER && first.has(Traits::UPPER) && !last.has(Traits::STOP)
    };
    for part in parts.into_iter().skip(usize::from(is_led)) {
        if is_told_below && is_title(&part) {
            put(sheet, Field::Description, stream, part);
        } else {
            text(sheet, stream, part);
        }
    }
}

/// What a few words above or before names say of them: which cookies they are, or who provides them.
pub(super) fn lead(stream: &Stream<'_>, words: &Range<usize>) -> Option<Field> {
    let score = |field| score(stream, words, field);
    let (provider, category) = (score(Field::Provider), score(Field::Category));
    if category >= evidence::SURE_CATEGORY && category > provider {
        return Some(Field::Category);
    }
    let is_named = |at: usize| stream.traits(at).has(Traits::UPPER | Traits::HOST);
    let may_provide = words.len() <= PROVIDER
        && !words.clone().any(|at| stream.traits(at).has(Traits::COOKIE))
        && (provider > category.max(0) || category <= 0 && words.clone().all(is_named));
    may_provide.then_some(Field::Provider)
}

/// Whether some words look like a provider, and more so than like a category.
fn may_provide(stream: &Stream<'_>, words: &Range<usize>) -> bool {
    score(stream, words, Field::Provider) > score(stream, words, Field::Category).max(0)
}
