//! What was not filled in, told to whoever fills a form in.

use nianbao::check::cell_name;
use nianbao::{FieldId, Lang, Reading, Report, uncomputed};

use crate::say;

/// How many cells of a section a message names.
const NAMED: usize = 6;

/// What a report lacks: cells without a number, totals that nobody computed.
#[derive(Default)]
pub(crate) struct Unfilled {
    /// Those that nobody filled in; of a total it is to be told that nobody computed it.
    blank: Vec<FieldId>,
    uncomputed: usize,
}

impl Unfilled {
    pub(crate) fn of(report: &Report) -> Self {
        let fields = report.facts.iter().map(|(field, _)| field);
        let is_blank = |field: &FieldId| matches!(report.facts.reading(*field), Reading::Blank(_));
        let uncomputed = uncomputed(report);
        let blank = fields.filter(|field| is_blank(field) && !uncomputed.contains(field)).collect();
        Self { blank, uncomputed: uncomputed.len() }
    }

    /// Whether totals lack their values though their parts have theirs: then the form was not saved
    /// by a program that computes.
    pub(crate) fn is_uncomputed(&self) -> bool {
        self.uncomputed > 0
    }

    pub(crate) fn tell(&self, lang: Lang) {
        self.tell_uncomputed(lang);
        let count = self.blank.len();
        if count == 0 {
            return;
        }
        say(&match lang {
            Lang::Zh => format!("没有填的单元格 {count} 个（空白不等于零，没有发生的请填 0）："),
            Lang::En => format!("cells without a number: {count}; blank is not zero:"),
        });
        let mut rest = self.blank.as_slice();
        while let Some(first) = rest.first() {
            let section = first.info().section;
            let end = rest.iter().position(|field| field.info().section != section);
            let (fields, behind) = rest.split_at(end.unwrap_or(rest.len()));
            say(&section_line(section, fields, lang));
            rest = behind;
        }
    }

    fn tell_uncomputed(&self, lang: Lang) {
        let count = self.uncomputed;
        if count == 0 {
            return;
        }
        say(&match lang {
            Lang::Zh => format!(
                "{count} 个总计没有数值，而各项已经填了：请用 Excel、WPS 或 LibreOffice 打开表格并保存一次"
            ),
            Lang::En => format!(
                "totals without a value though their parts have one: {count}; open the form in Excel, WPS or LibreOffice and save it"
            ),
        });
    }
}

fn section_line(section: u8, fields: &[FieldId], lang: Lang) -> String {
    let count = fields.len();
    let names: Vec<String> = fields.iter().take(NAMED).map(|field| cell_name(*field)).collect();
    let names = names.join(lang.pick("；", "; "));
    let more = if count > NAMED { lang.pick(" 等", " …") } else { "" };
    match (lang, section) {
        (Lang::Zh, 0) => format!("  统计表 {count} 个：{names}{more}"),
        (Lang::Zh, 2) => format!("  第二部分 {count} 个：{names}{more}"),
        (Lang::Zh, 3) => format!("  第三部分 {count} 个：{names}{more}"),
        (Lang::Zh, _) => format!("  第四部分 {count} 个：{names}{more}"),
        (Lang::En, 0) => format!("  the table, {count}: {names}{more}"),
        (Lang::En, section) => format!("  section {section}, {count}: {names}{more}"),
    }
}
