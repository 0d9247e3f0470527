//! A name that is a regular expression already.

/// No more parts of unlimited length are let through: programs that search by trying take too
/// long over many.
const UNBOUNDED: usize = 4;
/// No deeper groups are let through.
const DEPTH: usize = 8;

/// The expression that `name` is, without its anchors; none of what is none, or none that both Rust
/// and ECMAScript read the same.
pub(super) fn read(name: &str) -> Option<String> {
    let is_quantified_class =
        name.split(']').skip(1).any(|after| after.starts_with(['+', '*', '{']));
    let looks_so = name.starts_with('^')
        || (name.ends_with('$') && name.contains(['*', '+', ']', ')']))
        || name.contains(".+")
        || name.contains(")?")
        || ["\\d", "\\w", "\\."].iter().any(|escape| name.contains(escape))
        || is_quantified_class;
    if !looks_so {
        return None;
    }
    let body = name.strip_prefix('^').unwrap_or(name);
    let body = body.strip_suffix('$').filter(|it| !it.ends_with('\\')).unwrap_or(body);
    let has_choice = check(body)?;
    let is_told = body.chars().any(char::is_alphanumeric);
    is_told.then(|| if has_choice { format!("(?:{body})") } else { body.to_owned() })
}

/// What may be repeated, of what stands right before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Atom,
    Group,
}

/// Whether `body` has a choice outside its groups, if it is an expression at all.
fn check(body: &str) -> Option<bool> {
    let (mut before, mut depth, mut unbounded, mut has_choice) = (Before::Nothing, 0, 0, false);
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..)?;
        before = match c {
            '\\' => {
                // Rust has more letters in `\w`, but cookies have none of those in their names.
                rest = rest.strip_prefix(|c: char| "dw.^$*+?()[]{}|\\".contains(c))?;
                Before::Atom
            }
            '[' => {
                let (class, after) = rest.split_once(']')?;
                rest = is_class(class).then_some(after)?;
                Before::Atom
            }
            '(' if depth < DEPTH => {
                rest = rest.strip_prefix("?:").unwrap_or(rest);
                depth += 1;
                Before::Nothing
            }
            ')' if depth > 0 => {
                depth -= 1;
                Before::Group
            }
            '?' if before != Before::Nothing => Before::Nothing,
            '*' | '+' if before == Before::Atom => {
                unbounded += 1;
                Before::Nothing
            }
            '{' if before == Before::Atom => {
                let (times, after) = rest.split_once('}')?;
                unbounded += usize::from(times.ends_with(','));
                rest = is_times(times).then_some(after)?;
                Before::Nothing
            }
            '|' => {
                has_choice |= depth == 0;
                Before::Nothing
            }
            '.' => Before::Atom,
            c if c.is_alphanumeric() || "_-%~!@:&".contains(c) => Before::Atom,
            _ => return None,
        };
    }
    (depth == 0 && unbounded <= UNBOUNDED && !body.is_empty()).then_some(has_choice)
}

/// Whether `class` is the inside of a class of single characters and of ranges.
fn is_class(class: &str) -> bool {
    let inside = class.strip_prefix('^').unwrap_or(class);
    let inside =
        inside.replace("\\d", "0").replace("\\w", "0").replace("\\.", ".").replace("\\-", "_");
    let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if inside.is_empty() || !inside.chars().all(is_safe) || inside.contains("--") {
        return false;
    }
    let bytes = inside.as_bytes();
    bytes.windows(3).all(|part| match part {
        [from, b'-', to] => {
            let is_range = |kind: fn(&u8) -> bool| kind(from) && kind(to);
            from <= to
                && (is_range(u8::is_ascii_digit)
                    || is_range(u8::is_ascii_lowercase)
                    || is_range(u8::is_ascii_uppercase))
        }
        _ => true,
    })
}

/// Whether `times` is the inside of `{2}`, `{2,}` or `{2,5}`.
fn is_times(times: &str) -> bool {
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.len() <= 3);
    let (least, most) = times.split_once(',').unwrap_or((times, times));
    let Some(least) = number(least) else { return false };
    most.is_empty() || number(most).is_some_and(|most| least <= most)
}
