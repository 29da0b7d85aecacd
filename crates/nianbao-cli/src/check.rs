//! `nianbao check`: what is wrong in reports, and where.

mod annotate;
mod extent;
pub(crate) mod human;
mod rules;

pub(crate) use human::colour;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use nianbao::check::{Checked, Checker, Selection, Severity, Waivers, jsonl, junit, sarif};
use nianbao::{Lang, counted};

use annotate::Annotated;
pub(crate) use extent::Extent;

use crate::args::{Check, Deny, FindingsFormat};
use crate::inputs::{Inputs, all};
use crate::output::{Output, Protected, Target};
use crate::reading::{Outcome, Tally, each_source};
use crate::unfilled::Unfilled;
use crate::{Context, say};

pub(crate) fn run(args: &Check, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    if args.rules {
        return rules::list(lang);
    }
    if let Some(rule) = &args.explain {
        return rules::explain(rule, lang);
    }
    context.check_from(args.reading.from.as_deref())?;
    let selection = Selection::new(args.only.clone(), args.skip.clone())
        .map_err(|unknown| rules::unknown(&unknown.0, lang))?;
    let waivers = waivers(args.waivers.as_deref(), lang)?;
    // Looked at first: what is no file of waivers is not written over after an hour's work.
    let standing = args.write_waivers.as_deref().filter(|path| path.is_file());
    let standing = self::waivers(standing, lang)?;
    let reading = &args.reading;
    let sources = all(reading, lang)?;
    let output = output(args.output.as_deref(), &sources, lang)?;
    let annotated = args.annotate.as_deref();
    let mut annotated =
        annotated.map(|path| Annotated::new(path, &sources, context)).transpose()?;
    let mut checker = Checker::new(selection);
    let mut extent = Extent::default();
    // Pages leave blank what a clerk would fill in; only who checks one report asks what it lacks.
    let mut only = None;
    let tally = each_source(&sources, reading, context, |source, reports| {
        let reports = reports.unwrap_or_default();
        for report in reports {
            checker.push(report);
            extent.add(report);
            only = (extent.tables.len() == 1).then(|| Unfilled::of(report));
        }
        if let Some(annotated) = &mut annotated {
            annotated.keep(source, reports);
        }
        Ok(())
    })?;
    let mut reports = checker.finish();
    extent.waived = waive(&mut reports, waivers, standing, args, lang)?;
    extent.unread = tally.failures;
    if tally.outcome() == Outcome::NothingDone {
        return Ok(Outcome::NothingDone);
    }
    if let Some(annotated) = annotated {
        annotated.write(&reports)?;
    }
    write(&reports, &extent, output, args, lang)?;
    if args.to == FindingsFormat::Human && !reading.pace.quiet {
        match only {
            Some(only) => only.tell(lang),
            None => extent.tell_blanks(lang),
        }
    }
    if args.to != FindingsFormat::Human {
        tally.summarise(reading, lang);
    }
    Ok(outcome(&reports, args, &tally))
}

/// Takes out what was waived, and tells and writes what the arguments ask for; gives back how many findings
/// those were.
fn waive(
    reports: &mut [Checked],
    waivers: Waivers,
    standing: Waivers,
    args: &Check,
    lang: Lang,
) -> Result<usize> {
    let (waived, lapsed) = waivers.apply(reports);
    for waiver in &lapsed {
        say(&lapse(&waiver.organ, &waiver.year, &waiver.rule, lang));
    }
    if let Some(path) = &args.write_waivers {
        // Those that lapsed stay: what lapsed once holds again when the old values come back.
        let kept = standing.joined(waivers);
        write_waivers(path, kept, Waivers::of(reports, ""), args.reading.pace.quiet, lang)?;
    }
    Ok(waived)
}

fn outcome(checked: &[Checked], args: &Check, tally: &Tally) -> Outcome {
    let fails = fails(args);
    let failed =
        checked.iter().flat_map(|one| &one.findings).any(|finding| finding.severity >= fails);
    if failed { Outcome::SomeFailed } else { tally.outcome() }
}

/// The least severity that fails the run.
fn fails(args: &Check) -> Severity {
    match args.deny {
        Some(Deny::Warnings) => Severity::Warning,
        None => Severity::Error,
    }
}

fn output(path: Option<&Path>, sources: &Inputs, lang: Lang) -> Result<Output> {
    let remedy = ("check 只写一个文件", "check writes one file");
    let Some(path) = Target::of(path).single(remedy, lang)? else { return Ok(Output::stdout()) };
    Protected::of(sources).check(&path, lang)?;
    Output::file(&path, lang)
}

fn write(
    checked: &[Checked],
    extent: &Extent,
    output: Output,
    args: &Check,
    lang: Lang,
) -> Result<()> {
    let mut out = output.writer(lang)?;
    match args.to {
        FindingsFormat::Human => {
            let colour = args.output.is_none() && colour();
            human::write(
                checked,
                extent,
                human::Style { lang, colour, quiet: args.reading.pace.quiet },
                &mut out,
            )?;
        }
        FindingsFormat::Jsonl => jsonl(checked, &mut out)?,
        FindingsFormat::Sarif => sarif(checked, &mut out)?,
        FindingsFormat::Junit => junit(checked, fails(args), &mut out)?,
    }
    out.flush()?;
    drop(out);
    output.commit(lang)
}

fn waivers(path: Option<&Path>, lang: Lang) -> Result<Waivers> {
    let Some(path) = path else { return Ok(Waivers::default()) };
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| match lang {
        Lang::Zh => format!("无法读取豁免文件 {name}"),
        Lang::En => format!("the waiver file {name} cannot be read"),
    })?;
    match Waivers::read(&text) {
        Ok(waivers) => Ok(waivers),
        Err(line) => match lang {
            Lang::Zh => {
                bail!("豁免文件 {name} 第 {line} 行应有五列：organ,year,rule,values,reason")
            }
            Lang::En => {
                bail!(
                    "line {line} of the waiver file {name} has not the five columns organ,year,rule,values,reason"
                )
            }
        },
    }
}

/// Adds waivers to those that are kept, with the reasons that people gave.
fn write_waivers(path: &Path, kept: Waivers, new: Waivers, quiet: bool, lang: Lang) -> Result<()> {
    let before = kept.count();
    let all = kept.joined(new);
    Output::text(path, &all.text(), lang)?;
    if !quiet {
        let (name, new) = (path.display(), all.count() - before);
        say(&match lang {
            Lang::Zh => format!(
                "已写出 {name}：新增豁免 {new} 项，原有 {before} 项及其理由保留；理由写在最后一列"
            ),
            Lang::En => format!(
                "wrote {name}: {} added, {before} kept with their reasons; a reason goes into the last column",
                counted(new, "waiver")
            ),
        });
    }
    Ok(())
}

fn lapse(organ: &str, year: &str, rule: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("nianbao: 豁免不再适用（数值已变或问题已改正）：{organ} {year} {rule}"),
        Lang::En => {
            format!(
                "nianbao: a waiver no longer applies (values changed or mended): {organ} {year} {rule}"
            )
        }
    }
}
