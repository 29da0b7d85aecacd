//! Links as formulas: Excel takes only some 65,000 real ones a worksheet, and any number of these.

use std::fmt::Write;

use anyhow::{Result, ensure};
use nianbao_core::{Book, LinkTarget, SheetKind};
use rust_xlsxwriter::Formula;

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
            LinkTarget::File(path) => path.replace('%', "%25").replace('#', "%23"),
            LinkTarget::Row { sheet, row } => self.cell(*sheet, *row)?,
        };
        let (literal, result) = match shown {
            Shown::Text(text) => (quoted(text)?, text),
            Shown::Number(number) => (number.clone(), number),
        };
        let formula = format!("HYPERLINK({},{literal})", quoted(&address)?);
        Some(Formula::new(formula).set_result(result))
    }

    fn cell(&self, sheet: usize, row: u32) -> Option<String> {
        let (name, kind) = self.sheets.get(sheet)?;
        let depth = heads::depth(*kind);
        let rows = self.most_rows - depth;
        let page = page_name(name, usize::try_from(row / rows).ok()?);
        let mut address = format!("#'{}'", page.replace('\'', "''"));
        write!(address, "!A{}", depth + row % rows + 1).ok()?;
        Some(address)
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
        assert_eq!(addresses.cell(0, 0).unwrap(), "#'说明'!A1");
        // Twelve rows less two of heads.
        assert_eq!(addresses.cell(1, 0).unwrap(), "#'A''b'!A3");
        assert_eq!(addresses.cell(1, 9).unwrap(), "#'A''b'!A12");
        assert_eq!(addresses.cell(1, 10).unwrap(), "#'A''b (2)'!A3");
        assert_eq!(addresses.cell(2, 0), None);
    }

    #[test]
    fn a_name_cannot_break_out_of_its_formula() {
        assert_eq!(quoted("a\"&B1&\"\u{1}").unwrap(), "\"a\"\"&B1&\"\"\"");
        assert_eq!(quoted(&"年".repeat(255)).unwrap().chars().count(), 257);
        assert_eq!(quoted(&"年".repeat(256)), None);
    }
}
