//! Drafts, plans and forms to fill in beside the report's tables, or in their place.

use super::others::{fields, lose};
use super::years::beside;
use crate::damage::{Damage, any};
use crate::dice::Dice;
use crate::page::{Page, Piece};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "drafts.second",
        seen: "a draft's table or a plan's beside the report's (初稿, 征求意见稿, 2022年目标)",
        fits: any,
        act: second,
    },
    Damage {
        name: "drafts.left_over",
        seen: "（征求意见稿）, 模板 left over above the only table",
        fits: any,
        act: left_over,
    },
    Damage {
        name: "drafts.plan",
        seen: "nothing but a plan (2022年目标, 下年度计划)",
        fits: any,
        act: plan,
    },
    Damage {
        name: "others.titled",
        seen: "全县汇总 and below it a caption that names the report's year",
        fits: any,
        act: titled,
    },
];

const DRAFTS: [&str; 8] = [
    "初稿",
    "（征求意见稿）",
    "统计表（草案）",
    "参考数据",
    "模板：",
    "测试数据",
    "送审稿",
    "以下仅供参考",
];

fn plan_of(page: &Page, dice: &mut Dice) -> String {
    let next = page.year + 1;
    match dice.below(4) {
        0 => format!("{next}年目标"),
        1 => "下年度计划".to_owned(),
        2 => format!("（{next}年工作计划）"),
        _ => "目标：".to_owned(),
    }
}

fn second(page: &mut Page, dice: &mut Dice) {
    let caption = match dice.below(3) {
        0 => plan_of(page, dice),
        _ => (*dice.pick(&DRAFTS)).to_owned(),
    };
    let own = dice.percent(50).then_some("正式稿");
    beside(page, dice, &caption, own);
}

/// Puts texts above one of the tables; gives back where it now is.
fn put_above(page: &mut Page, dice: &mut Dice, texts: &[&str]) -> Option<usize> {
    let tables: Vec<usize> =
        (0..page.body.len()).filter(|at| matches!(page.body[*at], Piece::Table(_))).collect();
    let at = *tables.get(dice.below(tables.len().max(1)))?;
    page.body.splice(at..at, texts.iter().map(|text| Piece::Text((*text).to_owned())));
    Some(at + texts.len())
}

fn left_over(page: &mut Page, dice: &mut Dice) {
    let draft = *dice.pick(&DRAFTS);
    put_above(page, dice, &[draft]);
}

fn lose_table(page: &mut Page, at: Option<usize>) {
    let Some(Piece::Table(table)) = at.map(|at| &page.body[at]) else { return };
    let lost = fields(table.rows.iter().flatten());
    lose(page, lost);
}

fn plan(page: &mut Page, dice: &mut Dice) {
    let plan = plan_of(page, dice);
    let at = put_above(page, dice, &[&plan]);
    lose_table(page, at);
}

fn titled(page: &mut Page, dice: &mut Dice) {
    let whose = *dice.pick(&["全县汇总", "（全县）", "下属单位情况", "上年数据", "填报示例"]);
    let title = format!("{}年度政府信息公开情况统计表", page.year);
    let at = put_above(page, dice, &[whose, &title]);
    lose_table(page, at);
}
