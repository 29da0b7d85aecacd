//! `nianbao explain`: why a field has the value it has.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail};
use nianbao::{Explanation, FieldId, Lang, Match, MatchedLabel, Place, Report, Witness, legible};

use crate::args::Explain;
use crate::hints::described;
use crate::inputs::{Loaded, expand};
use crate::output::Output;
use crate::reading::Outcome;
use crate::{Context, say, timed};

pub(crate) fn run(args: &Explain, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    context.check_from(args.from.as_deref())?;
    let field = field(&args.field, lang)?;
    let mut out = Output::stdout().writer(lang)?;
    let (mut read, mut failed) = (0, 0);
    for piece in expand(&args.inputs, lang).pieces(&context.registry, lang) {
        let Loaded { source, bytes, from, .. } = piece.load(lang);
        let name = source.name();
        let explained = bytes.and_then(|bytes| {
            let from = args.from.as_deref().or(from);
            let explained = nianbao::explain(&context.registry, &name, &bytes, from, field)?;
            if explained.is_empty() {
                let reports = timed::reports(&context.registry, &name, bytes, from)?;
                bail!(no_page(&name, reports.first(), field, lang));
            }
            Ok(explained)
        });
        match explained {
            Ok(reports) => {
                read += 1;
                for report in &reports {
                    out.write_all(text(&name, report, lang).as_bytes())?;
                }
            }
            Err(error) => {
                failed += 1;
                say(&format!("nianbao: {name}: {}", described(&error, lang)));
            }
        }
    }
    out.flush()?;
    Ok(match (read, failed) {
        (0, _) => Outcome::NothingDone,
        (_, 0) => Outcome::Well,
        _ => Outcome::SomeFailed,
    })
}

/// Why there is nothing to explain: the file holds data, whose page is elsewhere, or no report at all.
fn no_page(name: &str, report: Option<&Report>, field: FieldId, lang: Lang) -> String {
    let Some(report) = report else {
        return lang.pick("其中没有年报", "it holds no report").to_owned();
    };
    let words = lang.pick(
        "其中已是数据，没有页面；请对原网页使用",
        "it holds data and no page; explain the page that it was read from",
    );
    match report.source.file.as_deref().filter(|file| *file != name) {
        Some(file) => {
            let file = legible(file);
            let quote = if file.contains(char::is_whitespace) { "'" } else { "" };
            let example = format!("nianbao explain {} {quote}{file}{quote}", field.id());
            format!("{words}{}{example}", lang.pick("，例如 ", ": "))
        }
        None => words.to_owned(),
    }
}

fn field(id: &str, lang: Lang) -> Result<FieldId> {
    if let Some(field) = FieldId::from_id(id) {
        return Ok(field);
    }
    let near = match near(id).as_slice() {
        [] if Path::new(id).exists() => lang
            .pick("先写项目代号，再写文件", "the field comes first, the files behind it")
            .to_owned(),
        [] => lang
            .pick(
                "全部代号见 export 所写工作簿的“字段”表",
                "the sheet of fields of an exported workbook lists them all",
            )
            .to_owned(),
        some => {
            let mut words = lang.pick("是否指：", "perhaps:").to_owned();
            for field in some {
                let _ = write!(words, "\n  {}", named(*field));
            }
            words
        }
    };
    match lang {
        Lang::Zh => bail!("没有代号为 {id:?} 的项目；{near}"),
        Lang::En => bail!("there is no field {id:?}; {near}"),
    }
}

/// The most that is worth reading.
const NEAR: usize = 8;
/// How alike an id must be, of 1, to have been meant.
const ALIKE: f64 = 0.6;

/// A field by its id and the labels of its row and column.
fn named(field: FieldId) -> String {
    let info = field.info();
    let labels = [info.row_label, info.column_label].into_iter().filter(|label| !label.is_empty());
    format!("{}  {}", info.id, labels.collect::<Vec<_>>().join(" / "))
}

/// The fields that may have been meant: those that have the word in their id or in a label of the
/// form, else those that are written much like it.
fn near(word: &str) -> Vec<FieldId> {
    let holds = |field: &FieldId| {
        let info = field.info();
        [info.id, info.row_label, info.column_label].iter().any(|text| text.contains(word))
    };
    let holding: Vec<_> = FieldId::all().filter(holds).take(NEAR).collect();
    if !holding.is_empty() && !word.is_empty() {
        return holding;
    }
    // The longest id has 50 characters; comparing costs the product of both lengths.
    if word.len() > 100 {
        return Vec::new();
    }
    let likeness = |id: &str| strsim::normalized_damerau_levenshtein(word, id);
    let fields = FieldId::all().map(|field| (likeness(field.id()), field));
    let mut alike: Vec<_> = fields.filter(|(likeness, _)| *likeness >= ALIKE).collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0));
    alike.into_iter().map(|(_, field)| field).take(NEAR / 2).collect()
}

fn text(name: &str, report: &Explanation, lang: Lang) -> String {
    let mut out = format!("{name} ({})  {}\n", report.part, named(report.field));
    for witness in &report.witnesses {
        cell(&mut out, witness, lang);
    }
    for statement in &report.statements {
        let said = lang.pick("正文", "prose");
        let at = place(statement.at.as_ref(), lang);
        let _ = writeln!(out, "  {said}  {}  {:?}{at}", statement.value, statement.text);
    }
    for note in &report.notes {
        let at = place(note.at.as_ref(), lang);
        let _ = writeln!(out, "  {}  {}{at}", note.code.id(), note.message(lang));
    }
    if report.witnesses.is_empty() && report.statements.is_empty() && report.notes.is_empty() {
        let _ = writeln!(out, "  {}", lang.pick("页面上没有这一项", "the page does not print it"));
    }
    out
}

fn cell(out: &mut String, witness: &Witness, lang: Lang) {
    let verdict =
        if witness.chosen { lang.pick("取", "taken") } else { lang.pick("舍", "passed over") };
    let value = witness
        .fact
        .value
        .map_or_else(|| lang.pick("无数字", "no number").to_owned(), |value| value.to_string());
    let at = place(witness.fact.at.as_ref(), lang);
    let _ = writeln!(out, "  {verdict}  {value}  {:?}{at}", witness.fact.raw);
    label(out, lang.pick("行", "row"), &witness.row, lang);
    label(out, lang.pick("列", "column"), &witness.column, lang);
}

fn label(out: &mut String, what: &str, label: &MatchedLabel, lang: Lang) {
    let how = match label.how {
        Match::Exact => lang.pick("与表式一致", "the form's label"),
        Match::Variant => lang.pick("表式标题的另一写法", "another wording of the form's label"),
        Match::Position => lang.pick("按位置", "by position"),
        Match::Order => lang.pick("按表式的列序", "in the form's order of columns"),
    };
    let _ = writeln!(out, "    {what}  {:?} = {:?}  {how}", label.printed, label.form);
}

fn place(at: Option<&Place>, lang: Lang) -> String {
    at.map(|at| format!("  {}", at.told(lang))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use nianbao::FieldId;

    use super::named;

    fn near(word: &str) -> Vec<&'static str> {
        super::near(word).into_iter().map(FieldId::id).collect()
    }

    #[test]
    fn a_field_is_named_by_its_id_and_its_labels() {
        let name = |id| named(FieldId::from_id(id).unwrap());
        assert_eq!(
            name("disclosure.fees.amount"),
            "disclosure.fees.amount  行政事业性收费 / 本年收费金额（单位：万元）"
        );
        assert!(!name("complaints").ends_with("/ "));
    }

    #[test]
    fn a_field_that_was_meant_is_named() {
        assert_eq!(near("complains"), ["complaints"]);
        assert_eq!(near("request.received.total")[0], "requests.received.total");
        assert!(near("received.natural").contains(&"requests.received.natural"));
        assert!(near("行政事业性收费").contains(&"disclosure.fees.amount"));
        assert!(near("zzzzzzzzzzzz").is_empty() && near("").len() < 5);
        assert!(near("requests").len() > 4);
        assert!(near(&"x".repeat(100_000)).is_empty());
    }
}
