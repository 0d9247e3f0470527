//! From the files of the languages to the source of the tables in `wordings`: the build script's
//! part of this room.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::file::File;
use super::step::{slot, step};
use super::text::{fold, words};

/// The Rust source of every table, for the languages by their codes, whose files are in `folder` of
/// the package.
pub(super) fn source(languages: &[(String, File)], folder: &str) -> Result<String, String> {
    let mut source =
        format!("pub(super) const LANGUAGES: [(&str, &str); {}] = [\n", languages.len());
    for (code, _) in languages {
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{folder}/{code}.toml\")");
        let _ = writeln!(source, "({code:?}, include_str!({path})),");
    }
    source.push_str("];\n");
    let capital = languages.iter().filter(|(_, file)| file.capital_nouns).map(|(code, _)| code);
    let capital: Vec<_> = capital.collect();
    let _ = writeln!(source, "pub(super) const CAPITAL_NOUNS: &[&str] = &{capital:?};");
    let term = |term: &str| match term.split_once('(') {
        Some(("Label" | "Keyword", _)) => written("Term", term, "Field"),
        Some(("Heading" | "WholeHeading", _)) => written("Term", term, "HeadingTerm"),
        Some(("Category", _)) => written("Term", term, "Kind"),
        Some(_) => written("Term", term, "ConsentTerm"),
        None => format!("Term::{term}"),
    };
    let sense = |sense: &str| match sense.split_once('(') {
        Some(("Claim" | "Weak", _)) => written("Sense", sense, "ClaimTerm"),
        Some(("Consent", _)) => written("Sense", sense, "ConsentTerm"),
        Some(("Category", _)) => written("Sense", sense, "Kind"),
        _ => format!("Sense::{sense}"),
    };
    let measure = |measure: &str| match measure.split_once('(') {
        Some(("Term", _)) => written("Measure", measure, "RetentionTerm"),
        Some(("Unit", _)) => written("Measure", measure, "Unit"),
        _ => format!("Measure::{measure}"),
    };
    let [mut wordings, mut claims, mut measures, mut names, mut short_forms] =
        <[Tree; 5]>::default();
    let (mut measure_words, mut name_words) = (BTreeSet::new(), BTreeSet::new());
    let mut name_beginnings = BTreeSet::new();
    let (mut agreements, mut cookies) = (BTreeSet::new(), BTreeSet::new());
    for (language, (_, file)) in languages.iter().enumerate() {
        for (form, meaning) in file.forms() {
            if meaning == "Consent(Agreement)" {
                agreements.extend(beginnings(&form));
            }
            if meaning == "Cookie" {
                cookies.insert(form.to_lowercase());
            }
            wordings.add(&form, &format!("({}, Language({language}))", term(&meaning)))?;
        }
        for (form, meaning) in file.claims() {
            claims.add(&form, &format!("({}, Language({language}))", sense(&meaning)))?;
        }
        for (form, words) in file.short_forms() {
            short_forms.add(form, &format!("({words:?}, Language({language}))"))?;
        }
        for (form, meaning) in file.measures() {
            let meant = measure(&meaning);
            measures.add(&form, &format!("({meant}, Language({language}))"))?;
            // What a slip of the pen may spoil: a unit of time, or a word for a session.
            let is_told = meaning.starts_with("Unit") || meaning == "Term(Session)";
            measure_words.extend(single(&form).filter(|_| is_told).map(|word| (word, meant)));
        }
        for (form, meaning) in file.naming() {
            names.add(&form, &format!("(NameTerm::{meaning}, Language({language}))"))?;
            // What stands between names does not stand in place of one.
            name_words.extend(single(&form).filter(|_| meaning != "JoinedBy"));
            let first = words(&form).next().and_then(|word| form.get(word.start..word.end));
            name_beginnings.extend(first.map(|first| (folded(first), meaning)));
        }
    }
    // In order, a beginning comes right before what begins with it and needs no search of its own.
    let mut agreements: Vec<_> = agreements.into_iter().collect();
    agreements.dedup_by(|longer, shorter| longer.starts_with(&*shorter));
    let _ = writeln!(source, "pub(super) const AGREEMENTS: &[&str] = &{agreements:?};");
    // What has another in it is found by that.
    let has_another =
        |word: &String| cookies.iter().any(|it| it != word && word.contains(it.as_str()));
    let cookies: Vec<_> = cookies.iter().filter(|word| !has_another(word)).collect();
    let _ = writeln!(source, "pub(super) const COOKIES: &[&str] = &{cookies:?};");
    wordings.write("WORDINGS", "Term", &mut source);
    claims.write("CLAIMS", "Sense", &mut source);
    short_forms.write("SHORT_FORMS", "&str", &mut source);
    measures.write("MEASURES", "Measure", &mut source);
    names.write("NAMES", "NameTerm", &mut source);
    source.push_str("pub(super) const MEASURE_WORDS: &[(&str, Measure)] = &[\n");
    for (word, meant) in measure_words {
        let _ = writeln!(source, "({word:?}, {meant}),");
    }
    source.push_str("];\n");
    let name_words: Vec<_> = name_words.into_iter().collect();
    let _ = writeln!(source, "pub(super) const NAME_WORDS: &[&str] = &{name_words:?};");
    source.push_str("pub(super) const NAME_BEGINNINGS: &[(&str, NameTerm)] = &[\n");
    for (word, meaning) in name_beginnings {
        let _ = writeln!(source, "({word:?}, NameTerm::{meaning}),");
    }
    source.push_str("];\n");
    Ok(source)
}

/// The Rust source of what is known whatever the language.
pub(super) fn known(lists: &[(&str, &[String])]) -> String {
    let list = |(name, words): &(&str, &[String])| {
        format!("pub(super) const {name}: &[&str] = &{words:?};\n")
    };
    lists.iter().map(list).collect()
}

/// A form of a single word, folded.
fn single(form: &str) -> Option<String> {
    (words(form).take(2).count() == 1).then(|| folded(form))
}

fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, |c| folded.push(c)));
    folded
}

/// `Term::Label(Field::Name)` of `Term`, `Label(Name)` and `Field`.
fn written(kind: &str, variant: &str, of: &str) -> String {
    format!("{kind}::{}", variant.replacen('(', &format!("({of}::"), 1))
}

/// How the first word of `form` begins, in small letters: up to its first accented letter, or, where
/// that would begin too many other words, as it is usually written with it, without it and in
/// capitals. Nothing else in the search regards case but ASCII letters.
fn beginnings(form: &str) -> Vec<String> {
    const TELLING: usize = 5;
    let word = form.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(form).to_lowercase();
    let end = word.find(|c: char| !c.is_ascii()).unwrap_or(word.len());
    if end == word.len() || end >= TELLING {
        return word.get(..end).map(str::to_owned).into_iter().collect();
    }
    vec![word.to_uppercase().to_ascii_lowercase(), folded(&word), word]
}

/// Wordings by their words; a node is what the words so far lead to.
#[derive(Default)]
struct Tree {
    /// From a node by one more word to the next.
    steps: BTreeMap<(u32, u64), u32>,
    /// What the words up to each node but the first mean, as source.
    meanings: Vec<Vec<String>>,
}

impl Tree {
    fn add(&mut self, form: &str, meaning: &str) -> Result<(), String> {
        let mut node = 0;
        for word in words(form) {
            let next = u32::try_from(self.meanings.len() + 1).map_err(|error| error.to_string())?;
            node = *self.steps.entry((node, word.spelling)).or_insert(next);
            if node == next {
                self.meanings.push(Vec::new());
            }
        }
        let meanings = node.checked_sub(1).and_then(|at| self.meanings.get_mut(at as usize));
        let meanings = meanings.ok_or_else(|| format!("{form:?} has no word"))?;
        if !meanings.iter().any(|known| known == meaning) {
            meanings.push(meaning.to_owned());
        }
        Ok(())
    }

    /// Writes the tree as `static NAME: Wordings<kind>`.
    fn write(&self, name: &str, kind: &str, source: &mut String) {
        let inner: BTreeSet<u32> = self.steps.keys().map(|(node, _)| *node).collect();
        let size = (self.steps.len() * 2).next_power_of_two();
        let mut slots = vec![(0, 0); size];
        for (&(node, spelling), &next) in &self.steps {
            let step = step(node, spelling);
            let mut slot = slot(step, size);
            while slots.get(slot).is_some_and(|slot| slot.1 != 0) {
                slot = (slot + 1) % size;
            }
            if let Some(slot) = slots.get_mut(slot) {
                *slot = (step, next << 1 | u32::from(!inner.contains(&next)));
            }
        }
        let mut starts = vec![0, 0];
        starts.extend(self.meanings.iter().scan(0, |sum, meanings| {
            *sum += meanings.len();
            Some(*sum)
        }));
        let _ = writeln!(
            source,
            "pub(super) static {name}: Wordings<{kind}> = Wordings {{\n\
             slots: &{slots:?},\nstarts: &{starts:?},\nmeanings: &["
        );
        for meaning in self.meanings.iter().flatten() {
            let _ = writeln!(source, "{meaning},");
        }
        source.push_str("],\n};\n");
    }
}
