//! Names of cookies and lists of them, and the hosts and providers that are known.

use super::{Anchor, CUTS, LONGEST, Style, Text, What};
use crate::interpret::names::{Looks, looks};
use crate::lexicon::{Known, Lexicon, Measure, RetentionTerm, Scan};

/// How much a part of a line looks like a name, without the marks round it.
fn name_looks(part: &str) -> Looks {
    /// A word of prose may be a short name.
    const TELLING: usize = 4;
    let part = part.trim_matches([',', ';', ':', '"', '\'', '`', '(', ')']);
    match looks(part) {
        Looks::Possible if part.len() < TELLING => Looks::Possible,
        looks @ (Looks::Possible | Looks::Likely) if Known::get().is_name(part) => match looks {
            Looks::Likely => Looks::Evident,
            _ => Looks::Likely,
        },
        looks => looks,
    }
}

/// The names, and the lists of names, that begin at a cut.
pub(super) fn names(text: &Text<'_>, start: usize, lexicon: &Lexicon, anchors: &mut Vec<Anchor>) {
    let first = text.part(start, start + 1);
    if first.len() > LONGEST || first.starts_with('(') {
        return;
    }
    let last = text.cuts.len() - 1;
    for end in start + 1..=last.min(start + CUTS) {
        let part = text.part(start, end);
        if part.len() > LONGEST {
            return;
        }
        match list(part, lexicon) {
            Listed::Names(looks, score) => {
                // Of the humps of a name all but the last belong to it.
                let humps = match text.style {
                    Style::Spaced => 0,
                    Style::Glued => end - start - 1,
                    Style::Mixed => (end - start - 1).saturating_sub(part.matches(' ').count()),
                };
                let score = score + i32::try_from(humps).unwrap_or(0).min(6);
                anchors.push(Anchor { start, end, what: What::Name(looks), score });
            }
            Listed::Unfinished => {}
            Listed::Nothing => return,
        }
    }
}

enum Listed {
    Names(Looks, i32),
    /// It may become a list of names, with what comes after.
    Unfinished,
    Nothing,
}

/// Whether a part of a line is a name or a list of names.
fn list(part: &str, lexicon: &Lexicon) -> Listed {
    let (mut best, mut names, mut score) = (Looks::Unlike, 0, 0);
    let (mut is_due, mut has_comma, mut depth) = (true, false, 0_i32);
    // What stands for something may be several words: "[User ID].token".
    let mut is_open = false;
    for word in part.split(' ') {
        let goes_on = is_open;
        if let Some(at) = word.rfind(['[', ']', '{', '}']) {
            is_open = word.get(at..).is_some_and(|it| it.starts_with(['[', '{']));
        }
        if goes_on {
            continue;
        }
        let is_separator = matches!(word, "," | ";" | "/" | "|" | "&" | "+" | "-" | "–");
        depth += i32::from(word.starts_with('('));
        let inside = depth > 0;
        depth -= i32::from(word.ends_with(')') && !word.contains("()"));
        let looks = word.split([',', ';']).filter(|it| !it.is_empty()).map(name_looks).min();
        let looks = looks.unwrap_or(Looks::Unlike);
        let is_joint = names > 0
            && (is_separator
                || word.len() < 6 && joins(word.trim_start_matches('('), lexicon) && names > 0);
        if is_joint {
            (is_due, has_comma) = (true, true);
            continue;
        }
        let is_name = looks >= Looks::Likely
            || looks == Looks::Possible
                && (has_comma && is_due || names == 0 && word.ends_with(','));
        if !is_name || names > 0 && !is_due && !inside && looks < Looks::Evident {
            return if is_due && names == 0 && looks == Looks::Possible && !part.contains(' ') {
                Listed::Unfinished
            } else {
                Listed::Nothing
            };
        }
        if names == 0 || looks > best {
            best = best.max(looks);
        }
        names += 1;
        is_due = word.ends_with([',', ';', '/']);
        has_comma |= is_due || word.contains([',', ';']);
    }
    if names == 0 || is_due || is_open || depth > 0 || part.ends_with([':', ',']) && names > 1 {
        return Listed::Unfinished;
    }
    score += match best {
        Looks::Evident if Known::get().is_name(part) => 28,
        Looks::Evident => 24,
        Looks::Likely => 16,
        _ => return Listed::Unfinished,
    };
    Listed::Names(best, score + 2 * (names - 1))
}

/// Whether a word joins two names.
fn joins(word: &str, lexicon: &Lexicon) -> bool {
    let mut scan = Scan::default();
    if !word.chars().all(char::is_lowercase) || word.is_empty() {
        return false;
    }
    scan.read(lexicon, word);
    let spellings: Vec<_> = scan.words.iter().map(|word| word.spelling).collect();
    lexicon.measure(None, spellings).is_some_and(|(_, mut measures)| {
        measures.any(|it| matches!(it, Measure::Term(RetentionTerm::And | RetentionTerm::Or)))
    })
}

/// The provider or the host that begins at a cut.
pub(super) fn providers(text: &Text<'_>, start: usize, anchors: &mut Vec<Anchor>) {
    let at = text.cuts.get(start).copied().unwrap_or_default();
    let rest = text.line.get(at..).unwrap_or_default();
    if let Some(length) = Known::get().provider_at(rest) {
        let end = text.cut_at(at + length);
        let between = text.part(start, end).get(length..).unwrap_or_default();
        if between.chars().all(|c| matches!(c, ',' | '.' | ';')) {
            anchors.push(Anchor { start, end, what: What::Provider, score: 20 });
        } else if text.style != Style::Spaced || !between.starts_with(char::is_alphanumeric) {
            // Something more belongs to it: a number, the form of the firm.
            anchors.push(Anchor { start, end, what: What::Provider, score: 16 });
        }
        return;
    }
    let word = rest.split(' ').next().unwrap_or_default();
    let longest = start + 4;
    for end in start + 1..=longest.min(text.cuts.len() - 1) {
        let part = text.part(start, end);
        if part.len() > word.len() {
            break;
        }
        if is_host(part) {
            anchors.push(Anchor { start, end, what: What::Host, score: 20 });
        }
    }
}

/// Whether a word is the name of a host.
fn is_host(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';', '.']);
    let part =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '*');
    word.rsplit_once('.').is_some_and(|(before, end)| {
        (2..=8).contains(&end.len())
            && end.bytes().all(|byte| byte.is_ascii_lowercase())
            && before.len() > 1
            && before.chars().all(part)
    })
}
