//! What the words round an address say of it.

use super::super::Context;
use super::super::weights::{self, Score};
use crate::lexicon::{ConsentTerm, HeadingTerm, Hit, Scan, Term};
use crate::syntax::addresses;
use crate::text::first_sentence;

/// How much the words round an address speak for its being the charter's own site.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) score: Score,
    /// Whether a label alone says so.
    pub(super) is_label: bool,
    /// Whether it stands in parentheses behind a name.
    pub(super) is_behind_name: bool,
    /// Whether it ends a line as somebody signs.
    pub(super) is_signed: bool,
}

/// How many words may stand between a site that is named and its address.
const BETWEEN: usize = 6;

/// How far from an address words are looked at, in characters.
const NEAR: usize = 100;

/// What the words before and behind an address say of it.
pub(super) fn of(before: &str, after: &str, context: &mut Context<'_>) -> Said {
    let before = without_label(before);
    let mut said = leading(before, context);
    said.is_signed = is_signed(before, after);
    said.is_behind_name = is_behind_name(before);
    if said.is_behind_name {
        said.score += weights::SITE_BEHIND_NAME;
    }
    let end = after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at);
    // What closes the address itself opens nothing.
    let near = first_sentence(after.get(..end).unwrap_or_default());
    let near = near.trim_start_matches(['>', ')', '`', '*', '_', '/']);
    let defined = if is_defined(near, context) { weights::SITE_DEFINED } else { 0 };
    said.score = said.score.max(defined);
    said.score += following(near, context);
    if said.is_behind_name && uses_cookies(near, context) {
        said.score += weights::SITE_BEHIND_NAME;
    }
    said
}

/// What the words behind an address say of it.
fn following(near: &str, context: &mut Context<'_>) -> Score {
    const FIRST_WORDS: usize = 2;
    let hits = &context.scan(near).hits;
    let has = |term| hits.iter().any(|hit| hit.term == term);
    let is_site = |hit: &Hit| hit.term == Term::Portal;
    let is_own = |site: &Hit| hits.iter().any(|it| it.term == Term::Own && it.end() == site.word);
    let mut score = match () {
        () if has(Term::Runs) => weights::SITE_RUN,
        () if has(Term::Cookie) => weights::SITE_USES,
        () => 0,
    };
    if near.starts_with([',', '–', '—'])
        && hits.iter().any(|hit| is_site(hit) && hit.word <= FIRST_WORDS)
    {
        score += weights::SITE_BESIDE;
    } else if hits.iter().any(|hit| is_site(hit) && is_own(hit)) {
        // What is said to do something on the charter's site is another.
        score += weights::SITE_ELSEWHERE;
    }
    score
}

/// Whether a word for cookies is right behind the verb that follows an address.
fn uses_cookies(near: &str, context: &mut Context<'_>) -> bool {
    const LAST: usize = 2;
    let is_near = |hit: &Hit| hit.term == Term::Cookie && (1..=LAST).contains(&hit.word);
    near.starts_with(' ') && context.scan(near).hits.iter().any(is_near)
}

/// `before` without the label of a link that is an address again.
fn without_label(before: &str) -> &str {
    let label = before.strip_suffix("](").and_then(|before| before.rsplit_once('['));
    match label {
        Some((before, label)) if addresses(label).next().is_some() => before,
        _ => before,
    }
}

/// What the words before an address say of it, in the sentence and the line that it stands in.
fn leading(before: &str, context: &mut Context<'_>) -> Said {
    let near = before.char_indices().rev().take(NEAR).last().map_or(0, |(at, _)| at);
    let is_mark = |c: char| "<([\"'«“„*_` ".contains(c);
    let before = before.get(near..).unwrap_or_default().trim_end_matches(is_mark);
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let is_whole = near == 0 || line.len() < before.len();
    let ends_sentence = |(at, _): &(usize, &str)| {
        line.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    let sentence = line.rmatch_indices(['.', '!', '?', ';']).find(ends_sentence);
    let begins = sentence.map_or(0, |(at, _)| at + 1);
    let sentence = line.get(begins..).unwrap_or_default();
    let scan = context.scan(sentence);
    let words = scan.words.len();
    let has = |term| scan.hits.iter().any(|hit| hit.term == term);
    let sites = || scan.hits.iter().filter(|hit| hit.term == Term::Portal);
    let is_own = |site: &Hit| {
        let own =
            |hit: &Hit| hit.term == Term::Own && (hit.end() == site.word || hit.word == site.end());
        scan.hits.iter().any(own) && leads_to_address(scan, site.end(), sentence)
    };
    let is_label = |site: &Hit| site.word == 0 && site.end() == words;
    if sites().any(is_own) {
        return Said { score: weights::SITE_OWN, ..Said::default() };
    }
    if is_whole && begins == 0 && line.ends_with(':') && sites().any(is_label) {
        return Said { score: weights::SITE_LABELLED, is_label: true, ..Said::default() };
    }
    let mut score = match () {
        () if sites().any(|site| site.end() == words) => weights::SITE_BESIDE,
        () if has(Term::Portal) => weights::SITE_NEAR,
        () => 0,
    };
    if has(Term::Runs) || has(Term::Heading(HeadingTerm::Title)) {
        score += weights::SITE_RUN;
    }
    if has(Term::Elsewhere) {
        score += weights::SITE_ELSEWHERE;
    }
    Said { score, ..Said::default() }
}

/// Whether the words from one on lead from a site to its address: they say nothing, or they are its
/// name.
fn leads_to_address(scan: &Scan, from: usize, text: &str) -> bool {
    let between = from..scan.words.len();
    let is = |at: usize, term: Term| scan.hits.iter().any(|it| it.word == at && it.term == term);
    let is_name = |at: usize| {
        let word = scan.words.get(at).and_then(|word| text.get(word.start..));
        word.is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let passes = |at: usize| {
        // Without its accent the verb of some languages is another's word for "and".
        let word = scan.words.get(at).and_then(|word| text.get(word.start..word.end));
        let joins =
            is(at, Term::Consent(ConsentTerm::Conjunction)) && word.is_some_and(str::is_ascii);
        !joins
            && (is(at, Term::Function) || is(at, Term::Filler) || is(at, Term::Own) || is_name(at))
    };
    between.len() <= BETWEEN
        && (between.clone().all(passes) || between.len() == 1 && text.ends_with(':'))
}

/// Whether an address ends a line that is no sentence, behind a dash or in parentheses behind what begins with a capital, or is
/// all of it.
fn is_signed(before: &str, after: &str) -> bool {
    const MARKS: [&str; 4] = ["–", "—", " -", "|"];
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim_end();
    let bracket = if after.trim_start_matches('/') == ")" { line.strip_suffix(" (") } else { None };
    let name = bracket.or_else(|| MARKS.iter().find_map(|mark| line.strip_suffix(mark)));
    let is_name = |name: &str| name.starts_with(char::is_uppercase) && first_sentence(name) == name;
    let is_last = after.trim_end_matches(['/', '.', ' ']).is_empty();
    (is_last || bracket.is_some()) && (line.is_empty() || name.map(str::trim).is_some_and(is_name))
}

/// Whether an address stands in parentheses behind a name, or a link with its name leads there.
fn is_behind_name(before: &str) -> bool {
    let is_mark = |c: char| "<[]`*_ ".contains(c);
    let name =
        before.trim_end_matches(is_mark).strip_suffix('(').map(|it| it.trim_end_matches(is_mark));
    let word = name.and_then(|name| name.rsplit([' ', '[', '*', '_', '\'', '’']).next());
    word.is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Whether all that stands before an address in parentheses is a name, as where somebody introduces himself: `Radio
/// Ostrel (ostrel.example) tells you`.
pub(super) fn is_introduced(before: &str) -> bool {
    const WORDS: usize = 4;
    let name = before.trim_end_matches(|c| "<[`*_( ".contains(c)).trim_start_matches(['*', '_']);
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    name.split(' ').count() <= WORDS && name.split(' ').all(is_name)
}

/// Whether a word for the site is what a text calls the address before it, in quotes or parentheses.
fn is_defined(near: &str, context: &mut Context<'_>) -> bool {
    const PARTS: usize = 4;
    const MARKS: [char; 10] = ['"', '«', '»', '“', '”', '„', '‘', '’', '(', ')'];
    near.split(MARKS).skip(1).take(PARTS).any(|part| is_site(part, context))
}

/// Whether a word for the site is all that is said but for articles.
fn is_site(text: &str, context: &mut Context<'_>) -> bool {
    let scan = context.scan(text);
    let is_article = |at: usize| {
        let leads = |term| matches!(term, Term::Function | Term::Filler | Term::Own);
        scan.hits.iter().any(|hit| hit.word == at && leads(hit.term))
    };
    let is_site = |hit: &Hit| {
        hit.term == Term::Portal && hit.end() == scan.words.len() && (0..hit.word).all(is_article)
    };
    scan.hits.iter().any(is_site)
}
