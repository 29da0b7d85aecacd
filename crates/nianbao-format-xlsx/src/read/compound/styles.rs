//! What the number formats and the fonts of an old workbook show beside the values of its cells.

use std::collections::HashMap;
use std::sync::Arc;

use super::{BEGIN, CELLS, MULTIPLE, u16_at};
use crate::read::number::Shown;

/// The cells of a sheet whose format shows more than the number, or whose font strikes it out.
pub(crate) type Styled = HashMap<(u32, u32), Arc<Shown>>;

const FONT: u16 = 0x0031;
const FORMAT: u16 = 0x041E;
const STYLE: u16 = 0x00E0;
/// The version of workbooks whose texts say how wide their characters are.
const UNICODE: u16 = 0x0600;
/// There is no font of this number: those behind it count from one more.
const NO_FONT: u16 = 4;

/// The styles of a workbook as its records tell them, one after the other.
#[derive(Default)]
pub(super) struct Styles {
    unicode: bool,
    /// Of each font, whether it strikes out, and whether it raises.
    fonts: Vec<(bool, bool)>,
    codes: HashMap<u16, String>,
    /// Of each style, its font and its format.
    uses: Vec<(u16, u16)>,
}

impl Styles {
    /// Takes what a record tells of the styles.
    pub(super) fn record(&mut self, kind: u16, data: &[u8]) {
        match kind {
            BEGIN => self.unicode |= u16_at(data, 0).is_ok_and(|version| version == UNICODE),
            FONT => {
                let struck = u16_at(data, 2).is_ok_and(|signs| signs & 0x08 != 0);
                self.fonts.push((struck, u16_at(data, 8).is_ok_and(|height| height != 0)));
            }
            FORMAT => {
                let id = u16_at(data, 0).ok();
                self.codes.extend(id.map(|id| (id, code(data, self.unicode))));
            }
            STYLE => {
                let [font, format] = [0, 2].map(|at| u16_at(data, at).unwrap_or_default());
                self.uses.push((font, format));
            }
            _ => {}
        }
    }

    /// Whether a font strikes out what is set in it.
    pub(super) fn strikes(&self, font: u16) -> bool {
        self.font(font).0
    }

    /// Whether a font raises what is set in it above the line, or lowers it.
    pub(super) fn raises(&self, font: u16) -> bool {
        self.font(font).1
    }

    fn font(&self, font: u16) -> (bool, bool) {
        let index = if font < NO_FONT { font } else { font - 1 };
        self.fonts.get(usize::from(index)).copied().unwrap_or_default()
    }

    /// What each style shows.
    pub(super) fn palette(&self) -> Vec<Option<Arc<Shown>>> {
        let shown = |(font, format): &(u16, u16)| {
            let usual = || match format {
                9 => Some("0%"),
                10 => Some("0.00%"),
                _ => None,
            };
            let code = self.codes.get(format).map(String::as_str).or_else(usual);
            Shown::with_font(code, self.strikes(*font)).map(Arc::new)
        };
        self.uses.iter().map(shown).collect()
    }
}

/// A format code: bytes with their number before them, or characters of one or two bytes. Bytes beyond ASCII
/// are of a code page that is not followed: words, whatever they say.
fn code(data: &[u8], unicode: bool) -> String {
    let text = |start: usize| data.get(start..).unwrap_or_default();
    if unicode && data.get(4).is_some_and(|signs| signs & 1 != 0) {
        let units = text(5).chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        return String::from_utf16_lossy(&units.collect::<Vec<u16>>());
    }
    let start = if unicode { 5 } else { 3 };
    text(start).iter().copied().map(char::from).collect()
}

/// Takes the cells of a record that have a style of the palette which shows more.
pub(super) fn cells(kind: u16, data: &[u8], palette: &[Option<Arc<Shown>>], styled: &mut Styled) {
    if !CELLS.contains(&kind) {
        return;
    }
    let (Ok(row), Ok(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
    // Several numbers: a style and four bytes each, and the last column behind them.
    let count = if kind == MULTIPLE { data.len().saturating_sub(6) / 6 } else { 1 };
    for (index, column) in (0..count).zip(u32::from(first)..) {
        let style = u16_at(data, 4 + 6 * index).unwrap_or_default();
        if let Some(Some(shown)) = palette.get(usize::from(style)) {
            styled.insert((row.into(), column), Arc::clone(shown));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_and_fonts_are_those_of_the_cells_styles() {
        let mut styles = Styles::default();
        styles.record(BEGIN, &[0x00, 0x06, 5, 0]);
        for signs in [0, 0, 0, 0, 8] {
            styles.record(FONT, &[200, 0, signs, 0]);
        }
        // 0"元" in characters of two bytes, 0" A" in those of one.
        styles.record(FORMAT, &[164, 0, 4, 0, 1, b'0', 0, b'"', 0, 0x43, 0x51, b'"', 0]);
        styles.record(FORMAT, &[165, 0, 5, 0, 0, b'0', b'"', b' ', b'A', b'"']);
        for (font, format) in [(0, 0), (0, 164), (1, 165), (0, 9), (5, 0)] {
            styles.record(STYLE, &[font, 0, format, 0]);
        }
        let palette = styles.palette();
        let mut found = Styled::new();
        cells(0x0203, &[2, 0, 1, 0, 1, 0], &palette, &mut found);
        cells(0x0203, &[2, 0, 2, 0, 0, 0], &palette, &mut found);
        let several = [3, 0, 4, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 6, 0];
        cells(MULTIPLE, &several, &palette, &mut found);
        cells(0x0203, &[9, 0, 9, 0, 99, 0], &palette, &mut found);
        let shows = |row, column| found.get(&(row, column)).map(|shown| shown.text("5"));
        let texts = [(2, 1), (3, 4), (3, 5)].map(|(row, column)| shows(row, column));
        assert_eq!(texts.map(Option::unwrap), ["5元", "5A", "500%"]);
        assert_eq!(found[&(3, 6)].in_font("5".to_owned()), "（5）", "the font strikes it out");
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn a_code_in_bytes_that_no_page_tells_is_words_still() {
        let mut styles = Styles::default();
        // 0"元" as GBK, in the workbooks before those with Unicode.
        styles.record(BEGIN, &[0x00, 0x05, 5, 0]);
        styles.record(FORMAT, &[170, 0, 5, b'0', b'"', 0xD4, 0xAA, b'"']);
        styles.record(STYLE, &[0, 0, 170, 0]);
        let shown = styles.palette().remove(0).unwrap();
        assert_ne!(shown.text("5"), "5");
    }
}
