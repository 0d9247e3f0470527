//! What is each portal's own: its host, and the values that stand in its sentences.

use super::random::Random;
use super::template::Patterns;

const CONSONANTS: [char; 20] = [
    'b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'x', 'y',
    'z',
];

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

const SYLLABLES: u64 = 100;

/// How many towns there are: those of four syllables.
const TOWNS: u64 = SYLLABLES.pow(4);

/// Sets the numbers that values are drawn with apart from those that plants are.
const APART: u64 = 0x6f77_6e76_616c_7565;

/// The values of one portal.
#[derive(Debug)]
pub(crate) struct Values {
    /// The host: every portal has another, and none has a digit, which would be a number to a reader.
    pub(crate) host: String,
    /// What stands in place of each other name in braces.
    own: Vec<(&'static str, String)>,
}

impl Values {
    /// The values of the portal of a charter.
    ///
    /// With `is_own` false, all portals have the values of the first but for the host.
    pub(super) fn new(
        patterns: Option<&Patterns>,
        seed: u64,
        charter: usize,
        is_own: bool,
    ) -> Self {
        let host = format!("data.{}.example", town(seed, charter));
        let whose = if is_own { charter } else { 0 };
        let mut town = town(seed, whose);
        town.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
        let mut random = Random::of(seed ^ APART, whose as u64);
        let lists = patterns.into_iter().flat_map(Patterns::lists);
        let own = lists.map(|(name, patterns)| (name, drawn(patterns, &town, &mut random)));
        Self { host, own: own.collect() }
    }

    /// `text` with the values in place of their names: `{portal}` is the address in brackets, `{host}` the host.
    pub(crate) fn fill(&self, text: &str) -> String {
        let mut out = String::new();
        self.fill_into(text, &mut out);
        out
    }

    /// Appends `text` with the values in place of their names.
    pub(super) fn fill_into(&self, text: &str, out: &mut String) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let value = after
                .split_once('}')
                .and_then(|(name, after)| Some((name, self.value(name)?, after)));
            rest = after;
            match value {
                Some(("portal", host, after)) => {
                    out.extend(["<https://", host, ">"]);
                    rest = after;
                }
                Some((_, value, after)) => {
                    out.push_str(value);
                    rest = after;
                }
                None => out.push('{'),
            }
        }
        out.push_str(rest);
    }

    fn value(&self, name: &str) -> Option<&str> {
        if matches!(name, "portal" | "host") {
            return Some(&self.host);
        }
        self.own.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// What of a portal's own stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Its host alone.
    Host,
    /// Something that no other portal has, whatever else.
    Unique,
    /// What a few may have in common, such as a date, and maybe its host.
    Shared {
        /// Whether its host is there, too.
        with_host: bool,
    },
}

impl Sort {
    /// What stands in `text`, in which values stand by their names.
    pub(super) fn of(text: &str) -> Option<Self> {
        let has = |names: &[&str]| names.iter().any(|name| text.contains(name));
        let with_host = has(&["{portal}", "{host}"]);
        if has(&["{name}", "{address}", "{mail}"]) {
            Some(Self::Unique)
        } else if has(&["{telephone}", "{date}"]) {
            Some(Self::Shared { with_host })
        } else {
            with_host.then_some(Self::Host)
        }
    }
}

/// A town of its own for each charter.
fn town(seed: u64, charter: usize) -> String {
    // A factor without a divisor in common with the number of towns leaves every town its own.
    let mut rest = (charter as u64 * 61_803_399 + seed % TOWNS) % TOWNS;
    let mut town = String::new();
    for _ in 0..4 {
        let syllable = usize::try_from(rest % SYLLABLES).unwrap_or_default();
        rest /= SYLLABLES;
        town.extend(CONSONANTS.get(syllable / VOWELS.len()));
        town.extend(VOWELS.get(syllable % VOWELS.len()));
    }
    town
}

/// One of the patterns, with the town and with digits.
fn drawn(patterns: &[String], town: &str, random: &mut Random) -> String {
    let pattern = patterns.get(random.below(patterns.len())).map_or("", String::as_str);
    let domain = [&town.to_lowercase(), ".example"].concat();
    let with_town = pattern.replace("{town}", town).replace("{domain}", &domain);
    let digit = |c: char, random: &mut Random| match c {
        '#' => ('0'..='9').nth(random.below(10)).unwrap_or(c),
        c => c,
    };
    with_town.chars().map(|c| digit(c, random)).collect()
}
