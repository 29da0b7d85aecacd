//! The compound file around an old workbook, looked at before it is parsed: its parser follows
//! chains of sectors without end, and makes room for as many cells as a sheet says it has.

mod styles;
mod texts;

use anyhow::{Context, Result, bail, ensure};

use super::hidden::Hidden;
use styles::{Styled, Styles};
use texts::{Shared, Texts};

/// The most cells of the rectangle around what a sheet holds: Excel's own 65,536 rows of 64 columns.
const MOST_AREA: u64 = 4 * 1024 * 1024;
/// Excel's own limit is memory; forms have one sheet or five.
const MOST_SHEETS: usize = 1_000;
/// Sector numbers from here on are marks.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// The size of a directory entry.
const ENTRY: usize = 128;
/// Streams shorter than this are kept in small sectors of their own.
const SMALL: u32 = 4_096;

/// What the parser does not tell of a sheet.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Beside {
    /// The rows and columns that it hides.
    pub(crate) hidden: Hidden,
    /// What the formats of its cells show beside the values.
    pub(crate) styled: Styled,
    /// What those of its texts show that are struck out or raised in part.
    pub(crate) texts: Texts,
}

/// Checks that a compound file holds a workbook that can be parsed within the limits; what else is to be
/// known of its sheets, in their order.
pub(crate) fn check(bytes: &[u8]) -> Result<Vec<Beside>> {
    let workbooks = workbooks(bytes).context("the compound file is damaged or cut off")?;
    ensure!(!workbooks.is_empty(), "the compound file holds no workbook");
    let mut sheets = Vec::new();
    for stream in &workbooks {
        // Of two workbooks the newer is read, which has more to tell.
        let own = check_records(stream)?;
        if own.len() > sheets.len() || sheets.iter().all(|own| *own == Beside::default()) {
            sheets = own;
        }
    }
    Ok(sheets)
}

/// The sectors of a compound file.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
}

/// The streams that are named as a workbook is, put together.
fn workbooks(bytes: &[u8]) -> Result<Vec<Vec<u8>>> {
    let shift = u16_at(bytes, 30)?;
    ensure!(matches!(shift, 9 | 12), "its sectors have no size");
    let size = 1usize << shift;
    let mut sectors = Sectors { bytes, size, next: Vec::new() };
    sectors.next = table(&sectors)?;
    let directory = sectors.chain(u32_at(bytes, 48)?)?;
    let root = directory.get(..ENTRY).context("it has no directory")?;
    // The small sectors are parsed in any case.
    let small = sectors.chain(u32_at(root, 116)?)?;
    let entries = directory.chunks_exact(ENTRY).filter(|entry| is_workbook(entry));
    let stream = |entry: &[u8]| {
        let start = u32_at(entry, 116)?;
        let length = u32_at(entry, 120)?;
        let mut stream = if length < SMALL && (shift == 9 || u32_at(entry, 124)? == 0) {
            small_stream(&sectors, &small, start)?
        } else {
            sectors.chain(start)?
        };
        stream.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(stream)
    };
    entries.map(stream).collect()
}

fn is_workbook(entry: &[u8]) -> bool {
    let units = entry[..64].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    let name = String::from_utf16_lossy(&units);
    ["Workbook", "Book"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The table of which sector follows which, itself in sectors that a list in the header names, and
/// behind it a chain of more such lists.
fn table(sectors: &Sectors<'_>) -> Result<Vec<u32>> {
    let mut parts: Vec<u32> = numbers(sectors.bytes.get(76..512).context("no header")?).collect();
    let mut list = u32_at(sectors.bytes, 68)?;
    let mut left = sectors.count();
    while list < LAST_SECTOR {
        left = left.checked_sub(1).context("its lists of sectors run in a circle")?;
        let mut more: Vec<u32> = numbers(sectors.sector(list)?).collect();
        list = more.pop().context("its list of sectors ends")?;
        parts.extend(more);
    }
    let mut next = Vec::new();
    for part in parts.into_iter().filter(|part| *part < LAST_SECTOR) {
        ensure!(next.len() <= sectors.count() + sectors.size, "it lists more sectors than it has");
        next.extend(numbers(sectors.sector(part)?));
    }
    Ok(next)
}

fn small_stream(sectors: &Sectors<'_>, small: &[u8], start: u32) -> Result<Vec<u8>> {
    let next: Vec<u32> = numbers(&sectors.chain(u32_at(sectors.bytes, 60)?)?).collect();
    let mut stream = Vec::new();
    let mut sector = start;
    while sector < LAST_SECTOR {
        ensure!(stream.len() <= small.len(), "its small sectors run in a circle");
        let offset = sector as usize * 64;
        stream.extend(small.get(offset..offset + 64).context("a small sector is missing")?);
        sector = *next.get(sector as usize).context("a small sector is missing")?;
    }
    Ok(stream)
}

impl Sectors<'_> {
    fn count(&self) -> usize {
        self.bytes.len() / self.size + 1
    }

    fn sector(&self, number: u32) -> Result<&[u8]> {
        let start = (number as usize + 1) * self.size;
        let end = self.bytes.len().min(start + self.size);
        self.bytes
            .get(start..end)
            .filter(|sector| !sector.is_empty())
            .context("a sector is missing")
    }

    /// A stream: the sectors from this one on, in the table's order.
    fn chain(&self, start: u32) -> Result<Vec<u8>> {
        let mut stream = Vec::new();
        let mut sector = start;
        while sector < LAST_SECTOR {
            ensure!(stream.len() <= self.bytes.len(), "its sectors run in a circle");
            stream.extend(self.sector(sector)?);
            sector = *self.next.get(sector as usize).context("a sector is missing")?;
        }
        Ok(stream)
    }
}

/// Goes over the records of all sheets for the rectangles around their cells, what is hidden, and how cells
/// are shown.
fn check_records(stream: &[u8]) -> Result<Vec<Beside>> {
    let mut sheets = Vec::new();
    let (mut styles, mut shared) = (Styles::default(), Shared::default());
    for (kind, data) in records(stream) {
        shared.record(kind, data);
        match kind {
            FILE_PASS => bail!("the file is protected by a password"),
            BOUND_SHEET => sheets.push(u32_at(data, 0)? as usize),
            kind => styles.record(kind, data),
        }
    }
    ensure!(sheets.len() <= MOST_SHEETS, "the workbook has {} sheets", sheets.len());
    let mut total = 0;
    let palette = styles.palette();
    let shown = shared.shown(&styles);
    let is_styled = palette.iter().any(Option::is_some);
    let mut told = Vec::with_capacity(sheets.len());
    for start in sheets {
        let mut area = Area::default();
        let mut own = Beside::default();
        for (kind, data) in records(stream.get(start..).context("a sheet is missing")?) {
            match kind {
                DIMENSIONS => area.dimensions(data)?,
                ROW => hide_row(data, &mut own.hidden),
                COLUMNS => hide_columns(data, &mut own.hidden),
                kind if CELLS.contains(&kind) => area.cell(kind, data)?,
                _ => {}
            }
            if is_styled {
                styles::cells(kind, data, &palette, &mut own.styled);
            }
            texts::cell(kind, data, &shown, &mut own.texts);
        }
        total += area.size();
        ensure!(total <= MOST_AREA, "the workbook's sheets are larger than is read");
        told.push(own);
    }
    Ok(told)
}

/// A row: its number, its height (in twentieths of a point, with a sign whether that is the usual), and
/// among its signs whether it is hidden.
fn hide_row(data: &[u8], hidden: &mut Hidden) {
    let fields = [0, 6, 12].map(|offset| u16_at(data, offset).ok());
    if let [Some(row), Some(height), Some(signs)] = fields
        && (signs & 0x20 != 0 || height < 40)
    {
        hidden.rows.add(row.into(), row.into());
    }
}

/// Columns: the first and the last, how wide they are (in parts of 256 of a character), and whether they
/// are hidden.
fn hide_columns(data: &[u8], hidden: &mut Hidden) {
    let fields = [0, 2, 4, 8].map(|offset| u16_at(data, offset).ok());
    if let [Some(first), Some(last), Some(width), Some(signs)] = fields
        && (signs & 1 != 0 || width < 77)
    {
        hidden.columns.add(first.into(), last.into());
    }
}

/// The records up to the end of a sheet, with those of the charts in it.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    let mut depth = 0u32;
    std::iter::from_fn(move || {
        let (head, behind) = rest.split_first_chunk::<4>()?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let data = behind.get(..length)?;
        rest = &behind[length..];
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => rest = &[],
            END => depth -= 1,
            _ => {}
        }
        Some((kind, data))
    })
}

const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const MULTIPLE: u16 = 0x00BD;
/// Formula, number, label, truth or error, rich string, number in four bytes, shared text, several.
const CELLS: [u16; 8] = [0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, 0x00FD, MULTIPLE];

/// The rectangle around cells, from the first.
#[derive(Default)]
struct Area {
    stated: u64,
    cells: Option<[u64; 4]>,
}

impl Area {
    fn size(&self) -> u64 {
        let around = self.cells.map_or(0, |[top, left, bottom, right]| {
            (bottom - top + 1).saturating_mul(right - left + 1)
        });
        around.max(self.stated)
    }

    /// The stated size, in the layouts of old and older workbooks; what no workbook states is no
    /// workbook.
    fn dimensions(&mut self, data: &[u8]) -> Result<()> {
        let (first, last, columns) = if data.len() < 14 {
            (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?), u16_at(data, 6)?)
        } else {
            (u32_at(data, 0)?, u32_at(data, 4)?, u16_at(data, 10)?)
        };
        ensure!(first <= last, "a sheet ends before it begins");
        self.stated = u64::from(last - first).saturating_mul(u64::from(columns));
        Ok(())
    }

    fn cell(&mut self, kind: u16, data: &[u8]) -> Result<()> {
        let (row, first) = (u64::from(u16_at(data, 0)?), u64::from(u16_at(data, 2)?));
        let last = if kind == MULTIPLE { u16_at(data, data.len().max(2) - 2)? } else { 0 };
        let last = first.max(u64::from(last));
        let [top, left, bottom, right] = self.cells.unwrap_or([row, first, row, last]);
        self.cells = Some([top.min(row), left.min(first), bottom.max(row), right.max(last)]);
        Ok(())
    }
}

fn u16_at(bytes: &[u8], offset: usize) -> Result<u16> {
    let found = bytes.get(offset..).and_then(|rest| rest.first_chunk());
    found.map(|bytes| u16::from_le_bytes(*bytes)).context("it ends too early")
}

fn u32_at(bytes: &[u8], offset: usize) -> Result<u32> {
    let found = bytes.get(offset..).and_then(|rest| rest.first_chunk());
    found.map(|bytes| u32::from_le_bytes(*bytes)).context("it ends too early")
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_that_are_hidden_or_have_no_size() {
        let mut hidden = Hidden::default();
        let row = |row: u8, height: u8, signs: u8| {
            [row, 0, 0, 0, 5, 0, height, 0, 0, 0, 0, 0, signs, 1, 0, 0]
        };
        hide_row(&row(2, 255, 0), &mut hidden);
        hide_row(&row(3, 255, 0x20), &mut hidden);
        hide_row(&row(4, 0, 0), &mut hidden);
        hide_row(&row(5, 255, 0x20)[..9], &mut hidden);
        hide_columns(&[1, 0, 2, 0, 0, 9, 0, 0, 1, 0], &mut hidden);
        hide_columns(&[4, 0, 4, 0, 0, 9, 0, 0, 0, 0], &mut hidden);
        hide_columns(&[5, 0, 5, 0, 0, 0, 0, 0, 0, 0], &mut hidden);
        let mut wanted = Hidden::default();
        wanted.rows.add(3, 4);
        wanted.columns.add(1, 2);
        wanted.columns.add(5, 5);
        assert_eq!(hidden, wanted);
    }
}
