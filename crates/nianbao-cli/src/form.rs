//! `nianbao form`: the form to be filled in.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use nianbao::{
    Edition, Filling, Format, Forms, Held, Lang, Report, counted, describe, forms, write_form,
};

use crate::args::{Form, Totals};
use crate::convert::by_extension_only;
use crate::inputs::Source;
use crate::output::{Output, Target};
use crate::reading::Outcome;
use crate::{Context, say, timed};

pub(crate) fn run(args: &Form, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    let last = args.from.as_deref().map(|path| only_report(path, None, context)).transpose()?;
    let year = year_of(args, last.as_ref(), lang)?;
    let edition = match args.edition.as_deref() {
        Some(id) => edition(id, lang)?,
        None => year.map_or(Edition::NEWEST, Edition::for_year),
    };
    let remedy = ("请用 -o 指定文件，如 form.xlsx", "name a file, as form.xlsx");
    let path = Target::of(Some(&args.output)).single(remedy, lang)?;
    let format = match &path {
        Some(path) => by_extension_only(path, |format| forms(format).is_some(), context)?,
        None => computing(context)?,
    };
    let live = is_live(args.totals, format, lang)?;
    tell_organ(args, last.as_ref(), lang);
    let filling = Filling { edition, organ: args.organ.clone(), year, live };
    if let (Some(path), Some(last)) = (&path, &args.from) {
        refuse_same(path, last, lang)?;
    }
    if let Some(path) = path.as_deref().filter(|_| !args.overwrite) {
        keep_filled(path, (&filling, last.as_ref()), format, context)?;
    }
    let output = match &path {
        Some(path) => Output::file(path, lang)?,
        None => Output::stdout(),
    };
    let mut out = output.writer(lang)?;
    write_form(&filling, last.as_ref(), format, &mut *out)?;
    out.flush()?;
    drop(out);
    output.commit(lang)?;
    if let Some(path) = path.as_ref().filter(|_| !args.pace.quiet) {
        tell(path, &filling, last.as_ref(), lang);
        if let Some(last) = &args.from {
            tell_check(path, last, lang);
        }
    }
    Ok(Outcome::Well)
}

/// The year that the form is for.
///
/// # Errors
///
/// If last year's report is not on the year before.
fn year_of(args: &Form, last: Option<&Report>, lang: Lang) -> Result<Option<u16>> {
    let year = Filling::year_of(args.year, last);
    let follows = Filling::year_of(None, last);
    if let (Some(year), Some(before)) = (year, last.and_then(|last| last.year))
        && follows != Some(year)
    {
        match lang {
            Lang::Zh => bail!(
                "--from 的报告是 {before} 年度的；填 {year} 年度的表要用 {} 年度的报告，才有可结转的数据",
                year - 1
            ),
            Lang::En => bail!(
                "the report of --from is on {before}; what a form for {year} carries over is in that on {}",
                year - 1
            ),
        }
    }
    Ok(year)
}

/// Whether totals are to be computed, as far as the format can.
fn is_live(totals: Option<Totals>, format: &Format, lang: Lang) -> Result<bool> {
    match (forms(format), totals) {
        (Some(Forms::Typed), Some(Totals::Live)) => match lang {
            Lang::Zh => bail!("{} 格式不能自动算出总计；请用 .xlsx", format.name),
            Lang::En => bail!("totals cannot be computed in {}; use .xlsx", format.name),
        },
        (_, totals) => Ok(totals != Some(Totals::Typed)),
    }
}

/// That last year's report is by another organ than the form is for.
fn tell_organ(args: &Form, last: Option<&Report>, lang: Lang) {
    if let (Some(organ), Some(before)) = (&args.organ, last.and_then(|last| last.organ.as_ref()))
        && organ != before
    {
        say(&match lang {
            Lang::Zh => format!("注意：--from 是“{before}”的报告，表是为“{organ}”做的"),
            Lang::En => {
                format!("note: the report of --from is by {before}, and the form is for {organ}")
            }
        });
    }
}

/// Refuses to write over last year's report.
fn refuse_same(path: &Path, last: &Path, lang: Lang) -> Result<()> {
    if fs::canonicalize(path).is_ok_and(|path| fs::canonicalize(last).is_ok_and(|l| l == path)) {
        let name = path.display();
        match lang {
            Lang::Zh => bail!("{name} 既是输入又是输出；请用 -o 另指定文件"),
            Lang::En => bail!("{name} is both input and output; name another file with -o"),
        }
    }
    Ok(())
}

/// A form that somebody has filled in is not written over, nor any other file that holds something.
///
/// # Errors
///
/// If the file is there and holds what the form does not come with, or if nobody can tell.
fn keep_filled(
    path: &Path,
    (filling, last): (&Filling, Option<&Report>),
    format: &Format,
    context: &Context,
) -> Result<()> {
    let lang = context.lang;
    let is_there = |file: fs::Metadata| file.is_file() && file.len() > 0;
    if !fs::metadata(path).is_ok_and(is_there) {
        return Ok(());
    }
    let name = path.display().to_string();
    let found = Source::File(path.to_owned()).bytes(lang).and_then(|bytes| {
        // What cannot be read in time is told here.
        timed::reports(&context.registry, &name, bytes.clone(), None)?;
        nianbao::held(&context.registry, (&name, &bytes), filling, last, format)
    });
    let remedy = lang.pick(
        "没有覆盖；请换一个文件名，或先移走该文件；确要重新生成的，加 --overwrite",
        "it was left as it is; name another file with -o or move this one away, or write over it with --overwrite",
    );
    match (found, lang) {
        (Ok(Held { texts: 0, numbers: 0 }), _) => Ok(()),
        (Ok(Held { texts, numbers }), Lang::Zh) => {
            bail!(
                "{name} 已有内容，与现在要写出的不同（文字 {texts} 处、数 {numbers} 个），{remedy}"
            )
        }
        (Ok(Held { texts, numbers }), Lang::En) => bail!(
            "{name} holds what the form would not ({}, {}); {remedy}",
            counted(texts, "text"),
            counted(numbers, "number")
        ),
        (Err(error), Lang::Zh) => {
            bail!("{name} 已经存在，未能读取（{}），{remedy}", describe(&error, lang))
        }
        (Err(error), Lang::En) => {
            bail!("{name} is there and could not be read ({}); {remedy}", describe(&error, lang))
        }
    }
}

/// What was written, and what is filled in already.
fn tell(path: &Path, filling: &Filling, last: Option<&Report>, lang: Lang) {
    let (name, edition) = (path.display(), filling.edition);
    let written = match lang {
        Lang::Zh => format!("已写出 {name}（{edition} 年表式）"),
        Lang::En => format!("wrote {name} (the form of {edition})"),
    };
    let carried = last.map(|last| {
        let carried = filling.carried(last);
        let year = last.year.map(|year| year.to_string()).unwrap_or_default();
        match lang {
            Lang::Zh => format!("；上年结转 {carried} 格，取自 {year} 年度的报告"),
            Lang::En => format!("; cells carried in from the report on {year}: {carried}"),
        }
    });
    say(&(written + &carried.unwrap_or_default()));
}

/// Which command finds a figure carried over that was changed: the form alone does not tell.
fn tell_check(path: &Path, last: &Path, lang: Lang) {
    let command = format!("nianbao check {} {}", path.display(), last.display());
    say(&match lang {
        Lang::Zh => format!("填好后连同上年的报告一起核对：{command}"),
        Lang::En => format!("when it is filled in, check it together with last year's: {command}"),
    });
}

/// The format in which most can be done, for an output without a name.
fn computing(context: &Context) -> Result<&Format> {
    let mut formats = context.registry.formats();
    formats.find(|format| forms(format) == Some(Forms::Computed)).with_context(|| {
        context.lang.pick("没有可供填写的格式", "there is no format to fill a form in").to_owned()
    })
}

fn edition(id: &str, lang: Lang) -> Result<Edition> {
    let known = Edition::ALL.map(Edition::id);
    Edition::from_id(id).with_context(|| match lang {
        Lang::Zh => format!("没有“{id}”版的表式；可用：{}", known.join("、")),
        Lang::En => format!("there is no edition {id:?} of the form; known: {}", known.join(", ")),
    })
}

/// The one report of a file that has tables.
pub(crate) fn only_report(path: &Path, from: Option<&str>, context: &Context) -> Result<Report> {
    let lang = context.lang;
    let name = path.display().to_string();
    let bytes = Source::File(path.to_owned()).bytes(lang).with_context(|| name.clone())?;
    let mut reports =
        timed::reports(&context.registry, &name, bytes, from).with_context(|| name.clone())?;
    reports.retain(|report| !report.facts.is_empty());
    match (reports.len(), reports.pop()) {
        (1, Some(report)) => Ok(report),
        (0, _) => match lang {
            Lang::Zh => bail!("{name} 中没有年报的表格"),
            Lang::En => bail!("{name} has no table of an annual report"),
        },
        (count, _) => match lang {
            Lang::Zh => bail!("{name} 中有 {count} 份报告；请只给一份"),
            Lang::En => bail!("{name} holds {count} reports; give one"),
        },
    }
}
