//! Tables whose cells nothing parts for sure: labels one after the other, with a seam, a space, or the
//! end of a line between them, and below them words that are cut by what they look like.
//!
//! `chain` finds the labels. They say which columns there are and what parts the cells at least; where
//! each cell ends is found by [`grid::cut`], the same program for every such table.

mod below;
mod chain;
mod run;

use std::borrow::Cow;

use super::lines::Lines;
use super::{Proposal, Table};
use crate::interpret::openings::Opening;
use crate::interpret::pieces::Piece;
use crate::interpret::weights;
use crate::interpret::words::{self, Break, LineOfCells, Stream};
use crate::interpret::{Context, columns, looks_like, openings};
use crate::model::Field;
use crate::syntax::Layout;
use crate::text::trim;
use below::Below;
use chain::Chain;
pub(in crate::interpret) use run::{Run, find as find_run};

/// No line of a header but the first is longer, in bytes.
const LABELS: usize = 160;
/// How many lines show whether there is a header at all.
const SHOWN: usize = 6;
/// How many lines a header may have.
const HEADER: usize = 24;
/// How many lines are cut at first.
const LINES: usize = 48;
/// No longer line is part of such a table, in bytes.
const LONGEST: usize = 8192;

/// The columns of a table that words alone found, for rows that go on below it.
#[derive(Clone, Debug)]
pub(in crate::interpret) struct Columns {
    fields: Vec<Option<Field>>,
    /// The break that parts cells, and the weakest that may.
    natural: Break,
    least: Break,
    reading: Reading,
}

/// How lines are taken apart into words.
#[derive(Clone, Copy, Debug, Default)]
struct Reading {
    /// Whether words have seams.
    has_seams: bool,
    /// Whether lines may have been broken at a width.
    is_broken: bool,
}

/// Proposes the table whose labels the first line begins, or one that goes on with the columns of the
/// table before.
pub(super) fn propose<'s>(
    lines: &mut Lines<'_, '_, 's>,
    context: &mut Context<'s>,
) -> Option<Proposal<'s>> {
    let may_begin = may_begin_header(lines, context);
    // Most lines begin no header, and no table was cut before: that is told without their words.
    if !may_begin && context.before.columns.is_none() {
        return None;
    }
    let first = lines.get(0, context)?;
    if first.is_row {
        return None;
    }
    let mut best: Option<Proposal<'s>> = None;
    for has_seams in [false, true].into_iter().filter(|_| may_begin) {
        if has_seams && !has_seam(lines, context) {
            break;
        }
        let Some(header) = header(lines, has_seams, context) else { continue };
        let Some(found) = header.best(lines, context) else { continue };
        // What looked like the first labels may be headings above those of the table.
        let below = header.below(lines, context).and_then(|below| below.best(lines, context));
        if below.is_some_and(|below| below.score > found.score) {
            return None;
        }
        if best.as_ref().is_none_or(|best| found.score > best.score) {
            best = Some(found);
        }
    }
    if best.is_some() {
        return best;
    }
    // Rows that go on begin with a name, or are not told from prose.
    first.head()?;
    let columns = context.before.columns.clone()?;
    Below { columns, start: 0 }.read(lines, &[], 0, context)
}

/// The rows from the piece at `at` on, one cell a line, below a header whose labels stand in the row
/// before; and where the next piece is.
pub(in crate::interpret) fn below<'s>(
    pieces: &[Piece<'_, 's>],
    at: usize,
    table: &mut Table<'s>,
    context: &mut Context<'s>,
) -> Option<usize> {
    let mut lines = Lines::new(pieces, at, std::mem::take(&mut context.window));
    let columns = Columns {
        fields: table.columns.iter().map(|column| column.field).collect(),
        natural: Break::Line,
        least: Break::Line,
        reading: Reading::default(),
    };
    let labels: Vec<_> =
        table.columns.iter().map(|column| column.label.clone().unwrap_or_default()).collect();
    let found = Below { columns, start: 0 }.read(&mut lines, &labels, 0, context);
    context.window = lines.into_window();
    let Proposal { table: found, next, columns, .. } = found?;
    table.columns = found.columns;
    table.rows = found.rows;
    table.layout = Layout::Stacked;
    table.diagnostics.extend(found.diagnostics);
    context.before.columns = columns;
    Some(next)
}

/// The labels of a table.
struct Header<'s> {
    chain: Chain,
    texts: Vec<Cow<'s, str>>,
    reading: Reading,
}

impl<'s> Header<'s> {
    fn of(chain: Chain, stream: &Stream<'s>, reading: Reading) -> Self {
        let text = |label: &chain::Label| one_line(stream.text(label.words.clone()));
        let texts = chain.labels.iter().map(text).collect();
        Self { chain, texts, reading }
    }

    /// The table below them for which most speaks; of several for which as much does the one whose cells
    /// the strongest breaks part.
    fn best(
        &self,
        lines: &mut Lines<'_, '_, 's>,
        context: &mut Context<'s>,
    ) -> Option<Proposal<'s>> {
        let Self { chain, texts, reading } = self;
        let mut found: Option<Proposal<'s>> = None;
        for (natural, least) in breaks(chain, reading.has_seams) {
            let columns = Columns { fields: chain.fields(), natural, least, reading: *reading };
            let below = Below { columns, start: chain.end() };
            let looser = if least < natural { weights::LOOSER_CELLS } else { 0 };
            let next = below.read(lines, texts, chain.score - looser, context);
            found = match (found, next) {
                (Some(found), Some(next)) if next.score > found.score => Some(next),
                (found, next) => found.or(next),
            };
        }
        found
    }

    /// The labels without the first of them, where one of those comes again.
    fn below(&self, lines: &mut Lines<'_, '_, 's>, context: &mut Context<'s>) -> Option<Self> {
        if !self.chain.has_again() {
            return None;
        }
        let (stream, _) = stream(lines, HEADER, self.reading, context)?;
        let starts = self.chain.labels.iter().skip(1).map(|label| label.words.start);
        let mut starts = starts.filter(|&start| stream.gap(start).ends_line());
        let chain = starts.find_map(|start| chain::read(&stream, start))?;
        Some(Self::of(chain, &stream, self.reading))
    }
}

/// The labels that the lines begin with.
fn header<'s>(
    lines: &mut Lines<'_, '_, 's>,
    has_seams: bool,
    context: &mut Context<'s>,
) -> Option<Header<'s>> {
    let mut reading = Reading { has_seams, is_broken: true };
    // A few lines show most headings to be none.
    chain::read(&stream(lines, SHOWN, reading, context)?.0, 0)?;
    let (mut stream, _) = stream(lines, HEADER, reading, context)?;
    let mut chain = chain::read(&stream, 0)?;
    // Of labels with a line each none was broken.
    let is_line = |label: &chain::Label| {
        stream.gap(label.words.start).ends_line() && stream.gap(label.words.end).ends_line()
    };
    if chain.labels.iter().filter(|label| is_line(label)).count() > 1 {
        reading.is_broken = false;
        stream = self::stream(lines, HEADER, reading, context)?.0;
        chain = chain::read(&stream, 0)?;
    }
    Some(Header::of(chain, &stream, reading))
}

/// Whether labels may begin with the first line: it is a header, or a label or several, and another stands
/// soon below. Most headings with a word that is a label are none.
fn may_begin_header<'s>(lines: &mut Lines<'_, '_, 's>, context: &mut Context<'s>) -> bool {
    const SOON: std::ops::RangeInclusive<usize> = 1..=3;
    let label = Opening::LABEL.or(Opening::LABELS);
    // Words of labels in the heading of a category head none where the labels stand below.
    if lines.opens(1, Opening::LABEL)
        && lines
            .category()
            .is_some_and(|it| columns::whole_labels(context.scan(it)).next().is_none())
    {
        return false;
    }
    if lines.opens(0, label) && SOON.into_iter().any(|at| lines.opens(at, label)) {
        return true;
    }
    let first = lines.heading(0).filter(|_| lines.opens(0, Opening::LABELS));
    first.is_some_and(|first| {
        let language = context.language;
        context.knowledge.label_lines.get(language, first).unwrap_or_else(|| {
            let begins = openings::has_seams(first)
                || lines.get(0, context).is_some_and(|it| chain::read(&it.stream, 0).is_some());
            context.knowledge.label_lines.keep(language, first, begins)
        })
    })
}

/// Whether one of the first lines has a word that may be two.
fn has_seam<'s>(lines: &mut Lines<'_, '_, 's>, context: &mut Context<'s>) -> bool {
    const FEW: usize = 6;
    (0..FEW).any(|at| lines.get(at, context).is_some_and(|line| openings::has_seams(line.source)))
}

/// What may part the cells below a header, and the weakest break that may, the strongest first: cells may be
/// parted less than labels are.
fn breaks(chain: &Chain, has_seams: bool) -> Vec<(Break, Break)> {
    match chain.natural {
        Break::Seam => vec![(Break::Seam, Break::Seam)],
        Break::Space | Break::Wide if has_seams => vec![(Break::Seam, Break::Seam)],
        _ if has_seams => Vec::new(),
        Break::Blank => vec![(Break::Blank, Break::Blank), (Break::Line, Break::Line)],
        Break::Wide => vec![(Break::Wide, Break::Wide), (Break::Space, Break::Space)],
        Break::Line => vec![(Break::Line, Break::Line), (Break::Line, Break::Space)],
        natural => vec![(natural, natural)],
    }
}

/// The lines from the first on as one stream, at most `most`, and how many they are.
fn stream<'s>(
    lines: &mut Lines<'_, '_, 's>,
    most: usize,
    reading: Reading,
    context: &mut Context<'s>,
) -> Option<(Stream<'s>, usize)> {
    let mut found: Vec<LineOfCells<'s>> = Vec::new();
    while found.len() < most
        && let Some(line) = lines.get(found.len(), context)
    {
        let longest = if most <= HEADER && !found.is_empty() { LABELS } else { LONGEST };
        // A heading above that of the first line begins something else.
        let is_above = lines.get(0, context).is_some_and(|first| line.level() < first.level());
        if line.source.len() > longest || is_above {
            break;
        }
        let text = line.text();
        // Runs of spaces part cells, no words of a heading.
        let is_heading = line.is_known_heading()
            && !text.contains("  ")
            && !looks_like::duration(&text, context.lexicon);
        let before = if line.is_apart { Break::Blank } else { Break::Line };
        found.push(LineOfCells { source: line.source, cells: vec![text], before, is_heading });
    }
    let count = found.len();
    if !context.may_cut(count) {
        return None;
    }
    // Blank lines round every line show nothing.
    if found.iter().skip(1).all(|line| line.before == Break::Blank) {
        for line in &mut found {
            line.before = Break::Line;
        }
    }
    if reading.is_broken {
        words::soften(&mut found);
    }
    Some((Stream::of(found, reading.has_seams, context), count))
}

/// A text of several lines on one.
fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\n') {
        let lines: Vec<&str> = text.split('\n').map(trim).collect();
        return Cow::Owned(lines.join(" "));
    }
    text
}
