//! One document of a census taken into another.

use super::{Census, Entry, Item, TextRef, items, read_columns, read_head};

impl Census {
    /// A census of one charter, with its namesake of another census for the baseline.
    pub(in crate::drift) fn beside(
        &self,
        charter: &Entry,
        (before, baseline): (&Self, &Entry),
    ) -> Self {
        let mut beside = Self::new();
        let charter = beside.adopt(self, charter);
        beside.charters.push(charter);
        beside.baseline = Some(beside.adopt(before, baseline));
        beside.sort();
        beside
    }

    /// Takes in a charter of another census.
    fn adopt(&mut self, other: &Self, entry: &Entry) -> Entry {
        let mut document = Vec::new();
        let list = other.documents.get(entry.document);
        let (language, sections) = list.split_at(list.len().min(1));
        document.extend_from_slice(language);
        for &section in sections {
            let (role, category, items) = read_head(other.sections.get(section));
            let mut list = Vec::new();
            items::write_head(role, category, &mut list);
            for item in Item::read(items) {
                let form = self.adopt_text(other, item.form);
                let number = match item.text() {
                    Some(TextRef::Text(text)) => self.adopt_text(other, text),
                    Some(TextRef::Row(row)) => {
                        let cells = other.rows.get(row).iter();
                        let cells: Vec<_> = cells.map(|&it| self.adopt_text(other, it)).collect();
                        self.rows.number(&cells)
                    }
                    None => self.adopt_header(other, item.number),
                };
                Item { number, form, ..item }.write(&mut list);
            }
            document.push(self.sections.number(&list));
        }
        let lines = other.layouts.get(entry.layout);
        let numbers = (self.documents.number(&document), self.layouts.number(lines));
        self.entry((other.path(entry), other.host(entry)), numbers, entry.damage)
    }

    fn adopt_text(&mut self, other: &Self, text: u32) -> u32 {
        if text == super::NONE { text } else { self.texts.number(other.texts.get(text)) }
    }

    fn adopt_header(&mut self, other: &Self, columns: u32) -> u32 {
        let mut header = Vec::new();
        for (field, label) in read_columns(other.headers.get(columns)) {
            items::write_column(field, self.adopt_text(other, label), &mut header);
        }
        self.headers.number(&header)
    }
}
