//! A grid as a table.

use std::fmt::Write as _;

use nianbao_core::{Cell, Grid};

use super::columns::{Columns, is_head};
use super::escape::run;

/// A column of labels up to this length has them in the middle.
const SHORT_LABEL: usize = 8;

const ROW: &str = "<w:cantSplit/><w:trHeight w:val=\"420\"/>";
/// A label of so many rows stays with all of them; the longest inner label of the form has eight.
const MOST_KEPT: usize = 10;

/// A row for paragraphs of text goes on over the page.
const AREA_ROW: &str = "<w:trHeight w:val=\"2800\"/>";
const AREA_PARAGRAPH: &str = "<w:p><w:pPr><w:pStyle w:val=\"Text\"/></w:pPr>";
/// Cells to be filled in.
const FILL: &str = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EAF3FB\"/>";

const PROPERTIES: &str = "<w:tblPr><w:tblStyle w:val=\"Form\"/>\
    <w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
    <w:tblLayout w:type=\"fixed\"/></w:tblPr>";

/// A column of the row that is being written.
#[derive(Clone, Copy)]
struct Covered {
    columns: usize,
    /// The first row that is free again.
    until: usize,
}

/// Writes a grid as a table.
pub(super) fn write(xml: &mut String, grid: &Grid, columns: &Columns) {
    let widths = &columns.widths;
    let width: usize = widths.iter().sum();
    xml.push_str("<w:tbl>");
    xml.push_str(&PROPERTIES.replace("{width}", &width.to_string()));
    xml.push_str("<w:tblGrid>");
    for width in widths {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid>");
    let heads = repeated_rows(grid);
    let kept = kept_rows(grid);
    let left = left_columns(grid);
    // By column: the cell from above that begins there.
    let mut covered: Vec<Option<Covered>> = vec![None; widths.len()];
    for (index, row) in grid.rows().iter().enumerate() {
        let head = is_head(row);
        let left = if head { &[] } else { left.as_slice() };
        let mut out =
            RowWriter { xml: String::new(), columns, keep: head || kept[index], left, column: 0 };
        let left_out = write_row(&mut out, index, row, &mut covered);
        xml.push_str("<w:tr><w:trPr>");
        if left_out > 0 {
            let width: usize = widths[..left_out].iter().sum();
            let _ = write!(
                xml,
                "<w:gridBefore w:val=\"{left_out}\"/><w:wBefore w:w=\"{width}\" w:type=\"dxa\"/>"
            );
        }
        let area = row.iter().any(|cell| cell.mark(Cell::INPUT) == Some(Cell::PARAGRAPHS));
        xml.push_str(if area { AREA_ROW } else { ROW });
        if index < heads {
            xml.push_str("<w:tblHeader/>");
        }
        xml.push_str("</w:trPr>");
        xml.push_str(&out.xml);
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
}

/// Writes a row; tells how many columns were left out before its first cell.
fn write_row(
    out: &mut RowWriter<'_>,
    index: usize,
    row: &[Cell],
    covered: &mut [Option<Covered>],
) -> usize {
    let mut left_out = 0;
    let mut cells = row.iter().peekable();
    while out.column < covered.len() {
        let column = out.column;
        if let Some(above) = covered[column].filter(|above| above.until > index) {
            out.empty(above.columns, "<w:vMerge/>");
        } else if let Some(cell) = cells.next_if(|cell| cell.column <= column) {
            let merge = if cell.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
            covered[column] = (cell.rows > 1)
                .then_some(Covered { columns: cell.columns, until: index + cell.rows });
            let left = out.left.get(column) == Some(&true) && is_label(cell);
            // A plain cell takes what any program types; labels tell what it is.
            let input = cell.mark(Cell::INPUT);
            out.cell(cell.columns, merge, &Content { text: &cell.text, left, input });
        } else if cells.peek().is_none() {
            break;
        } else if out.xml.is_empty() {
            left_out += 1;
            out.column += 1;
        } else {
            out.empty(1, "");
        }
    }
    if out.xml.is_empty() {
        // A row has a cell.
        out.column = 0;
        left_out = 0;
        out.empty(1, "");
    }
    left_out
}

/// The rows at the top that each page repeats: heads, if there are none further down, which
/// would not be those of the rows below them.
fn repeated_rows(grid: &Grid) -> usize {
    let rows = grid.rows();
    let top = rows.iter().take_while(|row| is_head(row)).count();
    let reach = rows
        .iter()
        .take(top)
        .enumerate()
        .flat_map(|(index, row)| row.iter().map(move |cell| index + cell.rows));
    let closed = reach.max().is_none_or(|reach| reach <= top);
    if closed && top < rows.len() && !rows[top..].iter().any(|row| is_head(row)) { top } else { 0 }
}

/// The rows that stay on the page of the row below them, besides heads: those that a label reaches over
/// with that row, so that it is not read without its label. What fills a page is parted.
fn kept_rows(grid: &Grid) -> Vec<bool> {
    let rows = grid.rows();
    let mut kept = vec![false; rows.len()];
    for (index, row) in rows.iter().enumerate() {
        for cell in row.iter().filter(|cell| (2..=MOST_KEPT).contains(&cell.rows)) {
            let end = (index + cell.rows - 1).min(rows.len());
            kept[index..end].fill(true);
        }
    }
    kept
}

/// What a cell shows.
#[derive(Clone, Copy, Default)]
struct Content<'t> {
    text: &'t str,
    /// The text begins at the left.
    left: bool,
    /// What is to be typed into it, if something is.
    input: Option<&'t str>,
}

struct RowWriter<'c> {
    xml: String,
    columns: &'c Columns,
    /// It stays on the page of the row below it.
    keep: bool,
    /// For each column whether its labels begin at the left.
    left: &'c [bool],
    column: usize,
}

impl RowWriter<'_> {
    /// A cell that shows nothing.
    fn empty(&mut self, columns: usize, merge: &str) {
        self.cell(columns, merge, &Content::default());
    }

    /// A cell. Its text stands bare in it: programs that read Word files seldom look into content controls.
    fn cell(&mut self, columns: usize, merge: &str, content: &Content<'_>) {
        let text = content.text;
        let widths = &self.columns.widths;
        let end = (self.column + columns).min(widths.len());
        let width: usize = widths[self.column.min(end)..end].iter().sum();
        let _ = write!(self.xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if columns > 1 {
            let _ = write!(self.xml, "<w:gridSpan w:val=\"{columns}\"/>");
        }
        self.xml.push_str(merge);
        let area = content.input == Some(Cell::PARAGRAPHS);
        if content.input.is_some() {
            self.xml.push_str(FILL);
        }
        // The table's style says so, too, but not to every program.
        let align = if area { "top" } else { "center" };
        self.xml.extend(["<w:vAlign w:val=\"", align, "\"/></w:tcPr>"]);
        for line in text.split('\n') {
            if area {
                self.xml.extend([AREA_PARAGRAPH, &run(line), "</w:p>"]);
                continue;
            }
            self.paragraph(line, content.left);
        }
        self.xml.push_str("</w:tc>");
        self.column = end.max(self.column + 1);
    }

    fn paragraph(&mut self, text: &str, left: bool) {
        let keep = if self.keep { "<w:keepNext/>" } else { "" };
        let aligned = if left { "<w:jc w:val=\"left\"/>" } else { "" };
        let size = self.columns.size;
        let size = format!("<w:rPr><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>");
        let style = "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/>";
        self.xml.extend([style, keep, aligned, &size, "</w:pPr>"]);
        if !text.is_empty() {
            self.xml.push_str(&run(text).replace("<w:r>", &format!("<w:r>{size}")));
        }
        self.xml.push_str("</w:p>");
    }
}

/// For each column whether the labels in it begin at the left: where one is long. Figures, heads,
/// and labels beside several rows stand in the middle.
fn left_columns(grid: &Grid) -> Vec<bool> {
    let mut left = vec![false; grid.width()];
    for cell in grid.rows().iter().filter(|row| !is_head(row)).flatten() {
        left[cell.column] |= is_label(cell) && cell.text.chars().nth(SHORT_LABEL).is_some();
    }
    left
}

fn is_label(cell: &Cell) -> bool {
    cell.mark(Cell::ID).is_none() && cell.rows <= 2
}
