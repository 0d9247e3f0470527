//! What the words of a line say it heads, if it is a heading.

use std::borrow::Cow;

use super::Context;
use super::language::Weights;
use super::openings::{self, Opening};
use super::pieces::Piece;
use crate::lexicon::{ConsentTerm, HeadingTerm, Hit, Known, Language, Scan, Term};
use crate::model::{Field, Kind, Role};
use crate::syntax::{Address, Mark, addresses};
use crate::text::{Typography, first_sentence, last_sentence, normal, unmarked, without_number};

/// What the words of a heading say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sense {
    /// The role of the section it begins.
    pub(super) role: Option<Role>,
    /// The category the section is about.
    pub(super) kind: Option<Kind>,
    /// The category it is about if cookies stand below, and settings are set there otherwise: "Preferences".
    pub(super) kind_of_cookies: Option<Kind>,
    /// Whether it is a title of charters.
    pub(super) is_title: bool,
    /// Whether it heads what charters have besides cookies, if anything stands below it: a menu has such lines, too.
    pub(super) is_standing: bool,
    /// What it opens, if it is no heading.
    pub(super) opening: Opening,
    /// How it is marked as a heading.
    pub(super) mark: Option<Mark>,
}

impl Sense {
    /// Whether the lexicon knows the heading.
    pub(super) fn is_known(self) -> bool {
        self.role.is_some() || self.is_title
    }

    /// The category it is about if cookies stand below.
    pub(super) fn kind_below(self) -> Option<Kind> {
        self.kind.or(self.kind_of_cookies)
    }

    /// Whether it is marked as a heading of some level.
    pub(super) fn has_level(self) -> bool {
        self.mark.and_then(Mark::level).is_some()
    }
}

/// No name of a category with a sentence inside is longer, in bytes.
const LONG: usize = 60;
/// What parts a category from what more is said of it.
const DASHES: [&str; 4] = [" – ", " — ", " - ", " · "];

/// Judges every piece that could be a heading as one in the language of the context, and weighs the
/// languages their words are of, which is the same whatever that is.
pub(super) fn judge(pieces: &mut [Piece<'_, '_>], context: &mut Context<'_>) -> Weights {
    let mut weights = Weights::default();
    for piece in pieces {
        if let Piece::Heading(text, sense) = piece {
            let (found, shown) = look_up(text, context);
            *sense = Sense { mark: sense.mark, ..found };
            weights.add(shown);
        }
    }
    weights
}

/// The language that the first line shows, before anything is known.
pub(super) fn guess(pieces: &[Piece<'_, '_>], context: &mut Context<'_>) -> Option<Language> {
    let Some(Piece::Heading(text, _)) = pieces.first() else { return None };
    context.knowledge.titles.get(None, text).unwrap_or_else(|| {
        let weights = Weights::of(context.scan_in(None, text, usize::MAX));
        let heaviest = weights.heaviest().filter(|(_, first, second)| first > second);
        context.knowledge.titles.keep(None, text, heaviest.map(|(language, ..)| language))
    })
}

/// The category that `text` names, as a heading does.
pub(super) fn category_named_in(text: &str, context: &mut Context<'_>) -> Option<Kind> {
    look_up(text, context).0.kind
}

/// The kind of cookies that the first sentence of `text` speaks of, right beside a word for them, if it is one.
pub(super) fn kind_of_cookies(text: &str, context: &mut Context<'_>) -> Option<Kind> {
    let scan = context.scan(first_sentence(text));
    let hits = || scan.hits.iter();
    let is_beside = |category: &&Hit| {
        let touches = |it: &Hit| it.end() == category.word || category.end() == it.word;
        hits().any(|it| it.term == Term::Cookie && touches(it))
    };
    let kind = |hit: &Hit| match hit.term {
        Term::Category(kind) => Some(kind),
        _ => None,
    };
    let mut kinds = hits().filter(|hit| kind(hit).is_some()).filter(is_beside).filter_map(kind);
    let first = kinds.next().filter(|_| kind_of(hits()).is_some())?;
    kinds.all(|other| other == first).then_some(first)
}

/// The kind of cookies that a text right above some announces: the sentence that leads on to them, or its first one if
/// that begins with the kind or says that they stand below, speaks of one kind.
pub(super) fn kind_announced(text: &str, context: &mut Context<'_>) -> Option<Kind> {
    const FIRST: usize = 1;
    if text.ends_with(':') {
        return kind_of_cookies(last_sentence(text), context);
    }
    let kind = kind_of_cookies(text, context)?;
    let hits = &context.scan(first_sentence(text)).hits;
    let begins = |hit: &Hit| hit.word <= FIRST && matches!(hit.term, Term::Category(_));
    hits.iter().any(|hit| hit.term == Term::Below || begins(hit)).then_some(kind)
}

fn look_up(text: &str, context: &mut Context<'_>) -> (Sense, Weights) {
    if let Some(known) = context.knowledge.headings.get(context.language, text) {
        return known;
    }
    let shown = unmarked(text);
    let shown = &*without_addresses(&shown);
    if !text.contains("://") {
        let found = read(shown, context);
        return context.knowledge.headings.keep(context.language, text, found);
    }
    let known = context.knowledge.addressed.get(context.language, shown);
    known.unwrap_or_else(|| {
        let found = read(shown, context);
        context.knowledge.addressed.keep(context.language, shown, found)
    })
}

fn read(text: &str, context: &mut Context<'_>) -> (Sense, Weights) {
    let plain = &*normal(text, Typography::Plain);
    let weights = Weights::of(context.scan_in(None, plain, usize::MAX));
    if let Some(language) = context.language {
        context.knowledge.scan.prefer(language);
    }
    let sense = sense_of(plain, &context.knowledge.scan);
    // What stands behind a category and a dash says more of it.
    let before = DASHES.iter().filter_map(|dash| plain.split_once(dash)).map(|parts| parts.0);
    if !sense.is_known()
        && let Some(before) = before.min_by_key(|before| before.len())
    {
        context.scan(before);
        let first = sense_of(before, &context.knowledge.scan);
        if first.kind.is_some() {
            return (Sense { opening: sense.opening, ..first }, weights);
        }
    }
    (sense, weights)
}

/// `text` with the same for every address: its words are a name and say nothing, and a heading is the
/// same whichever portal it names.
fn without_addresses(text: &str) -> Cow<'_, str> {
    const NAME: &str = "https://0";
    if !text.contains("://") {
        return Cow::Borrowed(text);
    }
    // An address reads otherwise with something invisible in it.
    let plain = normal(text, Typography::Plain);
    let mut masked = String::with_capacity(plain.len());
    let mut at = 0;
    for Address { url, .. } in addresses(&plain) {
        let start = url.as_ptr() as usize - plain.as_ptr() as usize;
        masked.push_str(plain.get(at..start).unwrap_or_default());
        masked.push_str(NAME);
        at = start + url.len();
    }
    masked.push_str(plain.get(at..).unwrap_or_default());
    Cow::Owned(masked)
}

fn sense_of(text: &str, scan: &Scan) -> Sense {
    let hits = || scan.hits.iter();
    let has = |wanted: HeadingTerm| {
        hits().any(|hit| match hit.term {
            Term::Heading(term) => term == wanted,
            Term::WholeHeading(term) => term == wanted && is_whole(text, hit, scan),
            _ => false,
        })
    };
    let agreement = Term::Consent(ConsentTerm::Agreement);
    let of_cookies = hits().any(|hit| hit.term == Term::Cookie || hit.term == agreement);
    // What is long and has a sentence inside speaks of a category, and is none.
    let told = without_number(text);
    let is_prose = told.len() > LONG && first_sentence(told) != told;
    let category = || category_of(text, &hits(), scan).filter(|_| !is_prose);
    let (role, kind) = match () {
        () if has(HeadingTerm::Settings) || (has(HeadingTerm::Manage) && of_cookies) => {
            (Some(Role::Settings), None)
        }
        () if has(HeadingTerm::Definition) => (Some(Role::Definition), None),
        () if has(HeadingTerm::Kinds) => (Some(Role::Kinds), None),
        () => match category() {
            Some(kind) => (Some(Role::Category), Some(kind)),
            None => (has(HeadingTerm::Usage).then_some(Role::Usage), None),
        },
    };
    let is_settings = role == Some(Role::Settings);
    Sense {
        role,
        kind,
        kind_of_cookies: if is_settings { category() } else { None },
        is_title: has(HeadingTerm::Title),
        is_standing: has(HeadingTerm::Standing),
        opening: openings::of(text, scan),
        mark: None,
    }
}

/// Whether a wording is all of a heading but for its number.
fn is_whole(text: &str, hit: &Hit, scan: &Scan) -> bool {
    let number = text.len() - without_number(text).len();
    let is_in_number = |at: usize| scan.words.get(at).is_some_and(|word| word.start < number);
    let counts = |at: usize| is_in_number(at) || is_number(text, scan, at);
    hit.end() == scan.words.len() && (0..hit.word).all(counts)
}

/// Whether a word is a number.
fn is_number(text: &str, scan: &Scan, at: usize) -> bool {
    let word = scan.words.get(at).and_then(|word| text.get(word.start..word.end));
    word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the first sentence of `text`, which stands below a heading on cookies, says of them that they are needed.
pub(super) fn says_needed(text: &str, context: &mut Context<'_>) -> bool {
    kind_of(context.scan(first_sentence(text)).hits.iter()) == Some(Kind::Necessary)
}

/// The category a heading is about. Its name makes a heading when a word for cookies stands with
/// it, or nothing but filler, remarks in parentheses behind it, and numbers does, which count the cookies below; a
/// line with a verb is a sentence about cookies.
fn category_of<'h>(
    text: &str,
    hits: &(impl Iterator<Item = &'h Hit> + Clone),
    scan: &Scan,
) -> Option<Kind> {
    // "Ostrel Statistics": behind the name of a company stands what its cookies are.
    let company = Known::get().provider_at(text).unwrap_or_default();
    let is_named = |at: usize| scan.words.get(at).is_some_and(|word| word.end <= company);
    let behind = (company > 0).then(|| kind_of(hits.clone().filter(|hit| !is_named(hit.word))));
    let behind = behind.flatten();
    let kind = behind.or_else(|| kind_of(hits.clone()))?;
    // A wording for a category may have a verb of its own: "to make the site work".
    let is_in_category = |verb: &Hit| {
        let covers = |hit: &Hit| hit.word <= verb.word && verb.end() <= hit.end();
        hits.clone().any(|hit| matches!(hit.term, Term::Category(_)) && covers(hit))
    };
    if hits.clone().any(|hit| hit.term == Term::Verb && !is_in_category(hit)) {
        return None;
    }
    let open = text.find('(').filter(|&open| open > 0 && text.ends_with(')'));
    let remark = open.map(|open| open..text.len());
    let number = text.len() - without_number(text).len();
    let covers = |at: usize| {
        let start = scan.words.get(at).map_or(0, |word| word.start);
        let covering = |hit: &Hit| {
            let is_label = hit.term == Term::Label(Field::Category) && hit.word == 0;
            (is_label || matches!(hit.term, Term::Category(_) | Term::Filler | Term::Portal))
                && (hit.word..hit.end()).contains(&at)
        };
        let is_remark = remark.as_ref().is_some_and(|remark| remark.contains(&start));
        start < number
            || is_number(text, scan, at)
            || behind.is_some() && is_named(at)
            || is_remark
            || hits.clone().any(covering)
    };
    let is_category =
        hits.clone().any(|hit| hit.term == Term::Cookie) || (0..scan.words.len()).all(covers);
    is_category
        .then(|| glossed(text, hits, scan).filter(|_| kind == Kind::Necessary).unwrap_or(kind))
}

/// The kind that stands in parentheses at the end, where it says that more than what is necessary is meant: the same
/// word is used for both.
fn glossed<'h>(
    text: &str,
    hits: &(impl Iterator<Item = &'h Hit> + Clone),
    scan: &Scan,
) -> Option<Kind> {
    let opens = text.strip_suffix(')')?.rfind('(')?;
    let first = scan.words.iter().position(|word| word.start > opens)?;
    let is_gloss = |hit: &&Hit| {
        hit.term == Term::Category(Kind::Preferences)
            && hit.word == first
            && hit.end() == scan.words.len()
    };
    hits.clone().any(|hit| is_gloss(&hit)).then_some(Kind::Preferences)
}

/// The kind that the words of a cell name.
pub(super) fn kind_in(cell: &str, context: &mut Context<'_>) -> Option<Kind> {
    context.knowledge.categories.get(context.language, cell).unwrap_or_else(|| {
        let kind = kind_of(context.scan(cell).hits.iter());
        context.knowledge.categories.keep(context.language, cell, kind)
    })
}

/// The kind of the category named first.
pub(super) fn kind_of<'h>(hits: impl Iterator<Item = &'h Hit> + Clone) -> Option<Kind> {
    category_named(hits).map(|(kind, _)| kind)
}

/// The category named first, by its longest wording. Who sets the cookies says less than what they
/// are for, so that a category of the one sort is taken only when there is none of the other. One
/// that is denied ("non essential") is none, nor is what is said of consent ("is required").
#[expect(clippy::needless_pass_by_value, reason = "an iterator is passed to be gone through")]
pub(super) fn category_named<'h>(
    hits: impl Iterator<Item = &'h Hit> + Clone,
) -> Option<(Kind, &'h Hit)> {
    let is = |hit: &Hit, term| hit.term == Term::Consent(term);
    let is_denied = |category: &Hit| {
        let just_before = |hit: &Hit| (hit.end()..=hit.end() + 1).contains(&category.word);
        hits.clone().any(|hit| is(hit, ConsentTerm::Negation) && just_before(hit))
    };
    // "Tracking technologies" are cookies of any kind, "cookies of others" no other cookies.
    let is_part = |category: &Hit| {
        let covers = |hit: &Hit| hit.word <= category.word && category.end() <= hit.end();
        let is_longer = |hit: &Hit| hit.end() - hit.word > category.end() - category.word;
        let is_one = |hit: &Hit| matches!(hit.term, Term::Cookie | Term::Category(_));
        hits.clone().any(|hit| is_one(hit) && covers(hit) && is_longer(hit))
    };
    let is_predicate = |category: &Hit| {
        let mut agreements = hits.clone().filter(|hit| is(hit, ConsentTerm::Agreement));
        let mut others = hits.clone().filter(|hit| hit.word == category.word);
        others.any(|hit| is(hit, ConsentTerm::Predicate))
            && agreements.any(|hit| hit.word < category.word)
    };
    let (mut purpose, mut party) = (None, None);
    for hit in hits.clone() {
        let Term::Category(kind) = hit.term else { continue };
        let is_party = matches!(kind, Kind::FirstParty | Kind::ThirdParty);
        let named: &mut Option<(Kind, &Hit)> = if is_party { &mut party } else { &mut purpose };
        let is_first = named.is_none_or(|(_, before)| before.word == hit.word);
        if is_first && !is_denied(hit) && !is_part(hit) && !is_predicate(hit) {
            *named = Some((kind, hit));
        }
    }
    purpose.or(party)
}
