//! What tables declare of cookies, across languages and templates: for each cookie what most charters say of it,
//! and those that say otherwise.
//!
//! A cookie is the same by its name; where a charter declares a name more than once, by its domain or its provider
//! as well. Durations are compared as quantities, categories as kinds, providers without the forms of companies. What
//! a charter does not state is not compared. Which cookies there are is compared among charters that have at least
//! half of the cookies of the fewer in common: what other sites declare is no fault of theirs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::census::read_columns;
use super::comparison::{Comparison, compare};
use super::corpus::{self, CharterId, Column, Corpus, Document, DocumentId, Table, TextRef};
use super::difference::{Difference, Level, Subject};
use super::families;
use super::mask::shown;
use super::report::{Baseline, BlockKind, Family, Passage, Reading, Report, Variation};
use super::rules::judge;
use super::variations::Fingerprints;
use super::votes::majority;
use super::words::words;
use super::{CONSENSUS, Census, Severity, of_charters};
use crate::interpret::retention_of;
use crate::lexicon::{Known, Language, Lexicon};
use crate::model::{Field, Kind, RetentionKind, Role};
use crate::quantity::{Quantity, Vocabulary, quantities};

/// Compares what the tables of all charters declare; what weighs less than `least` is only counted.
#[must_use]
pub fn report_declared(census: &Census, least: Severity) -> Report {
    let census = &*census.as_meant();
    let corpus = Corpus::new(census);
    let cookies = cookies(&corpus);
    let peers = Peers::new(&corpus, &cookies);
    let mut found =
        Findings { corpus: &corpus, fingerprints: Fingerprints::default(), all: Vec::new() };
    for cookie in &cookies {
        found.presence(cookie, &peers);
        for same in cookie.told_apart(&corpus) {
            found.fields(&same);
        }
    }
    let language = |document| corpus.language(document).map(Language::code);
    let languages: BTreeSet<_> = corpus.documents().map(language).collect();
    let language = languages.first().copied().flatten().filter(|_| languages.len() == 1);
    let family = Family {
        language: language.map(str::to_owned),
        charters: census.charters() as u64,
        baseline: CONSENSUS.to_owned(),
        variations: found.all,
        first: census.charters.first().map(|first| census.path(first).to_owned()),
    };
    let families = Some(family).into_iter().filter(|family| family.charters > 0).collect();
    let report = Report::new(census, families, of_charters(census).collect());
    let mut report = Report { declared: true, ..report };
    report.hide_below(least);
    report
}

/// A cookie that documents declare.
pub(super) struct Cookie {
    pub(super) rows: Vec<Row>,
}

/// One row that declares a cookie. Texts are numbers.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) document: DocumentId,
    item: u32,
    cells: u32,
    name: u32,
    kind: Option<Kind>,
    provider: Option<u32>,
    domain: Option<u32>,
    /// The retention, and the label of its column.
    retention: Option<(u32, u32)>,
}

/// Documents that declare much the same, with how many charters have them, and of which each is.
struct Peers {
    groups: Vec<(Vec<DocumentId>, u64)>,
    group_of: HashMap<DocumentId, usize>,
}

impl Peers {
    fn new(corpus: &Corpus<'_>, cookies: &[Cookie]) -> Self {
        let mut peers = Self { groups: Vec::new(), group_of: HashMap::new() };
        for documents in families::by_cookies(corpus, cookies) {
            let weight = corpus.weight_of(&documents);
            peers.group_of.extend(documents.iter().map(|&it| (it, peers.groups.len())));
            peers.groups.push((documents, weight));
        }
        peers
    }
}

/// All cookies, by their names.
fn cookies(corpus: &Corpus<'_>) -> Vec<Cookie> {
    let mut cookies: HashMap<u64, Vec<Row>> = HashMap::new();
    for document in corpus.documents() {
        for table in Document::read(corpus, document).tables {
            for row in table.rows.iter().filter_map(|row| declared(corpus, document, &table, row)) {
                cookies.entry(corpus.name(row.name)).or_default().push(row);
            }
        }
    }
    let mut cookies: Vec<_> = cookies.into_values().map(|rows| Cookie { rows }).collect();
    let name = |it: &Cookie| it.rows.first().map(|row| corpus.census.texts.get(row.name));
    cookies.sort_by(|one, other| name(one).cmp(&name(other)));
    cookies
}

/// What a row declares, if it has the name of a cookie.
fn declared(
    corpus: &Corpus<'_>,
    document: DocumentId,
    table: &Table,
    row: &corpus::Row,
) -> Option<Row> {
    let text = |field| {
        let text = corpus.cell(row.cells, table.columns, Column::Known(field));
        Some(text).filter(|&text| !corpus.census.texts.get(text).is_empty())
    };
    let mut columns = read_columns(corpus.census.headers.get(table.columns));
    let label = columns.find(|&(field, _)| field == Some(Field::Retention)).map(|(_, label)| label);
    Some(Row {
        document,
        item: row.item,
        cells: row.cells,
        name: text(Field::Name)?,
        kind: row.category.filter(|&kind| kind != Kind::Other),
        provider: text(Field::Provider),
        domain: text(Field::Domain),
        retention: text(Field::Retention).zip(label),
    })
}

impl Cookie {
    /// The rows of the same cookie: where a document declares the name more than once, those of one domain, or else
    /// of one provider. Of each document the first counts.
    fn told_apart(&self, corpus: &Corpus<'_>) -> Vec<Vec<Row>> {
        let words = |text: Option<u32>| text.map(|text| corpus.first_text(text));
        let domain = |row: &Row| words(row.domain);
        let provider = |row: &Row| words(row.provider);
        let tells = |what: &dyn Fn(&Row) -> Option<u32>| {
            let same = self.rows.chunk_by(|one, next| one.document == next.document);
            let is_told = |rows: &[Row]| {
                rows.iter().map(what).collect::<BTreeSet<_>>().into_iter().flatten().count() > 1
            };
            same.into_iter().any(is_told)
        };
        let mut parts: BTreeMap<Option<u32>, Vec<Row>> = BTreeMap::new();
        let key: &dyn Fn(&Row) -> Option<u32> = match () {
            () if tells(&domain) => &domain,
            () if tells(&provider) => &provider,
            () => &|_| None,
        };
        for row in &self.rows {
            let part = parts.entry(key(row)).or_default();
            if part.last().is_none_or(|last| last.document != row.document) {
                part.push(*row);
            }
        }
        parts.into_values().collect()
    }
}

/// What a row says in a field: what is the same however it is written, and the text.
type Said = (String, String);

/// The variations that are found.
struct Findings<'f, 'c> {
    corpus: &'f Corpus<'c>,
    fingerprints: Fingerprints,
    all: Vec<Variation>,
}

impl Findings<'_, '_> {
    /// Compares the fields of the rows of a cookie.
    fn fields(&mut self, rows: &[Row]) {
        let corpus = self.corpus;
        for field in [Field::Provider, Field::Category, Field::Retention] {
            // By what is said, in the order of the charters that say it first.
            let mut said: BTreeMap<String, Vec<(String, Row)>> = BTreeMap::new();
            for row in rows {
                if let Some((value, text)) = self.said(row, field) {
                    said.entry(value).or_default().push((text, *row));
                }
            }
            for same in said.values_mut() {
                same.sort_by_key(|(_, row)| corpus.first(row.document));
            }
            let votes = said.iter().flat_map(|(value, same)| {
                let vote = |row: &Row| (corpus.weight(row.document), corpus.first(row.document));
                same.iter().map(move |(_, row)| (value.as_str(), vote(row).0, vote(row).1))
            });
            let Some(most) = majority(votes) else { continue };
            let values = said.len();
            // Who each portal is is its own.
            if field == Field::Provider && most.weight == 1 && values > 2 {
                continue;
            }
            let Some((baseline, base)) = said.get(most.of).and_then(|same| same.first()) else {
                continue;
            };
            let baseline_said = (most.of.to_owned(), baseline.clone());
            for (value, same) in said.iter().filter(|(value, _)| *value != most.of) {
                let Some((text, _)) = same.first() else { continue };
                let comparison = compare(baseline, text, None);
                let comparison = Comparison { is_changed: true, ..comparison };
                let who: Vec<Row> = same.iter().map(|&(_, row)| row).collect();
                self.tell(
                    Subject::Field(Some(field)),
                    [Some(&baseline_said), Some(&(value.clone(), text.clone()))],
                    (base, Some(field)),
                    &who,
                    (most.weight, most.tie),
                    &comparison,
                );
            }
        }
    }

    fn said(&self, row: &Row, field: Field) -> Option<Said> {
        let text = |number: u32| self.corpus.census.texts.get(number);
        match field {
            Field::Category => row.kind.map(|kind| [kind.name(); 2].map(str::to_owned).into()),
            Field::Provider => {
                let text = text(row.provider?);
                let is_form = |word: &str| Known::is_company_form(word);
                let own = |all: bool| {
                    let words = words(text)
                        .filter(|it| all || !text.get(it.start..it.end).is_some_and(is_form));
                    words.fold(String::new(), |all, word| format!("{all}{:x} ", word.spelling))
                };
                let value = Some(own(false)).filter(|it| !it.is_empty());
                Some((value.unwrap_or_else(|| own(true)), text.to_owned()))
            }
            Field::Retention => {
                let (cell, label) = row.retention?;
                let language = self.corpus.language(row.document);
                Some((quantity(text(cell), text(label), language)?, text(cell).to_owned()))
            }
            _ => None,
        }
    }

    /// Compares whether a cookie is declared, among charters that declare much the same.
    fn presence(&mut self, cookie: &Cookie, peers: &Peers) {
        let corpus = self.corpus;
        let mut groups: BTreeMap<usize, BTreeMap<DocumentId, Row>> = BTreeMap::new();
        for row in &cookie.rows {
            if let Some(&group) = peers.group_of.get(&row.document) {
                groups.entry(group).or_default().entry(row.document).or_insert(*row);
            }
        }
        for (group, rows) in groups {
            let Some((documents, weight)) = peers.groups.get(group) else { continue };
            let there: u64 = rows.keys().map(|&it| corpus.weight(it)).sum();
            let absent = weight - there;
            let Some(row) = rows.values().min_by_key(|row| corpus.first(row.document)) else {
                continue;
            };
            let without = || documents.iter().filter(|it| !rows.contains_key(it));
            let tie = there == absent;
            let first_without = || without().map(|&it| corpus.first(it)).min();
            let is_there =
                there > absent || (tie && Some(corpus.first(row.document)) < first_without());
            let said = (String::new(), corpus.text(TextRef::Row(row.cells)));
            let (sides, who): (_, Vec<Row>) = if is_there {
                let absent = |&document: &DocumentId| Row { document, item: u32::MAX, ..*row };
                ([Some(&said), None], without().map(absent).collect())
            } else {
                ([None, Some(&said)], rows.values().copied().collect())
            };
            let agreeing = (there.max(absent), tie);
            self.tell(Subject::Cookie, sides, (row, None), &who, agreeing, &Comparison::default());
        }
    }

    /// Adds a variation of a cookie, of those who have one of these rows.
    fn tell(
        &mut self,
        subject: Subject,
        sides: [Option<&Said>; 2],
        (row, field): (&Row, Option<Field>),
        who: &[Row],
        (agreeing, tie): (u64, bool),
        comparison: &Comparison,
    ) {
        let there = (sides[0].is_some(), sides[1].is_some());
        if who.is_empty() {
            return;
        }
        let (rule, severity) = judge(&Difference {
            subject,
            level: Level::Words,
            there,
            comparison,
            states_other_consent: false,
            has_cookies: false,
        });
        let passage = Passage {
            role: Role::Category,
            category: row.kind,
            block: BlockKind::Table,
            index: None,
            cookie: Some(shown(self.corpus.census.texts.get(row.name))),
            field: field.map(|field| field.name().to_owned()),
        };
        let values = sides.map(|side| side.map(|(value, _)| value.as_str()));
        // The kind is what it may be about.
        let anywhere = Passage { category: None, ..passage.clone() };
        let fingerprint = self.fingerprints.next(rule.name(), &anywhere, values, false);
        let [baseline, reading] = sides.map(|side| side.map(|(_, text)| shown(text)));
        self.all.push(Variation {
            severity,
            rule: rule.name().to_owned(),
            words: comparison.triggers.iter().map(|trigger| trigger.word.clone()).collect(),
            passage,
            baseline: Baseline { text: baseline, charters: agreeing, tie },
            reading: self.reading(reading, who),
            edits: comparison.edits.clone(),
            fingerprint,
            rename: None,
            cookies: Vec::new(),
        });
    }

    fn reading(&self, text: Option<String>, who: &[Row]) -> Reading {
        let corpus = self.corpus;
        let charters = who.iter().flat_map(|row| {
            let item = corpus.item(row.document, false, row.item);
            corpus.charters(row.document).iter().map(move |&charter| (charter, item))
        });
        let mut charters: Vec<(CharterId, Option<usize>)> = charters.collect();
        charters.sort_unstable();
        let who = charters.iter().map(|&(charter, item)| {
            let line = item.and_then(|item| corpus.line(corpus.entry(charter)?, item));
            (corpus.path(charter), corpus.host(charter), line)
        });
        Reading::new(text, who)
    }
}

/// What is the same for retentions of one length, however they are written; nothing where that is not understood.
fn quantity(text: &str, label: &str, language: Option<Language>) -> Option<String> {
    let (kind, iso8601) = retention_of(text, label, language);
    let vocabulary = Vocabulary { lexicon: Lexicon::get(), language: None, is_strict: true };
    let duration = iso8601.and_then(|iso8601| match quantities(&iso8601, vocabulary).first()?.1 {
        Quantity::Duration { months, seconds } => Some(format!("{months} {seconds}")),
        _ => None,
    });
    match (kind, duration) {
        (RetentionKind::Unknown, _) => None,
        (RetentionKind::Range, duration) => Some(format!("range {}", duration?)),
        (_, Some(duration)) => Some(duration),
        (RetentionKind::Session | RetentionKind::Persistent | RetentionKind::Instant, None) => {
            Some(format!("{kind:?}"))
        }
        (_, None) => None,
    }
}
