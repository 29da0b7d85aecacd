//! `nianbao formats`: what this program can read and write.

use anyhow::Result;
use nianbao::{Format, Lang};

use crate::Context;
use crate::output::Output;
use crate::reading::Outcome;
use crate::words::width;

pub(crate) fn run(context: &Context) -> Result<Outcome> {
    let lang = context.lang;
    let mut rows = vec![heads(lang)];
    rows.extend(context.registry.formats().map(|format| row(format, lang)));
    let mut out = Output::stdout().writer(lang)?;
    out.write_all(aligned(&rows).as_bytes())?;
    out.flush()?;
    Ok(Outcome::Well)
}

fn heads(lang: Lang) -> [String; 6] {
    let heads = lang.pick(
        ["名称", "扩展名", "读取", "写出", "汇总", "说明"],
        ["NAME", "EXTENSIONS", "READS", "WRITES", "EXPORTS", "ABOUT"],
    );
    heads.map(str::to_owned)
}

fn row(format: &Format, lang: Lang) -> [String; 6] {
    let can = |able: bool| if able { lang.pick("是", "yes") } else { "-" }.to_owned();
    [
        format.name.to_owned(),
        format.extensions.join(" "),
        can(format.reader.is_some()),
        can(format.writer.is_some()),
        can(format.sheets.is_some() || nianbao::takes_many(format)),
        lang.pick(format.about.0, format.about.1).to_owned(),
    ]
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
