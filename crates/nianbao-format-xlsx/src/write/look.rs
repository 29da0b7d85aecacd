//! How the printed form looks.

use nianbao_core::{Cell, Role};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The size of the text in tables, in points.
pub(super) const SIZE: f64 = 10.0;
/// The height of a line of it, and what a row adds above and below.
pub(super) const LINE: f64 = 13.5;
pub(super) const PADDING: f64 = 5.0;
/// The height of a row of one line.
pub(super) const ROW: f64 = LINE + PADDING;

const BODY_FONT: &str = "宋体";
const HEADING_FONT: &str = "黑体";
const HEAD_FILL: Color = Color::RGB(0x00F2_F2F2);
const INPUT_FILL: Color = Color::RGB(0x00E3_F1FB);
const REMARKED: Color = Color::RGB(0x00FF_F2CC);
const BROKEN: Color = Color::RGB(0x00C0_0000);
const QUIET: Color = Color::RGB(0x0080_8080);

/// The formats of a form, made once.
pub(super) struct Look {
    title: Line,
    heading: Line,
    caption: Line,
    text: Line,
    head: Format,
    label: Format,
    value: Format,
    remarked: Format,
    pub(super) total: Format,
    pub(super) advice: Format,
    pub(super) check: Format,
    pub(super) check_head: Format,
    pub(super) broken: Format,
}

/// How a line looks.
pub(super) struct Line {
    pub(super) format: Format,
    pub(super) size: f64,
    pub(super) height: f64,
}

impl Look {
    pub(super) fn new() -> Self {
        let text = |font: &str, size: f64| {
            Format::new()
                .set_font_name(font)
                .set_font_size(size)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
        };
        let line = |font: &str, size: f64, height: f64, align| Line {
            format: text(font, size).set_align(align),
            size,
            height,
        };
        let cell = || text(BODY_FONT, SIZE).set_border(FormatBorder::Thin);
        let head = cell().set_align(FormatAlign::Center).set_background_color(HEAD_FILL);
        let quiet = || text(BODY_FONT, 9.0).set_font_color(QUIET).set_align(FormatAlign::Center);
        Self {
            title: line(HEADING_FONT, 18.0, 34.0, FormatAlign::Center),
            heading: line(HEADING_FONT, 13.0, 24.0, FormatAlign::Left),
            caption: line(HEADING_FONT, 12.0, 22.0, FormatAlign::Center),
            text: line(BODY_FONT, 11.0, 16.5, FormatAlign::Left),
            label: cell()
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_background_color(HEAD_FILL),
            head,
            value: cell().set_align(FormatAlign::Center),
            remarked: cell().set_align(FormatAlign::Center).set_background_color(REMARKED),
            total: cell().set_align(FormatAlign::Center).set_bold().set_background_color(HEAD_FILL),
            advice: text(BODY_FONT, 9.0).set_font_color(BROKEN).set_align(FormatAlign::Left),
            check: quiet().set_num_format("+General;-General;\"✓\""),
            check_head: quiet(),
            broken: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(BROKEN),
        }
    }

    pub(super) fn line(&self, role: Role) -> &Line {
        match role {
            Role::Heading(1) => &self.title,
            Role::Heading(_) => &self.heading,
            Role::Caption => &self.caption,
            Role::Text | Role::Link => &self.text,
        }
    }

    /// The label of a row stands at its left; those of groups of rows and of columns are centred.
    pub(super) fn cell(&self, cell: &Cell, remarked: bool, in_row: bool) -> Format {
        let format = match (cell.head, remarked) {
            (_, true) => &self.remarked,
            (true, _) if in_row && cell.rows == 1 => &self.label,
            (true, _) => &self.head,
            _ => &self.value,
        };
        format.clone()
    }
}

impl Look {
    /// A cell that is filled in.
    pub(super) fn input(&self, kind: &str, remarked: bool) -> Format {
        let format = match kind {
            Cell::TOTAL => return self.total.clone(),
            Cell::PARAGRAPHS => self.value.clone().set_align(FormatAlign::Left),
            Cell::TEXT => self.value.clone().set_align(FormatAlign::Left).set_num_format("@"),
            Cell::DAY => {
                self.value.clone().set_align(FormatAlign::Left).set_num_format("yyyy-mm-dd")
            }
            _ => self.value.clone(),
        };
        let format =
            if kind == Cell::PARAGRAPHS { format.set_align(FormatAlign::Top) } else { format };
        let fill = if remarked { REMARKED } else { INPUT_FILL };
        format.set_background_color(fill).set_unlocked()
    }
}

/// How wide a text is, in digits: an ideograph is as wide as two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// How many lines a text takes in so many pixels at this size.
pub(super) fn lines_of(text: &str, pixels: u16, size: f64) -> f64 {
    // A digit is half as wide as the text is high; a point is 4/3 pixels; edges take 6 pixels.
    let digits = (f64::from(pixels) - 6.0) / (size * 2.0 / 3.0);
    let lines = text.split('\n').map(|line| {
        let width = u32::try_from(width(line)).unwrap_or(u32::MAX);
        (f64::from(width) / digits.max(1.0)).ceil().max(1.0)
    });
    lines.sum()
}
