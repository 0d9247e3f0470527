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
        restored.take(damaged, false, |text| words.restored(text).map(|it| it.0));
        restored.sort();
        Some(restored)
    }

    /// Notes which charters have a text that is restored.
    fn mark_lost(&mut self, words: &WholeWords<'_>) {
        let is_in = |all: &[bool], number: u32| all.get(number as usize).is_some_and(|&it| it);
        let texts: Vec<bool> = self.texts.iter().map(|it| words.restored(it).is_some()).collect();
        let is_restored = |text: u32| is_in(&texts, text);
        let has = |item: Item| match item.text() {
            Some(TextRef::Text(text)) => is_restored(text),
            Some(TextRef::Row(row)) => self.rows.get(row).iter().any(|&cell| is_restored(cell)),
            None => read_columns(self.headers.get(item.number)).any(|it| is_restored(it.1)),
        };
        let items = |&section: &u32| Item::read(read_head(self.sections.get(section)).2);
        let documents = self.documents.iter();
        let documents: Vec<bool> =
            documents.map(|it| it.iter().skip(1).flat_map(items).any(has)).collect();
        for entry in self.charters.iter_mut().chain(&mut self.baseline) {
            if is_in(&documents, entry.document) {
                entry.damage.add(Damage::LOST);
            }
        }
    }
}
