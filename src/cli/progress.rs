//! A sign of life on long work, at a terminal only.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use super::report;

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(700);

/// Counts charters, and shows the count on a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    since: Instant,
    done: u64,
}

impl Progress {
    /// Shows progress towards what `count` counts, or a mere count when it counts nothing. It is
    /// only called when there is a terminal to show it.
    pub(super) fn new(count: impl FnOnce() -> Option<u64>) -> Self {
        let bar = if !stderr().is_terminal() {
            ProgressBar::hidden()
        } else if let Some(total) = count() {
            let style = ProgressStyle::with_template(
                "{bar:40} {human_pos} of {human_len} charters, {eta} left",
            );
            ProgressBar::new(total)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        } else {
            ProgressBar::no_length()
        };
        Self { bar, since: Instant::now(), done: 0 }
    }

    /// Counts `charters` more, and says `text` above the bar.
    pub(super) fn add(&mut self, charters: u64, text: &str) {
        self.done += charters;
        if self.bar.is_hidden() || self.since.elapsed() < PATIENCE {
            report::say(text);
            return;
        }
        if !text.is_empty() {
            self.bar.suspend(|| report::say(text));
        }
        if self.bar.length().is_none() {
            self.bar.set_message(format!("{} charters", HumanCount(self.done)));
        }
        self.bar.set_position(self.done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
