//! Reading many inputs: in parallel, in order, each failure its own.

use std::num::NonZeroUsize;
use std::sync::Arc;

use anyhow::{Error, Result};
use nianbao::{Lang, Note, NoteCode, Report, bulk};

use crate::args::{ProgressKind, Reading};
use crate::failures::Failures;
use crate::hints::described;
use crate::inputs::{Inputs, Loaded, Piece, Source};
use crate::interrupt;
use crate::output::Protected;
use crate::progress::Progress;
use crate::resume::{Journal, Read};
pub(crate) use crate::tally::Tally;
use crate::{Context, say, timed};

/// How a command went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it.
    Well,
    /// Some inputs could not be read, or a check found an error; the rest was done.
    SomeFailed,
    /// No input could be read.
    NothingDone,
}

/// Reads every source and hands its reports, or why there are none, to `each`, in order. A failure
/// is told at once, unless there were others for the same reason, and counted.
pub(crate) fn each_source(
    inputs: &Inputs,
    args: &Reading,
    context: &Context,
    mut each: impl FnMut(&Source, Result<&[Report], &Error>) -> Result<()>,
) -> Result<Tally> {
    let look = |_: &Source, _: &[u8], _: &[Report]| ();
    each_source_looked_at(inputs, args, context, look, |source, (), reports| each(source, reports))
}

/// The same, with what `look` found in the source's bytes and reports, on the threads that read; where
/// there are no bytes, it found nothing.
pub(crate) fn each_source_looked_at<T: Default + Send>(
    inputs: &Inputs,
    args: &Reading,
    context: &Context,
    look: impl Fn(&Source, &[u8], &[Report]) -> T + Sync,
    mut each: impl FnMut(&Source, T, Result<&[Report], &Error>) -> Result<()>,
) -> Result<Tally> {
    let lang = context.lang;
    interrupt::explain(how_to_go_on(args, lang));
    if let Some(path) = &args.failures {
        Protected::of(inputs).check(path, lang)?;
    }
    let mut failures =
        args.failures.as_deref().map(|path| Failures::new(path, lang)).transpose()?;
    let journal = args.resume.as_deref().map(|path| Journal::open(path, lang)).transpose()?;
    let progress = Progress::new(inputs.size(), args, lang);
    let (mut tally, mut untold) = (Tally::default(), 0);
    let work = |piece: Piece| looked_at(piece, args, journal.as_ref(), &look, context);
    let pieces = inputs.pieces(&context.registry, lang);
    bulk::ordered(pieces, jobs(args), work, |LookedAt { source, weight, found, read }| {
        match read {
            Ok(Read { reports, kept, frame }) => {
                if let (Some(journal), Some(frame)) = (&journal, frame) {
                    journal.append(&frame, lang);
                }
                tally.read(&reports, kept);
                if let (Some(failures), Some(note)) = (&mut failures, other(&reports)) {
                    failures.add(&source.exact_name(), &note.message(lang))?;
                }
                each(&source, found, Ok(&reports))?;
            }
            Err(error) => {
                let (name, reason) = (source.name(), described(&error, lang));
                // For a program, and where nothing else is told, each is told.
                let alone = args.pace.quiet || args.progress == ProgressKind::Json;
                if tally.failed(&name, &reason) || alone {
                    progress.failed(&name, &reason);
                } else {
                    untold += 1;
                }
                if let Some(failures) = &mut failures {
                    failures.add(&source.exact_name(), &reason)?;
                }
                each(&source, found, Err(&error))?;
            }
        }
        progress.done(weight, &tally);
        Ok(())
    })?;
    progress.end(&tally);
    tell_others(untold, lang);
    if let Some(failures) = failures {
        failures.finish(lang)?;
    }
    Ok(tally)
}

/// A source that was read, or why it was not, and what was found in it.
struct LookedAt<T> {
    source: Source,
    weight: u64,
    found: T,
    read: Result<Read>,
}

/// Reads a source and looks at it, on one of the threads that read.
fn looked_at<T: Default>(
    piece: Piece,
    args: &Reading,
    journal: Option<&Journal>,
    look: &impl Fn(&Source, &[u8], &[Report]) -> T,
    context: &Context,
) -> LookedAt<T> {
    let Loaded { source, bytes, from, weight } = piece.load(context.lang);
    let from = args.from.as_deref().or(from);
    let (found, read) = match bytes {
        Ok(bytes) => {
            let bytes = Arc::new(bytes);
            let read = read(&source, &bytes, from, journal, context);
            let reports = read.as_ref().map_or(&[][..], |read| &read.reports);
            (look(&source, &bytes, reports), read)
        }
        Err(error) => (T::default(), Err(error)),
    };
    LookedAt { source, weight, found, read }
}

/// How many failures were not told by name.
fn tell_others(untold: usize, lang: Lang) {
    if untold > 0 {
        say(&match lang {
            Lang::Zh => format!("nianbao: 另有 {untold} 个文件因同样的原因失败"),
            Lang::En => format!("nianbao: {untold} more failed for the same reasons"),
        });
    }
}

/// What is said of an input that holds nothing of a report: it was read, and whoever fetched it has to fetch
/// it again.
fn other(reports: &[Report]) -> Option<&Note> {
    let mut other = reports.iter().map(|report| {
        let notes = report.notes.iter().filter(|_| report.facts.is_empty());
        notes.into_iter().find(|note| note.code == NoteCode::PartOther)
    });
    let first = other.next()??;
    other.all(|one| one.is_some()).then_some(first)
}

fn jobs(args: &Reading) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    args.pace.jobs.map_or_else(cores, NonZeroUsize::get)
}

/// What an interruption leaves, and what helps.
fn how_to_go_on(args: &Reading, lang: Lang) -> String {
    match (&args.resume, lang) {
        (Some(path), Lang::Zh) => {
            format!("nianbao: 已中断；已读的内容保存在 {}，再次运行同一命令即可继续", path.display())
        }
        (Some(path), Lang::En) => format!(
            "nianbao: interrupted; what was read is kept in {}: the same command goes on from there",
            path.display()
        ),
        (None, Lang::Zh) => {
            "nianbao: 已中断，未写出文件；加上 --resume 文件，下次可从中断处继续".to_owned()
        }
        (None, Lang::En) => {
            "nianbao: interrupted, nothing was written; with --resume FILE a run can be gone on with"
                .to_owned()
        }
    }
}

/// All reports of a source, or none: half a file must not look like a whole one.
fn read(
    source: &Source,
    bytes: &Arc<Vec<u8>>,
    from: Option<&str>,
    journal: Option<&Journal>,
    context: &Context,
) -> Result<Read> {
    let name = source.name();
    let key = journal.map(|journal| journal.key(&name, from, bytes));
    if let (Some(journal), Some(key)) = (journal, &key)
        && let Some(reports) = journal.find(key, &context.registry)
    {
        return Ok(Read { reports, kept: true, frame: None });
    }
    let reports = timed::reports(&context.registry, &name, Arc::clone(bytes), from)?;
    let frame = match (journal, &key) {
        (Some(journal), Some(key)) => journal.frame(key, &reports, &context.registry),
        _ => None,
    };
    Ok(Read { reports, kept: false, frame })
}
