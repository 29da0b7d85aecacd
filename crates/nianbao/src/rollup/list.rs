//! The list of the units that ought to be there (应报单位名单), as a text, CSV or a workbook.

use anyhow::Result;
use nianbao_core::{Block, Document, Place, Registry};

use super::key;
use crate::Foreign;

/// A head stands in one of the first rows, below a title.
const HEAD_ROWS: usize = 5;

/// Names that a column of units has.
const HEADS: [&str; 21] = [
    "单位",
    "单位名称",
    "单位全称",
    "机关",
    "机关名称",
    "行政机关",
    "行政机关名称",
    "部门",
    "部门名称",
    "名称",
    "全称",
    "应报单位",
    "应报单位名称",
    "报送单位",
    "填报单位",
    "所属单位",
    "organ",
    "organs",
    "unit",
    "units",
    "name",
];

/// The names in a list of units: the column whose head says so (单位名称, 机关, …), or without a head the
/// first that holds names and not numbers. A row is a unit. `name` is the file's.
pub fn expected(registry: &Registry, name: &str, bytes: &[u8]) -> Result<Vec<String>> {
    let rows = if is_text(bytes) {
        text_rows(bytes)
    } else {
        document_rows(&crate::read::document(registry, name, bytes)?)
    };
    Ok(names(&rows))
}

fn is_text(bytes: &[u8]) -> bool {
    let packed =
        [&b"PK\x03\x04"[..], b"\xd0\xcf\x11\xe0"].iter().any(|mark| bytes.starts_with(mark));
    !packed && Foreign::of(bytes).is_none()
}

/// The cells of each line of a CSV or text file.
fn text_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    // Names of organs end in words that every list holds; in another charset none would appear.
    let organs = |text: &str| {
        ["局", "政府", "办", "镇", "乡", "处"].map(|end| text.matches(end).count()).iter().sum()
    };
    let text = nianbao_charset::decode(bytes, None, &organs).text;
    let cell = |cell: &str| cell.trim().trim_matches('"').trim().to_owned();
    let row = |line: &str| line.split([',', '\t', ';', '，', '；']).map(cell).collect();
    text.lines().map(row).collect()
}

/// The rows of a document's first sheet, lines among them.
fn document_rows(document: &Document) -> Vec<Vec<String>> {
    let sheet = |at: &Place| match at {
        Place::Sheet { sheet, .. } => Some(sheet.clone()),
        _ => None,
    };
    let place = |block: &Block| match block {
        Block::Line(line) => sheet(&line.at),
        Block::Grid(grid) => grid.rows().iter().flatten().next().and_then(|cell| sheet(&cell.at)),
    };
    let first = document.blocks.first().and_then(place);
    let mut rows = Vec::new();
    for block in document.blocks.iter().filter(|block| place(block) == first) {
        match block {
            Block::Line(line) => rows.push(vec![line.text.trim().to_owned()]),
            Block::Grid(grid) => rows.extend(grid.rows().iter().map(|cells| {
                let mut row = vec![String::new(); grid.width()];
                for cell in cells {
                    if let Some(text) = row.get_mut(cell.column) {
                        cell.text.trim().clone_into(text);
                    }
                }
                row
            })),
        }
    }
    rows
}

fn names(rows: &[Vec<String>]) -> Vec<String> {
    let is_head = |cell: &String| HEADS.iter().any(|head| *head == key(cell));
    let rows: Vec<&Vec<String>> =
        rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    let head = rows.iter().take(HEAD_ROWS).enumerate().find_map(|(index, row)| {
        let column = row.iter().position(is_head)?;
        Some((index + 1, column))
    });
    let (first, column) = head.unwrap_or_else(|| headless(&rows));
    let mut names: Vec<String> = Vec::new();
    for row in &rows[first..] {
        let name = row.get(column).filter(|name| !name.is_empty());
        names.extend(name.filter(|name| !names.contains(name)).cloned());
    }
    names
}

/// The first row of names and their column where no head says so: numbers before the names (序号) are
/// passed over, and with them their own head.
fn headless(rows: &[&Vec<String>]) -> (usize, usize) {
    let cell = |row: &&Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let width = rows.iter().map(|row| row.len()).max().unwrap_or_default();
    let named = |column: &usize| {
        let named = rows.iter().filter(|row| is_name(&cell(row, *column))).count();
        named * 2 > rows.len()
    };
    let column = (0..width).find(named).unwrap_or(0);
    let has_head = column > 0 && rows.first().is_some_and(|row| is_name(&cell(row, 0)));
    (usize::from(has_head), column)
}

fn is_name(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Book, BookColumn, ColumnKind, Sheet, SheetCell, Sheets, Tone};

    use super::*;

    fn list(text: &[u8]) -> Vec<String> {
        expected(&Registry::new().unwrap(), "units", text).unwrap()
    }

    #[test]
    fn a_list_is_read_from_the_column_that_holds_names() {
        let names = ["甲县教育局", "乙镇人民政府"];
        for text in [
            "\u{feff}单位名称,电话\n\"甲县教育局\",1\n\n乙镇人民政府\t2\r\n乙镇人民政府\n",
            "1,甲县教育局\n2,乙镇人民政府\n",
            "序号,单位,备注\n1,甲县教育局,\n2,乙镇人民政府,迟报\n",
            "序号，应报名单\n1，甲县教育局\n2，乙镇人民政府\n",
            "2024年应报单位\n序号;机 关\n1;甲县教育局\n2;乙镇人民政府\n",
            "甲县教育局\n乙镇人民政府\n",
        ] {
            assert_eq!(list(text.as_bytes()), names, "{text}");
        }
        assert_eq!(list(b""), [""; 0]);
        // 单位名称, 甲县教育局 in GB18030.
        let gbk = b"\xb5\xa5\xce\xbb\xc3\xfb\xb3\xc6\n\xbc\xd7\xcf\xd8\xbd\xcc\xd3\xfd\xbe\xd6\n";
        assert_eq!(list(gbk), ["甲县教育局"]);
    }

    #[test]
    fn a_workbook_is_read_as_one_and_what_is_none_is_refused() {
        let registry = Registry::new().unwrap();
        let column = |label: &str| BookColumn {
            label: label.to_owned(),
            id: String::new(),
            width: 10,
            kind: ColumnKind::Text,
            group: 0,
        };
        let columns = vec![column("序号"), column("单位名称")];
        let sheet = Sheet { name: "名单".to_owned(), columns, ..Sheet::default() };
        let book = Book { sheets: vec![sheet], ..Book::default() };
        let mut bytes = Vec::new();
        let writer = registry.by_name("xlsx").unwrap().sheets.and_then(Sheets::file).unwrap();
        let mut sink = writer.start(&book, Box::new(&mut bytes)).unwrap();
        for (number, name) in (1..).zip(["甲县教育局", "乙镇人民政府"]) {
            let number: i64 = number;
            let name = SheetCell::Text(name.to_owned(), Tone::Plain);
            sink.row(0, &[SheetCell::Number(number.into(), Tone::Plain), name]).unwrap();
        }
        sink.finish(None).unwrap();
        assert_eq!(
            expected(&registry, "units.xlsx", &bytes).unwrap(),
            ["甲县教育局", "乙镇人民政府"]
        );
        assert!(expected(&registry, "units.pdf", b"%PDF-1.7\n1 0 obj\n").is_err());
    }
}
