//! What stands out in a line: names of cookies, durations, providers and categories, each with the places
//! where it begins and ends.

use super::header::Slot;
use super::line::Style;
use super::words::Words;
use crate::interpret::names::{Looks, looks};
use crate::interpret::{Context, retention};
use crate::lexicon::{Known, Lexicon, Measure, RetentionTerm, Term, Unit};
use crate::model::{Kind, RetentionKind};

/// A part of a line that stands out, from one cut to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) what: What,
    /// How well it fits in a column of its own.
    pub(super) score: i32,
}

/// What stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Name(Looks),
    Retention,
    Number,
    Provider,
    Category,
    Party,
    Host,
}

impl What {
    /// How much of its score counts in a column, if it may stand there.
    pub(super) fn fits(self, slot: Slot) -> Option<i32> {
        match (slot, self) {
            (Slot::Name, Self::Name(_))
            | (Slot::Retention | Slot::Number, Self::Retention)
            | (Slot::Number, Self::Number)
            | (Slot::Provider | Slot::Other, Self::Provider)
            | (Slot::Category, Self::Category | Self::Party)
            | (Slot::Party, Self::Party)
            | (Slot::Domain, Self::Host) => Some(0),
            (Slot::Provider, Self::Party | Self::Host)
            | (Slot::Party | Slot::Domain, Self::Provider) => Some(-4),
            (Slot::Other, Self::Category | Self::Party | Self::Host | Self::Retention) => Some(-8),
            _ => None,
        }
    }
}

/// No name, list of names, duration or provider is longer, in bytes.
const LONGEST: usize = 160;
/// No duration has more words.
const WORDS: usize = 24;
/// Over how many cuts names are looked for.
const CUTS: usize = 24;

/// A text with the places where a cell may begin.
pub(super) struct Text<'t> {
    pub(super) line: &'t str,
    pub(super) cuts: &'t [usize],
    pub(super) style: Style,
}

impl<'t> Text<'t> {
    /// What stands between two cuts, without spaces round it.
    pub(super) fn part(&self, start: usize, end: usize) -> &'t str {
        let place = |cut: usize| self.cuts.get(cut).copied().unwrap_or(self.line.len());
        self.line.get(place(start)..place(end)).unwrap_or_default().trim_matches(' ')
    }

    /// The cut at a place, or the first after it.
    fn cut_at(&self, place: usize) -> usize {
        self.cuts.partition_point(|&cut| cut < place)
    }
}

/// Everything that stands out, in the order of where it begins.
pub(super) fn find(text: &Text<'_>, words: &Words, context: &mut Context<'_>) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for start in 0..text.cuts.len().saturating_sub(1) {
        names(text, start, context.lexicon, &mut anchors);
        providers(text, start, &mut anchors);
    }
    let mut scan = Scanner { text, words, lexicon: context.lexicon, anchors: &mut anchors };
    for word in 0..words.places.len() {
        scan.retention(word);
        scan.category(word);
    }
    anchors.sort_by_key(|anchor| anchor.start);
    anchors
}

/// How much a part of a line looks like a name, without the marks round it.
fn name_looks(part: &str) -> Looks {
    let part = part.trim_matches([',', ';', ':', '"', '\'', '`', '(', ')']);
    if Known::get().is_name(part) { Looks::Evident } else { looks(part) }
}

/// The names, and the lists of names, that begin at a cut.
fn names(text: &Text<'_>, start: usize, lexicon: &Lexicon, anchors: &mut Vec<Anchor>) {
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
                let humps = if text.style == Style::Glued { end - start - 1 } else { 0 };
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
    for word in part.split(' ') {
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
    if names == 0 || is_due || depth > 0 || part.ends_with([':', ',']) && names > 1 {
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
    let mut scan = crate::lexicon::Scan::default();
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
fn providers(text: &Text<'_>, start: usize, anchors: &mut Vec<Anchor>) {
    let at = text.cuts.get(start).copied().unwrap_or_default();
    let rest = text.line.get(at..).unwrap_or_default();
    if let Some(length) = Known::get().provider_at(rest) {
        let end = text.cut_at(at + length);
        let between = text.part(start, end).get(length..).unwrap_or_default();
        if between.chars().all(|c| matches!(c, ',' | '.' | ';')) {
            anchors.push(Anchor { start, end, what: What::Provider, score: 20 });
        } else {
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

struct Scanner<'a> {
    text: &'a Text<'a>,
    words: &'a Words,
    lexicon: &'static Lexicon,
    anchors: &'a mut Vec<Anchor>,
}

/// What a word is to a duration.
enum Said {
    /// So many words belong to one; whether they tell it, and whether one may end with them.
    Measure(usize, bool),
    Filler,
    Nothing,
}

impl Scanner<'_> {
    /// The cut at which a word begins a part, if it does.
    fn begins(&self, word: usize) -> Option<usize> {
        let place = self.words.places.get(word)?;
        let cut = self.text.cuts.partition_point(|&cut| cut <= place.start).checked_sub(1)?;
        let at = *self.text.cuts.get(cut)?;
        let before = word.checked_sub(1).and_then(|before| self.words.places.get(before));
        before.is_none_or(|before| before.end <= at).then_some(cut)
    }

    /// The cut before which a word ends a part, if it does.
    fn ends(&self, word: usize) -> Option<usize> {
        let place = self.words.places.get(word)?;
        let cut = self.text.cuts.partition_point(|&cut| cut < place.end);
        let at = *self.text.cuts.get(cut)?;
        self.words.places.get(word + 1).is_none_or(|next| next.start >= at).then_some(cut)
    }

    fn is_number(&self, word: usize) -> bool {
        let place = self.words.places.get(word).cloned().unwrap_or_default();
        let text = self.text.line.get(place).unwrap_or_default();
        text.starts_with(|c: char| c.is_ascii_digit())
    }

    fn says(&self, word: usize) -> Said {
        if self.is_number(word) {
            let place = self.words.places.get(word).cloned().unwrap_or_default();
            let text = self.text.line.get(place).unwrap_or_default();
            return Said::Measure(1, text.contains(|c: char| c.is_alphabetic()));
        }
        let spellings = self.words.spellings.get(word..).unwrap_or_default();
        if let Some((length, measures)) =
            self.lexicon.measure(None, spellings.iter().copied().take(8))
        {
            let mut tells = false;
            let mut counts = false;
            for measure in measures {
                match measure {
                    Measure::Unit(_)
                    | Measure::Number(_)
                    | Measure::Term(
                        RetentionTerm::Session | RetentionTerm::Forever | RetentionTerm::Instant,
                    ) => tells = true,
                    Measure::Term(_) => counts = true,
                }
            }
            if tells || counts {
                return Said::Measure(length, tells);
            }
        }
        if self.words.is(word, Term::Function) { Said::Filler } else { Said::Nothing }
    }

    /// Whether a sentence ends between a word and the one before.
    fn is_parted(&self, word: usize) -> bool {
        let end = word.checked_sub(1).and_then(|before| self.words.places.get(before));
        let (Some(end), Some(start)) = (end, self.words.places.get(word)) else { return false };
        let between = self.text.line.get(end.end..start.start).unwrap_or_default();
        between.contains(". ")
            || between.contains(['!', '?'])
            || between == "." && !self.is_number(word)
    }

    fn word(&self, word: usize) -> &str {
        let place = self.words.places.get(word).cloned().unwrap_or_default();
        self.text.line.get(place).unwrap_or_default()
    }

    /// What a duration that begins with a word scores before its words are counted, and its first word
    /// that counts.
    fn opening(&self, first: usize) -> Option<(i32, usize)> {
        /// No word that leads to a duration is longer without being known.
        const SHORT: usize = 3;
        let is_capital = self.words.is_capital(first);
        match self.says(first) {
            // A word of prose may be one that tells a duration.
            Said::Measure(..) if !is_capital && !self.is_number(first) => Some((21, first)),
            Said::Measure(..) => Some((28, first)),
            Said::Filler if is_capital => Some((28, first)),
            Said::Filler => Some((18, first)),
            Said::Nothing if is_capital => {
                let mut letters = self.word(first).chars().skip(1);
                let is_short = self.word(first).chars().count() <= SHORT
                    && letters.next().is_none_or(char::is_lowercase);
                let leads = |word| matches!(self.says(word), Said::Filler);
                let next = first + 1 + usize::from(leads(first + 1));
                let is_led = matches!(self.says(next), Said::Measure(_, true))
                    || is_short && matches!(self.says(next), Said::Measure(..));
                (is_led && !self.is_parted(next))
                    .then_some((if is_short { 28 } else { 23 }, first + 1))
            }
            Said::Nothing => None,
        }
    }

    /// The durations that begin with a word.
    fn retention(&mut self, first: usize) {
        const READ: usize = 4;
        let Some(start) = self.begins(first) else { return };
        let Some((mut score, mut word)) = self.opening(first) else { return };
        if word > first
            && self.anchors.iter().any(|it| it.start == start && it.what == What::Provider)
        {
            return;
        }
        let (mut ends, mut tells, mut skipped) = (Vec::new(), false, 0);
        while word < (first + WORDS).min(self.words.places.len()) {
            if word > first && self.is_parted(word) {
                break;
            }
            match self.says(word) {
                Said::Measure(length, told) => {
                    word += length;
                    tells |= told;
                    skipped = 0;
                    if tells {
                        ends.push((word, score));
                    }
                }
                Said::Filler if tells && self.words.is_capital(word) => break,
                Said::Filler => word += 1,
                // One word that is not known may stand among those that are.
                Said::Nothing if skipped == 0 && !self.words.is_capital(word) && word > first => {
                    skipped += 1;
                    score -= 4;
                    word += 1;
                }
                Said::Nothing => break,
            }
        }
        let skipped = ends.len().saturating_sub(READ);
        let mut is_read = false;
        for (word, score) in ends.into_iter().skip(skipped) {
            let length = i32::try_from(word - first).unwrap_or(0).min(10);
            is_read |= self.duration(start, word, score + 2 * length);
        }
        if !is_read && self.is_number(first) {
            let end = start + 1;
            let part = self.text.part(start, end);
            if part.len() < 7 && part.bytes().all(|byte| byte.is_ascii_digit()) {
                self.anchors.push(Anchor { start, end, what: What::Number, score: 20 });
            }
        }
    }

    /// Takes what ends before a word as a duration, if it is one; with what more is said of it, in
    /// parentheses or in words without a capital.
    fn duration(&mut self, start: usize, word: usize, score: i32) -> bool {
        const EXTRA: usize = 5;
        let Some(place) = word.checked_sub(1).and_then(|last| self.words.places.get(last)) else {
            return false;
        };
        let from = self.text.cuts.get(start).copied().unwrap_or_default();
        let part = self.text.line.get(from..place.end).unwrap_or_default();
        let is_read = part.len() <= LONGEST
            && retention::read(part, None, None, self.lexicon).kind != RetentionKind::Unknown;
        if !is_read {
            return false;
        }
        if let Some(end) = self.ends(word - 1) {
            self.anchors.push(Anchor { start, end, what: What::Retention, score });
            // A sentence may end with it, too.
            let next = self.text.part(end, end + 1);
            if self.text.part(end - 1, end).ends_with('.') && !next.is_empty()
                || next.starts_with(char::is_uppercase)
            {
                return true;
            }
        }
        let last = self.words.places.len();
        for extra in 1..=EXTRA {
            let end = word + extra - 1;
            if end >= last
                || self.words.is_capital(end) && !self.is_inside(end)
                || self.is_parted(end)
            {
                break;
            }
            let Some(cut) = self.ends(end) else { continue };
            let next = self.text.part(cut, cut + 1);
            let may_end = next.is_empty()
                || next.starts_with(char::is_uppercase)
                || self.text.style == Style::Glued
                || self.text.part(cut - 1, cut).ends_with(')');
            if may_end {
                let extra = i32::try_from(extra).unwrap_or(0);
                let inside = self.is_inside(end);
                let score = if inside { score + 1 } else { score - 2 * extra - 4 };
                self.anchors.push(Anchor { start, end: cut, what: What::Retention, score });
                break;
            }
        }
        true
    }

    /// Whether a word stands in parentheses that are closed after it.
    fn is_inside(&self, word: usize) -> bool {
        let Some(place) = self.words.places.get(word) else { return false };
        let after = self.text.line.get(place.end..).unwrap_or_default();
        let close = after.find([')', '(']).filter(|&at| at < 48);
        close.is_some_and(|at| after.get(at..).is_some_and(|rest| rest.starts_with(')')))
    }

    /// The categories that begin with a word: their wordings, and words for cookies.
    fn category(&mut self, first: usize) {
        let Some(start) = self.begins(first) else { return };
        let (mut word, mut has_kind, mut is_party) = (first, false, true);
        while word < first + 6 {
            let hits = self.words.hits_at(word).iter();
            let longest = hits
                .filter(|hit| {
                    matches!(hit.term, Term::Category(_))
                        || hit.term == Term::Cookie && word > first
                })
                .max_by_key(|hit| hit.length);
            let Some(hit) = longest else { break };
            let (length, term) = (hit.length, hit.term);
            if let Term::Category(kind) = term {
                has_kind = true;
                is_party &= matches!(kind, Kind::FirstParty | Kind::ThirdParty);
            }
            word += length;
            if has_kind && let Some(end) = self.ends(word - 1) {
                let what = if is_party { What::Party } else { What::Category };
                self.anchors.push(Anchor { start, end, what, score: 18 });
            }
        }
        let tells = |measure: Measure| {
            matches!(
                measure,
                Measure::Unit(Unit::Session | Unit::Forever)
                    | Measure::Term(RetentionTerm::Session | RetentionTerm::Forever)
            )
        };
        let spellings = self.words.spellings.get(first..first + 1).unwrap_or_default();
        let is_kept = self
            .lexicon
            .measure(None, spellings.iter().copied())
            .is_some_and(|(_, mut measures)| measures.any(tells));
        if is_kept
            && !has_kind
            && let Some(end) = self.ends(first)
        {
            self.anchors.push(Anchor { start, end, what: What::Category, score: 16 });
        }
    }
}
