//! `nianbao form`: the form to be filled in.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use nianbao::{Edition, Filling, Lang, Report, is_fillable, write_form};

use crate::Context;
use crate::args::{Form, Totals};
use crate::convert::by_extension;
use crate::output::{Output, Target};
use crate::reading::Outcome;

pub(crate) fn run(args: &Form, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    let last = args.from.as_deref().map(|path| only_report(path, None, context)).transpose()?;
    let year = args.year.or_else(|| last.as_ref().and_then(|last| last.year).map(|year| year + 1));
    let edition = match args.edition.as_deref() {
        Some(id) => edition(id, lang)?,
        None => year.map_or(Edition::E2021, Edition::for_year),
    };
    let path = match Target::of(Some(&args.output)) {
        Target::File(path) => Some(path),
        Target::Stdout => None,
        Target::Directory(path) => {
            let path = path.display();
            match lang {
                Lang::Zh => bail!("{path} 是目录；请用 -o 指定文件，如 form.xlsx"),
                Lang::En => bail!("{path} is a directory; name a file, as form.xlsx"),
            }
        }
    };
    let format = match &path {
        Some(path) => by_extension(path, is_fillable, context)?,
        None => {
            context.registry.formats().find(|format| is_fillable(format)).with_context(|| {
                lang.pick("没有可供填写的格式", "there is no format to fill a form in").to_owned()
            })?
        }
    };
    if !is_fillable(format) {
        match lang {
            Lang::Zh => bail!("{} 格式不能用来填表；请用 .xlsx", format.name),
            Lang::En => bail!("a form cannot be filled in as {}; use .xlsx", format.name),
        }
    }
    let (organ, live) = (args.organ.clone(), args.totals == Totals::Live);
    let filling = Filling { edition, organ, year, live };
    if let (Some(path), Some(last)) = (&path, &args.from)
        && fs::canonicalize(path).is_ok_and(|path| fs::canonicalize(last).is_ok_and(|l| l == path))
    {
        let name = path.display();
        match lang {
            Lang::Zh => bail!("{name} 既是输入又是输出；请用 -o 另指定文件"),
            Lang::En => bail!("{name} is both input and output; name another file with -o"),
        }
    }
    let output = match &path {
        Some(path) => Output::file(path, lang)?,
        None => Output::stdout(),
    };
    let mut out = output.writer(lang)?;
    write_form(&filling.document(last.as_ref()), format, &mut *out)?;
    out.flush()?;
    drop(out);
    output.commit(lang)?;
    Ok(Outcome::Well)
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
    let bytes = fs::read(path).with_context(|| match lang {
        Lang::Zh => format!("无法读取 {name}"),
        Lang::En => format!("cannot read {name}"),
    })?;
    let mut reports = Vec::new();
    nianbao::read(&context.registry, &name, &bytes, from, &mut |report| {
        if !report.facts.is_empty() {
            reports.push(report);
        }
        Ok(())
    })?;
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
