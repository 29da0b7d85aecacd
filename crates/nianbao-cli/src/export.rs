//! `nianbao export`: many reports into one analysts' workbook.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use nianbao::{ExportOptions, Format, Lang, Problem, SheetsWriter, convertible};

use crate::Context;
use crate::args::Export;
use crate::convert::by_extension;
use crate::inputs::{self, Inputs};
use crate::origin::{Links, Seen};
use crate::output::{Output, Protected, Target};
use crate::reading::{Outcome, Tally, each_source, each_source_looked_at};
use crate::reports::Single;

pub(crate) fn run(args: &Export, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.reading.from.as_deref())?;
    let output = args.output.as_deref().with_context(|| {
        lang.pick(
            "没有指定输出文件；请用 -o，例如：nianbao export 目录 -o reports.xlsx",
            "no output is named; use -o: nianbao export DIRECTORY -o reports.xlsx",
        )
    })?;
    let path = match Target::of(Some(output)) {
        Target::Stdout => None,
        Target::File(path) => Some(path),
        Target::Directory(path) => {
            let path = path.display();
            match lang {
                Lang::Zh => {
                    bail!("{path} 是目录；export 只写一个文件，例如 -o {path}/reports.xlsx")
                }
                Lang::En => {
                    bail!(
                        "{path} is a directory; export writes one file, as -o {path}/reports.xlsx"
                    )
                }
            }
        }
    };
    let format = target_format(args.to.as_deref(), path.as_deref(), context)?;
    let sources = inputs::all(&args.reading, lang)?;
    if let Some(path) = &path {
        Protected::of(&sources).check(path, lang)?;
    }
    let tally = match format.sheets {
        Some(writer) => tables(writer, path, &sources, args, context)?,
        None => reports(format, path, &sources, args, context)?,
    };
    tally.summarise(&args.reading, lang);
    Ok(tally.outcome())
}

/// The format of `-t`, else of the output's extension: one with tables, or one that takes reports.
fn target_format(
    to: Option<&str>,
    path: Option<&Path>,
    context: &Context,
) -> Result<&'static Format> {
    let format = match (to, path) {
        (Some(name), _) => context.registry.by_name(name).ok_or_else(|| {
            let able = context.registry.formats().filter(|format| can_take(format));
            let known = able.map(|format| format.name);
            Problem::NoSuchFormat { name: name.to_owned(), known: known.collect() }
        })?,
        (None, Some(path)) => by_extension(path, can_take, context)?,
        (None, None) => {
            return Err(anyhow!(context.lang.pick(
                "输出到标准输出时请用 -t 指定格式，例如 -t xlsx",
                "standard output has no extension; name a format with -t, as -t xlsx",
            )));
        }
    };
    if format.sheets.is_some() {
        return Ok(format);
    }
    let format = convertible(&context.registry, format.name)?;
    if nianbao::takes_many(format) {
        return Ok(format);
    }
    let name = format.name;
    match context.lang {
        Lang::Zh => bail!("格式 {name} 每个文件只容一份报告，不能汇总；请用 nianbao convert"),
        Lang::En => bail!("a file of the format {name} holds one report; use nianbao convert"),
    }
}

/// Whether many reports go into one file of the format.
fn can_take(format: &Format) -> bool {
    format.sheets.is_some() || nianbao::takes_many(format)
}

/// The analysts' tables.
fn tables(
    writer: &dyn SheetsWriter,
    path: Option<PathBuf>,
    sources: &Inputs,
    args: &Export,
    context: &Context,
) -> Result<Tally> {
    let lang = context.lang;
    let links = Links::from(path.as_deref());
    let output = match path {
        Some(path) => Output::file(&path, lang)?,
        None => Output::stdout(),
    };
    let mut export = nianbao::Export::start(writer, output.writer(lang)?, options(args, context)?)?;
    let tally = each_source_looked_at(
        sources,
        &args.reading,
        context,
        Seen::of,
        |source, seen, reports| {
            let (name, link) = (source.name(), links.to(source));
            let origin = seen.origin(&name, link.as_deref());
            match reports {
                Ok(reports) => export.checked_file(&origin, reports, &seen.findings),
                Err(reason) => export.failed(&origin, reason),
            }
        },
    )?;
    if tally.outcome() != Outcome::NothingDone {
        export.finish()?;
        output.commit(lang)?;
    }
    Ok(tally)
}

/// What the workbook is to hold.
fn options(args: &Export, context: &Context) -> Result<ExportOptions> {
    let asked = args.reading.from.iter().map(|from| format!("--from {from}"));
    Ok(ExportOptions {
        lang: context.tables,
        long: args.long,
        text: args.text,
        moment: moment(std::env::var("SOURCE_DATE_EPOCH").ok(), context.lang)?,
        asked: asked.collect(),
    })
}

/// The moment that whoever builds reproducibly asks for.
fn moment(variable: Option<String>, lang: Lang) -> Result<Option<i64>> {
    let Some(text) = variable.filter(|text| !text.is_empty()) else { return Ok(None) };
    let seconds = text.parse().with_context(|| match lang {
        Lang::Zh => format!("环境变量 SOURCE_DATE_EPOCH 不是自1970年起的秒数：{text}"),
        Lang::En => format!("SOURCE_DATE_EPOCH is no number of seconds since 1970: {text}"),
    })?;
    Ok(Some(seconds))
}

/// The reports themselves, for a format without tables.
fn reports(
    format: &Format,
    path: Option<PathBuf>,
    sources: &Inputs,
    args: &Export,
    context: &Context,
) -> Result<Tally> {
    let mut output = Single::new(format, path, context.lang);
    let tally = each_source(sources, &args.reading, context, |_, reports| {
        reports.unwrap_or_default().iter().try_for_each(|report| output.push(report))
    })?;
    if tally.outcome() != Outcome::NothingDone {
        output.finish()?;
    }
    Ok(tally)
}
