//! What stands already where a report is to be published: no work of somebody's hands is written over.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use nianbao::{Format, Lang, Report, summary};

use crate::inputs::Source;
use crate::{Context, timed};

/// Refuses to write over what was not written by an earlier publication, or was changed since.
///
/// # Errors
///
/// If a file is there that the program would not write as it stands.
pub(super) fn keep(
    files: &[(PathBuf, &Format)],
    summary_file: &Path,
    context: &Context,
) -> Result<()> {
    let standing = |path: &Path| fs::metadata(path).is_ok_and(|file| file.len() > 0);
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    for (path, format) in files.iter().filter(|(path, _)| standing(path)) {
        match unchanged(path, format, context) {
            Some(report) => ours.push(report),
            None => others.push(path.display().to_string()),
        }
    }
    let text = fs::read_to_string(summary_file).ok();
    let is_ours = |text: &String| ours.iter().any(|report| summary(report) == *text);
    if standing(summary_file) && !text.as_ref().is_some_and(is_ours) {
        others.push(summary_file.display().to_string());
    }
    if others.is_empty() {
        return Ok(());
    }
    let names = others.join(context.lang.pick("、", ", "));
    match context.lang {
        Lang::Zh => bail!(
            "{names} 已经存在，内容不是 publish 原样写出的（可能有人改过），没有覆盖；请移走或用 -o 另指定目录，确要覆盖的，加 --overwrite"
        ),
        Lang::En => bail!(
            "{names}: there already, and not as publish writes it (somebody may have changed it), so nothing was written over; move it away, name another directory with -o, or write over it with --overwrite"
        ),
    }
}

/// The report of a file that is what the program makes of this report, byte for byte.
fn unchanged(path: &Path, format: &Format, context: &Context) -> Option<Report> {
    let bytes = Source::File(path.to_owned()).bytes(context.lang).ok()?;
    let name = path.display().to_string();
    let reports =
        timed::reports(&context.registry, &name, bytes.clone(), Some(format.name)).ok()?;
    let [report] = <[Report; 1]>::try_from(reports).ok()?;
    (nianbao::written(format, [&report]).ok()? == bytes).then_some(report)
}
