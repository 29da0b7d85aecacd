//! `nianbao convert`: any format to any other.

use std::path::Path;

use anyhow::{Result, bail};
use nianbao::{Format, Lang, convertible, counted};

use crate::args::Convert;
use crate::inputs;
use crate::output::{Protected, Target};
use crate::reading::{Outcome, each_source};
use crate::reports::{Files, Single};
use crate::words::listed;
use crate::{Context, say};

pub(crate) fn run(args: &Convert, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.reading.from.as_deref())?;
    let target = Target::of(args.output.as_deref());
    let format = target_format(args.to.as_deref(), &target, context)?;
    let sources = inputs::all(&args.reading, lang)?;
    let tally = match target {
        Target::Directory(directory) => {
            let mut files = Files::new(format, directory, &sources, args.keep_folders, lang)?;
            let tally = each_source(&sources, &args.reading, context, |source, reports| {
                reports.map_or(Ok(()), |reports| files.write(source, reports))
            })?;
            let numbered = files.finish()?;
            if !args.reading.pace.quiet {
                tell_numbered(&numbered, args.keep_folders, lang);
            }
            tally
        }
        Target::Stdout | Target::File(_) => {
            let path = if let Target::File(path) = target { Some(path) } else { None };
            if let Some(path) = &path {
                Protected::of(&sources).check(path, lang)?;
            }
            let mut output = Single::new(format, path, lang);
            let tally = each_source(&sources, &args.reading, context, |_, reports| {
                reports.unwrap_or_default().iter().try_for_each(|report| output.push(report))
            })?;
            if tally.outcome() != Outcome::NothingDone {
                output.finish()?;
            }
            tally
        }
    };
    tally.summarise(&args.reading, lang);
    Ok(tally.outcome())
}

/// Files of different folders may have one name: who looks for the second is told what it is called.
fn tell_numbered(files: &[String], keep_folders: bool, lang: Lang) {
    let Some(first) = files.first() else { return };
    let count = files.len();
    let remedy = lang.pick(
        "；加 --keep-folders 按原来的子目录写",
        "; --keep-folders writes into folders as the inputs have",
    );
    let remedy = if keep_folders { "" } else { remedy };
    say(&match lang {
        Lang::Zh => format!("有 {count} 个输出文件与别的同名，加了编号（如 {first}）{remedy}"),
        Lang::En => format!(
            "{} would have had the name of another and got a number (as {first}){remedy}",
            counted(count, "output")
        ),
    });
}

/// The format of `-t`, else of the output's extension, else json.
pub(crate) fn target_format(
    to: Option<&str>,
    target: &Target,
    context: &Context,
) -> Result<&'static Format> {
    let name = match (to, target) {
        (Some(name), _) => name,
        (None, Target::File(path)) => by_extension(path, can_take, context)?.name,
        (None, Target::Stdout | Target::Directory(_)) => "json",
    };
    Ok(convertible(&context.registry, name)?)
}

fn can_take(format: &Format) -> bool {
    format.writer.is_some()
}

/// The format that a file's extension names; where it names none, those that `can` are offered.
pub(crate) fn by_extension(
    path: &Path,
    can: fn(&Format) -> bool,
    context: &Context,
) -> Result<&'static Format> {
    if let Some(format) = context.registry.by_file_name(&path.to_string_lossy()) {
        return Ok(format);
    }
    refuse_foreign(path, can, context)?;
    let names = offered(can, context, |format| format.name.to_owned());
    let path = path.display();
    match context.lang {
        Lang::Zh => bail!("由 {path} 的扩展名看不出格式；请用 -t 指定：{names}"),
        Lang::En => bail!("the extension of {path} names no format; name one with -t: {names}"),
    }
}

/// Extensions of what offices write and we do not, each with one in its place.
const FOREIGN: [(&str, &str); 4] =
    [("doc", "docx"), ("wps", "docx"), ("pdf", "docx"), ("et", "xlsx")];

/// Refuses a file of a kind that is not written, and names one that is.
fn refuse_foreign(path: &Path, can: fn(&Format) -> bool, context: &Context) -> Result<()> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let same = |(foreign, _): &&(&str, &str)| extension.eq_ignore_ascii_case(foreign);
    let Some((_, ours)) = FOREIGN.iter().find(same) else { return Ok(()) };
    let instead = path.with_extension(ours);
    if !context.registry.by_file_name(&instead.to_string_lossy()).is_some_and(can) {
        return Ok(());
    }
    let instead = instead.display();
    match context.lang {
        Lang::Zh => bail!("不能写出 .{extension}；请改为 {instead}"),
        Lang::En => bail!(".{extension} files are not written; use {instead}"),
    }
}

/// The same for an output whose format only its extension can name, and which has to be able.
pub(crate) fn by_extension_only(
    path: &Path,
    can: fn(&Format) -> bool,
    context: &Context,
) -> Result<&'static Format> {
    let known = context.registry.by_file_name(&path.to_string_lossy());
    if let Some(format) = known.filter(|format| can(format)) {
        return Ok(format);
    }
    let extension =
        |format: &Format| format!(".{}", format.extensions.first().unwrap_or(&format.name));
    let names = offered(can, context, extension);
    let path = path.display();
    match context.lang {
        Lang::Zh => bail!("{path} 的扩展名不合用；可用：{names}"),
        Lang::En => bail!("the extension of {path} will not do; use {names}"),
    }
}

fn offered(can: fn(&Format) -> bool, context: &Context, name: fn(&Format) -> String) -> String {
    let able = context.registry.formats().filter(|format| can(format));
    let names: Vec<String> = able.map(name).collect();
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>(), context.lang)
}
