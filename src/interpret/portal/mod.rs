//! Which site publishes a charter: the one on which its text stands.
//!
//! Charters link to browsers, authorities and partners too. Every address in prose or in a heading may be the
//! site's, and there is evidence for and against each, on the one scale: where it stands, what the words round it
//! say, how it is written, that mail goes there, or that the text bears its name. The best is taken when it is
//! good enough: a wrong portal is worse than none. What nobody sees, the address that a page gives as its own
//! and the path it came by, is asked where the text names none, or first when the caller says so.

mod said;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::outline::Outline;
use super::weights::{self, Score};
use super::{Context, columns};
use crate::lexicon::Known;
use crate::model::{Block, Item, Portal, Role, Section};
use crate::syntax::{Address, addresses, host_shown};
use crate::text::{Typography, fold, normal};
use said::Said;

/// The portal, or nothing when the charter does not give its address.
pub(super) fn find<'s>(outline: &Outline<'s>, context: &mut Context<'s>) -> Option<Portal<'s>> {
    let mut sites = sites(outline, context).all;
    // Of several that are as likely, the first.
    sites.sort_by_key(|site| Reverse(site.score));
    if !is_decided(&sites) {
        for site in sites.iter_mut().take(LIKELY) {
            site.score += of_host(site, outline);
        }
        sites.sort_by_key(|site| Reverse(site.score));
    }
    let best = sites.into_iter().next()?;
    (best.score >= weights::PORTAL).then_some(best.portal)
}

/// Whether the likeliest site is so much likelier than the others that nothing more needs to be asked.
fn is_decided(sites: &[Site<'_>]) -> bool {
    let lead = |first: Score| sites.get(1).is_none_or(|second| first - second.score > ASKED);
    sites.first().is_some_and(|first| first.score >= weights::PORTAL && lead(first.score))
}

/// Of so many sites it is asked whether the whole text speaks for them: a text that names more as likely has none
/// that is its own.
const LIKELY: usize = 64;

/// So much can be asked of a host at most.
const ASKED: Score = weights::SITE_MAIL + weights::SITE_NAMED + weights::SITE_REPEATED;

/// A link or two to another site are given anywhere.
const SEVERAL: usize = 3;

/// The portal at the address that a page gives as its own.
pub(super) fn of_page((address, line): (Address<'_>, u64)) -> Portal<'_> {
    let host = host_shown(address.host);
    Portal { url: Cow::Borrowed(address.url), host, line: Some(line) }
}

/// The portal by whose host a file or one of the folders it is in is named: `www.example.fr.txt`,
/// `data.example.fr/cookies.html`. The last part of the path goes first.
#[must_use]
pub(crate) fn portal_of_path(path: &str) -> Option<Portal<'static>> {
    const EXTENSIONS: [&str; 9] =
        ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "ndjson"];
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next()?;
    let without = file.rsplit_once('.').filter(|(_, extension)| {
        EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    let is_host = |part: &&str| {
        let host = host_shown(part);
        let is_whole = addresses(&host).next().is_some_and(|it| it.url == host);
        let ending = part.rsplit('.').next().unwrap_or_default();
        is_whole && (Known::is_domain_ending(ending) || part.starts_with("www."))
    };
    let name = without.map_or(file, |(name, _)| name);
    let host = std::iter::once(name).chain(parts).find(is_host)?;
    let url = Cow::Owned(host.to_owned());
    Some(Portal { url, host: Cow::Owned(host_shown(host).into_owned()), line: None })
}

/// A site that a text gives the address of.
struct Site<'s> {
    portal: Portal<'s>,
    /// What speaks for it where most does.
    score: Score,
    /// Whether its being a label or a heading alone says that it is the charter's: of several none is sure.
    is_label: bool,
    /// How many addresses of it differ from the one before.
    times: usize,
    /// Whether its address stands behind a name, so that the name says nothing more of it.
    is_behind_name: bool,
}

/// The sites of a text, in the order in which it names them.
#[derive(Default)]
struct Sites<'s> {
    all: Vec<Site<'s>>,
    /// Where each is, by its host without `www.`.
    places: HashMap<String, usize>,
}

impl<'s> Sites<'s> {
    /// Adds a site, or what more speaks for one that is there.
    fn add(&mut self, site: Site<'s>) {
        let next = self.all.len();
        let place = self.places.entry(without_www(&site.portal.host).to_owned()).or_insert(next);
        let known = self.all.get_mut(*place);
        let Some(known) = known else {
            self.all.push(site);
            return;
        };
        let times = known.times + usize::from(known.portal.url != site.portal.url);
        if known.score < site.score {
            *known = site;
        }
        known.times = times;
    }
}

/// Where in a charter an address stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the title, or in a heading that says what is used.
    Foremost,
    /// In another heading, above all that is known of or below.
    Heading {
        opens: bool,
    },
    /// Above the sections on something known, or in the one that says what is used.
    Opening,
    Later,
    /// Where it is said what cookies are and how to refuse them, which points elsewhere.
    Aside,
}

/// The sites that prose and headings give the addresses of. Where the title or a heading on what is used names one
/// and nothing speaks against it, nothing else needs to be read.
fn sites<'s>(outline: &Outline<'s>, context: &mut Context<'s>) -> Sites<'s> {
    let mut sites = Sites::default();
    for section in outline.sections.iter().filter(|it| says_what_is_used(it)) {
        if let Some(text) = &section.heading {
            read(&mut sites, text, section.line, Place::Foremost, context);
        }
    }
    if let Some(title) = outline.title {
        let line = context.source.line_of(title);
        read(&mut sites, &Cow::Borrowed(title), line, Place::Foremost, context);
    }
    if sites.all.iter().any(|site| site.score >= weights::SITE_FOREMOST) {
        return sites;
    }
    let mut opens = true;
    let mut has_said = false;
    for section in &outline.sections {
        opens &= matches!(section.role, Role::Introduction | Role::Usage | Role::Other);
        let is_said = opens || matches!(section.role, Role::Introduction | Role::Usage);
        let (heading, body) = match section.role {
            Role::Definition | Role::Settings => (Place::Aside, Place::Aside),
            Role::Usage => (Place::Foremost, Place::Opening),
            Role::Kinds => (Place::Foremost, Place::Later),
            _ if is_said => (Place::Heading { opens }, Place::Opening),
            _ => (Place::Heading { opens }, Place::Later),
        };
        if let Some(text) = section.heading.as_ref().filter(|_| !says_what_is_used(section)) {
            read(&mut sites, text, section.line, heading, context);
        }
        for (text, line) in section.blocks.iter().flat_map(texts) {
            // The first sentences of all are an introduction whatever heading stands above them.
            let place = if has_said || body != Place::Aside { body } else { Place::Opening };
            read(&mut sites, text, line, place, context);
            has_said |= text.ends_with('.');
        }
        if section.role == Role::Introduction {
            favour_only(&mut sites.all);
        }
    }
    if sites.all.iter().filter(|site| site.is_label).count() > 1 {
        let labelled = sites.all.iter_mut().filter(|site| site.is_label);
        labelled.for_each(|site| site.score -= weights::SITE_LABELLED);
    }
    sites
}

/// A text introduces itself: the only site that its introduction names, as a whole and not behind the name of
/// somebody, is mostly its own, unless something speaks against it.
fn favour_only(sites: &mut [Site<'_>]) {
    let mut named = sites.iter_mut().filter(|site| site.score >= weights::SITE_OPENING);
    if let (Some(site), None) = (named.next(), named.next())
        && !site.is_behind_name
        && site.portal.url.trim_end_matches('/').ends_with(&*site.portal.host)
    {
        site.score += weights::SITE_ONLY;
    }
}

fn says_what_is_used(section: &Section<'_>) -> bool {
    matches!(section.role, Role::Usage | Role::Kinds)
}

/// Adds the sites that a text gives the addresses of. What is invisible, or another kind of quote, must not
/// hide one.
#[expect(clippy::ptr_arg, reason = "what is borrowed from the source is so in the portal, too")]
fn read<'s>(
    sites: &mut Sites<'s>,
    text: &Cow<'s, str>,
    line: u64,
    place: Place,
    context: &mut Context<'s>,
) {
    if !may_have_address(text) {
        return;
    }
    let plain = &*normal(text, Typography::Plain);
    let mut end = 0;
    for address in addresses(plain) {
        let start = address.url.as_ptr() as usize - plain.as_ptr() as usize;
        let from = std::mem::replace(&mut end, start + address.url.len());
        let before = plain.get(from..start).unwrap_or_default();
        let after = plain.get(end..).unwrap_or_default();
        // What is said round one in such a heading adds nothing.
        let said = match place {
            Place::Foremost => Said::default(),
            _ => said::of(before, after, context),
        };
        let Said { score, is_label, is_behind_name, is_signed } = said;
        let introduces = place == Place::Opening && from == 0 && said::is_introduced(before);
        let is_behind_name = is_behind_name && !introduces;
        let signs = match place {
            Place::Heading { opens } => is_signed && opens && is_behind_name,
            _ => is_signed,
        };
        let score = score + if signs { weights::SITE_SIGNED } else { 0 };
        let is_label = is_label || matches!(place, Place::Heading { .. });
        let host = host_shown(address.host);
        let score = score + of_place(place, &address, plain, context) + of_form(&address, &host);
        let url = as_written(address.url, text);
        let host = as_written(&host, &url);
        let portal = Portal { url, host, line: Some(line) };
        sites.add(Site { portal, score, is_label, times: 1, is_behind_name });
    }
}

/// What the place of an address says of it.
fn of_place(place: Place, address: &Address<'_>, text: &str, context: &mut Context<'_>) -> Score {
    match place {
        Place::Foremost => weights::SITE_FOREMOST,
        Place::Opening => weights::SITE_OPENING,
        Place::Later => weights::SITE_LATER,
        Place::Aside => weights::SITE_ASIDE,
        Place::Heading { opens } => {
            let headed = match () {
                () if address.has_scheme => weights::SITE_HEADED,
                () if columns::speaks_of_cookies(text, context) => weights::SITE_IN_HEADING,
                () => 0,
            };
            headed + if opens { weights::SITE_OPENING } else { weights::SITE_LATER }
        }
    }
}

/// What the form of an address says of it.
fn of_form(address: &Address<'_>, host: &str) -> Score {
    let known = Known::get();
    let ending = host.rsplit('.').next().unwrap_or_default();
    let is_sure = address.has_scheme || host.starts_with("www.") || Known::is_domain_ending(ending);
    let is_other = host.split('.').any(|label| known.is_provider(label) || Known::is_guide(label));
    let form = if is_sure { 0 } else { weights::SITE_UNSURE };
    form + if is_other { weights::SITE_KNOWN } else { 0 }
}

/// What else a text says of a site: mail goes there, or the text bears its name.
fn of_host(site: &Site<'_>, outline: &Outline<'_>) -> Score {
    let host = &site.portal.host;
    let has_mail = all_texts(outline).any(|text| has_mail(host, text));
    let mail = if has_mail { weights::SITE_MAIL } else { 0 };
    let is_named = !site.is_behind_name && bears_name(host, outline);
    let is_repeated = is_named && site.times >= SEVERAL;
    mail + if is_named { weights::SITE_NAMED } else { 0 }
        + if is_repeated { weights::SITE_REPEATED } else { 0 }
}

/// Whether an address of mail in a text is at a host or at the domain it is of.
fn has_mail(host: &str, text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    memchr::memchr_iter(b'@', text.as_bytes()).any(|at| {
        let after = text.get(at + 1..).unwrap_or_default();
        let domain = after.get(..after.find(|c| !is_part(c)).unwrap_or(after.len()));
        let domain = domain.unwrap_or_default().trim_end_matches('.').to_lowercase();
        domain.contains('.') && is_one_domain(&domain, without_www(host))
    })
}

/// The title, the headings and what stands below them but for tables.
fn all_texts<'o>(outline: &'o Outline<'_>) -> impl Iterator<Item = &'o str> {
    let texts = outline.sections.iter().flat_map(|section| {
        let heading = section.heading.iter().map(|heading| &**heading);
        heading.chain(section.blocks.iter().flat_map(texts).map(|(text, _)| &**text))
    });
    outline.title.into_iter().chain(texts)
}

/// Whether two hosts are of one domain.
fn is_one_domain(one: &str, other: &str) -> bool {
    // What ends so is a country's: `co.uk`.
    const SHORT: usize = 3;
    let is_below = |host: &str, domain: &str| {
        host.strip_suffix(domain).is_some_and(|names| names.is_empty() || names.ends_with('.'))
    };
    let domain = |host: &str| {
        let mut names = host.rsplit('.');
        let (ending, name) = (names.next()?, names.next()?);
        (name.len() > SHORT)
            .then(|| host.get(host.len() - ending.len() - name.len() - 1..).map(str::to_owned))?
    };
    is_below(one, other)
        || is_below(other, one)
        || domain(one).is_some_and(|it| Some(it) == domain(other))
}

/// Whether the beginning of a text has a name that a host is made of, which none of those has who set cookies.
fn bears_name(host: &str, outline: &Outline<'_>) -> bool {
    const SHORTEST: usize = 4;
    const BEGINNING: usize = 16;
    let labels = host.rsplit('.').skip(1);
    let parts = labels.flat_map(|label| std::iter::once(label).chain(label.split('-')));
    let mut names: Vec<String> =
        parts.map(|part| letters(part.chars())).filter(|it| it.len() >= SHORTEST).collect();
    let providers = outline.cookies.iter().filter_map(|cookie| cookie.provider.as_deref());
    let providers: HashSet<String> = providers.map(|provider| letters(provider.chars())).collect();
    names.retain(|name| !providers.iter().any(|provider| provider.contains(name)));
    let mut beginning = all_texts(outline).take(BEGINNING);
    beginning.any(|text| names.iter().any(|name| has_name(text, name)))
}

/// Whether words of a text that begin with a capital are written as a name of a host, one after the other.
fn has_name(text: &str, name: &str) -> bool {
    let mut before = ' ';
    text.char_indices().any(|(at, c)| {
        let begins = c.is_uppercase() && !before.is_alphanumeric();
        before = c;
        let rest = text.get(at..).unwrap_or_default();
        begins && letters(rest.chars().take(name.len() * 2)).starts_with(name)
    })
}

/// The letters of a text without accents and what stands between them, where `ae`, `oe` and `ue` may stand for
/// one letter.
fn letters(text: impl Iterator<Item = char>) -> String {
    let mut letters = String::new();
    for c in text.filter(|c| c.is_alphanumeric()) {
        fold(c, |c| {
            if c != 'e' || !letters.ends_with(['a', 'o', 'u']) {
                letters.push(c);
            }
        });
    }
    letters
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether a text has what every address has: a dot or a colon that something follows.
fn may_have_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    let goes_on = |at: usize| {
        bytes
            .get(at + 1)
            .is_some_and(|&next| next.is_ascii_alphanumeric() || next == b'/' || next >= 0x80)
    };
    memchr::memchr2_iter(b'.', b':', bytes).any(goes_on)
}

/// `part` as a part of `text`, where it stands in it as it is: it is a part of its normal form, which mostly is `text`.
fn as_written<'s>(part: &str, text: &Cow<'s, str>) -> Cow<'s, str> {
    let Cow::Borrowed(text) = *text else { return Cow::Owned(part.to_owned()) };
    let here = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    let is_part = |start: usize| {
        text.get(start..start.checked_add(part.len())?).filter(|written| *written == part)
    };
    let written = here.and_then(is_part).or_else(|| is_part(text.find(part)?));
    written.map_or_else(|| Cow::Owned(part.to_owned()), Cow::Borrowed)
}

/// The texts of paragraphs and items, and their lines.
fn texts<'b, 's>(
    block: &'b Block<'s>,
) -> impl Iterator<Item = (&'b Cow<'s, str>, u64)> + use<'b, 's> {
    let (paragraph, items): (_, &[Item<'s>]) = match block {
        Block::Paragraph { text, line } | Block::Junk { text, line } => (Some((text, *line)), &[]),
        Block::List { items, .. } => (None, items),
        Block::Table { .. } => (None, &[]),
    };
    paragraph.into_iter().chain(items.iter().map(|item| (&item.text, item.line)))
}
