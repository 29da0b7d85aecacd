//! How many lines a text takes in a column, and how high a row is that shows them.

use nianbao_core::{ColumnKind, Sheet, SheetCell, SheetKind, Tone};

/// The height of a line in points.
pub(crate) const LINE_HEIGHT: f64 = 15.0;
/// A row of a list higher than this hides its neighbours.
const MOST_LINES: u16 = 12;
/// A page of text may have long paragraphs.
const MOST_PAGE_LINES: u16 = 25;
/// The heights of the rows of titles and headings on a page.
const TITLE_HEIGHT: f64 = 34.0;
const STRONG_HEIGHT: f64 = 26.0;
/// The height of any other row of a page, which has room to breathe.
const PAGE_HEIGHT: f64 = 18.0;

/// How many lines a text takes in so many characters' width.
pub(crate) fn of(text: &str, width: u16) -> u16 {
    let width = usize::from(width.max(2));
    let lines = text.split('\n').map(|line| columns(line).div_ceil(width).max(1)).sum::<usize>();
    u16::try_from(lines).unwrap_or(u16::MAX)
}

/// The height that a row needs, where it is not that of a single line.
pub(crate) fn row_height(sheet: &Sheet, cells: &[SheetCell]) -> Option<f64> {
    let page = sheet.kind == SheetKind::Page;
    let most = if page { MOST_PAGE_LINES } else { MOST_LINES };
    let wrapped = sheet.columns.iter().zip(cells).filter_map(|(column, cell)| match cell {
        // Widths are counted in digits, of which two are a little wider than a Chinese character.
        SheetCell::Text(text, tone) if wraps(column.kind, *tone) => {
            // The indent takes one.
            Some(of(text, column.width + column.width / 14 - 1))
        }
        _ => None,
    });
    let lines = wrapped.max().unwrap_or(1).clamp(1, most);
    let tone =
        |wanted| cells.iter().any(|cell| matches!(cell, SheetCell::Text(_, t) if *t == wanted));
    match lines {
        _ if page && tone(Tone::Title) => Some(TITLE_HEIGHT),
        _ if page && tone(Tone::Strong) => Some(STRONG_HEIGHT),
        1 if page => Some(PAGE_HEIGHT),
        1 => None,
        _ => Some(LINE_HEIGHT * f64::from(lines) + 3.0),
    }
}

/// Whether a text wraps.
pub(crate) fn wraps(kind: ColumnKind, tone: Tone) -> bool {
    tone == Tone::Head
        || kind == ColumnKind::Prose && matches!(tone, Tone::Plain | Tone::Whole | Tone::Faint)
}

/// How many columns a text takes: Chinese characters and full-width marks take two.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn chinese_takes_two_columns_a_character() {
        assert_eq!(of("政府信息公开", 12), 1);
        assert_eq!(of("政府信息公开", 11), 2);
        assert_eq!(of("abcdef", 6), 1);
        assert_eq!(of("a\n\nb", 6), 3);
        assert_eq!(of("", 0), 1);
    }
}
