//! A text as it was meant before it was damaged: its characters, words that were broken at the end of a line,
//! and sentences with the foot of a page inside.
//!
//! Only what shows by itself is repaired: a word that is also written whole, or is none in its halves; a sentence
//! that goes on behind the foot. Which line of the file everything stands on is kept.

use std::collections::HashSet;
use std::iter;

use super::Lines;
use super::damage::{Damage, may_be_damaged, repaired};
use crate::text::{LOST, WholeWords, is_blank};

/// What is known of words whatever the text.
#[derive(Clone, Copy)]
pub(crate) struct KnownWords {
    /// Those of each language that may lose a character in decoding.
    pub(crate) whole: fn() -> &'static [WholeWords<'static>],
    /// Whether a word joins two others, as "and" does.
    pub(crate) is_conjunction: fn(&str) -> bool,
}

/// A text that was repaired, from which of its places on it stands on which line of the file, and what was
/// damaged.
pub(super) struct Repaired {
    pub(super) text: String,
    pub(super) places: Vec<(usize, u64)>,
    pub(super) damage: Damage,
}

/// Whether there may be something to repair in a text. Most have nothing, and are passed through once.
pub(super) fn may_be_needed(text: &str, lines: &Lines) -> bool {
    let may_end = |line: &str| {
        let shown = line.trim_ascii_end();
        let is_hyphen = shown.ends_with('-') || shown.ends_with(OTHER_HYPHENS);
        is_hyphen || (shown.len() <= LONGEST_FOOT && foot_of_page(shown).is_some())
    };
    may_be_damaged(text) || lines.each(text).any(may_end)
}

/// Repairs `text`; nothing when nothing is damaged. In markup, lines and entities are no matter of the text.
/// Words that are `known` tell what was lost, and what is no half of a word.
pub(super) fn repair(
    text: &str,
    lines: &Lines,
    is_markup: bool,
    known: KnownWords,
) -> Option<Repaired> {
    let mut characters = repaired(text, is_markup);
    let shown = characters.as_ref().map_or(text, |(shown, _)| shown);
    // The language that most of them fit is that of the text.
    let restored = shown.contains(LOST).then(|| {
        let all = (known.whole)().iter().rev().filter_map(|words| words.restored(shown));
        all.max_by_key(|&(_, count)| count)
    });
    if let Some((restored, _)) = restored.flatten() {
        let mut damage = characters.map_or(Damage::NONE, |(_, damage)| damage);
        damage.add(Damage::LOST);
        characters = Some((restored, damage));
    }
    let (shown, damage) = match &characters {
        Some((shown, damage)) => (shown.as_str(), *damage),
        None => (text, Damage::NONE),
    };
    // No repair of characters adds or takes a line.
    let made;
    let lines = if characters.is_some() {
        made = Lines::of(shown);
        &made
    } else {
        lines
    };
    let mut joiner = Joiner { text: shown, lines: lines.each(shown).collect(), words: None, known };
    let seams = if is_markup { Vec::new() } else { joiner.seams() };
    if seams.is_empty() && characters.is_none() {
        return None;
    }
    let mut repaired =
        Repaired { text: String::with_capacity(shown.len()), places: Vec::new(), damage };
    let mut seams = seams.into_iter().peekable();
    let mut at = 0;
    while let Some(&line) = joiner.lines.get(at) {
        repaired.places.push((repaired.text.len(), at as u64 + 1));
        if let Some(seam) = seams.next_if(|seam| seam.line == at) {
            repaired.text.push_str(line.get(..seam.end).unwrap_or_default());
            repaired.text.push_str(seam.between);
            repaired.damage.add(seam.damage);
            at = seam.next;
        } else {
            repaired.text.push_str(line);
            at += 1;
        }
    }
    Some(repaired)
}

/// Hyphens that are not that of ASCII.
const OTHER_HYPHENS: [char; 2] = ['\u{2010}', '\u{ad}'];
/// No foot of a page is longer.
const LONGEST_FOOT: usize = 32;

/// Where a line goes on in another.
struct Seam {
    line: usize,
    /// How much of the line stays, and what stands between it and the next.
    end: usize,
    between: &'static str,
    next: usize,
    damage: Damage,
}

struct Joiner<'t> {
    text: &'t str,
    lines: Vec<&'t str>,
    /// The words of the text, and what hyphens join, once they are asked for.
    words: Option<HashSet<&'t str>>,
    known: KnownWords,
}

impl<'t> Joiner<'t> {
    fn seams(&mut self) -> Vec<Seam> {
        let mut seams = Vec::new();
        let mut at = 0;
        while at < self.lines.len() {
            let seam = self.seam(at);
            at = seam.as_ref().map_or(at + 1, |seam| seam.next);
            seams.extend(seam);
        }
        seams
    }

    fn line(&self, at: usize) -> &'t str {
        self.lines.get(at).copied().unwrap_or_default()
    }

    fn seam(&mut self, line: usize) -> Option<Seam> {
        let foot = self.foot_below(line);
        let next = foot.map_or(line + 1, |(_, next)| next);
        let mut damage = foot.map_or(Damage::NONE, |_| Damage::PAGE_FEET);
        if let Some((end, between)) = self.broken_word(self.line(line), self.line(next)) {
            damage.add(Damage::BROKEN_WORDS);
            return Some(Seam { line, end, between, next, damage });
        }
        let (is_whole_foot, next) = foot?;
        let shown = self.line(line).trim_end();
        if goes_on(shown, self.line(next)) {
            return Some(Seam { line, end: shown.len(), between: " ", next, damage });
        }
        is_whole_foot.then_some(Seam { line, end: shown.len(), between: "\n\n", next, damage })
    }

    /// The foot of a page below a line, with blank lines round it: whether it says how many pages there are, and
    /// the line after it.
    fn foot_below(&self, line: usize) -> Option<(bool, usize)> {
        const BLANK: usize = 8;
        if is_blank(self.line(line)) || !is_blank(self.lines.get(line + 1)?) {
            return None;
        }
        let below = |from: usize| {
            let seen = self.lines.iter().enumerate().skip(from).take(BLANK);
            seen.into_iter().find(|(_, line)| !is_blank(line)).map(|(at, _)| at)
        };
        let foot = below(line + 1)?;
        let is_whole = foot_of_page(self.line(foot))?;
        let next = below(foot + 1).filter(|&next| next > foot + 1)?;
        Some((is_whole, next))
    }

    /// How much of `line` stays, and what comes behind it, when its last word goes on in `next`.
    fn broken_word(&mut self, line: &'t str, next: &'t str) -> Option<(usize, &'static str)> {
        let shown = line.trim_end();
        let before = shown.strip_suffix('-').or_else(|| shown.strip_suffix(OTHER_HYPHENS))?;
        let half = before.rsplit(|c: char| !c.is_alphabetic()).next()?;
        let apart = before.get(..before.len() - half.len())?;
        let rest = next.trim_start();
        let other = rest.split(|c: char| !c.is_alphabetic()).next()?;
        // What stands alone in its line or its cell may be a name that ends so.
        let is_word = half.chars().count() > 1
            && half.ends_with(char::is_lowercase)
            && other.starts_with(char::is_lowercase)
            && !apart.ends_with(['-', '_', '.', '/'])
            && apart.rsplit(['\t', '|']).next()?.contains(' ');
        if !is_word {
            return None;
        }
        let text = self.text;
        let words = self.words.get_or_insert_with(|| words(text).collect());
        let [whole, compound] = ["", "-"].map(|between| [half, other].join(between));
        if words.contains(&*compound) {
            return Some((shown.len(), ""));
        }
        // "Mess- und Werbecookies" has a hyphen at the end of a word of its own.
        let is_own = |word: &str| words.contains(word);
        let is_list = (self.known.is_conjunction)(other) || (is_own(half) && is_own(other));
        let is_one = is_own(&whole) || !is_list;
        Some(if is_one { (before.len(), "") } else { (shown.len(), " ") })
    }
}

/// The words of a text that stand whole on a line, and those that hyphens join.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphabetic() || c == '-';
    let runs =
        text.split(move |c| !is_part(c)).filter(|run| !run.is_empty() && !run.ends_with('-'));
    runs.flat_map(|run| {
        let halves = run.split('-').filter(move |half| half.len() < run.len());
        iter::once(run).chain(halves)
    })
}

/// Whether a sentence goes on from a line to another.
fn goes_on(line: &str, next: &str) -> bool {
    const WORDS: usize = 3;
    let is_prose =
        |line: &str| line.split_whitespace().count() >= WORDS && !line.contains(['\t', '|']);
    line.ends_with(|c: char| c.is_lowercase() || c == ',')
        && next.trim_start().starts_with(char::is_lowercase)
        && is_prose(line)
        && is_prose(next)
}

/// Whether a line numbers a page, and whether it says of how many: `Page 1 / 2`, `- 3 -`.
fn foot_of_page(line: &str) -> Option<bool> {
    const MARKS: [char; 10] = ['-', '\u{2013}', '\u{2014}', '|', '\u{b7}', '.', '(', ')', '[', ']'];
    let line = line.trim();
    if line.len() > LONGEST_FOOT || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let spaced = line.replace('/', " / ");
    let tokens = spaced.split_whitespace().map(|token| token.trim_matches(MARKS));
    let tokens: Vec<_> = tokens.filter(|token| !token.is_empty()).collect();
    let number = |token: &str| token.parse::<u16>().ok().filter(|_| !token.starts_with('+'));
    let is_word = |token: &&&str| token.chars().all(char::is_alphabetic);
    let words = tokens.iter().filter(is_word).count();
    let numbers: Vec<_> = tokens.iter().filter_map(|token| number(token)).collect();
    let slashes = tokens.iter().filter(|token| **token == "/").count();
    if words > 2 || slashes > 1 || words + numbers.len() + slashes != tokens.len() {
        return None;
    }
    let ends_in_number = tokens.last().is_some_and(|token| number(token).is_some());
    let is_fraction = tokens.windows(3).any(|it| {
        it.get(1) == Some(&"/") && it.iter().filter_map(|token| number(token)).count() == 2
    });
    match *numbers {
        [page, pages] if page > 0 && page <= pages && (ends_in_number || is_fraction) => {
            Some(words > 0)
        }
        [_] if words == 1 && ends_in_number => Some(false),
        [_] if words == 0 && line.starts_with(MARKS) && line.ends_with(MARKS) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{KnownWords, Lines, foot_of_page, repair};

    const KNOWN: KnownWords = KnownWords { whole: || &[], is_conjunction: |word| word == "und" };

    fn repaired(text: &str) -> Option<String> {
        repair(text, &Lines::of(text), false, KNOWN).map(|repaired| repaired.text)
    }

    #[test]
    fn lines_that_were_broken_are_joined() {
        for (damaged, meant) in [
            ("Without your con-\nsent we go.", "Without your consent we go."),
            ("ohne Ihre Einwil-\r\nligung nicht\r\n", "ohne Ihre Einwilligung nicht\r\n"),
            ("un rendez-vous, ce rendez-\nvous", "un rendez-vous, ce rendez-vous"),
            ("Mess oder, die Mess-\noder Werbung", "Mess oder, die Mess- oder Werbung"),
            ("die Mess-\nund Werbung", "die Mess- und Werbung"),
            ("il est, votre\n\nPage 1 / 2\n\naccord est requis", "il est, votre accord est requis"),
            (
                "ist Ihre Einwil-\n\n- 3 -\n\nligung in die Messung",
                "ist Ihre Einwilligung in die Messung",
            ),
            ("All is said.\n\nSeite 1 von 2\n\nMore is said.", "All is said.\n\nMore is said."),
        ] {
            assert_eq!(repaired(damaged).as_deref(), Some(meant));
        }
    }

    #[test]
    fn what_is_whole_stays() {
        for text in [
            "euconsent-\nkeeps a choice",
            "Orvane\twp-\nlang\tx",
            "garder la session ouverte\n\n13 mois\n\nretenir la langue choisie",
            "Durée\n\n365\n\nfinalité",
            "from A-\nB to c",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }

    #[test]
    fn lines_stay_known() {
        let text = "a\nvotre con-\nsent est\nd &eacute;t&eacute;";
        let repaired = repair(text, &Lines::of(text), false, KNOWN).expect("it is damaged");
        let lines = Lines::made_of(repaired.places, &Lines::of(text));
        let at = |part: &str| lines.number_at(repaired.text.find(part).expect("it is there"));
        assert_eq!(["a", "votre", "est", "été"].map(at), [1, 2, 3, 4]);
    }

    #[test]
    fn feet_of_pages_are_known() {
        for foot in ["Page 1 / 2", "1/2 Page", "Seite 3 von 12", "p. 2 of 2"] {
            assert_eq!(foot_of_page(foot), Some(true), "{foot}");
        }
        for foot in ["- 3 -", "Page 3", "1/2", "\u{2013} 12 \u{2013}"] {
            assert_eq!(foot_of_page(foot), Some(false), "{foot}");
        }
        for line in
            ["13 mois", "365", "2 ans / 5 ans", "1 mois 2 jours", "2/1", "Article 5 of the law 9"]
        {
            assert_eq!(foot_of_page(line), None, "{line}");
        }
    }
}
