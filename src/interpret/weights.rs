//! Every weight of the one scale for what words, rows and tables are, in tenths of log-odds, each with
//! its reason.
//!
//! What is a [`Score`] counts for or against a reading; with 0 it would count nothing, and `tests/weights`
//! measures what it is worth by that. A [`Bound`] is a place on the scale that scores are held to, or the
//! most that they count: there is no reading without it.

/// Tenths of log-odds.
pub(super) type Score = i32;

/// A place on the same scale.
pub(super) type Bound = Score;

// ---- Any field ----------------------------------------------------------------------------------

/// Each word of a cell under a label that is not known, in tenths: such cells are short.
pub(super) const UNKNOWN_WORD: Score = 5;
/// A duration is hardly ever anything else.
pub(super) const DURATION_ELSEWHERE: Score = 20;
/// A sentence, or a part of two, is none of the shorter fields.
pub(super) const SENTENCE_INSTEAD: Score = 10;

// ---- The shape of a name ---------------------------------------------------------------------------

/// A word that looks more like a name than this is one, or a part of one: products are written so too.
pub(super) const LIKELY_NAME: Bound = 10;
/// From here on no word of prose is written so.
pub(super) const SURE_NAME: Bound = 24;
/// From here down no name is written so.
pub(super) const NO_NAME: Bound = -20;
/// Not one word, or with a mark that no name has or ends with.
pub(super) const NOT_A_WORD: Bound = -50;

/// An address of the web or of mail, or a host: where a cookie comes from.
pub(super) const ADDRESS: Score = -50;
/// Letters that are not ASCII: allowed in no name by RFC 6265, but some are written so.
pub(super) const FOREIGN: Score = -40;
/// Digits and marks alone; or all of it in brackets, as what a template fills in is.
pub(super) const NO_LETTERS: Score = -30;
/// A slash is rare in names and common between words, but not rarer than a number behind a compound.
pub(super) const SLASH: Score = -15;
/// Prose has no underscores.
pub(super) const UNDERSCORE: Score = 30;
/// Nor do names of programs in prose begin with one.
pub(super) const LEADING_UNDERSCORE: Score = 5;
/// `<id>`, `{id}`, `[id]` in a word: what stands for something that varies.
pub(super) const PLACEHOLDER: Score = 25;
/// A star or hash right after a mark that joins: the rest of a name is left out.
pub(super) const CONTINUED: Score = 25;
/// A long number to the base of sixteen.
pub(super) const HEXADECIMAL: Score = 30;
/// `sessionId`: products begin with a capital.
pub(super) const CAMEL: Score = 15;
/// `SessionId`, and `YouTube` too.
pub(super) const HUMP: Score = 8;
/// Digits behind letters.
pub(super) const LETTERS_AND_DIGITS: Score = 15;
/// `cookie-consent`, `ssupp.vid`; and `opt-out`.
pub(super) const COMPOUND: Score = 10;
/// A known name that is more than a short or small word: nothing else is called so.
pub(super) const KNOWN_NAME: Score = 40;
/// A known name that is a word, too: `lang`, `fr`.
pub(super) const KNOWN_WORD: Score = 15;

// ---- Names ---------------------------------------------------------------------------------------

/// No name says more than one that is known.
pub(super) const MOST_NAME: Bound = 40;
/// No cell says more against names.
pub(super) const LEAST_NAME: Bound = -60;
/// A small word, a unit or a number must look more like a name: products are written so too.
pub(super) const PLAIN_NAME: Bound = 15;
/// A word inside a text is a name beyond this, and one alone on its line beyond that.
pub(super) const NAME_AMID_PROSE: Bound = 20;
pub(super) const NAME_ON_LINE: Bound = 15;
/// A host is rather who sets a cookie.
pub(super) const HOST_AS_NAME: Score = -16;
/// No name is written so.
pub(super) const UNLIKE_NAME: Score = -30;
/// The most that a name more on a line of its own says.
pub(super) const NAME_LINES: Score = 20;
/// A seam in a name: another word may be glued to it.
pub(super) const SEAM_IN_NAME: Score = 6;
/// A word more than the name has.
pub(super) const NAME_WORD: Score = -7;

// ---- Durations -----------------------------------------------------------------------------------

/// No duration has more words.
pub(super) const LONGEST_DURATION: usize = 24;
/// From here on the words say how long something is kept, and hardly anything else.
pub(super) const SURE_DURATION: Bound = 20;
/// A number with its unit is in the text.
pub(super) const COUNTED: Score = 38;
/// A word for a session is, which has other meanings too.
pub(super) const ANCHORED: Score = 28;
/// The same unit of time comes again: another duration begins.
pub(super) const AGAIN: Score = 24;
/// Each word beside it that says nothing of a duration.
pub(super) const BESIDE: Score = 4;
/// A line below a duration that has nothing of one.
pub(super) const OTHER_LINE: Score = 20;
/// Each word of a duration that has nothing else, six at most: a longer one is the more surely one.
pub(super) const LONGER: Score = 3;
/// No duration is in the text: words of prose.
pub(super) const UNTIMED: Score = -6;
/// Each word of such a text, in tenths.
pub(super) const UNTIMED_WORD: Score = 15;

// ---- Prose ---------------------------------------------------------------------------------------

/// A description is a purpose where there is another.
pub(super) const DESCRIPTION: Score = 2;
/// Each word of a purpose.
pub(super) const PURPOSE_WORD: Score = 3;
/// The most that they say.
pub(super) const MOST_PURPOSE: Bound = 26;
/// Each word more than nine, in tenths: nothing else is so long.
pub(super) const LONG_PURPOSE: Score = 5;
/// One word alone is hardly a purpose.
pub(super) const PURPOSE: Score = -6;
/// A frequent word of sentences, four at most.
pub(super) const SENTENCE: Score = 3;
/// Nothing but a category is none.
pub(super) const CATEGORY_INSTEAD: Score = 40;
/// Nothing but words that stand beside categories may be one.
pub(super) const FILLERS_INSTEAD: Score = 12;
/// Nothing but a provider is none, but some are called as what they do.
pub(super) const PROVIDER_INSTEAD: Score = 8;
/// A name inside a purpose is rather a cell of its own.
pub(super) const NAME_IN_PROSE: Score = -9;
/// The same in a longer text, in tenths: sentences speak of names.
pub(super) const NAME_IN_LONG_PROSE: Score = -36;
/// A name alone on a line begins a row, it ends no purpose.
pub(super) const NAME_LINE: Score = -30;
/// A purpose begins as a sentence does.
pub(super) const CAPITAL: Score = 3;
/// It hardly begins with a parenthesis.
pub(super) const BRACKET_FIRST: Score = 5;
/// A capital soon behind its beginning is that of the sentence: what stands before belongs to another cell.
pub(super) const LATE_CAPITAL: Score = -7;
/// The more so where it began with a small letter.
pub(super) const LATE_CAPITAL_BEHIND_SMALL: Score = -16;
/// It hardly ever begins with a number.
pub(super) const NUMBER_FIRST: Score = -10;

// ---- Providers -----------------------------------------------------------------------------------

/// From here on the words are a provider that is known, or a host.
pub(super) const SURE_PROVIDER: Bound = 16;
/// A company that is known, or with its legal form.
pub(super) const KNOWN_PROVIDER: Score = 30;
/// A host may be who sets a cookie.
pub(super) const HOST_PROVIDER: Score = 16;
/// A host with another cell glued before it.
pub(super) const GLUED_HOST: Score = -20;
/// The portal itself.
pub(super) const OWN: Score = 12;
/// A few words with capitals.
pub(super) const CAPITALISED: Score = 7;
/// Anything else.
pub(super) const PROVIDER: Score = -2;
/// A service is a provider said more loosely.
pub(super) const SERVICE: Score = 3;
/// Companies have capitals.
pub(super) const SMALL_PROVIDER: Score = 5;
/// All of a cell is hosts.
pub(super) const HOSTS: Score = 34;
/// A cell without a host.
pub(super) const NO_HOST: Score = -8;

// ---- Categories, parties, consent ------------------------------------------------------------------

/// From here on the words are a category.
pub(super) const SURE_CATEGORY: Bound = 20;
/// A category that is known, and nothing else.
pub(super) const CATEGORY: Score = 32;
/// Each word beside it that is no filler.
pub(super) const BESIDE_CATEGORY: Score = -10;
/// A text without a known category.
pub(super) const NO_CATEGORY: Score = -8;
/// Each word of it.
pub(super) const NO_CATEGORY_WORD: Score = 1;
/// "First party", and nothing else.
pub(super) const PARTY: Score = 32;
/// Each word beside it.
pub(super) const BESIDE_PARTY: Score = 8;
/// Yes or no.
pub(super) const CONSENT: Score = 20;

// ---- Labels ----------------------------------------------------------------------------------------

/// A label that is known whole: nothing but a label is written so.
pub(super) const WHOLE_LABEL: Bound = 50;
/// The same with a remark in parentheses behind it.
pub(super) const SURE_LABEL: Bound = 45;
/// A word that decides the label it stands in: prose has it as well.
pub(super) const KEYWORD: Score = 30;
/// Each word beside it.
pub(super) const BESIDE_KEYWORD: Score = -6;
/// What each less telling field loses that a label may mean, too.
pub(super) const LESS_TELLING: Score = 10;
/// What a label for hosts says of companies at most.
pub(super) const HOST_LABEL: Bound = 40;

// ---- Labels one after the other ----------------------------------------------------------------------

/// No label among others says less by its words, and by its place too.
pub(super) const LEAST_LABEL: Bound = 24;
pub(super) const LEAST_PLACED_LABEL: Bound = 16;
/// What speaks for a header must be more than this: sentences have two labels, too.
pub(super) const LEAST_HEADER: Bound = 60;
/// What a label loses that means what another before it means.
pub(super) const LABEL_AGAIN: Score = 35;
/// A label that is not known on the line of those that are.
pub(super) const UNKNOWN_LABEL: Score = -20;
/// Each of its words but the first.
pub(super) const UNKNOWN_LABEL_WORD: Score = -8;
/// One on a line of its own.
pub(super) const UNKNOWN_LABEL_LINE: Score = -15;
/// Rows begin on the line of the labels; in prose words go on behind labels, too.
pub(super) const FLAT_HEADER: Score = 35;
/// The same where one of the labels is not known.
pub(super) const FLAT_LOOSE_HEADER: Score = 50;
/// Labels in the middle of a line.
pub(super) const INNER_HEADER: Score = 20;
/// The same where one of them is not known.
pub(super) const INNER_LOOSE_HEADER: Score = 40;
/// Each word of a label, in tenths: of two the longer is meant.
pub(super) const LABEL_WORD: Score = 5;
/// Each word of one that is known whole.
pub(super) const WHOLE_LABEL_WORD: Score = 1;
/// A line ends in a label.
pub(super) const LINE_IN_LABEL: Score = 12;
/// The same before a small letter, which goes on with it.
pub(super) const SMALL_LINE_IN_LABEL: Score = 4;
/// Labels have a capital behind a space.
pub(super) const SMALL_LABEL: Score = 40;
/// And elsewhere, but not all.
pub(super) const SMALL_LABEL_APART: Score = 8;
/// No label ends with a small word.
pub(super) const FUNCTION_ENDS_LABEL: Score = 15;
/// Nor with a stop or a comma.
pub(super) const MARK_ENDS_LABEL: Score = 5;
/// A label at the beginning of a line.
pub(super) const LABEL_BEGINS_LINE: Score = 5;
/// A label at its end.
pub(super) const LABEL_ENDS_LINE: Score = 5;
/// A label that is the beginning of a longer one that is known.
pub(super) const SHORTER_LABEL: Score = 20;
/// The same of a word for cookies alone.
pub(super) const SHORTER_COOKIE_LABEL: Score = 30;

// ---- Columns -----------------------------------------------------------------------------------------

/// How much a label weighs beside a cell, in tenths.
pub(super) const LABEL_BESIDE_CELLS: Score = 16;
/// A label is believed unless another column has more to say for its field.
pub(super) const LABEL_BELIEVED: Score = 1;
/// What a cell must bring to speak for a field that the label does not.
pub(super) const UNSAID: Score = 8;
/// The same where there are no labels.
pub(super) const UNSAID_BARE: Score = 4;
/// A host is told apart from a company by its label alone.
pub(super) const UNSAID_DOMAIN: Score = 16;
/// Yes and no answer other questions, too.
pub(super) const UNSAID_CONSENT: Score = 24;
/// Nothing tells a description from a purpose but its label.
pub(super) const UNSAID_DESCRIPTION: Score = 40;
/// What a label that says something else says against a field.
pub(super) const OTHER_LABEL: Score = 40;
/// What a label that nobody knows says against names.
pub(super) const NO_LABEL_OF_NAMES: Score = 10;
/// What a label loses that comes again.
pub(super) const SECOND_LABEL: Score = 15;
/// The evidence that names need: all of them together without a label for names …
pub(super) const UNSAID_NAMES: Bound = 3;
/// … the most telling one with it …
pub(super) const SAID_NAMES: Bound = 0;
/// … and in a header that speaks of cookies: any words may be names there.
pub(super) const SAID_COOKIES: Bound = -45;

// ---- Rows and tables -----------------------------------------------------------------------------------

/// What every row must make up for: prose has lines that begin like one.
pub(super) const ROW: Score = -20;
/// What every table must make up for: one row alone may be chance.
pub(super) const TABLE: Score = -10;
/// All labels of a record are those of the records before it in the text.
pub(super) const LABELS_AGAIN: Score = 40;
/// A cell that has a label in its row.
pub(super) const LABELLED_CELL: Score = 12;
/// A row of labels without a name.
pub(super) const NAMELESS_ROW: Score = -30;
/// No cell says more than this for its row, and none but a name less.
pub(super) const MOST_CELL: Bound = 40;
pub(super) const LEAST_CELL: Bound = -10;
/// How far the sum may fall behind the best before nothing more is looked at, at the beginning and later.
pub(super) const START: Bound = 80;
pub(super) const BEAM: Bound = 160;
/// Nothing but a space parts the name from the text on a line.
pub(super) const SPACE: Score = -60;
/// The same in an item of a list.
pub(super) const SPACE_IN_ITEM: Score = -10;
/// The name is marked as that of the entry before is, and so is a word among names.
pub(super) const MARKED_ALIKE: Score = 20;
/// The name is the end of a sentence.
pub(super) const STOP: Score = -15;
/// Neither a label nor a duration stands below a name.
pub(super) const UNTOLD: Score = -8;
/// The text below a name begins with it: a sentence about the cookie.
pub(super) const SAID_AGAIN: Score = -60;
/// A line of a list that is no row.
pub(super) const STRAY: Score = -20;
/// One label alone.
pub(super) const LONE: Score = -30;
/// A name below a line that announces cookies.
pub(super) const ANNOUNCED: Score = 12;
/// The first of names that nothing is said of, where nothing announces them.
pub(super) const ALONE: Score = -15;
/// A word in small letters looks as much like a name; one with a capital may be of anything.
pub(super) const WORD_AS_NAME: Bound = -5;
/// What a value says at least that stands below a label and above the next record, and at the end.
pub(super) const FITS: Bound = -7;
pub(super) const FITS_LAST: Bound = 0;

// ---- Rows that are cut: cells that are not there ------------------------------------------------------

/// How far behind the best a beginning of a row may lie, and a cell.
pub(super) const ROW_BEAM: Bound = 160;
pub(super) const CELL_BEAM: Bound = 80;
/// A cell is hardly ever lost.
pub(super) const LOST: Score = 26;
/// A row without its name is none.
pub(super) const LOST_NAME: Score = 26;
/// A cell that is lost in the middle of its row, and not at its beginning.
pub(super) const LOST_INSIDE: Score = 4;
/// One that is at its end: programs leave out what is empty there.
pub(super) const LOST_AT_END: Score = -10;
/// A tab more than the table has columns.
pub(super) const SURPLUS: Score = 6;
/// A name that its tabs show to be empty.
pub(super) const EMPTY_NAME: Score = 24;
/// A cell that is not there, where nothing would show it.
pub(super) const ABSENT: Score = 12;
/// The same under a label that nobody knows.
pub(super) const ABSENT_UNKNOWN: Score = 10;
/// The same of a name.
pub(super) const ABSENT_NAME: Score = 40;

// ---- Rows that are cut: lines ---------------------------------------------------------------------------

/// A row begins with a line …
pub(super) const ROW_AT_LINE: Score = -8;
/// … or in the middle of one.
pub(super) const ROW_IN_LINE: Score = -60;
/// A line more in a cell, where nothing tells that cells have several.
pub(super) const LINE: Score = 12;
/// The same in a column most of whose cells have several.
pub(super) const COMMON_LINE: Score = 1;
/// The same in one where none has.
pub(super) const RARE_LINE: Score = 18;
/// The same where each line is a cell.
pub(super) const LINE_OF_CELLS: Score = 16;
/// The same where words part cells and the next word had room.
pub(super) const WHOLE_LINE: Score = 45;
/// The most that may speak against the inside of a cell where a line is one, and where words part them.
pub(super) const MOST_IN_LINES: Bound = 160;
pub(super) const MOST_IN_WORDS: Bound = 72;
/// A line that goes on with the one before, where tabs part cells.
pub(super) const GOES_ON: Score = -26;
/// The same below a blank line under the last tab: prose follows tables.
pub(super) const GOES_ON_BELOW_BLANK: Score = -12;
/// A line of a block that does not go on with the one before.
pub(super) const LINE_OF_BLOCK: Score = 1;
/// A line that goes on where words part cells.
pub(super) const BROKEN_LINE_GOES_ON: Score = 3;
/// A name ends one line and another begins the next, or a duration does: a list.
pub(super) const LISTS_MEET: Score = 2;
/// The same where each line is a cell.
pub(super) const LISTED_LINE: Score = 5;
/// No cell goes on with a heading that is known, or is one.
pub(super) const HEADING: Score = 60;
/// Nor does it with what stands like one.
pub(super) const LIKE_HEADING: Score = 20;
/// A cell hardly ever goes on with a line that begins another row.
pub(super) const BEGINS_AGAIN: Score = 40;
/// A cell that would begin with a line of prose below the last tab.
pub(super) const BEGINS_IN_TAIL: Score = 20;
/// A blank line below the last tab: prose follows tables.
pub(super) const BLANK_IN_TAIL: Score = 16;
/// A line below it that speaks of cookies.
pub(super) const COOKIES_IN_TAIL: Score = 30;
/// A line below it that begins as the cell behind the last tab does, and one that does not.
pub(super) const LIKE_FIRST_LINE: Score = 14;
pub(super) const UNLIKE_FIRST_LINE: Score = -14;
/// A line below it behind one that ends with a word that joins others.
pub(super) const UNFINISHED_LINE: Score = 10;
/// A line that heads the rows below it, beside how much it looks like a category.
pub(super) const CAPTION: Score = -16;
/// No caption says more than this for a table.
pub(super) const MOST_CAPTION: Bound = -1;
/// A name heads nothing.
pub(super) const NAME_AS_CAPTION: Score = 10;
/// A line that fits nowhere.
pub(super) const STRAY_LINE: Score = 40;
/// Each of its words.
pub(super) const STRAY_WORD: Score = 1;
/// Its tabs show it to be of the table.
pub(super) const STRAY_TABS: Score = 20;

// ---- Rows that are cut: words ---------------------------------------------------------------------------

/// What is not to be chosen while there is another way.
pub(super) const IMPOSSIBLE: Score = 400;
/// Cells that a weaker break parts than the labels.
pub(super) const WEAK_BORDER: Score = 15;
/// Nothing but words parts some cells of a table whose labels have a line each.
pub(super) const LOOSER_CELLS: Score = 20;
/// A run of spaces parts cells.
pub(super) const WIDE_BORDER: Score = 8;
/// A cell or a row goes on behind a blank line where words alone part cells.
pub(super) const BLANK_IN_WORDS: Score = 60;
/// It hardly stands inside one, where it parts the labels.
pub(super) const WIDE_INSIDE: Score = 10;
/// The end of a line parts cells.
pub(super) const LINE_BORDER: Score = 2;
/// A cell begins with a capital …
pub(super) const CAPITAL_BORDER: Score = 3;
/// … and hardly with a small letter.
pub(super) const SMALL_BORDER: Score = -4;
/// A number belongs to its unit.
pub(super) const UNIT_BORDER: Score = -30;
/// An article belongs to what comes behind it.
pub(super) const FUNCTION_BORDER: Score = -16;
/// What is known by all its words is one cell.
pub(super) const KNOWN_BORDER: Score = -15;
/// A parenthesis, a slash or a dash belongs to the word beside it.
pub(super) const MARK_BORDER: Score = -10;
/// An underscore behind a small letter is one of a name.
pub(super) const UNDERSCORE_BORDER: Score = -15;
/// Without this every sentence would be a row.
pub(super) const LINE_OF_PROSE: Score = -5;
/// The same where words part cells.
pub(super) const WORDS_OF_PROSE: Score = -20;
/// Each word that a purpose of several has less than seven, three at most: it says less for itself.
pub(super) const FEW_WORDS_OF_PROSE: Score = 3;
/// A sentence ends where its cell does.
pub(super) const SENTENCE_END: Score = 6;
/// A name that no break shows is none, unless it looks like one.
pub(super) const UNSHOWN_NAME: Score = -22;
/// The same at the beginning of a line, which shows it a little.
pub(super) const NAME_AT_LINE: Score = -11;
/// The same that a break shows.
pub(super) const SHOWN_NAME: Score = -4;
/// From here on it looks like one.
pub(super) const NAME_SHOWS_ITSELF: Bound = 12;
/// A line as a name: any may be.
pub(super) const LINE_OF_NAME: Score = -4;
/// Brackets are not cut.
pub(super) const BRACKET_CUT: Score = 15;

// ---- Tables of cookies ----------------------------------------------------------------------------------

/// So much must speak for a table to be one of cookies: other things have names, too.
pub(super) const OF_COOKIES: Bound = 33;
/// There is a word for a cookie in the text.
pub(super) const SPOKEN_OF: Score = 20;
/// Nothing is said of the names, neither that they are any nor what else they are.
pub(super) const UNLABELLED_NAMES: Score = 10;
/// A name is written as nothing else is, or as names of products are, too: what all names say on average.
pub(super) const WRITTEN_SURELY: Score = 15;
pub(super) const WRITTEN_LIKELY: Score = 6;
/// The label of names, of what only cookies have beside them, and of what other things have, too.
pub(super) const NAMES_LABELLED: Score = 10;
pub(super) const OWN_LABELLED: Score = 8;
pub(super) const OTHERS_LABELLED: Score = 3;
/// A label that says nothing of what cookies have: of other things more is told.
pub(super) const NOTHING_LABELLED: Score = -7;
/// The rows say how long something is kept, under a label for that or none.
pub(super) const RETENTIONS: Score = 12;

// ---- The portal -----------------------------------------------------------------------------------------------

/// So much must speak for an address to be that of the charter's own site: most are not, and a wrong one is worse
/// than none.
pub(super) const PORTAL: Bound = 50;
/// "Our website, https://…" says it in words, and "https://… (“the website”)" as well.
pub(super) const SITE_OWN: Score = 100;
pub(super) const SITE_DEFINED: Score = 80;
/// "Website: https://…", a line of its own; of several none is sure.
pub(super) const SITE_LABELLED: Score = 70;
/// "On the website https://…", and a word for the site elsewhere before the address.
pub(super) const SITE_BESIDE: Score = 35;
pub(super) const SITE_NEAR: Score = 15;
/// "X runs https://…", "this charter is of https://…".
pub(super) const SITE_RUN: Score = 30;
/// "At https://… cookies are used".
pub(super) const SITE_USES: Score = 10;
/// Parentheses behind a name: that of who speaks, or of a partner; twice where cookies are what it uses.
pub(super) const SITE_BEHIND_NAME: Score = 15;
/// Words that lead to what others say.
pub(super) const SITE_ELSEWHERE: Score = -30;
/// In the title, or in a heading that says what is used.
pub(super) const SITE_FOREMOST: Score = 120;
/// In another heading, with a scheme; without one, beside a word for cookies.
pub(super) const SITE_HEADED: Score = 80;
pub(super) const SITE_IN_HEADING: Score = 50;
/// Charters say first which site they are of, and later what others do; where they tell what cookies are and how
/// to refuse them, they point elsewhere.
pub(super) const SITE_OPENING: Score = 20;
/// No other is named before the first heading.
pub(super) const SITE_ONLY: Score = 30;
pub(super) const SITE_LATER: Score = -20;
pub(super) const SITE_ASIDE: Score = -50;
/// A word with a dot may be a file, or the beginning of a sentence without its space.
pub(super) const SITE_UNSURE: Score = -30;
/// A provider that is known, or who explains cookies.
pub(super) const SITE_KNOWN: Score = -60;
/// Mail goes to the same domain.
pub(super) const SITE_MAIL: Score = 30;
/// The beginning of the text has the name that the host is made of.
pub(super) const SITE_NAMED: Score = 20;
/// Such a host of which several addresses are given, as a menu has them.
pub(super) const SITE_REPEATED: Score = 50;
/// Behind a name and a dash at the end of a line, or alone on it: a text is signed so.
pub(super) const SITE_SIGNED: Score = 50;
