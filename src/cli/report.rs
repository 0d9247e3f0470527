//! What is said on standard error: errors, and the diagnostics of charters.
//!
//! Styled for a terminal; the styles are taken out where there is none, or where `NO_COLOR` asks
//! for it. Words of a charter or a path are untrusted: control characters in them are escaped.

use std::fmt::{Display, Write as _};
use std::io::Write as _;

use anstyle::{AnsiColor, Style};

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::escaped;

const BOLD: Style = Style::new().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// Says on standard error that something could not be done.
pub(super) fn error(message: &dyn Display) {
    let mut text = String::new();
    failure(&mut text, message);
    say(&text);
}

/// Says on standard error what may not be what was meant.
pub(super) fn warn(message: &dyn Display) {
    let message = message.to_string();
    say(&format!("charte: {WARNING}warning{WARNING:#}: {}\n", escaped(&message)));
}

/// Writes `text` to standard error. There is nobody to tell when that fails.
pub(super) fn say(text: &str) {
    if !text.is_empty() {
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }
}

/// Appends that something could not be done.
pub(super) fn failure(out: &mut String, message: &dyn Display) {
    let message = message.to_string();
    let _ = writeln!(out, "charte: {ERROR}error{ERROR:#}: {}", escaped(&message));
}

/// Appends the diagnostics of the charter that goes by `name`.
pub(super) fn diagnostics(out: &mut String, name: &str, diagnostics: &[Diagnostic<'_>]) {
    for diagnostic in diagnostics {
        let style = match diagnostic.severity {
            Severity::Error => ERROR,
            Severity::Warning => WARNING,
            Severity::Note => NOTE,
        };
        let _ = write!(out, "{BOLD}{}", escaped(name));
        for place in [diagnostic.line, diagnostic.column].into_iter().flatten() {
            let _ = write!(out, ":{place}");
        }
        let (severity, code) = (diagnostic.severity.name(), escaped(&diagnostic.code));
        let message = escaped(&diagnostic.message);
        let _ = writeln!(out, ":{BOLD:#} {style}{severity}[{code}]{style:#}: {message}");
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(out, "    help: {}", escaped(help));
        }
    }
}
