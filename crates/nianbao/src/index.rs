//! A page that lists the reports of a directory.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Result, bail};
use nianbao_core::{
    Block, Cell, Document, Format, GridBuilder, Line, Place, Report, Role, Severity, Writer,
};

const TITLE: &str = "报告目录";

/// The name of the metadata that says of a page that it lists reports and is none.
const MARK: &str = "nianbao:index";

const HEADS: [&str; 5] = ["发布机关", "年度", "报告", "发布日期", "存疑"];

/// The list of the reports that were written into a directory, a file each.
#[derive(Debug, Default)]
pub struct Index {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    file: String,
    organ: String,
    year: String,
    title: String,
    published: String,
    warnings: usize,
}

/// The name of the file that lists a directory of this format's files, if the format has one.
pub fn index_name(format: &Format) -> Option<&'static str> {
    match format.writer {
        Some(Writer::Document(writer)) => writer.index_name(),
        _ => None,
    }
}

/// Whether a document is such a list.
pub(crate) fn is_index(document: &Document) -> bool {
    document.meta.iter().any(|(name, _)| name == MARK)
}

impl Index {
    /// Adds a report that was written to this file of the directory.
    pub fn push(&mut self, file: &str, report: &Report) {
        let warnings = report.notes.iter().filter(|n| n.code.severity() == Severity::Warning);
        self.rows.push(Row {
            file: file.to_owned(),
            organ: report.organ.clone().unwrap_or_default(),
            year: report.year.map(|year| year.to_string()).unwrap_or_default(),
            title: report.title.clone().unwrap_or_else(|| file.to_owned()),
            published: report.published.map(|day| day.to_string()).unwrap_or_default(),
            warnings: warnings.count(),
        });
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes the list.
    pub fn write(&self, format: &Format, out: &mut dyn Write) -> Result<()> {
        match format.writer {
            Some(Writer::Document(writer)) => writer.write(&self.document(), out),
            _ => bail!("{} lists no files", format.name),
        }
    }

    fn document(&self) -> Document {
        let mut grid = GridBuilder::new();
        grid.row();
        for (head, column) in HEADS.into_iter().zip(1..) {
            grid.cell(head.to_owned(), 1, 1, true, place(1, column));
        }
        for (row, number) in self.rows.iter().zip(2..) {
            let warnings = if row.warnings == 0 { String::new() } else { row.warnings.to_string() };
            let cells = [&row.organ, &row.year, &row.title, &row.published, &warnings];
            grid.row();
            for (text, column) in cells.into_iter().zip(1..) {
                grid.cell(text.clone(), 1, 1, false, place(number, column));
                if column == 3 {
                    grid.mark(vec![(Cell::LINK.to_owned(), address(&row.file))]);
                }
            }
        }
        let (grid, note) = grid.finish();
        let title = Line { text: TITLE.to_owned(), role: Role::Heading(1), at: Place::Line(1) };
        Document {
            title: Some(TITLE.to_owned()),
            meta: vec![(MARK.to_owned(), self.rows.len().to_string())],
            blocks: vec![Block::Line(title), Block::Grid(grid)],
            notes: note.into_iter().collect(),
            ..Document::default()
        }
    }
}

fn place(row: u32, column: u32) -> Place {
    Place::Cell { table: 1, row, column }
}

/// The address of a file beside or below the list. The dot before it keeps a name with a colon from being
/// the name of a protocol.
fn address(file: &str) -> String {
    let mut address = "./".to_owned();
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use nianbao_core::Registry;

    use super::*;

    #[test]
    fn every_report_is_led_to() {
        let mut index = Index::default();
        let report =
            Report { organ: Some("甲<局>".to_owned()), year: Some(2022), ..Report::default() };
        index.push("甲 1.html", &report);
        index.push("javascript:x.html", &report);
        index.push("乙/1.html", &report);
        let registry = Registry::new().unwrap();
        let html = registry.by_name("html").unwrap();
        let mut bytes = Vec::new();
        index.write(html, &mut bytes).unwrap();
        let page = String::from_utf8(bytes).unwrap();
        assert!(page.contains("<a href=\"./%E7%94%B2%201.html\">甲 1.html</a>"), "{page}");
        assert!(page.contains("href=\"./javascript%3Ax.html\""), "{page}");
        assert!(page.contains("href=\"./%E4%B9%99/1.html\""), "{page}");
        assert!(page.contains("甲&lt;局&gt;"), "{page}");
        assert_eq!(
            (index_name(html), index_name(registry.by_name("json").unwrap())),
            (Some("index.html"), None)
        );
    }
}
