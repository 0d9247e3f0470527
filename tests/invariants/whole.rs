//! Every line of a text is in one place of its charter, in order, and no word of a table is lost
//! (invariants 2 and 9).
//!
//! Texts are compared by their letters and digits, so that what may go is named here and nowhere else:
//! the letters of [`MARKS`], and in a table what [`Table::is_in_order`] leaves out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use charte::interpret::{Options, interpret};
use charte::model::{Block, Charter, Column, Field, Row};
use charte::source::Lines;
use charte::syntax::{self, Layout, Mark};
use charte::text::{is_blank, is_invisible, is_letter, is_space, trim};
use regex::{Captures, Match, Regex};

use super::{files, lines, source};
use crate::words::with_and_without_endings;

/// Marks that are undone: tags that stand in lines of text and entities, the targets of links, and what says in
/// notes above a page that its title follows.
static MARKS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let tags = "a|abbr|b|br|code|dd|div|dl|dt|em|font|i|img|li|ol|p|small|span|strong|sub|sup|table|\
                tbody|td|tfoot|th|thead|tr|u|ul";
    let value = r#"(?:"[^"]*"|'[^']*'|[^\s>]+)"#;
    let tag = format!(r"</?(?:{tags})(?:\s+[a-z-]+\s*=\s*{value}|\s+[a-z-]+)*\s*/?>");
    let note = r"<sup>[0-9]{1,2}</sup>";
    let title = r"(?im)^\s*title\s*[:=]".to_owned();
    [format!("(?is){note}|{tag}|{ENTITY}"), r"\]\([^()\t|]*\)".to_owned(), title]
        .map(|mark| Regex::new(&mark).expect("an expression"))
});

/// What HTML names, or gives the number of.
const ENTITY: &str = "&(?:[a-z][a-z0-9]*|#[0-9]+|#x[0-9a-f]+);";

/// The letters and digits that an entity stands for.
fn named(entity: &str) -> Vec<char> {
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok();
    let code = match entity.trim_matches(['&', ';']).strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16),
            None => number(digits, 10),
        },
        None => web_atoms::NAMED_ENTITIES.get(entity.trim_start_matches('&')).map(|it| it.0),
    };
    code.and_then(char::from_u32).into_iter().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters and digits of a line without its marks.
fn shown(line: &str) -> Vec<char> {
    let name = |found: &Captures<'_>| named(&found[0]).into_iter().collect::<String>();
    let entity = Regex::new(&format!("(?i){ENTITY}")).expect("an expression");
    let mut shown = entity.replace_all(line, name).into_owned();
    for mark in MARKS.iter() {
        shown = mark.replace_all(&shown, "").into_owned();
    }
    letters(&shown)
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?m)^[^\w\n]*([0-9]{1,3}(?:[.)]|(?:\.[0-9]{1,3})+[.)]?)|[a-z]\)|[IVX]+[.)])\s";
    Regex::new(number).expect("an expression")
});

/// What a record may say before its name in place of a label: "Cookie lang: …".
static NAME_LABELS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/lexicon");
    let forms = files(&root, "toml").into_iter().flat_map(|path| {
        let lexicon = std::fs::read_to_string(path).expect("a lexicon");
        let lexicon: toml::Table = lexicon.parse().expect("TOML");
        let forms = lexicon["labels"]["name"].as_array().expect("forms").clone();
        forms.into_iter().flat_map(|form| with_and_without_endings(form.as_str().expect("a form")))
    });
    let forms: BTreeSet<_> = forms.map(|form| letters(&form)).collect();
    forms.into_iter().collect()
});

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

// ---- A charter as what follows each other --------------------------------------------------------

/// What stands in one place of a charter.
#[derive(Debug)]
enum Part<'c> {
    Text(&'c str),
    Table { layout: Layout, columns: &'c [Column<'c>], rows: &'c [Row<'c>] },
}

/// Every part of a charter with its line, in its order; the title where a line says it that nothing
/// else has.
fn parts<'c>(charter: &'c Charter<'_>, text: &str) -> Vec<(u64, Part<'c>)> {
    let mut parts: Vec<(u64, Part<'c>)> = Vec::new();
    for section in &charter.sections {
        parts.extend(section.heading.as_deref().map(|text| (section.line, Part::Text(text))));
        for block in &section.blocks {
            match block {
                Block::Paragraph { line, text } | Block::Junk { line, text } => {
                    parts.push((*line, Part::Text(text)));
                }
                Block::List { items, .. } => {
                    parts.extend(items.iter().map(|item| (item.line, Part::Text(&item.text))));
                }
                Block::Table { line, layout, columns, rows } => {
                    parts.push((*line, Part::Table { layout: *layout, columns, rows }));
                }
                block => unreachable!("a sort of block that no test knows: {block:?}"),
            }
        }
    }
    if let Some(title) = charter.title.as_deref() {
        let taken: BTreeSet<_> = parts.iter().map(|(line, _)| *line).collect();
        let mut numbered = (1..).zip(lines(text));
        let is_title =
            |line: &str| shown(line) == letters(title) || letters(line) == letters(title);
        let at = numbered.find(|(number, line)| !taken.contains(number) && is_title(line));
        let (line, _) = at.unwrap_or_else(|| panic!("no line is the title {title:?}: {text:?}"));
        let place = parts.iter().position(|(other, _)| *other > line).unwrap_or(parts.len());
        parts.insert(place, (line, Part::Text(title)));
    }
    parts
}

/// The letters and digits of a text, with the line that each is in.
struct Written {
    text: String,
    letters: Vec<char>,
    lines: Vec<u64>,
    /// How many letters of a place are in a mark: they may be left out.
    marks: BTreeMap<usize, Vec<usize>>,
    /// How many letters of a place are an entity, and the letters it stands for.
    named: BTreeMap<usize, (usize, Vec<char>)>,
    /// How many letters of a place are the number before an item: `1.`, `2)`, `1.2`.
    numbers: BTreeMap<usize, usize>,
}

impl Written {
    /// Whether some letters stand together on these lines.
    fn has(&self, lines: Range<u64>, letters: &[char]) -> bool {
        let start = self.lines.partition_point(|line| *line < lines.start);
        let end = self.lines.partition_point(|line| *line < lines.end);
        let here = self.letters.get(start..end).unwrap_or_default();
        letters.is_empty() || here.windows(letters.len()).any(|it| it == letters)
    }

    fn of(text: &str) -> Self {
        let seen = |line: &str| line.chars().filter(|&c| !is_invisible(c)).collect::<String>();
        let seen = lines(text).map(seen).collect::<Vec<_>>().join("\n");
        let (mut letters, mut of_lines, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let mut line = 1;
        for (place, c) in seen.char_indices() {
            line += u64::from(c == '\n');
            if c.is_alphanumeric() {
                letters.push(c);
                of_lines.push(line);
                places.push(place);
            }
        }
        let length = |range: Range<usize>| {
            let start = places.partition_point(|place| *place < range.start);
            (start, places.partition_point(|place| *place < range.end) - start)
        };
        // An entity that stands for a letter may not be left out.
        let is_no_letter = |found: &Match<'_>| {
            !found.as_str().starts_with('&') || named(found.as_str()).is_empty()
        };
        let mut marks: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (at, length) in MARKS
            .iter()
            .flat_map(|mark| mark.find_iter(&seen))
            .filter(is_no_letter)
            .map(|found| length(found.range()))
        {
            if length > 0 {
                marks.entry(at).or_default().push(length);
            }
        }
        let entity = Regex::new(&format!("(?i){ENTITY}")).expect("an expression");
        let named = entity.find_iter(&seen).map(|found| {
            let (at, length) = length(found.range());
            (at, (length, named(found.as_str())))
        });
        let named = named.filter(|(_, (_, letters))| !letters.is_empty()).collect();
        let number = |found: Captures<'_>| length(found.get(1).expect("digits").range());
        let numbers = NUMBER.captures_iter(&seen).map(number).collect();
        Self { text: text.to_owned(), letters, lines: of_lines, marks, named, numbers }
    }

    /// Where the first letter at or after that line is.
    fn start(&self, line: u64) -> usize {
        self.lines.partition_point(|other| *other < line)
    }

    /// The lengths of the marks that begin there.
    fn marks_at(&self, at: usize) -> impl Iterator<Item = usize> {
        self.marks.get(&at).into_iter().flatten().copied()
    }

    /// Where `letters` may end when they stand at `from`.
    fn ends(&self, from: usize, letters: &[char]) -> Vec<usize> {
        let (mut states, mut ends) = (vec![(from, 0)], Vec::new());
        let mut seen = HashSet::new();
        while let Some((at, said)) = states.pop() {
            if !self.marks.is_empty() && !seen.insert((at, said)) {
                continue;
            }
            let Some(letter) = letters.get(said) else {
                ends.push(at);
                continue;
            };
            states.extend(self.marks_at(at).map(|length| (at + length, said)));
            if let Some((length, named)) = self.named.get(&at)
                && letters[said..].starts_with(named)
            {
                states.push((at + length, said + named.len()));
            }
            if self.letters.get(at) == Some(letter) {
                states.push((at + 1, said + 1));
            }
        }
        ends
    }

    /// Whether cells have the letters there, no more and no less, and each its own in their order.
    fn holds<'c>(&self, cells: impl Iterator<Item = &'c str>, range: Range<usize>) -> bool {
        let cells: Vec<Vec<char>> = cells.map(letters).collect();
        let mut lines = self.letters[range].to_vec();
        let is_part = |cell: &Vec<char>| {
            let mut rest = lines.iter();
            cell.iter().all(|letter| rest.any(|other| other == letter))
        };
        let mut read = cells.concat();
        let are_parts = cells.iter().all(is_part);
        lines.sort_unstable();
        read.sort_unstable();
        are_parts && read == lines
    }

    /// Where the letters of a part end that stand at `from`, in that line. Marks behind it are its own.
    fn after(&self, from: usize, line: u64, part: &str) -> Option<usize> {
        let letters = letters(part);
        let is_whole = self.letters[from..].starts_with(&letters);
        let whole = is_whole.then_some(from + letters.len());
        let mut end = whole.or_else(|| self.ends(from, &letters).first().copied())?;
        while self.lines.get(end) == Some(&line)
            && let Some(length) = self.marks_at(end).max()
        {
            end += length;
        }
        (letters.is_empty() || self.lines[from] == line).then_some(end)
    }
}

/// Checks that every letter of `text`, read as a text even where it has markup, is in one place of its
/// charter, in order. A page shows not all of what is written.
pub(super) fn assert_whole(text: &str) {
    let source = source(text);
    let charter = interpret(&source, &syntax::parse(source.text()), &Options::default());
    let written = Written::of(text);
    let count = lines(text).count();
    let is_ended = text.is_empty() || text.ends_with(['\n', '\r']);
    assert_eq!(Lines::of(text).count(), count - usize::from(is_ended), "{text:?}");

    let parts = parts(&charter, text);
    assert!(parts.is_sorted_by_key(|(line, _)| *line), "parts are out of order: {text:?}");
    let mut at = 0;
    for (place, (line, part)) in parts.iter().enumerate() {
        match part {
            Part::Text(part) => {
                let after = written.after(at, *line, part);
                at = after.unwrap_or_else(|| {
                    panic!("{part:?} is not what stands in line {line}: {text:?}")
                });
            }
            Part::Table { layout, columns, rows } => {
                assert!(at >= written.start(*line), "lines above line {line} are lost: {text:?}");
                let end = end_of_table(&written, at, parts.get(place + 1));
                let table = Table { layout: *layout, columns, rows };
                table.assert_holds(&written, at..end);
                at = end;
            }
        }
    }
    assert_eq!(at, written.letters.len(), "the end of {text:?} is lost");
    assert_junk_is_kept(text, &parts);
    assert_rows_are_accounted_for(text, &charter);
}

/// Where the letters of a table end that begin `at`: where the next part begins, which may be in the
/// middle of a line.
fn end_of_table(written: &Written, at: usize, next: Option<&(u64, Part<'_>)>) -> usize {
    let Some((line, part)) = next else { return written.letters.len() };
    let start = at.max(written.start(*line));
    let Part::Text(text) = part else { return start };
    let mut ends = start..written.start(line + 1);
    ends.find(|&from| written.after(from, *line, text).is_some()).unwrap_or(start)
}

// ---- Tables --------------------------------------------------------------------------------------

struct Table<'c> {
    layout: Layout,
    columns: &'c [Column<'c>],
    rows: &'c [Row<'c>],
}

/// A part of a table that stands as a whole in its text, and whether another cell may be it too: one
/// that spans rows or columns is in each of them, and a duration may be a part of the purpose.
struct Piece {
    letters: Vec<char>,
    is_again: bool,
    /// Whether it goes on with the cell of the piece before it.
    goes_on: bool,
}

impl Table<'_> {
    fn labels(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter_map(|column| column.label.as_deref())
    }

    fn cells(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().flat_map(|row| row.cells.iter().map(|cell| &**cell))
    }

    /// Its labels and its cells, line by line, in groups that follow each other. In a group there is one,
    /// but for records: each says its labels itself, and what it says in any order.
    fn groups(&self, written: &Written) -> Vec<Vec<Piece>> {
        let is_record = self.layout == Layout::Records;
        let labels = self.labels().filter(|_| !is_record).flat_map(|label| pieces(label, false));
        let labels = labels.map(|piece| vec![Piece { goes_on: false, ..piece }]);
        labels.chain(self.groups_of_rows(written)).collect()
    }

    /// The same of its cells alone.
    fn groups_of_rows(&self, written: &Written) -> Vec<Vec<Piece>> {
        let is_record = self.layout == Layout::Records;
        let mut groups = Vec::new();
        for (place, row) in self.rows.iter().enumerate() {
            let above = place.checked_sub(1).map(|above| &self.rows[above].cells);
            // What is said of all names of a line or a list may stand behind the last of them.
            let below = self.rows.get(place + 1).filter(|_| is_record);
            let is_below = |column: usize, cell: &Cow<'_, str>| {
                below.filter(|it| it.cells.get(column) == Some(cell)).is_some_and(|below| {
                    below.line == row.line || self.is_said_below(place, column, written)
                })
            };
            let cell = |(column, cell): (usize, &Cow<'_, str>)| {
                let left = column.checked_sub(1).map(|left| &row.cells[left]);
                let is_above = above.and_then(|cells| cells.get(column)) == Some(cell)
                    || is_below(column, cell);
                let is_part =
                    |other: &Cow<'_, str>| other.len() > cell.len() && other.contains(&**cell);
                let is_said = is_record && row.cells.iter().any(is_part);
                pieces(cell, is_above || left == Some(cell) || is_said)
            };
            let cells = row.cells.iter().enumerate().map(cell);
            if is_record {
                groups.push(cells.flatten().collect());
            } else {
                groups.extend(cells);
            }
        }
        if is_record {
            return groups;
        }
        let pieces = groups.into_iter().flatten();
        pieces.map(|piece| vec![Piece { goes_on: false, ..piece }]).collect()
    }

    /// Whether a cell of a row stands on none of its lines, and below the line of the last of the rows that have it.
    fn is_said_below(&self, place: usize, column: usize, written: &Written) -> bool {
        let Some(rows) = self.rows.get(place..) else { return false };
        let cell = |row: &Row<'_>| row.cells.get(column).map(|cell| letters(cell));
        let Some(said) = rows.first().and_then(cell) else { return false };
        let count = rows.iter().take_while(|row| cell(row).as_ref() == Some(&said)).count();
        let (first, last) = (rows[0].line, rows[count - 1].line);
        let own = first..rows.get(1).map_or(first + 1, |next| next.line);
        !written.has(own, &said) && !written.has(last..last + 1, &said)
    }

    /// The same for a table that was written on its side: each label stands before the cells of its column.
    fn groups_on_side(&self) -> Vec<Vec<Piece>> {
        let column = |(at, label): (usize, _)| {
            let cells = self.rows.iter().filter_map(move |row| row.cells.get(at));
            std::iter::once(label).chain(cells.map(AsRef::as_ref))
        };
        let texts = self.labels().enumerate().flat_map(column);
        let pieces = texts.flat_map(|text| pieces(text, false));
        pieces.map(|piece| vec![Piece { goes_on: false, ..piece }]).collect()
    }

    fn assert_holds(&self, written: &Written, range: Range<usize>) {
        let text: String = written.letters[range.clone()].iter().collect();
        let has = |label: &str| {
            let letters = letters(label);
            range.clone().any(|at| !written.ends(at, &letters).is_empty()) || letters.is_empty()
        };
        let line = written.lines.get(range.start);
        let message = || {
            let read: Vec<_> = self.labels().chain(self.cells()).collect();
            format!("the table in line {line:?} has {read:?} of {text:?}: {:?}", written.text)
        };
        let has_lines = matches!(self.layout, Layout::Spaced | Layout::Piped);
        let is_cut_up = has_lines && self.is_aligned(written, range.clone())
            || self.is_below_labels(written, range.clone());
        assert!(self.labels().all(has) || is_cut_up, "a label is not there: {}", message());
        let lines = || self.cells().flat_map(|cell| cell.split('\n'));
        assert!(lines().all(has) || is_cut_up, "a cell is not there: {}", message());
        // All rows of a table that is on its side begin on one line.
        let is_in_order = self.is_in_order(&self.groups(written), written, range.clone())
            || self.rows.windows(2).all(|rows| rows[0].line == rows[1].line)
                && self.is_in_order(&self.groups_on_side(), written, range)
            || is_cut_up;
        assert!(is_in_order, "{}", message());
    }

    /// Whether the labels and every row have the letters of their lines, no more and no less, and each cell has
    /// its own in their order: lines of aligned cells hold parts of each.
    fn is_aligned(&self, written: &Written, range: Range<usize>) -> bool {
        let starts = self.rows.iter().map(|row| written.start(row.line).max(range.start));
        let starts: Vec<usize> = starts.chain([range.end]).collect();
        written.holds(self.labels(), range.start..starts[0])
            && self.rows.iter().zip(starts.windows(2)).all(|(row, lines)| {
                let cells = row.cells.iter().map(|cell| &**cell);
                lines[0] <= lines[1] && written.holds(cells, lines[0]..lines[1])
            })
    }

    /// Whether the labels have the letters above the first row in this way, and the cells are in order below.
    fn is_below_labels(&self, written: &Written, range: Range<usize>) -> bool {
        let Some(first) = self.rows.first() else { return false };
        let start = written.start(first.line).clamp(range.start, range.end);
        written.holds(self.labels(), range.start..start)
            && self.is_in_order(&self.groups_of_rows(written), written, start..range.end)
    }

    /// Whether what is written is its groups, in their order, with labels between that are said again and
    /// numbers before items.
    fn is_in_order(&self, groups: &[Vec<Piece>], written: &Written, range: Range<usize>) -> bool {
        let mut labels: Vec<_> = self.labels().map(letters).collect();
        if self.layout == Layout::Records {
            labels.extend(NAME_LABELS.iter().cloned());
        }
        let (mut states, mut seen) = (vec![(0, 0_u64, range.start)], HashSet::new());
        while let Some((group, said, at)) = states.pop() {
            if !seen.insert((group, said, at)) {
                continue;
            }
            let rest = &written.letters[at..range.end];
            let is_said = |label: &&Vec<char>| {
                let same =
                    |(one, other): (&char, &char)| one.to_lowercase().eq(other.to_lowercase());
                !label.is_empty() && rest.len() >= label.len() && rest.iter().zip(*label).all(same)
            };
            let again = labels.iter().filter(is_said);
            let numbers = written.numbers.get(&at).filter(|_| self.layout == Layout::Records);
            let skipped = again.map(Vec::len).chain(numbers.copied());
            let skipped = skipped.chain(written.marks_at(at));
            states.extend(skipped.map(|length| (group, said, at + length)));
            let Some(pieces) = groups.get(group) else {
                if rest.is_empty() {
                    return true;
                }
                continue;
            };
            if said.count_ones() as usize == pieces.len() {
                states.push((group + 1, 0, at));
            }
            for (place, piece) in pieces.iter().enumerate() {
                let is_said = |place: usize| said & (1 << place) != 0;
                if is_said(place) || (piece.goes_on && !is_said(place - 1)) {
                    continue;
                }
                let said = said | (1 << place);
                if piece.is_again {
                    states.push((group, said, at));
                }
                let ends = written.ends(at, &piece.letters).into_iter();
                states.extend(ends.map(|end| (group, said, end)));
            }
        }
        false
    }
}

/// The lines of a cell that have letters.
fn pieces(cell: &str, is_again: bool) -> Vec<Piece> {
    let lines = cell.split('\n').map(letters);
    let lines = lines.filter(|letters| !letters.is_empty());
    let pieces = lines.enumerate();
    pieces.map(|(at, letters)| Piece { letters, is_again, goes_on: at > 0 }).collect()
}

// ---- Lines and rows ------------------------------------------------------------------------------

/// Whether a line marks the one above as a heading, as it does when they are one alone, too.
fn is_rule(text: &str, number: u64) -> bool {
    let at = usize::try_from(number).expect("a line");
    let marked: Vec<&str> = lines(text).skip(at.saturating_sub(2)).take(2).collect();
    let marked = marked.join("\n");
    let blocks = syntax::parse(&marked).blocks;
    matches!(blocks.as_slice(), [syntax::Block::Heading(_, Some(Mark::Level(_)))])
}

/// Checks that a line without letters is junk word for word, unless it is in a table or its upper edge.
fn assert_junk_is_kept(text: &str, parts: &[(u64, Part<'_>)]) {
    for (number, line) in (1..).zip(lines(text)) {
        if is_blank(line) || line.chars().any(is_letter) {
            continue;
        }
        let next = parts.partition_point(|(other, _)| *other <= number);
        let is_kept = next.checked_sub(1).is_some_and(|at| match parts[at].1 {
            Part::Text(text) => parts[at].0 == number && text == trim(line),
            Part::Table { .. } => true,
        });
        let is_edge = |c| "|-:+=".contains(c) || ('\u{2500}'..='\u{257f}').contains(&c);
        let is_edge = matches!(parts.get(next), Some((_, Part::Table { .. })))
            && line.chars().all(|c| is_edge(c) || is_space(c) || is_invisible(c));
        assert!(
            is_kept || is_edge || is_rule(text, number),
            "{line:?} in line {number} is lost: {text:?}"
        );
    }
}

/// Checks that a row with a name either declares a cookie, or is a caption, or has a remark.
fn assert_rows_are_accounted_for(text: &str, charter: &Charter<'_>) {
    let declared: BTreeSet<_> = charter.cookies.iter().map(|cookie| cookie.line).collect();
    let remarked: BTreeSet<_> = charter.diagnostics.iter().filter_map(|it| it.line).collect();
    for block in charter.sections.iter().flat_map(|section| &section.blocks) {
        let Block::Table { columns, rows, .. } = block else { continue };
        let Some(names) = columns.iter().position(|it| it.field == Some(Field::Name)) else {
            continue;
        };
        for (place, row) in rows.iter().enumerate() {
            let name = &row.cells[names];
            let is_caption = row.cells.iter().all(|cell| is_blank(cell) || cell == name);
            let end = rows.get(place + 1).map_or(row.line + 1, |next| next.line.max(row.line + 1));
            assert!(
                is_caption
                    || !name.chars().any(is_letter)
                    || declared.contains(&row.line)
                    || remarked.range(row.line..end).next().is_some(),
                "{row:?} declares nothing, and nothing is said of it: {text:?}"
            );
        }
    }
}
