//! What a text says of the visitor's consent.
//!
//! Read sentence by sentence, and only the sentences that mention an agreement. The clause that
//! mentions it decides; when it states nothing, the whole sentence does. A condition anywhere in
//! the sentence makes the statement conditional, unless the agreement is what the condition asks
//! for ("if you agree").

use super::Context;
use crate::lexicon::{ConsentTerm, Hit, Scan, Term};
use crate::model::Consent;
use crate::text::visible;

/// What `text` says of consent, over all its sentences.
pub(super) fn stated(text: &str, context: &mut Context<'_>) -> Consent {
    context.knowledge.consents.get(text).unwrap_or_else(|| {
        let stated = of_sentences(text, context);
        context.knowledge.consents.keep(text, stated)
    })
}

fn of_sentences(text: &str, context: &mut Context<'_>) -> Consent {
    let text = &*visible(text);
    let mut stated = Consent::Unstated;
    let mut read_to = 0;
    for at in context.lexicon.agreements(text) {
        if at < read_to {
            continue;
        }
        let sentence = sentence_around(text, at);
        read_to = sentence.end;
        let Some(sentence) = text.get(sentence) else { continue };
        stated = both(stated, of_sentence(sentence, context.scan(sentence)));
    }
    stated
}

/// Two statements together: different ones make it a matter of circumstances.
fn both(one: Consent, other: Consent) -> Consent {
    match (one, other) {
        (Consent::Unstated, stated) | (stated, Consent::Unstated) => stated,
        (one, other) if one == other => one,
        _ => Consent::Conditional,
    }
}

fn sentence_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let ends = |c: char| matches!(c, '.' | ';' | '!' | '?' | '\n' | '•');
    let start = text.get(..at).and_then(|before| before.rfind(ends)).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|after| after.find(ends)).map_or(text.len(), |end| at + end);
    // A bullet is longer than a byte.
    let start = (start..=at).find(|&start| text.is_char_boundary(start)).unwrap_or(at);
    start..end
}

fn of_sentence(sentence: &str, scan: &Scan) -> Consent {
    let Some(agreement) = scan.hits.iter().find(|hit| is(hit, ConsentTerm::Agreement)) else {
        return Consent::Unstated;
    };
    let clause = clause_around(sentence, scan, agreement.word);
    let whole = 0..scan.words.len();
    let asks = |range: std::ops::Range<usize>| {
        let mut conditions = scan.hits.iter().filter(|hit| is(hit, ConsentTerm::Condition));
        conditions.any(|hit| range.contains(&hit.word))
    };
    // "If you agree", "lorsque vous donnez votre accord": the condition is the agreement.
    let on_agreement = asks(clause.start..agreement.word);
    let stated = match said(scan, agreement, clause.clone(), on_agreement) {
        Consent::Unstated => said(scan, agreement, whole.clone(), on_agreement),
        stated => stated,
    };
    let depends = asks(whole.start..clause.start) || asks(agreement.end()..whole.end);
    match stated {
        Consent::Unstated => Consent::Unstated,
        _ if depends => Consent::Conditional,
        stated => stated,
    }
}

/// What the words in `range` say, conditions aside.
fn said(
    scan: &Scan,
    agreement: &Hit,
    range: std::ops::Range<usize>,
    on_agreement: bool,
) -> Consent {
    let within = |range: std::ops::Range<usize>, term| {
        scan.hits.iter().any(|hit| is(hit, term) && range.contains(&hit.word))
    };
    let has = |term| within(range.clone(), term);
    let required =
        has(ConsentTerm::Required) || within(agreement.end()..range.end, ConsentTerm::Predicate);
    let only = has(ConsentTerm::Only) || is_restricted(scan, &range, agreement);
    let negated = has(ConsentTerm::Negation) && !is_restricted(scan, &range, agreement);
    let without = within(
        agreement.word.saturating_sub(4).max(range.start)..agreement.word,
        ConsentTerm::Without,
    );
    let yes_or_no =
        |required: bool| if required { Consent::Required } else { Consent::NotRequired };
    match () {
        // "Never without your consent" is consent; "without your consent" is none.
        () if without => yes_or_no(negated),
        () if has(ConsentTerm::Exempt) => yes_or_no(negated),
        () if only || on_agreement => Consent::Required,
        () if required => yes_or_no(!negated),
        () => Consent::Unstated,
    }
}

/// Whether the agreement comes after a pair such as "ne … que".
fn is_restricted(scan: &Scan, range: &std::ops::Range<usize>, agreement: &Hit) -> bool {
    let find = |from: usize, term| {
        scan.hits
            .iter()
            .find(|hit| is(hit, term) && (from..agreement.word).contains(&hit.word))
            .map(|hit| hit.word)
    };
    let opens = find(range.start, ConsentTerm::RestrictionOpens);
    opens.is_some_and(|opens| find(opens, ConsentTerm::RestrictionCloses).is_some())
}

/// The words of the clause that word `at` stands in.
fn clause_around(sentence: &str, scan: &Scan, at: usize) -> std::ops::Range<usize> {
    let ends_clause = |pair: &[crate::lexicon::Word]| match pair {
        [before, after] => sentence
            .get(before.end..after.start)
            .is_some_and(|gap| gap.contains([',', ':', '(', ')', '–', '—'])),
        _ => false,
    };
    let gaps: Vec<_> = (1..)
        .zip(scan.words.windows(2))
        .filter(|(_, pair)| ends_clause(pair))
        .map(|(at, _)| at)
        .collect();
    let start = gaps.iter().copied().rfind(|&gap| gap <= at).unwrap_or(0);
    let end = gaps.iter().copied().find(|&gap| gap > at).unwrap_or(scan.words.len());
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
    ];

    #[test]
    fn sentences_say_what_a_careful_reader_takes_from_them() {
        let source = Source::from_text("".into(), None);
        let knowledge = Knowledge::default();
        let lexicon = Lexicon::get();
        let mut context = Context { source: &source, lexicon, preferred: None, knowledge };
        for (sentence, consent) in SENTENCES {
            assert_eq!(stated(sentence, &mut context), *consent, "{sentence}");
        }
    }
}
