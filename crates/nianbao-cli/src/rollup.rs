//! `nianbao rollup`: sub-units' reports summed into one.

mod telling;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use nianbao::rollup::{Gathering, Plan, Rollup, book, expected};
use nianbao::{Format, Lang, Report, Sheets};

use crate::args;
use crate::convert::{by_extension_only, target_format};
use crate::hints::described;
use crate::inputs::{self, Inputs, Source};
use crate::output::{Output, Protected, Target};
use crate::reading::{Outcome, Tally, each_source};
use crate::reports::Single;
use crate::{Context, say, timed};
use telling::Telling;

pub(crate) fn run(args: &args::Rollup, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.reading.from.as_deref())?;
    let target = Target::of(args.output.as_deref());
    let format = target_format(args.to.as_deref(), &target, context)?;
    let sources = inputs::all(&args.reading, lang)?;
    let protected = Protected::of(&sources);
    let remedy = ("汇总只有一份报告，请用 -o 指定文件", "a sum is one report, name a file");
    let path = target.single(remedy, lang)?;
    let outputs = path.iter().chain(&args.contributions);
    outputs.into_iter().try_for_each(|path| protected.check(path, lang))?;

    let (gathering, failed, tally) = gathered(&sources, args, context)?;
    if tally.outcome() == Outcome::NothingDone {
        return Ok(Outcome::NothingDone);
    }
    let rollup = match gathering.finish() {
        Ok(rollup) => rollup,
        Err(left_out) => {
            for (unit, reason) in &left_out {
                say(&telling::left_out(unit, reason, lang));
            }
            bail!(lang.pick("没有一份报告可以计入汇总", "none of the reports can be counted"));
        }
    };
    let published = args.against.as_deref().map(|path| published_report(path, context));
    let published = published.transpose()?;
    let mut output = Single::new(format, path, lang);
    output.push(&rollup.report)?;
    output.finish()?;
    if let Some(path) = &args.contributions {
        contributions(&rollup, published.as_ref(), path, context)?;
    }
    let listed = args.units.is_some();
    let tables = args.contributions.as_deref();
    let telling = Telling { rollup: &rollup, failed: &failed, listed, tables, lang };
    if !args.reading.pace.quiet {
        telling.headline();
    }
    telling.units();
    if let Some(published) = &published {
        telling.gaps(published);
    }
    Ok(if rollup.is_partial() { Outcome::SomeFailed } else { tally.outcome() })
}

/// What was sent, and which files could not be read and why.
type Gathered = (Gathering, Vec<(String, String)>, Tally);

/// Reads what the units have sent.
fn gathered(sources: &Inputs, args: &args::Rollup, context: &Context) -> Result<Gathered> {
    let expected = args.units.as_deref().map(|path| list(path, context)).transpose()?;
    let (organ, year) = (args.organ.clone(), args.year);
    let mut gathering =
        Gathering::new(Plan { organ, year, expected: expected.unwrap_or_default(), edition: None });
    let mut failed = Vec::new();
    let tally = each_source(sources, &args.reading, context, |source, reports| {
        let reports = match reports {
            Ok(reports) => reports,
            Err(error) => {
                failed.push((source.name(), described(error, context.lang)));
                &[]
            }
        };
        for mut report in reports.iter().cloned() {
            // What was sent is a file of one report, whatever that was once made of; many reports in
            // one file are told apart by the pages that they come from.
            if reports.len() == 1 {
                report.source.file = Some(source.name());
            }
            gathering.push(report);
        }
        Ok(())
    })?;
    Ok((gathering, failed, tally))
}

fn list(path: &Path, context: &Context) -> Result<Vec<String>> {
    let lang = context.lang;
    let name = path.display().to_string();
    let unreadable = || match lang {
        Lang::Zh => format!("无法读取单位名单 {name}（可用 csv、xlsx 或者 txt）"),
        Lang::En => format!("cannot read the list of units {name} (csv, xlsx or txt would do)"),
    };
    let bytes = fs::read(path).with_context(unreadable)?;
    let names = expected(&context.registry, &name, &bytes).with_context(unreadable)?;
    if names.is_empty() {
        match lang {
            Lang::Zh => {
                bail!("单位名单 {name} 中没有单位；每行一个单位，可用 csv、xlsx 或者 txt")
            }
            Lang::En => {
                bail!("the list of units {name} holds none; a row a unit, as csv, xlsx or txt")
            }
        }
    }
    Ok(names)
}

fn contributions(
    rollup: &Rollup,
    published: Option<&Report>,
    path: &Path,
    context: &Context,
) -> Result<()> {
    let lang = context.lang;
    let takes = |format: &Format| format.sheets.is_some_and(|sheets| sheets.file().is_some());
    let format = by_extension_only(path, takes, context)?;
    let sheets = format.sheets.and_then(Sheets::file).context("a format with tables in a file")?;
    let output = Output::file(path, lang)?;
    book(rollup, published, sheets, output.writer(lang)?, context.tables)?;
    output.commit(lang)
}

fn published_report(path: &Path, context: &Context) -> Result<Report> {
    let lang = context.lang;
    let name = path.display().to_string();
    let bytes = Source::File(path.to_owned()).bytes(lang).with_context(|| name.clone())?;
    let reports = timed::reports(&context.registry, &name, bytes, None)?;
    let found = reports.into_iter().find(|report| !report.facts.is_empty());
    found.with_context(|| match lang {
        Lang::Zh => format!("{name} 中没有表格，无法与汇总比较"),
        Lang::En => format!("{name} has no tables to compare the sum with"),
    })
}
