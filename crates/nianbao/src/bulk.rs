//! Many inputs on several threads, with the results in order and the memory bounded.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::Result;

/// How far ahead of the oldest unfinished item the threads may work, for each of them. More evens
/// out one slow file among quick ones; results wait in memory meanwhile.
const AHEAD: usize = 4;

/// Does `work` on every item with `jobs` threads and hands the results to `each`, on this thread,
/// in the order of the items: the outcome is the same for any number of jobs. At most a few items
/// a job are held at once. The first error of `each` ends it.
pub fn ordered<T, R>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    mut each: impl FnMut(R) -> Result<()>,
) -> Result<()>
where
    R: Send,
{
    if jobs <= 1 {
        return items.map(work).try_for_each(each);
    }
    let queue = Queue::new(items, jobs * AHEAD);
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        // On every way out, a panic of `each` too, or the threads would wait for room for ever.
        let _stop = Stop(&queue);
        for _ in 0..jobs {
            let (queue, work, sender) = (&queue, &work, sender.clone());
            scope.spawn(move || run(queue, work, &sender));
        }
        drop(sender);
        hand_over(&queue, &receiver, &mut each)
    })
}

/// A thread's life: take, work, send. Ends when the items do, or when nobody wants results.
fn run<I: Iterator, R>(
    queue: &Queue<I>,
    work: &impl Fn(I::Item) -> R,
    sender: &Sender<(usize, R)>,
) {
    let _unwinding = StopOnPanic(queue);
    while let Some((index, item)) = queue.take() {
        if sender.send((index, work(item))).is_err() {
            break;
        }
    }
}

/// Puts results back in order; those that are early wait.
fn hand_over<I: Iterator, R>(
    queue: &Queue<I>,
    receiver: &Receiver<(usize, R)>,
    each: &mut impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (index, result) in receiver {
        early.insert(index, result);
        while let Some(result) = early.remove(&next) {
            each(result)?;
            next += 1;
            queue.done(next);
        }
    }
    Ok(())
}

/// The items, given out in order while there is room.
struct Queue<I> {
    state: Mutex<State<I>>,
    room: Condvar,
    window: usize,
}

struct State<I> {
    items: I,
    taken: usize,
    done: usize,
    stopped: bool,
}

impl<I> Queue<I> {
    fn new(items: I, window: usize) -> Self {
        let state = State { items, taken: 0, done: 0, stopped: false };
        Self { state: Mutex::new(state), room: Condvar::new(), window }
    }

    /// An iterator that panics under the lock leaves the state whole, and stops the queue.
    fn lock(&self) -> MutexGuard<'_, State<I>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn done(&self, count: usize) {
        self.lock().done = count;
        self.room.notify_all();
    }

    fn stop(&self) {
        self.lock().stopped = true;
        self.room.notify_all();
    }
}

impl<I: Iterator> Queue<I> {
    fn take(&self) -> Option<(usize, I::Item)> {
        let full = |state: &mut State<I>| !state.stopped && state.taken - state.done >= self.window;
        let guard = self.room.wait_while(self.lock(), full);
        let mut state = guard.unwrap_or_else(PoisonError::into_inner);
        if state.stopped {
            return None;
        }
        let item = state.items.next();
        // An iterator need not stay at its end; the others must not ask again.
        state.stopped = item.is_none();
        let index = state.taken;
        state.taken += 1;
        if state.stopped {
            self.room.notify_all();
        }
        Some((index, item?))
    }
}

/// Stops the queue when it goes.
struct Stop<'a, I>(&'a Queue<I>);

impl<I> Drop for Stop<'_, I> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Stops the queue when work panics: its result never comes, and the others would wait for it.
struct StopOnPanic<'a, I>(&'a Queue<I>);

impl<I> Drop for StopOnPanic<'_, I> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    /// Slow where it hurts the order: every seventh item.
    fn square(number: u64) -> u64 {
        if number.is_multiple_of(7) {
            thread::sleep(Duration::from_millis(3));
        }
        number * number
    }

    fn squares(jobs: usize) -> Vec<u64> {
        let mut results = Vec::new();
        ordered(0..200, jobs, square, |result| {
            results.push(result);
            Ok(())
        })
        .unwrap();
        results
    }

    #[test]
    fn results_come_in_order_for_any_number_of_jobs() {
        let expected: Vec<u64> = (0..200).map(|number| number * number).collect();
        for jobs in [0, 1, 2, 3, 16, 500] {
            assert_eq!(squares(jobs), expected, "{jobs} jobs");
        }
    }

    #[test]
    fn no_items_are_no_work() {
        for jobs in [1, 4] {
            ordered(std::iter::empty::<u8>(), jobs, |item| item, |_| panic!("a result")).unwrap();
        }
    }

    #[test]
    fn the_first_item_being_slow_holds_the_others_back() {
        let started = AtomicUsize::new(0);
        let mut most = 0;
        let work = |number: usize| {
            started.fetch_add(1, Ordering::SeqCst);
            if number == 0 {
                thread::sleep(Duration::from_millis(100));
            }
        };
        let mut first = true;
        let each = |()| {
            if std::mem::take(&mut first) {
                most = started.load(Ordering::SeqCst);
            }
            Ok(())
        };
        ordered(0..1000, 2, work, each).unwrap();
        assert!(most <= 2 * AHEAD, "{most} items were begun before the first was handed over");
        assert_eq!(started.into_inner(), 1000);
    }

    #[test]
    fn an_error_ends_it() {
        for jobs in [1, 3] {
            let mut seen = 0;
            let found = ordered(0u64.., jobs, square, |_| {
                seen += 1;
                anyhow::ensure!(seen < 5, "enough");
                Ok(())
            });
            assert_eq!(found.unwrap_err().to_string(), "enough");
            assert_eq!(seen, 5);
        }
    }

    #[test]
    fn a_panic_of_work_comes_out_and_does_not_hang() {
        let work = |number: u32| assert!(number != 20, "twenty");
        let run = || ordered(0..1000, 4, work, |()| Ok(()));
        assert!(std::panic::catch_unwind(run).is_err());
    }

    #[test]
    fn a_panic_of_the_receiver_comes_out_and_does_not_hang() {
        let run = || ordered(0..1000, 4, |item| item, |item: u32| panic!("{item}"));
        assert!(std::panic::catch_unwind(run).is_err());
    }
}
