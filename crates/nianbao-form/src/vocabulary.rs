//! The form's labels and what each is: a row, a column, a group of rows, a heading of a block.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use nianbao_core::{Edition, FieldId};

use crate::fold::is_han;
use crate::hash::LabelHash;
use crate::letters::Letters;

mod bare;
mod build;
mod paths;
mod variants;
pub(crate) mod wording;
mod years;

/// A column of a row: its labels from the outermost in, and the field where the two meet.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) path: Vec<String>,
    pub(crate) field: FieldId,
}

impl Column {
    /// The innermost label.
    pub(crate) fn leaf(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The label of the group directly above it.
    pub(crate) fn group(&self) -> Option<&str> {
        self.path.iter().rev().nth(1).map(String::as_str)
    }
}

/// A row of the form. Rows of two editions with one path are one row with two sets of columns.
#[derive(Debug)]
pub(crate) struct RowDef {
    /// The section that holds it; 0 for the table of 2014.
    pub(crate) section: u8,
    /// Its labels from the outermost in. The single row of section 四 has none.
    pub(crate) path: Vec<String>,
    /// For each edition its columns; none where the edition has no such row.
    pub(crate) columns: [Vec<Column>; Edition::COUNT],
}

impl RowDef {
    /// The columns in an edition.
    pub(crate) fn columns(&self, edition: Edition) -> &[Column] {
        &self.columns[edition.index()]
    }

    /// The fields of the row in any edition, each once.
    pub(crate) fn fields(&self) -> Vec<FieldId> {
        let mut fields: Vec<FieldId> =
            self.columns.iter().flatten().map(|column| column.field).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }
}

/// What a label can be; several at once.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a label")]
#[derive(Clone, Debug, Default)]
pub(crate) struct Meaning {
    /// The rows it is the innermost label of.
    pub(crate) rows: Vec<usize>,
    /// It stands above rows and takes no values of its own.
    pub(crate) group: bool,
    /// It opens a block of section 二 (第二十条第（一）项).
    pub(crate) caption: bool,
    /// It stands in the head above the row labels (信息内容, 统计指标) and names no column.
    pub(crate) stub: bool,
    /// The section in whose head it does so.
    pub(crate) stub_of: Option<u8>,
    /// The sections in whose heads it names a column or a group of columns.
    pub(crate) head_of: Vec<u8>,
    /// It names a group of columns.
    pub(crate) head_group: bool,
}

/// What a head does that names no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It counts the rows (序号).
    Serial,
    /// It stands over units (单位).
    Unit,
    /// It stands over years (年份).
    Year,
    /// It stands over all columns (申请人情况).
    Over,
}

/// All labels of all editions.
pub(crate) struct Vocabulary {
    pub(crate) rows: Vec<RowDef>,
    /// The row of section 四, which has no label.
    pub(crate) unlabelled: usize,
    /// The labels of the table of 2014 that open its nine parts.
    tops: HashSet<String, LabelHash>,
    meanings: HashMap<String, Meaning, LabelHash>,
    /// The labels in order, for beginnings.
    sorted: Vec<String>,
    /// Words that stand for others, with their characters.
    words: Vec<(Letters, String, String)>,
    variants: HashMap<String, String, LabelHash>,
    /// The labels without what pages add and leave out, where that is one label's alone.
    bare: HashMap<String, Option<String>, LabelHash>,
    roles: HashMap<String, Role, LabelHash>,
    /// The ideographs of all labels, variants and words, and those of numbering, in order.
    ideographs: Vec<char>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::build);

/// The vocabulary, built once.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

impl Vocabulary {
    /// Whether a text has an ideograph that no label of the form has, in none of its wordings and
    /// numberings; then it is none, nor is any text with it. Cheaper than `canonical`.
    pub(crate) fn is_strange(&self, key: &str) -> bool {
        key.chars().any(|c| is_han(c) && self.ideographs.binary_search(&c).is_err())
    }

    /// The core of a label under its own name: variants stand for it.
    pub(crate) fn canonical(&self, core: &str) -> String {
        let own = self.own_wording(core);
        self.head_of_year(&own).or_else(|| self.by_bare(&own)).unwrap_or(own)
    }

    /// The same where no head names a year, as on the form itself.
    fn own_wording(&self, core: &str) -> String {
        let core = self.in_own_words(core);
        self.variants.get(&core).cloned().unwrap_or(core)
    }

    /// A text with the form's own words for those that pages print for them, in labels and anywhere.
    pub(crate) fn in_own_words(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let mut letters = Letters::of(&text);
        for (of_word, word, replacement) in &self.words {
            if letters.may_contain(*of_word) && text.contains(word.as_str()) {
                text = text.replace(word.as_str(), replacement);
                letters = Letters::of(&text);
            }
        }
        text
    }

    /// What a label is, by its own name; `None` if the form does not know it.
    pub(crate) fn meaning(&self, core: &str) -> Option<&Meaning> {
        self.meanings.get(core)
    }

    /// The label of a group of rows, as the form has it.
    pub(crate) fn group(&self, core: &str) -> Option<&str> {
        let (label, meaning) = self.meanings.get_key_value(core)?;
        meaning.group.then_some(label.as_str())
    }

    /// What a head does that names no field, by its own name.
    pub(crate) fn role(&self, core: &str) -> Option<Role> {
        self.roles.get(core).copied()
    }

    /// Whether a label opens a part of the table of 2014.
    pub(crate) fn is_top(&self, core: &str) -> bool {
        self.tops.contains(core)
    }

    /// The row that some row is an item of, where the item's label does not say of what: 其他情形数
    /// of 行政复议数量 and of 行政诉讼数量.
    pub(crate) fn owner(&self, row: usize) -> Option<&str> {
        let row = &self.rows[row];
        let [owner, _] = row.path.as_slice() else { return None };
        let owns = |meaning: &Meaning| meaning.rows.iter().any(|r| self.rows[*r].path.len() == 1);
        (row.section == 0 && self.meaning(owner).is_some_and(owns)).then_some(owner)
    }

    /// Whether some label of the form begins so.
    pub(crate) fn begins(&self, core: &str) -> bool {
        let index = self.sorted.partition_point(|label| label.as_str() < core);
        !core.is_empty() && self.sorted.get(index).is_some_and(|label| label.starts_with(core))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &[&str]) -> &'static RowDef {
        vocabulary().rows.iter().find(|row| row.path == path).unwrap()
    }

    #[test]
    fn rows_of_two_editions_are_one() {
        let row = row(&["第二十条一", "规章"]);
        let leaves =
            |edition| -> Vec<&str> { row.columns(edition).iter().map(Column::leaf).collect() };
        assert_eq!(leaves(Edition::E2019), ["本年新制作数量", "本年新公开数量", "对外公开总数量"]);
        assert_eq!(leaves(Edition::E2021), ["本年制发件数", "本年废止件数", "现行有效件数"]);
        assert!(leaves(Edition::E2014).is_empty());
    }

    #[test]
    fn the_matrix_has_paths() {
        let other = row(&["本年度办理结果", "其他处理", "其他"]);
        let column = &other.columns(Edition::E2021)[5];
        assert_eq!(column.path, ["法人或其他组织", "其他"]);
        assert_eq!(column.field.id(), "requests.other.misc.other_org");
        assert!(other.columns(Edition::E2019).is_empty());
        let court = vocabulary().rows[vocabulary().unlabelled].columns(Edition::E2019);
        assert_eq!(court.len(), 15);
        assert_eq!(court[9].path, ["行政诉讼", "未经复议直接起诉", "总计"]);
    }

    #[test]
    fn items_of_a_row_are_known_by_their_row() {
        let owner = |path: &[&str]| {
            let row = vocabulary().rows.iter().position(|row| row.path == path).unwrap();
            vocabulary().owner(row)
        };
        assert_eq!(owner(&["行政诉讼数量", "其他情形数"]), Some("行政诉讼数量"));
        assert_eq!(owner(&["依申请公开情况", "收到申请数"]), None);
        assert!(vocabulary().is_top("举报投诉数量") && !vocabulary().is_top("收到申请数"));
    }

    #[test]
    fn the_table_of_2014_is_nested_by_its_numbering() {
        let secret = row(&["依申请公开情况", "申请答复数", "不同意公开答复数", "涉及商业秘密"]);
        assert_eq!(
            secret.columns(Edition::E2014)[0].field.id(),
            "applications.replied.refused.trade_secret"
        );
        let total = vocabulary().meaning("被依法纠错数").unwrap();
        assert_eq!(total.rows.len(), 2);
    }
}
