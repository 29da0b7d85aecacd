//! Notes: what was doubtful or lost while reading, never an error.

use std::fmt;

use crate::{FieldId, Lang, Place};

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; no number is in doubt.
    Info,
    /// A number or a part of the frame is missing or doubtful.
    Warning,
}

impl Severity {
    /// The public name, `info` or `warning`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
        }
    }
}

macro_rules! notes {
    ($($variant:ident, $code:literal, $severity:ident, $zh:literal, $en:literal;)*) => {
        /// The closed list of reasons for a note. Programs use [`NoteCode::id`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum NoteCode {
            $(#[doc = $en] $variant,)*
        }

        impl NoteCode {
            /// Every code, in the order of its name.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The public code, as `row.ambiguous`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// How much a note of this code matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// The line of explanation; `{}` stands for what the note is about.
            pub fn text(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($zh, $en),)* }
            }
        }
    };
}

notes! {
    BlankUnknown, "blank.unknown", Info,
        "工作簿未附单元格状态，空白与缺失无法区分，均作缺失：{}",
        "the workbook does not carry the states of its cells, so blank ones are read as absent: {}";
    CellEdited, "cell.edited", Warning,
        "显示的内容与随附的数据不一致，以显示的为准：{}",
        "what is shown differs from the data that is carried along; what is shown was read: {}";
    CellMissing, "cell.missing", Info,
        "所用表式的部分单元格未见于页面，共 {} 项",
        "cells of the form that are not on the page: {}";
    CharacterReplaced, "character.replaced", Info,
        "格式不能容纳的控制字符以 U+FFFD 代替：{}",
        "control characters that the format cannot hold were replaced by U+FFFD: {}";
    CharsetDeclared, "charset.declared", Info,
        "声明的字符编码与内容不符，按内容读取：{}",
        "the declared character encoding does not fit the bytes; read as the bytes say: {}";
    CharsetDoubtful, "charset.doubtful", Warning,
        "字符编码不能确定，按 {} 读取，文字可能有误",
        "the character encoding is uncertain; read as {}, the text may be wrong";
    ColumnUnknown, "column.unknown", Warning,
        "表头与表式不符，无法确定各列含义：{}",
        "the head does not match the form, so its columns are not known: {}";
    DateConflict, "date.conflict", Info,
        "印有多个发布日期，取第一个：{}",
        "several publishing dates are printed; the first was taken: {}";
    DateSignature, "date.signature", Info,
        "未见发布日期，以落款日期代替：{}",
        "no publishing date is printed; the date of the signature stands in: {}";
    FactConflict, "fact.conflict", Warning,
        "同一项目印有两个不同的值，均未读取：{}",
        "one field is printed twice with different values; neither was read: {}";
    FormMixed, "form.mixed", Warning,
        "表格混用了不同年份的表式：{}",
        "the tables mix editions of the form: {}";
    FormulaUncached, "formula.uncached", Warning,
        "公式没有保存计算结果，未读取；请用 Excel、WPS 或 LibreOffice 打开文件并保存一次：{}",
        "formulas are stored without their results and were not read; open the file in Excel, WPS or LibreOffice and save it: {}";
    HiddenRead, "hidden.read", Warning,
        "隐藏的内容或不能确定是否显示的内容已读取，请核对：{}",
        "what is hidden, or may be, was read all the same; look at it: {}";
    HiddenUnread, "hidden.unread", Warning,
        "隐藏的行、列或文字未读取：{}",
        "hidden rows, columns or texts were not read: {}";
    LimitReached, "limit.reached", Warning,
        "内容超出读取上限，其余部分未读：{}",
        "the input goes beyond a limit of reading, the rest was not read: {}";
    NumberInexact, "number.inexact", Warning,
        "工作簿只保存十五位有效数字，此数位数更多，可能与原填数值有出入：{}",
        "a workbook keeps fifteen digits and this number has more, so it may not be the one typed in: {}";
    NumbersUnplaced, "numbers.unplaced", Warning,
        "表格中的数值不能归入任何项目，未读取：{}",
        "numbers of a table fit no field and were not read: {}";
    OrganConflict, "organ.conflict", Info,
        "所写的发布机构不是标题中的机关，以标题为准：{}",
        "the publisher that is named is not the organ of the title; the title's was taken: {}";
    OrganMissing, "organ.missing", Warning,
        "未能确定发布机关{}",
        "the organ could not be told{}";
    PartOther, "part.other", Warning,
        "这一部分不是政府信息公开工作年度报告：{}",
        "this part is not an annual report on government information disclosure: {}";
    PositionUsed, "position.used", Warning,
        "表头缺失、残缺或重复，按列的位置读取：{}",
        "the head is missing, cut or repeated, so columns were read by position: {}";
    RollupDoubled, "rollup.doubled", Warning,
        "合计可能重复计入，请核对：{}",
        "look at these, which may be in the sums twice: {}";
    RollupFindings, "rollup.findings", Warning,
        "已计入的报告不符合表式的勾稽关系，合计含其数：{}",
        "reports that were counted break rules of the form, and the sums hold their figures: {}";
    RollupJoint, "rollup.joint", Info,
        "多个机关联合制发的文件可能重复计入：{}",
        "documents that several organs issued together may be counted twice: {}";
    RollupLeftOut, "rollup.left_out", Warning,
        "未计入汇总：{}",
        "not counted in the sum: {}";
    RollupMissing, "rollup.missing", Warning,
        "名单中的单位没有可计入的报告：{}",
        "units of the list without a report that could be counted: {}";
    RollupPartial, "rollup.partial", Warning,
        "有单位在这些项目没有可以计入的数，合计不含其数：{}",
        "some units have no number in these fields, so the sums lack them: {}";
    RollupTwice, "rollup.twice", Warning,
        "同一机关有多份报告，只计入第一份：{}",
        "an organ has several reports; only the first was counted: {}";
    RollupUnits, "rollup.units", Info,
        "由 {} 个单位的报告汇总",
        "summed from the reports of so many units: {}";
    RollupUnlisted, "rollup.unlisted", Info,
        "计入的单位不在名单中：{}",
        "units that were counted are not on the list: {}";
    RollupUnmapped, "rollup.unmapped", Warning,
        "单位所用表式的项目在汇总表式中没有对应，未计入：{}",
        "fields of a unit's edition of the form have no place in the sum's and were not counted: {}";
    RowAmbiguous, "row.ambiguous", Warning,
        "无法确定数值属于哪一列，未读取：{}",
        "it cannot be told which column a value belongs to, so none was read: {}";
    RowEmpty, "row.empty", Warning,
        "只印有行标题，未见单元格：{}",
        "a row's label is printed but its cells are not there: {}";
    RowUnknown, "row.unknown", Info,
        "表式以外的行或列，另存：{}",
        "a row or column that is not on the form, kept beside it: {}";
    SheetHidden, "sheet.hidden", Info,
        "隐藏的工作表未读取：{}",
        "a hidden sheet was not read: {}";
    SourceBroken, "source.broken", Warning,
        "文件在此处损坏，其后的内容未读取：{}",
        "the file is broken here, and what follows was not read: {}";
    StatementConflict, "statement.conflict", Info,
        "正文对同一项目有不同的说法，取先出现者：{}",
        "the text gives different figures for one field; the first was taken: {}";
    TableDraft, "table.draft", Warning,
        "表格上方注明为草稿、模板或参考数据，因未见同类的其他表格，仍予读取：{}",
        "words above a table call it a draft, a template or for reference; as no other of its kind is there, it was read: {}";
    TableMissing, "table.missing", Warning,
        "缺少表格：{}",
        "a table is missing: {}";
    TableOther, "table.other", Warning,
        "数值属于其他年份、其他单位或仅为一部分、示例，未读取：{}",
        "numbers are of another year or body, of a part, or an example, and were not read: {}";
    TitleMissing, "title.missing", Warning,
        "未见报告标题{}",
        "no title of the report was found{}";
    UnitMissing, "unit.missing", Warning,
        "没有注明单位，或者单位不明、不是表式的单位，无法取值：{}",
        "the unit is not printed, unclear or not the form's, so that the number cannot be told: {}";
    ValueCut, "value.cut", Warning,
        "文本在此处中断，数值可能不完整，未读取：{}",
        "the text is cut off here, the value may be incomplete and was not read: {}";
    ValueUnreadable, "value.unreadable", Warning,
        "单元格中的内容不是一个数：{}",
        "the cell does not hold one number: {}";
    YearConflict, "year.conflict", Warning,
        "标题与正文的年份不一致，以标题为准：{}",
        "the years in the title and the text differ; the title's was taken: {}";
    YearMissing, "year.missing", Warning,
        "未能确定报告年份{}",
        "the year of the report could not be told{}";
}

impl NoteCode {
    /// The code of this public name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }

    /// Whether a field that such a note names, and that has no number, may have one on the page: what
    /// is on no page cannot be read from it.
    pub fn may_lose(self) -> bool {
        self.severity() == Severity::Warning && self != Self::TableMissing
    }
}

/// One thing that was doubtful or lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Why.
    pub code: NoteCode,
    /// What it is about, quoted from the source or named; stands in the message's gap.
    pub detail: String,
    /// The facts that are lost or in doubt.
    pub fields: Vec<FieldId>,
    /// Where.
    pub at: Option<Place>,
}

impl Note {
    /// A note about `detail`, without fields and place. White space at the end of a quotation says nothing,
    /// and not every format keeps it.
    pub fn new(code: NoteCode, detail: impl Into<String>) -> Self {
        let mut detail = detail.into();
        detail.truncate(detail.trim_end().len());
        Self { code, detail, fields: Vec::new(), at: None }
    }

    /// The same note, naming the facts that are lost or in doubt.
    #[must_use]
    pub fn with_fields(mut self, fields: impl IntoIterator<Item = FieldId>) -> Self {
        self.fields = fields.into_iter().collect();
        self
    }

    /// The same note with its place.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.at = place.into();
        self
    }

    /// The message for people.
    pub fn message(&self, lang: Lang) -> String {
        self.code.text(lang).replacen("{}", &self.detail, 1)
    }

    /// What stands in the gap of a message of this code: the reverse of [`Note::message`], for
    /// formats that carry the message only.
    pub fn detail_of(code: NoteCode, message: &str, lang: Lang) -> Option<&str> {
        let (before, after) = code.text(lang).split_once("{}")?;
        message.strip_prefix(before)?.strip_suffix(after)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

/// So many characters of a text, and a mark where there are more.
pub fn quoted(whole: &str, most: usize) -> String {
    let mut text: String = whole.chars().take(most).collect();
    if text.len() < whole.len() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_row_ends_with_what_it_says() {
        let note = Note::new(NoteCode::RowAmbiguous, "总计 | 3 |  \u{3000}");
        assert_eq!(note.detail, "总计 | 3 |");
    }

    #[test]
    fn codes_are_sorted_unique_and_have_one_gap_in_each_language() {
        for pair in NoteCode::ALL.windows(2) {
            assert!(pair[0].id() < pair[1].id(), "{}", pair[1].id());
        }
        for code in NoteCode::ALL {
            assert_eq!(NoteCode::from_id(code.id()), Some(*code));
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(code.text(lang).matches("{}").count(), 1, "{}", code.id());
            }
        }
    }

    #[test]
    fn a_message_gives_its_detail_back() {
        for code in NoteCode::ALL {
            for lang in [Lang::Zh, Lang::En] {
                let message = Note::new(*code, "（甲）{}").message(lang);
                assert_eq!(Note::detail_of(*code, &message, lang), Some("（甲）{}"));
            }
        }
    }
}
