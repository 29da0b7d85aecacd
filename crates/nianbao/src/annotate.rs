//! A report on its form with what the rules found: on its cells, and as a list beside it.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use nianbao_core::{
    Beside, DocumentWriter, FieldId, Format, Lang, Registry, Remark, Report, Writer,
};

use crate::Problem;
use crate::check::{Finding, Severity};
use crate::convert::{convertible, names, printed};

/// What is said on a form is in the form's own language.
const LANG: Lang = Lang::Zh;

/// The format of this name, if reports can be annotated in it: it shows what cells are marked with,
/// and keeps what is said about a report apart from the report.
pub fn annotatable(registry: &Registry, name: &str) -> Result<&'static Format, Problem> {
    let format = convertible(registry, name)?;
    if writer(format).is_some() {
        return Ok(format);
    }
    let able = registry.formats().filter(|format| writer(format).is_some());
    Err(Problem::NotAnnotatable {
        format: format.name,
        known: able.map(|format| format.name).collect(),
    })
}

/// Writes a report on its form, with the cells marked that the findings are about and the findings
/// behind it. Read again, it is the same report.
pub fn annotate(
    format: &Format,
    report: &Report,
    findings: &[Finding],
    out: &mut dyn Write,
) -> Result<()> {
    let Some(writer) = writer(format) else {
        return Err(Problem::NotAnnotatable { format: format.name, known: Vec::new() }.into());
    };
    let mut document = printed(report)?;
    nianbao_form::mark_broken(&mut document, &wrong(findings));
    let cells = names(&document);
    let cell = |finding: &Finding| {
        let mut ids = cells_of(finding).into_iter().map(FieldId::id);
        ids.find(|id| cells.contains(id)).map(str::to_owned)
    };
    let remark = |finding| Remark { text: told(finding), cell: cell(finding) };
    let remarks = findings.iter().map(remark).collect();
    document.beside = Some(Beside { heading: heading(findings), remarks });
    writer.write(&document, out)?;
    Ok(out.flush()?)
}

fn writer(format: &Format) -> Option<&'static dyn DocumentWriter> {
    match format.writer {
        Some(Writer::Document(writer)) if writer.writes_beside() => Some(writer),
        _ => None,
    }
}

/// The fields that something is wrong with, and what.
fn wrong(findings: &[Finding]) -> BTreeMap<FieldId, String> {
    let mut wrong: BTreeMap<FieldId, String> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity > Severity::Info) {
        for field in cells_of(finding) {
            let words = wrong.entry(field).or_default();
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(&finding.text(LANG));
        }
    }
    wrong
}

/// The cells to look at: the one that would mend it, else all that could, else all it is about.
fn cells_of(finding: &Finding) -> Vec<FieldId> {
    let mut fields = match (&finding.suggest, finding.candidates.as_slice()) {
        (Some(change), _) => vec![change.at],
        (None, []) => finding.at.clone(),
        (None, changes) => changes.iter().map(|change| change.at).collect(),
    };
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// How many there are, and that the document is not the report itself: it stands at its top, too.
fn heading(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter(|severity| count(*severity) > 0)
        .map(|severity| format!("{}{}项", severity.word(LANG), count(severity)))
        .collect();
    match counts.as_slice() {
        [] => "核对结果（标注副本，不是正式年报）：没有发现问题".to_owned(),
        counts => format!("核对结果（标注副本，不是正式年报）：{}", counts.join("，")),
    }
}

/// A finding with its place in the file that was checked: the form that it is told on is laid out anew.
fn told(finding: &Finding) -> String {
    let place = finding.place.as_ref().map(|place| format!("，原文件 {}", place.told(LANG)));
    let (word, place) = (finding.severity.word(LANG), place.unwrap_or_default());
    format!("{word}：{}（{}{place}）", finding.text(LANG), finding.rule)
}
