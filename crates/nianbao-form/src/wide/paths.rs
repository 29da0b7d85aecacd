//! The labels above a column, brought to the one field that they name.

use std::collections::HashSet;
use std::sync::LazyLock;

use nianbao_core::{Edition, FieldId};

use crate::fold::squeeze;
use crate::hash::LabelHash;
use crate::key::{Label, MoneyUnit};
use crate::template::templates;
use crate::vocabulary::{RowDef, vocabulary};

/// What the labels above a column say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path {
    /// The labels under their own names, outermost first.
    pub(super) pieces: Vec<String>,
    /// The unit of money printed among them.
    pub(super) unit: Option<MoneyUnit>,
    /// Something among them is no label of the form, or limits what is counted (上年, 累计, 占比).
    pub(super) foreign: bool,
}

/// What divides the labels of a path in one cell.
const DIVIDERS: [char; 13] = ['/', '-', '>', '|', '_', '\\', ':', '→', '\n', '~', '=', '·', '•'];

/// Words in brackets that make a column another than the form's.
const LIMITS: [&str; 17] = [
    "年", "月", "季", "累计", "同比", "环比", "比上", "率", "%", "预", "计划", "目标", "占", "差",
    "示例", "估", "拟",
];

impl Path {
    /// Adds a head's text below those that are there.
    pub(super) fn add(&mut self, text: &str) {
        let parts = parts(text);
        let mut start = 0;
        while start < parts.len() {
            // The longest run that is a label: 本年增/减 has a divider of its own.
            let run = (start..parts.len()).rev().find_map(|end| {
                let joined = &text[parts[start].0..parts[end].1];
                known(joined).map(|piece| (end, piece))
            });
            let (end, piece) = run.unwrap_or((start, Piece::Foreign));
            match piece {
                Piece::Label(core, unit) => {
                    self.unit = MoneyUnit::agreed(self.unit, unit);
                    self.pieces.push(core);
                }
                Piece::Unit(unit) => self.unit = MoneyUnit::agreed(self.unit, unit),
                Piece::Nothing => {}
                Piece::Foreign => self.foreign = true,
            }
            start = end + 1;
        }
    }

    /// The fields that the path can name: none if it holds a foreign label, several if it is not
    /// told which.
    pub(super) fn fields(&self) -> Vec<FieldId> {
        let mut found = Vec::new();
        for (field, _) in self.named() {
            if !found.contains(&field) {
                found.push(field);
            }
        }
        found
    }

    /// The editions in which the path names a field.
    pub(super) fn editions(&self, field: FieldId) -> Vec<Edition> {
        self.named().into_iter().filter(|(own, _)| *own == field).map(|(_, own)| own).collect()
    }

    /// The fields that the path can name, with the edition in which it does.
    fn named(&self) -> Vec<(FieldId, Edition)> {
        let Some(last) = self.pieces.last().filter(|_| !self.foreign) else { return Vec::new() };
        let mut found = Vec::new();
        for row in &vocabulary().rows {
            let is_leaf = row.path.last() == Some(last);
            for edition in Edition::ALL {
                let columns = row.columns(edition);
                for column in columns {
                    // The label of a row names its only column; where it has several, it is not
                    // told which.
                    let column_leaf = last == column.leaf();
                    if (column_leaf || is_leaf) && self.names(row, &column.path, !column_leaf) {
                        found.push((column.field, edition));
                    }
                }
            }
        }
        found.retain(|(field, _)| self.unit.is_none() || field.is_amount());
        found
    }

    /// Whether the path is that of a column of a row, with labels left out but none of its own. The
    /// innermost label of each side must be there; the column's only where the row has several.
    fn names(&self, row: &RowDef, column: &[String], only: bool) -> bool {
        let whole: Vec<&String> = row.path.iter().chain(column).collect();
        let mut next = 0;
        let (mut leaf, mut column_leaf) = (row.path.is_empty(), only);
        for piece in &self.pieces {
            let found = whole[next..].iter().position(|label| *label == piece);
            let Some(offset) = found else {
                if is_sibling(row, piece) {
                    continue;
                }
                return false;
            };
            let index = next + offset;
            leaf |= index + 1 == row.path.len();
            column_leaf |= index + 1 == whole.len();
            next = index + 1;
        }
        leaf && column_leaf
    }
}

/// Whether a label is that of another row beside this one under the same group: a list of 其中 is
/// often written as if each item belonged to the one before.
fn is_sibling(row: &RowDef, piece: &str) -> bool {
    let Some((_, parent)) = row.path.split_last() else { return false };
    row.section == 0
        && vocabulary().rows.iter().any(|other| {
            let leaf = other.path.split_last();
            leaf.is_some_and(|(leaf, above)| leaf == piece && above == parent)
        })
}

/// The texts between dividers, as ranges.
fn parts(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (index, character) in text.char_indices() {
        if DIVIDERS.contains(&crate::fold::narrow(character)) {
            parts.push((start, index));
            start = index + character.len_utf8();
        }
    }
    parts.push((start, text.len()));
    parts.retain(|(start, end)| !text[*start..*end].trim().is_empty());
    parts
}

/// What a text in a head is.
enum Piece {
    /// A label of the form, with the unit of money printed in it.
    Label(String, Option<MoneyUnit>),
    /// A unit.
    Unit(Option<MoneyUnit>),
    /// Words that say nothing of the column: a section's heading, the edition of the form.
    Nothing,
    Foreign,
}

/// What a text is, if it is known.
fn known(text: &str) -> Option<Piece> {
    let key = squeeze(text);
    if key.is_empty() {
        return Some(Piece::Nothing);
    }
    if is_unit(&key) {
        return Some(Piece::Unit(MoneyUnit::find(&key)));
    }
    let label = Label::of_key(&key);
    let core = vocabulary().canonical(&label.core);
    // （一） alone is the short form of a label above.
    if core.is_empty() && label.numbering.is_some() || is_edition(&key) || HEADINGS.contains(&core)
    {
        return Some(Piece::Nothing);
    }
    // What follows a colon or is bracketed does not count for a label, but here it may be the next
    // label of the path, or say that another thing is counted.
    let behind_among = key.strip_prefix("其中").unwrap_or(&key).trim_start_matches(':');
    if behind_among.contains([':', ';', '。']) || limits(&key) {
        return None;
    }
    if core == "申请人情况" {
        return Some(Piece::Nothing);
    }
    let meaning = vocabulary().meaning(&core)?;
    (!meaning.stub).then_some(Piece::Label(core, label.unit))
}

fn canonical(key: &str) -> String {
    vocabulary().canonical(&Label::of_key(key).core)
}

/// Whether brackets or a year limit what a column counts.
fn limits(key: &str) -> bool {
    let bracketed = key.split('(').skip(1).map(|rest| rest.split(')').next().unwrap_or(rest));
    let item = |text: &str| "一二三四五六七八九十".contains(text) || text.contains("单位");
    bracketed.filter(|text| !item(text)).any(|text| LIMITS.iter().any(|word| text.contains(word)))
        || crate::title::years(key).next().is_some()
}

fn is_unit(key: &str) -> bool {
    let key = key.trim_start_matches("单位:").trim_matches(['(', ')']);
    UNITS.contains(key)
}

/// 2021年表式, 2019、2021年表式: the heads of our export.
fn is_edition(key: &str) -> bool {
    let years = key.strip_suffix("年表式").or_else(|| key.strip_prefix("Formof"));
    years.is_some_and(|years| years.split(['、', ',']).all(|year| Edition::from_id(year).is_some()))
}

/// The headings of the form's sections, as labels.
static HEADINGS: LazyLock<HashSet<String, LabelHash>> =
    LazyLock::new(|| templates().iter().map(|table| canonical(&squeeze(table.heading))).collect());

/// The units of the form.
static UNITS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let of_fields = FieldId::all().map(|field| field.info().unit);
    of_fields.chain(["元", "万元", "亿元"]).filter(|unit| !unit.is_empty()).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(heads: &[&str]) -> Vec<&'static str> {
        let mut path = Path::default();
        for head in heads {
            path.add(head);
        }
        path.fields().into_iter().map(FieldId::id).collect()
    }

    #[test]
    fn whole_paths_name_one_field_however_they_are_divided() {
        let cases: [(&[&str], &str); 12] = [
            (&["第二十条第（一）项/规章", "本年制发件数"], "disclosure.regulations.issued"),
            (&["第二十条第（一）项 > 规章 > 本年制发件数"], "disclosure.regulations.issued"),
            (&["规章－本年新制作数量"], "disclosure.regulations.made"),
            (&["行政许可/本年增/减"], "disclosure.licensing.items_change"),
            (&["一、本年新收政府信息公开申请数量", "自然人"], "requests.received.natural"),
            (
                &["三、本年度办理结果—（三）不予公开—1.属于国家秘密", "法人或其他组织", "其他"],
                "requests.denied.state_secret.other_org",
            ),
            (&["（六）其他处理", "3.其他", "总计"], "requests.other.misc.total"),
            (&["（七）总计", "总计"], "requests.handled.total"),
            (&["行政诉讼", "复议后起诉", "结果维持"], "litigation_after_review.upheld"),
            (&["复议后起诉\n总计"], "litigation_after_review.total"),
            (&["四、行政复议数量—（二）被依法纠错数"], "review.corrected"),
            (
                &["（三）申请答复数—4.不同意公开答复数—其中：涉及国家秘密—涉及商业秘密"],
                "applications.replied.refused.trade_secret",
            ),
        ];
        for (heads, id) in cases {
            assert_eq!(ids(heads), [id], "{heads:?}");
        }
    }

    #[test]
    fn what_names_several_fields_is_told_as_several() {
        for heads in [["总计"], ["结果维持"], ["规章"], ["被依法纠错数"]] {
            assert_ne!(ids(&heads).len(), 1, "{heads:?}");
        }
        assert_eq!(ids(&["一、本年新收政府信息公开申请数量"]).len(), 7);
        // One column in 2021, three in 2019.
        assert_eq!(ids(&["行政许可"]).len(), 3);
    }

    #[test]
    fn a_column_of_something_else_names_no_field() {
        let cases: [&[&str]; 8] = [
            &["上年度", "规章", "本年制发件数"],
            &["规章", "本年制发件数", "占比"],
            &["行政许可（2020年）", "本年处理决定数量"],
            &["行政许可：历年累计"],
            &["行政处罚（累计）", "本年处理决定数量"],
            &["联系人"],
            &["2020年", "一、本年新收政府信息公开申请数量", "总计"],
            &["一、本年新收政府信息公开申请数量", "万元", "总计"],
        ];
        for heads in cases {
            assert_eq!(ids(heads), [""; 0], "{heads:?}");
        }
    }

    #[test]
    fn units_are_kept_and_say_nothing_of_the_field() {
        let mut path = Path::default();
        for head in ["第二十条第（八）项", "行政事业性收费", "本年收费金额（单位：元）"]
        {
            path.add(head);
        }
        assert_eq!(path.unit, Some(MoneyUnit::Yuan));
        assert_eq!(path.fields().len(), 1);
    }
}
