//! Folding: the spelling two words share once case and accents are taken away.

use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

use super::is_invisible;

/// Gives `each` what is left of `c` in lower case and without accents: nothing of an invisible
/// character, two letters of a ligature.
pub(crate) fn fold(c: char, mut each: impl FnMut(char)) {
    match c {
        // The accents of Western Europe are in every other word: no table is asked for them.
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' => each('e'),
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'À' | 'Â' => each('a'),
        'ô' | 'ö' | 'ó' | 'õ' | 'ò' => each('o'),
        'û' | 'ù' | 'ü' | 'ú' => each('u'),
        'î' | 'ï' | 'í' | 'ì' => each('i'),
        'ç' | 'Ç' => each('c'),
        'œ' | 'Œ' => ['o', 'e'].into_iter().for_each(each),
        'æ' | 'Æ' => ['a', 'e'].into_iter().for_each(each),
        'ß' | 'ẞ' => ['s', 's'].into_iter().for_each(each),
        _ if c.is_ascii() => each(c.to_ascii_lowercase()),
        _ if is_invisible(c) => {}
        // Ligatures of printers: "fi", "ffl".
        '\u{fb00}'..='\u{fb06}' => decompose_compatible(c, each),
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
    fn the_short_way_leads_where_the_long_one_does() {
        use unicode_normalization::UnicodeNormalization;
        for c in ('À'..='ÿ').filter(|&c| c.nfd().count() == 2) {
            let mut folded = String::new();
            super::fold(c, |c| folded.push(c));
            let base: String = c.nfd().take(1).flat_map(char::to_lowercase).collect();
            assert_eq!(folded, base, "{c}");
        }
    }

    #[test]
    fn folding_forgets_case_accents_and_ligatures() {
        let mut folded = String::new();
        "Œuvre FINALITÉS e\u{301}t\u{ad}é ÇA"
            .chars()
            .for_each(|c| super::fold(c, |c| folded.push(c)));
        assert_eq!(folded, "oeuvre finalites ete ca");
    }
}
