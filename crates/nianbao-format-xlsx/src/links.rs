//! Links as formulas: Excel takes only some 65,000 real ones a worksheet, and any number of these.

use anyhow::{Result, ensure};
use nianbao_core::{Book, LinkTarget, RowKey, SheetKind};
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::utility::column_number_to_name;

use crate::heads;
use crate::page::legible;

/// The longest text in a formula, in UTF-16 units.
const MOST_LITERAL: usize = 255;

/// Where the rows of every table stand.
pub(crate) struct Addresses {
    sheets: Vec<(String, SheetKind)>,
    most_rows: u32,
}

impl Addresses {
    /// The addresses of a book on worksheets of `most_rows` rows, heads included.
    pub(crate) fn of(book: &Book, most_rows: u32) -> Result<Self> {
        ensure!(most_rows > heads::DEPTH, "the heads leave no room for rows");
        let sheets = book.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.kind)).collect();
        Ok(Self { sheets, most_rows })
    }

    pub(crate) fn most_rows(&self) -> u32 {
        self.most_rows
    }

    /// The formula of a link, or none where it would be too long for one.
    pub(crate) fn formula(&self, target: &LinkTarget, shown: &Shown) -> Option<Formula> {
        let address = match target {
            LinkTarget::File(path) => quoted(&path.replace('%', "%25").replace('#', "%23"))?,
            LinkTarget::Row { sheet, row, key } => self.place(*sheet, *row, *key)?,
        };
        let (literal, result) = match shown {
            Shown::Text(text) => (quoted(text)?, text),
            Shown::Number(number) => (number.clone(), number),
        };
        let formula = format!("HYPERLINK({address},{literal})");
        Some(Formula::new(formula).set_result(result))
    }

    /// The address of a row, as an expression. A row with a key is looked up where the table is no longer
    /// in its order. First it is looked at its place, which takes no time however long the table is.
    fn place(&self, sheet: usize, row: u32, key: Option<RowKey>) -> Option<String> {
        let (page, row) = self.row(sheet, row)?;
        let Some(RowKey { column, number }) = key else {
            return quoted(&format!("#{page}!A{row}"));
        };
        // Absolute: sorting moves what is relative.
        let column = column_number_to_name(column);
        let column = format!("{page}!${column}:${column}");
        let start = quoted(&format!("#{page}!A"))?;
        Some(format!(
            "{start}&IF(INDEX({column},{row})={number},{row},IFERROR(MATCH({number},{column},0),{row}))"
        ))
    }

    /// The worksheet that a row of a table stands on, as formulas name it, and its number there, from 1.
    fn row(&self, sheet: usize, row: u32) -> Option<(String, u32)> {
        let (name, kind) = self.sheets.get(sheet)?;
        let depth = heads::depth(*kind);
        let rows = self.most_rows - depth;
        let page = page_name(name, usize::try_from(row / rows).ok()?);
        Some((format!("'{}'", page.replace('\'', "''")), depth + row % rows + 1))
    }
}

/// What a link shows.
pub(crate) enum Shown {
    Text(String),
    Number(String),
}

/// The name of a table's worksheet, of which `before` are full.
pub(crate) fn page_name(name: &str, before: usize) -> String {
    if before == 0 { name.to_owned() } else { format!("{name} ({})", before + 1) }
}

/// A text as it stands in a formula.
fn quoted(text: &str) -> Option<String> {
    let text = legible(text);
    (text.encode_utf16().count() <= MOST_LITERAL)
        .then(|| format!("\"{}\"", text.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use nianbao_core::Sheet;

    use super::*;

    fn addresses() -> Addresses {
        let sheet = |name: &str, kind| Sheet { name: name.into(), kind, ..Sheet::default() };
        let sheets = vec![sheet("说明", SheetKind::Page), sheet("A'b", SheetKind::List)];
        Addresses::of(&Book { sheets, ..Book::default() }, 12).unwrap()
    }

    #[test]
    fn rows_are_found_on_the_worksheet_they_stand_on() {
        let addresses = addresses();
        let place = |sheet, row| addresses.place(sheet, row, None).unwrap();
        assert_eq!(place(0, 0), "\"#'说明'!A1\"");
        // Twelve rows less two of heads.
        assert_eq!(place(1, 0), "\"#'A''b'!A3\"");
        assert_eq!(place(1, 9), "\"#'A''b'!A12\"");
        assert_eq!(place(1, 10), "\"#'A''b (2)'!A3\"");
        assert_eq!(addresses.place(2, 0, None), None);
    }

    #[test]
    fn a_row_with_a_key_is_looked_up_where_it_is_not_at_its_place() {
        let key = Some(RowKey { column: 2, number: 7 });
        let found = addresses().place(1, 11, key).unwrap();
        let column = "'A''b (2)'!$C:$C";
        let expected =
            format!("\"#'A''b (2)'!A\"&IF(INDEX({column},4)=7,4,IFERROR(MATCH(7,{column},0),4))");
        assert_eq!(found, expected);
    }

    #[test]
    fn a_name_cannot_break_out_of_its_formula() {
        assert_eq!(quoted("a\"&B1&\"\u{1}").unwrap(), "\"a\"\"&B1&\"\" \"");
        assert_eq!(quoted(&"年".repeat(255)).unwrap().chars().count(), 257);
        assert_eq!(quoted(&"年".repeat(256)), None);
    }
}
