//! Characters that decoding has lost, told by the texts of other charters: only the whole census shows what fits.

use super::{Census, Item, TextRef, read_columns, read_head};
use crate::source::Damage;
use crate::text::{LOST, WholeWords};

impl Census {
    /// The census with what was meant where characters were lost; nothing when none was.
    pub(in crate::drift) fn restored(&self) -> Option<Self> {
        if !self.texts.iter().any(|text| text.contains(LOST)) {
            return None;
        }
        let mut words = WholeWords::default();
        self.texts.iter().for_each(|text| words.add(text));
        let mut damaged = self.clone();
        damaged.mark_lost(&words);
        let mut restored = Self::new();
        restored.absorb_as(damaged, |text| words.restored(text).map(|it| it.0));
        restored.sort();
        Some(restored)
    }

    /// Notes which charters have a text that is restored.
    fn mark_lost(&mut self, words: &WholeWords<'_>) {
        let is_in = |all: &[bool], number: u32| all.get(number as usize).is_some_and(|&it| it);
        let any = |list: &[u32], all: &[bool]| list.iter().any(|&number| is_in(all, number));
        let texts: Vec<bool> = self.texts.iter().map(|it| words.restored(it).is_some()).collect();
        let rows: Vec<bool> = self.rows.iter().map(|row| any(row, &texts)).collect();
        let labels = |header| read_columns(self.headers.get(header)).map(|(_, label)| label);
        let has = |item: Item| match item.text() {
            Some(TextRef::Text(text)) => is_in(&texts, text),
            Some(TextRef::Row(row)) => is_in(&rows, row),
            None => labels(item.number).any(|label| is_in(&texts, label)),
        };
        let items = |section| Item::read(read_head(section).2);
        let sections: Vec<bool> = self.sections.iter().map(|it| items(it).any(has)).collect();
        let parts = |document: &'_ [u32]| any(document.get(1..).unwrap_or_default(), &sections);
        let documents: Vec<bool> = self.documents.iter().map(parts).collect();
        for entry in self.charters.iter_mut().chain(&mut self.baseline) {
            if is_in(&documents, entry.document) {
                entry.damage.add(Damage::LOST);
            }
        }
    }
}
