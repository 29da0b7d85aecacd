//! How far the reading is, on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::say;

/// A line on a terminal that shows how many files were read; elsewhere nothing.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A line for so many files.
    pub(crate) fn new(files: usize, quiet: bool) -> Self {
        // It hides itself where standard error is no terminal.
        let target =
            if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(u64::try_from(files).ok(), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {eta} {wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// One more file is done.
    pub(crate) fn done(&self, name: String) {
        self.0.set_message(name);
        self.0.inc(1);
    }

    /// A message that does not tear the line.
    pub(crate) fn say(&self, line: &str) {
        self.0.suspend(|| say(line));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
