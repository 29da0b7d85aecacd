//! A page of tables and charts, as the overview of an export and that of a panel are.

use nianbao_core::{
    BookColumn, CellRun, Chart, ChartKind, ColumnKind, Decimal, Series, Sheet, SheetCell,
    SheetKind, Tone,
};

/// The columns of the page; two charts stand side by side over nearly all of them.
const COLUMNS: usize = 18;
const COLUMN_WIDTH: u16 = 10;
/// The columns and rows that a chart covers, and its size in pixels.
pub(crate) const CHART_COLUMNS: u16 = 8;
pub(crate) const CHART_ROWS: u32 = 14;
const CHART_SIZE: (u32, u32) = (670, 322);

/// An axis up to this counts one by one, or it would be marked with halves.
const FEW: u8 = 5;

pub(crate) const BLUE: u32 = 0x002F_75B5;
pub(crate) const GREEN: u32 = 0x0070_AD47;
pub(crate) const LIGHT_BLUE: u32 = 0x009D_C3E6;
pub(crate) const ORANGE: u32 = 0x00ED_9B40;
pub(crate) const PURPLE: u32 = 0x0080_64A2;

/// A page's head.
pub(crate) fn sheet(name: &str) -> Sheet {
    let column =
        || BookColumn { width: COLUMN_WIDTH, kind: ColumnKind::Figure, ..BookColumn::default() };
    Sheet {
        name: name.to_owned(),
        kind: SheetKind::Page,
        columns: std::iter::repeat_with(column).take(COLUMNS).collect(),
        ..Sheet::default()
    }
}

/// What a page holds.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) rows: Vec<Vec<SheetCell>>,
    pub(crate) charts: Vec<Chart>,
}

impl Page {
    /// The index of the row that comes next.
    pub(crate) fn next(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// Adds a chart of rows that are on the page: the cells of `categories` name the points.
    pub(crate) fn chart(
        &mut self,
        (kind, title): (ChartKind, &str),
        categories: CellRun,
        series: Vec<Series>,
        at: (u32, u16),
    ) {
        let title = title.to_owned();
        let one_by_one = kind != ChartKind::ShareLine && self.highest(kind, &series) <= FEW.into();
        self.charts.push(Chart {
            kind,
            title,
            categories,
            series,
            at,
            size: CHART_SIZE,
            one_by_one,
        });
    }

    /// The highest point of a chart.
    fn highest(&self, kind: ChartKind, series: &[Series]) -> Decimal {
        let number = |row: u32, column: u16| {
            let row = usize::try_from(row).ok().and_then(|row| self.rows.get(row));
            match row.and_then(|row| row.get(usize::from(column))) {
                Some(SheetCell::Number(number, _)) => *number,
                _ => Decimal::ZERO,
            }
        };
        let rows = series.first().map_or(0..=0, |series| series.values.first..=series.values.last);
        let point = |row| {
            let numbers = series.iter().map(|series| number(row, series.values.column));
            if kind == ChartKind::Stacked {
                numbers.sum()
            } else {
                numbers.max().unwrap_or_default()
            }
        };
        rows.map(point).max().unwrap_or_default()
    }
}

/// A text in a tone.
pub(crate) fn words(text: &str, tone: Tone) -> SheetCell {
    SheetCell::Text(text.to_owned(), tone)
}
