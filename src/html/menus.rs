//! Menus and footers that nothing marks as such: what is links alone above the heading of a page, and below the
//! text of its last section.

use super::choose::Chosen;
use super::tags::{Tag, plain_host};
use super::tree::{Data, Id, Step, Tree};

/// What begins the line that says who holds the rights in a page.
const RIGHTS: char = '©';

/// What stands under a node.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    /// Words outside of links, buttons and headings, in letters and digits.
    plain: usize,
    links: u32,
    /// How many of the links lead to another place of the site.
    own: u32,
    headings: u32,
    /// Whether a heading has words that are no link.
    is_headed: bool,
    /// Whether it says who holds the rights in the page.
    has_rights: bool,
    /// Whether there is a heading of the page in it, or data.
    is_kept: bool,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.plain += other.plain;
        self.links += other.links;
        self.own += other.own;
        self.headings += other.headings;
        self.is_headed |= other.is_headed;
        self.has_rights |= other.has_rights;
        self.is_kept |= other.is_kept;
    }

    /// Whether it is links alone, or says who holds the rights; under several headings if any, for one that heads
    /// links may be a section.
    fn is_menu(&self) -> bool {
        let is_headed = self.is_headed || self.headings > 0;
        self.plain == 0
            && (self.links > 0 || self.has_rights)
            && !self.is_kept
            && (!is_headed || self.headings > 1 || self.has_rights)
    }
}

/// Something with lines of its own, in the order of the page: an element, or some that follow each other in a line.
struct Unit {
    first: Id,
    last: Id,
    sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// The level of a heading.
    Heading(u8),
    /// Links alone, and whether they lead to places of the site.
    Links(bool),
    Text,
}

/// What of a page is to be left out.
pub(super) fn of(tree: &Tree, chosen: &Chosen, host: Option<&str>) -> Vec<Id> {
    let units = units(tree, chosen, &shares(tree, chosen, host));
    let is_first = |unit: &Unit| unit.sort == Sort::Heading(1);
    let is_heading = |unit: &Unit| matches!(unit.sort, Sort::Heading(_));
    let head = units.iter().position(is_first).or_else(|| units.iter().position(is_heading));
    let above = units.get(..head.unwrap_or_default()).unwrap_or_default();
    let above = above.iter().filter(|unit| matches!(unit.sort, Sort::Links(_)));
    above.chain(below(tree, &units)).flat_map(|unit| unit.nodes(tree)).collect()
}

/// What is links of the site below the text of the last section, with the line of who holds the rights. Links right below a
/// heading, or a line that announces them, are part of the text.
fn below<'u>(tree: &Tree, units: &'u [Unit]) -> &'u [Unit] {
    let is_foot = |unit: &&Unit| unit.sort == Sort::Links(true);
    let text = units.len() - units.iter().rev().take_while(is_foot).count();
    let foot = units.get(text..).unwrap_or_default();
    match text.checked_sub(1).and_then(|text| units.get(text)) {
        Some(last) if last.sort == Sort::Text => {
            let is_announced = last.text(tree).trim_end().ends_with(':');
            foot.get(usize::from(is_announced)..).unwrap_or_default()
        }
        _ => &[],
    }
}

impl Unit {
    /// Its nodes, which are siblings.
    fn nodes<'t>(&self, tree: &'t Tree) -> impl Iterator<Item = Id> + use<'t> {
        let last = self.last;
        let mut next = Some(self.first);
        std::iter::from_fn(move || {
            let id = next?;
            next = tree.node(id).next.filter(|_| id != last);
            Some(id)
        })
    }

    /// Its text, with what may stand between, as it was read.
    fn text<'t>(&self, tree: &'t Tree) -> &'t str {
        let (mut start, mut end) = (usize::MAX, 0);
        for id in self.nodes(tree) {
            tree.walk(id, |step| {
                if let Step::Enter(id) = step
                    && let Data::Text(from, to) = tree.node(id).data
                {
                    (start, end) = (start.min(from), end.max(to));
                }
                true
            });
        }
        tree.text.get(start..end).unwrap_or_default()
    }
}

/// What stands under each node of what was chosen.
fn shares(tree: &Tree, chosen: &Chosen, host: Option<&str>) -> Vec<Share> {
    let host = host.map(str::to_ascii_lowercase);
    let host = host.as_deref().map(plain_host);
    let mut shares = vec![Share::default(); tree.len()];
    let (mut in_link, mut in_heading) = (0_usize, 0_usize);
    let opens = |id: Id| {
        let element = tree.element(id);
        let is = |wanted: fn(Tag) -> bool| usize::from(element.is_some_and(|it| wanted(it.tag)));
        let leads = usize::from(element.is_some_and(|it| it.link.is_some()));
        let acts = is(|tag| matches!(tag, Tag::Button(_)));
        (leads.max(acts), is(|tag| matches!(tag, Tag::Heading(_))))
    };
    tree.walk(chosen.root, |step| {
        let (Step::Enter(id) | Step::Leave(id)) = step;
        if chosen.is_left_out(id) && id != chosen.root {
            return false;
        }
        let (links, headings) = opens(id);
        if let Step::Enter(_) = step {
            (in_link, in_heading) = (in_link + links, in_heading + headings);
            return true;
        }
        (in_link, in_heading) = (in_link - links, in_heading - headings);
        let mut share = shares.get(id as usize).copied().unwrap_or_default();
        match &tree.node(id).data {
            &Data::Text(start, end) if in_link == 0 => {
                let text = tree.text.get(start..end).unwrap_or_default();
                let words = text.chars().filter(|c| c.is_alphanumeric()).count();
                share.has_rights = text.trim_start().starts_with(RIGHTS);
                let is_text = in_heading == 0 && !share.has_rights;
                share.plain = if is_text { words } else { 0 };
                share.is_headed = in_heading > 0 && words > 0;
            }
            Data::Element(element) if chosen.content(id).text > 0 => {
                let is_own = |site: &str| site.is_empty() || Some(site) == host;
                share.links += u32::from(element.link.is_some());
                share.own += u32::from(element.link.as_deref().is_some_and(is_own));
                share.headings += u32::from(headings > 0);
                share.is_kept |= matches!(element.tag, Tag::Heading(1) | Tag::Terms | Tag::Card)
                    || chosen.content(id).is_data;
            }
            _ => {}
        }
        if let Some(known) = shares.get_mut(id as usize) {
            *known = share;
        }
        let parent = tree.node(id).parent.filter(|_| id != chosen.root);
        if let Some(parent) = parent.and_then(|parent| shares.get_mut(parent as usize)) {
            parent.add(share);
        }
        true
    });
    shares
}

/// The units of what was chosen.
fn units(tree: &Tree, chosen: &Chosen, shares: &[Share]) -> Vec<Unit> {
    let share = |id: Id| shares.get(id as usize).copied().unwrap_or_default();
    let is_inline = |id: Id| match &tree.node(id).data {
        Data::Text(..) | Data::Other => true,
        Data::Element(element) => {
            let tag = element.tag;
            let is_part = matches!(tag, Tag::Inline | Tag::Strong | Tag::Superscript | Tag::Choice);
            (is_part || tag == Tag::Button(false)) && share(id).headings == 0 && !share(id).is_kept
        }
    };
    let mut units: Vec<Unit> = Vec::new();
    let mut push = |first: Id, last: Id, share: Share, sort: Option<Sort>| {
        let links = Sort::Links(share.own * 2 >= share.links);
        let sort = sort.unwrap_or(if share.is_menu() { links } else { Sort::Text });
        units.push(Unit { first, last, sort });
    };
    tree.walk(chosen.root, |step| {
        let Step::Enter(id) = step else { return true };
        if id == chosen.root {
            return true;
        }
        if chosen.is_left_out(id) {
            return false;
        }
        if is_inline(id) {
            // All that follow each other in the line are one, begun by the first.
            if tree.node(id).previous.is_some_and(is_inline) {
                return false;
            }
            let next = |&id: &Id| tree.node(id).next.filter(|&next| is_inline(next));
            let (mut last, mut all) = (id, Share::default());
            for id in std::iter::successors(Some(id), next) {
                last = id;
                all.add(share(id));
            }
            if all.plain > 0 || all.links > 0 || all.has_rights {
                push(id, last, all, None);
            }
            return false;
        }
        let (share, content) = (share(id), chosen.content(id));
        let tag = tree.element(id).map_or(Tag::Block, |element| element.tag);
        match tag {
            _ if content.text == 0 => {}
            Tag::Heading(level) => push(id, id, share, Some(Sort::Heading(level))),
            Tag::Summary | Tag::Button(true) => push(id, id, share, Some(Sort::Heading(6))),
            _ if share.is_menu() => push(id, id, share, None),
            _ if content.is_data || matches!(tag, Tag::Terms | Tag::Card) => {
                push(id, id, share, Some(Sort::Text));
            }
            _ => return true,
        }
        false
    });
    units
}
