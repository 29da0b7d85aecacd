//! What is given to a format is what it gives back.

use anyhow::Result;
use nianbao::{Problem, Report};
use nianbao_core::Block;

use crate::compare::{different, shown, sourceless};
use crate::files::{both_ways, is_whole, needed_name, read, written};
use crate::{Outcome, Trial};

pub(super) fn comes_back(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    for (name, report) in trial.samples {
        outcome.cases += 1;
        let bytes = written(trial.format, &[report])?;
        let back = match read(trial.registry, &needed_name(trial.format, &bytes), &bytes) {
            Ok(back) => back,
            Err(error) => {
                outcome.failures.push(format!("{name}: {error:#}"));
                continue;
            }
        };
        let [back] = back.as_slice() else {
            outcome.failures.push(format!("{name}: {} reports", back.len()));
            continue;
        };
        let same = if is_whole(trial.format, &bytes)? { sourceless } else { shown };
        outcome.failures.extend(different(name, &same(back), &same(report)));
    }
    Ok(())
}

pub(super) fn in_a_row(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let once = |format, report: &Report| -> Result<Report> {
        let bytes = written(format, &[report])?;
        let back = read(trial.registry, &needed_name(format, &bytes), &bytes)?;
        Ok(back.into_iter().next().unwrap_or_default())
    };
    for (name, report) in trial.samples {
        let own = once(trial.format, report)?;
        for other in both_ways(trial.registry) {
            outcome.cases += 2;
            let after = once(other, &own)?;
            let before = once(trial.format, &once(other, report)?)?;
            for (way, back) in [("before", after), ("after", before)] {
                let name = format!("{name}, {way} {}", other.name);
                outcome.failures.extend(different(&name, &shown(&back), &shown(report)));
            }
        }
    }
    Ok(())
}

pub(super) fn order(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let reports: Vec<&Report> = trial.samples.iter().map(|(_, report)| report).collect();
    let bytes = written(trial.format, &reports)?;
    let back = read(trial.registry, &needed_name(trial.format, &bytes), &bytes)?;
    outcome.cases = reports.len();
    if back.len() != reports.len() {
        outcome.failures.push(format!("{} reports of {}", back.len(), reports.len()));
    }
    for ((name, report), back) in trial.samples.iter().zip(&back) {
        outcome.failures.extend(different(name, &sourceless(back), &sourceless(report)));
    }
    Ok(())
}

pub(super) fn second(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let Some(((name, first), (_, second))) = trial.samples.first().zip(trial.samples.last()) else {
        return Ok(());
    };
    outcome.cases = 1;
    let mut bytes = Vec::new();
    let mut sink = nianbao::start(trial.format, Box::new(&mut bytes))?;
    sink.push(first)?;
    let refused = sink.push(second).err().and_then(|error| error.downcast::<Problem>().ok());
    drop(sink);
    if refused != Some(Problem::OneReport { format: trial.format.name }) {
        outcome.failures.push(format!("{name}: {refused:?}"));
    }
    if !bytes.is_empty() {
        outcome.failures.push(format!("{name}: half of it was written"));
    }
    Ok(())
}

pub(super) fn same_bytes(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    for (name, report) in trial.samples {
        outcome.cases += 1;
        if written(trial.format, &[report])? != written(trial.format, &[report])? {
            outcome.failures.push(name.clone());
        }
    }
    Ok(())
}

/// For what is only written: in text, each number stands somewhere.
pub(super) fn numbers(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    for (name, report) in trial.samples {
        let Ok(text) = String::from_utf8(written(trial.format, &[report])?) else { continue };
        for block in nianbao_form::layout(report).blocks {
            let Block::Grid(grid) = block else { continue };
            let cells = grid.rows().iter().flatten().map(|cell| cell.text.as_str());
            for number in cells.filter(|text| text.parse::<nianbao::Decimal>().is_ok()) {
                outcome.cases += 1;
                if !text.contains(number) {
                    outcome.failures.push(format!("{name}: {number} is not there"));
                }
            }
        }
    }
    Ok(())
}
