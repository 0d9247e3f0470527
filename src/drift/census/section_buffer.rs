//! A section before it has its numbers: its texts as they are found, one after the other.
//!
//! Sections are copied whole: one look at all that one says is enough to know it again.

use std::ops::Range;

use memchr::memchr_iter;
use xxhash_rust::xxh3::xxh3_128;

use super::items::{Item, NONE, write_column, write_head};
use super::store::hash;
use crate::drift::mask::Mask;
use crate::model::{Field, Kind, Role};
use crate::source::{Damage, may_be_damaged, repaired};

/// Ends each text. Hardly a text holds one.
const END: u8 = b'\t';

/// A section that is being put down.
#[derive(Clone, Debug, Default)]
pub(super) struct SectionBuffer {
    /// Encoded items; the number field holds the item's text count until numbers are assigned.
    list: Vec<u32>,
    /// The columns of its tables: their fields, and whether there is a label.
    columns: Vec<u32>,
    /// All texts, a tab behind each.
    texts: String,
    /// Where each ends in `texts`.
    ends: Vec<usize>,
    template: String,
    key: Vec<u32>,
    /// What was damaged in the texts so far.
    damage: Damage,
}

impl SectionBuffer {
    /// Begins a section.
    pub(super) fn begin(&mut self, role: Role, category: Option<Kind>) {
        self.list.clear();
        self.columns.clear();
        self.texts.clear();
        self.ends.clear();
        write_head(role, category, &mut self.list);
    }

    /// Adds an item that has these texts.
    pub(super) fn push<'t>(&mut self, item: Item, texts: impl IntoIterator<Item = &'t str>) {
        let before = self.ends.len();
        for text in texts {
            self.texts.push_str(text);
            self.ends.push(self.texts.len());
            self.texts.push(END.into());
        }
        let count = super::count(self.ends.len() - before);
        item.with(count, NONE).write(&mut self.list);
    }

    /// Puts what was meant in place of damaged texts.
    pub(super) fn repair(&mut self) {
        if !may_be_damaged(&self.texts) {
            return;
        }
        let mut meant = String::with_capacity(self.texts.len());
        let mut start = 0;
        for end in &mut self.ends {
            let text = self.texts.get(start..*end).unwrap_or_default();
            let repaired = repaired(text, false);
            meant.push_str(repaired.as_ref().map_or(text, |(text, _)| text));
            self.damage.add(repaired.map_or(Damage::NONE, |(_, damage)| damage));
            start = *end + 1;
            *end = meant.len();
            meant.push(END.into());
        }
        self.texts = meant;
    }

    /// What was damaged in the texts of all sections since the last time.
    pub(super) fn take_damage(&mut self) -> Damage {
        std::mem::take(&mut self.damage)
    }

    /// Adds a column of the next table.
    pub(super) fn push_column(&mut self, field: Option<Field>, has_label: bool) {
        write_column(field, has_label.into(), &mut self.columns);
    }

    /// The head and the items, with how many texts each has.
    pub(super) fn list(&self) -> &[u32] {
        &self.list
    }

    /// The columns of all tables, as long as their labels are unknown.
    pub(super) fn columns(&self) -> &[u32] {
        &self.columns
    }

    /// Texts by their numbers.
    pub(super) fn texts(&self, range: Range<usize>) -> impl Iterator<Item = &str> + Clone {
        range.map(|number| {
            let end = self.ends.get(number).copied().unwrap_or_default();
            self.texts.get(self.start(number)..end).unwrap_or_default()
        })
    }

    /// The same texts with a tab behind each.
    pub(super) fn joined(&self, range: Range<usize>) -> &str {
        self.texts.get(self.start(range.start)..self.start(range.end)).unwrap_or_default()
    }

    fn start(&self, number: usize) -> usize {
        let before = number.checked_sub(1).and_then(|before| self.ends.get(before));
        before.map_or(0, |end| end + 1)
    }

    /// What is the same for sections that get the same numbers, whatever their portal: unless
    /// something of its host is left in their texts. There is none where an address needs a closer look.
    pub(super) fn key(&mut self, mask: Option<&Mask<'_>>) -> Option<u128> {
        let mut texts = &self.texts;
        if let Some(mask) = mask.filter(|mask| mask.may_be_in(&self.texts)) {
            self.template.clear();
            if !mask.is_template(&self.texts, &mut self.template) {
                return None;
            }
            texts = &self.template;
        }
        // Else it could not be told where texts begin.
        if memchr_iter(END, texts.as_bytes()).count() != self.ends.len() {
            return None;
        }
        let hash_of_texts = xxh3_128(texts.as_bytes()).to_le_bytes();
        let (words, _) = hash_of_texts.as_chunks::<4>();
        self.key.clear();
        self.key.extend_from_slice(&self.list);
        self.key.extend_from_slice(&self.columns);
        self.key.extend(words.iter().map(|&word| u32::from_le_bytes(word)));
        Some(hash(&self.key))
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, NONE, SectionBuffer};
    use crate::drift::mask::Mask;
    use crate::model::Role;

    /// The key of a section that has a paragraph for each of these texts, of the portal at `host`.
    fn key(host: &str, texts: &[&str]) -> Option<u128> {
        let mut buffer = SectionBuffer::default();
        buffer.begin(Role::Other, None);
        for &text in texts {
            buffer.push(Item::Paragraph { text: NONE, form: NONE, consent: None }, [text]);
        }
        buffer.key(Some(&Mask::new(host)))
    }

    #[test]
    fn a_section_of_another_portal_is_the_same() {
        let of = |host: &str| key(host, &["Bonjour.", &format!("Ici : <https://{host}>."), ""]);
        assert!(of("a.example").is_some());
        assert_eq!(of("a.example"), of("b-c.d.example"));
        assert_ne!(of("a.example"), key("a.example", &["Bonjour.", "Ici : <https://a.example>."]));
        assert_eq!(key("a.example", &["Voir a.example", "et b.example"]), None);
    }

    #[test]
    fn where_texts_begin_counts() {
        let key = |texts: &[&str]| key("a.example", texts);
        assert_ne!(key(&["a", "b"]), key(&["ab"]));
        assert_ne!(key(&["a", ""]), key(&["", "a"]));
        assert_eq!(key(&["a\tb"]), None);
    }
}
