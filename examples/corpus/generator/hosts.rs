//! Names for portals: every one its own, and none with a digit, which would be a number to a reader.

const CONSONANTS: [char; 20] = [
    'b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'x', 'y',
    'z',
];

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

const SYLLABLES: u64 = 100;

/// How many names there are: those of four syllables.
const NAMES: u64 = SYLLABLES.pow(4);

/// The host of a charter's portal.
pub(super) fn host(seed: u64, charter: usize) -> String {
    // A factor without a divisor in common with the number of names leaves every name its own.
    let mut rest = (charter as u64 * 61_803_399 + seed % NAMES) % NAMES;
    let mut host = String::from("data.");
    for _ in 0..4 {
        let syllable = usize::try_from(rest % SYLLABLES).unwrap_or_default();
        rest /= SYLLABLES;
        host.extend(CONSONANTS.get(syllable / VOWELS.len()));
        host.extend(VOWELS.get(syllable % VOWELS.len()));
    }
    host.push_str(".example");
    host
}
