//! Reading many inputs: in parallel, in order, each failure its own.

use std::num::NonZeroUsize;

use anyhow::Result;
use nianbao::{Lang, Report, bulk, describe};

use crate::args::Reading;
use crate::inputs::Source;
use crate::progress::Progress;
use crate::words::counted;
use crate::{Context, say};

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

/// What was read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    files: usize,
    reports: usize,
    notes: usize,
    failures: usize,
}

impl Tally {
    /// The outcome of a command that needed these inputs.
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Self { files: 0, .. } => Outcome::NothingDone,
            Self { failures: 0, .. } => Outcome::Well,
            _ => Outcome::SomeFailed,
        }
    }

    /// Tells what was done, unless it is not wanted.
    pub(crate) fn summarise(self, args: &Reading, lang: Lang) {
        if !args.quiet {
            say(&self.summary(lang));
        }
    }

    fn summary(self, lang: Lang) -> String {
        let Self { files, reports, notes, failures } = self;
        if lang == Lang::Zh {
            format!("读取 {files} 个文件，{reports} 份报告，{notes} 条备注，{failures} 个文件失败")
        } else {
            let (files, reports) = (counted(files, "file"), counted(reports, "report"));
            format!("{files} read, {reports}, {}, {failures} failed", counted(notes, "note"))
        }
    }
}

/// Reads every source and hands its reports, or why there are none, to `each`, in order. A failure
/// is told at once and counted.
pub(crate) fn each_source(
    sources: &[Source],
    args: &Reading,
    context: &Context,
    mut each: impl FnMut(&Source, Result<&[Report], &str>) -> Result<()>,
) -> Result<Tally> {
    let look = |_: &Source, _: &[u8], _: &[Report]| ();
    each_source_looked_at(sources, args, context, look, |source, (), reports| each(source, reports))
}

/// The same, with what `look` found in the source's bytes and reports, on the threads that read; where
/// there are no bytes, it found nothing.
pub(crate) fn each_source_looked_at<T: Default + Send>(
    sources: &[Source],
    args: &Reading,
    context: &Context,
    look: impl Fn(&Source, &[u8], &[Report]) -> T + Sync,
    mut each: impl FnMut(&Source, T, Result<&[Report], &str>) -> Result<()>,
) -> Result<Tally> {
    let progress = Progress::new(sources.len(), args.quiet);
    let mut tally = Tally::default();
    let work = |source: &'_ Source| match source.bytes(context.lang) {
        Ok(bytes) => {
            let reports = read(source, &bytes, args.from.as_deref(), context);
            (look(source, &bytes, reports.as_deref().unwrap_or_default()), reports)
        }
        Err(error) => (T::default(), Err(error)),
    };
    let work = |source| (source, work(source));
    bulk::ordered(sources.iter(), jobs(args), work, |(source, (found, reports)): (&Source, _)| {
        match reports {
            Ok(reports) => {
                tally.files += 1;
                tally.reports += reports.len();
                tally.notes += reports.iter().map(|report| report.notes.len()).sum::<usize>();
                each(source, found, Ok(&reports))?;
            }
            Err(error) => {
                tally.failures += 1;
                let reason = describe(&error, context.lang);
                let between = context.lang.pick("：", ": ");
                progress.say(&format!("nianbao: {}{between}{reason}", source.name()));
                each(source, found, Err(&describe(&error, context.tables)))?;
            }
        }
        progress.done(source.name());
        Ok(())
    })?;
    Ok(tally)
}

fn jobs(args: &Reading) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    args.jobs.map_or_else(cores, NonZeroUsize::get)
}

/// All reports of a source, or none: half a file must not look like a whole one.
fn read(
    source: &Source,
    bytes: &[u8],
    from: Option<&str>,
    context: &Context,
) -> Result<Vec<Report>> {
    let mut reports = Vec::new();
    nianbao::read(&context.registry, &source.name(), bytes, from, &mut |report| {
        reports.push(report);
        Ok(())
    })?;
    Ok(reports)
}
