//! The same words, set in another way.

use super::plant::claim;

/// How a text is set otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Typesetting {
    /// Curly apostrophes.
    Apostrophes,
    /// A no-break space for the first space.
    NoBreak,
    /// Accents left out.
    Unaccented,
    /// The first word in capitals.
    Capitals,
    /// Two spaces for the first one.
    FirstSpace,
    /// Three spaces for the last one.
    LastSpace,
    /// Some characters as HTML names them.
    Entities,
    /// The portal's address without brackets and with a final slash.
    PlainAddress,
    /// The portal's address as a Markdown link.
    LinkedAddress,
    /// The portal's host alone.
    BareHost,
}

impl Typesetting {
    pub(crate) const TYPOGRAPHY: [Self; 4] =
        [Self::Apostrophes, Self::NoBreak, Self::Unaccented, Self::Capitals];
    pub(crate) const SPACES: [Self; 2] = [Self::FirstSpace, Self::LastSpace];
    pub(crate) const ADDRESS: [Self; 3] = [Self::PlainAddress, Self::LinkedAddress, Self::BareHost];

    /// Addresses first, while they are still recognised; spaces once one of them is no-break.
    pub(crate) fn turn(self) -> u8 {
        match self {
            Self::PlainAddress | Self::LinkedAddress | Self::BareHost => 1,
            Self::FirstSpace | Self::LastSpace => 3,
            Self::Entities => 4,
            _ => 2,
        }
    }

    /// What it takes of a text for itself.
    pub(crate) fn claim(self) -> u8 {
        match self {
            Self::Apostrophes | Self::NoBreak | Self::Unaccented | Self::Capitals => {
                claim::TYPOGRAPHY
            }
            Self::FirstSpace | Self::LastSpace => claim::SPACES,
            Self::Entities => claim::DAMAGE,
            Self::PlainAddress | Self::LinkedAddress | Self::BareHost => claim::ADDRESS,
        }
    }

    /// The sort of plants it is.
    pub(crate) fn sort(self) -> &'static str {
        match self {
            Self::Apostrophes => "apostrophes",
            Self::NoBreak => "no-break space",
            Self::Unaccented => "accents",
            Self::Capitals => "capitals",
            Self::FirstSpace | Self::LastSpace => "spaces",
            Self::Entities => "entities",
            Self::PlainAddress | Self::LinkedAddress | Self::BareHost => "address",
        }
    }

    /// Sets `text`. It stays as it is when there is nothing to set otherwise in it.
    pub(crate) fn typeset(self, text: &str) -> String {
        let address = |form: &str| text.replace("{portal}", form);
        match self {
            Self::Apostrophes => text.replace('\'', "\u{2019}"),
            Self::NoBreak => text.replacen(' ', "\u{a0}", 1),
            Self::Unaccented => text.chars().map(unaccented).collect(),
            Self::Capitals => match text.split_once(' ') {
                Some((first, rest)) if !first.contains('{') => {
                    [&first.to_uppercase(), " ", rest].concat()
                }
                None if !text.contains('{') => text.to_uppercase(),
                _ => text.to_owned(),
            },
            Self::FirstSpace => text.replacen(' ', "  ", 1),
            Self::LastSpace => match text.rsplit_once(' ') {
                Some((before, after)) => [before, "   ", after].concat(),
                None => text.to_owned(),
            },
            Self::Entities => text.chars().fold(String::new(), with_entity),
            Self::PlainAddress => address("https://{host}/"),
            Self::LinkedAddress => address("[{host}](https://{host}/)"),
            Self::BareHost => address("{host}"),
        }
    }
}

fn unaccented(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'À' => 'A',
        'É' => 'E',
        letter => letter,
    }
}

/// `text` and a letter, by one of the names that HTML has for it where that is often left in texts.
fn with_entity(mut text: String, letter: char) -> String {
    let entity = match letter {
        '\'' => "&#39;",
        'à' => "&agrave;",
        'ä' => "&auml;",
        'é' => "&eacute;",
        'è' => "&egrave;",
        'ê' => "&#234;",
        'ö' => "&ouml;",
        'ü' => "&#xfc;",
        _ => "",
    };
    if entity.is_empty() {
        text.push(letter);
    }
    text.push_str(entity);
    text
}
