//! What would mend a sum, in words.

use std::collections::BTreeSet;

use nianbao_core::FieldId;

use super::{Adviser, lone};
use crate::figures::{Figures, decimal};
use crate::labels::{cell_name, column, row};
use crate::locate::Delta;
use crate::sums::Equation;
use crate::{Change, Repair, RepairKind, Words};

/// How many candidates a message names.
const NAMED_CHANGES: usize = 6;
/// How many ways to mend a sum a message tells, if these are all.
const WAYS: usize = 3;
/// So many rows or columns that fail at once are no typing errors.
const CROWD: usize = 4;

fn printed(field: FieldId, figures: &Figures) -> String {
    figures.whole(field).and_then(decimal).map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// The one change, and whether nothing else is wrong with the sums.
pub(super) fn suggestion(change: Change, figures: &Figures, is_all: bool) -> Words {
    let (name, id) = (cell_name(change.at), change.at.id());
    let was = printed(change.at, figures);
    let then = mended(change.value, is_all);
    Words::new(
        format!("{name} 印作 {was}，{}", then.zh),
        format!("{id} is printed {was}; {}", then.en),
    )
}

/// What a cell with another value mends.
pub(crate) fn mended(value: impl std::fmt::Display, is_all: bool) -> Words {
    if is_all {
        return Words::new(
            format!("若为 {value} 则各项关系均成立"),
            format!("with {value} everything balances"),
        );
    }
    Words::new(
        format!("若为 {value} 则这一格能核对的关系均成立"),
        format!("with {value} every sum with this cell that can be checked balances"),
    )
}

pub(super) fn several(changes: &[Change]) -> Words {
    let zh: Vec<String> = changes
        .iter()
        .take(NAMED_CHANGES)
        .map(|change| format!("{} 应为 {}", cell_name(change.at), change.value))
        .collect();
    let en: Vec<String> = changes
        .iter()
        .take(NAMED_CHANGES)
        .map(|change| format!("{} = {}", change.at, change.value))
        .collect();
    let (all, more) = (changes.len(), changes.len() > NAMED_CHANGES);
    Words::new(
        format!(
            "可能：{}{}",
            zh.join("，或 "),
            if more { format!(" 等（共 {all} 种）") } else { String::new() }
        ),
        format!(
            "possibly {}{}",
            en.join(" or "),
            if more { format!(" … ({all} in all)") } else { String::new() }
        ),
    )
}

/// One of these cells is wrong, or a part of one of these sums, and the totals follow it.
pub(super) fn followed(leads: &[Change], sums: &[Delta], adviser: &Adviser<'_>) -> Words {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for change in leads {
        let (was, value) = (printed(change.at, adviser.sound), change.value);
        let is_said = adviser.is_said(*change);
        let zh_said = if is_said { "（正文也作此数）" } else { "" };
        let en_said = if is_said { " (as the prose says)" } else { "" };
        zh.push(format!("{} {was}→{value}{zh_said}", cell_name(change.at)));
        en.push(format!("{} {was} -> {value}{en_said}", change.at));
    }
    for (sum, delta) in sums {
        let by = delta.abs();
        let (more, too) = if *delta < 0 { ("多", "many") } else { ("少", "few") };
        zh.push(format!("{} 所含某一项{more} {by}", cell_name(*sum)));
        en.push(format!("one of the parts of {sum} is {by} too {too}"));
    }
    Words::new(
        format!("可能一格有误，总计随之：{}", zh.join("，或 ")),
        format!("perhaps one cell is wrong, and its total follows it: {}", en.join(", or ")),
    )
}

/// Of totals whose parts are wrong.
pub(super) fn total_follows() -> Words {
    Words::new(
        "总计随各列而变，改正上述各列后再核对",
        "the totals follow the columns; mend those and check again",
    )
}

/// Of a sum with what is no count, or with a total of such.
pub(super) fn rests_on_odd() -> Words {
    Words::new(
        "所含的格里有的不是整数或者不是数，改正那一格后再核对",
        "a cell that it rests on holds what is no whole number; mend that and check again",
    )
}

/// The ways to mend a sum with several cells, or one of them.
pub(super) fn together(repairs: &[Repair], figures: &Figures) -> Words {
    let shown = if repairs.len() > WAYS { &repairs[..1] } else { repairs };
    let (mut zh, mut en) = (String::new(), String::new());
    let mut before = None;
    for repair in shown {
        let (way, kind) = (cells(repair, figures), kind(repair.kind));
        let (zh_lead, en_lead) = match before {
            None => (format!("{}：", kind.zh), format!("{}: ", kind.en)),
            Some(same) if same == repair.kind => ("；或者 ".to_owned(), "; or ".to_owned()),
            Some(_) => (format!("；也{}：", kind.zh), format!("; or {}: ", kind.en)),
        };
        zh += &(zh_lead + &way.zh);
        en += &(en_lead + &way.en);
        before = Some(repair.kind);
    }
    if shown.len() < repairs.len() {
        zh.push_str("；也可能是别的几格，请对照台账");
        en.push_str("; or others are, so compare the records");
    }
    Words::new(zh, en)
}

fn kind(kind: RepairKind) -> Words {
    match kind {
        RepairKind::Swapped => Words::new("可能相邻两格填反", "perhaps two neighbours are swapped"),
        RepairKind::Split => {
            Words::new("可能一个数被拆在两格", "perhaps one number is split over two cells")
        }
        RepairKind::Shifted => {
            Words::new("可能整行错了一列", "perhaps the row stands one column off")
        }
        RepairKind::Cells => Words::new("可能几格同时有误", "perhaps several cells are wrong"),
    }
}

/// The cells of a repair; of a row that slid, the row.
fn cells(repair: &Repair, figures: &Figures) -> Words {
    if let (RepairKind::Shifted, Some(first)) = (repair.kind, repair.changes.first()) {
        let id = first.at.id();
        return Words::new(row(first.at), id.rsplit_once('.').map_or(id, |(row, _)| row));
    }
    let was = |change: &Change| printed(change.at, figures);
    let zh = repair
        .changes
        .iter()
        .map(|change| format!("{} {}→{}", cell_name(change.at), was(change), change.value));
    let en = repair
        .changes
        .iter()
        .map(|change| format!("{} {} -> {}", change.at, was(change), change.value));
    Words::new(zh.collect::<Vec<_>>().join("，"), en.collect::<Vec<_>>().join(", "))
}

/// Of cells that the sums do not tell.
pub(super) fn unlocated() -> Words {
    Words::new(
        "有几格同时有误，从各项关系看不出是哪几格；请对照台账逐格看",
        "several cells are wrong, and the sums do not tell which; compare them with the records",
    )
}

impl Adviser<'_> {
    /// Where many rows or columns fail at once, no cell is named: how they fail is what can be seen.
    pub(super) fn crowd(&self) -> Option<Words> {
        let broken = self.plan.equations.iter().filter(|one| self.is_broken(one));
        let (rows, columns): (Vec<_>, Vec<_>) = broken
            .filter(|one| one.rule.starts_with("requests."))
            .partition(|one| one.rule == "requests.row_total");
        let name = |one: &&Equation| column(lone(one).unwrap_or(one.terms[0].0));
        let columns: BTreeSet<_> = columns.iter().filter_map(name).collect();
        let (rows, columns) = (rows.len(), columns.len());
        if rows >= CROWD && rows >= columns {
            return Some(Words::new(
                format!(
                    "有 {rows} 行的总计不符：是否插入、删除了一行，或者有几格上下移了位？请对照空白表逐行看"
                ),
                format!(
                    "{rows} rows fail: was a row inserted or deleted, or were cells moved up or down? Compare them with an empty form, row by row"
                ),
            ));
        }
        (columns >= CROWD).then(|| {
            Words::new(
                format!(
                    "有 {columns} 列的关系不符：是否插入、删除了一列，或者有几格左右移了位？请对照空白表逐列看"
                ),
                format!(
                    "{columns} columns fail: was a column inserted or deleted, or were cells moved sideways? Compare them with an empty form, column by column"
                ),
            )
        })
    }
}
