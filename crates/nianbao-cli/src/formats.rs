//! `nianbao formats`: what this program can read and write.

use anyhow::Result;
use nianbao::{Format, Lang};
use serde_json::{Value, json};

use crate::Context;
use crate::output::Output;
use crate::reading::Outcome;
use crate::words::width;

pub(crate) fn run(json: bool, context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    let formats = context.registry.formats();
    let text = if json {
        let list: Vec<Value> = formats.map(object).collect();
        format!("{}\n", serde_json::to_string_pretty(&list)?)
    } else {
        let mut rows = vec![heads(lang)];
        rows.extend(formats.map(|format| row(format, lang)));
        aligned(&rows)
    };
    let mut out = Output::stdout().writer(lang)?;
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Well)
}

fn heads(lang: Lang) -> [String; 8] {
    let heads = lang.pick(
        ["名称", "扩展名", "读取", "写出", "每文件份数", "无损", "汇总", "说明"],
        ["NAME", "EXTENSIONS", "READS", "WRITES", "REPORTS", "LOSSLESS", "EXPORTS", "ABOUT"],
    );
    heads.map(str::to_owned)
}

fn row(format: &Format, lang: Lang) -> [String; 8] {
    let can = |able: bool| if able { lang.pick("是", "yes") } else { "-" };
    let reports = match format.writer {
        None => "-",
        Some(_) if nianbao::takes_many(format) => lang.pick("多份", "many"),
        Some(_) => lang.pick("一份", "one"),
    };
    [
        format.name,
        &format.extensions.join(" "),
        can(format.reader.is_some()),
        can(format.writer.is_some()),
        reports,
        can(nianbao::is_lossless(format)),
        can(exports(format)),
        lang.pick(format.about.0, format.about.1),
    ]
    .map(str::to_owned)
}

/// A format for programs: the same in every language.
fn object(format: &Format) -> Value {
    json!({
        "name": format.name,
        "extensions": format.extensions,
        "reads": format.reader.is_some(),
        "writes": format.writer.is_some(),
        "many": nianbao::takes_many(format),
        "lossless": nianbao::is_lossless(format),
        "exports": exports(format),
        "about": {"zh": format.about.0, "en": format.about.1},
    })
}

fn exports(format: &Format) -> bool {
    format.sheets.is_some() || nianbao::takes_many(format)
}

/// The rows as lines, each column as wide as its widest cell.
fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let widths: [usize; N] =
        std::array::from_fn(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0));
    let line = |row: &[String; N]| {
        let cells = row
            .iter()
            .zip(widths)
            .map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - width(cell))));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::aligned;

    #[test]
    fn columns_align_across_scripts() {
        let rows = [["名称", "x"], ["json", "y"], ["a", "z"]].map(|row| row.map(str::to_owned));
        assert_eq!(aligned(&rows), "名称  x\njson  y\na     z\n");
    }
}
