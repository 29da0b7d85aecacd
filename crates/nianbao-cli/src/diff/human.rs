//! A comparison on a terminal.

use std::io::{self, Write};

use nianbao::check::cell_name;
use nianbao::diff::{Diff, Piece, Standing};
use nianbao::{Lang, legible};

use crate::words::{painted, width};

pub(crate) fn write(
    diffs: &[Diff],
    lang: Lang,
    colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for diff in diffs {
        let relation = diff.relation.text(lang);
        writeln!(
            out,
            "{}",
            painted(
                "1",
                &format!("{} → {}", printable(&diff.a.name()), printable(&diff.b.name())),
                colour
            )
        )?;
        for remark in diff.remarks(lang) {
            writeln!(out, "{}", painted("33", &format!("  ! {}", legible(&remark)), colour))?;
        }
        if diff.is_empty() {
            writeln!(out, "{relation}{}", lang.pick("：没有差别", ": no difference"))?;
            continue;
        }
        match lang {
            Lang::Zh => {
                writeln!(out, "{relation}：{} 项不同，{} 项相同", diff.fields.len(), diff.same)?;
            }
            Lang::En => {
                let differ = match diff.fields.len() {
                    1 => "1 field differs".to_owned(),
                    count => format!("{count} fields differ"),
                };
                writeln!(out, "{relation}: {differ}, the same: {}", diff.same)?;
            }
        }
        for change in &diff.frame {
            let shown = |value: &Option<String>| printable(value.as_deref().unwrap_or("-"));
            let (name, colon) = (change.name(lang), lang.pick("：", ": "));
            writeln!(out, "  {name}{colon}{} → {}", shown(&change.a), shown(&change.b))?;
        }
        fields(diff, lang, out)?;
        sections(diff, colour, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// The fields, each column as wide as its widest cell.
fn fields(diff: &Diff, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<[String; 5]> = diff
        .fields
        .iter()
        .map(|change| {
            let name = lang.pick(cell_name(change.field), change.field.id().to_owned());
            let by = change.change.map(|change| format!("{change:+}")).unwrap_or_default();
            let percent = change.percent.map(|percent| format!("{percent:+}%")).unwrap_or_default();
            let (a, b) = (printable(&change.a.shown(lang)), printable(&change.b.shown(lang)));
            [name, a, b, by, percent]
        })
        .collect();
    let wide = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or_default();
    let widths: [usize; 5] = std::array::from_fn(wide);
    for [label, numbers @ ..] in &rows {
        let mut line = format!("  {label}{}", " ".repeat(widths[0] - width(label)));
        for (cell, wide) in numbers.iter().zip(&widths[1..]) {
            line.push_str("  ");
            line.push_str(&" ".repeat(wide - width(cell)));
            line.push_str(cell);
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn sections(diff: &Diff, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    for section in &diff.sections {
        let mark = match section.standing {
            Standing::Both => "  ",
            Standing::First => "- ",
            Standing::Second => "+ ",
        };
        let heading = legible(section.heading.as_deref().unwrap_or("—"));
        writeln!(out, "{}", painted("1", &format!("{mark}{heading}"), colour))?;
        for paragraph in &section.paragraphs {
            let text: String = paragraph.pieces.iter().map(|piece| shown(piece, colour)).collect();
            writeln!(out, "    {text}")?;
        }
    }
    Ok(())
}

/// Without colour, the marks that wdiff uses.
fn shown(piece: &Piece, colour: bool) -> String {
    let text = printable(&piece.text);
    match (piece.standing, colour) {
        (Standing::Both, _) => text,
        (Standing::First, true) => painted("31;9", &text, true),
        (Standing::Second, true) => painted("32", &text, true),
        (Standing::First, false) => format!("[-{text}-]"),
        (Standing::Second, false) => format!("{{+{text}+}}"),
    }
}

/// What a page says must not steer the terminal.
fn printable(text: &str) -> String {
    legible(text).into_owned()
}
