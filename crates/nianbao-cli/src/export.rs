//! `nianbao export`: many reports into one analysts' workbook.

mod place;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use nianbao::{ExportOptions, Format, Grouping, Groups, Lang, Problem, convertible};

use crate::Context;
use crate::args::{By, Export};
use crate::convert::by_extension;
use crate::hints::described;
use crate::inputs::{self, Inputs};
use crate::origin::{Links, Seen};
use crate::output::{Protected, Target};
use crate::reading::{Outcome, Tally, each_source, each_source_looked_at};
use crate::reports::Single;
use place::{Begun, Place};

pub(crate) fn run(args: &Export, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.reading.from.as_deref())?;
    let output = args.output.as_deref().with_context(|| {
        lang.pick(
            "没有指定输出文件；请用 -o，例如：nianbao export 目录 -o reports.xlsx",
            "no output is named; use -o: nianbao export DIRECTORY -o reports.xlsx",
        )
    })?;
    let target = Target::of(Some(output));
    let path = match &target {
        Target::Stdout => None,
        Target::File(path) | Target::Directory(path) => Some(path.as_path()),
    };
    let format = target_format(args.to.as_deref(), &target, context)?;
    let sources = inputs::all(&args.reading, lang)?;
    let tally = match format.sheets {
        Some(sheets) => {
            let place = Place::of((format, sheets), &target, args.by, lang)?;
            tables(&place, &sources, args, context)?
        }
        None if args.by != By::None => bail!(lang.pick(
            "只有表格可以分组；请用 -o reports.xlsx，或 -t csv -o 目录",
            "only tables come in groups; use -o reports.xlsx, or -t csv -o DIRECTORY",
        )),
        None => {
            if let Some(path) = path {
                Protected::of(&sources).check(path, lang)?;
            }
            reports(format, path.map(Path::to_owned), &sources, args, context)?
        }
    };
    tally.summarise(&args.reading, lang);
    Ok(tally.outcome())
}

/// The format of `-t`, else of the output's extension: one with tables, or one that takes reports.
fn target_format(to: Option<&str>, target: &Target, context: &Context) -> Result<&'static Format> {
    let format = match (to, target) {
        (Some(name), _) => context.registry.by_name(name).ok_or_else(|| {
            let able = context.registry.formats().filter(|format| can_take(format));
            let known = able.map(|format| format.name);
            Problem::NoSuchFormat { name: name.to_owned(), known: known.collect() }
        })?,
        (None, Target::File(path)) => by_extension(path, can_take, context)?,
        (None, Target::Directory(path)) => {
            let path = path.display();
            match context.lang {
                Lang::Zh => bail!(
                    "{path} 是目录；请指定文件，例如 -o {path}/reports.xlsx，或用 -t csv 写成一个目录的表格"
                ),
                Lang::En => bail!(
                    "{path} is a directory; name a file, as -o {path}/reports.xlsx, or write a folder of tables with -t csv"
                ),
            }
        }
        (None, Target::Stdout) => {
            return Err(anyhow!(context.lang.pick(
                "输出到标准输出时请用 -t 指定格式，例如 -t xlsx",
                "standard output has no extension; name a format with -t, as -t xlsx",
            )));
        }
    };
    let folder = format.sheets.is_some_and(|sheets| sheets.file().is_none());
    if let (false, Target::Directory(path)) = (folder, target) {
        let path = path.display();
        match context.lang {
            Lang::Zh => {
                bail!("{path} 是目录；{} 只写一个文件，例如 -o {path}/reports", format.name)
            }
            Lang::En => {
                bail!("{path} is a directory; {} is one file, as {path}/reports", format.name)
            }
        }
    }
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
fn tables(place: &Place<'_>, sources: &Inputs, args: &Export, context: &Context) -> Result<Tally> {
    let lang = context.lang;
    let protected = Protected::of(sources);
    let links = Links::from(place.path);
    let outputs: RefCell<Vec<Begun>> = RefCell::default();
    let begin = |group: Option<&str>| {
        let mut options = options(args, context)?;
        options.group = group.map(str::to_owned);
        let (export, output) = place.begin(group, options, &protected, lang)?;
        outputs.borrow_mut().push(output);
        Ok(export)
    };
    let by = match args.by {
        By::Year => Some(Grouping::Year),
        By::Province => Some(Grouping::Province),
        By::None => None,
    };
    let mut groups = Groups::new(by, context.tables, Box::new(begin))?;
    let tally = each_source_looked_at(
        sources,
        &args.reading,
        context,
        Seen::of,
        |source, seen, reports| {
            let (name, link) = (source.name(), links.to(source));
            let origin = seen.origin(&name, link.as_deref());
            match reports {
                Ok(reports) => groups.file(&origin, reports, &seen.findings),
                Err(error) => groups.failed(&origin, &described(error, context.tables)),
            }
        },
    )?;
    if tally.outcome() != Outcome::NothingDone {
        groups.finish()?;
        outputs.into_inner().into_iter().try_for_each(|output| output.commit(lang))?;
    }
    Ok(tally)
}

/// What the workbook is to hold.
fn options(args: &Export, context: &Context) -> Result<ExportOptions> {
    let by = match args.by {
        By::Year => Some("--by year".to_owned()),
        By::Province => Some("--by province".to_owned()),
        By::None => None,
    };
    let asked = args.reading.from.iter().map(|from| format!("--from {from}")).chain(by);
    Ok(ExportOptions {
        lang: context.tables,
        long: args.long,
        text: args.text,
        moment: moment(std::env::var("SOURCE_DATE_EPOCH").ok(), context.lang)?,
        asked: asked.collect(),
        group: None,
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
