//! What each word of a stream may be, looked up once for all spans that it is in.

use std::ops::{BitOr, Range};
use std::sync::Arc;

use super::{Break, LineOfCells, Word};
use crate::interpret::Context;
use crate::interpret::evidence::spelling;
use crate::lexicon::{
    ConsentTerm, Known, Language, Lexicon, Measure, NameTerm, RetentionTerm, Term, Unit,
};
use crate::model::{Field, Kind};
use crate::quantity::{Said, SpanFinder, Vocabulary};
use crate::text::{Typography, is_letter, normal, words};

/// What a word may be, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::interpret) struct Traits(u32);

impl Traits {
    /// A frequent word of sentences.
    pub(in crate::interpret) const FUNCTION: Self = Self(1);
    /// A number, in figures or in words.
    pub(in crate::interpret) const NUMBER: Self = Self(1 << 1);
    /// A unit of time.
    pub(in crate::interpret) const UNIT: Self = Self(1 << 2);
    /// A word that stands in durations.
    pub(in crate::interpret) const MEASURE: Self = Self(1 << 3);
    /// It makes a duration of what it stands in: a unit behind its number, a word for a session.
    pub(in crate::interpret) const ANCHOR: Self = Self(1 << 4);
    /// It begins with a capital.
    pub(in crate::interpret) const UPPER: Self = Self(1 << 5);
    /// It begins with a small letter.
    pub(in crate::interpret) const LOWER: Self = Self(1 << 6);
    /// A sentence ends with it.
    pub(in crate::interpret) const STOP: Self = Self(1 << 7);
    /// A comma or a semicolon is behind it.
    pub(in crate::interpret) const COMMA: Self = Self(1 << 8);
    /// A parenthesis opens in it.
    pub(in crate::interpret) const OPENS: Self = Self(1 << 9);
    /// A parenthesis closes in it.
    pub(in crate::interpret) const CLOSES: Self = Self(1 << 10);
    /// It is the name of a host.
    pub(in crate::interpret) const HOST: Self = Self(1 << 11);
    /// A form of company: it ends the name of one.
    pub(in crate::interpret) const LEGAL: Self = Self(1 << 12);
    /// It may stand round a category in a heading.
    pub(in crate::interpret) const FILLER: Self = Self(1 << 13);
    /// A word for a cookie.
    pub(in crate::interpret) const COOKIE: Self = Self(1 << 14);
    /// A word for the portal itself.
    pub(in crate::interpret) const PORTAL: Self = Self(1 << 16);
    /// What somebody does who has cookies kept.
    pub(in crate::interpret) const SETS: Self = Self(1 << 15);
    /// It joins two names.
    pub(in crate::interpret) const JOINS: Self = Self(1 << 17);
    /// It is part of the name of a category.
    pub(in crate::interpret) const CATEGORY: Self = Self(1 << 18);
    /// It says whose a cookie is: first or third party.
    pub(in crate::interpret) const PARTY: Self = Self(1 << 19);
    /// It is part of a known provider.
    pub(in crate::interpret) const PROVIDER: Self = Self(1 << 20);
    /// It has no letter and no digit.
    pub(in crate::interpret) const MARK: Self = Self(1 << 21);
    /// A colon is behind it.
    pub(in crate::interpret) const COLON: Self = Self(1 << 22);
    /// It begins with a parenthesis.
    pub(in crate::interpret) const BRACKET: Self = Self(1 << 24);
    /// Yes or no.
    pub(in crate::interpret) const ANSWER: Self = Self(1 << 27);
    /// It says of a cookie that it is kept or goes: "expires", "kept".
    pub(in crate::interpret) const KEEPS: Self = Self(1 << 28);
    /// What comes next is how names begin: "starting with".
    pub(in crate::interpret) const BEGINS: Self = Self(1 << 30);
    /// What comes next is called so: "a cookie named".
    pub(in crate::interpret) const CALLS: Self = Self(1 << 31);
    /// It denies what is said: "not", "never".
    pub(in crate::interpret) const NEGATION: Self = Self(1 << 29);
    /// It has capitals behind its beginning.
    pub(in crate::interpret) const CAPITALS: Self = Self(1 << 26);
    /// It goes on with a provider, a duration or a category that is known by all its words.
    pub(in crate::interpret) const GOES_ON: Self = Self(1 << 25);
    /// A dash that stands for nothing.
    pub(in crate::interpret) const NONE: Self = Self(1 << 23);

    /// Whether it has one of these traits at least.
    pub(in crate::interpret) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitOr for Traits {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What the words of a stream may be.
#[derive(Default)]
pub(in crate::interpret) struct Features {
    traits: Vec<Traits>,
    /// How much each looks like a name.
    names: Vec<i32>,
    /// The labels by the words that they begin with.
    labels: Vec<(Range<usize>, Field)>,
    /// The categories and where they stand, by their first words.
    pub(in crate::interpret) categories: Vec<(Range<usize>, Kind)>,
    /// The keywords of labels by the words that they begin with.
    keywords: Vec<(Range<usize>, Field)>,
    /// Whether nouns may have capitals in its language.
    has_capital_nouns: bool,
}

/// What is known of words on one line, whatever stands round it. Places are those in the line.
#[derive(Debug, Default)]
pub(in crate::interpret) struct Line {
    traits: Vec<Traits>,
    names: Vec<i32>,
    /// The words of each label, and its field.
    labels: Vec<(Range<usize>, Field)>,
    categories: Vec<(Range<usize>, Kind)>,
    keywords: Vec<(Range<usize>, Field)>,
}

impl Features {
    pub(super) fn of(lines: &[LineOfCells<'_>], words: &[Word], context: &mut Context<'_>) -> Self {
        let count = words.len();
        let mut features = Self {
            traits: Vec::with_capacity(count),
            names: Vec::with_capacity(count),
            labels: Vec::new(),
            categories: Vec::new(),
            keywords: Vec::new(),
            has_capital_nouns: context.language.is_none_or(Language::has_capital_nouns),
        };
        let (mut joined, mut before) = (String::new(), String::new());
        // What stands on one line, or did before it was broken at a width.
        for part in words.chunk_by(|_, next| next.gap.strength < Break::Line) {
            std::mem::swap(&mut joined, &mut before);
            joined.clear();
            for word in part {
                let cell = lines.get(word.line).and_then(|line| line.cells.get(word.cell));
                let text = cell.and_then(|cell| cell.get(word.start..word.end));
                if !joined.is_empty() {
                    joined.push(' ');
                }
                joined.push_str(text.unwrap_or_default());
            }
            features.add_label_over_lines(&before, &joined, context);
            features.add(&line(&joined, context));
        }
        features.anchor(words);
        features
    }

    pub(in crate::interpret) fn traits(&self, at: usize) -> Traits {
        self.traits.get(at).copied().unwrap_or_default()
    }

    /// Whether nouns may have capitals in the language of the words.
    pub(in crate::interpret) fn has_capital_nouns(&self) -> bool {
        self.has_capital_nouns
    }

    /// How much a word looks like the name of a cookie.
    pub(in crate::interpret) fn name(&self, at: usize) -> i32 {
        self.names.get(at).copied().unwrap_or_default()
    }

    pub(super) fn labels(&self, at: usize) -> impl Iterator<Item = (usize, Field)> {
        beginning(&self.labels, at)
    }

    /// The keywords of labels that begin with a word.
    pub(in crate::interpret) fn keywords(&self, at: usize) -> impl Iterator<Item = (usize, Field)> {
        beginning(&self.keywords, at)
    }

    /// Adds the words of a line, behind those that are there.
    fn add(&mut self, line: &Line) {
        let first = self.traits.len();
        self.traits.extend(&line.traits);
        self.names.extend(&line.names);
        let of_stream = |words: &Range<usize>| words.start + first..words.end + first;
        for (all, found) in [(&mut self.labels, &line.labels), (&mut self.keywords, &line.keywords)]
        {
            all.extend(found.iter().map(|(words, field)| (of_stream(words), *field)));
        }
        let categories = line.categories.iter();
        self.categories.extend(categories.map(|(words, kind)| (of_stream(words), *kind)));
    }

    /// Adds the label that a short line begins, behind those that are there, and the next ends.
    fn add_label_over_lines(&mut self, line: &str, next: &str, context: &mut Context<'_>) {
        const SHORT: usize = 32;
        if line.is_empty() || line.len() > SHORT || next.len() > SHORT {
            return;
        }
        let both = format!("{line} {next}");
        if !context.lexicon.begins_with_label(&both) {
            return;
        }
        let (all, count) = (both.split(' ').count(), line.split(' ').count());
        let first = self.traits.len() - count;
        let is_over = |words: &Range<usize>| *words == (0..all);
        let found = self::line(&both, context);
        let found = found.labels.iter().filter(|(words, _)| is_over(words));
        let found = found.map(|(words, field)| (words.start + first..words.end + first, *field));
        let at = self.labels.partition_point(|(words, _)| words.start < first);
        self.labels.splice(at..at, found);
    }

    /// Marks what makes durations: a unit behind a number, also at the next line.
    fn anchor(&mut self, words: &[Word]) {
        for at in 1..self.traits.len() {
            let is_near = words.get(at).is_some_and(|word| word.gap.strength < Break::Tab);
            let is_counted = is_near
                && self.traits(at - 1).has(Traits::NUMBER)
                && self.traits(at).has(Traits::UNIT);
            if let Some(unit) = self.traits.get_mut(at).filter(|_| is_counted) {
                unit.add(Traits::ANCHOR | Traits::MEASURE);
            }
        }
    }
}

/// The word after each of those that begin with a word, and its field. They stand in the order of their first
/// words.
fn beginning(those: &[(Range<usize>, Field)], at: usize) -> impl Iterator<Item = (usize, Field)> {
    let first = those.partition_point(|(words, _)| words.start < at);
    let rest = those.get(first..).unwrap_or_default().iter();
    rest.take_while(move |(words, _)| words.start == at).map(|(words, field)| (words.end, *field))
}

/// What is known of the words of a line, which stand with a space between them: charters copy their lines
/// from one another.
fn line(joined: &str, context: &mut Context<'_>) -> Arc<Line> {
    if let Some(known) = context.knowledge.lines.get(context.language, joined) {
        return known;
    }
    let line = Arc::new(Line::of(joined, context));
    context.knowledge.lines.keep(context.language, joined, line)
}

impl Line {
    fn of(words: &str, context: &mut Context<'_>) -> Self {
        let mut line = Self::default();
        let mut joined = String::with_capacity(words.len());
        let mut starts = Vec::new();
        for text in words.split(' ') {
            let text = &*normal(text, Typography::Plain);
            let (traits, name) = spelling(text, context);
            line.traits.push(traits);
            line.names.push(name);
            if !joined.is_empty() {
                joined.push(' ');
            }
            starts.push(joined.len());
            joined.push_str(text);
        }
        let scan = context.scan(&joined);
        // The word of the line that each word of the scan is in.
        let places: Vec<usize> = scan
            .words
            .iter()
            .map(|word| starts.partition_point(|&start| start <= word.start) - 1)
            .collect();
        for hit in &scan.hits {
            let (Some(&start), Some(&last)) = (places.get(hit.word), places.get(hit.end() - 1))
            else {
                continue;
            };
            let begins = hit.word == 0 || places.get(hit.word - 1) != Some(&start);
            let ends = places.get(hit.end()) != Some(&last);
            // "Session-cookie" is a cookie.
            if ends && (begins || hit.term == Term::Cookie) {
                line.add_hit(hit.term, start..last + 1);
            }
        }
        line.add_durations(&joined, &starts, context);
        line.add_beginnings(&joined, &starts, context.lexicon);
        line.add_providers(&joined, &starts);
        line
    }

    fn mark(&mut self, range: Range<usize>, traits: Traits) {
        for word in self.traits.get_mut(range).into_iter().flatten() {
            word.add(traits);
        }
    }

    fn add_hit(&mut self, term: Term, words: Range<usize>) {
        match term {
            Term::Label(field) => self.labels.push((words, field)),
            Term::Keyword(field) => self.keywords.push((words, field)),
            Term::Category(kind @ (Kind::FirstParty | Kind::ThirdParty)) => {
                self.mark(words.clone(), Traits::PARTY);
                self.categories.push((words, kind));
            }
            Term::Category(kind) => {
                self.mark(words.start + 1..words.end, Traits::GOES_ON);
                self.mark(words.clone(), Traits::CATEGORY);
                self.categories.push((words, kind));
            }
            Term::Function => self.mark(words, Traits::FUNCTION),
            Term::Filler => self.mark(words, Traits::FILLER),
            Term::Cookie => self.mark(words, Traits::COOKIE),
            Term::Portal => self.mark(words, Traits::PORTAL),
            Term::Sets => self.mark(words, Traits::SETS),
            Term::Calls => self.mark(words, Traits::CALLS),
            Term::Consent(ConsentTerm::Negation) => self.mark(words, Traits::NEGATION),
            Term::Consent(ConsentTerm::Answer) => self.mark(words, Traits::ANSWER),
            _ => {}
        }
    }

    fn add_durations(&mut self, joined: &str, starts: &[usize], context: &Context<'_>) {
        let vocabulary =
            Vocabulary { lexicon: context.lexicon, language: context.language, is_strict: false };
        let mut finder = SpanFinder::default();
        // "user_session" is a name.
        let is_joined = |at: usize| joined.as_bytes().get(at) == Some(&b'_');
        for span in finder.find(joined, vocabulary) {
            if span.place.start.checked_sub(1).is_some_and(is_joined) || is_joined(span.place.end) {
                continue;
            }
            let place = |at: usize| starts.partition_point(|&start| start <= at) - 1;
            let words = place(span.place.start)..place(span.place.end.saturating_sub(1)) + 1;
            let traits = match span.said {
                Said::Nothing => Traits::NONE,
                Said::Beginning => Traits::MEASURE,
                Said::Amount | Said::Session | Said::Forever | Said::Date => {
                    self.mark(words.end - 1..words.end, Traits::ANCHOR);
                    Traits::MEASURE
                }
            };
            self.mark(words.start + 1..words.end, Traits::GOES_ON);
            self.mark(words, traits);
        }
    }

    /// Marks the words behind which stands how names begin, and what it is.
    fn add_beginnings(&mut self, joined: &str, starts: &[usize], lexicon: &Lexicon) {
        let place = |at: usize| starts.partition_point(|&start| start <= at) - 1;
        let beginnings = lexicon.naming(joined).filter(|(_, term)| *term == NameTerm::Beginning);
        for (bytes, _) in beginnings {
            let words = place(bytes.start)..place(bytes.end - 1) + 1;
            self.mark(words.start + 1..words.end + 1, Traits::GOES_ON);
            self.mark(words, Traits::BEGINS);
        }
    }

    fn add_providers(&mut self, joined: &str, starts: &[usize]) {
        let known = Known::get();
        let mut at = 0;
        while let Some(&start) = starts.get(at) {
            let rest = joined.get(start..).unwrap_or_default();
            let name = rest.trim_start_matches(['(', '[', '"', '“', '«']);
            let Some(length) = known.provider_at(name) else {
                at += 1;
                continue;
            };
            let length = rest.len() - name.len() + length;
            let end = starts.partition_point(|&next| next < start + length);
            self.mark(at..end, Traits::PROVIDER);
            self.mark(at + 1..end, Traits::GOES_ON);
            at = end.max(at + 1);
        }
    }
}

/// How much a word looks like a name.
pub(in crate::interpret) fn name(word: &str, context: &mut Context<'_>) -> i32 {
    spelling(word, context).1
}

/// What the spelling of a word tells, and how much it looks like a name: texts have few words.
fn spelling(word: &str, context: &mut Context<'_>) -> (Traits, i32) {
    if let Some(known) = context.knowledge.words.get(None, word) {
        return known;
    }
    let found = (spelled(word, context.lexicon), spelling::of_word(word));
    context.knowledge.words.keep(None, word, found)
}

/// What the spelling of a word tells.
fn spelled(word: &str, lexicon: &Lexicon) -> Traits {
    let mut traits = Traits::default();
    let mut add = |holds: bool, trait_: Traits| {
        if holds {
            traits.add(trait_);
        }
    };
    let mut letters = word.chars().filter(|&c| is_letter(c));
    let first = letters.next();
    add(first.is_some_and(char::is_uppercase), Traits::UPPER);
    add(word.starts_with(char::is_lowercase), Traits::LOWER);
    add(word.chars().skip(1).any(char::is_uppercase), Traits::CAPITALS);
    add(first.is_none(), Traits::MARK);
    add(matches!(word, "-" | "–" | "—" | "--" | "/"), Traits::NONE);
    add(word.ends_with(['.', '!', '?', '…']) && word.len() > 2, Traits::STOP);
    add(word.ends_with([',', ';']), Traits::COMMA);
    add(word.ends_with(':'), Traits::COLON);
    add(word.starts_with('('), Traits::BRACKET);
    let count = |open: char| word.matches(open).count();
    add(count('(') > count(')'), Traits::OPENS);
    add(count(')') > count('('), Traits::CLOSES);
    let bare = word.trim_matches(['(', ')', ',', ';', '.', ':', '<', '≤', '~', '>']);
    let is_number = !bare.is_empty()
        && bare.bytes().all(|byte| byte.is_ascii_digit() || b".,/".contains(&byte))
        && bare.starts_with(|c: char| c.is_ascii_digit());
    add(is_number, Traits::NUMBER | Traits::MEASURE);
    add(spelling::is_host(bare), Traits::HOST);
    add(Known::is_company_form(bare), Traits::LEGAL);
    let joins = matches!(bare, "/" | "&" | "+") || lexicon.joins_names(&bare.to_lowercase());
    add(joins && word.len() <= 6, Traits::JOINS);
    let stands_for = lexicon.naming_whole(bare);
    add(
        matches!(stands_for, Some(NameTerm::Vague | NameTerm::None | NameTerm::Unsaid)),
        Traits::NONE,
    );
    add(is_unit(bare, lexicon), Traits::UNIT);
    add(keeps(bare, lexicon), Traits::KEEPS);
    traits
}

/// Whether a word says of a cookie that it is kept or goes.
fn keeps(word: &str, lexicon: &Lexicon) -> bool {
    let expires = Measure::Term(RetentionTerm::Expires);
    alone(word).is_some_and(|spelling| {
        let found = lexicon.meanings(None, [spelling]);
        found.is_some_and(|(_, meanings)| meanings.iter().any(|(it, _)| *it == expires))
    })
}

/// Whether a word is a unit of time.
pub(super) fn is_unit(word: &str, lexicon: &Lexicon) -> bool {
    let measures = alone(word).and_then(|spelling| lexicon.measure(None, [spelling]));
    measures.is_some_and(|(_, mut measures)| {
        measures.any(|it| matches!(it, Measure::Unit(unit) if unit < Unit::Session))
    })
}

/// The spelling of a text that is one word.
fn alone(text: &str) -> Option<u64> {
    let mut words = words(text);
    words.next().filter(|_| words.next().is_none()).map(|word| word.spelling)
}
