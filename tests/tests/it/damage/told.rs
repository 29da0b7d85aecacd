//! Captions worded like the form's own headings and lines below tables that say whose the numbers are; and such
//! as change nothing.

use nianbao::FieldId;
use nianbao_form::templates;

use super::others::{any_table, lose};
use crate::damage::{Damage, any};
use crate::dice::Dice;
use crate::page::{Page, Piece};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "others.named",
        seen: "a caption worded like the form's own heading (上年度…情况, 全县…情况, 县招生考试院…情况)",
        fits: any,
        act: named,
    },
    Damage {
        name: "own.named",
        seen: "such a caption of the report's own body and year (我局…情况, 县教育局…情况)",
        fits: any,
        act: named_own,
    },
    Damage {
        name: "others.below",
        seen: "注：上表为2021年数据。, （以上为样表，仅供参考） below a table",
        fits: any,
        act: told_below,
    },
    Damage {
        name: "own.below",
        seen: "a remark below a table that changes nothing (注：上表含上年结转3件。)",
        fits: any,
        act: remark_below,
    },
];

/// What the form calls the table of a section, without its number.
fn name_of(page: &Page, section: u8) -> &'static str {
    let mut tables = templates().iter().filter(|table| table.edition == page.edition);
    let heading = tables.find(|table| table.section == section).map_or("", |table| table.heading);
    heading
        .split_once('、')
        .filter(|(number, _)| number.chars().count() == 1)
        .map_or(heading, |(_, name)| name)
}

/// Puts the form's name of a table above it, with words before it; gives back its fields.
fn caption_of(page: &mut Page, dice: &mut Dice, whose: &str) -> Vec<FieldId> {
    let Some((at, section, fields)) = any_table(page, dice) else { return Vec::new() };
    let number = *dice.pick(&["", "", "表1：", "附表2："]);
    let behind = *dice.pick(&["", "", "（单位：件）", "表"]);
    let caption = format!("{number}{whose}{}{behind}", name_of(page, section));
    page.body.insert(at, Piece::Text(caption));
    fields
}

fn named(page: &mut Page, dice: &mut Dice) {
    let whose = *dice.pick(&[
        "上年度",
        "去年",
        "上一年",
        "上年度我局",
        "白石县招生考试院",
        "县教师进修中心",
        "全县",
        "全县教育系统",
        "下属单位",
        "各乡镇",
    ]);
    let lost = caption_of(page, dice, whose);
    lose(page, lost);
}

fn named_own(page: &mut Page, dice: &mut Dice) {
    let whose = *dice.pick(&["本年度", "白石县教育局", "县教育局", "我局", "本机关", "行政机关"]);
    caption_of(page, dice, whose);
}

/// A line below one of the tables, in one of the ways to open it; gives back the table's fields.
fn line_below(page: &mut Page, dice: &mut Dice, text: &str) -> Vec<FieldId> {
    let Some((at, _, fields)) = any_table(page, dice) else { return Vec::new() };
    let text = match dice.below(4) {
        0 => format!("注：{text}。"),
        1 => format!("备注：{text}"),
        2 => format!("（{text}）"),
        _ => format!("{text}。"),
    };
    page.body.insert(at + 1, Piece::Text(text));
    fields
}

fn told_below(page: &mut Page, dice: &mut Dice) {
    let before = page.year - 1;
    let year = [format!("{before}年"), format!("{before}年度")];
    let mut whose =
        vec!["上年", "全县", "全县教育系统", "白石县招生考试院", "下属单位", "历年累计"];
    whose.extend(year.iter().map(String::as_str));
    let whose = *dice.pick(&whose);
    let text = match dice.below(5) {
        0 => format!("上表为{whose}数据"),
        1 => format!("以上数据为{whose}数据"),
        2 => format!("以上为{whose}情况"),
        3 => format!("上表数据系{whose}统计数据"),
        _ => "以上为样表，仅供参考".to_owned(),
    };
    let lost = line_below(page, dice, &text);
    lose(page, lost);
}

fn remark_below(page: &mut Page, dice: &mut Dice) {
    let own = page.year;
    let text = match dice.below(6) {
        0 => "上表含上年结转3件".to_owned(),
        1 => format!("以上数据统计期限为{own}年1月1日至12月31日"),
        2 => format!("本表为{own}年度数据"),
        3 => "上表为县教育局数据".to_owned(),
        4 => "以上数据由县招生考试院提供".to_owned(),
        _ => "以上数据不含下属单位".to_owned(),
    };
    line_below(page, dice, &text);
}
