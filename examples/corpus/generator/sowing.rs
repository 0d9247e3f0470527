//! One family: which plants its charters get, and the variations that come of them.

use std::collections::BTreeMap;

use super::catalogue::Catalogue;
use super::charter::Charter;
use super::plant::{Effect, Operation, Part, Plant, Severity};
use super::random::Random;
use super::template::Template;
use super::truth::{self, Variation, path};
use super::values::{Sort, Values};

/// At most one charter in so many differs in a part: what the others have is beyond doubt.
const MAJORITY: usize = 5;

/// The most plants that are drawn for a charter. It must still be known for one of its family.
const PLANTS: usize = 4;

/// How often, in a hundred, a text with other words is set otherwise too.
const TWICE: u64 = 30;

/// The charters of one template.
#[derive(Debug)]
pub(super) struct Family<'t> {
    template: &'t Template,
    catalogue: Catalogue<'t>,
    size: usize,
    /// The first charter.
    first: Option<usize>,
    /// How many charters have plants in a part.
    planted: BTreeMap<Part, usize>,
    /// Each variation that may be found, and the charters that have it.
    variations: Vec<(Effect, Vec<usize>)>,
    /// The variation of each effect of each plant.
    of_plants: Vec<Vec<usize>>,
    /// For each part with values of the portal, who has it in the template's words.
    own: Vec<Witnesses>,
    /// The charters with characters as HTML names them.
    damaged: Vec<usize>,
}

/// The charters that have a part with values of the portal in the template's words.
#[derive(Clone, Debug, Default)]
struct Witnesses {
    charters: Vec<usize>,
    /// Where several may have the same text, which one each of them has, but for the host, with the plants in it.
    texts: Vec<(String, Vec<usize>)>,
}

impl Witnesses {
    /// Those that differ from what all are compared with: the text that most have, and of these the first.
    fn others(self, sort: Sort) -> Vec<usize> {
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        for text in &self.texts {
            *counts.entry(text).or_default() += 1;
        }
        let most = counts.values().max();
        let first = self.texts.iter().position(|text| counts.get(text) == most);
        let first = first.unwrap_or_default();
        let is_same = |at: usize| match sort {
            Sort::Shared { with_host: false } => self.texts.get(at) == self.texts.get(first),
            _ => at == first,
        };
        let others = self.charters.iter().enumerate().filter(|(at, _)| !is_same(*at));
        others.map(|(_, &charter)| charter).collect()
    }
}

impl<'t> Family<'t> {
    pub(super) fn new(template: &'t Template, size: usize, has_own: bool) -> Result<Self, String> {
        let catalogue = Catalogue::new(template, has_own)?;
        let mut variations = Vec::new();
        // A part that is gone is gone, whatever plant took it.
        let mut absences = BTreeMap::new();
        let mut of_plants = Vec::with_capacity(catalogue.plants.len());
        for plant in &catalogue.plants {
            let mut found = Vec::new();
            for effect in &plant.effects {
                let new = variations.len();
                let variation = if effect.is_absent {
                    *absences.entry(effect.part).or_insert(new)
                } else {
                    new
                };
                if variation == new {
                    variations.push((effect.clone(), Vec::new()));
                }
                found.push(variation);
            }
            of_plants.push(found);
        }
        let own = vec![Witnesses::default(); catalogue.own.len()];
        Ok(Self {
            template,
            catalogue,
            size,
            first: None,
            planted: BTreeMap::new(),
            variations,
            of_plants,
            own,
            damaged: Vec::new(),
        })
    }

    /// The values of the portal of the charter `number`.
    pub(super) fn values(&self, seed: u64, number: usize, is_own: bool) -> Values {
        Values::new(self.template.own.as_ref(), seed, number, is_own)
    }

    /// Makes the charter `number` of the corpus.
    pub(super) fn sow(
        &mut self,
        number: usize,
        drift: u64,
        values: &Values,
        random: &mut Random,
    ) -> Charter<'t> {
        self.first.get_or_insert(number);
        let mut sown = Vec::new();
        if random.percent(drift) {
            for _ in 0..=random.below(PLANTS) {
                self.draw(random, &mut sown);
            }
        }
        self.record(number, values, &sown);
        let mut charter = Charter::new(self.template);
        let plants = &self.catalogue.plants;
        let mut operations: Vec<_> =
            sown.iter().filter_map(|&plant| Some(&plants.get(plant)?.operation)).collect();
        operations.sort_by_key(|operation| operation.turn());
        for operation in operations {
            // Plants that leave room for each other find their parts.
            let _ = operation.apply(&mut charter);
        }
        // Nothing may be left to damage, where accents were left out.
        let mut text = String::new();
        if sown.iter().filter_map(|&plant| plants.get(plant)).any(Plant::is_damage) {
            charter.write(values, &mut text);
        }
        if text.contains('&') {
            self.damaged.push(number);
        }
        charter
    }

    /// Draws a plant, and sometimes another one for the same text.
    fn draw(&mut self, random: &mut Random, sown: &mut Vec<usize>) {
        let sorts = &self.catalogue.sorts;
        let plants = sorts.values().nth(random.below(sorts.len()));
        let plant = plants.and_then(|plants| plants.get(random.below(plants.len())).copied());
        let Some(plant) = plant.filter(|&plant| self.has_room(plant, sown)) else { return };
        sown.push(plant);
        let claims = self.catalogue.plants.get(plant).map(|plant| plant.claims.as_slice());
        let part = claims.and_then(|claims| Some(claims.first()?.0));
        let settings = part.and_then(|part| self.catalogue.settings.get(&part));
        if let Some(settings) = settings
            && random.percent(TWICE)
            && let Some(&other) = settings.get(random.below(settings.len()))
            && self.has_room(other, sown)
        {
            sown.push(other);
        }
    }

    /// Whether a plant may be added to those of a charter: none of them takes what it takes, and few
    /// charters have plants there.
    fn has_room(&self, plant: usize, sown: &[usize]) -> bool {
        let plants = &self.catalogue.plants;
        let Some(plant) = plants.get(plant) else { return false };
        let others = || sown.iter().filter_map(|&other| plants.get(other));
        let most = self.size / MAJORITY;
        let is_free = |&(part, ways): &(Part, u8)| {
            let mut taken = others().flat_map(|other| &other.claims);
            taken.all(|&(other, others)| other != part || others & ways == 0)
                && self.planted.get(&part).is_none_or(|&count| count < most)
        };
        most > 0 && plant.claims.iter().all(is_free) && self.is_settled(plant)
    }

    /// Whether it is known which text the others are compared with, if the plant is about how one is
    /// set. Where every portal has its own values, no two texts are the same, and the first one is the
    /// one. So the first is set as the template has it.
    fn is_settled(&self, plant: &Plant<'_>) -> bool {
        let is_set =
            matches!(plant.operation, Operation::Typeset { .. } | Operation::Renumber { .. });
        let is_in = |part: Part| is_set && plant.claims.iter().any(|claim| claim.0 == part);
        let own = self.catalogue.own.iter().zip(&self.own);
        let mut same = own.filter(|(own, _)| is_in(own.effect.part));
        same.all(|(_, witnesses)| !witnesses.charters.is_empty())
    }

    /// Notes what must be found in a charter with those plants.
    fn record(&mut self, number: usize, values: &Values, sown: &[usize]) {
        let plants = &self.catalogue.plants;
        let of_charter = || sown.iter().filter_map(|&plant| plants.get(plant));
        let weight = |part: Part| {
            let effects = of_charter().flat_map(|plant| &plant.effects);
            effects.filter(|effect| effect.part == part).map(|effect| effect.severity).max()
        };
        let found = sown.iter().filter_map(|&plant| self.of_plants.get(plant)).flatten();
        for &variation in found {
            let Some((effect, charters)) = self.variations.get_mut(variation) else { continue };
            let mut own = self.catalogue.own.iter();
            let is_own = own.any(|own| own.varies && own.effect.part == effect.part);
            let least = if is_own { Severity::Wording } else { Severity::Layout };
            // A passage has the highest of its differences.
            if weight(effect.part).is_some_and(|most| effect.severity >= most.max(least)) {
                charters.push(number);
            }
        }
        for (own, witnesses) in self.catalogue.own.iter().zip(&mut self.own) {
            let part = own.effect.part;
            if weight(part).is_some_and(|most| most >= Severity::Wording)
                || of_charter().any(|plant| plant.operation.takes_away(part))
            {
                continue;
            }
            witnesses.charters.push(number);
            if matches!(own.sort, Sort::Shared { .. }) {
                let is_on = |plant: &&usize| {
                    let mut effects = plants.get(**plant).into_iter().flat_map(|it| &it.effects);
                    effects.any(|effect| effect.part == part)
                };
                let text = values.fill(own.text).replace(&values.host, "");
                witnesses.texts.push((text, sown.iter().filter(is_on).copied().collect()));
            }
        }
        let mut parts: Vec<_> =
            of_charter().flat_map(|plant| &plant.claims).map(|&(part, _)| part).collect();
        parts.sort_unstable();
        parts.dedup();
        for part in parts {
            *self.planted.entry(part).or_default() += 1;
        }
    }

    /// What must be found in the family, if there are charters in it.
    pub(super) fn into_truth(self) -> Option<truth::Family> {
        let own = self.catalogue.own.into_iter().zip(self.own).filter(|(own, _)| own.varies);
        let own = own.map(|(own, witnesses)| {
            let others = witnesses.others(own.sort);
            (own.effect, others)
        });
        let variations = own.chain(self.variations);
        let variations = variations.filter(|(_, charters)| !charters.is_empty());
        Some(truth::Family {
            language: self.template.language.clone(),
            template: self.template.name.clone(),
            first: path(self.first?),
            charters: self.size,
            variations: variations.map(variation).collect(),
            damaged: self.damaged.into_iter().map(path).collect(),
        })
    }
}

fn variation((effect, charters): (Effect, Vec<usize>)) -> Variation {
    Variation {
        severity: effect.severity.name(),
        rule: effect.rule,
        passage: effect.passage,
        words: effect.words,
        rename: effect.rename,
        cookies: effect.cookies,
        paths: charters.into_iter().map(path).collect(),
    }
}
