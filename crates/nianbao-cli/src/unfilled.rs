//! What was not filled in, or not changed everywhere, told to whoever fills a form in.

use nianbao::check::{cell_name, cell_names};
use nianbao::{
    FieldId, Lang, NoteCode, Place, Report, is_untouched, legible, typed_as_text, uncomputed,
    unfilled,
};

use crate::say;

/// So many cells are all named; of more, so many of each section.
const ALL_NAMED: usize = 40;
const SOME_NAMED: usize = 6;

/// What a report lacks: cells without a number, totals that nobody computed.
#[derive(Default)]
pub(crate) struct Unfilled {
    blank: Vec<FieldId>,
    /// Those that hold something that stands for no number, and what; what is unreadable the rules tell.
    worded: Vec<(FieldId, String)>,
    /// Totals whose parts are there; where the file has formulas without results, the rules say so.
    uncomputed: Vec<FieldId>,
    /// Parts of those whose number is a text to a formula.
    textual: Vec<(FieldId, String)>,
    /// The totals may be formulas: a page and a Word file have none.
    computing: bool,
    /// Nobody has filled in a number.
    empty: bool,
    /// Some were carried over from last year's report.
    carried: bool,
    /// The organ of the title, and the publisher that is named: one was left from another report.
    contradicting: Option<(String, String)>,
}

impl Unfilled {
    pub(crate) fn of(report: &Report) -> Self {
        let told = report.notes.iter().any(|note| note.code == NoteCode::FormulaUncached);
        let uncomputed = if told { Vec::new() } else { uncomputed(report) };
        let raw = |field| {
            (field, report.facts.get(field).map_or_else(String::new, |fact| fact.raw.clone()))
        };
        let textual = typed_as_text(report, &uncomputed).into_iter().map(raw).collect();
        let (mut blank, mut worded) = (Vec::new(), Vec::new());
        let unreadable = report.notes.iter().filter(|note| note.code == NoteCode::ValueUnreadable);
        let unreadable: Vec<FieldId> = unreadable.flat_map(|note| note.fields.clone()).collect();
        for field in unfilled(report).into_iter().filter(|field| !unreadable.contains(field)) {
            match report.facts.get(field).map(|fact| fact.raw.trim()) {
                None | Some("") => blank.push(field),
                Some(raw) => worded.push((field, raw.to_owned())),
            }
        }
        let at = |field: &FieldId| report.facts.get(*field).and_then(|fact| fact.at.as_ref());
        let computing =
            uncomputed.iter().all(|field| matches!(at(field), None | Some(Place::Sheet { .. })));
        let empty = is_untouched(report);
        let carried = report.facts.iter().any(|(_, fact)| fact.value.is_some());
        let other = report.notes.iter().find(|note| note.code == NoteCode::OrganConflict);
        let contradicting = report.organ.clone().zip(other.map(|note| note.detail.clone()));
        Self { blank, worded, uncomputed, textual, computing, empty, carried, contradicting }
    }

    /// Whether totals lack their values though their parts have theirs: then the form was not saved
    /// by a program that computes.
    pub(crate) fn is_uncomputed(&self) -> bool {
        !self.uncomputed.is_empty()
    }

    /// Whether nobody has filled in a number.
    pub(crate) fn is_empty(&self) -> bool {
        self.empty
    }

    /// That there is no number, if there is none but what was carried over.
    pub(crate) fn tell_empty(&self, lang: Lang) {
        if self.empty {
            say(if self.carried {
                lang.pick(
                    "除上年结转外，表格里一个数也没有填",
                    "there is no number in the tables but what was carried over from last year",
                )
            } else {
                lang.pick("表格里一个数也没有", "there is no number in the tables at all")
            });
        }
    }

    /// Whether title and publisher name different organs.
    pub(crate) fn is_contradicted(&self) -> bool {
        self.contradicting.is_some()
    }

    pub(crate) fn tell(&self, lang: Lang) {
        if let Some((organ, publisher)) = &self.contradicting {
            say(&match lang {
                Lang::Zh => {
                    format!("标题中的机关是“{organ}”，所写的发布机构是“{publisher}”：请改成一致")
                }
                Lang::En => format!(
                    "the title is of {organ}, the publisher that is named is {publisher}: make them agree"
                ),
            });
        }
        self.tell_uncomputed(lang);
        self.tell_worded(lang);
        let count = self.blank.len();
        if count == 0 {
            return;
        }
        say(&match lang {
            Lang::Zh => format!("没有填的单元格 {count} 个（空白不等于零，没有发生的请填 0）："),
            Lang::En => format!("cells that are blank: {count}; blank is not zero:"),
        });
        let named = if count > ALL_NAMED { SOME_NAMED } else { ALL_NAMED };
        let mut rest = self.blank.as_slice();
        while let Some(first) = rest.first() {
            let section = first.info().section;
            let end = rest.iter().position(|field| field.info().section != section);
            let (fields, behind) = rest.split_at(end.unwrap_or(rest.len()));
            say(&section_line(section, fields, named, lang));
            rest = behind;
        }
    }

    fn tell_worded(&self, lang: Lang) {
        let count = self.worded.len();
        if count == 0 {
            return;
        }
        let names = with_texts(&self.worded, lang);
        say(&match lang {
            Lang::Zh => format!("所填不是数的单元格 {count} 个：{names}"),
            Lang::En => {
                format!("cells that hold something other than a number: {count}: {names}")
            }
        });
    }

    fn tell_uncomputed(&self, lang: Lang) {
        let count = self.uncomputed.len();
        if count == 0 {
            return;
        }
        let names = cell_names(&self.uncomputed, SOME_NAMED, lang);
        if !self.computing {
            return say(&match lang {
                Lang::Zh => format!("{count} 个总计没有填，而各项已经填了：{names}。请填上"),
                Lang::En => format!(
                    "totals without a value though their parts have one: {count}: {names}; fill them in"
                ),
            });
        }
        say(&match lang {
            Lang::Zh => format!(
                "{count} 个总计没有数值，而各项已经填了：{names}。请填上；总计是公式的，用 Excel、WPS 或 LibreOffice 打开表格并保存一次"
            ),
            Lang::En => format!(
                "totals without a value though their parts have one: {count}: {names}; fill them in, or where they are formulas, open the form in Excel, WPS or LibreOffice and save it"
            ),
        });
        let texts = with_texts(&self.textual, lang);
        say(&match (self.textual.is_empty(), lang) {
            (true, Lang::Zh) => "  保存后仍没有数值的，是有一项填成了文字（如前面有撇号），公式不计；请改填数字".to_owned(),
            (true, Lang::En) => "  if they stay without one, a part was typed as text (as behind an apostrophe), which a formula does not count; type a number".to_owned(),
            (false, Lang::Zh) => format!("  填成了文字、公式不计的：{texts}；请改填半角数字"),
            (false, Lang::En) => format!("  typed as text, which a formula does not count: {texts}; type plain digits"),
        });
    }
}

/// The first of many cells with what they hold.
fn with_texts(cells: &[(FieldId, String)], lang: Lang) -> String {
    let name = |(field, raw): &(FieldId, String)| {
        let raw: String = legible(raw).chars().take(20).collect();
        lang.pick(format!("{}“{raw}”", cell_name(*field)), format!("{} {raw:?}", cell_name(*field)))
    };
    let names: Vec<String> = cells.iter().take(SOME_NAMED).map(name).collect();
    let more = if cells.len() > SOME_NAMED { lang.pick(" 等", " …") } else { "" };
    format!("{}{more}", names.join(lang.pick("；", "; ")))
}

/// The cells of a section, at most so many by name.
fn section_line(section: u8, fields: &[FieldId], most: usize, lang: Lang) -> String {
    let count = fields.len();
    let names = cell_names(fields, most, lang);
    match (lang, section) {
        (Lang::Zh, 0) => format!("  统计表 {count} 个：{names}"),
        (Lang::Zh, 2) => format!("  第二部分 {count} 个：{names}"),
        (Lang::Zh, 3) => format!("  第三部分 {count} 个：{names}"),
        (Lang::Zh, _) => format!("  第四部分 {count} 个：{names}"),
        (Lang::En, 0) => format!("  the table, {count}: {names}"),
        (Lang::En, section) => format!("  section {section}, {count}: {names}"),
    }
}
