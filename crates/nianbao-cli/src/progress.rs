//! How far the reading is: a line on a terminal, or lines for a program.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use nianbao::Lang;
use serde_json::json;

use crate::args::{ProgressKind, Reading};
use crate::say;
use crate::tally::Tally;

/// How often a program is told, and how often a line changes.
const SECOND: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(200);

/// Who is told how far it is.
pub(crate) struct Progress {
    shared: Arc<Shared>,
    told: Told,
    lang: Lang,
}

enum Told {
    /// A terminal.
    Line(ProgressBar),
    /// A program, every second, by a thread that ends when the sender goes.
    Program(Option<(Sender<()>, JoinHandle<()>)>),
    Nobody,
}

struct Shared {
    started: Instant,
    /// Of the inputs, as far as it is known before.
    total: u64,
    read: AtomicU64,
    tally: Mutex<Tally>,
}

impl Progress {
    /// Begins to tell how far the reading of so many bytes is.
    pub(crate) fn new(total: u64, args: &Reading, lang: Lang) -> Self {
        let (started, read) = (Instant::now(), AtomicU64::new(0));
        let shared = Arc::new(Shared { started, total, read, tally: Mutex::default() });
        let told = match args.progress {
            ProgressKind::Json => Told::Program(Some(program(&shared))),
            ProgressKind::Auto if args.pace.quiet || !std::io::stderr().is_terminal() => {
                Told::Nobody
            }
            ProgressKind::Auto => Told::Line(bar(total)),
        };
        Self { shared, told, lang }
    }

    /// One more input is done, of so many bytes.
    pub(crate) fn done(&self, weight: u64, tally: &Tally) {
        let read = self.shared.read.fetch_add(weight, Ordering::Relaxed) + weight;
        if let Told::Nobody = self.told {
            return;
        }
        tally.counts().clone_into(&mut self.shared.tally());
        if let Told::Line(bar) = &self.told {
            bar.set_position(read);
            bar.set_message(self.shared.line(self.lang));
        }
    }

    /// An input gave nothing.
    pub(crate) fn failed(&self, name: &str, reason: &str) {
        let between = self.lang.pick("：", ": ");
        let line = format!("nianbao: {name}{between}{reason}");
        match &self.told {
            Told::Line(bar) => bar.suspend(|| say(&line)),
            Told::Program(_) => {
                let event = json!({"event": "failed", "file": name, "reason": reason});
                say(&event.to_string());
            }
            Told::Nobody => say(&line),
        }
    }

    /// All was read.
    pub(crate) fn end(mut self, tally: &Tally) {
        self.stop();
        if let Told::Program(_) = self.told {
            tally.counts().clone_into(&mut self.shared.tally());
            say(&self.shared.event("end", Some(tally)));
        }
    }

    fn stop(&mut self) {
        match &mut self.told {
            Told::Line(bar) => bar.finish_and_clear(),
            Told::Program(thread) => {
                if let Some((sender, thread)) = thread.take() {
                    drop(sender);
                    // It does nothing that could fail but print.
                    let _ = thread.join();
                }
            }
            Told::Nobody => {}
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop();
    }
}

fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {percent:>3}% {eta} {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(TICK);
    bar
}

/// A thread that tells a program how far it is.
fn program(shared: &Arc<Shared>) -> (Sender<()>, JoinHandle<()>) {
    let (sender, receiver): (_, Receiver<()>) = channel();
    let shared = Arc::clone(shared);
    let thread = thread::spawn(move || {
        while receiver.recv_timeout(SECOND) == Err(RecvTimeoutError::Timeout) {
            say(&shared.event("progress", None));
        }
    });
    (sender, thread)
}

impl Shared {
    fn tally(&self) -> std::sync::MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many inputs a second.
    fn rate(&self, tally: &Tally) -> f64 {
        let seconds = self.started.elapsed().as_secs_f64();
        if seconds > 0.0 {
            f64::from(u32::try_from(tally.inputs()).unwrap_or(u32::MAX)) / seconds
        } else {
            0.0
        }
    }

    fn line(&self, lang: Lang) -> String {
        let tally = self.tally();
        let rate = self.rate(&tally);
        let Tally { reports, doubtful, failures, .. } = &*tally;
        match lang {
            Lang::Zh => {
                format!("{rate:.0} 个/秒  报告 {reports}  存疑 {doubtful}  失败 {failures}")
            }
            Lang::En => {
                format!("{rate:.0}/s  {reports} reports  {doubtful} doubtful  {failures} failed")
            }
        }
    }

    /// The whole state as one line for a program.
    #[expect(clippy::cast_precision_loss, reason = "a guess at the time that is left")]
    fn event(&self, event: &str, end: Option<&Tally>) -> String {
        let tally = self.tally();
        let (read, elapsed) = (self.read.load(Ordering::Relaxed), self.started.elapsed());
        let seconds = elapsed.as_secs_f64();
        let rest = self.total.saturating_sub(read) as f64;
        let left = (read > 0 && end.is_none()).then(|| seconds * rest / read as f64);
        let tenth = |number: f64| (number * 10.0).round() / 10.0;
        let mut line = json!({
            "event": event,
            "files": tally.files,
            "reports": tally.reports,
            "doubtful": tally.doubtful,
            "failed": tally.failures,
            "resumed": tally.resumed,
            "bytes": read,
            "bytes_total": self.total,
            "rate": tenth(self.rate(&tally)),
            "elapsed": tenth(seconds),
            "left": left.map(tenth),
        });
        if let Some(all) = end {
            line["notes"] = all.notes_by_code().map(|(code, count)| (code.id(), count)).collect();
        }
        line.to_string()
    }
}
