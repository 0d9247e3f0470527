//! Folding: the spelling two words share once case and accents are taken away.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::is_invisible;

/// Gives `each` what is left of `c` in lower case and without accents: nothing of an invisible
/// character, two letters of a ligature.
pub fn fold(c: char, mut each: impl FnMut(char)) {
    match c {
        'œ' | 'Œ' => ['o', 'e'].into_iter().for_each(each),
        'æ' | 'Æ' => ['a', 'e'].into_iter().for_each(each),
        'ß' | 'ẞ' => ['s', 's'].into_iter().for_each(each),
        _ if c.is_ascii() => each(c.to_ascii_lowercase()),
        _ if is_invisible(c) => {}
        _ => decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                part.to_lowercase().for_each(&mut each);
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn folding_forgets_case_accents_and_ligatures() {
        let mut folded = String::new();
        "Œuvre FINALITÉS e\u{301}t\u{ad}é ÇA"
            .chars()
            .for_each(|c| super::fold(c, |c| folded.push(c)));
        assert_eq!(folded, "oeuvre finalites ete ca");
    }
}
