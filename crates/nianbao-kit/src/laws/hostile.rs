//! Files that are cut, spoilt, or none at all.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nianbao::{Problem, Reading, Report};

use crate::dice::Dice;
use crate::files::{name, needed_name, read, read_as, written};
use crate::{Outcome, Trial};

/// How many pieces a file is cut into.
const CUTS: usize = 32;

/// The size of what is long, and the time that it may take in a debug build on a busy machine.
const LONG: usize = 1 << 18;
const PATIENCE: Duration = Duration::from_secs(60);

/// A whole file of the format.
struct Whole<'t> {
    what: &'t str,
    bytes: Cow<'t, [u8]>,
    /// What is in it.
    reports: Cow<'t, [Report]>,
}

/// The reports as files where the format is written, and the files that the test hands in.
fn wholes<'t>(trial: &Trial<'t>) -> Result<Vec<Whole<'t>>> {
    let mut wholes = Vec::new();
    for (what, report) in trial.samples.iter().filter(|_| trial.format.writer.is_some()) {
        let bytes = written(trial.format, &[report])?.into();
        wholes.push(Whole { what, bytes, reports: std::slice::from_ref(report).into() });
    }
    for (what, bytes) in trial.files {
        let reports =
            read_as(trial.registry, trial.format, bytes).with_context(|| (*what).to_owned())?;
        if reports.iter().all(|report| report.facts.iter().next().is_none()) {
            bail!("{what}: no number is read in it, so that nothing can be lost");
        }
        wholes.push(Whole { what, bytes: (*bytes).into(), reports: reports.into() });
    }
    Ok(wholes)
}

/// A number of a cut file is the number of the whole one, or it is not there.
pub(super) fn cut(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let file = name(trial.format);
    for Whole { what, bytes, reports } in wholes(trial)? {
        let least = needed_name(trial.format, &bytes);
        for cut in 1..CUTS {
            outcome.cases += 1;
            let end = bytes.len() * cut / CUTS;
            let name = if cut % 2 == 0 { &file } else { &least };
            let what = format!("{what} cut at {end} of {}", bytes.len());
            match read(trial.registry, name, &bytes[..end]) {
                Ok(back) => outcome.failures.extend(changed(&what, &back, &reports)),
                // What is refused as a whole is no wrong number.
                Err(error) => outcome.failures.extend(panicked(&what, &error)),
            }
        }
    }
    Ok(())
}

/// A number that a part of a file has and the whole has not. Reports keep their order; what comes in more
/// parts than it was is the last report's.
fn changed(what: &str, back: &[Report], whole: &[Report]) -> Option<String> {
    back.iter().enumerate().find_map(|(index, part)| {
        let own = whole.get(index).or(whole.last())?;
        let mut numbers = part.facts.iter().filter_map(|(field, fact)| Some((field, fact.value?)));
        let (field, number) = numbers.find(|(field, number)| {
            !matches!(own.facts.reading(*field), Reading::Number(whole, _) if whole == *number)
        })?;
        Some(format!("{what}: {field} is {number}, was {:?}", own.facts.reading(field)))
    })
}

/// The library catches panics; here one must not be there to catch.
fn panicked(what: &str, error: &anyhow::Error) -> Option<String> {
    let internal = matches!(error.downcast_ref(), Some(Problem::Internal { .. }));
    internal.then(|| format!("{what}: {error:#}"))
}

pub(super) fn spoilt(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let mut dice = Dice::new(32);
    for Whole { what, bytes: whole, .. } in wholes(trial)? {
        for _ in 0..12 {
            let mut bytes = whole.to_vec();
            for _ in 0..=dice.below(30) {
                let at = dice.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(dice.below(256))?;
                }
            }
            survives(trial, what, &bytes, outcome);
        }
    }
    Ok(())
}

pub(super) fn any(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let mut dice = Dice::new(33);
    for _ in 0..60 {
        let length = dice.below(600);
        let bytes = (0..length).map(|_| u8::try_from(dice.below(256)));
        survives(trial, "random bytes", &bytes.collect::<Result<Vec<_>, _>>()?, outcome);
    }
    for (what, piece) in pieces(trial, &mut dice)? {
        let bytes: Vec<u8> = piece.iter().copied().cycle().take(LONG).collect();
        let began = Instant::now();
        survives(trial, &what, &bytes, outcome);
        if began.elapsed() > PATIENCE {
            outcome.failures.push(format!("{what}: {:?} for {LONG} bytes", began.elapsed()));
        }
    }
    Ok(())
}

/// What is repeated until it is long: single signs, and pieces of the format's own files.
fn pieces(trial: &Trial<'_>, dice: &mut Dice) -> Result<Vec<(String, Vec<u8>)>> {
    let single = b"\0\n<[{|\"9\xff";
    let mut pieces: Vec<_> = single
        .iter()
        .map(|byte| (format!("{:?} over and over", char::from(*byte)), vec![*byte]))
        .collect();
    let Some(report) = trial.samples.last().map(|(_, report)| report) else { return Ok(pieces) };
    if trial.format.writer.is_some() {
        let file = written(trial.format, &[report])?;
        for _ in 0..4 {
            let start = dice.below(file.len());
            let end = (start + 1 + dice.below(200)).min(file.len());
            pieces
                .push((format!("bytes {start} to {end} over and over"), file[start..end].to_vec()));
        }
    }
    Ok(pieces)
}

fn survives(trial: &Trial<'_>, what: &str, bytes: &[u8], outcome: &mut Outcome) {
    outcome.cases += 1;
    if let Err(error) = read_as(trial.registry, trial.format, bytes) {
        outcome.failures.extend(panicked(what, &error));
    }
}
