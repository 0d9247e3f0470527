//! What a text says of the visitor's consent.
//!
//! Read sentence by sentence, and only the sentences that mention an agreement. The clause that
//! mentions it decides; when it states nothing, the whole sentence does. A condition anywhere in
//! the sentence makes the statement conditional, unless the agreement is what the condition asks
//! for ("if you agree").

use std::ops::Range;

use super::Context;
use crate::lexicon::{ConsentTerm, Hit, Language, Scan, Term};
use crate::model::Consent;
use crate::text::{Typography, Word, is_letter, is_space, normal};

/// What `text` says of consent, over all its sentences.
pub(super) fn stated(text: &str, context: &mut Context<'_>) -> Consent {
    let language = context.language;
    context.knowledge.consents.get(language, text).unwrap_or_else(|| {
        let stated = of_sentences(text, context);
        context.knowledge.consents.keep(language, text, stated)
    })
}

fn of_sentences(text: &str, context: &mut Context<'_>) -> Consent {
    let text = &*normal(text, Typography::Plain);
    let mut stated = Consent::Unstated;
    let mut read_to = 0;
    for at in context.lexicon.agreements(text) {
        if at < read_to {
            continue;
        }
        let sentence = sentence_around(text, at);
        read_to = sentence.end;
        let Some(sentence) = text.get(sentence) else { continue };
        scan(sentence, context);
        stated = both(stated, of_sentence(sentence, &context.knowledge.scan));
    }
    stated
}

/// Finds the words of a sentence in the language it is in.
fn scan(sentence: &str, context: &mut Context<'_>) {
    if let Some(language) = context.language {
        let scan = context.scan(sentence);
        let own = scan.hits.iter().filter(|hit| hit.language == language && tells(hit)).count();
        // Of such a sentence no other language has more than twice as many words.
        if own * 3 >= scan.words.len() {
            return;
        }
    }
    let language = context.language;
    if let Some(spoken) = spoken(context.scan_in(None, sentence, usize::MAX), language) {
        context.knowledge.scan.prefer(spoken);
    }
}

/// Whether a word shows which language a sentence on consent is in.
fn tells(hit: &Hit) -> bool {
    matches!(hit.term, Term::Consent(_) | Term::Function)
}

/// The language of a sentence on consent: that of the text, unless another has more than twice as many
/// of its words.
fn spoken(scan: &Scan, language: Option<Language>) -> Option<Language> {
    let mut words = [0_usize; Language::COUNT];
    let mut agrees = [false; Language::COUNT];
    for hit in &scan.hits {
        let place = hit.language.index();
        if let (true, Some(words)) = (tells(hit), words.get_mut(place)) {
            *words += hit.length;
        }
        if let (true, Some(agrees)) = (is(hit, ConsentTerm::Agreement), agrees.get_mut(place)) {
            *agrees = true;
        }
    }
    let of = |language: Language| words.get(language.index()).copied().unwrap_or_default();
    let others = Language::all().filter(|other| agrees.get(other.index()) == Some(&true));
    let heaviest = others.reduce(|best, other| if of(other) > of(best) { other } else { best });
    match (heaviest, language) {
        (Some(other), Some(own)) if of(other) > of(own) * 2 => Some(other),
        (heaviest, language) => language.or(heaviest),
    }
}

/// Two statements together: different ones make it a matter of circumstances.
fn both(one: Consent, other: Consent) -> Consent {
    match (one, other) {
        (Consent::Unstated, stated) | (stated, Consent::Unstated) => stated,
        (one, other) if one == other => one,
        _ => Consent::Conditional,
    }
}

fn sentence_around(text: &str, at: usize) -> Range<usize> {
    // The last one is what NFC turns into a semicolon.
    const MARKS: [char; 7] = ['.', ';', '!', '?', '\n', '•', '\u{37e}'];
    let ends = |place: usize, mark: &str| mark != "." || is_full_stop(text, place);
    let before = text.get(..at).unwrap_or_default();
    let mut back = before.rmatch_indices(MARKS);
    let start = back.find(|(place, mark)| ends(*place, mark));
    let mut forth = text.get(at..).unwrap_or_default().match_indices(MARKS);
    let end = forth.find(|(place, mark)| ends(at + place, mark));
    start.map_or(0, |(place, mark)| place + mark.len())
        ..end.map_or(text.len(), |(place, _)| at + place)
}

/// Whether the dot at `place` ends a sentence rather than an abbreviation such as "i.e.": white
/// space follows it, and more than two letters stand before it.
fn is_full_stop(text: &str, place: usize) -> bool {
    let after = text.get(place + 1..).unwrap_or_default();
    let word = text.get(..place).unwrap_or_default().chars().rev().take_while(|&c| is_letter(c));
    after.is_empty() || (after.starts_with(is_space) && word.take(3).count() > 2)
}

fn of_sentence(sentence: &str, scan: &Scan) -> Consent {
    let Some(agreement) = scan.hits.iter().find(|hit| is(hit, ConsentTerm::Agreement)) else {
        return Consent::Unstated;
    };
    let clause = clause_around(sentence, scan, agreement.word);
    let whole = 0..scan.words.len();
    let asks = |range: Range<usize>| has(scan, &range, ConsentTerm::Condition);
    // "If you agree", "lorsque vous donnez votre accord": the condition is the agreement.
    let on_agreement = asks(clause.start..agreement.word);
    let stated = match said(scan, agreement, &clause, on_agreement) {
        Consent::Unstated => said(scan, agreement, &whole, on_agreement),
        stated => stated,
    };
    let depends = asks(whole.start..clause.start)
        || asks(agreement.end()..whole.end)
        || has(scan, &whole, ConsentTerm::Partial);
    match stated {
        Consent::Unstated => Consent::Unstated,
        _ if depends => Consent::Conditional,
        stated => stated,
    }
}

/// What the words in `range` say, conditions aside.
fn said(scan: &Scan, agreement: &Hit, range: &Range<usize>, on_agreement: bool) -> Consent {
    /// How far before the agreement "with" or "without" may stand, in words.
    const NEAR: usize = 5;
    let near = agreement.word.saturating_sub(NEAR).max(range.start)..agreement.word;
    let after = agreement.end()..range.end;
    let required =
        has(scan, range, ConsentTerm::Required) || has(scan, &after, ConsentTerm::Predicate);
    let restricted = is_restricted(scan, range, agreement);
    let negated = has(scan, range, ConsentTerm::Negation) && !restricted;
    let yes_or_no = |yes: bool| if yes { Consent::Required } else { Consent::NotRequired };
    match () {
        // "Never without your consent" is consent; "without your consent" is none.
        () if has(scan, &near, ConsentTerm::Without) => yes_or_no(negated),
        () if has(scan, range, ConsentTerm::Exempt) => yes_or_no(negated),
        () if restricted || has(scan, range, ConsentTerm::Only) => Consent::Required,
        // "Not before you agree" is consent as "after you agree" is.
        () if on_agreement || has(scan, &near, ConsentTerm::Given) => Consent::Required,
        () if required => yes_or_no(!negated),
        () => Consent::Unstated,
    }
}

fn has(scan: &Scan, range: &Range<usize>, term: ConsentTerm) -> bool {
    scan.hits.iter().any(|hit| is(hit, term) && range.contains(&hit.word))
}

/// Whether the agreement comes after a pair such as "ne … que".
fn is_restricted(scan: &Scan, range: &Range<usize>, agreement: &Hit) -> bool {
    let find = |from: usize, term| {
        scan.hits
            .iter()
            .find(|hit| is(hit, term) && (from..agreement.word).contains(&hit.word))
            .map(|hit| hit.word)
    };
    let opens = find(range.start, ConsentTerm::RestrictionOpens);
    opens.is_some_and(|opens| find(opens, ConsentTerm::RestrictionCloses).is_some())
}

/// The words of the clause that word `at` stands in. A conjunction begins another: what is negated
/// before "and" or "but" need not be after it.
fn clause_around(sentence: &str, scan: &Scan, at: usize) -> Range<usize> {
    let ends_clause = |pair: &[Word]| match pair {
        [before, after] => sentence
            .get(before.end..after.start)
            .is_some_and(|gap| gap.contains([',', ':', '(', ')', '–', '—'])),
        _ => false,
    };
    let marks = (1..).zip(scan.words.windows(2)).filter(|(_, pair)| ends_clause(pair));
    let conjunctions = scan.hits.iter().filter(|hit| is(hit, ConsentTerm::Conjunction));
    let (mut start, mut end) = (0, scan.words.len());
    for gap in marks.map(|(gap, _)| gap).chain(conjunctions.map(|hit| hit.word)) {
        if gap <= at {
            start = start.max(gap);
        } else {
            end = end.min(gap);
        }
    }
    start..end
}

fn is(hit: &Hit, term: ConsentTerm) -> bool {
    hit.term == Term::Consent(term)
}

#[cfg(test)]
mod tests {
    use super::stated;
    use crate::interpret::{Context, Knowledge};
    use crate::lexicon::Lexicon;
    use crate::model::Consent::{self, Conditional, NotRequired, Required, Unstated};
    use crate::source::Source;

    const SENTENCES: &[(&str, Consent)] = &[
        ("Ils ne demandent pas votre consentement.", NotRequired),
        ("Leur dépôt n'exige aucun accord de votre part.", NotRequired),
        ("Ces traceurs sont exemptés de consentement.", NotRequired),
        ("Ces traceurs ne sont pas exemptés de consentement.", Required),
        ("Ils peuvent être déposés sans votre consentement.", NotRequired),
        ("Aucun n'est déposé sans votre consentement.", Required),
        ("Ils ne sont déposés qu'avec votre accord.", Required),
        ("Ils ne s'activent que si vous y consentez.", Required),
        ("Ils sont soumis à votre consentement préalable.", Required),
        ("Votre consentement est nécessaire.", Required),
        ("Votre consentement n'est pas nécessaire.", NotRequired),
        ("Si vous donnez votre accord, ils mesurent l'audience.", Required),
        ("Quand la mesure reste anonyme, le consentement n'est pas requis.", Conditional),
        ("Ils requièrent votre consentement, sauf si les données sont anonymes.", Conditional),
        ("Ils sont exemptés de consentement. Les autres requièrent votre accord.", Conditional),
        ("Vous pouvez retirer votre consentement à tout moment.", Unstated),
        ("Ils gardent ouverte votre session.", Unstated),
        ("L'accordéon de la page reste ouvert.", Unstated),
        ("They do not need your consent.", NotRequired),
        ("They are exempt from consent.", NotRequired),
        ("They may be set without your consent.", NotRequired),
        ("They are never set without your consent.", Required),
        ("They are only set with your agreement.", Required),
        ("They require your prior consent.", Required),
        ("Your consent is required.", Required),
        ("Consent is not required.", NotRequired),
        ("We set them if you agree.", Required),
        ("When the figures are anonymous, consent isn't needed.", Conditional),
        ("They need your consent, unless the figures are anonymous.", Conditional),
        ("You may withdraw your consent at any time.", Unstated),
        ("They keep you signed in.", Unstated),
        ("Ils ne sont pas indispensables et nécessitent votre accord.", Required),
        ("Ils ne sont pas nécessaires et requièrent donc votre consentement.", Required),
        ("Ils ne sont pas gérés par nous mais requièrent votre consentement.", Required),
        ("Ils ne vous identifient pas et sont déposés avec votre accord.", Required),
        ("They do not identify you and require your consent.", Required),
        ("When the figures are anonymous (i.e. name nobody), consent isn't needed.", Conditional),
        ("Ils mémorisent votre accord ou votre refus avec la date.", Unstated),
        ("They record your consent with a timestamp.", Unstated),
        ("Ils sont déposés en accord avec la loi.", Unstated),
        ("Certains traceurs sont exemptés de consentement.", Conditional),
        ("They are set once you have given your consent.", Required),
        ("They cannot be set until you consent.", Required),
        ("Ils ne sont jamais déposés avant votre consentement.", Required),
        ("Ils ne demandent ni inscription ni accord.", NotRequired),
    ];

    #[test]
    fn sentences_say_what_a_careful_reader_takes_from_them() {
        let source = Source::from_text("".into(), None);
        let knowledge = Box::<Knowledge>::default();
        let lexicon = Lexicon::get();
        let mut context = Context {
            source: &source,
            lexicon,
            language: None,
            knowledge,
            has_joined: false,
            speaks_of_cookies: None,
            before: crate::interpret::propose::Before::default(),
            budget: 0,
            tried: 0,
            window: crate::interpret::propose::Window::default(),
        };
        for (sentence, consent) in SENTENCES {
            assert_eq!(stated(sentence, &mut context), *consent, "{sentence}");
        }
    }
}
