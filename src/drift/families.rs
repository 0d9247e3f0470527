//! Which charters descend from one template: a family is compared, and nothing else is.
//!
//! Two charters are alike when they are in one language and have at least half of the smaller one's
//! sentences in common, whatever names and numbers are in these. Titles, headings that the lexicon knows and the
//! labels of columns tell nothing, and neither does what every charter says of what a cookie is; a charter with hardly
//! a sentence is told by the cells of its cookies, too. A charter joins the family with whose majority it has most in
//! common, so that none ever joins two.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use xxhash_rust::xxh3::Xxh3;

use super::census::{ItemKind, NONE};
use super::corpus::{Corpus, DocumentId, TextRef};
use super::declared::Cookie;
use super::mask;
use super::words::words;
use crate::lexicon::{Language, Lexicon};
use crate::model::Role;
use crate::text::Word;

/// The documents of one family, by their first charters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Family {
    pub(super) language: Option<Language>,
    pub(super) documents: Vec<DocumentId>,
}

/// Finds the families, by language, then by their first paths. A baseline is in the family it is
/// like, with no charter of its own to count.
pub(super) fn find(corpus: &Corpus<'_>, baseline: Option<DocumentId>) -> Vec<Family> {
    // Documents with the same features, as most are, are taken together.
    let mut kinds: HashMap<(Option<Language>, Vec<u64>), Vec<DocumentId>, FixedState> =
        HashMap::default();
    let mut sentences = Sentences::default();
    for document in corpus.documents() {
        let mut features = features(corpus, document, &mut sentences);
        if features.is_empty() {
            // What has nothing in common with anything is not alike either.
            features.push(u64::from(NONE - document));
        }
        kinds.entry((corpus.language(document), features)).or_default().push(document);
    }
    let kinds = in_order(corpus, kinds.into_iter());
    let order = |document: &DocumentId| {
        let is_baseline = baseline == Some(*document);
        (!is_baseline, corpus.first(*document), *document)
    };
    let mut families = join(kinds);
    for family in &mut families {
        family.documents.sort_by_key(order);
    }
    let first = |family: &Family| corpus.first_of(&family.documents);
    families.sort_by_key(|family| (family.language.map(Language::code), first(family)));
    families
}

/// Documents that have at least half of the cookies of the fewer in common, whatever their language and their prose;
/// what declares none is like nothing.
pub(super) fn by_cookies(corpus: &Corpus<'_>, cookies: &[Cookie]) -> Vec<Vec<DocumentId>> {
    let mut features: BTreeMap<DocumentId, Vec<u64>> = BTreeMap::new();
    for (number, cookie) in (0_u64..).zip(cookies) {
        let documents: BTreeSet<_> = cookie.rows.iter().map(|row| row.document).collect();
        for document in documents {
            features.entry(document).or_default().push(number | SENTENCE);
        }
    }
    let mut kinds: BTreeMap<Vec<u64>, Vec<DocumentId>> = BTreeMap::new();
    for (document, features) in features {
        kinds.entry(features).or_default().push(document);
    }
    let kinds = kinds.into_iter().map(|(features, documents)| ((None, features), documents));
    join(in_order(corpus, kinds)).into_iter().map(|family| family.documents).collect()
}

/// Kinds of documents, what most have first, and the longer: what others are like is there when they come.
fn in_order(
    corpus: &Corpus<'_>,
    kinds: impl Iterator<Item = ((Option<Language>, Vec<u64>), Vec<DocumentId>)>,
) -> Vec<Kind> {
    let weigh = |((language, features), documents): (_, Vec<DocumentId>)| {
        let weight = corpus.weight_of(&documents);
        Kind { language, features, documents, weight }
    };
    let mut kinds: Vec<Kind> = kinds.map(weigh).collect();
    sort(&mut kinds);
    kinds
}

fn sort(kinds: &mut [Kind]) {
    kinds.sort_by(|one, other| {
        let key = |it: &Kind| (Reverse(it.weight), Reverse(it.features.len()));
        (key(one), &one.features).cmp(&(key(other), &other.features))
    });
}

/// The sentences of a document as numbers in order; of one with hardly any, the cells of its cookies as well.
fn features(corpus: &Corpus<'_>, document: DocumentId, sentences: &mut Sentences) -> Vec<u64> {
    const FEW: usize = 3;
    let (mut features, mut cells) = (Vec::new(), Vec::new());
    for (place, item) in corpus.items(document) {
        let Some(text) = item.text().filter(|_| place.role != Role::Definition) else { continue };
        match (item.kind, text) {
            (ItemKind::Title, _) => {}
            (ItemKind::Heading, _) if place.role != Role::Other => {}
            (ItemKind::Row | ItemKind::Cookie, TextRef::Row(row)) => {
                let told = corpus.census.rows.get(row).iter().copied();
                let told = told.filter(|&cell| !corpus.census.texts.get(cell).is_empty());
                cells.extend(told.map(|cell| u64::from(corpus.first_text(cell))));
            }
            _ => {
                let of_text = || {
                    let language = corpus.language(document);
                    self::sentences(&Lexicon::get().written_out(&corpus.text(text), language))
                };
                features.extend_from_slice(sentences.entry(text).or_insert_with(of_text));
            }
        }
    }
    if features.len() < FEW {
        features.extend(cells);
    }
    features.sort_unstable();
    features.dedup();
    features
}

/// The sentences of texts, each text taken apart once.
type Sentences = HashMap<TextRef, Vec<u64>, FixedState>;

/// A number for each sentence of a text: the same for those that differ in what may be a portal's own, which are
/// words with capitals, the first of a sentence among them, addresses, figures and what stands between two of these.
fn sentences(text: &str) -> Vec<u64> {
    let words: Vec<Word> = words(text).collect();
    let is_end = |one: &Word, next: &Word| {
        let between = text.get(one.end..next.start).unwrap_or_default();
        between.contains(['.', '!', '?', '…', '\n', ':'])
    };
    let sentences = words.chunk_by(|one, next| !is_end(one, next));
    sentences.filter_map(|sentence| self::sentence(text, sentence)).collect()
}

fn sentence(text: &str, words: &[Word]) -> Option<u64> {
    /// What has fewer words of the template's own is no sentence.
    const LEAST: usize = 3;
    /// A date or a postal address has no more words between two figures, and a name between two capitals.
    const BETWEEN: usize = 3;
    const IN_NAME: usize = 2;
    let has = |word: &Word, wanted: fn(char) -> bool| {
        text.get(word.start..word.end).is_some_and(|written| written.contains(wanted))
    };
    let mut is_own = vec![false; words.len()];
    is_own.first_mut().into_iter().for_each(|first| *first = true);
    let is_name = |word: &Word| has(word, |c| c.is_uppercase() || mask::is_sign(c));
    let is_figure = |word: &Word| has(word, char::is_numeric);
    fill(&mut is_own, words.get(1..).unwrap_or_default().iter().map(is_name), 1, IN_NAME);
    fill(&mut is_own, words.iter().map(is_figure), 0, BETWEEN);
    let mut hash = Xxh3::new();
    for run in words.iter().zip(&is_own).collect::<Vec<_>>().chunk_by(|one, next| one.1 == next.1) {
        for (word, is_own) in run {
            hash.update(&if **is_own { 0 } else { word.spelling }.to_le_bytes());
            if **is_own {
                break;
            }
        }
    }
    let is_one = is_own.iter().filter(|is_own| !**is_own).count() >= LEAST;
    is_one.then(|| hash.digest() | SENTENCE)
}

/// Marks words from `first` on that are some, and what stands between two of them that are no farther apart.
fn fill(marks: &mut [bool], are: impl Iterator<Item = bool>, first: usize, between: usize) {
    let some: Vec<usize> = (first..).zip(are).filter_map(|(at, is)| is.then_some(at)).collect();
    for together in some.chunk_by(|one, next| next - one <= between + 1) {
        let range = together.first().zip(together.last()).map(|(first, last)| *first..last + 1);
        range.and_then(|range| marks.get_mut(range)).unwrap_or_default().fill(true);
    }
}

/// Documents that have the same features, or of whose features most are these.
struct Kind {
    language: Option<Language>,
    features: Vec<u64>,
    documents: Vec<DocumentId>,
    /// How many charters have them.
    weight: u64,
}

/// A family while it grows: how many charters it has, and how many of these have each feature.
#[derive(Default)]
struct Growing {
    weight: u64,
    /// How many features all its charters have together, and how many of these are sentences.
    features: [u64; 2],
    counts: HashMap<u64, u64, FixedState>,
}

impl Growing {
    fn add(&mut self, features: &[u64], weight: u64) {
        self.weight += weight;
        for (sum, count) in self.features.iter_mut().zip(counted(features)) {
            *sum += count * weight;
        }
        for &feature in features {
            *self.counts.entry(feature).or_default() += weight;
        }
    }

    fn is_of_most(&self, count: u64) -> bool {
        count.saturating_mul(2) > self.weight
    }

    /// The features that most of its charters have, in order.
    fn majority(self) -> Vec<u64> {
        let of_most = self.counts.iter().filter(|(_, count)| self.is_of_most(**count));
        let mut features: Vec<u64> = of_most.map(|(feature, _)| *feature).collect();
        features.sort_unstable();
        features
    }

    /// How many of these features most of its charters have, if that is half of the fewer: of these, or of what
    /// one of its charters has on the average. Cells count where both have some.
    fn in_common(&self, features: &[u64]) -> Option<u64> {
        let [all, of_sentences] = self.features;
        let [ours, our_sentences] = counted(features);
        let have_cells = all > of_sentences && ours > our_sentences;
        let has = |feature: &&u64| {
            (have_cells || is_sentence(**feature))
                && self.counts.get(feature).is_some_and(|&count| self.is_of_most(count))
        };
        let common = features.iter().filter(has).count() as u64;
        let (ours, all) = if have_cells { (ours, all) } else { (our_sentences, of_sentences) };
        let fewer = ours.min(all / self.weight.max(1));
        (common * 2 >= fewer && common > 0).then_some(common)
    }
}

/// How many features there are, and how many of these are sentences.
fn counted(features: &[u64]) -> [u64; 2] {
    [features.len() as u64, features.iter().filter(|it| is_sentence(**it)).count() as u64]
}

/// Sentences have the first bit, and nothing else has.
const SENTENCE: u64 = 1 << 63;

fn is_sentence(feature: u64) -> bool {
    feature & SENTENCE != 0
}

/// Under a feature that many families have, only so many are kept, so that the time does not grow with the pairs there
/// are: those that are alike have others in common too. In a corpus where hundreds of texts that are not alike
/// share each sentence, some that are alike are not found.
const OF_A_FEATURE: usize = 128;

/// Puts each kind into the family with whose majority it has most in common, else into one of its own; and each family
/// into another, for what most of it has may be known only when all are there.
fn join(kinds: Vec<Kind>) -> Vec<Family> {
    let mut families = grow(kinds);
    sort(&mut families);
    let families = grow(families).into_iter();
    families.map(|Kind { language, documents, .. }| Family { language, documents }).collect()
}

fn grow(kinds: Vec<Kind>) -> Vec<Kind> {
    let mut index: HashMap<(Option<Language>, u64), Vec<usize>, FixedState> = HashMap::default();
    let mut families: Vec<(Family, Growing)> = Vec::new();
    for Kind { language, features, documents, weight } in kinds {
        let found =
            features.iter().filter_map(|feature| index.get(&(language, *feature))).flatten();
        let candidates: BTreeSet<usize> = found.copied().collect();
        let in_common = |at: &usize| {
            let common = families.get(*at)?.1.in_common(&features)?;
            Some((common, Reverse(*at)))
        };
        let best = candidates.iter().filter_map(in_common).max();
        let at = best.map_or(families.len(), |(_, Reverse(at))| at);
        if at == families.len() {
            families.push((Family { language, documents: Vec::new() }, Growing::default()));
        }
        let Some((family, growing)) = families.get_mut(at) else { continue };
        family.documents.extend(documents);
        growing.add(&features, weight);
        for feature in features {
            let others = index.entry((language, feature)).or_default();
            if others.len() < OF_A_FEATURE && !others.contains(&at) {
                others.push(at);
            }
        }
    }
    let kind = |(Family { language, documents }, growing): (Family, Growing)| {
        let weight = growing.weight;
        Kind { language, features: growing.majority(), documents, weight }
    };
    families.into_iter().map(kind).collect()
}
