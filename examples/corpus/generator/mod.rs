//! Makes cookie charters that differ on purpose, and knows every difference.
//!
//! Each charter descends from a template, and has a portal of its own. Plants change it before it is
//! written; a clear majority of a template's charters keeps each part of it, so that what differs is
//! known whatever they are compared by. The same seed makes the same charters on every machine.
//!
//! It knows nothing of the program that is judged by it.

mod catalogue;
mod charter;
mod plant;
mod random;
mod sowing;
mod template;
mod truth;
mod typesetting;
mod values;

pub(crate) use charter::Charter;
use sowing::Family;
pub(crate) use template::{Kind, Template, templates};
pub(crate) use truth::{Truth, path};
pub(crate) use values::Values;

use random::Random;

/// How a corpus is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// How many charters.
    pub(crate) charters: usize,
    /// Another seed, other charters.
    pub(crate) seed: u64,
    /// How many charters in a hundred have plants.
    pub(crate) drift: u64,
    /// Whether each portal has its own name, address and so on where a template has room for them; else all have
    /// the same, and differ in their hosts alone.
    pub(crate) own: bool,
}

/// A corpus in the making: charters come one by one, and the truth about them at the end.
#[derive(Debug)]
pub(crate) struct Corpus<'t> {
    options: Options,
    families: Vec<Family<'t>>,
    next: usize,
}

/// One charter of a corpus.
#[derive(Debug)]
pub(crate) struct Portal<'t> {
    /// The path of the charter.
    pub(crate) path: String,
    pub(crate) charter: Charter<'t>,
    pub(crate) values: Values,
}

impl Portal<'_> {
    /// Writes the charter at the end of `out`.
    pub(crate) fn write(&self, out: &mut String) {
        self.charter.write(&self.values, out);
    }
}

impl<'t> Corpus<'t> {
    /// A corpus of charters that descend from `templates`.
    pub(crate) fn new(templates: &'t [Template], options: Options) -> Result<Self, String> {
        let mut sizes = vec![0; templates.len()];
        for charter in 0..options.charters {
            let (template, _) = dealt(options.seed, charter, templates.len());
            sizes.iter_mut().skip(template).take(1).for_each(|size| *size += 1);
        }
        let families = templates.iter().zip(sizes);
        let families = families.map(|(template, size)| Family::new(template, size, options.own));
        Ok(Self { options, families: families.collect::<Result<_, _>>()?, next: 0 })
    }

    /// What must be found in the charters that have come.
    pub(crate) fn truth(self) -> Truth {
        let mut families: Vec<_> =
            self.families.into_iter().filter_map(Family::into_truth).collect();
        families.sort_by(|one, other| {
            (&one.language, &one.first).cmp(&(&other.language, &other.first))
        });
        let mut damaged: Vec<_> =
            families.iter_mut().flat_map(|family| std::mem::take(&mut family.damaged)).collect();
        damaged.sort_unstable();
        Truth { charters: self.next, seed: self.options.seed, families, damaged }
    }
}

/// Which template a charter has, and the chance that is left for its plants.
fn dealt(seed: u64, charter: usize, templates: usize) -> (usize, Random) {
    let mut random = Random::of(seed, charter as u64);
    (random.below(templates), random)
}

impl<'t> Iterator for Corpus<'t> {
    type Item = Portal<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        let number = self.next;
        if number >= self.options.charters {
            return None;
        }
        self.next += 1;
        let Options { seed, drift, own, .. } = self.options;
        let (template, mut random) = dealt(seed, number, self.families.len());
        let family = self.families.get_mut(template)?;
        let values = family.values(seed, number, own);
        let charter = family.sow(number, drift, &values, &mut random);
        Some(Portal { path: path(number), charter, values })
    }
}
