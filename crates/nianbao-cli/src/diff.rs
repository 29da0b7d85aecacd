//! `nianbao diff`: two reports, field by field and section by section.

mod human;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use nianbao::diff::{Diff, html, jsonl};
use nianbao::{Lang, Report};

use crate::args::{Diff as Arguments, DiffFormat};
use crate::check::colour;
use crate::inputs::{Source, expand};
use crate::output::{Output, Protected, Target};
use crate::reading::Outcome;
use crate::{Context, say, timed};

pub(crate) fn run(args: &Arguments, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.from.as_deref())?;
    let sources = [source(&args.a), source(&args.b)];
    let from = args.from.as_deref();
    let (a, b) = (reports(&sources[0], from, context)?, reports(&sources[1], from, context)?);
    let output = output(args, lang)?;
    let diffs = pairs(&a, &b, lang);
    if diffs.is_empty() {
        bail!("{}", lang.pick("没有可以比较的报告", "there are no reports to compare"));
    }
    let mut out = output.writer(lang)?;
    match format(args) {
        DiffFormat::Human => {
            human::write(&diffs, lang, args.output.is_none() && colour(), &mut out)?;
        }
        DiffFormat::Html => html(&diffs, lang, &mut out)?,
        DiffFormat::Jsonl => jsonl(&diffs, &mut out)?,
    }
    out.flush()?;
    drop(out);
    output.commit(lang)?;
    Ok(Outcome::Well)
}

/// `-t`, else what the output's extension says, else for people.
fn format(args: &Arguments) -> DiffFormat {
    let extension = args.output.as_deref().and_then(Path::extension);
    match (args.to, extension.and_then(|extension| extension.to_str())) {
        (Some(format), _) => format,
        (None, Some("html" | "htm")) => DiffFormat::Html,
        (None, Some("jsonl" | "json")) => DiffFormat::Jsonl,
        (None, _) => DiffFormat::Human,
    }
}

fn source(path: &Path) -> Source {
    if path == Path::new("-") { Source::Stdin } else { Source::File(path.to_owned()) }
}

fn reports(source: &Source, from: Option<&str>, context: &Context) -> Result<Vec<Report>> {
    let name = source.name();
    let bytes = source.bytes(context.lang).with_context(|| name.clone())?;
    timed::reports(&context.registry, &name, bytes, from).with_context(|| name.clone())
}

fn output(args: &Arguments, lang: Lang) -> Result<Output> {
    let remedy = ("diff 只写一个文件", "diff writes one file");
    let target = Target::of(args.output.as_deref());
    let Some(path) = target.single(remedy, lang)? else { return Ok(Output::stdout()) };
    let inputs = expand(&[args.a.clone(), args.b.clone()], lang);
    Protected::of(&inputs).check(&path, lang)?;
    Output::file(&path, lang)
}

/// The reports that belong together: the only ones, else those of one organ and year, else those of
/// one organ. What has no partner is told.
fn pairs(a: &[Report], b: &[Report], lang: Lang) -> Vec<Diff> {
    if let ([one], [other]) = (a, b) {
        return vec![nianbao::diff::diff(one, other)];
    }
    let mut taken = vec![false; b.len()];
    let mut diffs = Vec::new();
    for one in a {
        let organ = |other: &Report| one.organ.is_some() && one.organ == other.organ;
        let free = |index: &usize| !taken[*index] && organ(&b[*index]);
        let year = (0..b.len()).find(|index| free(index) && b[*index].year == one.year);
        match year.or_else(|| (0..b.len()).find(free)) {
            Some(index) => {
                taken[index] = true;
                diffs.push(nianbao::diff::diff(one, &b[index]));
            }
            None => say(&partnerless(one, lang)),
        }
    }
    for (other, _) in b.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        say(&partnerless(other, lang));
    }
    diffs
}

fn partnerless(report: &Report, lang: Lang) -> String {
    let file = report.source.file.as_deref().unwrap_or("-");
    let name = report.organ.as_deref().or(report.title.as_deref()).unwrap_or("-");
    let part = report.source.part;
    match lang {
        Lang::Zh => format!("nianbao: {file} ({part}) {name}：另一文件中没有对应的报告"),
        Lang::En => format!("nianbao: {file} ({part}) {name}: the other file has no such report"),
    }
}
