//! From a section to its number, by way of the numbers of its texts.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_128;

use super::items::{Item, NONE, read_columns, read_head, write_column, write_head};
use super::read::Reader;
use super::section_buffer::SectionBuffer;
use crate::drift::mask::Masked;

impl Reader<'_, '_> {
    /// The number of the section that has been put down.
    pub(super) fn number(&mut self) -> u32 {
        let mut buffer = std::mem::take(&mut self.scratch.buffer);
        buffer.repair();
        let key = buffer.key(self.facts.mask.as_ref());
        let known = key.and_then(|key| self.census.known_sections.get(&key)).copied();
        let number = known.unwrap_or_else(|| {
            self.is_host_left = false;
            let number = self.look_up(&buffer);
            if let Some(key) = key.filter(|_| !self.is_host_left) {
                self.census.known_sections.insert(key, number);
            }
            number
        });
        self.scratch.buffer = buffer;
        number
    }

    /// The number of a section, each of whose texts is looked up.
    fn look_up(&mut self, buffer: &SectionBuffer) -> u32 {
        let (role, category, items) = read_head(buffer.list());
        let mut section = std::mem::take(&mut self.scratch.section);
        section.clear();
        write_head(role, category, &mut section);
        let mut columns = buffer.columns();
        let mut start = 0;
        for item in Item::read(items) {
            let texts = start..start + item.number() as usize;
            start = texts.end;
            let (number, form) = match item {
                Item::Title { .. } | Item::Heading { .. } | Item::Paragraph { .. } => {
                    self.text(buffer.texts(texts).next().unwrap_or_default())
                }
                Item::Line { .. } | Item::Row { .. } => self.row(buffer, texts),
                Item::Table { .. } => {
                    let (here, others) = columns.split_at(columns.len().min(2 * texts.len()));
                    columns = others;
                    self.columns(here, buffer.texts(texts))
                }
            };
            item.with(number, form).write(&mut section);
        }
        let number = self.census.sections.number(&section);
        self.scratch.section = section;
        number
    }

    /// The number of a header, fields and labels, and of the form of the addresses in it.
    fn columns<'t>(
        &mut self,
        columns: &[u32],
        labels: impl Iterator<Item = &'t str>,
    ) -> (u32, u32) {
        let mut list = std::mem::take(&mut self.scratch.list);
        list.clear();
        let mut form = NONE;
        for ((field, has_label), label) in read_columns(columns).zip(labels) {
            let label = if has_label == 0 { (NONE, NONE) } else { self.text(label) };
            write_column(field, label.0, &mut list);
            // NONE is u32::MAX, so `min` keeps a real form.
            form = form.min(label.1);
        }
        let number = self.census.headers.number(&list);
        self.scratch.list = list;
        (number, form)
    }

    /// The number of a row, and of the form of the addresses in it.
    fn row(&mut self, buffer: &SectionBuffer, cells: Range<usize>) -> (u32, u32) {
        // Rows are copied whole: one look at all of its cells is enough for one that is known.
        let joined = buffer.joined(cells.clone());
        if self.facts.mask.as_ref().is_some_and(|mask| mask.may_be_in(joined)) {
            return self.row_with_address(buffer.texts(cells));
        }
        let key = xxh3_128(joined.as_bytes());
        if let Some(&known) = self.census.known_rows.get(&key) {
            return (known, NONE);
        }
        let texts: Vec<_> =
            buffer.texts(cells).map(|cell| self.census.texts.number(cell)).collect();
        let number = self.census.rows.number(&texts);
        self.census.known_rows.insert(key, number);
        (number, NONE)
    }

    fn row_with_address<'t>(&mut self, cells: impl Iterator<Item = &'t str>) -> (u32, u32) {
        let mut forms = Vec::new();
        let texts: Vec<_> = cells
            .map(|cell| match self.masked(cell) {
                Some(masked) => {
                    forms.push(masked.form);
                    self.census.texts.number(&masked.text)
                }
                None => self.census.texts.number(cell),
            })
            .collect();
        let row = self.census.rows.number(&texts);
        let has_form = !forms.is_empty();
        (row, if has_form { self.census.texts.number(&forms.join("\n")) } else { NONE })
    }

    /// The number of a text without the portal's address, and of the form of that.
    fn text(&mut self, text: &str) -> (u32, u32) {
        let Some(mask) = self.facts.mask.as_ref().filter(|mask| mask.may_be_in(text)) else {
            return (self.census.texts.number(text), NONE);
        };
        let template = &mut self.scratch.template;
        template.clear();
        let key = mask.is_template(text, template).then(|| xxh3_128(template.as_bytes()));
        if let Some(&known) = key.and_then(|key| self.census.known_templates.get(&key)) {
            return known;
        }
        let was_left = std::mem::take(&mut self.is_host_left);
        let Some(masked) = self.masked(text) else {
            return (self.census.texts.number(text), NONE);
        };
        let texts = &mut self.census.texts;
        let numbers = (texts.number(&masked.text), texts.number(&masked.form));
        if let Some(key) = key.filter(|_| !self.is_host_left) {
            self.census.known_templates.insert(key, numbers);
        }
        self.is_host_left |= was_left;
        numbers
    }

    /// The text without the portal's address, if it has it.
    fn masked(&mut self, text: &str) -> Option<Masked> {
        let mask = self.facts.mask.as_ref()?;
        let masked = mask.masked(text);
        self.is_host_left |= match &masked {
            Some(masked) => !mask.is_gone_from(masked),
            None => mask.may_be_in(text),
        };
        masked
    }
}
