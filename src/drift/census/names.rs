//! The names of charters: paths and hosts, one after the other, never moved once they are put down.

use super::store::count;

/// How many bytes of names stand in one piece. Pieces are handed over whole, and what grows by one of
/// them at a time is not copied to grow.
const PIECE: usize = 64 * 1024;

/// Paths and hosts.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Vec<String>);

/// Where the path and the host of a charter stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    piece: u32,
    start: u32,
    path: u32,
    host: u32,
}

impl Names {
    /// Puts down a path and the host that goes with it.
    pub(super) fn push(&mut self, path: &str, host: &str) -> Name {
        let length = path.len() + host.len();
        let has_room = |piece: &String| piece.is_empty() || piece.len() + length <= PIECE;
        if !self.0.last().is_some_and(has_room) {
            // The first grows as it must: most censuses are small.
            let room = if self.0.is_empty() { length } else { PIECE };
            self.0.push(String::with_capacity(room));
        }
        let number = count(self.0.len() - 1);
        let mut start = 0;
        if let Some(piece) = self.0.last_mut() {
            start = count(piece.len());
            piece.push_str(path);
            piece.push_str(host);
        }
        Name { piece: number, start, path: count(path.len()), host: count(host.len()) }
    }

    pub(super) fn path(&self, name: Name) -> &str {
        let start = name.start as usize;
        self.get(name, start, start + name.path as usize)
    }

    pub(super) fn host(&self, name: Name) -> &str {
        let start = name.start as usize + name.path as usize;
        self.get(name, start, start + name.host as usize)
    }

    fn get(&self, name: Name, start: usize, end: usize) -> &str {
        let piece = self.0.get(name.piece as usize);
        piece.and_then(|piece| piece.get(start..end)).unwrap_or_default()
    }

    /// Takes in all names of `other`, and gives what finds each of them from now on.
    pub(super) fn append(&mut self, mut other: Self) -> impl Fn(Name) -> Name {
        let before = count(self.0.len());
        self.0.append(&mut other.0);
        move |name| Name { piece: name.piece + before, ..name }
    }
}
