//! `nianbao years`: reports of many years as a panel.

use anyhow::{Context as _, Result, bail};
use nianbao::panel::{Panel, Spare, Unused, book};
use nianbao::{Format, Lang, Sheets};

use crate::args;
use crate::convert::by_extension_only;
use crate::inputs;
use crate::output::{Output, Protected};
use crate::reading::{Outcome, each_source};
use crate::{Context, say};

pub(crate) fn run(args: &args::Years, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.reading.from.as_deref())?;
    let path = &args.output;
    let takes = |format: &Format| format.sheets.is_some_and(|sheets| sheets.file().is_some());
    let format = by_extension_only(path, takes, context)?;
    let sheets = format.sheets.and_then(Sheets::file).context("a format with tables in a file")?;
    let sources = inputs::all(&args.reading, lang)?;
    Protected::of(&sources).check(path, lang)?;
    let mut panel = Panel::new(args.organ.clone());
    let tally = each_source(&sources, &args.reading, context, |_, reports| {
        for report in reports.unwrap_or_default() {
            panel.push(report.clone());
        }
        Ok(())
    })?;
    if tally.outcome() == Outcome::NothingDone {
        return Ok(Outcome::NothingDone);
    }
    for Spare { organ, year, file, why } in &panel.unused {
        // A copy loses nothing.
        if *why != Unused::Copy {
            let known = organ.iter().cloned().chain(year.map(|year| year.to_string()));
            let known: Vec<String> = known.collect();
            let file = file.as_deref().unwrap_or("-");
            let why = why.message(lang);
            say(&match (known.join(" "), lang) {
                (known, Lang::Zh) if known.is_empty() => format!("  {file}：{why}"),
                (known, Lang::Zh) => format!("  {file}（{known}）：{why}"),
                (known, Lang::En) if known.is_empty() => format!("  {file}: {why}"),
                (known, Lang::En) => format!("  {file} ({known}): {why}"),
            });
        }
    }
    if panel.organs.is_empty() {
        bail!(lang.pick(
            "没有一份报告同时有机关和年度；可用 --organ 指定机关",
            "no report has both an organ and a year; --organ names the organ"
        ));
    }
    let output = Output::file(path, lang)?;
    book(&panel, sheets, output.writer(lang)?, context.tables)?;
    output.commit(lang)?;
    tally.summarise(&args.reading, lang);
    Ok(tally.outcome())
}
