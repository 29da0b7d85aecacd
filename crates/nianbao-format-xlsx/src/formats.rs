//! How cells look.

use nianbao_core::{ColumnKind, Tone};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const HEAD_FILL: Color = Color::RGB(0x00DD_EBF7);
const ID_FILL: Color = Color::RGB(0x00F2_F2F2);
const ID_TEXT: Color = Color::RGB(0x0080_8080);
const LINE: Color = Color::RGB(0x00BF_BFBF);
const DOUBTFUL: Color = Color::RGB(0x00FF_F2CC);
const UNFILLED: Color = Color::RGB(0x00E7_E6E6);
const LOST: Color = Color::RGB(0x00F8_CBAD);

/// Whole numbers, without thousands separators: analysts copy them.
const WHOLE: &str = "0";
/// Excel's own: shows 51.1082 and 51, where `0.####` would show `51.`.
const GENERAL: &str = "General";

/// The formats of a workbook, made once: a cell only points at one.
pub(crate) struct Formats {
    /// A head that opens a group.
    pub(crate) head: Format,
    /// A head of a single column, which may need several lines.
    pub(crate) lone_head: Format,
    /// The blank rest of a group's head.
    pub(crate) head_rest: Format,
    /// The ids under the heads.
    pub(crate) id: Format,
    blank: ByTone,
    text: ByTone,
    prose: ByTone,
    whole: ByTone,
    decimal: ByTone,
}

impl Formats {
    pub(crate) fn new() -> Self {
        let filled = Format::new()
            .set_background_color(HEAD_FILL)
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left);
        let bold = filled
            .clone()
            .set_bold()
            .set_border_left(FormatBorder::Thin)
            .set_border_left_color(LINE);
        let id = Format::new()
            .set_font_name("Consolas")
            .set_font_size(8)
            .set_font_color(ID_TEXT)
            .set_background_color(ID_FILL)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(LINE);
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            lone_head: bold.clone().set_text_wrap(),
            head: bold,
            head_rest: filled,
            id,
            blank: ByTone::of(&Format::new()),
            text: ByTone::of(&top()),
            prose: ByTone::of(&top().set_text_wrap()),
            whole: ByTone::of(&top().set_num_format(WHOLE)),
            decimal: ByTone::of(&top().set_num_format(GENERAL)),
        }
    }

    /// The format of a cell without content.
    pub(crate) fn blank(&self, tone: Tone) -> &Format {
        self.blank.get(tone)
    }

    /// The format of a text.
    pub(crate) fn text(&self, kind: ColumnKind, tone: Tone) -> &Format {
        if kind == ColumnKind::Prose { self.prose.get(tone) } else { self.text.get(tone) }
    }

    /// The format of a number: by the number, not the column, since a count printed with decimals
    /// must not look rounded.
    pub(crate) fn number(&self, whole: bool, tone: Tone) -> &Format {
        if whole { self.whole.get(tone) } else { self.decimal.get(tone) }
    }
}

/// A format in every tone, in the order of [`Tone`].
struct ByTone([Format; 5]);

impl ByTone {
    fn of(base: &Format) -> Self {
        let filled = |fill: Color| base.clone().set_background_color(fill);
        Self([
            base.clone(),
            filled(DOUBTFUL),
            filled(UNFILLED),
            filled(LOST),
            base.clone().set_bold().set_font_size(12),
        ])
    }

    fn get(&self, tone: Tone) -> &Format {
        match tone {
            Tone::Plain => &self.0[0],
            Tone::Doubtful => &self.0[1],
            Tone::Unfilled => &self.0[2],
            Tone::Lost => &self.0[3],
            Tone::Strong => &self.0[4],
        }
    }
}
