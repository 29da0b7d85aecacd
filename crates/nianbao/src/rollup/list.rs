//! The list of the units that ought to be there (应报单位名单), as a text, CSV or a workbook.

use std::collections::HashSet;

use anyhow::Result;
use nianbao_core::{Block, Cell, Document, Grid, Input, Place, Reader, Registry};

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

/// A row's cells.
type Row = Vec<String>;

/// The names in a list of units: the column whose head says so (单位名称, 机关, …), or without a head the
/// first that holds names and not numbers. A row is a unit. `name` is the file's.
pub fn expected(registry: &Registry, name: &str, bytes: &[u8]) -> Result<Vec<String>> {
    let mut tables = if is_text(bytes) {
        quoted(registry, name, bytes)?.unwrap_or_else(|| vec![text_rows(bytes)])
    } else {
        sheets(&crate::read::document(registry, name, bytes)?)
    };
    // A sheet of explanations stands beside lists that have heads.
    if tables.iter().any(|rows| head(rows).is_some()) {
        tables.retain(|rows| head(rows).is_some());
    }
    let mut names: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for name in tables.iter().flat_map(|rows| self::names(rows)) {
        if known.insert(name.clone()) {
            names.push(name);
        }
    }
    Ok(names)
}

fn is_text(bytes: &[u8]) -> bool {
    let packed =
        [&b"PK\x03\x04"[..], b"\xd0\xcf\x11\xe0"].iter().any(|mark| bytes.starts_with(mark));
    !packed && Foreign::of(bytes).is_none()
}

/// The cells of a CSV file with quotes, in which a cell may hold commas and line breaks.
fn quoted(registry: &Registry, name: &str, bytes: &[u8]) -> Result<Option<Vec<Vec<Row>>>> {
    let reader = registry.by_name("csv").and_then(|format| format.reader);
    let Some(Reader::Document(reader)) = reader.filter(|_| bytes.contains(&b'"')) else {
        return Ok(None);
    };
    let input = Input { name, bytes, judge: &organs, limits: *registry.limits() };
    Ok(Some(sheets(&reader.read(&input)?.document)))
}

/// Names of organs end in words that every list holds; in another charset none would appear.
fn organs(text: &str) -> usize {
    ["局", "政府", "办", "镇", "乡", "处"].map(|end| text.matches(end).count()).iter().sum()
}

/// The cells of each line of a list as people type it: whatever parts them may change from line to line, and be
/// a comma of Chinese text, which no CSV file has.
fn text_rows(bytes: &[u8]) -> Vec<Row> {
    let text = nianbao_charset::decode(bytes, None, &organs).text;
    let cell = |cell: &str| cell.trim().to_owned();
    let row = |line: &str| line.split([',', '\t', ';', '，', '；']).map(cell).collect::<Row>();
    text.lines().map(row).filter(|row| !is_empty(row)).collect()
}

/// The rows of each sheet of a document, lines among them.
fn sheets(document: &Document) -> Vec<Vec<Row>> {
    let mut sheets: Vec<(Option<&str>, Vec<Row>)> = Vec::new();
    for block in &document.blocks {
        let (at, rows) = match block {
            Block::Line(line) => (Some(&line.at), vec![vec![line.text.trim().to_owned()]]),
            Block::Grid(grid) => (grid.rows().iter().flatten().next().map(|c| &c.at), cells(grid)),
        };
        let sheet = at.and_then(|at| match at {
            Place::Sheet { sheet, .. } => Some(&**sheet),
            _ => None,
        });
        let rows = rows.into_iter().filter(|row| !is_empty(row));
        match sheets.last_mut().filter(|(before, _)| *before == sheet) {
            Some((_, before)) => before.extend(rows),
            None => sheets.push((sheet, rows.collect())),
        }
    }
    sheets.into_iter().map(|(_, rows)| rows).collect()
}

fn cells(grid: &Grid) -> Vec<Row> {
    let row = |cells: &Vec<Cell>| {
        let mut row = vec![String::new(); grid.width()];
        for cell in cells {
            if let Some(text) = row.get_mut(cell.column) {
                cell.text.trim().clone_into(text);
            }
        }
        row
    };
    grid.rows().iter().map(row).collect()
}

fn is_empty(row: &Row) -> bool {
    row.iter().all(String::is_empty)
}

fn names(rows: &[Row]) -> Vec<String> {
    let (first, column) = head(rows).unwrap_or_else(|| headless(rows));
    let name = |row: &Row| match row.as_slice() {
        // A lone text is better told as a unit too many than passed over.
        [alone] => Some(alone.clone()).filter(|text| is_name(text)),
        _ => row.get(column).filter(|name| !name.is_empty()).cloned(),
    };
    rows.iter().skip(first).filter_map(name).collect()
}

/// The first row below the head, and the column that it names.
fn head(rows: &[Row]) -> Option<(usize, usize)> {
    let is_head = |cell: &String| HEADS.iter().any(|head| *head == key(cell));
    rows.iter().take(HEAD_ROWS).enumerate().find_map(|(index, row)| {
        let column = row.iter().position(is_head)?;
        Some((index + 1, column))
    })
}

/// The first row of names and their column where no head says so: numbers before the names (序号) are
/// passed over, and with them their own head.
fn headless(rows: &[Row]) -> (usize, usize) {
    let holds_name = |row: &Row, column: usize| row.get(column).is_some_and(|cell| is_name(cell));
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let named = |column: &usize| {
        rows.iter().filter(|row| holds_name(row, *column)).count() * 2 > rows.len()
    };
    let column = (0..width).find(named).unwrap_or(0);
    let has_head =
        column > 0 && rows.first().is_some_and(|row| row.len() > 1 && holds_name(row, 0));
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
            "\u{feff}单位名称,电话\n甲县教育局,1\n\n乙镇人民政府\t2\r\n乙镇人民政府\n",
            "联系人,单位名称\n\"张三,李四\",甲县教育局\n\"王五\n（兼）\",\"乙镇人民政府\"\n",
            "\"甲县教育局\"\n\"乙镇人民政府\"\n",
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
        let sheet =
            |name: &str, columns| Sheet { name: name.to_owned(), columns, ..Sheet::default() };
        let named = || vec![column("序号"), column("单位名称")];
        let sheets = vec![
            sheet("部门", named()),
            sheet("说明", vec![column("填写说明")]),
            sheet("乡镇", named()),
        ];
        let book = Book { sheets, ..Book::default() };
        let mut bytes = Vec::new();
        let writer = registry.by_name("xlsx").unwrap().sheets.and_then(Sheets::file).unwrap();
        let mut sink = writer.start(&book, Box::new(&mut bytes)).unwrap();
        let text = |text: &str| SheetCell::Text(text.to_owned(), Tone::Plain);
        let number = |number: i64| SheetCell::Number(number.into(), Tone::Plain);
        sink.row(0, &[number(1), text("甲县教育局")]).unwrap();
        sink.row(0, &[SheetCell::Empty, text("甲县公安局")]).unwrap();
        sink.row(1, &[text("请逐级报送")]).unwrap();
        sink.row(2, &[number(1), text("乙镇人民政府")]).unwrap();
        sink.finish(None).unwrap();
        assert_eq!(
            expected(&registry, "units.xlsx", &bytes).unwrap(),
            ["甲县教育局", "甲县公安局", "乙镇人民政府"]
        );
        assert!(expected(&registry, "units.pdf", b"%PDF-1.7\n1 0 obj\n").is_err());
    }
}
