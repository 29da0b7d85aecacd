//! How cells look.

use nianbao_core::{ColumnKind, SheetCell, Tone};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::lines::wraps;

/// The face of Chinese Office since 2016; where it is not installed, another stands in.
const FONT: &str = "等线";
const MONO: &str = "Consolas";

/// The heads of neighbouring groups.
const HEAD_FILLS: [Color; 2] = [Color::RGB(0x00D9_E5F3), Color::RGB(0x00E9_EEF5)];
const HEAD_TEXT: Color = Color::RGB(0x001F_3864);
const ID_FILL: Color = Color::RGB(0x00F7_F7F7);
const ID_TEXT: Color = Color::RGB(0x0080_8080);
const FAINT_TEXT: Color = Color::RGB(0x0059_5959);
const LINK_TEXT: Color = Color::RGB(0x0005_63C1);
const LINE: Color = Color::RGB(0x00BF_C9D9);
const HAIR: Color = Color::RGB(0x00E3_E3E3);
const DOUBTFUL: Color = Color::RGB(0x00FF_E699);
const UNFILLED: Color = Color::RGB(0x00E7_E6E6);
const LOST: Color = Color::RGB(0x00FF_C7CE);
const WHOLE: Color = Color::RGB(0x00E2_EFDA);
const REMARK: Color = Color::RGB(0x00FF_FBE6);

/// Without thousands separators: analysts copy them.
const COPIED: &str = "0";
const READ: &str = "#,##0";
const SHARE: &str = "0.0%";
/// Excel's own: shows 51.1082 and 51, where `0.####` would show `51.`.
const GENERAL: &str = "General";

/// The default format, with the height and the width in pixels of a cell in it.
pub(crate) fn default() -> (Format, u32, u32) {
    (base(), 22, 72)
}

/// How remarks beside cells look.
pub(crate) fn remark() -> Format {
    base().set_font_size(9).set_background_color(REMARK)
}

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(11)
}

/// The formats of a workbook, made once: a cell only points at one.
pub(crate) struct Formats {
    heads: [Format; 2],
    /// The ids under the heads.
    pub(crate) id: Format,
    blank: ByTone,
    text: ByTone,
    prose: ByTone,
    whole: ByTone,
    figure: ByTone,
    ordinal: ByTone,
    decimal: ByTone,
    share: ByTone,
    link: Format,
    link_text: Format,
    /// The same among texts.
    link_ordinal: Format,
}

impl Formats {
    pub(crate) fn new() -> Self {
        let head = |fill| {
            base()
                .set_font_size(10)
                .set_bold()
                .set_font_color(HEAD_TEXT)
                .set_background_color(fill)
                .set_align(FormatAlign::VerticalCenter)
                .set_align(FormatAlign::Center)
                .set_text_wrap()
                .set_border(FormatBorder::Thin)
                .set_border_color(LINE)
        };
        let id = Format::new()
            .set_font_name(MONO)
            .set_font_size(8)
            .set_font_color(ID_TEXT)
            .set_background_color(ID_FILL)
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(LINE);
        let top = || base().set_align(FormatAlign::Top);
        Self {
            heads: HEAD_FILLS.map(head),
            id,
            blank: ByTone::of(&base()),
            text: ByTone::of(&top()).indented(),
            prose: ByTone::of(&top().set_text_wrap()).indented(),
            whole: ByTone::of(&top().set_num_format(COPIED)),
            figure: ByTone::of(&top().set_num_format(READ)),
            ordinal: ByTone::of(&top().set_num_format(COPIED).set_align(FormatAlign::Center)),
            decimal: ByTone::of(&top().set_num_format(GENERAL)),
            share: ByTone::of(&top().set_num_format(SHARE)),
            link: top().set_font_color(LINK_TEXT),
            link_text: top().set_font_color(LINK_TEXT).set_align(FormatAlign::Left).set_indent(1),
            link_ordinal: top().set_font_color(LINK_TEXT).set_align(FormatAlign::Center),
        }
    }

    /// The format of a column's label.
    pub(crate) fn head(&self, group: u16) -> &Format {
        &self.heads[usize::from(group % 2)]
    }

    /// The format of a cell without content.
    pub(crate) fn blank(&self, tone: Tone) -> &Format {
        self.blank.get(tone)
    }

    /// The format of a text.
    pub(crate) fn text(&self, kind: ColumnKind, tone: Tone) -> &Format {
        if wraps(kind, tone) { self.prose.get(tone) } else { self.text.get(tone) }
    }

    /// The format of a number: by the number, not the column, since a count printed with decimals
    /// must not look rounded.
    pub(crate) fn number(&self, kind: ColumnKind, whole: bool, tone: Tone) -> &Format {
        match kind {
            ColumnKind::Ordinal if whole => self.ordinal.get(tone),
            ColumnKind::Figure if whole => self.figure.get(tone),
            _ if whole => self.whole.get(tone),
            _ => self.decimal.get(tone),
        }
    }

    /// The format of a share.
    pub(crate) fn share(&self, tone: Tone) -> &Format {
        self.share.get(tone)
    }

    /// The format of a text or a number that leads somewhere.
    pub(crate) fn link(&self, kind: ColumnKind, shown: &SheetCell) -> &Format {
        match (kind, shown) {
            (ColumnKind::Ordinal, SheetCell::Number(..)) => &self.link_ordinal,
            (_, SheetCell::Number(..)) => &self.link,
            _ => &self.link_text,
        }
    }
}

/// A format in every tone, in the order of [`Tone::ALL`].
struct ByTone([Format; Tone::ALL.len()]);

impl ByTone {
    fn of(base: &Format) -> Self {
        Self(Tone::ALL.map(|tone| toned(base.clone(), tone)))
    }

    /// The same for texts, which must not touch the number before them. What heads a page stands at its edge.
    fn indented(self) -> Self {
        let edge = |tone| matches!(tone, Tone::Title | Tone::Strong | Tone::Head | Tone::Faint);
        let mut tones = Tone::ALL.iter();
        Self(self.0.map(|format| match tones.next() {
            Some(tone) if !edge(*tone) => format.set_align(FormatAlign::Left).set_indent(1),
            _ => format,
        }))
    }

    fn get(&self, tone: Tone) -> &Format {
        &self.0[tone as usize]
    }
}

fn toned(format: Format, tone: Tone) -> Format {
    let filled = |format: Format, fill| {
        format.set_background_color(fill).set_border(FormatBorder::Hair).set_border_color(LINE)
    };
    match tone {
        Tone::Plain => format,
        Tone::Doubtful => filled(format, DOUBTFUL),
        Tone::Unfilled => filled(format, UNFILLED),
        Tone::Lost => filled(format, LOST),
        Tone::Whole => filled(format, WHOLE),
        Tone::Title => format.set_bold().set_font_size(20).set_font_color(HEAD_TEXT),
        Tone::Strong => format
            .set_bold()
            .set_font_size(13)
            .set_font_color(HEAD_TEXT)
            .set_align(FormatAlign::VerticalCenter),
        Tone::Head => filled(format, HEAD_FILLS[0])
            .set_bold()
            .set_font_size(10)
            .set_font_color(HEAD_TEXT)
            .set_align(FormatAlign::VerticalCenter)
            .set_align(FormatAlign::Center),
        Tone::Faint => format
            .set_font_size(10)
            .set_font_color(FAINT_TEXT)
            .set_border_bottom(FormatBorder::None)
            .set_border_bottom_color(HAIR),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tone_is_found_at_its_place() {
        for (index, tone) in Tone::ALL.into_iter().enumerate() {
            assert_eq!(tone as usize, index);
        }
    }
}
