//! Every code a diagnostic may carry, with its weight and the text `charte explain` prints.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// The kinds of remark there are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of their names.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The kebab-case name, as in the JSON.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// How much such a remark weighs.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }

            /// What it means, why it matters, and an example.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc, "\n"),+)),+ }
            }
        }
    };
}

codes! {
    /// The text was damaged before it was compared, and is compared as it was meant.
    ///
    /// Entities of HTML that nobody undid, ligatures of printers, words that were broken at the end of a line,
    /// sentences with the foot of a page inside, and characters that decoding has lost where one word alone fits:
    /// none of them is a word that a portal has changed. It is told once a file, which is not changed itself.
    ///
    /// Example: `l&#39;entr&eacute;e` for `l'entrée`, `con-` at the end of a line and `sent` on the next.
    ///
    /// What to do: nothing, or take the text from its source again.
    DamagedText = "damaged-text", Warning;

    /// The file is rather in another encoding than it was read in.
    ///
    /// Nothing in a file tells ISO-8859-15, Mac Roman or cp850 from windows-1252, as which they are read. But
    /// their characters then stand where they cannot: a capital behind a small letter, a fraction inside a
    /// word, `¤` beside a number. Read in the encoding that is named they stand as they should. Wrong letters
    /// make labels unknown, and words differ that are the same.
    ///
    /// Example: `dŽp™t` for `dépôt` of an old Macintosh, `12 ¤` for `12 €`, `d‚p“t` of DOS.
    ///
    /// What to do: read it again with `--encoding macintosh` or `--encoding iso-8859-15`; cp850 has to be
    /// converted first, by `iconv -f cp850 -t UTF-8 FILE`.
    DoubtfulEncoding = "doubtful-encoding", Warning;

    /// Where a cell of this row ends was guessed.
    ///
    /// Nothing but words tells the cells apart: cells with single spaces between them, or with
    /// nothing at all. What looks like a cookie's name, a known provider and a duration are the only
    /// seams, so a word may have gone to the wrong side of one. Or the row lacks cells: one that
    /// spans rows is missing in those below, and some programs leave empty cells out. Names and
    /// durations tell where the others belong.
    ///
    /// Example: `Cookie namePurposeRetention period`, and below it `_pk_idCounts visits13 months`.
    ///
    /// What to do: compare the row with the page, or take the text again with its table whole.
    GuessedCells = "guessed-cells", Note;

    /// Some bytes are no text in the encoding of the file.
    ///
    /// They stand in the text as U+FFFD (�), and the first ten places are named. A text that is
    /// UTF-8 but for a few bytes stays UTF-8: reading all of it in another encoding would break
    /// every other accented letter.
    ///
    /// Example: a UTF-8 charter into which one line was pasted from a windows-1252 file:
    /// `pr\xE9f\xE9rences` between two well-formed `préférences`.
    ///
    /// What to do: mend the bytes named, or name the encoding with `--encoding`.
    LossyDecoding = "lossy-decoding", Warning;

    /// A row of a cookie table has no name in it.
    ///
    /// The row is kept, but there is no cookie to list without a name.
    ///
    /// Example: `Matomo⇥Mesure d'audience⇥⇥Compter les visites` under a third column `Nom`.
    ///
    /// What to do: find out from the portal which cookie is meant.
    MissingName = "missing-name", Note;

    /// Accented letters were broken before the file was saved.
    ///
    /// UTF-8 was read as windows-1252 and saved again, so that each accented letter became two or
    /// three wrong ones. The text is kept as it is; the help of the remark gives the repaired word.
    ///
    /// Example: `prÃ©fÃ©rences` for `préférences`.
    ///
    /// What to do: take the text from its source again, in the right encoding.
    Mojibake = "mojibake", Warning;

    /// No table tells which column holds the names of the cookies.
    ///
    /// A table is a cookie table only when a column is known to hold names. A policy in prose has
    /// no such table, and is a charter all the same: zero cookies is then the right answer.
    ///
    /// What to do: nothing for prose; else see whether the header row is there and its labels are
    /// in the lexicon.
    NoCookieTable = "no-cookie-table", Warning;

    /// A table begins without a row of labels.
    ///
    /// Its rows are kept. What their columns mean is told by the cells alone, and only where one column
    /// can hold nothing but names of cookies and another nothing but durations.
    ///
    /// Example: `Matomo⇥_pk_id⇥13 mois` as the first line of a table.
    ///
    /// What to do: add the header row to the text.
    NoHeader = "no-header", Warning;

    /// Nothing says which portal the charter is for.
    ///
    /// The address is looked for in the headings, then where the text names "our website" or "the site" by
    /// its address, then in what a page says where nobody sees it: its canonical link, `og:url`, `base`, or
    /// the note of the browser that saved it. "This site" names none.
    ///
    /// What to do: nothing, or name the file or its folder by the host and use `--portal-from path`.
    NoPortal = "no-portal", Note;

    /// The text does not begin with a title.
    ///
    /// The first line is the title when it stands like one: at most 140 characters, no tab, no
    /// final full stop, semicolon or comma.
    NoTitle = "no-title", Note;

    /// This is no cookie charter.
    ///
    /// There is neither a cookie table nor a title or heading that the lexicon knows. An error
    /// page saved in place of the charter or an empty file look like this.
    ///
    /// What to do: fetch the text again; if it is a charter, add its headings to the lexicon.
    NotACharter = "not-a-charter", Error;

    /// The baseline was compared with nothing.
    ///
    /// No charter descends from its template: they are in another language, or have less than half of their
    /// sentences in common with it, whatever names and numbers are in these. Each family was compared with what
    /// most of it says instead, and the exit code is 2.
    ///
    /// Example: `--baseline de/model.txt` over a folder of French charters.
    ///
    /// What to do: name a baseline of that template, or leave it out.
    NotCompared = "not-compared", Error;

    /// The file is neither a text nor a page.
    ///
    /// It is a PDF, a word processor's document, a picture, an archive, or bytes that show nothing. There is no
    /// other remark on it, and nothing in the charter but its size; `replacement` stands for its encoding.
    ///
    /// Example: `PK\x03\x04`, with which a Word document begins.
    ///
    /// What to do: make a text or a page of it, and read that: `pandoc -f docx -t html FILE | charte convert`,
    /// or `pdftotext -layout FILE - | charte convert`. The help of the remark has what fits the file.
    NotText = "not-text", Error;

    /// A cookie is declared in other charters, and here its name stands in the text alone.
    ///
    /// Its row was not read, for it lost its tabs or became a sentence: the cookie neither came nor went, which
    /// would be told as a difference of substance. What the row says is not compared.
    ///
    /// Example: `Orvane lang Keeps the language 6 months` below a table whose cells are parted by tabs.
    ///
    /// What to do: take the text again with its table whole, or set the row into its cells.
    RowNotRead = "row-not-read", Warning;

    /// A row has more or fewer cells than its table has columns.
    ///
    /// Missing cells are empty, surplus cells stay in the row; the rows after it are not shifted.
    ///
    /// Example: `Matomo⇥_pk_id` under three labels.
    ///
    /// What to do: look whether a tab was lost or added, or a cell spans several rows.
    RowWidth = "row-width", Warning;

    /// Several charters of one portal are not told apart from those that there were.
    ///
    /// Only with `drift --since`: a charter is compared with the one of the same path, else with the one of the same
    /// portal. Where a portal has several under other paths than before, which was which is not known. They are
    /// counted as new and gone, and what changed in them is not told.
    ///
    /// Example: `a.txt` and `b.txt` of `data.rivage.example`, of which there were `c.txt` and `d.txt`.
    ///
    /// What to do: give the files the names that they had, or compare two of them with `--baseline FILE`.
    SeveralNamesakes = "several-namesakes", Warning;

    /// A column's label is not in the lexicon, or means the same as another column's.
    ///
    /// Its cells are kept under its label, but no field of a cookie is made of them.
    ///
    /// Example: a column `Remarques`.
    ///
    /// What to do: nothing, or add the label to the lexicon of its language.
    UnknownColumn = "unknown-column", Note;

    /// A line of records, or of charters as NDJSON, is none.
    ///
    /// It is no JSON, has no text, or is not UTF-8. A charter stands in its place that has nothing
    /// but this remark, so that the lines that come out are those that went in; with its path, where
    /// that could be read. CSV, text and a folder have no place for it. The exit code is 2, and standard
    /// error names the line by its number.
    ///
    /// Example: `{"path": "a.txt", "text": "Cookie pol`, where a download was cut off.
    ///
    /// What to do: look for the fault at the column that is named, counted in bytes, and make the
    /// record anew.
    UnreadableRecord = "unreadable-record", Error;
}

impl Code {
    /// The code of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_in_order_and_found_by_name() {
        assert!(Code::ALL.is_sorted_by_key(|code| code.name()));
        for code in Code::ALL {
            assert_eq!(Code::named(code.name()), Some(*code));
        }
    }
}
