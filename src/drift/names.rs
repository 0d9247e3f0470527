//! Lists of names: the paths and hosts of charters.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A list of names, which may be a million: they stand one after the other in one text.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Names {
    all: String,
    /// Where each ends in `all`.
    ends: Vec<usize>,
}

impl Names {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name of that number, from 0 on.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        self.all.get(start.unwrap_or_default()..end)
    }

    /// The names in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|number| self.get(number))
    }

    /// Adds one at the end.
    pub fn push(&mut self, name: &str) {
        self.all.push_str(name);
        self.ends.push(self.all.len());
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl<S: AsRef<str>> Extend<S> for Names {
    fn extend<I: IntoIterator<Item = S>>(&mut self, names: I) {
        names.into_iter().for_each(|name| self.push(name.as_ref()));
    }
}

impl<S: AsRef<str>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let mut all = Self::default();
        all.extend(names);
        // There may be very many lists of very many names.
        all.all.shrink_to_fit();
        all.ends.shrink_to_fit();
        all
    }
}

impl Serialize for Names {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<String>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_are_written_as_a_list() {
        let names: Names = ["b", "", "é\"", "b"].into_iter().collect();
        assert_eq!(names.iter().collect::<Vec<_>>(), ["b", "", "é\"", "b"]);
        let json = serde_json::to_string(&names).unwrap();
        assert_eq!(json, r#"["b","","é\"","b"]"#);
        assert_eq!(serde_json::from_str::<Names>(&json).unwrap(), names);
        assert!(serde_json::from_str::<Names>("[1]").is_err());
    }
}
