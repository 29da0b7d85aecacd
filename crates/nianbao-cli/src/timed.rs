//! Reading a file for so long and no longer.
//!
//! A thread cannot be stopped. So the work is done by a helper of the thread that wants it; one that takes too
//! long is left alone with its file, and the next file gets another helper. It ends with the program at
//! the latest.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};
use nianbao::{Problem, Registry, Report};

use crate::limits::limits;

/// The reports in the bytes, or why there are none: one reason is that it took too long.
pub(crate) fn reports(
    registry: &Registry,
    name: &str,
    bytes: impl Into<Arc<Vec<u8>>>,
    from: Option<&str>,
) -> Result<Vec<Report>> {
    let (name, from) = (name.to_owned(), from.map(str::to_owned));
    let (registry, bytes) = (registry.clone(), bytes.into());
    let work = move || nianbao::read_all(&registry, &name, &bytes, from.as_deref());
    match limits().seconds {
        0 => work(),
        seconds => HELPER.with_borrow_mut(|helper| within(seconds, helper, Box::new(work))),
    }
}

/// The name of the threads that read.
const READER: &str = "read";

/// A panic while reading is told as the error of its file; what the system would print of it besides is of
/// no use to whoever reads ten thousand.
pub(crate) fn keep_quiet() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().name() != Some(READER) {
            before(panic);
        }
    }));
}

type Answer = Result<Vec<Report>>;
type Work = Box<dyn FnOnce() -> Answer + Send>;

thread_local! {
    static HELPER: RefCell<Option<Helper>> = const { RefCell::new(None) };
}

/// A thread that works until nobody asks any more.
struct Helper {
    asks: Sender<Work>,
    answers: Receiver<Answer>,
}

impl Helper {
    fn start() -> Result<Self> {
        let (asks, asked) = channel::<Work>();
        let (answer, answers) = channel();
        thread::Builder::new().name(READER.to_owned()).spawn(move || {
            while let Ok(work) = asked.recv() {
                if answer.send(work()).is_err() {
                    break;
                }
            }
        })?;
        Ok(Self { asks, answers })
    }
}

fn within(seconds: usize, helper: &mut Option<Helper>, work: Work) -> Answer {
    let own = match helper.take() {
        Some(own) => own,
        None => Helper::start()?,
    };
    let gone = || anyhow!(Problem::Internal { message: "the reading thread is gone".to_owned() });
    own.asks.send(work).map_err(|_| gone())?;
    match own.answers.recv_timeout(Duration::from_secs(seconds as u64)) {
        Ok(answer) => {
            *helper = Some(own);
            answer
        }
        Err(RecvTimeoutError::Timeout) => {
            Err(Problem::Limit { name: "seconds", value: seconds }.into())
        }
        Err(RecvTimeoutError::Disconnected) => Err(gone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_long_is_given_up_and_the_next_is_read() {
        let mut helper = None;
        let (release, wait) = channel::<()>();
        let stuck = move || {
            let _ = wait.recv();
            Ok(vec![Report::default(); 7])
        };
        let found = within(1, &mut helper, Box::new(stuck)).unwrap_err();
        let wanted = Problem::Limit { name: "seconds", value: 1 };
        assert_eq!(found.downcast_ref(), Some(&wanted));
        drop(release);
        for count in 1..3 {
            let work = move || Ok(vec![Report::default(); count]);
            let found = within(60, &mut helper, Box::new(work)).unwrap();
            // An answer that comes late is nobody's.
            assert_eq!(found.len(), count);
        }
    }

    #[test]
    fn a_thread_that_is_gone_is_an_error_of_its_file() {
        let mut helper = None;
        let work = || -> Answer { panic!("as no reader does") };
        assert!(within(60, &mut helper, Box::new(work)).is_err());
        assert!(within(60, &mut helper, Box::new(|| Ok(Vec::new()))).is_ok());
    }
}
