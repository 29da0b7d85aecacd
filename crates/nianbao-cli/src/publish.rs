//! `nianbao publish`: from a filled form to everything an office needs.

mod standing;

use std::fs;
use std::io::{Write as _, stderr};
use std::path::PathBuf;

use anyhow::{Result, bail};
use nianbao::check::{Checker, Finding, Selection, Severity};
use nianbao::{
    Format, Lang, NoteCode, PUBLISHED, Report, convertible, draft, file_name, placed, summary,
    titled, unwritten,
};

use crate::args::Publish;
use crate::check::{Extent, human};
use crate::form::only_report;
use crate::output::{Output, make_folder};
use crate::reading::Outcome;
use crate::reports::Single;
use crate::unfilled::Unfilled;
use crate::{Context, say};

/// What the name of the file with the figures in sentences ends in: reports of many years may go into one
/// directory.
const SUMMARY: &str = "summary.txt";

pub(crate) fn run(args: &Publish, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.from.as_deref())?;
    if args.output.exists() && !args.output.is_dir() {
        let path = args.output.display();
        match lang {
            Lang::Zh => bail!("{path} 不是目录；publish 写出几个文件，请用 -o 指定目录"),
            Lang::En => bail!("{path} is no directory; publish writes several files into one"),
        }
    }
    let report = titled(only_report(&args.form, args.from.as_deref(), context)?);
    let reasons = reasons(&report, lang)?;
    if !reasons.is_empty() && !args.force {
        let reasons = reasons.join(lang.pick("；", "; "));
        say(&match lang {
            Lang::Zh => {
                format!("没有发布，因为：{reasons}。请改正后再试，或用 --force 仍然发布")
            }
            Lang::En => format!(
                "nothing was published: {reasons}; mend this and try again, or publish all the same with --force"
            ),
        });
        return Ok(Outcome::SomeFailed);
    }
    let report = placed(report, convertible(&context.registry, PUBLISHED[0])?)?;
    let files = write(&report, args, context)?;
    if args.pace.quiet {
        return Ok(Outcome::Well);
    }
    for file in files {
        say(&format!("{}{file}", lang.pick("已写出 ", "wrote ")));
    }
    if let (Some(year), Ok(folder)) = (report.year, fs::read_dir(&args.output)) {
        let stems = folder.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        tell_others(stems, &file_name(&report), year, lang);
    }
    Ok(Outcome::Well)
}

/// Tells what is wrong with a report, and gives what keeps it from being published.
fn reasons(report: &Report, lang: Lang) -> Result<Vec<String>> {
    let mut rules = Checker::new(Selection::default());
    rules.push(report);
    let checked = rules.finish();
    if checked.iter().any(|one| !one.findings.is_empty()) {
        let style = human::Style { lang, colour: false, quiet: false };
        let mut out = stderr();
        human::write(&checked, &Extent::default(), style, &mut out)?;
        out.flush()?;
    }
    let unfilled = Unfilled::of(report);
    unfilled.tell(lang);
    let unwritten = tell_unwritten(report, lang);
    let unnamed = tell_unnamed(report, lang);
    unfilled.tell_empty(lang);
    let findings: Vec<&Finding> = checked.iter().flat_map(|one| &one.findings).collect();
    let mut reasons = held_back(&findings, lang);
    let is_other_year = report.notes.iter().any(|note| note.code == NoteCode::YearConflict);
    let lacks = [
        (unfilled.is_uncomputed(), "有总计没有数值", "totals have no value"),
        (unfilled.is_empty(), "没有填数", "no number was filled in"),
        (unfilled.is_contradicted(), "标题与发布机构不一致", "title and publisher differ"),
        (is_other_year, "标题与报告年度不一致", "the years of title and report differ"),
        (unnamed, "看不出机关或年度", "organ or year cannot be told"),
        (unwritten, "正文没有写完", "the text is not finished"),
    ];
    let lacks = lacks.into_iter().filter(|(lacks, ..)| *lacks);
    reasons.extend(lacks.map(|(_, zh, en)| lang.pick(zh, en).to_owned()));
    reasons.extend(draft(report).map(|draft| match lang {
        Lang::Zh => format!("标题注明“{draft}”"),
        Lang::En => format!("the title says {draft}, a draft"),
    }));
    Ok(reasons)
}

/// What of the findings keeps a report from being published, with how many cells it has. Errors do; and what
/// is no number on a page that somebody else published may be its way to say none, in a form that is being
/// filled in it is a slip. What was not read would be missing on the page, and units that a sum lacks on no
/// page at all.
fn held_back(findings: &[&Finding], lang: Lang) -> Vec<String> {
    let count =
        |takes: &dyn Fn(&Finding) -> bool| findings.iter().filter(|finding| takes(finding)).count();
    let warned =
        |rule: &'static str| count(&|one| one.rule == rule && one.severity == Severity::Warning);
    let held = [
        (count(&|one| one.severity == Severity::Error), "项错误", "errors"),
        (warned("value.unreadable"), "格填的不是数", "cells that hold no number"),
        (warned("value.unread"), "处没有读出", "places that were not read"),
    ];
    let held = held.into_iter().filter(|(count, ..)| *count > 0);
    let mut reasons: Vec<String> = held
        .map(|(count, zh, en)| match lang {
            Lang::Zh => format!("有 {count} {zh}"),
            Lang::En => format!("{en}: {count}"),
        })
        .collect();
    if warned("rollup.missing") > 0 {
        reasons.push(lang.pick("汇总缺少单位", "the sum lacks units").to_owned());
    }
    reasons
}

/// What of the frame is not there; whether what keeps a report from being published is not: a report
/// says whose it is and on which year.
fn tell_unnamed(report: &Report, lang: Lang) -> bool {
    let organ = report.organ.is_none().then(|| lang.pick("发布机构", "the organ"));
    let year = report.year.is_none().then(|| lang.pick("报告年度", "the year"));
    let missing: Vec<&str> = organ.into_iter().chain(year).collect();
    if !missing.is_empty() {
        let names = missing.join(lang.pick("、", " and "));
        say(&match lang {
            Lang::Zh => format!("看不出{names}：请在标题里写明，或填在表头"),
            Lang::En => format!(
                "it does not say {names}: write it into the title, or into the head of the form"
            ),
        });
    }
    if report.published.is_none() {
        say(lang.pick(
            "没有发布日期，或所填不是日期（如 2025-01-20）",
            "there is no day of publication, or what is there is no date (as 2025-01-20)",
        ));
    }
    !missing.is_empty()
}

/// What a roll-up left to be written.
fn tell_unwritten(report: &Report, lang: Lang) -> bool {
    let count = unwritten(report);
    if count > 0 {
        say(&match lang {
            Lang::Zh => format!("正文还有 {count} 处“【请补充…】”没有写"),
            Lang::En => {
                format!("places where the text is still to be written, 【请补充…】: {count}")
            }
        });
    }
    count > 0
}

/// Tells of what was published on the year under another title: where the title was mended, the files of the
/// old one are still there to be uploaded.
fn tell_others(files: impl Iterator<Item = String>, ours: &str, year: u16, lang: Lang) {
    let year = year.to_string();
    let stem = |file: String| Some(file.strip_suffix(SUMMARY)?.strip_suffix('.')?.to_owned());
    let others: Vec<String> =
        files.filter_map(stem).filter(|stem| stem != ours && stem.contains(&year)).collect();
    if let Some(first) = others.iter().min() {
        let count = others.len();
        say(&match lang {
            Lang::Zh => format!(
                "注意：目录中还有 {year} 年度的其他年报 {count} 份（{first}）；标题改过的，请把旧文件移走"
            ),
            Lang::En => format!(
                "note: other reports on {year} are in the folder: {count} ({first}); if it was the title that changed, move the old files away"
            ),
        });
    }
}

/// Writes the files; gives their paths.
fn write(report: &Report, args: &Publish, context: &Context) -> Result<Vec<String>> {
    let lang = context.lang;
    let files = files(report, args, context)?;
    let summary_file = args.output.join(format!("{}.{SUMMARY}", file_name(report)));
    if !args.overwrite {
        standing::keep(&files, &summary_file, context)?;
    }
    make_folder(&args.output, lang)?;
    let mut written = Vec::new();
    for (path, format) in files {
        written.push(path.display().to_string());
        let mut output = Single::new(format, Some(path), lang);
        output.push(report)?;
        output.finish()?;
    }
    Output::text(&summary_file, &summary(report), lang)?;
    written.push(summary_file.display().to_string());
    Ok(written)
}

/// The files that a report is published in, each with its format; none of them is the input.
fn files<'c>(
    report: &Report,
    args: &Publish,
    context: &'c Context,
) -> Result<Vec<(PathBuf, &'c Format)>> {
    let input = fs::canonicalize(&args.form).ok();
    let stem = file_name(report);
    let file = |name: &&'static str| {
        let format = convertible(&context.registry, name)?;
        let extension = format.extensions.first().copied().unwrap_or(format.name);
        let path = args.output.join(format!("{stem}.{extension}"));
        if input.is_some() && fs::canonicalize(&path).ok() == input {
            let path = path.display();
            match context.lang {
                Lang::Zh => bail!("{path} 既是输入又是输出；请用 -o 另指定目录"),
                Lang::En => bail!("{path} is both input and output; name another directory"),
            }
        }
        Ok((path, format))
    };
    PUBLISHED.iter().map(file).collect()
}
