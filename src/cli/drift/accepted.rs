//! `--accepted FILE`: the variations that a team has accepted, read, told and written anew.

use std::io::{ErrorKind, Read as _};

use super::output::to_file;
use crate::cli::{Status, args, input, report};
use crate::drift::report::Report;
use crate::drift::{Accepted, Severity};

/// Reads the file, where one is named. One that is to be written need not be there.
pub(super) fn read(args: &args::Drift) -> Result<Option<Accepted>, String> {
    let Some(path) = &args.accepted else { return Ok(None) };
    let name = path.display();
    let mut text = String::new();
    match input::open(path).and_then(|mut file| file.read_to_string(&mut text)) {
        Err(error) if args.write_accepted && error.kind() == ErrorKind::NotFound => {}
        read => drop(read.map_err(|error| format!("cannot read {name}: {error}"))?),
    }
    let wrong = |line| {
        format!(
            "{name}, line {line}: a fingerprint of 32 digits is to stand first, then the reason"
        )
    };
    Accepted::read(&text).map(Some).map_err(wrong)
}

/// Takes what was accepted out of the report, tells what is no longer seen, and writes the file anew if that is
/// asked for: then what weighs `least` or more is accepted as well.
pub(super) fn take(
    accepted: &mut Accepted,
    report: &mut Report,
    least: Severity,
    status: Status,
    args: &args::Drift,
) -> Result<(), String> {
    accepted.take_from(report);
    let unseen: Vec<_> = accepted.unseen().collect();
    for (fingerprint, reason) in unseen {
        report::warn(&format!("accepted, and no longer seen: {fingerprint} {reason}").trim_end());
    }
    let Some(path) = args.accepted.as_ref().filter(|_| args.write_accepted) else { return Ok(()) };
    if !status.failed {
        // Else it may be in what could not be read.
        accepted.forget_unseen();
    }
    accepted.accept(report, least);
    accepted.take_from(report);
    let text = accepted.written();
    to_file(path, |out| out.write_all(text.as_bytes())).map(drop)
}
