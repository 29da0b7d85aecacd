//! A comparison as a page of its own.

use std::io::{self, Write};

use nianbao_check::cell_name;
use nianbao_core::Lang;

use super::{Diff, Piece, Standing};
use crate::markup::escaped;

const STYLE: &str = "body{font-family:sans-serif;max-width:60em;margin:2em auto;line-height:1.6}\
table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2em .6em;text-align:left}\
td.n{text-align:right}del{background:#fdd;text-decoration:line-through}ins{background:#dfd;\
text-decoration:none}h3{margin-bottom:.2em}";

/// Writes one page for all pairs.
pub fn html(diffs: &[Diff], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let code = lang.pick("zh", "en");
    let title = lang.pick("报告比较", "Comparison of reports");
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>")?;
    writeln!(out, "<h1>{title}</h1>")?;
    for diff in diffs {
        page(diff, lang, out)?;
    }
    writeln!(out, "</body>\n</html>")
}

fn page(diff: &Diff, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let relation = diff.relation.text(lang);
    writeln!(
        out,
        "<h2>{} → {}</h2>\n<p>{relation}</p>",
        escaped(&diff.a.name()),
        escaped(&diff.b.name())
    )?;
    for remark in diff.remarks(lang) {
        writeln!(out, "<p><strong>{}</strong></p>", escaped(&remark))?;
    }
    if diff.is_empty() {
        return writeln!(out, "<p>{}</p>", lang.pick("没有差别", "no difference"));
    }
    frame(diff, lang, out)?;
    fields(diff, lang, out)?;
    for section in &diff.sections {
        let heading = section.heading.as_deref().unwrap_or("—");
        writeln!(out, "<h3>{}</h3>", escaped(heading))?;
        for paragraph in &section.paragraphs {
            writeln!(out, "<p>{}</p>", marked(&paragraph.pieces))?;
        }
    }
    Ok(())
}

fn frame(diff: &Diff, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if diff.frame.is_empty() {
        return Ok(());
    }
    writeln!(out, "<table>")?;
    for change in &diff.frame {
        let shown = |value: &Option<String>| escaped(value.as_deref().unwrap_or("—"));
        let (a, b) = (shown(&change.a), shown(&change.b));
        writeln!(
            out,
            "<tr><th>{}</th><td><del>{a}</del></td><td><ins>{b}</ins></td></tr>",
            change.name(lang)
        )?;
    }
    writeln!(out, "</table>")
}

fn fields(diff: &Diff, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let same = diff.same;
    let told = match lang {
        Lang::Zh => format!("{} 项不同，{same} 项相同", diff.fields.len()),
        Lang::En if diff.fields.len() == 1 => format!("1 field differs, the same: {same}"),
        Lang::En => format!("{} fields differ, the same: {same}", diff.fields.len()),
    };
    writeln!(out, "<p>{told}</p>")?;
    if diff.fields.is_empty() {
        return Ok(());
    }
    writeln!(out, "<table>")?;
    for change in &diff.fields {
        let (a, b) = (escaped(&change.a.shown(lang)), escaped(&change.b.shown(lang)));
        let by = change.change.map(|change| format!("{change:+}")).unwrap_or_default();
        let percent = change.percent.map(|percent| format!("{percent:+}%")).unwrap_or_default();
        let (name, id) = (escaped(&cell_name(change.field)), change.field.id());
        writeln!(
            out,
            "<tr><th title=\"{id}\">{name}</th><td class=\"n\">{a}</td><td class=\"n\">{b}</td>\
             <td class=\"n\">{by}</td><td class=\"n\">{percent}</td></tr>"
        )?;
    }
    writeln!(out, "</table>")
}

fn marked(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| {
        let text = escaped(&piece.text);
        match piece.standing {
            Standing::Both => text,
            Standing::First => format!("<del>{text}</del>"),
            Standing::Second => format!("<ins>{text}</ins>"),
        }
    };
    pieces.iter().map(piece).collect()
}
