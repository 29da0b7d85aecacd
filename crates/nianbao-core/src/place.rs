//! Where in the source something stands.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use crate::Lang;

/// The place of a cell or a line in its source; all numbers from 1. Printed in English always:
/// `table 2, row 4, column 2`, `line 14`, `sheet 表一, cell B5`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A line of the source text.
    Line(u32),
    /// A cell of the n-th data table: its row, and its position among the cells of that row.
    Cell {
        /// Which data table of the document.
        table: u32,
        /// Which row of it.
        row: u32,
        /// Which cell of the row, counted physically: spans do not move it.
        column: u32,
    },
    /// A cell of a workbook.
    Sheet {
        /// The sheet's name, which its cells share.
        sheet: Arc<str>,
        /// The cell's name, as `B5`; what is read from the cell has it, too.
        cell: Arc<str>,
    },
}

impl Place {
    /// The place for people. Programs know the English form, which is that of [`Display`].
    ///
    /// [`Display`]: fmt::Display
    pub fn told(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Self::Line(line) => format!("第 {line} 行"),
            Self::Cell { table, row, column } => format!("表 {table} 第 {row} 行第 {column} 格"),
            Self::Sheet { sheet, cell } => format!("工作表“{sheet}” {cell}"),
        }
    }

    /// The place that was told so, in either language.
    pub fn from_told(text: &str) -> Option<Self> {
        let in_chinese = || {
            if let Some(rest) = text.strip_prefix("工作表“") {
                let (sheet, cell) = rest.rsplit_once("” ")?;
                return Some(Self::Sheet { sheet: sheet.into(), cell: cell.into() });
            }
            if let Some(rest) = text.strip_prefix("表 ") {
                let (table, rest) = rest.split_once(" 第 ")?;
                let (row, rest) = rest.split_once(" 行第 ")?;
                let column = rest.strip_suffix(" 格")?;
                let [table, row, column] = [table, row, column].map(|number| number.parse().ok());
                return Some(Self::Cell { table: table?, row: row?, column: column? });
            }
            let line = text.strip_prefix("第 ")?.strip_suffix(" 行")?;
            line.parse().ok().map(Self::Line)
        };
        text.parse().ok().or_else(in_chinese)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Cell { table, row, column } => {
                write!(f, "table {table}, row {row}, column {column}")
            }
            Self::Sheet { sheet, cell } => write!(f, "sheet {sheet}, cell {cell}"),
        }
    }
}

impl FromStr for Place {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || format!("not a place such as \"line 14\": {text:?}");
        if let Some(line) = text.strip_prefix("line ") {
            return Ok(Self::Line(line.parse().with_context(wrong)?));
        }
        if let Some(rest) = text.strip_prefix("sheet ") {
            let (sheet, cell) = rest.rsplit_once(", cell ").with_context(wrong)?;
            return Ok(Self::Sheet { sheet: sheet.into(), cell: cell.into() });
        }
        let mut numbers = [0; 3];
        let mut parts = text.split(", ");
        for (slot, word) in numbers.iter_mut().zip(["table ", "row ", "column "]) {
            let number = parts.next().and_then(|part| part.strip_prefix(word));
            *slot = number.with_context(wrong)?.parse().with_context(wrong)?;
        }
        if parts.next().is_some() {
            bail!(wrong());
        }
        let [table, row, column] = numbers;
        Ok(Self::Cell { table, row, column })
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::Lang;

    #[test]
    fn people_are_told_in_their_language_and_programs_in_english() {
        let cell = Place::Cell { table: 1, row: 3, column: 2 };
        assert_eq!(cell.told(Lang::Zh), "表 1 第 3 行第 2 格");
        assert_eq!(cell.told(Lang::En), cell.to_string());
    }

    #[test]
    fn every_kind_reads_back() {
        let places = [
            Place::Line(14),
            Place::Cell { table: 2, row: 4, column: 2 },
            Place::Sheet { sheet: "表, cell 一".into(), cell: "B5".into() },
        ];
        for place in places {
            assert_eq!(place.to_string().parse::<Place>().unwrap(), place);
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(Place::from_told(&place.told(lang)), Some(place.clone()));
            }
        }
        assert_eq!(Place::from_told("第 3 行第 4 格"), None);
        assert!("table 1, row 2".parse::<Place>().is_err());
        assert!("table 1, row 2, column 3, more 4".parse::<Place>().is_err());
    }
}
