//! `nianbao publish`: from a filled form to everything an office needs.

use std::fs;
use std::io::{Write as _, stderr};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use nianbao::check::{Checked, Checker, Selection, Severity};
use nianbao::{
    Lang, PUBLISHED, Reading, Report, convertible, file_name, summary, titled, uncomputed,
};

use crate::args::Publish;
use crate::check::human;
use crate::form::only_report;
use crate::output::Output;
use crate::reading::Outcome;
use crate::reports::Single;
use crate::{Context, say};

/// The file with the figures in sentences.
const SUMMARY: &str = "summary.txt";
/// How many cells without a number a message names.
const NAMED: usize = 8;

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
    let ready = is_ready(&report, lang)?;
    if !ready && !args.force {
        say(lang.pick(
            "没有发布。请改正后再试，或用 --force 仍然发布",
            "nothing was published: mend this and try again, or publish all the same with --force",
        ));
        return Ok(Outcome::SomeFailed);
    }
    let files = write(&report, args, context)?;
    for file in files {
        say(&format!("{}{file}", lang.pick("已写出 ", "wrote ")));
    }
    Ok(Outcome::Well)
}

/// Tells what is wrong with a report; whether nothing that keeps it from being published is.
fn is_ready(report: &Report, lang: Lang) -> Result<bool> {
    let mut rules = Checker::new(Selection::default());
    rules.push(report);
    let checked = rules.finish();
    if checked.iter().any(|one| !one.findings.is_empty()) {
        let style = human::Style { lang, colour: false, quiet: false };
        let mut out = stderr();
        human::write(&checked, 0, style, &mut out)?;
        out.flush()?;
    }
    let uncomputed = tell_uncomputed(report, lang);
    tell_blank(report, lang);
    Ok(!uncomputed && !has_errors(&checked))
}

fn has_errors(checked: &[Checked]) -> bool {
    let mut found = checked.iter().flat_map(|one| &one.findings);
    found.any(|finding| finding.severity == Severity::Error)
}

/// Totals without a value whose parts have theirs: nobody computed them since the form was filled in.
fn tell_uncomputed(report: &Report, lang: Lang) -> bool {
    let count = uncomputed(report);
    if count > 0 {
        say(&match lang {
            Lang::Zh => format!(
                "{count} 个总计没有数值，而各项已经填了：请用 Excel、WPS 或 LibreOffice 打开表格并保存一次"
            ),
            Lang::En => format!(
                "{count} totals have no value though their parts do: open the form in Excel, WPS or LibreOffice and save it"
            ),
        });
    }
    count > 0
}

fn tell_blank(report: &Report, lang: Lang) {
    let fields = report.facts.iter().map(|(field, _)| field);
    let blank: Vec<String> = fields
        .filter(|field| matches!(report.facts.reading(*field), Reading::Blank(_)))
        .map(|field| match lang {
            Lang::Zh => nianbao::check::cell_name(field),
            Lang::En => field.id().to_owned(),
        })
        .collect();
    if blank.is_empty() {
        return;
    }
    let count = blank.len();
    let names = blank[..count.min(NAMED)].join(lang.pick("；", "; "));
    let more = if count > NAMED { " …" } else { "" };
    say(&match lang {
        Lang::Zh => format!("{count} 个单元格没有填（空白不等于零）：{names}{more}"),
        Lang::En => format!("cells without a number, which is not zero: {count}: {names}{more}"),
    });
}

/// Writes the files; gives their paths.
fn write(report: &Report, args: &Publish, context: &Context) -> Result<Vec<String>> {
    let lang = context.lang;
    let directory: &Path = &args.output;
    fs::create_dir_all(directory).with_context(|| match lang {
        Lang::Zh => format!("无法建立目录 {}", directory.display()),
        Lang::En => format!("cannot make the directory {}", directory.display()),
    })?;
    let input = fs::canonicalize(&args.form).ok();
    let stem = file_name(report);
    let mut written = Vec::new();
    for name in PUBLISHED {
        let format = convertible(&context.registry, name)?;
        let extension = format.extensions.first().copied().unwrap_or(format.name);
        let path = directory.join(format!("{stem}.{extension}"));
        if input.is_some() && fs::canonicalize(&path).ok() == input {
            let path = path.display();
            match lang {
                Lang::Zh => bail!("{path} 既是输入又是输出；请用 -o 另指定目录"),
                Lang::En => bail!("{path} is both input and output; name another directory"),
            }
        }
        let mut output = Single::new(format, Some(path.clone()), lang);
        output.push(report)?;
        output.finish()?;
        written.push(path.display().to_string());
    }
    let path = directory.join(SUMMARY);
    let output = Output::file(&path, lang)?;
    let mut out = output.writer(lang)?;
    out.write_all(summary(report).as_bytes())?;
    out.flush()?;
    drop(out);
    output.commit(lang)?;
    written.push(path.display().to_string());
    Ok(written)
}
