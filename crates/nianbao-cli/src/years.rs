//! `nianbao years`: reports of many years as a panel.

use anyhow::{Context as _, Result, bail};
use nianbao::Lang;
use nianbao::panel::{Panel, Spare, Unused, book};

use crate::args;
use crate::convert::by_extension;
use crate::inputs;
use crate::output::{Output, Protected};
use crate::reading::{Outcome, each_source};
use crate::{Context, say};

pub(crate) fn run(args: &args::Years, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.reading.from.as_deref())?;
    let path = &args.output;
    let writer = by_extension(path, |format| format.sheets.is_some(), context)?
        .sheets
        .with_context(|| match lang {
            Lang::Zh => format!("{} 的格式不能容纳表格；请用 .xlsx", path.display()),
            Lang::En => format!("the format of {} holds no tables; use .xlsx", path.display()),
        })?;
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
            let name = organ.as_deref().unwrap_or("?");
            let year = year.map_or_else(|| "?".to_owned(), |year| year.to_string());
            let file = file.as_deref().unwrap_or("?");
            say(&format!("  {name} {year} [{file}]: {}", why.message(lang)));
        }
    }
    if panel.organs.is_empty() {
        bail!(lang.pick(
            "没有一份报告同时有机关和年度；可用 --organ 指定机关",
            "no report has both an organ and a year; --organ names the organ"
        ));
    }
    let output = Output::file(path, lang)?;
    book(&panel, writer, output.writer(lang)?, context.tables)?;
    output.commit(lang)?;
    tally.summarise(&args.reading, lang);
    Ok(tally.outcome())
}
