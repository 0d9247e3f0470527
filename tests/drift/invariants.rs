//! What holds of drift whatever the charters: none differs from itself, no order and no way of cutting
//! a corpus changes a byte, and every report is sound.

use std::borrow::Cow;
use std::num::NonZeroUsize;

use charte::drift::report::Hidden;
use charte::drift::{Census, Severity, report, report_declared, report_since};
use charte::formats::JSON;
use charte::source::Source;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::made::{altered, corpus, text};
use super::sound::assert_sound;
use super::{Text, add, census, told, written};
use crate::generate::any_bytes;

fn part(census: &Census) -> Vec<u8> {
    let mut part = Vec::new();
    census.write_part(&mut part).expect("memory takes all");
    part
}

fn read_part(part: &[u8]) -> Census {
    Census::read_part(part).expect("a part comes back")
}

/// Takes a text as the baseline; whether it is a charter.
fn set_baseline(census: &mut Census, (path, text): &Text) -> bool {
    let source = Source::from_text(Cow::Borrowed(text), Some(Cow::Borrowed(path)));
    census.set_baseline(&charte::read(&source), Some(&source))
}

fn copies(text: &str, count: usize) -> Vec<Text> {
    (0..count).map(|number| (format!("{number}.txt"), text.to_owned())).collect()
}

fn assert_no_drift(text: &str) {
    let mut census = census(&copies(text, 3));
    let found = report(&census, Severity::Layout);
    assert!(found.gravest().is_none(), "{}", written(&found));
    if set_baseline(&mut census, &("base".to_owned(), text.to_owned())) {
        let found = report(&census, Severity::Layout);
        assert!(found.gravest().is_none(), "{}", written(&found));
        assert!(found.families.iter().all(|family| family.baseline == "base"));
    }
}

/// The texts in parts by `cuts`, merged two by two as `order` has it.
fn merged(texts: &[Text], cuts: &[usize], order: &[(Index, Index, bool)]) -> Census {
    let mut parts: Vec<_> = (0..4).map(|_| Census::new()).collect();
    for (text, cut) in texts.iter().zip(cuts.iter().cycle()) {
        add(&mut parts[*cut], text);
    }
    let mut order = order.iter().cycle();
    while parts.len() > 1 {
        let (one, other, is_written) = order.next().expect("there is no end of it");
        let other = parts.remove(other.index(parts.len()));
        let one = one.index(parts.len());
        parts[one].merge(&other);
        if *is_written {
            parts[one] = read_part(&part(&parts[one]));
        }
    }
    parts.pop().expect("one is left")
}

proptest! {
    #[test]
    fn a_charter_does_not_differ_from_itself(text in text()) {
        assert_no_drift(&text);
    }

    #[test]
    fn every_report_is_sound(texts in corpus()) {
        assert_sound(&told(&texts), Severity::Layout);
        assert_sound(&report_declared(&census(&texts), Severity::Layout), Severity::Layout);
    }

    #[test]
    fn every_report_on_a_baseline_is_sound(texts in corpus(), (one, other) in altered()) {
        let mut census = census(&texts);
        add(&mut census, &("z.txt".to_owned(), other));
        set_baseline(&mut census, &("base".to_owned(), one));
        let found = report(&census, Severity::Layout);
        assert_sound(&found, Severity::Layout);
        for family in found.families.iter().filter(|family| family.baseline == "base") {
            assert!(family.variations.iter().all(|variation| !variation.baseline.tie));
        }
    }

    #[test]
    fn the_order_of_the_inputs_changes_no_byte(
        (texts, shuffled) in corpus().prop_flat_map(|texts| (Just(texts.clone()), Just(texts).prop_shuffle())),
    ) {
        assert_eq!(written(&told(&shuffled)), written(&told(&texts)));
        assert!(part(&census(&shuffled)) == part(&census(&texts)), "the parts differ");
    }

    #[test]
    fn no_way_of_cutting_a_corpus_changes_a_byte(
        texts in corpus(),
        cuts in vec(0..4_usize, 1..9),
        order in vec((any::<Index>(), any::<Index>(), any::<bool>()), 1..4),
    ) {
        let (whole, merged) = (census(&texts), merged(&texts, &cuts, &order));
        let told = |census: &Census| written(&report(census, Severity::Layout));
        assert_eq!(told(&merged), told(&whole));
        assert!(part(&merged) == part(&whole), "the parts differ");
        assert_eq!(told(&read_part(&part(&whole))), told(&whole));
        let declared = |census: &Census| written(&report_declared(census, Severity::Layout));
        assert_eq!(declared(&merged), declared(&whole));
        assert!(part(&read_part(&part(&whole))) == part(&whole));
    }

    #[test]
    fn since_a_copy_nothing_has_changed(
        texts in corpus(),
        cuts in vec(0..4_usize, 1..9),
        order in vec((any::<Index>(), any::<Index>(), any::<bool>()), 1..4),
    ) {
        let (whole, merged) = (census(&texts), merged(&texts, &cuts, &order));
        let since = |now: &Census, before: &Census| {
            report_since(now, (before, "p"), Severity::Layout, NonZeroUsize::MIN)
        };
        let found = since(&whole, &whole);
        prop_assert!(found.gravest().is_none(), "{}", written(&found));
        prop_assert_eq!(written(&since(&merged, &whole)), written(&found));
        let (before, after) = texts.split_at(texts.len() / 2);
        let (before, after) = (census(before), census(after));
        let found = since(&after, &before);
        assert_sound(&found, Severity::Layout);
        prop_assert_eq!(written(&since(&read_part(&part(&after)), &before)), written(&found));
    }

    #[test]
    fn what_is_hidden_is_what_weighs_less(texts in corpus()) {
        let census = census(&texts);
        for &least in Severity::ALL {
            let mut all = report(&census, Severity::Layout);
            all.hide_below(least);
            assert_eq!(written(&report(&census, least)), written(&all), "{least:?}");
        }
    }

    #[test]
    fn who_differs_alone_is_all_that_is_told((text, other) in altered()) {
        let mut texts = copies(&text, 4);
        texts.push(("other".to_owned(), other));
        let found = told(&texts);
        for family in &found.families {
            for variation in &family.variations {
                assert!(variation.reading.paths.iter().eq(["other"]), "{variation:#?}");
                assert_eq!(variation.baseline.charters, 4, "{variation:#?}");
                assert!(!variation.baseline.tie, "{variation:#?}");
            }
        }
    }

    #[test]
    fn converted_charters_differ_as_their_texts_do(texts in corpus()) {
        let mut converted = Census::new();
        for (path, text) in &texts {
            let source = Source::from_text(Cow::Borrowed(text), Some(Cow::Borrowed(path)));
            let mut json = Vec::new();
            let style = charte::formats::Style::default();
            JSON.write(&charte::read(&source), style, false, &mut json).expect("memory takes all");
            let json = String::from_utf8(json).expect("JSON is UTF-8");
            converted.add(&charte::formats::read(&json).expect("it comes back"), None);
        }
        let told = |census: &Census| {
            let mut report = report(census, Severity::Parameter);
            report.hidden = Hidden::default();
            // JSON does not say on which line the title stands.
            for variation in report.families.iter_mut().flat_map(|family| &mut family.variations) {
                variation.reading.line = None;
                variation.reading.lines.fill(None);
            }
            written(&report)
        };
        assert_eq!(told(&converted), told(&census(&texts)));
    }

    #[test]
    fn fingerprints_hang_on_neither_paths_nor_hosts_nor_numbers((text, other) in altered()) {
        let prints = |clean: usize, host: &str, folder: &str| {
            let on = |text: &str| text.replace("data.rivage.example", host);
            let mut texts = copies(&on(&text), clean);
            texts.push(("zz.txt".to_owned(), on(&other)));
            for (path, _) in &mut texts {
                path.insert_str(0, folder);
            }
            let report = report(&census(&texts), Severity::Wording);
            let variations = report.families.into_iter().flat_map(|family| family.variations);
            variations.map(|it| it.fingerprint).collect::<Vec<_>>()
        };
        let expected = prints(3, "data.rivage.example", "");
        assert_eq!(prints(3, "data.rivage.example", "a/b/"), expected);
        if [&text, &other].iter().all(|text| is_on(text, "data.rivage.example")) {
            assert_eq!(prints(3, "opendata.bocage.example", ""), expected);
        }
        assert_eq!(prints(6, "data.rivage.example", ""), expected);
    }

    #[test]
    fn another_family_changes_nothing(mut texts in corpus(), count in 1..4_usize) {
        let alone = told(&texts);
        texts.extend((0..count).map(|number| (format!("{number}.txt"), lighthouse(number))));
        let together = told(&texts);
        assert_eq!(together.families.len(), alone.families.len() + 1, "{together:#?}");
        for family in alone.families {
            assert!(together.families.contains(&family), "{family:#?}\n{together:#?}");
        }
    }

    #[test]
    fn any_bytes_are_compared(files in vec(any_bytes(), 0..6), (text, other) in altered()) {
        let mut texts = vec![("a".to_owned(), text), ("b".to_owned(), other)];
        let decode = |bytes: &Vec<u8>| Source::decode(bytes, None, None).text().to_owned();
        texts.extend(files.iter().map(|bytes| ("x".to_owned(), decode(bytes))));
        assert_sound(&told(&texts), Severity::Layout);
    }

    #[test]
    fn no_part_breaks_anything(texts in corpus(), damage in vec((any::<Index>(), 0..10_u8), 1..6)) {
        let part = String::from_utf8(part(&census(&texts))).expect("a part is UTF-8");
        let mut lines: Vec<_> = part.lines().map(|line| line.as_bytes().to_vec()).collect();
        lines.pop();
        // Other numbers than were written, under a checksum that is right.
        for (at, digit) in damage {
            let digits = lines.iter_mut().skip(1).flatten().filter(|byte| byte.is_ascii_digit());
            let mut digits: Vec<_> = digits.collect();
            if !digits.is_empty() {
                let at = at.index(digits.len());
                *digits[at] = b'0' + digit;
            }
        }
        let mut damaged: Vec<_> = lines.into_iter().flat_map(|line| [line, b"\n".to_vec()].concat()).collect();
        let checksum = xxhash_rust::xxh3::xxh3_128(&damaged);
        damaged.extend(format!("{{\"end\":{{\"checksum\":\"{checksum:032x}\"}}}}\n").bytes());
        if let Ok(census) = Census::read_part(&damaged[..]) {
            written(&report(&census, Severity::Layout));
            part_again(&census);
        }
    }
}

/// A charter that has nothing in common with those that are made.
fn lighthouse(number: usize) -> String {
    format!(
        "Trackers of the lighthouse\n\nThe keeper sets number {number} at dusk.\n\n\
         Cookie ID\tShelf life\nlamp\tOne night\n"
    )
}

/// Whether a charter says that it is the one of the portal at `host`.
fn is_on(text: &str, host: &str) -> bool {
    let source = Source::from_text(Cow::Borrowed(text), None);
    charte::read(&source).portal.is_some_and(|portal| portal.host == host)
}

fn part_again(census: &Census) {
    let once = part(census);
    assert!(part(&read_part(&once)) == once, "a part of a part is itself");
}
