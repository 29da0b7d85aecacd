//! `nianbao rollup`: sub-units' reports summed into one.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use nianbao::rollup::{Gathering, LeftOut, Plan, Rollup, Unit, book, expected, gaps};
use nianbao::{Lang, Report};

use crate::args;
use crate::convert::{by_extension, target_format};
use crate::inputs;
use crate::output::{Output, Protected, Target};
use crate::reading::{Outcome, each_source};
use crate::reports::Single;
use crate::{Context, say};

pub(crate) fn run(args: &args::Rollup, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.reading.from.as_deref())?;
    let target = Target::of(args.output.as_deref());
    let format = target_format(args.to.as_deref(), &target, context)?;
    let sources = inputs::all(&args.reading, lang)?;
    let protected = Protected::of(&sources);
    let path = match target {
        Target::Stdout => None,
        Target::File(path) => Some(path),
        Target::Directory(path) => match lang {
            Lang::Zh => bail!("{} 是目录；汇总只有一份报告，请用 -o 指定文件", path.display()),
            Lang::En => {
                bail!("{} is a directory; a sum is one report, name a file", path.display())
            }
        },
    };
    let outputs = path.iter().chain(&args.contributions);
    outputs.into_iter().try_for_each(|path| protected.check(path, lang))?;

    let expected = args.units.as_deref().map(|path| list(path, lang)).transpose()?;
    let (organ, year) = (args.organ.clone(), args.year);
    let mut gathering =
        Gathering::new(Plan { organ, year, expected: expected.unwrap_or_default(), edition: None });
    let tally = each_source(&sources, &args.reading, context, |_, reports| {
        reports.unwrap_or_default().iter().for_each(|report| gathering.push(report.clone()));
        Ok(())
    })?;
    if tally.outcome() == Outcome::NothingDone {
        return Ok(Outcome::NothingDone);
    }
    let rollup = match gathering.finish() {
        Ok(rollup) => rollup,
        Err(left_out) => {
            for (unit, reason) in &left_out {
                say(&left_out_line(unit, reason, lang));
            }
            bail!(lang.pick("没有一份报告可以计入汇总", "none of the reports can be counted"));
        }
    };
    let mut output = Single::new(format, path, lang);
    output.push(&rollup.report)?;
    output.finish()?;
    if let Some(path) = &args.contributions {
        contributions(&rollup, path, context)?;
    }
    if !args.reading.quiet {
        tell(&rollup, lang);
    }
    if let Some(published) = &args.against {
        compare(&rollup, &published_report(published, context)?, lang);
    }
    Ok(if rollup.is_partial() { Outcome::SomeFailed } else { tally.outcome() })
}

fn list(path: &Path, lang: Lang) -> Result<Vec<String>> {
    let name = path.display();
    let bytes = fs::read(path).with_context(|| match lang {
        Lang::Zh => format!("无法读取单位名单 {name}"),
        Lang::En => format!("cannot read the list of units {name}"),
    })?;
    let names = expected(&bytes);
    if names.is_empty() {
        match lang {
            Lang::Zh => bail!("单位名单 {name} 是空的；每行一个单位，名称在第一列"),
            Lang::En => bail!("the list of units {name} is empty; a line a unit, its name first"),
        }
    }
    Ok(names)
}

fn contributions(rollup: &Rollup, path: &Path, context: &Context) -> Result<()> {
    let lang = context.lang;
    let Some(writer) = by_extension(path, |format| format.sheets.is_some(), context)?.sheets else {
        match lang {
            Lang::Zh => bail!("{} 的格式不能容纳表格；请用 .xlsx", path.display()),
            Lang::En => bail!("the format of {} holds no tables; use .xlsx", path.display()),
        }
    };
    let output = Output::file(path, lang)?;
    book(rollup, writer, output.writer(lang)?, context.tables)?;
    output.commit(lang)
}

/// What is in the sum and what is not.
fn tell(rollup: &Rollup, lang: Lang) {
    let (units, year) = (rollup.units.len(), rollup.report.year.unwrap_or_default());
    say(&match lang {
        Lang::Zh => format!(
            "{year}年度：计入 {units} 个单位，未计入 {} 份报告，名单中缺 {} 个单位",
            rollup.left_out.len(),
            rollup.missing.len()
        ),
        Lang::En => format!(
            "{year}: {units} units counted, {} reports not, {} units of the list missing",
            rollup.left_out.len(),
            rollup.missing.len()
        ),
    });
    for (unit, reason) in &rollup.left_out {
        say(&left_out_line(unit, reason, lang));
    }
    for name in &rollup.missing {
        say(&format!("  {}{name}", lang.pick("缺：", "missing: ")));
    }
}

fn left_out_line(unit: &Unit, reason: &LeftOut, lang: Lang) -> String {
    let file = unit.file.as_deref().unwrap_or("?");
    let reason = reason.message(lang);
    let name = unit.name();
    format!("  {}{name} [{file}]: {reason}", lang.pick("未计入：", "not counted: "))
}

fn published_report(path: &Path, context: &Context) -> Result<Report> {
    let lang = context.lang;
    let name = path.display().to_string();
    let bytes = fs::read(path).with_context(|| match lang {
        Lang::Zh => format!("无法读取 {name}"),
        Lang::En => format!("cannot read {name}"),
    })?;
    let mut reports = Vec::new();
    nianbao::read(&context.registry, &name, &bytes, None, &mut |report| {
        reports.push(report);
        Ok(())
    })?;
    let found = reports.into_iter().find(|report| !report.facts.is_empty());
    found.with_context(|| match lang {
        Lang::Zh => format!("{name} 中没有表格，无法与汇总比较"),
        Lang::En => format!("{name} has no tables to compare the sum with"),
    })
}

/// The gaps to the published figures, for people; the sum itself is not changed by them.
fn compare(rollup: &Rollup, published: &Report, lang: Lang) {
    let (gaps, explained_by) = gaps(rollup, published);
    if gaps.is_empty() {
        say(lang.pick("与公布的报告一致", "the sum agrees with the published report"));
        return;
    }
    say(&match lang {
        Lang::Zh => format!("与公布的报告有 {} 项不一致：", gaps.len()),
        Lang::En => format!("{} fields differ from the published report:", gaps.len()),
    });
    for gap in &gaps {
        let info = gap.field.info();
        let (published, sum) = (gap.published, gap.sum);
        let difference = published - sum;
        say(&match lang {
            Lang::Zh => format!(
                "  {} / {}：公布 {published}，汇总 {sum}，差 {difference:+}（{}）",
                info.row_label, info.column_label, info.id
            ),
            Lang::En => format!("  {}: published {published}, sum {sum}, {difference:+}", info.id),
        });
    }
    for index in explained_by {
        let name = rollup.units[index].name();
        say(&match lang {
            Lang::Zh => format!("  全部差额恰为“{name}”的数据：公布的数字可能漏计或重计了该单位"),
            Lang::En => format!(
                "  the figures of {name} explain all of it: it may be missing or twice in what is published"
            ),
        });
    }
}
